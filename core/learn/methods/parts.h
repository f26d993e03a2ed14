#pragma once
// What several methods share: heads, views, schema rows.

#include <memory>
#include <string>
#include <vector>

#include "core/learn/architectures/layers.h"
#include "core/learn/augment/augment.h"
#include "core/learn/methods/method.h"

namespace selvox::learn::methods {

// linear - norm - ReLU - linear on rows (N, D).
class Mlp : public torch::nn::Module {
 public:
  Mlp(std::int64_t in, std::int64_t hidden, std::int64_t out, architectures::NormKind norm);
  at::Tensor forward(const at::Tensor& x);

 private:
  std::shared_ptr<architectures::Linear> first_, second_;
  std::shared_ptr<architectures::Norm> norm_;
};

// A projector or predictor as `hidden`, `out` and `head_norm` of the method's settings say.
[[nodiscard]] std::shared_ptr<Mlp> mlpHead(const MethodConfig& config, std::int64_t in);
// "auto": batch norm in 2D, layer norm in 3D, where a batch holds too few rows for statistics.
[[nodiscard]] architectures::NormKind headNorm(const base::Json& settings, int dim);

// The encoder's coarsest level, averaged over all positions: (N, C).
[[nodiscard]] at::Tensor embed(architectures::Network& network, const at::Tensor& x);
// The part of a network that a method without a decoder trains.
[[nodiscard]] std::shared_ptr<torch::nn::Module> encoderOf(architectures::Network& network);
[[nodiscard]] at::ScalarType typeOf(const torch::nn::Module& module);

// View `stream` of the batch: augmented, in `type`. Pure in (seed, step, stream).
[[nodiscard]] at::Tensor view(const Batch& batch, const augment::Settings& settings, int stream, at::ScalarType type);
// "view1" and "view2" of the first sample, to look at.
[[nodiscard]] std::vector<Preview> twoViews(const Tensors& views);
// What a person set, or the defaults of the method.
[[nodiscard]] augment::Settings augmentation(const MethodConfig& config, const augment::Settings& defaults);

// Evaluation mode for the life of the object, so that a preview changes no running statistics.
class EvaluationMode {
 public:
  explicit EvaluationMode(torch::nn::Module& module) : module_(module), was_(module.is_training()) { module.eval(); }
  ~EvaluationMode() { module_.train(was_); }
  EvaluationMode(const EvaluationMode&) = delete;
  EvaluationMode& operator=(const EvaluationMode&) = delete;

 private:
  torch::nn::Module& module_;
  bool was_;
};

// Rows of a schema.
struct Text {
  const char* unit;
  const char* help;
  const char* citation;
};
[[nodiscard]] spec::Param number(const char* name, double value, double low, double high, const Text& text);
[[nodiscard]] spec::Param integer(const char* name, base::Json value, double low, double high, const Text& text);
[[nodiscard]] spec::Param choice(const char* name, const char* value, std::vector<std::string> choices,
                                 const Text& text);
[[nodiscard]] spec::Param toggle(const char* name, bool value, const Text& text);
[[nodiscard]] spec::Param advanced(spec::Param p);  // the same, among what few people change
[[nodiscard]] spec::Param headNormParam();
[[nodiscard]] spec::Param headWidth(const char* name, int value, const char* help, const char* citation);

// What methods that compare views ask of engine and augmentation.
[[nodiscard]] base::Json contrastiveTrainDefaults();
// What methods that restore the patch ask: where things are moves, what they look like stays.
[[nodiscard]] base::Json restorativeTrainDefaults();
[[nodiscard]] augment::Settings spatialOnly();

}  // namespace selvox::learn::methods
