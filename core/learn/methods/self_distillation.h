#pragma once
// What DINO and DINOv2 share: a student, a slow copy of it as teacher, heads of prototypes, a centre, multi-crop views.

#include <memory>
#include <string>
#include <vector>

#include "core/learn/architectures/initialise.h"
#include "core/learn/architectures/transformer.h"
#include "core/learn/losses/self_distillation.h"
#include "core/learn/methods/headed_method.h"
#include "core/learn/methods/multi_crop.h"

namespace selvox::learn::methods {

// Cosine to each prototype: the weight-normed linear layer of DINO with its gain fixed at 1.
class Prototypes : public torch::nn::Module, public architectures::DrawsItself {
 public:
  Prototypes(std::int64_t in, std::int64_t count);
  at::Tensor forward(const at::Tensor& x);
  void draw(std::uint64_t seed, const std::string& name) override;

 private:
  at::Tensor weight_;
};

// A norm of the rows (N, in) that has neither weights nor memory, or none; linear - GELU - linear - GELU - linear to a
// bottleneck, L2, prototypes: (N, count). The paper has no norm in front.
class DistillHead : public torch::nn::Module {
 public:
  // "hidden", "bottleneck", "prototypes"
  DistillHead(std::int64_t in, const base::Json& settings,
              architectures::NormKind features = architectures::NormKind::None);
  at::Tensor forward(const at::Tensor& x) { return prototypes_->forward(bottleneck(x)); }
  at::Tensor bottleneck(const at::Tensor& x);  // what is compared to the prototypes
  [[nodiscard]] const std::shared_ptr<Prototypes>& prototypes() const { return prototypes_; }

 private:
  architectures::NormKind features_;
  std::shared_ptr<architectures::Projection> first_, second_, third_;
  std::shared_ptr<Prototypes> prototypes_;
};

// "feature_norm" of the settings; "auto" for a pass of `rows` large views.
[[nodiscard]] architectures::NormKind featureNorm(const base::Json& settings, std::int64_t rows);

// What an image is summed up to: the class token, or the means of all levels where a network has none, the coarsest
// last. Behind instance norm the coarsest mean alone says hardly anything of the image before training: two views of a
// phantom correlate in it by 0.01 to 0.3, in the finest level's by 0.1 to 0.9 (U-Nets of random weights). Student and
// teacher amplify what they agree on by the ratio of their temperatures; where that times the correlation is below 1,
// they end at all prototypes alike.
[[nodiscard]] at::Tensor summaryOf(architectures::Network& network, const at::Tensor& x);
[[nodiscard]] std::int64_t summaryWidth(architectures::Network& network);

class SelfDistillation : public HeadedMethod {
 public:
  SelfDistillation(std::shared_ptr<architectures::Network> student, std::shared_ptr<architectures::Network> teacher,
                   const MethodConfig& config, double slowest);  // the paper's "tau"
  Tensors views(const Batch& batch) override;                    // "view1", "view2", "local1", …
  std::vector<Preview> preview(const Batch& batch) override;
  void afterBackward(std::int64_t step, std::int64_t steps) override;  // the last layer is frozen at first
  void afterOptimizerStep(std::int64_t step, std::int64_t steps) override;
  [[nodiscard]] double chance() const override;
  [[nodiscard]] int stateVersion() const override { return 2; }  // 1: the coarsest level alone, no feature norm

 protected:
  // A centre that follows the teacher's logits from its own pending means.
  struct Centre {
    at::Tensor& value;
    std::vector<at::Tensor> pending;
  };
  Centre& addCentre(const std::string& name);
  // Remembers rows of teacher logits for the next update, when training.
  void note(Centre& centre, const at::Tensor& logits) const;
  [[nodiscard]] losses::DistillOptions temperatures(const Batch& batch) const;

  base::Json settings_;
  std::shared_ptr<architectures::Network> teacher_;
  std::shared_ptr<DistillHead> head_, teacherHead_;

 private:
  [[nodiscard]] std::string agreement(const at::Tensor& a, const at::Tensor& b);
  double slowest_;
  LocalCrops crops_;
  std::vector<std::unique_ptr<Centre>> centres_;
};

// "tau"; where it is auto 1 - 30 / steps, from 0.9 up to `slowest`: 0.996 hardly moves a teacher in some hundred steps.
[[nodiscard]] double startMomentum(const base::Json& settings, double slowest, std::int64_t steps);
// Schema rows: momentum, temperatures, heads, freezing.
[[nodiscard]] std::vector<spec::Param> distillParams(double teacherTemp, double teacherTempEnd, const char* citation);

}  // namespace selvox::learn::methods
