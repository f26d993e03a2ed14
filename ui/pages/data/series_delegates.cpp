#include "ui/pages/data/series_delegates.h"

#include <QPainter>

#include "ui/pages/data/series_model.h"
#include "ui/pages/data/thumbnails.h"
#include "ui/theme/icons.h"
#include "ui/theme/style_paint.h"

namespace selvox::ui {
namespace {

void paintThumbnail(QPainter* painter, const QRect& box, const ports::SeriesRow* row, Thumbnails& thumbnails) {
  painter->fillRect(box, Theme::color(Token::ImageGround));
  if (row == nullptr) return;
  if (const auto* image = thumbnails.get(*row)) {
    const qreal ratio = painter->device()->devicePixelRatioF();
    // Fill the box: the middle of the slice says more than a letterbox.
    const QSize wanted = image->size().scaled(box.size(), Qt::KeepAspectRatioByExpanding) * ratio;
    QImage scaled = image->scaled(wanted, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    scaled = scaled.copy(QRect(QPoint((scaled.width() - qRound(box.width() * ratio)) / 2,
                                      (scaled.height() - qRound(box.height() * ratio)) / 2),
                               box.size() * ratio));
    painter->drawImage(box, scaled);
  } else if (thumbnails.failed(row->id)) {
    const QRect mark(box.center().x() - 7, box.center().y() - 7, 14, 14);
    painter->drawPixmap(mark, iconPixmap("file-earmark-x", 14, Token::Warn, painter->device()->devicePixelRatioF()));
  }
}

}  // namespace

SeriesDelegate::SeriesDelegate(const SeriesModel& model, Thumbnails& thumbnails, QObject* parent)
    : QStyledItemDelegate(parent), model_(model), thumbnails_(thumbnails) {}

void SeriesDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  QStyleOptionViewItem copy(option);
  copy.state &= ~QStyle::State_HasFocus;
  const QRect rule(option.rect.left(), option.rect.bottom(), option.rect.width(), 1);
  painter->fillRect(rule, Theme::color(Token::Divider));
  copy.rect.setBottom(copy.rect.bottom() - 1);
  if (index.column() == SeriesModel::kThumbnail) {
    if (copy.state.testFlag(QStyle::State_Selected)) painter->fillRect(copy.rect, Theme::color(Token::Sel));
    QRect box(0, 0, 44, 28);
    box.moveCenter(copy.rect.center());
    paintThumbnail(painter, box, model_.rowAt(index.row()), thumbnails_);
    return;
  }
  const auto* row = index.column() == SeriesModel::kLabels ? model_.rowAt(index.row()) : nullptr;
  if (row != nullptr && row->labels.empty()) copy.palette.setColor(QPalette::Text, Theme::color(Token::Text3));
  QStyledItemDelegate::paint(painter, copy, index);
}

TileDelegate::TileDelegate(const SeriesModel& model, Thumbnails& thumbnails, QObject* parent)
    : QStyledItemDelegate(parent), model_(model), thumbnails_(thumbnails) {}

QSize TileDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
  return {kTile + 8, kTile + 8 + QFontMetrics(Theme::font(FontRole::Table)).height() + 6};
}

void TileDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const QRect tile = option.rect.adjusted(4, 4, -4, -4);
  const bool selected = option.state.testFlag(QStyle::State_Selected);
  const auto* row = model_.rowAt(index.row());
  paintThumbnail(painter, QRect(tile.left(), tile.top(), kTile, kTile), row, thumbnails_);
  if (selected)
    paint::box(painter, QRect(tile.left(), tile.top(), kTile, kTile), Qt::transparent, Theme::color(Token::Accent), 0,
               3);
  painter->setFont(Theme::font(selected ? FontRole::BodyBold : FontRole::Table));
  painter->setPen(Theme::color(Token::Text));
  const QRect name(tile.left(), tile.top() + kTile + 2, kTile, tile.height() - kTile);
  const QString text = index.siblingAtColumn(SeriesModel::kCase).data().toString();
  painter->drawText(name, Qt::AlignVCenter | Qt::AlignLeft,
                    painter->fontMetrics().elidedText(text, Qt::ElideMiddle, kTile));
}

}  // namespace selvox::ui
