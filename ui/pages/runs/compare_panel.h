#pragma once
// Two to eight runs side by side: only what differs, their curves over each other, and every test case of two of them.

#include <QWidget>

#include "ui/context.h"
#include "ui/pages/runs/compare_data.h"
#include "ui/pages/runs/run_monitor.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QStackedWidget;

namespace selvox::ui {

class Banner;
class ChartControls;
class ChartGrid;
class ScatterPlot;
class TableList;

class ComparePanel : public QWidget {
  Q_OBJECT
 public:
  ComparePanel(Context& context, Navigator& navigator, RunMonitor& monitor, QWidget* parent = nullptr);
  ~ComparePanel() override;
  void setRuns(const QStringList& names);
  [[nodiscard]] const QStringList& runs() const { return runs_; }
  [[nodiscard]] TableList* differences() const { return differences_; }
  [[nodiscard]] ScatterPlot* scatter() const { return scatter_; }
  [[nodiscard]] bool ready() const { return pending_ == 0; }

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  QWidget* makeLeft();
  QWidget* makeMiddle();
  void refreshCurves();
  void fillDifferences();
  void fillPairs();
  void fillPair();

  Context& context_;
  Navigator& navigator_;
  RunMonitor& monitor_;
  QStringList runs_;
  std::vector<RunFiles> files_;
  QStackedWidget* stack_;
  Banner* banner_;
  QLabel* differenceWords_;
  QCheckBox* showEqual_;
  TableList* differences_;
  QLabel* resultTitle_;
  QLabel* scatterWords_;
  TableList* result_;
  QWidget* finding_;
  QLabel* findingText_;
  ChartControls* controls_;
  ChartGrid* grid_;
  QComboBox* pairA_;
  QComboBox* pairB_;
  ScatterPlot* scatter_;
  int pending_ = 0;
  int ticket_ = 0;
};

}  // namespace selvox::ui
