#include <cmath>

#include "app/cli/query_options.h"
#include "core/base/text.h"

namespace selvox::cli {

namespace {

using base::Json;

struct SeriesOptions : Common {
  QueryOptions which;
};

Json labelJson(const ports::LabelRow& label) {
  Json names = Json::object(), voxels = Json::object();
  for (const auto& [number, name] : label.names) names[std::to_string(number)] = name;
  for (const auto& [number, count] : label.voxels) voxels[std::to_string(number)] = count;
  return {{"voxelsHash", label.voxelsHash}, {"names", std::move(names)}, {"voxels", std::move(voxels)}};
}

Json seriesJson(const ports::SeriesRow& row) {
  Json matrix = Json::array(), labels = Json::array();
  for (int r = 0; r < 4; ++r)
    matrix.push_back(
        {row.worldFromVoxel(r, 0), row.worldFromVoxel(r, 1), row.worldFromVoxel(r, 2), row.worldFromVoxel(r, 3)});
  for (const auto& label : row.labels) labels.push_back(labelJson(label));
  return {{"id", row.id},
          {"dataset", row.dataset},
          {"case", row.caseName},
          {"patient", row.patient},
          {"modality", row.modality},
          {"format", row.format},
          {"shape", {row.extent.x, row.extent.y, row.extent.z}},
          {"spacing", row.worldFromVoxel.spacing()},
          {"worldFromVoxel", std::move(matrix)},
          {"voxelsHash", row.voxelsHash},
          {"channels", row.channels},
          {"storedType", row.storedType},
          {"attributes", row.attributes},
          {"labels", std::move(labels)}};
}

Json saidJson(const ports::SeriesSummary& row) {
  return {{"tags", row.tags},       {"rating", row.rating}, {"split", row.split},
          {"scanner", row.scanner}, {"site", row.site},     {"bodyPart", row.bodyPart}};
}

Outcome runSeries(const SeriesOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  auto& catalog = *session.ports().catalog;
  SELVOX_TRY(const auto ids, chosenSeries(session.ports(), options.which));
  SELVOX_TRY(const auto rows, catalog.series(ids));
  SELVOX_TRY(const auto summaries, session.ports().curation->summaries(ids));
  Json list = Json::array();
  std::vector<std::vector<std::string>> table{
      {"ID", "DATASET", "CASE", "PATIENT", "MODALITY", "SHAPE", "SPACING mm", "LABELS"}};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& row = rows[i];
    list.push_back(seriesJson(row));
    if (i < summaries.size() && summaries[i].id == row.id) list.back().update(saidJson(summaries[i]));
    const auto spacing = row.worldFromVoxel.spacing();
    const auto mm = [](double value) { return base::toText(std::round(value * 100) / 100); };
    table.push_back(
        {std::to_string(row.id), row.dataset, row.caseName, row.patient, row.modality,
         std::to_string(row.extent.x) + "x" + std::to_string(row.extent.y) + "x" + std::to_string(row.extent.z),
         mm(spacing[0]) + " x " + mm(spacing[1]) + " x " + mm(spacing[2]), std::to_string(row.labels.size())});
  }
  if (options.json) {
    console.document(list);
  } else {
    console.table(table);
  }
  return 0;
}

}  // namespace

void addSeries(Program& program) {
  const auto options = std::make_shared<SeriesOptions>();
  auto* command = makeCommand(program.app, "series", "List the series of a workspace",
                              "selvox series WS --dataset hippocampus --json", *options);
  needsWorkspace(command, *options);
  addQueryOptions(command, options->which);
  printsData(command, *options);
  onChosen(command, program, options, runSeries);
}

}  // namespace selvox::cli
