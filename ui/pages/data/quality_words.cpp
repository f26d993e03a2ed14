#include "ui/pages/data/quality_words.h"

#include <cmath>
#include <cstring>

#include <QCoreApplication>
#include <QStringList>

#include "ui/shell/words.h"

namespace selvox::ui {

using services::QualityFinding;
using services::FindingKind;

namespace {

struct Quality {
  Q_DECLARE_TR_FUNCTIONS(selvox::ui::Quality)
};

QString planeText(int axis) {
  if (axis == 0) return Quality::tr("sagittal");
  if (axis == 1) return Quality::tr("coronal");
  return Quality::tr("axial");
}

QString sliceRanges(const std::vector<std::int64_t>& slices) {
  constexpr qsizetype kMostRanges = 6;
  QStringList ranges;
  for (std::size_t i = 0; i < slices.size();) {
    std::size_t last = i;
    while (last + 1 < slices.size() && slices[last + 1] == slices[last] + 1) ++last;
    if (ranges.size() == kMostRanges) return ranges.join(", ") + QStringLiteral(", …");
    ranges << (last > i ? QString("%1–%2").arg(slices[i] + 1).arg(slices[last] + 1) : QString::number(slices[i] + 1));
    i = last + 1;
  }
  return ranges.join(", ");
}

QString shortKind(FindingKind kind) {
  switch (kind) {
    case FindingKind::VoxelsGone: return Quality::tr("no voxels");
    case FindingKind::ConstantSlices: return Quality::tr("empty slices");
    case FindingKind::RepeatedSlices: return Quality::tr("repeated slices");
    case FindingKind::MissingSlices: return Quality::tr("missing slices");
    case FindingKind::OddSlices: return Quality::tr("odd slices");
    case FindingKind::Padding: return Quality::tr("padding");
    case FindingKind::LabelGrid: return Quality::tr("label grid");
    case FindingKind::LabelOutside: return Quality::tr("label outside");
    case FindingKind::LabelEmpty: return Quality::tr("empty label");
    case FindingKind::Orientation: return Quality::tr("orientation");
    case FindingKind::Outlier: break;
  }
  return Quality::tr("outlier");
}

}  // namespace

QString metricTitle(const std::string& id) {
  if (id == "spacing_x") return Quality::tr("Spacing left to right");
  if (id == "spacing_y") return Quality::tr("Spacing front to back");
  if (id == "spacing_z") return Quality::tr("Spacing bottom to top");
  if (id == "size_x") return Quality::tr("Size left to right");
  if (id == "size_y") return Quality::tr("Size front to back");
  if (id == "size_z") return Quality::tr("Size bottom to top");
  if (id == "minimum") return Quality::tr("Smallest value");
  if (id == "maximum") return Quality::tr("Largest value");
  if (id == "mean") return Quality::tr("Mean");
  if (id == "deviation") return Quality::tr("Deviation");
  if (id == "signal_to_noise") return Quality::tr("Signal to noise");
  if (id == "background") return Quality::tr("Background");
  return Quality::tr("Label volume");
}

std::size_t metricIndex(const char* id) {
  const auto& metrics = services::qualityMetrics();
  for (std::size_t i = 0; i < metrics.size(); ++i)
    if (std::strcmp(metrics[i].id, id) == 0) return i;
  return 0;
}

QString metricNumber(std::size_t metric, double value) {
  if (!std::isfinite(value)) return Quality::tr("not known");
  const std::string id = services::qualityMetrics()[metric].id;
  if (id.rfind("spacing", 0) == 0 || id == "label_volume") return numberText(value, 2);
  if (id.rfind("size", 0) == 0) return numberText(value, 0);
  if (id == "background" || id == "signal_to_noise") return numberText(value, 1);
  return shortNumberText(value);
}

QString metricText(std::size_t metric, double value) {
  const QString number = metricNumber(metric, value);
  const std::string unit = services::qualityMetrics()[metric].unit;
  if (!std::isfinite(value) || unit.empty()) return number;
  if (unit == "voxels") return Quality::tr("%1 voxels").arg(number);
  return number + ' ' + toQt(unit);
}

QString zText(double z) {
  return QStringLiteral("z ") + (z > 0 ? "+" : "") + numberText(z, 1);
}

QString findingText(const QualityFinding& f) {
  const QString plane = planeText(f.axis), slices = sliceRanges(f.slices);
  switch (f.kind) {
    case FindingKind::VoxelsGone: return Quality::tr("Its voxels cannot be read. Import its files again.");
    case FindingKind::ConstantSlices:
      return Quality::tr("Slices %1 (%2) hold one value each, between others with an image.").arg(slices, plane);
    case FindingKind::RepeatedSlices:
      return Quality::tr("Slices %1 (%2) repeat the slice before.").arg(slices, plane);
    case FindingKind::MissingSlices:
      return Quality::tr("Slices are likely missing after %1 (%2).").arg(slices, plane);
    case FindingKind::OddSlices:
      return Quality::tr("Slices %1 (%2) are unlike both neighbours.").arg(slices, plane);
    case FindingKind::Padding:
      return Quality::tr("%1 and %2 empty slices at the ends (%3).")
          .arg(numberText(f.value, 0), numberText(f.usual, 0), plane);
    case FindingKind::LabelGrid: return Quality::tr("A label map is on another grid than its image.");
    case FindingKind::LabelOutside:
      return Quality::tr("%1 of %2 labelled voxels lie where the image is cut away.")
          .arg(countText(static_cast<qint64>(f.value)), countText(static_cast<qint64>(f.usual)));
    case FindingKind::LabelEmpty: return Quality::tr("A label map is empty.");
    case FindingKind::Orientation: {
      const QString text = toQt(f.text);
      return Quality::tr("Stored as %1, unlike most.").arg(text.section(',', 0, 0));
    }
    case FindingKind::Outlier: break;
  }
  const std::size_t metric = metricIndex(f.metric.c_str());
  return Quality::tr("%1 %2, usual %3 (%4).")
      .arg(metricTitle(f.metric), metricText(metric, f.value), metricText(metric, f.usual), zText(f.z));
}

QString findingsSummary(const services::QualityRow& row) {
  QStringList kinds;
  for (const auto& finding : row.findings) {
    const QString kind = shortKind(finding.kind);
    if (services::toCorrect(finding.kind) && !kinds.contains(kind)) kinds << kind;
  }
  return kinds.isEmpty() ? Quality::tr("none") : kinds.join(QStringLiteral(", "));
}

}  // namespace selvox::ui
