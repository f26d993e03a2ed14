#pragma once
// What a segmentation run asks of its network: labels (softmax) or regions (sigmoids), and what a wrong answer costs.

#include <array>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/learn/tasks/regions.h"
#include "core/spec/param_schema.h"

namespace selvox::learn::tasks {

struct SegmentationAnswer {
  std::vector<at::Tensor> outputs;  // logits (N, K, [D,] H, W), full resolution first
  std::vector<double> weights{};    // Network::outputWeights()
  at::Tensor edges{};               // Network::edgeLogits()
};

struct SegmentationTarget {
  at::Tensor classes;                            // (N, [D,] H, W) int64: 0 background, then the labels in order
  std::vector<std::array<double, 3>> spacing{};  // (x, y, z) in mm of every sample; for the boundary loss alone
  double progress = 0;                           // of the run, 0 to 1
};

class Segmentation {
 public:
  Segmentation() = default;
  // `settings` of the task by their bare names.
  static base::Result<Segmentation> make(const base::Json& settings, const std::map<int, std::string>& labels);

  [[nodiscard]] int outputs() const { return outputs_; }
  [[nodiscard]] const Regions& regions() const { return regions_; }
  // Over all outputs. Without weights of the network's own 1/2^i, the last 0, normalised (nnU-Net). Edges add binary
  // cross entropy against the pixels of a structure that touch another one (Srivastava 2022).
  [[nodiscard]] at::Tensor loss(const SegmentationAnswer& answer, const SegmentationTarget& target) const;
  // Logits (N, K, …) -> probabilities: softmax, or a sigmoid a region.
  [[nodiscard]] at::Tensor probabilities(const at::Tensor& logits) const;
  // Probabilities (K, …) -> class indices (…) int64.
  [[nodiscard]] at::Tensor decide(const at::Tensor& probabilities) const;

 private:
  [[nodiscard]] at::Tensor lossAt(const at::Tensor& logits, const at::Tensor& classes) const;
  [[nodiscard]] at::Tensor boundaryLoss(const at::Tensor& logits, const SegmentationTarget& target) const;

  base::Json settings_ = base::Json::object();
  Regions regions_;
  at::Tensor weights_;  // (K), or undefined
  int outputs_ = 2;
};

[[nodiscard]] spec::ParamSchema segmentationSchema();

}  // namespace selvox::learn::tasks
