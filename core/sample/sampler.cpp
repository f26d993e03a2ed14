#include "core/sample/sampler.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace selvox::sample {
namespace {

using volume::Extent;

bool hasForeground(const Candidate& candidate) {
  return candidate.labelled && std::any_of(candidate.foreground.begin(), candidate.foreground.end(),
                                           [](const auto& v) { return !v.empty(); });
}

// First voxel of the patch along one axis. A patch larger than the volume is centred on it; `centre` below zero:
// anywhere.
std::int64_t originAlong(std::int64_t extent, std::int64_t patch, std::int64_t centre, base::Rng& rng) {
  if (patch >= extent) return -((patch - extent) / 2);
  if (centre < 0) return static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(extent - patch + 1)));
  return std::clamp<std::int64_t>(centre - patch / 2, 0, extent - patch);
}

// Index drawn with the given weights; entries of weight zero are never drawn.
std::size_t drawWeighted(const std::vector<double>& weights, base::Rng& rng) {
  double total = 0;
  for (const double weight : weights) total += weight;
  double left = rng.uniform() * total;
  std::size_t last = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] <= 0) continue;
    last = i;
    left -= weights[i];
    if (left < 0) break;
  }
  return last;
}

}  // namespace

PatchSampler::PatchSampler(std::vector<Candidate> candidates, SamplerConfig config, std::uint64_t seed)
    : candidates_(std::move(candidates)), config_(std::move(config)), seed_(seed) {
  int datasets = 0;
  for (const Candidate& candidate : candidates_) datasets = std::max(datasets, candidate.dataset + 1);
  config_.datasetWeights.resize(static_cast<std::size_t>(datasets), 0.0);
  everything_ = index(false);
  withForeground_ = index(true);
}

PatchSampler::Pool PatchSampler::index(bool foregroundOnly) const {
  Pool pool;
  pool.weights.assign(config_.datasetWeights.size(), 0.0);
  pool.patients.resize(config_.datasetWeights.size());
  std::vector<std::vector<int>> names(config_.datasetWeights.size());
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    const Candidate& candidate = candidates_[i];
    if (foregroundOnly && !hasForeground(candidate)) continue;
    const auto dataset = static_cast<std::size_t>(candidate.dataset);
    auto& known = names[dataset];
    const auto found = std::find(known.begin(), known.end(), candidate.patient);
    const auto position = static_cast<std::size_t>(found - known.begin());
    if (found == known.end()) {
      known.push_back(candidate.patient);
      pool.patients[dataset].emplace_back();
    }
    pool.patients[dataset][position].push_back(i);
    pool.weights[dataset] = config_.datasetWeights[dataset] > 0 ? config_.datasetWeights[dataset] : 0.0;
    pool.empty = false;
  }
  // All weights zero means: by the square root of the number of cases, the house's default.
  double total = 0;
  for (const double weight : pool.weights) total += weight;
  if (total > 0) return pool;
  for (std::size_t d = 0; d < pool.patients.size(); ++d) {
    std::size_t cases = 0;
    for (const auto& patient : pool.patients[d]) cases += patient.size();
    pool.weights[d] = std::sqrt(static_cast<double>(cases));
  }
  return pool;
}

PatchRequest PatchSampler::draw(std::int64_t step, int slot) const {
  base::Rng rng(seed_, base::Purpose::Sample, static_cast<std::uint64_t>(step), static_cast<std::uint64_t>(slot));
  const auto share = static_cast<int>(std::lround(config_.batch * config_.foregroundShare));
  PatchRequest request;
  request.foreground = slot >= config_.batch - share && !withForeground_.empty;
  const Pool& pool = request.foreground ? withForeground_ : everything_;
  if (pool.empty) return request;
  const auto& patients = pool.patients[drawWeighted(pool.weights, rng)];
  const auto& series = patients[rng.below(patients.size())];
  request.candidate = series[rng.below(series.size())];
  place(request, rng);
  return request;
}

void PatchSampler::place(PatchRequest& request, base::Rng& rng) const {
  const Candidate& candidate = candidates_[request.candidate];
  Extent centre{-1, -1, -1};
  if (request.foreground) {
    std::vector<const std::vector<Extent>*> present;
    for (const auto& voxels : candidate.foreground) {
      if (!voxels.empty()) present.push_back(&voxels);
    }
    const auto& voxels = *present[rng.below(present.size())];
    centre = voxels[rng.below(voxels.size())];
  }
  request.origin.x = originAlong(candidate.extent.x, config_.patch.x, centre.x, rng);
  request.origin.y = originAlong(candidate.extent.y, config_.patch.y, centre.y, rng);
  if (!config_.axial) {
    request.origin.z = originAlong(candidate.extent.z, config_.patch.z, centre.z, rng);
    return;
  }
  const auto slices = static_cast<std::uint64_t>(std::max<std::int64_t>(candidate.extent.z, 1));
  request.origin.z = centre.z >= 0 ? centre.z : static_cast<std::int64_t>(rng.below(slices));
  request.axialSlice = static_cast<int>(request.origin.z);
}

}  // namespace selvox::sample
