#include "core/learn/methods/projector.h"

#include <ATen/ops/batch_norm.h>
#include <ATen/ops/layer_norm.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/zeros.h>

#include "core/learn/compat/compat.h"

namespace selvox::learn::methods {

using architectures::Linear;
using architectures::Norm;
using architectures::NormKind;

namespace {
constexpr double kEps = 1e-5, kMomentum = 0.1;
}

PlainNorm::PlainNorm(NormKind kind, std::int64_t features) : kind_(kind), features_(features) {
  if (kind_ != NormKind::Batch) return;
  mean_ = register_buffer("running_mean", at::zeros({features}));
  variance_ = register_buffer("running_var", at::ones({features}));
}

at::Tensor PlainNorm::forward(const at::Tensor& x) {
  if (kind_ == NormKind::None) return x;
  const compat::FullPrecision guard;
  const at::Tensor rows = compat::atLeastFloat(x);
  if (kind_ == NormKind::Batch) {
    return at::batch_norm(rows, {}, {}, mean_, variance_, is_training() && rows.size(0) > 1, kMomentum, kEps, true);
  }
  return at::layer_norm(rows, {features_}, {}, {}, kEps);
}

Projector::Projector(const ProjectorOptions& options) {
  layers_ = register_module("layers", std::make_shared<architectures::LayerList<Linear>>());
  norms_ = register_module("norms", std::make_shared<architectures::LayerList<Norm>>());
  for (std::size_t i = 0; i + 1 < options.widths.size(); ++i) {
    layers_->add(std::make_shared<Linear>(options.widths[i], options.widths[i + 1], options.bias));
    const bool last = i + 2 == options.widths.size();
    if (!last) norms_->add(std::make_shared<Norm>(options.norm, options.widths[i + 1]));
  }
  if (options.lastNorm)
    last_ = register_module("last", std::make_shared<PlainNorm>(options.norm, options.widths.back()));
}

at::Tensor Projector::forward(at::Tensor x) {
  for (std::size_t i = 0; i < layers_->size(); ++i) {
    x = (*layers_)[i].forward(x);
    if (i < norms_->size()) x = at::relu((*norms_)[i].forward(x));
  }
  return last_ ? last_->forward(x) : x;
}

NormedMlp::NormedMlp(const MethodConfig& config, std::int64_t in, bool lastNorm) {
  mlp_ = register_module("mlp", mlpHead(config, in));
  if (!lastNorm) return;
  const auto out = base::valueOr<std::int64_t>(config.settings, "out", 256);
  last_ = register_module("last", std::make_shared<PlainNorm>(NormKind::Batch, out));
}

at::Tensor NormedMlp::forward(const at::Tensor& x) {
  const at::Tensor rows = mlp_->forward(x);
  return last_ ? last_->forward(rows) : rows;
}

}  // namespace selvox::learn::methods
