#pragma once
// The background thread's eyes on one run folder. No Qt objects: made, used and destroyed on the tail thread.

#include <chrono>
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>

#include "core/events/run_folder.h"
#include "ui/pages/runs/run_data.h"

namespace selvox::ui {

// Follows run.json and events.jsonl of one run and keeps a summary. Scalars are reduced to last and best.
class SummaryTail {
 public:
  explicit SummaryTail(events::RunFolder folder, QString name);

  // Reads what is new; true when the summary changed. `queuePlace` counts from 1; `now` is seconds since 1970.
  bool poll(int queuePlace, double now);
  // Cheap: has the log grown or been replaced since the last poll?
  [[nodiscard]] bool stale() const;
  [[nodiscard]] const RunSummary& summary() const { return summary_; }

 private:
  struct Extremes {
    double last = 0, low = 0, high = 0;
    double lastStep = -1;
  };
  struct Pace {
    double time = 0;
    std::int64_t step = 0;
  };
  void readSpec();
  void readLog();
  void apply(const events::Event& event);
  void applyScalar(const events::Event& event);
  void deriveState(int queuePlace, bool held, double now);
  void derivePace(double now);
  void deriveMetric();
  void readEvaluations();

  events::RunFolder folder_;
  events::TailReader reader_;
  events::RunView view_;
  RunSummary summary_;
  std::map<std::string, Extremes> scalars_;
  std::deque<Pace> pace_;
  std::filesystem::file_time_type evaluationsTime_{};
  std::uintmax_t seenSize_ = 0;
  double evaluated_ = 0;               // mean test Dice, AUC or PSNR of the evaluation, where there is one
  QString judgedBy_ = "dice/test";     // which of them
  double toldLeft_ = -1, toldAt_ = 0;  // seconds left by the last heartbeat, and when
  bool specRead_ = false;
};

// Follows one watched run in full: every sample, message, checkpoint and preview.
class DetailTail {
 public:
  DetailTail(events::RunFolder folder, QString name);
  // Nothing when there is no news; the first call always answers.
  std::optional<RunDelta> poll();

 private:
  void apply(const events::Event& event, RunDelta& delta, std::map<QString, std::vector<Sample>>& scalars);

  events::RunFolder folder_;
  QString name_;
  events::TailReader reader_;
  bool first_ = true;
};

// Seconds since 1970, now.
[[nodiscard]] double nowSeconds();
// What a person reads about an event; empty text: not worth a line.
[[nodiscard]] RunMessage describeEvent(const events::Event& event);

}  // namespace selvox::ui
