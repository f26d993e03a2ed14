#include "core/learn/architectures/classifier.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/dropout.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/sigmoid.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/softplus.h>
#include <ATen/ops/tanh.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>

#include "core/learn/architectures/encoder.h"
#include "core/learn/architectures/initialise.h"
#include "core/learn/compat/compat.h"

namespace selvox::learn::architectures {
namespace {

constexpr std::int64_t kAttentionWidth = 128;

// (N, S, C) -> (N, C): shares softmax over S of w (tanh(V h) * sigmoid(U h)) (Ilse et al., ICML 2018).
class GatedAttention : public torch::nn::Module {
 public:
  explicit GatedAttention(std::int64_t in) {
    value_ = register_module("value", std::make_shared<Linear>(in, kAttentionWidth));
    gate_ = register_module("gate", std::make_shared<Linear>(in, kAttentionWidth));
    score_ = register_module("score", std::make_shared<Linear>(kAttentionWidth, 1));
  }
  at::Tensor forward(const at::Tensor& rows) {
    const at::Tensor gated = at::tanh(value_->forward(rows)) * at::sigmoid(gate_->forward(rows));
    const at::Tensor shares = at::softmax(compat::atLeastFloat(score_->forward(gated)), 1);
    return (shares * rows).sum(1);
  }

 private:
  std::shared_ptr<Linear> value_, gate_, score_;
};

// (N, C) -> (N, K - 1): one score, compared to K - 1 thresholds whose distances are softplus of what is learnt.
class OrdinalLayer : public torch::nn::Module, public DrawsItself {
 public:
  OrdinalLayer(std::int64_t in, std::int64_t grades) : grades_(grades) {
    score_ = register_module("score", std::make_shared<Linear>(in, 1, false));
    thresholds_ = register_parameter("thresholds", at::zeros({grades - 1}));
  }
  at::Tensor forward(const at::Tensor& rows) {
    at::Tensor fall = at::zeros({1}, thresholds_.options().requires_grad(false));
    if (grades_ > 2) fall = at::cat({fall, at::softplus(thresholds_.narrow(0, 1, grades_ - 2)).cumsum(0)}, 0);
    return score_->forward(rows) + thresholds_.narrow(0, 0, 1) - fall;
  }
  // Evenly spaced around 0, a distance of softplus(0.55) = 1.0.
  void draw(std::uint64_t, const std::string&) override {
    const c10::AutoGradMode noGradients(false);
    thresholds_.fill_(0.55);
    thresholds_[0].fill_(static_cast<double>(grades_ - 2) / 2);
  }

 private:
  std::int64_t grades_;
  std::shared_ptr<Linear> score_;
  at::Tensor thresholds_;
};

class SliceClassifier : public Network {
 public:
  SliceClassifier(std::shared_ptr<Encoder> encoder, int dim, const ClassifierOptions& options)
      : encoder_(register_module("encoder", std::move(encoder))), dim_(dim), dropout_(options.dropout) {
    std::int64_t width = encoder_->pyramid().back().channels;
    auto decoder = register_module("decoder", std::make_shared<torch::nn::Module>("Head"));
    if (options.attention) attention_ = decoder->register_module("attention", std::make_shared<GatedAttention>(width));
    if (options.hidden > 0) {
      hidden_ = decoder->register_module("hidden", std::make_shared<Linear>(width, options.hidden));
      width = options.hidden;
    }
    if (options.ordinal) {
      grades_ = decoder->register_module("fc", std::make_shared<OrdinalLayer>(width, options.classes));
    } else {
      classes_ = decoder->register_module("fc", std::make_shared<Linear>(width, options.classes));
    }
  }
  std::vector<at::Tensor> features(const at::Tensor& x) override { return encoder_->features(x); }
  std::vector<at::Tensor> forward(const at::Tensor& x) override {
    at::Tensor rows = at::dropout(pooled(x), dropout_, is_training());
    if (hidden_) rows = at::relu(hidden_->forward(rows));
    return {grades_ ? grades_->forward(rows) : classes_->forward(rows)};
  }
  [[nodiscard]] std::vector<std::int64_t> channels() const override { return levelChannels(*encoder_); }
  [[nodiscard]] std::vector<std::int64_t> strides() const override { return totalStrides(*encoder_); }
  [[nodiscard]] bool dense() const override { return false; }

 private:
  at::Tensor pooled(const at::Tensor& x) {
    at::Tensor slices;  // (N, S, C)
    if (dim_ == 2) {
      const at::Tensor single = x.reshape({x.size(0) * x.size(1), 1, x.size(2), x.size(3)});
      slices = globalMean(encoder_->features(single).back()).view({x.size(0), x.size(1), -1});
    } else {
      const at::Tensor feature = encoder_->features(x).back();
      if (!attention_) return globalMean(feature);
      slices = compat::atLeastFloat(feature).flatten(3).mean(3).transpose(1, 2);
    }
    return attention_ ? attention_->forward(slices) : slices.mean(1);
  }

  std::shared_ptr<Encoder> encoder_;
  int dim_;
  double dropout_;
  std::shared_ptr<GatedAttention> attention_;
  std::shared_ptr<OrdinalLayer> grades_;
  std::shared_ptr<Linear> hidden_, classes_;
};

}  // namespace

base::Result<std::shared_ptr<Network>> buildClassifier(std::string_view id, const NetworkConfig& config,
                                                       const ClassifierOptions& options, std::uint64_t seed) {
  if (options.classes < (options.ordinal ? 2 : 1))
    return base::fail(base::ErrorCode::InvalidArgument, "A classifier needs two classes at least.");
  SELVOX_TRY(const std::shared_ptr<Network> whole, build(id, config, seed));
  auto encoder = std::dynamic_pointer_cast<Encoder>(whole->named_children()["encoder"]);
  if (!encoder) {
    return base::fail(base::ErrorCode::Unsupported,
                      "The network " + std::string(id) +
                          " has no encoder of its own, so it cannot classify. Choose another, such as resnet-18.");
  }
  std::shared_ptr<Network> made = std::make_shared<SliceClassifier>(std::move(encoder), config.dim, options);
  initialise(*made, seed);
  return made;
}

}  // namespace selvox::learn::architectures
