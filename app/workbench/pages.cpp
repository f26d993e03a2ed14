#include "app/workbench/pages.h"

#include <QCoreApplication>

#include "ui/jobs/job_tray.h"
#include "ui/pages/data/data_page.h"
#include "ui/pages/experiments/experiments_page.h"
#include "ui/pages/runs_page.h"
#include "ui/pages/viewer_page.h"

namespace selvox::workbench {
namespace {

template <class PageClass>
ui::Page* make(ui::Context& context, ui::Navigator& navigator, QWidget* parent) {
  return new PageClass(context, navigator, parent);
}

QString word(const char* text) {
  return QCoreApplication::translate("selvox::workbench::Pages", text);
}

}  // namespace

ui::PageTable pageTable() {
  return {
      {"data", word(QT_TRANSLATE_NOOP("selvox::workbench::Pages", "Data")), "database", "database-fill",
       make<ui::DataPage>},
      {"experiments", word(QT_TRANSLATE_NOOP("selvox::workbench::Pages", "Experiments")), "sliders", "sliders",
       make<ui::ExperimentsPage>},
      {"runs", word(QT_TRANSLATE_NOOP("selvox::workbench::Pages", "Runs")), "graph-up", "graph-up", make<ui::RunsPage>},
      {"viewer", word(QT_TRANSLATE_NOOP("selvox::workbench::Pages", "Viewer")), "grid-1x2", "grid-1x2-fill",
       make<ui::ViewerPage>},
  };
}

ui::TrayMaker trayMaker() {
  return [](ui::JobModel& jobs, ui::Navigator&, QWidget* parent) -> QWidget* { return new ui::JobTray(jobs, parent); };
}

}  // namespace selvox::workbench
