#include <algorithm>

#include "core/learn/losses/exemplar.h"
#include "core/learn/methods/predictive.h"
#include "tests/learn/learning.h"
#include "tests/learn/loss_support.h"
#include "tests/learn/predictive_support.h"
#include "tests/learn/trajectory.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

TEST(ExemplarLoss, GoldenValues) {
  const at::Tensor a = at::sigmoid(z1()), p = at::sigmoid(z2());
  const auto loss = [&](int roll, double margin) {
    return value(losses::exemplarTriplet(a, p, a.roll(roll, 0), margin).loss);
  };
  EXPECT_NEAR(loss(1, 1.0), 1.017302103355328, 1e-12);
  EXPECT_NEAR(loss(1, 0.0), 0.018914445941720495, 1e-12);
  EXPECT_NEAR(loss(-1, 0.0), 0.026868248603934098, 1e-12);
  const auto terms = losses::exemplarTriplet(a, p, a.roll(1, 0), 1.0);
  EXPECT_NEAR(value(terms.positive - terms.negative), 0.017302103355328, 1e-12);
}

TEST(ExemplarLoss, GradientMatchesCentralDifferences) {
  const at::Tensor a = at::sigmoid(z1()), p = at::sigmoid(z2()), n = a.roll(1, 0);
  for (const double margin : {1.0, 0.0}) {
    expectGradient([&](const at::Tensor& x) { return losses::exemplarTriplet(x, p, n, margin).loss; }, a);
    expectGradient([&](const at::Tensor& x) { return losses::exemplarTriplet(a, x, n, margin).loss; }, p);
    expectGradient([&](const at::Tensor& x) { return losses::exemplarTriplet(a, p, x, margin).loss; }, n);
  }
}

TEST(Exemplar, AnotherCaseIsTheStranger) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("exemplar", config, {{"out", 16}});
  Batch batch = waves(config, 4, 0, 10);
  batch.cases = {"a", "a", "b", "a"};
  const auto previews = method->preview(batch);
  ASSERT_EQ(previews[2].name, "stranger");
  EXPECT_TRUE(at::equal(previews[2].tensor, batch.images[2]));
  batch.cases = {"a", "a", "a", "a"};
  EXPECT_TRUE(at::equal(method->preview(batch)[2].tensor, batch.images[1]));
}

TEST(Exemplar, CopyIsAugmentedAndTheOriginalIsNot) {
  MethodConfig config = tinyConfig(3);
  config.augment = nullptr;  // the method's own defaults
  const auto method = buildMethod("exemplar", config, {{"out", 16}});
  const Batch batch = waves(config, 3, 2, 10);
  const Tensors made = method->views(batch);
  EXPECT_TRUE(at::equal(named(made, "original"), batch.images));
  EXPECT_FALSE(at::allclose(named(made, "copy"), batch.images));
  EXPECT_TRUE(at::equal(named(method->views(batch), "copy"), named(made, "copy")));
}

TEST(Exemplar, SurrogateClassIsTheSeries) {
  MethodConfig config = tinyConfig(2);
  config.cases = 5;
  const auto method = buildMethod("exemplar", config, {{"form", "surrogate"}});
  EXPECT_NEAR(method->chance(), std::log(5.0), 1e-12);
  Batch batch = waves(config, 3, 0, 10);
  for (std::size_t n = 0; n < 3; ++n) batch.places[n].series = static_cast<std::int64_t>(4 - n);
  const auto head = method->trainable()->named_parameters();
  const c10::AutoGradMode noGradients(false);
  at::Tensor(head["head.weight"]).zero_();
  at::Tensor bias(head["head.bias"]);
  bias.copy_(at::arange(5, at::kFloat));
  double sum = 0;
  for (int k = 0; k < 5; ++k) sum += std::exp(k);
  EXPECT_NEAR(method->step(batch).loss.item<double>(), std::log(sum) - 3.0, 1e-5);  // classes 4, 3, 2
}

TEST(Exemplar, FirstLossesAreAboutChance) {
  expectChance({"exemplar", 2, {}, 1.0, 16});
  expectChance({"exemplar", 3, {}, 1.0, 16});
  expectChance({"exemplar", 3, {{"form", "surrogate"}}, std::log(6.0), 16, 6});
}

TEST(Exemplar, RefusesWhatCannotBeCompared) {
  MethodConfig config = tinyConfig(2);
  config.batch = 1;
  EXPECT_NE(refusalOf("exemplar", config, base::Json::object()).find("train.batch"), std::string::npos);
  EXPECT_NE(refusalOf("exemplar", tinyConfig(2), {{"form", "surrogate"}}).find("two training cases"),
            std::string::npos);
}

TEST(Exemplar, PreviewsCanBeLookedAt) {
  expectQuietPreview("exemplar", base::Json::object(), 3);
  MethodConfig config = tinyConfig(2);
  config.cases = 3;
  const auto previews = buildMethod("exemplar", config, {{"form", "surrogate"}})->preview(waves(config, 1, 0, 10));
  EXPECT_NE(previews.back().caption.find("answered"), std::string::npos);
}

TEST(Exemplar, TrajectoriesAreTheCommittedOnes) {
  expectTrajectory({.method = "exemplar", .dim = 2, .settings = {{"out", 64}}}, false);
  expectTrajectory({.method = "exemplar", .dim = 3, .settings = {{"form", "surrogate"}}}, false);
}

TEST(SlowLearning, ExemplarTellsACopyFromAStranger) {
  MethodConfig config = tinyConfig(2, 24);
  config.augment = nullptr;
  const auto method = buildMethod("exemplar", config, {{"out", 64}});
  const Learned learned = learn(*method, config, 16, 200, 3e-3);
  EXPECT_LT(learned.last, 0.95) << learned.first;
  EXPECT_GT(learned.metric("exemplar/negative_distance"), 1.5 * learned.metric("exemplar/positive_distance"));
}

TEST(SlowLearning, ExemplarTellsTheSeriesApart) {
  MethodConfig config = tinyConfig(2, 24);
  config.cases = 8;
  const auto method = buildMethod("exemplar", config, {{"form", "surrogate"}});
  const auto batchAt = [&](std::int64_t step) {
    Batch batch = waves(config, 8, step, 200);
    for (std::int64_t i = 0; i < 8; ++i) {  // eight phantoms, always the same
      batch.images[i].copy_(classPhantom(static_cast<int>(i % 4), static_cast<std::uint64_t>(i), config.patch)[0]);
    }
    return batch;
  };
  const Learned learned = learn(*method, batchAt, 200, 3e-3);
  EXPECT_GT(learned.metric("exemplar/accuracy"), 0.5);  // chance: 0.125
}

}  // namespace
}  // namespace selvox::learn::methods
