#include "core/learn/architectures/skip_decoder.h"

#include <algorithm>

#include <ATen/ops/relu.h>
#include <ATen/ops/sigmoid.h>

namespace selvox::learn::architectures {

AttentionGate::AttentionGate(std::int64_t channels, int dim) {
  const std::int64_t inner = std::max<std::int64_t>(channels / 2, 1);
  const auto unit = [&](const char* name, std::int64_t in, std::int64_t out) {
    return register_module(
        name, std::make_shared<ConvUnit>(convOf(in, out, dim, 1), UnitOptions{NormKind::Batch, Act::None}));
  };
  ask_ = unit("g", channels, inner);
  answer_ = unit("x", channels, inner);
  sum_ = unit("psi", inner, 1);
}

at::Tensor AttentionGate::shares(const at::Tensor& coarse, const at::Tensor& skip) {
  return at::sigmoid(sum_->forward(at::relu(ask_->forward(coarse) + answer_->forward(skip))));
}

SkipDecoder::SkipDecoder(const std::vector<PyramidLevel>& pyramid, const SkipOptions& options) : options_(options) {
  const auto dim = static_cast<int>(pyramid.front().stride.size());
  up_ = register_module("up", std::make_shared<LayerList<ConvUnit>>());
  if (options.gates) gates_ = register_module("gates", std::make_shared<LayerList<AttentionGate>>());
  if (options.mergeTwice) {
    mergeTwice_ = register_module("merge", std::make_shared<LayerList<TwoUnits>>());
  } else {
    mergeOnce_ = register_module("merge", std::make_shared<LayerList<ConvUnit>>());
  }
  for (std::size_t level = pyramid.size() - 1; level > 0; --level) {
    const std::int64_t in = pyramid[level].channels, out = pyramid[level - 1].channels;
    const bool keeps = options.up == SkipOptions::Up::Transposed;
    up_->add(keeps ? std::make_shared<ConvUnit>(upConvOf(in, in, dim), UnitOptions{NormKind::None, Act::None})
             : options.up == SkipOptions::Up::Wide
                 ? std::make_shared<ConvUnit>(upConvOf(in, out, dim, 3), UnitOptions{})
                 : std::make_shared<ConvUnit>(convOf(in, out, dim, 3), UnitOptions{}));
    if (gates_) gates_->add(std::make_shared<AttentionGate>(out, dim));
    const std::int64_t both = (keeps ? in : out) + out;
    if (mergeTwice_) {
      mergeTwice_->add(std::make_shared<TwoUnits>(TwoUnits::Widths{both, out, out}, dim, UnitOptions{}));
    } else {
      NormOptions bare;
      bare.affine = false;
      mergeOnce_->add(
          std::make_shared<ConvUnit>(convOf(both, out, dim, 3), UnitOptions{NormKind::Instance, Act::Prelu, bare}));
    }
  }
  head_ =
      register_module("head", std::make_shared<Conv>(convOf(pyramid.front().channels, options.outChannels, dim, 1)));
}

at::Tensor SkipDecoder::upwards(std::size_t stage, const at::Tensor& x, const at::Tensor& like) {
  ConvUnit& up = (*up_)[stage];
  if (options_.up == SkipOptions::Up::Repeat) return up.forward(repeatedTo(x, like));
  return up.upTo(x, like, options_.up == SkipOptions::Up::Wide ? 1 : 0);
}

std::vector<at::Tensor> SkipDecoder::forward(const std::vector<at::Tensor>& pyramid, const at::Tensor& /*input*/,
                                             bool /*allOutputs*/) {
  at::Tensor x = pyramid.back();
  for (std::size_t stage = 0; stage < up_->size(); ++stage) {
    at::Tensor skip = pyramid[pyramid.size() - 2 - stage];
    x = upwards(stage, x, skip);
    if (gates_) skip = skip * (*gates_)[stage].shares(x, skip);
    const at::Tensor both = options_.skipFirst ? joined({skip, x}) : joined({x, skip});
    x = mergeTwice_ ? (*mergeTwice_)[stage].forward(both) : (*mergeOnce_)[stage].forward(both);
  }
  return {head_->forward(x)};
}

}  // namespace selvox::learn::architectures
