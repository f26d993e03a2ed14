#ifndef _WIN32
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>
#include <thread>

#include "core/base/file.h"
#include "plugins/launch_local/process.h"

extern char** environ;

namespace selvox::plugins::launch_local {

namespace {

constexpr std::size_t kErrorTail = 64 * 1024;

// Everything exec needs, built before fork: only async-signal-safe calls are allowed between fork and exec.
struct ExecImage {
  std::string program;
  std::vector<std::string> words, variables;
  std::vector<char*> argv, envp;
};

std::unique_ptr<ExecImage> makeImage(const Command& command) {
  auto image = std::make_unique<ExecImage>();
  image->program = command.program.string();
  image->words.push_back(image->program);
  for (const auto& argument : command.arguments) image->words.push_back(argument);
  for (char** entry = environ; entry && *entry; ++entry) {
    const std::string_view text(*entry);
    bool replaced = false;
    for (const auto& [name, value] : command.environment) replaced |= text.rfind(name + "=", 0) == 0;
    if (!replaced) image->variables.emplace_back(text);
  }
  for (const auto& [name, value] : command.environment) image->variables.push_back(name + "=" + value);
  for (auto& word : image->words) image->argv.push_back(word.data());
  for (auto& variable : image->variables) image->envp.push_back(variable.data());
  image->argv.push_back(nullptr);
  image->envp.push_back(nullptr);
  return image;
}

// Descriptors of ours (locks among them) must not live on in a child. `keep` stays open.
void closeInherited(int keep) {
  const long limit = std::min<long>(sysconf(_SC_OPEN_MAX) < 0 ? 1024 : sysconf(_SC_OPEN_MAX), 4096);
  for (int fd = 3; fd < limit; ++fd)
    if (fd != keep) close(fd);
}

void restoreSignals() {
  for (const int signal : {SIGINT, SIGTERM, SIGPIPE, SIGHUP, SIGCHLD}) ::signal(signal, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

base::Result<std::array<int, 2>> makePipe() {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0)
    return base::fail(base::ErrorCode::Io, std::string("Cannot make a pipe: ") + std::strerror(errno) + ".");
  for (const int end : ends) fcntl(end, F_SETFD, FD_CLOEXEC);
  return ends;
}

tl::unexpected<base::Error> cannotStart(const Command& command, int code) {
  return base::fail(base::ErrorCode::Io,
                    "Cannot start " + base::utf8(command.program) + ": " + std::strerror(code) + ".");
}

void replaceByProgram(const ExecImage& image, int failurePipe) {
  execve(image.program.c_str(), image.argv.data(), image.envp.data());
  const int code = errno;
  [[maybe_unused]] const auto written = write(failurePipe, &code, sizeof code);
  _exit(127);
}

// The child's failure to exec arrives as an errno; a closed pipe means that it runs.
int readFailure(int fd) {
  int code = 0;
  ssize_t got = 0;
  do got = read(fd, &code, sizeof code);
  while (got < 0 && errno == EINTR);
  close(fd);
  return got == static_cast<ssize_t>(sizeof code) ? code : 0;
}

// Hands over each whole line and keeps the tail of everything.
class ErrorLines {
 public:
  explicit ErrorLines(const std::function<void(std::string_view)>& onLine) : onLine_(onLine) {}
  void add(std::string_view bytes) {
    tail_.append(bytes);
    if (tail_.size() > 2 * kErrorTail) tail_.erase(0, tail_.size() - kErrorTail);
    line_.append(bytes);
    std::size_t end = 0;
    while ((end = line_.find('\n')) != std::string::npos) {
      if (onLine_) onLine_(std::string_view(line_).substr(0, end));
      line_.erase(0, end + 1);
    }
    if (line_.size() > (1u << 20)) line_.clear();  // not a line any more
  }
  std::string finish() {
    if (!line_.empty() && onLine_) onLine_(line_);
    if (tail_.size() > kErrorTail) tail_.erase(0, tail_.size() - kErrorTail);
    return std::move(tail_);
  }

 private:
  const std::function<void(std::string_view)>& onLine_;
  std::string tail_, line_;
};

int exitCodeOf(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + (WIFSIGNALED(status) ? WTERMSIG(status) : 0);
}

struct Running {
  pid_t pid = -1;
  int out = -1, err = -1;
};

base::Result<Running> spawn(const Command& command) {
  const auto image = makeImage(command);
  SELVOX_TRY(const auto out, makePipe());
  SELVOX_TRY(const auto err, makePipe());
  SELVOX_TRY(const auto failure, makePipe());
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid < 0) return cannotStart(command, errno);
  if (pid == 0) {
    setpgid(0, 0);  // Ctrl+C in our terminal is ours to answer
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent) _exit(127);
#else
    (void)parent;
#endif
    restoreSignals();
    const int null = open("/dev/null", O_RDONLY);
    dup2(null, 0);
    dup2(out[1], 1);
    dup2(err[1], 2);
    closeInherited(failure[1]);
    replaceByProgram(*image, failure[1]);
  }
  close(out[1]);
  close(err[1]);
  close(failure[1]);
  if (const int code = readFailure(failure[0])) {
    waitpid(pid, nullptr, 0);
    close(out[0]);
    close(err[0]);
    return cannotStart(command, code);
  }
  return Running{pid, out[0], err[0]};
}

// Reads both pipes until they close; false when cancelled.
bool drain(const Running& child, std::string& output, ErrorLines& lines, const base::CancelToken& cancel) {
  std::array<pollfd, 2> sources{pollfd{child.out, POLLIN, 0}, pollfd{child.err, POLLIN, 0}};
  std::array<char, 65536> buffer{};
  while (sources[0].fd >= 0 || sources[1].fd >= 0) {
    if (cancel.cancelled()) return false;
    if (poll(sources.data(), sources.size(), 100) <= 0) continue;
    for (std::size_t i = 0; i < sources.size(); ++i) {
      if (sources[i].fd < 0 || sources[i].revents == 0) continue;
      const ssize_t got = read(sources[i].fd, buffer.data(), buffer.size());
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) {
        sources[i].fd = -1;
      } else if (i == 0) {
        output.append(buffer.data(), static_cast<std::size_t>(got));
      } else {
        lines.add({buffer.data(), static_cast<std::size_t>(got)});
      }
    }
  }
  return true;
}

int waitFor(pid_t pid) {
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

void endChild(pid_t pid) {
  kill(-pid, SIGTERM);
  for (int i = 0; i < 30; ++i) {
    if (waitpid(pid, nullptr, WNOHANG) == pid) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  kill(-pid, SIGKILL);
  waitFor(pid);
}

}  // namespace

base::Result<ChildResult> runChild(const Command& command, const std::function<void(std::string_view)>& onLine,
                                   const base::CancelToken& cancel) {
  SELVOX_TRY(const auto child, spawn(command));
  ChildResult result;
  ErrorLines lines(onLine);
  const bool finished = drain(child, result.output, lines, cancel);
  close(child.out);
  close(child.err);
  result.errors = lines.finish();
  if (!finished) {
    endChild(child.pid);
    return base::fail(base::ErrorCode::Cancelled, base::utf8(command.program.filename()) + " was cancelled.");
  }
  result.exitCode = exitCodeOf(waitFor(child.pid));
  return result;
}

base::Result<std::int64_t> startDetached(const Command& command, const std::filesystem::path& log, int niceness) {
  const auto image = makeImage(command);
  const std::string logName = log.string();
  SELVOX_TRY(const auto failure, makePipe());
  SELVOX_TRY(const auto identity, makePipe());
  const pid_t middle = fork();
  if (middle < 0) return cannotStart(command, errno);
  if (middle == 0) {
    setsid();
    const pid_t pid = fork();
    if (pid != 0) {  // the middle process only tells the pid: its child becomes an orphan and never our zombie
      [[maybe_unused]] const auto written = write(identity[1], &pid, sizeof pid);
      _exit(0);
    }
    restoreSignals();
    const int null = open("/dev/null", O_RDONLY);
    const int sink = open(logName.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    dup2(null, 0);
    dup2(sink >= 0 ? sink : null, 1);
    dup2(sink >= 0 ? sink : null, 2);
    closeInherited(failure[1]);
    if (niceness > 0) setpriority(PRIO_PROCESS, 0, niceness);
    replaceByProgram(*image, failure[1]);
  }
  close(failure[1]);
  close(identity[1]);
  waitFor(middle);
  pid_t pid = -1;
  const auto got = read(identity[0], &pid, sizeof pid);
  close(identity[0]);
  const int code = readFailure(failure[0]);
  if (code != 0) return cannotStart(command, code);
  if (got != static_cast<ssize_t>(sizeof pid) || pid <= 0) return cannotStart(command, EAGAIN);
  return static_cast<std::int64_t>(pid);
}

bool processAlive(std::int64_t pid) {
  if (pid <= 0) return false;
  if (kill(static_cast<pid_t>(pid), 0) != 0) return errno == EPERM;
  std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
  const std::string text((std::istreambuf_iterator<char>(stat)), std::istreambuf_iterator<char>());
  const auto name = text.rfind(") ");  // the command's name may hold anything, the state letter follows it
  return name == std::string::npos || name + 2 >= text.size() || (text[name + 2] != 'Z' && text[name + 2] != 'X');
}

std::filesystem::path executablePath() {
#ifdef __APPLE__
  std::array<char, 4096> buffer{};
  auto size = static_cast<std::uint32_t>(buffer.size());
  if (_NSGetExecutablePath(buffer.data(), &size) == 0) return std::filesystem::weakly_canonical(buffer.data());
  return {};
#else
  std::error_code failed;
  auto path = std::filesystem::read_symlink("/proc/self/exe", failed);
  // A program that was replaced while it runs (an upgrade) is named "… (deleted)": the new one stands in its place.
  constexpr std::string_view kDeleted = " (deleted)";
  if (auto text = path.string(); !failed && text.ends_with(kDeleted))
    path = text.substr(0, text.size() - kDeleted.size());
  return failed ? std::filesystem::path() : path;
#endif
}

bool errorsGoToTerminal() {
  return isatty(2) == 1;
}

std::string environmentVariable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

}  // namespace selvox::plugins::launch_local
#endif
