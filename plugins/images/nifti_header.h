#pragma once
// The NIfTI-1 and NIfTI-2 header (nifti.nimh.nih.gov), checked: what it says is finite, in range and fits the file.

#include <array>
#include <cstdint>
#include <span>
#include <string>

#include "core/base/result.h"
#include "core/volume/volume.h"

namespace selvox::plugins {

struct NiftiHeader {
  bool bigEndian = false, pair = false;  // pair: voxels in a file of their own
  bool analyze = false;
  volume::Extent extent;
  std::int64_t volumes = 1;  // along the fourth axis
  int datatype = 0;          // NIfTI code
  int bytesPerVoxel = 0;     // as stored
  std::uint64_t voxelOffset = 0;
  double slope = 1, intercept = 0;
  volume::Affine worldFromVoxel;  // LPS mm
  std::string note;               // stated assumptions

  [[nodiscard]] std::uint64_t volumeBytes() const {
    return static_cast<std::uint64_t>(extent.voxels()) * static_cast<std::uint64_t>(bytesPerVoxel);
  }
};

inline constexpr std::size_t kNiftiHeaderBytes = 540;  // of NIfTI-2, the longer one

// `head`: the first bytes of the unpacked file, up to kNiftiHeaderBytes. Messages are reasons for a person.
[[nodiscard]] base::Result<NiftiHeader> parseNifti(std::span<const std::byte> head);

// Analyze 7.5, from which NIfTI-1 took its fields: the same size, no mark, voxels in a file of their own. It states no
// orientation that programs agree on: axes are taken as left, anterior, superior around the middle, as nibabel and FSL
// do, and a note says so.
[[nodiscard]] bool isAnalyze(std::span<const std::byte> head);
[[nodiscard]] base::Result<NiftiHeader> parseAnalyze(std::span<const std::byte> head);

// Header of one 3-D volume as a NIfTI-1 file writes it (348 bytes and 4 without extensions); little-endian.
[[nodiscard]] std::string writeNiftiHeader(const volume::Volume& volume, int datatype);

}  // namespace selvox::plugins
