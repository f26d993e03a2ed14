#include "ui/pages/data/series_model.h"

#include <algorithm>
#include <cmath>

#include <QElapsedTimer>

#include "core/services/ratings.h"
#include "ui/pages/data/quality_data.h"
#include "ui/pages/data/quality_words.h"
#include "ui/shell/words.h"
#include "ui/theme/theme.h"

namespace selvox::ui {

struct SeriesModel::Answer {
  base::Result<std::vector<std::int64_t>> ids = std::vector<std::int64_t>{};
  std::unordered_map<std::string, std::string> splits;
  std::unordered_set<std::string> labelled;
  double seconds = 0;
};

QString roleWord(const QString& role) {
  if (role == "train") return SeriesModel::tr("train");
  if (role == "val") return SeriesModel::tr("validation");
  if (role == "test") return SeriesModel::tr("test");
  return {};
}

QString sizeText(const volume::Extent& extent) {
  return QString("%1 × %2 × %3").arg(extent.x).arg(extent.y).arg(extent.z);
}

QString spacingText(const volume::Vec3& spacing) {
  const auto close = [](double a, double b) { return std::abs(a - b) < 0.005; };
  if (close(spacing[0], spacing[1]) && close(spacing[1], spacing[2])) return numberText(spacing[0], 2);
  if (close(spacing[0], spacing[1])) return numberText(spacing[0], 2) + "² × " + numberText(spacing[2], 2);
  return numberText(spacing[0], 2) + " × " + numberText(spacing[1], 2) + " × " + numberText(spacing[2], 2);
}

QString labelsText(const ports::SeriesRow& row) {
  QStringList names;
  for (const auto& label : row.labels)
    for (const auto& [number, name] : label.names) {
      const auto found = label.voxels.find(number);
      if (found == label.voxels.end() || found->second > 0) names << toQt(name);
    }
  return names.join(", ");
}

SeriesModel::SeriesModel(Context& context, QObject* parent) : QAbstractTableModel(parent), context_(context) {}

void SeriesModel::setQuality(const QualityData* quality) {
  quality_ = quality;
  connect(quality_, &QualityData::changed, this, [this] {
    if (sortColumn_ >= kFindings) return reload();
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, kFindings), index(rowCount() - 1, kColumns - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, kFindings, kColumns - 1);
  });
}

std::optional<std::size_t> SeriesModel::metricOf(int column) {
  switch (column) {
    case kSignal:
      return metricIndex("signal_to_noise");
    case kBackground:
      return metricIndex("background");
    case kMean:
      return metricIndex("mean");
    case kDeviation:
      return metricIndex("deviation");
    case kLabelVolume:
      return metricIndex("label_volume");
    default:
      return std::nullopt;
  }
}

void SeriesModel::setQuery(const ports::SeriesQuery& query) {
  query_ = query;
  reload();
}

void SeriesModel::reload() {
  if (loading_) context_.catalog->interrupt();
  loading_ = true;
  runLatest(
      Lane::Catalog, this, ticket_,
      [catalog = context_.catalog, query = query_, column = sortColumn_,
       reports = quality_ != nullptr ? quality_->snapshot() : nullptr] {
        Answer answer;
        QElapsedTimer timer;
        timer.start();
        answer.ids = catalog->seriesIds(query);
        if (answer.ids && column == kFindings) QualityData::sortByOddness(reports, query.descending, *answer.ids);
        if (const auto metric = metricOf(column); answer.ids && metric)
          QualityData::sortBy(reports, *metric, query.descending, *answer.ids);
        answer.seconds = static_cast<double>(timer.nsecsElapsed()) * 1e-9;
        std::vector<std::string> names{query.dataset};
        if (query.dataset.empty()) {
          names.clear();
          if (const auto sets = catalog->datasets())
            for (const auto& set : *sets) names.push_back(set.name);
        }
        for (const auto& name : names) {
          const auto split = catalog->split(name);
          if (!split || !split->has_value()) continue;
          const auto put = [&](const std::vector<std::string>& cases, const char* role) {
            for (const auto& one : cases) answer.splits[name + '\n' + one] = role;
          };
          put((*split)->train, "train");
          put((*split)->val, "val");
          put((*split)->test, "test");
          for (const auto& one : (*split)->labelled) answer.labelled.insert(name + '\n' + one);
        }
        return answer;
      },
      [this](Answer answer) { take(std::move(answer)); });
}

void SeriesModel::take(Answer answer) {
  loading_ = false;
  if (!answer.ids) {
    if (answer.ids.error().code != base::ErrorCode::Cancelled) Q_EMIT failed(answer.ids.error());
    return;
  }
  beginResetModel();
  reset();
  allIds_ = std::move(*answer.ids);
  ids_ = allIds_;
  if (!hidden_.empty()) std::erase_if(ids_, [this](std::int64_t id) { return hidden_.contains(id); });
  splits_ = std::move(answer.splits);
  labelled_ = std::move(answer.labelled);
  seconds_ = answer.seconds;
  endResetModel();
  Q_EMIT loaded();
}

void SeriesModel::hideIds(const std::vector<std::int64_t>& ids) {
  hidden_.insert(ids.begin(), ids.end());
  beginResetModel();
  reset();
  std::erase_if(ids_, [this](std::int64_t id) { return hidden_.contains(id); });
  endResetModel();
  Q_EMIT loaded();
}

void SeriesModel::showIds(const std::vector<std::int64_t>& ids) {
  for (const auto id : ids) hidden_.erase(id);
  beginResetModel();
  reset();
  ids_ = allIds_;
  std::erase_if(ids_, [this](std::int64_t id) { return hidden_.contains(id); });
  endResetModel();
  Q_EMIT loaded();
}

int SeriesModel::rowOf(std::int64_t id) const {
  const auto found = std::find(ids_.begin(), ids_.end(), id);
  return found == ids_.end() ? -1 : static_cast<int>(found - ids_.begin());
}

const SeriesModel::Rows* SeriesModel::pageOf(int row) const {
  if (row < 0 || row >= rowCount()) return nullptr;
  const int page = row / kPage;
  if (const auto* rows = pages_.object(page)) return rows;
  fetchPage(page);
  return nullptr;
}

const ports::SeriesRow* SeriesModel::rowAt(int row) const {
  const auto* page = pageOf(row);
  const auto at = static_cast<std::size_t>(row % kPage);
  return page != nullptr && at < page->series.size() ? &page->series[at] : nullptr;
}

const ports::SeriesSummary* SeriesModel::saidOf(int row) const {
  const auto* page = pageOf(row);
  if (page == nullptr) return nullptr;
  const auto found = page->said.find(idAt(row));
  return found == page->said.end() ? nullptr : &found->second;
}

void SeriesModel::fetchPage(int page) const {
  if (fetching_.contains(page)) return;
  fetching_.insert(page);
  const auto first = ids_.begin() + page * kPage;
  const auto last =
      ids_.begin() + std::min<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(ids_.size()), (page + 1) * kPage);
  auto* self = const_cast<SeriesModel*>(this);
  runAsync(
      Lane::Catalog, self,
      [catalog = context_.catalog, curation = context_.curation,
       ids = std::vector<std::int64_t>(first, last)]() -> base::Result<Rows> {
        Rows rows;
        SELVOX_TRY(rows.series, catalog->series(ids));
        if (curation == nullptr) return rows;
        SELVOX_TRY(auto said, curation->summaries(ids));
        for (auto& one : said) rows.said.emplace(one.id, std::move(one));
        return rows;
      },
      [self, page, epoch = epoch_](base::Result<Rows> rows) { self->takePage(page, epoch, std::move(rows)); });
}

void SeriesModel::takePage(int page, std::uint64_t epoch, base::Result<Rows> rows) {
  if (epoch != epoch_) return;
  fetching_.erase(page);
  ++pagesFetched_;
  if (!rows) {
    if (rows.error().code != base::ErrorCode::Cancelled) Q_EMIT failed(rows.error());
    return;  // the next look at these rows asks again
  }
  pages_.insert(page, new Rows(std::move(*rows)));
  const int first = page * kPage, last = std::min(rowCount(), first + kPage) - 1;
  if (last >= first) Q_EMIT dataChanged(index(first, 0), index(last, kColumns - 1));
}

void SeriesModel::reset() {
  ++epoch_;
  fetching_.clear();
  pages_.clear();
}

bool SeriesModel::isLabelledInSplit(const ports::SeriesRow& row) const {
  return labelled_.contains(row.dataset + '\n' + row.caseName);
}

QString SeriesModel::splitOf(const ports::SeriesRow& row) const {
  const auto found = splits_.find(row.dataset + '\n' + row.caseName);
  return found == splits_.end() ? QString() : toQt(found->second);
}

namespace {

bool isNumber(int column) {
  return column == SeriesModel::kSize || column == SeriesModel::kSpacing || column == SeriesModel::kMaximum ||
         SeriesModel::metricOf(column).has_value();
}

QString tagsText(const ports::SeriesSummary* said) {
  QStringList tags;
  if (said != nullptr)
    for (const auto& tag : said->tags)
      if (tag != services::kFlagTag) tags << toQt(tag);
  return tags.join(", ");
}

QVariant toolTipOf(const QualityData* quality, std::int64_t id) {
  const auto* row = quality != nullptr ? quality->rowOf(id) : nullptr;
  if (row == nullptr) return SeriesModel::tr("Not measured. Measure the quality of this dataset to see it.");
  QStringList lines;
  for (const auto& finding : row->findings) lines << findingText(finding);
  return lines.isEmpty() ? QVariant() : lines.join('\n');
}

bool isFlagged(const ports::SeriesSummary* said) {
  return said != nullptr && std::find(said->tags.begin(), said->tags.end(), services::kFlagTag) != said->tags.end();
}

}  // namespace

int SeriesModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(ids_.size());
}
int SeriesModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : kColumns;
}

QVariant SeriesModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  if (role == kIdRole) return QVariant::fromValue<qint64>(idAt(index.row()));
  const int column = index.column();
  if (role == Qt::TextAlignmentRole) {
    return static_cast<int>((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  }
  if (role == Qt::FontRole) return Theme::font(column == kPatient ? FontRole::Mono : FontRole::Table);
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::AccessibleTextRole) return {};
  if (role == Qt::ToolTipRole && column >= kFindings) return toolTipOf(quality_, idAt(index.row()));
  if (rowAt(index.row()) == nullptr)
    return role == Qt::DisplayRole && column == kCase ? QStringLiteral("…") : QVariant();
  return textOf(index.row(), column);
}

QVariant SeriesModel::textOf(int at, int column) const {
  const auto* row = rowAt(at);
  switch (column) {
    case kCase:
      return toQt(row->caseName);
    case kPatient:
      return toQt(row->patient);
    case kModality:
      return toQt(row->modality);
    case kSize:
      return sizeText(row->extent);
    case kSpacing:
      return spacingText(row->worldFromVoxel.spacing());
    case kMaximum:
      return shortNumberText(row->statistics.maximum);
    case kLabels: {
      const QString text = labelsText(*row);
      return text.isEmpty() ? tr("none") : text;
    }
    case kSplit: {
      const QString word = roleWord(splitOf(*row));
      return isLabelledInSplit(*row) && !word.isEmpty() ? tr("%1, labelled").arg(word) : word;
    }
    case kRating: {
      const auto* said = saidOf(at);
      const QString rating = said != nullptr && said->rating > 0 ? QString::number(said->rating) : QString();
      if (!isFlagged(said)) return rating;
      return rating.isEmpty() ? tr("flagged") : tr("%1, flagged").arg(rating);
    }
    case kTags:
      return tagsText(saidOf(at));
    default:
      break;
  }
  const auto* quality = quality_ != nullptr ? quality_->rowOf(row->id) : nullptr;
  if (quality == nullptr) return {};
  if (column == kFindings) return findingsSummary(*quality);
  const auto metric = metricOf(column);
  return metric && std::isfinite(quality->values[*metric]) ? metricNumber(*metric, quality->values[*metric])
                                                           : QVariant();
}

QVariant SeriesModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) {
    return static_cast<int>((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  }
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case kCase:
      return tr("Series");
    case kPatient:
      return tr("Patient");
    case kModality:
      return tr("Modality");
    case kSize:
      return tr("Size, voxels");
    case kSpacing:
      return tr("Spacing, mm");
    case kMaximum:
      return tr("Max");
    case kLabels:
      return tr("Labels");
    case kSplit:
      return tr("Split");
    case kRating:
      return tr("Rating");
    case kTags:
      return tr("Tags");
    case kFindings:
      return tr("Findings");
    default:
      break;
  }
  const auto metric = metricOf(section);
  if (!metric) return {};
  const auto& one = services::qualityMetrics()[*metric];
  return *one.unit == '\0' ? metricTitle(one.id) : metricTitle(one.id) + ", " + one.unit;
}

void SeriesModel::sort(int column, Qt::SortOrder order) {
  static const std::unordered_map<int, std::string> kOrders{{kCase, "case"},         {kPatient, "patient"},
                                                            {kModality, "modality"}, {kSize, "extent"},
                                                            {kSpacing, "spacing"},   {kRating, "rating"}};
  const auto found = kOrders.find(column);
  const bool measured = column == kFindings || metricOf(column);  // sorted here: the catalog does not know them
  if (found == kOrders.end() && !measured) return;
  const bool descending = order == Qt::DescendingOrder;
  const std::string by = measured ? "case" : found->second;
  if (query_.orderBy == by && query_.descending == descending && sortColumn_ == column) return;
  sortColumn_ = column;
  query_.orderBy = by;
  query_.descending = descending;
  reload();
}

}  // namespace selvox::ui
