#pragma once
// Curves of the shown runs for one scalar, beneath the table.

#include <QWidget>

#include "ui/charts/line_chart.h"
#include "ui/pages/runs/run_monitor.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QSlider;
class QStackedWidget;

namespace selvox::ui {

class SegmentedControl;

// Step, time or wall; logarithmic axes; smoothing: the strip over a set of charts. Keeps itself in QSettings.
class ChartControls : public QWidget {
  Q_OBJECT
 public:
  explicit ChartControls(const QString& place, QWidget* parent = nullptr);
  [[nodiscard]] const ChartOptions& options() const { return options_; }
  void addSmoothing(double by);  // keys [ and ]

 Q_SIGNALS:
  void optionsChanged();

 private:
  void changed();
  QString place_;
  ChartOptions options_;
  SegmentedControl* axis_;
  QCheckBox* logX_;
  QCheckBox* logY_;
  QSlider* smoothing_;
  QLabel* smoothingValue_;
};

class CurveDrawer : public QWidget {
  Q_OBJECT
 public:
  explicit CurveDrawer(RunMonitor& monitor, QWidget* parent = nullptr);
  ~CurveDrawer() override;
  // Names and styles of the runs to draw.
  void setRuns(const QStringList& names, const std::map<QString, int>& styles);
  [[nodiscard]] LineChart* chart() const { return chart_; }
  [[nodiscard]] ChartControls* controls() const { return controls_; }
  [[nodiscard]] QString scalar() const;
  void setScalar(const QString& scalar);

 Q_SIGNALS:
  void compareAsked();

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  void refresh();
  void refreshScalars();

  RunMonitor& monitor_;
  QStringList runs_;
  std::map<QString, int> styles_;
  QLabel* title_;
  QComboBox* scalars_;
  ChartControls* controls_;
  LineChart* chart_;
  QStackedWidget* stack_;
  QString wanted_;  // chosen by a person; kept while a run lacks it
};

}  // namespace selvox::ui
