#include "ui/shell/main_window.h"

#include <algorithm>

#include <QApplication>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMessageBox>
#include <QMimeData>
#include <QSettings>
#include <QStackedWidget>
#include <QUrl>

#include "ui/async.h"
#include "ui/jobs/job_model.h"
#include "ui/pages/start/problem_page.h"
#include "ui/pages/start/start_page.h"
#include "ui/shell/header.h"
#include "ui/shell/rail.h"
#include "ui/shell/recent.h"
#include "ui/shell/status_strip.h"
#include "ui/shell/words.h"
#include "ui/widgets/toast.h"

namespace selvox::ui {
namespace {
constexpr int kNarrowBelow = 1366;  // logical pixels of window width
}

MainWindow::MainWindow(PageTable pages, TrayMaker tray, WorkspaceOpener opener, Programs programs, QWidget* parent)
    : QMainWindow(parent),
      table_(std::move(pages)),
      makeTray_(std::move(tray)),
      opener_(std::move(opener)),
      programs_(std::move(programs)) {
  setWindowTitle("Selvox");
  setMinimumSize(1024, 640);
  setAcceptDrops(true);
  navigator_ = std::make_unique<Navigator>();
  jobs_ = new JobModel(this);
  describe_ = new Describe(programs_.worker, this);
  buildFrame();
  buildActions();
  connectNavigator();
  connect(describe_, &Describe::changed, this, [this] {
    updateDevice();
    if (open_ == nullptr) return;
    open_->context.describe = describe_->document();
    Q_EMIT navigator_->describeChanged();
  });
  updateDevice();
  const QByteArray geometry = QSettings().value("geometry").toByteArray();
  if (geometry.isEmpty() || !restoreGeometry(geometry)) resize(1440, 900);
}

MainWindow::~MainWindow() {
  closeWorkspace();
}

void MainWindow::buildFrame() {
  auto* central = new QWidget(this);
  auto* column = new QVBoxLayout(central);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  auto* row = new QHBoxLayout;
  row->setSpacing(0);
  rail_ = new Rail;
  row->addWidget(rail_);
  auto* content = new QVBoxLayout;
  content->setSpacing(0);
  header_ = new Header;
  stack_ = new QStackedWidget;
  content->addWidget(header_);
  content->addWidget(stack_, 1);
  row->addLayout(content, 1);
  column->addLayout(row, 1);
  strip_ = new StatusStrip;
  strip_->watch(jobs_);
  column->addWidget(strip_);
  setCentralWidget(central);
  toast_ = new Toast(central);
  tray_ = makeTray_(*jobs_, *navigator_, central);
  tray_->hide();

  int number = 1;
  for (const auto& entry : table_)
    rail_->addPage(entry.id, entry.icon, entry.checkedIcon, entry.title, QString("Ctrl+%1").arg(number++));
  connect(rail_, &Rail::pageAsked, this, &MainWindow::showPage);
  connect(strip_, &StatusStrip::jobsAsked, this, [this] { showJobTray(!tray_->isVisible()); });

  start_ = new StartPage(*describe_, this);
  stack_->addWidget(start_);
  connect(start_, &StartPage::openAsked, this, [this](const QString& folder) { openWorkspace(fromQt(folder), false); });
  connect(start_, &StartPage::createAsked, this,
          [this](const QString& folder) { openWorkspace(fromQt(folder), true); });
  connect(start_, &StartPage::dropped, this, &MainWindow::takeDrop);
  connect(start_, &StartPage::demoAsked, this, &MainWindow::askDemo);
}

void MainWindow::connectNavigator() {
  auto* navigator = navigator_.get();
  connect(navigator, &Navigator::openPage, this, &MainWindow::showPage);
  // A page that is made by the very signal it should hear is told a second time.
  connect(navigator, &Navigator::openCase, this, [this, navigator](qint64 series, const QString& run) {
    const bool fresh = page("viewer") == nullptr;
    showPage("viewer");
    if (fresh && page("viewer") != nullptr) Q_EMIT navigator->openCase(series, run);
  });
  connect(navigator, &Navigator::openRun, this, [this, navigator](const QString& run) {
    const bool fresh = page("runs") == nullptr;
    showPage("runs");
    if (fresh && page("runs") != nullptr) Q_EMIT navigator->openRun(run);
  });
  connect(navigator, &Navigator::composeLike, this,
          [this, navigator](const QString& run, const QString& setting, const QString& value) {
            const bool fresh = page("experiments") == nullptr;
            showPage("experiments");
            if (fresh && page("experiments") != nullptr) Q_EMIT navigator->composeLike(run, setting, value);
          });
  connect(navigator, &Navigator::showJobs, this, [this] { showJobTray(true); });
  connect(navigator, &Navigator::toast, this, [this](const QString& text) { toast_->show(text); });
  connect(navigator, &Navigator::toastWithAction, this,
          [this](const QString& text, const QString& action, const std::function<void()>& run) {
            toast_->show(text, action, run);
          });
  connect(navigator, &Navigator::statusChanged, this, [this] {
    if (auto* shown = page(current_)) strip_->setSelection(shown->statusText());
  });
  connect(navigator, &Navigator::dataChanged, this, [this] {
    strip_->refreshDisk();
    rememberCounts();
  });
}

Context* MainWindow::context() {
  return open_ != nullptr ? &open_->context : nullptr;
}

Page* MainWindow::page(const QString& id) const {
  const auto found = pages_.find(id);
  return found == pages_.end() ? nullptr : found->second;
}

void MainWindow::showStart() {
  closeWorkspace();
  start_->refresh();
  stack_->setCurrentWidget(start_);
  header_->hide();
  rail_->setPagesEnabled(false, tr("Open a workspace first."));
  rail_->setCurrent({});
  strip_->setWorkspace({});
  strip_->setSelection({});
  setWindowTitle("Selvox");
}

void MainWindow::openWorkspace(const std::filesystem::path& folder, bool create, const QString& page) {
  closeWorkspace();
  opening_ = true;
  strip_->setSelection(tr("opening %1").arg(homeShort(folder)));
  runAsync(
      Lane::Catalog, this, [opener = opener_, folder, create] { return opener(folder, create); },
      [this, folder, page](base::Result<std::shared_ptr<OpenWorkspace>> opened) {
        opening_ = false;
        strip_->setSelection({});
        if (opened)
          workspaceReady(*opened, page);
        else
          showProblem(opened.error(), folder);
      });
}

void MainWindow::workspaceReady(const std::shared_ptr<OpenWorkspace>& opened, const QString& page) {
  open_ = opened;
  auto& context = open_->context;
  context.cliProgram = programs_.cli;
  context.workerProgram = programs_.worker;
  context.describe = describe_->document();
  context.jobs = jobs_;
  const QString name = toQt(context.workspace.filename());
  setWindowTitle(name + QStringLiteral(" – Selvox"));
  rail_->setPagesEnabled(true);
  header_->show();
  strip_->setWorkspace(context.workspace);
  rememberCounts();
  const QString last = QSettings().value("lastPage", "data").toString();
  showPage(page.isEmpty() ? last : page);
  Q_EMIT workspaceOpened();
  if (!pendingDrop_.isEmpty()) takeDrop(std::exchange(pendingDrop_, {}));
}

void MainWindow::showProblem(const base::Error& error, const std::filesystem::path& folder) {
  delete problem_;
  auto* problem = new ProblemPage(error, folder, this);
  problem_ = problem;
  stack_->addWidget(problem);
  stack_->setCurrentWidget(problem);
  header_->hide();
  rail_->setPagesEnabled(false, tr("Open a workspace first."));
  rail_->setCurrent({});
  strip_->setWorkspace({});
  connect(problem, &ProblemPage::retryAsked, this, [this, folder] { openWorkspace(folder, false); });
  connect(problem, &ProblemPage::createAsked, this, [this, folder] { openWorkspace(folder, true); });
  connect(problem, &ProblemPage::startAsked, this, &MainWindow::showStart);
  Q_EMIT workspaceFailed(QString::fromStdString(error.message));
}

void MainWindow::closeWorkspace() {
  header_->showPage(nullptr);
  for (const auto& [id, page] : pages_) delete page;
  pages_.clear();
  current_.clear();
  if (open_ == nullptr) return;
  if (open_->context.catalog != nullptr) open_->context.catalog->interrupt();
  drainPools();
  open_.reset();
}

Page* MainWindow::ensurePage(const QString& id) {
  if (auto* existing = page(id)) return existing;
  for (const auto& entry : table_) {
    if (entry.id != id) continue;
    auto* made = entry.make(open_->context, *navigator_, stack_);
    made->setObjectName("page");
    made->setAttribute(Qt::WA_StyledBackground);
    stack_->addWidget(made);
    pages_[id] = made;
    connect(made, &Page::headerChanged, this, [this, made] {
      if (page(current_) == made) header_->refresh();
    });
    return made;
  }
  return nullptr;
}

void MainWindow::showPage(const QString& id) {
  if (open_ == nullptr) return;
  auto* shown = ensurePage(id);
  if (shown == nullptr) return;
  current_ = id;
  rail_->setCurrent(id);
  stack_->setCurrentWidget(shown);
  header_->showPage(shown);
  header_->setVisible(true);
  auto* focus = QApplication::focusWidget();
  if (focus == nullptr || !shown->isAncestorOf(focus)) shown->setFocus(Qt::OtherFocusReason);
  shown->activated();
  strip_->setSelection(shown->statusText());
  QSettings().setValue("lastPage", id);
}

bool MainWindow::ready() const {
  if (opening_) return false;
  if (open_ == nullptr) return stack_->currentWidget() != start_ || start_->ready();
  const auto* shown = page(current_);
  return shown != nullptr && shown->ready() && describe_->finished();
}

void MainWindow::updateDevice() {
  strip_->setDevice(describe_->deviceText());
}

void MainWindow::rememberCounts() {
  if (open_ == nullptr) return;
  runAsync(
      Lane::Catalog, this,
      [context = &open_->context] {
        RecentWorkspace entry{context->workspace, QDateTime::currentDateTime(), 0, 0, {}};
        if (const auto sets = context->catalog->datasets())
          for (const auto& set : *sets) entry.series += set.series;
        if (const auto runs = context->catalog->runs()) entry.runs = static_cast<qint64>(runs->size());
        return entry;
      },
      [](const RecentWorkspace& entry) { rememberWorkspace(entry); });
}

void MainWindow::resizeEvent(QResizeEvent* event) {
  QMainWindow::resizeEvent(event);
  rail_->setNarrow(width() < kNarrowBelow);
  placeJobTray();
}

void MainWindow::showJobTray(bool shown) {
  tray_->setVisible(shown);
  placeJobTray();
  if (shown) tray_->raise();
}

void MainWindow::placeJobTray() {
  if (tray_ == nullptr || !tray_->isVisible()) return;
  const int height = std::min(420, std::max(160, tray_->sizeHint().height()));
  const QRect area = centralWidget()->rect();
  tray_->setGeometry(area.width() - 380 - kSpace3, area.height() - height - kStatusHeight - kSpace2, 380, height);
}

void MainWindow::closeEvent(QCloseEvent* event) {
  const int children = jobs_->count(Job::State::Running);
  bool ours = false;
  for (int row = 0; row < jobs_->rowCount() && children > 0; ++row)
    ours = ours || (jobs_->at(row).key.startsWith("child:") && jobs_->at(row).state == Job::State::Running);
  if (ours) {
    QMessageBox box(QMessageBox::Warning, tr("Close Selvox"),
                    tr("An import is still running. Closing ends it; what it has imported so far stays, and importing "
                       "again goes on from there."),
                    QMessageBox::NoButton, this);
    auto* close = box.addButton(tr("End import and close"), QMessageBox::DestructiveRole);
    box.addButton(tr("Keep open"), QMessageBox::RejectRole);
    box.exec();
    if (box.clickedButton() != close) {
      event->ignore();
      return;
    }
  }
  QSettings().setValue("geometry", saveGeometry());
  QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  QStringList paths;
  for (const QUrl& url : event->mimeData()->urls())
    if (url.isLocalFile()) paths << url.toLocalFile();
  if (!paths.isEmpty()) takeDrop(paths);
}

}  // namespace selvox::ui
