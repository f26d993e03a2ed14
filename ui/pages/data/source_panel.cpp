#include "ui/pages/data/source_panel.h"

#include <algorithm>

#include <QHeaderView>
#include <QMenu>
#include <QScrollArea>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "ui/pages/data/series_model.h"
#include "ui/shell/words.h"
#include "ui/theme/icons.h"
#include "ui/widgets/basics.h"

namespace selvox::ui {

namespace {
constexpr int kViewRole = Qt::UserRole + 2;  // index of a saved view; -1: their heading
}  // namespace

SourcePanel::SourcePanel(Context& context, QWidget* parent) : QWidget(parent), context_(context) {
  setProperty("kind", "panel");
  setProperty("pane", true);
  setAttribute(Qt::WA_StyledBackground);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, kSpace2, 0, 0);
  column->setSpacing(0);
  auto* head = new QHBoxLayout;
  head->setContentsMargins(kSpace3, 0, kSpace2, 0);
  auto* title = textLabel(tr("Datasets"), FontRole::Table, Token::Text2);
  QFont bold = Theme::font(FontRole::Table);
  bold.setWeight(QFont::DemiBold);
  title->setFont(bold);
  head->addWidget(title);
  head->addStretch(1);
  auto* add = iconButton("plus-lg", tr("Import a dataset"));
  connect(add, &QToolButton::clicked, this, &SourcePanel::importAsked);
  head->addWidget(add);
  column->addLayout(head);
  tree_ = new QTreeWidget;
  tree_->setHeaderHidden(true);
  tree_->setColumnCount(3);  // name, count, air
  tree_->setFrameShape(QFrame::NoFrame);
  tree_->setIndentation(18);
  tree_->setUniformRowHeights(true);
  tree_->setAccessibleName(tr("Datasets"));
  tree_->header()->setStretchLastSection(false);
  tree_->header()->setSectionResizeMode(0, QHeaderView::Stretch);
  tree_->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
  tree_->header()->setMinimumSectionSize(4);
  tree_->header()->setSectionResizeMode(2, QHeaderView::Fixed);
  tree_->header()->resizeSection(2, kSpace2);
  tree_->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(tree_, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) { itemChosen(item); });
  connect(tree_, &QTreeWidget::customContextMenuRequested, this, &SourcePanel::openMenu);
  column->addWidget(tree_, 2);
  column->addWidget(horizontalRule());
  auto* inner = new QWidget;
  inner->setObjectName("scrolled");
  facetRows_ = new QVBoxLayout(inner);
  facetRows_->setContentsMargins(kSpace3, kSpace3, kSpace2, kSpace3);
  facetRows_->setSpacing(0);
  auto* area = new QScrollArea;
  area->setWidget(inner);
  area->setWidgetResizable(true);
  area->setFrameShape(QFrame::NoFrame);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area->setFocusPolicy(Qt::NoFocus);
  column->addWidget(area, 3);
  connect(&Theme::instance(), &Theme::changed, this, [this] { fillTree(); });
}

void SourcePanel::reload() {
  loading_ = true;
  runLatest(
      Lane::Catalog, this, ticket_,
      [catalog = context_.catalog, curation = context_.curation] {
        Listing listing;
        listing.datasets = catalog->datasets().value_or(std::vector<ports::DatasetRow>{});
        if (curation != nullptr) listing.views = curation->savedQueries().value_or(std::vector<ports::SavedQuery>{});
        return listing;
      },
      [this](Listing listing) { take(std::move(listing)); });
}

void SourcePanel::take(Listing listing) {
  datasets_ = std::move(listing.datasets);
  views_ = std::move(listing.views);
  const bool known =
      std::any_of(datasets_.begin(), datasets_.end(), [this](const auto& row) { return toQt(row.name) == dataset_; });
  if (!known) {
    dataset_ = datasets_.size() == 1 ? toQt(datasets_.front().name) : QString();
    quarantine_ = false;
    facets_.clear();
  }
  fillTree();
  countFacets();
  Q_EMIT datasetsLoaded();
}

void SourcePanel::fillTree() {
  filling_ = true;
  tree_->clear();
  qint64 total = 0;
  for (const auto& row : datasets_) total += row.series;
  const auto add = [this](QTreeWidgetItem* parent, const QString& text, qint64 count, const QString& iconName,
                          const QString& name, bool quarantine) {
    auto* item = parent == nullptr ? new QTreeWidgetItem(tree_) : new QTreeWidgetItem(parent);
    item->setText(0, text);
    item->setText(1, countText(count));
    item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    item->setForeground(1, Theme::color(Token::Text2));
    item->setIcon(0, icon(iconName, Token::Text2));
    item->setData(0, Qt::UserRole, name);
    item->setData(0, Qt::UserRole + 1, quarantine);
    item->setSizeHint(0, QSize(0, 26));
    if (name == dataset_ && quarantine == quarantine_) {
      QFont bold = Theme::font(FontRole::BodyBold);
      item->setFont(0, bold);
      tree_->setCurrentItem(item);
    }
    return item;
  };
  if (datasets_.size() != 1) add(nullptr, tr("All data"), total, "database", {}, false);
  for (const auto& row : datasets_) {
    auto* item = add(nullptr, toQt(row.name), row.series, "collection", toQt(row.name), false);
    if (row.quarantined > 0) add(item, tr("Quarantine"), row.quarantined, "file-earmark-x", toQt(row.name), true);
    item->setExpanded(true);
  }
  addViews();
  filling_ = false;
}

void SourcePanel::addViews() {
  if (views_.empty()) return;
  auto* head = new QTreeWidgetItem(tree_);
  head->setText(0, tr("Saved views"));
  head->setIcon(0, icon("bookmark", Token::Text2));
  head->setFlags(Qt::ItemIsEnabled);
  head->setData(0, kViewRole, -1);
  for (std::size_t i = 0; i < views_.size(); ++i) {
    auto* item = new QTreeWidgetItem(head);
    item->setText(0, toQt(views_[i].name).replace('_', ' '));
    item->setIcon(0, icon("bookmark", Token::Text2));
    item->setData(0, kViewRole, static_cast<int>(i));
    item->setSizeHint(0, QSize(0, 26));
  }
  head->setExpanded(true);
}

void SourcePanel::itemChosen(QTreeWidgetItem* item) {
  if (filling_ || item == nullptr) return;
  if (const QVariant view = item->data(0, kViewRole); view.isValid()) {
    if (view.toInt() >= 0) chooseView(views_[static_cast<std::size_t>(view.toInt())].query);
    return;
  }
  const QString name = item->data(0, Qt::UserRole).toString();
  const bool quarantine = item->data(0, Qt::UserRole + 1).toBool();
  if (name == dataset_ && quarantine == quarantine_) return;
  if (name != dataset_) facets_.clear();
  dataset_ = name;
  quarantine_ = quarantine;
  QMetaObject::invokeMethod(
      this, [this] { fillTree(); }, Qt::QueuedConnection);
  countFacets();
  Q_EMIT changed();
}

void SourcePanel::chooseView(const ports::SeriesQuery& query) {
  dataset_ = toQt(query.dataset);
  quarantine_ = false;
  facets_.clear();
  if (!query.modality.empty()) facets_["modality"] = toQt(query.modality);
  if (!query.split.empty()) facets_["split"] = toQt(query.split);
  if (query.labelled) facets_["labelled"] = *query.labelled ? "yes" : "no";
  for (const auto& [facet, values] : query.facets)
    if (!values.empty()) facets_[ports::name(facet)] = toQt(values.front());
  QMetaObject::invokeMethod(
      this, [this] { fillTree(); }, Qt::QueuedConnection);
  countFacets();
  Q_EMIT viewChosen(query);
}

void SourcePanel::removeView(const QString& name) {
  runAsync(
      Lane::Catalog, this, [curation = context_.curation, name = name.toStdString()] { return curation->removeQuery(name); },
      [this](const base::Status&) { reload(); });
}

void SourcePanel::openMenu(const QPoint& point) {
  auto* item = tree_->itemAt(point);
  if (item != nullptr && item->data(0, kViewRole).isValid()) {
    const int view = item->data(0, kViewRole).toInt();
    if (view < 0) return;
    QMenu menu(this);
    connect(menu.addAction(icon("trash", Token::Text2), tr("Remove the view")), &QAction::triggered, this,
            [this, name = toQt(views_[static_cast<std::size_t>(view)].name)] { removeView(name); });
    menu.exec(tree_->viewport()->mapToGlobal(point));
    return;
  }
  const QString name = item != nullptr ? item->data(0, Qt::UserRole).toString() : QString();
  QMenu menu(this);
  connect(menu.addAction(icon("download", Token::Text2), tr("Import…")), &QAction::triggered, this,
          &SourcePanel::importAsked);
  if (!name.isEmpty())
    connect(menu.addAction(icon("shuffle", Token::Text2), tr("Split…")), &QAction::triggered, this,
            [this, name] { Q_EMIT splitAsked(name); });
  menu.exec(tree_->viewport()->mapToGlobal(point));
}

void SourcePanel::selectDataset(const QString& name) {
  dataset_ = name;
  quarantine_ = false;
  facets_.clear();
  fillTree();
  countFacets();
  Q_EMIT changed();
}

void SourcePanel::selectQuarantine(const QString& dataset) {
  dataset_ = dataset;
  quarantine_ = true;
  fillTree();
  Q_EMIT changed();
}

ports::SeriesQuery SourcePanel::query() const {
  ports::SeriesQuery query;
  query.dataset = dataset_.toStdString();
  query.modality = facets_.value("modality").toStdString();
  query.split = facets_.value("split").toStdString();
  if (facets_.contains("labelled")) query.labelled = facets_.value("labelled") == "yes";
  for (auto it = facets_.begin(); it != facets_.end(); ++it) {
    const auto facet = ports::facetFromName(it.key().toStdString());
    if (facet && it.key() != "modality" && it.key() != "split" && it.key() != "labelled")
      query.facets[*facet] = {it.value().toStdString()};
  }
  return query;
}

void SourcePanel::clearFacet(const QString& key) {
  if (facets_.remove(key) == 0) return;
  countFacets();
  Q_EMIT changed();
}

QList<QPair<QString, QString>> SourcePanel::activeFacets() const {
  QList<QPair<QString, QString>> active;
  for (auto it = facets_.begin(); it != facets_.end(); ++it) {
    QString words = it.value();
    if (it.key() == "labelled")
      words = it.value() == "yes" ? tr("labelled") : tr("no label");
    else if (it.key() == "modality")
      words = tr("modality: %1").arg(it.value());
    else if (it.key() == "split")
      words = tr("split: %1").arg(it.value() == "none" ? tr("in no split") : roleWord(it.value()));
    else
      words = tr("%1: %2").arg(facetTitle(it.key()).toLower(), facetValue(it.key(), it.value()));
    active.append({it.key(), words});
  }
  return active;
}

}  // namespace selvox::ui
