#pragma once
// Whether ordered slices stand evenly on a line, and the voxel grid they then make.

#include "plugins/dicom/stack.h"

namespace selvox::plugins::dicom {

[[nodiscard]] volume::Vec3 normalOf(const Frame& frame);  // row direction x column direction

// Fills worldFromVoxel, note and problem of a stack whose slices are placed and ordered.
void placeOnGrid(Stack& stack);

// The same for images without a place in space: x to the left, y to the back, frames along z.
void layFlat(Stack& stack, const std::string& modality);

}  // namespace selvox::plugins::dicom
