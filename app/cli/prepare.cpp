#include "core/services/prepare.h"

#include "app/cli/command.h"
#include "core/base/text.h"

namespace selvox::cli {

namespace {

struct PrepareOptions : Common {
  std::string dataset;
  services::PrepareSettings settings;
};

Outcome runPrepare(const PrepareOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SELVOX_TRY(const auto report,
             services::prepare(session.ports(), options.dataset, options.settings, base::isoNow(), console.watch()));
  const auto& version = report.version;
  if (options.json) {
    console.document({{"dataset", options.dataset},
                      {"version", version.id},
                      {"spacing", version.spacing},
                      {"constants", version.constants},
                      {"series", version.entries.size()},
                      {"fresh", report.fresh},
                      {"cached", report.cached},
                      {"unchanged", report.unchanged}});
  } else {
    console.text(options.dataset + ": " + std::to_string(version.entries.size()) + " series at " +
                 base::toText(version.spacing[0]) + " x " + base::toText(version.spacing[1]) + " x " +
                 base::toText(version.spacing[2]) + " mm; " + std::to_string(report.fresh) + " written, " +
                 std::to_string(report.cached) + " from the cache; version " + version.id.substr(0, 12));
  }
  return 0;
}

}  // namespace

void addPrepare(Program& program) {
  const auto options = std::make_shared<PrepareOptions>();
  auto* command =
      makeCommand(program.app, "prepare",
                  "Resample and measure a dataset for training, into the cache; runs do it by themselves when needed",
                  "selvox prepare WS --dataset hippocampus --spacing 1,1,1", *options);
  needsWorkspace(command, *options);
  command->add_option("--dataset", options->dataset, "Dataset to prepare")->required()->type_name("NAME");
  command->add_option("--spacing", options->settings.spacing, "Target spacing in mm; default: the dataset's median")
      ->delimiter(',')
      ->expected(3)
      ->type_name("X,Y,Z");
  command->add_flag(
      "--anisotropic", options->settings.anisotropicPercentile,
      "An axis over 3 times coarser than the finest takes its 10th percentile instead of its median (nnU-Net)");
  command
      ->add_option("--ct", options->settings.ct,
                   "CT intensities: auto (percentiles of the labelled foreground, else the window), window, percentile")
      ->check(CLI::IsMember({"auto", "window", "percentile"}));
  command->add_option("--ct-low", options->settings.ctLow, "Lower end of the CT window, HU");
  command->add_option("--ct-high", options->settings.ctHigh, "Upper end of the CT window, HU");
  command->add_flag("--refit", options->settings.refit,
                    "Measure spacing and intensities anew instead of keeping the last version's");
  printsData(command, *options);
  onChosen(command, program, options, runPrepare);
}

}  // namespace selvox::cli
