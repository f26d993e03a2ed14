#include "ui/pages/experiments/experiments_page.h"

#include <algorithm>
#include <utility>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/forms/schema_form.h"
#include "ui/pages/experiments/dry_run.h"
#include "ui/pages/experiments/many_launcher.h"
#include "ui/pages/experiments/method_list.h"
#include "ui/pages/experiments/preview_pane.h"
#include "ui/pages/experiments/setup_strip.h"
#include "ui/pages/experiments/worker_link.h"
#include "ui/shell/describe.h"
#include "ui/shell/settings.h"
#include "ui/shell/words.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/empty_state.h"

namespace selvox::ui {

ExperimentsPage::ExperimentsPage(Context& context, Navigator& navigator, QWidget* parent)
    : Page(parent), context_(context), navigator_(navigator) {
  worker_ = new WorkerLink(context_.workerProgram, this);
  dryRun_ = new DryRun(context_, this);
  buildHeader();
  buildPanes();
  buildMany();
  debounce_.setSingleShot(true);
  debounce_.setInterval(300);
  connect(&debounce_, &QTimer::timeout, this, &ExperimentsPage::compose);
  connect(&navigator_, &Navigator::describeChanged, this, &ExperimentsPage::takeDescribe);
  const auto markStale = [this] {
    stale_ = true;
    casesOf_.clear();
    if (isVisible()) activated();
  };
  connect(&navigator_, &Navigator::dataChanged, this, markStale);
  connect(&navigator_, &Navigator::runsChanged, this, [this] {
    stale_ = true;
    if (isVisible()) activated();
  });
  connect(&navigator_, &Navigator::composeLike, this, &ExperimentsPage::composeLike);
  takeDescribe();
}

void ExperimentsPage::buildHeader() {
  tabs_ = new QTabBar(this);
  tabs_->setDocumentMode(true);
  tabs_->setDrawBase(false);
  tabs_->setExpanding(false);
  tabs_->addTab(tr("Pretrain"));
  tabs_->addTab(tr("Fine-tune"));
  tabs_->setProperty("kind", "header");
  tabs_->setAccessibleName(tr("Kind of experiment"));
  tabs_->hide();
  connect(tabs_, &QTabBar::currentChanged, this, &ExperimentsPage::modeChanged);
  actions_ = new QWidget(this);
  auto* row = new QHBoxLayout(actions_);
  row->setContentsMargins(0, 0, 0, 0);
  plan_ = secondaryButton(tr("Plan…"), "magic");
  plan_->setToolTip(tr("Spacing, patch, batch and depth from the dataset and the device's memory"));
  row->addWidget(plan_);
  connect(plan_, &QPushButton::clicked, this, &ExperimentsPage::plan);
  auto* copy = secondaryButton(tr("Copy as command"), "terminal");
  row->addWidget(copy);
  actions_->hide();
  connect(copy, &QPushButton::clicked, this, [this] {
    QApplication::clipboard()->setText(shellLine("selvox", commandWords(draft(), toQt(context_.workspace))));
    Q_EMIT navigator_.toast(tr("Copied: the same experiment as a command."));
  });
  const auto action = [this](const QString& text, const QKeySequence& key, auto&& run) {
    auto* made = new QAction(text, this);
    made->setShortcut(key);
    made->setShortcutContext(Qt::WindowShortcut);  // heard while this page is the shown one
    connect(made, &QAction::triggered, this, run);
    addAction(made);
  };
  action(tr("Undo the last setting"), QKeySequence::Undo, [this] { form_->undo().undo(); });
  action(tr("Redo the setting"), QKeySequence::Redo, [this] { form_->undo().redo(); });
  action(tr("Launch the experiment"), QKeySequence("Ctrl+Return"), [this] { launch(); });
  action(tr("Plan spacing, patch, batch and depth"), {}, [this] { plan(); });
  action(tr("Dry run of the experiment"), {}, [this] { dryRun(); });
  action(tr("Reset all settings"), {}, [this] { form_->resetAll(); });
}

void ExperimentsPage::buildPanes() {
  auto* composer = new QWidget;
  auto* column = new QVBoxLayout(composer);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  strip_ = new SetupStrip;
  column->addWidget(strip_);
  methods_ = new MethodList;
  methods_->setMinimumWidth(170);
  form_ = new SchemaForm;
  form_->setProperty("pane", true);
  form_->setMinimumWidth(280);
  preview_ = new PreviewPane(context_);
  preflight_ = new PreflightPane;
  auto* splitter = panes_ = new QSplitter;
  for (QWidget* pane : {static_cast<QWidget*>(methods_), static_cast<QWidget*>(form_), static_cast<QWidget*>(preview_),
                        static_cast<QWidget*>(preflight_)})
    splitter->addWidget(pane);
  splitter->setStretchFactor(0, 0);
  splitter->setStretchFactor(1, 0);
  splitter->setStretchFactor(2, 1);
  splitter->setStretchFactor(3, 0);
  splitter->setSizes({252, 404, 440, 268});
  settings::remember(splitter, "experiments");
  column->addWidget(splitter, 1);

  noWorker_ = new EmptyState(
      "sliders", tr("Experiments are composed here once selvox-worker answers. It trains; this window only enqueues."));
  noData_ =
      new EmptyState("database", tr("An experiment learns from scans. Import some first, then choose a method here."),
                     tr("Import scans"));
  connect(noData_->button(), &QPushButton::clicked, this, [this] { Q_EMIT navigator_.openPage("data"); });
  stack_ = new QStackedWidget;
  stack_->addWidget(composer);
  stack_->addWidget(noWorker_);
  stack_->addWidget(noData_);
  setFocusProxy(methods_);
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(0, 0, 0, 0);
  outer->addWidget(stack_);

  connect(strip_, &SetupStrip::changed, this, [this] {
    if (datasetWords(draft()) != casesOf_) loadCases();
    const Draft now = draft();
    if (now.from != shownStart_ || now.dim != shownDim_) {  // what is possible in the list of methods hangs on both
      shownStart_ = now.from;
      shownDim_ = now.dim;
      updateParents();
    }
    updateSchema();
    edited();
  });
  connect(methods_, &MethodList::chosen, this, &ExperimentsPage::unitChosen);
  connect(form_, &SchemaForm::changed, this, &ExperimentsPage::edited);
  connect(preview_, &PreviewPane::changedByHand, this, &ExperimentsPage::edited);
  connect(preview_, &PreviewPane::actionAsked, this, &ExperimentsPage::prepare);
  connect(preflight_, &PreflightPane::launchAsked, this, &ExperimentsPage::launch);
  connect(preflight_, &PreflightPane::dryRunAsked, this, &ExperimentsPage::dryRun);
  connect(dryRun_, &DryRun::changed, this, &ExperimentsPage::showEstimate);
  connect(preflight_, &PreflightPane::nameChanged, this, &ExperimentsPage::edited);
}

bool ExperimentsPage::fineTuning() const {
  return tabs_->currentIndex() == 1;
}

QString ExperimentsPage::contextLine() const {
  return {};
}

QString ExperimentsPage::statusText() const {
  if (stack_->currentIndex() != 0) return {};
  const int errors = preflight_->toCorrect();
  return errors > 0                 ? tr("pre-flight: %n to correct", nullptr, errors)
         : composing_ || measuring_ ? tr("pre-flight: measuring")
                                    : tr("pre-flight: ready");
}

bool ExperimentsPage::ready() const {
  if (stack_->currentIndex() != 0) return !loading_;
  return !loading_ && !composing_ && !measuring_ && !debounce_.isActive() && !preview_->loading() &&
         preparing_.isEmpty();
}

// On a small screen the preview is the pane that shrinks; until a person has moved them, the others give it room.
void ExperimentsPage::fitPanes() {
  constexpr int kNarrow = 1340;
  if (width() >= kNarrow || QSettings().contains("splitter/experiments")) return;
  constexpr int kMethods = 236, kForm = 340, kPreflight = 276;
  panes_->setSizes({kMethods, kForm, std::max(240, width() - kMethods - kForm - kPreflight), kPreflight});
}

void ExperimentsPage::resizeEvent(QResizeEvent* event) {
  Page::resizeEvent(event);
  fitPanes();
}

void ExperimentsPage::activated() {
  many_->refresh();
  if (!stale_) return;
  stale_ = false;
  loadChoices();
}

void ExperimentsPage::focusFilter() {
  methods_->focusSearch();
}
void ExperimentsPage::toggleRightPane() {
  preflight_->setVisible(!preflight_->isVisible());
}

void ExperimentsPage::takeDescribe() {
  strip_->setNetworks(unitsOf(context_.describe, "networks"));
  strip_->setTasks(unitsOf(context_.describe, "tasks"));
  strip_->setDevices(devicesOf(context_.describe));
  if (method_.isEmpty()) {
    for (const auto& unit : unitsOf(context_.describe, "methods"))
      if (method_.isEmpty() || unit.id == "mae") method_ = unit.id;
  }
  schemaKey_.clear();
  modeChanged();
  loadChoices();  // the worker may have answered after the datasets did
}

void ExperimentsPage::modeChanged() {
  strip_->setFineTuning(fineTuning());
  plan_->setVisible(fineTuning());
  preflight_->manyButton()->setVisible(fineTuning());
  updateParents();
  updateSchema();
  edited();
}

// The left list: methods when pretraining, starting points when fine-tuning.
void ExperimentsPage::updateParents() {
  Draft now;
  strip_->write(now);
  if (!fineTuning()) {
    const spec::RunSpec* start = runNamed(strip_->start());
    strip_->setInherited(start ? toQt(start->arch) : QString(), start ? start->dim : 0);
    methods_->setUnits(unitsOf(context_.describe, "methods"), start ? start->dim : now.dim);
    methods_->select(method_);
    return;
  }
  std::vector<UnitChoice> starts;
  UnitChoice scratch;
  scratch.id = "scratch";
  scratch.title = tr("From scratch");
  scratch.family = tr("Matched baseline");
  scratch.summary = tr("random weights, same split and schedule");
  scratch.dims = {2, 3};
  starts.push_back(scratch);
  bool known = from_ == "scratch";
  for (const auto& run : parents_) {
    const auto& spec = run.snapshot.spec;
    UnitChoice unit;
    unit.id = toQt(spec.name);
    unit.title = unit.id;
    unit.family = spec.kind == "pretrain" ? tr("Pretrained runs") : tr("Fine-tuned runs");
    unit.summary = QString("%1 · %2 · %3")
                       .arg(unitTitle(toQt(spec.kind == "pretrain" ? spec.method : spec.task)),
                            unitTitle(toQt(spec.arch)), tr("step %1").arg(countText(run.snapshot.view.step)));
    unit.dims = {spec.dim};
    known = known || unit.id == from_;
    starts.push_back(std::move(unit));
  }
  if (!known) from_ = "scratch";
  int dim = now.dim;
  strip_->setInherited({}, 0);
  for (const auto& run : parents_)
    if (toQt(run.snapshot.spec.name) == from_) {
      strip_->setInherited(toQt(run.snapshot.spec.arch), run.snapshot.spec.dim);
      dim = run.snapshot.spec.dim;
    }
  for (auto& start : starts) start.dims = start.id == "scratch" ? QList<int>{2, 3} : start.dims;
  // Another dimension is no obstacle here: the dimension follows the run.
  for (auto& start : starts)
    if (!start.dims.contains(dim)) start.dims << dim;
  methods_->setUnits(starts, dim);
  methods_->select(from_);
}

QString ExperimentsPage::networkFor(const QString& method) const {
  for (const auto& unit : unitsOf(context_.describe, "methods"))
    if (unit.id == method) return unit.network;
  return {};
}

void ExperimentsPage::unitChosen(const QString& id) {
  if (fineTuning()) {
    from_ = id;
    updateParents();
  } else {
    const QString before = networkFor(method_);
    method_ = id;
    strip_->replaceNetwork(before, networkFor(id));  // follows the method until a person takes another
  }
  updateSchema();
  edited();
}

void ExperimentsPage::updateSchema() {
  Draft now = draft();
  const QString key = now.kind + '|' + (fineTuning() ? now.task : now.method) + '|' + now.arch;
  if (key == schemaKey_) return;
  const auto schema = draftSchema(context_.describe, now);
  if (!schema) return;
  schemaKey_ = key;
  form_->setSchema(*schema, unitTitle(fineTuning() ? now.task : now.method));
}

const spec::RunSpec* ExperimentsPage::runNamed(const QString& name) const {
  for (const auto& run : parents_)
    if (toQt(run.snapshot.spec.name) == name) return &run.snapshot.spec;
  return nullptr;
}

Draft ExperimentsPage::draft() const {
  Draft made;
  made.kind = fineTuning() ? "finetune" : "pretrain";
  strip_->write(made);
  made.method = method_;
  made.from = fineTuning() ? from_ : strip_->start();
  if (const spec::RunSpec* start = runNamed(made.from)) {
    made.arch = toQt(start->arch);
    made.dim = start->dim;
  }
  made.settings = form_->changedValues();
  made.name = preflight_->name();
  return made;
}

void ExperimentsPage::loadChoices() {
  loading_ = true;
  runLatest(
      Lane::Catalog, this, choicesTicket_,
      [context = &context_] {
        Loaded loaded;
        if (auto sets = context->catalog->datasets()) loaded.datasets = std::move(*sets);
        if (auto runs = context->runs->list())
          for (auto& run : *runs) {
            loaded.runs << toQt(run.snapshot.spec.name);
            if (!run.snapshot.view.lastCheckpoint.empty()) loaded.parents.push_back(std::move(run));
          }
        return loaded;
      },
      [this](Loaded loaded) {
        loading_ = false;
        datasets_ = std::move(loaded.datasets);
        parents_ = std::move(loaded.parents);
        runNames_ = loaded.runs;
        QList<QPair<QString, qint64>> names;
        for (const auto& row : datasets_) names.append({toQt(row.name), row.series});
        strip_->setDatasets(names);
        QStringList starts;
        for (const auto& run : parents_) starts << toQt(run.snapshot.spec.name);
        strip_->setStarts(starts);
        const bool worker = !unitsOf(context_.describe, "methods").empty();
        stack_->setCurrentIndex(!worker ? 1 : names.isEmpty() ? 2 : 0);
        updateParents();
        if (like_) takeLike(*std::exchange(like_, std::nullopt));
        if (datasetWords(draft()) != casesOf_) loadCases();
        edited();
        Q_EMIT navigator_.statusChanged();
      });
}

void ExperimentsPage::loadCases() {
  const Draft now = draft();
  casesOf_ = datasetWords(now);
  runLatest(
      Lane::Catalog, this, casesTicket_,
      [catalog = context_.catalog, datasets = now.datasets] {
        constexpr std::size_t kFilm = 12;
        std::vector<std::int64_t> film;
        for (const auto& dataset : datasets) {
          ports::SeriesQuery query;
          query.dataset = dataset.name;
          query.split = "train";
          auto ids = catalog->seriesIds(query).value_or(std::vector<std::int64_t>{});
          if (ids.empty()) {
            query.split.clear();
            ids = catalog->seriesIds(query).value_or(std::vector<std::int64_t>{});
          }
          if (ids.size() > kFilm / datasets.size()) ids.resize(std::max<std::size_t>(1, kFilm / datasets.size()));
          film.insert(film.end(), ids.begin(), ids.end());
        }
        return catalog->series(film).value_or(std::vector<ports::SeriesRow>{});
      },
      [this](const std::vector<ports::SeriesRow>& rows) { preview_->setCases(rows); });
}

}  // namespace selvox::ui
