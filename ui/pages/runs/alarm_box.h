#pragma once
// The alarms of a run that last: what goes wrong, the likely cause, and a copy of the run with the remedy at one click.

#include <vector>

#include <QWidget>

#include "ui/pages/runs/run_data.h"

class QVBoxLayout;

namespace selvox::ui {

class AlarmBox : public QWidget {
  Q_OBJECT
 public:
  explicit AlarmBox(QWidget* parent = nullptr);
  void show(const std::vector<AlarmItem>& alarms);  // hidden when there are none

 Q_SIGNALS:
  void copyAsked(const QString& setting, const QString& value);

 private:
  QWidget* line(const AlarmItem& alarm);
  QVBoxLayout* column_;
  QStringList shown_;
};

}  // namespace selvox::ui
