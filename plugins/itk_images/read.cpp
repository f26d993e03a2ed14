#include "plugins/itk_images/read.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

#include <itkMetaImageIO.h>
#include <itkNrrdImageIO.h>

#include "core/base/file.h"

namespace selvox::plugins::itk_images {
namespace {

using base::ErrorCode;
using volume::Volume;
using volume::VoxelType;
using Path = std::filesystem::path;
using Component = itk::CommonEnums::IOComponent;

struct Raw {
  std::vector<std::int64_t> size;  // of the axes in space and, fourth, of time
  std::size_t components = 1;
  Component type = Component::UNKNOWNCOMPONENTTYPE;
  bool colour = false;
  volume::Affine worldFromVoxel;
  std::vector<std::byte> bytes;
};

// Directions are columns; a flat image gets a third axis across it.
void readPlace(const itk::ImageIOBase& io, Raw& raw) {
  const unsigned axes = std::min(io.GetNumberOfDimensions(), 3u);
  volume::Affine& affine = raw.worldFromVoxel;
  for (unsigned axis = 0; axis < axes; ++axis) {
    const auto direction = io.GetDirection(axis);
    for (unsigned row = 0; row < axes && row < direction.size(); ++row)
      affine(static_cast<int>(row), static_cast<int>(axis)) = direction[row] * io.GetSpacing(axis);
    affine(static_cast<int>(axis), 3) = io.GetOrigin(axis);
  }
}

base::Result<Raw> readRaw(itk::ImageIOBase& io, const Path& file, std::uint64_t promised) {
  io.SetFileName(base::utf8(file));
  io.ReadImageInformation();
  Raw raw;
  const unsigned axes = io.GetNumberOfDimensions();
  itk::ImageIORegion region(axes);
  for (unsigned axis = 0; axis < axes; ++axis) {
    region.SetSize(axis, io.GetDimensions(axis));
    raw.size.push_back(static_cast<std::int64_t>(io.GetDimensions(axis)));
  }
  raw.components = io.GetNumberOfComponents();
  raw.type = io.GetComponentType();
  raw.colour =
      raw.components == 3 &&
      (io.GetPixelType() == itk::CommonEnums::IOPixel::RGB || io.GetPixelType() == itk::CommonEnums::IOPixel::VECTOR) &&
      raw.type == Component::UCHAR;
  readPlace(io, raw);
  const auto bytes = static_cast<std::uint64_t>(io.GetImageSizeInBytes());
  if (bytes != promised || axes < 2 || axes > 4)
    return base::fail(ErrorCode::Corrupt, "its header is read in two ways: " + std::to_string(promised) + " and " +
                                              std::to_string(bytes) + " bytes of voxels");
  io.SetIORegion(region);
  raw.bytes.resize(bytes);
  io.Read(raw.bytes.data());
  return raw;
}

// 64-bit integers become int32 where they fit, else float64.
template <class T>
void narrow(Volume& v) {
  const auto values = v.as<T>();
  const bool fits =
      std::all_of(values.begin(), values.end(), [](T value) { return std::in_range<std::int32_t>(value); });
  std::vector<std::byte> converted(values.size() * (fits ? 4 : 8));
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (fits)
      reinterpret_cast<std::int32_t*>(converted.data())[i] = static_cast<std::int32_t>(values[i]);
    else
      reinterpret_cast<double*>(converted.data())[i] = static_cast<double>(values[i]);
  }
  v.data = std::move(converted);
  v.type = fits ? VoxelType::Int32 : VoxelType::Float64;
}

base::Status setType(Volume& v, Component type) {
  switch (type) {
    case Component::CHAR:
      v.type = VoxelType::Int8;
      return {};
    case Component::UCHAR:
      v.type = VoxelType::UInt8;
      return {};
    case Component::SHORT:
      v.type = VoxelType::Int16;
      return {};
    case Component::USHORT:
      v.type = VoxelType::UInt16;
      return {};
    case Component::INT:
      v.type = VoxelType::Int32;
      return {};
    case Component::UINT:
      v.type = VoxelType::UInt32;
      return {};
    case Component::FLOAT:
      v.type = VoxelType::Float32;
      return {};
    case Component::DOUBLE:
      v.type = VoxelType::Float64;
      return {};
    case Component::LONG:
    case Component::LONGLONG:
      narrow<std::int64_t>(v);
      return {};
    case Component::ULONG:
    case Component::ULONGLONG:
      narrow<std::uint64_t>(v);
      return {};
    default:
      return base::fail(ErrorCode::Unsupported, "its voxel type is not read");
  }
}

// Values of a voxel lie side by side: taken apart into volumes, or kept as colours.
base::Result<std::vector<Volume>> divide(Raw raw, std::size_t valueBytes) {
  const std::size_t parts = raw.colour ? 1 : raw.components,
                    times = raw.size.size() > 3 ? static_cast<std::size_t>(raw.size[3]) : 1;
  const std::size_t each = raw.bytes.size() / parts / times, group = valueBytes * (raw.components / parts);
  std::vector<Volume> volumes;
  for (std::size_t time = 0; time < times; ++time)
    for (std::size_t part = 0; part < parts; ++part) {
      Volume v;
      v.extent = {raw.size[0], raw.size[1], raw.size.size() > 2 ? raw.size[2] : 1};
      v.channels = raw.colour ? 3 : 1;
      v.worldFromVoxel = raw.worldFromVoxel;
      v.data.resize(each);
      const std::byte* from = raw.bytes.data() + time * each * parts + part * group;
      for (std::size_t at = 0; at < each; at += group) std::memcpy(v.data.data() + at, from + at * parts, group);
      SELVOX_CHECK(setType(v, raw.type));
      volumes.push_back(std::move(v));
    }
  return volumes;
}

// ITK's texts carry source lines and addresses; the last line says what happened.
std::string lastLine(const std::string& text) {
  std::string line, last;
  for (const char c : text + "\n") {
    if (c != '\n') {
      line += c;
      continue;
    }
    if (!parse::trimmed(line).empty()) last = parse::trimmed(line);
    line.clear();
  }
  return last.substr(0, 160);
}

base::Result<File> read(const Path& file) {
  SELVOX_TRY(const Header header, readHeader(file));
  itk::Object::SetGlobalWarningDisplay(false);
  const itk::ImageIOBase::Pointer io = header.kind == Kind::Nrrd
                                           ? itk::ImageIOBase::Pointer(itk::NrrdImageIO::New().GetPointer())
                                           : itk::ImageIOBase::Pointer(itk::MetaImageIO::New().GetPointer());
  SELVOX_TRY(Raw raw, readRaw(*io, file, header.bytes()));
  if (header.worldFromVoxel) raw.worldFromVoxel = *header.worldFromVoxel;
  File result;
  result.files = {file};
  if (header.dataFile != file) result.files.push_back(header.dataFile);
  SELVOX_TRY(result.volumes, divide(std::move(raw), static_cast<std::size_t>(header.bytesPerValue)));
  result.pairs = header.pairs;
  result.note = header.note;
  return result;
}

}  // namespace

base::Result<File> readFile(const Path& file) {
  try {
    return read(file);
  } catch (const itk::ExceptionObject& error) {
    return base::fail(ErrorCode::Corrupt, "ITK could not read it: " + lastLine(error.GetDescription()));
  } catch (const std::exception& error) {
    return base::fail(ErrorCode::Corrupt, "its voxels do not fit into memory", error.what());
  }
}

}  // namespace selvox::plugins::itk_images
