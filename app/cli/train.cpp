#include "app/cli/train.h"

#include <chrono>
#include <cmath>
#include <thread>

#include "app/cli/planning.h"
#include "core/base/text.h"
#include "core/services/evaluate.h"
#include "core/services/settings.h"
#include "core/services/supervise.h"
#include "core/services/weights_file.h"
#include "core/services/worker_call.h"

namespace selvox::cli {

namespace {

using base::Json;
constexpr auto kLook = std::chrono::milliseconds(250);

std::string duration(double seconds) {
  const auto whole = static_cast<long long>(seconds + 0.5);
  if (whole < 90) return std::to_string(whole) + " s";
  if (whole < 5400) return std::to_string((whole + 30) / 60) + " min";
  return std::to_string(whole / 3600) + " h " + std::to_string(whole % 3600 / 60) + " min";
}

// The network of the run that it starts from or repeats; else the one that its method takes.
std::string networkOf(const Session& session, const TrainRequest& request, const base::Json& describe) {
  for (const auto& relative : {request.run.like, request.run.from}) {
    if (relative.empty() || relative == "scratch") continue;
    const auto found = session.ports().runs->find(relative.substr(0, relative.find('/')));
    if (found) return found->snapshot.spec.arch;
    const auto file = services::weightsFile(*session.ports().runs, relative);
    if (file && *file && (*file)->selvox()) return (*file)->arch;
  }
  for (const auto& method : base::valueOr(describe, "methods", base::Json::array()))
    if (method.value("id", "") == request.run.method) return method.value("network", "unet");
  return "unet";
}

base::Status addSettings(const Session& session, TrainRequest& request, const services::Watch& watch) {
  auto& settings = request.run.settings;
  const auto& run = request.run;
  const bool fresh =
      run.kind == "pretrain" && run.arch.empty() && run.like.empty() && (run.from.empty() || run.from == "scratch");
  if (fresh || !request.assignments.empty()) {
    std::vector<std::string> words{"describe", "--json"};
    if (run.method.find('+') != std::string::npos) words.push_back(run.method);
    SELVOX_TRY(const auto describe, services::askWorkerJson(session.ports(), words, watch));
    const std::string arch = run.arch.empty() ? networkOf(session, request, describe) : run.arch;
    if (fresh) request.run.arch = arch;
    SELVOX_TRY(const auto schema, services::runSchema(describe, {run.kind, run.method, run.task, arch}));
    SELVOX_TRY(const auto given, services::parseSettings(schema, request.assignments));
    settings.update(given);
  }
  if (request.steps) settings["train.steps"] = *request.steps;
  if (request.minutes) settings["train.max_minutes"] = *request.minutes;
  return {};
}

// What a person sees of a run in one line.
class RunLine {
 public:
  RunLine(std::string name, spec::RunSpec spec) : name_(std::move(name)) { snapshot_.spec = std::move(spec); }
  void apply(const events::Event& event) {
    snapshot_.view.apply(event);
    if (event.type == "scalar" && base::valueOr<std::string>(event.body, "name", "").rfind("loss", 0) == 0 &&
        event.body.contains("value") && event.body["value"].is_number())
      loss_ = event.body["value"].get<double>();
  }
  [[nodiscard]] const events::RunView& view() const { return snapshot_.view; }
  [[nodiscard]] base::Progress progress(bool waiting) const {
    const auto& view = snapshot_.view;
    base::Progress progress;
    progress.stage = name_ + (waiting ? " waits in the queue" : " step");
    progress.done = view.step;
    progress.total =
        view.steps > 0 ? view.steps : base::valueOr<std::int64_t>(snapshot_.spec.settings, "train.steps", 0);
    if (loss_) progress.what = "loss " + base::toText(std::round(*loss_ * 1e4) / 1e4);
    if (const auto left = services::secondsLeft(snapshot_)) progress.what += "  " + duration(*left) + " left";
    return progress;
  }

 private:
  std::string name_;
  events::RunSnapshot snapshot_;
  std::optional<double> loss_;
};

}  // namespace

base::Result<services::Launched> settle(const Session& session, TrainRequest request, Console& console) {
  const auto watch = console.watch();
  if (!session.ports().worker) {
    const auto missing = workerClient();
    if (!missing) return tl::unexpected(missing.error());
  }
  request.run.created = base::isoNow();
  if (request.plan) SELVOX_CHECK(applyPlan(session, request, console));
  SELVOX_CHECK(addSettings(session, request, watch));
  SELVOX_TRY(auto spec, services::buildRunSpec(session.ports(), request.run, watch));
  for (const auto& one : spec.overrides)
    console.note("The leak gate was overridden; the run records why: " + one.reason);
  SELVOX_TRY(auto launched, services::resolveRun(session.ports(), std::move(spec), request.minutes, watch));
  for (const auto& warning : launched.warnings) console.note("Note: " + warning);
  return launched;
}

base::Result<services::Launched> launch(const Session& session, TrainRequest request, Console& console) {
  SELVOX_TRY(auto launched, settle(session, request, console));
  SELVOX_CHECK(services::createAndEnqueue(session.ports(), launched, request.until));
  SELVOX_CHECK(session.startQueue());
  return launched;
}

base::Result<std::string> follow(const Session& session, const std::string& name, const std::string& before,
                                 Console& console) {
  auto& runs = *session.ports().runs;
  SELVOX_TRY(const auto start, services::findRun(runs, name));
  RunLine line(name, start.listing.snapshot.spec);
  events::TailReader reader(runs.folder(name).log());
  services::RunEnd end(runs, name, before, [&] { return session.startQueue(); });
  const auto watch = console.watch();
  for (;;) {
    if (const auto events = reader.poll())
      for (const auto& event : *events) line.apply(event);
    SELVOX_TRY(const auto ended, end.look());
    if (ended) return *ended;
    if (watch.cancel.cancelled()) {
      console.note("Pausing " + name + " …");
      SELVOX_CHECK(services::pauseRun(
          runs, name, [] { std::this_thread::sleep_for(kLook); }, base::CancelToken()));
      return std::string("paused");
    }
    watch.progress(line.progress(end.waiting()));
    std::this_thread::sleep_for(kLook);
  }
}

base::Result<std::string> advanceRun(const Session& session, TrainRequest request, Console& console) {
  auto& runs = *session.ports().runs;
  const auto name = request.run.name;
  const auto until = request.until;
  std::string before;
  std::error_code failed;
  const auto there = [&](const services::RunStatus& status) {
    const auto& view = status.listing.snapshot.view;
    if (status.state == "failed") return until > 0 && (view.reason == "nan" || view.reason == "memory");
    return status.state == "done" || (until > 0 && status.state == "paused" && view.step >= until);
  };
  if (!std::filesystem::exists(runs.folder(name).spec(), failed)) {
    SELVOX_TRY(const auto launched, launch(session, std::move(request), console));
    console.note("Training " + name + ": " +
                 std::to_string(base::valueOr<std::int64_t>(launched.spec.settings, "train.steps", 0)) + " steps on " +
                 launched.spec.device + (until > 0 ? ", to step " + std::to_string(until) + " now" : ""));
  } else {
    SELVOX_TRY(const auto status, services::findRun(runs, name));
    if (there(status)) return status.state;
    if (!base::isLocked(status.listing.folder.lock())) {
      before = status.listing.snapshot.view.lastEvent;
      SELVOX_CHECK(services::resumeRun(runs, name, until));
    }
    SELVOX_CHECK(session.startQueue());
  }
  SELVOX_TRY(const auto state, follow(session, name, before, console));
  SELVOX_TRY(const auto ended, services::findRun(runs, name));
  if (there(ended)) return state;
  if (state == "paused")
    return base::fail(base::ErrorCode::Cancelled, "Run '" + name + "' is paused. Start the same command to go on.");
  return base::fail(base::ErrorCode::Internal,
                    "Run '" + name + "' ended as " + state + ": " + ended.listing.snapshot.view.reason);
}

base::Status ensureRun(const Session& session, TrainRequest request, Console& console) {
  request.until = 0;
  SELVOX_TRY(const auto state, advanceRun(session, std::move(request), console));
  (void)state;
  return {};
}

base::Result<Json> ensureJudged(const Session& session, const std::string& name, const std::string& split,
                                Console& console) {
  if (auto stored = services::readEvaluation(session.ports(), name, split)) return stored;
  return services::evaluateRun(session.ports(), name, split, "", console.watch());
}

base::Result<Json> sharedSettings(const Session& session, const std::string& name) {
  SELVOX_TRY(const auto run, services::findRun(*session.ports().runs, name));
  Json shared = Json::object();
  for (const char* setting : {"train.patch", "train.batch", "train.precision", "train.steps"})
    if (const auto value = run.listing.snapshot.spec.settings.value(setting, Json()); !value.is_null())
      shared[setting] = value;
  return shared;
}

base::Result<Json> adoptNetwork(const Session& session, const std::string& parent, std::string& arch, int& dim) {
  Json network = Json::object();
  if (parent.empty() || parent == "scratch") return network;
  SELVOX_TRY(const auto run, services::findRun(*session.ports().runs, parent.substr(0, parent.find('/'))));
  const auto& its = run.listing.snapshot.spec;
  if (arch.empty()) arch = its.arch;
  if (dim == 0) dim = its.dim;
  if (arch != its.arch || dim != its.dim) return network;
  for (const auto& [name, value] : its.settings.items())
    if (name.rfind("arch.", 0) == 0) network[name] = value;
  return network;
}

}  // namespace selvox::cli
