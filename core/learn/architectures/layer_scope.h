#pragma once
// What a method does to the layers of any network for the life of an object, on this thread: biases behind norms (time
// embeddings), visible positions (sparse convolution). The network, its weights and their names stay as they are, so
// what was trained this way transfers like any other.

#include <map>
#include <unordered_map>
#include <vector>

#include "core/learn/architectures/layers.h"

namespace selvox::learn::architectures {

// biases[i] (N, channels) is added behind norms[i], sample by sample.
class NormBias {
 public:
  NormBias(const std::vector<Norm*>& norms, const std::vector<at::Tensor>& biases);
  ~NormBias();
  NormBias(const NormBias&) = delete;
  NormBias& operator=(const NormBias&) = delete;
  // `y` of this norm with its bias, where one stands. Channels stand second, or last in rows of tokens.
  [[nodiscard]] static at::Tensor behind(const Norm& norm, const at::Tensor& y, bool channelsLast = false);

 private:
  std::unordered_map<const Norm*, at::Tensor> biases_;
  const NormBias* outer_;
};

// Convolution on visible positions only, as if the others did not exist (Tian et al., Designing BERT for convolutional
// networks, ICLR 2023): every Conv's output is 0 elsewhere, every Norm takes its statistics over visible positions. At
// a coarser level a position is visible where anything beneath it is.
class ActiveMask {
 public:
  explicit ActiveMask(const at::Tensor& active);  // (N, 1, [D,] H, W): 1 visible, 0 not, at the input's resolution
  ~ActiveMask();
  ActiveMask(const ActiveMask&) = delete;
  ActiveMask& operator=(const ActiveMask&) = delete;

  // The mask at the resolution of x (N, C, …), in x's type; undefined where none stands or x is no such feature map.
  [[nodiscard]] static at::Tensor of(const at::Tensor& x);
  // x, 0 where not visible.
  [[nodiscard]] static at::Tensor keep(const at::Tensor& x);

 private:
  [[nodiscard]] at::Tensor at(const at::Tensor& x) const;
  at::Tensor active_;
  mutable std::map<std::vector<std::int64_t>, at::Tensor> levels_;
  const ActiveMask* outer_;
};

struct MaskedNorm {
  bool perSample = true;  // instance norm; otherwise batch norm
  bool training = true;   // batch norm: use the batch's statistics and update the running ones
  double eps = 1e-5, momentum = 0.1;
  std::int64_t groups = 0;  // of channels that share their statistics; 0: each has its own
};
// Normalisation of (N, C, …) over the positions where `mask` is 1; 0 elsewhere. Weight and bias may be undefined.
[[nodiscard]] at::Tensor maskedNorm(const at::Tensor& x, const at::Tensor& mask, const at::Tensor& weight,
                                    const at::Tensor& bias, at::Tensor runningMean, at::Tensor runningVariance,
                                    const MaskedNorm& options);

}  // namespace selvox::learn::architectures
