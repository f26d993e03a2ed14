// Slice order and slice position.

#include <algorithm>

#include "core/learn/methods/permutations.h"
#include "core/learn/methods/predictive.h"
#include "core/learn/methods/slices.h"
#include "tests/learn/learning.h"
#include "tests/learn/loss_support.h"
#include "tests/learn/predictive_support.h"
#include "tests/learn/trajectory.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

// A volume whose grey is its height in mm, about its middle at 0, so that every slice and slab tells where it was cut.
// Sample n has its patch at height 3 n - 9 and companion k `gap` mm above companion k - 1.
Batch ramps(const MethodConfig& config, std::int64_t samples, std::int64_t step, const Demand& demand, double gap) {
  Batch batch = waves(config, samples, step, 20);
  const bool flat = config.patch.size() == 2;
  const auto patchAt = [&](double height) {
    std::vector<std::int64_t> shape{1};
    shape.insert(shape.end(), config.patch.begin(), config.patch.end());
    at::Tensor image = at::full(shape, height, at::kFloat);
    if (flat) return image;
    const std::int64_t depth = config.patch.front();
    for (std::int64_t d = 0; d < depth; ++d)
      image[0][d] += static_cast<double>(d) - static_cast<double>(depth - 1) / 2;  // spacing 1 mm
    return image;
  };
  std::vector<at::Tensor> images, companions;
  batch.companionPlaces.assign(static_cast<std::size_t>(samples), {});
  for (std::int64_t n = 0; n < samples; ++n) {
    Place& place = batch.places[static_cast<std::size_t>(n)];
    place.centre = {0, 0, 3.0 * static_cast<double>(n) - 9};
    images.push_back(patchAt(place.centre[2]));
    std::vector<at::Tensor> above;
    for (int k = 1; k <= demand.count; ++k) {
      Place higher = place;
      higher.centre[2] += gap * k;
      above.push_back(patchAt(higher.centre[2]));
      batch.companionPlaces[static_cast<std::size_t>(n)].push_back(higher);
    }
    if (!above.empty()) companions.push_back(at::stack(above));
  }
  batch.images = at::stack(images);
  if (!companions.empty()) batch.companions = at::stack(companions);
  return batch;
}

double greyOf(const at::Tensor& slice) {
  return slice.to(at::kDouble).mean().item<double>();
}

TEST(Slices, TellTheHeightOfWhatTheyShow) {
  for (const int dim : {2, 3}) {
    const MethodConfig config = tinyConfig(dim, 16);
    const Batch batch = ramps(config, 3, 0, {Demand::Kind::AlongZ, 2, 5, 5}, 5);
    for (const Slices& cut : {cutSlices(batch, 4, 5), cutSlices(batch, 4, 7), randomSlice(batch, 4, 0)}) {
      for (std::size_t k = 0; k < cut.images.size(); ++k) {
        EXPECT_EQ(cut.images[k].size(2), dim == 3 ? 4 : 16);
        for (std::int64_t n = 0; n < 3; ++n)
          EXPECT_NEAR(greyOf(cut.images[k][n]), cut.z[static_cast<std::size_t>(n)][k], 1e-4) << dim << " " << k;
      }
    }
  }
}

TEST(Slices, SlabsOfOnePlaceAreTakenApartWithinThePatch) {
  const MethodConfig config = tinyConfig(3, 16);
  const Batch batch =
      ramps(config, 2, 0, {Demand::Kind::AlongZ, 1, 5, 5}, 0);  // the volume is no deeper than the patch
  const Slices cut = cutSlices(batch, 4, 5);
  for (const auto& z : cut.z) EXPECT_NEAR(z[1] - z[0], 5, 1e-9);
  for (const auto& z : cutSlices(batch, 4, 50).z) EXPECT_NEAR(z[1] - z[0], 12, 1e-9) << "as far as the patch goes";
  const Batch far = ramps(config, 2, 0, {Demand::Kind::AlongZ, 1, 5, 5}, 8);
  for (const auto& z : cutSlices(far, 4, 5).z) EXPECT_NEAR(z[1] - z[0], 8, 1e-9) << "from the middle of each";
}

TEST(SliceOrder, TheLabelIsTheOrderOfTheHeights) {
  for (const int dim : {2, 3}) {
    for (const int count : {2, 3, 4}) {
      const MethodConfig config = tinyConfig(dim, 16);
      const auto method = buildMethod("slice-order", config, {{"slices", count}, {"hidden", 8}});
      ASSERT_EQ(method->demand().kind, Demand::Kind::AlongZ);
      ASSERT_EQ(method->demand().count, count - 1);
      std::set<std::int64_t> seen;
      for (int step = 0; step < 15; ++step) {
        const Batch batch = ramps(config, 4, step, method->demand(), 6);
        const Tensors made = method->views(batch);
        EXPECT_TRUE(at::equal(named(method->views(batch), "slices"), named(made, "slices")));
        EXPECT_EQ(named(made, "counted").sum().item<double>(), 4);
        for (std::int64_t n = 0; n < 4; ++n) {
          Permutation ranks;
          for (int k = 0; k < count; ++k) {
            std::int64_t below = 0;
            for (int j = 0; j < count; ++j)
              below += greyOf(named(made, "slices")[n][j]) < greyOf(named(made, "slices")[n][k]) - 0.1 ? 1 : 0;
            ranks.push_back(below);
          }
          EXPECT_EQ(named(made, "order")[n].item<std::int64_t>(), rankOf(ranks)) << dim << " " << count;
          seen.insert(rankOf(ranks));
        }
      }
      EXPECT_EQ(seen.size() >= (count == 2 ? 2u : count == 3 ? 6u : 15u), true);
    }
  }
}

TEST(SliceOrder, AnOrderAndItsReverseCanBeOne) {
  const MethodConfig config = tinyConfig(2);
  const base::Json merged{{"slices", 3}, {"merge_reversed", true}, {"hidden", 8}};
  const auto method = buildMethod("slice-order", config, merged);
  EXPECT_NEAR(method->chance(), std::log(3.0), 1e-12);
  for (int step = 0; step < 10; ++step) {
    const Tensors made = method->views(ramps(config, 4, step, method->demand(), 6));
    for (std::int64_t n = 0; n < 4; ++n) {
      // Three classes: which of the slices lies between the others. Ranks 012 and 210: the middle one; …
      std::vector<double> grey;
      for (int k = 0; k < 3; ++k) grey.push_back(greyOf(named(made, "slices")[n][k]));
      std::vector<double> sorted = grey;
      std::sort(sorted.begin(), sorted.end());
      const auto between = std::find(grey.begin(), grey.end(), sorted[1]) - grey.begin();
      const std::int64_t expected = between == 1 ? 0 : between == 2 ? 1 : 2;  // 012, 021, 102
      EXPECT_EQ(named(made, "order")[n].item<std::int64_t>(), expected);
    }
  }
  EXPECT_NE(refusalOf("slice-order", config, {{"merge_reversed", true}}).find("slices"), std::string::npos);
}

TEST(SliceOrder, WhatLiesAtOneHeightDoesNotCount) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("slice-order", config, {{"hidden", 8}});
  method->train(true);
  Batch batch = ramps(config, 3, 0, method->demand(), 0);
  EXPECT_EQ(named(method->views(batch), "counted").sum().item<double>(), 0);
  const StepOutput out = method->step(batch);
  EXPECT_EQ(out.loss.item<double>(), 0);
  out.loss.backward();  // a step without pairs is a step
}

TEST(SliceOrder, FirstLossesAreAboutChance) {
  expectChance({"slice-order", 2, {}, std::log(2.0), 16});
  expectChance({"slice-order", 3, {}, std::log(2.0), 16});
  expectChance({"slice-order", 2, {{"slices", 4}}, std::log(24.0), 16});
  expectChance({"slice-position", 2, {{"target", "body-part"}}, std::log(2.0), 16});
  expectChance({"slice-position", 3, {{"target", "body-part"}}, std::log(2.0), 16});
}

TEST(SlicePosition, TargetsAreTheHeights) {
  const MethodConfig config = tinyConfig(3, 16);
  const auto relative = buildMethod("slice-position", config),
             mm = buildMethod("slice-position", config, {{"unit", "mm"}});
  EXPECT_EQ(relative->demand().kind, Demand::Kind::None);
  const Batch batch = ramps(config, 4, 1, {}, 0);  // the field is 100 mm
  const Tensors made = relative->views(batch);
  for (std::int64_t n = 0; n < 4; ++n) {
    const double z = greyOf(named(made, "slices")[n]);
    EXPECT_NEAR(named(made, "target")[n].item<double>(), z / 100 + 0.5, 1e-5);
    EXPECT_NEAR(named(mm->views(batch), "target")[n].item<double>(), z / 100, 1e-5);
  }
}

TEST(SlicePosition, OffsetsAndDistancesAreThoseOfTheCrops) {
  // Greys rise by 1 a voxel along x (2D) or by 1 mm along z (3D): differences of means are offsets.
  MethodConfig config = tinyConfig(3, 16);
  const auto offset = buildMethod("slice-position", config, {{"target", "offset"}});
  EXPECT_EQ(offset->demand().kind, Demand::Kind::None) << "3D crops come from one patch";
  Batch batch = ramps(config, 4, 1, {}, 0);
  for (int a = 0; a < 3; ++a) {
    Tensors made = offset->views([&] {
      Batch along = batch;
      std::vector<std::int64_t> shape{1, 1, 1, 1, 1};
      shape[static_cast<std::size_t>(4 - a)] = 16;
      along.images = at::arange(16, at::kFloat).view(shape).expand_as(batch.images).contiguous();
      return along;
    }());
    for (std::int64_t n = 0; n < 4; ++n) {
      const double moved = greyOf(named(made, "slices")[n][1]) - greyOf(named(made, "slices")[n][0]);
      EXPECT_NEAR(named(made, "target")[n][a].item<double>(), moved / 16, 1e-5) << a;
    }
  }
  const auto distance = buildMethod("slice-position", config, {{"target", "distance"}});
  const auto matrix = buildMethod("slice-position", config, {{"target", "distance-matrix"}, {"count", 2}});
  const at::Tensor o = named(offset->views(batch), "target") * 16, d = named(distance->views(batch), "target");
  const at::Tensor p = named(matrix->views(batch), "target");
  const double diagonal = 16 * std::sqrt(3.0);
  EXPECT_TRUE(at::allclose(d.squeeze(1), o.square().sum(1).sqrt() / diagonal, 1e-4, 1e-5));
  EXPECT_TRUE(at::allclose((p.select(1, 1) - p.select(1, 0)) * diagonal, o, 1e-3, 1e-4));
}

TEST(SlicePosition, CompanionsGiveTheOffsetAlongZIn2D) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("slice-position", config, {{"target", "offset"}});
  ASSERT_EQ(method->demand().count, 1);
  const Tensors made = method->views(ramps(config, 4, 1, method->demand(), 10));
  for (std::int64_t n = 0; n < 4; ++n) {
    EXPECT_NEAR(named(made, "target")[n][2].item<double>(), 10.0 / 40, 1e-5);
    EXPECT_LE(named(made, "target")[n][0].abs().item<double>(), 0.5);
  }
}

TEST(SlicePosition, BodyPartsRiseFromTheFeetWhateverTheOrderOfCompanions) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("slice-position", config, {{"target", "body-part"}, {"count", 3}});
  EXPECT_EQ(method->demand().nearest, method->demand().farthest) << "equidistant";
  const Tensors made = method->views(ramps(config, 2, 1, method->demand(), -5));  // companions below
  for (std::int64_t k = 1; k < 3; ++k) {
    EXPECT_NEAR(greyOf(named(made, "slices")[0][k]) - greyOf(named(made, "slices")[0][k - 1]), 5, 1e-4);
    EXPECT_NEAR((named(made, "target")[0][k] - named(made, "target")[0][k - 1]).item<double>(), 5, 1e-4);
  }
}

TEST(SlicePosition, RankAgreementIsTheVolumesOwn) {
  MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("slice-position", config, {{"hidden", 8}});
  Batch batch = ramps(config, 6, 1, {}, 0);
  const auto rho = [&] { return metricOf(method->step(batch), "slice-position/spearman"); };
  for (std::size_t n = 0; n < 6; ++n) batch.places[n].series = 0;
  const double one = rho();
  EXPECT_GE(1.0, std::abs(one));
  for (std::size_t n = 0; n < 6; ++n) batch.places[n].centre[2] *= -1;  // upside down: the same answers, rho negated
  EXPECT_NEAR(rho(), -one, 1e-9);
}

TEST(Slices, PreviewsCanBeLookedAt) {
  expectQuietPreview("slice-order", {{"slices", 3}, {"hidden", 8}}, 3);
  for (const char* target : {"position", "offset", "distance", "distance-matrix", "body-part"}) {
    expectQuietPreview("slice-position", {{"target", target}, {"hidden", 8}}, 3);
    const MethodConfig config = tinyConfig(2);
    const auto method = buildMethod("slice-position", config, {{"target", target}});
    const auto previews = method->preview(ramps(config, 1, 0, method->demand(), 6));
    EXPECT_EQ(previews.back().name, "prediction");
    EXPECT_NE(previews.back().caption.find("answered"), std::string::npos);
  }
}

TEST(Slices, TrajectoriesAreTheCommittedOnes) {
  const base::Json small{{"hidden", 32}};
  expectTrajectory({.method = "slice-order", .dim = 2, .settings = small}, false);
  expectTrajectory({.method = "slice-order", .dim = 3, .settings = {{"hidden", 32}, {"slices", 3}}}, false);
  expectTrajectory({.method = "slice-position", .dim = 2, .settings = small}, false);
  expectTrajectory({.method = "slice-position", .dim = 3, .settings = {{"hidden", 32}, {"target", "distance-matrix"}}},
                   false);
  expectTrajectory({.method = "slice-position",
                    .dim = 2,
                    .settings = {{"hidden", 32}, {"target", "body-part"}},
                    .name = "slice-position-body-part"},
                   false);
}

// Volumes whose blob shrinks from the feet to the head: slices at `height` in [0, 1].
at::Tensor coneSlice(double height, std::uint64_t index, std::int64_t side) {
  base::Rng rng(5, base::Purpose::Phantom, index, static_cast<std::uint64_t>(height * 1e6));
  at::Tensor image = at::empty({1, side, side}, at::kFloat);
  const double radius = static_cast<double>(side) * (0.42 - 0.3 * height), cx = rng.uniform(0.4, 0.6),
               cy = rng.uniform(0.4, 0.6);
  float* out = image.data_ptr<float>();
  for (std::int64_t y = 0; y < side; ++y) {
    for (std::int64_t x = 0; x < side; ++x) {
      const double r = std::hypot(static_cast<double>(x) - cx * static_cast<double>(side),
                                  static_cast<double>(y) - cy * static_cast<double>(side));
      *out++ = static_cast<float>((r < radius ? 1.2 : -0.6) + 0.15 * rng.normal());
    }
  }
  return image;
}

Batch cones(const MethodConfig& config, const Demand& demand, std::int64_t samples, std::int64_t step) {
  Batch batch = waves(config, samples, step, 300);
  std::vector<at::Tensor> images, companions;
  batch.companionPlaces.assign(static_cast<std::size_t>(samples), {});
  for (std::int64_t n = 0; n < samples; ++n) {
    const auto index = static_cast<std::uint64_t>(step * samples + n);
    base::Rng rng(6, base::Purpose::Phantom, index);
    Place& place = batch.places[static_cast<std::size_t>(n)];
    const double room = demand.count > 0 ? 1 - 0.1 * demand.count : 1.0, gap = rng.uniform(0.05, 0.1);
    const double first = rng.uniform(0, room);
    place.centre[2] = 100 * first - 50;
    images.push_back(coneSlice(first, index, config.patch[0]));
    std::vector<at::Tensor> above;
    for (int k = 1; k <= demand.count; ++k) {
      Place higher = place;
      higher.centre[2] += 100 * gap * k;
      above.push_back(coneSlice(first + gap * k, index + 100000, config.patch[0]));
      batch.companionPlaces[static_cast<std::size_t>(n)].push_back(higher);
    }
    if (!above.empty()) companions.push_back(at::stack(above));
  }
  batch.images = at::stack(images);
  if (!companions.empty()) batch.companions = at::stack(companions);
  return batch;
}

// Mean of a metric over the last tenth of training on cones.
double trainedOnCones(const char* id, const base::Json& settings, const char* metric) {
  const MethodConfig config = tinyConfig(2, 24);
  const auto method = buildMethod(id, config, settings);
  const Demand demand = method->demand();
  return learn(
             *method, [&](std::int64_t step) { return cones(config, demand, 16, step); }, 250, 3e-3)
      .metric(metric);
}

TEST(SlowLearning, SliceOrderTellsWhichLiesHigher) {
  EXPECT_GT(trainedOnCones("slice-order", {{"hidden", 64}}, "slice-order/accuracy"), 0.6);  // chance: 0.5
  EXPECT_GT(trainedOnCones("slice-order", {{"hidden", 64}, {"slices", 3}}, "slice-order/accuracy"), 1.0 / 3);  // 1/6
}

TEST(SlowLearning, SlicePositionTellsTheHeight) {
  EXPECT_GT(trainedOnCones("slice-position", {{"hidden", 64}}, "slice-position/spearman"), 0.6);  // chance: 0
  EXPECT_GT(trainedOnCones("slice-position", {{"hidden", 64}, {"target", "body-part"}}, "slice-position/accuracy"),
            0.7);
  EXPECT_GT(trainedOnCones("slice-position", {{"hidden", 64}, {"target", "offset"}}, "slice-position/r2"), 0.1);
}

}  // namespace
}  // namespace selvox::learn::methods
