#include "core/learn/augment/augment.h"

#include <algorithm>
#include <atomic>
#include <chrono>

#include <ATen/Functions.h>
#include <ATen/core/grad_mode.h>

#include "core/learn/augment/intensity.h"
#include "core/learn/augment/spatial.h"

namespace selvox::learn::augment {
namespace {

std::atomic<std::int64_t> g_nanoseconds{0};

class Stopwatch {
 public:
  ~Stopwatch() {
    const auto spent = std::chrono::steady_clock::now() - start_;
    g_nanoseconds += std::chrono::duration_cast<std::chrono::nanoseconds>(spent).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace

double secondsSpent() {
  return static_cast<double>(g_nanoseconds.load()) * 1e-9;
}

Augmented apply(const at::Tensor& images, const at::Tensor& labels, const Settings& settings, const Key& key,
                const std::vector<std::int64_t>& outSize) {
  const Stopwatch stopwatch;
  const at::NoGradGuard noGrad;
  const std::vector<std::int64_t> inSize(images.sizes().begin() + 2, images.sizes().end());
  const auto& size = outSize.empty() ? inSize : outSize;
  Augmented result;
  result.patchFromView = at::empty({images.size(0), 12}, at::TensorOptions().dtype(at::kDouble));
  for (std::int64_t n = 0; n < images.size(0); ++n) {
    const Rows rows =
        drawAffine(settings, key, static_cast<int>(n), static_cast<int>(inSize.size()), gridOf(inSize), gridOf(size));
    std::copy(rows.begin(), rows.end(), result.patchFromView.data_ptr<double>() + n * 12);
  }
  const bool cpu = images.device().is_cpu();
  result.images =
      cpu ? warpLinear(images, result.patchFromView, size) : warpLinearByGrid(images, result.patchFromView, size);
  if (labels.defined()) {
    result.labels =
        cpu ? warpNearest(labels, result.patchFromView, size) : warpNearestByGrid(labels, result.patchFromView, size);
  }
  applyIntensity(result.images, settings, key);
  return result;
}

}  // namespace selvox::learn::augment
