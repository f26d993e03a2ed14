#include "core/learn/methods/projector.h"
#include "tests/learn/joint_support.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

const base::Json kSmallTwins{{"hidden", 24}, {"out", 12}};

TEST(BarlowTwinsMethod, LossIsTheDefinitionOnBothEmbeddings) {
  const MethodConfig config = tinyConfig(2);
  const auto method =
      buildMethod("barlow-twins", config, {{"hidden", 24}, {"out", 12}, {"lambda", 0.02}, {"scale", 0.5}});
  toDouble(*method);
  method->train(true);
  const Batch batch = waves(config, 4, 0, 20);
  const StepOutput out = method->step(batch);
  const auto z = embeddings<Projector>(*method, batch);
  const auto column = [&](int view, int j) {
    const at::Tensor x = z[static_cast<std::size_t>(view)].select(1, j);
    return (x - x.mean()) / ((x - x.mean()).square().mean() + 1e-5).sqrt();
  };
  double on = 0, off = 0, diagonal = 0;
  for (int a = 0; a < 12; ++a) {
    for (int b = 0; b < 12; ++b) {
      const double c = (column(0, a) * column(1, b)).sum().item<double>() / 4;
      (a == b ? on : off) += a == b ? (c - 1) * (c - 1) : c * c;
      diagonal += a == b ? c / 12 : 0;
    }
  }
  EXPECT_NEAR(metricOf(out, "loss/on_diagonal"), on, 1e-9);
  EXPECT_NEAR(metricOf(out, "loss/off_diagonal"), off, 1e-9);
  EXPECT_NEAR(metricOf(out, "correlation/diagonal_mean"), diagonal, 1e-9);
  EXPECT_NEAR(metricOf(out, "correlation/off_diagonal_rms"), std::sqrt(off / (12 * 11)), 1e-9);
  EXPECT_NEAR(out.loss.item<double>(), 0.5 * (on + 0.02 * off), 1e-9);
}

TEST(BarlowTwinsMethod, GradientOfTheWeightsAndNoBiases) {
  for (const int dim : {2, 3}) {
    const MethodConfig config = tinyConfig(dim, 8);
    const auto method = buildMethod("barlow-twins", config, kSmallTwins);
    for (const auto& item : method->trainable()->named_parameters()) {
      EXPECT_FALSE(item.key().starts_with("projector.layers") && item.key().ends_with("bias")) << item.key();
    }
    expectWeightGradient(*method, waves(config, 4, 1, 20));
  }
}

TEST(BarlowTwinsMethod, TrajectoriesAreTheCommittedOnes) {
  for (const int dim : {2, 3}) expectTrajectory({.method = "barlow-twins", .dim = dim, .settings = kSmallTwins});
}

TEST(SlowLearning, BarlowTwinsMakesFeaturesThatAProbeReadsBetterThanRandomOnes) {
  const Gain g = gain("barlow-twins", tinyConfig(2, 24), {{"hidden", 64}, {"out", 32}}, 16, 200);
  EXPECT_LT(g.learned.last, 0.8 * g.learned.first);
  EXPECT_GT(g.learned.metric("correlation/diagonal_mean"), 0.5);
  EXPECT_GT(g.after, g.before + 0.05) << g.before << " -> " << g.after;
}

}  // namespace
}  // namespace selvox::learn::methods
