#pragma once
// The cases at the left: a virtual list over catalog ids, or the cases of an evaluation sorted by a metric.

#include <functional>
#include <set>
#include <unordered_map>

#include <QAbstractListModel>
#include <QPixmap>
#include <QStyledItemDelegate>

#include "ui/async.h"
#include "ui/pages/viewer/viewer_data.h"

namespace selvox::ui {

struct CaseOrder {
  std::string label;  // number; empty: mean over labels
  std::string metric = "dice";
  bool worstFirst = true;
};
// The value of a case under an order; nothing where it is not defined.
[[nodiscard]] std::optional<double> valueOf(const ViewerCase& entry, const CaseOrder& order);

class CaseModel : public QAbstractListModel {
  Q_OBJECT
 public:
  enum Role { SubtitleRole = Qt::UserRole + 1, ShareRole, LowRole, ThumbnailRole, LoadedRole };
  explicit CaseModel(const Context& context, QObject* parent = nullptr);

  void setIds(std::vector<std::int64_t> ids);  // rows are fetched as they are seen
  void setRunCases(std::vector<ViewerCase> cases, const std::map<int, std::string>& labels, const CaseOrder& order);
  void setOrder(const CaseOrder& order);
  void filter(const QString& words);  // of evaluated cases
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] const ViewerCase* at(int row) const;     // null while it is on its way
  void whenLoaded(int row, std::function<void()> then);  // fetches the row first where needed
  [[nodiscard]] int rowOf(qint64 series) const;          // -1 when not listed
  [[nodiscard]] bool evaluated() const { return evaluated_; }
  [[nodiscard]] bool loading() const { return !pages_.empty() || !thumbnailsAsked_.empty(); }

 Q_SIGNALS:
  void failed(const QString& message);  // a row that was waited for does not come

 private:
  void fetch(int row) const;
  void fetchPage(std::size_t page);
  void askThumbnail(int row) const;
  void sortShown();
  [[nodiscard]] QString subtitle(const ViewerCase& entry, bool brief) const;

  const Context& context_;
  bool evaluated_ = false;
  std::vector<std::int64_t> ids_;
  std::unordered_map<int, ViewerCase> rows_;  // by row, of the virtual list
  std::vector<ViewerCase> all_, shown_;       // of the evaluation
  std::map<int, std::string> labelNames_;
  CaseOrder order_;
  QString words_;
  mutable std::set<std::size_t> pages_;
  mutable std::set<std::string> thumbnailsAsked_;
  mutable std::unordered_map<std::string, QPixmap> thumbnails_;  // by voxels hash
  mutable std::vector<std::pair<int, std::function<void()>>> waiting_;
  int generation_ = 0;
};

class CaseDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace selvox::ui
