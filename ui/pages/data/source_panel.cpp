#include "ui/pages/data/source_panel.h"

#include <algorithm>

#include <QAbstractButton>
#include <QHeaderView>
#include <QMenu>
#include <QPainter>
#include <QScrollArea>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "ui/pages/data/series_model.h"
#include "ui/shell/words.h"
#include "ui/theme/icons.h"
#include "ui/theme/style_paint.h"
#include "ui/widgets/basics.h"

namespace selvox::ui {

class FacetRow : public QAbstractButton {
 public:
  FacetRow(const QString& text, qint64 count, qint64 total, bool checked)
      : count_(count), total_(std::max<qint64>(1, total)) {
    setText(text);
    setCheckable(true);
    setChecked(checked);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setAccessibleName(QString("%1, %2").arg(text, countText(count)));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  }
  [[nodiscard]] QSize sizeHint() const override { return {200, 26}; }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    if (underMouse()) paint::box(&painter, rect(), Theme::color(Token::Hover), Qt::transparent, kRadiusChip);
    QStyleOption option;
    option.initFrom(this);
    const auto mirrored = [this](QRect r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
    option.rect = mirrored(QRect(2, (height() - 16) / 2, 16, 16));
    option.state.setFlag(QStyle::State_On, isChecked());
    paint::checkBox(&option, &painter);
    painter.setFont(Theme::font(isChecked() ? FontRole::BodyBold : FontRole::Body));
    painter.setPen(Theme::color(Token::Text));
    const int nameWidth = width() - 26 - 116;
    painter.drawText(mirrored(QRect(26, 0, nameWidth, height())), Qt::AlignVCenter | Qt::AlignLeading,
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, nameWidth));
    const QRect track = mirrored(QRect(width() - 108, height() / 2 - 2, 52, 4));
    paint::box(&painter, track, Theme::color(Token::Divider), Qt::transparent, 2);
    QRect done = track;
    done.setWidth(static_cast<int>(track.width() * count_ / total_));
    if (done.width() > 0) paint::box(&painter, done, Theme::color(Token::FieldBorder), Qt::transparent, 2);
    painter.setFont(Theme::font(FontRole::Table));
    painter.setPen(Theme::color(Token::Text2));
    painter.drawText(mirrored(QRect(width() - 52, 0, 48, height())), Qt::AlignVCenter | Qt::AlignTrailing,
                     countText(count_));
    if (hasFocus()) paint::focusRing(&painter, rect(), kRadiusChip);
  }

 private:
  qint64 count_, total_;
};

struct SourcePanel::Counts {
  qint64 all = 0, labelled = 0, train = 0, val = 0, test = 0, none = 0;
  std::vector<std::pair<std::string, qint64>> modalities;
};

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
      Lane::Catalog, this, ticket_, [catalog = context_.catalog] { return catalog->datasets(); },
      [this](base::Result<std::vector<ports::DatasetRow>> rows) {
        takeDatasets(rows ? std::move(*rows) : std::vector<ports::DatasetRow>{});
      });
}

void SourcePanel::takeDatasets(std::vector<ports::DatasetRow> rows) {
  datasets_ = std::move(rows);
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
  filling_ = false;
}

void SourcePanel::itemChosen(QTreeWidgetItem* item) {
  if (filling_ || item == nullptr) return;
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

void SourcePanel::openMenu(const QPoint& point) {
  auto* item = tree_->itemAt(point);
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
    active.append({it.key(), words});
  }
  return active;
}

void SourcePanel::countFacets() {
  std::vector<std::string> modalities;
  for (const auto& row : datasets_)
    if (dataset_.isEmpty() || toQt(row.name) == dataset_)
      modalities.insert(modalities.end(), row.modalities.begin(), row.modalities.end());
  std::sort(modalities.begin(), modalities.end());
  modalities.erase(std::unique(modalities.begin(), modalities.end()), modalities.end());
  runLatest(
      Lane::Catalog, this, countTicket_,
      [catalog = context_.catalog, dataset = dataset_.toStdString(), modalities] {
        const auto count = [&](auto&& change) {
          ports::SeriesQuery query;
          query.dataset = dataset;
          change(query);
          const auto ids = catalog->seriesIds(query);
          return ids ? static_cast<qint64>(ids->size()) : 0;
        };
        Counts counts;
        counts.all = count([](auto&) {});
        counts.labelled = count([](auto& query) { query.labelled = true; });
        counts.train = count([](auto& query) { query.split = "train"; });
        counts.val = count([](auto& query) { query.split = "val"; });
        counts.test = count([](auto& query) { query.split = "test"; });
        counts.none = count([](auto& query) { query.split = "none"; });
        for (const auto& modality : modalities)
          counts.modalities.emplace_back(modality, count([&](auto& query) { query.modality = modality; }));
        return counts;
      },
      [this](const Counts& counts) {
        loading_ = false;
        fillFacets(counts);
      });
}

void SourcePanel::fillFacets(const Counts& counts) {
  while (auto* item = facetRows_->takeAt(0)) {
    if (item->widget() != nullptr) item->widget()->deleteLater();
    delete item;
  }
  if (counts.all == 0) return;
  const qint64 total = counts.all;
  addGroup(tr("Labels"), "labelled", {{"yes", tr("labelled")}, {"no", tr("no label")}},
           {counts.labelled, total - counts.labelled});
  if (counts.train + counts.val + counts.test > 0)
    addGroup(tr("Split"), "split",
             {{"train", tr("train")}, {"val", tr("validation")}, {"test", tr("test")}, {"none", tr("in no split")}},
             {counts.train, counts.val, counts.test, counts.none});
  QList<QPair<QString, QString>> names;
  QList<qint64> numbers;
  for (const auto& [name, count] : counts.modalities) {
    names.append({toQt(name), toQt(name)});
    numbers.append(count);
  }
  if (!names.isEmpty()) addGroup(tr("Modality"), "modality", names, numbers);
  facetRows_->addStretch(1);
}

void SourcePanel::addGroup(const QString& title, const QString& key, const QList<QPair<QString, QString>>& values,
                           const QList<qint64>& counts) {
  qint64 total = 0;
  for (const qint64 count : counts) total += count;
  auto* head = textLabel(title, FontRole::Table, Token::Text2);
  QFont bold = Theme::font(FontRole::Table);
  bold.setWeight(QFont::DemiBold);
  head->setFont(bold);
  head->setContentsMargins(0, 6, 0, 2);
  facetRows_->addWidget(head);
  for (qsizetype i = 0; i < values.size(); ++i) {
    const QString value = values[i].first;
    auto* row = new FacetRow(values[i].second, counts.value(i), total, facets_.value(key) == value);
    connect(row, &QAbstractButton::clicked, this, [this, key, value](bool checked) {
      if (checked)
        facets_[key] = value;
      else
        facets_.remove(key);
      quarantine_ = false;
      countFacets();
      Q_EMIT changed();
    });
    facetRows_->addWidget(row);
  }
}

}  // namespace selvox::ui
