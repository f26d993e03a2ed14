#include "app/cli/similar_options.h"
#include "core/base/text.h"
#include "core/services/retrieve.h"

namespace selvox::cli {

namespace {

struct IndexOptions : Common {
  std::string run, checkpoint;
  std::vector<std::string> datasets;
  PieceOptions pieces;
};

Outcome runIndex(const IndexOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  services::IndexRequest request;
  request.run = options.run;
  request.checkpoint = options.checkpoint;
  request.datasets = options.datasets;
  request.features = options.pieces.features;
  request.pieces = options.pieces.json();
  request.created = base::isoNow();
  SELVOX_TRY(const auto document, services::buildSimilarityIndex(session.ports(), request, console.watch()));
  if (options.json) {
    console.document(document);
    return 0;
  }
  const auto number = [&](const char* key) { return std::to_string(base::valueOr<std::int64_t>(document, key, 0)); };
  std::string text = options.run + ": " + number("rows") + " " + options.pieces.of + " of " + number("scans") +
                     " scans, " + number("dimensions") + " numbers each, " +
                     base::valueOr<std::string>(document, "kind", "") + " index";
  if (base::valueOr(document, "empty", 0) > 0) text += "; " + number("empty") + " scans have no such region";
  console.text(text);
  return 0;
}

}  // namespace

void addIndex(Program& program) {
  const auto options = std::make_shared<IndexOptions>();
  auto* command =
      makeCommand(program.app, "index", "Embed scans by a run and index them, so that similar ones can be found",
                  "selvox index WS --run simclr-1 --of series", *options);
  needsWorkspace(command, *options);
  command->add_option("--run", options->run, "Run whose network embeds")->required()->type_name("RUN");
  command->add_option("--dataset", options->datasets, "Datasets to index, as they are prepared; default: the run's")
      ->delimiter(',')
      ->type_name("NAME,…");
  command->add_option("--checkpoint", options->checkpoint, "best, final, or a file of the run; default: final")
      ->type_name("NAME");
  addPieceOptions(command, options->pieces);
  printsData(command, *options);
  onChosen(command, program, options, runIndex);
}

}  // namespace selvox::cli
