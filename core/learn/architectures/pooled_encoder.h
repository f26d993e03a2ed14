#pragma once
// The left side of the older U-Nets: two convolutions a level, the largest of each 2 x 2 (x 2) between levels.

#include <vector>

#include "core/learn/architectures/blocks.h"
#include "core/learn/architectures/encoder.h"

namespace selvox::learn::architectures {

struct PooledOptions {
  struct Level {
    std::int64_t middle = 1, out = 1;  // channels behind the first and the second convolution
  };
  std::vector<Level> levels;
  UnitOptions unit{};
  bool strided = false;  // the first convolution of a level strides instead
};

// Names: "levels.0.0.conv.weight", …
class PooledEncoder : public Encoder {
 public:
  PooledEncoder(std::int64_t in, int dim, const PooledOptions& options);
  std::vector<at::Tensor> features(const at::Tensor& x) override;
  [[nodiscard]] const std::vector<PyramidLevel>& pyramid() const override { return pyramid_; }

 private:
  bool strided_;
  std::shared_ptr<LayerList<TwoUnits>> levels_;
  std::vector<PyramidLevel> pyramid_;
};

// `count` levels of `base`, 2 `base`, … channels, both convolutions alike.
[[nodiscard]] std::vector<PooledOptions::Level> doubling(std::int64_t base, std::int64_t count);

}  // namespace selvox::learn::architectures
