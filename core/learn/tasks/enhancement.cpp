#include "core/learn/tasks/enhancement.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include <ATen/Functions.h>

#include "core/base/hash.h"
#include "core/learn/compat/compat.h"
#include "core/learn/losses/ssim.h"
#include "core/learn/methods/degrade/artifacts.h"
#include "core/learn/methods/degrade/mr.h"
#include "core/learn/methods/degrade/noise.h"
#include "core/learn/methods/degrade/resolution.h"

namespace selvox::learn::tasks {
namespace {

namespace degrade = methods::degrade;

constexpr std::int64_t kMostArtifacts = 2;
constexpr std::uint64_t kJudged = std::uint64_t{1} << 40;  // streams that training never draws from

EnhanceKind kindFrom(const std::string& name) {
  if (name == "super-resolution") return EnhanceKind::SuperResolution;
  if (name == "artifact") return EnhanceKind::Artifact;
  if (name == "normalise") return EnhanceKind::Normalise;
  return name == "synthesis" ? EnhanceKind::Synthesis : EnhanceKind::Denoise;
}

// One or two of what a scanner of this kind does, in the order of the table; of any where the kind is not known.
at::Tensor withArtifacts(const at::Tensor& sample, double strength, const std::string& modality, base::Rng& rng) {
  const std::string kind = modality.substr(0, modality.find(' '));  // "MR FLAIR" is MR
  std::vector<const degrade::Artifact*> pool;
  for (const degrade::Artifact& a : degrade::artifacts()) {
    if (a.usual && (*a.modality == 0 || kind.empty() || kind == a.modality)) pool.push_back(&a);
  }
  base::shuffle(pool, rng);
  pool.resize(std::min(pool.size(), static_cast<std::size_t>(degrade::between(1, kMostArtifacts, rng))));
  std::sort(pool.begin(), pool.end());
  at::Tensor made = sample;
  for (const degrade::Artifact* artifact : pool) made = artifact->apply(made, strength, rng);
  return made;
}

// A curve over the greys and brightness that drifts over the body, then mean and deviation as before: what preparing
// an image cannot undo.
at::Tensor unevenGreys(const at::Tensor& sample, double strength, base::Rng& rng) {
  const degrade::Range range = degrade::rangeOf(sample);
  const double gamma = std::exp(strength * rng.uniform(-0.5, 0.5));
  if (range.width() <= 0) return sample;
  at::Tensor made = ((sample - range.low) / range.width()).clamp(0, 1).pow(gamma) * range.width() + range.low;
  made = degrade::biasField(made, 0.3 * strength, rng);
  const double deviation = made.std(false).item<double>();
  if (deviation <= 0) return sample;
  return (made - made.mean()) * (sample.std(false) / deviation) + sample.mean();
}

}  // namespace

degrade::Triple Enhancement::factors(int dim) const {
  if (kind != EnhanceKind::SuperResolution) return {1, 1, 1};
  const bool plane = axes != "through-plane", slices = dim == 3 && axes != "in-plane";
  return {slices ? factor : 1, plane ? factor : 1, plane ? factor : 1};
}

Enhancement enhancementFrom(const base::Json& task) {
  using base::valueOr;
  Enhancement how;
  how.kind = kindFrom(valueOr<std::string>(task, "kind", "denoise"));
  how.factor = valueOr(task, "factor", how.factor);
  how.axes = valueOr(task, "axes", how.axes);
  how.noise = valueOr(task, "noise", how.noise);
  how.strength = valueOr(task, "strength", how.strength);
  how.source = valueOr(task, "source", how.source);
  how.target = valueOr(task, "target", how.target);
  how.residual = valueOr(task, "residual", how.residual);
  how.l1 = valueOr(task, "l1", how.l1);
  how.ssim = valueOr(task, "ssim", how.ssim);
  how.perceptual = valueOr(task, "perceptual", how.perceptual);
  how.adversarial = valueOr(task, "adversarial", how.adversarial);
  return how;
}

at::Tensor spoil(const Enhancement& how, const at::Tensor& sample, const std::string& modality, base::Rng& rng) {
  switch (how.kind) {
    case EnhanceKind::Denoise:
      return degrade::gaussianNoise(sample, how.noise, rng);
    case EnhanceKind::SuperResolution:
      return degrade::coarser(sample, how.factors(static_cast<int>(sample.dim()) - 1));
    case EnhanceKind::Artifact:
      return withArtifacts(sample, how.strength, modality, rng);
    case EnhanceKind::Normalise:
      return unevenGreys(sample, how.strength, rng);
    case EnhanceKind::Synthesis:
      break;
  }
  return sample;
}

at::Tensor spoilCase(const Enhancement& how, const at::Tensor& volume, int dim, const std::string& modality,
                     const std::string& key) {
  const auto seed = std::stoull(base::sha256Hex(key).substr(0, 15), nullptr, 16);
  const auto rngOf = [&](std::int64_t slice) {
    return base::Rng(seed, base::Purpose::Method, kJudged, static_cast<std::uint64_t>(slice));
  };
  const at::Tensor sample = degrade::asSample(volume.unsqueeze(0));
  if (dim == 3) {
    base::Rng rng = rngOf(0);
    return spoil(how, sample, modality, rng)[0].to(at::kFloat).contiguous();
  }
  std::vector<at::Tensor> slices;
  for (std::int64_t z = 0; z < volume.size(0); ++z) {
    base::Rng rng = rngOf(z);
    slices.push_back(spoil(how, sample.select(1, z).contiguous(), modality, rng)[0]);
  }
  return at::stack(slices).to(at::kFloat).contiguous();
}

methods::StepOutput enhanceLoss(const at::Tensor& made, const at::Tensor& target, const Enhancement& how) {
  const compat::FullPrecision guard;
  const at::Tensor x = compat::atLeastFloat(made), y = compat::atLeastFloat(target);
  const at::Tensor l1 = at::l1_loss(x, y);
  methods::StepOutput out{how.l1 * l1, {{"loss/l1", l1.detach()}}};
  if (how.ssim <= 0) return out;
  const at::Tensor flat = y.flatten(1);
  const at::Tensor range = (flat.amax({1}) - flat.amin({1})).clamp_min(1);
  const at::Tensor unlike = 1 - losses::ssim(x, y, range).mean();
  out.loss = out.loss + how.ssim * unlike;
  out.metrics.emplace_back("loss/ssim", unlike.detach());
  return out;
}

at::Tensor finer(const at::Tensor& volume, const degrade::Triple& factors) {
  const std::vector<std::int64_t> sides{volume.size(0) * factors[0], volume.size(1) * factors[1],
                                        volume.size(2) * factors[2]};
  return at::upsample_trilinear3d(volume.unsqueeze(0).unsqueeze(0), sides, /*align_corners=*/false)[0][0];
}

}  // namespace selvox::learn::tasks
