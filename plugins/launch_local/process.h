#pragma once
// Child processes, the same on POSIX and Windows. Arguments are UTF-8 and reach the child word by word (no shell).

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/progress.h"
#include "core/base/result.h"

namespace selvox::plugins::launch_local {

struct Command {
  std::filesystem::path program;
  std::vector<std::string> arguments;
  std::vector<std::pair<std::string, std::string>> environment;  // added to ours
};

struct ChildResult {
  int exitCode = 0;    // 128 + signal when a signal ended it
  std::string output;  // standard output, whole
  std::string errors;  // the last 64 KB of standard error
};

// Runs to its end. `onLine` gets each whole line of standard error on this thread. Cancelled: the child is asked to
// end, and killed three seconds later. The child dies with us where the system can arrange it.
[[nodiscard]] base::Result<ChildResult> runChild(const Command& command,
                                                 const std::function<void(std::string_view)>& onLine,
                                                 const base::CancelToken& cancel);

// Starts a process that outlives us: own session, no terminal, standard output and error appended to `log`.
// `niceness` 0-19 on POSIX; above 0 means "below normal" on Windows. Returns its process id.
[[nodiscard]] base::Result<std::int64_t> startDetached(const Command& command, const std::filesystem::path& log,
                                                       int niceness);

// A process that has ended but was not collected by its parent counts as dead.
[[nodiscard]] bool processAlive(std::int64_t pid);

[[nodiscard]] std::filesystem::path executablePath();  // of this very program; empty when unknown
[[nodiscard]] std::string environmentVariable(const char* name);
[[nodiscard]] bool errorsGoToTerminal();  // standard error is a terminal, not a file or a pipe

// A program of ours: the variable `overrideVariable` if set, else next to this executable. NotFound says where we
// looked.
[[nodiscard]] base::Result<std::filesystem::path> findProgram(const std::string& name, const char* overrideVariable);

}  // namespace selvox::plugins::launch_local
