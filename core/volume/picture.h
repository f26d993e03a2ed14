#pragma once
// What a scan looks like, small: its three central planes, windowed and shrunk, and 64 bits of them. Copies that were
// resaved, cut to 8 bits, slightly noised or resampled keep both; scans of other people do not.

#include <bit>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/volume/brick_file.h"

namespace selvox::volume {

inline constexpr int kPictureMethod = 1;  // rises when the same voxels give other bits
inline constexpr std::int64_t kPictureSide = 32;

struct Picture {
  // 32 x 32 each, 0 to 1 between the 1st and 99th percentile of the planes: axial, coronal, sagittal as far as they
  // have at least 8 voxels a side. Empty: too small, or without contrast.
  std::vector<std::vector<float>> planes;
};

[[nodiscard]] Picture pictureOf(const BrickFile& lpsOriented);

// Signs of the low frequencies (DCT-II, zigzag from the first behind the mean) against their median, the 64 bits shared
// among the planes. Nothing where the picture is empty.
[[nodiscard]] std::optional<std::uint64_t> pictureHash(const Picture& picture);

// Correlation of two pictures after each plane's own blur is taken away, so that what all heads or chests have in
// common counts little: -1 to 1; 0 where their planes are not the same.
[[nodiscard]] double likeness(const Picture& a, const Picture& b);

[[nodiscard]] inline int differentBits(std::uint64_t a, std::uint64_t b) {
  return std::popcount(a ^ b);
}

}  // namespace selvox::volume
