#pragma once
// What the Runs page knows of a run, in two sizes: a summary of every run (a table row) and a record of those in view.

#include <limits>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <QMetaType>
#include <QString>
#include <QStringList>

#include "core/base/json.h"
#include "ui/charts/curve.h"

namespace selvox::ui {

struct RunSummary {
  QString name;
  QString kind;    // "pretrain", "finetune"
  QString task, method, arch, parent;  // parent empty: none
  QStringList datasets;
  QString created, started;  // ISO 8601 UTC
  QString state = "queued";  // queued, running, paused, stopped, done, failed, lost, broken
  QString reason;            // of failed, stopped, broken
  QString device;
  std::int64_t step = 0, steps = 0, epoch = 0, parameters = 0;
  std::uint64_t seed = 0;
  int dim = 3;
  int labelled = 0;          // training cases whose label may be used
  int trainCases = 0;
  int queuePlace = 0;        // 1: next; 0: not in the queue
  double seconds = 0;        // training time so far
  double maxMinutes = 0;     // 0: no limit
  double stepsPerSecond = 0;
  double secondsLeft = -1;   // negative: not known
  double memoryPeak = 0;     // bytes; 0: not known
  double lastEventTime = 0;  // seconds since 1970
  QString metric;            // scalar shown in Last and Best
  bool higherIsBetter = false;
  bool hasMetric = false;
  double last = 0, best = 0;
  double bestLow = 0, bestHigh = 0;  // 95 % interval of an evaluation; equal: none
  int checkpoints = 0;

  [[nodiscard]] bool active() const { return state == "running" || state == "queued"; }
  [[nodiscard]] double fraction() const;  // 0..1 of steps or of the time limit, whichever is further
};

struct RunMessage {
  enum class Level { Info, Warning, Error };
  double time = 0;
  Level level = Level::Info;
  QString text;
  QString remedy;  // what to do; may be empty
};

struct CheckpointItem {
  std::int64_t step = 0;
  double time = 0;
  QString path;  // relative to the run folder
  std::int64_t bytes = -1;  // -1: not on disk any more
  bool best = false;
};

inline constexpr double kNoChance = std::numeric_limits<double>::quiet_NaN();

struct PreviewTensor {
  QString name, title, role, caption;  // caption: question and answer in words; may be empty
};

struct PreviewItem {
  std::int64_t step = 0;
  QString path, caseName;  // relative to the run folder
  std::vector<PreviewTensor> tensors;
};

// What the worker saw going wrong (core/events/FORMAT.md, "Alarms"). Without a name: every alarm is over.
struct AlarmItem {
  QString name, metric, cause;
  QString setting, suggested;  // what to change, to which value; may be empty
  std::int64_t step = 0;
  bool active = true;
};

// News of one watched run since the last one. `reset`: forget what came before (a log was replaced or read anew).
struct RunDelta {
  QString run;
  bool reset = false;
  std::vector<std::pair<QString, std::vector<Sample>>> scalars;
  std::vector<RunMessage> messages;
  std::vector<CheckpointItem> checkpoints;
  std::vector<PreviewItem> previews;
  std::vector<AlarmItem> alarms;
  double chance = kNoChance;  // loss of one who knows nothing, when the run tells
};

// A watched run on the GUI thread.
struct RunRecord {
  QString run;
  bool loaded = false;  // the first delta has come
  std::map<QString, Curve> curves;
  std::vector<RunMessage> messages;
  std::vector<CheckpointItem> checkpoints;
  std::vector<PreviewItem> previews;
  std::vector<AlarmItem> alarms;  // that last
  double origin = 0;  // time of the first sample
  double chance = kNoChance;
  void apply(const RunDelta& delta);
};

// The scalar that tells most about a run: validation Dice, else another validation metric, else a validation loss, else
// the training loss; empty when there is none.
[[nodiscard]] QString primaryScalar(const std::vector<QString>& names);
[[nodiscard]] bool higherIsBetter(const QString& scalar);
// "dice/val" -> "dice"; scalars without a prefix stand for themselves.
[[nodiscard]] QString scalarGroup(const QString& scalar);

}  // namespace selvox::ui

Q_DECLARE_METATYPE(selvox::ui::RunSummary)
Q_DECLARE_METATYPE(selvox::ui::RunDelta)
