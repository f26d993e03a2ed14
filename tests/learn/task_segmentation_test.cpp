// What a segmentation asks for: regions from labels and back, and the loss that its settings describe.

#include "core/learn/losses/boundary.h"
#include "core/learn/losses/dice_ce.h"
#include "core/learn/losses/overlap.h"
#include "core/learn/losses/voxel_focal.h"
#include "core/learn/tasks/segmentation.h"
#include "tests/learn/loss_support.h"

namespace selvox::learn::tasks {
namespace {
using namespace selvox::learn::test;

const std::map<int, std::string> kTumour{{1, "edema"}, {2, "core"}, {4, "enhancing"}};
constexpr const char* kRegions = "whole = 1+2+4, inner=core+4, enhancing=4";

TEST(Regions, AreUnionsAndPaintWhatIsTheirsAlone) {
  const auto regions = Regions::parse(kRegions, kTumour);
  ASSERT_TRUE(regions) << regions.error().message;
  ASSERT_EQ(regions->count(), 3);
  EXPECT_EQ(regions->all()[0].painted, 1);
  EXPECT_EQ(regions->all()[1].painted, 2);
  EXPECT_EQ(regions->all()[2].painted, 4);
  const at::Tensor classes = at::tensor({0, 1, 2, 3}, at::kLong).unsqueeze(0);  // 3: the third label, number 4
  const at::Tensor shares = regions->shares(classes);
  const at::Tensor expected = at::tensor({0, 1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 1}, at::kFloat).view({1, 3, 4});
  EXPECT_TRUE(at::equal(shares, expected)) << shares;
  EXPECT_TRUE(at::equal(regions->paint(shares[0]), classes[0]));
  // A certain inside decides even where the outside is doubted.
  EXPECT_EQ(regions->paint(at::tensor({0.1, 0.9, 0.2}, at::kDouble)).item<std::int64_t>(), 2);
}

TEST(Regions, SayWhatIsWrongWithThem) {
  const auto wrong = [](const char* text) { return Regions::parse(text, kTumour).error().message; };
  EXPECT_NE(wrong("whole=1+2+7").find("\"7\""), std::string::npos);
  EXPECT_NE(wrong("whole=1+2").find("Label 4 (enhancing)"), std::string::npos);
  EXPECT_NE(wrong("whole").find("from large to small"), std::string::npos);
  EXPECT_NE(wrong("a=1+2+4, a=2").find("twice"), std::string::npos);
  EXPECT_TRUE(Regions::parse("  ", kTumour)->empty());
}

Segmentation made(const base::Json& settings, const std::map<int, std::string>& labels = {{1, "one"}}) {
  return *Segmentation::make(settings, labels);
}
at::Tensor logits() {
  return z1().view({2, 2, 2, 4});
}
at::Tensor target() {
  return z2().view({2, 2, 2, 4}).select(1, 1).gt(0).to(at::kLong);
}

TEST(Segmentation, TheSettingNamesTheLoss) {
  const SegmentationTarget wanted{target(), {{1, 1, 1}, {1, 1, 1}}, 0.5};
  const auto loss = [&](const base::Json& settings) { return value(made(settings).loss({{logits()}}, wanted)); };
  const double ce = value(losses::crossEntropy(logits(), target())), dice = value(losses::softDice(logits(), target()));
  const double focal = value(losses::voxelFocal(logits(), target(), 2));
  EXPECT_NEAR(loss({}), ce + dice, 1e-12);
  EXPECT_NEAR(loss({{"dice_weight", 0.5}, {"ce_weight", 2.0}}), 2 * ce + 0.5 * dice, 1e-12);
  EXPECT_NEAR(loss({{"loss", "dice-focal"}}), focal + dice, 1e-12);
  EXPECT_NEAR(loss({{"loss", "tversky-ce"}}), ce + value(losses::tversky(logits(), target())), 1e-12);
  EXPECT_NEAR(loss({{"loss", "focal-tversky"}}), ce + value(losses::tversky(logits(), target(), {0.3, 0.7, 0.75, {}})),
              1e-12);
  const at::Tensor weights = at::tensor({1.0, 4.0}, at::kDouble);
  EXPECT_NEAR(loss({{"class_weights", "1, 4"}}), value(losses::crossEntropy(logits(), target(), weights)) + dice,
              1e-12);
}

TEST(Segmentation, TheBoundaryLossRisesWithTheRun) {
  const SegmentationTarget start{target(), {{1, 1, 1}, {1, 1, 1}}, 0.0};
  SegmentationTarget later = start;
  later.progress = 0.4;
  const Segmentation with = made({{"boundary", 0.5}}), without = made({});
  EXPECT_EQ(value(with.loss({{logits()}}, start)), value(without.loss({{logits()}}, start)));
  const at::Tensor distance = losses::signedDistances(target().unsqueeze(1), start.spacing);
  const at::Tensor p = at::softmax(logits(), 1).narrow(1, 1, 1);
  EXPECT_NEAR(value(with.loss({{logits()}}, later)) - value(without.loss({{logits()}}, later)),
              0.4 * 0.5 * value((p * distance).mean()), 1e-7);
}

TEST(Segmentation, CoarserOutputsCountHalfAndTheLastNotAtAll) {
  const at::Tensor coarse = at::ones({2, 2, 1, 2}, at::kDouble), last = at::ones({2, 2, 1, 1}, at::kDouble) * 7;
  const SegmentationTarget wanted{target()};
  const Segmentation task = made({});
  const at::Tensor small =
      at::upsample_nearest2d(target().unsqueeze(1).to(at::kFloat), {1, 2}).squeeze(1).to(at::kLong);
  EXPECT_NEAR(value(task.loss({{logits(), coarse, last}}, wanted)),
              (value(losses::diceCe(logits(), target())) + 0.5 * value(losses::diceCe(coarse, small))) / 1.5, 1e-12);
}

TEST(Segmentation, ANetworkMayWeighItsOutputsAndLearnEdges) {
  const at::Tensor other = logits() * 0.5;
  const SegmentationTarget wanted{target()};
  const Segmentation task = made({});
  const double a = value(losses::diceCe(logits(), target())), b = value(losses::diceCe(other, target()));
  EXPECT_NEAR(value(task.loss({{logits(), other}, {2, 1}}, wanted)), 2 * a + b, 1e-12);
  EXPECT_NEAR(value(task.loss({{logits()}, {2, 1}}, wanted)), a, 1e-12) << "weights of outputs that are not there";
  // A column of structure at the right of 3x3: its pixels touch the background, the first column touches nothing.
  const SegmentationTarget column{at::tensor({0, 0, 1, 0, 0, 1, 0, 0, 1}, at::kLong).view({1, 3, 3})};
  const at::Tensor answer = at::zeros({1, 2, 3, 3}, at::kDouble);
  const at::Tensor edges = at::tensor({-9., -9., 9., -9., -9., 9., -9., -9., -9.}, at::kDouble).view({1, 1, 3, 3});
  const double right = std::log1p(std::exp(-9.0)), wrong = 9 + right;
  EXPECT_NEAR(value(task.loss({{answer}, {}, edges}, column)) - value(task.loss({{answer}}, column)),
              (8 * right + wrong) / 9, 1e-12);
  // Two structures side by side: both have a border where they meet, the background none.
  const SegmentationTarget pair{at::tensor({1, 2, 2, 1, 2, 2, 1, 2, 2}, at::kLong).view({1, 3, 3})};
  const Segmentation two = made({}, {{1, "one"}, {2, "two"}});
  const at::Tensor three = at::zeros({1, 3, 3, 3}, at::kDouble);
  const at::Tensor meet = at::tensor({9., 9., -9., 9., 9., -9., 9., 9., -9.}, at::kDouble).view({1, 1, 3, 3});
  EXPECT_NEAR(value(two.loss({{three}, {}, meet}, pair)) - value(two.loss({{three}}, pair)), right, 1e-12);
}

TEST(Segmentation, RegionsAreAnsweredBySigmoids) {
  const Segmentation task = made({{"regions", "both=1+2, two=2"}}, {{1, "one"}, {2, "two"}});
  EXPECT_EQ(task.outputs(), 2);
  at::Tensor classes = target();
  classes[0][0][0] = 2;
  const at::Tensor shares = task.regions().shares(classes).flatten(2).to(at::kDouble);
  const at::Tensor rows = logits().flatten(2);
  EXPECT_NEAR(value(task.loss({{logits()}}, {classes})),
              value(losses::binaryFocal(rows, shares) + losses::diceOfShares(rows.sigmoid(), shares)), 1e-12);
  EXPECT_TRUE(at::allclose(task.probabilities(logits()), logits().sigmoid()));
  EXPECT_EQ(made({}).outputs(), 2);
  EXPECT_TRUE(at::equal(made({}).decide(at::softmax(logits()[0], 0)), logits()[0].argmax(0)));
}

TEST(Segmentation, RefusesWeightsThatDoNotFit) {
  const auto refused = Segmentation::make({{"class_weights", "1,2,3"}}, {{1, "one"}});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("needs 2"), std::string::npos);
  EXPECT_FALSE(Segmentation::make({{"class_weights", "1,x"}}, {{1, "one"}}));
  EXPECT_FALSE(Segmentation::make({{"class_weights", "1,-2"}}, {{1, "one"}}));
}

}  // namespace
}  // namespace selvox::learn::tasks
