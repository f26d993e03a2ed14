#include "plugins/launch_local/process.h"

#include "core/base/file.h"

namespace selvox::plugins::launch_local {

base::Result<std::filesystem::path> findProgram(const std::string& name, const char* overrideVariable) {
  std::error_code ignored;
  if (const std::string chosen = environmentVariable(overrideVariable); !chosen.empty()) {
    const auto path = base::pathFromUtf8(chosen);
    if (std::filesystem::is_regular_file(path, ignored)) return path;
    return base::fail(base::ErrorCode::NotFound, std::string(overrideVariable) + " names " + chosen +
                                                     ", but there is no such program. Correct or unset it.");
  }
#ifdef _WIN32
  const std::string file = name + ".exe";
#else
  const std::string file = name;
#endif
  const auto beside = executablePath().parent_path() / base::pathFromUtf8(file);
  if (std::filesystem::is_regular_file(beside, ignored)) return beside;
  return base::fail(base::ErrorCode::NotFound, name + " is missing: looked for " + base::utf8(beside) +
                                                   ". Build it with scripts/build, or set " + overrideVariable +
                                                   " to its path.");
}

}  // namespace selvox::plugins::launch_local
