#include "core/learn/methods/plain_decoder.h"

#include <algorithm>

#include <ATen/ops/upsample_bilinear2d.h>
#include <ATen/ops/upsample_trilinear3d.h>

#include "core/learn/compat/compat.h"

namespace selvox::learn::methods {

using architectures::Conv;
using architectures::ConvOptions;
using architectures::ConvStack;
using architectures::LayerList;
using architectures::Sizes;

PlainDecoder::PlainDecoder(const std::vector<architectures::PyramidLevel>& pyramid, std::int64_t outChannels) {
  up_ = register_module("up", std::make_shared<LayerList<Conv>>());
  stages_ = register_module("stages", std::make_shared<LayerList<ConvStack>>());
  for (std::size_t level = pyramid.size() - 1; level > 0; --level) {
    addStage(pyramid[level].channels, pyramid[level - 1].channels, pyramid[level].stride);
  }
  std::int64_t width = pyramid.front().channels;
  Sizes rest = pyramid.front().stride;  // from the finest level to full resolution, by halves
  while (*std::max_element(rest.begin(), rest.end()) > 1) {
    Sizes step;
    for (std::int64_t& r : rest) {
      step.push_back(r % 2 == 0 ? 2 : r);
      r /= step.back();
    }
    addStage(width, std::max<std::int64_t>(width / 2, 1), step);
    width = widths_.back();
  }
  if (widths_.empty()) addStage(width, width, rest);
  const Sizes once(rest.size(), 1);
  head_ = register_module("head", std::make_shared<Conv>(ConvOptions{widths_.back(), outChannels, once, once}));
  if (widths_.size() < 2) return;
  middleHead_ =
      register_module("middle", std::make_shared<Conv>(ConvOptions{*(widths_.rbegin() + 1), outChannels, once, once}));
}

void PlainDecoder::addStage(std::int64_t in, std::int64_t out, const Sizes& stride) {
  up_->add(std::make_shared<Conv>(ConvOptions{in, out, stride, stride, true, true}));
  stages_->add(std::make_shared<ConvStack>(out, out, Sizes(stride.size(), 3), Sizes(stride.size(), 1), 1));
  widths_.push_back(out);
}

std::vector<at::Tensor> PlainDecoder::scales(const std::vector<at::Tensor>& pyramid, const at::Tensor& input,
                                             std::size_t count) {
  std::vector<at::Tensor> all;
  at::Tensor x = pyramid.back();
  for (std::size_t i = 0; i < std::min(count, stages_->size()); ++i) {
    const bool level = i + 1 < pyramid.size();
    x = architectures::cropLike((*up_)[i].forward(x), level ? pyramid[pyramid.size() - 2 - i] : input);
    x = (*stages_)[i].forward(x);
    all.push_back(x);
  }
  return all;
}

PlainDecoder::Output PlainDecoder::forward(const std::vector<at::Tensor>& pyramid, const at::Tensor& input) {
  Output output;
  output.scales = scales(pyramid, input, stages_->size());
  output.restored = head_->forward(output.scales.back());
  if (!middleHead_) return output;
  const at::Tensor small = compat::atLeastFloat(middleHead_->forward(*(output.scales.rbegin() + 1)));
  const auto size = input.sizes().slice(2);
  output.middle =
      size.size() == 3 ? at::upsample_trilinear3d(small, size, false) : at::upsample_bilinear2d(small, size, false);
  return output;
}

}  // namespace selvox::learn::methods
