#pragma once
// PNG by libpng itself: ITK's reader ends the whole process on a damaged header.

#include <string>

#include "core/base/result.h"
#include "core/volume/volume.h"

namespace selvox::plugins {

// Grey or RGB, 8 or 16 bits; palettes become RGB, alpha is dropped; z = 1. Spacing from pHYs, otherwise 1 mm. Corrupt:
// any damaged, missing or cut chunk.
[[nodiscard]] base::Result<volume::Volume> readPng(const std::string& bytes);

}  // namespace selvox::plugins
