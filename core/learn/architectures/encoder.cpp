#include "core/learn/architectures/encoder.h"

#include <algorithm>
#include <string>
#include <utility>

#include <ATen/ops/cat.h>
#include <ATen/ops/mean.h>

#include "core/learn/compat/compat.h"

namespace selvox::learn::architectures {
namespace {

// From a finest level of this stride to full resolution: one stage, or, where it is a power of two above 2 (the tokens
// of a transformer), a stage for each halving. A single transposed convolution of stride 16 would hold 4,096 weights a
// pair of channels in 3D.
std::vector<Sizes> upwards(Sizes stride) {
  std::vector<Sizes> steps;
  const auto most = [&] { return *std::max_element(stride.begin(), stride.end()); };
  while (most() > 1) {
    Sizes step = stride;
    const bool even = std::all_of(stride.begin(), stride.end(), [](std::int64_t s) { return s == 1 || s % 2 == 0; });
    for (std::size_t axis = 0; axis < stride.size() && even; ++axis)
      step[axis] = std::min<std::int64_t>(stride[axis], 2);
    for (std::size_t axis = 0; axis < stride.size(); ++axis) stride[axis] /= step[axis];
    steps.push_back(step);
  }
  return steps;
}

}  // namespace

UDecoder::UDecoder(const std::vector<PyramidLevel>& pyramid, const DecoderOptions& options)
    : options_(options), levels_(pyramid.size()) {
  up_ = register_module("transpconvs", std::make_shared<LayerList<Conv>>());
  stages_ = register_module("stages", std::make_shared<LayerList<ConvStack>>());
  const std::size_t dim = pyramid.front().stride.size();
  const Sizes three(dim, 3);
  std::vector<std::int64_t> widths;
  for (std::size_t level = pyramid.size() - 1; level > 0; --level) {
    widths.push_back(pyramid[level - 1].channels);
    addStage(pyramid[level].channels, widths.back(), pyramid[level].stride,
             level - 1 < options.kernels.size() ? options.kernels[level - 1] : three, options.skips);
  }
  std::int64_t width = pyramid.front().channels;
  for (const Sizes& step : upwards(pyramid.front().stride)) {
    widths.push_back(std::max<std::int64_t>(width / 2, 1));
    addStage(width, widths.back(), step, three, false);
    width = widths.back();
  }
  addHeads(widths, dim);
}

void UDecoder::addStage(std::int64_t in, std::int64_t out, const Sizes& stride, const Sizes& kernel, bool skip) {
  const Sizes once(stride.size(), 1);
  up_->add(std::make_shared<Conv>(ConvOptions{in, out, stride, stride, true, true}));
  stages_->add(std::make_shared<ConvStack>(skip ? 2 * out : out, out, kernel, once, options_.convs));
}

void UDecoder::addHeads(const std::vector<std::int64_t>& widths, std::size_t dim) {
  auto list = register_module("seg_layers", std::make_shared<torch::nn::Module>("Heads"));
  const Sizes once(dim, 1);
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const bool wanted = options_.deepSupervision || i + 1 == widths.size();
    heads_.push_back(nullptr);
    if (!wanted) continue;
    heads_.back() = list->register_module(
        std::to_string(i), std::make_shared<Conv>(ConvOptions{widths[i], options_.outChannels, once, once}));
  }
}

std::vector<at::Tensor> UDecoder::forward(const std::vector<at::Tensor>& pyramid, const at::Tensor& input,
                                          bool allOutputs) {
  std::vector<at::Tensor> outputs;
  at::Tensor x = pyramid.back();
  std::size_t level = pyramid.size() - 1;
  for (std::size_t i = levels_ - pyramid.size(); i < stages_->size(); ++i) {
    const bool finer = level > 0, skip = finer && options_.skips;
    const at::Tensor& like = finer ? pyramid[level - 1] : input;
    x = cropLike((*up_)[i].forward(x), like);
    // Under autocast the transposed convolution may come back wider than the skip.
    x = (*stages_)[i].forward(skip ? at::cat({x.to(like.scalar_type()), like}, 1) : x);
    if (heads_[i] && (allOutputs || i + 1 == stages_->size())) outputs.push_back(heads_[i]->forward(x));
    if (finer) --level;
  }
  if (outputs.empty()) outputs.push_back(heads_.back()->forward(x));  // the pyramid is full resolution alone
  std::reverse(outputs.begin(), outputs.end());
  return outputs;
}

DenseNetwork::DenseNetwork(std::shared_ptr<Encoder> encoder, const DecoderOptions& options)
    : encoder_(register_module("encoder", std::move(encoder))),
      decoder_(register_module("decoder", std::make_shared<UDecoder>(encoder_->pyramid(), options))),
      deepSupervision_(options.deepSupervision) {}

DenseNetwork::DenseNetwork(std::shared_ptr<Encoder> encoder, std::shared_ptr<Decoder> decoder, bool deepSupervision)
    : encoder_(register_module("encoder", std::move(encoder))),
      decoder_(register_module("decoder", std::move(decoder))),
      deepSupervision_(deepSupervision) {}

std::vector<at::Tensor> DenseNetwork::decode(const std::vector<at::Tensor>& pyramid, const at::Tensor& x) {
  return decoder_->forward(pyramid, x, deepSupervision_ && is_training());
}
std::vector<std::int64_t> DenseNetwork::channels() const {
  return levelChannels(*encoder_);
}
std::vector<std::int64_t> DenseNetwork::strides() const {
  return totalStrides(*encoder_);
}

ClassifierNetwork::ClassifierNetwork(std::shared_ptr<Encoder> encoder, std::int64_t classes)
    : encoder_(register_module("encoder", std::move(encoder))) {
  auto decoder = register_module("decoder", std::make_shared<torch::nn::Module>("Head"));
  head_ = decoder->register_module("fc", std::make_shared<Linear>(encoder_->pyramid().back().channels, classes));
}

std::vector<at::Tensor> ClassifierNetwork::forward(const at::Tensor& x) {
  return {head_->forward(globalMean(encoder_->features(x).back()))};
}
std::vector<std::int64_t> ClassifierNetwork::channels() const {
  return levelChannels(*encoder_);
}
std::vector<std::int64_t> ClassifierNetwork::strides() const {
  return totalStrides(*encoder_);
}

std::vector<std::int64_t> levelChannels(const Encoder& encoder) {
  std::vector<std::int64_t> channels;
  for (const PyramidLevel& level : encoder.pyramid()) channels.push_back(level.channels);
  return channels;
}

std::vector<std::int64_t> totalStrides(const Encoder& encoder) {
  std::vector<std::int64_t> totals;
  Sizes product(encoder.pyramid().front().stride.size(), 1);
  for (const PyramidLevel& level : encoder.pyramid()) {
    for (std::size_t axis = 0; axis < product.size(); ++axis) product[axis] *= level.stride[axis];
    totals.push_back(*std::max_element(product.begin(), product.end()));
  }
  return totals;
}

at::Tensor globalMean(const at::Tensor& feature) {
  return at::mean(compat::atLeastFloat(feature).flatten(2), {2});
}

}  // namespace selvox::learn::architectures
