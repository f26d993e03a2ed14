#pragma once
// Attention in windows that shift from block to block (Liu et al., Swin Transformer, ICCV 2021), in 2D and 3D. Features
// are (N, [D,] H, W, C) here, channels last. Names as in Swin: norm1, attn.qkv, attn.proj,
// attn.relative_position_bias_table, norm2, mlp.fc1, mlp.fc2, downsample.norm, downsample.reduction.

#include <memory>
#include <string>

#include "core/learn/architectures/transformer.h"

namespace selvox::learn::architectures {

// (N, [D,] H, W, C), each side a multiple of the window's -> (N * windows, positions, C), and back.
[[nodiscard]] at::Tensor windowsOf(const at::Tensor& x, const Sizes& window);
[[nodiscard]] at::Tensor fromWindows(const at::Tensor& windows, const Sizes& window, at::IntArrayRef shape);

// (positions, positions) int64 of a window: the row of the table of biases for what lies (key -> query) so far apart.
// The table is that of windows of `full`, (2 full - 1) a side.
[[nodiscard]] at::Tensor relativeIndex(const Sizes& window, const Sizes& full);

// (windows, positions, positions): 0 where two positions of a shifted window are neighbours in the image, -100 where
// they have come together from opposite ends of it.
[[nodiscard]] at::Tensor shiftMask(const Sizes& sides, const Sizes& window, const Sizes& shift);

struct WindowOptions {
  std::int64_t width = 48, heads = 3, window = 7;
  bool shifted = false;
  bool tableOrder = false;  // in a window cut to a small image, biases in the order of the table, as MONAI takes them
  double mlp = 4, dropPath = 0;
  bool checkpointing = false;
};

// x + attention within windows of norm(x), then x + mlp(norm(x)). A side at most as long as the window is one window
// and not shifted; others are filled up with zeros behind the norm.
class WindowBlock : public torch::nn::Module, public DrawsItself {
 public:
  WindowBlock(const WindowOptions& options, int dim);  // throws where `heads` does not divide `width`
  at::Tensor forward(const at::Tensor& x);
  void draw(std::uint64_t seed, const std::string& name) override;  // the biases: N(0, 0.02^2)

 private:
  struct Geometry {
    Sizes sides, window, shift;
    at::Tensor index, mask;  // mask undefined where nothing is shifted
  };
  [[nodiscard]] const Geometry& geometry(at::IntArrayRef sides, const at::Tensor& like);
  at::Tensor run(const at::Tensor& x);
  at::Tensor attend(const at::Tensor& x);
  at::Tensor within(const at::Tensor& windows, const Geometry& g);

  WindowOptions options_;
  Geometry geometry_;  // of the last size seen
  Sizes full_;
  at::Tensor table_;
  std::shared_ptr<LayerNorm> norm1_, norm2_;
  std::shared_ptr<Projection> qkv_, proj_, up_, down_;
};

// Each 2 x 2 (x 2) positions become one of twice the width: their channels side by side, norm, projection. Odd sides
// are filled up with zeros.
enum class MergeOrder {
  RowsFirst,  // 2D, Swin: (0,0) (1,0) (0,1) (1,1)
  Corners,    // (0,0,0) (0,0,1) (0,1,0) … (1,1,1)
  Monai,      // 3D, MONAI's first form: two corners stand twice and two are lost
};
class PatchMerging : public torch::nn::Module {
 public:
  PatchMerging(std::int64_t width, int dim, MergeOrder order);
  at::Tensor forward(const at::Tensor& x);

 private:
  MergeOrder order_;
  std::shared_ptr<LayerNorm> norm_;
  std::shared_ptr<Projection> reduction_;
};

// (N, C, …) <-> (N, …, C)
[[nodiscard]] at::Tensor channelsLast(const at::Tensor& x);
[[nodiscard]] at::Tensor channelsFirst(const at::Tensor& x);

}  // namespace selvox::learn::architectures
