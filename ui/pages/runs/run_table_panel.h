#pragma once
// The first view of the Runs page: filter, groups of runs, and the drawer of curves.

#include <QWidget>

#include "ui/pages/runs/run_actions.h"
#include "ui/pages/runs/run_table_model.h"

class QComboBox;
class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace selvox::ui {

class Banner;
class CurveDrawer;
class EmptyState;
class RunTableView;
class SearchField;

class RunTablePanel : public QWidget {
  Q_OBJECT
 public:
  RunTablePanel(Navigator& navigator, RunMonitor& monitor, RunActions& actions, QWidget* parent = nullptr);
  [[nodiscard]] RunTableModel& model() { return model_; }
  [[nodiscard]] RunTableView* view() const { return view_; }
  [[nodiscard]] CurveDrawer* drawer() const { return drawer_; }
  [[nodiscard]] SearchField* filter() const { return filter_; }
  [[nodiscard]] QStringList selection() const;     // selected runs, else the shown ones
  [[nodiscard]] QStringList comparable() const;    // two to eight runs to compare
  [[nodiscard]] QString contextLine() const;
  void say(const QString& message);

 Q_SIGNALS:
  void selectionTouched();
  void openAsked(const QString& name, const QString& tab);
  void compareAsked();

 private:
  void updateState();
  void updateDrawer();
  void showFirst();
  void connectView();

  Navigator& navigator_;
  RunMonitor& monitor_;
  RunActions& actions_;
  RunTableModel model_;
  Banner* banner_;
  SearchField* filter_;
  QPushButton* chip_;
  QLabel* count_;
  QComboBox* grouping_;
  RunTableView* view_;
  CurveDrawer* drawer_;
  QSplitter* splitter_;
  QStackedWidget* stack_;
  EmptyState* empty_;
  QLabel* loading_;
  bool touched_ = false;  // a person chose eyes
};

}  // namespace selvox::ui
