#include "ui/pages/experiments/method_list.h"

#include <algorithm>

#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "ui/theme/style_paint.h"
#include "ui/widgets/search_field.h"

namespace selvox::ui {
namespace {

enum Role { kId = Qt::UserRole + 1, kSummary, kDims, kReason };

// Name and dimensions in the first line, what it does or why it cannot in the second.
class MethodDelegate : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override {
    const int line = QFontMetrics(Theme::font(FontRole::Body)).height();
    if (index.data(kId).toString().isEmpty()) return {100, line + 10};
    return {100, line + QFontMetrics(Theme::font(FontRole::Caption)).height() + 10};
  }

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    if (selected)
      painter->fillRect(option.rect, Theme::color(Token::Sel));
    else if (option.state.testFlag(QStyle::State_MouseOver))
      painter->fillRect(option.rect, Theme::color(Token::Hover));
    const QString id = index.data(kId).toString();
    QRect r = option.rect.adjusted(4, 4, -8, -4);
    painter->setFont(Theme::font(id.isEmpty() || selected ? FontRole::BodyBold : FontRole::Body));
    const QString reason = index.data(kReason).toString();
    const bool possible = reason.isEmpty();
    painter->setPen(Theme::color(possible ? Token::Text : Token::Text3));
    const int line = painter->fontMetrics().height();
    if (id.isEmpty()) {
      painter->drawText(r, Qt::AlignVCenter | Qt::AlignLeading, index.data().toString());
      painter->setFont(Theme::font(FontRole::Table));
      painter->setPen(Theme::color(Token::Text2));
      painter->drawText(r, Qt::AlignVCenter | Qt::AlignTrailing, index.data(kSummary).toString());
      return;
    }
    int x = r.right();
    QList<int> dims;
    for (const auto& dim : index.data(kDims).toList()) dims.prepend(dim.toInt());
    const QFont nameFont = painter->font();
    const QPen namePen = painter->pen();
    painter->setFont(Theme::font(FontRole::Caption));
    for (const int dim : dims) {
      const QRect chip(x - 26, r.top() + 1, 26, 16);
      paint::box(painter, chip, Qt::transparent, Theme::color(Token::Divider), kRadiusChip);
      painter->setPen(Theme::color(Token::Text2));
      painter->drawText(chip, Qt::AlignCenter, QString("%1D").arg(dim));
      x -= 31;
    }
    painter->setFont(nameFont);
    painter->setPen(namePen);
    const QRect name(r.left(), r.top(), std::max(20, x - r.left() - 4), line);
    painter->drawText(name, Qt::AlignVCenter | Qt::AlignLeading,
                      painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, name.width()));
    painter->setFont(Theme::font(FontRole::Caption));
    painter->setPen(Theme::color(Token::Text2));
    const QRect second(r.left(), r.top() + line, r.width(), r.height() - line);
    painter->drawText(second, Qt::AlignVCenter | Qt::AlignLeading,
                      painter->fontMetrics().elidedText(possible ? index.data(kSummary).toString() : reason,
                                                        Qt::ElideRight, second.width()));
  }
};

}  // namespace

MethodList::MethodList(QWidget* parent) : QWidget(parent) {
  setProperty("kind", "panel");
  setProperty("pane", true);
  setAttribute(Qt::WA_StyledBackground);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, kSpace2, 0, 0);
  column->setSpacing(kSpace2);
  search_ = new SearchField(tr("Find a method"));
  auto* row = new QHBoxLayout;
  row->setContentsMargins(kSpace3, 0, kSpace3, 0);
  row->addWidget(search_);
  column->addLayout(row);
  tree_ = new QTreeWidget;
  tree_->setHeaderHidden(true);
  tree_->setFrameShape(QFrame::NoFrame);
  tree_->setIndentation(16);
  tree_->setMouseTracking(true);
  tree_->setItemDelegate(new MethodDelegate(tree_));
  tree_->setAccessibleName(tr("Methods"));
  setFocusProxy(tree_);
  column->addWidget(tree_, 1);
  connect(search_, &QLineEdit::textChanged, this, &MethodList::fill);
  connect(tree_, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
    const QString id = item != nullptr ? item->data(0, kId).toString() : QString();
    if (filling_ || id.isEmpty() || id == selected_ || !item->data(0, kReason).toString().isEmpty()) return;
    selected_ = id;
    Q_EMIT chosen(id);
  });
  connect(&Theme::instance(), &Theme::changed, tree_, [this] { tree_->viewport()->update(); });
}

void MethodList::setUnits(const std::vector<UnitChoice>& units, int dim) {
  units_ = units;
  dim_ = dim;
  fill();
}

void MethodList::select(const QString& id) {
  selected_ = id;
  fill();
}

void MethodList::focusSearch() {
  search_->setFocus(Qt::ShortcutFocusReason);
}

void MethodList::fill() {
  filling_ = true;
  tree_->clear();
  const QString wanted = search_->text().trimmed();
  QMap<QString, QTreeWidgetItem*> families;
  QMap<QString, int> counts;
  const auto isControl = [](const QString& family) { return family == "test" || family == "control"; };
  for (int pass = 0; pass < 2; ++pass)  // controls last
    for (const auto& unit : units_) {
      if (isControl(unit.family) != (pass == 1)) continue;
      const QString title = unit.title.isEmpty() ? unitTitle(unit.id) : unit.title;
      if (!wanted.isEmpty() && !title.contains(wanted, Qt::CaseInsensitive) &&
          !unit.id.contains(wanted, Qt::CaseInsensitive) && !unit.summary.contains(wanted, Qt::CaseInsensitive))
        continue;
      auto*& family = families[unit.family];
      if (family == nullptr) {
        family = new QTreeWidgetItem(tree_, {familyTitle(unit.family)});
        family->setFlags(Qt::ItemIsEnabled);
        family->setExpanded(pass == 0 || !wanted.isEmpty());
      }
      family->setData(0, kSummary, QString::number(++counts[unit.family]));
      auto* item = new QTreeWidgetItem(family, {title});
      item->setData(0, kId, unit.id);
      item->setData(0, kSummary, unit.summary);
      item->setToolTip(0, unit.paper.isEmpty() ? unit.summary : unit.summary + "\n" + unit.paper);
      QVariantList dims;
      for (const int dim : unit.dims) dims << dim;
      item->setData(0, kDims, dims);
      if (!unit.dims.contains(dim_)) item->setData(0, kReason, tr("not in %1D").arg(dim_));
      if (unit.id == selected_) {
        family->setExpanded(true);
        tree_->setCurrentItem(item);
      }
    }
  filling_ = false;
}

}  // namespace selvox::ui
