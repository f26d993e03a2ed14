// Keys and the command palette of the main window.

#include <QAction>
#include <QApplication>
#include <QDesktopServices>
#include <QFileDialog>
#include <QSettings>
#include <QStandardPaths>

#include "ui/async.h"
#include "ui/jobs/job_model.h"
#include "ui/pages/data/data_page.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/help_dialog.h"
#include "ui/shell/main_window.h"
#include "ui/shell/rail.h"
#include "ui/shell/settings.h"
#include "ui/shell/settings_dialog.h"
#include "ui/shell/words.h"
#include "ui/widgets/toast.h"

namespace selvox::ui {

void MainWindow::buildActions() {
  const auto add = [this](const QString& text, const QKeySequence& key, auto&& run) {
    auto* action = new QAction(text, this);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WindowShortcut);
    connect(action, &QAction::triggered, this, run);
    addAction(action);
    return action;
  };
  int number = 1;
  for (const auto& entry : table_) {
    const QString id = entry.id;
    auto* action = add(entry.title, QKeySequence(QString("Ctrl+%1").arg(number++)), [this, id] { showPage(id); });
    action->setProperty("page", id);
  }
  add(tr("Go to anything"), QKeySequence("Ctrl+K"), [this] { openPalette(); });
  add(tr("Filter this page"), QKeySequence("Ctrl+F"), [this] {
    if (auto* shown = page(current_)) shown->focusFilter();
  });
  add(tr("Show or fold the right pane"), QKeySequence("F4"), [this] {
    if (auto* shown = page(current_)) shown->toggleRightPane();
  });
  add(tr("Next pane"), QKeySequence("F6"), [this] { nextPane(); });
  add(tr("Jobs"), QKeySequence("Ctrl+J"), [this] { showJobTray(!tray_->isVisible()); });
  add(tr("Switch light and dark"), QKeySequence("Ctrl+Shift+L"), [this] { toggleTheme(); });
  add(tr("Full screen"), QKeySequence("F11"), [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
  add(tr("Close the workspace"), QKeySequence("Ctrl+Shift+W"), [this] { showStart(); });
  auto* help = add(tr("Help and keys"), QKeySequence("F1"), [this] {
    HelpDialog dialog(this);
    dialog.exec();
  });
  auto* settings = add(tr("Settings"), QKeySequence("Ctrl+,"), [this] {
    SettingsDialog dialog(this);
    dialog.exec();
  });
  connect(rail_->addFoot("question-circle", tr("Help")), &QToolButton::clicked, help, &QAction::trigger);
  connect(rail_->addFoot("gear", tr("Settings")), &QToolButton::clicked, settings, &QAction::trigger);
}

void MainWindow::toggleTheme() {
  const bool dark = Theme::dark();
  settings::setTheme(dark ? "light" : "dark");
  Theme::apply(*qApp, dark ? Theme::Mode::Light : Theme::Mode::Dark);
}

// From the pane that holds the focus to the next one: the children of the page's splitter, left to right.
void MainWindow::nextPane() {
  auto* shown = page(current_);
  if (shown == nullptr) return;
  QList<QWidget*> panes;
  for (auto* child : shown->findChildren<QWidget*>())
    if (child->property("pane").toBool() && child->isVisible()) panes << child;
  if (panes.isEmpty()) return;
  auto* focus = QApplication::focusWidget();
  qsizetype at = -1;
  for (qsizetype i = 0; i < panes.size(); ++i)
    if (focus != nullptr && (panes[i] == focus || panes[i]->isAncestorOf(focus))) at = i;
  auto* next = panes[(at + 1) % panes.size()];
  if (next->focusPolicy() != Qt::NoFocus) {
    next->setFocus(Qt::TabFocusReason);
    return;
  }
  for (auto* child : next->findChildren<QWidget*>())
    if ((child->focusPolicy() & Qt::TabFocus) != 0 && child->isVisible() && child->isEnabled()) {
      child->setFocus(Qt::TabFocusReason);
      return;
    }
}

void MainWindow::openPalette() {
  std::vector<PaletteEntry> entries;
  const auto addActions = [&](const QList<QAction*>& actions, const QString& kind) {
    for (auto* action : actions) {
      if (action->text().isEmpty() || !action->isEnabled()) continue;
      const bool isPage = action->property("page").isValid();
      if (isPage && open_ == nullptr) continue;
      entries.push_back({QString(action->text()).remove('&').remove(QStringLiteral("…")),
                         isPage ? tr("page") : kind,
                         {},
                         action->shortcut().toString(QKeySequence::NativeText),
                         [action] { action->trigger(); }});
    }
  };
  addActions(actions(), tr("action"));
  if (auto* shown = page(current_)) addActions(shown->actions(), tr("action"));
  auto* palette = new CommandPalette(std::move(entries), this);
  if (open_ != nullptr) addLater(palette);
  palette->open();
}

void MainWindow::addLater(CommandPalette* palette) {
  struct Found {
    std::vector<std::string> datasets, runs;
    std::vector<std::pair<std::int64_t, std::string>> cases;
  };
  runAsync(
      Lane::Catalog, palette,
      [context = &open_->context] {
        Found found;
        if (const auto sets = context->catalog->datasets())
          for (const auto& set : *sets) found.datasets.push_back(set.name);
        if (const auto runs = context->catalog->runs())
          for (const auto& run : *runs) found.runs.push_back(run.name);
        auto ids = context->catalog->seriesIds({}).value_or(std::vector<std::int64_t>{});
        constexpr std::size_t kCases = 5000;  // the palette is for finding, not for browsing a million rows
        if (ids.size() > kCases) ids.resize(kCases);
        if (const auto rows = context->catalog->series(ids))
          for (const auto& row : *rows) found.cases.emplace_back(row.id, row.caseName);
        return found;
      },
      [this, palette](const Found& found) {
        std::vector<PaletteEntry> entries;
        for (const auto& name : found.datasets)
          entries.push_back({toQt(name), tr("dataset"), "collection", {}, [this, name] {
                               showPage("data");
                               if (auto* dataPage = qobject_cast<DataPage*>(page("data")))
                                 dataPage->selectDataset(toQt(name));
                             }});
        for (const auto& name : found.runs)
          entries.push_back(
              {toQt(name), tr("run"), "graph-up", {}, [this, name] { Q_EMIT navigator_->openRun(toQt(name)); }});
        for (const auto& [id, name] : found.cases)
          entries.push_back({toQt(name), tr("case"), "grid-1x2", {}, [this, series = id] {
                               Q_EMIT navigator_->openCase(series, {});
                             }});
        palette->add(std::move(entries));
      });
}

void MainWindow::takeDrop(const QStringList& paths) {
  if (open_ != nullptr) {
    showPage("data");
    if (auto* dataPage = qobject_cast<DataPage*>(page("data"))) dataPage->openImport(paths);
    return;
  }
  const QString folder = QFileDialog::getSaveFileName(
      this, tr("New workspace for what was dropped"),
      QStandardPaths::writableLocation(QStandardPaths::HomeLocation) + "/selvox-workspace");
  if (folder.isEmpty()) return;
  pendingDrop_ = paths;
  openWorkspace(fromQt(folder), true, "data");
}

void MainWindow::askDemo() {
  const QString parent = QStandardPaths::writableLocation(QStandardPaths::HomeLocation);
  const QString folder = QFileDialog::getSaveFileName(this, tr("Folder for the demo"), parent + "/selvox-demo");
  if (folder.isEmpty()) return;
  const QString key = jobs_->startChild(
      tr("Demo"), programs_.cli, {"demo", "run", folder, "--progress", "json"}, this,
      [this, folder](const ChildResult& result) {
        if (result.exitCode != 0) {
          toast_->show(
              tr("The demo ended early: %1").arg(QString::fromUtf8(result.errors).trimmed().section('\n', -1)));
          return;
        }
        toast_->show(tr("The demo is ready."), tr("Open"), [this, folder] { openWorkspace(fromQt(folder), false); });
      });
  Q_UNUSED(key);
  showJobTray(true);
}

}  // namespace selvox::ui
