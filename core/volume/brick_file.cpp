// Layout of a volume file, all numbers little-endian:
//
//    0  8  "SLVXVOL\n"
//    8  u32  version (1)
//   12  u32  bytes of the JSON header (at most 1 MiB)
//   16  u64  offset of the brick table (after the header, at a multiple of 16)
//   24  u64  number of bricks
//   32  u64  offset of the first brick (a multiple of 4096)
//   40  u64  bytes of the whole file
//   48  u64  XXH64 of bytes 0-47 and 56-end of table
//   56       JSON header (UTF-8): content, extent, type, scale, offset, lossless, worldFromVoxel, nativeExtent,
//            nativeWorldFromVoxel, statistics, normalisation, sourceHash, prepareHash; padded with spaces
//  table     per brick, x fastest: u64 offset, u64 bytes, u64 XXH64 of its bytes
//  bricks    32^3 codes each, x fastest; bricks at the far border hold only the voxels that exist. Each begins at a
//            multiple of 4096, in the table's order, zeros between.
//
// value = scale * code + offset. Offsets and lengths follow from extent and type; a reader compares them all.
#include "core/volume/brick_file.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/base/file.h"
#include "core/volume/brick_layout.h"
#include "core/volume/checksum.h"

namespace selvox::volume {

struct BrickFile::State {
  std::filesystem::path path;
  base::MappedFile file;
  detail::Front front;
  [[nodiscard]] const std::byte* brick(std::size_t index) const {
    return file.bytes().data() + front.layout.entries[index].offset;
  }
};

BrickFile::BrickFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
BrickFile::BrickFile(BrickFile&&) noexcept = default;
BrickFile& BrickFile::operator=(BrickFile&&) noexcept = default;
BrickFile::~BrickFile() = default;

base::Result<BrickFile> BrickFile::open(const std::filesystem::path& path) {
  auto state = std::make_unique<State>();
  state->path = path;
  SELVOX_TRY(state->file, base::MappedFile::open(path));
  SELVOX_TRY(state->front, detail::parseFront(state->file.bytes(), base::utf8(path)));
  return BrickFile(std::move(state));
}

const BrickHeader& BrickFile::header() const {
  return state_->front.header;
}

namespace {

struct Range {
  std::int64_t begin = 0, end = 0;
  [[nodiscard]] std::int64_t size() const { return end - begin; }
};

Range clipped(std::int64_t origin, std::int64_t size, std::int64_t limit) {
  const std::int64_t begin = std::clamp<std::int64_t>(origin, 0, limit);
  return {begin, std::max(begin, std::min(origin + size, limit))};
}

Range within(const Range& range, std::int64_t brick) {
  return {std::max(range.begin, brick * kBrick), std::min(range.end, (brick + 1) * kBrick)};
}

// Calls row(codes, out, count) for every run of codes along x that lies in the box.
template <class Code, class Out, class BrickAt, class Row>
void forEachRow(const Extent& extent, const Extent& origin, const Extent& size, Out* out, BrickAt&& brickAt,
                Row&& row) {
  const Range xs = clipped(origin.x, size.x, extent.x), ys = clipped(origin.y, size.y, extent.y),
              zs = clipped(origin.z, size.z, extent.z);
  if (xs.size() <= 0 || ys.size() <= 0 || zs.size() <= 0) return;
  const Extent counts = detail::brickCounts(extent);
  for (std::int64_t bz = zs.begin / kBrick; bz <= (zs.end - 1) / kBrick; ++bz) {
    for (std::int64_t by = ys.begin / kBrick; by <= (ys.end - 1) / kBrick; ++by) {
      for (std::int64_t bx = xs.begin / kBrick; bx <= (xs.end - 1) / kBrick; ++bx) {
        const auto* codes =
            reinterpret_cast<const Code*>(brickAt(static_cast<std::size_t>((bz * counts.y + by) * counts.x + bx)));
        const Extent brick = detail::brickSize(extent, bx, by, bz);
        const Range x = within(xs, bx), y = within(ys, by), z = within(zs, bz);
        for (std::int64_t k = z.begin; k < z.end; ++k) {
          for (std::int64_t j = y.begin; j < y.end; ++j) {
            const auto from = ((k - bz * kBrick) * brick.y + j - by * kBrick) * brick.x + x.begin - bx * kBrick;
            const auto to = ((k - origin.z) * size.y + j - origin.y) * size.x + x.begin - origin.x;
            row(codes + from, out + to, x.size());
          }
        }
      }
    }
  }
}

bool reachesOutside(const Extent& extent, const Extent& origin, const Extent& size) {
  return origin.x < 0 || origin.y < 0 || origin.z < 0 || origin.x + size.x > extent.x || origin.y + size.y > extent.y ||
         origin.z + size.z > extent.z;
}

}  // namespace

void BrickFile::cropImage(const Extent& origin, const Extent& size, float fill, float* out) const {
  const BrickHeader& h = header();
  if (reachesOutside(h.extent, origin, size)) std::fill_n(out, size.voxels(), fill);
  const auto brickAt = [this](std::size_t index) { return state_->brick(index); };
  // Whole numbers below 2^23 are exact in float arithmetic; everything else is computed in double, as toFloat does.
  const bool whole = h.scale == 1 && h.offset == std::floor(h.offset) && std::abs(h.offset) < 0x1p23;
  const auto offset = static_cast<float>(h.offset);
  withType(h.type, [&](auto sample) {
    using Code = decltype(sample);
    if constexpr (std::is_same_v<Code, float>) {
      forEachRow<Code>(h.extent, origin, size, out, brickAt, [](const Code* from, float* to, std::int64_t count) {
        std::memcpy(to, from, static_cast<std::size_t>(count) * sizeof(float));
      });
    } else if (whole) {
      forEachRow<Code>(h.extent, origin, size, out, brickAt, [&](const Code* from, float* to, std::int64_t count) {
        for (std::int64_t i = 0; i < count; ++i) to[i] = static_cast<float>(from[i]) + offset;
      });
    } else {
      forEachRow<Code>(h.extent, origin, size, out, brickAt, [&](const Code* from, float* to, std::int64_t count) {
        for (std::int64_t i = 0; i < count; ++i)
          to[i] = static_cast<float>(h.scale * static_cast<double>(from[i]) + h.offset);
      });
    }
  });
}

void BrickFile::cropLabel(const Extent& origin, const Extent& size, std::uint16_t fill, std::uint16_t* out) const {
  const BrickHeader& h = header();
  if (reachesOutside(h.extent, origin, size)) std::fill_n(out, size.voxels(), fill);
  const auto brickAt = [this](std::size_t index) { return state_->brick(index); };
  withType(h.type, [&](auto sample) {
    using Code = decltype(sample);
    forEachRow<Code>(h.extent, origin, size, out, brickAt,
                     [&](const Code* from, std::uint16_t* to, std::int64_t count) {
                       if constexpr (std::is_same_v<Code, std::uint16_t>) {
                         std::memcpy(to, from, static_cast<std::size_t>(count) * sizeof(Code));
                       } else if constexpr (std::is_same_v<Code, std::uint8_t>) {
                         for (std::int64_t i = 0; i < count; ++i) to[i] = from[i];
                       } else {  // an image read as labels: the nearest number that a label may have
                         for (std::int64_t i = 0; i < count; ++i) {
                           const double value = std::floor(h.scale * static_cast<double>(from[i]) + h.offset + 0.5);
                           to[i] = static_cast<std::uint16_t>(value > 0 ? std::min(value, 65535.0) : 0);
                         }
                       }
                     });
  });
}

Volume BrickFile::readAll() const {
  const BrickHeader& h = header();
  Volume volume;
  volume.extent = h.extent;
  volume.type = h.type;
  volume.scale = h.scale;
  volume.offset = h.offset;
  volume.worldFromVoxel = h.worldFromVoxel;
  volume.data.resize(volume.bytes());
  const auto brickAt = [this](std::size_t index) { return state_->brick(index); };
  withType(h.type, [&](auto sample) {
    using Code = decltype(sample);
    forEachRow<Code>(h.extent, {}, h.extent, volume.as<Code>().data(), brickAt,
                     [](const Code* from, Code* to, std::int64_t count) {
                       std::memcpy(to, from, static_cast<std::size_t>(count) * sizeof(Code));
                     });
  });
  return volume;
}

base::Status BrickFile::verify() const {
  const auto& entries = state_->front.layout.entries;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (xxh64(state_->brick(i), entries[i].bytes) != entries[i].checksum) {
      return base::fail(base::ErrorCode::Corrupt, base::utf8(state_->path) + " is damaged in brick " +
                                                      std::to_string(i) + " of " + std::to_string(entries.size()) +
                                                      ". Prepare the data again.");
    }
  }
  return {};
}

}  // namespace selvox::volume
