#include <algorithm>

#include "core/learn/methods/permutations.h"
#include "core/learn/methods/predictive.h"
#include "tests/learn/learning.h"
#include "tests/learn/predictive_support.h"
#include "tests/learn/trajectory.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

// Cube t of a patch that is cut without gaps, greys from -1 to 1.
at::Tensor cubeOf(const at::Tensor& image, std::int64_t t, std::int64_t side) {
  at::Tensor box = image;
  for (std::int64_t axis = image.dim() - 1; axis > 0; --axis, t /= 2) box = box.narrow(axis, t % 2 * side, side);
  return 2 * (box - box.min()) / (box.max() - box.min()) - 1;
}

TEST(RubiksCube, CubesAreShuffledAndTurnedAsTheLabelsSay) {
  for (const int dim : {2, 3}) {
    const MethodConfig config = tinyConfig(dim, 16);
    const auto method = buildMethod("rubiks-cube", config, {{"gap", 0.0}});
    const auto& orders = permutationSet(dim == 2 ? 4 : 8, dim == 2 ? 24 : 100);
    const Batch batch = waves(config, 4, 3, 10);
    const Tensors made = method->views(batch);
    const at::Tensor cubes = named(made, "cubes"), turns = named(made, "turns");
    EXPECT_TRUE(at::equal(named(method->views(batch), "cubes"), cubes));
    EXPECT_EQ(named(made, "masked").sum().item<double>(), 0);
    EXPECT_NEAR(turns.mean().item<double>(), 0.5, 0.25);
    for (std::int64_t n = 0; n < 4; ++n) {
      const Permutation& order = orders[static_cast<std::size_t>(named(made, "order")[n].item<std::int64_t>())];
      for (std::int64_t i = 0; i < cubes.size(1); ++i) {
        at::Tensor expected = cubeOf(batch.images[n], order[static_cast<std::size_t>(i)], 8);
        // Rotations of 180 degrees in space: about x and about z (in a plane: about x and about y).
        if (turns[n][i][0].item<double>() > 0) expected = dim == 2 ? expected.flip({1}) : expected.rot90(2, {1, 2});
        if (turns[n][i][1].item<double>() > 0) expected = dim == 2 ? expected.flip({2}) : expected.rot90(2, {2, 3});
        EXPECT_TRUE(at::allclose(cubes[n][i], expected, 1e-4, 1e-5)) << dim << " " << n << " " << i;
      }
    }
  }
}

TEST(RubiksCube, PlusHidesBlocksOfTheMaskedCubesAlone) {
  const MethodConfig config = tinyConfig(3, 16);
  const base::Json settings{{"gap", 0.0}, {"plus", true}}, plain{{"gap", 0.0}};
  const auto plus = buildMethod("rubiks-cube", config, settings), without = buildMethod("rubiks-cube", config, plain);
  const Batch batch = waves(config, 4, 3, 10);
  const Tensors made = plus->views(batch);
  const at::Tensor masked = named(made, "masked");
  const at::Tensor seen = named(made, "cubes"), whole = named(without->views(batch), "cubes");
  EXPECT_NEAR(masked.mean().item<double>(), 0.5, 0.25);
  for (std::int64_t n = 0; n < 4; ++n) {
    for (std::int64_t i = 0; i < 8; ++i) {
      const at::Tensor hidden = seen[n][i].ne(whole[n][i]);
      const double share = hidden.to(at::kDouble).mean().item<double>();
      const bool hide = masked[n][i].item<double>() > 0;
      EXPECT_NEAR(share, hide ? 0.5 : 0.0, 0.01) << n << " " << i;
      if (hide) {
        EXPECT_EQ(seen[n][i].masked_select(hidden).abs().max().item<double>(), 0);
      }
    }
  }
}

TEST(RubiksCube, LossIsTheWeightedSumOfItsTerms) {
  const MethodConfig config = tinyConfig(3, 16);
  for (const bool plus : {false, true}) {
    const auto method = buildMethod("rubiks-cube", config, {{"plus", plus}, {"hidden", 16}});
    method->train(true);
    const StepOutput out = method->step(waves(config, 3, 0, 10));
    const double order = metricOf(out, "loss/order");
    const double turns = metricOf(out, "loss/turns");
    const double expected = plus ? order + turns + metricOf(out, "loss/masked") : 0.5 * order + 0.5 * turns;
    EXPECT_NEAR(out.loss.item<double>(), expected, 1e-6);
    out.loss.backward();
    for (const auto& item : method->trainable()->named_parameters())
      EXPECT_TRUE(item.value().grad().defined()) << item.key();
  }
}

TEST(RubiksCube, FirstLossesAreAboutChance) {
  const double order = std::log(100.0), yesOrNo = std::log(2.0);
  expectChance({"rubiks-cube", 3, {}, 0.5 * order + 0.5 * yesOrNo, 16});
  expectChance({"rubiks-cube", 3, {{"plus", true}}, order + 2 * yesOrNo, 16});
  expectChance({"rubiks-cube", 2, {}, 0.5 * std::log(24.0) + 0.5 * yesOrNo, 16});
}

TEST(RubiksCube, RefusesMoreOrdersThanThereAre) {
  EXPECT_NE(refusalOf("rubiks-cube", tinyConfig(2), {{"permutations", 25}}).find("24"), std::string::npos);
  EXPECT_NE(refusalOf("rubiks-cube", tinyConfig(3, 6), base::Json::object()).find("train.patch"), std::string::npos);
}

TEST(RubiksCube, PreviewShowsTheCubesSolved) {
  expectQuietPreview("rubiks-cube", {{"plus", true}}, 4);
  const MethodConfig config = tinyConfig(3, 16);
  const auto previews = buildMethod("rubiks-cube", config, {{"gap", 0.0}})->preview(waves(config, 1, 0, 10));
  ASSERT_EQ(previews[2].name, "solved");
  for (std::int64_t t = 0; t < 8; ++t) {
    EXPECT_TRUE(at::allclose(cubeOf(previews[2].tensor, t, 8), cubeOf(previews[0].tensor, t, 8), 1e-4, 1e-5)) << t;
  }
  EXPECT_NE(previews.back().caption.find("turns right"), std::string::npos);
}

TEST(RubiksCube, TrajectoriesAreTheCommittedOnes) {
  const base::Json small{{"hidden", 32}};
  expectTrajectory({.method = "rubiks-cube", .dim = 2, .settings = small}, false);
  expectTrajectory({.method = "rubiks-cube", .dim = 3, .settings = {{"hidden", 32}, {"plus", true}}, .side = 16},
                   false);
}

// Each cube carries a chequerboard as strong as its number, which shows its place: the body phantoms are too symmetric
// for cubes that are turned.
Batch chequered(const MethodConfig& config, std::int64_t samples, std::int64_t step) {
  Batch batch = waves(config, samples, step, 300);
  const std::int64_t side = config.patch[0];
  for (std::int64_t n = 0; n < samples; ++n) {
    base::Rng rng(8, base::Purpose::Phantom, static_cast<std::uint64_t>(step), static_cast<std::uint64_t>(n));
    float* out = batch.images[n].data_ptr<float>();
    for (std::int64_t i = 0; i < side * side * side; ++i) {
      const std::int64_t z = i / (side * side), y = i / side % side, x = i % side, half = side / 2;
      const std::int64_t cube = z / half * 4 + y / half * 2 + x / half;
      const double rise = static_cast<double>(z % half + x % half) / static_cast<double>(half);
      const double board = ((x + y + z) % 2 == 0 ? 0.2 : -0.2) * static_cast<double>(cube);
      out[i] = static_cast<float>(rise + board + 0.1 * rng.normal());
    }
  }
  return batch;
}

TEST(SlowLearning, RubiksCubeTellsTheOrder) {
  MethodConfig config = tinyConfig(3, 12);
  config.batch = 8;
  const auto method = buildMethod("rubiks-cube", config, {{"permutations", 8}, {"hidden", 64}});
  const Learned learned = learn(
      *method, [&](std::int64_t step) { return chequered(config, 8, step); }, 200, 3e-3);
  EXPECT_GT(learned.metric("rubiks-cube/accuracy"), 0.25);  // chance: 0.125
}

}  // namespace
}  // namespace selvox::learn::methods
