#pragma once
// How the program talks: documents and tables on standard output, everything else on standard error, Ctrl+C as a token.

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/services/workspace.h"

namespace selvox::cli {

enum class ProgressStyle { None, Line, JsonLines };

class Console {
 public:
  // "auto": a line that is rewritten on a terminal, nothing elsewhere; "line", "json", "none".
  void setProgress(const std::string& style);
  [[nodiscard]] services::Watch watch();  // progress to here, cancelled by Ctrl+C
  void status(const std::string& text);   // replaces the progress line; without a terminal a line of its own
  void clearStatus();
  void note(const std::string& text);                             // a line on standard error
  void document(const base::Json& json);                          // the one JSON document on standard output
  void text(const std::string& line);                             // a line on standard output
  void table(const std::vector<std::vector<std::string>>& rows);  // first row: headings
  int fail(const base::Error& error);                             // prints it; the exit code
  int wrongUsage(const std::string& message);                     // prints it; exit code 2

 private:
  void show(const base::Progress& progress);
  [[nodiscard]] std::chrono::milliseconds pause() const;  // between two progress lines of one stage

  ProgressStyle style_ = ProgressStyle::None;
  bool terminal_ = false;
  std::size_t shown_ = 0;
  std::string lastStage_;
  std::chrono::steady_clock::time_point lastTime_{};
};

// Cancelled by the first Ctrl+C (SIGINT, SIGTERM); a second one ends the program at once.
[[nodiscard]] const base::CancelToken& interrupt();
void listenForInterrupt();

}  // namespace selvox::cli
