#include "core/services/quality_facts.h"

#include <algorithm>
#include <cmath>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/services/import_volume.h"

namespace selvox::services {

using base::Json;

namespace {

constexpr int kFactsVersion = 1;           // rises whenever the same voxels give other facts
constexpr double kLeastBackground = 0.02;  // below that the smallest value is a dark voxel, no missing image

std::string sides(const volume::Extent& e) {
  return std::to_string(e.x) + " x " + std::to_string(e.y) + " x " + std::to_string(e.z);
}

std::string gridDifference(const volume::BrickHeader& image, const volume::BrickHeader& label) {
  if (!(image.extent == label.extent)) return sides(label.extent) + " voxels, its image has " + sides(image.extent);
  const double away = cornerDistance(image.extent, label.worldFromVoxel, image.worldFromVoxel);
  const auto spacing = image.worldFromVoxel.spacing();
  if (away <= 0.5 * *std::min_element(spacing.begin(), spacing.end())) return {};
  return "lies up to " + base::toText(std::round(away * 100) / 100) + " mm beside its image";
}

void countLabel(const volume::BrickFile& image, const volume::BrickFile& label, bool cutAway, LabelFacts& facts) {
  const auto extent = image.header().extent;
  const auto smallest = static_cast<float>(image.header().statistics.minimum);
  std::vector<float> values;
  std::vector<std::uint16_t> numbers;
  for (std::int64_t z = 0; z < extent.z; z += volume::kBrick) {
    const volume::Extent size{extent.x, extent.y, std::min(volume::kBrick, extent.z - z)};
    values.resize(static_cast<std::size_t>(size.voxels()));
    numbers.resize(values.size());
    image.cropImage({0, 0, z}, size, 0, values.data());
    label.cropLabel({0, 0, z}, size, 0, numbers.data());
    for (std::size_t i = 0; i < values.size(); ++i) {
      facts.voxels += numbers[i] != 0;
      facts.outside += cutAway && numbers[i] != 0 && values[i] <= smallest;
    }
  }
}

Json listJson(const std::vector<std::int64_t>& slices) {
  return slices;
}

Json toJson(const SliceFaults& faults) {
  Json json = Json::object();
  if (faults.emptyFirst > 0) json["empty_first"] = faults.emptyFirst;
  if (faults.emptyLast > 0) json["empty_last"] = faults.emptyLast;
  if (!faults.constant.empty()) json["constant"] = listJson(faults.constant);
  if (!faults.repeated.empty()) json["repeated"] = listJson(faults.repeated);
  if (!faults.gaps.empty()) json["gaps"] = listJson(faults.gaps);
  if (!faults.odd.empty()) json["odd"] = listJson(faults.odd);
  return json;
}

SliceFaults faultsFromJson(const Json& json) {
  using List = std::vector<std::int64_t>;
  return {base::valueOr<std::int64_t>(json, "empty_first", 0),
          base::valueOr<std::int64_t>(json, "empty_last", 0),
          base::valueOr(json, "constant", List{}),
          base::valueOr(json, "repeated", List{}),
          base::valueOr(json, "gaps", List{}),
          base::valueOr(json, "odd", List{})};
}

}  // namespace

base::Result<VolumeFacts> measureScan(const std::string& voxelsHash, const std::filesystem::path& imagePath,
                                      const std::vector<LabelFile>& labels, const Watch& watch) {
  SELVOX_TRY(const auto image, volume::BrickFile::open(imagePath));
  SELVOX_TRY(const auto profile, profileOf(image, watch));
  const auto& header = image.header();
  VolumeFacts facts{voxelsHash,
                    header.extent,
                    header.worldFromVoxel.spacing(),
                    header.statistics,
                    profile.noise,
                    profile.background,
                    {},
                    {}};
  for (std::size_t axis = 0; axis < 3; ++axis) facts.axes[axis] = sliceFaults(profile.axes[axis]);
  for (const auto& one : labels) {
    SELVOX_CHECK(watch.check());
    SELVOX_TRY(const auto label, volume::BrickFile::open(one.path));
    LabelFacts made{one.voxelsHash, gridDifference(header, label.header()), 0, 0, 0};
    if (made.otherGrid.empty()) countLabel(image, label, profile.background >= kLeastBackground, made);
    const auto& spacing = facts.spacing;
    made.millilitres = static_cast<double>(made.voxels) * spacing[0] * spacing[1] * spacing[2] / 1000;
    facts.labels.push_back(std::move(made));
  }
  return facts;
}

Json toJson(const VolumeFacts& f) {
  const auto& s = f.statistics;
  Json json = {{"v", kFactsVersion},
               {"hash", f.voxelsHash},
               {"extent", {f.extent.x, f.extent.y, f.extent.z}},
               {"spacing", f.spacing},
               {"statistics", {s.minimum, s.maximum, s.mean, s.standardDeviation, s.p0_5, s.p99_5, s.p0_1, s.p99_9}},
               {"noise", f.noise},
               {"background", f.background},
               {"axes", {toJson(f.axes[0]), toJson(f.axes[1]), toJson(f.axes[2])}},
               {"labels", Json::array()}};
  for (const auto& one : f.labels)
    json["labels"].push_back({{"hash", one.voxelsHash},
                              {"other_grid", one.otherGrid},
                              {"voxels", one.voxels},
                              {"outside", one.outside},
                              {"ml", one.millilitres}});
  return json;
}

base::Result<VolumeFacts> volumeFactsFromJson(const Json& json) {
  const auto extent = base::valueOr(json, "extent", std::vector<std::int64_t>{});
  const auto numbers = base::valueOr(json, "statistics", std::vector<double>{});
  const auto spacing = base::valueOr(json, "spacing", std::vector<double>{});
  const auto axes = base::valueOr(json, "axes", Json());
  if (base::valueOr(json, "v", 0) != kFactsVersion || extent.size() != 3 || numbers.size() != 8 ||
      spacing.size() != 3 || !axes.is_array() || axes.size() != 3)
    return base::fail(base::ErrorCode::Corrupt, "These are no facts of a scan as this version measures them.");
  VolumeFacts facts;
  facts.voxelsHash = base::valueOr<std::string>(json, "hash", "");
  facts.extent = {extent[0], extent[1], extent[2]};
  facts.spacing = {spacing[0], spacing[1], spacing[2]};
  facts.statistics = {numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6], numbers[7]};
  facts.noise = base::valueOr(json, "noise", 0.0);
  facts.background = base::valueOr(json, "background", 0.0);
  for (std::size_t axis = 0; axis < 3; ++axis) facts.axes[axis] = faultsFromJson(axes[axis]);
  for (const auto& one : base::valueOr(json, "labels", Json::array()))
    facts.labels.push_back({base::valueOr<std::string>(one, "hash", ""),
                            base::valueOr<std::string>(one, "other_grid", ""),
                            base::valueOr<std::int64_t>(one, "voxels", 0),
                            base::valueOr<std::int64_t>(one, "outside", 0), base::valueOr(one, "ml", 0.0)});
  return facts;
}

std::map<std::string, VolumeFacts> readFacts(const std::filesystem::path& file) {
  std::map<std::string, VolumeFacts> all;
  const auto text = base::readFile(file);
  if (!text) return all;
  std::size_t start = 0;
  while (start < text->size()) {
    const auto end = std::min(text->find('\n', start), text->size());
    const auto json = base::parseJson(std::string_view(*text).substr(start, end - start), "facts");
    start = end + 1;
    if (!json) continue;
    if (auto facts = volumeFactsFromJson(*json)) all.insert_or_assign(facts->voxelsHash, std::move(*facts));
  }
  return all;
}

}  // namespace selvox::services
