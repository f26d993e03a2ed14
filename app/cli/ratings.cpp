#include "core/services/ratings.h"

#include <algorithm>

#include "app/cli/command.h"
#include "core/base/file.h"
#include "core/services/nearest.h"

namespace selvox::cli {

namespace {

struct RatingsOptions : Common {
  std::string dataset, output;
  bool rated = false;
};

base::Status checkKnown(ports::Catalog& catalog, const std::string& dataset) {
  SELVOX_TRY(const auto rows, catalog.datasets());
  std::vector<std::string> names;
  for (const auto& row : rows) names.push_back(row.name);
  if (dataset.empty() || std::find(names.begin(), names.end(), dataset) != names.end()) return {};
  return tl::unexpected(services::unknownName("dataset", dataset, names, "'selvox datasets WS' lists all."));
}

Outcome runRatings(const RatingsOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  const auto& workspace = session.ports();
  SELVOX_CHECK(checkKnown(*workspace.catalog, options.dataset));
  ports::SeriesQuery query;
  query.dataset = options.dataset;
  SELVOX_TRY(const auto table,
             services::ratingsTable(*workspace.catalog, *workspace.curation, query, options.rated, console.watch()));
  const auto file =
      options.output.empty()
          ? workspace.root / "exports" /
                base::pathFromUtf8("ratings" + (options.dataset.empty() ? "" : "-" + options.dataset) + ".csv")
          : base::pathFromUtf8(options.output);
  SELVOX_CHECK(base::writeFile(file, table));
  const auto path = base::utf8(std::filesystem::absolute(file));
  if (options.json)
    console.document({{"files", {path}}});
  else
    console.text(path);
  return 0;
}

}  // namespace

void addRatings(Program& program) {
  const auto options = std::make_shared<RatingsOptions>();
  auto* command = makeCommand(program.app, "ratings",
                              "Export what was said of scans as CSV: rating 1 (unusable) to 5 (perfect), flag, tags, "
                              "note",
                              "selvox ratings WS --dataset brains --rated --output ratings.csv", *options);
  needsWorkspace(command, *options);
  command->add_option("--dataset", options->dataset, "Of this dataset; default: of all")->type_name("NAME");
  command->add_option("--output", options->output, "File to write; default: in WS/exports")->type_name("FILE");
  command->add_flag("--rated", options->rated, "Only scans of which something was said");
  printsData(command, *options);
  onChosen(command, program, options, runRatings);
}

}  // namespace selvox::cli
