#pragma once
// Bytes of a brick file, shared by its writer and its reader. The layout is described at the top of brick_file.cpp.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/volume/brick_file.h"

namespace selvox::volume::detail {

inline constexpr std::string_view kMagic = "SLVXVOL\n";
inline constexpr std::uint64_t kPage = 4096;
inline constexpr std::uint64_t kFixedBytes = 56;

struct BrickEntry {
  std::uint64_t offset = 0, bytes = 0, checksum = 0;
};

// Where everything lies; a function of extent, stored type and header length alone.
struct Layout {
  Extent bricks;  // count along each axis
  std::uint64_t tableOffset = 0, dataOffset = 0, fileBytes = 0;
  std::vector<BrickEntry> entries;  // x fastest
};

[[nodiscard]] Extent brickCounts(const Extent& extent);
[[nodiscard]] Extent brickSize(const Extent& extent, std::int64_t bx, std::int64_t by,
                               std::int64_t bz);  // border bricks are smaller
[[nodiscard]] Layout layoutFor(const Extent& extent, VoxelType type, std::size_t headerBytes);

[[nodiscard]] std::string headerText(const BrickHeader& header);
[[nodiscard]] base::Result<BrickHeader> headerFromText(std::string_view text, const std::string& what);

// Fixed part, header and table as the first bytes of the file, checksum included.
[[nodiscard]] std::string frontMatter(const std::string& header, const Layout& layout);
// Everything that can be known without touching the bricks. `bytes` is the whole file.
struct Front {
  BrickHeader header;
  Layout layout;
};
[[nodiscard]] base::Result<Front> parseFront(std::span<const std::byte> bytes, const std::string& what);

}  // namespace selvox::volume::detail
