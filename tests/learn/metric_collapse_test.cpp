#include "core/learn/losses/common.h"
#include "core/learn/metrics/collapse.h"
#include "tests/learn/loss_support.h"

namespace selvox::learn::metrics {
namespace {
using namespace selvox::learn::test;

TEST(Collapse, GoldenValues) {
  EXPECT_NEAR(value(embeddingStd(z1())), 0.301901595, 1e-9);
  EXPECT_NEAR(value(effectiveRank(z1())), 3.5383363227, 1e-9);
  EXPECT_NEAR(value(effectiveRank(losses::normaliseRows(z1()))), 3.5891984935, 1e-9);
  EXPECT_NEAR(value(alignment(z1(), z2())), 2.0241437353, 1e-9);
  EXPECT_NEAR(value(uniformity(z1())), -2.4852750865, 1e-9);
}

TEST(Collapse, SeesACollapsedEmbedding) {
  const at::Tensor same = at::ones({6, 8}, at::kDouble);
  EXPECT_NEAR(value(embeddingStd(same)), 0.0, 1e-12);
  EXPECT_NEAR(value(effectiveRank(same)), 1.0, 1e-4);
  EXPECT_NEAR(value(alignment(same, same)), 0.0, 1e-12);
  EXPECT_NEAR(value(uniformity(same)), 0.0, 1e-12);
}

TEST(Collapse, PanelHasNoGraphAndBearsOneRow) {
  const at::Tensor z = z1().requires_grad_(true);
  EXPECT_EQ(collapsePanel(z, z2()).size(), 4u);
  for (const auto& entry : collapsePanel(z, z2())) EXPECT_FALSE(entry.second.requires_grad()) << entry.first;
  for (const auto& entry : collapsePanel(z1().narrow(0, 0, 1), z2().narrow(0, 0, 1))) {
    EXPECT_TRUE(std::isfinite(value(entry.second))) << entry.first;
  }
}

}  // namespace
}  // namespace selvox::learn::metrics
