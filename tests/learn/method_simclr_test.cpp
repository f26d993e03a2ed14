#include "tests/learn/learning.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

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
