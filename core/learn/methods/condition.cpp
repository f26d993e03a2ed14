#include "core/learn/methods/condition.h"

#include <cmath>
#include <string>

#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/cos.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/exp.h>
#include <ATen/ops/silu.h>
#include <ATen/ops/sin.h>
#include <c10/core/GradMode.h>

#include "core/learn/architectures/initialise.h"

namespace selvox::learn::methods {

using architectures::Linear;
using architectures::Norm;

std::vector<Norm*> normsOf(torch::nn::Module& network) {
  std::vector<Norm*> norms;
  for (auto& item : network.named_modules(std::string(), false)) {
    auto* norm = item.value()->as<Norm>();
    if (norm != nullptr && norm->kind() != architectures::NormKind::None) norms.push_back(norm);
  }
  return norms;
}

Condition::Condition(const std::vector<Norm*>& norms, std::int64_t in, std::int64_t width) {
  first_ = register_module("first", std::make_shared<Linear>(in, width));
  out_ = register_module("out", std::make_shared<architectures::LayerList<Linear>>());
  for (Norm* norm : norms) out_->add(std::make_shared<Linear>(width, norm->channels(), false));
}

void Condition::silence() {
  const c10::AutoGradMode noGradients(false);
  for (at::Tensor& p : out_->parameters()) p.zero_();
}

std::vector<at::Tensor> Condition::forward(const at::Tensor& vector, const at::Tensor& share) {
  const at::Tensor hidden = at::silu(first_->forward(vector));
  std::vector<at::Tensor> biases;
  for (std::size_t i = 0; i < out_->size(); ++i) biases.push_back((*out_)[i].forward(hidden) * share);
  return biases;
}

at::Tensor timeVector(const at::Tensor& time, std::int64_t width) {
  const std::int64_t half = width / 2;
  const at::Tensor rates = at::exp(at::arange(half, time.options()) * (-std::log(10000.0) / static_cast<double>(half)));
  const at::Tensor angles = time.unsqueeze(1) * rates.unsqueeze(0);
  return at::cat({at::cos(angles), at::sin(angles)}, 1);
}

at::Tensor wordVector(std::string_view word, std::int64_t width) {
  at::Tensor vector = at::empty({width}, at::kFloat);
  architectures::fillNormal(vector, 1.0, 0, word);
  return vector;
}

}  // namespace selvox::learn::methods
