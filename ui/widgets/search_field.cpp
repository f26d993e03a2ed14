#include "ui/widgets/search_field.h"

#include <QAction>
#include <QKeyEvent>
#include <QPainter>

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

namespace selvox::ui {

SearchField::SearchField(const QString& placeholder, const QString& shortcutHint, QWidget* parent)
    : QLineEdit(parent), hint_(shortcutHint) {
  setPlaceholderText(placeholder);
  setAccessibleName(placeholder);
  setClearButtonEnabled(true);
  auto* glass = addAction(icon("search", Token::Text2), QLineEdit::LeadingPosition);
  glass->setEnabled(true);
  setMinimumHeight(kControlHeight);
}

void SearchField::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
    clear();
    event->accept();
    return;
  }
  QLineEdit::keyPressEvent(event);
}

void SearchField::paintEvent(QPaintEvent* event) {
  QLineEdit::paintEvent(event);
  if (hint_.isEmpty() || !text().isEmpty()) return;
  const int taken = fontMetrics().horizontalAdvance(placeholderText()) + 48;
  if (taken + QFontMetrics(Theme::font(FontRole::Caption)).horizontalAdvance(hint_) > width()) return;
  QPainter painter(this);
  painter.setFont(Theme::font(FontRole::Caption));
  painter.setPen(Theme::color(Token::Text3));
  painter.drawText(rect().adjusted(8, 0, -10, 0), Qt::AlignVCenter | (isRightToLeft() ? Qt::AlignLeft : Qt::AlignRight),
                   hint_);
}

}  // namespace selvox::ui
