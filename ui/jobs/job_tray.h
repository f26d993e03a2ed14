#pragma once
// The tray above the status strip: what runs, how far it is, how long it takes; pause, resume, cancel; done rows stay
// until they are cleared.

#include <QDockWidget>

#include "ui/jobs/job_model.h"

class QLabel;
class QListView;
class QPushButton;
class QStackedWidget;

namespace selvox::ui {

class JobTray : public QDockWidget {
  Q_OBJECT
 public:
  explicit JobTray(JobModel& model, QWidget* parent = nullptr);
  [[nodiscard]] QListView* list() const { return list_; }
  // "2 running, 1 queued" for the status strip; empty when nothing is under way.
  [[nodiscard]] static QString summary(const JobModel& model);

 private:
  void refresh();
  JobModel& model_;
  QLabel* words_;
  QPushButton* clear_;
  QListView* list_;
  QStackedWidget* stack_;
};

}  // namespace selvox::ui
