#pragma once
// Workers on this machine: detached for training, over pipes for questions.

#include <filesystem>

#include "core/ports/stores.h"

namespace selvox::plugins::launch_local {

class LocalLauncher final : public ports::Launcher {
 public:
  explicit LocalLauncher(std::filesystem::path worker) : worker_(std::move(worker)) {}
  [[nodiscard]] std::string id() const override { return "local"; }
  // `selvox-worker run FOLDER`, niced, output to FOLDER/worker.log.
  base::Result<ports::LaunchHandle> start(const events::RunFolder& folder) override;
  [[nodiscard]] bool alive(const ports::LaunchHandle& handle) override;

 private:
  std::filesystem::path worker_;
};

class LocalWorkerClient final : public ports::WorkerClient {
 public:
  explicit LocalWorkerClient(std::filesystem::path worker) : worker_(std::move(worker)) {}
  base::Result<Answer> ask(const std::vector<std::string>& arguments,
                           const std::function<void(std::string_view)>& onLine,
                           const base::CancelToken& cancel) override;

 private:
  std::filesystem::path worker_;
};

}  // namespace selvox::plugins::launch_local
