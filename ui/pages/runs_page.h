#pragma once
// Runs: the table of all runs with their curves, one run in full, and runs side by side. Follows the run folders on a
// thread of its own; closing the window changes nothing about a run.

#include <memory>

#include <QPointer>
#include <QTabBar>

#include "ui/context.h"

class QHBoxLayout;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace selvox::ui {

class ComparePanel;
class Pill;
class RunActions;
class RunDetailPanel;
class RunMonitor;
class RunTablePanel;

class RunsPage : public Page {
  Q_OBJECT
 public:
  RunsPage(Context& context, Navigator& navigator, QWidget* parent);
  ~RunsPage() override;

  [[nodiscard]] QString title() const override;
  [[nodiscard]] QString contextLine() const override;
  QWidget* headerActions() override;
  QTabBar* headerTabs() override;
  [[nodiscard]] QString statusText() const override;
  void focusFilter() override;
  void toggleRightPane() override;
  void activated() override;
  bool ready() const override;

  // Also answers Navigator::openRun.
  void showRun(const QString& name, const QString& tab = QStringLiteral("live"));
  void showTable();
  void showCompare(const QStringList& names);

  [[nodiscard]] RunMonitor& monitor() { return *monitor_; }
  [[nodiscard]] RunTablePanel* table() const { return table_; }
  [[nodiscard]] RunDetailPanel* detail() const { return detail_; }
  [[nodiscard]] ComparePanel* compare() const { return compare_; }
  [[nodiscard]] RunActions* actions() const { return actions_; }

 private:
  void makeHeader();
  void updateHeader();
  void mirrorJobs();
  void connectJobs();
  [[nodiscard]] QStringList targets() const;  // runs the buttons act on

  Context& context_;
  Navigator& navigator_;
  std::unique_ptr<RunMonitor> monitor_;
  RunActions* actions_;
  QStackedWidget* stack_;
  RunTablePanel* table_;
  RunDetailPanel* detail_;
  ComparePanel* compare_;
  QPointer<QWidget> header_;  // both live in the window's header while the page is shown
  QPointer<QTabBar> tabs_;
  Pill* pill_;
  QPushButton* back_;
  QPushButton* pause_;
  QPushButton* checkpoint_;
  QPushButton* stop_;
  QToolButton* remove_;
  QPushButton* compareButton_;
  QString wantedRun_, wantedTab_;  // asked for before it was read
  QStringList mirrored_;           // runs in the job tray
};

}  // namespace selvox::ui
