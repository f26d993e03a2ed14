#pragma once
// The parts a network is made of: an encoder with a pyramid, and a decoder or a classifier's head on it.

#include <cstdint>
#include <memory>
#include <vector>

#include "core/learn/architectures/layers.h"
#include "core/learn/architectures/network.h"

namespace selvox::learn::architectures {

struct PyramidLevel {
  std::int64_t channels = 0;
  Sizes stride;  // relative to the next finer level; of the finest level: relative to the input
};

class Encoder : public torch::nn::Module {
 public:
  virtual std::vector<at::Tensor> features(const at::Tensor& x) = 0;  // finest first
  [[nodiscard]] virtual const std::vector<PyramidLevel>& pyramid() const = 0;
};

class Decoder : public torch::nn::Module {
 public:
  // Full resolution first; one output unless `allOutputs`.
  virtual std::vector<at::Tensor> forward(const std::vector<at::Tensor>& pyramid, const at::Tensor& input,
                                          bool allOutputs) = 0;
};

struct DecoderOptions {
  std::int64_t outChannels = 2;
  std::int64_t convs = 2;       // per stage
  bool deepSupervision = true;  // one head a stage; otherwise the full-resolution head alone
  bool skips = true;            // stages see the encoder's level of their own resolution
  std::vector<Sizes> kernels;   // per pyramid level, finest first; empty: 3
};

// nnU-Net's decoder: transposed convolution, skip, convolutions, from the coarsest level up; stages and heads are
// counted from the coarsest, as in nnU-Net's files. Where the finest level is not full resolution, further stages
// without a skip.
class UDecoder : public Decoder {
 public:
  UDecoder(const std::vector<PyramidLevel>& pyramid, const DecoderOptions& options);
  // A shorter pyramid enters at its own coarsest level; without skips the finer levels give their sizes alone.
  std::vector<at::Tensor> forward(const std::vector<at::Tensor>& pyramid, const at::Tensor& input,
                                  bool allOutputs) override;

 private:
  void addStage(std::int64_t in, std::int64_t out, const Sizes& stride, const Sizes& kernel, bool skip);
  void addHeads(const std::vector<std::int64_t>& widths, std::size_t dim);
  DecoderOptions options_;
  std::shared_ptr<LayerList<Conv>> up_;
  std::shared_ptr<LayerList<ConvStack>> stages_;
  std::shared_ptr<torch::nn::Module> headList_;
  std::size_t levels_;
  std::vector<std::shared_ptr<Conv>> heads_;  // null where a stage has none
};

// An encoder with a decoder: of its own, or a U-shaped one, as in the plain U-Net and what buildDense makes of a
// classifier.
class DenseNetwork : public Network {
 public:
  DenseNetwork(std::shared_ptr<Encoder> encoder, const DecoderOptions& options);
  DenseNetwork(std::shared_ptr<Encoder> encoder, std::shared_ptr<Decoder> decoder, bool deepSupervision = false);
  std::vector<at::Tensor> features(const at::Tensor& x) override { return encoder_->features(x); }
  std::vector<at::Tensor> forward(const at::Tensor& x) override { return decode(features(x), x); }
  // forward() from features(x) on.
  std::vector<at::Tensor> decode(const std::vector<at::Tensor>& pyramid, const at::Tensor& x);
  [[nodiscard]] std::vector<std::int64_t> channels() const override;
  [[nodiscard]] std::vector<std::int64_t> strides() const override;
  [[nodiscard]] bool dense() const override { return true; }

 private:
  std::shared_ptr<Encoder> encoder_;
  std::shared_ptr<Decoder> decoder_;
  bool deepSupervision_;
};

// Global average pooling and a linear layer: forward gives {(N, K)}.
class ClassifierNetwork : public Network {
 public:
  ClassifierNetwork(std::shared_ptr<Encoder> encoder, std::int64_t classes);
  std::vector<at::Tensor> features(const at::Tensor& x) override { return encoder_->features(x); }
  std::vector<at::Tensor> forward(const at::Tensor& x) override;
  [[nodiscard]] std::vector<std::int64_t> channels() const override;
  [[nodiscard]] std::vector<std::int64_t> strides() const override;
  [[nodiscard]] bool dense() const override { return false; }

 private:
  std::shared_ptr<Encoder> encoder_;
  std::shared_ptr<Linear> head_;
};

[[nodiscard]] std::vector<std::int64_t> levelChannels(const Encoder& encoder);
[[nodiscard]] std::vector<std::int64_t> totalStrides(const Encoder& encoder);  // of the axis that shrinks most
// (N, C, …) -> (N, C): mean over all positions, in float32.
[[nodiscard]] at::Tensor globalMean(const at::Tensor& feature);

}  // namespace selvox::learn::architectures
