#include "core/volume/brick_layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "core/base/json.h"
#include "core/volume/checksum.h"

namespace selvox::volume::detail {
namespace {

using base::Json;
using base::valueOr;

constexpr std::uint64_t kLongestSide = 1 << 17;
constexpr std::int64_t kMostVoxels = std::int64_t{1} << 38;
constexpr std::uint64_t kLargestHeader = 1 << 20;

tl::unexpected<base::Error> corrupt(const std::string& what, const std::string& why) {
  return base::fail(base::ErrorCode::Corrupt,
                    what + " is not a whole volume file: " + why + ". Prepare the data again.");
}

template <class T>
void put(std::string& text, T value) {
  std::array<char, sizeof(T)> bytes;
  std::memcpy(bytes.data(), &value, sizeof(T));
  text.append(bytes.data(), bytes.size());
}

template <class T>
T get(std::span<const std::byte> bytes, std::uint64_t offset) {
  T value;
  std::memcpy(&value, bytes.data() + offset, sizeof(T));
  return value;
}

std::uint64_t roundUp(std::uint64_t value, std::uint64_t to) {
  return (value + to - 1) / to * to;
}

Json jsonOf(const Extent& extent) {
  return {extent.x, extent.y, extent.z};
}

bool extentFrom(const Json& json, const char* key, Extent& extent) {
  const Json sides = valueOr(json, key, Json());
  if (!sides.is_array() || sides.size() != 3) return false;
  for (const Json& side : sides) {
    if (!side.is_number_unsigned() || side.get<std::uint64_t>() < 1 || side.get<std::uint64_t>() > kLongestSide)
      return false;
  }
  extent = {sides[0].get<std::int64_t>(), sides[1].get<std::int64_t>(), sides[2].get<std::int64_t>()};
  return extent.x * extent.y <= kMostVoxels / extent.z;
}

bool affineFrom(const Json& json, const char* key, Affine& affine) {
  const auto values = valueOr<std::vector<double>>(json, key, {});
  if (values.size() != 16) return false;
  std::copy(values.begin(), values.end(), affine.m.begin());
  return std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
}

std::uint64_t frontChecksum(std::string_view front) {
  std::string covered(front.substr(0, kFixedBytes - 8));
  covered += front.substr(kFixedBytes);
  return xxh64(covered.data(), covered.size());
}

}  // namespace

Extent brickCounts(const Extent& e) {
  return {(e.x + kBrick - 1) / kBrick, (e.y + kBrick - 1) / kBrick, (e.z + kBrick - 1) / kBrick};
}

Extent brickSize(const Extent& e, std::int64_t bx, std::int64_t by, std::int64_t bz) {
  return {std::min(kBrick, e.x - bx * kBrick), std::min(kBrick, e.y - by * kBrick),
          std::min(kBrick, e.z - bz * kBrick)};
}

Layout layoutFor(const Extent& extent, VoxelType type, std::size_t headerBytes) {
  Layout layout;
  layout.bricks = brickCounts(extent);
  layout.tableOffset = roundUp(kFixedBytes + headerBytes, 16);
  const auto count = static_cast<std::uint64_t>(layout.bricks.voxels());
  layout.dataOffset = roundUp(layout.tableOffset + count * sizeof(BrickEntry), kPage);
  layout.entries.reserve(count);
  std::uint64_t position = layout.dataOffset;
  for (std::int64_t z = 0; z < layout.bricks.z; ++z) {
    for (std::int64_t y = 0; y < layout.bricks.y; ++y) {
      for (std::int64_t x = 0; x < layout.bricks.x; ++x) {
        const auto voxels = static_cast<std::uint64_t>(brickSize(extent, x, y, z).voxels());
        layout.entries.push_back({position, voxels * bytesPerVoxel(type), 0});
        position = roundUp(position + layout.entries.back().bytes, kPage);
      }
    }
  }
  layout.fileBytes = position;
  return layout;
}

std::string headerText(const BrickHeader& h) {
  Json json;
  json["content"] = h.content == Content::Image ? "image" : "label";
  json["extent"] = jsonOf(h.extent);
  json["type"] = name(h.type);
  json["scale"] = h.scale;
  json["offset"] = h.offset;
  json["lossless"] = h.lossless;
  json["worldFromVoxel"] = h.worldFromVoxel.m;
  json["nativeExtent"] = jsonOf(h.nativeExtent);
  json["nativeWorldFromVoxel"] = h.nativeWorldFromVoxel.m;
  const Statistics& s = h.statistics;
  json["statistics"] = {
      {"minimum", s.minimum}, {"maximum", s.maximum}, {"mean", s.mean},   {"standardDeviation", s.standardDeviation},
      {"p0.1", s.p0_1},       {"p0.5", s.p0_5},       {"p99.5", s.p99_5}, {"p99.9", s.p99_9}};
  const Normalisation& n = h.normalisation;
  json["normalisation"] = {
      {"kind", n.kind}, {"clipLow", n.clipLow}, {"clipHigh", n.clipHigh}, {"mean", n.mean}, {"deviation", n.deviation}};
  json["sourceHash"] = h.sourceHash;
  json["prepareHash"] = h.prepareHash;
  return base::dumpJson(json);
}

base::Result<BrickHeader> headerFromText(std::string_view text, const std::string& what) {
  SELVOX_TRY(const Json json, base::parseJson(text, what));
  BrickHeader h;
  const auto content = valueOr<std::string>(json, "content", "");
  if (content != "image" && content != "label") return corrupt(what, "unknown content '" + content + "'");
  h.content = content == "image" ? Content::Image : Content::Label;
  const auto type = voxelTypeFromName(valueOr<std::string>(json, "type", ""));
  const bool image = type == VoxelType::Int16 || type == VoxelType::Float32;
  const bool label = type == VoxelType::UInt8 || type == VoxelType::UInt16;
  if (!type || !(h.content == Content::Image ? image : label))
    return corrupt(what, "its stored type does not fit its content");
  h.type = *type;
  if (!extentFrom(json, "extent", h.extent) || !extentFrom(json, "nativeExtent", h.nativeExtent)) {
    return corrupt(what, "its extent is impossible");
  }
  if (!affineFrom(json, "worldFromVoxel", h.worldFromVoxel) ||
      !affineFrom(json, "nativeWorldFromVoxel", h.nativeWorldFromVoxel)) {
    return corrupt(what, "its geometry is impossible");
  }
  h.scale = valueOr(json, "scale", 0.0);
  h.offset = valueOr(json, "offset", std::nan(""));
  if (!std::isfinite(h.scale) || !std::isfinite(h.offset) || h.scale == 0)
    return corrupt(what, "its scale is impossible");
  h.lossless = valueOr(json, "lossless", false);
  const Json s = valueOr(json, "statistics", Json::object());
  h.statistics = {valueOr(s, "minimum", 0.0), valueOr(s, "maximum", 0.0),
                  valueOr(s, "mean", 0.0),    valueOr(s, "standardDeviation", 0.0),
                  valueOr(s, "p0.5", 0.0),    valueOr(s, "p99.5", 0.0),
                  valueOr(s, "p0.1", 0.0),    valueOr(s, "p99.9", 0.0)};
  const Json n = valueOr(json, "normalisation", Json::object());
  h.normalisation = {valueOr<std::string>(n, "kind", ""), valueOr(n, "clipLow", 0.0), valueOr(n, "clipHigh", 0.0),
                     valueOr(n, "mean", 0.0), valueOr(n, "deviation", 1.0)};
  h.sourceHash = valueOr<std::string>(json, "sourceHash", "");
  h.prepareHash = valueOr<std::string>(json, "prepareHash", "");
  return h;
}

std::string frontMatter(const std::string& header, const Layout& layout) {
  std::string text(kMagic);
  put(text, static_cast<std::uint32_t>(kBrickFileVersion));
  put(text, static_cast<std::uint32_t>(header.size()));
  put(text, layout.tableOffset);
  put(text, static_cast<std::uint64_t>(layout.entries.size()));
  put(text, layout.dataOffset);
  put(text, layout.fileBytes);
  put(text, std::uint64_t{0});
  text += header;
  text.resize(layout.tableOffset, ' ');
  for (const BrickEntry& entry : layout.entries) {
    put(text, entry.offset);
    put(text, entry.bytes);
    put(text, entry.checksum);
  }
  const std::uint64_t sum = frontChecksum(text);
  std::memcpy(text.data() + kFixedBytes - 8, &sum, sizeof(sum));
  return text;
}

base::Result<Front> parseFront(std::span<const std::byte> bytes, const std::string& what) {
  if (bytes.size() < kFixedBytes) return corrupt(what, "it has " + std::to_string(bytes.size()) + " bytes only");
  if (std::memcmp(bytes.data(), kMagic.data(), kMagic.size()) != 0) return corrupt(what, "it does not begin like one");
  const auto version = get<std::uint32_t>(bytes, 8);
  if (version > static_cast<std::uint32_t>(kBrickFileVersion)) {
    return base::fail(base::ErrorCode::NewerVersion, what + " was written by a newer Selvox (volume format " +
                                                         std::to_string(version) + ", this one knows " +
                                                         std::to_string(kBrickFileVersion) + "). Update Selvox.");
  }
  const std::uint64_t headerBytes = get<std::uint32_t>(bytes, 12);
  if (version == 0 || headerBytes > kLargestHeader || kFixedBytes + headerBytes > bytes.size())
    return corrupt(what, "its header is cut off");
  Front front;
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()) + kFixedBytes, headerBytes);
  SELVOX_TRY(front.header, headerFromText(text, what));
  // Guards the table's size before it is laid out: no more bricks than the file has room for.
  const Extent counts = brickCounts(front.header.extent);
  if (counts.x * counts.y * counts.z > static_cast<std::int64_t>(bytes.size() / sizeof(BrickEntry)))
    return corrupt(what, "it is cut off");
  front.layout = layoutFor(front.header.extent, front.header.type, headerBytes);
  Layout& layout = front.layout;
  if (get<std::uint64_t>(bytes, 16) != layout.tableOffset || get<std::uint64_t>(bytes, 24) != layout.entries.size() ||
      get<std::uint64_t>(bytes, 32) != layout.dataOffset || get<std::uint64_t>(bytes, 40) != layout.fileBytes) {
    return corrupt(what, "its lengths contradict its extent");
  }
  if (layout.fileBytes != bytes.size()) {
    return corrupt(what,
                   "it has " + std::to_string(bytes.size()) + " of " + std::to_string(layout.fileBytes) + " bytes");
  }
  const std::uint64_t tableEnd = layout.tableOffset + layout.entries.size() * sizeof(BrickEntry);
  if (frontChecksum({reinterpret_cast<const char*>(bytes.data()), tableEnd}) !=
      get<std::uint64_t>(bytes, kFixedBytes - 8)) {
    return corrupt(what, "its header does not match its checksum");
  }
  for (std::size_t i = 0; i < layout.entries.size(); ++i) {
    const std::uint64_t at = layout.tableOffset + i * sizeof(BrickEntry);
    BrickEntry& entry = layout.entries[i];
    if (get<std::uint64_t>(bytes, at) != entry.offset || get<std::uint64_t>(bytes, at + 8) != entry.bytes) {
      return corrupt(what, "its brick table contradicts its extent");
    }
    entry.checksum = get<std::uint64_t>(bytes, at + 16);
  }
  return front;
}

}  // namespace selvox::volume::detail
