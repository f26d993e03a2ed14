#include "core/services/duplicates.h"

#include <cmath>
#include <map>

#include "app/cli/metric_table.h"
#include "app/cli/query_options.h"

namespace selvox::cli {

namespace {

using base::Json;

struct DuplicatesOptions : Common {
  QueryOptions which;
};

Json placeOf(const ports::SeriesSummary& row) {
  return {{"series", row.id},
          {"dataset", row.dataset},
          {"case", row.caseName},
          {"patient", row.patient},
          {"split", row.split}};
}

std::string shortPlace(const ports::SeriesSummary& row) {
  return row.dataset + " " + row.caseName + (row.split == "none" ? "" : " (" + row.split + ")");
}

Outcome runDuplicates(const DuplicatesOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  const auto& ports = session.ports();
  SELVOX_TRY(const auto ids, chosenSeries(ports, options.which));
  if (ids.empty()) return base::fail(base::ErrorCode::NotFound, "No series is like that.");
  SELVOX_TRY(const auto found, services::findDuplicates(ports, ids, console.watch()));
  std::vector<std::int64_t> shown;
  for (const auto& group : found.exact) shown.insert(shown.end(), group.begin(), group.end());
  for (const auto& pair : found.near) shown.insert(shown.end(), {pair.a, pair.b});
  SELVOX_TRY(const auto summaries, ports.curation->summaries(shown));
  std::map<std::int64_t, ports::SeriesSummary> byId;
  for (const auto& row : summaries) byId[row.id] = row;
  Json exact = Json::array(), near = Json::array();
  for (const auto& group : found.exact) {
    Json places = Json::array();
    std::string line = "same voxels:";
    for (const auto id : group) places.push_back(placeOf(byId[id])), line += "  " + shortPlace(byId[id]);
    exact.push_back(std::move(places));
    if (!options.json) console.text(line);
  }
  for (const auto& pair : found.near) {
    const auto &a = byId[pair.a], &b = byId[pair.b];
    near.push_back({{"a", placeOf(a)},
                    {"b", placeOf(b)},
                    {"bits", pair.bits},
                    {"likeness", pair.likeness},
                    {"samePatient", a.patient == b.patient}});
    if (!options.json)
      console.text("alike " + fixedText(pair.likeness, 3) + ":  " + shortPlace(a) + "  " + shortPlace(b) +
                   (a.patient == b.patient ? "  same patient" : ""));
  }
  if (options.json)
    console.document({{"exact", std::move(exact)},
                      {"near", std::move(near)},
                      {"compared", found.compared},
                      {"unseen", found.unseen}});
  if (!options.json)
    console.text(std::to_string(found.exact.size()) + " groups with the same voxels, " +
                 std::to_string(found.near.size()) + " pairs that look the same, of " + std::to_string(found.compared) +
                 " series");
  if (!found.unseen.empty())
    console.note(
        std::to_string(found.unseen.size()) +
        " series could not be looked at, because their voxels are not in the cache. Import their files again.");
  return 0;
}

}  // namespace

void addDuplicates(Program& program) {
  const auto options = std::make_shared<DuplicatesOptions>();
  auto* command = makeCommand(program.app, "duplicates",
                              "Find scans that are there twice: same voxels, or resaved, noised or resampled copies",
                              "selvox duplicates WS --dataset brain", *options);
  needsWorkspace(command, *options);
  addQueryOptions(command, options->which);
  printsData(command, *options);
  onChosen(command, program, options, runDuplicates);
}

}  // namespace selvox::cli
