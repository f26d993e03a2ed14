#pragma once
// Polygons of one slice as pixels.

#include <array>
#include <cstdint>
#include <vector>

namespace selvox::plugins::dicom {

using Polygon = std::vector<std::array<double, 2>>;  // closed; pixel centres are whole numbers

// Indices (x + columns * y) of the pixels whose centre lies inside an odd number of the polygons, so that a contour
// within another cuts a hole. Of centres on an edge those left and above belong to it.
[[nodiscard]] std::vector<std::size_t> rasterise(const std::vector<Polygon>& polygons, std::int64_t columns,
                                                 std::int64_t rows);

}  // namespace selvox::plugins::dicom
