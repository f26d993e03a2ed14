#include "core/services/import_volume.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/hash.h"
#include "core/base/text.h"

namespace selvox::services {
namespace {

using base::ErrorCode;
using volume::Volume;
using volume::VoxelType;

std::string shape(const volume::Extent& e) {
  return std::to_string(e.x) + " x " + std::to_string(e.y) + " x " + std::to_string(e.z);
}

struct Range {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  std::size_t holes = 0;
};

template <class T>
Range storedRange(const Volume& v) {
  Range range;
  for (const T stored : v.as<T>()) {
    const auto value = static_cast<double>(stored);
    if (!std::isfinite(value)) {
      ++range.holes;
      continue;
    }
    range.low = std::min(range.low, value);
    range.high = std::max(range.high, value);
  }
  return range;
}

Range rangeOf(const Volume& v) {
  return volume::withType(v.type, [&](auto zero) { return storedRange<decltype(zero)>(v); });
}

template <class T>
void fill(Volume& v, double stored) {
  if constexpr (std::is_floating_point_v<T>)
    for (T& value : v.as<T>())
      if (!std::isfinite(value)) value = static_cast<T>(stored);
}

template <class Out>
Volume wholeNumbers(const Volume& from, VoxelType type) {
  Volume to;
  to.extent = from.extent;
  to.type = type;
  to.worldFromVoxel = from.worldFromVoxel;
  to.data.resize(to.bytes());
  volume::withType(from.type, [&](auto zero) {
    const auto in = from.as<decltype(zero)>();
    const auto out = to.as<Out>();
    for (std::size_t i = 0; i < out.size(); ++i)
      out[i] = static_cast<Out>(std::lround(from.scale * static_cast<double>(in[i]) + from.offset));
  });
  return to;
}

// The first value that is no label number, if any.
std::optional<double> strangeValue(const Volume& v) {
  return volume::withType(v.type, [&](auto zero) -> std::optional<double> {
    for (const auto stored : v.as<decltype(zero)>()) {
      const double value = v.scale * static_cast<double>(stored) + v.offset;
      if (!(value > -0.001 && value < 65535.001) || std::abs(value - std::round(value)) > 0.001) return value;
    }
    return std::nullopt;
  });
}

}  // namespace

std::string fillGaps(Volume& v) {
  const Range range = rangeOf(v);
  if (range.holes == 0 || range.low > range.high) return {};
  const double zero = v.scale == 0 ? 0 : -v.offset / v.scale;  // the stored value that means 0
  const double stored = zero >= range.low && zero <= range.high ? zero : v.scale < 0 ? range.high : range.low;
  volume::withType(v.type, [&](auto sample) { fill<decltype(sample)>(v, stored); });
  return std::to_string(range.holes) + " voxels without a value (NaN or infinite) were set to " +
         base::toText(v.scale * stored + v.offset);
}

std::string imageProblem(const Volume& v) {
  const volume::Extent& e = v.extent;
  if (e.x < 1 || e.y < 1 || e.z < 1 || (v.channels != 1 && v.channels != 3) || v.data.size() != v.bytes())
    return "it was read as " + shape(e) + " voxels, which its data does not fill: the file is damaged";
  const volume::Vec3 spacing = v.worldFromVoxel.spacing();
  const bool finite =
      std::all_of(v.worldFromVoxel.m.begin(), v.worldFromVoxel.m.end(), [](double x) { return std::isfinite(x); });
  if (!finite || *std::min_element(spacing.begin(), spacing.end()) < 1e-6 || !v.worldFromVoxel.inverse())
    return "its position or spacing in space is not usable (zero, infinite or not a number)";
  if (!std::isfinite(v.scale) || !std::isfinite(v.offset) || v.scale == 0)
    return "its intensity scale is zero or not a number";
  const Range range = rangeOf(v);
  if (range.low > range.high) return "none of its voxels holds a number";
  if (range.low == range.high)
    return "every voxel has the value " + base::toText(v.scale * range.low + v.offset) + ": there is no image in it";
  return {};
}

base::Result<Volume> labelOnGrid(Volume label, const Volume& image) {
  if (label.channels != 1 || label.data.size() != label.bytes())
    return base::fail(ErrorCode::Corrupt, "the label map has colour channels or is damaged");
  if (!label.worldFromVoxel.inverse())
    return base::fail(ErrorCode::Corrupt, "the label map's position in space is not usable");
  label = volume::orientToLps(std::move(label));
  if (!(label.extent == image.extent))
    return base::fail(ErrorCode::Corrupt, "the label map has " + shape(label.extent) + " voxels, its image " +
                                              shape(image.extent) +
                                              " (both turned to LPS): they do not lie on one grid");
  const double away = cornerDistance(image.extent, label.worldFromVoxel, image.worldFromVoxel);
  const volume::Vec3 spacing = image.worldFromVoxel.spacing();
  if (away > 0.5 * *std::min_element(spacing.begin(), spacing.end()))
    return base::fail(ErrorCode::Corrupt, "the label map has the size of its image but lies up to " +
                                              base::toText(std::round(away * 100) / 100) +
                                              " mm beside it: correct its position in space");
  if (const auto value = strangeValue(label))
    return base::fail(ErrorCode::Corrupt, "the label map holds the value " + base::toText(*value) +
                                              ": labels are whole numbers from 0 to 65535");
  label.worldFromVoxel = image.worldFromVoxel;
  const Range range = rangeOf(label);
  const double highest = std::max(label.scale * range.low, label.scale * range.high) + label.offset;
  return highest < 255.5 ? wholeNumbers<std::uint8_t>(label, VoxelType::UInt8)
                         : wholeNumbers<std::uint16_t>(label, VoxelType::UInt16);
}

ports::LabelRow describeLabel(const Volume& label, const std::map<int, std::string>& given) {
  std::vector<std::int64_t> counts(65536);
  volume::withType(label.type, [&](auto zero) {
    for (const auto value : label.as<decltype(zero)>()) ++counts[static_cast<std::size_t>(value)];
  });
  ports::LabelRow row;
  row.voxelsHash = labelHash(label);
  for (const auto& [number, name] : given)
    if (number > 0) row.names[number] = name, row.voxels[number] = 0;
  for (int number = 1; number < 65536; ++number) {
    if (counts[static_cast<std::size_t>(number)] == 0) continue;
    row.names.try_emplace(number, "label " + std::to_string(number));
    row.voxels[number] = counts[static_cast<std::size_t>(number)];
  }
  return row;
}

std::string labelHash(const Volume& label) {
  base::Sha256 hash;
  hash.update("label ");
  hash.update(volume::voxelsHash(label));
  for (const double value : label.worldFromVoxel.m)
    hash.update(" " + base::toText(std::round(value * 1e4) / 1e4 + 0.0));
  return hash.hex128();
}

double cornerDistance(const volume::Extent& e, const volume::Affine& a, const volume::Affine& b) {
  double most = 0;
  for (int corner = 0; corner < 8; ++corner) {
    const volume::Vec3 voxel{corner & 1 ? static_cast<double>(e.x - 1) : 0,
                             corner & 2 ? static_cast<double>(e.y - 1) : 0,
                             corner & 4 ? static_cast<double>(e.z - 1) : 0};
    const volume::Vec3 p = a.apply(voxel), q = b.apply(voxel);
    most = std::max(most, std::hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]));
  }
  return most;
}

std::string plainCase(const std::string& name) {
  std::string plain;
  for (const char c : name) {
    const bool good =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
    if (good)
      plain += c;
    else if (!plain.empty() && plain.back() != '_')
      plain += '_';
  }
  while (!plain.empty() && (plain.back() == '_' || plain.back() == '.')) plain.pop_back();
  const std::size_t start = plain.find_first_not_of("._-");
  plain = start == std::string::npos ? "" : plain.substr(start, 72);  // room for "-123" after it
  return base::isPlainName(plain) ? plain : plain.empty() ? "case" : "case_" + plain;
}

}  // namespace selvox::services
