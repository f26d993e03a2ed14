#pragma once
// Test double: a "worker" that copies a recorded event log into the run folder, at the recorded pace times `speed`.

#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <thread>

#include "core/ports/stores.h"

namespace selvox::plugins::launch_local {

class ReplayLauncher final : public ports::Launcher {
 public:
  // `speed` 0: without waiting.
  ReplayLauncher(std::filesystem::path recordedLog, double speed) : log_(std::move(recordedLog)), speed_(speed) {}
  ~ReplayLauncher() override;
  [[nodiscard]] std::string id() const override { return "replay"; }
  base::Result<ports::LaunchHandle> start(const events::RunFolder& folder) override;
  [[nodiscard]] bool alive(const ports::LaunchHandle& handle) override;

 private:
  struct Playing {
    std::thread thread;
    std::atomic<bool> running{true}, quit{false};
  };
  std::filesystem::path log_;
  double speed_;
  std::map<std::int64_t, std::unique_ptr<Playing>> playing_;
};

}  // namespace selvox::plugins::launch_local
