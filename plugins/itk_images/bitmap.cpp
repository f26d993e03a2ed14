// BMP through ITK, after its header was checked: ITK 5.2 believes the sizes it states.

#include <cstring>

#include <itkBMPImageIO.h>

#include "core/base/file.h"
#include "plugins/itk_images/itk_images.h"

namespace selvox::plugins {
namespace {

using base::ErrorCode;
using volume::Volume;
using Path = std::filesystem::path;

template <class T>
T fieldAt(const std::string& bytes, std::size_t offset) {
  T value;
  std::memcpy(&value, bytes.data() + offset, sizeof(T));
  return value;
}

// Header of 40 bytes or more (BITMAPINFOHEADER); 8, 24 and 32 bits; not packed.
base::Status checkBitmap(const std::string& head, std::uint64_t size) {
  if (head.size() < 54 || head[0] != 'B' || head[1] != 'M')
    return base::fail(ErrorCode::Corrupt, "not a BMP file: its first bytes are of something else");
  const auto start = fieldAt<std::uint32_t>(head, 10), header = fieldAt<std::uint32_t>(head, 14);
  const auto width = fieldAt<std::int32_t>(head, 18), height = fieldAt<std::int32_t>(head, 22);
  const auto bits = fieldAt<std::uint16_t>(head, 28);
  const auto packing = fieldAt<std::uint32_t>(head, 30), colours = fieldAt<std::uint32_t>(head, 46);
  if (header < 40 || header > 124 || packing != 0 || (bits != 8 && bits != 24 && bits != 32) || colours > 256)
    return base::fail(ErrorCode::Unsupported, "its kind of BMP is not read (" + std::to_string(bits) +
                                                  " bits, packing " + std::to_string(packing) + "): save it as PNG");
  const std::int64_t rows = height < 0 ? -std::int64_t{height} : height;
  if (width < 1 || rows < 1 || width > (1 << 20) || rows > (1 << 20))
    return base::fail(ErrorCode::Corrupt, "its header states an impossible size");
  const std::uint64_t row = (static_cast<std::uint64_t>(width) * bits / 8 + 3) / 4 * 4;
  const std::uint64_t palette = bits == 8 ? std::uint64_t{4} * (colours == 0 ? 256 : colours) : 0;
  if (start < 14 + header + palette || start > size || size - start < row * static_cast<std::uint64_t>(rows))
    return base::fail(ErrorCode::Corrupt, "the file is too short for the image that its header states");
  return {};
}

base::Result<Volume> readBitmap(const Path& file) {
  std::error_code failed;
  const std::uint64_t size = std::filesystem::file_size(file, failed);
  SELVOX_TRY(const std::string head, base::readFrom(file, 0, 54));
  SELVOX_CHECK(checkBitmap(head, size));
  itk::Object::SetGlobalWarningDisplay(false);
  const auto io = itk::BMPImageIO::New();
  io->SetFileName(base::utf8(file));
  io->ReadImageInformation();
  Volume v;
  v.extent = {static_cast<std::int64_t>(io->GetDimensions(0)), static_cast<std::int64_t>(io->GetDimensions(1)), 1};
  const auto components = io->GetNumberOfComponents();
  v.type = volume::VoxelType::UInt8;
  v.channels = static_cast<int>(components);
  if (io->GetComponentType() != itk::CommonEnums::IOComponent::UCHAR ||
      v.bytes() != static_cast<std::uint64_t>(io->GetImageSizeInBytes()) ||
      (components != 1 && components != 3 && components != 4))
    return base::fail(ErrorCode::Unsupported, "its kind of BMP is not read: save it as PNG");
  itk::ImageIORegion region(2);
  region.SetSize(0, io->GetDimensions(0));
  region.SetSize(1, io->GetDimensions(1));
  io->SetIORegion(region);
  v.data.resize(v.bytes());
  io->Read(v.data.data());
  if (components == 4) {  // the fourth byte is no colour
    for (std::size_t i = 0; i < v.data.size() / 4; ++i) std::memmove(v.data.data() + 3 * i, v.data.data() + 4 * i, 3);
    v.data.resize(v.data.size() / 4 * 3);
    v.channels = 3;
  }
  return v;
}

}  // namespace

ImageReader bitmapReader() {
  return [](const Path& file) -> base::Result<std::vector<Volume>> {
    try {
      std::vector<Volume> volumes(1);
      SELVOX_TRY(volumes.front(), readBitmap(file));
      return volumes;
    } catch (const std::exception& error) {
      return base::fail(ErrorCode::Corrupt, "the BMP file is damaged or cut short; copy it again from its source",
                        error.what());
    }
  };
}

}  // namespace selvox::plugins
