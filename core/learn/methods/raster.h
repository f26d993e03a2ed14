#pragma once
// A patch in blocks, read in raster order (x fastest): what lies before a block is known, the block is asked.

#include <cstdint>
#include <memory>
#include <vector>

#include "core/learn/architectures/layers.h"
#include "core/learn/architectures/network.h"

namespace selvox::learn::methods {

struct Raster {
  std::vector<std::int64_t> patch, block;  // [D,] H, W; what whole blocks do not fill at the far edges is never known
  [[nodiscard]] std::int64_t blocks() const;
  [[nodiscard]] std::vector<std::int64_t> origin(std::int64_t index) const;
  // (N, 1, [D,] H, W): 1 where sample n's block comes before next[n].
  [[nodiscard]] at::Tensor known(const std::vector<std::int64_t>& next) const;
  // (N, C, block) of `images`.
  [[nodiscard]] at::Tensor cut(const at::Tensor& images, const std::vector<std::int64_t>& next) const;
  // The feature of every level above the middle of each sample's block, and the mean of the coarsest: (N, sum C).
  [[nodiscard]] at::Tensor columns(const std::vector<at::Tensor>& pyramid, const std::vector<std::int64_t>& next) const;
};

// Even bins over [-reach, reach]; what lies outside falls into the last ones.
struct Palette {
  std::int64_t bins = 64;
  double reach = 3;
  [[nodiscard]] at::Tensor codes(const at::Tensor& values) const;                       // int64
  [[nodiscard]] at::Tensor values(const at::Tensor& codes, at::ScalarType type) const;  // middle of the bin
};

// Colours chosen for the images, (K, C).
struct ColourTable {
  at::Tensor colours;
  [[nodiscard]] at::Tensor codes(const at::Tensor& images) const;  // (N, C, …) -> int64 (N, …): the nearest colour
  [[nodiscard]] at::Tensor values(const at::Tensor& codes, at::ScalarType type) const;  // (N, …) -> (N, C, …)
};

// The pixels of a block, each from those before it in raster order and a vector of what is known around: two masked
// convolutions (van den Oord et al., Pixel recurrent neural networks, ICML 2016).
class PixelHead : public torch::nn::Module {
 public:
  PixelHead(std::int64_t known, std::int64_t width, std::int64_t bins, std::int64_t channels = 1);
  // block (N, channels, h, w), known (N, K) -> logits (N, bins, h, w); pixel i's do not depend on pixels i and later.
  at::Tensor forward(const at::Tensor& block, const at::Tensor& known);

 private:
  std::shared_ptr<architectures::Linear> known_;
  std::shared_ptr<architectures::Conv> first_, second_, answer_;
  at::Tensor before_, upTo_;  // masks of the kernels
};

}  // namespace selvox::learn::methods
