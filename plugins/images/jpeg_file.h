#pragma once
// JPEG by libjpeg itself: it tells damage inside the scan, which ITK's reader passes over or dies of.

#include <string>

#include "core/base/result.h"
#include "core/volume/volume.h"

namespace selvox::plugins {

// Grey or RGB, 8 bits; z = 1, 1 mm pixels: a JFIF density is what some program assumed. Corrupt: anything libjpeg only
// warns of, too.
[[nodiscard]] base::Result<volume::Volume> readJpeg(const std::string& bytes);

}  // namespace selvox::plugins
