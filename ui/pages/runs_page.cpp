#include "ui/pages/runs_page.h"

#include <initializer_list>

#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/jobs/job_model.h"
#include "ui/pages/runs/compare_panel.h"
#include "ui/pages/runs/live_tab.h"
#include "ui/pages/runs/run_detail_panel.h"
#include "ui/pages/runs/run_monitor.h"
#include "ui/pages/runs/run_table_panel.h"
#include "ui/pages/runs/run_table_view.h"
#include "ui/pages/runs/run_words.h"
#include "ui/theme/icons.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/search_field.h"

namespace selvox::ui {

namespace {

constexpr int kTable = 0, kDetail = 1, kCompare = 2;

QString jobKey(const QString& run) {
  return QStringLiteral("run:") + run;
}
QString runOf(const QString& key) {
  return key.startsWith(QLatin1String("run:")) ? key.mid(4) : QString();
}

}  // namespace

RunsPage::RunsPage(Context& context, Navigator& navigator, QWidget* parent)
    : Page(parent),
      context_(context),
      navigator_(navigator),
      monitor_(std::make_unique<RunMonitor>(*context.runs)),
      actions_(new RunActions(context, navigator, *monitor_, this)),
      stack_(new QStackedWidget),
      table_(new RunTablePanel(navigator, *monitor_, *actions_)),
      detail_(new RunDetailPanel(context, navigator, *monitor_, *actions_)),
      compare_(new ComparePanel(context, navigator, *monitor_)) {
  stack_->addWidget(table_);
  stack_->addWidget(detail_);
  stack_->addWidget(compare_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(stack_);
  makeHeader();
  connect(table_, &RunTablePanel::selectionTouched, this, &RunsPage::updateHeader);
  connect(table_, &RunTablePanel::openAsked, this, &RunsPage::showRun);
  connect(table_, &RunTablePanel::compareAsked, this, [this] { showCompare(table_->comparable()); });
  connect(detail_, &RunDetailPanel::back, this, &RunsPage::showTable);
  connect(actions_, &RunActions::failed, this, [this](const QString& message) {
    stack_->currentIndex() == kDetail ? detail_->say(message) : table_->say(message);
  });
  connect(&navigator_, &Navigator::openRun, this, [this](const QString& name) { showRun(name); });
  connect(&navigator_, &Navigator::runsChanged, monitor_.get(), &RunMonitor::refresh);
  connect(monitor_.get(), &RunMonitor::listChanged, this, [this] {
    const QString wanted = wantedRun_, tab = wantedTab_;  // copies: showRun clears what was wanted
    if (!wanted.isEmpty() && monitor_->find(wanted)) showRun(wanted, tab);
    if (stack_->currentIndex() == kDetail && !monitor_->find(detail_->run())) showTable();
    updateHeader();
    mirrorJobs();
  });
  connect(monitor_.get(), &RunMonitor::runsChanged, this, [this] {
    updateHeader();
    mirrorJobs();
  });
  connect(monitor_.get(), &RunMonitor::loadingChanged, this, &RunsPage::headerChanged);
  connectJobs();
  updateHeader();
}

RunsPage::~RunsPage() {
  // Panels unwatch their runs while the monitor still lives.
  delete stack_;
  delete header_;
  delete tabs_;
}

void RunsPage::makeHeader() {
  header_ = new QWidget(this);
  auto* row = new QHBoxLayout(header_);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(kSpace2);
  tabs_ = new QTabBar(this);
  tabs_->hide();
  tabs_->addTab(tr("Table"));
  tabs_->addTab(tr("Compare"));
  tabs_->setProperty("kind", "header");
  tabs_->setDocumentMode(true);
  tabs_->setDrawBase(false);
  tabs_->setExpanding(false);
  tabs_->setAccessibleName(tr("Views of the runs"));
  pill_ = new Pill;
  back_ = secondaryButton(tr("All runs"), "arrow-left");
  pause_ = secondaryButton(tr("Pause"), "pause-fill");
  checkpoint_ = secondaryButton(tr("Checkpoint"), "save");
  stop_ = secondaryButton(tr("Stop…"), "stop-fill");
  remove_ = iconButton("trash", tr("Delete run…"), nullptr, true);
  compareButton_ = primaryButton(tr("Compare"), "layout-split");
  for (QWidget* each :
       std::initializer_list<QWidget*>{pill_, back_, pause_, checkpoint_, stop_, remove_, compareButton_})
    row->addWidget(each);
  connect(tabs_, &QTabBar::tabBarClicked, this, [this](int index) {
    if (index == 1) {
      showCompare(table_->comparable().isEmpty() ? compare_->runs() : table_->comparable());
    } else {
      showTable();
    }
  });
  connect(back_, &QPushButton::clicked, this, &RunsPage::showTable);
  connect(pause_, &QPushButton::clicked, this, [this] { actions_->pauseOrResume(targets()); });
  connect(checkpoint_, &QPushButton::clicked, this, [this] { actions_->checkpoint(targets()); });
  connect(stop_, &QPushButton::clicked, this, [this] { actions_->stop(targets()); });
  connect(remove_, &QToolButton::clicked, this, [this] { actions_->remove(targets()); });
  connect(compareButton_, &QPushButton::clicked, this, [this] { showCompare(table_->comparable()); });
}

QStringList RunsPage::targets() const {
  return stack_->currentIndex() == kDetail ? QStringList{detail_->run()} : table_->selection();
}

void RunsPage::updateHeader() {
  const bool detail = stack_->currentIndex() == kDetail;
  const bool table = stack_->currentIndex() == kTable;
  const QStringList names = targets();
  bool canPause = false, canResume = false, canStop = false, canDelete = false;
  for (const QString& name : names) {
    canPause |= actions_->canPause(name);
    canResume |= actions_->canResume(name);
    canStop |= actions_->canStop(name);
    canDelete |= actions_->canDelete(name);
  }
  tabs_->setVisible(!detail && tabs_->parentWidget() != this);
  tabs_->setCurrentIndex(stack_->currentIndex() == kCompare ? 1 : 0);
  back_->setVisible(detail);
  pill_->setVisible(detail);
  if (const RunSummary* run = monitor_->find(detail_->run()); detail && run) {
    const StateLook look = stateLook(run->state);
    pill_->set(look.tone, look.icon, look.word);
  }
  const bool resume = canResume && !canPause;
  pause_->setText(resume ? tr("Resume") : tr("Pause"));
  pause_->setIcon(icon(resume ? "play-fill" : "pause-fill"));
  pause_->setEnabled(canPause || canResume);
  checkpoint_->setEnabled(canPause);
  stop_->setEnabled(canStop);
  remove_->setEnabled(canDelete);
  for (QWidget* each : std::initializer_list<QWidget*>{pause_, stop_, remove_}) each->setVisible(detail || table);
  checkpoint_->setVisible(detail);
  const auto count = table_->comparable().size();
  compareButton_->setVisible(table);
  compareButton_->setEnabled(count >= 2);
  compareButton_->setText(count >= 2 ? tr("Compare %1").arg(count) : tr("Compare"));
  Q_EMIT headerChanged();
  Q_EMIT navigator_.statusChanged();
}

QString RunsPage::title() const {
  return stack_->currentIndex() == kDetail ? detail_->run() : tr("Runs");
}

QString RunsPage::contextLine() const {
  if (stack_->currentIndex() == kDetail) return detail_->contextLine();
  if (stack_->currentIndex() == kCompare) return compare_->runs().join(QStringLiteral(", "));
  return table_->contextLine();
}

QWidget* RunsPage::headerActions() {
  return header_;
}
QTabBar* RunsPage::headerTabs() {
  return tabs_;
}

QString RunsPage::statusText() const {
  if (stack_->currentIndex() != kTable) return {};
  const auto selected = table_->selection().size();
  return selected > 0 ? tr("%1 of %2 runs selected").arg(selected).arg(monitor_->runs().size()) : QString();
}

void RunsPage::focusFilter() {
  if (stack_->currentIndex() != kTable) showTable();
  table_->filter()->setFocus(Qt::ShortcutFocusReason);
}

void RunsPage::toggleRightPane() {
  if (stack_->currentIndex() == kDetail) detail_->live()->foldSide();
}

void RunsPage::activated() {
  monitor_->refresh();
  updateHeader();
}

bool RunsPage::ready() const {
  if (!monitor_->listed() || !wantedRun_.isEmpty()) return false;
  if (stack_->currentIndex() == kDetail) return detail_->ready();
  return stack_->currentIndex() != kCompare || compare_->ready();
}

void RunsPage::showRun(const QString& name, const QString& tab) {
  if (!monitor_->find(name)) {
    wantedRun_ = monitor_->listed() ? QString() : name;
    wantedTab_ = tab;
    if (monitor_->listed()) table_->say(tr("There is no run named %1 in this workspace.").arg(name));
    return;
  }
  wantedRun_.clear();
  stack_->setCurrentIndex(kDetail);
  detail_->setRun(name);
  detail_->showTab(tab);
  detail_->setFocus();
  updateHeader();
}

void RunsPage::showTable() {
  const QString run = detail_->run();
  stack_->setCurrentIndex(kTable);
  detail_->setRun({});
  if (!run.isEmpty()) table_->view()->selectRun(run);
  table_->view()->setFocus();
  updateHeader();
}

void RunsPage::showCompare(const QStringList& names) {
  compare_->setRuns(names);
  stack_->setCurrentIndex(kCompare);
  updateHeader();
}

void RunsPage::connectJobs() {
  if (!context_.jobs) return;
  connect(context_.jobs, &JobModel::pauseAsked, actions_, [this](const QString& key) {
    if (!runOf(key).isEmpty()) actions_->pause({runOf(key)});
  });
  connect(context_.jobs, &JobModel::resumeAsked, actions_, [this](const QString& key) {
    if (!runOf(key).isEmpty()) actions_->resume({runOf(key)});
  });
  connect(context_.jobs, &JobModel::cancelAsked, actions_, [this](const QString& key) {
    if (!runOf(key).isEmpty()) actions_->stop({runOf(key)});
  });
  connect(context_.jobs, &JobModel::openAsked, this, [this](const QString& key) {
    if (!runOf(key).isEmpty()) Q_EMIT navigator_.openRun(runOf(key));
  });
}

// Runs that go on or wait stand in the tray; those that ended while it watched stay until they are cleared.
void RunsPage::mirrorJobs() {
  if (!context_.jobs) return;
  for (const RunSummary& run : monitor_->runs()) {
    const bool known = mirrored_.contains(run.name);
    if (!run.active() && !known) continue;
    Job job;
    job.key = jobKey(run.name);
    if (known && !context_.jobs->find(job.key) && !run.active()) continue;  // cleared by a person
    if (!known) mirrored_ << run.name;
    job.title = run.name;
    job.stage = methodWords(run);
    job.state = run.state == "running"   ? Job::State::Running
                : run.state == "queued"  ? Job::State::Queued
                : run.state == "paused"  ? Job::State::Paused
                : run.state == "done"    ? Job::State::Done
                : run.state == "stopped" ? Job::State::Cancelled
                                         : Job::State::Failed;
    job.error = job.state == Job::State::Failed
                    ? stateLook(run.state).word + (run.reason.isEmpty() ? QString() : QStringLiteral(": ") + run.reason)
                    : QString();
    job.done = run.step;
    job.total = run.steps;
    job.secondsLeft = run.secondsLeft;
    job.canPause = run.state == "running";
    job.canCancel = run.active();
    job.canOpen = true;
    context_.jobs->put(job);
  }
  for (const QString& name : QStringList(mirrored_)) {
    if (monitor_->find(name)) continue;
    mirrored_.removeAll(name);
    context_.jobs->remove(jobKey(name));
  }
}

}  // namespace selvox::ui
