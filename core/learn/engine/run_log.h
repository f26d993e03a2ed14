#pragma once
// The worker's end of RUN/events.jsonl, safe from several threads, with a heartbeat of its own.

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "core/events/event.h"

namespace selvox::learn::engine {

struct Standing {  // what a heartbeat tells
  std::int64_t step = 0, steps = 0, epoch = 0;
  double seconds = 0, progress = 0;
};

inline constexpr int kHeartbeatSeconds = 5;

class RunLog {
 public:
  static base::Result<std::unique_ptr<RunLog>> open(const std::filesystem::path& path);
  ~RunLog();
  RunLog(const RunLog&) = delete;
  RunLog& operator=(const RunLog&) = delete;

  // A log that cannot be written (full disk) must not end the run by itself: the next checkpoint decides that. The
  // first failure is kept.
  void event(std::string_view type, base::Json fields);
  void scalar(std::string_view name, std::int64_t step, double value);
  // level: "info", "warning", "error". Also goes to stderr, which is worker.log where a launcher started us.
  void message(std::string_view level, const std::string& text);
  void state(std::string_view state, base::Json more = base::Json::object());
  void standing(const Standing& now);
  void startHeartbeat(std::function<void()> onBeat);  // called before every beat, on its thread
  void stopHeartbeat();
  [[nodiscard]] base::Status firstFailure() const;

 private:
  explicit RunLog(events::EventWriter writer) : writer_(std::move(writer)) {}
  void beat();
  void keep(const base::Status& status);
  mutable std::mutex mutex_;
  events::EventWriter writer_;
  base::Status failure_;
  Standing standing_;
  std::thread thread_;
  std::condition_variable wake_;
  bool stop_ = false;
};

}  // namespace selvox::learn::engine
