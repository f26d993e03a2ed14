#include "ui/pages/viewer/case_list.h"

#include <algorithm>
#include <cmath>

#include <QPainter>

#include "ui/shell/words.h"
#include "ui/theme/theme.h"

namespace selvox::ui {

namespace {

constexpr std::size_t kPage = 128;
constexpr int kThumbnail = 46;
constexpr std::size_t kMostThumbnails = 2000;
constexpr int kBriefName = 5;
constexpr double kLowDice = 0.7;  // below: drawn as a warning, with its number beside it

// Overlap measures run from 0 to 1; distances have no natural end and get no bar.
bool isShare(const std::string& metric) {
  return metric != "hd95";
}

}  // namespace

std::optional<double> valueOf(const ViewerCase& entry, const CaseOrder& order) {
  double sum = 0;
  int n = 0;
  for (const auto& [label, metrics] : entry.labels) {
    if (!order.label.empty() && label != order.label) continue;
    const auto found = metrics.find(order.metric);
    if (found == metrics.end() || !std::isfinite(found->second)) continue;
    sum += found->second;
    ++n;
  }
  if (n == 0) return std::nullopt;
  return sum / n;
}

CaseModel::CaseModel(const Context& context, QObject* parent) : QAbstractListModel(parent), context_(context) {}

void CaseModel::setIds(std::vector<std::int64_t> ids) {
  beginResetModel();
  ++generation_;
  evaluated_ = false;
  ids_ = std::move(ids);
  rows_.clear();
  all_.clear();
  shown_.clear();
  pages_.clear();
  waiting_.clear();
  endResetModel();
}

void CaseModel::setRunCases(std::vector<ViewerCase> cases, const std::map<int, std::string>& labels,
                            const CaseOrder& order) {
  beginResetModel();
  ++generation_;
  evaluated_ = true;
  ids_.clear();
  rows_.clear();
  pages_.clear();
  waiting_.clear();
  all_ = std::move(cases);
  labelNames_ = labels;
  order_ = order;
  sortShown();
  endResetModel();
}

void CaseModel::setOrder(const CaseOrder& order) {
  beginResetModel();
  order_ = order;
  sortShown();
  endResetModel();
}

void CaseModel::filter(const QString& words) {
  if (words == words_) return;
  words_ = words;
  if (!evaluated_) return;
  beginResetModel();
  sortShown();
  endResetModel();
}

void CaseModel::sortShown() {
  shown_.clear();
  for (const ViewerCase& entry : all_)
    if (words_.isEmpty() || toQt(entry.name).contains(words_, Qt::CaseInsensitive)) shown_.push_back(entry);
  const bool smallFirst = order_.worstFirst == isShare(order_.metric);
  std::stable_sort(shown_.begin(), shown_.end(), [&](const ViewerCase& a, const ViewerCase& b) {
    const auto x = valueOf(a, order_), y = valueOf(b, order_);
    if (!x || !y) return x.has_value() && !y.has_value();  // cases without a value come last
    return smallFirst ? *x < *y : *x > *y;
  });
}

int CaseModel::rowCount(const QModelIndex& parent) const {
  if (parent.isValid()) return 0;
  return static_cast<int>(evaluated_ ? shown_.size() : ids_.size());
}

const ViewerCase* CaseModel::at(int row) const {
  if (row < 0 || row >= rowCount()) return nullptr;
  if (evaluated_) return &shown_[static_cast<std::size_t>(row)];
  const auto found = rows_.find(row);
  return found == rows_.end() ? nullptr : &found->second;
}

int CaseModel::rowOf(qint64 series) const {
  if (!evaluated_) {
    const auto found = std::find(ids_.begin(), ids_.end(), series);
    return found == ids_.end() ? -1 : static_cast<int>(found - ids_.begin());
  }
  for (std::size_t row = 0; row < shown_.size(); ++row)
    if (shown_[row].series && shown_[row].series->id == series) return static_cast<int>(row);
  return -1;
}

void CaseModel::whenLoaded(int row, std::function<void()> then) {
  if (row < 0 || row >= rowCount()) return;
  if (at(row)) return then();
  waiting_.emplace_back(row, std::move(then));
  fetch(row);
}

void CaseModel::fetch(int row) const {
  const std::size_t page = static_cast<std::size_t>(row) / kPage;
  if (!pages_.insert(page).second) return;
  // Asked for while painting: answered on the next turn of the event loop.
  QMetaObject::invokeMethod(
      const_cast<CaseModel*>(this), [self = const_cast<CaseModel*>(this), page] { self->fetchPage(page); },
      Qt::QueuedConnection);
}

void CaseModel::fetchPage(std::size_t page) {
  const std::size_t first = page * kPage;
  if (first >= ids_.size()) return void(pages_.erase(page));
  const std::vector<std::int64_t> wanted(
      ids_.begin() + static_cast<std::ptrdiff_t>(first),
      ids_.begin() + static_cast<std::ptrdiff_t>(std::min(first + kPage, ids_.size())));
  runAsync(
      Lane::Catalog, this, [catalog = context_.catalog, wanted] { return catalog->series(wanted); },
      [this, page, first, wanted, generation = generation_](base::Result<std::vector<ports::SeriesRow>> rows) {
        if (generation != generation_) return;
        pages_.erase(page);
        if (!rows) {
          waiting_.clear();
          Q_EMIT failed(QString::fromStdString(rows.error().message));
          return;
        }
        for (ports::SeriesRow& row : *rows) {
          const auto place = std::find(wanted.begin(), wanted.end(), row.id);
          if (place == wanted.end()) continue;
          ViewerCase entry;
          entry.name = row.caseName;
          entry.series = std::make_shared<const ports::SeriesRow>(std::move(row));
          rows_[static_cast<int>(first) + static_cast<int>(place - wanted.begin())] = std::move(entry);
        }
        Q_EMIT dataChanged(index(static_cast<int>(first)), index(static_cast<int>(first + wanted.size()) - 1));
        auto waiting = std::exchange(waiting_, {});
        for (auto& [row, then] : waiting) {
          if (at(row))
            then();
          else if (row / static_cast<int>(kPage) != static_cast<int>(page))
            waiting_.emplace_back(row, std::move(then));
          else
            Q_EMIT failed(tr("This series is no longer in the catalog."));
        }
      });
}

// Two labels fit beside a thumbnail if their names give way, not their numbers.
QString CaseModel::subtitle(const ViewerCase& entry, bool brief) const {
  QStringList parts;
  if (evaluated_) {
    for (const auto& [label, metrics] : entry.labels) {
      const auto value = metrics.find(order_.metric);
      if (value == metrics.end() || (brief && parts.size() == 2)) continue;
      const auto known = labelNames_.find(std::atoi(label.c_str()));
      QString name = known == labelNames_.end() ? toQt(label) : toQt(known->second);
      if (brief && name.size() > kBriefName) name = name.left(kBriefName - 1) + u'.';
      parts << QStringLiteral("%1 %2").arg(name, numberText(value->second, isShare(order_.metric) ? 2 : 1));
    }
    return parts.isEmpty() ? tr("not measured") : parts.join(QStringLiteral(" \u00B7 "));
  }
  const ports::SeriesRow& row = *entry.series;
  parts << toQt(row.modality)
        << QStringLiteral("%1\u00D7%2\u00D7%3").arg(row.extent.x).arg(row.extent.y).arg(row.extent.z);
  return parts.join(QStringLiteral(" \u00B7 "));
}

QVariant CaseModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const ViewerCase* entry = at(index.row());
  if (role == LoadedRole) return entry != nullptr;
  if (!entry) {
    fetch(index.row());
    return {};
  }
  switch (role) {
    case Qt::DisplayRole:
      return toQt(entry->name);
    case Qt::ToolTipRole:
      return QStringLiteral("%1\n%2").arg(
          entry->series ? toQt(entry->name + ", " + entry->series->dataset) : toQt(entry->name),
          subtitle(*entry, false));
    case Qt::AccessibleTextRole:
      return QStringLiteral("%1, %2").arg(toQt(entry->name), subtitle(*entry, false));
    case SubtitleRole:
      return subtitle(*entry, true);
    case ShareRole: {
      const auto value = evaluated_ && isShare(order_.metric) ? valueOf(*entry, order_) : std::nullopt;
      return value ? QVariant(*value) : QVariant();
    }
    case LowRole: {
      const auto value = valueOf(*entry, order_);
      return value && isShare(order_.metric) && *value < kLowDice;
    }
    case ThumbnailRole: {
      if (!entry->series) return {};
      const auto found = thumbnails_.find(entry->series->voxelsHash);
      if (found != thumbnails_.end()) return found->second;
      askThumbnail(index.row());
      return {};
    }
    default:
      return {};
  }
}

void CaseModel::askThumbnail(int row) const {
  const std::shared_ptr<const ports::SeriesRow> series = at(row)->series;
  if (!thumbnailsAsked_.insert(series->voxelsHash).second) return;
  auto* self = const_cast<CaseModel*>(this);
  runAsync(
      Lane::Files, self, [context = &context_, series] { return caseThumbnail(*context, *series, kThumbnail * 2); },
      [self, series](const QImage& image) {
        if (self->thumbnails_.size() >= kMostThumbnails) self->thumbnails_.clear();
        self->thumbnails_[series->voxelsHash] = QPixmap::fromImage(image);
        self->thumbnailsAsked_.erase(series->voxelsHash);
        const int shown = self->rowOf(series->id);
        if (shown >= 0) Q_EMIT self->dataChanged(self->index(shown), self->index(shown), {ThumbnailRole});
      });
}

QSize CaseDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
  const int text =
      QFontMetrics(Theme::font(FontRole::Body)).height() + QFontMetrics(Theme::font(FontRole::Table)).height();
  return {160, std::max(kThumbnail + 16, text + 26)};
}

void CaseDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const bool selected = option.state.testFlag(QStyle::State_Selected);
  const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
  painter->save();
  painter->fillRect(option.rect, Theme::color(selected ? Token::Sel : hovered ? Token::Hover : Token::Panel));
  const bool mirrored = option.direction == Qt::RightToLeft;
  QRect picture(option.rect.left() + kSpace3, option.rect.top() + (option.rect.height() - kThumbnail) / 2, kThumbnail,
                kThumbnail);
  QRect text = option.rect.adjusted(kSpace3 + kThumbnail + kSpace2, 8, -kSpace3, -8);
  if (mirrored) {
    picture.moveRight(option.rect.right() - kSpace3);
    text = option.rect.adjusted(kSpace3, 8, -(kSpace3 + kThumbnail + kSpace2), -8);
  }
  if (!index.data(CaseModel::LoadedRole).toBool()) {
    (void)index.data(Qt::DisplayRole);  // asks for the row
    painter->fillRect(picture, Theme::color(Token::Hover));
    painter->fillRect(QRect(text.left(), text.top() + 4, text.width() * 2 / 3, 8), Theme::color(Token::Hover));
    painter->restore();
    return;
  }
  const auto thumbnail = index.data(CaseModel::ThumbnailRole).value<QPixmap>();
  painter->fillRect(picture, Theme::color(Token::ImageGround));
  painter->setRenderHint(QPainter::SmoothPixmapTransform);
  if (!thumbnail.isNull()) painter->drawPixmap(picture, thumbnail);
  const Qt::Alignment side = mirrored ? Qt::AlignRight : Qt::AlignLeft;
  painter->setFont(Theme::font(selected ? FontRole::BodyBold : FontRole::Body));
  painter->setPen(Theme::color(Token::Text));
  const QFontMetrics name = painter->fontMetrics();
  painter->drawText(text, static_cast<int>(side | Qt::AlignTop),
                    name.elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideMiddle, text.width()));
  painter->setFont(Theme::font(FontRole::Table));
  painter->setPen(Theme::color(Token::Text2));
  const QRect second = text.adjusted(0, name.height(), 0, 0);
  painter->drawText(
      second, static_cast<int>(side | Qt::AlignTop),
      painter->fontMetrics().elidedText(index.data(CaseModel::SubtitleRole).toString(), Qt::ElideRight, text.width()));
  const QVariant share = index.data(CaseModel::ShareRole);
  if (share.isValid()) {
    const QRect track(text.left(), text.bottom() - 2, text.width(), 3);
    painter->fillRect(track, Theme::color(Token::Divider));
    const int length = static_cast<int>(std::lround(std::clamp(share.toDouble(), 0.0, 1.0) * track.width()));
    const QRect bar(mirrored ? track.right() - length + 1 : track.left(), track.top(), length, track.height());
    painter->fillRect(bar, Theme::color(index.data(CaseModel::LowRole).toBool() ? Token::Error : Token::Accent));
  }
  painter->restore();
}

}  // namespace selvox::ui
