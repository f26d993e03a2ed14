#pragma once
// Voxels and place of an NRRD or MetaImage file by ITK, after its header was checked.

#include "core/volume/volume.h"
#include "plugins/itk_images/header.h"

namespace selvox::plugins::itk_images {

struct File {
  std::vector<std::filesystem::path> files;  // the file, or header and data file
  std::vector<volume::Volume> volumes;       // along a fourth axis, or of the values of a voxel; colours stay together
  std::map<std::string, std::string> pairs;  // NRRD key:=value
  std::string note;
};

[[nodiscard]] base::Result<File> readFile(const std::filesystem::path& file);

}  // namespace selvox::plugins::itk_images
