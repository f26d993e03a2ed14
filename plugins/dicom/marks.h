#pragma once
// Marked voxels of an image grid, read from a segmentation or from contours, and the label maps they make.

#include "core/ports/importer.h"

namespace selvox::plugins::dicom {

struct Grid {
  volume::Extent extent;
  volume::Affine worldFromVoxel;  // LPS mm
};

struct Mark {
  int number = 0;                   // 1 … 65535
  std::string name, code;           // "Liver", "SCT 10200004 Liver"
  std::vector<std::size_t> voxels;  // indices into the grid, x fastest
};

struct Marks {
  std::vector<Mark> marks;
  std::string note;  // what was left out
};

// Messages are reasons for a person. An object without a single voxel inside the grid is refused.
[[nodiscard]] base::Result<Marks> readSegmentation(const std::filesystem::path& path, const Grid& grid);
[[nodiscard]] base::Result<Marks> readContours(const std::filesystem::path& path, const Grid& grid);

// Marks that overlap go to different label maps: each to the first where all its voxels are free.
[[nodiscard]] std::vector<ports::FoundSeries::Label> layersOf(const Marks& marks, const Grid& grid,
                                                              const std::filesystem::path& file);

}  // namespace selvox::plugins::dicom
