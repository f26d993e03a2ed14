#include "core/services/agreement.h"

#include <cmath>

#include <gtest/gtest.h>

namespace selvox::services {
namespace {

TEST(Agreement, KappaAndDiceOfHandCountedAnswers) {
  // 20 and 15 the same, 5 and 10 not: observed 0.7, expected 0.5 * 0.6 + 0.5 * 0.4 = 0.5.
  const Confusion counts{{{"yes", "yes"}, 20}, {{"yes", "no"}, 5}, {{"no", "yes"}, 10}, {{"no", "no"}, 15}};
  EXPECT_NEAR(cohenKappa(counts), 0.4, 1e-12);
  EXPECT_NEAR(diceOf(counts, "yes"), 2 * 20.0 / (25 + 30), 1e-12);
  EXPECT_EQ(cohenKappa({{{"a", "a"}, 7}}), 1);
  EXPECT_NEAR(cohenKappa({{{"a", "b"}, 1}, {{"b", "a"}, 1}}), -1, 1e-12);
  EXPECT_TRUE(std::isnan(cohenKappa({})));
  EXPECT_TRUE(std::isnan(diceOf(counts, "perhaps")));
}

}  // namespace
}  // namespace selvox::services
