#include "core/services/export.h"

#include "app/cli/command.h"
#include "core/base/file.h"
#include "core/services/model_card.h"

namespace selvox::cli {

namespace {

struct ExportOptions : Common {
  std::string run, dataset, output;
  std::string checkpoint;
  bool predictions = false, model = false;
};

Outcome runExport(const ExportOptions& options, Console& console) {
  if (options.run.empty() == options.dataset.empty())
    return console.wrongUsage("Say what to export: either --run RUN or --dataset NAME.");
  if (options.model && options.run.empty()) return console.wrongUsage("--model is of a run: name it by --run.");
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  const auto& root = session.ports().root;
  std::vector<std::filesystem::path> written;
  if (!options.run.empty()) {
    const auto folder = options.output.empty() ? root / "exports" / base::pathFromUtf8(options.run)
                                               : base::pathFromUtf8(options.output);
    SELVOX_TRY(written, services::exportRun(session.ports(), session.nifti(), options.run, folder, options.predictions,
                                            console.watch()));
    if (options.model) {
      SELVOX_TRY(const auto files,
                 services::exportModel(session.ports(), options.run, options.checkpoint, folder, console.watch()));
      written.insert(written.end(), files.begin(), files.end());
    }
  } else {
    const auto file = options.output.empty() ? root / "exports" / base::pathFromUtf8(options.dataset + ".csv")
                                             : base::pathFromUtf8(options.output);
    SELVOX_TRY(const auto path, services::exportDataset(session.ports(), options.dataset, file));
    written.push_back(path);
  }
  base::Json files = base::Json::array();
  for (const auto& path : written) {
    files.push_back(base::utf8(std::filesystem::absolute(path)));
    if (!options.json) console.text(files.back().get<std::string>());
  }
  if (options.json) console.document({{"files", std::move(files)}});
  return 0;
}

}  // namespace

void addExport(Program& program) {
  const auto options = std::make_shared<ExportOptions>();
  auto* command = makeCommand(program.app, "export",
                              "Take out a run (settings, curves, metrics, predictions, the model) or a dataset's list",
                              "selvox export WS --run seg-1 --predictions --model --output seg-1-export", *options);
  needsWorkspace(command, *options);
  command->add_option("--run", options->run, "Run to export")->type_name("RUN");
  command->add_option("--dataset", options->dataset, "Dataset whose list to export as CSV")->type_name("NAME");
  command->add_option("--output", options->output, "Folder (run) or file (dataset); default: in WS/exports")
      ->type_name("PATH");
  command->add_flag("--predictions", options->predictions, "Label maps of its evaluations too, as NIfTI");
  command->add_flag("--model", options->model,
                    "The trained model too: TorchScript, .safetensors, JSON and a model card");
  command
      ->add_option("--checkpoint", options->checkpoint, "Of --model: best, final or a file of the run; default: final")
      ->type_name("NAME");
  printsData(command, *options);
  onChosen(command, program, options, runExport);
}

}  // namespace selvox::cli
