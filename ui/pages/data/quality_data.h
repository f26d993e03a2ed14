#pragma once
// The stored quality reports of the datasets that are shown, read off the GUI thread; and measuring them as a job.

#include <memory>
#include <set>
#include <unordered_map>

#include <QStringList>

#include "core/services/quality.h"
#include "ui/async.h"
#include "ui/context.h"

namespace selvox::ui {

class QualityData : public QObject {
  Q_OBJECT
 public:
  explicit QualityData(Context& context, QObject* parent = nullptr);
  void load(const QStringList& datasets);
  void measure(const QString& dataset);  // `selvox quality` in the job tray, then read again
  [[nodiscard]] bool loading() const { return loading_; }
  [[nodiscard]] bool measuring(const QString& dataset) const { return measuring_.contains(dataset); }
  [[nodiscard]] bool empty() const;
  [[nodiscard]] const services::QualityRow* rowOf(std::int64_t series) const;  // null: not measured
  // How many scans of its dataset and modality that series is compared with, itself left out.
  [[nodiscard]] const services::MetricRange* usual(std::int64_t series, std::size_t metric) const;
  [[nodiscard]] std::size_t flagged() const;
  // How often its values are how large, from their 1st to their 99th percentile in kBins steps.
  static constexpr std::size_t kBins = 24;
  [[nodiscard]] const std::vector<int>& shapeOf(std::size_t metric) const;

  // Known to `ids` first in the order of that value; those without one last, in their own order.
  struct Reports;
  using Snapshot = std::shared_ptr<const Reports>;
  [[nodiscard]] Snapshot snapshot() const { return reports_; }
  static void sortBy(const Snapshot& reports, std::size_t metric, bool descending, std::vector<std::int64_t>& ids);
  static void sortByOddness(const Snapshot& reports, bool descending, std::vector<std::int64_t>& ids);

 Q_SIGNALS:
  void changed();
  void failed(const base::Error& error);

 private:
  Context& context_;
  QStringList datasets_;
  Snapshot reports_;
  std::set<QString> measuring_;
  Ticket ticket_;
  bool loading_ = false;
};

struct QualityData::Reports {
  std::vector<services::QualityReport> all;
  std::unordered_map<std::int64_t, std::pair<std::size_t, std::size_t>> at;  // series -> report, row
  std::vector<std::vector<int>> shapes;                                      // by metric
  [[nodiscard]] const services::QualityRow* find(std::int64_t series) const {
    const auto found = at.find(series);
    return found == at.end() ? nullptr : &all[found->second.first].rows[found->second.second];
  }
};

// How far off a scan is: things to correct count most, then its largest |z|.
[[nodiscard]] double oddness(const services::QualityRow& row);

}  // namespace selvox::ui
