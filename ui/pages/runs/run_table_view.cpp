#include "ui/pages/runs/run_table_view.h"

#include <algorithm>
#include <array>

#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

namespace selvox::ui {

namespace {

constexpr int kShownWidth = 62;

}  // namespace

RunTableView::RunTableView(RunTableModel& model, QWidget* parent) : QTreeView(parent), model_(model) {
  setModel(&model);
  setItemDelegate(new RunRowDelegate(model, this));
  setAccessibleName(tr("Runs"));
  setRootIsDecorated(false);
  setIndentation(0);
  setUniformRowHeights(true);
  setSelectionMode(ExtendedSelection);
  setSelectionBehavior(SelectRows);
  setAllColumnsShowFocus(true);
  setFrameShape(NoFrame);
  setExpandsOnDoubleClick(false);
  setHorizontalScrollMode(ScrollPerPixel);
  setVerticalScrollMode(ScrollPerPixel);
  setMouseTracking(true);
  setSortingEnabled(false);
  header()->setSectionsClickable(true);
  header()->setSortIndicatorShown(true);
  header()->setSortIndicator(model.sortColumn(), model.sortOrder());
  header()->setStretchLastSection(false);
  header()->setSectionsMovable(false);
  header()->setMinimumSectionSize(40);
  connect(header(), &QHeaderView::sortIndicatorChanged, this,
          [this](int column, Qt::SortOrder order) { model_.sort(column, order); });
  connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, &RunTableView::remember);
  connect(&model, &RunTableModel::rebuilt, this, &RunTableView::restore);
  connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunTableView::selectionTouched);
  connect(this, &QTreeView::collapsed, this,
          [this](const QModelIndex& at) { folded_.insert(model_.groupTitle(at.row())); });
  connect(this, &QTreeView::expanded, this,
          [this](const QModelIndex& at) { folded_.remove(model_.groupTitle(at.row())); });
  connect(&Theme::instance(), &Theme::changed, viewport(), qOverload<>(&QWidget::update));
  restore();
}

void RunTableView::remember() {
  keptSelection_ = selectedRuns();
  keptCurrent_ = currentRun();
  keptScroll_ = verticalScrollBar()->value();
}

void RunTableView::restore() {
  {
    const QSignalBlocker quiet(this);
    for (int row = 0; row < model_.rowCount(); ++row) {
      setExpanded(model_.index(row, 0), !folded_.contains(model_.groupTitle(row)));
    }
  }
  QItemSelection selection;
  for (const QString& name : keptSelection_) {
    const QModelIndex at = model_.indexOf(name);
    if (at.isValid()) selection.select(at.siblingAtColumn(0), at.siblingAtColumn(RunTableModel::ColumnCount - 1));
  }
  selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
  if (const QModelIndex at = model_.indexOf(keptCurrent_); at.isValid())
    selectionModel()->setCurrentIndex(at, QItemSelectionModel::NoUpdate);
  verticalScrollBar()->setValue(keptScroll_);
}

QStringList RunTableView::selectedRuns() const {
  QStringList names;
  for (const QModelIndex& index : selectionModel()->selectedRows(RunTableModel::Name)) {
    if (const RunSummary* run = model_.run(index)) names << run->name;
  }
  return names;
}

QString RunTableView::currentRun() const {
  const RunSummary* run = model_.run(currentIndex());
  return run ? run->name : QString();
}

void RunTableView::selectRun(const QString& name) {
  const QModelIndex at = model_.indexOf(name);
  if (!at.isValid()) return;
  expand(at.parent());
  selectionModel()->setCurrentIndex(at, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
  scrollTo(at);
}

void RunTableView::drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  if (model_.run(index)) {
    QTreeView::drawRow(painter, option, index);
    return;
  }
  paintGroup(*painter, option.rect, index);
}

void RunTableView::paintGroup(QPainter& painter, const QRect& rect, const QModelIndex& index) const {
  const QRect row(0, rect.top(), viewport()->width(), rect.height());
  painter.save();
  painter.fillRect(row, Theme::color(Token::Sunken));
  painter.setPen(Theme::color(Token::Divider));
  painter.drawLine(row.bottomLeft(), row.bottomRight());
  const bool open = isExpanded(index);
  painter.drawPixmap(14, row.center().y() - 6,
                     iconPixmap(open ? "chevron-down" : "chevron-right", 12, Token::Text2, devicePixelRatioF()));
  QFont font = Theme::font(FontRole::Table);
  font.setWeight(QFont::DemiBold);
  painter.setFont(font);
  painter.setPen(Theme::color(Token::Text));
  const QString title = model_.groupTitle(index.row());
  QRect text = row.adjusted(34, 0, -8, 0);
  painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft, title);
  text.setLeft(text.left() + painter.fontMetrics().horizontalAdvance(title) + 10);
  painter.setFont(Theme::font(FontRole::Table));
  painter.setPen(Theme::color(Token::Text3));
  painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft, model_.groupRemark(index.row()));
  painter.restore();
}

void RunTableView::keyPressEvent(QKeyEvent* event) {
  const bool plain = event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
  if (!plain) return QTreeView::keyPressEvent(event);
  switch (event->key()) {
    case Qt::Key_Space: {
      const QStringList names = selectedRuns().isEmpty() ? QStringList{currentRun()} : selectedRuns();
      const bool on = !model_.isShown(names.front());
      for (const QString& name : names) {
        if (!name.isEmpty()) model_.setShown(name, on);
      }
      return;
    }
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (!currentRun().isEmpty()) Q_EMIT openAsked(currentRun());
      return;
    case Qt::Key_C:
      Q_EMIT compareAsked();
      return;
    case Qt::Key_P:
      Q_EMIT pauseAsked();
      return;
    case Qt::Key_S:
      Q_EMIT stopAsked();
      return;
    case Qt::Key_K:
      Q_EMIT checkpointAsked();
      return;
    case Qt::Key_L:
      Q_EMIT logAsked();
      return;
    case Qt::Key_Delete:
      Q_EMIT deleteAsked();
      return;
    default:
      QTreeView::keyPressEvent(event);
  }
}

void RunTableView::mousePressEvent(QMouseEvent* event) {
  const QModelIndex at = indexAt(event->pos());
  if (event->button() == Qt::LeftButton && at.isValid()) {
    if (const RunSummary* run = model_.run(at)) {
      if (at.column() == RunTableModel::Shown) {
        model_.setShown(run->name, !model_.isShown(run->name));
        return;
      }
    } else {
      setExpanded(at.siblingAtColumn(0), !isExpanded(at.siblingAtColumn(0)));
      return;
    }
  }
  QTreeView::mousePressEvent(event);
}

void RunTableView::mouseDoubleClickEvent(QMouseEvent* event) {
  const QModelIndex at = indexAt(event->pos());
  if (const RunSummary* run = model_.run(at); run && at.column() != RunTableModel::Shown) Q_EMIT openAsked(run->name);
}

void RunTableView::resizeEvent(QResizeEvent* event) {
  QTreeView::resizeEvent(event);
  layoutColumns();
}

// Columns have the width of their longest usual text; the name takes the rest, and narrow windows drop what is least
// asked.
void RunTableView::layoutColumns() {
  const QFontMetrics metrics(Theme::font(FontRole::Table));
  const auto wide = [&](const char* text) { return metrics.horizontalAdvance(QString::fromUtf8(text)) + 18; };
  std::array<int, RunTableModel::ColumnCount> widths{};
  widths[RunTableModel::Shown] = kShownWidth;
  widths[RunTableModel::State] = wide("Unreadable") + 34;
  widths[RunTableModel::Progress] = 146;
  widths[RunTableModel::Steps] = wide("40,000 / 40,000");
  widths[RunTableModel::Time] = wide("23 h 59 min left");
  widths[RunTableModel::Last] = wide("0.0000");
  widths[RunTableModel::Best] = wide("0.812 [0.797, 0.826]") + 4;
  widths[RunTableModel::Method] = wide("from hippo-mae-16000");
  widths[RunTableModel::Labels] = wide("Labels") + 4;
  widths[RunTableModel::Seed] = wide("Seed00") + 4;
  widths[RunTableModel::Started] = wide("yesterday 00:00") + 4;
  QFont bold = Theme::font(FontRole::Table);
  bold.setWeight(QFont::DemiBold);
  for (int column = RunTableModel::State; column < RunTableModel::ColumnCount; ++column) {  // the head in any language
    const QString head = model_.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    auto& width = widths[static_cast<std::size_t>(column)];
    width = std::max(width, QFontMetrics(bold).horizontalAdvance(head) + 2 * kSpace2);
  }
  constexpr int kNameMinimum = 190;
  int room = viewport()->width() - kNameMinimum;
  for (const int width : widths) room -= width;
  for (const int column : {RunTableModel::Steps, RunTableModel::Seed, RunTableModel::Started, RunTableModel::Labels,
                           RunTableModel::Last}) {
    const bool drop = room < 0;
    if (drop) room += widths[static_cast<std::size_t>(column)];
    setColumnHidden(column, drop);
  }
  widths[RunTableModel::Name] = kNameMinimum + std::max(0, room);
  for (int column = 0; column < RunTableModel::ColumnCount; ++column) {
    header()->resizeSection(column, widths[static_cast<std::size_t>(column)]);
  }
}

}  // namespace selvox::ui
