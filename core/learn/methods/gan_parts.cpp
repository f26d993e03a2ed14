#include "core/learn/methods/gan_parts.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <string>

#include <ATen/ops/cat.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/conv3d.h>
#include <ATen/ops/dot.h>
#include <ATen/ops/leaky_relu.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/mv.h>
#include <ATen/ops/ones.h>
#include <c10/core/GradMode.h>

#include "core/learn/compat/compat.h"
#include "core/learn/methods/upsample.h"

namespace selvox::learn::methods {

using architectures::Conv;
using architectures::ConvOptions;
using architectures::LayerList;
using architectures::Linear;
using architectures::Sizes;

namespace {

constexpr double kLeak = 0.2;
constexpr std::int64_t kMost = 256, kSmallSide = 4;

std::int64_t cellsIn(const Sizes& sides) {
  return std::accumulate(sides.begin(), sides.end(), std::int64_t{1}, std::multiplies<>());
}

std::int64_t widthAt(const GanShape& shape, std::size_t level) {
  return std::min(shape.width << std::min<std::size_t>(level, 8), std::max(kMost, shape.width));
}

at::Tensor pixelNorm(const at::Tensor& x) {
  const compat::FullPrecision guard;
  const at::Tensor v = compat::atLeastFloat(x);
  return v * (v.square().mean({1}, true) + 1e-8).rsqrt();
}

at::Tensor unit(const at::Tensor& v) {
  return v / v.norm().clamp_min(1e-12);
}

at::Tensor weightOf(const torch::nn::Module& layer) {
  return layer.named_parameters(false)["weight"];
}

}  // namespace

std::vector<Sizes> halvings(const std::vector<std::int64_t>& patch) {
  std::vector<Sizes> all{patch};
  while (*std::max_element(all.back().begin(), all.back().end()) > kSmallSide) {
    Sizes next = all.back();
    for (std::int64_t& side : next) side = side > kSmallSide ? (side + 1) / 2 : side;
    all.push_back(std::move(next));
  }
  return all;
}

Generator::Generator(const GanShape& shape) : sides_(halvings(shape.patch)) {
  const std::size_t levels = sides_.size(), dim = shape.patch.size();
  first_ = widthAt(shape, levels - 1);
  start_ = register_module("start", std::make_shared<Linear>(shape.latent, first_ * cellsIn(sides_.back())));
  convs_ = register_module("convs", std::make_shared<LayerList<Conv>>());
  const Sizes three(dim, 3), once(dim, 1);
  for (std::size_t level = levels; level-- > 0;) {
    const std::int64_t in = widthAt(shape, std::min(level + 1, levels - 1));
    convs_->add(std::make_shared<Conv>(ConvOptions{in, widthAt(shape, level), three, once}));
  }
  last_ = register_module("last", std::make_shared<Conv>(ConvOptions{widthAt(shape, 0), shape.channels, once, once}));
}

at::Tensor Generator::forward(const at::Tensor& code) {
  std::vector<std::int64_t> grid{code.size(0), first_};
  grid.insert(grid.end(), sides_.back().begin(), sides_.back().end());
  at::Tensor x = start_->forward(code).view(grid);
  for (std::size_t i = 0; i < convs_->size(); ++i) {
    const Sizes& sides = sides_[sides_.size() - 1 - i];
    if (i > 0) x = nearest(x, sides);
    x = at::leaky_relu(pixelNorm((*convs_)[i].forward(x)), kLeak);
  }
  return last_->forward(x);
}

Critic::Critic(const GanShape& shape) {
  const std::vector<Sizes> sides = halvings(shape.patch);
  const std::size_t dim = shape.patch.size();
  std::int64_t in = shape.channels;
  const auto convs = register_module("convs", std::make_shared<LayerList<Conv>>());
  for (std::size_t level = 0; level < sides.size(); ++level) {
    Sizes stride(dim, 1);
    for (std::size_t a = 0; level > 0 && a < dim; ++a) stride[a] = sides[level][a] < sides[level - 1][a] ? 2 : 1;
    const std::int64_t out = widthAt(shape, level);
    all_.push_back(convs->add(std::make_shared<Conv>(ConvOptions{in, out, Sizes(dim, 3), stride})).get());
    strides_.push_back(std::move(stride));
    in = out;
  }
  const std::int64_t joint = std::clamp<std::int64_t>(4 * shape.width, 16, 128);
  const auto add = [this](const char* name, std::int64_t from, std::int64_t to) {
    all_.push_back(register_module(name, std::make_shared<Linear>(from, to)).get());
  };
  add("patch", in * cellsIn(sides.back()), joint);
  add("code", shape.latent, joint);
  add("joint", 2 * joint, joint);
  add("answer", joint, 1);
}

at::Tensor Critic::weight(std::size_t layer, const std::vector<at::Tensor>& u) const {
  at::Tensor w = weightOf(*all_[layer]);
  if (u.empty()) return w;
  const compat::FullPrecision guard;
  const at::Tensor rows = w.flatten(1);
  at::Tensor v;
  {
    const c10::AutoGradMode noGradients(false);
    v = unit(at::mv(rows.t(), u[layer]));
  }
  return w / at::dot(u[layer], at::mv(rows, v)).clamp_min(1e-12);
}

at::Tensor Critic::linear(std::size_t layer, const at::Tensor& x, const std::vector<at::Tensor>& u) const {
  return at::linear(x, weight(layer, u), all_[layer]->named_parameters(false)["bias"]);
}

at::Tensor Critic::forward(const at::Tensor& patch, const at::Tensor& code, const std::vector<at::Tensor>& u) {
  at::Tensor x = patch;
  std::size_t layer = 0;
  for (; layer < strides_.size(); ++layer) {
    const at::Tensor w = weight(layer, u), bias = all_[layer]->named_parameters(false)["bias"];
    const Sizes padding(strides_[layer].size(), 1);
    const at::IntArrayRef stride(strides_[layer]), around(padding);
    x = at::leaky_relu(
        stride.size() == 3 ? at::conv3d(x, w, bias, stride, around) : at::conv2d(x, w, bias, stride, around), kLeak);
  }
  const at::Tensor seen = at::leaky_relu(linear(layer, x.flatten(1), u), kLeak);
  const at::Tensor told = at::leaky_relu(linear(layer + 1, code, u), kLeak);
  const at::Tensor both = at::leaky_relu(linear(layer + 2, at::cat({seen, told}, 1), u), kLeak);
  return compat::atLeastFloat(linear(layer + 3, both, u).squeeze(1));
}

std::vector<at::Tensor> Critic::iterate(const std::vector<at::Tensor>& u) const {
  const c10::AutoGradMode noGradients(false);
  std::vector<at::Tensor> next;
  for (std::size_t i = 0; i < all_.size(); ++i) {
    const at::Tensor rows = weightOf(*all_[i]).flatten(1);
    const at::Tensor from = i < u.size() ? u[i] : unit(at::ones({rows.size(0)}, rows.options()));
    next.push_back(unit(at::mv(rows, unit(at::mv(rows.t(), from)))));
  }
  return next;
}

Frozen::Frozen(const torch::nn::Module& module) {
  for (at::Tensor& p : module.parameters()) {
    if (!p.requires_grad()) continue;
    p.set_requires_grad(false);
    trained_.push_back(p);
  }
}

Frozen::~Frozen() {
  for (at::Tensor& p : trained_) p.set_requires_grad(true);
}

}  // namespace selvox::learn::methods
