#include "core/services/launch.h"

#include <algorithm>
#include <cmath>

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/events/pause_at.h"
#include "core/services/worker_call.h"

namespace selvox::services {

using base::Json;

namespace {

// A draft stands in WS/index/drafts, two levels below the workspace as a run folder does; siblings of a run are then
// ../../runs away.
Json draftJson(const spec::RunSpec& spec) {
  spec::RunSpec draft = spec;
  if (draft.initCheckpoint.rfind("../", 0) == 0) draft.initCheckpoint = "../../runs/" + draft.initCheckpoint.substr(3);
  return spec::toJson(draft);
}

class Draft {
 public:
  static base::Result<Draft> write(const std::filesystem::path& workspace, const spec::RunSpec& spec) {
    const auto folder = workspace / "index" / "drafts";
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    const auto json = draftJson(spec);
    Draft draft(folder / (base::sha256Hex(base::dumpJson(json)).substr(0, 16) + ".json"));
    SELVOX_CHECK(base::writeJson(draft.path_, json));
    return draft;
  }
  Draft(Draft&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  Draft& operator=(Draft&&) = delete;
  ~Draft() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove(path_, ignored);
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  explicit Draft(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

base::Result<Json> resolveOnce(const Workspace& workspace, const spec::RunSpec& spec, const Watch& watch) {
  SELVOX_TRY(const auto draft, Draft::write(workspace.root, spec));
  return askWorkerJson(workspace, {"resolve", base::utf8(std::filesystem::absolute(draft.path()))}, watch);
}

std::int64_t stepsWithin(double minutes, double secondsPerStep) {
  return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::floor(0.9 * minutes * 60 / secondsPerStep)));
}

}  // namespace

base::Result<Launched> resolveRun(const Workspace& workspace, spec::RunSpec spec, std::optional<double> minutes,
                                  const Watch& watch) {
  watch.tell("Resolving settings", 0, 0, spec.name);
  if (minutes) spec.settings["train.max_minutes"] = *minutes;
  SELVOX_TRY(auto answer, resolveOnce(workspace, spec, watch));
  if (minutes && !spec.settings.contains("train.steps")) {
    const double perStep = base::valueOr(answer.value("estimate", Json::object()), "seconds_per_step", 0.0);
    if (perStep > 0) {
      spec.settings["train.steps"] = stepsWithin(*minutes, perStep);
      // What the first probe chose stays, so that the second look cannot choose otherwise.
      for (const char* name : {"train.batch", "train.patch"})
        if (answer["settings"].contains(name)) spec.settings[name] = answer["settings"][name];
      SELVOX_TRY(answer, resolveOnce(workspace, spec, watch));
    }
  }
  if (!answer.contains("settings") || !answer["settings"].is_object())
    return base::fail(
        base::ErrorCode::Internal,
        "The worker's answer to 'resolve' holds no settings. Worker and selvox may be of different versions.");
  Launched launched;
  spec.settings = answer["settings"];
  spec.parameters = base::valueOr<std::int64_t>(answer, "parameters", 0);
  spec.device = base::valueOr<std::string>(answer, "device", spec.device);
  if (answer.contains("versions") && answer["versions"].is_object()) spec.versions.update(answer["versions"]);
  launched.estimate = answer.value("estimate", Json::object());
  launched.warnings = base::valueOr<std::vector<std::string>>(answer, "warnings", {});
  launched.spec = std::move(spec);
  return launched;
}

base::Status createAndEnqueue(const Workspace& workspace, Launched& launched, std::int64_t until) {
  SELVOX_TRY(launched.folder, workspace.runs->create(launched.spec));
  SELVOX_CHECK(events::pauseAt(launched.folder, until));
  return workspace.runs->enqueue(launched.spec.name);
}

}  // namespace selvox::services
