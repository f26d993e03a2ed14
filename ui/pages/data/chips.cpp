#include "ui/pages/data/chips.h"

#include <QAbstractButton>
#include <QLabel>
#include <QPainter>

#include "ui/theme/icons.h"
#include "ui/theme/style_paint.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/flow_layout.h"

namespace selvox::ui {
namespace {

class Chip : public QAbstractButton {
 public:
  explicit Chip(const QString& words) {
    setText(words);
    setAccessibleName(Chips::tr("Take away the filter %1").arg(words));
    setToolTip(accessibleName());
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
  }
  [[nodiscard]] QSize sizeHint() const override {
    return {QFontMetrics(Theme::font(FontRole::Table)).horizontalAdvance(text()) + 36, kCompactHeight};
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    const QRect box = rect().adjusted(0, 2, 0, -2);
    paint::box(&painter, box, Theme::color(Token::Sel),
               underMouse() ? Theme::color(Token::Accent) : QColor(Qt::transparent), kRadiusChip);
    painter.setFont(Theme::font(FontRole::Table));
    painter.setPen(Theme::color(Token::Text));
    painter.drawText(box.adjusted(8, 0, -24, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
    painter.drawPixmap(width() - 20, height() / 2 - 6, iconPixmap("x-lg", 12, Token::Text2, devicePixelRatioF()));
    if (hasFocus()) paint::focusRing(&painter, box, kRadiusChip);
  }
};

}  // namespace

Chips::Chips(QWidget* parent) : QWidget(parent) {
  new FlowLayout(this);
  note_ = textLabel({}, FontRole::Table, Token::Text2, this);
  layout()->addWidget(note_);
  QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
}

void Chips::set(const QList<QPair<QString, QString>>& chips) {
  if (chips == chips_) return;
  chips_ = chips;
  while (layout()->count() > 0) {
    auto* item = layout()->takeAt(0);
    if (item->widget() != note_) item->widget()->deleteLater();
    delete item;
  }
  for (const auto& [key, words] : chips) {
    auto* chip = new Chip(words);
    connect(chip, &QAbstractButton::clicked, this, [this, name = key] { Q_EMIT removed(name); });
    layout()->addWidget(chip);
  }
  layout()->addWidget(note_);
}

void Chips::setNote(const QString& note) {
  note_->setText(note);
  layout()->invalidate();
}

}  // namespace selvox::ui
