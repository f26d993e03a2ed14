// What an enhancement loses on purpose, its losses and its judgement, by hand.

#include <cmath>

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "core/learn/engine/enhance_plan.h"
#include "core/learn/inference/enhance_run.h"
#include "core/learn/losses/perceptual.h"
#include "core/learn/methods/degrade/resolution.h"
#include "core/learn/tasks/enhancement.h"

namespace selvox::learn::tasks {
namespace {

using base::Json;

at::Tensor noiseOf(std::vector<std::int64_t> shape, std::uint64_t seed = 1) {
  at::Tensor made = at::empty(shape, at::kDouble);
  base::Rng rng(seed, base::Purpose::Test);
  for (std::int64_t i = 0; i < made.numel(); ++i) made.data_ptr<double>()[i] = rng.normal();
  return made;
}

TEST(Enhancement, LosesResolutionAlongItsAxesOnly) {
  const auto factors = [](const char* axes, int dim) {
    return enhancementFrom({{"kind", "super-resolution"}, {"axes", axes}, {"factor", 3}}).factors(dim);
  };
  using Triple = methods::degrade::Triple;
  EXPECT_EQ(factors("all", 3), (Triple{3, 3, 3}));
  EXPECT_EQ(factors("in-plane", 3), (Triple{1, 3, 3}));
  EXPECT_EQ(factors("through-plane", 3), (Triple{3, 1, 1}));
  EXPECT_EQ(factors("all", 2), (Triple{1, 3, 3}));
  EXPECT_EQ(factors("through-plane", 2), (Triple{1, 1, 1}));
  EXPECT_EQ(enhancementFrom({{"factor", 3}}).factors(3), (Triple{1, 1, 1}));  // noise loses none
}

// Two voxels become one of their mean, at its centre; between centres the way is straight: 0 and 4 by quarters.
TEST(Enhancement, TheBaselineOfSuperResolutionIsLinear) {
  const at::Tensor coarse = at::tensor({0.0f, 4.0f}).view({1, 1, 2});
  const at::Tensor made = finer(coarse, {1, 1, 2});
  EXPECT_TRUE(at::allclose(made.flatten(), at::tensor({0.0f, 1.0f, 3.0f, 4.0f}))) << made;
  const at::Tensor fine = at::tensor({-1.0, 1.0, 3.0, 5.0}).view({1, 1, 1, 4});
  EXPECT_TRUE(at::allclose(methods::degrade::coarser(fine, {1, 1, 2}).flatten().to(at::kFloat), made.flatten()));
}

TEST(Enhancement, AJudgedCaseIsSpoiltTheSameWayInEveryRun) {
  const at::Tensor volume = noiseOf({5, 16, 18}).to(at::kFloat);
  for (const char* kind : {"denoise", "artifact", "normalise", "super-resolution"}) {
    const Enhancement how = enhancementFrom({{"kind", kind}});
    for (const int dim : {2, 3}) {
      const at::Tensor once = spoilCase(how, volume, dim, "MR", "a");
      EXPECT_TRUE(at::equal(once, spoilCase(how, volume, dim, "MR", "a"))) << kind;
      EXPECT_FALSE(at::equal(once, volume)) << kind;
      EXPECT_EQ(once.sizes(), volume.sizes());
      EXPECT_TRUE(once.isfinite().all().item<bool>()) << kind;
      const bool drawn = how.kind != EnhanceKind::SuperResolution;
      EXPECT_EQ(!at::equal(once, spoilCase(how, volume, dim, "MR", "b")), drawn) << kind;
    }
  }
  const at::Tensor made = spoilCase(enhancementFrom({{"noise", 0.5}}), at::zeros({8, 32, 32}), 3, "", "key");
  EXPECT_NEAR(made.std().item<double>(), 0.5, 0.02);
  EXPECT_TRUE(at::equal(spoilCase(enhancementFrom({{"kind", "synthesis"}}), volume, 3, "", "a"), volume));
}

// Slices of a 2D run are spoilt one by one: noise differs between slices that are alike.
TEST(Enhancement, SlicesOfA2dRunAreSpoiltByThemselves) {
  const at::Tensor made = spoilCase(enhancementFrom({}), at::zeros({2, 12, 12}), 2, "", "key");
  EXPECT_FALSE(at::equal(made[0], made[1]));
}

// An MR image gets what MR scanners do, whatever its sequence is called; twice the strength is further from the truth.
TEST(Enhancement, ArtifactsAreThoseOfTheImagesKind) {
  const at::Tensor sample = noiseOf({1, 8, 16, 16});
  const auto made = [&](const std::string& modality, double strength, std::uint64_t seed) {
    base::Rng rng(seed, base::Purpose::Test);
    return spoil(enhancementFrom({{"kind", "artifact"}, {"strength", strength}}), sample, modality, rng);
  };
  int apart = 0;
  double once = 0, twice = 0;
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const at::Tensor mr = made("MR", 1, seed);
    EXPECT_TRUE(at::equal(mr, made("MR FLAIR", 1, seed))) << seed;
    apart += at::equal(mr, made("CT", 1, seed)) ? 0 : 1;
    once += (mr - sample).abs().mean().item<double>();
    twice += (made("MR", 2, seed) - sample).abs().mean().item<double>();
  }
  EXPECT_GT(apart, 5);
  EXPECT_GT(twice, 1.2 * once);
}

// Uneven greys keep mean and deviation, which preparing the image would give back anyway.
TEST(Enhancement, UnevenGreysKeepMeanAndDeviation) {
  const at::Tensor sample = noiseOf({1, 8, 16, 16});
  base::Rng rng(3, base::Purpose::Test);
  const at::Tensor made = spoil(enhancementFrom({{"kind", "normalise"}, {"strength", 2.0}}), sample, "MR", rng);
  EXPECT_NEAR(made.mean().item<double>(), sample.mean().item<double>(), 1e-9);
  EXPECT_NEAR(made.std(false).item<double>(), sample.std(false).item<double>(), 1e-9);
  EXPECT_GT((made - sample).abs().max().item<double>(), 0.1);
  const at::Tensor flat = at::full({1, 4, 4}, 2.0, at::kDouble);
  EXPECT_TRUE(at::equal(spoil(enhancementFrom({{"kind", "normalise"}}), flat, "MR", rng), flat));
}

// Stripes of 0, 1/2 and 1: along a stripe the grey drifts, and the middle one moves towards one of the others.
TEST(Enhancement, UnevenGreysDriftAndBend) {
  const at::Tensor row = at::tensor({0.0, 0.5, 1.0}, at::kDouble).repeat({6});
  const at::Tensor stripes = row.view({1, 1, 18}).expand({1, 18, 18}).contiguous();
  double drift = 0, bend = 0;
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    base::Rng rng(seed, base::Purpose::Test);
    const at::Tensor made = spoil(enhancementFrom({{"kind", "normalise"}}), stripes, "MR", rng)[0];
    drift += made.select(1, 17).std().item<double>() / 4;
    const at::Tensor grey = made.view({18, 6, 3}).mean(at::IntArrayRef{0, 1});
    bend += std::abs(((grey[1] - grey[0]) / (grey[2] - grey[0])).item<double>() - 0.5) / 4;
  }
  EXPECT_GT(drift, 0.01);
  EXPECT_GT(bend, 0.03);
}

TEST(EnhanceLoss, AddsItsPartsByWeight) {
  const at::Tensor target = noiseOf({2, 1, 12, 12}), made = target + 0.5;
  Enhancement how;
  how.l1 = 2, how.ssim = 0;
  EXPECT_NEAR(enhanceLoss(made, target, how).loss.item<double>(), 1.0, 1e-9);
  how.ssim = 3;
  EXPECT_NEAR(enhanceLoss(target, target, how).loss.item<double>(), 0, 1e-9);
  const auto both = enhanceLoss(made, target, how);
  ASSERT_EQ(both.metrics.size(), 2u);
  EXPECT_NEAR(both.loss.item<double>(),
              2 * both.metrics[0].second.item<double>() + 3 * both.metrics[1].second.item<double>(), 1e-9);
  EXPECT_GT(both.metrics[1].second.item<double>(), 0.01);
}

// In air a target has next to no range of its own; its noise must not count as structure.
TEST(EnhanceLoss, AirAloneSaysLittle) {
  const at::Tensor air = 0.01 * noiseOf({1, 1, 12, 12}, 2), made = 0.01 * noiseOf({1, 1, 12, 12}, 3);
  Enhancement how;
  how.l1 = 0, how.ssim = 1;
  EXPECT_LT(enhanceLoss(made, air, how).loss.item<double>(), 0.3);
  EXPECT_GT(enhanceLoss(100 * made, 100 * air, how).loss.item<double>(), 0.5);
}

TEST(EnhanceLoss, GradientIsThatOfDifferences) {
  const at::Tensor target = noiseOf({1, 1, 12, 12}, 2);
  at::Tensor made = noiseOf({1, 1, 12, 12}, 3).set_requires_grad(true);
  Enhancement how;
  how.ssim = 0.7;
  enhanceLoss(made, target, how).loss.backward();
  const at::Tensor gradient = made.grad();
  const at::NoGradGuard noGrad;
  for (const std::int64_t i : {0, 17, 77, 143}) {
    at::Tensor up = made.clone(), down = made.clone();
    up.data_ptr<double>()[i] += 1e-6, down.data_ptr<double>()[i] -= 1e-6;
    const double slope =
        (enhanceLoss(up, target, how).loss - enhanceLoss(down, target, how).loss).item<double>() / 2e-6;
    EXPECT_NEAR(gradient.flatten()[i].item<double>(), slope, 1e-6);
  }
}

// (1, 0) and (0, 1) lie sqrt 2 apart, whatever their lengths; opposite ones 2.
TEST(FeatureDistance, ComparesDirections) {
  const at::Tensor x = at::tensor({3.0, 0.0}).view({1, 2, 1, 1}), y = at::tensor({0.0, 5.0}).view({1, 2, 1, 1});
  EXPECT_NEAR(losses::featureDistance({x}, {y}).item<double>(), 2, 1e-9);
  EXPECT_NEAR(losses::featureDistance({x}, {-x}).item<double>(), 4, 1e-9);
  EXPECT_NEAR(losses::featureDistance({x, x}, {x * 7, y}).item<double>(), 1, 1e-9);  // the mean over levels
  EXPECT_ANY_THROW(static_cast<void>(losses::featureDistance({x}, {x, y})));
  const at::Tensor b = noiseOf({2, 3, 2, 2}, 5);
  at::Tensor a = noiseOf({2, 3, 2, 2}, 4).set_requires_grad(true);
  losses::featureDistance({a}, {b}).backward();
  const at::Tensor gradient = a.grad();
  const at::NoGradGuard noGrad;
  for (const std::int64_t i : {0, 9, 23}) {
    at::Tensor up = a.clone(), down = a.clone();
    up.data_ptr<double>()[i] += 1e-6, down.data_ptr<double>()[i] -= 1e-6;
    const double slope =
        (losses::featureDistance({up}, {b}) - losses::featureDistance({down}, {b})).item<double>() / 2e-6;
    EXPECT_NEAR(gradient.flatten()[i].item<double>(), slope, 1e-6);
  }
}

// Error 1 everywhere on a range of 4: PSNR 10 log10 16, NMSE n / sum of squares.
TEST(EnhanceJudgement, OfOneCaseByHand) {
  std::vector<double> reference(12 * 12), made(12 * 12);
  double energy = 0;
  for (std::size_t i = 0; i < reference.size(); ++i) {
    reference[i] = static_cast<double>(i % 5);
    made[i] = reference[i] + 1;
    energy += reference[i] * reference[i];
  }
  const auto quality = inference::qualityOf(made, reference, {1, 12, 12}, 2);
  EXPECT_NEAR(quality.psnr, 10 * std::log10(16.0), 1e-9);
  EXPECT_NEAR(quality.nmse, 144 / energy, 1e-12);
  EXPECT_LT(quality.ssim, 1);
  // Of thin volumes and in 2D the mean over slices counts.
  std::vector<double> two = reference, twoMade = made;
  two.insert(two.end(), reference.begin(), reference.end());
  twoMade.insert(twoMade.end(), reference.begin(), reference.end());
  EXPECT_NEAR(inference::qualityOf(twoMade, two, {2, 12, 12}, 3).ssim, (quality.ssim + 1) / 2, 1e-9);
}

TEST(EnhanceJudgement, GainIsPairedAndPositiveForBetter) {
  std::vector<inference::EnhancedCase> cases(3);
  for (std::size_t i = 0; i < 3; ++i) {
    const double hard = static_cast<double>(i);
    cases[i].caseName = cases[i].patient = std::string(1, static_cast<char>('a' + i));
    cases[i].baseline = {20 - 5 * hard, 0.5, 0.2 + hard};
    cases[i].result = {23 - 5 * hard, 0.6, 0.1 + hard};
  }
  Json made = inference::enhanceDocument(cases);
  EXPECT_NEAR(made["quality"]["psnr"]["gain"]["mean"].get<double>(), 3, 1e-9);
  EXPECT_NEAR(made["quality"]["psnr"]["gain"]["low"].get<double>(), 3, 1e-9);  // the same in every draw
  EXPECT_LT(made["quality"]["psnr"]["result"]["low"].get<double>(), 18);
  EXPECT_NEAR(made["quality"]["ssim"]["gain"]["mean"].get<double>(), 0.1, 1e-9);
  EXPECT_NEAR(made["quality"]["nmse"]["gain"]["mean"].get<double>(), 0.1, 1e-9);
  EXPECT_EQ(made["patients"], 3);
  EXPECT_NEAR(made["cases"][2]["baseline"]["psnr"].get<double>(), 10, 1e-9);
  cases[1].result.psnr = HUGE_VAL;  // came out exactly: no mean over it
  made = inference::enhanceDocument(cases);
  EXPECT_EQ(made["quality"]["psnr"]["result"]["undefined"], 1);
  EXPECT_NEAR(made["quality"]["psnr"]["gain"]["mean"].get<double>(), 3, 1e-9);
  EXPECT_TRUE(made["cases"][1]["psnr"].is_null());
}

TEST(EnhancePlan, SeriesAreCalledByWhatTheCatalogSays) {
  spec::CaseEntry entry;
  entry.modality = "MR", entry.sequence = "T1";
  entry.columns = {{"class", "CXR"}, {"site", "north"}};
  for (const char* word : {"MR", "T1", "MR T1", "CXR", "class=CXR"}) EXPECT_TRUE(engine::isCalled(entry, word)) << word;
  for (const char* word : {"", "T2", "site=CXR", "nowhere=CXR"}) EXPECT_FALSE(engine::isCalled(entry, word)) << word;
}

TEST(EnhancePlan, RefusesWhatCannotBe) {
  spec::RunSpec spec;
  spec.kind = "finetune", spec.task = "enhancement", spec.dim = 2;
  const auto said = [&](const Json& settings) {
    const auto plan = engine::enhancePlan(spec, settings);
    return plan ? std::string() : plan.error().message;
  };
  EXPECT_EQ(said(Json::object()), "");
  EXPECT_NE(said({{"task.kind", "super-resolution"}, {"task.axes", "through-plane"}}).find("--dim 3"),
            std::string::npos);
  EXPECT_NE(said({{"task.l1", 0.0}, {"task.ssim", 0.0}}).find("task.l1"), std::string::npos);
  EXPECT_NE(said({{"task.perceptual", 0.1}}).find("--from"), std::string::npos);
  EXPECT_NE(said({{"task.kind", "synthesis"}, {"task.source", "T1"}}).find("task.target"), std::string::npos);
}

}  // namespace
}  // namespace selvox::learn::tasks
