#include "core/services/estimate.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/services/worker_call.h"

namespace selvox::services {

using base::Json;

namespace {

constexpr double kValidations = 20;        // a run validates so often, where validate.every is not set…
constexpr std::int64_t kFewestSteps = 50;  // …but never closer together than this
constexpr double kProbes = 10;             // a run, where probe.every is not set
constexpr double kAlwaysKept = 4;          // the last two, the best and the final checkpoint
constexpr double kHourlyKept = 24;         // then one an hour for a day and one a day

std::optional<double> secondsAt(const events::Event& event) {
  const auto time = base::parseIsoTime(event.time);
  if (!time) return {};
  return std::chrono::duration<double>(time->time_since_epoch()).count();
}

// Deleted with everything in it.
class DryRunFolder {
 public:
  static base::Result<DryRunFolder> make(const std::filesystem::path& workspace, const spec::RunSpec& spec) {
    const auto root = workspace / "index" / "drafts" / ("estimate-" + spec.name);
    std::error_code failed;
    std::filesystem::remove_all(root, failed);
    std::filesystem::create_directories(root, failed);
    if (failed)
      return base::fail(base::ErrorCode::Io, "Cannot make " + base::utf8(root) + ": " + failed.message() + ".");
    DryRunFolder made(root);
    SELVOX_CHECK(base::writeJson(made.folder().spec(), spec::toJson(spec)));
    return made;
  }
  DryRunFolder(DryRunFolder&& other) noexcept : root_(std::exchange(other.root_, {})) {}
  DryRunFolder& operator=(DryRunFolder&&) = delete;
  ~DryRunFolder() {
    std::error_code ignored;
    if (!root_.empty()) std::filesystem::remove_all(root_, ignored);
  }
  [[nodiscard]] events::RunFolder folder() const { return {root_}; }

 private:
  explicit DryRunFolder(std::filesystem::path root) : root_(std::move(root)) {}
  std::filesystem::path root_;
};

Json ratioOf(double estimated, double measured) {
  return estimated > 0 && measured > 0 ? Json(estimated / measured) : Json();
}

}  // namespace

spec::RunSpec dryRunSpec(const Launched& launched) {
  spec::RunSpec spec = launched.spec;
  spec.cache = "../../../cache";
  if (spec.initCheckpoint.rfind("../", 0) == 0) spec.initCheckpoint = "../../../runs/" + spec.initCheckpoint.substr(3);
  spec.settings["log.every"] = 1;
  spec.settings["preview.count"] = 1;
  spec.settings["validate.every"] = kDryRunSteps;
  // A run that ends by itself would judge and store more than the steps cost.
  if (base::valueOr<std::int64_t>(spec.settings, "train.steps", 0) <= kDryRunSteps)
    spec.settings["train.steps"] = kDryRunSteps + 1;
  return spec;
}

base::Result<DryRun> readDryRun(const std::vector<events::Event>& events) {
  DryRun made;
  std::vector<double> at(static_cast<std::size_t>(kDryRunSteps) + 1, std::nan(""));
  std::optional<double> started, validated, probed;
  for (const auto& event : events) {
    const auto time = secondsAt(event);
    if (!time) continue;
    const auto name = base::valueOr<std::string>(event.body, "name", "");
    const auto step = base::valueOr<std::int64_t>(event.body, "step", -1);
    if (event.type == "run_started") started = time;
    if (name == "probe/knn" && step == 0) probed = time;
    if (event.type == "checkpoint") made.checkpointBytes = base::valueOr<std::uint64_t>(event.body, "bytes", 0);
    if (event.type != "scalar") continue;
    if (name == "loss/train" && step >= 1 && step <= kDryRunSteps) at[static_cast<std::size_t>(step)] = *time;
    if (name == "memory/peak")
      made.memoryBytes = static_cast<std::uint64_t>(std::max(0.0, base::valueOr(event.body, "value", 0.0)));
    if (name.rfind("val/", 0) == 0 && step == kDryRunSteps) validated = time;
  }
  std::vector<double> steps;
  for (std::size_t i = 3; i < at.size(); ++i) steps.push_back(at[i] - at[i - 1]);
  if (std::any_of(steps.begin(), steps.end(), [](double s) { return !std::isfinite(s); }))
    return base::fail(base::ErrorCode::Corrupt,
                      "The dry run's log does not hold its " + std::to_string(kDryRunSteps) + " steps.");
  std::sort(steps.begin(), steps.end());
  made.secondsPerStep = steps[steps.size() / 2];
  made.previewSeconds = std::max(0.0, at[2] - at[1] - made.secondsPerStep);
  made.validates = validated.has_value();
  if (validated) made.validationSeconds = std::max(0.0, *validated - at.back());
  if (started && probed) made.probeSeconds = std::max(0.0, *probed - *started);
  if (started) made.startSeconds = std::max(0.0, at[1] - *started - made.secondsPerStep - made.probeSeconds);
  return made;
}

RunCost costOf(const DryRun& measured, const Json& settings) {
  RunCost cost;
  const double minutes = base::valueOr(settings, "train.max_minutes", 0.0);
  cost.steps = base::valueOr<std::int64_t>(settings, "train.steps", 0);
  if (minutes > 0 && measured.secondsPerStep > 0) {
    const auto within = static_cast<std::int64_t>(minutes * 60 / measured.secondsPerStep);
    cost.steps = cost.steps > 0 ? std::min(cost.steps, within) : within;
  }
  const auto steps = static_cast<double>(cost.steps);
  auto every = base::valueOr<std::int64_t>(settings, "validate.every", 0);
  if (every <= 0) every = std::max(kFewestSteps, static_cast<std::int64_t>(std::ceil(steps / kValidations)));
  const double validations = measured.validates ? static_cast<double>((cost.steps - 1) / every + 1) : 0.0;
  const double previews = std::min(base::valueOr(settings, "preview.count", 0.0), steps);
  auto probeEvery = base::valueOr<std::int64_t>(settings, "probe.every", 0);
  if (probeEvery <= 0) probeEvery = std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(steps / kProbes)));
  const double probes = measured.probeSeconds > 0 ? std::ceil(steps / static_cast<double>(probeEvery)) + 1 : 0.0;
  cost.seconds = measured.startSeconds + measured.secondsPerStep * steps + measured.validationSeconds * validations +
                 measured.previewSeconds * previews + measured.probeSeconds * probes;
  if (minutes > 0) cost.seconds = std::min(cost.seconds, minutes * 60);
  const double hours = cost.seconds / 3600;
  const double older = std::min(std::floor(hours), kHourlyKept) + std::floor(hours / 24);
  const double keep = base::valueOr(settings, "checkpoint.keep_gb", 5.0) * 1e9;
  const auto bytes = static_cast<double>(measured.checkpointBytes);
  cost.diskBytes = static_cast<std::uint64_t>(kAlwaysKept * bytes + std::min(older * bytes, keep));
  return cost;
}

base::Result<Json> estimateRun(const Workspace& workspace, const Launched& launched, const Watch& watch) {
  watch.tell("Dry run", 0, kDryRunSteps, launched.spec.name);
  SELVOX_TRY(const auto run, DryRunFolder::make(workspace.root, dryRunSpec(launched)));
  const auto root = std::filesystem::absolute(run.folder().root);
  const auto said = askWorker(workspace, {"run", base::utf8(root), "--until", std::to_string(kDryRunSteps)}, watch);
  SELVOX_TRY(const auto snapshot, events::readRun(run.folder()));
  if (!said || snapshot.view.state != "paused")
    return base::fail(base::ErrorCode::Refused,
                      "The dry run ended as " + snapshot.view.state + ": " + snapshot.view.reason +
                          (said ? std::string() : " " + said.error().message) +
                          " Choose a smaller train.patch, train.batch or network.",
                      said ? std::string() : said.error().detail);
  events::TailReader log(run.folder().log());
  SELVOX_TRY(const auto events, log.poll());
  SELVOX_TRY(const auto measured, readDryRun(events));
  const auto& settings = launched.spec.settings;
  const auto cost = costOf(measured, settings);
  const double seconds = base::valueOr(launched.estimate, "seconds_per_step", 0.0);
  const double memory =
      base::valueOr(launched.estimate, "memory_bytes", 0.0) + base::valueOr(launched.estimate, "process_bytes", 0.0);
  Json shown = Json::object();
  for (const char* name : {"train.patch", "train.batch", "train.precision", "train.steps", "train.max_minutes"})
    if (settings.contains(name)) shown[name] = settings[name];
  return Json{{"arch", launched.spec.arch},
              {"device", launched.spec.device},
              {"parameters", launched.spec.parameters},
              {"settings", std::move(shown)},
              {"estimated", {{"seconds_per_step", seconds}, {"memory_bytes", static_cast<std::uint64_t>(memory)}}},
              {"measured",
               {{"steps", 3},
                {"seconds_per_step", measured.secondsPerStep},
                {"memory_bytes", measured.memoryBytes},
                {"checkpoint_bytes", measured.checkpointBytes},
                {"validation_seconds", measured.validationSeconds},
                {"preview_seconds", measured.previewSeconds},
                {"probe_seconds", measured.probeSeconds},
                {"start_seconds", measured.startSeconds}}},
              {"ratio",
               {{"seconds_per_step", ratioOf(seconds, measured.secondsPerStep)},
                {"memory_bytes", ratioOf(memory, static_cast<double>(measured.memoryBytes))}}},
              {"run", {{"steps", cost.steps}, {"seconds", cost.seconds}, {"disk_bytes", cost.diskBytes}}}};
}

}  // namespace selvox::services
