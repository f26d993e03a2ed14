#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/base/file.h"
#include "plugins/api/raw_bytes.h"
#include "plugins/images/images.h"
#include "plugins/images/nifti_header.h"

namespace selvox::plugins {
namespace {

using volume::Affine;
using volume::VoxelType;

template <class T>
void put(std::string& bytes, std::size_t offset, T value) {
  std::memcpy(bytes.data() + offset, &value, sizeof(T));
}

int datatypeOf(const volume::Volume& v) {
  if (v.channels == 3) return v.type == VoxelType::UInt8 ? 128 : 0;
  if (v.channels != 1) return 0;
  switch (v.type) {
    case VoxelType::UInt8:
      return 2;
    case VoxelType::Int8:
      return 256;
    case VoxelType::Int16:
      return 4;
    case VoxelType::UInt16:
      return 512;
    case VoxelType::Int32:
      return 8;
    case VoxelType::UInt32:
      return 768;
    case VoxelType::Float32:
      return 16;
    case VoxelType::Float64:
      return 64;
  }
  return 0;
}

Affine toRas(const Affine& lps) {
  Affine ras = lps;
  for (int row = 0; row < 2; ++row)
    for (int column = 0; column < 4; ++column) ras(row, column) = -lps(row, column);
  return ras;
}

bool orthogonal(const Affine& m) {
  const volume::Vec3 s = m.spacing();
  for (int a = 0; a < 3; ++a)
    for (int b = a + 1; b < 3; ++b) {
      double product = 0;
      for (int row = 0; row < 3; ++row) product += m(row, a) * m(row, b);
      if (std::abs(product) > 1e-4 * s[static_cast<std::size_t>(a)] * s[static_cast<std::size_t>(b)]) return false;
    }
  return true;
}

// Unit quaternion (a, b, c, d) of a rotation matrix, a >= 0 (Shepperd 1978).
std::array<double, 4> quaternion(const std::array<std::array<double, 3>, 3>& r) {
  const double trace = r[0][0] + r[1][1] + r[2][2];
  std::array<double, 4> q{};
  if (trace > 0) {
    const double s = 2 * std::sqrt(1 + trace);
    q = {s / 4, (r[2][1] - r[1][2]) / s, (r[0][2] - r[2][0]) / s, (r[1][0] - r[0][1]) / s};
  } else {
    std::size_t i = 0;
    if (r[1][1] > r[0][0]) i = 1;
    if (r[2][2] > r[i][i]) i = 2;
    const std::size_t j = (i + 1) % 3, k = (i + 2) % 3;
    const double s = 2 * std::sqrt(std::max(0.0, 1 + r[i][i] - r[j][j] - r[k][k]));
    q[0] = (r[k][j] - r[j][k]) / s;
    q[i + 1] = s / 4;
    q[j + 1] = (r[j][i] + r[i][j]) / s;
    q[k + 1] = (r[k][i] + r[i][k]) / s;
  }
  if (q[0] < 0)
    for (double& part : q) part = -part;
  return q;
}

void putPlace(std::string& header, const volume::Volume& volume) {
  const Affine ras = toRas(volume.worldFromVoxel);
  const volume::Vec3 spacing = ras.spacing();
  const double handed = ras.determinant() < 0 ? -1 : 1;
  put<float>(header, 76, static_cast<float>(handed));
  for (std::size_t i = 0; i < 3; ++i) put<float>(header, 80 + 4 * i, static_cast<float>(spacing[i]));
  for (std::size_t i = 3; i < 7; ++i) put<float>(header, 80 + 4 * i, 1);
  put<std::int16_t>(header, 252, orthogonal(ras) ? 1 : 0);
  put<std::int16_t>(header, 254, 1);
  std::array<std::array<double, 3>, 3> rotation{};
  for (std::size_t row = 0; row < 3; ++row)
    for (std::size_t column = 0; column < 3; ++column)
      rotation[row][column] =
          ras(static_cast<int>(row), static_cast<int>(column)) / spacing[column] * (column == 2 ? handed : 1);
  const auto q = quaternion(rotation);
  for (std::size_t i = 0; i < 3; ++i) {
    put<float>(header, 256 + 4 * i, static_cast<float>(q[i + 1]));
    put<float>(header, 268 + 4 * i, static_cast<float>(ras(static_cast<int>(i), 3)));
  }
  for (std::size_t i = 0; i < 12; ++i) put<float>(header, 280 + 4 * i, static_cast<float>(ras.m[i]));
}

bool endsWithGz(const std::filesystem::path& file) {
  return base::utf8(file.extension()) == ".gz";
}

class NiftiExporter final : public ports::Exporter {
 public:
  [[nodiscard]] std::string id() const override { return "nifti"; }

  base::Status write(const std::filesystem::path& file, const volume::Volume& volume) override {
    const int datatype = datatypeOf(volume);
    const volume::Extent& e = volume.extent;
    if (datatype == 0 || volume.data.size() != volume.bytes() || std::max({e.x, e.y, e.z}) > 32767 ||
        std::min({e.x, e.y, e.z}) < 1)
      return base::fail(base::ErrorCode::Unsupported,
                        "A volume of this size or voxel type cannot be written as NIfTI: " + base::utf8(file));
    std::string bytes = writeNiftiHeader(volume, datatype);
    bytes.append(reinterpret_cast<const char*>(volume.data.data()), volume.data.size());
    if (!endsWithGz(file)) return base::writeFile(file, bytes);
    SELVOX_TRY(const std::string packed, gzip(bytes));
    return base::writeFile(file, packed);
  }
};

}  // namespace

std::string writeNiftiHeader(const volume::Volume& volume, int datatype) {
  std::string header(352, '\0');
  put<std::int32_t>(header, 0, 348);
  header[38] = 'r';
  const volume::Extent& e = volume.extent;
  const std::int64_t dim[8] = {3, e.x, e.y, e.z, 1, 1, 1, 1};
  for (std::size_t i = 0; i < 8; ++i) put<std::int16_t>(header, 40 + 2 * i, static_cast<std::int16_t>(dim[i]));
  put<std::int16_t>(header, 70, static_cast<std::int16_t>(datatype));
  put<std::int16_t>(
      header, 72,
      static_cast<std::int16_t>(volume::bytesPerVoxel(volume.type) * 8 * static_cast<std::size_t>(volume.channels)));
  put<float>(header, 108, 352);
  put<float>(header, 112, static_cast<float>(volume.scale));
  put<float>(header, 116, static_cast<float>(volume.offset));
  header[123] = 2;  // millimetres
  std::memcpy(header.data() + 148, "Selvox", 6);
  putPlace(header, volume);
  std::memcpy(header.data() + 344, "n+1", 4);
  return header;
}

std::unique_ptr<ports::Exporter> makeNiftiExporter() {
  return std::make_unique<NiftiExporter>();
}

}  // namespace selvox::plugins
