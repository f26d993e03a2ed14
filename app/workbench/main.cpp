// selvox-workbench: the window. Builds the concrete things behind the ports and hands them to the pages.

#include <algorithm>
#include <clocale>
#include <cstdio>

#include <QApplication>
#include <QSurfaceFormat>
#include <QTimer>

#include "app/workbench/open_workspace.h"
#include "app/workbench/options.h"
#include "app/workbench/pages.h"
#include "app/workbench/screenshot.h"
#include "ui/async.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/settings.h"
#include "ui/shell/words.h"

namespace {

using namespace selvox;

// VTK wants 3.2 core; must be said before QApplication exists.
void setSurfaceFormat() {
  QSurfaceFormat format;
  format.setRenderableType(QSurfaceFormat::OpenGL);
  format.setVersion(3, 2);
  format.setProfile(QSurfaceFormat::CoreProfile);
  format.setDepthBufferSize(24);
  format.setAlphaBufferSize(8);
  format.setSamples(0);
  QSurfaceFormat::setDefaultFormat(format);
}

void choosePlatform() {
#ifdef Q_OS_LINUX
  // Debian's VTK speaks GLX; a Wayland desktop serves it through XWayland. Without any display nothing can be shown,
  // but --screenshot still can.
  if (qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) return;
  if (qEnvironmentVariableIsSet("DISPLAY"))
    qputenv("QT_QPA_PLATFORM", "xcb");
  else if (!qEnvironmentVariableIsSet("WAYLAND_DISPLAY"))
    qputenv("QT_QPA_PLATFORM", "offscreen");
#endif
}

ui::Programs programs() {
  const QString folder = QCoreApplication::applicationDirPath();
#ifdef Q_OS_WIN
  const QString ending = ".exe";
#else
  const QString ending;
#endif
  ui::Programs found{ui::fromQt(folder + "/selvox" + ending), ui::fromQt(folder + "/selvox-worker" + ending)};
  if (qEnvironmentVariableIsSet("SELVOX_WORKER")) found.worker = ui::fromQt(qEnvironmentVariable("SELVOX_WORKER"));
  if (qEnvironmentVariableIsSet("SELVOX_CLI")) found.cli = ui::fromQt(qEnvironmentVariable("SELVOX_CLI"));
  return found;
}

// What --run and --case ask for, once the workspace is open.
void goTo(ui::MainWindow& window, const workbench::Options& options) {
  auto& navigator = window.navigator();
  if (options.caseId.isEmpty()) {
    if (!options.run.isEmpty() && options.page != "viewer") Q_EMIT navigator.openRun(options.run);
    return;
  }
  ui::runAsync(
      ui::Lane::Catalog, &window,
      [catalog = window.context()->catalog, wanted = options.caseId] {
        bool number = false;
        const auto id = static_cast<std::int64_t>(wanted.toLongLong(&number));
        const auto ids = catalog->seriesIds({}).value_or(std::vector<std::int64_t>{});
        if (number && std::find(ids.begin(), ids.end(), id) != ids.end()) return id;
        const auto rows = catalog->series(ids).value_or(std::vector<ports::SeriesRow>{});
        for (const auto& row : rows)
          if (row.caseName == wanted.toStdString()) return row.id;
        return std::int64_t{0};
      },
      [&window, options](std::int64_t id) {
        if (id == 0)
          std::fprintf(stderr, "selvox-workbench: there is no case %s.\n", qPrintable(options.caseId));
        else
          Q_EMIT window.navigator().openCase(id, options.run);
      });
}

int runWindow(QApplication& application, const workbench::Options& options) {
  const QString theme = options.theme.isEmpty() ? ui::settings::theme() : options.theme;
  ui::Theme::setTextScale(ui::settings::textScale());
  ui::Theme::apply(application, theme.isEmpty()   ? ui::settings::themeMode()
                                : theme == "dark" ? ui::Theme::Mode::Dark
                                                  : ui::Theme::Mode::Light);
  ui::MainWindow window(workbench::pageTable(), workbench::trayMaker(), workbench::workspaceOpener(), programs());
  if (options.size.isValid()) {
    window.setWindowState(Qt::WindowNoState);
    window.resize(options.size);
  }
  QObject::connect(&window, &ui::MainWindow::workspaceOpened, &window, [&window, &options] { goTo(window, options); });
  if (options.workspace.isEmpty())
    window.showStart();
  else
    window.openWorkspace(ui::fromQt(options.workspace), false, options.page);
  std::unique_ptr<workbench::Screenshot> screenshot;
  if (!options.screenshot.isEmpty()) screenshot = std::make_unique<workbench::Screenshot>(window, options.screenshot);
  window.show();
  return QApplication::exec();
}

}  // namespace

int main(int argc, char** argv) {
  setSurfaceFormat();
  choosePlatform();
  QApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
  QApplication application(argc, argv);
  std::setlocale(LC_NUMERIC, "C");  // QApplication took the user's; readers of VTK parse numbers with it
  QApplication::setOrganizationName("Selvox");
  QApplication::setApplicationName("selvox-workbench");
  QApplication::setApplicationVersion(SELVOX_VERSION);
  const auto options = workbench::readOptions(QApplication::arguments());
  if (!options.error.isEmpty()) {
    std::fprintf(stderr, "selvox-workbench: %s\n", qPrintable(options.error));
    return 2;
  }
  ui::installLanguage(application, options.language.isEmpty() ? ui::settings::language() : options.language);
  const int code = runWindow(application, options);
  ui::drainPools();
  return code;
}
