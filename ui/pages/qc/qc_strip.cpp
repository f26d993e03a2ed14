#include "ui/pages/qc/qc_strip.h"

#include <algorithm>

#include <QMouseEvent>
#include <QPainter>

#include "ui/pages/data/thumbnails.h"
#include "ui/shell/words.h"
#include "ui/theme/icons.h"
#include "ui/theme/style_paint.h"

namespace selvox::ui {

namespace {
constexpr int kTileWidth = 92, kPictureHeight = 62, kStep = 99, kTop = 8;
constexpr int kMost = 10;
}  // namespace

QcStrip::QcStrip(const QcSession& session, Thumbnails& thumbnails, QWidget* parent)
    : QWidget(parent), session_(session), thumbnails_(thumbnails) {
  setProperty("kind", "panel");
  setAttribute(Qt::WA_StyledBackground);
  setFixedHeight(sizeHint().height());
  setAccessibleName(tr("Cases before and after"));
  connect(&thumbnails_, &Thumbnails::arrived, this, qOverload<>(&QWidget::update));
}

int QcStrip::shown() const {
  return std::clamp((width() - 2 * kSpace3) / kStep, 1, std::min(kMost, std::max(1, session_.count())));
}

int QcStrip::first() const {
  return std::clamp(session_.position() - shown() / 2, 0, std::max(0, session_.count() - shown()));
}

QRect QcStrip::tile(int position) const {
  const int used = shown() * kStep - (kStep - kTileWidth);
  return {(width() - used) / 2 + (position - first()) * kStep, kTop, kTileWidth, kPictureHeight};
}

void QcStrip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(QRect(0, 0, width(), 1), Theme::color(Token::Divider));
  for (int i = first(); i < std::min(first() + shown(), session_.count()); ++i) paintTile(painter, i);
}

void QcStrip::paintTile(QPainter& painter, int position) {
  const QRect box = tile(position);
  const bool now = position == session_.position();
  painter.fillRect(box, Theme::color(Token::ImageGround));
  const auto* entry = session_.entry(position);
  const QString name = entry != nullptr ? toQt(entry->row->caseName) : QStringLiteral("…");
  if (entry != nullptr) {
    if (const auto* image = thumbnails_.get(*entry->row)) {
      const QSize size = image->size().scaled(box.size(), Qt::KeepAspectRatioByExpanding);
      painter.save();
      painter.setClipRect(box);
      painter.setRenderHint(QPainter::SmoothPixmapTransform);
      painter.drawImage(QRect(box.center() - QPoint(size.width() / 2, size.height() / 2), size), *image);
      painter.restore();
    }
    if (entry->flagged)
      painter.drawPixmap(QRect(box.left() + 4, box.top() + 4, 12, 12),
                         iconPixmap("flag-fill", 12, Token::ImageText, devicePixelRatioF()));
    if (entry->rating > 0) {
      const QRect badge(box.right() - 18, box.bottom() - 18, 16, 16);
      QColor ground = Theme::color(Token::ImageGround);
      ground.setAlphaF(0.7F);
      paint::box(&painter, badge, ground, Qt::transparent, kRadiusChip);
      painter.setFont(Theme::font(FontRole::Caption));
      painter.setPen(Theme::color(Token::ImageText));
      painter.drawText(badge, Qt::AlignCenter, QString::number(entry->rating));
    }
  }
  if (now) paint::box(&painter, box.adjusted(-3, -3, 3, 3), Qt::transparent, Theme::color(Token::Accent), 0, 3);
  QFont font = Theme::font(FontRole::Caption);
  if (now) font.setWeight(QFont::DemiBold);
  painter.setFont(font);
  painter.setPen(Theme::color(now ? Token::Text : Token::Text2));
  const QRect line(box.left(), box.bottom() + 3, box.width(), height() - box.bottom() - 3);
  painter.drawText(line, Qt::AlignHCenter | Qt::AlignVCenter,
                   painter.fontMetrics().elidedText(name, Qt::ElideLeft, line.width()));
}

void QcStrip::mousePressEvent(QMouseEvent* event) {
  for (int i = first(); i < std::min(first() + shown(), session_.count()); ++i)
    if (tile(i).adjusted(0, 0, 0, 24).contains(event->pos())) return Q_EMIT asked(i);
}

}  // namespace selvox::ui
