#pragma once
// How one format plugin borrows another's reader without knowing it: app passes the function in.

#include <filesystem>
#include <functional>
#include <vector>

#include "core/base/result.h"
#include "core/volume/volume.h"

namespace selvox::plugins {

// All volumes of one image file, in file order (a 4-D file gives several, all on one grid): stored axis order, LPS
// affine.
using ImageReader = std::function<base::Result<std::vector<volume::Volume>>(const std::filesystem::path&)>;

}  // namespace selvox::plugins
