#pragma once
// The right side of the older U-Nets: up, beside the encoder's level, convolutions; and the gates of Attention U-Net.

#include <vector>

#include "core/learn/architectures/blocks.h"
#include "core/learn/architectures/encoder.h"

namespace selvox::learn::architectures {

// Additive attention (Oktay et al., MIDL 2018): sigmoid(norm psi(relu(norm W_g g + norm W_x x))), one share of
// [0, 1] a position.
class AttentionGate : public torch::nn::Module {
 public:
  AttentionGate(std::int64_t channels, int dim);
  // `coarse` (N, C, …) asks, `skip` (N, C, …) is weighed -> (N, 1, …).
  at::Tensor shares(const at::Tensor& coarse, const at::Tensor& skip);

 private:
  std::shared_ptr<ConvUnit> ask_, answer_, sum_;
};

struct SkipOptions {
  enum class Up {
    Repeat,      // each voxel twice, convolution of 3 with batch norm and ReLU: halves the channels
    Transposed,  // transposed convolution of 2: keeps the channels
    Wide,        // transposed convolution of 3 with batch norm and ReLU: halves the channels
  };
  Up up = Up::Repeat;
  bool gates = false;
  bool skipFirst = true;   // order of the channels side by side
  bool mergeTwice = true;  // two convolutions with batch norm and ReLU; or one with instance norm and PReLU
  std::int64_t outChannels = 2;
};

// Stages from the coarsest up. Names: "up.0…", "gates.0…", "merge.0…", "head".
class SkipDecoder : public Decoder {
 public:
  SkipDecoder(const std::vector<PyramidLevel>& pyramid, const SkipOptions& options);
  std::vector<at::Tensor> forward(const std::vector<at::Tensor>& pyramid, const at::Tensor& input,
                                  bool allOutputs) override;

 private:
  at::Tensor upwards(std::size_t stage, const at::Tensor& x, const at::Tensor& like);
  SkipOptions options_;
  std::shared_ptr<LayerList<ConvUnit>> up_, mergeOnce_;
  std::shared_ptr<LayerList<AttentionGate>> gates_;
  std::shared_ptr<LayerList<TwoUnits>> mergeTwice_;
  std::shared_ptr<Conv> head_;
};

}  // namespace selvox::learn::architectures
