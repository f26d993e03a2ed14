#include "core/services/evaluate.h"

#include "app/cli/command.h"
#include "app/cli/metric_table.h"

namespace selvox::cli {

namespace {

struct EvaluateOptions : Common {
  std::string run, split = "test", checkpoint;
};

Outcome runEvaluate(const EvaluateOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SELVOX_TRY(const auto document,
             services::evaluateRun(session.ports(), options.run, options.split, options.checkpoint, console.watch()));
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
                   "best, final, or a file of the run; of a segmentation several with commas, or all, whose answers are averaged")
      ->type_name("NAME");
  printsData(command, *options);
  onChosen(command, program, options, runEvaluate);
}

}  // namespace selvox::cli
