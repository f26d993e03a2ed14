#include "core/services/fingerprint.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/services/cache_keys.h"
#include "core/services/nearest.h"
#include "core/services/normalise.h"
#include "core/services/prepare_plan.h"

namespace selvox::services {

using base::Json;

namespace {

constexpr double kAnisotropy = 3;  // nnU-Net's ANISO_THRESHOLD

double quantileOf(const std::vector<SeriesFacts>& facts, double q,
                  const std::function<double(const SeriesFacts&)>& of) {
  std::vector<double> values;
  for (const auto& one : facts) values.push_back(of(one));
  std::sort(values.begin(), values.end());
  return sortedQuantile(values, q);
}

double sideOf(const volume::Extent& extent, std::size_t axis) {
  return static_cast<double>(axis == 0 ? extent.x : axis == 1 ? extent.y : extent.z);
}

std::map<std::string, Intensities> intensitiesOf(const std::vector<SeriesFacts>& facts) {
  std::map<std::string, std::vector<SeriesFacts>> byModality;
  for (const auto& one : facts) byModality[one.modality].push_back(one);
  std::map<std::string, Intensities> all;
  for (const auto& [modality, members] : byModality) {
    const auto median = [&](double volume::Statistics::*value) {
      return quantileOf(members, 0.5, [&](const SeriesFacts& one) { return one.statistics.*value; });
    };
    all[modality] = {members.size(), median(&volume::Statistics::p0_5), median(&volume::Statistics::p99_5),
                     median(&volume::Statistics::mean), median(&volume::Statistics::standardDeviation)};
  }
  return all;
}

}  // namespace

Fingerprint fingerprintOf(std::vector<SeriesFacts> facts) {
  Fingerprint made;
  made.series = facts.size();
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const auto spacing = [&](double q) {
      return quantileOf(facts, q, [axis](const SeriesFacts& one) { return one.spacing[axis]; });
    };
    made.finest[axis] = spacing(0);
    made.tenth[axis] = spacing(0.1);
    made.spacing[axis] = spacing(0.5);
    made.coarsest[axis] = spacing(1);
    made.shape[axis] = quantileOf(facts, 0.5, [axis](const SeriesFacts& one) { return sideOf(one.extent, axis); });
  }
  const auto thick =
      static_cast<std::size_t>(std::max_element(made.spacing.begin(), made.spacing.end()) - made.spacing.begin());
  const std::size_t a = (thick + 1) % 3, b = (thick + 2) % 3;
  made.thickAxis = static_cast<int>(thick);
  made.anisotropic = made.spacing[thick] > kAnisotropy * std::max(made.spacing[a], made.spacing[b]) &&
                     made.shape[thick] * kAnisotropy < std::min(made.shape[a], made.shape[b]);
  made.intensities = intensitiesOf(facts);
  made.facts = std::move(facts);
  return made;
}

std::array<double, 3> plannedSpacing(const Fingerprint& fingerprint) {
  std::vector<volume::Vec3> spacings;
  for (const auto& one : fingerprint.facts) spacings.push_back(one.spacing);
  return targetSpacing(spacings, fingerprint.anisotropic);
}

volume::Vec3 shapeAt(const Fingerprint& fingerprint, const std::array<double, 3>& spacing) {
  volume::Vec3 shape{};
  for (std::size_t axis = 0; axis < 3; ++axis)
    shape[axis] = quantileOf(fingerprint.facts, 0.5, [&](const SeriesFacts& one) {
      const double own = sideOf(one.extent, axis);
      return own <= 1 ? own : std::max(1.0, std::round(own * one.spacing[axis] / spacing[axis]));
    });
  return shape;
}

Json toJson(const Fingerprint& f) {
  Json json = {{"series", f.series},
               {"spacing", {{"median", f.spacing}, {"lowest", f.finest}, {"highest", f.coarsest}, {"p10", f.tenth}}},
               {"shape", {{"median", f.shape}}},
               {"anisotropic", f.anisotropic},
               {"intensities", Json::object()}};
  for (const auto& [modality, one] : f.intensities)
    json["intensities"][modality] = {{"series", one.series},
                                     {"p0_5", one.p0_5},
                                     {"p99_5", one.p99_5},
                                     {"mean", one.mean},
                                     {"deviation", one.deviation}};
  return json;
}

base::Result<Fingerprint> readFingerprint(const Workspace& workspace, const std::string& dataset) {
  SELVOX_TRY(const auto datasets, workspace.catalog->datasets());
  std::vector<std::string> names;
  for (const auto& row : datasets) names.push_back(row.name);
  if (std::find(names.begin(), names.end(), dataset) == names.end())
    return tl::unexpected(unknownName("dataset", dataset, names, "'selvox datasets WS' lists all."));
  ports::SeriesQuery query;
  query.dataset = dataset;
  SELVOX_TRY(const auto ids, workspace.catalog->seriesIds(query));
  SELVOX_TRY(const auto rows, workspace.catalog->series(ids));
  std::vector<SeriesFacts> facts;
  for (const auto& row : rows) {
    const auto native = volume::BrickFile::open(workspace.cache->pathOf(nativeKey(row.voxelsHash)));
    if (!native)
      return base::fail(native.error().code, "The voxels of '" + row.caseName +
                                                 "' are not in the cache: " + native.error().message +
                                                 " Do: selvox prepare WS --dataset " + dataset);
    const auto& header = native->header();
    facts.push_back({header.extent, header.worldFromVoxel.spacing(), row.modality, header.statistics});
  }
  if (facts.empty())
    return base::fail(base::ErrorCode::NotFound,
                      "Dataset '" + dataset + "' has no series yet. Import something into it first.");
  return fingerprintOf(std::move(facts));
}

}  // namespace selvox::services
