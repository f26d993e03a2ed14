#pragma once
// Before the launch: what is right, what to know, what to correct; memory, time; the name and the button with its cost.

#include <functional>

#include <QWidget>

#include "ui/widgets/pill.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace selvox::ui {

struct PreflightRow {
  Tone tone = Tone::Ok;  // Ok, Warn (to know), Error (to correct)
  QString title, hint;
  QString action;  // "Go to field"; empty: none
  std::function<void()> run;
};

struct PreflightEstimate {
  double seconds = -1;  // of the whole run; negative: not known
  double secondsPerStep = -1;
  qint64 memory = -1, memoryTotal = -1;
  qint64 parameters = -1;
  qint64 disk = -1, diskFree = -1;  // of checkpoints, at most
  QString device;
  bool measured = false;  // by a dry run; else the worker's guess
};

struct DryRunView {
  bool running = false;
  bool possible = false;
  Tone tone = Tone::Neutral;
  QString words;  // how far it is, what it says, why there is none
};

class PreflightPane : public QWidget {
  Q_OBJECT
 public:
  explicit PreflightPane(QWidget* parent = nullptr);
  void setRows(const std::vector<PreflightRow>& rows);
  void setEstimate(const PreflightEstimate& estimate);
  void setBusy(const QString& text);  // empty: nothing is being measured
  void setLaunching(bool launching);
  void setDryRun(const DryRunView& view);
  void setNameHint(const QString& name);
  [[nodiscard]] QString name() const;
  [[nodiscard]] int toCorrect() const { return errors_; }
  [[nodiscard]] QPushButton* launchButton() const { return launch_; }
  [[nodiscard]] QPushButton* dryRunButton() const { return dryRun_; }
  [[nodiscard]] QString dryRunWords() const;
  [[nodiscard]] const PreflightEstimate& estimate() const { return estimate_; }
  // Beside the launch: one experiment of many runs.
  [[nodiscard]] QToolButton* manyButton() const { return many_; }

 Q_SIGNALS:
  void launchAsked();
  void dryRunAsked();  // or its end, while it runs
  void nameChanged();

 private:
  void refresh();
  class MemoryBar;
  QVBoxLayout* rows_ = nullptr;
  QVBoxLayout* facts_ = nullptr;
  QLabel* busy_ = nullptr;
  QLabel* memoryText_ = nullptr;
  MemoryBar* memory_ = nullptr;
  QLineEdit* name_ = nullptr;
  QPushButton* launch_ = nullptr;
  QToolButton* many_ = nullptr;
  QPushButton* dryRun_ = nullptr;
  QLabel* dryRunWords_ = nullptr;
  QLabel* reason_ = nullptr;
  PreflightEstimate estimate_;
  int errors_ = 0;
  bool launching_ = false;
};

}  // namespace selvox::ui
