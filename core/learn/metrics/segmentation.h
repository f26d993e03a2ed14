#pragma once
// Overlap and surface distance of two binary masks. Torch-free. Conventions: METHODS section 5 (MONAI's, but for pooled
// HD95).

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace selvox::learn::metrics {

struct Grid {
  std::array<std::int64_t, 3> shape{1, 1, 1};    // (z, y, x); 2D: z = 1
  std::array<double, 3> spacing{1.0, 1.0, 1.0};  // mm, same order
  [[nodiscard]] std::int64_t voxels() const { return shape[0] * shape[1] * shape[2]; }
};
using Mask = std::span<const std::uint8_t>;  // x fastest; 0 outside, anything else inside

[[nodiscard]] double dice(Mask pred, Mask ref);  // 2|A and B| / (|A| + |B|); NaN when both are empty
[[nodiscard]] double iou(Mask pred, Mask ref);   // |A and B| / |A or B|; NaN when both are empty
// Difference of the volumes as a share of the reference, | |A| - |B| | / |B|; NaN without a reference.
[[nodiscard]] double volumeError(Mask pred, Mask ref);

// Distances in mm from each surface voxel of one mask to the other's surface. A surface voxel has a face neighbour
// outside; beyond the edge of the image is outside. In 2D (z = 1) only in-plane neighbours count.
struct SurfaceDistances {
  std::vector<double> predToRef, refToPred;  // infinite where the other mask is empty
};
[[nodiscard]] SurfaceDistances surfaceDistances(Mask pred, Mask ref, const Grid& grid);

[[nodiscard]] double hd95(const SurfaceDistances& d);  // larger of the two directed 95th percentiles; NaN: one is empty
[[nodiscard]] double hd95Pooled(const SurfaceDistances& d);  // MedPy: percentile of both directions together
// Share of both surfaces within `tau` mm, counted in voxels; 0 when one is empty, NaN when both are.
[[nodiscard]] double normalisedSurfaceDistance(const SurfaceDistances& d, double tau);

// Linear interpolation between order statistics (NumPy's default); share in [0, 1]; NaN for no values.
[[nodiscard]] double percentile(std::vector<double> values, double share);

}  // namespace selvox::learn::metrics
