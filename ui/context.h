#pragma once
// What every page is given. Built by app/workbench; outlives all pages. Pages know ports, never storage.

#include <functional>
#include <string>

#include <QObject>
#include <QString>
#include <QWidget>

#include "core/ports/catalog.h"
#include "core/ports/stores.h"

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
  ports::Catalog* catalog = nullptr;      // use it on the background thread only (see async.h)
  ports::VolumeCache* cache = nullptr;
  ports::RunStore* runs = nullptr;
  std::filesystem::path cliProgram;       // `selvox`
  std::filesystem::path workerProgram;    // `selvox-worker`
  base::Json describe;                    // selvox-worker describe; empty object when there is no worker
  JobModel* jobs = nullptr;               // ui/jobs/job_model.h; may be null in tests
};

// Where a person wants to go next; the main window answers.
class Navigator : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
 Q_SIGNALS:
  void openPage(const QString& page);                               // "data", "experiments", "runs", "viewer"
  void openCase(qint64 series, const QString& run);                 // in the viewer; run may be empty
  void openRun(const QString& run);
  void showJobs();
  void toast(const QString& text);
  void dataChanged();                                               // catalog rows changed
  void runsChanged();
};

class Page : public QWidget {
  Q_OBJECT
 public:
  using QWidget::QWidget;
  [[nodiscard]] virtual QString title() const = 0;
  [[nodiscard]] virtual QString contextLine() const { return {}; }
  virtual QWidget* headerActions() { return nullptr; }              // placed at the right of the header
  virtual void activated() {}                                       // shown: refresh what is stale
  virtual bool ready() const { return true; }                       // nothing is loading: for --screenshot
 Q_SIGNALS:
  void headerChanged();
};

}  // namespace selvox::ui
