// SparK: blocks are hidden and the encoder convolves as if they did not exist (architectures/layer_scope.h), so that a
// CNN gains from masking as a transformer does (Tian et al., Designing BERT for convolutional networks, ICLR 2023).
// Where nothing is visible each scale gets a learned token; a light decoder restores the hidden blocks, each in units
// of its own mean and spread. The decoder is thrown away.

#include <algorithm>
#include <string>
#include <utility>

#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/avg_pool3d.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>

#include "core/learn/architectures/layer_scope.h"
#include "core/learn/architectures/settings.h"
#include "core/learn/compat/compat.h"
#include "core/learn/losses/mae.h"
#include "core/learn/methods/headed_method.h"
#include "core/learn/methods/masks.h"
#include "core/learn/methods/parts.h"
#include "core/learn/methods/upsample.h"

namespace selvox::learn::methods {
namespace {

using architectures::Conv;
using architectures::ConvBlock;
using architectures::ConvOptions;
using architectures::LayerList;
using architectures::Norm;
using architectures::NormKind;
using architectures::Sizes;

constexpr std::size_t kScales = 4;  // the coarsest ones

// Fills what is not visible at one scale: norm over visible positions, a learned token elsewhere, a projection.
class Densify : public torch::nn::Module {
 public:
  Densify(std::int64_t in, std::int64_t out, std::int64_t kernel, std::size_t dim) {
    norm_ = register_module("norm", std::make_shared<Norm>(NormKind::Instance, in));
    token_ = register_parameter("token", at::zeros({in}));
    if (kernel == 1 && in == out) return;
    project_ =
        register_module("project", std::make_shared<Conv>(ConvOptions{in, out, Sizes(dim, kernel), Sizes(dim, 1)}));
  }
  at::Tensor norm(const at::Tensor& x) { return norm_->forward(x); }
  at::Tensor forward(const at::Tensor& x, const at::Tensor& visible) {
    std::vector<std::int64_t> shape(static_cast<std::size_t>(x.dim()), 1);
    shape[1] = token_.numel();
    const at::Tensor filled = x * visible + token_.view(shape) * (1 - visible);
    return project_ ? project_->forward(filled) : filled;
  }

 private:
  std::shared_ptr<Norm> norm_;
  std::shared_ptr<Conv> project_;
  at::Tensor token_;
};

class LightDecoder : public torch::nn::Module {
 public:
  // `channels` of the scales, finest first; `width` at the coarsest, halved at each finer one.
  LightDecoder(const std::vector<std::int64_t>& channels, std::int64_t width, std::int64_t out, std::size_t dim) {
    dense_ = register_module("dense", std::make_shared<LayerList<Densify>>());
    stages_ = register_module("stages", std::make_shared<LayerList<ConvBlock>>());
    const Sizes three(dim, 3), once(dim, 1);
    const auto widthAt = [&](std::size_t up) { return std::max<std::int64_t>(width >> up, 4); };
    for (std::size_t up = 0; up < channels.size(); ++up) {  // from the coarsest up
      dense_->add(std::make_shared<Densify>(channels[channels.size() - 1 - up], widthAt(up), up == 0 ? 1 : 3, dim));
      stages_->add(std::make_shared<ConvBlock>(ConvOptions{widthAt(up), widthAt(up + 1), three, once}));
    }
    last_ = register_module("last", std::make_shared<Conv>(ConvOptions{widthAt(channels.size()), out, once, once}));
  }
  // Still inside the ActiveMask: the norms of the scales, coarsest first.
  std::vector<at::Tensor> norms(const std::vector<at::Tensor>& pyramid) {
    std::vector<at::Tensor> all;
    for (std::size_t up = 0; up < dense_->size(); ++up) {
      all.push_back((*dense_)[up].norm(pyramid[pyramid.size() - 1 - up]));
    }
    return all;
  }
  at::Tensor forward(const std::vector<at::Tensor>& scales, const std::vector<at::Tensor>& visible,
                     at::IntArrayRef sides) {
    at::Tensor x;
    for (std::size_t up = 0; up < scales.size(); ++up) {
      const at::Tensor filled = (*dense_)[up].forward(scales[up], visible[up]);
      x = x.defined() ? x + filled : filled;
      const at::IntArrayRef next = up + 1 < scales.size() ? scales[up + 1].sizes().slice(2) : sides;
      x = (*stages_)[up].forward(nearest(x, next));
    }
    return last_->forward(x);
  }

 private:
  std::shared_ptr<LayerList<Densify>> dense_;
  std::shared_ptr<LayerList<ConvBlock>> stages_;
  std::shared_ptr<Conv> last_;
};

std::vector<std::int64_t> blockOf(const MethodConfig& config, const architectures::Network& network) {
  return blockSizes(config.patch,
                    architectures::intOrAuto(config.settings, "block").value_or(network.strides().back()));
}

class Spark : public HeadedMethod {
 public:
  Spark(std::shared_ptr<architectures::Network> network, const MethodConfig& config)
      : HeadedMethod(std::move(network), config, spatialOnly()),
        ratio_(base::valueOr(config.settings, "mask_ratio", 0.6)),
        block_(blockOf(config, *network_)) {
    std::vector<std::int64_t> channels = network_->channels();
    channels.erase(channels.begin(), channels.end() - static_cast<std::ptrdiff_t>(std::min(kScales, channels.size())));
    const std::int64_t width = architectures::intOrAuto(config.settings, "decoder_width")
                                   .value_or(std::min<std::int64_t>(channels.back(), 256));
    light_ = addHead("light",
                     std::make_shared<LightDecoder>(channels, width, config.network.inChannels, config.patch.size()));
    loss_.normPix = true;
    loss_.patch = block_;
  }

  Tensors views(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const at::Tensor target = view(batch, 0);
    const at::Tensor mask =
        blockMask(target.sizes().vec(), block_, ratio_, batch.seed, batch.step).to(target.options());
    return {{"input", target * (1 - mask)}, {"mask", mask}, {"target", target}};
  }

  StepOutput step(const Batch& batch) override {
    const Tensors made = views(batch);
    const at::Tensor restored = restore(made[0].second, made[1].second);
    return {losses::mae(whole(made[2].second), whole(restored), whole(made[1].second), loss_), {}};
  }

  std::vector<Preview> preview(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const EvaluationMode mode(*network_);
    const Tensors made = views(batch);
    const at::Tensor input = made[0].second.narrow(0, 0, 1), mask = made[1].second.narrow(0, 0, 1);
    const at::Tensor target = made[2].second.narrow(0, 0, 1);
    const at::Tensor answer = restore(input, mask).to(target.scalar_type());
    at::Tensor shownAnswer = input.clone();
    whole(shownAnswer).add_(whole(mask) * inUnitsOf(whole(target), whole(answer)));
    const auto shown = [](const at::Tensor& t) { return t[0].to(at::kFloat).contiguous().cpu(); };
    return {{"target", "Original patch", "image", shown(target)},
            {"mask", "Hidden blocks", "mask", shown(mask)[0]},
            {"masked", "What the network sees", "image", shown(input)},
            {"restored", "What the network makes of it", "image", shown(shownAnswer),
             "each block in the original's brightness and contrast"}};
  }

  // A block in its own units has mean 0 and (unbiased) variance 1: answering 0 costs (n - 1) / n.
  [[nodiscard]] double chance() const override {
    double n = 1;
    for (const std::int64_t side : block_) n *= static_cast<double>(side);
    return (n - 1) / n;
  }

 private:
  at::Tensor restore(const at::Tensor& input, const at::Tensor& mask) {
    std::vector<at::Tensor> scales, visible;
    {
      const architectures::ActiveMask only(1 - mask);
      scales = light_->norms(network_->features(input));
      for (const at::Tensor& scale : scales) visible.push_back(architectures::ActiveMask::of(scale));
    }
    return light_->forward(scales, visible, input.sizes().slice(2));
  }

  // The part that whole blocks fill: the only one with a block's mean and spread.
  [[nodiscard]] at::Tensor whole(at::Tensor x) const {
    for (std::size_t a = 0; a < block_.size(); ++a) {
      const auto axis = static_cast<std::int64_t>(a) + 2;
      x = x.narrow(axis, 0, x.size(axis) / block_[a] * block_[a]);
    }
    return x;
  }

  // The answer back from each block's own units.
  [[nodiscard]] at::Tensor inUnitsOf(const at::Tensor& target, const at::Tensor& answer) const {
    const auto mean = [&](const at::Tensor& x) {
      const at::Tensor cells =
          block_.size() == 3 ? at::avg_pool3d(x, block_, block_) : at::avg_pool2d(x, block_, block_);
      return nearest(cells, x.sizes().slice(2));
    };
    const at::Tensor middle = mean(target), n = at::ones({}, target.options()) / (1 - chance());
    const at::Tensor variance = (mean(target.square()) - middle.square()).clamp_min(0) * n / (n - 1);
    return answer * (variance + 1e-6).sqrt() + middle;
  }

  double ratio_;
  std::vector<std::int64_t> block_;
  std::shared_ptr<LightDecoder> light_;
  losses::MaeOptions loss_;
};

base::Result<std::unique_ptr<Method>> buildSpark(const MethodConfig& config) {
  if (config.patch.size() != static_cast<std::size_t>(config.network.dim)) {
    return base::fail(base::ErrorCode::InvalidArgument, "spark needs a patch with one side per axis.");
  }
  SELVOX_TRY(auto network, encoderNetwork(config));
  if (network->channels().size() < 2) {
    return base::fail(base::ErrorCode::Unsupported, "spark needs a convolutional encoder with several resolutions; " +
                                                        config.arch + " has one. Choose unet or resnet-18.");
  }
  std::int64_t voxels = 1;
  for (const std::int64_t side : blockOf(config, *network)) voxels *= side;
  if (voxels < 2) {
    return base::fail(base::ErrorCode::InvalidArgument,
                      "spark needs blocks of two voxels and more; enlarge train.patch or block.");
  }
  return std::make_unique<Spark>(std::move(network), config);
}

}  // namespace

MethodInfo sparkInfo() {
  constexpr const char* tian = "Tian et al., Designing BERT for convolutional networks, ICLR 2023";
  MethodInfo info{"spark",
                  "generative",
                  {2, 3},
                  "Hide blocks and convolve as if they did not exist; a light decoder restores them",
                  "Tian et al., ICLR 2023"};
  info.schema.params = {
      number("mask_ratio", 0.6, 0.05, 0.95,
             {"", "Share of the patch that is hidden. Higher makes the task harder; 0.75 is usual in 3D.", tian}),
      integer("block", nullptr, 1, 64,
              {"voxels",
               "Side of the hidden blocks. Auto: the step of the coarsest features, halved along each axis until four "
               "blocks fit.",
               tian}),
      integer("decoder_width", nullptr, 4, 2048,
              {"channels",
               "Channels of the light decoder at its coarsest scale, halved at each finer one. Auto: as the encoder's, "
               "at most 256.",
               tian}),
  };
  info.schema.params.back().advanced = true;
  info.trainDefaults = restorativeTrainDefaults();
  info.build = &buildSpark;
  return info;
}

}  // namespace selvox::learn::methods
