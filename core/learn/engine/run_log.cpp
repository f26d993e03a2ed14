#include "core/learn/engine/run_log.h"

#include <chrono>
#include <iostream>
#include <utility>

namespace selvox::learn::engine {

using base::Json;

base::Result<std::unique_ptr<RunLog>> RunLog::open(const std::filesystem::path& path) {
  SELVOX_TRY(events::EventWriter writer, events::EventWriter::open(path));
  return std::unique_ptr<RunLog>(new RunLog(std::move(writer)));
}

RunLog::~RunLog() {
  stopHeartbeat();
}

void RunLog::keep(const base::Status& status) {
  if (!status && failure_) failure_ = status;
}

void RunLog::event(std::string_view type, Json fields) {
  const std::lock_guard lock(mutex_);
  keep(writer_.write(type, std::move(fields)));
}

void RunLog::scalar(std::string_view name, std::int64_t step, double value) {
  const std::lock_guard lock(mutex_);
  keep(writer_.scalar(name, step, value));
}

void RunLog::message(std::string_view level, const std::string& text) {
  std::cerr << text << std::endl;
  event("message", {{"level", level}, {"text", text}, {"step", standing_.step}});
}

void RunLog::state(std::string_view state, Json more) {
  more["state"] = state;
  {
    const std::lock_guard lock(mutex_);
    more["step"] = standing_.step;
    more["steps"] = standing_.steps;
    more["seconds"] = standing_.seconds;
  }
  event("state", std::move(more));
}

void RunLog::standing(const Standing& now) {
  const std::lock_guard lock(mutex_);
  standing_ = now;
}

void RunLog::beat() {
  const Standing now = standing_;
  Json fields{{"step", now.step},
              {"steps", now.steps},
              {"epoch", now.epoch},
              {"seconds", now.seconds},
              {"progress", now.progress}};
  if (now.progress > 0.001) fields["remaining"] = now.seconds * (1 - now.progress) / now.progress;
  keep(writer_.write("heartbeat", std::move(fields)));
}

void RunLog::startHeartbeat(std::function<void()> onBeat) {
  thread_ = std::thread([this, onBeat = std::move(onBeat)] {
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, std::chrono::seconds(kHeartbeatSeconds), [this] { return stop_; })) {
      onBeat();
      beat();
    }
  });
}

void RunLog::stopHeartbeat() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

base::Status RunLog::firstFailure() const {
  const std::lock_guard lock(mutex_);
  return failure_;
}

}  // namespace selvox::learn::engine
