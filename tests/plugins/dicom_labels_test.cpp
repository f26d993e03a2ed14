// SEG and RTSTRUCT become label maps of their series: worked out by hand, and against dcmqi's own NRRD twins.

#include <algorithm>
#include <cmath>
#include <sstream>

#include "plugins/dicom/label_objects.h"
#include "plugins/dicom/marks.h"
#include "plugins/dicom/rasterise.h"
#include "tests/plugins/dicom_writer.h"
//
#include "dcmtk/config/osconfig.h"
//
#include "dcmtk/dcmdata/dctk.h"

namespace selvox {
namespace {

using plugins::dicom::Polygon;
using plugins::dicom::rasterise;
using test::Path;
using test::Recorder;

TEST(DicomLabels, PixelsWhoseCentreLiesInside) {
  // 4 x 3 pixels; the square holds the centres of columns 1 and 2, row 1.
  EXPECT_EQ(rasterise({{{0.5, 0.5}, {2.5, 0.5}, {2.5, 1.5}, {0.5, 1.5}}}, 4, 3), (std::vector<std::size_t>{5, 6}));
  // The other way round, and reaching beyond the picture.
  EXPECT_EQ(rasterise({{{-9, 1.5}, {-9, -9}, {0.2, -9}, {0.2, 1.5}}}, 4, 3), (std::vector<std::size_t>{0, 4}));
  // A triangle: row 0 from 0, row 1 from 1, row 2 from 2, all below 3.5.
  EXPECT_EQ(rasterise({{{-0.5, -0.5}, {3.5, -0.5}, {3.5, 3.5}}}, 4, 3),
            (std::vector<std::size_t>{0, 1, 2, 3, 5, 6, 7, 10, 11}));
  // A contour within another is a hole; a corner on a line of centres counts once.
  EXPECT_EQ(rasterise({{{-0.5, -0.5}, {3.5, -0.5}, {3.5, 2.5}, {-0.5, 2.5}},
                       {{0.5, 0.5}, {2.5, 0.5}, {2.5, 1.5}, {0.5, 1.5}}},
                      4, 3)
                .size(),
            10u);
  EXPECT_EQ(rasterise({{{1, 0}, {2.4, 1}, {1, 2}, {-0.4, 1}}}, 4, 3), (std::vector<std::size_t>{4, 5, 6}));
  EXPECT_TRUE(rasterise({}, 4, 3).empty());
}

TEST(DicomLabels, OverlappingMarksGoToLayersOfTheirOwn) {
  plugins::dicom::Marks marks;
  marks.marks = {{1, "a", "", {0, 1}}, {2, "b", "", {1, 2}}, {700, "c", "", {3}}};
  const auto layers = plugins::dicom::layersOf(marks, {{2, 2, 1}, {}}, "x.dcm");
  ASSERT_EQ(layers.size(), 2u);
  const auto first = layers[0].volume.as<std::uint16_t>(), second = layers[1].volume.as<std::uint16_t>();
  EXPECT_EQ(std::vector<int>(first.begin(), first.end()), (std::vector<int>{1, 1, 0, 700}));
  EXPECT_EQ(std::vector<int>(second.begin(), second.end()), (std::vector<int>{0, 2, 2, 0}));
  EXPECT_EQ(layers[0].names, (std::map<int, std::string>{{1, "a"}, {700, "c"}}));
}

class Contours : public ::testing::Test {
 protected:
  // Three slices of 4 x 3 pixels, 0.5 mm between columns, 2 mm between rows, 3 mm between slices.
  void slices() {
    for (int k = 0; k < 3; ++k) {
      test::SliceSpec spec;
      spec.instanceNumber = k + 1;
      spec.position = {10, 20, 3.0 * k};
      for (int i = 0; i < 12; ++i) spec.values.push_back(12 * k + i);
      writeSlice(folder_ / (std::to_string(k) + ".dcm"), spec);
    }
  }
  void contours(const std::string& data, const std::string& type = "CLOSED_PLANAR") {
    test::writeContours(folder_ / "rt.dcm", data, type);
  }
  Recorder scan() { return test::scan(*importer_, folder_.path(), test::filesBelow(folder_.path())); }

  test::TemporaryFolder folder_;
  std::unique_ptr<ports::Importer> importer_ = plugins::makeDicomImporter();
};

// Around the centres of columns 1 and 2 (10.5 and 11 mm) of row 1 (22 mm) in the middle slice.
const char* const kSquare = "10.3\\21\\3\\11.2\\21\\3\\11.2\\23\\3\\10.3\\23\\3";

TEST_F(Contours, FillTheVoxelsThatTheyEnclose) {
  slices();
  contours(kSquare);
  const Recorder seen = scan();
  EXPECT_TRUE(seen.quarantined.empty()) << seen.quarantined.begin()->second;
  ASSERT_EQ(seen.series.size(), 1u);
  ASSERT_EQ(seen.series[0].labels.size(), 1u);
  const auto& label = seen.series[0].labels[0];
  EXPECT_EQ(label.names, (std::map<int, std::string>{{4, "Li\xc3\xa8vre"}}));
  EXPECT_EQ(label.volume.worldFromVoxel, seen.series[0].volume.worldFromVoxel);
  for (int z = 0; z < 3; ++z)
    for (int y = 0; y < 3; ++y)
      for (int x = 0; x < 4; ++x)
        EXPECT_EQ(label.volume.valueAt(x, y, z), z == 1 && y == 1 && (x == 1 || x == 2) ? 4 : 0)
            << x << " " << y << " " << z;
}

TEST_F(Contours, OutsideOpenOrWithoutTheirSeriesAreRefusedWithTheReason) {
  contours(kSquare);
  EXPECT_NE(scan().quarantined.at("rt.dcm").find("not among the imported files"), std::string::npos);
  slices();
  contours("10.3\\21\\30\\11.2\\21\\30\\11.2\\23\\30");
  EXPECT_NE(scan().quarantined.at("rt.dcm").find("1 contours lie outside"), std::string::npos);
  contours(kSquare, "OPEN_PLANAR");
  EXPECT_NE(scan().quarantined.at("rt.dcm").find("open lines"), std::string::npos);
  contours("10.3\\21\\0\\11.2\\21\\3\\11.2\\23\\6");
  EXPECT_NE(scan().quarantined.at("rt.dcm").find("do not lie in a slice"), std::string::npos);
  contours("10.3\\21\\3\\11.2\\x\\3\\11.2\\23\\3");
  EXPECT_NE(scan().quarantined.at("rt.dcm").find("left out"), std::string::npos);
}

TEST_F(Contours, OfASeriesThatIsThereAlreadyAreNotForgotten) {
  slices();
  contours(kSquare);
  Recorder again;
  for (int k = 0; k < 3; ++k) again.knownFiles.insert(folder_ / (std::to_string(k) + ".dcm"));
  ASSERT_TRUE(importer_->scan(folder_.path(), test::filesBelow(folder_.path()), again));
  EXPECT_NE(again.quarantined.at("rt.dcm").find("in the dataset already"), std::string::npos);
  again.knownFiles.insert(folder_ / "rt.dcm");
  again.quarantined.clear();
  ASSERT_TRUE(importer_->scan(folder_.path(), test::filesBelow(folder_.path()), again));
  EXPECT_TRUE(again.skipped.contains("rt.dcm"));
  EXPECT_TRUE(again.quarantined.empty());
}

// Slices 3 mm apart that lean 1 mm to the back each: 18.4 degrees.
TEST(DicomLabels, GantryTiltIsAShearedGrid) {
  const test::TemporaryFolder folder;
  for (int k = 0; k < 3; ++k) {
    test::SliceSpec spec;
    spec.instanceNumber = k + 1;
    spec.position = {0, 1.0 * k, 3.0 * k};
    for (int i = 0; i < 12; ++i) spec.values.push_back(12 * k + i);
    writeSlice(folder / (std::to_string(k) + ".dcm"), spec);
  }
  const Recorder seen = test::scan(*plugins::makeDicomImporter(), folder.path(), test::filesBelow(folder.path()));
  ASSERT_EQ(seen.series.size(), 1u);
  EXPECT_EQ(seen.series[0].volume.worldFromVoxel.column(2), (volume::Vec3{0, 1, 3}));
  EXPECT_NE(seen.series[0].attributes.at("note").find("gantry tilt of 18.4 degrees"), std::string::npos);
}

TEST(DicomLabels, AnIndexIsSkippedAndItsFilesAreImported) {
  SELVOX_NEEDS_DATA("dicom_formats/pydicom_test_files/dicomdirtests");
  const Path place = data / "dicom_formats/pydicom_test_files/dicomdirtests";
  const Recorder seen = test::scan(*plugins::makeDicomImporter(), place, test::filesBelow(place));
  EXPECT_NE(seen.skipped.at("DICOMDIR").find("index"), std::string::npos);
  EXPECT_GT(seen.series.size(), 3u);
}

// Area by the shoelace formula against pixels times their size.
TEST(DicomLabels, RealContoursHaveTheirArea) {
  SELVOX_NEEDS_DATA("dicom_formats/rtstruct_dicompyler");
  const Path place = data / "dicom_formats/rtstruct_dicompyler";
  const Recorder seen = test::scan(*plugins::makeDicomImporter(), place, {place / "ct.0.dcm", place / "rtss.dcm"});
  ASSERT_EQ(seen.series.size(), 1u);
  ASSERT_FALSE(seen.series[0].labels.empty()) << seen.quarantined.begin()->second;
  DcmFileFormat file;
  ASSERT_TRUE(file.loadFile(OFFilename((place / "rtss.dcm").c_str())).good());
  const volume::Volume& image = seen.series[0].volume;
  const double z = image.worldFromVoxel(2, 3),
               pixel = image.worldFromVoxel.spacing()[0] * image.worldFromVoxel.spacing()[1];
  std::map<long, std::vector<double>> areas;  // by ROI, of each contour of this slice
  DcmItem *roi = nullptr, *contour = nullptr;
  for (long i = 0; file.getDataset()->findAndGetSequenceItem(DCM_ROIContourSequence, roi, i).good(); ++i) {
    Sint32 number = 0;
    roi->findAndGetSint32(DCM_ReferencedROINumber, number);
    for (long k = 0; roi->findAndGetSequenceItem(DCM_ContourSequence, contour, k).good(); ++k) {
      OFString text;
      contour->findAndGetOFStringArray(DCM_ContourData, text);
      std::string words = text.c_str();
      std::replace(words.begin(), words.end(), '\\', ' ');
      std::istringstream stream(words);
      std::vector<double> values;
      for (double value = 0; stream >> value;) values.push_back(value);
      if (values.size() < 9 || std::abs(values[2] - z) > 0.4) continue;
      double twice = 0;
      for (std::size_t p = 0; p < values.size() / 3; ++p) {
        const std::size_t q = (p + 1) % (values.size() / 3);
        twice += values[3 * p] * values[3 * q + 1] - values[3 * q] * values[3 * p + 1];
      }
      areas[number].push_back(std::abs(twice) / 2);
    }
  }
  std::map<int, double> marked;
  for (const auto& label : seen.series[0].labels)
    for (const std::uint16_t value : label.volume.as<std::uint16_t>()) marked[value] += pixel;
  std::size_t compared = 0;
  for (auto& [number, parts] : areas) {
    std::sort(parts.rbegin(), parts.rend());
    double rest = 0;  // islands add, holes take away
    for (std::size_t i = 1; i < parts.size(); ++i) rest += parts[i];
    const double slack = 3 * std::sqrt(parts[0] * pixel) + pixel;
    EXPECT_GE(marked[static_cast<int>(number)], parts[0] - rest - slack) << "ROI " << number;
    EXPECT_LE(marked[static_cast<int>(number)], parts[0] + rest + slack) << "ROI " << number;
    ++compared;
  }
  EXPECT_GT(compared, 0u);
}

// Every voxel of the label maps of a series, marked or not, as in dcmqi's own conversion.
void expectTwin(const std::vector<ports::FoundSeries::Label>& labels, const Path& twin, int number, int twinValue) {
  SCOPED_TRACE(twin.string());
  const auto read = plugins::makeItkImporter()->read({twin});
  ASSERT_TRUE(read) << read.error().message;
  std::size_t different = 0, marked = 0;
  const volume::Affine voxelFromWorld = *read->worldFromVoxel.inverse();
  const auto& grid = labels.front().volume;
  for (std::int64_t z = 0; z < grid.extent.z; ++z)
    for (std::int64_t y = 0; y < grid.extent.y; ++y)
      for (std::int64_t x = 0; x < grid.extent.x; ++x) {
        bool ours = false;
        for (const auto& label : labels) ours = ours || label.volume.valueAt(x, y, z) == number;
        const auto at = voxelFromWorld.apply(
            grid.worldFromVoxel.apply({static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)}));
        const std::int64_t i = std::llround(at[0]), j = std::llround(at[1]), k = std::llround(at[2]);
        const bool within =
            i >= 0 && j >= 0 && k >= 0 && i < read->extent.x && j < read->extent.y && k < read->extent.z;
        const bool theirs =
            within && (twinValue == 0 ? read->valueAt(i, j, k) != 0 : read->valueAt(i, j, k) == twinValue);
        different += ours != theirs;
        marked += ours;
      }
  EXPECT_EQ(different, 0u);
  EXPECT_GT(marked, 0u);
}

TEST(DicomLabels, SegmentationsEqualTheirNrrdTwins) {
  SELVOX_NEEDS_DATA("dicom_formats/seg_dcmqi");
  const Path place = data / "dicom_formats/seg_dcmqi", ct = place / "ct-3slice";
  const auto importer = plugins::makeDicomImporter();
  const auto labelsOf = [&](const Path& images, const Path& segmentation) {
    std::vector<Path> files = test::filesBelow(images);
    files.push_back(segmentation);
    Recorder seen = test::scan(*importer, place, files);
    EXPECT_TRUE(seen.quarantined.empty()) << seen.quarantined.begin()->second;
    EXPECT_EQ(seen.series.size(), 1u);
    return seen.series.empty() ? ports::FoundSeries() : std::move(seen.series[0]);
  };
  const auto liver = labelsOf(ct, place / "liver.dcm");
  ASSERT_EQ(liver.labels.size(), 1u);
  EXPECT_EQ(liver.labels[0].names, (std::map<int, std::string>{{1, "Liver"}}));
  EXPECT_NE(liver.attributes.at("segment_1").find("Liver"), std::string::npos);
  expectTwin(liver.labels, place / "liver_seg.nrrd", 1, 0);
  const auto small = labelsOf(place / "24x38x3/image", place / "24x38x3/seg/label.seg");
  ASSERT_EQ(small.labels.size(), 1u);
  expectTwin(small.labels, place / "24x38x3/nrrd/label.nrrd", 1, 0);
  const auto sparse = labelsOf(place / "24x38x3/image", place / "sparse-labelmap-noppv.dcm");
  ASSERT_EQ(sparse.labels.size(), 1u);
  expectTwin(sparse.labels, place / "sparse_labelmap_noppv_seg.nrrd", 1, 1);
}

TEST(DicomLabels, OverlappingSegmentsAreAllThere) {
  SELVOX_NEEDS_DATA("dicom_formats/seg_dcmqi");
  const Path place = data / "dicom_formats/seg_dcmqi";
  std::vector<Path> files = test::filesBelow(place / "ct-3slice");
  files.push_back(place / "partial_overlaps.dcm");
  const Recorder seen = test::scan(*plugins::makeDicomImporter(), place, files);
  ASSERT_EQ(seen.series.size(), 1u);
  EXPECT_GE(seen.series[0].labels.size(), 2u);
  std::size_t named = 0;
  for (const auto& label : seen.series[0].labels) named += label.names.size();
  EXPECT_EQ(named, 5u);
}

TEST(DicomLabels, MosaicsAndHtj2kAreRefusedWithTheirReason) {
  const test::TemporaryFolder folder;
  test::SliceSpec spec;
  for (int i = 0; i < 12; ++i) spec.values.push_back(i);
  writeSlice(folder / "a.dcm", spec);
  DcmFileFormat file;
  ASSERT_TRUE(file.loadFile(OFFilename((folder / "a.dcm").c_str())).good());
  file.getDataset()->putAndInsertString(DCM_ImageType, "ORIGINAL\\PRIMARY\\M\\ND\\MOSAIC");
  file.getDataset()->putAndInsertString(DCM_ConvolutionKernel, "caf\xe9");
  ASSERT_TRUE(file.saveFile(OFFilename((folder / "a.dcm").c_str()), EXS_LittleEndianExplicit).good());
  // The syntax of the meta header alone: explicit VR little endian has 20 characters with its padding, HTJ2K has 24.
  std::string bytes = *base::readFile(folder / "a.dcm");
  const std::string plain = std::string("1.2.840.10008.1.2.1\0", 20);
  const std::size_t at = bytes.find(plain);
  ASSERT_NE(at, std::string::npos);
  bytes.replace(at, 20, std::string("1.2.840.10008.1.2.4.201\0", 24));
  bytes[at - 2] = 24;
  bytes[140] = static_cast<char>(bytes[140] + 4);  // length of the meta header
  ASSERT_TRUE(base::writeFile(folder / "b.dcm", bytes));
  const Recorder seen = test::scan(*plugins::makeDicomImporter(), folder.path(), {folder / "a.dcm", folder / "b.dcm"});
  EXPECT_NE(seen.quarantined.at("a.dcm").find("mosaic"), std::string::npos);
  EXPECT_NE(seen.quarantined.at("b.dcm").find("HTJ2K"), std::string::npos) << seen.quarantined.at("b.dcm");
}

TEST(DicomLabels, TextIsTurnedToUtf8) {
  const test::TemporaryFolder folder;
  test::SliceSpec spec;
  for (int i = 0; i < 12; ++i) spec.values.push_back(i);
  writeSlice(folder / "a.dcm", spec);
  for (const auto& [set, bytes, wanted] : {std::tuple{"ISO_IR 100", "caf\xe9", "caf\xc3\xa9"},
                                           {"ISO_IR 192", "caf\xc3\xa9", "caf\xc3\xa9"},
                                           {"nonsense", "caf\xe9", "caf?"}}) {
    DcmFileFormat file;
    ASSERT_TRUE(file.loadFile(OFFilename((folder / "a.dcm").c_str())).good());
    file.getDataset()->putAndInsertString(DCM_SpecificCharacterSet, set);
    file.getDataset()->putAndInsertString(DCM_ConvolutionKernel, bytes);
    ASSERT_TRUE(file.saveFile(OFFilename((folder / "b.dcm").c_str()), EXS_LittleEndianExplicit).good());
    const Recorder seen = test::scan(*plugins::makeDicomImporter(), folder.path(), {folder / "b.dcm"});
    ASSERT_EQ(seen.series.size(), 1u);
    EXPECT_EQ(seen.series[0].attributes.at("kernel"), wanted) << set;
  }
}

}  // namespace
}  // namespace selvox
