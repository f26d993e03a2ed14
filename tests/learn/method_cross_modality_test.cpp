#include <algorithm>

#include "core/learn/losses/gradient_difference.h"
#include "core/learn/methods/condition.h"
#include "core/learn/methods/modality_pairs.h"
#include "core/learn/methods/pseudo_labels.h"
#include "tests/learn/learning.h"
#include "tests/learn/trajectory.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

// Companions that are another look of the same patch: inverted ("T2"), squared ("PET"); sample 0 has none of them.
Batch registered(const MethodConfig& config, at::Tensor images, std::int64_t step, bool firstAlone = true) {
  const std::int64_t n = images.size(0);
  Batch batch = waves(config, n, step, 20);
  batch.images = images;
  batch.companions = at::stack({-0.7 * images + 0.3, 0.3 * images.square() - 0.5}, 1);
  for (std::int64_t i = 0; i < n; ++i) {
    Place& own = batch.places[static_cast<std::size_t>(i)];
    own.modality = "T1";
    std::vector<Place> places(2);
    if (i > 0 || !firstAlone) {
      places = {own, own};
      places[0].modality = "T2", places[1].modality = "PET";
    }
    batch.companionPlaces.push_back(places);
  }
  return batch;
}

at::Tensor waveImages(const MethodConfig& config, std::int64_t samples) {
  return waves(config, samples, 0, 20).images;
}

at::Tensor together(const Batch& batch) {
  return at::cat({batch.images.unsqueeze(1), batch.companions}, 1);
}

TEST(GradientDifference, IsWhatAHandComputes) {
  const at::Tensor target = at::tensor({0.0, 1.0, 4.0, 2.0}, at::kDouble).view({1, 1, 2, 2});
  const at::Tensor pred = at::tensor({1.0, 1.0, 1.0, 4.0}, at::kDouble).view({1, 1, 2, 2});
  const at::Tensor all = at::ones({1, 1, 2, 2}, at::kDouble);
  // y: |0|-|4|, |3|-|1| -> (4 + 2) / 2; x: |0|-|1|, |3|-|2| -> (1 + 1) / 2; mean of 3 and 1.
  EXPECT_NEAR(losses::gradientDifference(pred, target, all).item<double>(), 2.0, 1e-12);
  EXPECT_NEAR(losses::maskedL1(pred, target, all).item<double>(), (1 + 0 + 3 + 2) / 4.0, 1e-12);
  at::Tensor left = all.clone();
  left.select(3, 1).zero_();  // one neighbour pair is left: 0 - 1 over 4 - 1 along y
  EXPECT_NEAR(losses::gradientDifference(pred, target, left).item<double>(), 4.0 / 2, 1e-12);
  EXPECT_NEAR(losses::maskedL1(pred, target, left).item<double>(), 4.0 / 2, 1e-12);
  EXPECT_EQ(losses::maskedL1(pred, target, all * 0).item<double>(), 0.0);
  EXPECT_EQ(losses::gradientDifference(-pred, pred, all).item<double>(), 0.0) << "edges count without their sign";
}

TEST(GradientDifference, GradientIsThatOfTheLoss) {
  const at::Tensor k = at::arange(2 * 27, at::kDouble).view({2, 1, 3, 3, 3});
  const at::Tensor target = (0.1 * k * k + 1).sin(), mask = (k * 0.7).sin().gt(-0.5).to(at::kDouble);
  at::Tensor pred = (0.05 * k * k + 0.3 * k).cos().set_requires_grad(true);
  const auto loss = [&] {
    return losses::gradientDifference(pred, target, mask) + losses::maskedL1(pred, target, mask);
  };
  loss().backward();
  const c10::AutoGradMode noGradients(false);
  for (const int i : {0, 7, 13, 30, 44}) {
    const double h = 1e-6;
    pred.flatten()[i] += h;
    const double up = loss().item<double>();
    pred.flatten()[i] -= 2 * h;
    const double down = loss().item<double>();
    pred.flatten()[i] += h;
    EXPECT_NEAR((up - down) / (2 * h), pred.grad().flatten()[i].item<double>(), 1e-7) << i;
  }
}

TEST(ModalityPairs, DirectionsAreRandomPureAndNeverFromItself) {
  const MethodConfig config = tinyConfig(2, 8);
  int targets[3] = {0, 0, 0};
  for (int step = 0; step < 60; ++step) {
    const Batch batch = registered(config, waveImages(config, 3), step);
    const ModalityPairs pairs = drawModalities(batch, together(batch), false);
    EXPECT_EQ(pairs.paired, (std::vector<bool>{false, true, true}));
    EXPECT_EQ(pairs.pairs(), 2);
    EXPECT_EQ(pairs.owner, (std::vector<std::int64_t>{0, 1, 2}));
    EXPECT_TRUE(at::equal(pairs.target[0], batch.images[0])) << "alone: the sample itself";
    for (std::size_t n = 1; n < 3; ++n) {
      EXPECT_NE(pairs.from[n], pairs.wanted[n]);
      const auto slot = pairs.wanted[n] == "T1" ? 0 : pairs.wanted[n] == "T2" ? 1 : 2;
      ++targets[slot];
      EXPECT_TRUE(
          at::equal(pairs.target[static_cast<std::int64_t>(n)], together(batch)[static_cast<std::int64_t>(n)][slot]));
    }
    EXPECT_EQ(pairs.wanted, drawModalities(batch, together(batch), false).wanted);
  }
  for (const int count : targets) EXPECT_NEAR(count, 40, 20);
}

TEST(ModalityPairs, SeveralSourcesAreAveragedSampleBySample) {
  const MethodConfig config = tinyConfig(2, 8);
  bool two = false;
  for (int step = 0; step < 20; ++step) {
    const Batch batch = registered(config, waveImages(config, 3), step);
    const ModalityPairs pairs = drawModalities(batch, together(batch), true);
    EXPECT_EQ(pairs.sources.size(0), static_cast<std::int64_t>(pairs.owner.size()));
    two = two || pairs.owner.size() > 3;
    at::Tensor sum = at::zeros_like(batch.images), count = at::zeros({3, 1, 1, 1});
    for (std::size_t i = 0; i < pairs.owner.size(); ++i) {
      sum[pairs.owner[i]] += pairs.sources[static_cast<std::int64_t>(i)];
      count[pairs.owner[i]] += 1;
      if (pairs.owner[i] > 0) {
        EXPECT_FALSE(at::equal(pairs.sources[static_cast<std::int64_t>(i)], pairs.target[pairs.owner[i]]));
      }
    }
    EXPECT_TRUE(at::allclose(meanOfSources(pairs.sources, pairs), sum / count));
  }
  EXPECT_TRUE(two);
}

TEST(ModalityPairs, TheBodyIsWhatStandsOutInEither) {
  ModalityPairs pairs;
  pairs.target = at::zeros({2, 1, 1, 5}), pairs.sources = at::zeros({2, 1, 1, 5});
  pairs.target.select(3, 1).fill_(10), pairs.sources.select(3, 3).fill_(2);
  pairs.target.select(3, 4).fill_(0.4);  // below 5 % of the range
  pairs.owner = {0, 1}, pairs.paired = {true, false};
  EXPECT_TRUE(at::equal(bodyMask(pairs, 0.05),
                        at::tensor({0.f, 1.f, 0.f, 1.f, 0.f, 0.f, 0.f, 0.f, 0.f, 0.f}).view({2, 1, 1, 5})));
}

TEST(CrossModality, ModalitiesMoveAlikeAndTheLossIsTheErrorInTheBody) {
  for (const int dim : {2, 3}) {
    const MethodConfig config = tinyConfig(dim, 8);
    const auto method = buildMethod("cross-modality", config, {{"modalities", 2}});
    EXPECT_EQ(method->demand().kind, Demand::Kind::Registered);
    EXPECT_EQ(method->demand().count, 2);
    method->train(true);
    const Batch batch = registered(config, waveImages(config, 4), 1, false);
    const Tensors made = method->views(batch);
    const at::Tensor input = named(made, "input"), target = named(made, "target"), mask = named(made, "mask");
    // One look is a function of another wherever both were mirrored alike.
    const at::Tensor t1 = at::stack({input, -0.7 * input + 0.3, 0.3 * input.square() - 0.5, -(input - 0.3) / 0.7,
                                     0.3 * ((input - 0.3) / 0.7).square() - 0.5});
    for (int n = 0; n < 4; ++n) {
      const at::Tensor misfit = (t1.select(1, n) - target[n]).abs().flatten(1).amax(1);
      const at::Tensor back = (0.3 * target[n].square() - 0.5 - input[n]).abs().max();
      const at::Tensor back2 = (0.3 * ((target[n] - 0.3) / 0.7).square() - 0.5 - input[n]).abs().max();
      EXPECT_LT(std::min({misfit.min().item<double>(), back.item<double>(), back2.item<double>()}), 1e-4) << n;
    }
    // The wanted modality is not heard yet, so the bare network gives the same.
    const at::Tensor restored = method->network()->forward(input).front();
    const double expected =
        (losses::maskedL1(restored, target, mask) + 0.2 * losses::gradientDifference(restored, target, mask))
            .item<double>();
    const StepOutput out = method->step(batch);
    EXPECT_NEAR(out.loss.item<double>(), expected, 1e-5);
    EXPECT_EQ(metricOf(out, "cross-modality/paired"), 1.0);
    out.loss.backward();
    for (const auto& item : method->trainable()->named_parameters()) {
      EXPECT_TRUE(item.value().grad().defined()) << item.key();
    }
  }
}

TEST(CrossModality, ABatchWithoutAPairTeachesNothing) {
  const MethodConfig config = tinyConfig(2, 8);
  for (const char* id : {"cross-modality", "cross-modality-labels"}) {
    const auto method = buildMethod(id, config, {{"modalities", 2}});
    method->train(true);
    const StepOutput out = method->step(registered(config, waveImages(config, 1), 0));
    EXPECT_EQ(out.loss.item<double>(), 0.0) << id;
    out.loss.backward();
    for (const auto& item : method->trainable()->named_parameters()) {
      if (item.value().grad().defined()) {
        EXPECT_EQ(item.value().grad().abs().sum().item<double>(), 0.0) << item.key();
      }
    }
    const auto previews = method->preview(registered(config, waveImages(config, 1), 0));
    EXPECT_NE(previews[0].caption.find("nothing"), std::string::npos);
  }
}

TEST(CrossModality, WordsHaveVectorsOfTheirOwn) {
  EXPECT_TRUE(at::equal(wordVector("T1", 32), wordVector("T1", 32)));
  EXPECT_LT(at::cosine_similarity(wordVector("T1", 256), wordVector("T2", 256), 0).abs().item<double>(), 0.3);
}

TEST(PseudoLabels, LooksAndNearestCentresByHand) {
  const at::Tensor image = at::tensor({0.0, 0.0, 3.0, 0.0, 0.0, 0.0}, at::kDouble).view({1, 1, 2, 3});
  const at::Tensor look = lookOf(image);
  EXPECT_NEAR(look[0][1][0][0].item<double>(), 0.0, 1e-12);
  EXPECT_NEAR(look[0][1][0][1].item<double>(), 0.5, 1e-12);   // one 3 among six
  EXPECT_NEAR(look[0][1][0][2].item<double>(), 0.75, 1e-12);  // one 3 among the four that exist
  EXPECT_NEAR(look[0][2][0][1].item<double>(), std::sqrt(9.0 / 6 - 0.25), 1e-12);
  const at::Tensor centres = at::tensor({0.0, 0.0, 0.0, 3.0, 0.75, 1.3}, at::kDouble).view({2, 3});
  const at::Tensor labels = nearestCentre(look, centres);
  EXPECT_TRUE(at::equal(labels, at::tensor({0, 0, 1, 0, 0, 0}, at::kLong).view({1, 2, 3})));
}

TEST(PseudoLabels, CentresBecomeTheMeansOfAllTheyWereGiven) {
  at::Tensor centres = firstCentres(3), counts = at::zeros({3}, at::kDouble);
  const at::Tensor untouched = centres[1].clone();
  const at::Tensor a = at::full({1, 3, 2, 2}, -2.0, at::kDouble), b = at::full({1, 3, 2, 1}, -1.0, at::kDouble);
  for (const at::Tensor& look : {a, b}) {
    const at::Tensor labels = nearestCentre(look, centres);
    EXPECT_EQ(labels.max().item<std::int64_t>(), 0);
    moveCentres(centres, counts, sumsOf(look, labels, 3));
  }
  EXPECT_TRUE(at::allclose(centres[0], at::full({3}, (4 * -2.0 + 2 * -1.0) / 6, at::kDouble)));
  EXPECT_TRUE(at::equal(centres[1], untouched));
  EXPECT_TRUE(at::equal(counts, at::tensor({6.0, 0.0, 0.0}, at::kDouble)));
}

TEST(CrossModalityLabels, StateMovesAfterTrainingStepsAloneAndComesBack) {
  const MethodConfig config = tinyConfig(2, 8);
  const auto one = buildMethod("cross-modality-labels", config), two = buildMethod("cross-modality-labels", config);
  const auto batchAt = [&](int step) { return registered(config, waveImages(config, 4), step); };
  const at::Tensor start = named(one->state(), "centres").clone();
  one->train(false);
  one->step(batchAt(0));
  one->afterOptimizerStep(0, 10);
  EXPECT_TRUE(at::equal(named(one->state(), "centres"), start)) << "validation moves nothing";
  one->train(true);
  one->step(batchAt(0));
  EXPECT_TRUE(at::equal(named(one->state(), "centres"), start));
  one->afterOptimizerStep(0, 10);
  EXPECT_FALSE(at::equal(named(one->state(), "centres"), start));
  std::map<std::string, at::Tensor> saved;
  for (const auto& [name, tensor] : one->state()) saved.emplace(name, tensor.clone());
  ASSERT_TRUE(two->loadState(saved).has_value());
  two->train(true);
  for (int step = 1; step < 4; ++step) {
    EXPECT_EQ(trainStep(*one, batchAt(step), 0.1), trainStep(*two, batchAt(step), 0.1));
  }
  EXPECT_TRUE(at::equal(named(one->state(), "centres"), named(two->state(), "centres")));
}

TEST(CrossModality, TrajectoryIsTheCommittedOne) {
  for (const int dim : {2, 3}) {
    expectTrajectory({.method = "cross-modality", .dim = dim, .settings = {{"modalities", 2}, {"sources", "several"}}});
    expectTrajectory({.method = "cross-modality-labels", .dim = dim, .settings = {{"classes", 4}}, .rate = 0.1});
  }
}

// Phantoms with two further looks. Thresholds chosen before.
double lastOf(const std::string& id, const base::Json& settings, const std::string& name, std::int64_t steps) {
  MethodConfig config = tinyConfig(2, 24);
  config.network.settings = {{"stages", 3}, {"base", 8}};
  const auto method = buildMethod(id, config, settings);
  std::vector<engine::ParameterGroup> groups;
  for (auto& item : method->trainable()->named_parameters()) groups.push_back({item.key(), item.value()});
  engine::Optimizer optimizer(engine::OptimizerKind::AdamW, std::move(groups), 1e-4, 0.9);
  method->train(true);
  double sum = 0;
  for (std::int64_t step = 0; step < steps; ++step) {
    optimizer.zeroGradients();
    Batch batch = registered(config, phantomBatch(config, {}, 8, step, steps).images, step, false);
    batch.step = step;
    const StepOutput out = method->step(batch);
    out.loss.backward();
    optimizer.step(3e-3, 12);
    method->afterOptimizerStep(step + 1, steps);
    if (step >= steps - 20) sum += named(out.metrics, name).item<double>() / 20;
  }
  return sum;
}

TEST(SlowLearning, CrossModalityRestoresFarBetterThanACopy) {
  const base::Json settings{{"modalities", 2}};
  const double error = lastOf("cross-modality", settings, "loss/l1", 250);
  EXPECT_LT(error, 0.4 * lastOf("cross-modality", settings, "cross-modality/l1_of_copy", 20));
}

TEST(SlowLearning, CrossModalityLabelsAreFoundInTheOtherModality) {
  EXPECT_GT(lastOf("cross-modality-labels", {{"modalities", 2}}, "cross-modality-labels/accuracy", 250), 0.7);
}

}  // namespace
}  // namespace selvox::learn::methods
