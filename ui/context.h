#pragma once
// What every page is given. Built by app/workbench; outlives all pages. Pages know ports, never storage.

#include <functional>
#include <string>

#include <QObject>
#include <QString>
#include <QWidget>

#include "core/ports/curation.h"
#include "core/ports/stores.h"

class QTabBar;

namespace selvox::ui {

class JobModel;

// A worker process or a `selvox` child started by the window; lines of its standard error are progress.
struct ChildResult {
  int exitCode = 0;
  QByteArray output;
  QByteArray errors;
};

struct Context {
  std::filesystem::path workspace;
  ports::Catalog* catalog = nullptr;  // use it on the background thread only (see async.h)
  ports::VolumeCache* cache = nullptr;
  ports::RunStore* runs = nullptr;
  std::filesystem::path cliProgram;     // `selvox`
  std::filesystem::path workerProgram;  // `selvox-worker`
  base::Json describe;       // selvox-worker describe; empty object when there is no worker; see describeChanged
  JobModel* jobs = nullptr;  // ui/jobs/job_model.h; owned by the main window; may be null in tests
  ports::Curation* curation = nullptr;  // the catalog's other half: tags, ratings, views; on the same thread as it
};

// Where a person wants to go next; the main window answers.
class Navigator : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
 Q_SIGNALS:
  void openPage(const QString& page);                // "data", "experiments", "runs", "viewer"
  void openCase(qint64 series, const QString& run);  // in the viewer; run may be empty
  void openRun(const QString& run);
  void composeLike(const QString& run, const QString& setting, const QString& value);  // a copy with one other value
  void showJobs();
  void toast(const QString& text);
  void dataChanged();  // catalog rows changed
  void runsChanged();
  void toastWithAction(const QString& text, const QString& action, std::function<void()> run);  // "Undo", "Open"
  void describeChanged();  // Context::describe was replaced
  void statusChanged();    // the shown page's statusText() is another
};

class Page : public QWidget {
  Q_OBJECT
 public:
  using QWidget::QWidget;
  [[nodiscard]] virtual QString title() const = 0;
  [[nodiscard]] virtual QString contextLine() const { return {}; }
  virtual QWidget* headerActions() { return nullptr; }  // placed at the right of the header
  virtual void activated() {}                           // shown: refresh what is stale
  virtual bool ready() const { return true; }           // nothing is loading: for --screenshot
  virtual QTabBar* headerTabs() { return nullptr; }     // placed after the context line
  virtual QString statusText() const { return {}; }     // third field of the status strip: the selection
  virtual void focusFilter() {}                         // Ctrl+F
  virtual void toggleRightPane() {}                     // F4
  // Actions a person may search for with Ctrl+K: whatever the page gave to QWidget::addAction.
 Q_SIGNALS:
  void headerChanged();
};

}  // namespace selvox::ui
