#pragma once
// An enhancement judged on one part of its split: PROTOCOLS section 1, `evaluate`.

#include <array>
#include <span>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/events/run_folder.h"

namespace selvox::learn::inference {

struct Quality {
  double psnr = 0, ssim = 0, nmse = 0;
};
// Of one case in its reference's units; range: the reference's largest minus smallest value. shape (z, y, x). SSIM in
// 2D runs, and where a volume has too few slices for its window, is the mean over slices.
[[nodiscard]] Quality qualityOf(std::span<const double> made, std::span<const double> reference,
                                const std::array<std::int64_t, 3>& shape, int dim);

struct EnhancedCase {
  std::string caseName, patient;
  double range = 0;
  Quality result, baseline;
};
// {metrics of `cases`}: {n, patients, quality:{psnr:{result:{mean, low, high, n, undefined}, baseline, gain}, ssim,
// nmse}, cases:[{case, patient, range, psnr, ssim, nmse, baseline:{psnr, ssim, nmse}}]}. Gain: how much better the
// result is than the baseline of the same case, positive for better (of NMSE: baseline minus result). 95% intervals
// over patients.
[[nodiscard]] base::Json enhanceDocument(const std::vector<EnhancedCase>& cases);

// {run, split, checkpoint, task, kind, baseline: "linear interpolation"|"identity", …} of the cases of `split`, each
// with the same input in every run of these settings; writes RUN/evaluations/<split>/<case>.vol on the prepared grid.
[[nodiscard]] base::Result<base::Json> enhanceRun(const events::RunFolder& folder, const std::string& split,
                                                  const std::string& checkpoint,
                                                  const base::ProgressFunction& onProgress);

}  // namespace selvox::learn::inference
