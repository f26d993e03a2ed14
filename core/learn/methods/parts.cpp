#include "core/learn/methods/parts.h"

#include <utility>

#include <ATen/ops/relu.h>

#include "core/learn/architectures/encoder.h"

namespace selvox::learn::methods {

using architectures::Linear;
using architectures::Norm;
using architectures::NormKind;

Mlp::Mlp(std::int64_t in, std::int64_t hidden, std::int64_t out, NormKind norm) {
  first_ = register_module("first", std::make_shared<Linear>(in, hidden));
  norm_ = register_module("norm", std::make_shared<Norm>(norm, hidden));
  second_ = register_module("second", std::make_shared<Linear>(hidden, out));
}

at::Tensor Mlp::forward(const at::Tensor& x) {
  return second_->forward(at::relu(norm_->forward(first_->forward(x))));
}

std::shared_ptr<Mlp> mlpHead(const MethodConfig& config, std::int64_t in) {
  return std::make_shared<Mlp>(in, base::valueOr<std::int64_t>(config.settings, "hidden", 2048),
                               base::valueOr<std::int64_t>(config.settings, "out", 256),
                               headNorm(config.settings, config.network.dim));
}

NormKind headNorm(const base::Json& settings, int dim) {
  const auto name = base::valueOr<std::string>(settings, "head_norm", "auto");
  if (name == "batch") return NormKind::Batch;
  if (name == "layer") return NormKind::Layer;
  if (name == "none") return NormKind::None;
  return dim == 2 ? NormKind::Batch : NormKind::Layer;
}

at::Tensor embed(architectures::Network& network, const at::Tensor& x) {
  return architectures::globalMean(network.features(x).back());
}

std::shared_ptr<torch::nn::Module> encoderOf(architectures::Network& network) {
  return network.named_children()["encoder"];
}

at::ScalarType typeOf(const torch::nn::Module& module) {
  const auto parameters = module.parameters();
  return parameters.empty() ? at::kFloat : parameters.front().scalar_type();
}

at::Tensor view(const Batch& batch, const augment::Settings& settings, int stream, at::ScalarType type) {
  return augment::apply(batch.images, {}, settings, {batch.seed, batch.step, stream}).images.to(type);
}

std::vector<Preview> twoViews(const Tensors& views) {
  const auto first = [](const at::Tensor& t) { return t[0].to(at::kFloat).contiguous().cpu(); };
  return {{"view1", "First view", "image", first(views[0].second)},
          {"view2", "Second view of the same patch", "image", first(views[1].second)}};
}

augment::Settings augmentation(const MethodConfig& config, const augment::Settings& defaults) {
  return config.augment.is_object() && !config.augment.empty() ? augment::fromJson(config.augment) : defaults;
}

namespace {

spec::Param row(const char* name, spec::ParamType type, base::Json value, const Text& text) {
  spec::Param p;
  p.name = name;
  p.type = type;
  p.defaultValue = std::move(value);
  p.unit = text.unit;
  p.help = text.help;
  p.citation = text.citation;
  return p;
}

}  // namespace

spec::Param number(const char* name, double value, double low, double high, const Text& text) {
  spec::Param p = row(name, spec::ParamType::Float, value, text);
  p.minimum = low, p.maximum = high;
  return p;
}

spec::Param integer(const char* name, base::Json value, double low, double high, const Text& text) {
  spec::Param p = row(name, spec::ParamType::Int, std::move(value), text);
  p.minimum = low, p.maximum = high;
  return p;
}

spec::Param choice(const char* name, const char* value, std::vector<std::string> choices, const Text& text) {
  spec::Param p = row(name, spec::ParamType::Choice, value, text);
  p.choices = std::move(choices);
  return p;
}

spec::Param toggle(const char* name, bool value, const Text& text) {
  return row(name, spec::ParamType::Bool, value, text);
}

spec::Param advanced(spec::Param p) {
  p.advanced = true;
  return p;
}

spec::Param headNormParam() {
  spec::Param p =
      choice("head_norm", "auto", {"auto", "batch", "layer", "none"},
             {"",
              "Normalisation inside the heads. Batch norm needs some 32 samples a batch; layer norm works with two. "
              "Auto: batch in 2D, layer in 3D.",
              "Grill et al., NeurIPS 2020; Richemond et al., 2020"});
  p.advanced = true;
  return p;
}

spec::Param headWidth(const char* name, int value, const char* help, const char* citation) {
  spec::Param p = integer(name, value, 1, 65536, {"features", help, citation});
  p.advanced = true;
  return p;
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
          {"augment.crop_low", s.cropLow},
          {"augment.solarise", 0.1}};  // presets allow it for X-rays and pictures only
}

augment::Settings spatialOnly() {
  augment::Settings s;
  s.gamma = s.gammaInvert = s.noise = s.blur = s.brightness = s.contrast = s.lowResolution = s.cutout = 0;
  return s;
}

base::Json restorativeTrainDefaults() {
  return {{"train.optimizer", "adamw"},  {"train.lr", 1e-3},       {"augment.gamma", 0.0},
          {"augment.gamma_invert", 0.0}, {"augment.noise", 0.0},   {"augment.blur", 0.0},
          {"augment.brightness", 0.0},   {"augment.contrast", 0.0}};
}

}  // namespace selvox::learn::methods
