#pragma once
// One entry of the cache: cache/ab/<32 hex>.vol. Header page (JSON, padded), brick table with checksums, bricks of 32^3
// codes, little-endian, page-aligned. value = scale * code + offset. Clipping and z-score are not baked in: their
// constants stand in the header and whoever crops applies them. Layout: brick_file.cpp, top.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/volume/volume.h"

namespace selvox::volume {

enum class Content { Image, Label };

// How a crop becomes network input: clamp to [clipLow, clipHigh], subtract `mean`, divide by `deviation`.
struct Normalisation {
  std::string kind;  // "ct-window", "ct-percentile", "zscore", "range", "none"
  double clipLow = 0, clipHigh = 0, mean = 0, deviation = 1;
};

struct BrickHeader {
  Content content = Content::Image;
  Extent extent;
  VoxelType type = VoxelType::Int16;  // Int16 or Float32 for images, UInt8 or UInt16 for labels
  double scale = 1, offset = 0;
  Affine worldFromVoxel;      // of this (prepared) grid, LPS axes, mm
  Extent nativeExtent;        // the LPS-oriented grid before resampling: predictions go back to it
  Affine nativeWorldFromVoxel;
  Statistics statistics;      // of real values
  Normalisation normalisation;
  std::string sourceHash;     // voxelsHash of the source
  std::string prepareHash;    // of the canonical prepare settings
  bool lossless = false;      // to the writer: never lose anything (native entries); from a file: nothing was lost
};

inline constexpr std::int64_t kBrick = 32;
inline constexpr int kBrickFileVersion = 1;

// Writes atomically; `volume` in LPS orientation, real values. Images become int16 codes while one step is at most
// 1/4096 of the 0.5-99.5 percentile range, else float32; whole numbers that fit 16 bits are always exact. Colour is stored
// as luminance. `header.type/scale/offset/extent/worldFromVoxel/statistics/lossless` are filled here, and so are
// nativeExtent and nativeWorldFromVoxel when nativeExtent is empty.
[[nodiscard]] base::Status writeBrickFile(const std::filesystem::path& path, BrickHeader header, const Volume& volume);

class BrickFile {
 public:
  // Checks magic, version, every length and the table before mapping. Corrupt, NewerVersion, NotFound, Io.
  static base::Result<BrickFile> open(const std::filesystem::path& path);
  BrickFile(BrickFile&&) noexcept;
  BrickFile& operator=(BrickFile&&) noexcept;
  ~BrickFile();

  [[nodiscard]] const BrickHeader& header() const;
  // Real values (images) or label numbers of the box [origin, origin + size), x fastest; outside the volume: `fill`.
  // `out` holds size.voxels() elements.
  void cropImage(const Extent& origin, const Extent& size, float fill, float* out) const;
  void cropLabel(const Extent& origin, const Extent& size, std::uint16_t fill, std::uint16_t* out) const;
  [[nodiscard]] Volume readAll() const;
  [[nodiscard]] base::Status verify() const;  // every brick against its checksum

 private:
  struct State;
  explicit BrickFile(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace selvox::volume
