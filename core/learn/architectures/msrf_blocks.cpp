#include "core/learn/architectures/msrf_blocks.h"

#include <algorithm>
#include <cmath>

#include <ATen/ops/cat.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/conv_transpose2d.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/leaky_relu.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/sigmoid.h>
#include <ATen/ops/upsample_bilinear2d.h>
#include <ATen/ops/zeros.h>

#include "core/learn/architectures/layer_scope.h"
#include "core/learn/compat/compat.h"

namespace selvox::learn::architectures {
namespace {

constexpr double kFusionLeak = 0.25, kFusionShare = 0.4;

at::Tensor leaky(const at::Tensor& x) {
  return at::leaky_relu(x, kFusionLeak);
}

// In the type of the first, which under autocast may be another than that of an up-sampled neighbour.
at::Tensor beside(const std::vector<at::Tensor>& parts) {
  std::vector<at::Tensor> same;
  for (const at::Tensor& part : parts) same.push_back(part.to(parts.front().scalar_type()));
  return at::cat(same, 1);
}

std::shared_ptr<SameConv> same(torch::nn::Module& parent, const std::string& name, std::int64_t in, std::int64_t out,
                               std::int64_t kernel = 1, std::int64_t stride = 1, bool transposed = false) {
  return parent.register_module(name, std::make_shared<SameConv>(in, out, kernel, stride, transposed));
}

std::shared_ptr<Norm> batchNorm(torch::nn::Module& parent, const std::string& name, std::int64_t channels) {
  return parent.register_module(name, std::make_shared<Norm>(NormKind::Batch, channels));
}

}  // namespace

SameConv::SameConv(std::int64_t in, std::int64_t out, std::int64_t kernel, std::int64_t stride, bool transposed)
    : kernel_(kernel), stride_(stride), transposed_(transposed) {
  weight_ = register_parameter("weight", at::empty({transposed ? in : out, transposed ? out : in, kernel, kernel}));
  bias_ = register_parameter("bias", at::zeros({out}));
}

at::Tensor SameConv::forward(const at::Tensor& x) {
  if (!transposed_) {
    std::vector<std::int64_t> frame;
    for (const std::int64_t side : {x.size(3), x.size(2)}) {
      const std::int64_t all =
          std::max<std::int64_t>(((side + stride_ - 1) / stride_ - 1) * stride_ + kernel_ - side, 0);
      frame.insert(frame.end(), {all / 2, all - all / 2});
    }
    return at::conv2d(kernel_ > 1 ? at::constant_pad_nd(x, frame, 0) : x, weight_, bias_, {stride_, stride_});
  }
  const std::int64_t surplus = kernel_ - stride_, more = std::max<std::int64_t>(-surplus, 0);
  const at::Tensor y = at::conv_transpose2d(x, weight_, bias_, {stride_, stride_}, {0, 0}, {more, more});
  if (surplus <= 0) return y;
  return y.narrow(2, surplus / 2, x.size(2) * stride_).narrow(3, surplus / 2, x.size(3) * stride_);
}

void SameConv::draw(std::uint64_t seed, const std::string& name) {
  const double fans = static_cast<double>((weight_.size(0) + weight_.size(1)) * kernel_ * kernel_);
  fillUniform(weight_, std::sqrt(6.0 / fans), seed, name + ".weight");
}

SqueezeExcitation::SqueezeExcitation(std::int64_t channels) {
  const std::int64_t few = std::max<std::int64_t>(channels / 16, 1);
  down_ = register_module("down", std::make_shared<Linear>(channels, few));
  up_ = register_module("up", std::make_shared<Linear>(few, channels));
}

at::Tensor SqueezeExcitation::forward(const at::Tensor& x) {
  at::Tensor mean;
  {
    const compat::FullPrecision guard;
    const at::Tensor wide = compat::atLeastFloat(x), visible = ActiveMask::of(wide);
    mean = visible.defined() ? wide.sum({2, 3}) / visible.sum({2, 3}).clamp_min(1) : wide.mean({2, 3});
  }
  const at::Tensor share = at::sigmoid(up_->forward(at::relu(down_->forward(mean))));
  return x * share.to(x.scalar_type()).unsqueeze(-1).unsqueeze(-1);
}

DualFusion::DualFusion(std::int64_t x, std::int64_t y, std::int64_t growth, bool published) {
  // What the coarse branch hands on first: its own layer's result, or (published) its input.
  const std::int64_t handed = published ? y : growth;
  for (std::size_t i = 0; i < 5; ++i) {
    const std::string number = std::to_string(i + 1);
    const auto more = static_cast<std::int64_t>(i) * growth;  // earlier layers and the other branch
    const bool last = i == 4;
    fine_[i] = same(*this, "x" + number, x + (i == 0 ? 0 : more + growth), last ? x : growth, 3);
    if (i > 0 || !published)
      coarse_[i] = same(*this, "y" + number, y + (i == 0 ? 0 : handed + more), last ? y : growth, 3);
    if (last) continue;
    down_[i] = same(*this, "down" + number, i == 0 ? x : growth, growth, 3, 2);
    up_[i] = same(*this, "up" + number, i == 0 ? y : i == 1 ? handed : growth, growth, 3, 2, true);
  }
}

std::pair<at::Tensor, at::Tensor> DualFusion::forward(const at::Tensor& x, const at::Tensor& y) {
  std::vector<at::Tensor> fine{x, leaky(fine_[0]->forward(x))};
  std::vector<at::Tensor> coarse{y, leaky(coarse_[0] ? coarse_[0]->forward(y) : y)};
  const std::array<std::size_t, 4> exchanged{0, 1, 3, 4};  // inputs, first, third and fourth layer
  for (std::size_t i = 0; i < 4; ++i) {
    std::vector<at::Tensor> nextFine = fine, nextCoarse = coarse;
    nextFine.push_back(cropLike(leaky(up_[i]->forward(coarse[exchanged[i]])), x));
    nextCoarse.push_back(leaky(down_[i]->forward(fine[exchanged[i]])));
    fine.push_back(leaky(fine_[i + 1]->forward(beside(nextFine))));
    coarse.push_back(leaky(coarse_[i + 1]->forward(beside(nextCoarse))));
  }
  return {x + kFusionShare * fine.back(), y + kFusionShare * coarse.back()};
}

// Two convolutions and the input, one channel of which may stand for all.
class ShapeStream::Residual : public torch::nn::Module {
 public:
  Residual(std::int64_t in, std::int64_t out, bool published) {
    if (!published) {
      conv1_ = same(*this, "conv1", in, out, 3);
      norm1_ = batchNorm(*this, "norm1", out);
    }
    conv2_ = same(*this, "conv2", published ? in : out, out, 3);
    norm2_ = batchNorm(*this, "norm2", out);
  }
  at::Tensor forward(const at::Tensor& x) {
    const at::Tensor first = conv1_ ? at::relu(norm1_->forward(conv1_->forward(x))) : x;
    return at::relu(norm2_->forward(conv2_->forward(first)) + x);
  }

 private:
  std::shared_ptr<SameConv> conv1_, conv2_;
  std::shared_ptr<Norm> norm1_, norm2_;
};

class ShapeStream::Gate : public torch::nn::Module {
 public:
  Gate(std::int64_t in, std::int64_t hidden) {
    norm1_ = batchNorm(*this, "norm1", in);
    conv1_ = same(*this, "conv1", in, hidden);
    conv2_ = same(*this, "conv2", hidden, 1);
    norm2_ = batchNorm(*this, "norm2", 1);
  }
  at::Tensor forward(const at::Tensor& x, const at::Tensor& gate) {
    const at::Tensor both = norm1_->forward(beside({x, gate}));
    return at::sigmoid(norm2_->forward(conv2_->forward(at::relu(conv1_->forward(both)))));
  }

 private:
  std::shared_ptr<Norm> norm1_, norm2_;
  std::shared_ptr<SameConv> conv1_, conv2_;
};

ShapeStream::ShapeStream(std::int64_t base, bool published) {
  const std::int64_t half = base / 2, quarter = base / 4;
  enter_ = same(*this, "enter", 2 * base, base);
  third_ = same(*this, "third", 4 * base, 1);
  fourth_ = same(*this, "fourth", 8 * base, 1);
  half_ = same(*this, "half", base, half);
  quarter_ = same(*this, "quarter", half, quarter);
  eighth_ = same(*this, "eighth", quarter, base / 8);
  last_ = same(*this, "last", base / 8, 1);
  residuals_ = {register_module("residual1", std::make_shared<Residual>(base, base, published)),
                register_module("residual2", std::make_shared<Residual>(1, half, published)),
                register_module("residual3", std::make_shared<Residual>(1, quarter, published))};
  gates_ = {register_module("gate1", std::make_shared<Gate>(half + 1, base + 1)),
            register_module("gate2", std::make_shared<Gate>(quarter + 1, half + 1))};
}

at::Tensor ShapeStream::forward(const at::Tensor& second, const at::Tensor& third, const at::Tensor& fourth,
                                const at::Tensor& like) {
  at::Tensor x = residuals_[0]->forward(bilinearLike(enter_->forward(second), like));
  x = gates_[0]->forward(half_->forward(x), bilinearLike(third_->forward(third), like));
  x = quarter_->forward(residuals_[1]->forward(x));
  x = gates_[1]->forward(x, bilinearLike(fourth_->forward(fourth), like));
  return last_->forward(eighth_->forward(residuals_[2]->forward(x)));
}

AttentiveUp::AttentiveUp(std::int64_t in, std::int64_t out) {
  theta_ = same(*this, "theta", out, out, 2, 2);
  phi_ = same(*this, "phi", in, out);
  psi_ = same(*this, "psi", out, 1);
  spread_ = same(*this, "spread", 1, 1, 2, 2, true);
  skipNorm_ = batchNorm(*this, "skip_norm", out);
  stretch_ = same(*this, "stretch", in, out, 1, 2, true);
  up_ = same(*this, "up", in, out, 4, 2, true);
  upNorm_ = batchNorm(*this, "up_norm", out);
  mix_ = same(*this, "mix", 2 * out, out, 3);
  mixNorm_ = batchNorm(*this, "mix_norm", out);
  channels_ = register_module("channels", std::make_shared<SqueezeExcitation>(out));
  place1_ = same(*this, "place1", out, std::max<std::int64_t>(out / 4, 1));
  placeNorm_ = batchNorm(*this, "place_norm", std::max<std::int64_t>(out / 4, 1));
  place2_ = same(*this, "place2", std::max<std::int64_t>(out / 4, 1), 1);
  fuse_ = same(*this, "fuse", 3 * out, out);
  norm1_ = batchNorm(*this, "norm1", out);
  conv1_ = same(*this, "conv1", out, out, 3);
  norm2_ = batchNorm(*this, "norm2", out);
  conv2_ = same(*this, "conv2", out, out, 3);
}

at::Tensor AttentiveUp::attended(const at::Tensor& coarse, const at::Tensor& skip) {
  const at::Tensor both = at::relu(theta_->forward(skip) + phi_->forward(coarse));
  const at::Tensor share = cropLike(spread_->forward(at::sigmoid(psi_->forward(both))), skip);
  return skipNorm_->forward(skip * share.to(skip.scalar_type()));
}

at::Tensor AttentiveUp::weighted(const at::Tensor& coarse, const at::Tensor& skip) {
  const at::Tensor up = at::relu(upNorm_->forward(cropLike(up_->forward(coarse), skip)));
  const at::Tensor x = at::relu(mixNorm_->forward(mix_->forward(beside({skip, up}))));
  const at::Tensor place = at::sigmoid(place2_->forward(at::relu(placeNorm_->forward(place1_->forward(x)))));
  return (1 + place) * channels_->forward(x);
}

at::Tensor AttentiveUp::forward(const at::Tensor& coarse, const at::Tensor& skip) {
  const at::Tensor stretched = cropLike(stretch_->forward(coarse), skip);
  const at::Tensor all = fuse_->forward(beside({stretched, attended(coarse, skip), weighted(coarse, skip)}));
  const at::Tensor inner = conv1_->forward(at::relu(norm1_->forward(all)));
  return conv2_->forward(at::relu(norm2_->forward(inner))) + all;
}

at::Tensor bilinearLike(const at::Tensor& x, const at::Tensor& like) {
  return at::upsample_bilinear2d(x, like.sizes().slice(2), false);
}

}  // namespace selvox::learn::architectures
