#pragma once
// How long a run has trained, over all its processes. The time a machine slept, a container was frozen or the process
// was stopped is none: the system's steady clock counts it, so somebody has to look at this clock more often than
// `kLongestLook` (the heartbeat does), and a longer pause between two looks is left out. Any thread may look.

#include <chrono>
#include <mutex>

namespace selvox::learn::engine {

class TrainingClock {
 public:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr double kLongestLook = 25;  // seconds: five heartbeats, after which a run counts as silent

  void start(double before, Time now) {
    const std::lock_guard lock(mutex_);
    seconds_ = before;
    last_ = now;
  }
  double look(Time now) {
    const std::lock_guard lock(mutex_);
    const double since = std::chrono::duration<double>(now - last_).count();
    if (since <= 0) return seconds_;  // another thread was quicker
    last_ = now;
    if (since <= kLongestLook) seconds_ += since;
    return seconds_;
  }

 private:
  std::mutex mutex_;
  double seconds_ = 0;
  Time last_;
};

}  // namespace selvox::learn::engine
