#pragma once
// NIfTI files without what people write into them: descrip, aux_file, intent_name, db_name, data_type and extensions.

#include <filesystem>
#include <vector>

#include "core/base/result.h"

namespace selvox::plugins {

// By its name: .nii, .nii.gz, .hdr, .hdr.gz (whose voxels lie in the .img beside it).
[[nodiscard]] bool isNiftiName(const std::filesystem::path& file);

// Writes `file` to `target` (same ending) with those fields zeroed; place, sizes and voxels stay byte for byte. The
// .img of a pair goes along. Returns the names of the fields that held something.
[[nodiscard]] base::Result<std::vector<std::string>> writeCleanNifti(const std::filesystem::path& file,
                                                                     const std::filesystem::path& target);

}  // namespace selvox::plugins
