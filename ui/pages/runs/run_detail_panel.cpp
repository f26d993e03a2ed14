#include "ui/pages/runs/run_detail_panel.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include <QKeyEvent>
#include <QLocale>
#include <QStackedWidget>
#include <QTabBar>
#include <QTimer>
#include <QVBoxLayout>

#include "core/base/file.h"
#include "ui/async.h"
#include "ui/forms/unit_words.h"
#include "ui/jobs/job_model.h"
#include "ui/pages/runs/curve_drawer.h"
#include "ui/pages/runs/live_tab.h"
#include "ui/pages/runs/preview_panel.h"
#include "ui/pages/runs/run_tabs.h"
#include "ui/pages/runs/run_words.h"
#include "ui/pages/runs/transfer_tab.h"
#include "ui/widgets/banner.h"

namespace selvox::ui {

namespace {

constexpr int kLogMs = 1000;
const QStringList kTabs{"live", "settings", "data", "previews", "checkpoints", "log", "evaluation", "weights"};
const int kWeights = static_cast<int>(kTabs.indexOf("weights"));

}  // namespace

RunDetailPanel::RunDetailPanel(Context& context, Navigator& navigator, RunMonitor& monitor, RunActions& actions,
                               QWidget* parent)
    : QWidget(parent),
      context_(context),
      navigator_(navigator),
      monitor_(monitor),
      actions_(actions),
      banner_(new Banner),
      tabs_(new QTabBar),
      stack_(new QStackedWidget),
      live_(new LiveTab(monitor, actions)),
      settings_(new SettingsTab),
      data_(new DataTab),
      previews_(new PreviewPanel(tr("Previews"), true)),
      checkpoints_(new CheckpointsTab),
      log_(new LogTab),
      evaluation_(new EvaluationTab),
      transfer_(new TransferTab),
      logTimer_(new QTimer(this)) {
  tabs_->setDocumentMode(true);
  tabs_->setDrawBase(false);
  tabs_->setExpanding(false);
  tabs_->setAccessibleName(tr("Parts of the run"));
  for (const QString& title :
       {tr("Live"), tr("Settings"), tr("Data"), tr("Previews"), tr("Checkpoints"), tr("Log"), tr("Evaluation"),
        tr("Start weights")})
    tabs_->addTab(title);
  tabs_->setTabVisible(kWeights, false);
  previews_->setProperty("kind", "panel");
  previews_->setAttribute(Qt::WA_StyledBackground);
  previews_->layout()->setContentsMargins(kSpace4, kSpace3, kSpace4, kSpace3);
  for (QWidget* page :
       std::initializer_list<QWidget*>{live_, settings_, data_, previews_, checkpoints_, log_, evaluation_,
                                       transfer_})
    stack_->addWidget(page);
  auto* strip = new QWidget;
  strip->setObjectName("header");
  strip->setAttribute(Qt::WA_StyledBackground);
  auto* stripRow = new QVBoxLayout(strip);
  stripRow->setContentsMargins(kSpace2, 0, kSpace2, 0);
  stripRow->addWidget(tabs_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(strip);
  column->addWidget(banner_);
  column->addWidget(stack_, 1);
  connectTabs();
}

RunDetailPanel::~RunDetailPanel() = default;

void RunDetailPanel::connectTabs() {
  connect(tabs_, &QTabBar::currentChanged, this, [this](int index) {
    stack_->setCurrentIndex(index);
    refresh();
    if (tab() == "log") readLog();
    if (tab() == "evaluation") readFiles();
  });
  connect(live_, &LiveTab::openLog, this, [this] { showTab("log"); });
  connect(live_, &LiveTab::copyAsked, this, [this](const QString& setting, const QString& value) {
    Q_EMIT navigator_.composeLike(run_, setting, value);
  });
  connect(data_, &DataTab::caseAsked, this, &RunDetailPanel::openCase);
  connect(evaluation_, &EvaluationTab::caseAsked, this, [this](const QString& name) { openCase(name, {}); });
  connect(evaluation_, &EvaluationTab::evaluateAsked, this, &RunDetailPanel::evaluate);
  connect(&monitor_, &RunMonitor::recordChanged, this, [this](const QString& name) {
    if (name == run_) refresh();
  });
  connect(&monitor_, &RunMonitor::runsChanged, this, [this] {
    const RunSummary* run = monitor_.find(run_);
    if (!run || !isVisible()) return;
    if (run->state != lastState_) readFiles();
    refresh();
  });
  connect(logTimer_, &QTimer::timeout, this, [this] {
    if (isVisible() && tab() == "log") readLog();
    if (isVisible() && tab() == "live") live_->refresh();  // what is counted in seconds goes on without news
  });
  logTimer_->start(kLogMs);
}

events::RunFolder RunDetailPanel::folder() const {
  return context_.runs->folder(run_.toStdString());
}

void RunDetailPanel::setRun(const QString& name) {
  if (name == run_) return;
  if (!run_.isEmpty()) monitor_.unwatch(run_);
  run_ = name;
  filesRead_ = false;
  files_ = {};
  tabs_->setTabVisible(kWeights, false);
  banner_->clear();
  if (run_.isEmpty()) return;
  monitor_.watch(run_);
  live_->setRun(run_, folder());
  readFiles();
  refresh();
}

void RunDetailPanel::showTab(const QString& id) {
  const auto index = kTabs.indexOf(id);
  tabs_->setCurrentIndex(static_cast<int>(std::max<qsizetype>(0, index)));
}

QString RunDetailPanel::tab() const {
  return kTabs.value(tabs_->currentIndex());
}

bool RunDetailPanel::ready() const {
  return filesRead_ && live_->ready() && !previews_->busy();
}

void RunDetailPanel::say(const QString& message) {
  banner_->say(Tone::Error, message);
}

QString RunDetailPanel::contextLine() const {
  const RunSummary* run = monitor_.find(run_);
  if (!run) return {};
  QStringList parts{methodWords(*run)};
  if (!run->arch.isEmpty()) parts << tr("%1 %2D").arg(unitTitle(run->arch)).arg(run->dim);
  if (!run->datasets.isEmpty()) parts << run->datasets.join(QStringLiteral(", "));
  if (run->kind == "finetune") parts << tr("%n label(s)", nullptr, run->labelled);
  parts << tr("seed %1").arg(run->seed);
  if (run->parameters > 0)
    parts << tr("%1 parameters").arg(QLocale().toString(static_cast<double>(run->parameters) / 1e6, 'f', 1) + "M");
  return parts.join(QStringLiteral(" · "));
}

void RunDetailPanel::refresh() {
  if (run_.isEmpty() || !isVisible()) return;
  const RunRecord* record = monitor_.record(run_);
  if (!record) return;
  const auto count = record->checkpoints.size();
  const QString title = count > 0 ? tr("Checkpoints · %1").arg(count) : tr("Checkpoints");
  if (tabs_->tabText(4) != title) tabs_->setTabText(4, title);
  const QString current = tab();
  if (current == "live") live_->refresh();
  if (current == "previews") previews_->show(folder(), record->previews);
  if (current == "checkpoints") checkpoints_->show(record->checkpoints, run_);
}

void RunDetailPanel::readFiles() {
  const RunSummary* summary = monitor_.find(run_);
  lastState_ = summary ? summary->state : QString();
  runAsync(
      Lane::Files, this,
      [name = run_, where = folder(), describe = context_.describe] {
        return std::pair(name, readRunFiles(where, describe));
      },
      [this](const std::pair<QString, RunFiles>& read) {
        if (read.first != run_) return;
        files_ = read.second;
        filesRead_ = true;
        settings_->show(files_);
        data_->show(files_);
        evaluation_->show(files_.evaluations, monitor_.find(run_));
        tabs_->setTabVisible(kWeights, files_.transfer.has_value());
        if (files_.transfer) transfer_->show(*files_.transfer);
        if (!files_.error.isEmpty()) banner_->say(Tone::Error, files_.error);
      });
}

void RunDetailPanel::readLog() {
  runAsync(
      Lane::Files, this, [name = run_, where = folder()] { return std::pair(name, readLogTail(where)); },
      [this](const std::pair<QString, LogTail>& read) {
        if (read.first == run_) log_->show(read.second, QString::fromStdString(base::utf8(folder().workerLog())));
      });
}

void RunDetailPanel::evaluate() {
  if (!context_.jobs) return;
  const QString name = run_;
  context_.jobs->startChild(
      tr("Evaluate %1").arg(name), context_.cliProgram,
      {"evaluate", QString::fromStdString(base::utf8(context_.workspace)), "--run", name, "--split", "test", "--json"},
      this, [this, name](const ChildResult& result) {
        if (result.exitCode != 0 && name == run_) {
          say(tr("The evaluation did not finish: %1")
                  .arg(QString::fromUtf8(result.errors).trimmed().section('\n', -1)));
        }
        if (name == run_) readFiles();
      });
  Q_EMIT navigator_.showJobs();
}

void RunDetailPanel::openCase(const QString& caseName, const QString& dataset) {
  openCaseByName(context_, navigator_, this, caseName, dataset, run_, [this](const QString& message) { say(message); });
}

void RunDetailPanel::keyPressEvent(QKeyEvent* event) {
  if (event->modifiers() != Qt::NoModifier) return QWidget::keyPressEvent(event);
  switch (event->key()) {
    case Qt::Key_P:
      actions_.pauseOrResume({run_});
      return;
    case Qt::Key_S:
      actions_.stop({run_});
      return;
    case Qt::Key_K:
      actions_.checkpoint({run_});
      return;
    case Qt::Key_L:
      showTab("log");
      return;
    case Qt::Key_BracketLeft:
      live_->controls()->addSmoothing(-0.05);
      return;
    case Qt::Key_BracketRight:
      live_->controls()->addSmoothing(0.05);
      return;
    case Qt::Key_Escape:
    case Qt::Key_Backspace:
      Q_EMIT back();
      return;
    default:
      QWidget::keyPressEvent(event);
  }
}

void openCaseByName(Context& context, Navigator& navigator, QObject* owner, const QString& caseName,
                    const QString& dataset, const QString& run, std::function<void(const QString&)> fail) {
  ports::Catalog* catalog = context.catalog;
  if (!catalog) return fail(QObject::tr("There is no catalog to open %1 from.").arg(caseName));
  runAsync(
      Lane::Catalog, owner,
      [catalog, name = caseName.toStdString(), set = dataset.toStdString()]() -> base::Result<qint64> {
        ports::SeriesQuery query;
        query.dataset = set;
        query.text = name;
        SELVOX_TRY(const auto ids, catalog->seriesIds(query));
        SELVOX_TRY(const auto rows, catalog->series(ids));
        for (const ports::SeriesRow& row : rows) {
          if (row.caseName == name) return row.id;
        }
        return base::fail(base::ErrorCode::NotFound, "The case " + name + " is not in the catalog any more.");
      },
      [&navigator, run, fail = std::move(fail)](const base::Result<qint64>& id) {
        if (!id) return fail(QString::fromStdString(id.error().message));
        Q_EMIT navigator.openCase(*id, run);
      });
}

}  // namespace selvox::ui
