#include "core/services/evaluate.h"

#include "app/cli/metric_table.h"
#include "app/cli/similar_options.h"

namespace selvox::cli {

namespace {

struct EvaluateOptions : Common {
  std::string run, split = "test", checkpoint, retrieval;
  PieceOptions pieces;
  bool keepSamePatient = false;
};

base::Result<base::Json> judged(const EvaluateOptions& options, const Session& session, Console& console) {
  if (options.retrieval.empty())
    return services::evaluateRun(session.ports(), options.run, options.split, options.checkpoint, console.watch());
  auto request = options.pieces.json();
  request["column"] = options.retrieval;
  request["features"] = options.pieces.features;
  request["keep_same_patient"] = options.keepSamePatient;
  return services::evaluateRetrieval(session.ports(), options.run, options.split, options.checkpoint, request,
                                     console.watch());
}

Outcome runEvaluate(const EvaluateOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SELVOX_TRY(const auto document, judged(options, session, console));
  if (options.json) {
    console.document(document);
  } else {
    console.table(metricTable(document));
  }
  return 0;
}

}  // namespace

void addEvaluate(Program& program) {
  const auto options = std::make_shared<EvaluateOptions>();
  auto* command =
      makeCommand(program.app, "evaluate", "Judge a run on the cases of its own split, with intervals over patients",
                  "selvox evaluate WS --run seg-1 --split test --json", *options);
  needsWorkspace(command, *options);
  command->add_option("--run", options->run, "Run to judge")->required()->type_name("RUN");
  command->add_option("--split", options->split, "Which cases")->check(CLI::IsMember({"train", "val", "test"}));
  command
      ->add_option("--checkpoint", options->checkpoint,
                   "best, final, or a file of the run; of a segmentation several with commas, or all, whose answers "
                   "are averaged")
      ->type_name("NAME");
  auto* retrieval = command
                        ->add_option("--retrieval", options->retrieval,
                                     "Judge how well any run finds cases with the same value in this column of the "
                                     "catalog: precision, recall, mAP and nDCG")
                        ->type_name("COLUMN");
  addPieceOptions(command, options->pieces);
  command->add_flag("--keep-same-patient", options->keepSamePatient,
                    "Retrieval: count other scans of the same patient, which are left out otherwise");
  for (const char* name : {"--of", "--features", "--axis", "--every", "--label", "--margin", "--keep-same-patient"})
    command->get_option(name)->needs(retrieval);
  printsData(command, *options);
  onChosen(command, program, options, runEvaluate);
}

}  // namespace selvox::cli
