#pragma once
// What was said of series, in memory, with the way back; and a catalog that narrows by it.

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/ports/curation.h"
#include "core/services/ratings.h"
#include "tests/ui/viewer_support.h"

namespace selvox::ui::test {

class FakeCuration : public ports::Curation {
 public:
  struct Said {
    int rating = 0;
    std::set<std::string> tags;
    std::map<std::string, std::string> columns;
    bool operator==(const Said&) const = default;
  };
  std::map<std::int64_t, Said> said;
  std::vector<std::string> written;  // what every edit was called
  std::map<std::string, ports::SeriesQuery> views;
  bool broken = false;

  base::Result<std::vector<ports::FacetCount>> facetCounts(const ports::SeriesQuery&) override {
    std::map<std::string, std::int64_t> tags;
    for (const auto& [id, one] : said)
      for (const auto& tag : one.tags) ++tags[tag];
    std::map<std::string, std::int64_t> ratings{{"", 8}};
    for (const auto& [id, one] : said) {
      if (one.rating == 0) continue;
      ++ratings[std::to_string(one.rating)];
      --ratings[""];
    }
    std::vector<ports::FacetCount> counts{{ports::Facet::Labelled, "yes", 4}, {ports::Facet::Labelled, "no", 4}};
    for (const auto& [rating, series] : ratings) counts.push_back({ports::Facet::Rating, rating, series});
    for (const auto& [tag, series] : tags) counts.push_back({ports::Facet::Tag, tag, series});
    return counts;
  }
  base::Result<std::vector<ports::SeriesSummary>> summaries(const std::vector<std::int64_t>& ids) override {
    std::vector<ports::SeriesSummary> all;
    for (const auto id : ids) {
      ports::SeriesSummary one;
      one.id = id;
      one.dataset = "demo";
      one.caseName = "case-" + std::to_string(id);
      one.patient = "P-" + std::to_string(id);
      one.modality = "MR";
      one.rating = said[id].rating;
      one.tags = {said[id].tags.begin(), said[id].tags.end()};
      all.push_back(one);
    }
    return all;
  }
  base::Result<ports::EditRow> apply(const std::string& what,
                                     const std::vector<ports::SeriesChange>& changes) override {
    using Kind = ports::SeriesChange::Kind;
    if (broken) return base::fail(base::ErrorCode::DiskFull, "The disk is full.");
    before_.push_back(said);
    for (const auto& change : changes) {
      auto& one = said[change.target];
      if (change.kind == Kind::Rating) one.rating = change.value ? std::stoi(*change.value) : 0;
      if (change.kind == Kind::Tag && change.value) one.tags.insert(change.name);
      if (change.kind == Kind::Tag && !change.value) one.tags.erase(change.name);
      if (change.kind == Kind::Column && change.value) one.columns[change.name] = *change.value;
      if (change.kind == Kind::Column && !change.value) one.columns.erase(change.name);
    }
    written.push_back(what);
    return ports::EditRow{static_cast<std::int64_t>(written.size()), static_cast<std::int64_t>(changes.size()), "now",
                          what, false};
  }
  base::Result<ports::EditRow> undo() override {
    if (before_.empty()) return base::fail(base::ErrorCode::NotFound, "There is nothing to undo.");
    said = before_.back();
    before_.pop_back();
    const std::string what = written.back();
    written.pop_back();
    return ports::EditRow{1, 1, "now", what, true};
  }
  base::Result<ports::EditRow> redo() override { return base::fail(base::ErrorCode::NotFound, "Nothing to redo."); }
  base::Result<std::vector<ports::EditRow>> edits() override { return std::vector<ports::EditRow>{}; }
  base::Status saveQuery(const std::string& name, const ports::SeriesQuery& query) override {
    views[name] = query;
    return {};
  }
  base::Result<std::vector<ports::SavedQuery>> savedQueries() override {
    std::vector<ports::SavedQuery> all;
    for (const auto& [name, query] : views) all.push_back({name, "now", query});
    return all;
  }
  base::Status removeQuery(const std::string& name) override {
    views.erase(name);
    return {};
  }
  base::Status storeHashes(int, const std::vector<ports::PictureHash>&) override { return {}; }
  base::Result<std::vector<ports::PictureHash>> hashes(int) override { return std::vector<ports::PictureHash>{}; }
  base::Result<std::vector<std::vector<std::int64_t>>> sameVoxels() override {
    return std::vector<std::vector<std::int64_t>>{};
  }

 private:
  std::vector<std::map<std::int64_t, Said>> before_;
};

// Rows with their notes, narrowed by rating and tag.
class CuratedSeries : public FewSeries {
 public:
  explicit CuratedSeries(FakeCuration& curation) : curation_(curation) {}
  base::Result<std::vector<ports::DatasetRow>> datasets() override {
    ports::DatasetRow row;
    row.name = "demo";
    row.series = row.patients = static_cast<std::int64_t>(rows.size());
    row.modalities = {"MR"};
    return std::vector<ports::DatasetRow>{row};
  }
  base::Result<std::vector<std::int64_t>> seriesIds(const ports::SeriesQuery& query) override {
    auto ids = FewSeries::seriesIds(query);
    for (const auto& [facet, values] : query.facets)
      std::erase_if(*ids, [&, facet = facet, value = values.front()](std::int64_t id) {
        const auto& one = curation_.said[id];
        if (facet == ports::Facet::Rating) return value != (one.rating == 0 ? "" : std::to_string(one.rating));
        return facet == ports::Facet::Tag && !one.tags.contains(value);
      });
    if (query.descending) std::reverse(ids->begin(), ids->end());
    return ids;
  }
  base::Result<std::vector<ports::SeriesRow>> series(const std::vector<std::int64_t>& ids) override {
    auto found = FewSeries::series(ids);
    for (auto& row : *found)
      for (const auto& [name, value] : curation_.said[row.id].columns) row.attributes[name] = value;
    return found;
  }

 private:
  FakeCuration& curation_;
};

}  // namespace selvox::ui::test
