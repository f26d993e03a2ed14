#include "plugins/itk_images/raster.h"

#include <itkJPEGImageIO.h>
#include <itkPNGImageIO.h>

#include <algorithm>
#include <cstring>

#include "core/base/file.h"

namespace selvox::plugins {
namespace {

using base::ErrorCode;
using volume::Volume;
using volume::VoxelType;
using Path = std::filesystem::path;

constexpr std::uint64_t kMostFileBytes = 1ull << 30;

std::uint32_t big32(const std::string& bytes, std::size_t at) {
  const auto b = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])); };
  return b(0) << 24 | b(1) << 16 | b(2) << 8 | b(3);
}

// Walks the chunks: a whole PNG ends in IEND. Returns metres per pixel * 1e3 from pHYs, 0 when not stated.
base::Result<std::array<double, 2>> walkPng(const std::string& bytes) {
  std::array<double, 2> spacing{0, 0};
  for (std::size_t at = 8; at + 12 <= bytes.size();) {
    const std::uint64_t length = big32(bytes, at);
    const std::string_view type(bytes.data() + at + 4, 4);
    if (length > bytes.size() - at - 12) break;
    if (type == "IEND") return spacing;
    if (type == "pHYs" && length == 9 && bytes[at + 16] == 1) {
      const double x = big32(bytes, at + 8), y = big32(bytes, at + 12);
      if (x > 0 && y > 0) spacing = {1000 / x, 1000 / y};
    }
    at += length + 12;
  }
  return base::fail(ErrorCode::Corrupt, "the PNG file is cut short: it ends before its last chunk; copy it again");
}

// Walks the segments to the scan data, then looks for the end mark: inside scan data FF is always followed by 00 or a
// restart mark, so FF D9 is the end.
base::Status walkJpeg(const std::string& bytes) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  std::size_t at = 2;
  bool inScan = false;
  while (at + 1 < bytes.size()) {
    if (byte(at) != 0xff) {
      ++at;
      continue;
    }
    const unsigned mark = byte(at + 1);
    if (mark == 0xd9 && inScan) return {};
    const bool bare = mark == 0xff || mark == 0 || (mark >= 0xd0 && mark <= 0xd8) || mark == 0x01;
    if (mark == 0xda) inScan = true;
    if (bare || at + 4 > bytes.size())
      at += mark == 0xff ? 1 : 2;
    else
      at += 2u + (static_cast<std::size_t>(byte(at + 2)) << 8 | byte(at + 3));
  }
  return base::fail(ErrorCode::Corrupt, "the JPEG file is cut short: its end mark is missing; copy it again");
}

base::Result<VoxelType> voxelTypeOf(const itk::ImageIOBase& io) {
  switch (io.GetComponentType()) {
    case itk::CommonEnums::IOComponent::UCHAR:
      return VoxelType::UInt8;
    case itk::CommonEnums::IOComponent::USHORT:
      return VoxelType::UInt16;
    default:
      return base::fail(ErrorCode::Unsupported, "its pixel type is not read");
  }
}

// 2 channels: grey and alpha; 4: RGB and alpha.
void dropAlpha(Volume& v, std::size_t from, std::size_t to) {
  const std::size_t size = volume::bytesPerVoxel(v.type);
  std::size_t out = 0;
  for (std::size_t i = 0; i + from * size <= v.data.size(); i += from * size, out += to * size)
    std::memmove(v.data.data() + out, v.data.data() + i, to * size);
  v.data.resize(out);
}

base::Result<Volume> decode(itk::ImageIOBase& io, const Path& file, std::array<double, 2> spacing) {
  io.SetFileName(base::utf8(file));
  io.ReadImageInformation();
  Volume v;
  v.extent = {static_cast<std::int64_t>(io.GetDimensions(0)), static_cast<std::int64_t>(io.GetDimensions(1)), 1};
  const std::size_t channels = io.GetNumberOfComponents();
  if (v.extent.x < 1 || v.extent.y < 1 || channels < 1 || channels > 4)
    return base::fail(ErrorCode::Unsupported, "it states an image of " + std::to_string(v.extent.x) + " x " +
                                                  std::to_string(v.extent.y) + " with " + std::to_string(channels) +
                                                  " channels");
  if (v.extent.x * v.extent.y > (std::int64_t{1} << 30))
    return base::fail(ErrorCode::Corrupt, "it states more than 2^30 pixels: its header is damaged");
  SELVOX_TRY(v.type, voxelTypeOf(io));
  itk::ImageIORegion region(2);
  for (unsigned i = 0; i < 2; ++i) region.SetSize(i, io.GetDimensions(i));
  io.SetIORegion(region);
  v.data.resize(static_cast<std::size_t>(io.GetImageSizeInBytes()));
  io.Read(v.data.data());
  v.channels = channels >= 3 ? 3 : 1;
  if (channels == 2 || channels == 4) dropAlpha(v, channels, channels - 1);
  if (v.data.size() != v.bytes()) return base::fail(ErrorCode::Corrupt, "its pixels do not have the stated size");
  if (spacing[0] > 0) v.worldFromVoxel = volume::Affine::scaling({spacing[0], spacing[1], 1});
  return v;
}

}  // namespace

RasterKind rasterKindOf(std::span<const std::byte> head) {
  static constexpr unsigned char kPng[8] = {0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a};
  if (head.size() >= 8 && std::memcmp(head.data(), kPng, 8) == 0) return RasterKind::Png;
  const bool jpeg =
      head.size() >= 3 && head[0] == std::byte{0xff} && head[1] == std::byte{0xd8} && head[2] == std::byte{0xff};
  return jpeg ? RasterKind::Jpeg : RasterKind::None;
}

RasterKind rasterKindOf(const Path& file) {
  std::string ending = base::utf8(file.extension());
  for (char& c : ending)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  if (ending == ".png") return RasterKind::Png;
  return ending == ".jpg" || ending == ".jpeg" ? RasterKind::Jpeg : RasterKind::None;
}

base::Result<Volume> readRaster(const Path& file) {
  SELVOX_TRY(const std::string bytes, base::readFile(file, kMostFileBytes));
  if (bytes.empty())
    return base::fail(ErrorCode::Corrupt, "the file is empty (0 bytes): copy it again from its source");
  try {
    switch (rasterKindOf(std::as_bytes(std::span(bytes)))) {
      case RasterKind::Png: {
        SELVOX_TRY(const auto spacing, walkPng(bytes));
        return decode(*itk::PNGImageIO::New(), file, spacing);
      }
      case RasterKind::Jpeg: {
        SELVOX_CHECK(walkJpeg(bytes));
        return decode(*itk::JPEGImageIO::New(), file, {0, 0});
      }
      case RasterKind::None:
        break;
    }
  } catch (const itk::ExceptionObject& error) {
    return base::fail(ErrorCode::Corrupt, "its pixels could not be decoded: the file is damaged", error.what());
  } catch (const std::exception& error) {
    return base::fail(ErrorCode::Corrupt, "its pixels could not be read", error.what());
  }
  return base::fail(ErrorCode::Corrupt, "neither a PNG nor a JPEG file: its first bytes are of something else");
}

}  // namespace selvox::plugins
