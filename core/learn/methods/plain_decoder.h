#pragma once
// A decoder without skips: what it restores has gone through the encoder's coarsest level.

#include <cstdint>
#include <memory>
#include <vector>

#include "core/learn/architectures/encoder.h"

namespace selvox::learn::methods {

class PlainDecoder : public torch::nn::Module {
 public:
  PlainDecoder(const std::vector<architectures::PyramidLevel>& pyramid, std::int64_t outChannels);

  struct Output {
    std::vector<at::Tensor> scales;  // after each stage, coarsest first
    at::Tensor restored;             // (N, out, [D,] H, W)
    at::Tensor middle;               // from the stage before the last, brought to full size; undefined: one stage only
  };
  Output forward(const std::vector<at::Tensor>& pyramid, const at::Tensor& input);
  // The first `count` stages alone.
  std::vector<at::Tensor> scales(const std::vector<at::Tensor>& pyramid, const at::Tensor& input, std::size_t count);
  [[nodiscard]] const std::vector<std::int64_t>& widths() const { return widths_; }  // per stage

 private:
  void addStage(std::int64_t in, std::int64_t out, const architectures::Sizes& stride);
  std::shared_ptr<architectures::LayerList<architectures::Conv>> up_;
  std::shared_ptr<architectures::LayerList<architectures::ConvStack>> stages_;
  std::shared_ptr<architectures::Conv> head_, middleHead_;
  std::vector<std::int64_t> widths_;
};

}  // namespace selvox::learn::methods
