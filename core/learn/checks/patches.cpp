#include "core/learn/checks/patches.h"

#include <ATen/ops/roll.h>
#include <ATen/ops/stack.h>

namespace selvox::learn::checks {
namespace {

methods::Place placeAt(std::int64_t index, const std::string& modality) {
  methods::Place place;
  place.series = index;
  place.field = {100, 100, 100};
  place.centre[2] = 10.0 * static_cast<double>(index) - 40;
  place.modality = modality;
  return place;
}

}  // namespace

methods::Batch batchOf(const at::Tensor& images, std::uint64_t seed, const std::string& dataset,
                       const std::string& modality) {
  methods::Batch batch;
  batch.images = images;
  batch.seed = seed;
  for (std::int64_t i = 0; i < images.size(0); ++i) {
    batch.cases.push_back("case-" + std::to_string(i));
    batch.patients.push_back("P-" + std::to_string(i));
    batch.datasets.push_back(dataset);
    batch.keys.push_back(batch.patients.back());
    batch.places.push_back(placeAt(i, modality));
  }
  return batch;
}

void addCompanions(methods::Batch& batch, const methods::Demand& demand) {
  if (demand.count <= 0) return;
  std::vector<at::Tensor> rolled;
  const std::int64_t n = batch.images.size(0);
  for (int k = 1; k <= demand.count; ++k) rolled.push_back(batch.images.roll(-k, 0));
  batch.companions = at::stack(rolled, 1);
  for (std::int64_t i = 0; i < n; ++i) {
    batch.companionPlaces.emplace_back();
    for (int k = 1; k <= demand.count; ++k) {
      batch.companionPlaces.back().push_back(batch.places[static_cast<std::size_t>((i + k) % n)]);
    }
  }
}

}  // namespace selvox::learn::checks
