#include "plugins/images/nifti_read.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include "core/base/file.h"
#include "plugins/api/raw_bytes.h"

namespace selvox::plugins {
namespace {

using base::ErrorCode;
using volume::Volume;
using volume::VoxelType;
using Path = std::filesystem::path;

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

base::Result<NiftiHeader> readHeader(const Path& file) {
  std::vector<std::byte> head;
  SELVOX_TRY([[maybe_unused]] const std::uint64_t read, readUnpacked(file, [&](std::span<const std::byte> piece) {
               const std::size_t take = std::min(piece.size(), kNiftiHeaderBytes - head.size());
               head.insert(head.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(take));
               return head.size() < kNiftiHeaderBytes;
             }));
  return niftiNameOf(file) == NiftiName::Header && isAnalyze(head) ? parseAnalyze(head) : parseNifti(head);
}

// First pass: the whole stream is unpacked and counted, nothing is kept. So a header that promises more than the file
// holds costs no memory.
base::Status checkLength(const Path& file, std::uint64_t needed) {
  SELVOX_TRY(const std::uint64_t held, readUnpacked(file, [](std::span<const std::byte>) { return true; }));
  if (held >= needed) return {};
  return base::fail(ErrorCode::Corrupt, "its header promises " + std::to_string(needed) + " bytes but the file holds " +
                                            std::to_string(held) + ": it is cut short or its header is wrong");
}

// Second pass: voxel bytes [offset, offset + size of `out`).
base::Status fill(const Path& file, std::uint64_t offset, std::vector<Volume>& out, std::uint64_t volumeBytes) {
  std::uint64_t position = 0;
  const std::uint64_t end = offset + volumeBytes * out.size();
  const auto result = readUnpacked(file, [&](std::span<const std::byte> piece) {
    const std::uint64_t from = std::max(position, offset), to = std::min(position + piece.size(), end);
    for (std::uint64_t at = from; at < to;) {
      const std::uint64_t inVoxels = at - offset, index = inVoxels / volumeBytes, within = inVoxels % volumeBytes;
      const std::uint64_t take = std::min(to - at, volumeBytes - within);
      std::copy_n(piece.data() + (at - position), take, out[index].data.data() + within);
      at += take;
    }
    position += piece.size();
    return position < end;
  });
  if (!result) return tl::unexpected<base::Error>(result.error());
  return {};
}

void swapBytes(std::vector<std::byte>& data, std::size_t size) {
  for (std::size_t i = 0; i + size <= data.size(); i += size)
    std::reverse(data.begin() + static_cast<std::ptrdiff_t>(i), data.begin() + static_cast<std::ptrdiff_t>(i + size));
}

// 64-bit integers (numpy's default for label maps) become int32 where they fit, else float64.
template <class T>
void narrow(Volume& v) {
  const std::size_t count = v.data.size() / sizeof(T);
  const T* values = reinterpret_cast<const T*>(v.data.data());
  const bool fits = std::all_of(values, values + count, [](T value) { return std::in_range<std::int32_t>(value); });
  std::vector<std::byte> converted(count * (fits ? sizeof(std::int32_t) : sizeof(double)));
  for (std::size_t i = 0; i < count; ++i) {
    if (fits)
      reinterpret_cast<std::int32_t*>(converted.data())[i] = static_cast<std::int32_t>(values[i]);
    else
      reinterpret_cast<double*>(converted.data())[i] = static_cast<double>(values[i]);
  }
  v.data = std::move(converted);
  v.type = fits ? VoxelType::Int32 : VoxelType::Float64;
}

void dropAlpha(Volume& v) {
  std::size_t out = 0;
  for (std::size_t i = 0; i + 4 <= v.data.size(); i += 4)
    for (std::size_t c = 0; c < 3; ++c) v.data[out++] = v.data[i + c];
  v.data.resize(out);
}

void interpret(Volume& v, const NiftiHeader& header) {
  const bool colour = header.datatype == 128 || header.datatype == 2304;
  if (header.bigEndian && !colour) swapBytes(v.data, static_cast<std::size_t>(header.bytesPerVoxel));
  switch (header.datatype) {
    case 2:
      v.type = VoxelType::UInt8;
      break;
    case 256:
      v.type = VoxelType::Int8;
      break;
    case 4:
      v.type = VoxelType::Int16;
      break;
    case 512:
      v.type = VoxelType::UInt16;
      break;
    case 8:
      v.type = VoxelType::Int32;
      break;
    case 768:
      v.type = VoxelType::UInt32;
      break;
    case 16:
      v.type = VoxelType::Float32;
      break;
    case 64:
      v.type = VoxelType::Float64;
      break;
    case 1024:
      narrow<std::int64_t>(v);
      break;
    case 1280:
      narrow<std::uint64_t>(v);
      break;
    default:
      v.type = VoxelType::UInt8;
      v.channels = 3;
  }
  if (header.datatype == 2304) dropAlpha(v);
  if (colour) v.scale = 1, v.offset = 0;
}

base::Result<NiftiFile> read(const Path& file) {
  NiftiFile result;
  SELVOX_TRY(const NiftiHeader header, readHeader(file));
  const NiftiName name = niftiNameOf(file);
  result.files = {file};
  Path voxels = file;
  if (header.pair || name == NiftiName::Header) {
    if (!header.pair)
      return base::fail(ErrorCode::Corrupt,
                        "its header says that voxels follow in the same file, its name says a pair");
    if (name == NiftiName::Single)
      return base::fail(ErrorCode::Corrupt, "it is the header of a .hdr/.img pair, but its name ends in .nii");
    voxels = niftiPartner(file);
    if (voxels.empty())
      return base::fail(ErrorCode::NotFound,
                        "it is a header alone: its voxel file " + niftiStem(file) + ".img is missing");
    result.files.push_back(voxels);
  }
  const std::uint64_t bytes = header.volumeBytes();
  SELVOX_CHECK(checkLength(voxels, header.voxelOffset + bytes * static_cast<std::uint64_t>(header.volumes)));
  result.volumes.resize(static_cast<std::size_t>(header.volumes));
  for (Volume& v : result.volumes) {
    v.extent = header.extent;
    v.worldFromVoxel = header.worldFromVoxel;
    v.scale = header.slope;
    v.offset = header.intercept;
    v.data.resize(bytes);
  }
  SELVOX_CHECK(fill(voxels, header.voxelOffset, result.volumes, bytes));
  for (Volume& v : result.volumes) interpret(v, header);
  result.note = header.note;
  result.analyze = header.analyze;
  return result;
}

}  // namespace

base::Result<NiftiFile> readNifti(const Path& file) {
  try {
    return read(file);
  } catch (const std::exception& error) {
    return base::fail(ErrorCode::Corrupt, "its voxels do not fit into memory", error.what());
  }
}

NiftiName niftiNameOf(const Path& file) {
  std::string name = lower(base::utf8(file.filename()));
  if (name.ends_with(".gz")) name.resize(name.size() - 3);
  if (name.ends_with(".nii")) return NiftiName::Single;
  if (name.ends_with(".hdr")) return NiftiName::Header;
  if (name.ends_with(".img")) return NiftiName::Voxels;
  return NiftiName::None;
}

std::string niftiStem(const Path& file) {
  std::string name = base::utf8(file.filename());
  const std::string small = lower(name);
  if (small.ends_with(".gz")) name.resize(name.size() - 3);
  return niftiNameOf(file) == NiftiName::None ? name : name.substr(0, name.size() - 4);
}

Path niftiPartner(const Path& file) {
  const bool header = niftiNameOf(file) == NiftiName::Header;
  const std::string stem = niftiStem(file);
  for (const char* ending : {".img", ".img.gz", ".IMG", ".hdr", ".hdr.gz", ".HDR"}) {
    const bool wanted = (lower(ending).starts_with(".img")) == header;
    const Path candidate = file.parent_path() / base::pathFromUtf8(stem + ending);
    std::error_code ignored;
    if (wanted && std::filesystem::is_regular_file(candidate, ignored)) return candidate;
  }
  return {};
}

}  // namespace selvox::plugins
