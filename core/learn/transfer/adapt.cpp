#include "core/learn/transfer/adapt.h"

#include <algorithm>

#include <ATen/ops/linalg_pinv.h>
#include <ATen/ops/tensordot.h>
#include <ATen/ops/zeros.h>

#include "core/learn/architectures/transformer.h"

namespace selvox::learn::transfer {
namespace {

std::vector<std::int64_t> withSize(const at::Tensor& tensor, std::int64_t axis, std::int64_t size) {
  std::vector<std::int64_t> shape = tensor.sizes().vec();
  shape[static_cast<std::size_t>(axis)] = size;
  return shape;
}

// (to, from) float64: linear resizing of `from` values, as of positions.
at::Tensor resizing(std::int64_t from, std::int64_t to) {
  at::Tensor units = at::zeros({1, from, from}, at::kDouble);
  units[0].fill_diagonal_(1);
  return architectures::resamplePositions(units, {from}, {to})[0];
}

}  // namespace

at::Tensor adaptChannels(const at::Tensor& weight, std::int64_t channels, Channels how) {
  const std::int64_t had = weight.size(1);
  if (had == channels) return weight;
  const double scale = static_cast<double>(had) / static_cast<double>(channels);
  at::Tensor made = at::zeros(withSize(weight, 1, channels), weight.options().requires_grad(false));
  switch (how) {
    case Channels::Average:
      return (weight.mean(1, true) * scale).expand(made.sizes()).contiguous();
    case Channels::Zero: {
      const std::int64_t shared = std::min(had, channels);
      made.narrow(1, 0, shared).copy_(weight.narrow(1, 0, shared));
      return made;
    }
    case Channels::Repeat:
      break;
  }
  for (std::int64_t i = 0; i < std::max(had, channels); ++i)
    made.select(1, i % channels).add_(weight.select(1, i % had));
  return channels > had ? made * scale : made;
}

at::Tensor inflate(const at::Tensor& weight, std::int64_t depth, Inflation how) {
  std::vector<std::int64_t> shape = weight.sizes().vec();
  shape.insert(shape.begin() + 2, depth);
  if (how == Inflation::Mean) return (weight / static_cast<double>(depth)).unsqueeze(2).expand(shape).contiguous();
  at::Tensor made = at::zeros(shape, weight.options().requires_grad(false));
  made.select(2, depth / 2).copy_(weight);
  return made;
}

at::Tensor inflateTransposed(const at::Tensor& weight, std::int64_t depth) {
  std::vector<std::int64_t> shape = weight.sizes().vec();
  shape.insert(shape.begin() + 2, depth);
  return weight.unsqueeze(2).expand(shape).contiguous();
}

at::Tensor resampleKernel(const at::Tensor& weight, const std::vector<std::int64_t>& sides) {
  at::Tensor made = weight.to(at::kDouble);
  const std::int64_t first = weight.dim() - static_cast<std::int64_t>(sides.size());
  for (std::size_t i = 0; i < sides.size(); ++i) {
    const std::int64_t axis = first + static_cast<std::int64_t>(i), side = made.size(axis);
    if (side == sides[i]) continue;
    // <x, w> = <B x, pinv(B^T) w> for every x where B loses nothing.
    const at::Tensor across = at::linalg_pinv(resizing(side, sides[i]).t());  // (new, old)
    made = at::tensordot(made, across, {axis}, {1}).movedim(-1, axis);
  }
  return made.to(weight.scalar_type()).contiguous();
}

at::Tensor resampleGrid(const at::Tensor& positions, const std::vector<std::int64_t>& from,
                        const std::vector<std::int64_t>& to) {
  if (from.size() == to.size()) return architectures::resamplePositions(positions, from, to).contiguous();
  const at::Tensor slice = architectures::resamplePositions(positions, from, {to.end() - 2, to.end()});
  return slice.repeat({1, to.front(), 1});
}

}  // namespace selvox::learn::transfer
