// Volume fusion: two patches are blended in random boxes, and the whole network tells, voxel by voxel, how strongly
// (Wang et al., MIS-FM, 2023). The blend is a segmentation task of its own, so encoder and decoder are trained.

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include <ATen/ops/cat.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>

#include "core/base/rng.h"
#include "core/learn/losses/dice_ce.h"
#include "core/learn/methods/headed_method.h"
#include "core/learn/methods/parts.h"

namespace selvox::learn::methods {
namespace {

constexpr const char* kWang = "Wang et al., MIS-FM: 3D medical image segmentation using foundation models, 2023";
constexpr std::int64_t kShortestSide = 8;  // voxels
constexpr double kLongestSide = 0.625;     // of the patch's side

struct Boxes {
  std::int64_t fewest = 10, most = 40, classes = 5;
};

// (M, [D,] H, W) int64: class k stands for the strength k / (classes - 1). Boxes fall over each other, the last one
// counts; outside all boxes 0.
at::Tensor drawClasses(const std::vector<std::int64_t>& shape, const Boxes& boxes, const Batch& batch) {
  at::Tensor classes = at::zeros(shape, at::kLong);
  for (std::int64_t n = 0; n < shape.front(); ++n) {
    base::Rng rng(batch.seed, base::Purpose::Method, static_cast<std::uint64_t>(batch.step),
                  static_cast<std::uint64_t>(n * 64));
    const std::int64_t count =
        boxes.fewest + static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(boxes.most - boxes.fewest + 1)));
    for (std::int64_t i = 0; i < count; ++i) {
      at::Tensor box = classes[n];
      for (std::size_t a = 1; a < shape.size(); ++a) {
        const auto longest =
            std::max<std::int64_t>(static_cast<std::int64_t>(kLongestSide * static_cast<double>(shape[a])), 1);
        const std::int64_t shortest = std::min(kShortestSide, std::max<std::int64_t>(longest / 2, 1));
        const auto side =
            shortest + static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(longest - shortest + 1)));
        const auto low = static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(shape[a] - side + 1)));
        box = box.narrow(static_cast<std::int64_t>(a) - 1, low, side);
      }
      box.fill_(static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(boxes.classes))));
    }
  }
  return classes;
}

class VolumeFusion : public HeadedMethod {
 public:
  VolumeFusion(std::shared_ptr<architectures::Network> network, const MethodConfig& config, const Boxes& boxes)
      : HeadedMethod(std::move(network), config, spatialOnly(), true), boxes_(boxes) {}

  // The first half of the batch lies on the second. An odd sample over lies on the first; a single one on itself,
  // mirrored.
  Tensors views(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const at::Tensor all = view(batch, 0);
    const std::int64_t n = all.size(0), half = n - n / 2;
    const at::Tensor front = all.narrow(0, 0, half);
    at::Tensor back = all.roll(-half, 0).narrow(0, 0, half);
    if (n == 1) back = back.flip({-1});
    std::vector<std::int64_t> shape = front.sizes().vec();
    shape.erase(shape.begin() + 1);
    const at::Tensor classes = drawClasses(shape, boxes_, batch).to(front.device());
    const at::Tensor strength =
        (classes.to(front.scalar_type()) / static_cast<double>(boxes_.classes - 1)).unsqueeze(1);
    return {{"input", strength * front + (1 - strength) * back},
            {"foreground", front},
            {"background", back},
            {"target", classes}};
  }

  StepOutput step(const Batch& batch) override {
    const Tensors made = views(batch);
    const at::Tensor logits = network_->forward(made[0].second).front();
    const at::Tensor &target = made[3].second, ce = losses::crossEntropy(logits, target);
    const at::Tensor dice = losses::softDice(logits, target);
    const at::Tensor right = logits.detach().argmax(1).eq(target).to(at::kFloat).mean();
    return {ce + dice, {{"loss/ce", ce.detach()}, {"loss/dice", dice.detach()}, {"volume-fusion/accuracy", right}}};
  }

  std::vector<Preview> preview(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const EvaluationMode mode(*network_);
    const Tensors made = views(batch);
    const at::Tensor answer = network_->forward(made[0].second).front()[0].argmax(0);
    const auto image = [&](std::size_t i) { return made[i].second[0].to(at::kFloat).contiguous().cpu(); };
    const auto label = [](const at::Tensor& t) { return t.to(at::kByte).contiguous().cpu(); };
    const at::Tensor& target = made[3].second;
    const auto percent = static_cast<int>(100 * answer.eq(target[0]).to(at::kDouble).mean().item<double>() + 0.5);
    return {{"foreground", "Patch that is laid over", "image", image(1)},
            {"background", "Patch beneath", "image", image(2)},
            {"fused", "What the network sees", "image", image(0)},
            {"target", "How strongly it was laid over", "label", label(target[0])},
            {"prediction", "How strongly the network thinks", "label", label(answer),
             std::to_string(percent) + " % of the voxels right"}};
  }

 private:
  Boxes boxes_;
};

base::Result<std::unique_ptr<Method>> buildVolumeFusion(const MethodConfig& config) {
  Boxes boxes;
  boxes.classes = base::valueOr<std::int64_t>(config.settings, "classes", 5);
  boxes.fewest = base::valueOr<std::int64_t>(config.settings, "boxes_low", 10);
  boxes.most = base::valueOr<std::int64_t>(config.settings, "boxes_high", 40);
  if (boxes.fewest > boxes.most) {
    return base::fail(base::ErrorCode::InvalidArgument, "volume-fusion: boxes_low (" + std::to_string(boxes.fewest) +
                                                            ") is above boxes_high (" + std::to_string(boxes.most) +
                                                            ").");
  }
  SELVOX_TRY(auto network, denseNetwork(config, static_cast<int>(boxes.classes)));
  return std::make_unique<VolumeFusion>(std::move(network), config, boxes);
}

}  // namespace

MethodInfo volumeFusionInfo() {
  MethodInfo info{"volume-fusion",
                  "generative",
                  {2, 3},
                  "Blend two patches in random boxes and tell how strongly; trains encoder and decoder as for outlines",
                  "Wang et al., 2023"};
  info.schema.params = {
      integer("classes", 5, 2, 16,
              {"", "Strengths of the blend, from 0 to 1 in even steps. More makes the task harder.", kWang}),
      integer("boxes_low", 10, 1, 200,
              {"boxes", "Fewest boxes in a patch. Higher leaves less of the patch plain.", kWang}),
      integer("boxes_high", 40, 1, 200, {"boxes", "Most boxes in a patch. Higher cuts the patch smaller.", kWang}),
  };
  info.schema.params[1].advanced = info.schema.params[2].advanced = true;
  info.trainDefaults = restorativeTrainDefaults();
  info.dense = true;
  info.build = &buildVolumeFusion;
  return info;
}

}  // namespace selvox::learn::methods
