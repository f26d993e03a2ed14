#include <cmath>

#include "app/cli/metric_table.h"
#include "app/cli/similar_options.h"
#include "core/base/file.h"
#include "core/services/retrieve.h"

namespace selvox::cli {

namespace {

struct SimilarOptions : Common {
  std::string run, caseName, dataset, input, at;
  PieceOptions pieces;
  std::int64_t series = 0;
  int k = 10;
  bool keepSamePatient = false;
};

// "class=CXR view=pa"
std::string columnText(const base::Json& columns) {
  std::string text;
  for (const auto& [name, value] : columns.items())
    text += (text.empty() ? "" : " ") + name + "=" + (value.is_string() ? value.get<std::string>() : value.dump());
  return text.empty() ? "-" : text;
}

std::string placeText(const base::Json& hit) {
  if (hit.contains("label")) return base::valueOr<std::string>(hit, "label", "");
  return hit.contains("place") ? "slice " + std::to_string(base::valueOr<std::int64_t>(hit, "place", 0)) : "-";
}

Outcome runSimilar(const SimilarOptions& options, Console& console) {
  if ((options.caseName.empty() ? 0 : 1) + (options.series > 0 ? 1 : 0) + (options.input.empty() ? 0 : 1) != 1)
    return console.wrongUsage("similar: give one of --case, --series and --input.");
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  services::SimilarRequest request;
  request.run = options.run;
  request.of = options.pieces.of;
  request.features = options.pieces.features;
  request.caseName = options.caseName;
  request.dataset = options.dataset;
  request.series = options.series;
  request.input = base::pathFromUtf8(options.input);
  request.at = options.at;
  request.k = static_cast<std::size_t>(options.k);
  request.keepSamePatient = options.keepSamePatient;
  SELVOX_TRY(const auto document, services::findSimilar(session.ports(), request, console.watch()));
  if (options.json) {
    console.document(document);
    return 0;
  }
  std::vector<std::vector<std::string>> table{{"CASE", "DATASET", "PATIENT", "WHERE", "DISTANCE", "COLUMNS"}};
  for (const auto& hit : document["neighbours"])
    table.push_back({base::valueOr<std::string>(hit, "case", ""), base::valueOr<std::string>(hit, "dataset", ""),
                     base::valueOr<std::string>(hit, "patient", ""), placeText(hit),
                     fixedText(base::valueOr(hit, "distance", std::nan("")), 4),
                     columnText(hit.value("columns", base::Json::object()))});
  console.table(table);
  const auto about = document["index"];
  if (base::valueOr(about, "outdated", false))
    console.note("The run has trained on since this index was built; build it again: selvox index");
  if (const auto later = base::valueOr<std::int64_t>(about, "unindexed", 0); later > 0)
    console.note(std::to_string(later) + " scans came later and are not in this index; build it again: selvox index");
  return 0;
}

}  // namespace

void addSimilar(Program& program) {
  const auto options = std::make_shared<SimilarOptions>();
  auto* command = makeCommand(program.app, "similar", "Find the cases that lie nearest to one, in the index of a run",
                              "selvox similar WS --run simclr-1 --case hippocampus_001 --k 10 --json", *options);
  needsWorkspace(command, *options);
  command->add_option("--run", options->run, "Run whose index is asked")->required()->type_name("RUN");
  command->add_option("--case", options->caseName, "Case of the catalog, by its name")->type_name("CASE");
  command->add_option("--series", options->series, "Series of the catalog, by its number ('selvox series --json')")
      ->check(countAbove0())
      ->type_name("ID");
  command->add_option("--dataset", options->dataset, "Dataset of that case, where several have one of its name")
      ->type_name("NAME");
  command->add_option("--input", options->input, "A scan from outside: NIfTI, DICOM, PNG, JPEG")->type_name("PATH");
  command
      ->add_option("--at", options->at,
                   "Which slice (number) or region (label) of it; default: the slice in the middle, the first label")
      ->type_name("N|NAME");
  command->add_option("--k", options->k, "How many")->check(CLI::Range(1, 10000))->type_name("N");
  command->add_flag("--keep-same-patient", options->keepSamePatient,
                    "Show other scans of the query's own patient too; they are left out otherwise");
  addIndexOptions(command, options->pieces);
  printsData(command, *options);
  onChosen(command, program, options, runSimilar);
}

}  // namespace selvox::cli
