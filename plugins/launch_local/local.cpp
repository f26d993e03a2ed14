#include "plugins/launch_local/local.h"

#include "core/base/file.h"
#include "plugins/launch_local/process.h"

namespace selvox::plugins::launch_local {

namespace {
constexpr int kNiceness = 10;

// libgomp reads its waiting policy when it is loaded; spinning threads cost a scheduler slice at every barrier as soon
// as anything else wants a core.
Command workerCommand(const std::filesystem::path& worker, std::vector<std::string> arguments) {
  return {worker, std::move(arguments), {{"OMP_WAIT_POLICY", "passive"}}};
}
}  // namespace

base::Result<ports::LaunchHandle> LocalLauncher::start(const events::RunFolder& folder) {
  std::error_code failed;
  const auto root = std::filesystem::absolute(folder.root, failed);
  SELVOX_TRY(const auto pid,
             startDetached(workerCommand(worker_, {"run", base::utf8(root)}), folder.workerLog(), kNiceness));
  return ports::LaunchHandle{pid};
}

bool LocalLauncher::alive(const ports::LaunchHandle& handle) {
  return processAlive(handle.pid);
}

base::Result<ports::WorkerClient::Answer> LocalWorkerClient::ask(const std::vector<std::string>& arguments,
                                                                 const std::function<void(std::string_view)>& onLine,
                                                                 const base::CancelToken& cancel) {
  SELVOX_TRY(auto child, runChild(workerCommand(worker_, arguments), onLine, cancel));
  return Answer{child.exitCode, std::move(child.output), std::move(child.errors)};
}

}  // namespace selvox::plugins::launch_local
