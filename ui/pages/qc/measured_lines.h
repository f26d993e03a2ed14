#pragma once
// The lines of one series for a MeasuredView, and its findings as sentences.

#include <QStringList>

#include "ui/pages/data/quality_data.h"
#include "ui/pages/qc/measured_view.h"

namespace selvox::ui {

[[nodiscard]] QString measuredTitle(const QualityData& quality, std::int64_t series);  // "Measured, beside the other 259"
[[nodiscard]] QList<MeasuredView::Line> measuredLines(const QualityData& quality, const ports::SeriesRow& row);
[[nodiscard]] QStringList findingLines(const QualityData& quality, std::int64_t series);  // what is to be corrected

}  // namespace selvox::ui
