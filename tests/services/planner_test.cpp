#include "core/services/planner.h"

#include <gtest/gtest.h>

#include "tests/services/fakes.h"

namespace selvox::services {
namespace {

SeriesFacts facts(const volume::Extent& extent, const volume::Vec3& spacing, const char* modality = "MR",
                  double high = 100) {
  SeriesFacts made{extent, spacing, modality, {}};
  made.statistics.p99_5 = high;
  return made;
}

Fingerprint alike(std::size_t count, const volume::Extent& extent, const volume::Vec3& spacing) {
  return fingerprintOf(std::vector<SeriesFacts>(count, facts(extent, spacing)));
}

TEST(Fingerprint, TakesMediansAndPercentilesPerAxis) {
  const auto f = fingerprintOf({facts({10, 20, 30}, {1, 1, 2}), facts({12, 22, 30}, {1, 1.2, 4}, "CT", 300),
                                facts({20, 24, 40}, {3, 1.4, 6}, "CT", 500)});
  EXPECT_EQ(f.series, 3U);
  EXPECT_EQ(f.spacing, (volume::Vec3{1, 1.2, 4}));
  EXPECT_EQ(f.finest, (volume::Vec3{1, 1, 2}));
  EXPECT_EQ(f.coarsest, (volume::Vec3{3, 1.4, 6}));
  EXPECT_EQ(f.shape, (volume::Vec3{12, 22, 30}));
  EXPECT_NEAR(f.tenth[2], 2.4, 1e-12);  // a fifth of the way from the first to the second
  EXPECT_EQ(f.intensities.at("CT").series, 2U);
  EXPECT_NEAR(f.intensities.at("CT").p99_5, 400, 1e-12);
  EXPECT_EQ(f.thickAxis, 2);
  EXPECT_FALSE(f.anisotropic) << "more slices than columns";
}

// ACDC-like: slices of 5 to 10 mm, 1.5 mm in the plane. The 10th percentile of 5, 5, 10, 10, 10 is 5.
TEST(Fingerprint, ThickSlicesTakeTheirTenthPercentile) {
  std::vector<SeriesFacts> all;
  for (const double mm : {10.0, 5.0, 10.0, 5.0, 10.0}) all.push_back(facts({220, 240, 10}, {1.5, 1.5, mm}));
  const auto f = fingerprintOf(all);
  EXPECT_TRUE(f.anisotropic);
  EXPECT_EQ(plannedSpacing(f), (std::array<double, 3>{1.5, 1.5, 5}));
  EXPECT_EQ(shapeAt(f, {1.5, 1.5, 5}), (volume::Vec3{220, 240, 20}));  // 10 slices of 10 mm are 20 of 5
  for (auto& one : all) one.extent.z = 90;                             // thick, but not few: nnU-Net leaves the median
  EXPECT_FALSE(fingerprintOf(all).anisotropic);
  EXPECT_EQ(plannedSpacing(fingerprintOf(all)), (std::array<double, 3>{1.5, 1.5, 10}));
}

TEST(Fingerprint, FlatImagesStayFlat) {
  const auto f = alike(3, {512, 512, 1}, {0.2, 0.2, 1});
  EXPECT_EQ(shapeAt(f, {0.4, 0.4, 5}), (volume::Vec3{256, 256, 1}));
  EXPECT_EQ(shapeAt(f, {0.4, 0.4, 0.1}), (volume::Vec3{256, 256, 1}));
}

// By hand, base 2, patch 8^3, spacing 1: two stages (8, 4). Down 2*2*512 + 2*4*64, up 3*2*512, out 3*512.
TEST(Planner, CountsTheValuesOfFeatureMaps) {
  EXPECT_EQ(featureMapSize({8, 8, 8}, {1, 1, 1}, 2, 3), 2048 + 512 + 3072 + 1536);
  // In 2D, and capped: 512 channels at most.
  EXPECT_EQ(featureMapSize({8, 8}, {1, 1}, 512, 1), 2 * 512 * 64 + 2 * 512 * 16 + 3 * 512 * 64 + 64);
}

// What nnU-Net v2 plans for the hippocampus (260 cases of 35 x 50 x 36 voxels of 1 mm): patch 40 x 56 x 40, batch 9,
// four stages.
TEST(Planner, PlansTheHippocampusAsNnunetDoes) {
  const auto f = alike(260, {35, 50, 36}, {1, 1, 1});
  PlanRequest request;
  request.outputs = 3;
  const auto plan = planFor(f, request);
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_EQ(plan->dim, 3);
  EXPECT_EQ(plan->spacing, (std::array<double, 3>{1, 1, 1}));
  EXPECT_EQ(plan->patch, (std::vector<std::int64_t>{40, 56, 40}));
  EXPECT_EQ(plan->features, 19174400);
  EXPECT_EQ(plan->batch, 9);  // 5% of 260 * 35 * 50 * 36 voxels; the memory holds 58
  EXPECT_EQ(plan->stages, 4);
  EXPECT_NE(plan->reasons.at("train.batch").find("5%"), std::string::npos);
  EXPECT_EQ(settingsJson(*plan), (base::Json{{"train.patch", {40, 56, 40}}, {"train.batch", 9}, {"arch.stages", 4}}));
}

// ACDC as nnU-Net v2 plans it: 200 series of 18 slices of 5 mm, 1.5625 mm in the plane: 20 x 256 x 224, batch 4.
TEST(Planner, PlansThickSlicesAsNnunetDoes) {
  const auto f = alike(200, {208, 237, 18}, {1.5625, 1.5625, 5});
  PlanRequest request;
  request.outputs = 4;
  const auto plan = planFor(f, request);
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->patch, (std::vector<std::int64_t>{224, 256, 20}));
  EXPECT_EQ(plan->batch, 4);
  EXPECT_EQ(plan->stages, 6);
  request.memoryGb = 24;
  EXPECT_EQ(planFor(f, request)->batch, 8) << "three times the memory, but 5% of the voxels";
}

// BraTS: 484 series of 138 x 170 x 138 at 1 mm do not fit whole: 128^3, batch 2.
TEST(Planner, ShortensWhatDoesNotFit) {
  const auto f = alike(484, {138, 170, 138}, {1, 1, 1});
  PlanRequest request;
  request.outputs = 4;
  const auto plan = planFor(f, request);
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->patch, (std::vector<std::int64_t>{128, 128, 128}));
  EXPECT_EQ(plan->features, 454893568);
  EXPECT_LE(plan->features, plan->budget);
  EXPECT_EQ(plan->batch, 2);
  request.memoryGb = 1e-3;  // nothing fits: the smallest patch, and an end to the search
  const auto tiny = planFor(f, request);
  ASSERT_TRUE(tiny);
  EXPECT_LE(tiny->patch[0], 16);
}

TEST(Planner, AProcessorTakesNoMoreThanItIsQuickEnoughFor) {
  const auto f = alike(484, {138, 170, 138}, {1, 1, 1});
  PlanRequest request;
  request.memoryGb = 64;
  request.processor = true;
  request.base = 16;
  const auto plan = planFor(f, request);
  ASSERT_TRUE(plan);
  EXPECT_LE(plan->features, featureMapSize({64, 64, 64}, {1, 1, 1}, 16, 2));
  EXPECT_GE(plan->patch[0], 48);
  EXPECT_NE(plan->reasons.at("budget").find("processor"), std::string::npos);
}

TEST(Planner, PlansAroundWhatIsGiven) {
  const auto f = alike(260, {35, 50, 36}, {1, 1, 1});
  PlanRequest request;
  request.patch = {32, 32, 32};
  request.spacing = {2, 2, 2};
  const auto plan = planFor(f, request);
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->patch, (std::vector<std::int64_t>{32, 32, 32}));
  EXPECT_EQ(plan->shape, (volume::Vec3{18, 25, 18}));
  EXPECT_EQ(plan->reasons.at("train.patch"), "as given");
  EXPECT_EQ(plan->stages, 4);
  request.batch = 5;
  request.followsPlan = false;
  const auto other = planFor(f, request);
  EXPECT_EQ(other->batch, 5);
  EXPECT_FALSE(settingsJson(*other).contains("arch.stages"));
  request.patch = {32, 32};
  EXPECT_FALSE(planFor(f, request)) << "two sides in 3D";
  request.patch = {};
  request.spacing = {0, 1, 1};
  EXPECT_FALSE(planFor(f, request));
  request.spacing = {};
  request.memoryGb = 0;
  const auto unknown = planFor(f, request);
  ASSERT_FALSE(unknown);
  EXPECT_NE(unknown.error().message.find("--memory-gb"), std::string::npos);
}

TEST(Planner, FlatImagesGetATwoDimensionalPlan) {
  const auto plan = planFor(alike(1000, {28, 28, 1}, {1, 1, 1}), {});
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->dim, 2);
  EXPECT_EQ(plan->patch, (std::vector<std::int64_t>{28, 28}));
  EXPECT_EQ(plan->stages, 3);
  EXPECT_EQ(plan->batch, 50) << "5% of the dataset";
}

TEST(Fingerprint, ReadsTheHeadersOfTheCache) {
  test::Bench bench;
  bench.addCases("d", 3);
  const auto f = readFingerprint(bench.workspace, "d");
  ASSERT_TRUE(f) << f.error().message;
  EXPECT_EQ(f->series, 3U);
  EXPECT_EQ(f->shape, (volume::Vec3{6, 5, 4}));
  EXPECT_GT(f->intensities.at("MR").p99_5, 100);
  EXPECT_FALSE(readFingerprint(bench.workspace, "e"));
  std::filesystem::remove(bench.cache.pathOf(nativeKey(bench.catalog.rows[1].voxelsHash)));
  const auto gone = readFingerprint(bench.workspace, "d");
  ASSERT_FALSE(gone);
  EXPECT_NE(gone.error().message.find("d-01"), std::string::npos) << gone.error().message;
}

}  // namespace
}  // namespace selvox::services
