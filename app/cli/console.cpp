#include "app/cli/console.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "plugins/launch_local/process.h"

namespace selvox::cli {

namespace {

constexpr std::size_t kWidth = 100;

volatile std::sig_atomic_t interrupts = 0;

extern "C" void onInterrupt(int) {
  if (interrupts != 0) std::_Exit(130);
  interrupts = 1;
  interrupt().cancel();  // an atomic store
}

std::string oneLine(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 32) c = ' ';
  if (text.size() > kWidth) {
    std::size_t cut = kWidth;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;  // not within a character
    text.resize(cut);
  }
  return text;
}

}  // namespace

const base::CancelToken& interrupt() {
  static const base::CancelToken token;
  return token;
}

void listenForInterrupt() {
  (void)interrupt();
  std::signal(SIGINT, onInterrupt);
  std::signal(SIGTERM, onInterrupt);
}

void Console::setProgress(const std::string& style) {
  terminal_ = plugins::launch_local::errorsGoToTerminal();
  style_ = ProgressStyle::None;
  if (style == "json") style_ = ProgressStyle::JsonLines;
  if (style == "line" || (style == "auto" && terminal_)) style_ = ProgressStyle::Line;
}

services::Watch Console::watch() {
  return {[this](const base::Progress& progress) { show(progress); }, interrupt()};
}

void Console::show(const base::Progress& progress) {
  const auto now = std::chrono::steady_clock::now();
  const bool same = progress.stage == lastStage_ && progress.done != progress.total;
  if (style_ == ProgressStyle::None || (same && now - lastTime_ < pause())) return;
  lastStage_ = progress.stage;
  lastTime_ = now;
  if (style_ == ProgressStyle::JsonLines) {
    const base::Json line = {
        {"progress",
         {{"stage", progress.stage}, {"done", progress.done}, {"total", progress.total}, {"what", progress.what}}}};
    std::fputs((base::dumpJson(line) + "\n").c_str(), stderr);
    std::fflush(stderr);
    return;
  }
  std::string text = progress.stage;
  if (progress.total > 0) text += " " + std::to_string(progress.done) + " of " + std::to_string(progress.total);
  if (progress.total <= 0 && progress.done > 0) text += " " + std::to_string(progress.done);
  if (!progress.what.empty()) text += "  " + progress.what;
  status(text);
}

// A terminal overwrites its line; a log gets lines of its own, seldom.
std::chrono::milliseconds Console::pause() const {
  return std::chrono::milliseconds(style_ == ProgressStyle::Line && !terminal_ ? 10000 : 100);
}

void Console::status(const std::string& text) {
  if (style_ != ProgressStyle::Line) return;
  const auto line = oneLine(text);
  if (!terminal_) {
    std::fprintf(stderr, "%s\n", line.c_str());
    std::fflush(stderr);
    return;
  }
  std::fprintf(stderr, "\r%s%s", line.c_str(),
               std::string(shown_ > line.size() ? shown_ - line.size() : 0, ' ').c_str());
  std::fflush(stderr);
  shown_ = line.size();
}

void Console::clearStatus() {
  if (shown_ > 0) std::fprintf(stderr, "\r%s\r", std::string(shown_, ' ').c_str());
  shown_ = 0;
}

void Console::note(const std::string& text) {
  clearStatus();
  std::fprintf(stderr, "%s\n", text.c_str());
  std::fflush(stderr);
}

void Console::document(const base::Json& json) {
  clearStatus();
  std::fputs((base::dumpJson(json, 2) + "\n").c_str(), stdout);
  std::fflush(stdout);
}

void Console::text(const std::string& line) {
  clearStatus();
  std::fprintf(stdout, "%s\n", line.c_str());
  std::fflush(stdout);
}

void Console::table(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()), 0);
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i)
      line += row[i] + (i + 1 < row.size() ? std::string(widths[i] - row[i].size() + 2, ' ') : "");
    text(line);
  }
}

int Console::fail(const base::Error& error) {
  note("selvox: " + error.message);
  if (!error.detail.empty() && error.detail != error.message) note(error.detail);
  return 1;
}

int Console::wrongUsage(const std::string& message) {
  note("selvox: " + message);
  return 2;
}

}  // namespace selvox::cli
