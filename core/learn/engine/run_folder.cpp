// `selvox-worker run RUN`, from the lock to the exit code.

#include <iostream>

#include "core/base/lock.h"
#include "core/learn/engine/trainer.h"

namespace selvox::learn::engine {
namespace {

int refuse(const base::Error& error) {
  std::cerr << error.message << std::endl;
  return 1;
}

}  // namespace

int runFolder(const std::filesystem::path& root, std::int64_t until) {
  const events::RunFolder folder{root};
  const auto json = base::readJson(folder.spec());
  if (!json) return refuse(json.error());
  auto spec = spec::runSpecFromJson(*json);
  if (!spec) return refuse(spec.error());
  const auto lock = base::FileLock::acquire(folder.lock(), base::LockMode::Exclusive, "selvox-worker");
  if (!lock) return refuse(lock.error());
  auto log = RunLog::open(folder.log());
  if (!log) return refuse(log.error());
  auto trainer = Trainer::open(folder, std::move(*spec), **log);
  if (!trainer) {
    const base::Error& error = trainer.error();
    (*log)->message("error", error.message);
    // A finished run that is started again stays finished; everything else could not begin.
    if (error.code != base::ErrorCode::AlreadyExists)
      (*log)->state("failed", {{"reason", "setup"}, {"message", error.message}});
    return 1;
  }
  (*trainer)->pauseAfter(until);
  const bool well = (*trainer)->run();
  (*log)->stopHeartbeat();
  if (const auto status = (*log)->firstFailure(); !status) std::cerr << status.error().message << std::endl;
  return well ? 0 : 1;
}

}  // namespace selvox::learn::engine
