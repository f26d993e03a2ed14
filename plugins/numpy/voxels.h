#pragma once
// Numbers of an array as a volume.

#include <cstdint>
#include <vector>

#include "core/volume/volume.h"
#include "plugins/numpy/npy_header.h"

namespace selvox::plugins::numpy {

// One sample's grid by its shape, slowest axis first: (H, W), (H, W, 3) as colours, (D, H, W); 1 mm voxels, x to the
// left, y to the back. Unsupported for other numbers of axes and for 64-bit whole numbers.
[[nodiscard]] base::Result<volume::Volume> emptySample(const NpyHeader& header, std::span<const std::int64_t> shape,
                                                       const std::string& what);

// Into this machine's byte order; booleans stay 0 and 1.
void toNative(std::vector<std::byte>& numbers, const NpyHeader& header);

// Whole numbers, one each; the bytes are native.
[[nodiscard]] std::vector<std::int64_t> wholeNumbers(const std::vector<std::byte>& numbers, const NpyHeader& header);

}  // namespace selvox::plugins::numpy
