#include "core/learn/methods/multi_crop.h"

#include <algorithm>
#include <cmath>

#include <ATen/ops/cat.h>

#include "core/base/rng.h"
#include "core/learn/architectures/encoder.h"
#include "core/learn/architectures/settings.h"
#include "core/learn/methods/parts.h"

namespace selvox::learn::methods {

std::vector<std::int64_t> coarsestStride(architectures::Network& network, std::size_t axes) {
  std::vector<std::int64_t> stride(axes, 1);
  const auto encoder = std::dynamic_pointer_cast<architectures::Encoder>(encoderOf(network));
  if (!encoder) return std::vector<std::int64_t>(axes, network.strides().back());
  for (const auto& level : encoder->pyramid()) {
    for (std::size_t a = 0; a < axes; ++a) stride[a] *= level.stride[a];
  }
  return stride;
}

LocalCrops localCrops(const MethodConfig& config, architectures::Network& network) {
  LocalCrops crops;
  crops.count = base::valueOr(config.settings, "local_crops", crops.count);
  crops.low = base::valueOr(config.settings, "local_low", crops.low);
  crops.high = std::max(base::valueOr(config.settings, "local_high", crops.high), crops.low);
  const auto wanted = architectures::intOrAuto(config.settings, "local_size");
  const auto stride = coarsestStride(network, config.patch.size());
  for (std::size_t a = 0; a < config.patch.size(); ++a) {
    const std::int64_t side = config.patch[a], unit = stride[a];
    const auto share = static_cast<std::int64_t>(std::ceil(0.43 * static_cast<double>(side)));
    const std::int64_t usual = std::max((share + unit - 1) / unit * unit, 2 * unit);
    crops.size.push_back(std::min(wanted.value_or(usual), side));
  }
  return crops;
}

std::vector<spec::Param> localCropParams(int count, double low, double high, const char* citation) {
  std::vector<spec::Param> params{
      integer(
          "local_crops", count, 0, 16,
          {"views", "Small views of each sample, matched to the large ones. More: more signal from a batch, more time.",
           citation}),
      number("local_low", low, 0.01, 1.0, {"", "Smallest share of the patch that a small view shows.", citation}),
      number("local_high", high, 0.01, 1.0,
             {"", "Largest share of the patch that a small view shows. Higher makes the task easier.", citation}),
      integer("local_size", nullptr, 4, 512,
              {"voxels", "Side of a small view. Auto: about 0.43 of the patch, as the network divides it.", citation}),
  };
  for (std::size_t i = 1; i < params.size(); ++i) params[i].advanced = true;
  return params;
}

at::Tensor localView(const Batch& batch, const augment::Settings& settings, const LocalCrops& crops, int stream,
                     at::ScalarType type) {
  const auto axes = static_cast<std::int64_t>(crops.size.size());
  const double side = std::pow(crops.high, 1.0 / static_cast<double>(axes));
  std::vector<at::Tensor> windows;
  for (std::int64_t n = 0; n < batch.images.size(0); ++n) {
    base::Rng rng(batch.seed, base::Purpose::Method, static_cast<std::uint64_t>(batch.step),
                  static_cast<std::uint64_t>(n * 64 + stream));
    at::Tensor window = batch.images.narrow(0, n, 1);
    for (std::int64_t a = 2; a < axes + 2; ++a) {
      const std::int64_t whole = window.size(a);
      const auto wanted = std::llround(side * static_cast<double>(whole));
      const std::int64_t kept = std::clamp<std::int64_t>(wanted, 1, whole);
      const auto start = static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(whole - kept + 1)));
      window = window.narrow(a, start, kept);
    }
    windows.push_back(window);
  }
  augment::Settings local = settings;
  // Below 1 in any case: only a resized crop is brought to the wanted size.
  local.cropLow = std::clamp(crops.low / crops.high, 0.01, 0.9999);
  const augment::Key key{batch.seed, batch.step, stream};
  return augment::apply(at::cat(windows), {}, local, key, crops.size).images.to(type);
}

}  // namespace selvox::learn::methods
