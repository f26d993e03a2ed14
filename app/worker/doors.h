#pragma once
// The calls of selvox-worker (DOORS.md). Each gets the words behind its name and returns the exit code.

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/progress.h"
#include "core/base/result.h"

namespace selvox::worker {

using Arguments = std::vector<std::string>;

int run(const Arguments& arguments);
int describe(const Arguments& arguments);
int resolve(const Arguments& arguments);
int preview(const Arguments& arguments);
int serve(const Arguments& arguments);
int evaluate(const Arguments& arguments);
int predict(const Arguments& arguments);
int embed(const Arguments& arguments);
int exportModel(const Arguments& arguments);

// Answers shared by a door and by `serve`.
[[nodiscard]] base::Json description();
[[nodiscard]] base::Result<base::Json> resolved(const std::string& specPath);
struct PreviewRequest {
  std::string spec, out, caseName;
  long long seed = -1;
};
[[nodiscard]] base::Result<base::Json> makePreview(const PreviewRequest& request);

// "--name value" pairs taken out of the words; the rest stays in order. False: an option is unknown or lacks its value.
struct Words {
  Arguments positional;
  std::vector<std::pair<std::string, std::string>> options;
  [[nodiscard]] std::string option(const std::string& name, const std::string& fallback) const;
};
[[nodiscard]] base::Result<Words> split(const Arguments& arguments, const std::vector<std::string>& withValue,
                                        const std::vector<std::string>& flags);
int usage(const std::string& message);   // 2
int failed(const base::Error& error);    // 1
void print(const base::Json& document);  // one line on stdout
[[nodiscard]] base::ProgressFunction progressLines();

}  // namespace selvox::worker
