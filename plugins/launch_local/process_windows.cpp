#ifdef _WIN32
#include <windows.h>

#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "core/base/file.h"
#include "plugins/launch_local/process.h"

namespace selvox::plugins::launch_local {

namespace {

constexpr std::size_t kErrorTail = 64 * 1024;

struct CloseHandleOf {
  void operator()(HANDLE handle) const {
    if (handle && handle != INVALID_HANDLE_VALUE) CloseHandle(handle);
  }
};
using Handle = std::unique_ptr<void, CloseHandleOf>;

std::wstring wide(const std::string& utf8) {
  return base::pathFromUtf8(utf8).wstring();
}

// One word as CommandLineToArgvW and the C runtime read it back.
std::wstring quoted(const std::wstring& word) {
  if (!word.empty() && word.find_first_of(L" \t\n\v\"") == std::wstring::npos) return word;
  std::wstring text = L"\"";
  std::size_t slashes = 0;
  for (const wchar_t c : word) {
    if (c == L'\\') {
      ++slashes;
      continue;
    }
    text.append(c == L'"' ? 2 * slashes + 1 : slashes, L'\\');
    slashes = 0;
    text.push_back(c);
  }
  text.append(2 * slashes, L'\\');
  return text + L"\"";
}

std::wstring commandLine(const Command& command) {
  std::wstring line = quoted(command.program.wstring());
  for (const auto& argument : command.arguments) line += L" " + quoted(wide(argument));
  return line;
}

std::wstring environmentBlock(const Command& command) {
  std::map<std::wstring, std::wstring> variables;
  wchar_t* ours = GetEnvironmentStringsW();
  for (const wchar_t* entry = ours; entry && *entry; entry += wcslen(entry) + 1) {
    const std::wstring text(entry);
    const auto equals = text.find(L'=', 1);
    if (equals != std::wstring::npos) variables[text.substr(0, equals)] = text.substr(equals + 1);
  }
  if (ours) FreeEnvironmentStringsW(ours);
  for (const auto& [name, value] : command.environment) variables[wide(name)] = wide(value);
  std::wstring block;
  for (const auto& [name, value] : variables) block += name + L"=" + value + L'\0';
  return block + L'\0';
}

tl::unexpected<base::Error> cannotStart(const Command& command) {
  return base::fail(base::ErrorCode::Io, "Cannot start " + base::utf8(command.program) + ": system error " +
                                             std::to_string(GetLastError()) + ".");
}

struct Started {
  Handle process, thread;
  DWORD pid = 0;
};

base::Result<Started> create(const Command& command, HANDLE output, HANDLE errors, DWORD flags) {
  STARTUPINFOW info{};
  info.cb = sizeof info;
  info.dwFlags = STARTF_USESTDHANDLES;
  info.hStdInput = nullptr;
  info.hStdOutput = output;
  info.hStdError = errors;
  PROCESS_INFORMATION made{};
  std::wstring line = commandLine(command), block = environmentBlock(command);
  if (!CreateProcessW(command.program.c_str(), line.data(), nullptr, nullptr, TRUE, flags | CREATE_UNICODE_ENVIRONMENT,
                      block.data(), nullptr, &info, &made))
    return cannotStart(command);
  return Started{Handle(made.hProcess), Handle(made.hThread), made.dwProcessId};
}

struct Pipe {
  Handle read, write;
};

base::Result<Pipe> makePipe() {
  SECURITY_ATTRIBUTES inherit{sizeof inherit, nullptr, TRUE};
  HANDLE read = nullptr, write = nullptr;
  if (!CreatePipe(&read, &write, &inherit, 0)) return base::fail(base::ErrorCode::Io, "Cannot make a pipe.");
  SetHandleInformation(read, HANDLE_FLAG_INHERIT, 0);
  return Pipe{Handle(read), Handle(write)};
}

template <class Sink>
void readAll(HANDLE source, Sink sink) {
  char buffer[65536];
  DWORD got = 0;
  while (ReadFile(source, buffer, sizeof buffer, &got, nullptr) && got > 0) sink(std::string_view(buffer, got));
}

}  // namespace

base::Result<ChildResult> runChild(const Command& command, const std::function<void(std::string_view)>& onLine,
                                   const base::CancelToken& cancel) {
  SELVOX_TRY(auto out, makePipe());
  SELVOX_TRY(auto err, makePipe());
  SELVOX_TRY(auto child, create(command, out.write.get(), err.write.get(), CREATE_NO_WINDOW));
  out.write.reset();
  err.write.reset();
  ChildResult result;
  std::mutex mutex;
  std::string pending;
  std::thread readOutput(
      [&] { readAll(out.read.get(), [&](std::string_view bytes) { result.output.append(bytes); }); });
  std::thread readErrors([&] {
    readAll(err.read.get(), [&](std::string_view bytes) {
      const std::lock_guard guard(mutex);
      pending.append(bytes);
    });
  });
  const auto deliver = [&](bool everything) {
    std::vector<std::string> lines;
    {
      const std::lock_guard guard(mutex);
      std::size_t end = 0;
      while ((end = pending.find('\n')) != std::string::npos) {
        lines.push_back(pending.substr(0, end));
        pending.erase(0, end + 1);
      }
      if (everything && !pending.empty()) lines.push_back(std::exchange(pending, {}));
    }
    for (auto& line : lines) {
      if (!line.empty() && line.back() == '\r') line.pop_back();
      if (onLine) onLine(line);
      result.errors += line + "\n";
      if (result.errors.size() > kErrorTail) result.errors.erase(0, result.errors.size() - kErrorTail);
    }
  };
  bool cancelled = false;
  while (WaitForSingleObject(child.process.get(), 100) == WAIT_TIMEOUT) {
    deliver(false);
    if (cancel.cancelled() && !cancelled) {
      cancelled = true;
      TerminateProcess(child.process.get(), 1);
    }
  }
  readOutput.join();
  readErrors.join();
  deliver(true);
  if (cancelled)
    return base::fail(base::ErrorCode::Cancelled, base::utf8(command.program.filename()) + " was cancelled.");
  DWORD code = 0;
  GetExitCodeProcess(child.process.get(), &code);
  result.exitCode = static_cast<int>(code);
  return result;
}

base::Result<std::int64_t> startDetached(const Command& command, const std::filesystem::path& log, int niceness) {
  SECURITY_ATTRIBUTES inherit{sizeof inherit, nullptr, TRUE};
  const Handle sink(CreateFileW(log.c_str(), FILE_APPEND_DATA, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                                &inherit, OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr));
  const DWORD priority = niceness > 0 ? BELOW_NORMAL_PRIORITY_CLASS : NORMAL_PRIORITY_CLASS;
  const DWORD flags = CREATE_NO_WINDOW | CREATE_NEW_PROCESS_GROUP | priority;
  // A job that forbids breakaway refuses the flag: then the process stays in the job, which is better than none.
  auto child = create(command, sink.get(), sink.get(), flags | CREATE_BREAKAWAY_FROM_JOB);
  if (!child) child = create(command, sink.get(), sink.get(), flags);
  if (!child) return tl::unexpected(child.error());
  return static_cast<std::int64_t>(child->pid);
}

bool processAlive(std::int64_t pid) {
  const Handle process(OpenProcess(SYNCHRONIZE, FALSE, static_cast<DWORD>(pid)));
  return process && WaitForSingleObject(process.get(), 0) == WAIT_TIMEOUT;
}

std::filesystem::path executablePath() {
  std::wstring buffer(32768, L'\0');
  const DWORD length = GetModuleFileNameW(nullptr, buffer.data(), static_cast<DWORD>(buffer.size()));
  buffer.resize(length);
  return buffer;
}

bool errorsGoToTerminal() {
  DWORD mode = 0;
  return GetConsoleMode(GetStdHandle(STD_ERROR_HANDLE), &mode) != 0;
}

std::string environmentVariable(const char* name) {
  const std::wstring key = wide(name);
  const DWORD size = GetEnvironmentVariableW(key.c_str(), nullptr, 0);
  if (size == 0) return {};
  std::wstring value(size, L'\0');
  value.resize(GetEnvironmentVariableW(key.c_str(), value.data(), size));
  return base::utf8(std::filesystem::path(value));
}

}  // namespace selvox::plugins::launch_local
#endif
