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

// linear - GELU - linear - GELU - linear to a bottleneck, L2, prototypes: rows (N, in) -> (N, count).
class DistillHead : public torch::nn::Module {
 public:
  DistillHead(std::int64_t in, const base::Json& settings);  // "hidden", "bottleneck", "prototypes"
  at::Tensor forward(const at::Tensor& x);
  [[nodiscard]] const std::shared_ptr<Prototypes>& prototypes() const { return prototypes_; }

 private:
  std::shared_ptr<architectures::Projection> first_, second_, third_;
  std::shared_ptr<Prototypes> prototypes_;
};

// What an image is summed up to: the class token, or the coarsest level's mean where a network has none.
[[nodiscard]] at::Tensor summaryOf(architectures::Network& network, const at::Tensor& x);

class SelfDistillation : public HeadedMethod {
 public:
  SelfDistillation(std::shared_ptr<architectures::Network> student, std::shared_ptr<architectures::Network> teacher,
                   const MethodConfig& config);
  Tensors views(const Batch& batch) override;  // "view1", "view2", "local1", …
  std::vector<Preview> preview(const Batch& batch) override;
  void afterBackward(std::int64_t step, std::int64_t steps) override;  // the last layer is frozen at first
  void afterOptimizerStep(std::int64_t step, std::int64_t steps) override;
  [[nodiscard]] double chance() const override;

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
  LocalCrops crops_;
  std::vector<std::unique_ptr<Centre>> centres_;
};

// Schema rows: momentum, temperatures, heads, freezing.
[[nodiscard]] std::vector<spec::Param> distillParams(double tau, double teacherTempEnd, const char* citation);

}  // namespace selvox::learn::methods
