#pragma once
// An open workspace with everything behind its ports.

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/ports/importer.h"
#include "core/services/workspace.h"

namespace selvox::cli {

// Every format of plugins/FORMATS.md.
[[nodiscard]] std::vector<std::unique_ptr<ports::Importer>> makeImporters();

class Session {
 public:
  static base::Result<Session> open(const std::string& folder);
  static base::Result<Session> create(
      const std::string& folder);  // makes the workspace, or opens the one that is there
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;
  ~Session();

  [[nodiscard]] const services::Workspace& ports() const;
  [[nodiscard]] ports::Exporter& nifti() const;
  // Starts `selvox runs work` detached unless some process works the queue already.
  [[nodiscard]] base::Status startQueue() const;
  [[nodiscard]] base::Result<std::unique_ptr<ports::Launcher>> launcher() const;

 private:
  struct State;
  explicit Session(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// The worker program as a client; the error says where it was looked for.
[[nodiscard]] base::Result<std::unique_ptr<ports::WorkerClient>> workerClient();

}  // namespace selvox::cli
