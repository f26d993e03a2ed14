#include "core/services/export.h"

#include <algorithm>

#include "app/cli/command.h"
#include "core/base/file.h"
#include "core/services/export_layout.h"
#include "core/services/frozen.h"
#include "core/services/model_card.h"
#include "core/services/nearest.h"

namespace selvox::cli {

namespace {

struct ExportOptions : Common {
  std::string run, dataset, output, as = "csv";
  std::string checkpoint;
  bool predictions = false, model = false;
};

// The series of a dataset or of a frozen version.
base::Result<std::vector<std::int64_t>> seriesOfNamed(const services::Workspace& workspace, const std::string& name) {
  auto names = services::frozenNames(workspace.root);
  if (std::find(names.begin(), names.end(), name) != names.end()) {
    SELVOX_TRY(const auto frozen, services::loadFrozen(workspace.root, name));
    SELVOX_CHECK(services::checkFrozen(workspace, frozen));
    std::vector<std::int64_t> ids;
    for (const auto& one : frozen.series) ids.push_back(one.series);
    return ids;
  }
  ports::SeriesQuery query;
  query.dataset = name;
  SELVOX_TRY(auto ids, workspace.catalog->seriesIds(query));
  if (!ids.empty()) return ids;
  SELVOX_TRY(const auto datasets, workspace.catalog->datasets());
  for (const auto& row : datasets) names.push_back(row.name);
  return tl::unexpected(services::unknownName("dataset or version", name, names, "'selvox datasets WS' lists all."));
}

base::Result<std::vector<std::filesystem::path>> exportAs(const Session& session, const ExportOptions& options,
                                                          Console& console) {
  const auto& root = session.ports().root;
  SELVOX_TRY(const auto ids, seriesOfNamed(session.ports(), options.dataset));
  if (options.as == "csv") {
    const auto file = options.output.empty() ? root / "exports" / base::pathFromUtf8(options.dataset + ".csv")
                                             : base::pathFromUtf8(options.output);
    SELVOX_TRY(auto path, services::exportSeries(session.ports(), ids, file));
    return std::vector<std::filesystem::path>{std::move(path)};
  }
  const auto layout = options.as == "nnunet" ? services::ExportLayout::NnUNet
                      : options.as == "msd"  ? services::ExportLayout::Msd
                                             : services::ExportLayout::Bids;
  const auto folder = options.output.empty() ? root / "exports" / base::pathFromUtf8(options.dataset + "-" + options.as)
                                             : base::pathFromUtf8(options.output);
  SELVOX_TRY(auto made, services::exportLayout(session.ports(), session.nifti(), layout, options.dataset, ids, folder,
                                               console.watch()));
  for (const auto& note : made.notes) console.note(note);
  return std::move(made.files);
}

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
    SELVOX_TRY(written, exportAs(session, options, console));
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
                              "Take out a run (settings, curves, metrics, predictions, the model) or a dataset",
                              "selvox export WS --run seg-1 --predictions --model --output seg-1-export", *options);
  needsWorkspace(command, *options);
  command->add_option("--run", options->run, "Run to export")->type_name("RUN");
  command->add_option("--dataset", options->dataset, "Dataset, or frozen version, to export")->type_name("NAME");
  command
      ->add_option("--as", options->as,
                   "Of a dataset: csv (its list), or images and labels as NIfTI in the layout of nnunet, msd or bids")
      ->check(CLI::IsMember({"csv", "nnunet", "msd", "bids"}));
  command->add_option("--output", options->output, "Folder, or file of a list; default: in WS/exports")
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
