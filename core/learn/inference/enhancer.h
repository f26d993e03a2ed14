#pragma once
// A trained enhancement run, ready to make images better.

#include <filesystem>
#include <memory>
#include <string>

#include "core/events/run_folder.h"
#include "core/learn/architectures/network.h"
#include "core/learn/engine/enhance_plan.h"
#include "core/spec/run_spec.h"
#include "core/volume/brick_file.h"

namespace selvox::learn::inference {

class Enhancer {
 public:
  // `checkpoint` as in checkpointPath (segmenter.h). A synthesis reads from the cache how its targets were normalised.
  static base::Result<Enhancer> load(const events::RunFolder& folder, const std::string& checkpoint);

  // `input` (D, H, W), normalised, on a prepared grid -> the same of the result.
  [[nodiscard]] at::Tensor enhance(const at::Tensor& input) const;
  // Intensities in the image's own units, of a synthesis in the target's, float32. On the native LPS grid that the
  // header records; super-resolution: on the prepared grid, finer by its factor.
  [[nodiscard]] base::Result<volume::Volume> predict(const volume::BrickFile& image) const;
  [[nodiscard]] const spec::RunSpec& spec() const { return spec_; }
  [[nodiscard]] const engine::EnhancePlan& plan() const { return plan_; }
  [[nodiscard]] const std::string& checkpointName() const { return checkpoint_; }

 private:
  spec::RunSpec spec_;
  std::string checkpoint_;
  engine::EnhancePlan plan_;
  std::shared_ptr<architectures::Network> network_;
  WindowOptions windows_;
  volume::Normalisation target_;  // of a synthesis: the median of its training targets
};

// Writes an image as a cache-like entry, losslessly, with the hashes of the one it was made from.
[[nodiscard]] base::Status writeImage(const std::filesystem::path& path, const volume::Volume& image,
                                      const volume::BrickHeader& from);

// (D, H, W) float32 as a volume.
[[nodiscard]] volume::Volume volumeOf(const at::Tensor& values, const volume::Affine& worldFromVoxel);

}  // namespace selvox::learn::inference
