#include <algorithm>

#include "core/learn/methods/raster.h"
#include "tests/learn/learning.h"
#include "tests/learn/restoration_support.h"
#include "tests/learn/state_support.h"
#include "tests/learn/trajectory.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

base::Json smallHead(int dim) {
  return dim == 2 ? base::Json{{"block", 4}, {"bins", 8}, {"hidden", 8}} : base::Json{{"block", 2}, {"hidden", 8}};
}

TEST(Raster, CountsBlocksAlongXFirstAndKnowsWhatLiesBefore) {
  const Raster raster{{6, 9}, {2, 4}};  // 3 x 2 whole blocks, one column of pixels over
  EXPECT_EQ(raster.blocks(), 6);
  EXPECT_EQ(raster.origin(0), (std::vector<std::int64_t>{0, 0}));
  EXPECT_EQ(raster.origin(1), (std::vector<std::int64_t>{0, 4}));
  EXPECT_EQ(raster.origin(5), (std::vector<std::int64_t>{4, 4}));
  at::Tensor by = at::zeros({2, 1, 6, 9});  // by hand
  by[0][0].narrow(0, 0, 2).narrow(1, 0, 8).fill_(1);
  by[0][0].narrow(0, 2, 2).narrow(1, 0, 4).fill_(1);
  by[1][0].narrow(0, 0, 2).narrow(1, 0, 4).fill_(1);
  EXPECT_TRUE(at::equal(raster.known({3, 1}), by));
  const at::Tensor images = at::arange(108, at::kFloat).view({2, 1, 6, 9});
  const at::Tensor cut = raster.cut(images, {3, 1});
  EXPECT_TRUE(at::equal(cut[0][0], images[0][0].narrow(0, 2, 2).narrow(1, 4, 4)));
  EXPECT_EQ((raster.cut(raster.known({3, 1}), {3, 1})).sum().item<double>(), 0.0) << "what is asked is not known";
}

TEST(Raster, ColumnsAreTheFeaturesAboveTheBlocksMiddle) {
  const Raster raster{{8, 8, 8}, {2, 2, 2}};
  const at::Tensor fine = at::arange(2 * 3 * 512, at::kFloat).view({2, 3, 8, 8, 8});
  const at::Tensor coarse = at::arange(2 * 5 * 64, at::kFloat).view({2, 5, 4, 4, 4});
  const at::Tensor columns = raster.columns({fine, coarse}, {0, 63});
  ASSERT_EQ(columns.sizes(), at::IntArrayRef({2, 3 + 5 + 5}));
  EXPECT_TRUE(at::equal(columns[0].narrow(0, 0, 3), fine.select(4, 1).select(3, 1).select(2, 1)[0]));
  EXPECT_TRUE(at::equal(columns[1].narrow(0, 3, 5), coarse.select(4, 3).select(3, 3).select(2, 3)[1]));
  EXPECT_TRUE(at::allclose(columns[1].narrow(0, 8, 5), coarse[1].flatten(1).mean(1)));
}

TEST(Palette, BinsAreEvenAndTheEndsTakeTheRest) {
  const Palette palette{6, 3};
  const at::Tensor values = at::tensor({-9.0, -3.0, -2.01, -0.5, 0.0, 1.99, 2.99, 7.0}, at::kDouble);
  EXPECT_TRUE(at::equal(palette.codes(values), at::tensor({0, 0, 0, 2, 3, 4, 5, 5}, at::kLong)));
  EXPECT_TRUE(at::allclose(palette.values(at::arange(6, at::kLong), at::kDouble),
                           at::tensor({-2.5, -1.5, -0.5, 0.5, 1.5, 2.5}, at::kDouble)));
}

TEST(ColourTable, TakesTheNearestColourAndGivesItBack) {
  const ColourTable table{at::tensor({0., 0., 0., 1., 0., 0., 0., 1., 1.}, at::kDouble).view({3, 3})};
  at::Tensor image = at::zeros({1, 3, 1, 2}, at::kDouble);  // by hand: a red and a cyan pixel, a little off
  image[0][0][0][0] = 0.9, image[0][1][0][0] = 0.2, image[0][1][0][1] = 0.8, image[0][2][0][1] = 1.1;
  const at::Tensor codes = table.codes(image);
  EXPECT_TRUE(at::equal(codes, at::tensor({1, 2}, at::kLong).view({1, 1, 2})));
  const at::Tensor exact = at::tensor({1., 0., 0., 1., 0., 1.}, at::kDouble).view({1, 3, 1, 2});
  EXPECT_TRUE(at::equal(table.values(codes, at::kDouble), exact));
}

TEST(Autoregressive, NoPixelSeesItselfOrALaterOne) {
  for (const std::int64_t channels : {1, 3}) {
    PixelHead head(4, 6, 8, channels);
    {
      const c10::AutoGradMode noGradients(false);
      double salt = 0;
      for (at::Tensor& p : head.parameters()) p.copy_((at::arange(p.numel(), at::kFloat) + ++salt).sin().view_as(p));
    }
    const at::Tensor known = at::ones({1, 4});
    std::int64_t earlier = 0;
    for (int pixel = 0; pixel < 16; ++pixel) {
      at::Tensor block = at::arange(16 * channels, at::kFloat).cos().view({1, channels, 4, 4}).set_requires_grad(true);
      head.forward(block, known).flatten(2).select(2, pixel).square().sum().backward();
      const at::Tensor reached = block.grad()[0].flatten(1).ne(0).any(0);
      EXPECT_EQ(reached.narrow(0, pixel, 16 - pixel).sum().item<std::int64_t>(), 0) << pixel;
      earlier += reached.sum().item<std::int64_t>();
    }
    EXPECT_GT(earlier, 30) << "most see some of those before them";
  }
}

// Patches of three greys, in unequal shares.
Batch threeGreys(const MethodConfig& config, std::int64_t step, std::int64_t steps) {
  Batch batch = waves(config, 4, step, steps);
  const at::Tensor w = batch.images;
  batch.images =
      at::where(w.gt(0.8), at::full_like(w, 2.0), at::where(w.gt(0.7), at::full_like(w, 0.5), -at::ones_like(w)));
  return batch;
}
const base::Json kThreeColours{{"palette", "kmeans"}, {"bins", 3}, {"block", 4}, {"hidden", 8}};

TEST(Autoregressive, APaletteIsFittedToTheFirstStepsAndThenStays) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("autoregressive", config, kThreeColours);
  method->train(true);
  for (std::int64_t step = 0; step < 2; ++step) {  // of 16 steps two give pixels
    EXPECT_EQ(stateOf(*method, "palette.ready").item<std::int64_t>(), 0);
    const Snapshot before = snapshot(*method);
    EXPECT_EQ(method->preview(threeGreys(config, step, 16)).size(), 3u) << "no answer yet";
    expectSame(before, snapshot(*method), "preview");
    method->train(false);  // validation asks nothing and gives no pixels
    EXPECT_NEAR(method->step(threeGreys(config, 9, 16)).loss.item<double>(), std::log(3.0), 1e-6);
    method->train(true);
    EXPECT_NEAR(trainStep(*method, threeGreys(config, step, 16), 0.1), std::log(3.0), 1e-6);
    EXPECT_EQ(stateOf(*method, "palette.filled").item<std::int64_t>(), (step + 1) * 64 * 3 / 16);
  }
  EXPECT_EQ(stateOf(*method, "palette.ready").item<std::int64_t>(), 1);
  const at::Tensor colours = stateOf(*method, "palette.colours").clone();
  EXPECT_TRUE(at::allclose(colours.flatten(), at::tensor({-1.0, 0.5, 2.0}, at::kFloat))) << colours;
  EXPECT_NE(trainStep(*method, threeGreys(config, 2, 16), 0.1), std::log(3.0));
  EXPECT_TRUE(at::equal(colours, stateOf(*method, "palette.colours")));
  EXPECT_EQ(method->preview(threeGreys(config, 3, 16)).size(), 4u);
}

TEST(Autoregressive, NoWeightMovesBeforeThePaletteAndItsPixelsAreTheBatches) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("autoregressive", config, kThreeColours);
  method->train(true);
  const at::Tensor weight = method->trainable()->parameters().front().detach().clone();
  trainStep(*method, threeGreys(config, 0, 1000), 0.1);
  EXPECT_TRUE(at::equal(weight, method->trainable()->parameters().front()));
  const at::Tensor pixels = stateOf(*method, "palette.pixels");
  EXPECT_EQ(stateOf(*method, "palette.filled").item<std::int64_t>(), 64 * 3 / 16);
  for (std::int64_t i = 0; i < 12; ++i) EXPECT_NE(pixels[i].item<double>(), 0.0);
  EXPECT_EQ(pixels.narrow(0, 12, pixels.size(0) - 12).abs().sum().item<double>(), 0.0);
  EXPECT_TRUE(buildMethod("autoregressive", config)->state().empty()) << "even bins keep nothing";
}

TEST(Autoregressive, APaletteComesBackMidwayAndAfterwards) {
  expectStateContinues("autoregressive", kThreeColours);  // 6 steps: fitted after the first
  MethodConfig config = tinyConfig(2);
  const auto one = buildMethod("autoregressive", config, kThreeColours),
             two = buildMethod("autoregressive", config, kThreeColours);
  one->train(true), two->train(true);
  for (std::int64_t step = 0; step < 2; ++step) trainStep(*one, threeGreys(config, step, 32), 0.05);
  EXPECT_EQ(stateOf(*one, "palette.ready").item<std::int64_t>(), 0);
  copyWeights(*two, *one);
  ASSERT_TRUE(two->loadState(stateCopy(*one)).has_value());
  for (std::int64_t step = 2; step < 6; ++step) {
    EXPECT_EQ(trainStep(*one, threeGreys(config, step, 32), 0.05), trainStep(*two, threeGreys(config, step, 32), 0.05));
  }
  EXPECT_EQ(stateOf(*one, "palette.ready").item<std::int64_t>(), 1);
  expectSame(stateCopy(*one), stateCopy(*two), "state");
}

TEST(Autoregressive, ColouredImagesNeedAPaletteOfTheirOwn) {
  MethodConfig config = tinyConfig(2);
  config.network.inChannels = 3;
  const auto info = find("autoregressive");
  config.settings = *spec::resolve((*info)->schema, smallHead(2));
  const auto refused = (*info)->build(config);
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(refused.error().message.find("palette=kmeans"), std::string::npos);
  base::Json settings = smallHead(2);
  settings["palette"] = "kmeans";
  const auto method = buildMethod("autoregressive", config, settings);
  method->train(true);
  const auto coloured = [&](std::int64_t step) {
    Batch batch = waves(config, 4, step, 8);
    batch.images = at::cat({batch.images, batch.images.square(), -batch.images}, 1);
    return batch;
  };
  trainStep(*method, coloured(0), 0.05);
  EXPECT_EQ(stateOf(*method, "palette.colours").sizes(), at::IntArrayRef({8, 3}));
  EXPECT_EQ(method->preview(coloured(1)).size(), 4u);
  expectMethodGradient(*method, coloured(1), 1);
}

TEST(Autoregressive, NothingFromTheAskedBlockOnReachesTheEncoder) {
  for (const int dim : {2, 3}) {
    MethodConfig config = tinyConfig(dim, 8);
    config.patch.back() = 11;  // whole blocks do not fill it
    const auto method = buildMethod("autoregressive", config, smallHead(dim));
    const Batch batch = waves(config, 4, 2, 10);
    const Tensors made = method->views(batch);
    const at::Tensor &input = made[0].second, &mask = made[1].second, &original = made[3].second;
    EXPECT_EQ((input * mask).abs().sum().item<double>(), 0.0);
    EXPECT_TRUE(at::equal(input, original * (1 - mask)));
    EXPECT_GT((1 - mask).flatten(1).sum(1).min().item<double>(), 0) << "something is known of every sample";
    EXPECT_TRUE(at::equal(method->views(batch)[1].second, mask));
    EXPECT_FALSE(at::equal(method->views(waves(config, 4, 3, 10))[1].second, mask));
  }
}

TEST(Autoregressive, AnUntrainedAnswerInTheMiddleCostsAboutChance) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("autoregressive", config, {{"bins", 64}});
  EXPECT_NEAR(method->chance(), std::log(64.0), 1e-12);
  {
    const c10::AutoGradMode noGradients(false);
    for (auto& item : method->trainable()->named_parameters()) {
      if (item.key().starts_with("pixels.answer")) item.value().zero_();
    }
  }
  const StepOutput out = method->step(waves(config, 4, 0, 10));
  EXPECT_NEAR(out.loss.item<double>(), std::log(64.0), 1e-5);
  EXPECT_NEAR(out.metrics[0].second.item<double>(), 6.0, 1e-5) << "in bits";
}

TEST(Autoregressive, GradientReachesEveryLevelAndIsThatOfTheLoss) {
  for (const int dim : {2, 3}) {
    const MethodConfig config = tinyConfig(dim, 8);
    base::Json settings = smallHead(dim);
    settings["norm_pix"] = dim == 3;
    const auto method = buildMethod("autoregressive", config, settings);
    method->trainable()->to(at::kDouble);
    method->train(true);
    const Batch batch = waves(config, 3, 0, 10);
    method->step(batch).loss.backward();
    for (const auto& item : method->trainable()->named_parameters()) {
      EXPECT_TRUE(item.value().grad().defined()) << item.key();
    }
    at::Tensor weight = method->trainable()->named_parameters()["encoder.stages.1.convs.0.conv.weight"];
    const double exact = weight.grad().flatten()[5].item<double>(), h = 1e-6;
    const c10::AutoGradMode noGradients(false);
    const auto moved = [&](double by) {
      weight.flatten()[5] += by;
      const double loss = method->step(batch).loss.item<double>();
      weight.flatten()[5] -= by;
      return loss;
    };
    EXPECT_NEAR((moved(h) - moved(-h)) / (2 * h), exact, 1e-7 * std::max(1.0, std::abs(exact)));
  }
}

TEST(Autoregressive, RefusesWhatHasNoNextBlock) {
  MethodConfig config = tinyConfig(2, 1);
  const auto info = find("autoregressive");
  config.settings = *spec::resolve((*info)->schema, base::Json::object());
  const auto refused = (*info)->build(config);
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(refused.error().message.find("train.patch"), std::string::npos);
}

TEST(Autoregressive, PreviewFillsTheNextBlockAndNothingElse) {
  for (const int dim : {2, 3}) {
    const MethodConfig config = tinyConfig(dim, 8);
    const auto method = buildMethod("autoregressive", config, smallHead(dim));
    const auto previews = method->preview(waves(config, 2, 0, 10));
    ASSERT_EQ(previews.size(), 4u);
    EXPECT_NE(previews[2].caption.find("block"), std::string::npos);
    const at::Tensor changed = previews[3].tensor.ne(previews[1].tensor)[0].to(at::kFloat);
    EXPECT_GT(changed.sum().item<double>(), 0);
    EXPECT_EQ((changed * (1 - previews[2].tensor)).sum().item<double>(), 0.0);
  }
}

TEST(Autoregressive, TrajectoryIsTheCommittedOne) {
  expectTrajectory({.method = "autoregressive", .dim = 2, .settings = smallHead(2), .rate = 0.1});
  expectTrajectory({.method = "autoregressive", .dim = 3, .settings = smallHead(3), .rate = 0.1});
}

// 2D: of 16 colours, half the bits. 3D: a quarter of the blocks' spread; the mean block explains nothing.
TEST(SlowLearning, AutoregressiveTellsTheNextBlock) {
  MethodConfig flat = tinyConfig(2, 24);
  flat.network.settings = {{"stages", 3}, {"base", 8}};
  const auto pixels = buildMethod("autoregressive", flat, {{"bins", 16}, {"block", 4}, {"hidden", 32}});
  EXPECT_LT(learn(*pixels, flat, 16, 250, 3e-3).metric("autoregressive/bits"), 2.0);
  MethodConfig solid = tinyConfig(3, 12);
  solid.network.settings = {{"stages", 2}, {"base", 8}};
  const auto blocks = buildMethod("autoregressive", solid, {{"block", 3}, {"hidden", 64}});
  EXPECT_GT(learn(*blocks, solid, 8, 250, 3e-3).metric("autoregressive/explained"), 0.25);
}

}  // namespace
}  // namespace selvox::learn::methods
