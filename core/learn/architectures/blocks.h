#pragma once
// What published convolutional networks share, in 2D and 3D alike: a convolution with norm and activation, pooling,
// resampling. Every halving gives ceil(side / 2), so that a decoder can crop back to any odd size; on even sizes the
// results are those of the published networks, whose pooling drops the last voxel of an odd side.

#include <vector>

#include "core/learn/architectures/layers.h"

namespace selvox::learn::architectures {

enum class Act { None, Relu, Leaky, Elu, Prelu };  // Leaky: 0.1; Prelu: one slope, 0.25 at first

class Activation : public torch::nn::Module {
 public:
  explicit Activation(Act act);
  at::Tensor forward(const at::Tensor& x);

 private:
  Act act_;
  at::Tensor slope_;
};

struct UnitOptions {
  NormKind norm = NormKind::Batch;
  Act act = Act::Relu;
  NormOptions normOptions{};
};

// conv - norm - activation. Names: "conv.weight", "norm.weight", "act.weight".
class ConvUnit : public torch::nn::Module {
 public:
  ConvUnit(const ConvOptions& conv, const UnitOptions& unit);
  at::Tensor forward(const at::Tensor& x);
  // A transposed convolution, cut to the spatial sizes of `like` before the norm: `from` voxels off the near end, the
  // rest off the far one.
  at::Tensor upTo(const at::Tensor& x, const at::Tensor& like, std::int64_t from = 0);

 private:
  std::shared_ptr<Conv> conv_;
  std::shared_ptr<Norm> norm_;
  std::shared_ptr<Activation> act_;
};

// Two units of kernel 3, in -> middle -> out, the first one with `stride`. Names: "0.conv.weight", …
class TwoUnits : public torch::nn::Module {
 public:
  struct Widths {
    std::int64_t in = 1, middle = 1, out = 1;
  };
  TwoUnits(const Widths& widths, int dim, const UnitOptions& unit, std::int64_t stride = 1);
  at::Tensor forward(const at::Tensor& x);

 private:
  std::shared_ptr<ConvUnit> first_, second_;
};

// A convolution of equal sides; padded so that stride 1 keeps the size.
[[nodiscard]] ConvOptions convOf(std::int64_t in, std::int64_t out, int dim, std::int64_t kernel,
                                 std::int64_t stride = 1, bool bias = true);
// A transposed convolution that doubles: kernel 2, or 3 and cropped by its user.
[[nodiscard]] ConvOptions upConvOf(std::int64_t in, std::int64_t out, int dim, std::int64_t kernel = 2);

// (N, C, …) -> (N, C, ceil(… / 2)): the largest of each 2 x 2 (x 2).
[[nodiscard]] at::Tensor maxHalved(const at::Tensor& x);
// The largest of each 3 x 3 (x 3), every second position; padded.
[[nodiscard]] at::Tensor maxOfThree(const at::Tensor& x, const Sizes& stride);
// (N, C, …) -> (N, C, ceil(… / stride)): means; a block that is cut counts what it has.
[[nodiscard]] at::Tensor meanPooled(const at::Tensor& x, const Sizes& stride);
// To the spatial sizes of `like`: each voxel repeated twice and cut; or by linear interpolation.
[[nodiscard]] at::Tensor repeatedTo(const at::Tensor& x, const at::Tensor& like);
[[nodiscard]] at::Tensor linearTo(const at::Tensor& x, const at::Tensor& like, bool alignCorners);
// Filled up with zeros at the far end to whole multiples of `side`.
[[nodiscard]] at::Tensor filledUp(const at::Tensor& x, std::int64_t side);
// Side by side along the channels, in the type of the first: under autocast some layers come back wider than others.
[[nodiscard]] at::Tensor joined(std::vector<at::Tensor> parts);

}  // namespace selvox::learn::architectures
