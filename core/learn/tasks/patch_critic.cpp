#include "core/learn/tasks/patch_critic.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/leaky_relu.h>

#include "core/learn/methods/gan_parts.h"

namespace selvox::learn::tasks {

using architectures::Conv;
using architectures::ConvBlock;
using architectures::Sizes;

PatchCritic::PatchCritic(int dim, std::int64_t width) {
  const auto axes = static_cast<std::size_t>(dim);
  const Sizes three(axes, 3), two(axes, 2), one(axes, 1);
  first_ = register_module("first", std::make_shared<Conv>(architectures::ConvOptions{2, width, three, two}));
  middle_ = register_module("middle", std::make_shared<architectures::LayerList<ConvBlock>>());
  for (std::int64_t in = width; in < 4 * width; in *= 2)
    middle_->add(std::make_shared<ConvBlock>(architectures::ConvOptions{in, 2 * in, three, two}));
  last_ = register_module("last", std::make_shared<Conv>(architectures::ConvOptions{4 * width, 1, three, one}));
}

at::Tensor PatchCritic::forward(const at::Tensor& input, const at::Tensor& output) {
  at::Tensor x = at::leaky_relu(first_->forward(at::cat({input, output}, 1)), 0.2);
  for (std::size_t i = 0; i < middle_->size(); ++i) x = (*middle_)[i].forward(x);
  return last_->forward(x).to(at::kFloat);
}

CriticTerms ask(PatchCritic& critic, const at::Tensor& input, const at::Tensor& made, const at::Tensor& target) {
  const at::Tensor real = critic.forward(input, target), fake = critic.forward(input, made.detach());
  CriticTerms terms;
  terms.own = 0.5 * ((real - 1).square().mean() + fake.square().mean());
  terms.right = at::cat({real.detach().gt(0.5).flatten(), fake.detach().lt(0.5).flatten()}).to(at::kFloat).mean();
  const methods::Frozen frozen(critic);
  terms.fooled = (critic.forward(input, made) - 1).square().mean();
  return terms;
}

}  // namespace selvox::learn::tasks
