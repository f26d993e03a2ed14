#include "ui/pages/qc/measured_lines.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>

#include "ui/pages/data/quality_words.h"
#include "ui/pages/data/series_model.h"
#include "ui/shell/words.h"

namespace selvox::ui {

namespace {

using Line = MeasuredView::Line;
using Ids = std::initializer_list<const char*>;

constexpr double kNotable = 2;  // |z| from which it is shown

struct Words {
  Q_DECLARE_TR_FUNCTIONS(selvox::ui::Quality)
};

Line::Mark markOf(double z) {
  if (!std::isfinite(z)) return Line::Mark::Unknown;
  return std::abs(z) > services::kOutlier ? Line::Mark::Odd : Line::Mark::Ok;
}

// The furthest off of some metrics speaks for all of them.
Line lineOf(const QString& name, const QString& value, const services::QualityRow* quality, Ids ids) {
  double z = std::nan("");
  if (quality != nullptr)
    for (const char* id : ids) {
      const double one = quality->z[metricIndex(id)];
      if (std::isfinite(one) && (!std::isfinite(z) || std::abs(one) > std::abs(z))) z = one;
    }
  const QString beside = !std::isfinite(z) ? QString() : std::abs(z) < kNotable ? Words::tr("usual") : zText(z);
  return {name, value, beside, markOf(z)};
}

Line orientationLine(const services::QualityRow& quality) {
  const bool turned = std::any_of(quality.findings.begin(), quality.findings.end(), [](const auto& finding) {
    return finding.kind == services::FindingKind::Orientation;
  });
  return {Words::tr("Orientation"), toQt(quality.orientation), turned ? Words::tr("unlike most") : QString(),
          turned ? Line::Mark::Odd : Line::Mark::Ok};
}

Line slicesLine(const services::QualityRow& quality) {
  std::size_t slices = 0;
  for (const auto& finding : quality.findings)
    if (finding.axis >= 0 && services::toCorrect(finding.kind)) slices += finding.slices.size();
  return {Words::tr("Empty, repeated, missing slices"), QString::number(slices), {},
          slices > 0 ? Line::Mark::Odd : Line::Mark::Ok};
}

}  // namespace

QString measuredTitle(const QualityData& quality, std::int64_t series) {
  const auto* usual = quality.usual(series, 0);
  if (usual == nullptr || usual->scans < 2) return Words::tr("Measured");
  return Words::tr("Measured, beside the other %1").arg(countText(static_cast<qint64>(usual->scans) - 1));
}

QList<Line> measuredLines(const QualityData& data, const ports::SeriesRow& row) {
  const auto* quality = data.rowOf(row.id);
  QList<Line> lines{lineOf(Words::tr("Spacing"), Words::tr("%1 mm").arg(spacingText(row.worldFromVoxel.spacing())),
                           quality, {"spacing_x", "spacing_y", "spacing_z"}),
                    lineOf(Words::tr("Size"), sizeText(row.extent), quality, {"size_x", "size_y", "size_z"})};
  if (quality == nullptr) return lines;
  lines << orientationLine(*quality);
  for (const char* id : {"signal_to_noise", "mean", "maximum", "background", "label_volume"}) {
    const std::size_t metric = metricIndex(id);
    if (std::isfinite(quality->values[metric]))
      lines << lineOf(metricTitle(id), metricText(metric, quality->values[metric]), quality, {id});
  }
  lines << slicesLine(*quality);
  return lines;
}

QStringList findingLines(const QualityData& data, std::int64_t series) {
  QStringList lines;
  if (const auto* quality = data.rowOf(series))
    for (const auto& finding : quality->findings)
      if (services::toCorrect(finding.kind)) lines << findingText(finding);
  return lines;
}

}  // namespace selvox::ui
