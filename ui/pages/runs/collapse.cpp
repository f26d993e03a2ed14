#include "ui/pages/runs/collapse.h"

#include <algorithm>

#include <QCoreApplication>

#include "ui/charts/axis.h"
#include "ui/charts/scalar_words.h"

namespace selvox::ui {

namespace {

// Std of normalised embeddings times the square root of their width is 1 when they fill the sphere and 0 when they are
// one point. Below 0.3 little is left; below 0.1 it is over.
constexpr double kStdWatch = 0.3, kStdAlarm = 0.1;
// Effective rank: a fall to this share of its best, after a tenth of the run, or a handful of dimensions in all.
constexpr double kRankWatch = 0.75, kRankAlarm = 0.4, kRankFew = 4;
// Uniformity: log of the mean kernel; 0 when all embeddings agree, -4 when they fill the sphere.
constexpr double kUniformityWatch = -1.0, kUniformityAlarm = -0.2;
constexpr std::size_t kEnough = 10;  // samples before anything is judged

struct Text {
  Q_DECLARE_TR_FUNCTIONS(selvox::ui::CollapsePanel)
};

double best(const std::vector<Sample>& samples) {
  return std::max_element(samples.begin(), samples.end(),
                          [](const Sample& a, const Sample& b) { return a.value < b.value; })
      ->value;
}

// Mean of the last tenth, so that one noisy step raises no alarm.
double recent(const std::vector<Sample>& samples) {
  const std::size_t n = std::max<std::size_t>(1, samples.size() / 10);
  double sum = 0;
  for (std::size_t i = samples.size() - n; i < samples.size(); ++i) sum += samples[i].value;
  return sum / static_cast<double>(n);
}

void judgeStd(CollapseRow& row, double value) {
  row.limit = QStringLiteral("≥ ") + shortNumber(kStdWatch);
  row.verdict = value < kStdAlarm ? Verdict::Alarm : value < kStdWatch ? Verdict::Watch : Verdict::Ok;
  if (row.verdict == Verdict::Ok) return;
  row.why = Text::tr(
                "The embeddings spread to %1 of a full sphere. Likely cause: the learning rate is too high or the "
                "batch too small. "
                "Try a third of the learning rate or stronger augmentation.")
                .arg(shortNumber(value));
}

void judgeRank(CollapseRow& row, const std::vector<Sample>& samples, double value) {
  const double top = best(samples);
  row.limit = QStringLiteral("≥ ") + shortNumber(std::max(kRankFew, kRankWatch * top));
  row.verdict = value < kRankFew || value < kRankAlarm * top ? Verdict::Alarm
                : value < kRankWatch * top                   ? Verdict::Watch
                                                             : Verdict::Ok;
  if (row.verdict == Verdict::Ok) return;
  row.why = Text::tr(
                "Effective rank is %1, its best was %2. Likely cause: the views are too alike. Try stronger cropping "
                "and intensity changes, "
                "or a longer warm-up.")
                .arg(shortNumber(value), shortNumber(top));
}

void judgeUniformity(CollapseRow& row, double value) {
  row.limit = QStringLiteral("≤ ") + shortNumber(kUniformityWatch);
  row.verdict = value > kUniformityAlarm ? Verdict::Alarm : value > kUniformityWatch ? Verdict::Watch : Verdict::Ok;
  if (row.verdict == Verdict::Ok) return;
  row.why =
      Text::tr(
          "Uniformity is %1: the embeddings crowd together. Likely cause: too few negatives or a high temperature. "
          "Try a larger batch or a lower temperature.")
          .arg(shortNumber(value));
}

}  // namespace

std::vector<CollapseRow> judgeCollapse(const std::map<QString, Curve>& curves) {
  std::vector<CollapseRow> rows;
  for (const auto& [scalar, curve] : curves) {
    if (!scalar.startsWith(QLatin1String("collapse/")) || curve.empty()) continue;
    CollapseRow row;
    row.scalar = scalar;
    row.value = curve.last();
    if (!curve.nonFinite().empty() &&
        (curve.samples().empty() || curve.nonFinite().back().step > curve.samples().back().step)) {
      row.verdict = Verdict::Alarm;
      row.why =
          Text::tr("%1 is no longer a number. Stop the run and lower the learning rate.").arg(scalarTitle(scalar));
      rows.push_back(row);
      continue;
    }
    if (curve.samples().size() >= kEnough) {
      const double value = recent(curve.samples());
      if (scalar.contains(QLatin1String("std"))) judgeStd(row, value);
      if (scalar.contains(QLatin1String("rank"))) judgeRank(row, curve.samples(), value);
      if (scalar.contains(QLatin1String("uniformity"))) judgeUniformity(row, value);
    }
    rows.push_back(row);
  }
  return rows;
}

Verdict worst(const std::vector<CollapseRow>& rows) {
  Verdict verdict = Verdict::NotJudged;
  for (const CollapseRow& row : rows) {
    if (row.verdict == Verdict::NotJudged) continue;
    if (verdict == Verdict::NotJudged || row.verdict > verdict) verdict = row.verdict;
  }
  return verdict;
}

}  // namespace selvox::ui
