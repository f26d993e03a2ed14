#pragma once
// One run: Live, Settings, Data, Previews, Checkpoints, Log, Evaluation and, where it has some, Start weights.

#include <functional>

#include <QWidget>

#include "ui/context.h"
#include "ui/pages/runs/run_actions.h"
#include "ui/pages/runs/run_files.h"

class QStackedWidget;
class QTabBar;
class QTimer;

namespace selvox::ui {

class Banner;
class CheckpointsTab;
class DataTab;
class EvaluationTab;
class LiveTab;
class LogTab;
class PreviewPanel;
class SettingsTab;
class TransferTab;

class RunDetailPanel : public QWidget {
  Q_OBJECT
 public:
  RunDetailPanel(Context& context, Navigator& navigator, RunMonitor& monitor, RunActions& actions, QWidget* parent = nullptr);
  ~RunDetailPanel() override;
  void setRun(const QString& name);
  [[nodiscard]] QString run() const { return run_; }
  // "live", "settings", "data", "previews", "checkpoints", "log", "evaluation", "weights"
  void showTab(const QString& id);
  [[nodiscard]] QString tab() const;
  [[nodiscard]] LiveTab* live() const { return live_; }
  [[nodiscard]] SettingsTab* settings() const { return settings_; }
  [[nodiscard]] TransferTab* transfer() const { return transfer_; }
  [[nodiscard]] QTabBar* tabs() const { return tabs_; }
  [[nodiscard]] QString contextLine() const;
  [[nodiscard]] bool ready() const;
  void say(const QString& message);
  // The case in the viewer with this run's prediction over it.
  void openCase(const QString& caseName, const QString& dataset);

 Q_SIGNALS:
  void back();

 protected:
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void refresh();
  void readFiles();
  void readLog();
  void evaluate();
  void connectTabs();
  [[nodiscard]] events::RunFolder folder() const;

  Context& context_;
  Navigator& navigator_;
  RunMonitor& monitor_;
  RunActions& actions_;
  QString run_, lastState_;
  Banner* banner_;
  QTabBar* tabs_;
  QStackedWidget* stack_;
  LiveTab* live_;
  SettingsTab* settings_;
  DataTab* data_;
  PreviewPanel* previews_;
  CheckpointsTab* checkpoints_;
  LogTab* log_;
  EvaluationTab* evaluation_;
  TransferTab* transfer_;
  QTimer* logTimer_;
  RunFiles files_;
  bool filesRead_ = false;
};

// Finds a case of the catalog and opens it in the viewer; `fail` gets a sentence when it is not there.
void openCaseByName(Context& context, Navigator& navigator, QObject* owner, const QString& caseName, const QString& dataset, const QString& run,
                    std::function<void(const QString&)> fail);

}  // namespace selvox::ui
