#include "plugins/images/raster.h"

#include <cstring>

#include "core/base/file.h"
#include "plugins/images/jpeg_file.h"
#include "plugins/images/png_file.h"
#include "plugins/images/tiff_file.h"

namespace selvox::plugins {
namespace {

using base::ErrorCode;
using volume::Volume;
using Path = std::filesystem::path;

constexpr std::uint64_t kMostFileBytes = 1ull << 30;

}  // namespace

const char* formatOf(RasterKind kind) {
  static constexpr const char* kNames[] = {"", "PNG", "JPEG", "TIFF", "BMP"};
  return kNames[static_cast<int>(kind)];
}

RasterKind rasterKindOf(std::span<const std::byte> head) {
  static constexpr unsigned char kPng[8] = {0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a};
  if (head.size() >= 8 && std::memcmp(head.data(), kPng, 8) == 0) return RasterKind::Png;
  const bool jpeg =
      head.size() >= 3 && head[0] == std::byte{0xff} && head[1] == std::byte{0xd8} && head[2] == std::byte{0xff};
  if (jpeg) return RasterKind::Jpeg;
  const auto starts = [&](const char* text) { return head.size() >= 4 && std::memcmp(head.data(), text, 4) == 0; };
  if (starts("II*\0") || starts("MM\0*") || starts("II+\0") || starts("MM\0+")) return RasterKind::Tiff;
  // "BM", the file's size, four bytes of 0.
  const bool bitmap =
      head.size() >= 26 && std::memcmp(head.data(), "BM", 2) == 0 && std::memcmp(head.data() + 6, "\0\0\0", 4) == 0;
  return bitmap ? RasterKind::Bitmap : RasterKind::None;
}

RasterKind rasterKindOf(const Path& file) {
  std::string ending = base::utf8(file.extension());
  for (char& c : ending)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  if (ending == ".png") return RasterKind::Png;
  if (ending == ".tif" || ending == ".tiff") return RasterKind::Tiff;
  if (ending == ".bmp") return RasterKind::Bitmap;
  return ending == ".jpg" || ending == ".jpeg" ? RasterKind::Jpeg : RasterKind::None;
}

base::Result<Volume> readRaster(const Path& file) {
  SELVOX_TRY(const std::string bytes, base::readFile(file, kMostFileBytes));
  if (bytes.empty())
    return base::fail(ErrorCode::Corrupt, "the file is empty (0 bytes): copy it again from its source");
  switch (rasterKindOf(std::as_bytes(std::span(bytes)))) {
    case RasterKind::Png:
      return readPng(bytes);
    case RasterKind::Jpeg:
      return readJpeg(bytes);
    case RasterKind::Tiff:
      return readTiff(bytes);
    case RasterKind::Bitmap:
    case RasterKind::None:
      break;
  }
  return base::fail(ErrorCode::Corrupt, "no PNG, JPEG or TIFF file: its first bytes are of something else");
}

}  // namespace selvox::plugins
