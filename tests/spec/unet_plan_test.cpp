#include "core/spec/unet_plan.h"

#include <gtest/gtest.h>

namespace selvox::spec {
namespace {

TEST(UnetPlanRule, HippocampusHasFourStages) {
  const UnetPlan plan = planUnet({40, 56, 40}, {1, 1, 1});
  EXPECT_EQ(plan.stages(), 4);
  EXPECT_EQ(plan.divisor, (std::vector<std::int64_t>{8, 8, 8}));
}

TEST(UnetPlanRule, NeverBelowAnEdgeOfFourNorBeyondTheLimit) {
  EXPECT_EQ(planUnet({256, 256, 256}, {1, 1, 1}).stages(), 6);
  EXPECT_EQ(planUnet({512, 512}, {1, 1}).stages(), 7);
  EXPECT_EQ(planUnet({28, 28}, {1, 1}).stages(), 3);  // 28 14 7
  EXPECT_EQ(planUnet({256, 256}, {1, 1}, 4).stages(), 4);
  EXPECT_EQ(planUnet({4, 4, 4}, {1, 1, 1}).stages(), 2);  // tiny: one halving all the same
  for (const std::int64_t side : {8, 16, 20, 40, 64, 96, 160}) {
    const UnetPlan plan = planUnet({side, side, side}, {1, 1, 1});
    EXPECT_GE(side / plan.divisor[0], 4) << side;
    EXPECT_EQ(plan.kernels.size(), plan.strides.size());
  }
}

// nnU-Net's plan of a prostate-like grid: the thick axis is halved only once the others have come near it.
TEST(UnetPlanRule, ThickAxisWaits) {
  const UnetPlan plan = planUnet({20, 320, 256}, {3.6, 0.625, 0.625});
  const std::vector<std::int64_t> inPlane{1, 2, 2}, all{2, 2, 2};
  EXPECT_EQ(plan.strides[1], inPlane);
  EXPECT_EQ(plan.strides[2], inPlane);
  EXPECT_EQ(plan.strides[3], all);
  EXPECT_EQ(plan.kernels[0], (std::vector<std::int64_t>{1, 3, 3}));
  EXPECT_EQ(plan.kernels.back(), (std::vector<std::int64_t>{3, 3, 3}));
}

}  // namespace
}  // namespace selvox::spec
