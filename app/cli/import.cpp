#include "core/services/import.h"

#include "app/cli/command.h"
#include "core/base/file.h"

namespace selvox::cli {

namespace {

struct ImportOptions : Common {
  std::vector<std::string> paths;
  std::string dataset, as;
};

Outcome runImport(const ImportOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  services::ImportRequest request;
  request.dataset = options.dataset;
  request.as = options.as;
  for (const auto& path : options.paths) request.paths.push_back(base::pathFromUtf8(path));
  const auto& ports = session.ports();
  const services::ImportPorts importPorts{*ports.catalog, *ports.cache, ports.importers};
  const auto watch = console.watch();
  SELVOX_TRY(const auto report, services::importFiles(request, importPorts, watch.progress, watch.cancel));
  if (options.json) {
    console.document(services::toJson(report));
  } else {
    console.text(options.dataset + ": " + std::to_string(report.imported) + " files imported (" +
                 std::to_string(report.series) + " series, " + std::to_string(report.labels) + " label maps), " +
                 std::to_string(report.skipped) + " skipped, " + std::to_string(report.quarantined) + " quarantined");
    for (const auto& warning : services::privacyWarnings(report)) console.text("  " + warning);
    for (const auto& file : report.files)
      if (file.state == ports::FileState::Quarantined) console.text("  quarantined  " + file.path + ": " + file.reason);
  }
  if (report.cancelled)
    return base::fail(base::ErrorCode::Cancelled,
                      "Import cancelled; what was stored before stays. Import again to go on.");
  return 0;
}

}  // namespace

void addImport(Program& program) {
  const auto options = std::make_shared<ImportOptions>();
  auto* command = makeCommand(program.app, "import",
                              "Bring DICOM, NIfTI, NRRD, MetaImage, pictures, NumPy and BIDS, nnU-Net and Decathlon "
                              "folders into the catalog; what is known already is skipped",
                              "selvox import WS Task04_Hippocampus --dataset hippocampus", *options);
  needsWorkspace(command, *options);
  command->add_option("paths", options->paths, "Files and folders")->required()->type_name("PATH");
  command->add_option("--dataset", options->dataset, "Dataset to add to; made when it does not exist")
      ->required()
      ->type_name("NAME");
  command
      ->add_option("--as", options->as,
                   "Read as this layout or format only: msd, nnunet, bids, dicom, nifti, itk, image, numpy")
      ->type_name("IMPORTER");
  printsData(command, *options);
  onChosen(command, program, options, runImport);
}

}  // namespace selvox::cli
