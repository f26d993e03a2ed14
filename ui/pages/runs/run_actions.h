#pragma once
// What can be done to runs from the window. Pause, stop and checkpoint are requests in the run folder; resume and delete
// are `selvox` children. Stop and delete ask first and name what is lost.

#include <functional>

#include <QObject>
#include <QPointer>
#include <QStringList>

#include "ui/context.h"
#include "ui/pages/runs/run_monitor.h"

namespace selvox::ui {

class RunActions : public QObject {
  Q_OBJECT
 public:
  RunActions(Context& context, Navigator& navigator, RunMonitor& monitor, QWidget* window);

  [[nodiscard]] bool canPause(const QString& name) const;
  [[nodiscard]] bool canResume(const QString& name) const;
  [[nodiscard]] bool canStop(const QString& name) const;
  [[nodiscard]] bool canDelete(const QString& name) const;

  void pause(const QStringList& names);
  void resume(const QStringList& names);
  void pauseOrResume(const QStringList& names);
  void checkpoint(const QStringList& names);
  void stop(const QStringList& names);    // asks
  void remove(const QStringList& names);  // asks, names the loss
  // "4 checkpoints, 1.2 GB"; counted off the GUI thread, given to `then` on it.
  void measureLoss(const QStringList& names, std::function<void(const QString&)> then);

  // Tests answer the questions themselves; by default a dialog does.
  std::function<bool(const QString& title, const QString& text, const QString& verb)> ask;

 Q_SIGNALS:
  void failed(const QString& message);  // for a banner
  void requested(const QString& name, const QString& what);

 private:
  void request(const QString& name, events::Request what, const QString& word);
  void child(const QString& title, const QStringList& arguments, const QString& done);

  Context& context_;
  Navigator& navigator_;
  RunMonitor& monitor_;
  QPointer<QWidget> window_;
};

}  // namespace selvox::ui
