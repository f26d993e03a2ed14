#pragma once
// Workspace and free disk · device and memory · selection · jobs.

#include <filesystem>

#include <QWidget>

class QPushButton;

namespace selvox::ui {

class ElidedLabel;
class JobModel;

class StatusStrip : public QWidget {
  Q_OBJECT
 public:
  explicit StatusStrip(QWidget* parent = nullptr);
  void setWorkspace(const std::filesystem::path& workspace);  // empty: none open
  void setDevice(const QString& text);
  void setSelection(const QString& text);
  void watch(JobModel* jobs);
  void refreshDisk();  // asks the file system on the background lane

 Q_SIGNALS:
  void jobsAsked();

 private:
  void showJobs(JobModel* jobs);
  std::filesystem::path folder_;
  ElidedLabel* workspace_ = nullptr;
  ElidedLabel* device_ = nullptr;
  ElidedLabel* selection_ = nullptr;
  QPushButton* jobs_ = nullptr;
};

}  // namespace selvox::ui
