#include "core/services/prepare.h"

#include <algorithm>
#include <cmath>

#include "core/services/normalise.h"
#include "core/services/prepare_plan.h"
#include "tests/services/fakes.h"

namespace selvox::services {
namespace {

using test::Bench;

TEST(Normalise, WindowIsCentredOnItsMiddle) {
  const auto n = ctWindow(-160, 240);
  EXPECT_EQ(n.clipLow, -160);
  EXPECT_EQ(n.mean, 40);
  EXPECT_EQ(n.deviation, 200);
}

TEST(Normalise, QuantileInterpolatesBetweenOrderStatistics) {
  std::vector<float> values{40, 10, 30, 20};
  EXPECT_DOUBLE_EQ(quantile(values, 0.5), 25);
  EXPECT_DOUBLE_EQ(quantile(values, 0.0), 10);
  EXPECT_DOUBLE_EQ(quantile(values, 1.0), 40);
  EXPECT_DOUBLE_EQ(quantile(values, 0.25), 17.5);
}

TEST(Normalise, ZScoreOfAKnownSet) {
  // 0 … 1000: percentiles 0.5 and 99.5 are 5 and 995; clipped moments by the closed form of a uniform ladder.
  std::vector<float> values;
  for (int i = 0; i <= 1000; ++i) values.push_back(static_cast<float>(i));
  double sum = 0, squares = 0;
  for (int i = 0; i <= 1000; ++i) sum += std::clamp(i, 5, 995);
  for (int i = 0; i <= 1000; ++i) squares += std::pow(std::clamp(i, 5, 995) - sum / 1001, 2);
  const auto n = zScore(values);
  EXPECT_DOUBLE_EQ(n.clipLow, 5);
  EXPECT_DOUBLE_EQ(n.clipHigh, 995);
  EXPECT_NEAR(n.mean, 500, 1e-9);
  EXPECT_NEAR(n.deviation, std::sqrt(squares / 1001), 1e-9);
}

TEST(Normalise, OneWildVoxelDoesNotMoveTheScore) {
  std::vector<float> calm;
  for (int i = 0; i < 20000; ++i) calm.push_back(static_cast<float>(100 + i % 50));
  auto wild = calm;
  wild[7] = 1.7e6f;
  const auto a = zScore(calm), b = zScore(wild);
  EXPECT_NEAR(a.mean, b.mean, 0.01);
  EXPECT_NEAR(a.deviation, b.deviation, 0.01);
  EXPECT_EQ(b.clipHigh, 149);
}

TEST(Normalise, RemovedBackgroundIsLeftOut) {
  std::vector<float> values(6000, 0.f);
  for (int i = 0; i < 4000; ++i) values.push_back(static_cast<float>(200 + i % 100));
  EXPECT_NEAR(zScore(values).mean, 249.5, 0.5);
}

TEST(Normalise, ConstantAndNonFiniteVolumesAreHarmless) {
  EXPECT_EQ(zScore(std::vector<float>(100, 7.f)).deviation, 1);
  const auto n = zScore({NAN, 1, 2, 3, INFINITY});
  EXPECT_TRUE(std::isfinite(n.mean) && std::isfinite(n.deviation));
  EXPECT_EQ(zScore({}).deviation, 1);
}

TEST(PreparePlan, MedianSpacingPerAxis) {
  const auto target = targetSpacing({{1, 1, 2}, {1, 2, 3}, {3, 1, 2.5}, {1, 1, 10}}, false);
  EXPECT_EQ(target, (std::array<double, 3>{1, 1, 2.75}));
}

TEST(PreparePlan, CoarseAxisTakesItsTenthPercentileWhenAsked) {
  std::vector<volume::Vec3> spacings;
  for (int i = 0; i < 11; ++i) spacings.push_back({0.5, 0.5, 3.0 + i * 0.2});
  EXPECT_DOUBLE_EQ(targetSpacing(spacings, false)[2], 4.0);
  EXPECT_DOUBLE_EQ(targetSpacing(spacings, true)[2], 3.2);
  // not over 3 times coarser: stays
  EXPECT_DOUBLE_EQ(targetSpacing({{1, 1, 2.9}, {1, 1, 2}, {1, 1, 3}}, true)[2], 2.9);
  // never finer than the other axes
  EXPECT_DOUBLE_EQ(targetSpacing({{1, 1, 0.5}, {1, 1, 5}, {1, 1, 5}}, true)[2], 1.4);
  EXPECT_DOUBLE_EQ(targetSpacing({{1, 1, 0.1}, {1, 1, 0.1}, {1, 1, 5}, {1, 1, 5}, {1, 1, 5}}, true)[2], 1.0);
}

TEST(Prepare, KeepsTheGridOfEqualSpacingAndSharesTheLabel) {
  Bench bench;
  bench.addCases("mr", 3);
  const auto report = prepare(bench.workspace, "mr", {}, "2026-01-01T00:00:00Z", {});
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->version.spacing, (std::array<double, 3>{1, 1, 1}));
  ASSERT_EQ(report->version.entries.size(), 3u);
  const auto& entry = report->version.entries[1];
  EXPECT_EQ(entry.label, entry.labelNative);
  const auto file = volume::BrickFile::open(bench.cache.pathOf(entry.image));
  ASSERT_TRUE(file);
  EXPECT_EQ(file->header().extent, (volume::Extent{6, 5, 4}));
  EXPECT_EQ(file->header().normalisation.kind, "zscore");
  std::vector<float> voxel(1);
  file->cropImage({2, 3, 1}, {1, 1, 1}, 0, voxel.data());
  EXPECT_NEAR(voxel[0], 1000 + 2 + 30 + 100, 0.2);
}

TEST(Prepare, ResamplesALadderToTheHandComputedValues) {
  Bench bench;
  // Two scans of 1 mm and one of 2 mm along x: the target is 1 mm. A cubic B-spline reproduces a straight line.
  const auto fine = Bench::scan({8, 4, 4}, {1, 1, 1}, [](int x, int y, int) { return 10 * x + y; });
  const auto other = Bench::scan({8, 4, 4}, {1, 1, 1}, [](int x, int y, int) { return 20 * x + y; });
  const auto coarse = Bench::scan({16, 4, 4}, {2, 1, 1}, [](int x, int, int) { return 10 * x; });
  const auto label = Bench::scan(
      {16, 4, 4}, {2, 1, 1}, [](int x, int, int) { return x >= 8 ? 2 : 1; }, volume::VoxelType::UInt8);
  bench.add("mr", "a", "P-a", "MR", fine, nullptr);
  bench.add("mr", "b", "P-b", "MR", other, nullptr);
  bench.add("mr", "c", "P-c", "MR", coarse, &label);
  const auto report = prepare(bench.workspace, "mr", {}, "2026-01-01T00:00:00Z", {});
  ASSERT_TRUE(report) << report.error().message;
  const auto& entry = report->version.entries[2];
  EXPECT_NE(entry.label, entry.labelNative);
  const auto image = volume::BrickFile::open(bench.cache.pathOf(entry.image));
  const auto labels = volume::BrickFile::open(bench.cache.pathOf(entry.label));
  ASSERT_TRUE(image && labels);
  EXPECT_EQ(image->header().extent, (volume::Extent{32, 4, 4}));
  EXPECT_EQ(labels->header().extent, image->header().extent);
  EXPECT_EQ(image->header().nativeExtent, (volume::Extent{16, 4, 4}));
  EXPECT_NEAR(image->header().worldFromVoxel.spacing()[0], 1, 1e-9);
  for (int x = 8; x < 24; ++x) {  // away from the borders
    const auto world = image->header().worldFromVoxel.apply({static_cast<double>(x), 1, 1})[0];
    float value = 0;
    image->cropImage({x, 1, 1}, {1, 1, 1}, 0, &value);
    EXPECT_NEAR(value, 5 * world, 0.6) << x;  // 10 per 2 mm
    std::uint16_t number = 0;
    labels->cropLabel({x, 1, 1}, {1, 1, 1}, 0, &number);
    if (std::abs(world - 15) > 0.6) {
      EXPECT_EQ(number, world > 15 ? 2 : 1) << x;
    }
  }
}

TEST(Prepare, SecondRunReadsTheCache) {
  Bench bench;
  bench.addCases("mr", 4);
  const auto first = prepare(bench.workspace, "mr", {}, "t1", {});
  ASSERT_TRUE(first);
  EXPECT_EQ(first->fresh, 4u);
  const int stored = bench.cache.stored;
  const auto second = prepare(bench.workspace, "mr", {}, "t2", {});
  ASSERT_TRUE(second);
  EXPECT_EQ(second->fresh, 0u);
  EXPECT_EQ(second->cached, 8u);
  EXPECT_TRUE(second->unchanged);
  EXPECT_EQ(bench.cache.stored, stored);
  EXPECT_EQ(second->version.id, first->version.id);
}

TEST(Prepare, ALaterImportMovesNoKey) {
  Bench bench;
  bench.addCases("mr", 2);
  const auto before = prepare(bench.workspace, "mr", {}, "t1", {});
  ASSERT_TRUE(before);
  for (int i = 0; i < 5; ++i) {
    const auto coarse = Bench::scan({6, 5, 4}, {3, 3, 3}, [&](int x, int, int) { return x + i; });
    bench.add("mr", "late" + std::to_string(i), "P-late" + std::to_string(i), "MR", coarse, nullptr);
  }
  const auto after = ensurePrepared(bench.workspace, "mr", "t2", {});
  ASSERT_TRUE(after) << after.error().message;
  EXPECT_NE(after->version.id, before->version.id);
  EXPECT_EQ(after->version.spacing, before->version.spacing);
  for (std::size_t i = 0; i < 2; ++i) EXPECT_EQ(after->version.entries[i].image, before->version.entries[i].image);
  const auto old = loadVersion(bench.folder.path(), before->version.id);
  ASSERT_TRUE(old);
  EXPECT_EQ(old->entries.size(), 2u);
  PrepareSettings refit;
  refit.refit = true;
  const auto fresh = prepare(bench.workspace, "mr", refit, "t3", {});
  ASSERT_TRUE(fresh);
  EXPECT_EQ(fresh->version.spacing[0], 3);
}

TEST(Prepare, CtConstantsComeFromTheForegroundOfOtherThanTestCases) {
  Bench bench;
  for (int i = 0; i < 3; ++i) {
    const auto image = Bench::scan({10, 10, 10}, {1, 1, 1},
                                   [&](int x, int y, int z) { return x < 5 ? -900 - i : 100 * (i + 1) + y + z; });
    const auto label = Bench::scan(
        {10, 10, 10}, {1, 1, 1}, [](int x, int, int) { return x < 5 ? 0 : 1; }, volume::VoxelType::UInt8);
    bench.add("ct", "c" + std::to_string(i), "P" + std::to_string(i), "CT", image, &label);
  }
  bench.catalog.splits["ct"] = {"ct", 0, "", {"c0"}, {}, {"c1", "c2"}, {"c0"}};
  const auto report = prepare(bench.workspace, "ct", {}, "t", {});
  ASSERT_TRUE(report) << report.error().message;
  const auto n = normalisationFromJson(report->version.constants["CT"]);
  EXPECT_EQ(n.kind, "ct-percentile");
  EXPECT_GE(n.clipLow, 100);
  EXPECT_LE(n.clipHigh, 118);
  EXPECT_NEAR(n.mean, 109, 0.1);
  PrepareSettings window;
  window.ct = "window";
  const auto fixed = prepare(bench.workspace, "ct", window, "t", {});
  ASSERT_TRUE(fixed);
  EXPECT_EQ(normalisationFromJson(fixed->version.constants["CT"]).kind, "ct-window");
}

TEST(Prepare, KeysOfCtOutliveTheRoundTripThroughTheVersionFile) {
  Bench bench;
  const auto image = Bench::scan({6, 5, 4}, {1, 1, 1}, [](int x, int y, int z) { return 10 * x + y + z; });
  bench.add("ct", "c0", "P0", "CT", image, nullptr);
  PrepareSettings window;
  window.ct = "window";  // whole numbers: 1000 and 1000.0 must be one key
  const auto first = prepare(bench.workspace, "ct", window, "t1", {});
  const auto second = prepare(bench.workspace, "ct", window, "t2", {});
  ASSERT_TRUE(first && second);
  EXPECT_EQ(second->fresh, 0u);
  EXPECT_EQ(second->version.id, first->version.id);
  const auto loaded = loadVersion(bench.folder.path(), first->version.id);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(versionId(*loaded), loaded->id);
}

TEST(Prepare, UnknownDatasetNamesTheNearest) {
  Bench bench;
  bench.addCases("hippocampus", 1);
  const auto report = prepare(bench.workspace, "hipocampus", {}, "t", {});
  ASSERT_FALSE(report);
  EXPECT_NE(report.error().message.find("hippocampus"), std::string::npos);
}

TEST(Prepare, MissingVoxelsAreNamed) {
  Bench bench;
  bench.addCases("mr", 2);
  std::filesystem::remove(bench.cache.pathOf(nativeKey(bench.catalog.rows[1].voxelsHash)));
  const auto report = prepare(bench.workspace, "mr", {}, "t", {});
  ASSERT_FALSE(report);
  EXPECT_NE(report.error().message.find("mr-01"), std::string::npos) << report.error().message;
}

}  // namespace
}  // namespace selvox::services
