#pragma once
// Images and label maps of many series as NIfTI in a layout that other programs read: nnU-Net, Medical Segmentation
// Decathlon, BIDS. On the native LPS grid, with the values of the cache: importing them again gives the same voxels.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/services/workspace.h"

namespace selvox::services {

enum class ExportLayout { NnUNet, Msd, Bids };

struct LayoutExport {
  std::vector<std::filesystem::path> files;  // written, the description last
  std::vector<std::string> notes;            // what a layout cannot say
};

// `folder` must be empty or new. Test cases of the split go to imagesTs and labelsTs (nnU-Net, MSD), so do cases
// without a label. Refused: one label number with two names, which these layouts cannot say: rename or merge first.
// Every layout gets cases.csv: case, patient (pseudonym), split, tags, rating and columns.
[[nodiscard]] base::Result<LayoutExport> exportLayout(const Workspace& workspace, ports::Exporter& nifti,
                                                      ExportLayout layout, const std::string& name,
                                                      const std::vector<std::int64_t>& series,
                                                      const std::filesystem::path& folder, const Watch& watch);

}  // namespace selvox::services
