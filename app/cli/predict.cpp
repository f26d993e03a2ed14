#include "core/services/predict.h"

#include <algorithm>

#include "app/cli/command.h"
#include "app/cli/metric_table.h"
#include "core/base/file.h"

namespace selvox::cli {

namespace {

struct PredictOptions : Common {
  std::string run, input, output, checkpoint, modality;
};

Outcome runPredict(const PredictOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  services::PredictRequest request;
  request.run = options.run;
  request.checkpoint = options.checkpoint;
  request.input = base::pathFromUtf8(options.input);
  request.output = base::pathFromUtf8(options.output);
  request.modality = options.modality;
  SELVOX_TRY(const auto report, services::predict(session.ports(), session.nifti(), request, console.watch()));
  for (const auto& [file, reason] : report.refused) console.note("Not predicted: " + file + ": " + reason);
  if (options.json) {
    console.document(services::toJson(report));
    return 0;
  }
  for (const auto& one : report.series) {
    if (!one.probabilities.empty()) {
      const auto best = std::max_element(one.probabilities.begin(), one.probabilities.end(),
                                         [](const auto& a, const auto& b) { return a.second < b.second; });
      console.text((one.input.empty() ? std::string() : one.input.front()) + "  " + one.answer + "  " +
                   fixedText(best->second, 3));
      continue;
    }
    std::string volumes;
    if (one.extent.voxels() > 0)
      volumes = "  " + std::to_string(one.extent.x) + " x " + std::to_string(one.extent.y) + " x " +
                std::to_string(one.extent.z) + " voxels";
    for (const auto& [number, label] : one.labels)
      volumes += "  " + label.name + " " + std::to_string(label.voxels) + " voxels";
    console.text(base::utf8(one.output) + volumes);
  }
  if (!report.series.empty() && !report.series.front().probabilities.empty())
    console.text(base::utf8(report.series.front().output));
  return 0;
}

}  // namespace

void addPredict(Program& program) {
  const auto options = std::make_shared<PredictOptions>();
  auto* command = makeCommand(program.app, "predict",
                              "Label or enhance scans from outside the catalog: NIfTI label maps or images on the "
                              "input's own grid, or a table of class probabilities",
                              "selvox predict WS --run seg-1 --input scan.nii.gz --output labels/", *options);
  needsWorkspace(command, *options);
  command->add_option("--run", options->run, "Run that predicts")->required()->type_name("RUN");
  command->add_option("--input", options->input, "File or folder: NIfTI, DICOM, PNG, JPEG")
      ->required()
      ->type_name("PATH");
  command->add_option("--output", options->output, "Folder for the label maps, images or predictions.csv")
      ->required()
      ->type_name("FOLDER");
  command
      ->add_option("--checkpoint", options->checkpoint,
                   "best, final, or a file of the run; of a segmentation several with commas, or all, whose answers "
                   "are averaged")
      ->type_name("NAME");
  command->add_option("--modality", options->modality, "Treat the input as this modality; default: what its files say")
      ->type_name("CT|MR|…");
  printsData(command, *options);
  onChosen(command, program, options, runPredict);
}

}  // namespace selvox::cli
