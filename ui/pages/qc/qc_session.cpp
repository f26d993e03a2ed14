#include "ui/pages/qc/qc_session.h"

#include <algorithm>
#include <numeric>

#include <QSettings>

#include "core/services/ratings.h"
#include "ui/shell/words.h"

namespace selvox::ui {

namespace {

constexpr std::size_t kMostBytes = std::size_t{3} << 29;  // of all cases in memory together: 1.5 GiB
constexpr int kEntriesAround = 12;

QcSession::Entry entryOf(ports::SeriesRow row, const ports::SeriesSummary& summary) {
  QcSession::Entry entry;
  entry.rating = summary.rating;
  for (const auto& tag : summary.tags) {
    if (tag == services::kFlagTag)
      entry.flagged = true;
    else
      entry.tags << toQt(tag);
  }
  const auto note = row.attributes.find(std::string(services::kNoteColumn));
  if (note != row.attributes.end()) entry.note = toQt(note->second);
  entry.row = std::make_shared<const ports::SeriesRow>(std::move(row));
  return entry;
}

}  // namespace

struct QcSession::Opening {
  base::Result<std::vector<std::int64_t>> unrated = std::vector<std::int64_t>{}, flagged = std::vector<std::int64_t>{};
  QStringList tags;
};

struct QcSession::Fetched {
  std::vector<ports::SeriesRow> rows;
  std::vector<ports::SeriesSummary> summaries;
};

QcSession::QcSession(Context& context, QObject* parent) : QObject(parent), context_(context) {}

void QcSession::begin(const QString& place, const ports::SeriesQuery& query, std::vector<std::int64_t> ids,
                      std::int64_t start) {
  end();
  place_ = place;
  entries_.clear();
  fetching_.clear();
  said_.clear();
  pauses_.clear();
  unrated_.clear();
  flagged_.clear();
  sinceRating_.invalidate();
  reorder(std::move(ids));
  const auto left = positions_.find(QSettings().value(place_).toLongLong());
  const auto wanted = left != positions_.end() ? left : positions_.find(start);
  position_ = wanted == positions_.end() ? 0 : wanted->second;
  opening_ = true;
  runLatest(
      Lane::Catalog, this, openTicket_,
      [catalog = context_.catalog, curation = context_.curation, query] {
        Opening opening;
        const auto having = [&](ports::Facet facet, const std::string& value) {
          auto narrowed = query;
          narrowed.facets[facet] = {value};
          return catalog->seriesIds(narrowed);
        };
        opening.unrated = having(ports::Facet::Rating, "");
        opening.flagged = having(ports::Facet::Tag, std::string(services::kFlagTag));
        if (const auto counts = curation->facetCounts({}))
          for (const auto& one : *counts)
            if (one.facet == ports::Facet::Tag && !one.value.empty() && one.value != services::kFlagTag)
              opening.tags << toQt(one.value);
        return opening;
      },
      [this](const Opening& opening) { take(opening); });
  if (!ids_.empty()) go(position_);
}

void QcSession::reorder(std::vector<std::int64_t> ids) {
  const std::int64_t now = ids_.empty() ? 0 : idAt(position_);
  ids_ = std::move(ids);
  positions_.clear();
  positions_.reserve(ids_.size());
  for (int i = 0; i < count(); ++i) positions_[idAt(i)] = i;
  const auto same = positions_.find(now);
  position_ = same == positions_.end() ? 0 : same->second;
}

void QcSession::end() {
  openTicket_.cancel();
  opening_ = false;
  cases_.clear();
  wanted_->store(0);
}

void QcSession::take(const Opening& opening) {
  opening_ = false;
  if (!opening.unrated || !opening.flagged) {
    Q_EMIT failed(opening.unrated ? opening.flagged.error() : opening.unrated.error());
    return;
  }
  for (const auto id : *opening.unrated)
    if (positions_.contains(id)) unrated_.insert(id);
  for (const auto id : *opening.flagged)
    if (positions_.contains(id)) flagged_.insert(id);
  knownTags_ = opening.tags;
  Q_EMIT opened();
  Q_EMIT progressChanged();
}

const QcSession::Entry* QcSession::entry(int position) const {
  if (position < 0 || position >= count()) return nullptr;
  const auto found = entries_.find(idAt(position));
  return found == entries_.end() ? nullptr : &found->second;
}

std::shared_ptr<const LoadedCase> QcSession::loaded() const {
  if (ids_.empty()) return nullptr;
  const auto found = cases_.find(idAt(position_));
  return found == cases_.end() ? nullptr : found->second;
}

int QcSession::readyAhead() const {
  int ready = 0;
  while (ready < kAhead && position_ + ready + 1 < count() && cases_.contains(idAt(position_ + ready + 1))) ++ready;
  return ready;
}

void QcSession::go(int position) {
  if (ids_.empty()) return;
  position_ = std::clamp(position, 0, count() - 1);
  wanted_->store(position_);
  keepPlace();
  look(position_ - kEntriesAround, position_ + kEntriesAround);
  Q_EMIT moved();
  if (loaded()) Q_EMIT caseLoaded();
  loadAround();
}

void QcSession::nextUnrated() {
  for (int i = 1; i <= count(); ++i) {
    const int at = (position_ + i) % count();
    if (unrated_.contains(idAt(at))) return go(at);
  }
  Q_EMIT allRated();
}

void QcSession::look(int first, int last) {
  std::vector<std::int64_t> missing;
  for (int i = std::max(0, first); i <= std::min(last, count() - 1); ++i)
    if (!entries_.contains(idAt(i)) && !fetching_.contains(idAt(i))) missing.push_back(idAt(i));
  if (!missing.empty()) fetch(std::move(missing));
}

void QcSession::fetch(std::vector<std::int64_t> ids) {
  fetching_.insert(ids.begin(), ids.end());
  runAsync(
      Lane::Catalog, this,
      [catalog = context_.catalog, curation = context_.curation, ids]() -> base::Result<Fetched> {
        Fetched fetched;
        SELVOX_TRY(fetched.rows, catalog->series(ids));
        SELVOX_TRY(fetched.summaries, curation->summaries(ids));
        return fetched;
      },
      [this, ids](base::Result<Fetched> fetched) { takeEntries(ids, std::move(fetched)); });
}

void QcSession::takeEntries(const std::vector<std::int64_t>& ids, base::Result<Fetched> fetched) {
  for (const auto id : ids) fetching_.erase(id);
  if (!fetched) {
    Q_EMIT failed(fetched.error());
    return;
  }
  std::unordered_map<std::int64_t, const ports::SeriesSummary*> summaries;
  for (const auto& one : fetched->summaries) summaries[one.id] = &one;
  for (auto& row : fetched->rows) {
    const auto id = row.id;
    const auto position = positions_.find(id);
    if (position == positions_.end() || !summaries.contains(id)) continue;
    entries_.insert_or_assign(id, entryOf(std::move(row), *summaries[id]));
    if (!opening_) note(id, entries_[id]);
    Q_EMIT entryChanged(position->second);
  }
  loadAround();
}

// The current case first; then those behind it, one after the other, while there is room.
void QcSession::loadAround() {
  if (ids_.empty()) return;
  std::erase_if(cases_, [this](const auto& one) {
    const int at = positions_.contains(one.first) ? positions_.at(one.first) : -9;
    return at < position_ - 1 || at > position_ + kAhead;
  });
  if (!loaded()) return load(position_);
  std::size_t bytes = 0;
  for (const auto& [id, one] : cases_) bytes += one->bytes();
  for (int ahead = 1; ahead <= kAhead && position_ + ahead < count(); ++ahead) {
    if (cases_.contains(idAt(position_ + ahead))) continue;
    if (bytes < kMostBytes) load(position_ + ahead);
    return;
  }
}

void QcSession::load(int position) {
  const auto* known = entry(position);
  const auto id = idAt(position);
  if (known == nullptr || loading_.contains(id)) return;
  loading_.insert(id);
  runAsync(
      Lane::Files, this,
      [context = &context_, row = known->row, position, wanted = wanted_] {
        const auto now = wanted->load();
        if (position < now || position > now + kAhead) return std::shared_ptr<LoadedCase>();  // passed by meanwhile
        return loadCase(*context, {row, row->caseName, {}}, nullptr, nullptr);
      },
      [this, id](std::shared_ptr<LoadedCase> loaded) { takeCase(id, std::move(loaded)); });
}

void QcSession::takeCase(std::int64_t id, std::shared_ptr<LoadedCase> loaded) {
  loading_.erase(id);
  if (loaded != nullptr && positions_.contains(id)) {
    cases_[id] = std::move(loaded);
    if (positions_.at(id) == position_) Q_EMIT caseLoaded();
    Q_EMIT aheadChanged();
  }
  loadAround();
}

void QcSession::note(std::int64_t id, const Entry& entry) {
  if (entry.rating > 0)
    unrated_.erase(id);
  else
    unrated_.insert(id);
  if (entry.flagged)
    flagged_.insert(id);
  else
    flagged_.erase(id);
  Q_EMIT progressChanged();
}

void QcSession::keepPlace() const {
  QSettings().setValue(place_, QVariant::fromValue<qlonglong>(idAt(position_)));
}

double QcSession::secondsACase() const {
  if (pauses_.size() < 3) return 0;
  return std::accumulate(pauses_.begin(), pauses_.end(), 0.0) / static_cast<double>(pauses_.size());
}

}  // namespace selvox::ui
