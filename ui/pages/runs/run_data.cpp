#include "ui/pages/runs/run_data.h"

#include <cmath>
#include <algorithm>

namespace selvox::ui {

double RunSummary::fraction() const {
  if (state == "done") return 1;
  double fraction = steps > 0 ? static_cast<double>(step) / static_cast<double>(steps) : 0;
  if (maxMinutes > 0) fraction = std::max(fraction, seconds / (60 * maxMinutes));
  return std::clamp(fraction, 0.0, 1.0);
}

void RunRecord::apply(const RunDelta& delta) {
  if (delta.reset) {
    curves.clear();
    messages.clear();
    checkpoints.clear();
    previews.clear();
    alarms.clear();
    chance = kNoChance;
    origin = 0;
  }
  loaded = true;
  for (const auto& [name, samples] : delta.scalars) {
    Curve& curve = curves[name];
    for (const Sample& sample : samples) {
      if (sample.time > 0 && (origin == 0 || sample.time < origin)) origin = sample.time;
      curve.add(sample);
    }
  }
  messages.insert(messages.end(), delta.messages.begin(), delta.messages.end());
  if (std::isfinite(delta.chance)) chance = delta.chance;
  for (const AlarmItem& item : delta.alarms) {
    if (item.name.isEmpty()) {
      alarms.clear();
      continue;
    }
    std::erase_if(alarms, [&](const AlarmItem& old) { return old.name == item.name && old.metric == item.metric; });
    if (item.active) alarms.push_back(item);
  }
  for (const CheckpointItem& item : delta.checkpoints) {
    std::erase_if(checkpoints, [&](const CheckpointItem& old) { return old.path == item.path; });
    if (item.best) {
      for (CheckpointItem& old : checkpoints) old.best = false;
    }
    checkpoints.push_back(item);
  }
  for (const PreviewItem& item : delta.previews) {
    std::erase_if(previews, [&](const PreviewItem& old) { return old.path == item.path; });
    previews.push_back(item);
  }
  const auto byStep = [](const auto& a, const auto& b) { return a.step < b.step; };
  std::stable_sort(checkpoints.begin(), checkpoints.end(), byStep);
  std::stable_sort(previews.begin(), previews.end(), byStep);
}

QString scalarGroup(const QString& scalar) {
  const qsizetype slash = scalar.indexOf('/');
  return slash < 0 ? scalar : scalar.left(slash);
}

bool higherIsBetter(const QString& scalar) {
  static const QStringList words{"dice", "iou", "acc", "auc", "precision", "recall", "f1", "map", "psnr", "ssim", "nsd", "knn"};
  const QString lower = scalar.toLower();
  return std::any_of(words.begin(), words.end(), [&](const QString& word) { return lower.contains(word); }) &&
         !lower.contains("loss");
}

QString primaryScalar(const std::vector<QString>& names) {
  const auto rank = [](const QString& name) {
    const QString lower = name.toLower();
    const bool validation = lower.contains("val");
    const bool loss = lower.contains("loss");
    const bool overall = lower.contains("mean") || lower.count('/') <= 1;
    if (validation && lower.contains("dice") && !loss) return overall ? 0 : 1;
    if (validation && !loss && higherIsBetter(lower)) return 2;
    if (validation && loss) return 3;
    if (lower == "loss/train") return 4;
    if (lower.startsWith("loss")) return 5;
    return 9;
  };
  QString best;
  int bestRank = 9;
  for (const QString& name : names) {
    if (const int r = rank(name); r < bestRank) {
      best = name;
      bestRank = r;
    }
  }
  return best;
}

}  // namespace selvox::ui
