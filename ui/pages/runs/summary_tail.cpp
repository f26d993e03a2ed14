#include <algorithm>
#include <cmath>
#include <system_error>

#include "core/base/file.h"
#include "ui/pages/runs/evaluation.h"
#include "ui/pages/runs/run_tail.h"

namespace selvox::ui {

namespace {

constexpr double kSilence = 25;      // seconds: five heartbeats (FORMAT.md)
constexpr double kPaceWindow = 60;   // seconds over which steps per second are taken
constexpr int kMaximumPolls = 4096;  // of 8 MiB each: a log larger than that is read in later polls

QString text(const std::string& utf8) {
  return QString::fromStdString(utf8);
}

void fillFromSpec(RunSummary& summary, const base::Json& json) {
  const auto string = [&](const char* key) { return text(base::valueOr<std::string>(json, key, {})); };
  summary.kind = string("kind");
  summary.task = string("task");
  summary.method = string("method");
  summary.arch = string("arch");
  summary.created = string("created");
  summary.device = string("device");
  summary.dim = base::valueOr(json, "dim", 3);
  summary.seed = base::valueOr<std::uint64_t>(json, "seed", 0);
  summary.parameters = base::valueOr<std::int64_t>(json, "parameters", 0);
  const base::Json init = base::valueOr(json, "init", base::Json::object());
  const QString from = text(base::valueOr<std::string>(init, "from", "scratch"));
  summary.parent = from == QLatin1String("scratch") ? QString() : from;
  const base::Json data = base::valueOr(json, "data", base::Json::object());
  for (const base::Json& each : base::valueOr(data, "datasets", base::Json::array())) {
    summary.datasets << text(base::valueOr<std::string>(each, "dataset", {}));
  }
  for (const base::Json& each : base::valueOr(data, "cases", base::Json::array())) {
    if (base::valueOr<std::string>(each, "role", {}) != "train") continue;
    ++summary.trainCases;
    if (base::valueOr(each, "labelled", false)) ++summary.labelled;
  }
  const base::Json settings = base::valueOr(json, "settings", base::Json::object());
  summary.steps = static_cast<std::int64_t>(base::valueOr(settings, "train.steps", 0.0));
  summary.maxMinutes = base::valueOr(settings, "train.max_minutes", 0.0);
}

}  // namespace

double nowSeconds() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

SummaryTail::SummaryTail(events::RunFolder folder, QString name) : folder_(std::move(folder)), reader_(folder_.log()) {
  summary_.name = std::move(name);
}

bool SummaryTail::stale() const {
  std::error_code error;
  const auto size = std::filesystem::file_size(folder_.log(), error);
  return !error && size != seenSize_;
}

bool SummaryTail::poll(int queuePlace, double now) {
  const RunSummary before = summary_;
  if (!specRead_) readSpec();
  if (summary_.state == QLatin1String("broken")) return before.state != summary_.state;
  // The worker writes its last line before it lets go of the lock: what is read after the lock was seen free is final.
  const bool held = summary_.state != QLatin1String("done") && base::isLocked(folder_.lock());
  readLog();
  deriveState(queuePlace, held, now);
  derivePace(now);
  deriveMetric();
  readEvaluations();
  return before.state != summary_.state || before.step != summary_.step || before.steps != summary_.steps ||
         before.lastEventTime != summary_.lastEventTime || before.queuePlace != summary_.queuePlace ||
         before.best != summary_.best || before.last != summary_.last || before.bestLow != summary_.bestLow ||
         before.kind != summary_.kind || before.checkpoints != summary_.checkpoints;
}

void SummaryTail::readSpec() {
  specRead_ = true;
  const auto json = base::readJson(folder_.spec());
  if (!json || !json->is_object()) {
    summary_.state = "broken";
    summary_.reason = json ? QStringLiteral("run.json is not an object") : text(json.error().message);
    return;
  }
  fillFromSpec(summary_, *json);
}

void SummaryTail::readLog() {
  std::error_code error;
  const auto size = std::filesystem::file_size(folder_.log(), error);
  if (error) return;
  seenSize_ = size;
  for (int i = 0; i < kMaximumPolls; ++i) {
    const auto events = reader_.poll();
    if (!events) return;
    if (reader_.restarted()) {
      view_ = {};
      scalars_.clear();
      pace_.clear();
      summary_.checkpoints = 0;
    }
    if (events->empty()) return;
    for (const events::Event& event : *events) apply(event);
  }
}

void SummaryTail::apply(const events::Event& event) {
  view_.apply(event);
  const double time = secondsFromIso(event.time);
  if (time > 0) summary_.lastEventTime = time;
  if (event.type == "run_started") {
    pace_.clear();
    toldLeft_ = -1;
    if (const std::string device = base::valueOr<std::string>(event.body, "device", {}); !device.empty()) {
      summary_.device = text(device);
    }
  }
  if (event.type == "heartbeat") {
    toldLeft_ = base::valueOr(event.body, "remaining", -1.0);
    toldAt_ = time;
  }
  if (event.type == "checkpoint") ++summary_.checkpoints;
  if (event.type == "scalar") applyScalar(event);
  const std::int64_t step = base::valueOr<std::int64_t>(event.body, "step", -1);
  if (step >= 0 && time > 0 && (pace_.empty() || (step > pace_.back().step && time > pace_.back().time))) {
    pace_.push_back({time, step});
    while (pace_.size() > 2 && pace_.back().time - pace_[1].time > kPaceWindow) pace_.pop_front();
  }
}

void SummaryTail::applyScalar(const events::Event& event) {
  const std::string name = base::valueOr<std::string>(event.body, "name", {});
  const double value = base::valueOr(event.body, "value", std::nan(""));
  const double step = base::valueOr(event.body, "step", 0.0);
  if (name == "memory/peak" && std::isfinite(value)) summary_.memoryPeak = value;
  if (name.empty() || !std::isfinite(value)) return;
  auto [at, fresh] = scalars_.try_emplace(name);
  Extremes& seen = at->second;
  if (fresh) seen.low = seen.high = value;
  seen.low = std::min(seen.low, value);
  seen.high = std::max(seen.high, value);
  seen.last = value;
  seen.lastStep = step;
}

void SummaryTail::deriveState(int queuePlace, bool held, double now) {
  summary_.queuePlace = queuePlace;
  summary_.state = text(view_.state);
  summary_.reason = text(view_.reason);
  summary_.step = view_.step;
  if (view_.steps > 0) summary_.steps = view_.steps;
  if (view_.parameters > 0) summary_.parameters = view_.parameters;
  summary_.epoch = view_.epoch;
  summary_.seconds = view_.seconds;
  summary_.started = text(view_.started);
  if (queuePlace > 0) {
    summary_.state = "queued";  // waiting again: resumed runs keep their log
  } else if (!events::isTerminal(view_.state) && !view_.lastEvent.empty()) {
    std::error_code error;
    const bool locks = !std::filesystem::exists(folder_.root / "lock.unreliable", error);
    if (locks ? !held : now - summary_.lastEventTime > kSilence) summary_.state = "lost";
  }
}

void SummaryTail::derivePace(double now) {
  summary_.stepsPerSecond = 0;
  summary_.secondsLeft = -1;
  if (summary_.state != QLatin1String("running")) return;
  double left = -1;
  const double span = pace_.size() < 2 ? 0 : pace_.back().time - pace_.front().time;
  if (span > 0) {
    summary_.stepsPerSecond = static_cast<double>(pace_.back().step - pace_.front().step) / span;
    if (summary_.steps > 0 && summary_.stepsPerSecond > 0) {
      left = static_cast<double>(summary_.steps - summary_.step) / summary_.stepsPerSecond;
    }
  }
  if (summary_.maxMinutes > 0) {
    const double byTime = summary_.maxMinutes * 60 - summary_.seconds;
    left = left < 0 ? byTime : std::min(left, byTime);
  }
  // The worker knows its own limits best; between two heartbeats its word is counted down.
  if (toldLeft_ >= 0 && toldAt_ > 0) left = toldLeft_ - std::clamp(now - toldAt_, 0.0, 5.0);
  if (left != -1) summary_.secondsLeft = std::max(0.0, left);
}

void SummaryTail::deriveMetric() {
  if (scalars_.empty()) return;
  std::vector<QString> names;
  names.reserve(scalars_.size());
  for (const auto& [name, seen] : scalars_) names.push_back(text(name));
  summary_.metric = primaryScalar(names);
  const auto found = scalars_.find(summary_.metric.toStdString());
  summary_.hasMetric = found != scalars_.end();
  if (!summary_.hasMetric) return;
  summary_.higherIsBetter = higherIsBetter(summary_.metric);
  summary_.last = found->second.last;
  summary_.best = summary_.higherIsBetter ? found->second.high : found->second.low;
}

void SummaryTail::readEvaluations() {
  if (summary_.active()) return;
  std::error_code error;
  const auto when = std::filesystem::last_write_time(folder_.evaluations(), error);
  if (error) return;
  if (when != evaluationsTime_) {
    evaluationsTime_ = when;
    summary_.bestLow = summary_.bestHigh = 0;
    bool judged = false;  // by its task; what else its embeddings are good for comes after that
    for (const Evaluation& evaluation : readEvaluationFolder(folder_.evaluations())) {
      const auto auc = evaluation.metrics.find("auc");
      const auto psnr = evaluation.quality.find("psnr");
      const auto map = evaluation.metrics.find("map");
      const auto mean = auc != evaluation.metrics.end()    ? std::optional(auc->second)
                        : map != evaluation.metrics.end()  ? std::optional(map->second)
                        : psnr != evaluation.quality.end() ? std::optional(psnr->second.result)
                                                           : evaluation.mean("dice");
      if (!mean || evaluation.split != "test" || (judged && evaluation.isRetrieval())) continue;
      judged = true;
      judgedBy_ = auc != evaluation.metrics.end()    ? "auc/test"
                  : map != evaluation.metrics.end()  ? "map/test"
                  : psnr != evaluation.quality.end() ? "psnr/test"
                                                     : "dice/test";
      summary_.bestLow = mean->low;
      summary_.bestHigh = mean->high;
      evaluated_ = mean->mean;
    }
  }
  if (summary_.bestHigh > summary_.bestLow) {
    summary_.hasMetric = true;
    summary_.higherIsBetter = true;
    summary_.metric = judgedBy_;
    summary_.best = evaluated_;
  }
}

}  // namespace selvox::ui
