#include "ui/pages/pacs/download_view.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QProgressBar>
#include <QTableWidget>
#include <QVBoxLayout>

#include "ui/jobs/job_model.h"
#include "ui/pages/pacs/server_list.h"
#include "ui/shell/words.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/empty_state.h"

namespace selvox::ui {
namespace {

enum Column { kWhat, kFrom, kImages, kState, kColumns };

QString text(const base::Json& json, const char* key) {
  return toQt(base::valueOr<std::string>(json, key, ""));
}

QString stateText(const QString& state) {
  if (state == "running") return DownloadView::tr("fetching");
  if (state == "done") return DownloadView::tr("here");
  if (state == "failed") return DownloadView::tr("failed");
  return DownloadView::tr("waiting");
}

}  // namespace

DownloadView::DownloadView(Context& context, QWidget* parent) : QWidget(parent), context_(context) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(kSpace2);
  auto* head = new QHBoxLayout;
  head->addWidget(textLabel(tr("Downloads"), FontRole::Section));
  summary_ = textLabel({}, FontRole::Table, Token::Text2);
  head->addWidget(summary_);
  head->addStretch(1);
  remove_ = quietButton(tr("Take off the list"), "dash");
  pause_ = secondaryButton(tr("Pause"), "pause-fill");
  resume_ = secondaryButton(tr("Go on"), "play-fill");
  import_ = secondaryButton(tr("Import what is here"), "download");
  for (auto* button : {remove_, pause_, resume_, import_}) head->addWidget(button);
  column->addLayout(head);
  banner_ = new Banner;
  column->addWidget(banner_);
  table_ = new QTableWidget(0, kColumns);
  table_->setHorizontalHeaderLabels({tr("Series"), tr("Archive"), tr("Images"), tr("State")});
  table_->verticalHeader()->hide();
  table_->horizontalHeader()->setSectionResizeMode(kWhat, QHeaderView::Stretch);
  table_->horizontalHeader()->resizeSection(kFrom, 220);
  table_->horizontalHeader()->resizeSection(kImages, 150);
  table_->horizontalHeader()->resizeSection(kState, 100);
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table_->setShowGrid(false);
  table_->setAccessibleName(tr("Downloads"));
  column->addWidget(table_, 1);
  empty_ = new EmptyState("download", tr("Series you fetch are listed here. What was begun is gone on with, also after "
                                         "Selvox was closed."));
  column->addWidget(empty_, 1);
  connect(resume_, &QPushButton::clicked, this, &DownloadView::start);
  connect(pause_, &QPushButton::clicked, this, &DownloadView::pause);
  connect(remove_, &QPushButton::clicked, this, &DownloadView::takeOff);
  connect(import_, &QPushButton::clicked, this, [this] { Q_EMIT importAsked(targets_); });
  connect(table_, &QTableWidget::itemSelectionChanged, this, &DownloadView::updateState);
  if (context_.jobs != nullptr)
    connect(context_.jobs, &JobModel::progressed, this, [this](const QString& key) {
      if (key == job_) showProgress();
    });
  updateState();
}

void DownloadView::refresh(bool start) {
  startAfter_ = startAfter_ || start;
  queue_.ask(
      context_.cliProgram, {"pacs", "queue", toQt(context_.workspace), "--json"}, [this](const ChildResult& result) {
        const auto json =
            base::parseJson(std::string_view(result.output.constData(), static_cast<std::size_t>(result.output.size())),
                            "selvox pacs queue");
        if (!json) {
          banner_->say({base::ErrorCode::Io, childMessage(result).toStdString(), result.errors.toStdString()});
          return;
        }
        show(base::valueOr(*json, "downloads", base::Json::array()));
        if (std::exchange(startAfter_, false)) this->start();
      });
}

void DownloadView::start() {
  if (running() || context_.jobs == nullptr || !resumable_) return;
  banner_->clear();
  paused_ = false;
  job_ = context_.jobs->startChild(tr("Fetching from an archive"), context_.cliProgram,
                                   {"pacs", "resume", toQt(context_.workspace), "--json", "--progress", "json"}, this,
                                   [this](const ChildResult& result) { finished(result); });
  updateState();
}

void DownloadView::pause() {
  if (!running()) return;
  paused_ = true;
  pause_->setEnabled(false);
  context_.jobs->cancel(job_);
}

void DownloadView::takeOff() {
  QStringList words{"pacs", "queue", toQt(context_.workspace), "--json"};
  for (const QModelIndex& row : table_->selectionModel()->selectedRows()) words << "--remove" << ids_.value(row.row());
  queue_.ask(context_.cliProgram, words, [this](const ChildResult& result) {
    if (result.exitCode != 0)
      banner_->say({base::ErrorCode::Io, childMessage(result).toStdString(), result.errors.toStdString()});
    refresh(false);
  });
}

void DownloadView::finished(const ChildResult& result) {
  job_.clear();
  if (paused_)
    banner_->say(Tone::Neutral, tr("Paused. What is here stays; \"Go on\" fetches the rest."));
  else if (result.exitCode != 0 && result.output.isEmpty())
    banner_->say({base::ErrorCode::Io, childMessage(result).toStdString(), result.errors.toStdString()});
  refresh(false);
}

void DownloadView::show(const base::Json& downloads) {
  ids_.clear();
  targets_.clear();
  resumable_ = false;
  int done = 0;
  table_->setRowCount(static_cast<int>(downloads.size()));
  int row = 0;
  for (const auto& download : downloads) {
    const QString state = text(download, "state"), error = text(download, "error");
    ids_ << text(download, "id");
    if (state == "done") ++done;
    if (state != "done") resumable_ = true;
    if (base::valueOr(download, "received", 0) > 0 && !targets_.contains(text(download, "target")))
      targets_ << text(download, "target");
    const QString description = text(download, "description");
    auto* what = new QTableWidgetItem(text(download, "modality") + " · " +
                                      (description.isEmpty() ? tr("without a description") : description));
    const auto server = ports::pacsServerFromJson(base::valueOr(download, "server", base::Json::object()));
    auto* from =
        new QTableWidgetItem(server ? toQt(server->name.empty() ? ports::describe(*server) : server->name) : QString());
    auto* stateItem = new QTableWidgetItem(stateText(state));
    for (auto* item : {what, from, stateItem}) item->setToolTip(error);
    table_->setItem(row, kWhat, what);
    table_->setItem(row, kFrom, from);
    table_->setItem(row, kState, stateItem);
    auto* bar = new QProgressBar;
    const int expected = base::valueOr(download, "expected", -1);
    bar->setRange(0, std::max(1, expected));
    bar->setValue(base::valueOr(download, "received", 0));
    bar->setFormat(expected < 0 ? QString() : tr("%1 of %2").arg("%v", "%m"));
    table_->setCellWidget(row, kImages, bar);
    if (!error.isEmpty()) banner_->say({base::ErrorCode::Io, error.toStdString(), {}});
    ++row;
  }
  summary_->setText(row == 0 ? QString() : tr("%1 of %2 are here").arg(done).arg(row));
  updateState();
}

void DownloadView::showProgress() {
  const auto* job = context_.jobs->find(job_);
  if (job == nullptr) return;
  const auto row = static_cast<int>(ids_.indexOf(job->what));
  if (row < 0) return;
  if (auto* bar = qobject_cast<QProgressBar*>(table_->cellWidget(row, kImages))) {
    bar->setRange(0, std::max(1, static_cast<int>(job->total)));
    bar->setValue(static_cast<int>(job->done));
    bar->setFormat(tr("%1 of %2").arg("%v", "%m"));
  }
  const bool here = job->done == job->total;
  if (auto* item = table_->item(row, kState)) item->setText(stateText(here ? "done" : "running"));
}

void DownloadView::updateState() {
  const bool any = !ids_.isEmpty();
  table_->setVisible(any);
  empty_->setVisible(!any);
  pause_->setVisible(running());
  pause_->setEnabled(running() && !paused_);
  resume_->setVisible(!running() && resumable_);
  remove_->setVisible(any);
  remove_->setEnabled(!running() && !table_->selectedItems().isEmpty());
  remove_->setToolTip(running() ? tr("Pause first.") : tr("What was fetched stays."));
  import_->setVisible(any);
  import_->setEnabled(!running() && !targets_.isEmpty());
}

}  // namespace selvox::ui
