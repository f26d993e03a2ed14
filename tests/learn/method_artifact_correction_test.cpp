#include "core/learn/architectures/encoder.h"
#include "core/learn/losses/supcon.h"
#include "core/learn/methods/degrade/artifacts.h"
#include "core/learn/methods/parts.h"
#include "tests/learn/learning.h"
#include "tests/learn/restoration_support.h"
#include "tests/learn/trajectory.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

base::Json allOff() {
  base::Json settings;
  for (const degrade::Artifact& a : degrade::artifacts()) settings[a.id] = false;
  return settings;
}

TEST(ArtifactCorrection, TheLossIsTheAbsoluteErrorOverTheWholePatch) {
  for (const int dim : {2, 3}) {
    const MethodConfig config = tinyConfig(dim);
    const auto method = buildMethod("artifact-correction", config, {{"mask_ratio", 0.5}});
    method->train(true);
    const Batch batch = waves(config, 3, 2, 10);
    const Tensors made = method->views(batch);
    const at::Tensor restored = method->network()->forward(named(made, "input")).front();
    const StepOutput out = method->step(batch);
    EXPECT_NEAR(out.loss.item<double>(), (restored - named(made, "target")).abs().mean().item<double>(), 1e-6);
    EXPECT_NEAR(metricOf(out, "baseline/loss"),
                (named(made, "input") - named(made, "target")).abs().mean().item<double>(), 1e-6);
    EXPECT_NEAR(named(made, "input").eq(0).to(at::kDouble).mean().item<double>(), 0.5, 0.02);
  }
}

TEST(ArtifactCorrection, GradientMatchesCentralDifferences) {
  const MethodConfig config = tinyConfig(2);
  expectMethodGradient(*buildMethod("artifact-correction", config), waves(config, 2, 1, 10));
}

Batch ofModalities(const MethodConfig& config, const std::vector<std::string>& names) {
  Batch batch = waves(config, static_cast<std::int64_t>(names.size()), 1, 10);
  for (std::size_t i = 0; i < names.size(); ++i) batch.places[i].modality = names[i];
  return batch;
}

TEST(ArtifactCorrection, TheContrastBetweenModalitiesIsAddedWithItsWeight) {
  for (const int dim : {2, 3}) {
    const MethodConfig config = tinyConfig(dim);
    const auto method = buildMethod("artifact-correction", config, {{"modality_weight", 0.03}});
    method->train(true);
    const Batch batch = ofModalities(config, {"MR T1", "CT", "MR T1", "MR T2", "CT", ""});
    const StepOutput out = method->step(batch);
    const at::Tensor input = named(method->views(batch), "input");
    auto head = std::dynamic_pointer_cast<Mlp>(method->trainable()->named_children()["modality"]);
    ASSERT_TRUE(head);
    const at::Tensor z = head->forward(embed(*method->network(), input));
    const auto wanted = losses::supcon(z, at::tensor({7, 8, 7, 9, 8, 10}, at::kLong), {0.5});
    EXPECT_NEAR(metricOf(out, "loss/modality"), wanted.loss.item<double>(), 1e-5);
    EXPECT_EQ(metricOf(out, "modality/alone"), 2.0) << "one T2, one unknown";
    EXPECT_NEAR(out.loss.item<double>(), metricOf(out, "loss/restoration") + 0.03 * wanted.loss.item<double>(), 1e-6);
    const at::Tensor restored = method->network()->forward(input).front();
    EXPECT_NEAR(metricOf(out, "loss/restoration"),
                (restored - named(method->views(batch), "target")).abs().mean().item<double>(), 1e-6);
    const auto colder =
        buildMethod("artifact-correction", config, {{"modality_weight", 0.03}, {"modality_temperature", 0.1}});
    colder->train(true);
    EXPECT_NEAR(metricOf(colder->step(batch), "loss/modality"),
                losses::supcon(z, at::tensor({7, 8, 7, 9, 8, 10}, at::kLong), {0.1}).loss.item<double>(), 1e-5);
  }
}

TEST(ArtifactCorrection, UnknownModalitiesAreNobodysLike) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("artifact-correction", config, {{"modality_weight", 1.0}});
  method->train(true);
  const StepOutput out = method->step(ofModalities(config, {"", "", ""}));
  EXPECT_EQ(metricOf(out, "modality/alone"), 3.0);
  EXPECT_EQ(metricOf(out, "loss/modality"), 0.0);
  const auto plain = buildMethod("artifact-correction", config);
  for (const auto& item : plain->trainable()->named_parameters()) EXPECT_FALSE(item.key().starts_with("modality"));
}

TEST(ArtifactCorrection, GradientOfTheContrastMatchesCentralDifferences) {
  MethodConfig config = tinyConfig(2);
  config.batch = 4;
  const auto method = buildMethod("artifact-correction", config, {{"modality_weight", 2.0}});
  expectMethodGradient(*method, ofModalities(config, {"MR T1", "CT", "MR T1", "CT"}));
}

// Every switch brings its own artifact, under every modality when by_modality is off.
TEST(ArtifactCorrection, EverySwitchActsAlone) {
  MethodConfig config = tinyConfig(2, 24);
  const Batch batch = waves(config, 2, 0, 10);
  for (const degrade::Artifact& artifact : degrade::artifacts()) {
    base::Json settings = allOff();
    settings[artifact.id] = true;
    settings["by_modality"] = false;
    const auto method = buildMethod("artifact-correction", config, settings);
    EXPECT_EQ(method->preview(batch)[1].caption, artifact.words);
    const Tensors made = method->views(batch);
    EXPECT_FALSE(at::allclose(named(made, "input"), named(made, "target"))) << artifact.id;
  }
}

TEST(ArtifactCorrection, EachKindOfScannerGetsItsOwn) {
  const MethodConfig config = tinyConfig(2, 24);
  const auto method = buildMethod("artifact-correction", config, {{"most", 12}});
  const auto words = [&](const char* modality) {
    std::string all;
    for (int step = 0; step < 24; ++step) {
      Batch batch = waves(config, 1, step, 100);
      batch.places[0].modality = modality;
      all += method->preview(batch)[1].caption + "\n";
    }
    return all;
  };
  for (const char* modality : {"MR", "CT", "US", "CR", ""}) {
    const std::string seen = words(modality);
    for (const degrade::Artifact& a : degrade::artifacts()) {
      const bool fits = a.usual && (*a.modality == 0 || *modality == 0 || std::string(modality) == a.modality);
      EXPECT_EQ(seen.find(a.words) != std::string::npos, fits) << modality << " " << a.id;
    }
  }
}

TEST(ArtifactCorrection, IsAPureFunctionOfSeedAndStep) {
  const MethodConfig config = tinyConfig(3, 12);
  const auto method = buildMethod("artifact-correction", config);
  Batch batch = waves(config, 4, 3, 10);
  const at::Tensor one = named(method->views(batch), "input");
  EXPECT_TRUE(at::equal(one, named(method->views(batch), "input")));
  batch.step = 4;
  EXPECT_FALSE(at::equal(one, named(method->views(batch), "input")));
}

TEST(ArtifactCorrection, RefusesToCorrectNothing) {
  MethodConfig config = tinyConfig(2);
  const auto info = find("artifact-correction");
  config.settings = *spec::resolve((*info)->schema, allOff());
  const auto refused = (*info)->build(config);
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(refused.error().message.find("switched off"), std::string::npos);
  config.settings["mask_ratio"] = 0.6;
  EXPECT_TRUE((*info)->build(config).has_value());
}

TEST(ArtifactCorrection, TrajectoryIsTheCommittedOne) {
  expectTrajectory({.method = "artifact-correction", .dim = 2, .rate = 0.05});
  expectTrajectory({.method = "artifact-correction", .dim = 3, .settings = {{"by_modality", false}}, .rate = 0.05});
}

TEST(SlowLearning, ArtifactCorrectionBeatsTheSpoiltPatch) {
  MethodConfig config = tinyConfig(2, 24);
  config.network.settings = {{"stages", 3}, {"base", 8}};
  const auto method = buildMethod("artifact-correction", config, {{"strength", 2.0}});
  const Learned learned = learn(*method, config, 8, 400, 2e-3);
  EXPECT_LT(learned.last, 0.9 * learned.metric("baseline/loss")) << learned.first;
}

}  // namespace
}  // namespace selvox::learn::methods
