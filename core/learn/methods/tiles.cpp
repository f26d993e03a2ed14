#include "core/learn/methods/tiles.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <functional>
#include <numeric>
#include <utility>

#include <ATen/ops/full.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/upsample_bilinear2d.h>
#include <ATen/ops/upsample_trilinear3d.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>

#include "core/base/rng.h"
#include "core/learn/methods/parts.h"

namespace selvox::learn::methods {
namespace {

using Sizes = std::vector<std::int64_t>;

constexpr std::int64_t kSmallestTile = 4, kFewestPositions = 4;
constexpr int kMostDoublings = 6;
constexpr double kFlat = 1e-2;  // a tile with less spread than this is not blown up

// Index of cell t along each axis.
Sizes cellOf(std::int64_t t, const Sizes& counts) {
  Sizes at(counts.size(), 0);
  for (std::size_t a = counts.size(); a-- > 0;) {
    at[a] = t % counts[a];
    t /= counts[a];
  }
  return at;
}

at::Tensor boxOf(at::Tensor x, const Sizes& origin, const Sizes& size) {  // of the last axes
  const std::int64_t before = x.dim() - static_cast<std::int64_t>(size.size());
  for (std::size_t a = 0; a < size.size(); ++a) x = x.narrow(before + static_cast<std::int64_t>(a), origin[a], size[a]);
  return x;
}

}  // namespace

std::int64_t Tiles::count() const {
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{1}, std::multiplies<>());
}

base::Result<Tiles> planTiles(const std::string& method, const MethodConfig& config, std::int64_t perAxis,
                              architectures::Network& network) {
  if (config.patch.size() != static_cast<std::size_t>(config.network.dim)) {
    return base::fail(base::ErrorCode::InvalidArgument, method + " needs a patch with one side per axis.");
  }
  const double gap = base::valueOr(config.settings, "gap", 0.25);
  Tiles plan;
  int cut = 0;
  for (const std::int64_t side : config.patch) {
    const bool fits = side / perAxis >= kSmallestTile;
    cut += fits ? 1 : 0;
    plan.counts.push_back(fits ? perAxis : 1);
    plan.cell.push_back(side / plan.counts.back());
    const std::int64_t free = std::llround(gap * static_cast<double>(plan.cell.back()));
    plan.tile.push_back(fits ? std::max(plan.cell.back() - free, kSmallestTile) : side);
    plan.start.push_back((side - plan.counts.back() * plan.cell.back()) / 2);
  }
  if (cut < 2) {
    return base::fail(base::ErrorCode::InvalidArgument,
                      method + " cuts a patch into " + std::to_string(perAxis) + " pieces of " +
                          std::to_string(kSmallestTile) +
                          " voxels or more along two axes at least; choose a train.patch of " +
                          std::to_string(perAxis * kSmallestTile) + " voxels or more.");
  }
  SELVOX_TRY(plan.seen, enlargedFor(network, config, plan.tile));
  return plan;
}

at::Tensor cutTiles(const at::Tensor& images, const Tiles& tiles, const Batch& batch, int stream) {
  std::vector<at::Tensor> samples;
  for (std::int64_t n = 0; n < images.size(0); ++n) {
    base::Rng rng(batch.seed, base::Purpose::Method, static_cast<std::uint64_t>(batch.step),
                  static_cast<std::uint64_t>(n * 64 + stream));
    std::vector<at::Tensor> cut;
    for (std::int64_t t = 0; t < tiles.count(); ++t) {
      Sizes origin = cellOf(t, tiles.counts);
      for (std::size_t a = 0; a < origin.size(); ++a) {
        const auto room = static_cast<std::uint64_t>(tiles.cell[a] - tiles.tile[a] + 1);
        origin[a] = tiles.start[a] + origin[a] * tiles.cell[a] + static_cast<std::int64_t>(rng.below(room));
      }
      cut.push_back(boxOf(images[n], origin, tiles.tile));
    }
    samples.push_back(at::stack(cut));
  }
  return at::stack(samples);
}

at::Tensor normalisedTiles(const at::Tensor& tiles, int dim) {
  const std::int64_t from = tiles.dim() - dim;
  const at::Tensor flat = tiles.flatten(from);
  const at::Tensor centred = flat - flat.mean(-1, true);
  return (centred / centred.square().mean(-1, true).sqrt().clamp_min(kFlat)).view(tiles.sizes());
}

at::Tensor laidOut(const at::Tensor& tiles, const Tiles& plan) {
  Sizes shape{tiles.size(1)};
  for (std::size_t a = 0; a < plan.counts.size(); ++a) shape.push_back(plan.counts[a] * plan.cell[a]);
  at::Tensor picture = at::full(shape, tiles.min().item(), tiles.options());
  for (std::int64_t t = 0; t < tiles.size(0); ++t) {
    Sizes origin = cellOf(t, plan.counts);
    for (std::size_t a = 0; a < origin.size(); ++a)
      origin[a] = origin[a] * plan.cell[a] + (plan.cell[a] - plan.tile[a]) / 2;
    boxOf(picture, origin, plan.tile).copy_(tiles[t]);
  }
  return picture.to(at::kFloat).contiguous().cpu();
}

at::Tensor embedTiles(architectures::Network& network, const at::Tensor& tiles, const Sizes& seen) {
  at::Tensor rows = tiles.flatten(0, 1);
  if (rows.sizes().slice(2) != at::IntArrayRef(seen)) {
    rows = seen.size() == 3 ? at::upsample_trilinear3d(rows, seen, false) : at::upsample_bilinear2d(rows, seen, false);
  }
  const at::Tensor z = embed(network, rows);
  return z.view({tiles.size(0), tiles.size(1), z.size(1)});
}

base::Result<Sizes> enlargedFor(architectures::Network& network, const MethodConfig& config, Sizes size) {
  const c10::AutoGradMode noGradients(false);
  const EvaluationMode mode(network);
  std::string why;
  for (int round = 0; round < kMostDoublings; ++round) {
    Sizes shape{1, config.network.inChannels}, kept(size.size(), 0);  // 0: too small to be looked at
    shape.insert(shape.end(), size.begin(), size.end());
    try {
      const at::Tensor zeros = at::zeros(shape, at::TensorOptions().dtype(typeOf(network)));
      const at::Tensor coarsest = network.features(zeros).back();
      kept.assign(coarsest.sizes().begin() + 2, coarsest.sizes().end());
    } catch (const std::exception& e) {
      why = e.what();
    }
    const std::int64_t positions = std::accumulate(kept.begin(), kept.end(), std::int64_t{1}, std::multiplies<>());
    if (positions >= kFewestPositions) return size;
    for (std::size_t a = 0; a < size.size(); ++a) size[a] *= kept[a] <= 1 ? 2 : 1;
  }
  return base::fail(base::ErrorCode::Unsupported,
                    "The network " + config.arch + " cannot look at pieces of a patch; choose another architecture.",
                    why);
}

spec::Param gapParam(double value) {
  return number("gap", value, 0.0, 0.6,
                {"",
                 "Share of each cell's side that its piece leaves free; the piece lies at a random place in the cell. "
                 "Higher hides lines that run from piece to piece, which would give the answer away.",
                 "Doersch et al., Unsupervised visual representation learning by context prediction, ICCV 2015"});
}

}  // namespace selvox::learn::methods
