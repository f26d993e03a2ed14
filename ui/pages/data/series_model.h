#pragma once
// Series as rows: the ordered ids of one query, and the rows behind them in pages of 128 that are fetched when they are
// looked at. The row count is exact from the start; nothing is fetched on the GUI thread.

#include <memory>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <QAbstractTableModel>
#include <QCache>

#include "ui/async.h"
#include "ui/context.h"

namespace selvox::ui {

class QualityData;

class SeriesModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column {
    kThumbnail,
    kCase,
    kPatient,
    kModality,
    kSize,
    kSpacing,
    kMaximum,
    kLabels,
    kSplit,
    kRating,
    kTags,
    kFindings,
    kSignal,  // the first of the columns that are metrics, see metricOf
    kBackground,
    kMean,
    kDeviation,
    kLabelVolume,
    kColumns
  };
  enum Role { kIdRole = Qt::UserRole + 1, kRowRole };

  explicit SeriesModel(Context& context, QObject* parent = nullptr);
  void setQuality(const QualityData* quality);
  // Of services::qualityMetrics(); nothing where the column is no metric.
  [[nodiscard]] static std::optional<std::size_t> metricOf(int column);

  void setQuery(const ports::SeriesQuery& query);  // a newer one replaces it, on the way too
  [[nodiscard]] const ports::SeriesQuery& query() const { return query_; }
  void reload();
  // Rows that are about to be taken out: gone from view, still in the catalog.
  void hideIds(const std::vector<std::int64_t>& ids);
  void showIds(const std::vector<std::int64_t>& ids);

  [[nodiscard]] std::int64_t idAt(int row) const { return ids_[static_cast<std::size_t>(row)]; }
  [[nodiscard]] int rowOf(std::int64_t id) const;
  // Null until its page has arrived; asking brings it.
  [[nodiscard]] const ports::SeriesRow* rowAt(int row) const;
  // What a person said of it; null like rowAt, and where the workspace keeps nothing of the kind.
  [[nodiscard]] const ports::SeriesSummary* saidOf(int row) const;
  [[nodiscard]] const std::vector<std::int64_t>& ids() const { return ids_; }
  [[nodiscard]] QString splitOf(const ports::SeriesRow& row) const;  // "train", "val", "test" or empty
  [[nodiscard]] bool isLabelledInSplit(const ports::SeriesRow& row) const;
  [[nodiscard]] bool loading() const { return loading_ || !fetching_.empty(); }
  [[nodiscard]] double querySeconds() const { return seconds_; }
  [[nodiscard]] int pagesFetched() const { return pagesFetched_; }

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  void sort(int column, Qt::SortOrder order) override;
  [[nodiscard]] int sortColumn() const { return sortColumn_; }

 Q_SIGNALS:
  void loaded();  // ids are here
  void failed(const base::Error& error);

 private:
  static constexpr int kPage = 128;
  static constexpr int kPagesKept = 64;
  struct Rows {
    std::vector<ports::SeriesRow> series;
    std::unordered_map<std::int64_t, ports::SeriesSummary> said;
  };
  struct Answer;
  void fetchPage(int page) const;
  void take(Answer answer);
  void takePage(int page, std::uint64_t epoch, base::Result<Rows> rows);
  [[nodiscard]] const Rows* pageOf(int row) const;
  [[nodiscard]] QVariant textOf(int row, int column) const;
  void reset();  // between beginResetModel and endResetModel: what was fetched is void

  Context& context_;
  const QualityData* quality_ = nullptr;
  int sortColumn_ = kCase;
  ports::SeriesQuery query_;
  std::vector<std::int64_t> ids_, allIds_;
  std::unordered_set<std::int64_t> hidden_;
  std::unordered_map<std::string, std::string> splits_;  // dataset + '\n' + case -> role
  std::unordered_set<std::string> labelled_;
  mutable QCache<int, Rows> pages_{kPagesKept};
  mutable std::set<int> fetching_;
  Ticket ticket_;
  std::uint64_t epoch_ = 0;  // pages asked for in an older one are dropped
  bool loading_ = false;
  double seconds_ = 0;
  mutable int pagesFetched_ = 0;
};

[[nodiscard]] QString roleWord(const QString& role);  // "train" -> translated
[[nodiscard]] QString sizeText(const volume::Extent& extent);
[[nodiscard]] QString spacingText(const volume::Vec3& spacing);  // one number when equal
[[nodiscard]] QString labelsText(const ports::SeriesRow& row);   // "anterior, posterior" or empty

}  // namespace selvox::ui
