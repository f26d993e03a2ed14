#include "core/learn/inference/sliding_window.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <ATen/Functions.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>

#include "core/learn/architectures/network.h"
#include "core/learn/compat/compat.h"

namespace selvox::learn::inference {
namespace {

using Corner = std::array<std::int64_t, 3>;  // z, y, x

at::Tensor outputs(architectures::Network& network, const at::Tensor& batch, const WindowOptions& options) {
  const compat::Autocast autocast(options.device.type(), at::kBFloat16, options.bfloat16);
  const at::Tensor made = network.forward(batch).front().to(at::kFloat);
  switch (options.answer) {
    case WindowAnswer::Softmax:
      return at::softmax(made, 1);
    case WindowAnswer::Sigmoid:
      return at::sigmoid(made);
    case WindowAnswer::AsItIs:
      break;
  }
  return made;
}

// Mean over the mirror images of the batch (N, 1, [D,] H, W).
at::Tensor predict(architectures::Network& network, const at::Tensor& batch, const WindowOptions& options) {
  if (!options.mirror) return outputs(network, batch, options);
  at::Tensor sum;
  const int combinations = 1 << options.dim;
  for (int mask = 0; mask < combinations; ++mask) {
    std::vector<std::int64_t> axes;
    for (int axis = 0; axis < options.dim; ++axis) {
      if ((mask >> axis) & 1) axes.push_back(axis + 2);
    }
    const at::Tensor part =
        axes.empty() ? outputs(network, batch, options) : outputs(network, batch.flip(axes), options).flip(axes);
    sum = sum.defined() ? sum.add_(part) : part;
  }
  return sum.div_(combinations);
}

std::vector<Corner> corners(const at::Tensor& padded, const Corner& window, double overlap) {
  std::vector<Corner> all;
  for (const auto z : windowStarts(padded.size(0), window[0], window[0] == 1 ? 0.0 : overlap)) {
    for (const auto y : windowStarts(padded.size(1), window[1], overlap)) {
      for (const auto x : windowStarts(padded.size(2), window[2], overlap)) all.push_back({z, y, x});
    }
  }
  return all;
}

at::Tensor boxOf(const at::Tensor& volume, std::int64_t firstAxis, const Corner& corner, const Corner& size) {
  return volume.narrow(firstAxis, corner[0], size[0])
      .narrow(firstAxis + 1, corner[1], size[1])
      .narrow(firstAxis + 2, corner[2], size[2]);
}

}  // namespace

std::vector<std::int64_t> windowStarts(std::int64_t extent, std::int64_t window, double overlap) {
  if (extent <= window) return {0};
  const double step = std::max(1.0, static_cast<double>(window) * (1 - overlap));
  const auto count = static_cast<std::int64_t>(std::ceil(static_cast<double>(extent - window) / step)) + 1;
  std::vector<std::int64_t> starts;
  for (std::int64_t i = 0; i < count; ++i) {
    starts.push_back(
        std::llround(static_cast<double>(extent - window) * static_cast<double>(i) / static_cast<double>(count - 1)));
  }
  return starts;
}

std::vector<std::int64_t> centredStarts(std::int64_t extent, std::int64_t window) {
  if (window >= extent) return {-((window - extent) / 2)};
  return windowStarts(extent, window, 0);
}

at::Tensor gaussianWeights(const std::vector<std::int64_t>& window) {
  at::Tensor weights = at::ones(window);
  for (std::size_t axis = 0; axis < window.size(); ++axis) {
    const auto side = static_cast<double>(window[axis]);
    const at::Tensor offset = at::arange(window[axis], at::TensorOptions().dtype(at::kFloat)) - (side - 1) / 2;
    std::vector<std::int64_t> shape(window.size(), 1);
    shape[axis] = window[axis];
    weights = weights * at::exp(-offset.square() / (2 * (side / 8) * (side / 8))).view(shape);
  }
  return (weights / weights.max()).clamp_min(1e-4);
}

at::Tensor slidingWindow(architectures::Network& network, const at::Tensor& image, const WindowOptions& options) {
  const at::NoGradGuard noGrad;
  network.eval();
  Corner window{1, 1, 1}, before{}, extent{image.size(0), image.size(1), image.size(2)};
  std::copy(options.window.begin(), options.window.end(), window.begin() + (options.dim == 2 ? 1 : 0));
  std::vector<std::int64_t> padding;
  for (std::size_t axis = 3; axis-- > 0;) {
    const std::int64_t missing = std::max<std::int64_t>(0, window[axis] - extent[axis]);
    before[axis] = missing / 2;
    padding.push_back(before[axis]);
    padding.push_back(missing - before[axis]);
  }
  const at::Tensor padded = at::constant_pad_nd(image, padding, 0);
  const at::Tensor weights = gaussianWeights({window[0], window[1], window[2]});
  at::Tensor sum, total = at::zeros(padded.sizes());
  const auto all = corners(padded, window, options.overlap);
  for (std::size_t first = 0; first < all.size(); first += static_cast<std::size_t>(options.batch)) {
    const std::size_t count = std::min(all.size() - first, static_cast<std::size_t>(options.batch));
    std::vector<at::Tensor> boxes;
    for (std::size_t i = 0; i < count; ++i) boxes.push_back(boxOf(padded, 0, all[first + i], window));
    at::Tensor batch = at::stack(boxes).unsqueeze(1);  // (n, 1, D, H, W)
    if (options.dim == 2) batch = batch.squeeze(2);
    at::Tensor made = predict(network, batch.to(options.device), options).to(at::kCPU);
    if (options.dim == 2) made = made.unsqueeze(2);
    if (!sum.defined()) sum = at::zeros({made.size(1), padded.size(0), padded.size(1), padded.size(2)});
    for (std::size_t i = 0; i < count; ++i) {
      boxOf(sum, 1, all[first + i], window).add_(made[static_cast<std::int64_t>(i)] * weights);
      boxOf(total, 0, all[first + i], window).add_(weights);
    }
  }
  return boxOf(sum.div_(total.unsqueeze(0)), 1, before, extent).contiguous();
}

}  // namespace selvox::learn::inference
