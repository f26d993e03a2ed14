#pragma once
// Similar cases as cards: picture, rank, name, distance, patient, what the catalog says.

#include <unordered_map>
#include <unordered_set>

#include <QAbstractListModel>
#include <QPixmap>
#include <QStyledItemDelegate>

#include "ui/context.h"
#include "ui/pages/viewer/similar_answer.h"

namespace selvox::ui {

class SimilarModel : public QAbstractListModel {
  Q_OBJECT
 public:
  enum Role { RankRole = Qt::UserRole + 1, DistanceRole, ShareRole, PatientRole, ColumnsRole, PictureRole, SeriesRole };
  explicit SimilarModel(const Context& context, QObject* parent = nullptr)
      : QAbstractListModel(parent), context_(context) {}
  void setHits(std::vector<SimilarHit> hits);
  [[nodiscard]] const SimilarHit* at(int row) const;
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] bool loading() const { return !asked_.empty(); }

 private:
  void askPictures();
  const Context& context_;
  std::vector<SimilarHit> hits_;
  std::unordered_map<qint64, QPixmap> pictures_;  // by series
  std::unordered_set<qint64> asked_;
};

class SimilarDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace selvox::ui
