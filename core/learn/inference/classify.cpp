#include "core/learn/inference/classify.h"

#include <algorithm>
#include <cmath>

#include <ATen/Functions.h>
#include <ATen/core/grad_mode.h>

#include "core/learn/architectures/network.h"
#include "core/learn/compat/compat.h"
#include "core/learn/inference/sliding_window.h"
#include "core/learn/methods/parts.h"

namespace selvox::learn::inference {
namespace {

using volume::Extent;

constexpr std::size_t kWindowsAtOnce = 16;

}  // namespace

std::vector<std::int64_t> slicesOf(std::int64_t extent, std::int64_t count, bool together) {
  std::vector<std::int64_t> all;
  const std::int64_t n = together ? count : std::min(count, extent);
  for (std::int64_t i = 0; i < n; ++i) {
    const auto at = static_cast<double>(i), last = static_cast<double>(extent - 1);
    const double z = !together ? (at + 0.5) * static_cast<double>(extent) / static_cast<double>(n) - 0.5
                     : n > 1   ? at * last / static_cast<double>(n - 1)
                               : last / 2;
    all.push_back(std::clamp<std::int64_t>(std::llround(z), 0, extent - 1));
  }
  return all;
}

at::Tensor classifyCase(architectures::Network& network, const Extent& extent, const CropFunction& crop,
                        const ClassifyConfig& config) {
  const at::NoGradGuard noGrad;
  const methods::EvaluationMode mode(network);
  const bool flat = config.dim == 2;
  const Extent patch{config.patch[0], config.patch[1], flat ? 1 : config.patch[2]};
  const auto depths = flat ? slicesOf(extent.z, config.slices, config.together) : centredStarts(extent.z, patch.z);
  std::vector<at::Tensor> windows;  // (1, D, H, W); in 2D (S, H, W)
  for (const std::int64_t y : centredStarts(extent.y, patch.y)) {
    for (const std::int64_t x : centredStarts(extent.x, patch.x)) {
      std::vector<at::Tensor> stack;
      for (const std::int64_t z : depths) {
        stack.push_back(at::empty({patch.z, patch.y, patch.x}));
        crop({x, y, z}, patch, stack.back().data_ptr<float>());
      }
      if (flat && config.together) {
        windows.push_back(at::cat(stack, 0));
      } else {
        for (const at::Tensor& one : stack) windows.push_back(flat ? one : one.unsqueeze(0));
      }
    }
  }
  at::Tensor sum;
  for (std::size_t first = 0; first < windows.size(); first += kWindowsAtOnce) {
    const auto begin = windows.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end = windows.begin() + static_cast<std::ptrdiff_t>(std::min(windows.size(), first + kWindowsAtOnce));
    const at::Tensor batch = at::stack(std::vector<at::Tensor>(begin, end)).to(config.device);
    at::Tensor logits;
    {
      const compat::Autocast autocast(config.device.type(), at::kBFloat16, config.bfloat16);
      logits = network.forward(batch).front();
    }
    const at::Tensor part = losses::classProbabilities(logits.to(at::kCPU, at::kDouble), config.kind).sum(0);
    sum = sum.defined() ? sum + part : part;
  }
  // What is not a number must not pass for an answer; without any all classes are alike.
  const at::Tensor mean = (sum / static_cast<double>(windows.size())).nan_to_num(0, 1, 0);
  if (config.kind == losses::ClassKind::MultiLabel) return mean;
  const double total = mean.sum().item<double>();
  return total > 0 ? mean / total : at::full_like(mean, 1.0 / static_cast<double>(mean.numel()));
}

}  // namespace selvox::learn::inference
