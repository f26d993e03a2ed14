#include "ui/pages/data/series_table.h"

#include <algorithm>

#include <QMenu>
#include <QPainter>
#include <QSettings>

#include "ui/pages/data/quality_data.h"
#include "ui/pages/data/series_model.h"
#include "ui/theme/theme.h"

namespace selvox::ui {

namespace {

constexpr int kShapeHeight = 12;
constexpr const char* kStateKey = "data/columns-2";

const std::vector<int> kWidths{60, 140, 96, 84, 108, 98, 66, 96, 90, 76, 110, 150, 118, 118, 84, 92, 130};

}  // namespace

ShapeHeader::ShapeHeader(const QualityData& quality, QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent), quality_(quality) {
  setHighlightSections(false);
  setSectionsClickable(true);
  setSectionsMovable(true);
  setFirstSectionMovable(false);
}

QSize ShapeHeader::sectionSizeFromContents(int section) const {
  QSize size = QHeaderView::sectionSizeFromContents(section);
  if (!quality_.empty() && SeriesModel::metricOf(section)) size.rheight() += kShapeHeight;
  return size;
}

void ShapeHeader::paintSection(QPainter* painter, const QRect& rect, int section) const {
  painter->save();
  QHeaderView::paintSection(painter, rect, section);
  painter->restore();
  const auto metric = SeriesModel::metricOf(section);
  if (!metric || quality_.empty()) return;
  const auto& shape = quality_.shapeOf(*metric);
  const int most = shape.empty() ? 0 : *std::max_element(shape.begin(), shape.end());
  if (most == 0) return;
  const QRect box(rect.left() + kSpace2, rect.bottom() - kShapeHeight - 1, rect.width() - 2 * kSpace2, kShapeHeight);
  const double step = static_cast<double>(box.width()) / static_cast<double>(shape.size());
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (shape[i] == 0) continue;
    const double tall = std::max(1.0, kShapeHeight * static_cast<double>(shape[i]) / most);
    painter->fillRect(QRectF(box.left() + static_cast<double>(i) * step, box.bottom() + 1 - tall, std::max(1.0, step - 1), tall),
                      Theme::color(Token::FieldBorder));
  }
}

SeriesTable::SeriesTable(const QualityData& quality, QAbstractItemModel* model, QWidget* parent) : QTableView(parent) {
  auto* head = new ShapeHeader(quality, this);
  setHorizontalHeader(head);
  setModel(model);
  setFrameShape(QFrame::NoFrame);
  setShowGrid(false);
  setSelectionBehavior(QAbstractItemView::SelectRows);
  setSelectionMode(QAbstractItemView::ExtendedSelection);
  setWordWrap(false);
  setTabKeyNavigation(false);
  setContextMenuPolicy(Qt::CustomContextMenu);
  setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  verticalHeader()->hide();
  verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  verticalHeader()->setDefaultSectionSize(Theme::rowHeight());
  for (std::size_t i = 0; i < kWidths.size(); ++i) head->resizeSection(static_cast<int>(i), kWidths[i]);
  for (const int hidden : {SeriesModel::kTags, SeriesModel::kFindings, SeriesModel::kSignal, SeriesModel::kBackground,
                           SeriesModel::kMean, SeriesModel::kDeviation, SeriesModel::kLabelVolume})
    head->setSectionHidden(hidden, true);
  const QByteArray kept = QSettings().value(kStateKey).toByteArray();
  if (!kept.isEmpty()) head->restoreState(kept);
  head->setSectionResizeMode(SeriesModel::kThumbnail, QHeaderView::Fixed);
  head->setStretchLastSection(true);
  head->setSortIndicator(SeriesModel::kCase, Qt::AscendingOrder);
  setSortingEnabled(true);
  head->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(head, &QWidget::customContextMenuRequested, this, [this, head](const QPoint& point) {
    QMenu menu(this);
    fillColumnMenu(&menu);
    menu.exec(head->mapToGlobal(point));
  });
  connect(head, &QHeaderView::sectionMoved, this, &SeriesTable::remember);
  connect(head, &QHeaderView::sectionResized, this, &SeriesTable::remember);
  connect(&quality, &QualityData::changed, head, [head] {
    head->updateGeometry();
    Q_EMIT head->geometriesChanged();
    head->viewport()->update();
  });
  connect(&Theme::instance(), &Theme::changed, this,
          [this] { verticalHeader()->setDefaultSectionSize(Theme::rowHeight()); });
}

void SeriesTable::remember() {
  if (isVisible()) QSettings().setValue(kStateKey, horizontalHeader()->saveState());
}

void SeriesTable::setColumnShown(int column, bool shown) {
  horizontalHeader()->setSectionHidden(column, !shown);
  remember();
}

void SeriesTable::fillColumnMenu(QMenu* menu) {
  for (int column = SeriesModel::kCase + 1; column < SeriesModel::kColumns; ++column) {
    auto* action = menu->addAction(model()->headerData(column, Qt::Horizontal).toString());
    action->setCheckable(true);
    action->setChecked(!isColumnHidden(column));
    connect(action, &QAction::toggled, this, [this, column](bool on) { setColumnShown(column, on); });
  }
}

}  // namespace selvox::ui
