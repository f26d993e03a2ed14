#pragma once
// The table of series: which columns are shown, their order and width are a person's and kept; metrics have the shape
// of their values under their title.

#include <vector>

#include <QHeaderView>
#include <QTableView>

class QMenu;

namespace selvox::ui {

class QualityData;

class ShapeHeader : public QHeaderView {
  Q_OBJECT
 public:
  ShapeHeader(const QualityData& quality, QWidget* parent);

 protected:
  void paintSection(QPainter* painter, const QRect& rect, int section) const override;
  [[nodiscard]] QSize sectionSizeFromContents(int section) const override;

 private:
  const QualityData& quality_;
};

class SeriesTable : public QTableView {
  Q_OBJECT
 public:
  SeriesTable(const QualityData& quality, QAbstractItemModel* model, QWidget* parent = nullptr);
  void fillColumnMenu(QMenu* menu);  // a check for each column
  void setColumnShown(int column, bool shown);

 private:
  void remember();
};

}  // namespace selvox::ui
