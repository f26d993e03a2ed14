// Which way was the patch turned? (Gidaris et al., ICLR 2018; in 3D: Taleb et al., NeurIPS 2020.) Its second question,
// which grey-value transform was applied, is asked beside the first or alone.

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <ATen/ops/empty.h>
#include <ATen/ops/stack.h>
#include <c10/core/GradMode.h>

#include "core/base/rng.h"
#include "core/learn/methods/contrast_parts.h"
#include "core/learn/methods/headed_method.h"
#include "core/learn/methods/parts.h"
#include "core/learn/methods/predictive.h"
#include "core/learn/methods/projector.h"
#include "core/learn/methods/turns.h"

namespace selvox::learn::methods {
namespace {

using architectures::Linear;

constexpr std::array<const char*, 6> kTransforms{"unchanged", "inverted",     "gamma 0.4",
                                                 "gamma 2.5", "contrast 0.4", "contrast 2.5"};

at::Tensor gammaOf(const at::Tensor& x, double exponent) {
  const at::Tensor low = x.min(), range = (x.max() - low).clamp_min(1e-6);
  return ((x - low) / range).pow(exponent) * range + low;
}

// The grey-value transform of that number of one patch.
at::Tensor transformed(const at::Tensor& x, std::int64_t kind) {
  const auto contrast = [&](double factor) { return (x - x.mean()) * factor + x.mean(); };
  switch (kind) {
    case 1:
      return 2 * x.mean() - x;
    case 2:
      return gammaOf(x, 0.4);
    case 3:
      return gammaOf(x, 2.5);
    case 4:
      return contrast(0.4);
    case 5:
      return contrast(2.5);
    default:
      return x;
  }
}

// A linear layer on what sets the rows (N, C) of a batch apart: means behind instance norm are nearly the same for all
// patches (cosine 0.99 and more), and a linear layer on them learns their common part first and long nothing else.
class AnswerHead : public torch::nn::Module {
 public:
  AnswerHead(std::int64_t in, std::int64_t out, architectures::NormKind norm) {
    norm_ = register_module("norm", std::make_shared<PlainNorm>(norm, in));
    answer_ = register_module("answer", std::make_shared<Linear>(in, out));
  }
  at::Tensor forward(const at::Tensor& z) { return answer_->forward(norm_->forward(z)); }

 private:
  std::shared_ptr<PlainNorm> norm_;
  std::shared_ptr<Linear> answer_;
};

struct RotationPlan {
  std::vector<Turn> turns;
  std::vector<std::int64_t> sides;  // centre crop that every turn maps onto itself, ([D,] H, W)
  bool every = false;               // every turn of each patch instead of one
  bool turn = true, grey = false;   // which questions are asked
};

class Rotation : public HeadedMethod {
 public:
  Rotation(std::shared_ptr<architectures::Network> network, const MethodConfig& config, RotationPlan plan)
      : HeadedMethod(std::move(network), config, uprightDefaults()), plan_(std::move(plan)) {
    augment_ = upright(augment_);
    if (plan_.grey) augment_.gamma = augment_.gammaInvert = augment_.brightness = augment_.contrast = 0;
    const std::int64_t width = network_->channels().back(), rows = config.batch * (plan_.every ? count() : 1);
    const auto norm = rows >= kRowsForBatchNorm ? architectures::NormKind::Batch : architectures::NormKind::None;
    if (plan_.turn) turnHead_ = addHead("head", std::make_shared<AnswerHead>(width, count(), norm));
    if (plan_.grey) {
      const auto kinds = static_cast<std::int64_t>(kTransforms.size());
      greyHead_ = addHead("transform_head", std::make_shared<AnswerHead>(width, kinds, norm));
    }
  }

  Tensors views(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const at::Tensor whole = cropped(view(batch, 0));
    const std::int64_t rows = whole.size(0);
    std::vector<at::Tensor> inputs;
    std::vector<std::int64_t> turns, greys, sources;
    const at::Tensor allowed = at::empty({rows, count()}, at::TensorOptions().dtype(at::kBool));
    for (std::int64_t n = 0; n < rows; ++n) {
      const std::vector<std::int64_t> possible = possibleTurns(batch, n);
      allowed[n].fill_(false);
      for (const std::int64_t k : possible) allowed[n][k] = true;
      base::Rng rng(batch.seed, base::Purpose::Method, static_cast<std::uint64_t>(batch.step),
                    static_cast<std::uint64_t>(n) * 64);
      std::vector<std::int64_t> asked{possible[rng.below(possible.size())]};
      if (plan_.every) asked = possible;
      for (const std::int64_t k : asked) {
        greys.push_back(plan_.grey ? static_cast<std::int64_t>(rng.below(kTransforms.size())) : 0);
        turns.push_back(k);
        sources.push_back(n);
        inputs.push_back(turned(transformed(whole[n], greys.back()), plan_.turns[static_cast<std::size_t>(k)]));
      }
    }
    const at::Device device = whole.device();
    return {{"original", whole},
            {"input", at::stack(inputs)},
            {"turn", integers(turns, device)},
            {"transform", integers(greys, device)},
            {"allowed", allowed.to(device).index_select(0, integers(sources, device))}};
  }

  StepOutput step(const Batch& batch) override {
    const Tensors made = views(batch);
    const at::Tensor z = embed(*network_, made[1].second);
    StepOutput out;
    if (plan_.turn) {
      const Answer turn = classify(turnHead_->forward(z), made[2].second, made[4].second);
      out.loss = turn.loss;
      out.metrics = {{"loss/turn", turn.loss.detach()}, {"rotation/accuracy", turn.accuracy}};
    }
    if (plan_.grey) {
      const Answer grey = classify(greyHead_->forward(z), made[3].second);
      out.loss = plan_.turn ? out.loss + grey.loss : grey.loss;
      out.metrics.emplace_back("loss/transform", grey.loss.detach());
      out.metrics.emplace_back("rotation/transform_accuracy", grey.accuracy);
    }
    return out;
  }

  std::vector<Preview> preview(const Batch& batch) override;

  [[nodiscard]] int stateVersion() const override { return 2; }  // 1: heads without a norm

  [[nodiscard]] double chance() const override {
    return (plan_.turn ? std::log(static_cast<double>(count())) : 0.0) +
           (plan_.grey ? std::log(static_cast<double>(kTransforms.size())) : 0.0);
  }

 private:
  [[nodiscard]] std::int64_t count() const { return static_cast<std::int64_t>(plan_.turns.size()); }

  [[nodiscard]] at::Tensor cropped(at::Tensor x) const {
    for (std::size_t a = 0; a < plan_.sides.size(); ++a) {
      const std::int64_t axis = static_cast<std::int64_t>(a) + 2;
      x = x.narrow(axis, (x.size(axis) - plan_.sides[a]) / 2, plan_.sides[a]);
    }
    return x.contiguous();
  }

  // Turns that leave voxels what they are, by the sample's spacing. Half turns always do, so there are two at least.
  [[nodiscard]] std::vector<std::int64_t> possibleTurns(const Batch& batch, std::int64_t n) const {
    std::vector<std::int64_t> possible;
    if (!plan_.turn) return {0};
    const auto& xyz = batch.places[static_cast<std::size_t>(n)].spacing;
    std::vector<double> spacing;
    for (std::size_t a = plan_.sides.size(); a-- > 0;) spacing.push_back(xyz[a]);
    for (std::size_t k = 0; k < plan_.turns.size(); ++k) {
      if (keepsVoxels(plan_.turns[k], spacing)) possible.push_back(static_cast<std::int64_t>(k));
    }
    return possible;
  }

  RotationPlan plan_;
  std::shared_ptr<AnswerHead> turnHead_, greyHead_;
};

std::vector<Preview> Rotation::preview(const Batch& batch) {
  const c10::AutoGradMode noGradients(false);
  const EvaluationMode mode(*network_), heads(*trainable());
  const Tensors made = views(batch);
  const std::int64_t shown = plan_.every ? std::min<std::int64_t>(made[1].second.size(0) - 1, 1) : 0;
  const at::Tensor input = made[1].second.narrow(0, shown, 1);
  const at::Tensor z = embed(*network_, input);
  std::string asked, answered;
  at::Tensor back = input;
  if (plan_.turn) {
    const Turn& turn = plan_.turns[static_cast<std::size_t>(made[2].second[shown].item<std::int64_t>())];
    const at::Tensor allowed = made[4].second[shown].logical_not();
    const Guess g = guess(turnHead_->forward(z)[0].masked_fill(allowed, -1e9));
    const Turn& answer = plan_.turns[static_cast<std::size_t>(g.label)];
    asked = "turned by " + turn.name;
    answered = "asked " + turn.name + ", answered " + answer.name + " (" + g.sure() + ")";
    back = turned(input, inverse(answer));
  }
  if (plan_.grey) {
    const Guess g = guess(greyHead_->forward(z)[0]);
    const std::string grey = kTransforms[static_cast<std::size_t>(made[3].second[shown].item<std::int64_t>())];
    const std::string said = kTransforms[static_cast<std::size_t>(g.label)];
    asked += (asked.empty() ? "" : ", ") + grey;
    answered += (answered.empty() ? "asked " : "; asked ") + grey + ", answered " + said + " (" + g.sure() + ")";
  }
  return {{"original", "Original patch", "image", firstOf(made[0].second)},
          {"input", "What the network sees", "image", firstOf(input), asked},
          {"restored", "Turned back as the network says", "image", firstOf(back), answered}};
}

tl::unexpected<base::Error> refusal(const std::string& why) {
  return base::fail(base::ErrorCode::InvalidArgument, why);
}

// All axes that some turn exchanges get the shortest one's length.
base::Result<RotationPlan> rotationPlanOf(const MethodConfig& config) {
  RotationPlan plan;
  const int dim = config.network.dim;
  plan.sides = config.patch;
  if (plan.sides.size() != static_cast<std::size_t>(dim)) {
    return refusal("rotation needs a patch with one side per axis.");
  }
  const auto [low, high] = std::minmax_element(plan.sides.begin(), plan.sides.end());
  const std::int64_t shortest = *low;
  const bool flat = 2 * shortest < *high;
  auto classes = base::valueOr<std::string>(config.settings, "classes", "auto");
  if (classes == "auto") classes = dim == 2 || flat ? "4" : "10";
  if (classes != "4" && dim == 2) {
    return refusal("rotation: a 2D patch has 4 quarter turns; set classes to 4 or auto.");
  }
  if (classes != "4" && flat) {
    return tl::unexpected(refusal("rotation with " + classes + " classes turns all axes and would keep only " +
                                  std::to_string(shortest) + " of " + std::to_string(*high) +
                                  " voxels of the patch's longest side. Set classes to 4, or a train.patch " +
                                  "whose sides are more alike."));
  }
  const auto exchanged = plan.sides.end() - (classes == "4" ? 2 : dim);
  std::fill(exchanged, plan.sides.end(), *std::min_element(exchanged, plan.sides.end()));
  plan.turns = turnsOf(dim, classes == "4" ? 4 : classes == "10" ? 10 : 24);
  const auto predict = base::valueOr<std::string>(config.settings, "predict", "turn");
  plan.turn = predict != "transform";
  plan.grey = predict != "turn";
  const auto copies = base::valueOr<std::string>(config.settings, "copies", "auto");
  plan.every = plan.turn && (copies == "every" || (copies == "auto" && plan.turns.size() == 4 && dim == 2));
  return plan;
}

base::Result<std::unique_ptr<Method>> buildRotation(const MethodConfig& config) {
  SELVOX_TRY(RotationPlan plan, rotationPlanOf(config));
  SELVOX_TRY(auto network, encoderNetwork(config));
  return std::make_unique<Rotation>(std::move(network), config, std::move(plan));
}

}  // namespace

MethodInfo rotationInfo() {
  constexpr const char* gidaris =
      "Gidaris et al., Unsupervised representation learning by predicting image rotations, "
      "ICLR 2018";
  constexpr const char* taleb = "Taleb et al., 3D self-supervised methods for medical imaging, NeurIPS 2020";
  MethodInfo info{
      "rotation",
      "predictive",
      {2, 3},
      "Tell which way a patch was turned; quarter turns only where voxels have equal sides, and never a mirror",
      "Gidaris et al., ICLR 2018; Taleb et al., NeurIPS 2020"};
  info.schema.params = {
      choice(
          "classes", "auto", {"auto", "4", "10", "24"},
          {"turns",
           "4: quarter turns in the slice plane; 10: also about the two other axes; 24: every rotation of a cube, the "
           "hardest. Patches with unequal voxel sides are turned by 180 degrees only about those axes. Auto: 4 in 2D "
           "and for flat patches, otherwise 10.",
           taleb}),
      choice("copies", "auto", {"auto", "one", "every"},
             {"",
              "one: a random turn of each patch; every: all of them in one batch, which costs as many times more and "
              "learns steadier. Auto: every in 2D, one in 3D.",
              gidaris}),
      choice("predict", "turn", {"turn", "transform", "both"},
             {"",
              "What is asked: the turn; which of six grey-value transforms was applied (inverted, gamma, contrast); or "
              "both. Transforms replace the grey-value augmentation.",
              gidaris}),
  };
  info.schema.params[1].advanced = true;
  info.trainDefaults = uprightTrainDefaults();
  info.build = &buildRotation;
  return info;
}

}  // namespace selvox::learn::methods
