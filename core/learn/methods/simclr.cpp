#include "core/learn/methods/simclr.h"

#include <utility>

#include <ATen/ops/cat.h>
#include <c10/core/GradMode.h>

#include "core/learn/architectures/initialise.h"
#include "core/learn/losses/nt_xent.h"
#include "core/learn/methods/parts.h"
#include "core/learn/metrics/collapse.h"

namespace selvox::learn::methods {
namespace {

class Simclr : public Method {
 public:
  Simclr(std::shared_ptr<architectures::Network> network, const MethodConfig& config)
      : network_(std::move(network)), augment_(augmentation(config, augment::contrastiveDefaults())) {
    loss_.temperature = base::valueOr(config.settings, "temperature", 0.2);
    trained_ = std::make_shared<torch::nn::Module>("Simclr");
    trained_->register_module("encoder", encoderOf(*network_));
    projector_ = trained_->register_module(
        "projector", std::make_shared<Mlp>(network_->channels().back(), base::valueOr(config.settings, "hidden", 2048),
                                           base::valueOr(config.settings, "out", 256),
                                           headNorm(config.settings, config.network.dim)));
    auto heads = std::make_shared<torch::nn::Module>("Heads");  // the encoder has its weights already
    heads->register_module("projector", projector_);
    architectures::initialise(*heads, config.seed);
  }

  Tensors views(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const at::ScalarType type = typeOf(*trained_);
    return {{"view1", view(batch, augment_, 0, type)}, {"view2", view(batch, augment_, 1, type)}};
  }

  StepOutput step(const Batch& batch) override {
    const Tensors made = views(batch);
    // One pass over both views: batch statistics over all 2N, as in the reference.
    const at::Tensor z = projector_->forward(embed(*network_, at::cat({made[0].second, made[1].second}, 0)));
    const std::int64_t n = batch.images.size(0);
    const at::Tensor z1 = z.narrow(0, 0, n), z2 = z.narrow(0, n, n);
    return {losses::ntXent(z1, z2, loss_), metrics::collapsePanel(z1.detach(), z2.detach())};
  }

  std::vector<Preview> preview(const Batch& batch) override { return twoViews(views(batch)); }

  std::shared_ptr<torch::nn::Module> trainable() override { return trained_; }
  std::shared_ptr<architectures::Network> network() override { return network_; }
  void to(const at::Device& device) override {
    network_->to(device);
    trained_->to(device);
  }
  void train(bool on) override {
    network_->train(on);
    trained_->train(on);
  }

 private:
  std::shared_ptr<architectures::Network> network_;
  augment::Settings augment_;
  std::shared_ptr<torch::nn::Module> trained_;
  std::shared_ptr<Mlp> projector_;
  losses::NtXentOptions loss_;
};

}  // namespace

spec::ParamSchema simclrSchema() {
  constexpr const char* chen = "Chen et al., A simple framework for contrastive learning, ICML 2020";
  spec::ParamSchema schema;
  schema.params = {
      number(
          "temperature", 0.2, 0.01, 2.0,
          {"",
           "How sharply near negatives count. Lower: the hardest dominate; higher: all alike. Large batches bear 0.1.",
           chen}),
      integer("hidden", 2048, 1, 16384, {"features", "Width of the projector's hidden layer.", chen}),
      integer("out", 256, 1, 8192, {"features", "Length of the embedding on which the loss is taken.", chen}),
      headNormParam(),
  };
  schema.params[0].logarithmic = true;
  schema.params[1].advanced = schema.params[2].advanced = true;
  return schema;
}

base::Json contrastiveTrainDefaults() {
  const augment::Settings s = augment::contrastiveDefaults();
  return {{"train.optimizer", "adamw"},
          {"train.lr", 1e-3},
          {"augment.rotate", s.rotate},
          {"augment.scale", s.scale},
          {"augment.gamma", s.gamma},
          {"augment.noise", s.noise},
          {"augment.blur", s.blur},
          {"augment.brightness", s.brightness},
          {"augment.brightness_low", s.brightnessLow},
          {"augment.brightness_high", s.brightnessHigh},
          {"augment.contrast", s.contrast},
          {"augment.contrast_low", s.contrastLow},
          {"augment.contrast_high", s.contrastHigh},
          {"augment.cutout", s.cutout},
          {"augment.crop_low", s.cropLow}};
}

base::Result<std::unique_ptr<Method>> buildSimclr(const MethodConfig& config) {
  SELVOX_TRY(auto network, architectures::build(config.arch, config.network, config.seed));
  return std::make_unique<Simclr>(std::move(network), config);
}

}  // namespace selvox::learn::methods
