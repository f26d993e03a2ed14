#include <cmath>
#include <limits>
#include <system_error>

#include <QObject>

#include "core/base/file.h"
#include "ui/pages/runs/run_tail.h"
#include "ui/pages/runs/run_words.h"

namespace selvox::ui {

namespace {

QString text(const base::Json& body, const char* key) {
  return QString::fromStdString(base::valueOr<std::string>(body, key, {}));
}

double scalarValue(const base::Json& body) {
  const auto found = body.find("value");
  if (found != body.end() && found->is_number()) return found->get<double>();
  const QString what = text(body, "nonfinite");
  if (what.startsWith('-')) return -std::numeric_limits<double>::infinity();
  return what.contains("inf") ? std::numeric_limits<double>::infinity() : std::nan("");
}

RunMessage stateMessage(const base::Json& body) {
  RunMessage message;
  const QString state = text(body, "state");
  const QString reason = text(body, "reason");
  const QString tail = reason.isEmpty() ? QString() : QStringLiteral(": ") + reason;
  if (state == "running") return message;
  if (state == "queued") message.text = QObject::tr("Queued");
  if (state == "paused") message.text = QObject::tr("Paused, the device is free");
  if (state == "stopped") message.text = QObject::tr("Stopped") + tail;
  if (state == "done") message.text = QObject::tr("Done") + tail;
  if (state == "failed") {
    message.level = RunMessage::Level::Error;
    message.text = QObject::tr("Failed") + tail;
    message.remedy = text(body, "suggestion");
    if (message.remedy.isEmpty()) message.remedy = text(body, "remedy");
  }
  return message;
}

RunMessage workerMessage(const base::Json& body) {
  RunMessage message;
  message.text = text(body, "text");
  if (message.text.isEmpty()) message.text = text(body, "message");
  message.remedy = text(body, "suggestion");
  if (message.remedy.isEmpty()) message.remedy = text(body, "remedy");
  const QString level = text(body, "level");
  if (level.startsWith("warn")) message.level = RunMessage::Level::Warning;
  if (level == "error" || level == "fatal") message.level = RunMessage::Level::Error;
  return message;
}

PreviewItem previewOf(const base::Json& body) {
  PreviewItem item;
  item.step = base::valueOr<std::int64_t>(body, "step", 0);
  item.path = text(body, "path");
  item.caseName = text(body, "case");
  for (const base::Json& each : base::valueOr(body, "tensors", base::Json::array())) {
    item.tensors.push_back({text(each, "name"), text(each, "title"), text(each, "role"), text(each, "caption")});
  }
  return item;
}

AlarmItem alarmOf(const base::Json& body) {
  AlarmItem item;
  item.name = text(body, "name");
  item.metric = text(body, "metric");
  item.cause = text(body, "cause");
  item.setting = text(body, "setting");
  if (const auto found = body.find("suggested"); found != body.end() && !found->is_null())
    item.suggested = found->is_string() ? text(body, "suggested") : QString::fromStdString(found->dump());
  item.step = base::valueOr<std::int64_t>(body, "step", 0);
  item.active = base::valueOr(body, "active", true);
  return item;
}

}  // namespace

RunMessage describeEvent(const events::Event& event) {
  RunMessage message;
  const base::Json& body = event.body;
  const auto step = base::valueOr<std::int64_t>(body, "step", 0);
  if (event.type == "state") message = stateMessage(body);
  if (event.type == "message") message = workerMessage(body);
  if (event.type == "alarm") {
    const AlarmItem alarm = alarmOf(body);
    message.level = alarm.active ? RunMessage::Level::Warning : RunMessage::Level::Info;
    message.text = alarm.active ? alarmTitle(alarm.name) : QObject::tr("Over: %1").arg(alarmTitle(alarm.name));
  }
  if (event.type == "checkpoint") message.text = QObject::tr("Checkpoint at step %L1").arg(step);
  if (event.type == "run_started") {
    const QString device = text(body, "device");
    const QString tail = device.isEmpty() ? QString() : QObject::tr(" on %1").arg(device);
    message.text = base::valueOr(body, "resumed", false) ? QObject::tr("Resumed from step %L1").arg(step) + tail
                                                         : QObject::tr("Started") + tail;
  }
  message.time = secondsFromIso(event.time);
  return message;
}

DetailTail::DetailTail(events::RunFolder folder, QString name)
    : folder_(std::move(folder)), name_(std::move(name)), reader_(folder_.log()) {}

std::optional<RunDelta> DetailTail::poll() {
  RunDelta delta;
  delta.run = name_;
  delta.reset = first_;
  std::map<QString, std::vector<Sample>> scalars;
  bool news = first_;
  for (int i = 0; i < 64; ++i) {
    const auto events = reader_.poll();
    if (!events) break;
    if (reader_.restarted() && !first_) {
      delta = {};
      delta.run = name_;
      delta.reset = news = true;
      scalars.clear();
    }
    if (events->empty()) break;
    news = true;
    for (const events::Event& event : *events) apply(event, delta, scalars);
  }
  first_ = false;
  if (!news) return std::nullopt;
  for (auto& [name, samples] : scalars) delta.scalars.emplace_back(name, std::move(samples));
  return delta;
}

void DetailTail::apply(const events::Event& event, RunDelta& delta, std::map<QString, std::vector<Sample>>& scalars) {
  const base::Json& body = event.body;
  if (event.type == "scalar") {
    const QString name = text(body, "name");
    if (name.isEmpty()) return;
    scalars[name].push_back({base::valueOr(body, "step", 0.0), secondsFromIso(event.time), scalarValue(body)});
    return;
  }
  if (event.type == "checkpoint") {
    CheckpointItem item;
    item.step = base::valueOr<std::int64_t>(body, "step", 0);
    item.time = secondsFromIso(event.time);
    item.path = text(body, "path");
    item.best = base::valueOr(body, "best", false);
    std::error_code error;
    if (const auto file = events::resolveInside(folder_, item.path.toStdString())) {
      const auto bytes = std::filesystem::file_size(*file, error);
      if (!error) item.bytes = static_cast<std::int64_t>(bytes);
    }
    delta.checkpoints.push_back(item);
  }
  if (event.type == "run_started") {
    delta.alarms.push_back({});
    delta.chance = base::valueOr(body, "chance", kNoChance);
  }
  if (event.type == "alarm") delta.alarms.push_back(alarmOf(body));
  if (event.type == "preview") delta.previews.push_back(previewOf(body));
  if (RunMessage message = describeEvent(event); !message.text.isEmpty()) delta.messages.push_back(std::move(message));
}

}  // namespace selvox::ui
