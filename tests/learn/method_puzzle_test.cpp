// Jigsaw and relative patch: permutation sets, tiles, both methods.

#include <algorithm>
#include <set>

#include "core/learn/methods/permutations.h"
#include "core/learn/methods/predictive.h"
#include "core/learn/methods/tiles.h"
#include "tests/learn/learning.h"
#include "tests/learn/predictive_support.h"
#include "tests/learn/trajectory.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

int distance(const Permutation& a, const Permutation& b) {
  int different = 0;
  for (std::size_t i = 0; i < a.size(); ++i) different += a[i] != b[i] ? 1 : 0;
  return different;
}

int nearest(const std::vector<Permutation>& set, std::size_t count) {
  int least = 1000;
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = 0; j < i; ++j) least = std::min(least, distance(set[i], set[j]));
  }
  return least;
}

TEST(Permutations, AreFarApartAndRepeat) {
  // A Latin rectangle can always be extended (Hall), so the greedy choice finds `items` orders without a common place.
  for (const int items : {3, 4, 8}) {
    const auto& set = permutationSet(items, items);
    EXPECT_EQ(nearest(set, set.size()), items) << items;
  }
  const auto& nine = permutationSet(9, 100);
  ASSERT_EQ(nine.size(), 100u);
  for (const Permutation& p : nine) {
    Permutation sorted = p;
    std::sort(sorted.begin(), sorted.end());
    for (std::int64_t i = 0; i < 9; ++i) EXPECT_EQ(sorted[static_cast<std::size_t>(i)], i);
  }
  base::Rng rng(1, base::Purpose::Test);
  std::vector<Permutation> random(100, nine[0]);
  for (Permutation& p : random) base::shuffle(p, rng);
  EXPECT_GE(nearest(nine, 100), nearest(random, 100) + 2);
  EXPECT_GE(nearest(permutationSet(27, 100), 100), 24);
  EXPECT_EQ(&permutationSet(9, 100), &nine) << "made once";
  EXPECT_NE(permutationSet(9, 100, 1), nine);
  EXPECT_EQ(nearest(permutationSet(4, 24), 24), 2) << "all of them, each once";
  const auto& many = permutationSet(9, 3000);
  EXPECT_EQ(std::set<Permutation>(many.begin(), many.end()).size(), 3000u);
}

TEST(Jigsaw, TakesTheLargestSetOfThePaper) {
  const auto info = find("jigsaw");
  ASSERT_TRUE(info);
  EXPECT_TRUE(spec::check(*(*info)->schema.find("permutations"), 10000));
  EXPECT_FALSE(spec::check(*(*info)->schema.find("permutations"), 10001));
}

TEST(Permutations, RankCountsAlphabetically) {
  Permutation p{0, 1, 2, 3};
  for (std::int64_t rank = 0; rank < 24; ++rank) {
    EXPECT_EQ(rankOf(p), rank);
    std::next_permutation(p.begin(), p.end());
  }
  EXPECT_EQ(permutationsOf(8), 40320);
  EXPECT_EQ(permutationsOf(27), std::int64_t{1} << 31);
}

Tiles planned(const MethodConfig& config, std::int64_t perAxis) {
  const auto method = buildMethod("mae", config);
  return *planTiles("puzzle", config, perAxis, *method->network());
}

TEST(Tiles, LieInTheirCells) {
  MethodConfig config = tinyConfig(3, 16);
  config.patch = {40, 56, 41};
  const Tiles plan = planned(config, 3);
  EXPECT_EQ(plan.counts, (std::vector<std::int64_t>{3, 3, 3}));
  EXPECT_EQ(plan.cell, (std::vector<std::int64_t>{13, 18, 13}));
  EXPECT_EQ(plan.tile, (std::vector<std::int64_t>{10, 13, 10}));
  EXPECT_EQ(plan.start, (std::vector<std::int64_t>{0, 1, 1}));
  // Voxel (z, y, x) holds its own number, so that a tile's first voxel tells where it was cut.
  const at::Tensor image = at::arange(40 * 56 * 41, at::kDouble).view({1, 1, 40, 56, 41});
  Batch batch;
  batch.seed = 3;
  std::set<std::int64_t> offsets;
  for (batch.step = 0; batch.step < 50; ++batch.step) {
    const at::Tensor tiles = cutTiles(image, plan, batch, 0);
    ASSERT_EQ(tiles.sizes(), (at::IntArrayRef{1, 27, 1, 10, 13, 10}));
    for (std::int64_t t = 0; t < 27; ++t) {
      const auto first = static_cast<std::int64_t>(tiles[0][t].min().item<double>());
      const std::int64_t z = first / (56 * 41), y = first / 41 % 56 - 1, x = first % 41 - 1;
      EXPECT_TRUE(z / 13 == t / 9 && z % 13 <= 3) << t;
      EXPECT_TRUE(y / 18 == t / 3 % 3 && y % 18 <= 5) << t;
      EXPECT_TRUE(x / 13 == t % 3 && x % 13 <= 3) << t;
      offsets.insert(x % 13);
    }
  }
  EXPECT_EQ(offsets.size(), 4u);
}

TEST(Tiles, AreNormalisedOneByOneAndFlatOnesStayFlat) {
  const MethodConfig config = tinyConfig(2, 24);
  at::Tensor images = waves(config, 2, 0, 10).images.to(at::kDouble) * 5 + 3;
  images[1].narrow(1, 0, 8).fill_(2.5);
  Batch batch;
  const at::Tensor tiles = normalisedTiles(cutTiles(images, planned(config, 3), batch, 0), 2).flatten(2);
  EXPECT_LT(tiles.mean(-1).abs().max().item<double>(), 1e-9);
  const at::Tensor spread = tiles.square().mean(-1).sqrt();
  EXPECT_NEAR(spread[0].min().item<double>(), 1, 1e-9);
  EXPECT_EQ(spread[1].narrow(0, 0, 3).max().item<double>(), 0);
}

TEST(Tiles, FlatPatchesAreCutInPlaneAndTooSmallOnesRefused) {
  MethodConfig config = tinyConfig(3, 16);
  config.patch = {6, 24, 24};
  EXPECT_EQ(planned(config, 3).counts, (std::vector<std::int64_t>{1, 3, 3}));
  for (const char* id : {"jigsaw", "relative-patch"}) {
    EXPECT_NE(refusalOf(id, tinyConfig(2, 11), base::Json::object()).find("train.patch"), std::string::npos);
  }
}

TEST(Tiles, SmallOnesAreEnlargedUntilTheEncoderKeepsFourPositions) {
  MethodConfig config = tinyConfig(2, 24);
  config.network.settings = {{"stages", 4}, {"base", 4}};  // 8 times smaller at the end
  const Tiles plan = planned(config, 3);
  EXPECT_EQ(plan.tile, (std::vector<std::int64_t>{6, 6}));
  EXPECT_EQ(plan.seen, (std::vector<std::int64_t>{12, 12}));
  const auto method = buildMethod("jigsaw", config, {{"permutations", 10}, {"hidden", 8}});
  method->train(true);
  method->step(waves(config, 2, 0, 10)).loss.backward();
  double gradient = 0;
  for (const auto& item : method->trainable()->named_parameters()) {
    if (item.key().find("stages.3.convs.0.conv.weight") != std::string::npos)
      gradient += item.value().grad().abs().sum().item<double>();
  }
  EXPECT_GT(gradient, 0) << "the deepest stage learns too";
}

TEST(Jigsaw, PiecesLieInTheOrderOfTheLabel) {
  for (const int dim : {2, 3}) {
    const MethodConfig config = tinyConfig(dim, 15);
    const auto method = buildMethod("jigsaw", config, {{"permutations", 50}, {"gap", 0.0}, {"hidden", 8}});
    const Batch batch = waves(config, 3, 2, 10);
    const Tensors made = method->views(batch);
    const at::Tensor pieces = named(made, "pieces"), order = named(made, "order");
    EXPECT_TRUE(at::equal(named(method->views(batch), "pieces"), pieces));
    EXPECT_TRUE(at::equal(named(made, "original"), batch.images)) << "no mirror";
    const auto& set = permutationSet(dim == 2 ? 9 : 27, 50);
    for (std::int64_t n = 0; n < 3; ++n) {
      const Permutation& p = set[static_cast<std::size_t>(order[n].item<std::int64_t>())];
      for (std::size_t i = 0; i < p.size(); ++i) {
        at::Tensor box = batch.images[n];
        std::int64_t rest = p[i];
        for (std::int64_t axis = dim; axis > 0; --axis, rest /= 3) box = box.narrow(axis, rest % 3 * 5, 5);
        EXPECT_TRUE(at::allclose(pieces[n][static_cast<std::int64_t>(i)], normalisedTiles(box, dim), 1e-5, 1e-6));
      }
    }
  }
}

TEST(RelativePatch, SecondPieceLiesWhereTheLabelSays) {
  const MethodConfig config = tinyConfig(2, 15);
  const auto method = buildMethod("relative-patch", config, {{"gap", 0.0}});
  std::set<std::int64_t> seen;
  for (int step = 0; step < 20; ++step) {
    const Batch batch = waves(config, 3, step, 20);
    const Tensors made = method->views(batch);
    for (std::int64_t n = 0; n < 3; ++n) {
      const auto label = named(made, "place")[n].item<std::int64_t>(), t = label < 4 ? label : label + 1;
      seen.insert(label);
      const auto box = [&](std::int64_t k) {
        return normalisedTiles(batch.images[n].narrow(1, k / 3 * 5, 5).narrow(2, k % 3 * 5, 5), 2);
      };
      EXPECT_TRUE(at::allclose(named(made, "pieces")[n][0], box(4), 1e-5, 1e-6));
      EXPECT_TRUE(at::allclose(named(made, "pieces")[n][1], box(t), 1e-5, 1e-6));
    }
  }
  EXPECT_EQ(seen.size(), 8u);
}

TEST(Puzzles, FirstLossesAreAboutChance) {
  expectChance({"jigsaw", 2, {}, std::log(100.0), 24});
  expectChance({"jigsaw", 3, {{"permutations", 500}}, std::log(500.0), 24});
  expectChance({"relative-patch", 2, {}, std::log(8.0), 24});
  expectChance({"relative-patch", 3, {}, std::log(26.0), 24});
}

TEST(Puzzles, PreviewsCanBeLookedAt) {
  expectQuietPreview("jigsaw", {{"permutations", 10}}, 4);
  expectQuietPreview("relative-patch", base::Json::object(), 5);
  const MethodConfig config = tinyConfig(2, 24);
  const auto jigsaw = buildMethod("jigsaw", config, {{"gap", 0.0}});
  const auto previews = jigsaw->preview(waves(config, 1, 0, 10));
  EXPECT_EQ(previews[2].name, "solved");
  for (std::int64_t t = 0; t < 9; ++t) {
    const auto box = [&](const at::Tensor& x) { return x.narrow(1, t / 3 * 8, 8).narrow(2, t % 3 * 8, 8); };
    EXPECT_TRUE(at::allclose(box(previews[2].tensor), normalisedTiles(box(previews[0].tensor), 2), 1e-4, 1e-5)) << t;
  }
  const auto puzzle = buildMethod("relative-patch", config)->preview(waves(config, 1, 0, 10));
  EXPECT_NE(puzzle.back().caption.find("answered"), std::string::npos);
  EXPECT_EQ(puzzle.back().tensor.max().item<double>(), 2.0);
}

TEST(Puzzles, TrajectoriesAreTheCommittedOnes) {
  const base::Json few{{"permutations", 20}, {"hidden", 8}};
  expectTrajectory({.method = "jigsaw", .dim = 2, .settings = few}, false);
  expectTrajectory({.method = "jigsaw", .dim = 3, .settings = few, .side = 16}, false);
  expectTrajectory({.method = "relative-patch", .dim = 2, .settings = {{"hidden", 32}}}, false);
  expectTrajectory({.method = "relative-patch", .dim = 3, .settings = {{"hidden", 32}}, .side = 16}, false);
}

TEST(SlowLearning, JigsawSolvesPuzzles) {
  const MethodConfig config = tinyConfig(2, 36);
  const auto method = buildMethod("jigsaw", config, {{"permutations", 20}, {"hidden", 32}});
  const Learned learned = learn(*method, config, 16, 300, 3e-3);
  EXPECT_LT(learned.last, 0.85 * method->chance()) << learned.first;
  EXPECT_GT(learned.metric("jigsaw/accuracy"), 0.15);  // chance: 0.05
}

// At its defaults. With layer norm in the head: 4.81 after as many steps, above the 4.61 of chance.
TEST(SlowLearning, JigsawSolvesPuzzlesIn3D) {
  MethodConfig config = tinyConfig(3, 24);
  config.network.settings = {{"stages", 3}, {"base", 8}};
  config.batch = 8;
  const auto method = buildMethod("jigsaw", config);
  const Learned learned = learn(*method, config, 8, 150);
  EXPECT_LT(learned.last, 0.75 * method->chance()) << learned.first;
  EXPECT_GT(learned.metric("jigsaw/accuracy"), 0.2);  // chance: 0.01
}

TEST(SlowLearning, RelativePatchTellsTheSide) {
  const MethodConfig config = tinyConfig(2, 36);
  const auto method = buildMethod("relative-patch", config, {{"hidden", 64}});
  const Learned learned = learn(*method, config, 32, 300, 3e-3);
  EXPECT_GT(learned.metric("relative-patch/accuracy"), 0.25);  // chance: 0.125
}

}  // namespace
}  // namespace selvox::learn::methods
