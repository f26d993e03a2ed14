#include "plugins/dicom/pixel_values.h"

#include <algorithm>
#include <cstring>

#include "plugins/dicom/tags.h"

namespace selvox::plugins::dicom {
namespace {

using base::ErrorCode;
using volume::VoxelType;

std::uint64_t count(const PixelFormat& f) {
  return static_cast<std::uint64_t>(f.columns) * static_cast<std::uint64_t>(f.rows) *
         static_cast<std::uint64_t>(f.frames);
}

// Cuts the stored bits out of each value and extends the sign.
template <class T>
void trimBits(std::span<T> values, const PixelFormat& format) {
  using Unsigned = std::make_unsigned_t<T>;
  const int bits = static_cast<int>(sizeof(T) * 8);
  const int shift = format.highBit + 1 - format.bitsStored;
  if (format.bitsStored >= bits) return;
  const auto mask = static_cast<Unsigned>((std::uint64_t{1} << format.bitsStored) - 1);
  const auto sign = static_cast<Unsigned>(std::uint64_t{1} << (format.bitsStored - 1));
  for (T& value : values) {
    auto word = static_cast<Unsigned>(static_cast<Unsigned>(value) >> shift) & mask;
    if (format.isSigned) word = (word ^ sign) - sign;
    value = static_cast<T>(word);
  }
}

void interleave(Pixels& pixels) {
  const std::size_t size = volume::bytesPerVoxel(pixels.type);
  const std::size_t plane = static_cast<std::size_t>(pixels.columns) * static_cast<std::size_t>(pixels.rows);
  std::vector<std::byte> mixed(pixels.frameBytes());
  for (int frame = 0; frame < pixels.frames; ++frame) {
    std::byte* base = pixels.data.data() + pixels.frameBytes() * static_cast<std::size_t>(frame);
    for (std::size_t channel = 0; channel < 3; ++channel)
      for (std::size_t i = 0; i < plane; ++i)
        std::memcpy(mixed.data() + (i * 3 + channel) * size, base + (channel * plane + i) * size, size);
    std::copy(mixed.begin(), mixed.end(), base);
  }
}

Pixels unpackBits(const PixelFormat& format, std::span<const std::byte> bytes) {
  Pixels pixels = format.emptyPixels(1, VoxelType::UInt8);
  for (std::size_t i = 0; i < pixels.data.size(); ++i)
    pixels.data[i] = (bytes[i / 8] >> static_cast<int>(i % 8)) & std::byte{1};
  return pixels;
}

void swapWords(std::span<std::byte> bytes) {
  for (std::size_t i = 0; i + 4 <= bytes.size(); i += 4) {
    std::swap(bytes[i], bytes[i + 2]);
    std::swap(bytes[i + 1], bytes[i + 3]);
  }
}

}  // namespace

PixelFormat readFormat(DcmItem& dataset) {
  PixelFormat f;
  const auto value = [&](const DcmTagKey& tag, int fallback) {
    return static_cast<int>(integer(dataset, tag).value_or(fallback));
  };
  f.rows = value(DCM_Rows, 0);
  f.columns = value(DCM_Columns, 0);
  f.frames = value(DCM_NumberOfFrames, 1);
  f.samples = value(DCM_SamplesPerPixel, 1);
  f.floating = dataset.tagExists(DCM_FloatPixelData) || dataset.tagExists(DCM_DoubleFloatPixelData);
  f.bitsAllocated = value(DCM_BitsAllocated, dataset.tagExists(DCM_DoubleFloatPixelData) ? 64 : f.floating ? 32 : 0);
  f.bitsStored = value(DCM_BitsStored, f.bitsAllocated);
  f.highBit = value(DCM_HighBit, f.bitsStored - 1);
  f.isSigned = value(DCM_PixelRepresentation, 0) == 1;
  f.planar = value(DCM_PlanarConfiguration, 0) == 1;
  f.photometric = text(dataset, DCM_PhotometricInterpretation);
  return f;
}

base::Status PixelFormat::check() const {
  const bool sizes = columns > 0 && rows > 0 && frames > 0 && (samples == 1 || samples == 3 || samples == 4);
  const bool depth = floating
                         ? (bitsAllocated == 32 || bitsAllocated == 64)
                         : (bitsAllocated == 1 || bitsAllocated == 8 || bitsAllocated == 16 || bitsAllocated == 32);
  const bool bits = floating || (bitsStored >= 1 && bitsStored <= bitsAllocated && highBit < bitsAllocated &&
                                 highBit + 1 >= bitsStored);
  if (sizes && depth && bits) return {};
  return base::fail(ErrorCode::Unsupported, "its pixel format is not read: " + std::to_string(samples) +
                                                " sample(s) of " + std::to_string(bitsStored) + " bits stored in " +
                                                std::to_string(bitsAllocated) + " allocated, high bit " +
                                                std::to_string(highBit));
}

bool PixelFormat::needsRendering() const {
  if (floating || photometric.starts_with("MONOCHROME") || photometric == "RGB") return false;
  return samples > 1 || photometric == "PALETTE COLOR";
}

std::uint64_t PixelFormat::storedBytes() const {
  if (bitsAllocated == 1) return (count(*this) * static_cast<std::uint64_t>(samples) + 7) / 8;
  const auto bytes = static_cast<std::uint64_t>(bitsAllocated / 8);
  if (photometric == "YBR_FULL_422" || photometric == "YBR_PARTIAL_422") return count(*this) * 2 * bytes;
  return count(*this) * static_cast<std::uint64_t>(samples) * bytes;
}

std::uint64_t PixelFormat::decodedBytes() const {
  if (columns <= 0 || rows <= 0 || frames <= 0 || samples <= 0) return 0;
  return count(*this) * static_cast<std::uint64_t>(samples) *
         static_cast<std::uint64_t>(std::max(1, bitsAllocated / 8));
}

VoxelType PixelFormat::type() const {
  if (floating) return bitsAllocated == 64 ? VoxelType::Float64 : VoxelType::Float32;
  if (bitsAllocated <= 8) return isSigned ? VoxelType::Int8 : VoxelType::UInt8;
  if (bitsAllocated <= 16) return isSigned ? VoxelType::Int16 : VoxelType::UInt16;
  return isSigned ? VoxelType::Int32 : VoxelType::UInt32;
}

Pixels PixelFormat::emptyPixels(int channels, VoxelType type) const {
  Pixels pixels;
  pixels.columns = columns;
  pixels.rows = rows;
  pixels.frames = frames;
  pixels.samples = channels;
  pixels.type = type;
  pixels.data.resize(pixels.frameBytes() * static_cast<std::size_t>(frames));
  return pixels;
}

base::Result<Pixels> toPixels(const PixelFormat& format, std::span<const std::byte> bytes, bool wordsSwapped) {
  if (format.bitsAllocated == 1) return unpackBits(format, bytes);
  if (format.samples == 4) return base::fail(ErrorCode::Unsupported, "images with four samples per pixel are not read");
  Pixels pixels = format.emptyPixels(format.samples, format.type());
  std::memcpy(pixels.data.data(), bytes.data(), pixels.data.size());
  if (format.floating) return pixels;
  if (wordsSwapped && format.bitsAllocated == 32) swapWords(pixels.data);
  volume::withType(pixels.type, [&](auto zero) {
    using T = decltype(zero);
    if constexpr (std::is_integral_v<T>)
      trimBits(std::span(reinterpret_cast<T*>(pixels.data.data()), pixels.data.size() / sizeof(T)), format);
  });
  if (format.samples == 3 && format.planar) interleave(pixels);
  if (format.photometric == "MONOCHROME1") invert(pixels, format);
  return pixels;
}

void invert(Pixels& pixels, const PixelFormat& format) {
  const std::int64_t range = std::int64_t{1} << format.bitsStored;
  const std::int64_t sum = format.isSigned ? -1 : range - 1;  // lowest + highest stored value
  volume::withType(pixels.type, [&](auto zero) {
    using T = decltype(zero);
    if constexpr (std::is_integral_v<T>) {
      T* values = reinterpret_cast<T*>(pixels.data.data());
      for (std::size_t i = 0; i < pixels.data.size() / sizeof(T); ++i)
        values[i] = static_cast<T>(sum - static_cast<std::int64_t>(values[i]));
    }
  });
  pixels.note = "MONOCHROME1: values turned round so that bright is high";
}

}  // namespace selvox::plugins::dicom
