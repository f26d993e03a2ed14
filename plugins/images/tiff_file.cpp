#include "plugins/images/tiff_file.h"

#include <tiffio.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <optional>

namespace selvox::plugins {
namespace {

using base::ErrorCode;
using volume::Volume;
using volume::VoxelType;

constexpr std::uint64_t kMostPixels = 1ull << 30;
constexpr int kMostPages = 4096;

// The file in memory, as libtiff asks for it.
struct TiffSource {
  const std::string* bytes;
  std::uint64_t at = 0;
};

extern "C" {
tmsize_t selvoxTiffRead(thandle_t handle, void* out, tmsize_t count) {
  auto* source = static_cast<TiffSource*>(handle);
  if (count < 0 || source->at >= source->bytes->size()) return 0;
  const std::uint64_t take =
      std::min<std::uint64_t>(static_cast<std::uint64_t>(count), source->bytes->size() - source->at);
  std::memcpy(out, source->bytes->data() + source->at, take);
  source->at += take;
  return static_cast<tmsize_t>(take);
}
tmsize_t selvoxTiffWrite(thandle_t, void*, tmsize_t) {
  return 0;
}
toff_t selvoxTiffSeek(thandle_t handle, toff_t offset, int whence) {
  auto* source = static_cast<TiffSource*>(handle);
  const std::uint64_t from = whence == SEEK_CUR ? source->at : whence == SEEK_END ? source->bytes->size() : 0;
  return source->at = from + offset;
}
int selvoxTiffClose(thandle_t) {
  return 0;
}
toff_t selvoxTiffSize(thandle_t handle) {
  return static_cast<TiffSource*>(handle)->bytes->size();
}
}

struct Closer {
  void operator()(TIFF* file) const { TIFFClose(file); }
};
using File = std::unique_ptr<TIFF, Closer>;

struct Page {
  std::uint32_t width = 0, height = 0;
  std::uint16_t bits = 1, samples = 1, format = SAMPLEFORMAT_UINT, photometric = PHOTOMETRIC_MINISBLACK,
                planar = PLANARCONFIG_CONTIG;
  bool operator==(const Page&) const = default;
};

Page pageOf(TIFF* file) {
  Page page;
  TIFFGetField(file, TIFFTAG_IMAGEWIDTH, &page.width);
  TIFFGetField(file, TIFFTAG_IMAGELENGTH, &page.height);
  TIFFGetFieldDefaulted(file, TIFFTAG_BITSPERSAMPLE, &page.bits);
  TIFFGetFieldDefaulted(file, TIFFTAG_SAMPLESPERPIXEL, &page.samples);
  TIFFGetFieldDefaulted(file, TIFFTAG_SAMPLEFORMAT, &page.format);
  TIFFGetField(file, TIFFTAG_PHOTOMETRIC, &page.photometric);
  TIFFGetFieldDefaulted(file, TIFFTAG_PLANARCONFIG, &page.planar);
  return page;
}

std::optional<VoxelType> storedType(const Page& page) {
  if (page.format == SAMPLEFORMAT_IEEEFP)
    return page.bits == 32   ? std::optional(VoxelType::Float32)
           : page.bits == 64 ? std::optional(VoxelType::Float64)
                             : std::nullopt;
  const bool isSigned = page.format == SAMPLEFORMAT_INT;
  if (!isSigned && page.format != SAMPLEFORMAT_UINT && page.format != SAMPLEFORMAT_VOID) return std::nullopt;
  switch (page.bits) {
    case 8:
      return isSigned ? VoxelType::Int8 : VoxelType::UInt8;
    case 16:
      return isSigned ? VoxelType::Int16 : VoxelType::UInt16;
    case 32:
      return isSigned ? VoxelType::Int32 : VoxelType::UInt32;
    default:
      return std::nullopt;
  }
}

// Grey or RGB whose samples lie side by side: taken as they are.
bool plain(const Page& page) {
  const bool grey =
      page.samples == 1 && (page.photometric == PHOTOMETRIC_MINISBLACK || page.photometric == PHOTOMETRIC_MINISWHITE);
  const bool colour = page.samples == 3 && page.photometric == PHOTOMETRIC_RGB && page.planar == PLANARCONFIG_CONTIG;
  return (grey || colour) && storedType(page).has_value();
}

base::Error damagedTiff() {
  return base::Error{ErrorCode::Corrupt, "the TIFF file is damaged or cut short; copy it again from its source", ""};
}

base::Status readStrips(TIFF* file, const Page&, std::byte* out, std::size_t rowBytes, std::uint32_t height) {
  if (static_cast<std::size_t>(TIFFScanlineSize64(file)) != rowBytes) return tl::unexpected<base::Error>(damagedTiff());
  for (std::uint32_t y = 0; y < height; ++y)
    if (TIFFReadScanline(file, out + y * rowBytes, y, 0) != 1) return tl::unexpected<base::Error>(damagedTiff());
  return {};
}

base::Status readTiles(TIFF* file, const Page& page, std::byte* out, std::size_t rowBytes) {
  std::uint32_t width = 0, height = 0;
  TIFFGetField(file, TIFFTAG_TILEWIDTH, &width);
  TIFFGetField(file, TIFFTAG_TILELENGTH, &height);
  const std::size_t voxel = rowBytes / page.width;
  const auto size = static_cast<std::size_t>(std::max<tmsize_t>(TIFFTileSize(file), 0));
  if (width == 0 || height == 0 || size > (1u << 30) || size < std::size_t{width} * height * voxel)
    return tl::unexpected<base::Error>(damagedTiff());
  std::vector<std::byte> tile(size);
  for (std::uint32_t y = 0; y < page.height; y += height)
    for (std::uint32_t x = 0; x < page.width; x += width) {
      if (TIFFReadTile(file, tile.data(), x, y, 0, 0) < 0) return tl::unexpected<base::Error>(damagedTiff());
      const std::size_t columns = std::min(width, page.width - x), rows = std::min(height, page.height - y);
      for (std::size_t row = 0; row < rows; ++row)
        std::memcpy(out + (y + row) * rowBytes + x * voxel, tile.data() + row * width * voxel, columns * voxel);
    }
  return {};
}

// Bright is high, as in every other format.
void turnRound(Volume& v, std::byte* from, std::size_t bytes) {
  volume::withType(v.type, [&](auto zero) {
    using T = decltype(zero);
    if constexpr (std::is_unsigned_v<T>) {
      T* values = reinterpret_cast<T*>(from);
      for (std::size_t i = 0; i < bytes / sizeof(T); ++i)
        values[i] = static_cast<T>(std::numeric_limits<T>::max() - values[i]);
    }
  });
}

// Everything else: libtiff's own conversion to RGBA.
base::Status readConverted(TIFF* file, const Page& page, std::byte* out) {
  std::vector<std::uint32_t> pixels(std::size_t{page.width} * page.height);
  char why[1024] = {};
  if (TIFFRGBAImageOK(file, why) != 1)
    return base::fail(ErrorCode::Unsupported,
                      "its pixel type is not read (" + std::to_string(page.samples) + " sample(s) of " +
                          std::to_string(page.bits) + " bits)",
                      why);
  if (TIFFReadRGBAImageOriented(file, page.width, page.height, pixels.data(), ORIENTATION_TOPLEFT, 1) != 1)
    return tl::unexpected<base::Error>(damagedTiff());
  for (const std::uint32_t pixel : pixels) {
    *out++ = static_cast<std::byte>(TIFFGetR(pixel));
    *out++ = static_cast<std::byte>(TIFFGetG(pixel));
    *out++ = static_cast<std::byte>(TIFFGetB(pixel));
  }
  return {};
}

// Three equal channels are grey.
void toGrey(Volume& v) {
  for (std::size_t i = 0; i + 2 < v.data.size(); i += 3)
    if (v.data[i] != v.data[i + 1] || v.data[i] != v.data[i + 2]) return;
  for (std::size_t i = 0; i < v.data.size() / 3; ++i) v.data[i] = v.data[3 * i];
  v.data.resize(v.data.size() / 3);
  v.channels = 1;
}

base::Status readPage(TIFF* file, const Page& page, Volume& v, std::size_t index) {
  const std::size_t bytes = v.bytes() / static_cast<std::size_t>(v.extent.z);
  std::byte* out = v.data.data() + index * bytes;
  if (!plain(page)) return readConverted(file, page, out);
  SELVOX_CHECK(TIFFIsTiled(file) != 0 ? readTiles(file, page, out, bytes / page.height)
                                      : readStrips(file, page, out, bytes / page.height, page.height));
  if (page.photometric == PHOTOMETRIC_MINISWHITE) turnRound(v, out, bytes);
  return {};
}

// Pixels an inch or a centimetre.
void readSpacing(TIFF* file, Volume& v) {
  float x = 0, y = 0;
  std::uint16_t unit = RESUNIT_INCH;
  TIFFGetField(file, TIFFTAG_XRESOLUTION, &x);
  TIFFGetField(file, TIFFTAG_YRESOLUTION, &y);
  TIFFGetFieldDefaulted(file, TIFFTAG_RESOLUTIONUNIT, &unit);
  if (!(std::isfinite(x) && std::isfinite(y) && x > 1e-3f && y > 1e-3f) || unit == RESUNIT_NONE) return;
  const double millimetres = unit == RESUNIT_CENTIMETER ? 10 : 25.4;
  v.worldFromVoxel = volume::Affine::scaling({millimetres / x, millimetres / y, 1});
}

}  // namespace

base::Result<Volume> readTiff(const std::string& bytes) {
  TIFFSetErrorHandler(nullptr);
  TIFFSetWarningHandler(nullptr);
  TiffSource source{&bytes};
  const File file(TIFFClientOpen("image", "rm", &source, selvoxTiffRead, selvoxTiffWrite, selvoxTiffSeek,
                                 selvoxTiffClose, selvoxTiffSize, nullptr, nullptr));
  if (!file) return tl::unexpected<base::Error>(damagedTiff());
  const Page page = pageOf(file.get());
  if (page.width == 0 || page.height == 0) return tl::unexpected<base::Error>(damagedTiff());
  int pages = 1;
  while (pages < kMostPages && TIFFReadDirectory(file.get()) == 1) {
    if (!(pageOf(file.get()) == page))
      return base::fail(ErrorCode::Unsupported,
                        "its pages differ in size or pixel type: save each as a file of its own");
    ++pages;
  }
  Volume v;
  v.extent = {page.width, page.height, pages};
  v.channels = plain(page) ? page.samples : 3;
  v.type = plain(page) ? *storedType(page) : VoxelType::UInt8;
  const std::uint64_t pixels = std::uint64_t{page.width} * page.height;
  if (pixels > kMostPixels || pixels * static_cast<std::uint64_t>(pages) > kMostPixels ||
      v.bytes() / 4000 > bytes.size())
    return base::fail(ErrorCode::Corrupt, "the file is too short for the image that its header states");
  v.data.resize(v.bytes());
  for (int index = 0; index < pages; ++index) {
    if (TIFFSetDirectory(file.get(), static_cast<tdir_t>(index)) != 1)
      return tl::unexpected<base::Error>(damagedTiff());
    SELVOX_CHECK(readPage(file.get(), page, v, static_cast<std::size_t>(index)));
  }
  readSpacing(file.get(), v);
  if (!plain(page)) toGrey(v);
  return v;
}

}  // namespace selvox::plugins
