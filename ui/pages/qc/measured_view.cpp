#include "ui/pages/qc/measured_view.h"

#include <QPainter>
#include <QStyle>

#include "ui/theme/icons.h"

namespace selvox::ui {

namespace {

constexpr int kLine = 24, kMark = 24;

struct MarkLook {
  const char* icon;
  Token token;
};

MarkLook lookOf(MeasuredView::Line::Mark mark) {
  using Mark = MeasuredView::Line::Mark;
  if (mark == Mark::Ok) return {"check-circle-fill", Token::Ok};
  if (mark == Mark::Odd) return {"exclamation-triangle-fill", Token::Warn};
  return {"dash-circle", Token::Text3};
}

}  // namespace

MeasuredView::MeasuredView(QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize MeasuredView::sizeHint() const {
  return {240, static_cast<int>(lines_.size()) * kLine};
}

void MeasuredView::show(QList<Line> lines) {
  const bool grows = lines.size() != lines_.size();
  lines_ = std::move(lines);
  QStringList words;
  for (const Line& line : lines_) words << line.name + ' ' + line.value + ' ' + line.beside;
  setAccessibleName(tr("Measured"));
  setAccessibleDescription(words.join(QStringLiteral("; ")));
  if (grows) updateGeometry();
  update();
}

void MeasuredView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const auto place = [this](const QRect& box) { return QStyle::visualRect(layoutDirection(), rect(), box); };
  int y = 0;
  for (const Line& line : lines_) {
    const auto [icon, token] = lookOf(line.mark);
    painter.drawPixmap(place({width() - 16, y + (kLine - 14) / 2, 14, 14}),
                       iconPixmap(icon, 14, token, devicePixelRatioF()));
    int right = width() - kMark;
    painter.setFont(Theme::font(FontRole::Table));
    const auto draw = [&](const QString& text, Token ink) {
      if (text.isEmpty()) return;
      const int wide = painter.fontMetrics().horizontalAdvance(text);
      painter.setPen(Theme::color(ink));
      painter.drawText(place({right - wide, y, wide, kLine}), Qt::AlignVCenter | Qt::AlignTrailing, text);
      right -= wide + 5;
    };
    draw(line.beside, Token::Text2);
    QFont bold = Theme::font(FontRole::Table);
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    draw(line.value, Token::Text);
    painter.setFont(Theme::font(FontRole::Table));
    painter.setPen(Theme::color(Token::Text2));
    painter.drawText(place({0, y, right, kLine}), Qt::AlignVCenter | Qt::AlignLeading,
                     painter.fontMetrics().elidedText(line.name, Qt::ElideRight, right));
    y += kLine;
  }
}

}  // namespace selvox::ui
