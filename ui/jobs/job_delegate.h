#pragma once
// One row of the tray: icon and state, title, bar, time left, and its buttons.

#include <QStyledItemDelegate>

#include "ui/jobs/job_model.h"

namespace selvox::ui {

class JobDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  explicit JobDelegate(JobModel& model, QObject* parent = nullptr) : QStyledItemDelegate(parent), model_(model) {}
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option, const QModelIndex& index) override;

  // Where the buttons of a row stand; empty rectangles where there is none.
  [[nodiscard]] static QRect pauseRect(const QRect& row, const Job& job);
  [[nodiscard]] static QRect cancelRect(const QRect& row, const Job& job);

 private:
  JobModel& model_;
};

[[nodiscard]] QString jobWords(const Job& job);  // "Reading · 12 of 30 · 2 min left"

}  // namespace selvox::ui
