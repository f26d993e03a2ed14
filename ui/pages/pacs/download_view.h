#pragma once
// The download queue of the workspace: what is to be fetched, how far it is, and its going on.

#include <QWidget>

#include "core/base/json.h"
#include "ui/jobs/child_call.h"

class QLabel;
class QPushButton;
class QTableWidget;

namespace selvox::ui {

class Banner;
class EmptyState;

class DownloadView : public QWidget {
  Q_OBJECT
 public:
  explicit DownloadView(Context& context, QWidget* parent = nullptr);
  // Asks for the queue anew; `start`: and goes on with it, unless that is under way.
  void refresh(bool start);
  [[nodiscard]] bool running() const { return !job_.isEmpty(); }
  [[nodiscard]] int entries() const { return static_cast<int>(ids_.size()); }

 Q_SIGNALS:
  void importAsked(const QStringList& folders);

 private:
  void start();
  void pause();
  void takeOff();
  void show(const base::Json& downloads);
  void showProgress();
  void finished(const ChildResult& result);
  void updateState();

  Context& context_;
  ChildCall queue_;
  QString job_;  // key while it runs
  bool paused_ = false, startAfter_ = false, resumable_ = false;
  QStringList ids_, targets_;
  Banner* banner_ = nullptr;
  QLabel* summary_ = nullptr;
  QTableWidget* table_ = nullptr;
  EmptyState* empty_ = nullptr;
  QPushButton* resume_ = nullptr;
  QPushButton* pause_ = nullptr;
  QPushButton* remove_ = nullptr;
  QPushButton* import_ = nullptr;
};

}  // namespace selvox::ui
