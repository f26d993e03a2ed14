#include "core/learn/losses/mae.h"

#include <ATen/ops/square.h>
#include <ATen/ops/var.h>

#include "core/learn/losses/common.h"

namespace selvox::learn::losses {
namespace {

std::vector<std::int64_t> perAxis(const std::vector<std::int64_t>& patch, std::int64_t axes) {
  TORCH_CHECK(patch.size() == 1 || static_cast<std::int64_t>(patch.size()) == axes,
              "mae: `patch` needs one side or one per axis");
  return patch.size() == 1 ? std::vector<std::int64_t>(static_cast<std::size_t>(axes), patch.front()) : patch;
}

at::Tensor normalisePatches(const at::Tensor& patches) {
  const at::Tensor mean = patches.mean(-1, true);
  const at::Tensor variance = patches.var({-1}, /*unbiased=*/true, /*keepdim=*/true);
  return (patches - mean) / (variance + 1e-6).sqrt();
}

at::Tensor weighted(const at::Tensor& error, const at::Tensor& mask) {
  return (error * mask).sum() / mask.sum().clamp_min(1);
}

at::Tensor onPatches(at::Tensor target, const at::Tensor& pred, const at::Tensor& mask, bool normPix) {
  TORCH_CHECK(target.sizes() == pred.sizes(), "mae: images ", target.sizes(), " do not match pred ", pred.sizes());
  TORCH_CHECK(mask.sizes() == pred.sizes().slice(0, static_cast<std::size_t>(pred.dim() - 1)), "mae: mask ",
              mask.sizes(), " must have pred's shape ", pred.sizes(), " without its last axis");
  if (normPix) target = normalisePatches(target);
  return weighted(at::square(pred - target).mean(-1), mask);
}

}  // namespace

at::Tensor patchify(const at::Tensor& images, const std::vector<std::int64_t>& patch) {
  const std::int64_t axes = images.dim() - 2;
  const auto side = perAxis(patch, axes);
  std::vector<std::int64_t> split{images.size(0), images.size(1)}, order{0};
  std::int64_t length = 1, values = images.size(1);
  for (std::int64_t a = 0; a < axes; ++a) {
    const std::int64_t p = side[static_cast<std::size_t>(a)], n = images.size(a + 2);
    TORCH_CHECK(p > 0 && n % p == 0, "mae: side ", n, " is no multiple of the patch ", p);
    split.insert(split.end(), {n / p, p});
    length *= n / p;
    values *= p;
  }
  for (std::int64_t a = 0; a < axes; ++a) order.push_back(2 + 2 * a);
  for (std::int64_t a = 0; a < axes; ++a) order.push_back(3 + 2 * a);
  order.push_back(1);
  return images.reshape(split).permute(order).reshape({images.size(0), length, values});
}

at::Tensor mae(const at::Tensor& images, const at::Tensor& pred, const at::Tensor& mask, const MaeOptions& options) {
  const compat::FullPrecision guard;
  const at::Tensor target = compat::atLeastFloat(images), guess = compat::atLeastFloat(pred);
  const at::Tensor hidden = mask.to(guess.scalar_type());
  if (hidden.dim() + 1 == guess.dim()) {
    const bool cut = target.dim() != guess.dim();
    TORCH_CHECK(!cut || !options.patch.empty(), "mae: images ", target.sizes(), " need the setting `patch`");
    return onPatches(cut ? patchify(target, options.patch) : target, guess, hidden, options.normPix);
  }
  TORCH_CHECK(target.sizes() == guess.sizes() && hidden.dim() == guess.dim(), "mae: images ", target.sizes(), ", pred ",
              guess.sizes(), " and mask ", hidden.sizes(), " do not belong together");
  if (options.normPix) {
    TORCH_CHECK(!options.patch.empty(), "mae: norm_pix on volumes needs the setting `patch`");
    const at::Tensor cells = patchify(hidden, options.patch).amax(-1);
    return onPatches(patchify(target, options.patch), patchify(guess, options.patch), cells, true);
  }
  return weighted(at::square(guess - target).mean(1, true), hidden);
}

at::Tensor unpatchify(const at::Tensor& patches, const std::vector<std::int64_t>& grid,
                      const std::vector<std::int64_t>& patch) {
  const auto axes = static_cast<std::int64_t>(grid.size());
  std::vector<std::int64_t> split{patches.size(0)}, order{0, 1 + 2 * axes}, shape{patches.size(0)};
  std::int64_t values = 1;
  for (const std::int64_t p : patch) values *= p;
  TORCH_CHECK(patch.size() == grid.size() && patches.dim() == 3 && patches.size(2) % values == 0, "mae: patches ",
              patches.sizes(), " do not fill a grid");
  split.insert(split.end(), grid.begin(), grid.end());
  split.insert(split.end(), patch.begin(), patch.end());
  split.push_back(patches.size(2) / values);
  shape.push_back(split.back());
  for (std::int64_t a = 0; a < axes; ++a) {
    order.insert(order.end(), {1 + a, 1 + axes + a});
    shape.push_back(grid[static_cast<std::size_t>(a)] * patch[static_cast<std::size_t>(a)]);
  }
  return patches.reshape(split).permute(order).reshape(shape);
}

at::Tensor simmim(const at::Tensor& images, const at::Tensor& pred, const at::Tensor& mask) {
  const compat::FullPrecision guard;
  const at::Tensor target = compat::atLeastFloat(images), guess = compat::atLeastFloat(pred);
  at::Tensor hidden = mask.to(guess.scalar_type());
  const bool patches = hidden.dim() + 1 == guess.dim();
  if (patches) hidden = hidden.unsqueeze(-1).expand_as(guess);
  TORCH_CHECK(target.sizes() == guess.sizes() && hidden.dim() == guess.dim(), "simmim: images ", target.sizes(),
              ", pred ", guess.sizes(), " and mask ", mask.sizes(), " do not belong together");
  const double channels = patches ? 1.0 : static_cast<double>(guess.size(1));
  return ((guess - target).abs() * hidden).sum() / (hidden.sum() + 1e-5) / channels;
}

}  // namespace selvox::learn::losses
