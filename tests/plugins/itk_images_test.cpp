// NRRD and MetaImage: places and values worked out by hand, headers that lie, segmentations and their images.

#include <cstring>
#include <fstream>

#include "plugins/itk_images/header.h"
#include "plugins/itk_images/pairing.h"
#include "plugins/itk_images/read.h"
#include "plugins/itk_images/segments.h"
#include "tests/plugins/support.h"

namespace selvox {
namespace {

using test::Path;
using test::Recorder;

void write(const Path& file, const std::string& bytes) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
}

std::string nrrd(const std::string& fields, const std::string& data) {
  return "NRRD0004\n" + fields + "\n" + data;
}

const char* const kSmall = "type: short\ndimension: 3\nsizes: 3 2 2\nencoding: ascii\n";
const char* const kValues = "0 1 2 3 4 5 6 7 8 9 10 11\n";

std::string refusal(const Path& file, const std::string& bytes) {
  write(file, bytes);
  const auto read = plugins::makeItkImporter()->read({file});
  return read ? std::string() : read.error().message;
}

// Space, and where voxel (1, 1, 1) of directions (2,0,0) (0,3,0) (0,0,4) and origin (10,20,30) lies in LPS.
TEST(ItkImages, EverySpaceIsTurnedToLps) {
  const test::TemporaryFolder folder;
  const std::vector<std::pair<const char*, volume::Vec3>> cases = {{"left-posterior-superior", {12, 23, 34}},
                                                                   {"LPS", {12, 23, 34}},
                                                                   {"right-anterior-superior", {-12, -23, 34}},
                                                                   {"RAS", {-12, -23, 34}},
                                                                   {"left-anterior-superior", {12, -23, 34}},
                                                                   {"LAS", {12, -23, 34}},
                                                                   {"scanner-xyz", {12, 23, 34}}};
  for (const auto& [space, place] : cases) {
    SCOPED_TRACE(space);
    write(folder / "a.nrrd", nrrd(std::string(kSmall) + "space: " + space +
                                      "\nspace directions: (2,0,0) (0,3,0) (0,0,4)\nspace origin: (10,20,30)\n",
                                  kValues));
    const auto read = plugins::itk_images::readFile(folder / "a.nrrd");
    ASSERT_TRUE(read) << read.error().message;
    const volume::Volume& v = read->volumes.at(0);
    EXPECT_EQ(v.extent, (volume::Extent{3, 2, 2}));
    EXPECT_EQ(v.type, volume::VoxelType::Int16);
    EXPECT_EQ(v.valueAt(1, 0, 1), 7);  // x fastest: 1 + 3 * 0 + 6 * 1
    const volume::Vec3 point = v.worldFromVoxel.apply({1, 1, 1});
    for (std::size_t axis = 0; axis < 3; ++axis) EXPECT_NEAR(point[axis], place[axis], 1e-9);
    EXPECT_EQ(read->note.empty(), std::string(space) != "scanner-xyz");
  }
}

TEST(ItkImages, ShearedAndPermutedDirectionsAreKept) {
  const test::TemporaryFolder folder;
  write(folder / "a.nrrd",
        nrrd(std::string(kSmall) + "space: LPS\nspace directions: (0,0,2) (-3,0,0) (0,4,1)\nspace origin: (1,2,3)\n",
             kValues));
  const auto read = plugins::makeItkImporter()->read({folder / "a.nrrd"});
  ASSERT_TRUE(read) << read.error().message;
  const std::array<double, 16> wanted{0, -3, 0, 1, 0, 0, 4, 2, 2, 0, 1, 3, 0, 0, 0, 1};
  for (std::size_t i = 0; i < 16; ++i) EXPECT_NEAR(read->worldFromVoxel.m[i], wanted[i], 1e-9) << i;
}

TEST(ItkImages, DetachedBigEndianWithSkips) {
  const test::TemporaryFolder folder;
  write(folder / "a.raw", std::string("a line\n") + "xy" + std::string("\0\1\1\0\0\3\0\4\0\5\0\6\0\7\0\10", 16));
  write(folder / "a.nhdr",
        "NRRD0004\ntype: uint16\ndimension: 3\nsizes: 2 2 2\nencoding: raw\nendian: big\nline skip: 1\nbyte skip: "
        "2\ndata file: a.raw\n");
  const Recorder seen = test::scan(*plugins::makeItkImporter(), folder.path(), {folder / "a.nhdr", folder / "a.raw"});
  ASSERT_EQ(seen.series.size(), 1u) << seen.quarantined.begin()->second;
  EXPECT_TRUE(seen.quarantined.empty());
  EXPECT_EQ(seen.series[0].files.size(), 2u);
  EXPECT_EQ(seen.series[0].volume.valueAt(1, 0, 0), 256);
  EXPECT_EQ(seen.series[0].volume.valueAt(1, 1, 1), 8);
  EXPECT_NE(seen.series[0].attributes.at("note").find("no anatomical space"), std::string::npos);
}

TEST(ItkImages, ValuesOfAVoxelBecomeVolumesAndColoursStay) {
  const test::TemporaryFolder folder;
  write(
      folder / "a.nrrd",
      nrrd("type: short\ndimension: 4\nsizes: 2 3 2 1\nkinds: list domain domain domain\nencoding: ascii\n", kValues));
  const auto importer = plugins::makeItkImporter();
  const Recorder seen = test::scan(*importer, folder.path(), {folder / "a.nrrd"});
  ASSERT_EQ(seen.series.size(), 2u);
  EXPECT_EQ(seen.series[1].caseName, "a_v01");
  EXPECT_EQ(seen.series[0].volume.valueAt(1, 1, 0), 8);
  EXPECT_EQ(seen.series[1].volume.valueAt(1, 1, 0), 9);
  write(folder / "b.nrrd",
        nrrd("type: uchar\ndimension: 4\nsizes: 3 2 2 1\nkinds: RGB-color domain domain domain\nencoding: ascii\n",
             kValues));
  const auto colours = importer->read({folder / "b.nrrd"});
  ASSERT_TRUE(colours) << colours.error().message;
  EXPECT_EQ(colours->channels, 3);
  EXPECT_EQ(colours->valueAt(1, 0, 0, 2), 5);
  write(
      folder / "t.nrrd",
      nrrd("type: short\ndimension: 4\nsizes: 3 2 1 2\nkinds: domain domain domain list\nencoding: ascii\n", kValues));
  const Recorder times = test::scan(*importer, folder.path(), {folder / "t.nrrd"});
  ASSERT_EQ(times.series.size(), 2u);
  EXPECT_EQ(times.series[1].volume.valueAt(2, 0, 0), 8);
}

TEST(ItkImages, MetaImagePlacesAndOrder) {
  const test::TemporaryFolder folder;
  write(folder / "a.mha",
        "ObjectType = Image\nNDims = 3\nBinaryData = True\nBinaryDataByteOrderMSB = True\nCompressedData = False\n"
        "TransformMatrix = 0 1 0 -1 0 0 0 0 1\nOffset = 5 6 7\nElementSpacing = 2 3 4\nDimSize = 2 2 1\n"
        "ElementType = MET_SHORT\nElementDataFile = LOCAL\n" +
            std::string("\0\1\1\0\xff\xff\0\4", 8));
  const auto read = plugins::makeItkImporter()->read({folder / "a.mha"});
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->valueAt(1, 0, 0), 256);
  EXPECT_EQ(read->valueAt(0, 1, 0), -1);
  // Rows of TransformMatrix are the directions of the axes: x goes to +y, y to -x.
  const volume::Vec3 point = read->worldFromVoxel.apply({1, 1, 1});
  EXPECT_NEAR(point[0], 5 - 3, 1e-9);
  EXPECT_NEAR(point[1], 6 + 2, 1e-9);
  EXPECT_NEAR(point[2], 7 + 4, 1e-9);
}

TEST(ItkImages, LyingHeadersAreRefused) {
  const test::TemporaryFolder folder;
  const Path n = folder / "a.nrrd", m = folder / "a.mha";
  const auto says = [](const std::string& message, const char* words) {
    EXPECT_NE(message.find(words), std::string::npos) << message << " / " << words;
  };
  const std::string raw = "type: short\ndimension: 3\nencoding: raw\n";
  says(refusal(n, nrrd(raw + "sizes: 30000 30000 20\n", "xxxx")), "promises 36000000000 bytes");
  says(refusal(n, nrrd(raw + "sizes: 3 2 -2\n", "xxxx")), "impossible size");
  says(refusal(n, nrrd(raw + "sizes: 3 2\n", "xxxx")), "3 dimensions but 2 sizes");
  says(refusal(n, nrrd(raw + "sizes: 3 2 2\nsizes: 9 9 9\n", "xxxx")), "twice");
  says(refusal(n, nrrd(raw + "sizes: 3 2 2\nspace: LPS\nspace directions: (1,0,0) (0,1,0)\n", std::string(24, 'x'))),
       "gives 2 axes");
  says(refusal(n, nrrd(raw + "sizes: 3 2 2\ndata file: ../b.raw\n", "")), "outside its folder");
  says(refusal(n, nrrd(raw + "sizes: 3 2 2\ndata file: /etc/passwd\n", "")), "outside its folder");
  says(refusal(n, nrrd(raw + "sizes: 3 2 2\ndata file: gone.raw\n", "")), "gone.raw is missing");
  says(refusal(n, nrrd("type: block\ndimension: 3\nencoding: raw\nsizes: 3 2 2\n", "")), "voxel type");
  says(refusal(n, nrrd("type: short\ndimension: 3\nencoding: bzip2\nsizes: 3 2 2\n", "")), "bzip2");
  says(refusal(n, "version https://git-lfs.github.com/spec/v1\n\n"), "not an NRRD file");
  says(refusal(n, ""), "empty");
  const std::string meta = "ObjectType = Image\nElementType = MET_SHORT\n";
  says(refusal(m, meta + "NDims = 40\nDimSize = 1 1 1\nElementDataFile = LOCAL\n"), "40 dimension");
  says(refusal(m, meta + "NDims = 3\nDimSize = 3 2 2\nElementDataFile = LOCAL\nxxx"), "promises 24 bytes");
  says(refusal(m, meta + "NDims = 3\nDimSize = 3 2 2\nOffset = 1 2\nElementDataFile = LOCAL\n" + std::string(24, 'x')),
       "Offset without 3");
  says(refusal(m, meta + "NDims = 3\nDimSize = 3 2 2\nElementNumberOfChannels = 100000\nElementDataFile = LOCAL\n"),
       "values a voxel");
  says(refusal(m, meta + "NDims = 3\nDimSize = 3 2 2\nCompressedData = True\nElementDataFile = LOCAL\n" +
                      std::string(24, 'x')),
       "damaged");
  says(refusal(m, meta + "NDims = 3\n"), "names no data");
}

TEST(ItkImages, CutStreamsAreRefused) {
  SELVOX_NEEDS_DATA("nrrd_mha");
  const test::TemporaryFolder folder;
  for (const char* name : {"elastix/3DCT_lung_baseline_small.mha", "pyradiomics/brain1_label.nrrd"}) {
    const std::string bytes = *base::readFile(data / "nrrd_mha" / name);
    const Path copy = folder / base::utf8(Path(name).filename());
    EXPECT_EQ(refusal(copy, bytes), "");
    EXPECT_NE(refusal(copy, bytes.substr(0, bytes.size() - 9)), "") << name;
    std::string damaged = bytes;
    damaged[bytes.size() / 2] = static_cast<char>(damaged[bytes.size() / 2] ^ 0x55);
    EXPECT_NE(refusal(copy, damaged), "") << name;
  }
}

TEST(ItkImages, NamesSayWhoseLabelMapItIs) {
  const std::vector<Path> files = {"p/brain1_image.nrrd", "p/brain1_label.nrrd",     "p/lung.nrrd",
                                   "p/lung-label.nrrd",   "p/lung.seg.nrrd",         "p/Other_mask.mha",
                                   "q/ct.nrrd",           "q/Segmentation.seg.nrrd", "q/unmasked.mha",
                                   "r/mask.nrrd"};
  const auto pairing = plugins::itk_images::pairLabels(files);
  EXPECT_EQ(pairing.labelsOf.at("p/brain1_image.nrrd"), (std::vector<Path>{"p/brain1_label.nrrd"}));
  EXPECT_EQ(pairing.labelsOf.at("p/lung.nrrd"), (std::vector<Path>{"p/lung-label.nrrd", "p/lung.seg.nrrd"}));
  EXPECT_TRUE(pairing.labelsOf.contains("q/unmasked.mha"));
  EXPECT_EQ(pairing.orphans, (std::vector<Path>{"p/Other_mask.mha", "q/Segmentation.seg.nrrd", "r/mask.nrrd"}));
}

TEST(ItkImages, SlicerSegmentsAreNamedAndLayersDivided) {
  SELVOX_NEEDS_DATA("nrrd_mha/slicerio");
  const Path place = data / "nrrd_mha/slicerio";
  const Recorder seen = test::scan(*plugins::makeItkImporter(), place, test::filesBelow(place));
  EXPECT_TRUE(seen.quarantined.empty());
  ASSERT_EQ(seen.series.size(), 1u);
  const auto& series = seen.series[0];
  EXPECT_EQ(series.caseName, "CTChest4");
  ASSERT_EQ(series.labels.size(), 3u);  // one of Segmentation, two layers of SegmentationOverlapping
  EXPECT_EQ(series.labels[0].names.at(1), "ribs");
  EXPECT_EQ(series.labels[0].names.at(2), "cervical vertebral column");
  EXPECT_EQ(series.attributes.at("segment_1"), "SCT 113197003 #fde89e");
  std::size_t named = 0;
  for (const auto& label : series.labels) {
    EXPECT_EQ(label.volume.extent, series.volume.extent);
    EXPECT_EQ(label.volume.worldFromVoxel, series.volume.worldFromVoxel);
    named += label.names.size();
  }
  EXPECT_GT(named, 8u);
}

TEST(ItkImages, OldSegmentationsWithoutNumbers) {
  const std::map<std::string, std::string> pairs = {{"Segment0_ID", "a"},
                                                    {"Segment0_Name", "one"},
                                                    {"Segment1_ID", "b"},
                                                    {"Segment1_Name", "two"},
                                                    {"Segment1_Color", "1 0 0.5"}};
  const auto flat = plugins::itk_images::segmentsOf(pairs, 1), layers = plugins::itk_images::segmentsOf(pairs, 2);
  ASSERT_EQ(flat.size(), 2u);
  EXPECT_EQ(flat[1].value, 2);
  EXPECT_EQ(flat[1].layer, 0u);
  EXPECT_EQ(flat[1].colour, "#ff0080");
  EXPECT_EQ(layers[1].value, 1);
  EXPECT_EQ(layers[1].layer, 1u);
}

TEST(ItkImages, EncodingsOfOneImageAgree) {
  SELVOX_NEEDS_DATA("nrrd_mha/pynrrd");
  const auto importer = plugins::makeItkImporter();
  const Path place = data / "nrrd_mha/pynrrd";
  const std::string raw = *base::readFile(place / "BallBinary30x30x30.raw");
  for (const char* name : {"BallBinary30x30x30.nrrd", "BallBinary30x30x30.nhdr", "BallBinary30x30x30_gz.nrrd",
                           "BallBinary30x30x30_gz_lineskip.nrrd", "BallBinary30x30x30_byteskip_minus_one.nhdr"}) {
    const auto read = importer->read({place / name});
    ASSERT_TRUE(read) << name << ": " << read.error().message;
    ASSERT_EQ(read->data.size(), raw.size()) << name;
    EXPECT_EQ(std::memcmp(read->data.data(), raw.data(), raw.size()), 0) << name;
  }
}

// dim, datatype and pixdim as Mayo's Analyze has them; big-endian.
TEST(Analyze, AxesAreTakenAsStatedAndSaid) {
  const test::TemporaryFolder folder;
  std::string header(348, '\0');
  const auto put16 = [&](std::size_t at, int value) {
    header[at] = static_cast<char>(value >> 8), header[at + 1] = static_cast<char>(value);
  };
  const auto putFloat = [&](std::size_t at, float value) {
    std::memcpy(header.data() + at, &value, 4);
    std::reverse(header.begin() + static_cast<std::ptrdiff_t>(at),
                 header.begin() + static_cast<std::ptrdiff_t>(at) + 4);
  };
  put16(2, 348), put16(40, 4), put16(42, 3), put16(44, 2), put16(46, 2), put16(48, 1), put16(70, 4), put16(72, 16);
  putFloat(80, 2), putFloat(84, 3), putFloat(88, 4);
  std::string voxels;
  for (int i = 0; i < 12; ++i) voxels += '\0', voxels += static_cast<char>(i);
  write(folder / "a.hdr", header);
  write(folder / "a.img", voxels);
  const Recorder seen = test::scan(*plugins::makeNiftiImporter(), folder.path(), {folder / "a.hdr", folder / "a.img"});
  ASSERT_EQ(seen.series.size(), 1u) << (seen.quarantined.empty() ? "" : seen.quarantined.begin()->second);
  const auto& series = seen.series[0];
  EXPECT_EQ(series.format, "Analyze");
  EXPECT_NE(series.attributes.at("note").find("may be swapped"), std::string::npos);
  EXPECT_EQ(series.volume.valueAt(1, 1, 1), 10);
  const volume::Vec3 first = series.volume.worldFromVoxel.apply({0, 0, 0});  // the middle of 3 x 2 x 2 voxels is 0
  EXPECT_EQ(first, (volume::Vec3{-2, 1.5, -2}));
  EXPECT_EQ(volume::orientationLetters(series.volume.worldFromVoxel), "LAS");
}

}  // namespace
}  // namespace selvox
