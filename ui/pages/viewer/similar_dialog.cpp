#include "ui/pages/viewer/similar_dialog.h"

#include <algorithm>

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QProgressBar>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "core/services/retrieve.h"
#include "ui/jobs/job_model.h"
#include "ui/pages/viewer/viewer_data.h"
#include "ui/shell/words.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/segmented.h"

namespace selvox::ui {

namespace {

constexpr int kQueryWidth = 284, kQueryPicture = 200;
constexpr int kShown = 24;
constexpr const char* kScopes[] = {"series", "slices", "roi"};

bool indexedOn(const std::filesystem::path& workspace, const QString& run, const QString& scope) {
  std::error_code failed;
  return std::filesystem::exists(
      services::similarityFolder(workspace, run.toStdString(), scope.toStdString(), "encoder") / "items.json", failed);
}

}  // namespace

SimilarDialog::SimilarDialog(Context& context, Navigator& navigator, QWidget* parent)
    : QDialog(parent), context_(context), navigator_(navigator) {
  setWindowTitle(tr("Similar cases"));
  setModal(false);
  resize(1020, 640);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  row->addWidget(buildQuery());
  row->addWidget(verticalRule(this));
  row->addWidget(buildAnswer(), 1);
  if (context_.jobs) {
    connect(context_.jobs, &JobModel::progressed, this, [this](const QString& key) {
      if (key == job_) showProgress();
    });
  }
  readRuns();
}

QWidget* SimilarDialog::buildQuery() {
  auto* pane = new QWidget(this);
  pane->setProperty("kind", "panel");
  pane->setAttribute(Qt::WA_StyledBackground);
  pane->setFixedWidth(kQueryWidth);
  auto* column = new QVBoxLayout(pane);
  column->setContentsMargins(kSpace4, kSpace4, kSpace4, kSpace4);
  column->setSpacing(kSpace2);
  column->addWidget(textLabel(tr("Query"), FontRole::Section, Token::Text, pane));
  picture_ = new QLabel(pane);
  picture_->setFixedHeight(kQueryPicture);
  picture_->setAlignment(Qt::AlignCenter);
  picture_->setProperty("kind", "image");
  column->addWidget(picture_);
  name_ = new ElidedLabel({}, Qt::ElideMiddle, pane);
  setTextRole(name_, FontRole::BodyBold);
  facts_ = new ElidedLabel({}, Qt::ElideRight, pane);
  setTextRole(facts_, FontRole::Table, Token::Text2);
  column->addWidget(name_);
  column->addWidget(facts_);
  column->addSpacing(kSpace2);
  column->addWidget(textLabel(tr("Compare"), FontRole::Table, Token::Text2, pane));
  scope_ = new SegmentedControl(pane);
  scope_->addSegment(tr("Scan"), {}, tr("Whole scans"));
  scope_->addSegment(tr("Slice"), {}, tr("Single slices; the one in the middle asks"));
  scope_->addSegment(tr("Label"), {}, tr("The surroundings of labels; the first one asks"));
  column->addWidget(scope_);
  column->addWidget(textLabel(tr("Network of run"), FontRole::Table, Token::Text2, pane));
  runs_ = new QComboBox(pane);
  runs_->setAccessibleName(tr("Run whose network compares"));
  runs_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  column->addWidget(runs_);
  leaveOut_ = new QCheckBox(tr("Leave out the same patient"), pane);
  leaveOut_->setChecked(true);
  column->addWidget(leaveOut_);
  column->addSpacing(kSpace2);
  about_ = wrappedLabel({}, FontRole::Table, Token::Text2, pane);
  column->addWidget(about_);
  rebuild_ = quietButton(tr("Build the index again"), "arrow-repeat", pane);
  column->addWidget(rebuild_, 0, Qt::AlignLeft);
  column->addStretch(1);
  connect(scope_, &SegmentedControl::currentChanged, this, &SimilarDialog::readRuns);
  connect(runs_, &QComboBox::activated, this, &SimilarDialog::lookUp);
  connect(leaveOut_, &QCheckBox::toggled, this, &SimilarDialog::lookUp);
  connect(rebuild_, &QPushButton::clicked, this, &SimilarDialog::build);
  return pane;
}

QWidget* SimilarDialog::buildAnswer() {
  auto* pane = new QWidget(this);
  auto* column = new QVBoxLayout(pane);
  column->setContentsMargins(kSpace4, kSpace4, kSpace4, kSpace4);
  column->setSpacing(kSpace2);
  title_ = textLabel({}, FontRole::Section, Token::Text, pane);
  banner_ = new Banner(pane);
  stack_ = new QStackedWidget(pane);
  model_ = new SimilarModel(context_, this);
  list_ = new QListView(stack_);
  list_->setAccessibleName(tr("Similar cases"));
  list_->setModel(model_);
  list_->setItemDelegate(new SimilarDelegate(list_));
  list_->setViewMode(QListView::IconMode);
  list_->setMovement(QListView::Static);
  list_->setResizeMode(QListView::Adjust);
  list_->setUniformItemSizes(true);
  list_->setMouseTracking(true);
  list_->setFrameShape(QFrame::NoFrame);
  list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  list_->viewport()->setAutoFillBackground(false);
  missing_ = new EmptyState("images", {}, tr("Build the index"), stack_);
  noRuns_ = new EmptyState(
      "images",
      tr("Cases are compared by the network of a run, and no run has a checkpoint yet. Pretrain one on these scans."),
      tr("Plan an experiment"), stack_);
  working_ = new QWidget(stack_);
  auto* work = new QVBoxLayout(working_);
  work->addStretch(1);
  stage_ = textLabel({}, FontRole::Body, Token::Text2, working_);
  stage_->setAlignment(Qt::AlignCenter);
  bar_ = new QProgressBar(working_);
  bar_->setTextVisible(false);
  bar_->setFixedWidth(320);
  cancel_ = secondaryButton(tr("Cancel"), {}, working_);
  work->addWidget(stage_);
  work->addWidget(bar_, 0, Qt::AlignHCenter);
  work->addWidget(cancel_, 0, Qt::AlignHCenter);
  work->addStretch(1);
  for (QWidget* page :
       {static_cast<QWidget*>(list_), static_cast<QWidget*>(missing_), static_cast<QWidget*>(noRuns_), working_})
    stack_->addWidget(page);
  column->addWidget(title_);
  column->addWidget(banner_);
  column->addWidget(stack_, 1);
  auto* foot = new QHBoxLayout;
  foot->addStretch(1);
  ask_ = secondaryButton(tr("Search from this case"), "search", pane);
  open_ = secondaryButton(tr("Open in the viewer"), "grid-1x2", pane);
  foot->addWidget(ask_);
  foot->addWidget(open_);
  column->addLayout(foot);
  connect(missing_->button(), &QPushButton::clicked, this, &SimilarDialog::build);
  connect(noRuns_->button(), &QPushButton::clicked, this, [this] {
    close();
    Q_EMIT navigator_.openPage("experiments");
  });
  connect(cancel_, &QPushButton::clicked, this, [this] {
    if (context_.jobs && !job_.isEmpty()) context_.jobs->cancel(job_);
  });
  connect(list_, &QListView::doubleClicked, this, &SimilarDialog::openSelected);
  connect(open_, &QPushButton::clicked, this, &SimilarDialog::openSelected);
  connect(ask_, &QPushButton::clicked, this, [this] {
    const SimilarHit* hit = model_->at(list_->currentIndex().row());
    if (!hit) return;
    runAsync(
        Lane::Catalog, this, [catalog = context_.catalog, id = hit->series] { return catalog->series({id}); },
        [this](base::Result<std::vector<ports::SeriesRow>> rows) {
          if (rows && !rows->empty()) askFor(std::make_shared<const ports::SeriesRow>(std::move(rows->front())));
        });
  });
  const auto choose = [this] {
    const bool chosen = model_->at(list_->currentIndex().row()) != nullptr;
    open_->setEnabled(chosen);
    ask_->setEnabled(chosen);
  };
  connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this, choose);
  connect(model_, &QAbstractItemModel::modelReset, this, choose);
  choose();
  return pane;
}

void SimilarDialog::changeEvent(QEvent* event) {
  QDialog::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) list_->viewport()->update();
}

QString SimilarDialog::scope() const {
  return QString::fromLatin1(kScopes[std::clamp(scope_->current(), 0, 2)]);
}

QString SimilarDialog::run() const {
  return runs_->currentData().toString();
}

QString SimilarDialog::shownState() const {
  if (stack_->currentWidget() == list_) return "found";
  if (stack_->currentWidget() == missing_) return "missing";
  if (stack_->currentWidget() == noRuns_) return "no runs";
  return job_.isEmpty() ? "looking" : "building";
}

bool SimilarDialog::ready() const {
  return !reading_ && !call_.running() && !model_->loading();
}

void SimilarDialog::askFor(const std::shared_ptr<const ports::SeriesRow>& series) {
  query_ = series;
  name_->setFullText(series ? toQt(series->caseName) : QString());
  QStringList facts;
  if (series)
    for (const std::string* part : {&series->patient, &series->modality, &series->dataset})
      if (!part->empty()) facts << toQt(*part);
  facts_->setFullText(facts.join(QStringLiteral(" \u00B7 ")));
  picture_->clear();
  scope_->setSegmentEnabled(2, series && !series->labels.empty(), tr("This scan has no labels."));
  if (scope_->current() == 2 && series && series->labels.empty()) scope_->setCurrent(0);
  if (series) {
    runLatest(
        Lane::Files, this, pictureTicket_,
        [context = &context_, series] { return caseThumbnail(*context, *series, kQueryPicture); },
        [this](const QImage& image) { picture_->setPixmap(QPixmap::fromImage(image)); });
  }
  lookUp();
}

// Runs with a checkpoint, the newest first; chosen is one that has an index of this kind, else the newest.
void SimilarDialog::readRuns() {
  reading_ = true;
  runLatest(
      Lane::Files, this, runsTicket_,
      [runs = context_.runs, workspace = context_.workspace, scope = scope()] {
        QStringList names, indexed;
        auto listing = runs ? runs->list() : base::Result<std::vector<ports::RunListing>>();
        if (!listing) return std::pair(names, indexed);
        std::sort(listing->begin(), listing->end(), [](const ports::RunListing& a, const ports::RunListing& b) {
          return a.snapshot.spec.created > b.snapshot.spec.created;
        });
        for (const ports::RunListing& one : *listing) {
          if (one.snapshot.view.lastCheckpoint.empty()) continue;
          names << toQt(one.snapshot.spec.name);
          if (indexedOn(workspace, names.back(), scope)) indexed << names.back();
        }
        return std::pair(names, indexed);
      },
      [this](const std::pair<QStringList, QStringList>& read) { runsRead(read.first, read.second); });
}

void SimilarDialog::runsRead(const QStringList& runs, const QStringList& indexed) {
  reading_ = false;
  indexed_ = indexed;
  const QString before = run();
  runs_->clear();
  for (const QString& name : runs) runs_->addItem(name, name);
  const bool keep = runs.contains(before) && (indexed.isEmpty() || indexed.contains(before));
  const qsizetype at = runs.indexOf(keep || indexed.isEmpty() ? before : indexed.front());
  if (at >= 0) runs_->setCurrentIndex(static_cast<int>(at));
  runs_->setEnabled(!runs.isEmpty());
  lookUp();
}

void SimilarDialog::lookUp() {
  banner_->clear();
  about_->clear();
  call_.stop();
  if (!job_.isEmpty()) return showProgress();
  rebuild_->setVisible(false);
  model_->setHits({});
  title_->clear();
  if (run().isEmpty()) {
    if (!reading_) stack_->setCurrentWidget(noRuns_);
    return;
  }
  if (!query_) return;
  if (!indexed_.contains(run())) {
    const QString what = scope() == "series"   ? tr("every scan")
                         : scope() == "slices" ? tr("slices of every scan")
                                               : tr("the labels of every scan");
    missing_->setSentence(tr("%1 has not looked at these scans yet. An index of %2 takes one pass of its network over "
                             "the run's datasets; "
                             "on the command line: selvox index WS --run %1 --of %3")
                              .arg(run(), what, scope()));
    stack_->setCurrentWidget(missing_);
    return;
  }
  stage_->setText(tr("Looking for similar cases"));
  bar_->setRange(0, 0);
  cancel_->hide();
  stack_->setCurrentWidget(working_);
  QStringList words{"similar",  toQt(context_.workspace),    "--run",  run(),
                    "--series", QString::number(query_->id), "--of",   scope(),
                    "--k",      QString::number(kShown),     "--json", "--progress",
                    "none"};
  if (!leaveOut_->isChecked()) words << "--keep-same-patient";
  call_.ask(context_.cliProgram, words, [this](const ChildResult& result) { answered(result); });
}

void SimilarDialog::answered(const ChildResult& result) {
  rebuild_->setVisible(true);
  stack_->setCurrentWidget(list_);
  if (result.exitCode != 0) return banner_->say(Tone::Error, failureText(result));
  auto answer = similarAnswer(result.output);
  if (!answer) return banner_->say(answer.error());
  title_->setText(answer->hits.empty() ? tr("No other patient's case is in this index")
                                       : tr("Nearest %1 of %2 \u00B7 cosine distance, smaller is closer")
                                             .arg(answer->hits.size())
                                             .arg(countText(answer->rows)));
  about_->setText(answer->kind == "flat"
                      ? tr("Index: %1 rows, exact").arg(countText(answer->rows))
                      : tr("Index: %1 rows, approximate (%2)").arg(countText(answer->rows), answer->kind));
  if (answer->outdated)
    banner_->say(Tone::Warn, tr("The run has trained on since this index was built."));
  else if (answer->unindexed > 0)
    banner_->say(Tone::Warn,
                 tr("%n scan(s) came later and are not in this index.", nullptr, static_cast<int>(answer->unindexed)));
  model_->setHits(std::move(answer->hits));
  if (model_->rowCount() > 0) list_->setCurrentIndex(model_->index(0));
}

void SimilarDialog::build() {
  if (!context_.jobs || run().isEmpty() || !job_.isEmpty()) return;
  banner_->clear();
  call_.stop();
  jobRun_ = run();
  jobScope_ = scope();
  job_ = context_.jobs->startChild(
      tr("Index %1").arg(jobRun_), context_.cliProgram,
      {"index", toQt(context_.workspace), "--run", jobRun_, "--of", jobScope_, "--json", "--progress", "json"}, this,
      [this](const ChildResult& result) { built(result); });
  showProgress();
}

void SimilarDialog::built(const ChildResult& result) {
  const Job* job = context_.jobs ? context_.jobs->find(job_) : nullptr;
  const bool cancelled = job && job->state == Job::State::Cancelled;
  if (result.exitCode == 0 && jobScope_ == scope()) indexed_ << jobRun_;
  job_.clear();
  lookUp();
  if (result.exitCode != 0 && !cancelled) banner_->say(Tone::Error, failureText(result));
}

void SimilarDialog::showProgress() {
  const Job* job = context_.jobs ? context_.jobs->find(job_) : nullptr;
  title_->clear();
  rebuild_->setVisible(false);
  const bool counted = job && job->total > 0;
  stage_->setText(counted ? tr("%1, %2 of %3").arg(job->stage, countText(job->done), countText(job->total))
                          : tr("Building the index of %1").arg(jobRun_));
  bar_->setRange(0, counted ? static_cast<int>(job->total) : 0);
  bar_->setValue(counted ? static_cast<int>(job->done) : 0);
  cancel_->show();
  stack_->setCurrentWidget(working_);
}

void SimilarDialog::openSelected() {
  if (const SimilarHit* hit = model_->at(list_->currentIndex().row())) Q_EMIT caseAsked(hit->series);
}

}  // namespace selvox::ui
