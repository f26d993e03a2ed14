// DINOv2 (Oquab et al., TMLR 2024): DINO on class tokens, iBOT on hidden tokens, KoLeo against crowding.

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include <ATen/ops/cat.h>
#include <c10/core/GradMode.h>

#include "core/learn/methods/parts.h"
#include "core/learn/methods/self_distillation.h"
#include "core/learn/methods/teacher.h"
#include "core/learn/methods/token_masks.h"
#include "core/learn/metrics/collapse.h"

namespace selvox::learn::methods {
namespace {

class Dinov2 : public SelfDistillation {
 public:
  Dinov2(std::shared_ptr<architectures::Network> student, std::shared_ptr<architectures::Network> teacher,
         const MethodConfig& config)
      : SelfDistillation(std::move(student), std::move(teacher), config, 0.992),
        tokens_(architectures::tokenEncoder(*network_)),
        teacherTokens_(architectures::tokenEncoder(*teacher_)),
        centre_(addCentre("centre")),
        tokenCentre_(addCentre("token_centre")) {
    mask_.probability = base::valueOr(config.settings, "mask_probability", mask_.probability);
    mask_.low = base::valueOr(config.settings, "mask_low", mask_.low);
    mask_.high = std::max(base::valueOr(config.settings, "mask_high", mask_.high), mask_.low);
    token_ =
        addHead("mask_token", std::make_shared<architectures::LearnedToken>(architectures::Sizes{tokens_->width()}));
    depth_ = static_cast<int>(encoderOf(*network_)->named_children()["blocks"]->children().size());
  }

  // Views of DINO, then "mask1" and "mask2" by voxels and "hidden1" and "hidden2" by tokens.
  Tensors views(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    Tensors all = SelfDistillation::views(batch);
    for (int i = 0; i < 2; ++i) {
      const TokenMask mask = boxMask(*tokens_, all[static_cast<std::size_t>(i)].second, mask_, batch, i);
      all.emplace_back("mask" + std::to_string(i + 1), mask.voxels);
      all.emplace_back("hidden" + std::to_string(i + 1), mask.tokens);
    }
    return all;
  }

  StepOutput step(const Batch& batch) override {
    const Tensors made = views(batch);
    const std::size_t smalls = made.size() - 6;
    const std::int64_t n = batch.images.size(0);
    const at::Tensor large = at::cat({made[0].second, made[1].second});
    const at::Tensor hidden = at::cat({made[made.size() - 3].second, made[made.size() - 1].second});
    const architectures::Tokens seen = tokens_->encode(large, hidden, token_->value());
    std::vector<at::Tensor> student = head_->forward(seen.summary).split(n), teacher;
    if (smalls > 0) {
      std::vector<at::Tensor> small;
      for (std::size_t i = 0; i < smalls; ++i) small.push_back(made[i + 2].second);
      for (at::Tensor& logits : head_->forward(tokens_->encode(at::cat(small)).summary).split(n)) {
        student.push_back(std::move(logits));
      }
    }
    const at::Tensor chosen = hidden.flatten().gt(0.5).nonzero().squeeze(1);
    const at::Tensor guessed = head_->forward(seen.patches.flatten(0, 1).index_select(0, chosen));
    at::Tensor wanted;
    {
      const c10::AutoGradMode noGradients(false);
      const architectures::Tokens whole = teacherTokens_->encode(large);
      const at::Tensor logits = teacherHead_->forward(whole.summary);
      wanted = teacherHead_->forward(whole.patches.flatten(0, 1).index_select(0, chosen));
      note(centre_, logits);
      note(tokenCentre_, wanted);
      teacher = logits.split(n);
    }
    const losses::DistillOptions options = temperatures(batch);
    const at::Tensor dino = losses::dino(student, teacher, centre_.value, options);
    const at::Tensor ibot = losses::ibot(guessed, wanted, tokenCentre_.value, hidden, options);
    const at::Tensor first = seen.summary.narrow(0, 0, n), second = seen.summary.narrow(0, n, n);
    const at::Tensor koleo = losses::koleo(first) + losses::koleo(second);
    StepOutput out{dino + weight("ibot_weight", 1.0) * ibot + weight("koleo_weight", 0.1) * koleo,
                   metrics::collapsePanel(first.detach(), second.detach())};
    const at::Tensor entropy = losses::teacherEntropy(at::cat(teacher), centre_.value, options);
    out.metrics.insert(out.metrics.end(),
                       {{"loss/dino", dino.detach()},
                        {"loss/ibot", ibot.detach()},
                        {"loss/koleo", koleo.detach()},
                        {"teacher/entropy", entropy},
                        {"teacher/kl", dino.detach() - entropy},
                        {"teacher/max_share", losses::largestShare(at::cat(teacher), centre_.value)}});
    return out;
  }

  std::vector<Preview> preview(const Batch& batch) override {
    std::vector<Preview> all = SelfDistillation::preview(batch);
    const Tensors made = views(batch);
    const at::Tensor mask = made[made.size() - 4].second[0].to(at::kFloat).contiguous().cpu();
    const at::Tensor masked = all.front().tensor * (1 - mask);
    all.insert(all.begin() + 1, {"masked", "What the student sees of the first view", "image", masked});
    return all;
  }

  // Embeddings learn slowest, each block faster than the one before.
  [[nodiscard]] ParameterRule rule(const std::string& parameter) const override {
    const double decay = base::valueOr(settings_, "layer_decay", 0.9);
    ParameterRule rule;
    const std::string blocks = "encoder.blocks.";
    if (parameter.starts_with(blocks)) {
      const int block = std::stoi(parameter.substr(blocks.size()));
      rule.lrScale = std::pow(decay, depth_ - block);
    } else if (parameter.starts_with("encoder.") && !parameter.starts_with("encoder.norm.")) {
      rule.lrScale = std::pow(decay, depth_ + 1) * (parameter.starts_with("encoder.patch_embed.") ? 0.2 : 1.0);
      rule.decay = parameter.starts_with("encoder.patch_embed.");
    }
    return rule;
  }

  // ln K for the class tokens, as much for the hidden tokens of the share of images that hide any; KoLeo aside.
  [[nodiscard]] double chance() const override {
    return SelfDistillation::chance() * (1 + weight("ibot_weight", 1.0) * mask_.probability);
  }

 private:
  [[nodiscard]] double weight(const char* name, double usual) const { return base::valueOr(settings_, name, usual); }

  std::shared_ptr<architectures::TokenEncoder> tokens_, teacherTokens_;
  std::shared_ptr<architectures::LearnedToken> token_;
  BoxMask mask_;
  int depth_ = 0;
  Centre &centre_, &tokenCentre_;
};

base::Result<std::unique_ptr<Method>> buildDinov2(const MethodConfig& config) {
  if (!onTokens(config)) {
    return base::fail(base::ErrorCode::Unsupported,
                      "dinov2 works on the tokens of a vision transformer, and " + config.arch +
                          " has none. Choose the network vit-s or vit-b, or the method dino, which takes any network.");
  }
  if (config.batch < 2) {
    return base::fail(base::ErrorCode::InvalidArgument,
                      "dinov2 keeps the samples of a batch apart from each other and needs two or more: raise "
                      "train.batch.");
  }
  SELVOX_TRY(auto student, encoderNetwork(config));
  SELVOX_CHECK(enoughTokens(config, *architectures::tokenEncoder(*student), "dinov2"));
  SELVOX_TRY(auto teacher, architectures::build(config.arch, teacherNetwork(config), config.seed));
  return std::make_unique<Dinov2>(std::move(student), std::move(teacher), config);
}

}  // namespace

MethodInfo dinov2Info() {
  constexpr const char* oquab = "Oquab et al., DINOv2, TMLR 2024";
  constexpr const char* zhou = "Zhou et al., iBOT, ICLR 2022; Oquab et al., DINOv2, TMLR 2024";
  MethodInfo info{"dinov2",
                  "distillation",
                  {2, 3},
                  "DINO on whole images and on hidden tokens, spread out; needs a vision transformer",
                  oquab};
  info.schema.params = distillParams(0.04, 0.07, oquab);
  for (spec::Param& param : localCropParams(4, 0.05, 0.32, oquab)) info.schema.params.push_back(std::move(param));
  std::vector<spec::Param> own{
      number("mask_probability", 0.5, 0.0, 1.0, {"", "Share of the large views in which tokens are hidden.", zhou}),
      number("mask_low", 0.1, 0.01, 0.9, {"", "Least share of the tokens that a masked view hides.", zhou}),
      number("mask_high", 0.5, 0.01, 0.9, {"", "Largest share of the tokens that a masked view hides.", zhou}),
      number("ibot_weight", 1.0, 0.0, 100.0,
             {"", "Weight of the loss on hidden tokens. Higher favours local features, for segmentation.", zhou}),
      number("koleo_weight", 0.1, 0.0, 100.0,
             {"", "Weight of the term that keeps samples apart. Higher spreads them more evenly.", oquab}),
      choice("centring", "centre", {"centre", "sinkhorn"},
             {"",
              "What keeps the teacher from one prototype for all: a running centre that is taken off, or Sinkhorn's "
              "iterations, which spread each batch over the prototypes and want many samples in it.",
              oquab}),
      number("layer_decay", 0.9, 0.1, 1.0,
             {"", "Learning rate of each block as a multiple of the next one's; 1: all alike.", oquab}),
  };
  for (spec::Param& param : own) {
    param.advanced = param.name != "ibot_weight";
    info.schema.params.push_back(std::move(param));
  }
  info.trainDefaults = contrastiveTrainDefaults();
  info.trainDefaults["train.lr"] = 1e-3;
  info.trainDefaults["augment.crop_low"] = 0.32;
  info.network = "vit-s";
  info.build = &buildDinov2;
  return info;
}

}  // namespace selvox::learn::methods
