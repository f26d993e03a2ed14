#pragma once
// One picture as a flat volume.

#include <filesystem>
#include <span>

#include "core/base/result.h"
#include "core/volume/volume.h"

namespace selvox::plugins {

enum class RasterKind { None, Png, Jpeg, Tiff, Bitmap };
[[nodiscard]] const char* formatOf(RasterKind kind);                       // "PNG"
[[nodiscard]] RasterKind rasterKindOf(std::span<const std::byte> head);    // by its first bytes
[[nodiscard]] RasterKind rasterKindOf(const std::filesystem::path& file);  // by its name

// PNG, JPEG and TIFF. Grey stays grey, palettes become RGB, alpha is dropped; z = 1 (pages of a TIFF: slices), spacing
// from the file or 1 mm. x to the left, y to the back: a radiograph then shows as it was stored.
[[nodiscard]] base::Result<volume::Volume> readRaster(const std::filesystem::path& file);

}  // namespace selvox::plugins
