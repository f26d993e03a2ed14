#include <algorithm>
#include <cmath>

#include "app/cli/command.h"
#include "core/base/text.h"
#include "core/services/nearest.h"

namespace selvox::cli {

namespace {

using base::Json;

struct SeriesOptions : Common {
  ports::SeriesQuery query;
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

base::Status checkDataset(ports::Catalog& catalog, const std::string& dataset) {
  if (dataset.empty()) return {};
  SELVOX_TRY(const auto rows, catalog.datasets());
  std::vector<std::string> names;
  for (const auto& row : rows) names.push_back(row.name);
  if (std::find(names.begin(), names.end(), dataset) != names.end()) return {};
  return tl::unexpected(services::unknownName("dataset", dataset, names, "'selvox datasets WS' lists all."));
}

Outcome runSeries(const SeriesOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  auto& catalog = *session.ports().catalog;
  SELVOX_CHECK(checkDataset(catalog, options.query.dataset));
  SELVOX_TRY(const auto ids, catalog.seriesIds(options.query));
  SELVOX_TRY(const auto rows, catalog.series(ids));
  Json list = Json::array();
  std::vector<std::vector<std::string>> table{
      {"ID", "DATASET", "CASE", "PATIENT", "MODALITY", "SHAPE", "SPACING mm", "LABELS"}};
  for (const auto& row : rows) {
    list.push_back(seriesJson(row));
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
  command->add_option("--dataset", options->query.dataset, "Only this dataset")->type_name("NAME");
  command
      ->add_option("--find", options->query.text,
                   "Only series with these words in case, patient, modality, format or label names")
      ->type_name("WORDS");
  command->add_option("--modality", options->query.modality, "Only this modality")->type_name("CT|MR|…");
  command->add_option("--split", options->query.split, "Only this part of the split")
      ->check(CLI::IsMember({"train", "val", "test", "none"}));
  printsData(command, *options);
  onChosen(command, program, options, runSeries);
}

}  // namespace selvox::cli
