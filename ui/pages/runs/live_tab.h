#pragma once
// What happens now: progress strip, charts of every scalar, and at the right the verdicts, alarms, previews and events.

#include <QWidget>

#include "ui/pages/runs/run_actions.h"
#include "ui/pages/runs/run_data.h"

class QLabel;
class QListWidget;
class QMenu;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace selvox::ui {

class ChartControls;
class ChartGrid;
class AlarmBox;
class CollapsePanel;
class PreviewPanel;

// "25,612 of 40,000 steps", a bar, and the figures of the moment.
class ProgressStrip : public QWidget {
  Q_OBJECT
 public:
  explicit ProgressStrip(QWidget* parent = nullptr);
  void show(const RunSummary& run, double lastCheckpoint);
  [[nodiscard]] QSize sizeHint() const override { return {600, 44}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  struct Figure {
    QString strong, quiet;
  };
  QString head_, headQuiet_, state_;
  double fraction_ = 0;
  QList<Figure> figures_;
};

class LiveTab : public QWidget {
  Q_OBJECT
 public:
  LiveTab(RunMonitor& monitor, RunActions& actions, QWidget* parent = nullptr);
  ~LiveTab() override;
  void setRun(const QString& name, const events::RunFolder& folder);
  void refresh();  // from the monitor's record
  [[nodiscard]] ChartGrid* grid() const { return grid_; }
  [[nodiscard]] ChartControls* controls() const { return controls_; }
  [[nodiscard]] bool ready() const;
  void foldSide();  // F4

 Q_SIGNALS:
  void openLog();
  void copyAsked(const QString& setting, const QString& value);

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  QWidget* makeSide();
  void refreshAlarm(const RunSummary& run);
  void refreshEvents(const RunRecord& record);
  void fillOverlayMenu();
  void overlay(const QString& name, bool on);

  RunMonitor& monitor_;
  RunActions& actions_;
  events::RunFolder folder_;
  QString run_;
  QStringList overlays_;
  ProgressStrip* strip_;
  ChartControls* controls_;
  ChartGrid* grid_;
  QLabel* behind_;
  QPushButton* overlayButton_;
  QMenu* overlayMenu_;
  QScrollArea* side_;
  QWidget* alarm_;
  QLabel* alarmTitle_;
  QLabel* alarmText_;
  QPushButton* alarmResume_;
  QPushButton* alarmLog_;
  AlarmBox* alarms_;
  CollapsePanel* collapse_;
  PreviewPanel* previews_;
  QVBoxLayout* events_;
  std::size_t eventsShown_ = 0;
};

}  // namespace selvox::ui
