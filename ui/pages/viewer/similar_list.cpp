#include "ui/pages/viewer/similar_list.h"

#include <algorithm>
#include <cmath>

#include <QPainter>
#include <QPainterPath>

#include "ui/async.h"
#include "ui/pages/viewer/viewer_data.h"
#include "ui/shell/words.h"
#include "ui/theme/theme.h"

namespace selvox::ui {

namespace {

constexpr int kCardWidth = 216, kPicture = 128, kGap = 12, kBar = 54;
constexpr int kShownColumns = 2;

}  // namespace

void SimilarModel::setHits(std::vector<SimilarHit> hits) {
  beginResetModel();
  hits_ = std::move(hits);
  endResetModel();
  askPictures();
}

const SimilarHit* SimilarModel::at(int row) const {
  return row < 0 || row >= rowCount() ? nullptr : &hits_[static_cast<std::size_t>(row)];
}

int SimilarModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(hits_.size());
}

// The rows of all hits in one question to the catalog, then their pictures one by one.
void SimilarModel::askPictures() {
  std::vector<std::int64_t> wanted;
  for (const SimilarHit& hit : hits_)
    if (!pictures_.contains(hit.series) && asked_.insert(hit.series).second) wanted.push_back(hit.series);
  if (wanted.empty()) return;
  runAsync(
      Lane::Catalog, this, [catalog = context_.catalog, wanted] { return catalog->series(wanted); },
      [this, wanted](const base::Result<std::vector<ports::SeriesRow>>& rows) {
        std::unordered_set<qint64> coming;
        for (const ports::SeriesRow& row : rows.value_or(std::vector<ports::SeriesRow>{})) {
          coming.insert(row.id);
          runAsync(
              Lane::Files, this, [context = &context_, row] { return caseThumbnail(*context, row, kPicture * 2); },
              [this, id = row.id](const QImage& image) {
                pictures_[id] = QPixmap::fromImage(image);
                asked_.erase(id);
                if (rowCount() > 0) Q_EMIT dataChanged(index(0), index(rowCount() - 1), {PictureRole});
              });
        }
        for (const auto id : wanted)
          if (!coming.contains(id)) asked_.erase(id);
      });
}

QVariant SimilarModel::data(const QModelIndex& index, int role) const {
  const SimilarHit* hit = index.isValid() ? at(index.row()) : nullptr;
  if (!hit) return {};
  const QString place = !hit->label.isEmpty() ? hit->label
                        : hit->slice >= 0     ? tr("slice %1").arg(hit->slice)
                                              : QString();
  QStringList columns;
  if (!place.isEmpty()) columns << place;
  for (const auto& [name, value] : hit->columns) columns << QStringLiteral("%1 %2").arg(name, value);
  switch (role) {
    case Qt::DisplayRole:
      return hit->caseName;
    case RankRole:
      return hit->rank;
    case DistanceRole:
      return numberText(hit->distance, 3);
    case ShareRole:
      return std::clamp(hit->similarity, 0.0, 1.0);
    case PatientRole:
      return hit->patient;
    case ColumnsRole:
      return QStringList(columns.mid(0, kShownColumns)).join(QStringLiteral(" \u00B7 "));
    case SeriesRole:
      return hit->series;
    case PictureRole: {
      const auto found = pictures_.find(hit->series);
      return found == pictures_.end() ? QVariant() : QVariant(found->second);
    }
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole: {
      QStringList lines{tr("%1, distance %2").arg(hit->caseName, numberText(hit->distance, 3)),
                        QStringLiteral("%1 \u00B7 %2 \u00B7 %3").arg(hit->dataset, hit->patient, hit->modality)};
      return (lines + columns).join(QLatin1Char('\n'));
    }
    default:
      return {};
  }
}

QSize SimilarDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
  const int text =
      QFontMetrics(Theme::font(FontRole::Body)).height() + 2 * QFontMetrics(Theme::font(FontRole::Table)).height();
  return {kCardWidth + kGap, kPicture + text + 20 + kGap};
}

void SimilarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const bool selected = option.state.testFlag(QStyle::State_Selected);
  const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
  const QRect card = option.rect.adjusted(kGap / 2, kGap / 2, -kGap / 2, -kGap / 2);
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  QPainterPath shape;
  shape.addRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
  painter->fillPath(shape, Theme::color(hovered ? Token::Hover : Token::Panel));
  painter->setClipPath(shape);
  const QRect ground(card.left(), card.top(), card.width(), kPicture);
  painter->fillRect(ground, Theme::color(Token::ImageGround));
  painter->setRenderHint(QPainter::SmoothPixmapTransform);
  const auto picture = index.data(SimilarModel::PictureRole).value<QPixmap>();
  if (!picture.isNull())
    painter->drawPixmap(QRect(ground.center().x() - kPicture / 2, ground.top(), kPicture, kPicture), picture);
  painter->setClipping(false);
  painter->setPen(QPen(Theme::color(selected ? Token::Accent : Token::Divider), selected ? 2 : 1));
  painter->drawPath(shape);

  const bool mirrored = option.direction == Qt::RightToLeft;
  const Qt::Alignment leading = mirrored ? Qt::AlignRight : Qt::AlignLeft;
  const Qt::Alignment trailing = mirrored ? Qt::AlignLeft : Qt::AlignRight;
  QRect text = card.adjusted(10, kPicture + 8, -10, -6);
  painter->setFont(Theme::font(FontRole::Body));
  painter->setPen(Theme::color(Token::Text));
  const QString distance = index.data(SimilarModel::DistanceRole).toString();
  const int wide = painter->fontMetrics().horizontalAdvance(distance) + kSpace2;
  painter->drawText(text, static_cast<int>(trailing | Qt::AlignTop), distance);
  painter->setFont(Theme::font(FontRole::BodyBold));
  const QFontMetrics bold = painter->fontMetrics();
  const QString name = QStringLiteral("%1  %2")
                           .arg(index.data(SimilarModel::RankRole).toInt())
                           .arg(index.data(Qt::DisplayRole).toString());
  painter->drawText(mirrored ? text.adjusted(wide, 0, 0, 0) : text.adjusted(0, 0, -wide, 0),
                    static_cast<int>(leading | Qt::AlignTop),
                    bold.elidedText(name, Qt::ElideMiddle, text.width() - wide));
  text.setTop(text.top() + bold.height());
  painter->setFont(Theme::font(FontRole::Table));
  painter->setPen(Theme::color(Token::Text2));
  const QFontMetrics small = painter->fontMetrics();
  painter->drawText(text, static_cast<int>(leading | Qt::AlignTop),
                    small.elidedText(index.data(SimilarModel::PatientRole).toString(), Qt::ElideMiddle,
                                     text.width() - kBar - kSpace2));
  const QRect track(mirrored ? text.left() : text.right() - kBar, text.top() + small.height() / 2 - 1, kBar, 3);
  painter->fillRect(track, Theme::color(Token::Divider));
  const int length = static_cast<int>(std::lround(index.data(SimilarModel::ShareRole).toDouble() * track.width()));
  painter->fillRect(QRect(mirrored ? track.right() - length + 1 : track.left(), track.top(), length, track.height()),
                    Theme::color(Token::Accent));
  text.setTop(text.top() + small.height());
  painter->drawText(text, static_cast<int>(leading | Qt::AlignTop),
                    small.elidedText(index.data(SimilarModel::ColumnsRole).toString(), Qt::ElideRight, text.width()));
  painter->restore();
}

}  // namespace selvox::ui
