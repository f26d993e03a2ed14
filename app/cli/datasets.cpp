#include <algorithm>

#include "app/cli/command.h"
#include "core/services/nearest.h"

namespace selvox::cli {

namespace {

using base::Json;

struct DatasetsOptions : Common {
  std::string quarantine;
};

Json rowJson(const ports::DatasetRow& row) {
  return {{"name", row.name},
          {"created", row.created},
          {"series", row.series},
          {"patients", row.patients},
          {"labelled", row.labelled},
          {"quarantined", row.quarantined},
          {"modalities", row.modalities}};
}

Outcome listQuarantine(const Session& session, const std::vector<ports::DatasetRow>& rows,
                       const DatasetsOptions& options, Console& console) {
  std::vector<std::string> names;
  for (const auto& row : rows) names.push_back(row.name);
  if (std::find(names.begin(), names.end(), options.quarantine) == names.end())
    return tl::unexpected(
        services::unknownName("dataset", options.quarantine, names, "'selvox datasets WS' lists all."));
  SELVOX_TRY(const auto files, session.ports().catalog->files(options.quarantine, ports::FileState::Quarantined));
  Json list = Json::array();
  for (const auto& file : files) {
    list.push_back({{"path", file.path}, {"reason", file.reason}});
    if (!options.json) console.text(file.path + ": " + file.reason);
  }
  if (options.json) console.document(list);
  return 0;
}

Outcome runDatasets(const DatasetsOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SELVOX_TRY(const auto rows, session.ports().catalog->datasets());
  if (!options.quarantine.empty()) return listQuarantine(session, rows, options, console);
  Json list = Json::array();
  std::vector<std::vector<std::string>> table{
      {"DATASET", "SERIES", "PATIENTS", "LABELLED", "QUARANTINED", "MODALITIES"}};
  for (const auto& row : rows) {
    list.push_back(rowJson(row));
    std::string modalities;
    for (const auto& one : row.modalities) modalities += (modalities.empty() ? "" : " ") + one;
    table.push_back({row.name, std::to_string(row.series), std::to_string(row.patients), std::to_string(row.labelled),
                     std::to_string(row.quarantined), modalities});
  }
  if (options.json) {
    console.document(list);
  } else {
    console.table(table);
  }
  return 0;
}

}  // namespace

void addDatasets(Program& program) {
  const auto options = std::make_shared<DatasetsOptions>();
  auto* command = makeCommand(program.app, "datasets", "List the datasets of a workspace, or the quarantine of one",
                              "selvox datasets WS --json", *options);
  needsWorkspace(command, *options);
  command->add_option("--quarantine", options->quarantine, "List the refused files of this dataset, with their reasons")
      ->type_name("NAME");
  printsData(command, *options);
  onChosen(command, program, options, runDatasets);
}

}  // namespace selvox::cli
