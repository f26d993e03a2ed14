#include "ui/pages/data/quality_data.h"

#include <algorithm>
#include <cmath>

#include "core/services/normalise.h"
#include "ui/jobs/child_call.h"
#include "ui/jobs/job_model.h"
#include "ui/shell/words.h"

namespace selvox::ui {

namespace {

using Snapshot = QualityData::Snapshot;

template <class Value>
void sortIds(const Snapshot& reports, bool descending, std::vector<std::int64_t>& ids, Value&& valueOf) {
  std::vector<std::pair<double, std::int64_t>> keyed, rest;
  for (const auto id : ids) {
    const auto* row = reports ? reports->find(id) : nullptr;
    const double value = row != nullptr ? valueOf(*row) : std::nan("");
    (std::isfinite(value) ? keyed : rest).emplace_back(value, id);
  }
  std::stable_sort(keyed.begin(), keyed.end(), [descending](const auto& a, const auto& b) {
    return descending ? a.first > b.first : a.first < b.first;
  });
  std::size_t i = 0;
  for (const auto& [value, id] : keyed) ids[i++] = id;
  for (const auto& [value, id] : rest) ids[i++] = id;
}

std::vector<int> shapeFrom(std::vector<double> values) {
  std::vector<int> bins(QualityData::kBins, 0);
  if (values.empty()) return bins;
  std::sort(values.begin(), values.end());
  const double low = services::sortedQuantile(values, 0.01), high = services::sortedQuantile(values, 0.99);
  const double step = (high - low) / static_cast<double>(bins.size());
  for (const double value : values) {
    const double at = step > 0 ? std::clamp((value - low) / step, 0.0, static_cast<double>(bins.size() - 1))
                               : static_cast<double>(bins.size() / 2);
    ++bins[static_cast<std::size_t>(at)];
  }
  return bins;
}

std::vector<int> shapeOfMetric(const std::vector<services::QualityReport>& reports, std::size_t metric) {
  std::vector<double> values;
  for (const auto& report : reports)
    for (const auto& row : report.rows)
      if (std::isfinite(row.values[metric])) values.push_back(row.values[metric]);
  return shapeFrom(std::move(values));
}

}  // namespace

double oddness(const services::QualityRow& row) {
  double most = 0;
  for (const auto& finding : row.findings)
    if (finding.kind != services::FindingKind::Outlier && services::toCorrect(finding.kind)) most += 1000;
  double z = 0;
  for (const double one : row.z)
    if (std::isfinite(one)) z = std::max(z, std::abs(one));
  return most + std::min(z, 999.0);
}

QualityData::QualityData(Context& context, QObject* parent) : QObject(parent), context_(context) {}

void QualityData::load(const QStringList& datasets) {
  datasets_ = datasets;
  loading_ = true;
  runLatest(
      Lane::Files, this, ticket_,
      [workspace = context_.workspace, datasets]() -> Snapshot {
        auto reports = std::make_shared<Reports>();
        for (const QString& name : datasets) {
          auto report = services::readQuality(workspace, name.toStdString());
          if (!report) continue;  // not measured, or by another version: it is measured anew
          for (std::size_t i = 0; i < report->rows.size(); ++i)
            reports->at[report->rows[i].series] = {reports->all.size(), i};
          reports->all.push_back(std::move(*report));
        }
        for (std::size_t m = 0; m < services::qualityMetrics().size(); ++m)
          reports->shapes.push_back(shapeOfMetric(reports->all, m));
        return reports;
      },
      [this](const Snapshot& reports) {
        loading_ = false;
        reports_ = reports;
        Q_EMIT changed();
      });
}

void QualityData::measure(const QString& dataset) {
  if (context_.jobs == nullptr || dataset.isEmpty() || measuring(dataset)) return;
  measuring_.insert(dataset);
  context_.jobs->startChild(
      tr("Measure quality of %1").arg(dataset), context_.cliProgram,
      {"quality", toQt(context_.workspace), "--dataset", dataset, "--progress", "json", "--json"}, this,
      [this, dataset](const ChildResult& result) {
        measuring_.erase(dataset);
        if (result.exitCode != 0)
          Q_EMIT failed({base::ErrorCode::Internal, failureText(result).toStdString(), {}});
        load(datasets_);
      });
  Q_EMIT changed();
}

const services::QualityRow* QualityData::rowOf(std::int64_t series) const {
  return reports_ ? reports_->find(series) : nullptr;
}

const services::MetricRange* QualityData::usual(std::int64_t series, std::size_t metric) const {
  if (!reports_) return nullptr;
  const auto found = reports_->at.find(series);
  if (found == reports_->at.end()) return nullptr;
  const auto& report = reports_->all[found->second.first];
  const auto ranges = report.usual.find(report.rows[found->second.second].modality);
  return ranges == report.usual.end() || metric >= ranges->second.size() ? nullptr : &ranges->second[metric];
}

bool QualityData::empty() const {
  return !reports_ || reports_->at.empty();
}

std::size_t QualityData::flagged() const {
  std::size_t count = 0;
  if (reports_)
    for (const auto& report : reports_->all) count += report.flagged();
  return count;
}

const std::vector<int>& QualityData::shapeOf(std::size_t metric) const {
  static const std::vector<int> none;
  return reports_ && metric < reports_->shapes.size() ? reports_->shapes[metric] : none;
}

void QualityData::sortBy(const Snapshot& reports, std::size_t metric, bool descending,
                         std::vector<std::int64_t>& ids) {
  sortIds(reports, descending, ids, [metric](const services::QualityRow& row) { return row.values[metric]; });
}

void QualityData::sortByOddness(const Snapshot& reports, bool descending, std::vector<std::int64_t>& ids) {
  sortIds(reports, descending, ids, oddness);
}

}  // namespace selvox::ui
