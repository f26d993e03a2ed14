// The loss of one step of the methods that restore, draw or outline, from the views they show and their own parts: what
// was hidden, whom a term is for, and that what a method is told reaches its network.

#include "core/learn/architectures/token_encoder.h"
#include "core/learn/architectures/transformer.h"
#include "core/learn/losses/dice_ce.h"
#include "core/learn/losses/mae.h"
#include "core/learn/methods/degrade/artifacts.h"
#include "core/learn/methods/gan_parts.h"
#include "core/learn/methods/parts.h"
#include "core/learn/methods/raster.h"
#include "tests/learn/predictive_support.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

template <class Part>
std::shared_ptr<Part> partOf(Method& method, const std::string& name) {
  return std::dynamic_pointer_cast<Part>(method.trainable()->named_children()[name]);
}

MethodConfig onTokensOf(std::int64_t side) {
  MethodConfig config = tinyConfig(2, side);
  config.arch = "vit-s";
  config.network.settings = {{"patch", 4}, {"dim", 12}, {"depth", 1}, {"heads", 2}, {"size", side}};
  return config;
}

// -log D(real) - log(1 - D(drawn)) for the critic; -log(1 - D(real)) - log D(drawn) for encoder and generator.
TEST(RestoringStep, GanAsksCriticAndGeneratorForTheOppositeAnswers) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("gan", config, {{"latent", 4}, {"width", 4}, {"r1", 0.0}});
  const Batch batch = waves(config, 4, 0, 10);
  const Tensors made = method->views(batch);
  const at::Tensor patch = named(made, "original"), z = named(made, "code");
  const auto critic = partOf<Critic>(*method, "critic");
  {
    const c10::AutoGradMode noGradients(false);
    at::Tensor(critic->named_parameters()["answer.bias"]).fill_(0.8);  // an undecided critic would hide a sign
  }
  const at::Tensor found = partOf<architectures::Linear>(*method, "code")->forward(embed(*method->network(), patch));
  const at::Tensor real = critic->forward(patch, found, {}).sigmoid();
  const at::Tensor drawn = critic->forward(partOf<Generator>(*method, "generator")->forward(z), z, {}).sigmoid();
  const StepOutput out = method->step(batch);
  EXPECT_NEAR(named(out.metrics, "loss/critic").item<double>(),
              -(real.log().mean() + (1 - drawn).log().mean()).item<double>(), 1e-5);
  EXPECT_NEAR(named(out.metrics, "loss/generator").item<double>(),
              -((1 - real).log().mean() + drawn.log().mean()).item<double>(), 1e-5);
}

// With an answer of 0 a block costs its own variance in its own units: 15/16 of 4 x 4 voxels, 0 where it is flat. What
// is visible is flat here, so only a loss on hidden blocks sees anything.
TEST(RestoringStep, SparkCountsTheHiddenBlocksAlone) {
  MethodConfig config = tinyConfig(2);
  config.augment["augment.flip"] = 0.0;
  const auto method = buildMethod("spark", config, {{"block", 4}});
  const auto parameters = method->trainable()->named_parameters();
  {
    const c10::AutoGradMode noGradients(false);
    at::Tensor(parameters["light.last.weight"]).zero_();
    at::Tensor(parameters["light.last.bias"]).zero_();
  }
  Batch batch = waves(config, 2, 1, 10);
  batch.images = batch.images * named(method->views(batch), "mask");
  EXPECT_NEAR(method->step(batch).loss.item<double>(), 15.0 / 16, 1e-3);
}

// Every scale is made flat: what is visible by its norm, what is hidden by the token of that value. Then nothing of
// patch or mask is left for the decoder, and its answer in the blocks' own units is always the same.
TEST(RestoringStep, SparkPutsItsTokensWhereNothingIsVisible) {
  MethodConfig config = tinyConfig(2);
  config.augment["augment.flip"] = 0.0;
  const auto method = buildMethod("spark", config, {{"block", 4}});
  {
    const c10::AutoGradMode noGradients(false);
    for (const auto& item : method->trainable()->named_parameters()) {
      if (!item.key().starts_with("light.dense.")) continue;
      if (item.key().ends_with(".norm.weight")) at::Tensor(item.value()).zero_();
      if (item.key().ends_with(".norm.bias") || item.key().ends_with(".token")) at::Tensor(item.value()).fill_(0.7);
    }
  }
  std::vector<at::Tensor> answers, hidden;
  for (const int step : {1, 2}) {
    const auto previews = method->preview(waves(config, 1, step, 10));
    const auto blocks = [](const at::Tensor& t) { return losses::patchify(t.reshape({1, 1, 16, 16}), {4})[0]; };
    const at::Tensor target = blocks(previews[0].tensor), restored = blocks(previews[3].tensor);
    answers.push_back((restored - target.mean(1, true)) / target.std(1, true, true));
    hidden.push_back(blocks(previews[1].tensor).amax(1).gt(0.5));
  }
  const at::Tensor both = hidden[0].logical_and(hidden[1]).nonzero().squeeze(1);
  ASSERT_GT(both.numel(), 1);
  EXPECT_TRUE(at::allclose(answers[0].index_select(0, both), answers[1].index_select(0, both), 1e-3, 1e-3));
}

// The number of blocks that are known is the number of the one that is asked.
std::vector<std::int64_t> askedBlocks(const at::Tensor& mask, std::int64_t voxels) {
  std::vector<std::int64_t> next;
  for (std::int64_t n = 0; n < mask.size(0); ++n) {
    next.push_back((1 - mask[n]).sum().item<std::int64_t>() / voxels);
  }
  return next;
}

TEST(RestoringStep, AutoregressiveReadsTheFeaturesAboveTheBlockThatItAsksFor) {
  for (const int dim : {2, 3}) {
    const MethodConfig config = tinyConfig(dim, 8);
    const std::int64_t side = 2, voxels = dim == 2 ? 4 : 8;
    const auto method = buildMethod("autoregressive", config, {{"block", side}, {"bins", 8}, {"hidden", 8}});
    const Batch batch = waves(config, 4, 2, 10);
    const Tensors made = method->views(batch);
    const Raster raster{config.patch, std::vector<std::int64_t>(static_cast<std::size_t>(dim), side)};
    const auto next = askedBlocks(named(made, "mask"), voxels);
    const at::Tensor known = raster.columns(method->network()->features(named(made, "input")), next);
    const at::Tensor target = named(made, "target");
    EXPECT_TRUE(at::equal(target, raster.cut(named(made, "original"), next)));
    double expected = 0;
    if (dim == 2) {
      const Palette palette{8, 3};
      const at::Tensor codes = palette.codes(target).squeeze(1);
      const at::Tensor seen = palette.values(codes, at::kFloat).unsqueeze(1);
      const at::Tensor logits = partOf<PixelHead>(*method, "pixels")->forward(seen, known);
      expected = -logits.log_softmax(1).gather(1, codes.unsqueeze(1)).mean().item<double>();
    } else {
      const at::Tensor said = partOf<Mlp>(*method, "block")->forward(known);
      expected = (said - target.flatten(1)).square().mean().item<double>();
    }
    EXPECT_NEAR(method->step(batch).loss.item<double>(), expected, 1e-5) << dim;
  }
}

// Companions are two other looks of the patch.
Batch looks(const MethodConfig& config, const std::string& first, const std::string& second) {
  Batch batch = waves(config, 4, 1, 20);
  batch.companions = at::stack({-0.7 * batch.images + 0.3, 0.3 * batch.images.square() - 0.5}, 1);
  for (std::size_t n = 0; n < 4; ++n) {
    batch.places[n].modality = "T1";
    batch.companionPlaces.push_back({batch.places[n], batch.places[n]});
    batch.companionPlaces.back()[0].modality = first, batch.companionPlaces.back()[1].modality = second;
  }
  return batch;
}

TEST(RestoringStep, TheWantedModalityIsTold) {
  const MethodConfig config = tinyConfig(2, 8);
  for (const char* id : {"cross-modality", "cross-modality-labels"}) {
    const auto method = buildMethod(id, config, {{"modalities", 2}});
    const auto loss = [&](const char* first, const char* second) {
      return method->step(looks(config, first, second)).loss.item<double>();
    };
    EXPECT_EQ(loss("T2", "PET"), loss("FLAIR", "CT")) << "nothing is heard at first";
    {
      const c10::AutoGradMode noGradients(false);
      double salt = 0;
      for (const auto& item : method->trainable()->named_parameters()) {
        if (!item.key().starts_with("wanted.out.")) continue;
        const at::Tensor p = item.value();
        at::Tensor(p).copy_((at::arange(p.numel(), at::kFloat) + ++salt).sin().view_as(p));
      }
    }
    EXPECT_EQ(loss("T2", "PET"), loss("T2", "PET"));
    EXPECT_GT(std::abs(loss("T2", "PET") - loss("FLAIR", "CT")), 1e-4) << id << ": other words, another answer";
  }
}

TEST(RestoringStep, PseudoLabelsAreThoseOfTheWantedModality) {
  const MethodConfig config = tinyConfig(2, 8);
  const auto method = buildMethod("cross-modality-labels", config, {{"modalities", 2}, {"classes", 4}});
  method->train(true);
  const Batch batch = looks(config, "T2", "PET");
  const Tensors made = method->views(batch);
  const at::Tensor logits = method->network()->forward(named(made, "input")).front();
  const at::Tensor labels = named(made, "target");
  EXPECT_GT(labels.max().item<std::int64_t>(), labels.min().item<std::int64_t>());
  const at::Tensor expected = losses::crossEntropy(logits, labels) + losses::softDice(logits, labels);
  EXPECT_NEAR(method->step(batch).loss.item<double>(), expected.item<double>(), 1e-5);
}

TEST(RestoringStep, ArtifactCorrectionHidesTheShareThatItSays) {
  base::Json settings{{"mask_ratio", 0.75}};
  for (const degrade::Artifact& artifact : degrade::artifacts()) settings[artifact.id] = false;
  const MethodConfig config = tinyConfig(2);
  const Tensors made = buildMethod("artifact-correction", config, settings)->views(waves(config, 3, 2, 10));
  const at::Tensor input = named(made, "input"), hidden = input.eq(0);
  EXPECT_NEAR(hidden.to(at::kDouble).mean().item<double>(), 0.75, 1e-3);
  EXPECT_TRUE(at::equal(input, named(made, "target").masked_fill(hidden, 0))) << "and leaves the rest alone";
}

TEST(RestoringStep, SimmimPutsItsTokenWhereSomethingIsHidden) {
  for (const bool tokens : {false, true}) {
    const MethodConfig config = tokens ? onTokensOf(16) : tinyConfig(2);
    const auto method = buildMethod("simmim", config, {{"unit", 4}});
    const at::Tensor token = method->trainable()->named_parameters()["mask_token.weight"];
    {
      const c10::AutoGradMode noGradients(false);
      at::Tensor(token).copy_(at::arange(token.numel(), at::kFloat).view_as(token));
    }
    const Batch batch = waves(config, 2, 1, 10);
    const Tensors made = method->views(batch);
    const at::Tensor input = named(made, "input"), mask = named(made, "mask");
    at::Tensor seen;
    if (tokens) {
      const auto encoder = architectures::tokenEncoder(*method->network());
      seen = encoder->encode(input, named(made, "hidden"), token).patches;
    } else {  // blocks of 4 x 4, the same in all sixteen places
      const at::Tensor covered = input * (1 - mask) + token.repeat({1, 4, 4}).unsqueeze(0) * mask;
      seen = method->network()->features(covered).back().flatten(2).transpose(1, 2);
    }
    const std::int64_t stride = tokens ? 4 : 2;
    const at::Tensor said = partOf<architectures::Projection>(*method, "pixels")->forward(seen);
    const at::Tensor restored = losses::unpatchify(said, {16 / stride, 16 / stride}, {stride, stride});
    const at::Tensor error = (restored - named(made, "target")).abs() * mask;
    EXPECT_NEAR(method->step(batch).loss.item<double>(), (error.sum() / mask.sum()).item<double>(), 1e-4) << tokens;
  }
}

// Hidden tokens are all the same to the decoder but for where they lie.
TEST(RestoringStep, MaeTellsHiddenTokensApartByTheirPlaces) {
  const MethodConfig config = onTokensOf(16);
  const auto method = buildMethod("mae", config, {{"decoder_dim", 16}, {"decoder_depth", 1}, {"decoder_heads", 2}});
  const Batch batch = waves(config, 1, 0, 10);
  const at::Tensor hidden = named(method->views(batch), "hidden")[0];
  const at::Tensor restored = losses::patchify(method->preview(batch).back().tensor.unsqueeze(0), {4})[0];
  const at::Tensor answers = restored.index_select(0, hidden.nonzero().squeeze(1));
  ASSERT_EQ(answers.size(0), 12);
  EXPECT_GT(answers.std(0).min().item<double>(), 1e-3);
}

TEST(RestoringStep, DiffusionAveragesTheLayersThatTellTheTimeToo) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("diffusion", config, {{"ema", 0.5}});
  at::Tensor own = method->trainable()->named_parameters()["time.out.2.weight"];
  const at::Tensor average = named(method->state(), "ema.time.out.2.weight"), before = average.clone();
  {
    const c10::AutoGradMode noGradients(false);
    own.add_(1.0);
  }
  method->afterOptimizerStep(1, 20);  // the first average: 1/10 old, 9/10 new
  EXPECT_TRUE(at::allclose(average, before + 0.9, 1e-5, 1e-6));
}

}  // namespace
}  // namespace selvox::learn::methods
