// DINO: a student matches the sharpened, centred choice of prototypes that its slow copy makes of other views (Caron et
// al., ICCV 2021).

#include <utility>

#include <ATen/ops/cat.h>
#include <c10/core/GradMode.h>

#include "core/learn/methods/parts.h"
#include "core/learn/methods/self_distillation.h"
#include "core/learn/methods/teacher.h"
#include "core/learn/metrics/collapse.h"

namespace selvox::learn::methods {
namespace {

class Dino : public SelfDistillation {
 public:
  Dino(std::shared_ptr<architectures::Network> student, std::shared_ptr<architectures::Network> teacher,
       const MethodConfig& config)
      : SelfDistillation(std::move(student), std::move(teacher), config, 0.996), centre_(addCentre("centre")) {}

  StepOutput step(const Batch& batch) override {
    const Tensors made = views(batch);
    const std::int64_t n = batch.images.size(0);
    const at::Tensor large = at::cat({made[0].second, made[1].second});
    const at::Tensor z = head_->bottleneck(summaryOf(*network_, large));
    std::vector<at::Tensor> student = head_->prototypes()->forward(z).split(n), teacher;
    if (made.size() > 2) {
      std::vector<at::Tensor> small;
      for (std::size_t i = 2; i < made.size(); ++i) small.push_back(made[i].second);
      for (at::Tensor& logits : head_->forward(summaryOf(*network_, at::cat(small))).split(n)) {
        student.push_back(std::move(logits));
      }
    }
    {
      const c10::AutoGradMode noGradients(false);
      const at::Tensor logits = teacherHead_->forward(summaryOf(*teacher_, large));
      note(centre_, logits);
      teacher = logits.split(n);
    }
    const losses::DistillOptions options = temperatures(batch);
    const at::Tensor loss = losses::dino(student, teacher, centre_.value, options);
    auto panel = metrics::collapsePanel(z.detach().narrow(0, 0, n), z.detach().narrow(0, n, n));
    // Every teacher view stands in equally many pairs, so the cross-entropy is the mean entropy and the divergence.
    const at::Tensor entropy = losses::teacherEntropy(at::cat(teacher), centre_.value, options);
    panel.emplace_back("teacher/entropy", entropy);
    panel.emplace_back("teacher/kl", loss.detach() - entropy);
    panel.emplace_back("teacher/max_share", losses::largestShare(at::cat(teacher), centre_.value));
    return {loss, std::move(panel)};
  }

 private:
  Centre& centre_;
};

base::Result<std::unique_ptr<Method>> buildDino(const MethodConfig& config) {
  SELVOX_TRY(auto student, encoderNetwork(config));
  SELVOX_TRY(auto teacher, architectures::build(config.arch, teacherNetwork(config), config.seed));
  return std::make_unique<Dino>(std::move(student), std::move(teacher), config);
}

}  // namespace

MethodInfo dinoInfo() {
  constexpr const char* caron = "Caron et al., Emerging properties in self-supervised vision transformers, ICCV 2021";
  MethodInfo info{"dino",
                  "distillation",
                  {2, 3},
                  "Agree with a slow, sharpened copy of the network on large and small views; best with a transformer",
                  "Caron et al., ICCV 2021"};
  // The paper's 0.04 and 8 small crops are for 65,536 prototypes and a million images.
  info.schema.params = distillParams(0.02, 0.02, caron);
  for (spec::Param& param : localCropParams(2, 0.1, 0.4, caron)) info.schema.params.push_back(std::move(param));
  info.trainDefaults = contrastiveTrainDefaults();
  info.trainDefaults["train.lr"] = 5e-4;
  info.trainDefaults["augment.crop_low"] = 0.4;
  info.build = &buildDino;
  return info;
}

}  // namespace selvox::learn::methods
