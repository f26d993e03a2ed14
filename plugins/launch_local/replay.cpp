#include "plugins/launch_local/replay.h"

#include <chrono>
#include <optional>
#include <sstream>

#include "core/base/file.h"
#include "core/base/lock.h"
#include "core/base/text.h"
#include "core/events/event.h"

namespace selvox::plugins::launch_local {

namespace {

// Seconds of the day in "2026-11-23T09:30:00.123Z"; enough to pace a log, midnight counts as no pause.
std::optional<double> secondsOfDay(const std::string& iso) {
  if (iso.size() < 20 || iso[10] != 'T') return {};
  const auto hours = base::toInteger(iso.substr(11, 2)), minutes = base::toInteger(iso.substr(14, 2));
  const auto seconds = base::toDouble(iso.substr(17, iso.size() - 18));
  if (!hours || !minutes || !seconds) return {};
  return static_cast<double>(*hours * 3600 + *minutes * 60) + *seconds;
}

void waitSeconds(double seconds, const std::atomic<bool>& quit) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  while (!quit && std::chrono::steady_clock::now() < until) std::this_thread::sleep_for(std::chrono::milliseconds(5));
}

void play(const std::string& text, double speed, const events::RunFolder& folder, const std::atomic<bool>& quit) {
  const auto lock = base::FileLock::acquire(folder.lock(), base::LockMode::Exclusive, "replay");
  auto file = base::AppendFile::open(folder.log());
  if (!lock || !file) return;
  std::istringstream lines(text);
  std::string line;
  std::optional<double> before;
  while (!quit && std::getline(lines, line)) {
    if (const auto event = events::decode(line)) {
      const auto now = secondsOfDay(event->time);
      if (speed > 0 && before && now && *now > *before) waitSeconds((*now - *before) / speed, quit);
      if (now) before = now;
    }
    if (!file->append(line + "\n")) return;
  }
}

}  // namespace

ReplayLauncher::~ReplayLauncher() {
  for (auto& [pid, playing] : playing_) playing->quit = true;
  for (auto& [pid, playing] : playing_) playing->thread.join();
}

base::Result<ports::LaunchHandle> ReplayLauncher::start(const events::RunFolder& folder) {
  SELVOX_TRY(auto text, base::readFile(log_));
  if (base::isLocked(folder.lock())) return base::fail(base::ErrorCode::Busy, "The run is already being played.");
  const auto id = static_cast<std::int64_t>(playing_.size()) + 1;
  auto& playing = playing_[id] = std::make_unique<Playing>();
  playing->thread = std::thread([state = playing.get(), text = std::move(text), speed = speed_, folder] {
    play(text, speed, folder, state->quit);
    state->running = false;
  });
  return ports::LaunchHandle{id};
}

bool ReplayLauncher::alive(const ports::LaunchHandle& handle) {
  const auto found = playing_.find(handle.pid);
  return found != playing_.end() && found->second->running;
}

}  // namespace selvox::plugins::launch_local
