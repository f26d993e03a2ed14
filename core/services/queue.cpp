// The queue of runs: launch.h.

#include <map>
#include <set>

#include "core/base/lock.h"
#include "core/services/launch.h"

namespace selvox::services {

namespace {

std::string deviceOf(const events::RunFolder& folder) {
  const auto json = base::readJson(folder.spec());
  return json ? base::valueOr<std::string>(*json, "device", "auto") : "auto";
}

// Devices on which some worker is at work, whoever started it.
std::set<std::string> busyDevices(const ports::RunStore& runs) {
  std::set<std::string> devices;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(runs.root(), failed)) {
    const events::RunFolder folder{entry.path()};
    if (std::filesystem::exists(folder.spec(), failed) && base::isLocked(folder.lock()))
      devices.insert(deviceOf(folder));
  }
  return devices;
}

class Work {
 public:
  Work(ports::RunStore& runs, ports::Launcher& launcher) : runs_(runs), launcher_(launcher) {}

  // Starts what can start now. False when nothing is left and nothing runs.
  base::Result<bool> turn() {
    for (auto it = active_.begin(); it != active_.end();)
      it = launcher_.alive(it->second) ? std::next(it) : active_.erase(it);
    SELVOX_TRY(const auto names, runs_.queue());
    auto busy = busyDevices(runs_);
    for (const auto& [device, handle] : active_) busy.insert(device);
    for (const auto& name : names) {
      const auto folder = runs_.folder(name);
      const auto device = deviceOf(folder);
      if (busy.count(device)) continue;
      busy.insert(device);
      SELVOX_CHECK(runs_.dequeue(name));
      if (base::isLocked(folder.lock())) continue;  // someone started it by hand
      auto handle = launcher_.start(folder);
      if (!handle)
        return tl::unexpected(base::Error{handle.error().code,
                                          "Run '" + name + "' could not start: " + handle.error().message,
                                          handle.error().detail});
      active_[device] = *handle;
      ++started_;
    }
    return !names.empty() || !active_.empty();
  }
  [[nodiscard]] int started() const { return started_; }

 private:
  ports::RunStore& runs_;
  ports::Launcher& launcher_;
  std::map<std::string, ports::LaunchHandle> active_;
  int started_ = 0;
};

}  // namespace

std::filesystem::path queueLock(const ports::RunStore& runs) {
  return runs.root() / "queue" / "lock";
}

base::Result<int> workQueue(ports::RunStore& runs, ports::Launcher& launcher, const std::function<void()>& idle,
                            const base::CancelToken& cancel) {
  std::error_code failed;
  std::filesystem::create_directories(runs.root() / "queue", failed);
  Work work(runs, launcher);
  for (;;) {
    {
      auto lock = base::FileLock::acquire(queueLock(runs), base::LockMode::Exclusive, "selvox runs work");
      if (!lock) {
        if (work.started() > 0) return work.started();  // another process took over in the gap below
        return tl::unexpected(lock.error());
      }
      for (;;) {
        SELVOX_TRY(const bool more, work.turn());
        if (!more || cancel.cancelled()) break;
        idle();
      }
    }
    // Whoever enqueued while we let go of the lock saw it held and started nobody: look once more.
    SELVOX_TRY(const auto left, runs.queue());
    if (left.empty() || cancel.cancelled()) return work.started();
  }
}

}  // namespace selvox::services
