#include "core/learn/methods/projector.h"
#include "tests/learn/joint_support.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

MethodConfig batchOf(std::int64_t samples, int dim = 2, std::int64_t side = 16) {
  MethodConfig config = tinyConfig(dim, side);
  config.batch = samples;
  return config;
}

// One block holds the whole batch, so the order of its rows does not matter.
TEST(WMseMethod, LossIsTwoMinusTwoCosinesOfWhitenedRows) {
  const MethodConfig config = batchOf(8);
  const auto method = buildMethod("w-mse", config, {{"hidden", 24}, {"out", 3}, {"block", 8}, {"head_norm", "layer"}});
  toDouble(*method);
  method->train(true);
  const Batch batch = waves(config, 8, 0, 20);
  const double loss = method->step(batch).loss.item<double>();
  const auto z = embeddings<Projector>(*method, batch);
  std::vector<at::Tensor> white;
  for (const at::Tensor& one : z) {
    const at::Tensor centred = one - one.mean(0);
    const at::Tensor factor = at::linalg_cholesky(centred.t().mm(centred) / 7);
    at::Tensor w = centred.mm(at::inverse(factor).t());
    EXPECT_TRUE(at::allclose(w.t().mm(w) / 7, at::eye(3, at::kDouble), 0, 1e-8)) << "covariance after whitening";
    white.push_back(w / w.norm(2, {1}, true));
  }
  EXPECT_NEAR(loss, (2 - 2 * (white[0] * white[1]).sum(1)).mean().item<double>(), 1e-9);
}

TEST(WMseMethod, GradientOfTheWeights) {
  for (const int dim : {2, 3}) {
    const MethodConfig config = batchOf(8, dim, 8);
    const auto method = buildMethod("w-mse", config, {{"hidden", 24}, {"out", 2}, {"slices", 2}});
    expectWeightGradient(*method, waves(config, 8, 1, 20), 1e-5);
  }
}

TEST(WMseMethod, WidthFollowsTheBatchAndTooSmallABatchIsRefused) {
  const auto widthAt = [](std::int64_t batch) {
    const auto method = buildMethod("w-mse", batchOf(batch), {{"hidden", 8}});
    return method->trainable()->named_parameters()["projector.layers.1.weight"].size(0);
  };
  EXPECT_EQ(widthAt(2), 1);
  EXPECT_EQ(widthAt(9), 4);
  EXPECT_EQ(widthAt(48), 24);
  EXPECT_EQ(widthAt(512), 64);
  const auto refusal = [](std::int64_t batch, const base::Json& settings) {
    MethodConfig config = batchOf(batch);
    const auto info = find("w-mse");
    config.settings = *spec::resolve((*info)->schema, settings);
    const auto built = (*info)->build(config);
    return built ? std::string() : built.error().message;
  };
  EXPECT_NE(refusal(31, {{"out", 16}}).find("at least 32 samples"), std::string::npos);
  EXPECT_EQ(refusal(32, {{"out", 16}}), "");
  EXPECT_NE(refusal(64, {{"out", 16}, {"block", 31}}).find("Raise block"), std::string::npos);
  EXPECT_NE(refusal(1, base::Json::object()).find("train.batch"), std::string::npos);
}

TEST(WMseMethod, EverySliceCutsTheBatchInAnotherWay) {
  const MethodConfig config = batchOf(8);
  const c10::AutoGradMode noGradients(false);
  const Batch batch = waves(config, 8, 0, 20);
  const auto lossWith = [&](int slices, int block) {
    const auto method = buildMethod(
        "w-mse", config, {{"hidden", 24}, {"out", 2}, {"block", block}, {"slices", slices}, {"head_norm", "layer"}});
    method->train(false);
    return method->step(batch).loss.item<double>();
  };
  EXPECT_EQ(lossWith(1, 4), lossWith(1, 4));
  EXPECT_GT(std::abs(lossWith(1, 4) - lossWith(2, 4)), 1e-4) << "two cuts into halves";
  EXPECT_NEAR(lossWith(1, 8), lossWith(3, 8), 1e-4) << "the whole batch in one block";
}

// Whitening by eight rows is noisy: at 0.02 twenty steps do not show the fall in 3D, at 0.1 they do (1.7 to 0.7).
TEST(WMseMethod, TrajectoriesAreTheCommittedOnes) {
  for (const int dim : {2, 3}) {
    expectTrajectory({.method = "w-mse",
                      .dim = dim,
                      .settings = {{"hidden", 24}, {"out", 3}, {"block", 8}},
                      .rate = 0.1,
                      .samples = 8});
  }
}

TEST(SlowLearning, WMseMakesFeaturesThatAProbeReadsBetterThanRandomOnes) {
  MethodConfig config = batchOf(32, 2, 24);
  const Gain g = gain("w-mse", config, {{"hidden", 64}, {"out", 16}}, 32, 200);
  EXPECT_LT(g.learned.last, 0.7 * 2) << "whitened views that know nothing of each other give 2";
  EXPECT_GT(g.after, g.before + 0.05) << g.before << " -> " << g.after;
}

}  // namespace
}  // namespace selvox::learn::methods
