#include "ui/widgets/flow_layout.h"

#include <algorithm>

#include <QStyle>
#include <QWidget>

namespace selvox::ui {

FlowLayout::FlowLayout(QWidget* parent, int spacing) : QLayout(parent) {
  setSpacing(spacing);
  setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout() {
  qDeleteAll(items_);
}

QLayoutItem* FlowLayout::takeAt(int index) {
  return index >= 0 && index < items_.size() ? items_.takeAt(index) : nullptr;
}

void FlowLayout::setGeometry(const QRect& rect) {
  QLayout::setGeometry(rect);
  arrange(rect, true);
}

QSize FlowLayout::minimumSize() const {
  QSize size;
  for (const auto* item : items_) size = size.expandedTo(item->minimumSize());
  const QMargins margins = contentsMargins();
  return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

int FlowLayout::arrange(const QRect& rect, bool move) const {
  const QRect inner = rect.marginsRemoved(contentsMargins());
  const auto direction = parentWidget() != nullptr ? parentWidget()->layoutDirection() : Qt::LeftToRight;
  int x = inner.x(), y = inner.y(), line = 0;
  for (auto* item : items_) {
    const auto* widget = item->widget();
    if (widget != nullptr && widget->isHidden()) continue;
    const QSize size = item->sizeHint();
    if (x > inner.x() && x + size.width() > inner.right() + 1) {
      x = inner.x();
      y += line + spacing();
      line = 0;
    }
    if (move) item->setGeometry(QStyle::visualRect(direction, inner, QRect(QPoint(x, y), size)));
    x += size.width() + spacing();
    line = std::max(line, size.height());
  }
  return y + line - rect.y() + contentsMargins().bottom();
}

}  // namespace selvox::ui
