#include "ui/pages/data/data_browser.h"

#include <algorithm>

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/async.h"
#include "ui/pages/data/chips.h"
#include "ui/pages/data/details_pane.h"
#include "ui/pages/data/filter_text.h"
#include "ui/pages/data/quarantine_view.h"
#include "ui/pages/data/series_delegates.h"
#include "ui/pages/data/quality_data.h"
#include "ui/pages/data/series_model.h"
#include "ui/pages/data/series_table.h"
#include "ui/pages/data/source_panel.h"
#include "ui/pages/data/thumbnails.h"
#include "ui/shell/settings.h"
#include "ui/shell/words.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/segmented.h"

namespace selvox::ui {

DataBrowser::DataBrowser(Context& context, Navigator& navigator, QWidget* parent)
    : QWidget(parent), context_(context), navigator_(navigator) {
  model_ = new SeriesModel(context_, this);
  quality_ = new QualityData(context_, this);
  model_->setQuality(quality_);
  thumbnails_ = new Thumbnails(context_, this);
  sources_ = new SourcePanel(context_);
  sources_->setMinimumWidth(200);
  details_ = new DetailsPane(context_, navigator_, *quality_);
  auto* splitter = new QSplitter;
  splitter->addWidget(sources_);
  splitter->addWidget(buildMiddle());
  splitter->addWidget(details_);
  splitter->setStretchFactor(1, 1);
  splitter->setSizes({248, 800, 320});
  settings::remember(splitter, "data");
  auto* row = new QVBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(splitter);
  setFocusProxy(table_);

  typing_.setSingleShot(true);
  typing_.setInterval(80);
  removal_.setSingleShot(true);
  removal_.setInterval(8000);
  connect(&typing_, &QTimer::timeout, this, &DataBrowser::applyQuery);
  connect(&removal_, &QTimer::timeout, this, &DataBrowser::commitRemoval);
  connect(sources_, &SourcePanel::changed, this, &DataBrowser::applyQuery);
  connect(sources_, &SourcePanel::viewChosen, this, &DataBrowser::showView);
  connect(quality_, &QualityData::changed, this, &DataBrowser::qualityChanged);
  connect(quality_, &QualityData::failed, this, [this](const base::Error& error) { banner_->say(error); });
  connect(sources_, &SourcePanel::datasetsLoaded, this, [this] {
    quality_->load(datasets());
    applyQuery();
    Q_EMIT headerChanged();
  });
  connect(sources_, &SourcePanel::importAsked, this, [this] { Q_EMIT importAsked(dataset(), {}); });
  connect(sources_, &SourcePanel::splitAsked, this, &DataBrowser::splitAsked);
  connect(model_, &SeriesModel::loaded, this, &DataBrowser::queryLoaded);
  connect(model_, &SeriesModel::failed, this, [this](const base::Error& error) { banner_->say(error); });
  connect(model_, &QAbstractItemModel::dataChanged, this, &DataBrowser::currentChanged);
  connect(thumbnails_, &Thumbnails::arrived, this, [this] {
    table_->viewport()->update();
    grid_->viewport()->update();
  });
}

DataBrowser::~DataBrowser() {
  if (removing_.empty()) return;
  // The window closes before the time for Undo is over: the removal was asked for, so it is done.
  pool(Lane::Catalog).start([catalog = context_.catalog, ids = removing_] { (void)catalog->removeSeries(ids); });
  pool(Lane::Catalog).waitForDone();
}

QWidget* DataBrowser::buildMiddle() {
  auto* middle = new QWidget;
  middle->setProperty("kind", "panel");
  middle->setProperty("pane", true);
  middle->setAttribute(Qt::WA_StyledBackground);
  auto* column = new QVBoxLayout(middle);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  filterRow_ = new QWidget;
  auto* head = new QVBoxLayout(filterRow_);
  head->setContentsMargins(kSpace3, kSpace2 + 2, kSpace3, kSpace2);
  head->setSpacing(kSpace2);
  auto* row = new QHBoxLayout;
  filter_ = new SearchField(tr("Words, or modality:MR split:test labelled:yes"), "Ctrl F");
  filter_->setMaximumWidth(420);
  row->addWidget(filter_, 3);
  row->addStretch(1);
  view_ = new SegmentedControl;
  view_->setAccessibleName(tr("View"));
  view_->addSegment(tr("List"), "list-ul");
  view_->addSegment(tr("Grid"), "grid-3x3-gap");
  view_->addSegment(tr("QC pass"), "clipboard-data", tr("Look through the list and rate (Q)"));
  view_->setCurrent(std::min(1, QSettings().value("data/view", 0).toInt()));
  row->addWidget(view_);
  auto* columns = iconButton("layout-three-columns", tr("Columns"), nullptr, true);
  columns->setPopupMode(QToolButton::InstantPopup);
  auto* columnMenu = new QMenu(columns);
  columns->setMenu(columnMenu);
  connect(columnMenu, &QMenu::aboutToShow, this, [this, columnMenu] {
    columnMenu->clear();
    table_->fillColumnMenu(columnMenu);
    columnMenu->addSeparator();
    auto* measure = columnMenu->addAction(tr("Measure quality"));
    measure->setEnabled(!dataset().isEmpty() && !quality_->measuring(dataset()));
    connect(measure, &QAction::triggered, this, [this] { quality_->measure(dataset()); });
  });
  row->addWidget(columns);
  head->addLayout(row);
  chips_ = new Chips;
  auto* below = new QHBoxLayout;
  below->addWidget(chips_, 1);
  auto* save = linkButton(tr("Save view"));
  save->setVisible(context_.curation != nullptr);
  connect(save, &QPushButton::clicked, this, &DataBrowser::saveView);
  below->addWidget(save, 0, Qt::AlignTop);
  head->addLayout(below);
  banner_ = new Banner;
  head->addWidget(banner_);
  column->addWidget(filterRow_);
  stack_ = new QStackedWidget;
  buildTable();
  buildGrid();
  quarantine_ = new QuarantineView(context_);
  empty_ = new EmptyState("database",
                          tr("Scans that you import will be listed here, with their size, spacing, labels and split."),
                          tr("Import scans"));
  nothing_ = new EmptyState("search", tr("No series fits this filter."), tr("Clear the filter"));
  for (QWidget* page : {static_cast<QWidget*>(table_), static_cast<QWidget*>(grid_), static_cast<QWidget*>(quarantine_),
                        static_cast<QWidget*>(empty_), static_cast<QWidget*>(nothing_)})
    stack_->addWidget(page);
  column->addWidget(stack_, 1);
  connect(filter_, &QLineEdit::textChanged, &typing_, qOverload<>(&QTimer::start));
  connect(chips_, &Chips::removed, this, [this](const QString& key) { sources_->clearFacet(key); });
  connect(view_, &SegmentedControl::currentChanged, this, [this](int index) {
    if (index == 2) {
      view_->setCurrent(QSettings().value("data/view", 0).toInt());
      return startQc();
    }
    QSettings().setValue("data/view", index);
    updateState();
  });
  connect(empty_->button(), &QPushButton::clicked, this, [this] { Q_EMIT importAsked(dataset(), {}); });
  connect(nothing_->button(), &QPushButton::clicked, this, [this] {
    filter_->clear();
    for (const auto& [key, words] : sources_->activeFacets()) sources_->clearFacet(key);
  });
  connect(quarantine_, &QuarantineView::retryAsked, this, &DataBrowser::importAsked);
  return middle;
}

void DataBrowser::buildTable() {
  table_ = new SeriesTable(*quality_, model_);
  table_->setItemDelegate(new SeriesDelegate(*model_, *thumbnails_, table_));
  table_->setAccessibleName(tr("Series"));
  connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &DataBrowser::currentChanged);
  connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this,
          [this] { Q_EMIT navigator_.statusChanged(); });
  connect(table_, &QTableView::doubleClicked, this, &DataBrowser::openCurrent);
  connect(table_, &QTableView::customContextMenuRequested, this,
          [this](const QPoint& point) { openMenu(table_->viewport()->mapToGlobal(point)); });
  table_->installEventFilter(this);
}

void DataBrowser::buildGrid() {
  grid_ = new QListView;
  grid_->setModel(model_);
  grid_->setModelColumn(SeriesModel::kCase);
  grid_->setItemDelegate(new TileDelegate(*model_, *thumbnails_, grid_));
  grid_->setSelectionModel(table_->selectionModel());
  grid_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  grid_->setSelectionBehavior(QAbstractItemView::SelectRows);
  grid_->setViewMode(QListView::IconMode);
  grid_->setResizeMode(QListView::Adjust);
  grid_->setMovement(QListView::Static);
  grid_->setUniformItemSizes(true);
  grid_->setLayoutMode(QListView::Batched);
  grid_->setFrameShape(QFrame::NoFrame);
  grid_->setAccessibleName(tr("Series as tiles"));
  grid_->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(grid_, &QListView::doubleClicked, this, &DataBrowser::openCurrent);
  connect(grid_, &QListView::customContextMenuRequested, this,
          [this](const QPoint& point) { openMenu(grid_->viewport()->mapToGlobal(point)); });
  grid_->installEventFilter(this);
}

void DataBrowser::reload() {
  sources_->reload();
}

void DataBrowser::runsChanged() {
  details_->forgetRuns();
}

void DataBrowser::selectDataset(const QString& name) {
  sources_->selectDataset(name);
}

QString DataBrowser::dataset() const {
  return sources_->dataset();
}

QStringList DataBrowser::datasets() const {
  QStringList names;
  for (const auto& row : sources_->datasets()) names << toQt(row.name);
  return names;
}

void DataBrowser::applyQuery() {
  auto query = sources_->query();
  query.orderBy = model_->query().orderBy;
  query.descending = model_->query().descending;
  query = parseFilter(filter_->text(), query);
  chips_->set(sources_->activeFacets());
  if (sources_->quarantine()) quarantine_->show(sources_->dataset());
  model_->setQuery(query);
  updateState();
  Q_EMIT headerChanged();
}

void DataBrowser::queryLoaded() {
  const double milliseconds = std::max(model_->querySeconds() * 1000, 1.0);
  chips_->setNote(tr("%1 series · %2 ms").arg(countText(model_->rowCount()), numberText(milliseconds, 0)));
  if (model_->rowCount() > 0 && !table_->currentIndex().isValid()) {
    table_->setCurrentIndex(model_->index(0, SeriesModel::kCase));
  }
  updateState();
  currentChanged();
  Q_EMIT headerChanged();
  Q_EMIT navigator_.statusChanged();
}

void DataBrowser::updateState() {
  const bool noData = sources_->datasets().empty() && !sources_->loading();
  const bool quarantine = sources_->quarantine();
  filterRow_->setVisible(!quarantine && !noData);
  if (noData)
    stack_->setCurrentWidget(empty_);
  else if (quarantine)
    stack_->setCurrentWidget(quarantine_);
  else if (model_->rowCount() == 0 && !model_->loading())
    stack_->setCurrentWidget(nothing_);
  else if (view_->current() == 1)
    stack_->setCurrentWidget(grid_);
  else
    stack_->setCurrentWidget(table_);
}

QModelIndex DataBrowser::currentIndex() const {
  return table_->selectionModel()->currentIndex();
}

void DataBrowser::currentChanged() {
  const QModelIndex index = currentIndex();
  const auto* row = index.isValid() ? model_->rowAt(index.row()) : nullptr;
  if (row != nullptr)
    details_->show(*row, model_->splitOf(*row));
  else if (model_->rowCount() == 0)
    details_->show(std::nullopt, {});
}

QString DataBrowser::contextLine() const {
  const auto& rows = sources_->datasets();
  if (rows.empty()) return {};
  qint64 series = 0, patients = 0;
  for (const auto& row : rows) {
    if (!dataset().isEmpty() && toQt(row.name) != dataset()) continue;
    series += row.series;
    patients += row.patients;
  }
  const QString name = dataset().isEmpty() ? tr("All data") : dataset();
  return tr("%1 · %2 series of %3 patients").arg(name, countText(series), countText(patients));
}

QString DataBrowser::statusText() const {
  if (sources_->datasets().empty()) return {};
  const auto selected = table_->selectionModel()->selectedRows().size();
  return tr("%1 series · %2 selected").arg(countText(model_->rowCount()), countText(selected));
}

bool DataBrowser::ready() const {
  return !typing_.isActive() && !sources_->loading() && !model_->loading() && !thumbnails_->busy() &&
         !details_->loading() && !quarantine_->loading() && !quality_->loading();
}

void DataBrowser::focusFilter() {
  filter_->setFocus(Qt::ShortcutFocusReason);
  filter_->selectAll();
}

void DataBrowser::toggleDetails() {
  details_->setVisible(!details_->isVisible());
}

}  // namespace selvox::ui
