#pragma once
// Regions: structures that overlap, each a union of labels ("whole tumour" = 1+2+3, "core" = 2+3), learnt with one
// sigmoid apiece instead of one softmax over labels (nnU-Net's region-based training).

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/base/result.h"

namespace selvox::learn::tasks {

struct Region {
  std::string name;
  std::vector<int> numbers;  // label numbers
  int painted = 0;           // the label that a voxel of this region gets when it is in no later one
};

class Regions {
 public:
  Regions() = default;
  // "whole=1+2+3, core=2+3, enhancing=3": from large to small, by number or name of the label. Every label must be in
  // one. Empty text: no regions.
  static base::Result<Regions> parse(std::string_view text, const std::map<int, std::string>& labels);

  [[nodiscard]] bool empty() const { return regions_.empty(); }
  [[nodiscard]] const std::vector<Region>& all() const { return regions_; }
  [[nodiscard]] int count() const { return static_cast<int>(regions_.size()); }
  // Class indices (0 background, then the run's labels in order), any shape (N, …) -> membership (N, R, …) float32.
  [[nodiscard]] at::Tensor shares(const at::Tensor& classes) const;
  // Probabilities (R, …) -> class indices (…) int64: the last region above 1/2 decides.
  [[nodiscard]] at::Tensor paint(const at::Tensor& probabilities) const;

 private:
  std::vector<Region> regions_;
  std::vector<std::vector<std::int64_t>> members_;  // class indices of each region
  std::vector<std::int64_t> painted_;               // class index of each region
};

}  // namespace selvox::learn::tasks
