#include "core/learn/methods/byol.h"

#include <string>
#include <utility>

#include <ATen/ops/scalar_tensor.h>
#include <c10/core/GradMode.h>

#include "core/learn/architectures/initialise.h"
#include "core/learn/losses/byol.h"
#include "core/learn/methods/parts.h"
#include "core/learn/metrics/collapse.h"

namespace selvox::learn::methods {
namespace {

// Encoder and projector, online or target. Registered names: "encoder.…", "projector.…".
struct Branch {
  std::shared_ptr<architectures::Network> network;
  std::shared_ptr<Mlp> projector;
  std::shared_ptr<torch::nn::Module> module;

  at::Tensor project(const at::Tensor& x) const { return projector->forward(embed(*network, x)); }
};

class Byol : public Method {
 public:
  Byol(std::shared_ptr<architectures::Network> online, std::shared_ptr<architectures::Network> target,
       const MethodConfig& config)
      : augment_(augmentation(config, augment::contrastiveDefaults())),
        tau_(base::valueOr(config.settings, "tau", 0.99)) {
    const auto norm = headNorm(config.settings, config.network.dim);
    const std::int64_t hidden = base::valueOr(config.settings, "hidden", 4096),
                       out = base::valueOr(config.settings, "out", 256);
    const auto branch = [&](std::shared_ptr<architectures::Network> network) {
      Branch made{network, std::make_shared<Mlp>(network->channels().back(), hidden, out, norm),
                  std::make_shared<torch::nn::Module>("Byol")};
      made.module->register_module("encoder", encoderOf(*network));
      made.module->register_module("projector", made.projector);
      return made;
    };
    online_ = branch(std::move(online));
    target_ = branch(std::move(target));
    predictor_ = online_.module->register_module("predictor", std::make_shared<Mlp>(out, hidden, out, norm));
    auto heads = std::make_shared<torch::nn::Module>("Heads");
    heads->register_module("projector", online_.projector);
    heads->register_module("predictor", predictor_);
    architectures::initialise(*heads, config.seed);
    for (at::Tensor& p : target_.module->parameters()) p.set_requires_grad(false);
    moveTarget(0.0);  // starts as a copy
  }

  Tensors views(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const at::ScalarType type = typeOf(*online_.module);
    return {{"view1", view(batch, augment_, 0, type)}, {"view2", view(batch, augment_, 1, type)}};
  }

  StepOutput step(const Batch& batch) override {
    const Tensors made = views(batch);
    const at::Tensor &a = made[0].second, &b = made[1].second;
    const at::Tensor z1 = online_.project(a), z2 = online_.project(b);
    at::Tensor t1, t2;
    {
      const c10::AutoGradMode noGradients(false);
      t1 = target_.project(a);
      t2 = target_.project(b);
    }
    const at::Tensor loss = losses::byol(predictor_->forward(z1), t2) + losses::byol(predictor_->forward(z2), t1);
    auto panel = metrics::collapsePanel(z1.detach(), z2.detach());
    panel.emplace_back("byol/tau", at::scalar_tensor(losses::momentumAt(tau_, batch.step, batch.steps)));
    return {loss, std::move(panel)};
  }

  std::vector<Preview> preview(const Batch& batch) override { return twoViews(views(batch)); }

  void afterOptimizerStep(std::int64_t step, std::int64_t steps) override {
    moveTarget(losses::momentumAt(tau_, step, steps));
  }

  std::shared_ptr<torch::nn::Module> trainable() override { return online_.module; }
  std::shared_ptr<architectures::Network> network() override { return online_.network; }

  Tensors state() override {
    Tensors all;
    for (const auto& item : target_.module->named_parameters()) all.emplace_back("target." + item.key(), item.value());
    for (const auto& item : target_.module->named_buffers()) all.emplace_back("target." + item.key(), item.value());
    return all;
  }

  base::Status loadState(const std::map<std::string, at::Tensor>& tensors) override {
    const c10::AutoGradMode noGradients(false);
    for (auto& [name, tensor] : state()) {
      const auto found = tensors.find(name);
      if (found == tensors.end() || found->second.sizes() != tensor.sizes()) {
        return base::fail(base::ErrorCode::Corrupt, "The checkpoint's BYOL target lacks " + name +
                                                        " in the right shape; it belongs to another network.");
      }
      at::Tensor(tensor).copy_(found->second);
    }
    return {};
  }

  void to(const at::Device& device) override {
    online_.network->to(device), online_.module->to(device);
    target_.network->to(device), target_.module->to(device);
  }
  void train(bool on) override {
    online_.network->train(on), online_.module->train(on);
    target_.network->train(on), target_.module->train(on);
  }

 private:
  // target = tau * target + (1 - tau) * online.
  void moveTarget(double tau) {
    const c10::AutoGradMode noGradients(false);
    const auto online = online_.module->named_parameters();
    for (auto& item : target_.module->named_parameters()) {
      const at::Tensor& source = online[item.key()];
      if (tau == 0.0) {
        item.value().copy_(source);
      } else {
        item.value().mul_(tau).add_(source, 1.0 - tau);
      }
    }
  }

  augment::Settings augment_;
  double tau_;
  Branch online_, target_;
  std::shared_ptr<Mlp> predictor_;
};

}  // namespace

spec::ParamSchema byolSchema() {
  constexpr const char* grill = "Grill et al., Bootstrap your own latent, NeurIPS 2020";
  spec::ParamSchema schema;
  schema.params = {
      number(
          "tau", 0.99, 0.0, 1.0,
          {"",
           "Momentum of the target at the start; it rises to 1 by a cosine. Lower for short runs, 0.996 for long ones.",
           grill}),
      integer("hidden", 4096, 1, 16384, {"features", "Width of the hidden layers of projector and predictor.", grill}),
      integer("out", 256, 1, 8192, {"features", "Length of the embedding on which the loss is taken.", grill}),
      headNormParam(),
  };
  schema.params[1].advanced = schema.params[2].advanced = true;
  return schema;
}

base::Result<std::unique_ptr<Method>> buildByol(const MethodConfig& config) {
  SELVOX_TRY(auto online, architectures::build(config.arch, config.network, config.seed));
  SELVOX_TRY(auto target, architectures::build(config.arch, config.network, config.seed));
  return std::make_unique<Byol>(std::move(online), std::move(target), config);
}

}  // namespace selvox::learn::methods
