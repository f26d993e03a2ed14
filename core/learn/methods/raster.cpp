#include "core/learn/methods/raster.h"

#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/floor.h>
#include <ATen/ops/index.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros.h>

#include "core/learn/architectures/encoder.h"
#include "core/learn/methods/clusters.h"

namespace selvox::learn::methods {

using architectures::Conv;
using architectures::ConvOptions;

std::int64_t Raster::blocks() const {
  std::int64_t all = 1;
  for (std::size_t a = 0; a < patch.size(); ++a) all *= patch[a] / block[a];
  return all;
}

std::vector<std::int64_t> Raster::origin(std::int64_t index) const {
  std::vector<std::int64_t> low(patch.size());
  for (std::size_t a = patch.size(); a-- > 0;) {
    const std::int64_t cells = patch[a] / block[a];
    low[a] = index % cells * block[a];
    index /= cells;
  }
  return low;
}

at::Tensor Raster::known(const std::vector<std::int64_t>& next) const {
  at::Tensor order = at::zeros(patch, at::kLong);  // the number of the block that each voxel lies in
  for (std::size_t a = 0; a < patch.size(); ++a) {
    const std::int64_t cells = patch[a] / block[a];
    std::vector<std::int64_t> shape(patch.size(), 1);
    shape[a] = patch[a];
    at::Tensor cell = at::arange(patch[a], at::kLong).div(block[a], "floor").view(shape);
    const at::Tensor beyond = cell.ge(cells);
    order = order * cells + cell;
    // Far beyond every block, and still so after the axes that follow.
    order = order.masked_fill(beyond.expand_as(order), std::int64_t{1} << 40);
  }
  std::vector<at::Tensor> masks;
  for (const std::int64_t n : next) masks.push_back(order.lt(n).to(at::kFloat).unsqueeze(0));
  return at::stack(masks);
}

at::Tensor Raster::cut(const at::Tensor& images, const std::vector<std::int64_t>& next) const {
  std::vector<at::Tensor> all;
  for (std::size_t n = 0; n < next.size(); ++n) {
    at::Tensor part = images[static_cast<std::int64_t>(n)];
    const auto low = origin(next[n]);
    for (std::size_t a = 0; a < low.size(); ++a) part = part.narrow(static_cast<std::int64_t>(a) + 1, low[a], block[a]);
    all.push_back(part);
  }
  return at::stack(all);
}

at::Tensor Raster::columns(const std::vector<at::Tensor>& pyramid, const std::vector<std::int64_t>& next) const {
  std::vector<at::Tensor> parts;
  for (const at::Tensor& level : pyramid) {
    at::Tensor place = at::empty({static_cast<std::int64_t>(next.size())}, at::kLong);
    for (std::size_t n = 0; n < next.size(); ++n) {
      const auto low = origin(next[n]);
      std::int64_t index = 0;
      for (std::size_t a = 0; a < low.size(); ++a) {
        const std::int64_t side = level.size(static_cast<std::int64_t>(a) + 2);
        index = index * side + (low[a] + block[a] / 2) * side / patch[a];
      }
      place.data_ptr<std::int64_t>()[n] = index;
    }
    // Not gather: on a GPU its gradient is added up in no fixed order.
    const at::Tensor rows = at::arange(level.size(0), place.options()).to(level.device());
    const at::Tensor here = at::index(level.flatten(2).transpose(1, 2), {rows, place.to(level.device())});
    parts.push_back(here.to(pyramid.front().scalar_type()));
  }
  parts.push_back(architectures::globalMean(pyramid.back()).to(pyramid.front().scalar_type()));
  return at::cat(parts, 1);
}

at::Tensor Palette::codes(const at::Tensor& values) const {
  return at::floor((values + reach) * (static_cast<double>(bins) / (2 * reach)))
      .clamp(0, static_cast<double>(bins - 1))
      .to(at::kLong);
}

at::Tensor Palette::values(const at::Tensor& codes, at::ScalarType type) const {
  return (codes.to(type) + 0.5) * (2 * reach / static_cast<double>(bins)) - reach;
}

at::Tensor ColourTable::codes(const at::Tensor& images) const {
  const at::Tensor last = images.movedim(1, -1);
  return nearestCentroid(last.reshape({-1, last.size(-1)}), colours.to(images.device()))
      .view(last.sizes().slice(0, static_cast<std::size_t>(last.dim() - 1)));
}

at::Tensor ColourTable::values(const at::Tensor& codes, at::ScalarType type) const {
  std::vector<std::int64_t> shape = codes.sizes().vec();
  shape.push_back(colours.size(1));
  return colours.to(codes.device(), type).index_select(0, codes.flatten()).view(shape).movedim(-1, 1);
}

namespace {

// 1 at the kernel's places before its middle in raster order, and at the middle where `itself`.
at::Tensor causal(std::int64_t side, bool itself) {
  at::Tensor mask = at::ones({side * side}, at::kFloat);
  const std::int64_t keep = side * side / 2 + (itself ? 1 : 0);
  mask.narrow(0, keep, side * side - keep).zero_();
  return mask.view({1, 1, side, side});
}

at::Tensor maskedConv(const Conv& conv, const at::Tensor& mask, const at::Tensor& x) {
  const auto weights = conv.named_parameters(false);
  const std::int64_t around = mask.size(-1) / 2;
  return at::conv2d(x, weights["weight"] * mask, weights["bias"], {1, 1}, {around, around});
}

}  // namespace

PixelHead::PixelHead(std::int64_t known, std::int64_t width, std::int64_t bins, std::int64_t channels) {
  known_ = register_module("known", std::make_shared<architectures::Linear>(known, width));
  first_ = register_module("first", std::make_shared<Conv>(ConvOptions{channels, width, {5, 5}, {1, 1}}));
  second_ = register_module("second", std::make_shared<Conv>(ConvOptions{width, width, {3, 3}, {1, 1}}));
  answer_ = register_module("answer", std::make_shared<Conv>(ConvOptions{width, bins, {1, 1}, {1, 1}}));
  before_ = register_buffer("before", causal(5, false));
  upTo_ = register_buffer("up_to", causal(3, true));
}

at::Tensor PixelHead::forward(const at::Tensor& block, const at::Tensor& known) {
  const at::Tensor around = known_->forward(known).unsqueeze(-1).unsqueeze(-1);
  const at::Tensor x = at::relu(maskedConv(*first_, before_, block) + around);
  return answer_->forward(at::relu(x + maskedConv(*second_, upTo_, x)));
}

}  // namespace selvox::learn::methods
