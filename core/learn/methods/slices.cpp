#include "core/learn/methods/slices.h"

#include <algorithm>
#include <cmath>

#include <ATen/ops/cat.h>
#include <ATen/ops/stack.h>

#include "core/base/rng.h"
#include "core/learn/architectures/settings.h"
#include "core/learn/methods/parts.h"

namespace selvox::learn::methods {
namespace {

constexpr std::int64_t kThinnest = 4;
constexpr std::int64_t kDepthAxis = 2;  // of (N, C, D, H, W)

const Place& placeOf(const Batch& batch, std::size_t n, std::size_t k) {
  return k == 0 ? batch.places[n] : batch.companionPlaces[n][k - 1];
}

// Height of the centre of a slab that begins `start` voxels above the patch's lowest slice.
double heightOf(const Place& place, std::int64_t start, std::int64_t thickness, std::int64_t depth) {
  const double middle = static_cast<double>(start) + static_cast<double>(thickness - depth) / 2;
  return place.centre[2] + middle * place.spacing[2];
}

// Voxels by which each further slab is taken higher up in its patch, so that neighbours are `apart` mm from each other.
std::int64_t climb(const Batch& batch, std::size_t n, std::size_t count, std::int64_t room, double apart) {
  if (count < 2) return 0;
  double least = apart;
  for (std::size_t k = 1; k < count; ++k)
    least = std::min(least, std::abs(placeOf(batch, n, k).centre[2] - placeOf(batch, n, k - 1).centre[2]));
  const double lacking = (apart - least) / std::max(batch.places[n].spacing[2], 1e-6);
  return std::min(static_cast<std::int64_t>(std::ceil(lacking)), room / static_cast<std::int64_t>(count - 1));
}

}  // namespace

Slices cutSlices(const Batch& batch, std::int64_t thickness, double apart) {
  const std::size_t rows = batch.places.size();
  const std::size_t count = 1 + (batch.companions.defined() ? static_cast<std::size_t>(batch.companions.size(1)) : 0);
  const bool flat = batch.images.dim() == 4;
  const std::int64_t depth = flat ? 1 : batch.images.size(kDepthAxis), room = flat ? 0 : depth - thickness;
  Slices result;
  result.z.resize(rows);
  std::vector<std::vector<at::Tensor>> cut(count);
  for (std::size_t n = 0; n < rows; ++n) {
    const std::int64_t step = flat ? 0 : climb(batch, n, count, room, apart);
    std::int64_t start = (room - step * static_cast<std::int64_t>(count - 1)) / 2;
    for (std::size_t k = 0; k < count; ++k, start += step) {
      const auto row = static_cast<std::int64_t>(n);
      const at::Tensor image = k == 0 ? batch.images[row] : batch.companions[row][static_cast<std::int64_t>(k) - 1];
      cut[k].push_back(flat ? image : image.narrow(kDepthAxis - 1, start, thickness));
      result.z[n].push_back(heightOf(placeOf(batch, n, k), start, flat ? 1 : thickness, depth));
    }
  }
  for (const auto& images : cut) result.images.push_back(at::stack(images));
  return result;
}

Slices randomSlice(const Batch& batch, std::int64_t thickness, int stream) {
  const bool flat = batch.images.dim() == 4;
  const std::int64_t depth = flat ? 1 : batch.images.size(kDepthAxis);
  Slices result;
  std::vector<at::Tensor> cut;
  for (std::int64_t n = 0; n < batch.images.size(0); ++n) {
    base::Rng rng(batch.seed, base::Purpose::Method, static_cast<std::uint64_t>(batch.step),
                  static_cast<std::uint64_t>(n * 64 + stream));
    const auto start =
        flat ? 0 : static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(depth - thickness + 1)));
    cut.push_back(flat ? batch.images[n] : batch.images[n].narrow(kDepthAxis - 1, start, thickness));
    result.z.push_back({heightOf(batch.places[static_cast<std::size_t>(n)], start, flat ? 1 : thickness, depth)});
  }
  result.images.push_back(at::stack(cut));
  return result;
}

at::Tensor augmented(const std::vector<at::Tensor>& images, const Batch& batch, const augment::Settings& settings,
                     at::ScalarType type) {
  std::vector<at::Tensor> made;
  for (std::size_t k = 0; k < images.size(); ++k) {
    made.push_back(augment::apply(images[k].contiguous(), {}, settings, {batch.seed, batch.step, static_cast<int>(k)})
                       .images.to(type));
  }
  return at::stack(made, 1);
}

std::int64_t slabThickness(const MethodConfig& config) {
  if (config.network.dim == 2 || config.patch.empty()) return 1;
  const std::int64_t depth = config.patch.front();
  const auto asked = architectures::intOrAuto(config.settings, "slab");
  return std::min(asked.value_or(std::max(depth / 4, kThinnest)), depth);
}

std::vector<std::int64_t> sliceSize(const MethodConfig& config) {
  std::vector<std::int64_t> size = config.patch;
  if (size.size() == 3) size.front() = slabThickness(config);
  return size;
}

spec::Param slabParam() {
  spec::Param p =
      integer("slab", nullptr, 1, 64,
              {"voxels",
               "Thickness of the slabs in 3D; thicker shows more anatomy and leaves less room between them. "
               "Auto: a quarter of the patch.",
               "Zhang et al., Self supervised deep representation learning for fine-grained body part "
               "recognition, ISBI 2017"});
  p.advanced = true;
  return p;
}

at::Tensor sideBySide(const at::Tensor& slices) {
  std::vector<at::Tensor> row;
  for (std::int64_t k = 0; k < slices.size(0); ++k) row.push_back(slices[k]);
  return at::cat(row, -1).to(at::kFloat).contiguous().cpu();
}

}  // namespace selvox::learn::methods
