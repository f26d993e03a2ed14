#include "core/learn/architectures/transformer.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/conv3d.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/full.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/layer_norm.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/tensordot.h>
#include <ATen/ops/zeros.h>

#include "core/learn/compat/attention.h"
#include "core/learn/compat/compat.h"
#include "core/learn/compat/untraced.h"

namespace selvox::learn::architectures {

Projection::Projection(std::int64_t in, std::int64_t out, bool bias) {
  weight_ = register_parameter("weight", at::empty({out, in}));
  if (bias) bias_ = register_parameter("bias", at::zeros({out}));
}

at::Tensor Projection::forward(const at::Tensor& x) {
  return at::linear(x, weight_, bias_);
}

void Projection::draw(std::uint64_t seed, const std::string& name) {
  const auto fans = static_cast<double>(weight_.size(0) + weight_.size(1));
  fillUniform(weight_, std::sqrt(6.0 / fans), seed, name + ".weight");
}

PatchProjection::PatchProjection(std::int64_t in, std::int64_t out, Sizes patch) : patch_(std::move(patch)) {
  Sizes shape{out, in};
  shape.insert(shape.end(), patch_.begin(), patch_.end());
  weight_ = register_parameter("weight", at::empty(shape));
  bias_ = register_parameter("bias", at::zeros({out}));
}

at::Tensor PatchProjection::forward(const at::Tensor& x) {
  const at::Tensor filled = padTo(x, patch_);
  const at::IntArrayRef stride(patch_);
  const at::Tensor grid =
      patch_.size() == 3 ? at::conv3d(filled, weight_, bias_, stride) : at::conv2d(filled, weight_, bias_, stride);
  return grid.flatten(2).transpose(1, 2);
}

void PatchProjection::draw(std::uint64_t seed, const std::string& name) {
  const auto fans = static_cast<double>(weight_.size(0) + weight_.numel() / weight_.size(0));
  fillUniform(weight_, std::sqrt(6.0 / fans), seed, name + ".weight");
}

at::Tensor padTo(const at::Tensor& x, const Sizes& multiple) {
  std::vector<std::int64_t> missing;  // of the last axis first, as padding is written
  bool any = false;
  for (std::int64_t axis = x.dim() - 1; axis >= 2; --axis) {
    const std::int64_t side = multiple[static_cast<std::size_t>(axis - 2)];
    missing.insert(missing.end(), {0, (side - x.size(axis) % side) % side});
    any = any || missing.back() > 0;
  }
  return any ? at::constant_pad_nd(x, missing, 0) : x;
}

LayerNorm::LayerNorm(std::int64_t width, double eps) : eps_(eps) {
  weight_ = register_parameter("weight", at::ones({width}));
  bias_ = register_parameter("bias", at::zeros({width}));
}

at::Tensor LayerNorm::forward(const at::Tensor& x) {
  const compat::FullPrecision guard;
  return at::layer_norm(compat::atLeastFloat(x), weight_.sizes(), weight_, bias_, eps_);
}

LearnedToken::LearnedToken(const Sizes& shape) {
  weight_ = register_parameter("weight", at::zeros(shape));
}

void LearnedToken::draw(std::uint64_t seed, const std::string& name) {
  fillNormal(weight_, 0.02, seed, name + ".weight");
}

Attention::Attention(const BlockOptions& o) : heads_(o.heads) {
  qkv_ = register_module("qkv", std::make_shared<Projection>(o.width, 3 * o.width, o.qkvBias));
  proj_ = register_module("proj", std::make_shared<Projection>(o.width, o.width));
}

at::Tensor Attention::forward(const at::Tensor& x) {
  const std::int64_t n = x.size(0), tokens = x.size(1), width = x.size(2);
  const at::Tensor all = qkv_->forward(x).view({n, tokens, 3, heads_, width / heads_}).permute({2, 0, 3, 1, 4});
  const at::Tensor mixed = compat::attention(all[0], all[1], all[2]);
  return proj_->forward(mixed.transpose(1, 2).reshape({n, tokens, width}));
}

LayerScale::LayerScale(std::int64_t width, double first) {
  gamma_ = register_parameter("gamma", at::full({width}, first));
}

TransformerBlock::TransformerBlock(const BlockOptions& o) : dropPath_(o.dropPath) {
  if (o.heads < 1 || o.width % o.heads != 0) {
    throw std::invalid_argument("the width of " + std::to_string(o.width) + " is no multiple of its " +
                                std::to_string(o.heads) + " heads; change one of them");
  }
  norm1_ = register_module("norm1", std::make_shared<LayerNorm>(o.width, o.eps));
  attention_ = register_module("attn", std::make_shared<Attention>(o));
  if (o.layerScale > 0) scale1_ = register_module("ls1", std::make_shared<LayerScale>(o.width, o.layerScale));
  norm2_ = register_module("norm2", std::make_shared<LayerNorm>(o.width, o.eps));
  auto mlp = register_module("mlp", std::make_shared<torch::nn::Module>("Mlp"));
  up_ = mlp->register_module("fc1", std::make_shared<Projection>(o.width, o.hidden));
  down_ = mlp->register_module("fc2", std::make_shared<Projection>(o.hidden, o.width));
  if (o.layerScale > 0) scale2_ = register_module("ls2", std::make_shared<LayerScale>(o.width, o.layerScale));
}

at::Tensor TransformerBlock::forward(const at::Tensor& x) {
  at::Tensor mixed = attention_->forward(norm1_->forward(x));
  if (scale1_) mixed = scale1_->forward(mixed);
  const at::Tensor y = x + dropPath(mixed, dropPath_, is_training());
  at::Tensor own = down_->forward(at::gelu(up_->forward(norm2_->forward(y))));
  if (scale2_) own = scale2_->forward(own);
  return y + dropPath(own, dropPath_, is_training());
}

// The draws are LibTorch's own, whose state a checkpoint holds.
at::Tensor dropPath(const at::Tensor& branch, double rate, bool training) {
  if (!training || rate <= 0) return branch;
  std::vector<std::int64_t> shape(static_cast<std::size_t>(branch.dim()), 1);
  shape.front() = branch.size(0);
  const at::Tensor stays = at::rand(shape).ge(rate);
  return branch * stays.to(branch.options().requires_grad(false)) / (1 - rate);
}

at::Tensor sinePositions(const Sizes& grid, std::int64_t width) {
  std::int64_t tokens = 1;
  for (const std::int64_t side : grid) tokens *= side;
  const std::int64_t frequencies = width / (2 * static_cast<std::int64_t>(grid.size()));
  at::Tensor all = at::zeros({tokens, width}, at::kDouble);
  double* out = all.data_ptr<double>();
  for (std::int64_t token = 0; token < tokens; ++token, out += width) {
    std::int64_t rest = token;
    for (std::size_t axis = grid.size(); axis-- > 0; rest /= grid[axis]) {
      const auto at = static_cast<double>(rest % grid[axis]);
      double* own = out + static_cast<std::int64_t>(axis) * 2 * frequencies;
      for (std::int64_t i = 0; i < frequencies; ++i) {
        const double angle = at * std::pow(10000.0, -static_cast<double>(i) / static_cast<double>(frequencies));
        own[i] = std::sin(angle);
        own[frequencies + i] = std::cos(angle);
      }
    }
  }
  return all;
}

namespace {

at::Tensor interpolation(std::int64_t from, std::int64_t to) {
  const compat::Untraced table;
  at::Tensor weights = at::zeros({to, from}, at::kDouble);
  for (std::int64_t i = 0; i < to; ++i) {
    const double ratio = static_cast<double>(from) / static_cast<double>(to);
    const double source = std::clamp((static_cast<double>(i) + 0.5) * ratio - 0.5, 0.0, static_cast<double>(from - 1));
    const auto low = static_cast<std::int64_t>(source);
    const std::int64_t high = std::min(low + 1, from - 1);
    const double share = source - static_cast<double>(low);
    double* row = weights.data_ptr<double>() + i * from;
    row[low] += 1 - share;
    row[high] += share;
  }
  return weights;
}

}  // namespace

at::Tensor resamplePositions(const at::Tensor& positions, const Sizes& from, const Sizes& to) {
  if (from == to) return positions;
  const compat::FullPrecision guard;
  std::vector<std::int64_t> shape{positions.size(0)};
  shape.insert(shape.end(), from.begin(), from.end());
  shape.push_back(positions.size(2));
  at::Tensor grid = positions.reshape(shape);
  // Each turn takes the first spatial axis away and puts the new one behind the others; the channels go along last.
  for (std::size_t axis = 0; axis < from.size(); ++axis) {
    const at::Tensor weights = interpolation(from[axis], to[axis]).to(positions.options().requires_grad(false));
    grid = at::tensordot(grid, weights, {1}, {1});
    grid = grid.movedim(static_cast<std::int64_t>(from.size()), static_cast<std::int64_t>(from.size()) + 1);
  }
  return grid.reshape({positions.size(0), -1, positions.size(2)});
}

}  // namespace selvox::learn::architectures
