#pragma once
// Enhancement: what an image lost is made up for it, or another registered image of the patient is made from it.

#include <cstdint>
#include <string>

#include <ATen/core/Tensor.h>

#include "core/base/json.h"
#include "core/learn/methods/degrade/sample.h"
#include "core/learn/methods/method.h"
#include "core/spec/param_schema.h"

namespace selvox::learn::tasks {

enum class EnhanceKind { Denoise, SuperResolution, Artifact, Normalise, Synthesis };

struct Enhancement {
  EnhanceKind kind = EnhanceKind::Denoise;
  std::int64_t factor = 2;   // super-resolution: coarser by this…
  std::string axes = "all";  // …along "all", "in-plane" or "through-plane"
  double noise = 0.3;        // deviation in units of the prepared image, whose own is near 1
  double strength = 1;       // of artifacts and unevenness; 1 is what one meets
  std::string source, target;
  bool residual = true;  // the network gives the difference to its input
  double l1 = 1, ssim = 0.15, perceptual = 0, adversarial = 0;
  [[nodiscard]] bool paired() const { return kind == EnhanceKind::Synthesis; }
  [[nodiscard]] methods::degrade::Triple factors(int dim) const;  // z, y, x; 1 where nothing is lost
};
// `task`: settings without "task.", resolved.
[[nodiscard]] Enhancement enhancementFrom(const base::Json& task);
[[nodiscard]] spec::ParamSchema enhancementSchema();

// What the network gets to see instead of `sample` ((C, [D,] H, W), degrade/sample.h); of a synthesis the sample
// itself.
[[nodiscard]] at::Tensor spoil(const Enhancement& how, const at::Tensor& sample, const std::string& modality,
                               base::Rng& rng);
// The same of a whole case (D, H, W) float32, slice by slice in 2D: for validation and test. `key` names its voxels and
// is all that the draws depend on, so that every run is judged on the same input.
[[nodiscard]] at::Tensor spoilCase(const Enhancement& how, const at::Tensor& volume, int dim,
                                   const std::string& modality, const std::string& key);

// l1 |made - target| + ssim (1 - SSIM), weighted (Zhao et al., IEEE TCI 2017); (N, 1, [D,] H, W). The range of SSIM is
// each target's own, but at least 1, the deviation of a prepared image, so that air alone says little.
[[nodiscard]] methods::StepOutput enhanceLoss(const at::Tensor& made, const at::Tensor& target, const Enhancement& how);

// (D, H, W) brought to a grid finer by `factors` (z, y, x), linear between voxel centres and constant beyond the
// outermost: the trivial baseline, and what degrade::coarser does on its way back.
[[nodiscard]] at::Tensor finer(const at::Tensor& volume, const methods::degrade::Triple& factors);

}  // namespace selvox::learn::tasks
