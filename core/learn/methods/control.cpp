#include "core/learn/methods/control.h"

#include <string>
#include <utility>

#include <ATen/ops/zeros.h>

namespace selvox::learn::methods {

Control::Control(std::shared_ptr<architectures::Network> network, const MethodConfig& config)
    : HeadedMethod(std::move(network), config, augment::Settings{}) {}

Tensors Control::views(const Batch& batch) {
  return {{"view1", batch.images.to(type())}};
}

StepOutput Control::step(const Batch& batch) {
  return {at::zeros({}, batch.images.options().dtype(type())).requires_grad_(true), {}};
}

std::vector<Preview> Control::preview(const Batch& batch) {
  return {{"view1", "The patch, from which nothing is learned", "image",
           batch.images[0].to(at::kFloat).contiguous().cpu()}};
}

ParameterRule Control::rule(const std::string& /*parameter*/) const {
  ParameterRule rule;
  rule.lrScale = 0;
  rule.decay = false;
  return rule;
}

base::Status refuseCombination(const MethodConfig& config, const char* method) {
  if (!config.shared) return {};
  return base::fail(base::ErrorCode::Unsupported,
                    std::string(method) + " is a control that never trains; it cannot be combined with a method.");
}

}  // namespace selvox::learn::methods
