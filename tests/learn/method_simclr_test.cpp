#include "tests/learn/learning.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

TEST(Simclr, HeadsHaveBatchNormWhereAPassHoldsEightViews) {
  const auto statistics = [](int dim, std::int64_t batch, const char* norm) {
    MethodConfig config = tinyConfig(dim, 8);
    config.batch = batch;
    const auto method = buildMethod("simclr", config, {{"hidden", 8}, {"out", 8}, {"head_norm", norm}});
    return method->trainable()->named_buffers().contains("projector.norm.running_mean");
  };
  EXPECT_TRUE(statistics(2, 2, "auto"));
  EXPECT_TRUE(statistics(3, 4, "auto"));
  EXPECT_FALSE(statistics(3, 3, "auto"));
  EXPECT_FALSE(statistics(3, 8, "layer"));
}

TEST(Simclr, EmbeddingsAreSpreadFromTheFirstStepInBothDimensions) {
  for (const int dim : {2, 3}) {
    MethodConfig config = tinyConfig(dim, dim == 2 ? 24 : 16);
    config.batch = 4;
    const auto method = buildMethod("simclr", config, {{"hidden", 64}, {"out", 32}});
    method->train(true);
    const StepOutput out = method->step(phantomBatch(config, {}, 4, 0, 10));
    for (const auto& [name, value] : out.metrics) {  // the alarm for a collapse rings below 0.3
      EXPECT_TRUE(name != "collapse/std_times_sqrt_d" || value.item<double>() > 0.5) << dim;
    }
  }
}

TEST(SlowLearning, SimclrLearnsIn3dWithBatchesOfFour) {
  MethodConfig config = tinyConfig(3, 16);
  config.network.settings = {{"stages", 3}, {"base", 8}};
  config.batch = 4;
  const auto method = buildMethod("simclr", config, {{"hidden", 64}, {"out", 32}});
  const Learned learned = learn(*method, config, 4, 200);
  EXPECT_LT(learned.last, 0.6 * std::log(7.0)) << learned.first;  // 0.43 seen
}

TEST(Learning, SimclrMakesFeaturesThatAProbeReadsBetterThanRandomOnes) {
  const MethodConfig config = tinyConfig(2, 24);
  const auto method = buildMethod("simclr", config, {{"hidden", 64}, {"out", 32}});
  const double before = probe(*method->network(), config.patch);
  const Learned learned = learn(*method, config, 16, 200);
  const double after = probe(*method->network(), config.patch);
  RecordProperty("before", std::to_string(before));
  RecordProperty("after", std::to_string(after));
  EXPECT_LT(learned.last, 0.8 * std::log(31.0)) << learned.first;
  EXPECT_GT(after, before + 0.05) << before << " -> " << after;
}

}  // namespace
}  // namespace selvox::learn::methods
