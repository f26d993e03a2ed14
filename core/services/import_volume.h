#pragma once
// What a decoded volume must be before it is stored, and its catalog row.

#include <string>

#include "core/base/result.h"
#include "core/ports/importer.h"

namespace selvox::services {

// Voxels without a value (NaN, infinite) get 0, or the smallest value when 0 lies outside the range. Returns a remark,
// or nothing. The same for import and for decoding again, so that hashes agree.
std::string fillGaps(volume::Volume& volume);

// Why a volume is not stored: sizes, a matrix that is not one, constant or missing values. Empty: it is good.
[[nodiscard]] std::string imageProblem(const volume::Volume& volume);

// A label map brought to the image's LPS grid as uint8 or uint16. Refused with a reason when it lies elsewhere (half a
// voxel at a corner) or holds other values than whole numbers from 0 to 65535.
[[nodiscard]] base::Result<volume::Volume> labelOnGrid(volume::Volume label, const volume::Volume& lpsImage);

// Voxel counts of the labels found (background left out); names from `given`, "label N" for the others.
[[nodiscard]] ports::LabelRow describeLabel(const volume::Volume& lpsLabel, const std::map<int, std::string>& given);

// Identity of a label map: its voxels and their place, apart from any image with the same voxels.
[[nodiscard]] std::string labelHash(const volume::Volume& lpsLabel);

// Largest distance in mm between corresponding corners of two grids of one extent.
[[nodiscard]] double cornerDistance(const volume::Extent& extent, const volume::Affine& a, const volume::Affine& b);

// A name that may become a file name: other characters become '_', 1 to 80 of them.
[[nodiscard]] std::string plainCase(const std::string& name);

}  // namespace selvox::services
