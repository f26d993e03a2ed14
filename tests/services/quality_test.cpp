#include "core/services/quality.h"

#include <algorithm>
#include <cmath>

#include "core/base/rng.h"
#include "tests/services/fakes.h"

namespace selvox::services {
namespace {

using test::Bench;
using Slices = std::vector<std::int64_t>;

// A profile of slices that all hold an image, with these differences from one to the next.
AxisProfile profileWith(std::vector<double> steps) {
  AxisProfile profile;
  profile.low.assign(steps.size() + 1, 0.f);
  profile.high.assign(steps.size() + 1, 1.f);
  profile.step = std::move(steps);
  return profile;
}

TEST(SliceFaults, OneWideStepIsAGapAfterThatSlice) {
  const auto found = sliceFaults(profileWith({1, 1, 1, 1, 3.5, 1, 1, 1, 1}));
  EXPECT_EQ(found.gaps, Slices{4});
  EXPECT_TRUE(found.odd.empty() && found.repeated.empty() && found.constant.empty());
  EXPECT_TRUE(sliceFaults(profileWith({1, 1, 1, 1, 2.9, 1, 1, 1, 1})).gaps.empty());  // under three times
}

TEST(SliceFaults, TwoWideStepsAreOneOddSlice) {
  const auto found = sliceFaults(profileWith({1, 1, 1, 5, 6, 1, 1, 1, 1}));
  EXPECT_EQ(found.odd, Slices{4});
  EXPECT_TRUE(found.gaps.empty());
}

TEST(SliceFaults, WhereTheBodyBeginsThereIsNoGap) {
  EXPECT_TRUE(sliceFaults(profileWith({0.01, 0.01, 0.01, 4, 1, 1, 1, 1, 1})).gaps.empty());
}

TEST(SliceFaults, EmptySlicesAtTheEndsAreNoFault) {
  auto profile = profileWith({0, 1, 1, 0, 1, 1, 1, 1, 1, 1});
  for (const std::size_t slice : {0, 1, 10}) profile.high[slice] = 0;
  profile.high[6] = 0;
  const auto found = sliceFaults(profile);
  EXPECT_EQ(found.emptyFirst, 2);
  EXPECT_EQ(found.emptyLast, 1);
  EXPECT_EQ(found.constant, Slices{6});
  EXPECT_EQ(found.repeated, Slices{4});
}

TEST(SliceFaults, AnEmptyVolumeAndASingleSliceAreHarmless) {
  AxisProfile one{{2.f}, {2.f}, {}};
  EXPECT_EQ(sliceFaults(one).emptyFirst, 1);
  one.high = {3.f};
  EXPECT_EQ(sliceFaults(one).emptyFirst, 0);
}

struct Quality : ::testing::Test {
  Bench bench;

  // A smooth hill with a texture of its own; `change` may spoil it.
  static volume::Volume hill(int number, const std::function<double(int, int, int, double)>& change = {},
                             volume::Extent extent = {12, 10, 40}) {
    return Bench::scan(extent, {1, 1, 2}, [&](int x, int y, int z) {
      const double value = 100 + number + 3 * z + x * y + 5 * std::sin(0.7 * (x + 2 * y + 3 * z + number));
      return change ? change(x, y, z, value) : value;
    });
  }
  void add(const std::string& name, const volume::Volume& image, const volume::Volume* label = nullptr) {
    bench.add("mr", name, "P-" + name, "MR", image, label);
  }
  void usual(int count) {
    for (int i = 0; i < count; ++i) add("usual-" + std::to_string(i), hill(i));
  }
  QualityReport assess() {
    auto report = assessQuality(bench.workspace, "mr", "now", {});
    EXPECT_TRUE(report) << report.error().message;
    return report ? *report : QualityReport{};
  }
  static const QualityFinding* find(const QualityRow& row, FindingKind kind, int axis = -1) {
    for (const auto& one : row.findings)
      if (one.kind == kind && (axis < 0 || one.axis == axis)) return &one;
    return nullptr;
  }
};

TEST_F(Quality, NamesTheSlicesThatAreEmptyOrThereTwice) {
  add("a", hill(0, [](int, int, int z, double value) { return z == 20 || z == 21 ? 7 : value; }));
  add("b", hill(0, [](int x, int y, int z, double value) {
        const int from = z == 33 ? 32 : z;  // across the border of a slab of 32 slices
        return z == 33 ? 100 + 3 * from + x * y + 5 * std::sin(0.7 * (x + 2 * y + 3 * from)) : value;
      }));
  const auto report = assess();
  ASSERT_EQ(report.rows.size(), 2u);
  const auto* empty = find(report.rows[0], FindingKind::ConstantSlices, 2);
  ASSERT_TRUE(empty);
  EXPECT_EQ(empty->slices, (Slices{20, 21}));
  EXPECT_EQ(words(*empty), "axial slices 21-22 hold one value each, between others with an image");
  const auto* repeated = find(report.rows[1], FindingKind::RepeatedSlices, 2);
  ASSERT_TRUE(repeated);
  EXPECT_EQ(repeated->slices, Slices{33});
  EXPECT_FALSE(find(report.rows[1], FindingKind::ConstantSlices));
  EXPECT_EQ(report.flagged(), 2u);
}

TEST_F(Quality, SeesThatSlicesAreMissing) {
  // Ten slices of one scan were lost: the ladder of 3 a slice jumps by 33.
  add("cut", hill(0, [](int, int, int z, double value) { return z < 18 ? value : value + 33; }));
  add("whole", hill(1));
  const auto report = assess();
  const auto* gap = find(report.rows[0], FindingKind::MissingSlices, 2);
  ASSERT_TRUE(gap);
  EXPECT_EQ(gap->slices, Slices{17});
  EXPECT_TRUE(report.rows[1].findings.empty());
}

TEST_F(Quality, PaddingIsARemarkOnly) {
  add("padded", hill(0, [](int x, int, int z, double value) { return z < 3 || z > 37 || x == 0 ? 0 : value; }));
  const auto report = assess();
  const auto* padding = find(report.rows[0], FindingKind::Padding, 2);
  ASSERT_TRUE(padding);
  EXPECT_EQ(padding->value, 3);
  EXPECT_EQ(padding->usual, 2);
  EXPECT_TRUE(find(report.rows[0], FindingKind::Padding, 0));
  EXPECT_EQ(report.flagged(), 0u);
}

TEST_F(Quality, LabelsOffTheirImage) {
  const auto cut = hill(0, [](int x, int, int, double value) { return x < 4 ? 0 : value; });
  const auto half = Bench::scan(
      {12, 10, 40}, {1, 1, 2}, [](int x, int y, int z) { return x >= 2 && x < 6 && y == 5 && z < 10 ? 1 : 0; },
      volume::VoxelType::UInt8);
  const auto empty = Bench::scan(
      {12, 10, 40}, {1, 1, 2}, [](int, int, int) { return 0; }, volume::VoxelType::UInt8);
  const auto small = Bench::scan(
      {11, 10, 40}, {1, 1, 2}, [](int, int, int) { return 1; }, volume::VoxelType::UInt8);
  auto shifted = half;
  shifted.worldFromVoxel(0, 3) = 0.6;
  add("outside", cut, &half);
  add("empty", hill(1), &empty);
  add("small", hill(2), &small);
  const auto report = assess();
  const auto* outside = find(report.rows[0], FindingKind::LabelOutside);
  ASSERT_TRUE(outside);
  EXPECT_EQ(outside->value, 20);  // x 2 and 3 of 2 … 5, over 10 slices
  EXPECT_EQ(outside->usual, 40);
  EXPECT_DOUBLE_EQ(report.rows[0].values.back(), 0.08);  // 40 voxels of 2 mm³
  EXPECT_TRUE(find(report.rows[1], FindingKind::LabelEmpty));
  const auto* grid = find(report.rows[2], FindingKind::LabelGrid);
  ASSERT_TRUE(grid);
  EXPECT_EQ(grid->text, "11 x 10 x 40 voxels, its image has 12 x 10 x 40");

  Bench other;
  other.add("mr", "shifted", "P", "MR", hill(0), &shifted);
  const auto second = assessQuality(other.workspace, "mr", "now", {});
  ASSERT_TRUE(second);
  ASSERT_TRUE(find(second->rows[0], FindingKind::LabelGrid));
  EXPECT_EQ(find(second->rows[0], FindingKind::LabelGrid)->text, "lies up to 0.6 mm beside its image");
}

TEST(RobustZ, OfAKnownSet) {
  // Median 6; distances 5 4 3 2 1 0 1 2 3 4 94, their median 3.
  std::vector<double> values{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100};
  const auto range = rangeOfMetric(values);
  EXPECT_EQ(range.scans, 11u);
  EXPECT_DOUBLE_EQ(range.median, 6);
  EXPECT_DOUBLE_EQ(range.spread, 3 / 0.6745);
  EXPECT_NEAR(robustZ(100, range), 0.6745 * 94 / 3, 1e-12);
  EXPECT_NEAR(robustZ(1, range), -0.6745 * 5 / 3, 1e-12);
  EXPECT_TRUE(std::isnan(robustZ(NAN, range)));
  EXPECT_TRUE(std::isnan(robustZ(9, rangeOfMetric({1, 2, 3}))));  // too few to say
}

TEST(RobustZ, WhereMostValuesAreEqualTheOddOneStillShows) {
  std::vector<double> values(20, 1.0);
  EXPECT_EQ(robustZ(1, rangeOfMetric(values)), 0);
  values.back() = 5;
  const auto range = rangeOfMetric(values);
  EXPECT_NEAR(range.spread, 4.0 / 20 / 0.79788, 1e-9);
  EXPECT_GT(robustZ(5, range), kOutlier);
  EXPECT_EQ(robustZ(1, range), 0);
}

TEST(RobustZ, RoundingIsNoOutlier) {
  std::vector<double> values(20, 0.9375);
  values.back() = 0.93750001;
  EXPECT_EQ(robustZ(values.back(), rangeOfMetric(values)), 0);
}

TEST_F(Quality, OutliersAreJudgedWithinTheirModality) {
  usual(12);
  add("loud", hill(3, [](int, int, int, double value) { return 40 * value; }));
  for (int i = 0; i < 12; ++i)  // in another modality that is how it is
    bench.add("mr", "ct-" + std::to_string(i), "P", "CT",
              hill(i, [](int, int, int, double value) { return 40 * value; }), nullptr);
  const auto report = assess();
  const auto* outlier = find(report.rows[12], FindingKind::Outlier);
  ASSERT_TRUE(outlier);
  EXPECT_GT(outlier->z, kOutlier);
  for (std::size_t i = 0; i < report.rows.size(); ++i)
    if (i != 12) {
      EXPECT_FALSE(find(report.rows[i], FindingKind::Outlier)) << report.rows[i].caseName;
    }
  EXPECT_EQ(report.usual.at("MR").front().scans, 13u);
  EXPECT_EQ(report.usual.at("CT").front().scans, 12u);
}

TEST_F(Quality, OrientationThatMostDoNotHaveIsARemark) {
  usual(11);
  bench.catalog.rows[4].worldFromVoxel = volume::Affine::scaling({-1, -1, 2});
  const auto report = assess();
  const auto* found = find(report.rows[4], FindingKind::Orientation);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->text, "RAS, most are LPS");
  EXPECT_FALSE(find(report.rows[5], FindingKind::Orientation));
}

TEST_F(Quality, NoiseIsThatOfTheVoxels) {
  base::Rng rng(5, base::Purpose::Test);
  const auto noisy =
      Bench::scan({64, 64, 40}, {1, 1, 1}, [&](int x, int y, int) { return 1000 + 2 * x + 3 * y + 12 * rng.normal(); });
  add("noisy", noisy);
  const auto report = assess();
  const auto facts = readFacts(bench.folder / "index" / "quality" / "mr.facts.jsonl");
  ASSERT_EQ(facts.size(), 1u);
  EXPECT_NEAR(facts.begin()->second.noise, 12, 0.3);
  EXPECT_EQ(report.rows.size(), 1u);
}

TEST_F(Quality, EveryScanIsReadOnce) {
  usual(3);
  EXPECT_EQ(assess().measured, 3u);
  add("late", hill(9));
  const auto second = assess();
  EXPECT_EQ(second.measured, 1u);
  EXPECT_EQ(second.known, 3u);
  // A line that a crash cut off costs that scan alone.
  const auto file = bench.folder / "index" / "quality" / "mr.facts.jsonl";
  auto text = base::readFile(file);
  ASSERT_TRUE(text);
  text->resize(text->size() - 40);
  ASSERT_TRUE(base::writeFile(file, *text));
  const auto third = assess();
  EXPECT_EQ(third.measured, 1u);
  EXPECT_EQ(third.known, 3u);
  EXPECT_EQ(assess().measured, 0u);
}

TEST_F(Quality, ACancelKeepsWhatWasMeasured) {
  usual(5);
  Watch watch;
  int told = 0;
  watch.progress = [&](const base::Progress&) {
    if (++told == 4) watch.cancel.cancel();
  };
  const auto cancelled = assessQuality(bench.workspace, "mr", "now", watch);
  ASSERT_FALSE(cancelled);
  EXPECT_EQ(cancelled.error().code, base::ErrorCode::Cancelled);
  EXPECT_EQ(assess().known, 3u);
}

TEST_F(Quality, GoneVoxelsAreAFindingAndAFullDiskAnError) {
  usual(2);
  std::filesystem::remove(bench.cache.pathOf(nativeKey(bench.catalog.rows[1].voxelsHash)));
  const auto report = assess();
  EXPECT_TRUE(find(report.rows[1], FindingKind::VoxelsGone));
  EXPECT_FALSE(find(report.rows[0], FindingKind::VoxelsGone));
  add("late", hill(7));
  const base::FaultyDisk full(10);
  const auto failed = assessQuality(bench.workspace, "mr", "now", {});
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, base::ErrorCode::DiskFull);
}

TEST_F(Quality, TheReportReadsBackTheSame) {
  usual(11);
  add("odd", hill(2, [](int, int, int z, double value) { return z == 12 ? 0 : 9 * value; }));
  const auto report = assess();
  const auto read = readQuality(bench.folder.path(), "mr");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(base::dumpJson(toJson(*read)), base::dumpJson(toJson(report)));
  EXPECT_EQ(read->rows.back().findings.size(), report.rows.back().findings.size());
  const auto none = readQuality(bench.folder.path(), "../mr");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, base::ErrorCode::NotFound);
}

TEST_F(Quality, AnUnknownDatasetIsRefused) {
  usual(1);
  const auto failed = assessQuality(bench.workspace, "mri", "now", {});
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, base::ErrorCode::NotFound);
}

}  // namespace
}  // namespace selvox::services
