#include "core/services/supervise.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/base/text.h"
#include "core/events/pause_at.h"
#include "core/events/series.h"
#include "core/services/launch.h"
#include "core/services/nearest.h"

namespace selvox::services {

using base::Json;

namespace {

RunStatus statusOf(ports::RunListing listing, const std::set<std::string>& queued) {
  RunStatus status;
  status.state = listing.snapshot.view.state;
  if (queued.count(listing.snapshot.spec.name) && status.state != "running") status.state = "queued";
  if (status.state == "running") status.secondsLeft = secondsLeft(listing.snapshot);
  status.listing = std::move(listing);
  return status;
}

base::Result<std::set<std::string>> queuedNames(ports::RunStore& runs) {
  SELVOX_TRY(const auto names, runs.queue());
  return std::set<std::string>(names.begin(), names.end());
}

base::Status ask(ports::RunStore& runs, const std::string& name, events::Request what, const char* verb,
                 const std::function<void()>& idle, const base::CancelToken& cancel) {
  SELVOX_TRY(const auto status, findRun(runs, name));
  const auto& folder = status.listing.folder;
  const bool held = base::isLocked(folder.lock());
  if (status.state == "queued" && !held) {
    SELVOX_TRY(const auto waiting, queuedNames(runs));
    if (waiting.count(name)) return runs.dequeue(name);
  }
  if (!held && status.state != "queued")
    return base::fail(base::ErrorCode::Refused,
                      "Run '" + name + "' is not running (" + status.state + "), so there is nothing to " + verb + ".");
  SELVOX_CHECK(events::request(folder, what));
  for (;;) {
    SELVOX_TRY(const auto now, events::readRun(folder));
    if (events::isTerminal(now.view.state) && !base::isLocked(folder.lock())) return {};
    if (now.view.state == "lost")
      return base::fail(base::ErrorCode::Internal,
                        "The worker of '" + name + "' died before it could " + verb + ". Resume it.");
    if (cancel.cancelled())
      return base::fail(base::ErrorCode::Cancelled,
                        "No longer waiting; '" + name + "' will " + verb + " at its next step.");
    idle();
  }
}

}  // namespace

std::optional<double> secondsLeft(const events::RunSnapshot& snapshot) {
  const auto& view = snapshot.view;
  if (view.step <= 0 || view.seconds <= 0 || view.steps <= 0) return {};
  double left = view.seconds / static_cast<double>(view.step) *
                static_cast<double>(std::max<std::int64_t>(0, view.steps - view.step));
  const double minutes = base::valueOr(snapshot.spec.settings, "train.max_minutes", 0.0);
  if (minutes > 0) left = std::min(left, std::max(0.0, minutes * 60 - view.seconds));
  return left;
}

base::Result<std::vector<RunStatus>> listRuns(ports::RunStore& runs) {
  SELVOX_TRY(const auto queued, queuedNames(runs));
  SELVOX_TRY(auto listings, runs.list());
  std::vector<RunStatus> all;
  for (auto& listing : listings) all.push_back(statusOf(std::move(listing), queued));
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return a.listing.snapshot.spec.created < b.listing.snapshot.spec.created;
  });
  return all;
}

base::Result<RunStatus> findRun(ports::RunStore& runs, const std::string& name) {
  std::error_code failed;
  if (base::isPlainName(name) && std::filesystem::exists(runs.folder(name).spec(), failed)) {
    SELVOX_TRY(const auto queued, queuedNames(runs));
    SELVOX_TRY(auto listing, runs.find(name));
    return statusOf(std::move(listing), queued);
  }
  SELVOX_TRY(const auto listings, runs.list());
  std::vector<std::string> known;
  for (const auto& listing : listings) known.push_back(listing.snapshot.spec.name);
  return tl::unexpected(unknownName("run", name, known, "'selvox runs WS' lists all."));
}

Json toJson(const RunStatus& run) {
  const auto& spec = run.listing.snapshot.spec;
  const auto& view = run.listing.snapshot.view;
  Json json = {{"name", spec.name},
               {"kind", spec.kind},
               {"task", spec.task},
               {"method", spec.method},
               {"arch", spec.arch},
               {"dim", spec.dim},
               {"device", spec.device},
               {"state", run.state},
               {"reason", view.reason},
               {"step", view.step},
               {"steps", view.steps > 0 ? view.steps : base::valueOr<std::int64_t>(spec.settings, "train.steps", 0)},
               {"seconds", view.seconds},
               {"parent", spec.parents.empty() ? Json(nullptr) : Json(spec.parents.front())},
               {"parameters", spec.parameters},
               {"created", spec.created},
               {"checkpoint", view.lastCheckpoint},
               {"seed", spec.seed},
               {"settings", spec.settings}};
  json["datasets"] = Json::array();
  for (const auto& dataset : spec.datasets) json["datasets"].push_back(dataset.dataset);
  json["overrides"] = Json::array();
  for (const auto& one : spec.overrides)
    json["overrides"].push_back({{"gate", one.gate}, {"reason", one.reason}, {"patients", one.patients}});
  if (run.secondsLeft) json["secondsLeft"] = *run.secondsLeft;
  return json;
}

base::Status resumeRun(ports::RunStore& runs, const std::string& name, std::int64_t until) {
  SELVOX_TRY(const auto status, findRun(runs, name));
  if (base::isLocked(status.listing.folder.lock()))
    return base::fail(base::ErrorCode::Busy, "Run '" + name + "' is running already.");
  if (status.state == "done")
    return base::fail(base::ErrorCode::Refused, "Run '" + name + "' is done. Start a new run --from it to train on.");
  SELVOX_CHECK(events::pauseAt(status.listing.folder, until));
  SELVOX_TRY(const auto waiting, queuedNames(runs));
  if (waiting.count(name)) return {};
  while (events::takeRequest(status.listing.folder)) {
    // A request that came when the worker had already gone would pause the new one at once.
  }
  return runs.enqueue(name);
}

base::Status pauseRun(ports::RunStore& runs, const std::string& name, const std::function<void()>& idle,
                      const base::CancelToken& cancel) {
  return ask(runs, name, events::Request::Pause, "pause", idle, cancel);
}

base::Status stopRun(ports::RunStore& runs, const std::string& name, const std::function<void()>& idle,
                     const base::CancelToken& cancel) {
  return ask(runs, name, events::Request::Stop, "stop", idle, cancel);
}

base::Status deleteRun(ports::RunStore& runs, const std::string& name, bool force) {
  SELVOX_TRY(const auto status, findRun(runs, name));
  SELVOX_TRY(const auto all, runs.list());
  std::string children;
  for (const auto& one : all) {
    const auto& parents = one.snapshot.spec.parents;
    if (std::find(parents.begin(), parents.end(), name) != parents.end())
      children += (children.empty() ? "" : ", ") + one.snapshot.spec.name;
  }
  if (!children.empty() && !force)
    return base::fail(
        base::ErrorCode::Refused,
        "Other runs descend from '" + name + "': " + children +
            ". Without it their training cases cannot be checked any more. Delete them first, or use --force.");
  SELVOX_TRY(const auto waiting, queuedNames(runs));
  if (waiting.count(name)) SELVOX_CHECK(runs.dequeue(name));
  return runs.remove(name);
}

namespace {

constexpr int kSettled = 4;       // looks until what the log says is believed
constexpr int kStart = 80;        // looks a worker gets from the queue to its lock…
constexpr int kStartHeld = 1200;  // …and while whoever works the queue is there to see it start
constexpr int kUnworked = 20, kStarts = 3;

}  // namespace

RunEnd::RunEnd(ports::RunStore& runs, std::string name, std::string before, std::function<base::Status()> work)
    : runs_(runs), name_(std::move(name)), before_(std::move(before)), work_(std::move(work)) {}

base::Status RunEnd::keepQueueWorked() {
  if (base::isLocked(queueLock(runs_))) {
    unworked_ = 0;
    return {};
  }
  if (++unworked_ < kUnworked) return {};
  unworked_ = 0;
  if (++starts_ > kStarts)
    return base::fail(base::ErrorCode::Internal,
                      "Run '" + name_ +
                          "' waits in the queue, and the process that should work the queue ends at once. " +
                          base::utf8(runs_.root() / "queue" / "work.log") + " says why.");
  return work_();
}

base::Result<std::optional<std::string>> RunEnd::look() {
  using Ended = std::optional<std::string>;
  SELVOX_TRY(const auto queued, queuedNames(runs_));
  waiting_ = queued.count(name_) > 0;
  const bool held = base::isLocked(runs_.folder(name_).lock());
  if (waiting_ || held) {
    idle_ = 0;
    if (waiting_ && !held) SELVOX_CHECK(keepQueueWorked());
    return Ended();
  }
  if (++idle_ < kSettled) return Ended();
  SELVOX_TRY(const auto now, findRun(runs_, name_));
  const auto& view = now.listing.snapshot.view;
  if (view.lastEvent != before_ && (events::isTerminal(now.state) || now.state == "lost")) return Ended(now.state);
  if (idle_ < (base::isLocked(queueLock(runs_)) ? kStartHeld : kStart)) return Ended();
  return base::fail(base::ErrorCode::Internal,
                    "Run '" + name_ +
                        "' did not begin: it was taken out of the queue, or its worker ended "
                        "first ('selvox runs log' shows what it said). 'selvox runs resume' "
                        "tries again.");
}

namespace {

// Last values of the curves, and the checkpoints that are there. A folder from elsewhere may name anything: what leads
// out of it is left out.
void addMirrors(const ports::RunListing& run, ports::RunRow& row) {
  const auto& folder = run.folder;
  events::TailReader log(folder.log());
  events::ScalarTable curves;
  std::map<std::string, ports::RunCheckpoint> checkpoints;
  for (;;) {
    const auto events = log.poll();
    if (!events || events->empty()) break;
    for (const auto& event : *events) {
      events::apply(curves, event);
      if (event.type != "checkpoint") continue;
      const auto path = base::valueOr<std::string>(event.body, "path", "");
      checkpoints[path] = {path, base::valueOr<std::int64_t>(event.body, "step", 0),
                           path == run.snapshot.view.bestCheckpoint};
    }
  }
  for (const auto& [name, curve] : curves) {
    const auto &points = curve.points(), &others = curve.nonFinite();
    const bool finite = !points.empty() && (others.empty() || points.back().x > others.back().x);
    row.metrics.push_back({name, finite ? points.back().y : others.back().y});
  }
  for (const auto& [path, checkpoint] : checkpoints) {
    std::error_code failed;
    const auto file = events::resolveInside(folder, path);
    if (file && std::filesystem::is_regular_file(*file, failed)) row.checkpoints.push_back(checkpoint);
  }
}

}  // namespace

base::Result<std::size_t> rescanRuns(const Workspace& workspace) {
  SELVOX_TRY(const auto all, listRuns(*workspace.runs));
  std::vector<ports::RunRow> rows;
  for (const auto& run : all) {
    const auto& spec = run.listing.snapshot.spec;
    const auto& view = run.listing.snapshot.view;
    rows.push_back({spec.name, spec.kind, spec.task, spec.method, spec.arch, run.state,
                    spec.parents.empty() ? "" : spec.parents.front(), spec.created, view.step, view.steps,
                    spec.parameters, view.seconds, spec.settings});
    addMirrors(run.listing, rows.back());
  }
  SELVOX_CHECK(workspace.catalog->mirrorRuns(rows));
  return rows.size();
}

}  // namespace selvox::services
