#pragma once
// Rows with a thumbnail of 44 x 28, and tiles of 148 for the grid.

#include <QStyledItemDelegate>

namespace selvox::ui {

class SeriesModel;
class Thumbnails;

class SeriesDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  SeriesDelegate(const SeriesModel& model, Thumbnails& thumbnails, QObject* parent = nullptr);
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
  const SeriesModel& model_;
  Thumbnails& thumbnails_;
};

class TileDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  static constexpr int kTile = 148;
  TileDelegate(const SeriesModel& model, Thumbnails& thumbnails, QObject* parent = nullptr);
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
  const SeriesModel& model_;
  Thumbnails& thumbnails_;
};

}  // namespace selvox::ui
