#include "core/services/prepare_plan.h"

#include <algorithm>
#include <cmath>

#include "core/services/cache_keys.h"
#include "core/services/normalise.h"

namespace selvox::services {

using base::Json;

namespace {

constexpr std::size_t kForegroundPerCase = 10000;  // nnU-Net's number of samples

double rounded(double value) {
  return std::round(value * 1e6) / 1e6;
}

// Every k-th foreground voxel, so that a case gives at most kForegroundPerCase values whatever its size.
void addForeground(const volume::BrickFile& image, const volume::BrickFile& label, std::vector<float>& values) {
  const auto voxels = volume::toFloat(image.readAll());
  const auto labels = volume::toFloat(label.readAll());
  if (voxels.size() != labels.size()) return;
  std::size_t count = 0;
  for (const float one : labels) count += one != 0 ? 1 : 0;
  const std::size_t stride = std::max<std::size_t>(1, count / kForegroundPerCase);
  std::size_t seen = 0;
  for (std::size_t i = 0; i < labels.size(); ++i)
    if (labels[i] != 0 && seen++ % stride == 0) values.push_back(voxels[i]);
}

}  // namespace

std::array<double, 3> targetSpacing(const std::vector<volume::Vec3>& spacings, bool percentile10) {
  std::array<double, 3> target{1, 1, 1}, fine{1, 1, 1};
  if (spacings.empty()) return target;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    std::vector<double> values;
    for (const auto& spacing : spacings) values.push_back(spacing[axis]);
    std::sort(values.begin(), values.end());
    target[axis] = rounded(sortedQuantile(values, 0.5));
    fine[axis] = rounded(sortedQuantile(values, 0.1));
  }
  if (!percentile10) return target;
  const auto coarsest = static_cast<std::size_t>(std::max_element(target.begin(), target.end()) - target.begin());
  const double finest = *std::min_element(target.begin(), target.end());
  if (target[coarsest] > 3 * finest) {
    const double others = std::max(target[(coarsest + 1) % 3], target[(coarsest + 2) % 3]);
    target[coarsest] = std::max(others, fine[coarsest]);
  }
  return target;
}

volume::Vec3 spacingFor(const volume::Extent& extent, const volume::Vec3& own, const std::array<double, 3>& target) {
  return {target[0], target[1], extent.z == 1 ? own[2] : target[2]};
}

bool sameSpacing(const volume::Vec3& a, const volume::Vec3& b) {
  for (std::size_t axis = 0; axis < 3; ++axis)
    if (std::abs(a[axis] - b[axis]) > 1e-3 * b[axis]) return false;
  return true;
}

base::Result<Json> fitConstants(const Workspace& workspace, const std::vector<ports::SeriesRow>& rows,
                                const PrepareSettings& settings, const std::vector<std::string>& leaveOut,
                                const Watch& watch) {
  Json constants = Json::object();
  if (std::none_of(rows.begin(), rows.end(), [](const auto& row) { return isCt(row.modality); })) return constants;
  constants["CT"] = toJson(ctWindow(settings.ctLow, settings.ctHigh));
  if (settings.ct == "window") return constants;
  std::vector<float> foreground;
  std::int64_t done = 0;
  for (const auto& row : rows) {
    watch.tell("Measuring intensities", done++, static_cast<std::int64_t>(rows.size()), row.caseName);
    SELVOX_CHECK(watch.check());
    if (!isCt(row.modality) || row.labels.empty() ||
        std::find(leaveOut.begin(), leaveOut.end(), row.caseName) != leaveOut.end())
      continue;
    auto image = volume::BrickFile::open(workspace.cache->pathOf(nativeKey(row.voxelsHash)));
    auto label = volume::BrickFile::open(workspace.cache->pathOf(nativeKey(row.labels.front().voxelsHash)));
    if (image && label) addForeground(*image, *label, foreground);
  }
  if (!foreground.empty()) {
    constants["CT"] = toJson(ctPercentile(std::move(foreground)));
  } else if (settings.ct == "percentile") {
    return base::fail(base::ErrorCode::NotFound,
                      "Percentiles of the foreground need labelled CT series outside the test set, and there are none. "
                      "Use --ct window.");
  }
  return constants;
}

volume::Normalisation normalisationFor(const volume::Volume& volume, const std::string& modality,
                                       const Json& constants) {
  if (isCt(modality) && constants.contains("CT")) return normalisationFromJson(constants["CT"]);
  return zScore(volume::toFloat(volume));
}

std::string imageSettings(const std::string& modality, const volume::Vec3& spacing, const Json& constants) {
  const Json norm =
      isCt(modality) && constants.contains("CT") ? constants["CT"] : Json{{"kind", "zscore"}, {"clip", {0.5, 99.5}}};
  return base::dumpJson(
      {{"content", "image"}, {"spacing", spacing}, {"interpolation", "bspline3"}, {"normalisation", norm}});
}

std::string labelSettings(const volume::Vec3& spacing) {
  return base::dumpJson({{"content", "label"}, {"spacing", spacing}, {"interpolation", "nearest"}});
}

}  // namespace selvox::services
