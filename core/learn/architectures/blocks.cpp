#include "core/learn/architectures/blocks.h"

#include <algorithm>
#include <utility>

#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/avg_pool3d.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/elu.h>
#include <ATen/ops/full.h>
#include <ATen/ops/leaky_relu.h>
#include <ATen/ops/max_pool2d.h>
#include <ATen/ops/max_pool3d.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/upsample_bilinear2d.h>
#include <ATen/ops/upsample_nearest2d.h>
#include <ATen/ops/upsample_nearest3d.h>
#include <ATen/ops/upsample_trilinear3d.h>

#include "core/learn/architectures/layer_scope.h"

namespace selvox::learn::architectures {

Activation::Activation(Act act) : act_(act) {
  if (act_ == Act::Prelu) slope_ = register_parameter("weight", at::full({1}, 0.25));
}

at::Tensor Activation::forward(const at::Tensor& x) {
  switch (act_) {
    case Act::Relu:
      return at::relu(x);
    case Act::Leaky:
      return at::leaky_relu(x, 0.1);
    case Act::Elu:
      return at::elu(x);
    case Act::Prelu:
      return at::relu(x) - slope_.to(x.scalar_type()) * at::relu(-x);
    case Act::None:
      break;
  }
  return x;
}

ConvUnit::ConvUnit(const ConvOptions& conv, const UnitOptions& unit) {
  conv_ = register_module("conv", std::make_shared<Conv>(conv));
  norm_ = register_module("norm", std::make_shared<Norm>(unit.norm, conv.out, unit.normOptions));
  act_ = register_module("act", std::make_shared<Activation>(unit.act));
}

at::Tensor ConvUnit::forward(const at::Tensor& x) {
  return act_->forward(norm_->forward(conv_->forward(x)));
}

at::Tensor ConvUnit::upTo(const at::Tensor& x, const at::Tensor& like, std::int64_t from) {
  at::Tensor up = conv_->forward(x);
  for (std::int64_t axis = 2; axis < up.dim(); ++axis) up = up.narrow(axis, from, like.size(axis));
  return act_->forward(norm_->forward(up));
}

TwoUnits::TwoUnits(const Widths& widths, int dim, const UnitOptions& unit, std::int64_t stride) {
  first_ = register_module("0", std::make_shared<ConvUnit>(convOf(widths.in, widths.middle, dim, 3, stride), unit));
  second_ = register_module("1", std::make_shared<ConvUnit>(convOf(widths.middle, widths.out, dim, 3), unit));
}

at::Tensor TwoUnits::forward(const at::Tensor& x) {
  return second_->forward(first_->forward(x));
}

ConvOptions convOf(std::int64_t in, std::int64_t out, int dim, std::int64_t kernel, std::int64_t stride, bool bias) {
  return {in, out, uniformSizes(dim, kernel), uniformSizes(dim, stride), bias};
}

ConvOptions upConvOf(std::int64_t in, std::int64_t out, int dim, std::int64_t kernel) {
  return {in, out, uniformSizes(dim, kernel), uniformSizes(dim, 2), true, true};
}

namespace {

// A block of `stride` voxels, where an image has so many.
Sizes within(const at::Tensor& x, const Sizes& stride) {
  Sizes kernel;
  for (std::size_t a = 0; a < stride.size(); ++a) {
    kernel.push_back(std::min(stride[a], x.size(static_cast<std::int64_t>(a) + 2)));
  }
  return kernel;
}

}  // namespace

at::Tensor maxHalved(const at::Tensor& x) {
  const Sizes stride = uniformSizes(static_cast<int>(x.dim()) - 2, 2), kernel = within(x, stride);
  return ActiveMask::keep(x.dim() == 5 ? at::max_pool3d(x, kernel, stride, 0, 1, true)
                                       : at::max_pool2d(x, kernel, stride, 0, 1, true));
}

at::Tensor maxOfThree(const at::Tensor& x, const Sizes& stride) {
  Sizes kernel, padding;
  for (const std::int64_t s : stride) {  // an axis that does not shrink is left alone
    kernel.push_back(s == 1 ? 1 : 3);
    padding.push_back(s == 1 ? 0 : 1);
  }
  return ActiveMask::keep(x.dim() == 5 ? at::max_pool3d(x, kernel, stride, padding)
                                       : at::max_pool2d(x, kernel, stride, padding));
}

at::Tensor meanPooled(const at::Tensor& x, const Sizes& stride) {
  const Sizes kernel = within(x, stride);
  return ActiveMask::keep(x.dim() == 5 ? at::avg_pool3d(x, kernel, stride, 0, true)
                                       : at::avg_pool2d(x, kernel, stride, 0, true));
}

at::Tensor repeatedTo(const at::Tensor& x, const at::Tensor& like) {
  std::vector<std::int64_t> sides;
  for (const std::int64_t side : x.sizes().slice(2)) sides.push_back(2 * side);
  return cropLike(sides.size() == 3 ? at::upsample_nearest3d(x, sides) : at::upsample_nearest2d(x, sides), like);
}

at::Tensor linearTo(const at::Tensor& x, const at::Tensor& like, bool alignCorners) {
  const auto sides = like.sizes().slice(2);
  return sides.size() == 3 ? at::upsample_trilinear3d(x, sides, alignCorners)
                           : at::upsample_bilinear2d(x, sides, alignCorners);
}

at::Tensor filledUp(const at::Tensor& x, std::int64_t side) {
  std::vector<std::int64_t> missing;  // of the last axis first, as padding is written
  bool any = false;
  for (std::int64_t axis = x.dim() - 1; axis >= 2; --axis) {
    missing.insert(missing.end(), {0, (side - x.size(axis) % side) % side});
    any = any || missing.back() > 0;
  }
  return any ? at::constant_pad_nd(x, missing, 0) : x;
}

at::Tensor joined(std::vector<at::Tensor> parts) {
  for (at::Tensor& part : parts) part = part.to(parts.front().scalar_type());
  return at::cat(parts, 1);
}

}  // namespace selvox::learn::architectures
