#pragma once
// Voxels of a NIfTI file, stored type kept. Our own and not ITK's: a damaged header must be refused with its reason,
// and ITK 5.2 aborts on some of them and spins on others; tests compare every voxel and corner with ITK on whole files.

#include <filesystem>
#include <string>
#include <vector>

#include "plugins/images/nifti_header.h"

namespace selvox::plugins {

struct NiftiFile {
  std::vector<std::filesystem::path> files;  // the file, or header and voxel file
  std::vector<volume::Volume> volumes;       // along the fourth axis
  std::string note;
  bool analyze = false;
};

// `file`: .nii, .nii.gz, or the .hdr(.gz) of a pair, NIfTI or Analyze 7.5. Every byte is checked to be there before
// memory is asked for the voxels; gzip checksums are verified.
[[nodiscard]] base::Result<NiftiFile> readNifti(const std::filesystem::path& file);

enum class NiftiName { None, Single, Header, Voxels };
[[nodiscard]] NiftiName niftiNameOf(const std::filesystem::path& file);
// "sub-01_T1w" of sub-01_T1w.nii.gz
[[nodiscard]] std::string niftiStem(const std::filesystem::path& file);
// The .img of a .hdr and the other way round, packed or not; empty when there is none.
[[nodiscard]] std::filesystem::path niftiPartner(const std::filesystem::path& file);

}  // namespace selvox::plugins
