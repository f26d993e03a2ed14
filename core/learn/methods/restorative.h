#pragma once
// Methods that show the network a spoilt patch and ask for the patch as it was. Spoiling works sample by sample in
// float64 on the CPU, so that a patch comes out the same on every device.

#include <string>
#include <vector>

#include "core/base/rng.h"
#include "core/learn/methods/headed_method.h"

namespace selvox::learn::methods {

class Restorative : public HeadedMethod {
 public:
  Restorative(std::shared_ptr<architectures::Network> network, const MethodConfig& config);
  Tensors views(const Batch& batch) override;  // "input", "target"
  StepOutput step(const Batch& batch) override;
  std::vector<Preview> preview(const Batch& batch) override;

 protected:
  struct Spoilt {
    at::Tensor input, target;  // (C, [D,] H, W) float64 of one sample; (N, C, [D,] H, W) of a batch
    std::string note;          // what was done, in words; of a batch: to its first sample
  };
  // A degradation as degrade/sample.h says. The stream is Rng(seed, Method, step, sample * 64); `modality` as the
  // sample's place says ("MR", "CT", …; may be empty).
  [[nodiscard]] virtual Spoilt spoil(const at::Tensor& sample, const std::string& modality, base::Rng& rng) const = 0;
  // Both at least float32. Default: mean squared error.
  [[nodiscard]] virtual StepOutput judge(const at::Tensor& restored, const Spoilt& spoilt) const;
  [[nodiscard]] Spoilt spoilAll(const Batch& batch) const;
  [[nodiscard]] StepOutput judged(const at::Tensor& restored, Spoilt made) const;  // judge(), in full precision
};

// "quality/psnr", "quality/ssim" of the restored patches and, to compare, of the inputs as they are; means over
// samples. The range is each target's own.
[[nodiscard]] Tensors qualityPanel(const at::Tensor& restored, const at::Tensor& input, const at::Tensor& target);
// Largest minus smallest value of each sample, (N).
[[nodiscard]] at::Tensor sampleRange(const at::Tensor& images);

}  // namespace selvox::learn::methods
