#pragma once
// A trained segmentation run, ready to outline scans on their own grid.

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/events/run_folder.h"
#include "core/learn/architectures/network.h"
#include "core/learn/engine/cohort.h"
#include "core/learn/engine/tensors.h"
#include "core/learn/inference/postprocess.h"
#include "core/learn/inference/sliding_window.h"
#include "core/learn/tasks/segmentation.h"
#include "core/spec/run_spec.h"
#include "core/volume/brick_file.h"

namespace selvox::learn::inference {

class Segmenter {
 public:
  // `checkpoint`: "best", "final" (the newest where the run has no final one), a file name in RUN/checkpoints, several
  // of them separated by commas, or "all": then the mean of their probabilities decides (an ensemble).
  static base::Result<Segmenter> load(const events::RunFolder& folder, const std::string& checkpoint);

  // Label numbers on the native LPS grid that the image's header records. Values: the run's label numbers, 0 elsewhere.
  [[nodiscard]] base::Result<volume::Volume> predict(const volume::BrickFile& image) const;
  [[nodiscard]] const spec::RunSpec& spec() const { return spec_; }
  [[nodiscard]] const std::string& checkpointName() const { return checkpoint_; }  // of several: with commas
  [[nodiscard]] const tasks::Segmentation& task() const { return task_; }
  [[nodiscard]] const base::Json& taskSettings() const { return settings_; }  // without "task."
  // What is done to every prediction from now on.
  void setPostprocessing(PostPlan plan) { post_ = std::move(plan); }

 private:
  spec::RunSpec spec_;
  std::string checkpoint_;
  std::vector<std::shared_ptr<architectures::Network>> networks_;  // one a checkpoint
  tasks::Segmentation task_;
  base::Json settings_ = base::Json::object();
  PostPlan post_;
  WindowOptions options_;
  engine::LabelMap labels_;
};

// probabilities (K, D, H, W) on `prepared` -> class indices on `native`, by linear interpolation of the probabilities
// and the task's decision; x fastest. Voxels outside the prepared grid are background.
[[nodiscard]] std::vector<std::uint8_t> classesOnGrid(const at::Tensor& probabilities, const tasks::Segmentation& task,
                                                      const volume::Affine& preparedWorldFromVoxel,
                                                      const volume::Extent& native,
                                                      const volume::Affine& nativeWorldFromVoxel);

// Writes labels on the native grid as a cache-like entry beside the image's hashes.
[[nodiscard]] base::Status writeLabels(const std::filesystem::path& path, const volume::Volume& labels,
                                       const volume::BrickHeader& image);

// The weights of a checkpoint by their bare names: averaged ones where it kept an average.
[[nodiscard]] engine::TensorMap finalWeights(const engine::TensorMap& all);

// Path of the checkpoint that `wish` names.
[[nodiscard]] base::Result<std::filesystem::path> checkpointPath(const events::RunFolder& folder,
                                                                 const std::string& wish);

}  // namespace selvox::learn::inference
