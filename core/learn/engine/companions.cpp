#include "core/learn/engine/companions.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>

#include "core/base/rng.h"

namespace selvox::learn::engine {
namespace {

using methods::Demand;
using volume::Extent;

constexpr double kSameGrid = 1e-3;  // mm

base::Rng streamOf(std::uint64_t seed, std::int64_t step, int slot) {
  return base::Rng(seed, base::Purpose::Companion, static_cast<std::uint64_t>(step), static_cast<std::uint64_t>(slot));
}

std::vector<Companion> alongZ(const Cohort& cohort, const Demand& demand, const Extent& patch,
                              sample::PatchRequest& request, base::Rng rng) {
  const auto& header = cohort.header(request.candidate);
  const double spacing = std::max(header.worldFromVoxel.spacing()[2], 1e-6);
  const auto room = static_cast<double>(std::max<std::int64_t>(header.extent.z - patch.z, 0));
  std::vector<double> gaps;
  double total = 0;
  for (int k = 0; k < demand.count; ++k) {
    gaps.push_back(std::max(1.0, rng.uniform(demand.nearest, demand.farthest) / spacing));
    total += gaps.back();
  }
  const double shrink = total > room ? room / total : 1.0;
  std::vector<std::int64_t> offsets;
  double reached = 0;
  for (const double gap : gaps) {
    reached += gap * shrink;
    const std::int64_t before = offsets.empty() ? 0 : offsets.back();
    offsets.push_back(std::max<std::int64_t>(std::llround(reached), before + (before < std::llround(room) ? 1 : 0)));
  }
  const std::int64_t last = offsets.empty() ? 0 : offsets.back();
  const std::int64_t spare = std::max<std::int64_t>(std::llround(room) - last, 0);
  request.origin.z = static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(spare) + 1));
  std::vector<Companion> all;
  for (const std::int64_t offset : offsets) {
    all.push_back({request.candidate, {request.origin.x, request.origin.y, request.origin.z + offset}, true});
  }
  return all;
}

std::vector<Companion> sameKey(const Cohort& cohort, const Extent& patch, const sample::PatchRequest& request,
                               base::Rng rng) {
  std::vector<std::size_t> others;
  for (std::size_t i = 0; i < cohort.size(); ++i) {
    if (i != request.candidate && cohort.key(i) == cohort.key(request.candidate)) others.push_back(i);
  }
  const std::size_t chosen = others.empty() ? request.candidate : others[rng.below(others.size())];
  const Extent whole = cohort.header(chosen).extent;
  const auto along = [&](std::int64_t extent, std::int64_t side) {
    const std::int64_t room = extent - side;
    if (room <= 0) return room / 2;
    return static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(room) + 1));
  };
  return {{chosen, {along(whole.x, patch.x), along(whole.y, patch.y), along(whole.z, patch.z)}, true}};
}

}  // namespace

bool sameGrid(const volume::BrickHeader& a, const volume::BrickHeader& b) {
  if (!(a.extent == b.extent)) return false;
  double apart = 0;
  for (std::size_t k = 0; k < 16; ++k) apart = std::max(apart, std::abs(a.worldFromVoxel.m[k] - b.worldFromVoxel.m[k]));
  return apart < kSameGrid;
}

std::vector<std::size_t> registeredWith(const Cohort& cohort, std::size_t i) {
  std::vector<std::size_t> others;
  for (std::size_t j = 0; j < cohort.size(); ++j) {
    if (j == i || cohort.entry(j).patient != cohort.entry(i).patient) continue;
    if (sameGrid(cohort.header(i), cohort.header(j))) others.push_back(j);
  }
  std::sort(others.begin(), others.end(), [&](std::size_t a, std::size_t b) {
    const spec::CaseEntry &one = cohort.entry(a), &other = cohort.entry(b);
    return std::tie(one.modality, one.sequence, one.caseName) <
           std::tie(other.modality, other.sequence, other.caseName);
  });
  return others;
}

base::Status checkDemand(const Cohort& cohort, const methods::Demand& demand) {
  if (demand.kind != Demand::Kind::Registered) return {};
  for (std::size_t i = 0; i < cohort.size(); ++i) {
    if (!registeredWith(cohort, i).empty()) return {};
  }
  return base::fail(base::ErrorCode::Unsupported,
                    "This method restores one modality from another and needs, for one patient at least, two training "
                    "scans on the same voxel grid (size, spacing and position); of the " +
                        std::to_string(cohort.size()) +
                        " scans no two are. Register and resample the modalities of each patient first, or choose "
                        "another method.");
}

std::string demandWarning(const Cohort& cohort, const methods::Demand& demand) {
  if (demand.kind != Demand::Kind::AlongZ) return {};
  for (std::size_t i = 0; i < cohort.size(); ++i) {
    if (cohort.header(i).extent.z > 1) return {};
  }
  return "This method compares slices of one scan at different heights, and none of the " +
         std::to_string(cohort.size()) +
         " training scans has more than one slice: there is nothing to learn. Choose volumes, or another method.";
}

std::vector<Companion> drawCompanions(const Cohort& cohort, const Demand& demand, const Extent& patch,
                                      sample::PatchRequest& request, std::uint64_t seed, std::int64_t step, int slot) {
  if (demand.kind == Demand::Kind::AlongZ) {
    return alongZ(cohort, demand, patch, request, streamOf(seed, step, slot));
  }
  if (demand.kind == Demand::Kind::SameKey) return sameKey(cohort, patch, request, streamOf(seed, step, slot));
  std::vector<Companion> all;
  if (demand.kind != Demand::Kind::Registered) return all;
  for (const std::size_t other : registeredWith(cohort, request.candidate)) {
    if (all.size() < static_cast<std::size_t>(demand.count)) all.push_back({other, request.origin, true});
  }
  all.resize(static_cast<std::size_t>(demand.count), {request.candidate, request.origin, false});
  return all;
}

methods::Place placeOf(const Cohort& cohort, std::size_t i, const Extent& origin, const Extent& patch) {
  const auto& header = cohort.header(i);
  const volume::Vec3 spacing = header.worldFromVoxel.spacing();
  const std::array<std::int64_t, 3> start{origin.x, origin.y, origin.z}, side{patch.x, patch.y, patch.z},
      whole{header.extent.x, header.extent.y, header.extent.z};
  methods::Place place;
  place.series = static_cast<std::int64_t>(i);
  const spec::CaseEntry& entry = cohort.entry(i);
  place.modality = entry.sequence.empty() ? entry.modality : entry.modality + " " + entry.sequence;
  for (std::size_t a = 0; a < 3; ++a) {
    const double middle = static_cast<double>(start[a]) + static_cast<double>(side[a] - 1) / 2;
    place.spacing[a] = spacing[a];
    place.field[a] = static_cast<double>(whole[a]) * spacing[a];
    place.centre[a] = (middle - static_cast<double>(whole[a] - 1) / 2) * spacing[a];
  }
  return place;
}

}  // namespace selvox::learn::engine
