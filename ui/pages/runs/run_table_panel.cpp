#include "ui/pages/runs/run_table_panel.h"

#include <algorithm>
#include <tuple>

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSettings>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/pages/runs/curve_drawer.h"
#include "ui/pages/runs/run_table_view.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/search_field.h"

namespace selvox::ui {

namespace {

constexpr int kDrawerHeight = 260;
constexpr int kFirstShown = 3;  // runs whose curves a fresh page shows
constexpr int kMaximumCompared = 8;

}  // namespace

RunTablePanel::RunTablePanel(Navigator& navigator, RunMonitor& monitor, RunActions& actions, QWidget* parent)
    : QWidget(parent), navigator_(navigator), monitor_(monitor), actions_(actions), model_(monitor), banner_(new Banner),
      filter_(new SearchField(tr("Filter: method:mae labels<=8 state:done"), "Ctrl+F")), chip_(quietButton({}, "x")),
      count_(textLabel({}, FontRole::Table, Token::Text2)), grouping_(new QComboBox), view_(new RunTableView(model_)),
      drawer_(new CurveDrawer(monitor)), splitter_(new QSplitter(Qt::Vertical)), stack_(new QStackedWidget),
      empty_(new EmptyState("graph-up", tr("Runs appear here once something is trained: their progress, curves and results."),
                            tr("Set up an experiment"))),
      loading_(textLabel({}, FontRole::Body, Token::Text3)) {
  setProperty("kind", "panel");
  setAttribute(Qt::WA_StyledBackground);
  filter_->setMaximumWidth(320);
  filter_->setMinimumWidth(200);
  grouping_->addItem(tr("Group by pretraining"), static_cast<int>(RunTableModel::Grouping::Parent));
  grouping_->addItem(tr("Group by dataset"), static_cast<int>(RunTableModel::Grouping::Dataset));
  grouping_->addItem(tr("Group by method"), static_cast<int>(RunTableModel::Grouping::Method));
  grouping_->addItem(tr("No groups"), static_cast<int>(RunTableModel::Grouping::None));
  grouping_->setAccessibleName(tr("Grouping"));
  auto* bar = new QHBoxLayout;
  bar->setContentsMargins(kSpace4, kSpace2, kSpace4, kSpace2);
  bar->setSpacing(kSpace2);
  bar->addWidget(filter_, 1);
  bar->addWidget(chip_);
  bar->addStretch(1);
  bar->addWidget(count_);
  bar->addWidget(grouping_);
  splitter_->addWidget(view_);
  splitter_->addWidget(drawer_);
  splitter_->setStretchFactor(0, 1);
  splitter_->setCollapsible(0, false);
  splitter_->setSizes({600, kDrawerHeight});
  splitter_->restoreState(QSettings().value("runs/splitter").toByteArray());
  loading_->setAlignment(Qt::AlignCenter);
  stack_->addWidget(loading_);
  stack_->addWidget(empty_);
  auto* full = new QWidget;
  auto* fullColumn = new QVBoxLayout(full);
  fullColumn->setContentsMargins(0, 0, 0, 0);
  fullColumn->setSpacing(0);
  fullColumn->addLayout(bar);
  fullColumn->addWidget(splitter_, 1);
  stack_->addWidget(full);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(banner_);
  column->addWidget(stack_, 1);
  connectView();
  const int grouping = QSettings().value("runs/grouping", 0).toInt();
  grouping_->setCurrentIndex(std::clamp(grouping, 0, 3));
  model_.setGrouping(static_cast<RunTableModel::Grouping>(grouping_->currentData().toInt()));
  updateState();
}

void RunTablePanel::connectView() {
  connect(filter_, &QLineEdit::textChanged, this, [this](const QString& text) {
    model_.setFilter(text);
    updateState();
  });
  connect(grouping_, &QComboBox::activated, this, [this](int index) {
    QSettings().setValue("runs/grouping", index);
    model_.setGrouping(static_cast<RunTableModel::Grouping>(grouping_->itemData(index).toInt()));
  });
  connect(splitter_, &QSplitter::splitterMoved, this, [this] { QSettings().setValue("runs/splitter", splitter_->saveState()); });
  connect(chip_, &QPushButton::clicked, view_, &QTreeView::clearSelection);
  if (empty_->button()) connect(empty_->button(), &QPushButton::clicked, this, [this] { Q_EMIT navigator_.openPage("experiments"); });
  connect(&model_, &RunTableModel::shownChanged, this, [this] {
    touched_ = true;
    updateDrawer();
    Q_EMIT selectionTouched();
  });
  connect(&model_, &RunTableModel::rebuilt, this, &RunTablePanel::updateState);
  connect(&monitor_, &RunMonitor::loadingChanged, this, &RunTablePanel::updateState);
  connect(view_, &RunTableView::selectionTouched, this, [this] {
    updateState();
    Q_EMIT selectionTouched();
  });
  connect(view_, &RunTableView::openAsked, this, [this](const QString& name) { Q_EMIT openAsked(name, "live"); });
  connect(view_, &RunTableView::logAsked, this, [this] {
    if (!view_->currentRun().isEmpty()) Q_EMIT openAsked(view_->currentRun(), "log");
  });
  connect(view_, &RunTableView::compareAsked, this, &RunTablePanel::compareAsked);
  connect(view_, &RunTableView::pauseAsked, this, [this] { actions_.pauseOrResume(view_->selectedRuns()); });
  connect(view_, &RunTableView::stopAsked, this, [this] { actions_.stop(view_->selectedRuns()); });
  connect(view_, &RunTableView::checkpointAsked, this, [this] { actions_.checkpoint(view_->selectedRuns()); });
  connect(view_, &RunTableView::deleteAsked, this, [this] { actions_.remove(view_->selectedRuns()); });
  const auto key = [this](const QKeySequence& keys, auto&& act) {
    auto* shortcut = new QShortcut(keys, this);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, act);
  };
  key(QKeySequence(Qt::Key_BracketLeft), [this] { drawer_->controls()->addSmoothing(-0.05); });
  key(QKeySequence(Qt::Key_BracketRight), [this] { drawer_->controls()->addSmoothing(0.05); });
}

QStringList RunTablePanel::selection() const { return view_->selectedRuns(); }

QStringList RunTablePanel::comparable() const {
  QStringList names = view_->selectedRuns();
  if (names.size() < 2) names = model_.shownRuns();
  if (names.size() > kMaximumCompared) names = names.mid(0, kMaximumCompared);
  return names.size() >= 2 ? names : QStringList();
}

QString RunTablePanel::contextLine() const {
  int running = 0, queued = 0;
  for (const RunSummary& run : monitor_.runs()) {
    running += run.state == QLatin1String("running");
    queued += run.state == QLatin1String("queued");
  }
  QStringList parts{tr("%n run(s)", nullptr, static_cast<int>(monitor_.runs().size()))};
  if (running > 0) parts << tr("%n running", nullptr, running);
  if (queued > 0) parts << tr("%n queued", nullptr, queued);
  return parts.join(QStringLiteral(" · "));
}

void RunTablePanel::say(const QString& message) { banner_->say(Tone::Error, message); }

void RunTablePanel::updateState() {
  const QLocale locale;
  const int total = static_cast<int>(monitor_.runs().size());
  const qsizetype selected = view_->selectedRuns().size();
  chip_->setVisible(selected > 0);
  chip_->setText(tr("%1 selected").arg(locale.toString(static_cast<qlonglong>(selected))));
  count_->setText(tr("%1 of %2 runs").arg(locale.toString(model_.shownRows()), locale.toString(total)));
  if (!monitor_.error().isEmpty()) banner_->say(Tone::Error, monitor_.error());
  if (total == 0) {
    stack_->setCurrentIndex(monitor_.listed() ? 1 : 0);
    loading_->setText(monitor_.total() > 0
                          ? tr("Reading runs: %1 of %2").arg(locale.toString(monitor_.seen()), locale.toString(monitor_.total()))
                          : tr("Reading runs"));
    return;
  }
  stack_->setCurrentIndex(2);
  if (monitor_.listed() && !touched_) showFirst();
}

// A fresh page shows the newest curves, so that the drawer is not an empty promise.
void RunTablePanel::showFirst() {
  touched_ = true;
  QStringList names;
  const auto& runs = monitor_.runs();
  std::vector<const RunSummary*> order;
  for (const RunSummary& run : runs) {
    if (run.hasMetric) order.push_back(&run);
  }
  std::sort(order.begin(), order.end(), [](const RunSummary* a, const RunSummary* b) {
    return std::tuple(a->state == "running", a->kind == "finetune", a->started) > std::tuple(b->state == "running", b->kind == "finetune", b->started);
  });
  for (const RunSummary* run : order) {
    if (names.size() < kFirstShown && (names.isEmpty() || run->kind == monitor_.find(names.front())->kind)) names << run->name;
  }
  for (const QString& name : names) model_.setShown(name, true);
}

void RunTablePanel::updateDrawer() {
  std::map<QString, int> styles;
  const QStringList names = model_.shownRuns();
  for (const QString& name : names) styles[name] = model_.styleOf(name);
  drawer_->setRuns(names, styles);
}

}  // namespace selvox::ui
