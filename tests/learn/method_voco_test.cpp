#include "core/learn/losses/common.h"
#include "core/learn/losses/voco.h"
#include "core/learn/methods/projector.h"
#include "tests/learn/joint_support.h"
#include "tests/learn/learning.h"
#include "tests/learn/loss_support.h"
#include "tests/learn/state_support.h"
#include "tests/learn/trajectory.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

const base::Json kSmallVoco{{"hidden", 32}, {"out", 16}, {"grid", 2}, {"targets", 2}};

TEST(Voco, SharesAreTheOverlapsAndSumToOne) {
  for (const int dim : {2, 3}) {
    const MethodConfig config = tinyConfig(dim, dim == 2 ? 16 : 8);
    const auto method = buildMethod("voco", config, kSmallVoco);
    const Batch batch = waves(config, 3, 2, 20);
    const Tensors made = method->views(batch);
    const at::Tensor share = made[2].second;
    EXPECT_EQ(share.sizes(), (at::IntArrayRef{3, 2, 4}));  // one layer along z
    EXPECT_TRUE(at::allclose(share.sum(-1), at::ones({3, 2})));
    EXPECT_TRUE(at::equal(share, method->views(batch)[2].second));
    Batch later = batch;
    later.step = 3;
    EXPECT_FALSE(at::equal(share, method->views(later)[2].second));
    EXPECT_EQ(made[0].second.size(0), 12);
    EXPECT_EQ(made[1].second.size(0), 6);
    EXPECT_EQ(made[0].second.size(-1), dim == 2 ? 8 : 4);
  }
}

TEST(Voco, ATargetHoldsTheVoxelsThatItsSharesSay) {
  // Each base crop is filled with its number: a target's mean voxel is the sum of shares times numbers.
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("voco", config, kSmallVoco);
  Batch batch = waves(config, 2, 5, 20);
  for (int cell = 0; cell < 4; ++cell) {
    batch.images.narrow(2, cell / 2 * 8, 8).narrow(3, cell % 2 * 8, 8).fill_(cell);
  }
  const Tensors made = method->views(batch);
  const at::Tensor expected = made[2].second.matmul(at::arange(4, at::kFloat)).flatten();
  EXPECT_TRUE(at::allclose(made[1].second.flatten(1).mean(1), expected, 1e-5, 1e-5));
  for (int cell = 0; cell < 4; ++cell) EXPECT_EQ(made[0].second[cell].mean().item<double>(), cell);
}

TEST(Voco, NothingIsCutOutOfACrop) {
  MethodConfig config = tinyConfig(2);
  config.augment["augment.flip"] = 0.0, config.augment["augment.cutout"] = 1.0;
  const auto method = buildMethod("voco", config, kSmallVoco);
  const Batch batch = waves(config, 2, 5, 20);
  const at::Tensor bases = method->views(batch)[0].second;
  for (int cell = 0; cell < 4; ++cell) {
    const at::Tensor there = batch.images[0].narrow(1, cell / 2 * 8, 8).narrow(2, cell % 2 * 8, 8);
    EXPECT_TRUE(at::equal(bases[cell], there)) << cell;
  }
}

TEST(Voco, TheRegulariserHasItsWeightAndRightAnswersAreCounted) {
  const MethodConfig config = tinyConfig(2);
  base::Json settings = kSmallVoco;
  settings["regulariser"] = 3.0;
  const auto method = buildMethod("voco", config, settings);
  method->train(true);
  const Batch batch = waves(config, 5, 2, 20);
  const Tensors made = method->views(batch);
  const auto projector = headOf<NormedMlp>(*method, "projector");
  const at::Tensor z = losses::normaliseRows(
      projector->forward(embed(*method->network(), at::cat({named(made, "bases"), named(made, "targets")}))));
  const at::Tensor bases = z.narrow(0, 0, 20).view({5, 4, 16}), targets = z.narrow(0, 20, 10).view({5, 2, 16});
  const at::Tensor likeness = targets.matmul(bases.transpose(1, 2)).relu();
  const at::Tensor right = likeness.argmax(-1).eq(named(made, "share").argmax(-1)).to(at::kFloat);
  const StepOutput out = method->step(batch);
  EXPECT_NEAR(metricOf(out, "voco/accuracy"), right.mean().item<double>(), 1e-6);
  EXPECT_NEAR(out.loss.item<double>(),
              metricOf(out, "loss/positive") + metricOf(out, "loss/negative") + 3 * metricOf(out, "loss/regulariser"),
              1e-5);
}

TEST(Voco, RefusesAPatchWithoutRoomForTwoCrops) {
  MethodConfig config = tinyConfig(2, 4);
  config.network.settings = {{"stages", 3}, {"base", 4}};
  const auto info = find("voco");
  config.settings = *spec::resolve((*info)->schema, kSmallVoco);
  const auto refused = (*info)->build(config);
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(refused.error().message.find("train.patch"), std::string::npos);
}

TEST(Voco, PreviewAsksAndAnswers) {
  expectQuietPreview("voco", kSmallVoco, 4);
}

TEST(Voco, TrajectoriesAreTheCommittedOnes) {
  for (const int dim : {2, 3}) expectTrajectory({"voco", dim, kSmallVoco});
}

TEST(SlowLearning, VocoPlacesCropsBetterThanChance) {
  const MethodConfig config = tinyConfig(2, 24);
  const auto method = buildMethod("voco", config, {{"hidden", 64}, {"out", 32}, {"grid", 2}});
  const Learned learned = learn(*method, config, 16, 200, 3e-3);
  EXPECT_GT(learned.metric("voco/accuracy"), 0.6);  // chance: one of four base crops; 0.78 seen
  EXPECT_LT(learned.last, 0.5 * learned.first);     // 0.70 to 0.19 seen
}

}  // namespace
}  // namespace selvox::learn::methods
