// The fused loop against grid_sample, the purity of every draw, and what each operation promises.

#include <algorithm>
#include <cmath>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <gtest/gtest.h>
#include <torch/nn/module.h>

#include "core/learn/augment/augment.h"
#include "core/learn/augment/intensity.h"
#include "core/learn/augment/spatial.h"

namespace selvox::learn::augment {
namespace {

at::Tensor image(const std::vector<std::int64_t>& shape, std::uint64_t seed = 3) {
  at::Tensor result = at::empty(shape);
  fillNormal(result.data_ptr<float>(), result.numel(), seed, 0, 0);
  return result;
}

Settings nothing() {
  Settings s;
  s.flip = s.rotate = s.scale = s.gamma = s.gammaInvert = s.noise = s.blur = s.brightness = s.contrast = 0;
  return s;
}

Settings everything() {
  Settings s;
  s.flip = 0.5;
  s.rotate = s.scale = s.gamma = s.gammaInvert = s.noise = s.blur = s.brightness = s.contrast = s.lowResolution =
      s.cutout = 1;
  return s;
}

at::Tensor rowsFor(const Settings& settings, int count, int dim, const std::vector<std::int64_t>& in,
                   const std::vector<std::int64_t>& out) {
  at::Tensor rows = at::empty({count, 12}, at::kDouble);
  for (int n = 0; n < count; ++n) {
    const Rows drawn = drawAffine(settings, {5, 17, 0}, n, dim, gridOf(in), gridOf(out));
    std::copy(drawn.begin(), drawn.end(), rows.data_ptr<double>() + n * 12);
  }
  return rows;
}

TEST(Warp, EqualsGridSample) {
  Settings settings = everything();
  settings.cropLow = 0.5;
  const std::vector<std::int64_t> deep{18, 22, 26}, deepOut{16, 20, 24}, flat{40, 33}, flatOut{32, 30};
  const at::Tensor volume = image({4, 2, 18, 22, 26}), slice = image({4, 1, 40, 33});
  const at::Tensor rows3 = rowsFor(settings, 4, 3, deep, deepOut), rows2 = rowsFor(settings, 4, 2, flat, flatOut);
  EXPECT_LT((warpLinear(volume, rows3, deepOut) - warpLinearByGrid(volume, rows3, deepOut)).abs().max().item<float>(),
            2e-5);
  EXPECT_LT((warpLinear(slice, rows2, flatOut) - warpLinearByGrid(slice, rows2, flatOut)).abs().max().item<float>(),
            2e-5);
  EXPECT_GT(warpLinear(volume, rows3, deepOut).std().item<float>(), 0.2);
  const at::Tensor labels = image({4, 18, 22, 26}).mul(2).abs().floor().to(at::kLong);
  const at::Tensor mine = warpNearest(labels, rows3, deepOut), theirs = warpNearestByGrid(labels, rows3, deepOut);
  EXPECT_LT(mine.ne(theirs).to(at::kFloat).mean().item<float>(), 1e-3);  // ties at half a voxel may fall either way
}

TEST(Warp, IdentityAndFlipAreExact) {
  const at::Tensor volume = image({1, 1, 6, 7, 8});
  at::Tensor rows = at::zeros({1, 12}, at::kDouble);
  double* r = rows.data_ptr<double>();
  r[0] = r[5] = r[10] = 1;
  EXPECT_TRUE(warpLinear(volume, rows, {6, 7, 8}).equal(volume));
  r[0] = -1;
  r[3] = 7;  // x -> 7 - x
  EXPECT_TRUE(warpLinear(volume, rows, {6, 7, 8}).equal(volume.flip({4})));
}

TEST(Warp, OutsideIsZeroAndHalfWayIsTheMean) {
  const at::Tensor volume = at::ones({1, 1, 2, 2, 4});
  at::Tensor rows = at::zeros({1, 12}, at::kDouble);
  double* r = rows.data_ptr<double>();
  r[0] = r[5] = r[10] = 1;
  r[3] = 2.5;  // x -> x + 2.5: 2.5 (inside), 3.5 (half outside), 4.5, 5.5 (outside)
  const at::Tensor moved = warpLinear(volume, rows, {2, 2, 4});
  const float* v = moved.data_ptr<float>();
  EXPECT_FLOAT_EQ(v[0], 1.0f);
  EXPECT_FLOAT_EQ(v[1], 0.5f);
  EXPECT_FLOAT_EQ(v[2], 0.0f);
}

TEST(Augment, DependsOnSeedStepStreamAndSampleOnly) {
  const at::Tensor images = image({3, 1, 12, 14, 16});
  const Augmented a = apply(images, {}, everything(), {1, 2, 3});
  EXPECT_TRUE(a.images.equal(apply(images, {}, everything(), {1, 2, 3}).images));
  for (const Key& other : {Key{9, 2, 3}, Key{1, 9, 3}, Key{1, 2, 9}}) {
    EXPECT_FALSE(a.images.equal(apply(images, {}, everything(), other).images));
  }
  const at::Tensor fewer = images.narrow(0, 0, 2);  // a sample's draws do not depend on its neighbours
  EXPECT_LT((apply(fewer, {}, everything(), {1, 2, 3}).images - a.images.narrow(0, 0, 2)).abs().max().item<float>(),
            1e-5);
}

TEST(Augment, NothingChangesNothing) {
  for (const auto& shape : {std::vector<std::int64_t>{2, 1, 8, 9, 10}, std::vector<std::int64_t>{2, 3, 8, 9}}) {
    const at::Tensor images = image(shape);
    std::vector<std::int64_t> labelShape = shape;
    labelShape.erase(labelShape.begin() + 1);
    const at::Tensor labels = at::arange(images.numel() / shape[1]).remainder(3).view(labelShape);
    const Augmented made = apply(images, labels, nothing(), {1, 2, 0});
    EXPECT_TRUE(made.images.equal(images));
    EXPECT_TRUE(made.labels.equal(labels));
  }
}

TEST(Augment, LabelsGoWithTheirImage) {
  at::Tensor labels = at::zeros({1, 20, 20, 20}, at::kLong);
  labels.narrow(1, 4, 7).narrow(2, 6, 9).narrow(3, 5, 6).fill_(1);
  Settings settings = nothing();
  settings.flip = 0.5;
  settings.rotate = settings.scale = 1;
  const Augmented made = apply(labels.unsqueeze(1).to(at::kFloat), labels, settings, {4, 5, 0});
  const at::Tensor fromImage = made.images.squeeze(1).gt(0.5), fromLabel = made.labels.eq(1);
  EXPECT_GT(fromLabel.sum().item<std::int64_t>(), 100);
  EXPECT_LT(fromImage.ne(fromLabel).sum().item<double>() / fromLabel.sum().item<double>(), 0.1);
}

TEST(Augment, PatchFromViewTellsWhereAVoxelCameFrom) {
  at::Tensor images = at::zeros({1, 1, 16, 18, 20});
  float* v = images.data_ptr<float>();
  for (std::int64_t i = 0; i < images.numel(); ++i) v[i] = static_cast<float>(i % 20) + 100.0f;  // its x, away from 0
  Settings settings = nothing();
  settings.rotate = settings.scale = 1;
  settings.rotateDegrees = 10;
  const Augmented made = apply(images, {}, settings, {4, 5, 0});
  const double* m = made.patchFromView.data_ptr<double>();
  const double x = m[0] * 9 + m[1] * 8 + m[2] * 7 + m[3];
  EXPECT_NEAR(made.images[0][0][7][8][9].item<double>(), x + 100, 1e-4);
}

TEST(Augment, GammaKeepsMeanAndDeviation) {
  Settings settings = nothing();
  settings.gamma = 1;
  const at::Tensor images = image({2, 1, 16, 16, 16});
  const at::Tensor made = apply(images, {}, settings, {4, 5, 0}).images;
  for (int n = 0; n < 2; ++n) {
    EXPECT_NEAR(made[n].mean().item<double>(), images[n].mean().item<double>(), 1e-4);
    EXPECT_NEAR(made[n].std().item<double>(), images[n].std().item<double>(), 1e-4);
    EXPECT_GT((made[n] - images[n]).abs().max().item<double>(), 0.05);
  }
}

TEST(Augment, ContrastStaysInRangeAndCutoutTakesItsShare) {
  Settings settings = nothing();
  settings.contrast = 1;
  const at::Tensor images = image({1, 1, 16, 16, 16});
  const at::Tensor made = apply(images, {}, settings, {4, 5, 0}).images;
  EXPECT_LE(made.max().item<float>(), images.max().item<float>());
  EXPECT_GE(made.min().item<float>(), images.min().item<float>());
  settings = nothing();
  settings.cutout = 1;
  settings.cutoutShare = 0.3;
  const at::Tensor cut = apply(at::ones({1, 1, 20, 20, 20}), {}, settings, {4, 5, 0}).images;
  EXPECT_NEAR(cut.eq(0).to(at::kFloat).mean().item<double>(), 0.3, 0.05);
}

TEST(Augment, BlurOfAnImpulseIsAGaussian) {
  Settings settings = nothing();
  settings.blur = 1;
  settings.blurLow = settings.blurHigh = 1.0;
  at::Tensor images = at::zeros({1, 1, 15, 15, 15});
  images[0][0][7][7][7] = 1;
  const at::Tensor made = apply(images, {}, settings, {4, 5, 0}).images[0][0];
  EXPECT_NEAR(made.sum().item<double>(), 1.0, 1e-5);
  EXPECT_NEAR((made[7][7][8] / made[7][7][7]).item<double>(), std::exp(-0.5), 1e-5);
  EXPECT_NEAR((made[7][9][7] / made[7][7][7]).item<double>(), std::exp(-2.0), 1e-5);
}

TEST(Augment, NoiseIsNormalAndIndependentOfThreads) {
  std::vector<float> one(100001), two(100001);
  const int threads = at::get_num_threads();
  at::set_num_threads(1);
  fillNormal(one.data(), 100001, 7, 8, 9);
  at::set_num_threads(4);
  fillNormal(two.data(), 100001, 7, 8, 9);
  at::set_num_threads(threads);
  EXPECT_EQ(one, two);
  double sum = 0, squares = 0, fourth = 0;
  for (const double x : one) {
    sum += x;
    squares += x * x;
    fourth += x * x * x * x;
  }
  EXPECT_NEAR(sum / 100001, 0, 4 / std::sqrt(100001.0));
  EXPECT_NEAR(squares / 100001, 1, 0.02);
  EXPECT_NEAR(fourth / 100001, 3, 0.15);
}

TEST(Augment, SettingsComeFromTheirNames) {
  const Settings s = fromJson({{"augment.rotate", 0.9}, {"augment.blur_high", 2.5}});
  EXPECT_EQ(s.rotate, 0.9);
  EXPECT_EQ(s.blurHigh, 2.5);
  EXPECT_EQ(s.flip, Settings{}.flip);
  for (const auto& param : schema().params) {
    EXPECT_TRUE(param.name.starts_with("augment."));
    EXPECT_TRUE(spec::check(param, param.defaultValue)) << param.name;
  }
}

}  // namespace
}  // namespace selvox::learn::augment
