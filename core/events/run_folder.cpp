#include "core/events/run_folder.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "core/base/text.h"

namespace selvox::events {
namespace {

using base::valueOr;

constexpr std::array<std::pair<Request, const char*>, 3> kRequests = {
    {{Request::Stop, "stop"}, {Request::Pause, "pause"}, {Request::Checkpoint, "checkpoint"}}};  // most urgent first
constexpr std::array<const char*, 6> kStates = {"queued", "running", "paused", "stopped", "done", "failed"};
constexpr std::chrono::seconds kSilence{25};  // five heartbeats

bool silent(const RunView& view) {
  const auto last = base::parseIsoTime(view.lastEvent);
  return !last || std::chrono::system_clock::now() - *last > kSilence;
}

}  // namespace

base::Status request(const RunFolder& folder, Request what) {
  std::error_code code;
  std::filesystem::create_directories(folder.control(), code);
  for (const auto& [known, file] : kRequests) {
    if (known == what) return base::writeFile(folder.control() / file, "");
  }
  return base::fail(base::ErrorCode::Internal, "Unknown request.");
}

std::optional<Request> takeRequest(const RunFolder& folder) {
  for (const auto& [what, file] : kRequests) {
    std::error_code code;
    if (std::filesystem::remove(folder.control() / file, code)) return what;
  }
  return std::nullopt;
}

base::Result<std::filesystem::path> resolveInside(const RunFolder& folder, const std::string& relative) {
  const auto refuse = [&](const char* why) {
    return base::fail(base::ErrorCode::Refused, "The run " + base::utf8(folder.root.filename()) + " names the path '" +
                                                    relative + "', which " + why + ".");
  };
  if (relative.empty() || relative.size() > 4096 || relative.find('\0') != std::string::npos)
    return refuse("is no path");
  if (relative.find('\\') != std::string::npos || relative.find(':') != std::string::npos || relative.front() == '/') {
    return refuse("is not relative to its folder");
  }
  std::filesystem::path inside = folder.root;
  for (const auto& part : base::pathFromUtf8(relative)) {
    if (part == "..") return refuse("leads out of its folder");
    if (part == "." || part.empty()) continue;
    inside /= part;
    std::error_code code;
    if (std::filesystem::is_symlink(std::filesystem::symlink_status(inside, code)))
      return refuse("goes through a link");
  }
  return inside;
}

bool isTerminal(const std::string& state) {
  return state == "paused" || state == "stopped" || state == "done" || state == "failed";
}

namespace {

void applyAlarm(std::vector<RunAlarm>& alarms, const base::Json& body) {
  RunAlarm alarm{valueOr<std::string>(body, "name", ""),   valueOr<std::string>(body, "metric", ""),
                 valueOr<std::string>(body, "cause", ""),  valueOr<std::string>(body, "setting", ""),
                 valueOr(body, "suggested", base::Json()), valueOr<std::int64_t>(body, "step", 0)};
  if (alarm.name.empty()) return;
  std::erase_if(alarms, [&](const RunAlarm& a) { return a.name == alarm.name && a.metric == alarm.metric; });
  if (valueOr(body, "active", true)) alarms.push_back(std::move(alarm));
}

}  // namespace

void RunView::apply(const Event& event) {
  const base::Json& body = event.body;
  lastEvent = event.time;
  step = valueOr(body, "step", step);
  steps = valueOr(body, "steps", steps);
  epoch = valueOr(body, "epoch", epoch);
  seconds = valueOr(body, "seconds", seconds);
  if (event.type == "run_started") {
    state = "running";
    reason.clear();
    alarms.clear();
    if (started.empty()) started = event.time;
    parameters = valueOr(body, "parameters", parameters);
  } else if (event.type == "state") {
    const auto told = valueOr<std::string>(body, "state", "");
    if (std::find(kStates.begin(), kStates.end(), told) == kStates.end()) return;
    state = told;
    reason = valueOr<std::string>(body, "reason", "");
  } else if (event.type == "checkpoint") {
    const auto path = valueOr<std::string>(body, "path", "");
    if (path.empty()) return;
    lastCheckpoint = path;
    if (valueOr(body, "best", false)) bestCheckpoint = path;
  } else if (event.type == "preview") {
    const auto path = valueOr<std::string>(body, "path", "");
    if (!path.empty() && std::find(previews.begin(), previews.end(), path) == previews.end()) previews.push_back(path);
  } else if (event.type == "alarm") {
    applyAlarm(alarms, body);
  }
}

base::Status LogView::update(const RunFolder& folder) {
  // The worker writes its last line before it lets go of the lock: what is read after the lock was seen free is final.
  const bool held = base::isLocked(folder.lock());
  for (;;) {
    SELVOX_TRY(const std::vector<Event> events, reader_.poll());
    if (reader_.restarted()) view_ = RunView{};
    for (const Event& event : events) view_.apply(event);
    if (events.empty()) break;
  }
  std::error_code code;
  const bool locks = !std::filesystem::exists(folder.root / "lock.unreliable", code);
  // A worker that began between the two looks is found by the second.
  const auto gone = [&] { return locks ? !held && !base::isLocked(folder.lock()) : silent(view_); };
  lost_ = !view_.lastEvent.empty() && !isTerminal(view_.state) && gone();
  return {};
}

RunView LogView::view() const {
  RunView view = view_;
  if (lost_) view.state = "lost";
  return view;
}

base::Result<RunSnapshot> readRun(const RunFolder& folder) {
  RunSnapshot snapshot;
  SELVOX_TRY(const base::Json json, base::readJson(folder.spec()));
  SELVOX_TRY(snapshot.spec, spec::runSpecFromJson(json));
  LogView log(folder.log());
  SELVOX_CHECK(log.update(folder));
  snapshot.view = log.view();
  completeFromSpec(snapshot);
  return snapshot;
}

void completeFromSpec(RunSnapshot& snapshot) {
  if (snapshot.view.steps <= 0) snapshot.view.steps = valueOr<std::int64_t>(snapshot.spec.settings, "train.steps", 0);
  if (snapshot.view.parameters <= 0) snapshot.view.parameters = snapshot.spec.parameters;
}

}  // namespace selvox::events
