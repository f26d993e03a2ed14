#include "core/services/worker_call.h"

namespace selvox::services {

using base::Json;

std::optional<base::Progress> progressFromLine(std::string_view line) {
  if (line.empty() || line.front() != '{') return {};
  const auto json = base::parseJson(line, "progress line");
  if (!json || !json->is_object() || !json->contains("progress")) return {};
  const auto& body = (*json)["progress"];
  base::Progress progress;
  progress.stage = base::valueOr<std::string>(body, "stage", "");
  progress.done = base::valueOr<std::int64_t>(body, "done", 0);
  progress.total = base::valueOr<std::int64_t>(body, "total", 0);
  progress.what = base::valueOr<std::string>(body, "what", "");
  return progress;
}

base::Result<std::string> askWorker(const Workspace& workspace, const std::vector<std::string>& arguments,
                                    const Watch& watch) {
  if (!workspace.worker)
    return base::fail(base::ErrorCode::NotFound,
                      "The worker program selvox-worker is missing, and this needs it. Build it with scripts/build.");
  std::string said;
  const auto onLine = [&](std::string_view line) {
    if (auto progress = progressFromLine(line)) {
      if (watch.progress) watch.progress(*progress);
    } else if (!line.empty()) {
      said.append(line).append("\n");
      if (said.size() > 16384) said.erase(0, said.size() - 16384);
    }
  };
  SELVOX_TRY(auto answer, workspace.worker->ask(arguments, onLine, watch.cancel));
  if (answer.exitCode == 0) return std::move(answer.output);
  while (!said.empty() && said.back() == '\n') said.pop_back();
  const auto lastLine = said.substr(said.rfind('\n') == std::string::npos ? 0 : said.rfind('\n') + 1);
  if (answer.exitCode == 1 || answer.exitCode == 2)
    return base::fail(answer.exitCode == 1 ? base::ErrorCode::Refused : base::ErrorCode::InvalidArgument,
                      lastLine.empty() ? "The worker refused '" + arguments.front() + "' without a word." : lastLine,
                      said);
  return base::fail(base::ErrorCode::Internal,
                    "The worker ended abnormally (code " + std::to_string(answer.exitCode) + ") during '" +
                        arguments.front() + "'. Less memory may help: a smaller train.batch or train.patch.",
                    said);
}

base::Result<Json> askWorkerJson(const Workspace& workspace, const std::vector<std::string>& arguments,
                                 const Watch& watch) {
  SELVOX_TRY(const auto text, askWorker(workspace, arguments, watch));
  return base::parseJson(text, "the worker's answer to '" + arguments.front() + "'");
}

}  // namespace selvox::services
