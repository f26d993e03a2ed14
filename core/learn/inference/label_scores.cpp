#include "core/learn/inference/label_scores.h"

#include <algorithm>

#include "core/learn/metrics/connected_parts.h"

namespace selvox::learn::inference {
namespace {

std::vector<std::uint8_t> maskOf(const std::vector<std::uint16_t>& values, const std::vector<int>& numbers) {
  std::vector<std::uint8_t> mask(values.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    mask[i] = std::find(numbers.begin(), numbers.end(), static_cast<int>(values[i])) != numbers.end() ? 1 : 0;
  return mask;
}

}  // namespace

std::vector<Structure> labelStructures(const std::map<int, std::string>& labels) {
  std::vector<Structure> all;
  for (const auto& [number, name] : labels) all.push_back({std::to_string(number), name, {number}});
  return all;
}

const std::vector<LabelMetric>& labelMetrics() {
  static const std::vector<LabelMetric> table{{"dice", &LabelScore::dice},
                                              {"hd95", &LabelScore::hd95},
                                              {"iou", &LabelScore::iou},
                                              {"nsd", &LabelScore::nsd},
                                              {"volume_error", &LabelScore::volumeError},
                                              {"false_positives", &LabelScore::falsePositives}};
  return table;
}

LabelScore scoreMasks(metrics::Mask pred, metrics::Mask ref, const metrics::Grid& grid, double tolerance) {
  const auto surfaces = metrics::surfaceDistances(pred, ref, grid);
  return {metrics::dice(pred, ref),        metrics::iou(pred, ref),
          metrics::hd95(surfaces),         metrics::normalisedSurfaceDistance(surfaces, tolerance),
          metrics::volumeError(pred, ref), static_cast<double>(metrics::falsePositives(pred, ref, grid))};
}

metrics::Grid gridOf(const volume::Volume& volume) {
  const volume::Vec3 spacing = volume.worldFromVoxel.spacing();
  return {{volume.extent.z, volume.extent.y, volume.extent.x}, {spacing[2], spacing[1], spacing[0]}};
}

std::vector<std::uint16_t> labelValues(const volume::Volume& labels) {
  std::vector<std::uint16_t> values(static_cast<std::size_t>(labels.extent.voxels()));
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = labels.type == volume::VoxelType::UInt8 ? labels.as<std::uint8_t>()[i] : labels.as<std::uint16_t>()[i];
  return values;
}

base::Result<std::vector<std::uint16_t>> referenceValues(const volume::BrickFile& reference,
                                                         const volume::Extent& extent) {
  if (!(extent == reference.header().extent))
    return base::fail(base::ErrorCode::Corrupt,
                      "the reference label has another grid than the image. Import the dataset again.");
  std::vector<std::uint16_t> values(static_cast<std::size_t>(extent.voxels()));
  reference.cropLabel({}, extent, 0, values.data());
  return values;
}

base::Result<CaseScore> scoreCase(const volume::Volume& prediction, const volume::BrickFile& reference,
                                  const std::vector<Structure>& structures, double tolerance) {
  SELVOX_TRY(const auto truth, referenceValues(reference, prediction.extent));
  const auto made = labelValues(prediction);
  CaseScore score;
  for (const Structure& structure : structures)
    score.scores.push_back(
        scoreMasks(maskOf(made, structure.numbers), maskOf(truth, structure.numbers), gridOf(prediction), tolerance));
  return score;
}

}  // namespace selvox::learn::inference
