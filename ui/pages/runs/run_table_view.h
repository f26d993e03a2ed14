#pragma once
// The tree of groups and runs: group rows drawn across, pills, bars and eyes by a delegate, and the keys of UI-DESIGN
// section 6.

#include <QSet>
#include <QStyledItemDelegate>
#include <QTreeView>

#include "ui/charts/line_chart.h"
#include "ui/pages/runs/run_table_model.h"

namespace selvox::ui {

class RunTableView : public QTreeView {
  Q_OBJECT
 public:
  explicit RunTableView(RunTableModel& model, QWidget* parent = nullptr);
  [[nodiscard]] QStringList selectedRuns() const;
  [[nodiscard]] QString currentRun() const;
  void selectRun(const QString& name);

 Q_SIGNALS:
  void selectionTouched();
  void openAsked(const QString& name);
  void compareAsked();
  void pauseAsked();
  void stopAsked();
  void checkpointAsked();
  void logAsked();
  void deleteAsked();

 protected:
  void drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  void drawBranches(QPainter*, const QRect&, const QModelIndex&) const override {}
  void keyPressEvent(QKeyEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void remember();  // selection, scroll and folds, before the model is made anew
  void restore();
  void layoutColumns();
  void paintGroup(QPainter& painter, const QRect& rect, const QModelIndex& index) const;

  RunTableModel& model_;
  QStringList keptSelection_;
  QString keptCurrent_;
  QSet<QString> folded_;
  int keptScroll_ = 0;
};

class RunRowDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  explicit RunRowDelegate(RunTableModel& model, QObject* parent = nullptr) : QStyledItemDelegate(parent), model_(model) {}
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
  void paintShown(QPainter& painter, const QRect& rect, const RunSummary& run) const;
  void paintName(QPainter& painter, const QRect& rect, const RunSummary& run) const;
  void paintProgress(QPainter& painter, const QRect& rect, const RunSummary& run) const;
  void paintBest(QPainter& painter, const QRect& rect, const RunSummary& run) const;
  RunTableModel& model_;
};

// A bar of 6 px with round ends; colour by state.
void paintProgressBar(QPainter& painter, const QRectF& rect, double fraction, Token colour);
[[nodiscard]] Token progressColour(const QString& state);

}  // namespace selvox::ui
