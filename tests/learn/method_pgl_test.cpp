#include <algorithm>

#include "core/learn/methods/placed_views.h"
#include "tests/learn/joint_support.h"
#include "tests/learn/state_support.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

const base::Json kSmallPgl{{"hidden", 16}, {"out", 8}, {"stride", 2}};

augment::Settings moving() {
  augment::Settings s;
  s.rotate = s.scale = 1, s.rotateDegrees = 40, s.cropLow = 0.3;
  s.gamma = s.gammaInvert = s.noise = s.blur = s.brightness = s.contrast = 0;
  return s;
}

// A batch whose values say where they stand.
Batch ramps(int dim, std::int64_t side, std::int64_t samples) {
  Batch batch = waves(tinyConfig(dim, side), samples, 0, 20);
  const auto axis = [&](int a, double slope) {
    std::vector<std::int64_t> shape(static_cast<std::size_t>(dim) + 2, 1);
    shape[static_cast<std::size_t>(a) + 2] = side;
    return (at::arange(side, at::kFloat) * slope).view(shape);
  };
  batch.images.copy_(axis(0, 1.0) + axis(1, 0.1) + (dim == 3 ? axis(2, 0.01) : at::zeros({1})) + 1);
  return batch;
}

TEST(PlacedViews, AffinesUndoOneAnother) {
  const augment::Grid grid{{20, 24, 16}};
  for (int n = 0; n < 8; ++n) {
    const auto a = augment::drawAffine(moving(), {3, 1, 0}, n, 3, grid, grid);
    const auto b = augment::drawAffine(moving(), {3, 1, 1}, n, 3, grid, grid);
    const auto identity = aFromB(a, a);
    for (std::size_t i = 0; i < 12; ++i) EXPECT_NEAR(identity[i], identityRows()[i], 1e-12);
    const auto ab = aFromB(a, b);  // a(ab(x)) = b(x)
    const double x[4] = {3, 5, 7, 1};
    for (std::size_t i = 0; i < 3; ++i) {
      double direct = 0, round = a[i * 4 + 3];
      for (std::size_t j = 0; j < 4; ++j) direct += b[i * 4 + j] * x[j];
      for (std::size_t k = 0; k < 3; ++k) {
        double inner = 0;
        for (std::size_t j = 0; j < 4; ++j) inner += ab[k * 4 + j] * x[j];
        round += a[i * 4 + k] * inner;
      }
      EXPECT_NEAR(direct, round, 1e-9);
    }
    EXPECT_EQ(shareInside(identityRows(), grid), 1.0);
  }
  augment::Rows half = identityRows();
  half[3] = 10;  // shifted by half of x
  EXPECT_EQ(shareInside(half, grid), 0.5);
}

TEST(PlacedViews, EveryPairOverlapsAsMuchAsAsked) {
  for (const int dim : {2, 3}) {
    double least = 1, first = 1;
    for (int step = 0; step < 10; ++step) {
      Batch batch = ramps(dim, 16, 8);
      batch.step = step;
      for (const double share : overlappingPair(batch, moving(), 0.3, at::kFloat).overlap)
        least = std::min(least, share);
      for (const double share : overlappingPair(batch, moving(), 0.0, at::kFloat).overlap)
        first = std::min(first, share);
      for (const double share : overlappingPair(batch, moving(), 0.99, at::kFloat).overlap) EXPECT_GE(share, 0.99);
    }
    EXPECT_GE(least, 0.3);
    EXPECT_LT(first, 0.3) << "without the demand some pairs share less";
  }
}

// "Feature maps" that are the views themselves at every second or fourth voxel: after alignment the value at a position
// is the value of the same place in the patch, whatever flips, turns and zooms lie between.
TEST(PlacedViews, AlignedMapsShowTheSamePlace) {
  for (const int dim : {2, 3}) {
    for (const std::int64_t stride : {1, 2, 4}) {
      const std::int64_t side = 32;
      const PlacedPair pair = overlappingPair(ramps(dim, side, 4), moving(), 0.3, at::kFloat);
      const auto sampled = [&](at::Tensor x) {
        for (int a = 0; a < dim; ++a) x = x.slice(2 + a, 0, side, stride);
        return x.contiguous();
      };
      const at::Tensor one = sampled(pair.first.images), other = sampled(pair.second.images);
      const std::vector<std::int64_t> size(one.sizes().begin() + 2, one.sizes().end());
      const std::vector<double> strides(static_cast<std::size_t>(dim), static_cast<double>(stride));
      const MapPlace place{strides, std::vector<double>(static_cast<std::size_t>(dim), 0.0)};
      std::vector<augment::Rows> rows;
      for (int n = 0; n < 4; ++n) rows.push_back(betweenMaps(rowsOf(pair.secondFromFirst, n), place, place));
      const at::Tensor aligned = augment::warpLinearByGrid(other, toTable(rows), size);
      // Only where both maps show the patch and the sampled place is not at the rim: a share of 1e-6 from beyond it,
      // where there are zeros, is 4e-5 of these greys.
      const std::vector<std::int64_t> full(pair.first.images.sizes().begin() + 2, pair.first.images.sizes().end());
      const auto inPatch = [&](const PlacedView& view) {
        return sampled(warp(at::ones_like(view.images), view.patchFromView, full));
      };
      const at::Tensor whole = augment::warpLinearByGrid(inPatch(pair.second), toTable(rows), size).gt(0.999999) &
                               inPatch(pair.first).gt(0.999999);
      EXPECT_GT(whole.sum().item<std::int64_t>(), 8) << dim << " " << stride;
      EXPECT_LT(((aligned - one) * whole).abs().max().item<double>(), 1e-4) << dim << " " << stride;
      const at::Tensor mask = landsInside(toTable(rows), size, size).view_as(one);
      EXPECT_EQ((whole.logical_and(mask.eq(0))).sum().item<std::int64_t>(), 0);
    }
  }
}

TEST(PlacedViews, TokensStandInTheMiddleOfWhatTheyCover) {
  const MapPlace tokens{{4, 4, 4}, {1.5, 1.5, 1.5}}, voxels{{1, 1, 1}, {0, 0, 0}};
  augment::Rows mirrored = identityRows();
  mirrored[0] = -1, mirrored[3] = 15;  // x of 16 voxels
  const auto rows = betweenMaps(mirrored, tokens, tokens);
  EXPECT_NEAR(rows[0] * 0 + rows[3], 3, 1e-12);  // the first of four tokens becomes the last
  EXPECT_NEAR(betweenMaps(identityRows(), tokens, voxels)[3], 1.5, 1e-12);
}

TEST(PglMethod, GradientOfTheOnlineWeightsReachesEveryLevelAndNotTheTarget) {
  for (const int dim : {2, 3}) {
    const MethodConfig config = tinyConfig(dim, 16);
    const auto method = buildMethod("pgl", config, kSmallPgl);
    expectWeightGradient(*method, waves(config, 2, 1, 20));
    for (const auto& item : method->trainable()->named_parameters()) {
      EXPECT_TRUE(item.value().grad().defined()) << item.key();
    }
    for (const auto& [name, tensor] : method->state()) EXPECT_FALSE(tensor.requires_grad()) << name;
  }
}

// With both views the patch itself, online and target alike and a predictor that passes its input on, nothing is left
// to correct: the loss is 0.
TEST(PglMethod, TheLossOfEqualViewsAndAnIdentityPredictorIsZero) {
  MethodConfig config = tinyConfig(2);
  config.augment["augment.flip"] = 0.0;
  const auto method = buildMethod("pgl", config, {{"hidden", 8}, {"out", 8}, {"stride", 2}, {"head_norm", "none"}});
  const c10::AutoGradMode noGradients(false);
  method->train(false);
  const auto parameters = method->trainable()->named_parameters();
  const Batch batch = waves(config, 2, 0, 20);
  EXPECT_GT(method->step(batch).loss.item<double>(), 0.01);
  // relu(x + 1000) - 1000 = x
  parameters["predictor.first.weight"].copy_(at::eye(8));
  parameters["predictor.first.bias"].fill_(1000);
  parameters["predictor.second.weight"].copy_(at::eye(8));
  parameters["predictor.second.bias"].fill_(-1000);
  EXPECT_NEAR(method->step(batch).loss.item<double>(), 0, 1e-3);
  EXPECT_EQ(metricOf(method->step(batch), "pgl/common_positions"), 1.0);
}

TEST(PglMethod, TheTargetFollowsByTheCosineSchedule) {
  const MethodConfig config = tinyConfig(2);
  for (const int step : {0, 5, 10, 20}) {
    base::Json settings = kSmallPgl;
    settings["tau"] = 0.9;
    const auto method = buildMethod("pgl", config, settings);
    toDouble(*method);
    method->train(true);
    trainStep(*method, waves(config, 2, 0, 20), 0.5);
    const auto before = stateCopy(*method);
    trainStep(*method, waves(config, 2, step, 20), 0.5);
    const double tau = 1 - 0.1 * (std::cos(3.14159265358979323846 * step / 20) + 1) / 2;
    const auto online = method->trainable()->named_parameters();
    for (const auto& [name, now] : stateCopy(*method)) {
      const auto* own = online.find(name.substr(std::string("target.").size()));
      if (own == nullptr) continue;
      EXPECT_TRUE(at::allclose(now, tau * before.at(name) + (1 - tau) * own->detach(), 1e-10, 1e-12)) << name;
    }
  }
}

TEST(PglMethod, TrajectoriesAreTheCommittedOnes) {
  for (const int dim : {2, 3}) expectTrajectory({.method = "pgl", .dim = dim, .settings = kSmallPgl});
}

TEST(SlowLearning, PglMakesBetterFeaturesAndDoesNotCollapse) {
  const Gain g = gain("pgl", tinyConfig(2, 24), {{"hidden", 64}, {"out", 32}, {"stride", 2}, {"tau", 0.9}}, 16, 200);
  EXPECT_LT(g.learned.last, 0.8 * g.learned.first);
  EXPECT_GT(g.after, g.before + 0.05) << g.before << " -> " << g.after;
}

}  // namespace
}  // namespace selvox::learn::methods
