#include "core/services/ratings.h"

#include <algorithm>

#include "core/services/export.h"

namespace selvox::services {

namespace {

constexpr std::size_t kAtOnce = 512;

std::string lineOf(const ports::SeriesSummary& one, const std::string& note) {
  std::string tags;
  bool flagged = false;
  for (const auto& tag : one.tags) {
    if (tag == kFlagTag)
      flagged = true;
    else
      tags += (tags.empty() ? "" : "; ") + tag;
  }
  return csvField(one.dataset) + "," + csvField(one.caseName) + "," + csvField(one.patient) + "," +
         csvField(one.modality) + "," + (one.rating > 0 ? std::to_string(one.rating) : "") + "," +
         (flagged ? "yes" : "") + "," + csvField(tags) + "," + csvField(note) + "\r\n";
}

std::string noteOf(const ports::SeriesRow& row) {
  const auto found = row.attributes.find(std::string(kNoteColumn));
  return found == row.attributes.end() ? "" : found->second;
}

}  // namespace

base::Result<std::string> ratingsTable(ports::Catalog& catalog, ports::Curation& curation,
                                       const ports::SeriesQuery& query, bool ratedOnly, const Watch& watch) {
  SELVOX_TRY(const auto ids, catalog.seriesIds(query));
  std::string table = "dataset,case,patient,modality,rating,flagged,tags,note\r\n";
  for (std::size_t start = 0; start < ids.size(); start += kAtOnce) {
    SELVOX_CHECK(watch.check());
    watch.tell("Writing ratings", static_cast<std::int64_t>(start), static_cast<std::int64_t>(ids.size()));
    const std::vector<std::int64_t> some(
        ids.begin() + static_cast<std::ptrdiff_t>(start),
        ids.begin() + static_cast<std::ptrdiff_t>(std::min(ids.size(), start + kAtOnce)));
    SELVOX_TRY(const auto summaries, curation.summaries(some));
    SELVOX_TRY(const auto rows, catalog.series(some));
    std::map<std::int64_t, std::string> notes;
    for (const auto& row : rows) notes[row.id] = noteOf(row);
    for (const auto& one : summaries) {
      const auto& note = notes[one.id];
      if (!ratedOnly || one.rating > 0 || !one.tags.empty() || !note.empty()) table += lineOf(one, note);
    }
  }
  return table;
}

}  // namespace selvox::services
