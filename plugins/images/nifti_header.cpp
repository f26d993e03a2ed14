#include "plugins/images/nifti_header.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/base/text.h"

namespace selvox::plugins {
namespace {

using base::ErrorCode;
using volume::Affine;

// Values at fixed offsets, byte-swapped where needed.
class Fields {
 public:
  Fields(std::span<const std::byte> bytes, bool bigEndian) : bytes_(bytes), swap_(bigEndian) {}
  template <class T>
  [[nodiscard]] T at(std::size_t offset) const {
    std::array<std::byte, sizeof(T)> raw{};
    std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(offset), sizeof(T), raw.begin());
    if (swap_) std::reverse(raw.begin(), raw.end());
    T value;
    std::memcpy(&value, raw.data(), sizeof(T));
    return value;
  }

 private:
  std::span<const std::byte> bytes_;
  bool swap_;
};

// The fields of either version, in one shape.
struct Raw {
  std::array<std::int64_t, 8> dim{};
  std::array<double, 8> pixdim{};
  std::array<double, 12> sform{};
  std::array<double, 6> quaternion{};  // b, c, d, offset x, y, z
  double offset = 0, slope = 0, intercept = 0;
  int datatype = 0, bitsPerVoxel = 0, qformCode = 0, sformCode = 0, units = 0;
};

Raw readVersion1(const Fields& f) {
  Raw raw;
  for (std::size_t i = 0; i < 8; ++i) {
    raw.dim[i] = f.at<std::int16_t>(40 + 2 * i);
    raw.pixdim[i] = f.at<float>(76 + 4 * i);
  }
  raw.datatype = f.at<std::int16_t>(70);
  raw.bitsPerVoxel = f.at<std::int16_t>(72);
  raw.offset = f.at<float>(108);
  raw.slope = f.at<float>(112);
  raw.intercept = f.at<float>(116);
  raw.units = f.at<std::uint8_t>(123);
  raw.qformCode = f.at<std::int16_t>(252);
  raw.sformCode = f.at<std::int16_t>(254);
  for (std::size_t i = 0; i < 6; ++i) raw.quaternion[i] = f.at<float>(256 + 4 * i);
  for (std::size_t i = 0; i < 12; ++i) raw.sform[i] = f.at<float>(280 + 4 * i);
  return raw;
}

Raw readVersion2(const Fields& f) {
  Raw raw;
  raw.datatype = f.at<std::int16_t>(12);
  raw.bitsPerVoxel = f.at<std::int16_t>(14);
  for (std::size_t i = 0; i < 8; ++i) {
    raw.dim[i] = f.at<std::int64_t>(16 + 8 * i);
    raw.pixdim[i] = f.at<double>(104 + 8 * i);
  }
  raw.offset = static_cast<double>(f.at<std::int64_t>(168));
  raw.slope = f.at<double>(176);
  raw.intercept = f.at<double>(184);
  raw.qformCode = f.at<std::int32_t>(344);
  raw.sformCode = f.at<std::int32_t>(348);
  for (std::size_t i = 0; i < 6; ++i) raw.quaternion[i] = f.at<double>(352 + 8 * i);
  for (std::size_t i = 0; i < 12; ++i) raw.sform[i] = f.at<double>(400 + 8 * i);
  raw.units = f.at<std::int32_t>(500);
  return raw;
}

int storedBytes(int datatype) {
  switch (datatype) {
    case 2:
    case 256:
      return 1;  // uint8, int8
    case 4:
    case 512:
      return 2;  // int16, uint16
    case 8:
    case 16:
    case 768:
      return 4;  // int32, float32, uint32
    case 64:
    case 1024:
    case 1280:
      return 8;  // float64, int64, uint64
    case 128:
      return 3;  // RGB
    case 2304:
      return 4;  // RGBA
    default:
      return 0;
  }
}

std::string dimensions(const Raw& raw) {
  std::string text;
  for (std::int64_t i = 1; i <= std::clamp<std::int64_t>(raw.dim[0], 1, 7); ++i)
    text += (i > 1 ? " x " : "") + std::to_string(raw.dim[static_cast<std::size_t>(i)]);
  return text;
}

base::Status readShape(const Raw& raw, NiftiHeader& header) {
  if (raw.dim[0] < 1 || raw.dim[0] > 7)
    return base::fail(ErrorCode::Corrupt, "its header states " + std::to_string(raw.dim[0]) + " dimensions");
  std::array<std::int64_t, 8> dim{};
  for (std::size_t i = 1; i < 8; ++i) {
    dim[i] = static_cast<std::int64_t>(i) <= raw.dim[0] ? raw.dim[i] : 1;
    if (dim[i] < 1 || dim[i] > (1 << 24))
      return base::fail(ErrorCode::Corrupt, "its header states an impossible size: " + dimensions(raw));
  }
  if (dim[5] > 1 || dim[6] > 1 || dim[7] > 1)
    return base::fail(ErrorCode::Unsupported, "it holds a field of vectors or more than four dimensions (" +
                                                  dimensions(raw) + "): Selvox reads scans of up to four");
  header.extent = {dim[1], dim[2], dim[3]};
  header.volumes = dim[4];
  const double voxels = static_cast<double>(dim[1]) * static_cast<double>(dim[2]) * static_cast<double>(dim[3]);
  if (voxels * 8 > 64e9)
    return base::fail(ErrorCode::Unsupported, "its header states " + dimensions(raw) + " voxels: too large to read");
  return {};
}

// Method 2 of the format: rotation from the quaternion, spacing from pixdim, pixdim[0] is the handedness.
Affine fromQuaternion(const Raw& raw) {
  double b = raw.quaternion[0], c = raw.quaternion[1], d = raw.quaternion[2];
  double a = 1 - (b * b + c * c + d * d);
  if (a < 1e-7) {  // rotation by 180 degrees, rounded
    const double length = std::sqrt(b * b + c * c + d * d);
    b /= length, c /= length, d /= length, a = 0;
  } else {
    a = std::sqrt(a);
  }
  const double x = raw.pixdim[1], y = raw.pixdim[2], z = raw.pixdim[0] < 0 ? -raw.pixdim[3] : raw.pixdim[3];
  Affine m;
  m.m = {(a * a + b * b - c * c - d * d) * x,
         2 * (b * c - a * d) * y,
         2 * (b * d + a * c) * z,
         raw.quaternion[3],
         2 * (b * c + a * d) * x,
         (a * a + c * c - b * b - d * d) * y,
         2 * (c * d - a * b) * z,
         raw.quaternion[4],
         2 * (b * d - a * c) * x,
         2 * (c * d + a * b) * y,
         (a * a + d * d - b * b - c * c) * z,
         raw.quaternion[5],
         0,
         0,
         0,
         1};
  return m;
}

bool usable(const Affine& affine) {
  for (const double value : affine.m)
    if (!std::isfinite(value) || std::abs(value) > 1e6) return false;
  const volume::Vec3 spacing = affine.spacing();
  for (const double s : spacing)
    if (s < 1e-6 || s > 1e4) return false;
  return std::abs(affine.determinant()) > 1e-6 * spacing[0] * spacing[1] * spacing[2];
}

double unitsToMillimetres(int units) {
  switch (units & 7) {
    case 1:
      return 1000;  // metres
    case 3:
      return 0.001;  // micrometres
    default:
      return 1;
  }
}

base::Status readPlace(const Raw& raw, NiftiHeader& header) {
  Affine ras;
  for (std::size_t i = 0; i < 12; ++i) ras.m[i] = raw.sform[i];
  bool found = raw.sformCode > 0 && usable(ras);
  if (!found && raw.qformCode > 0) {
    ras = fromQuaternion(raw);
    found = usable(ras);
  }
  if (!found) {
    ras = Affine::scaling({std::abs(raw.pixdim[1]), std::abs(raw.pixdim[2]),
                           header.extent.z == 1 && !(std::abs(raw.pixdim[3]) > 0) ? 1 : std::abs(raw.pixdim[3])});
    if (!usable(ras))
      return base::fail(ErrorCode::Corrupt, "its header states no usable voxel spacing (" +
                                                base::toText(raw.pixdim[1]) + ", " + base::toText(raw.pixdim[2]) +
                                                ", " + base::toText(raw.pixdim[3]) + ")");
    header.note = "the file states no orientation: axes taken as right, anterior, superior";
  }
  const double factor = unitsToMillimetres(raw.units);
  for (int row = 0; row < 3; ++row)
    for (int column = 0; column < 4; ++column)
      header.worldFromVoxel(row, column) = ras(row, column) * factor * (row < 2 ? -1 : 1);  // RAS -> LPS
  return {};
}

base::Status readValues(const Raw& raw, NiftiHeader& header) {
  header.datatype = raw.datatype;
  header.bytesPerVoxel = storedBytes(raw.datatype);
  if (header.bytesPerVoxel == 0)
    return base::fail(ErrorCode::Unsupported, "its voxel type (NIfTI code " + std::to_string(raw.datatype) +
                                                  ") is not read: complex, binary and long double are not scans");
  if (raw.bitsPerVoxel != 0 && raw.bitsPerVoxel != header.bytesPerVoxel * 8)
    return base::fail(ErrorCode::Corrupt, "its header contradicts itself: " + std::to_string(raw.bitsPerVoxel) +
                                              " bits a voxel for type " + std::to_string(raw.datatype));
  const bool scaled = std::isfinite(raw.slope) && std::isfinite(raw.intercept) && raw.slope != 0;
  header.slope = scaled ? raw.slope : 1;
  header.intercept = scaled ? raw.intercept : 0;
  if (!header.pair && (!std::isfinite(raw.offset) || raw.offset < 0 || raw.offset > 1e9))
    return base::fail(ErrorCode::Corrupt, "its header states an impossible start of the voxels");
  header.voxelOffset = std::isfinite(raw.offset) && raw.offset > 0 ? static_cast<std::uint64_t>(raw.offset) : 0;
  return {};
}

}  // namespace

bool isAnalyze(std::span<const std::byte> head) {
  if (head.size() < 348) return false;
  const bool sized = Fields(head, false).at<std::int32_t>(0) == 348 || Fields(head, true).at<std::int32_t>(0) == 348;
  // A damaged NIfTI mark is not the lack of one.
  return sized && std::all_of(head.begin() + 344, head.begin() + 348, [](std::byte b) { return b == std::byte{0}; });
}

base::Result<NiftiHeader> parseAnalyze(std::span<const std::byte> head) {
  NiftiHeader header;
  header.pair = header.analyze = true;
  header.bigEndian = Fields(head, false).at<std::int32_t>(0) != 348;
  Raw raw = readVersion1(Fields(head, header.bigEndian));
  raw.qformCode = raw.sformCode = raw.units = 0;
  raw.slope = 0;  // these bytes belong to no field of Analyze
  if (raw.dim[0] == 4 && raw.dim[4] == 0) raw.dim[4] = 1;
  SELVOX_CHECK(readShape(raw, header));
  SELVOX_CHECK(readValues(raw, header));
  SELVOX_CHECK(readPlace(raw, header));
  const std::array<std::int64_t, 3> size{header.extent.x, header.extent.y, header.extent.z};
  for (int axis = 0; axis < 3; ++axis) {
    const double step = std::abs(header.worldFromVoxel(axis, axis)) * (axis == 1 ? -1 : 1);
    header.worldFromVoxel(axis, axis) = step;
    header.worldFromVoxel(axis, 3) = -step * static_cast<double>(size[static_cast<std::size_t>(axis)] - 1) / 2;
  }
  header.note =
      "Analyze 7.5 states no orientation: axes taken as left, anterior, superior; left and right may be swapped";
  return header;
}

base::Result<NiftiHeader> parseNifti(std::span<const std::byte> head) {
  if (head.size() < 348)
    return base::fail(ErrorCode::Corrupt,
                      "not a NIfTI file: " + std::to_string(head.size()) + " bytes are less than its header of 348");
  NiftiHeader header;
  int version = 0;
  for (const bool big : {false, true}) {
    const auto size = Fields(head, big).at<std::int32_t>(0);
    if (size != 348 && size != 540) continue;
    header.bigEndian = big;
    version = size == 348 ? 1 : 2;
  }
  if (version == 0)
    return base::fail(ErrorCode::Corrupt, "not a NIfTI file: it does not start with the size of its header");
  if (version == 2 && head.size() < 540) return base::fail(ErrorCode::Corrupt, "its NIfTI-2 header is cut short");
  const char* magic = reinterpret_cast<const char*>(head.data()) + (version == 1 ? 344 : 4);
  const std::string_view single = version == 1 ? "n+1" : "n+2", pair = version == 1 ? "ni1" : "ni2";
  header.pair = std::string_view(magic, 3) == pair;
  if (!header.pair && std::string_view(magic, 3) != single)
    return base::fail(ErrorCode::Unsupported,
                      "its NIfTI mark is missing or damaged: copy it again from its source, or convert it to NIfTI");
  const Fields fields(head, header.bigEndian);
  const Raw raw = version == 1 ? readVersion1(fields) : readVersion2(fields);
  SELVOX_CHECK(readShape(raw, header));
  SELVOX_CHECK(readValues(raw, header));
  SELVOX_CHECK(readPlace(raw, header));
  const std::uint64_t least = version == 1 ? 348 : 540;
  if (!header.pair) header.voxelOffset = std::max(header.voxelOffset, least);
  return header;
}

}  // namespace selvox::plugins
