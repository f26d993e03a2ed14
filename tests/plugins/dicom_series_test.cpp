// Series made for the test: order, place, gaps, interleaved series, several volumes, values.

#include <algorithm>
#include <cmath>

#include "core/base/rng.h"
#include "tests/plugins/dicom_writer.h"

namespace selvox {
namespace {

using test::Path;
using test::Recorder;
using test::SliceSpec;
using test::TemporaryFolder;

constexpr int kColumns = 4, kRows = 3;

// Voxel (x, y) of slice k holds 100 k + 10 y + x.
SliceSpec sliceNumber(int k) {
  SliceSpec spec;
  spec.instanceNumber = k + 1;
  for (int y = 0; y < kRows; ++y)
    for (int x = 0; x < kColumns; ++x) spec.values.push_back(100 * k + 10 * y + x);
  spec.position = {-7, 11, 3.0 * k};
  return spec;
}

Recorder import(const Path& folder) {
  const auto importer = plugins::makeDicomImporter();
  return test::scan(*importer, folder, test::filesBelow(folder));
}

void expectOrdered(const volume::Volume& v, int slices) {
  ASSERT_EQ(v.extent, (volume::Extent{kColumns, kRows, slices}));
  for (int k = 0; k < slices; ++k)
    for (int y = 0; y < kRows; ++y)
      for (int x = 0; x < kColumns; ++x)
        ASSERT_EQ(v.valueAt(x, y, k), 100 * k + 10 * y + x) << x << ' ' << y << ' ' << k;
}

TEST(DicomSeries, SlicesAreOrderedByPlaceWhateverTheirNamesAndNumbers) {
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    const TemporaryFolder folder;
    std::vector<int> names{0, 1, 2, 3, 4, 5, 6, 7};
    base::Rng rng(seed, base::Purpose::Test);
    base::shuffle(names, rng);
    for (int k = 0; k < 8; ++k) {
      SliceSpec spec = sliceNumber(k);
      spec.instanceNumber = 100 - k;  // runs against the slices
      writeSlice(folder / ("f" + std::to_string(names[static_cast<std::size_t>(k)]) + ".dcm"), spec);
    }
    Recorder seen = import(folder.path());
    ASSERT_EQ(seen.series.size(), 1u);
    expectOrdered(seen.series[0].volume, 8);
    const volume::Affine& m = seen.series[0].volume.worldFromVoxel;
    EXPECT_EQ(m.m, (std::array<double, 16>{0.5, 0, 0, -7, 0, 2, 0, 11, 0, 0, 3, 0, 0, 0, 0, 1}));
  }
}

TEST(DicomSeries, ObliqueSlicesKeepTheirDirections) {
  const TemporaryFolder folder;
  const double c = std::cos(0.5), s = std::sin(0.5);
  const volume::Vec3 row{c, s, 0}, column{0, 0, -1}, normal{-s, c, 0};  // row x column
  for (int k = 0; k < 5; ++k) {
    SliceSpec spec = sliceNumber(k);
    spec.alongRow = row;
    spec.alongColumn = column;
    spec.position = {4 + 2.5 * k * normal[0], 5 + 2.5 * k * normal[1], 6};
    writeSlice(folder / (std::to_string(9 - k) + ".dcm"), spec);
  }
  Recorder seen = import(folder.path());
  ASSERT_EQ(seen.series.size(), 1u);
  expectOrdered(seen.series[0].volume, 5);
  const volume::Affine& m = seen.series[0].volume.worldFromVoxel;
  const volume::Vec3 corner = m.apply({3, 2, 4});
  EXPECT_NEAR(corner[0], 4 + 3 * 0.5 * c + 4 * 2.5 * -s, 1e-9);
  EXPECT_NEAR(corner[1], 5 + 3 * 0.5 * s + 4 * 2.5 * c, 1e-9);
  EXPECT_NEAR(corner[2], 6 - 2 * 2.0, 1e-9);
}

TEST(DicomSeries, MissingSliceIsRefusedWithItsPlace) {
  const TemporaryFolder folder;
  for (const int k : {0, 1, 2, 4, 5, 6}) writeSlice(folder / (std::to_string(k) + ".dcm"), sliceNumber(k));
  Recorder seen = import(folder.path());
  EXPECT_TRUE(seen.series.empty());
  ASSERT_EQ(seen.quarantined.size(), 6u);
  const std::string& reason = seen.quarantined.begin()->second;
  EXPECT_NE(reason.find("1 slice(s) missing between positions 6 mm and 12 mm"), std::string::npos) << reason;
  EXPECT_NE(reason.find("gap 6 mm, slices are 3 mm apart"), std::string::npos) << reason;
}

TEST(DicomSeries, RoundedPositionsAreStillEven) {
  const TemporaryFolder folder;  // 0.625 mm written with one decimal: 0, 0.6, 1.3, 1.9, 2.5, …
  for (int k = 0; k < 20; ++k) {
    SliceSpec spec = sliceNumber(k);
    spec.position = {0, 0, std::round(0.625 * k * 10) / 10};
    writeSlice(folder / (std::to_string(k) + ".dcm"), spec);
  }
  Recorder seen = import(folder.path());
  ASSERT_EQ(seen.series.size(), 1u) << (seen.quarantined.empty() ? "" : seen.quarantined.begin()->second);
  EXPECT_NEAR(seen.series[0].volume.worldFromVoxel.spacing()[2], 0.625, 0.004);
}

TEST(DicomSeries, InterleavedSeriesComeApart) {
  const TemporaryFolder folder;
  for (int k = 0; k < 4; ++k) {
    SliceSpec one = sliceNumber(k), two = sliceNumber(k);
    two.series = "1.2.3.2";
    for (int& value : two.values) value += 5000;
    writeSlice(folder / ("s" + std::to_string(2 * k) + ".dcm"), one);
    writeSlice(folder / ("s" + std::to_string(2 * k + 1) + ".dcm"), two);
  }
  Recorder seen = import(folder.path());
  ASSERT_EQ(seen.series.size(), 2u);
  expectOrdered(seen.series[0].volume, 4);
  EXPECT_EQ(seen.series[1].volume.valueAt(1, 1, 2), 5211);
}

TEST(DicomSeries, RepeatedPositionsAreDividedByWhatTellsThemApart) {
  const TemporaryFolder folder;
  const char* names[] = {"ep_b1000", "ep_b50"};
  for (int k = 0; k < 4; ++k)
    for (int part = 0; part < 2; ++part) {
      SliceSpec spec = sliceNumber(k);
      spec.sequenceName = names[part];
      spec.instanceNumber = 2 * k + part + 1;
      for (int& value : spec.values) value += 1000 * part;
      writeSlice(folder / (std::to_string(spec.instanceNumber) + ".dcm"), spec);
    }
  Recorder seen = import(folder.path());
  ASSERT_EQ(seen.series.size(), 2u);
  EXPECT_EQ(seen.series[0].attributes.at("sequence"), "ep_b1000");
  expectOrdered(seen.series[0].volume, 4);
  EXPECT_EQ(seen.series[1].volume.valueAt(0, 0, 3), 1300);
}

TEST(DicomSeries, UnevenRepeatsAreRefused) {
  const TemporaryFolder folder;
  for (int k = 0; k < 4; ++k) writeSlice(folder / (std::to_string(k) + ".dcm"), sliceNumber(k));
  SliceSpec again = sliceNumber(1);
  again.instanceNumber = 50;
  again.values[0] = 7777;
  writeSlice(folder / "again.dcm", again);
  Recorder seen = import(folder.path());
  EXPECT_TRUE(seen.series.empty());
  EXPECT_EQ(seen.quarantined.size(), 5u);
  EXPECT_NE(seen.quarantined["0.dcm"].find("repeat unevenly"), std::string::npos);
}

TEST(DicomSeries, CopiesOfAnImageAreSkippedButSharedIdsAreNot) {
  const TemporaryFolder folder;
  for (int k = 0; k < 3; ++k) {
    SliceSpec spec = sliceNumber(k);
    spec.instance = "9.9.9";  // a broken anonymiser: one id for all
    writeSlice(folder / (std::to_string(k) + ".dcm"), spec);
  }
  std::filesystem::copy_file(folder / "1.dcm", folder / "copy of 1.dcm");
  Recorder seen = import(folder.path());
  ASSERT_EQ(seen.series.size(), 1u);
  expectOrdered(seen.series[0].volume, 3);
  ASSERT_EQ(seen.skipped.size(), 1u);
}

TEST(DicomSeries, BitsAreCutOutAndSignsExtended) {
  const TemporaryFolder folder;
  SliceSpec spec = sliceNumber(0);
  spec.bitsStored = 12;
  spec.highBit = 11;
  spec.values = {0x0000, 0x0001, 0x07ff, 0x0800, 0x0fff, 0xf001, 0xf800, 0x1002, 0, 0, 0, 0};  // high bits: an overlay
  writeSlice(folder / "a.dcm", spec);
  Recorder seen = import(folder.path());
  ASSERT_EQ(seen.series.size(), 1u);
  const auto values = seen.series[0].volume.as<std::int16_t>();
  const std::vector<std::int16_t> wanted{0, 1, 2047, -2048, -1, 1, -2048, 2};
  EXPECT_TRUE(std::equal(wanted.begin(), wanted.end(), values.begin()));
}

TEST(DicomSeries, SlopesOfEverySliceAreApplied) {
  const TemporaryFolder folder;
  for (int k = 0; k < 3; ++k) {
    SliceSpec spec = sliceNumber(k);
    spec.slope = 1 + 0.25 * k;
    spec.intercept = -k;
    writeSlice(folder / (std::to_string(k) + ".dcm"), spec);
  }
  Recorder seen = import(folder.path());
  ASSERT_EQ(seen.series.size(), 1u);
  EXPECT_EQ(seen.series[0].volume.type, volume::VoxelType::Float32);
  EXPECT_EQ(seen.series[0].volume.valueAt(3, 2, 2), 223 * 1.5 - 2);
  EXPECT_EQ(seen.series[0].volume.valueAt(3, 2, 0), 23);
}

TEST(DicomSeries, Monochrome1IsTurnedRound) {
  const TemporaryFolder folder;
  SliceSpec spec = sliceNumber(0);
  spec.photometric = "MONOCHROME1";
  spec.isSigned = false;
  spec.bitsStored = 10;
  spec.highBit = 9;
  writeSlice(folder / "a.dcm", spec);
  Recorder seen = import(folder.path());
  ASSERT_EQ(seen.series.size(), 1u);
  EXPECT_EQ(seen.series[0].volume.valueAt(3, 2, 0), 1023 - 23);
}

TEST(DicomSeries, NothingThatNamesAPersonLeavesButTheKeys) {
  const TemporaryFolder folder;
  for (int k = 0; k < 3; ++k) writeSlice(folder / (std::to_string(k) + ".dcm"), sliceNumber(k));
  Recorder seen = import(folder.path());
  ASSERT_EQ(seen.series.size(), 1u);
  EXPECT_EQ(seen.series[0].patientKey, "HOSP-4711");
  EXPECT_TRUE(seen.series[0].caseName.empty());
  for (const auto& [name, value] : seen.series[0].attributes) {
    EXPECT_EQ(value.find("DOE"), std::string::npos) << name;
    EXPECT_EQ(value.find("4711"), std::string::npos) << name;
  }
}

TEST(DicomSeries, TruncatedSliceRefusesItsSeriesWithTheCulprit) {
  const TemporaryFolder folder;
  for (int k = 0; k < 3; ++k) writeSlice(folder / (std::to_string(k) + ".dcm"), sliceNumber(k));
  const auto size = std::filesystem::file_size(folder / "1.dcm");
  std::filesystem::resize_file(folder / "1.dcm", size - 6);
  Recorder seen = import(folder.path());
  EXPECT_TRUE(seen.series.empty());  // never two slices 6 mm apart
  EXPECT_NE(seen.quarantined["1.dcm"].find("cut short"), std::string::npos) << seen.quarantined["1.dcm"];
  EXPECT_NE(seen.quarantined["0.dcm"].find("a slice of its series is unreadable"), std::string::npos);
  EXPECT_EQ(seen.quarantined.size(), 3u);
}

}  // namespace
}  // namespace selvox
