#include "app/cli/similar_options.h"

namespace selvox::cli {

base::Json PieceOptions::json() const {
  base::Json said{{"of", of}};
  if (!axis.empty()) said["axis"] = axis;
  if (!every.empty()) said["every"] = every;
  if (!label.empty()) said["label"] = label;
  if (!margin.empty()) said["margin"] = margin;
  return said;
}

void addIndexOptions(CLI::App* command, PieceOptions& options) {
  command->add_option("--of", options.of, "series: whole scans; slices: single slices; roi: the surroundings of labels")
      ->check(CLI::IsMember({"series", "slices", "roi"}));
  command
      ->add_option("--features", options.features,
                   "encoder: the run's network; raw-pixel: greys on a coarse grid, the baseline without any")
      ->check(CLI::IsMember({"encoder", "raw-pixel"}));
}

void addPieceOptions(CLI::App* command, PieceOptions& options) {
  addIndexOptions(command, options);
  command->add_option("--axis", options.axis, "Slices: across x (sagittal), y (coronal) or z (axial); default: z")
      ->check(CLI::IsMember({"x", "y", "z"}));
  command->add_option("--every", options.every, "Slices: every n-th of the prepared scan; default: 4")
      ->check(countAbove0())
      ->type_name("N");
  command->add_option("--label", options.label, "Regions: of this label alone, by name or number; default: all")
      ->type_name("NAME");
  command->add_option("--margin", options.margin, "Regions: mm around the label's bounding box; default: 10")
      ->type_name("MM");
}

}  // namespace selvox::cli
