#include "plugins/numpy/numpy.h"

#include "tests/plugins/numpy_files.h"
#include "tests/plugins/support.h"

namespace selvox {
namespace {

using test::npy;
using test::npz;
using test::Recorder;

std::string bytes(std::initializer_list<int> values) {
  std::string text;
  for (const int value : values) text += static_cast<char>(value);
  return text;
}

class Numpy : public ::testing::Test {
 protected:
  test::TemporaryFolder folder;
  std::unique_ptr<ports::Importer> importer = plugins::makeNumpyImporter();

  Recorder scan(const std::string& name, const std::string& content) {
    EXPECT_TRUE(base::writeFile(folder / name, content));
    return test::scan(*importer, folder.path(), {folder / name});
  }
  std::string refusal(const std::string& name, const std::string& content) {
    const auto recorder = scan(name, content);
    EXPECT_TRUE(recorder.series.empty());
    EXPECT_EQ(recorder.quarantined.size(), 1U);
    return recorder.quarantined.empty() ? "" : recorder.quarantined.begin()->second;
  }
};

TEST_F(Numpy, AMedmnistFileIsASeriesASample) {
  const auto recorder = scan(
      "xray.npz", npz({{"train_images", npy("|u1", "(2, 2, 3)", bytes({0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15}))},
                       {"train_labels", npy("|u1", "(2, 1)", bytes({1, 0}))},
                       {"test_images", npy("|u1", "(1, 2, 3)", bytes({9, 8, 7, 6, 5, 4}))}}));
  ASSERT_EQ(recorder.series.size(), 3U);
  EXPECT_TRUE(recorder.quarantined.empty());
  const auto& second = recorder.series[1];
  EXPECT_EQ(second.caseName, "xray_train_000001");
  EXPECT_EQ(second.patientKey, second.caseName);
  EXPECT_EQ(second.attributes.at("class"), "0");
  EXPECT_EQ(second.attributes.at("part"), "train");
  EXPECT_EQ(second.volume.extent, (volume::Extent{3, 2, 1}));
  EXPECT_EQ(second.volume.valueAt(2, 0, 0), 12);  // row 0, column 2
  EXPECT_EQ(second.volume.valueAt(0, 1, 0), 13);
  EXPECT_EQ(recorder.series[2].attributes.count("class"), 0U);
  EXPECT_EQ(recorder.series[2].attributes.at("part"), "test");
}

TEST_F(Numpy, VolumesColoursTypesAndSeveralLabels) {
  const auto volumes =
      scan("v.npz", npz({{"val_images", npy(">i2", "(1, 2, 1, 2)", bytes({1, 0, 0, 2, 255, 255, 0, 4}))},
                         {"val_labels", npy("<i8", "(1, 3)", bytes({1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                                                                    0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0}))}}));
  ASSERT_EQ(volumes.series.size(), 1U);
  EXPECT_EQ(volumes.series[0].volume.extent, (volume::Extent{2, 1, 2}));
  EXPECT_EQ(volumes.series[0].volume.valueAt(0, 0, 0), 256);
  EXPECT_EQ(volumes.series[0].volume.valueAt(0, 0, 1), -1);
  EXPECT_EQ(volumes.series[0].attributes.at("class"), "0|2");
  const auto colours = scan("c.npy", npy("|u1", "(1, 2, 3)", bytes({1, 2, 3, 4, 5, 6})));
  ASSERT_EQ(colours.series.size(), 1U);
  EXPECT_EQ(colours.series[0].volume.channels, 3);
  EXPECT_EQ(colours.series[0].volume.valueAt(1, 0, 0, 1), 5);
  const auto one = scan("one.npy", npy("|b1", "(1, 2)", bytes({0, 1})));
  ASSERT_EQ(one.series.size(), 1U);
  EXPECT_EQ(one.series[0].caseName, "one");
}

TEST_F(Numpy, WhatCannotBeReadSaysWhy) {
  const std::string images = npy("|u1", "(1, 2, 2)", bytes({1, 2, 3, 4}));
  EXPECT_NE(refusal("a.npz", npz({{"x", images}})).find("train_images"), std::string::npos);
  EXPECT_NE(refusal("b.npy", npy("|O", "(2,)", "xx")).find("|O"), std::string::npos);
  EXPECT_NE(refusal("c.npy", npy("<c8", "(1, 2)", std::string(16, 'x'))).find("<c8"), std::string::npos);
  EXPECT_NE(refusal("d.npy", npy("|u1", "(2, 2)", "xxxx", "True")).find("Fortran"), std::string::npos);
  EXPECT_NE(refusal("e.npy", npy("|u1", "(2, 2)", "xxx")).find("3 bytes"), std::string::npos);
  EXPECT_NE(refusal("f.npy", npy("<i8", "(1, 1)", std::string(8, 'x'))).find("64-bit"), std::string::npos);
  EXPECT_NE(refusal("g.npy", npy("|u1", "(4294967296, 4294967296)", "x")).find("too large"), std::string::npos);
  EXPECT_NE(
      refusal("h.npz", npz({{"train_images", images}, {"train_labels", npy("|u1", "(2,)", "xx")}})).find("no labels"),
      std::string::npos);
  EXPECT_NE(refusal("i.npz", npz({{"train_images", npy("|u1", "(2, 2, 2)", "1234567")}})).find("last number"),
            std::string::npos);
  std::string damaged = npz({{"train_images", images}});
  damaged[damaged.find(bytes({1, 2, 3, 4})) + 2] = 9;  // the checksum no longer fits
  EXPECT_NE(refusal("j.npz", damaged).find("damaged"), std::string::npos);
  EXPECT_FALSE(refusal("k.npz", "PK no archive").empty());
}

TEST_F(Numpy, KnowsItsOwn) {
  const std::string array = npy("|u1", "(1, 1)", "x"), archive = npz({{"a", array}});
  const auto probe = [&](const char* name, const std::string& content) {
    return importer->probeFile(name, std::as_bytes(std::span(content)));
  };
  EXPECT_EQ(probe("a.npy", array), 95);
  EXPECT_EQ(probe("a.npz", archive), 95);
  EXPECT_EQ(probe("a.zip", archive), 0);
  EXPECT_EQ(probe("a.png", "no"), 0);
}

TEST_F(Numpy, RealMedmnistFilesAreWhole) {
  SELVOX_NEEDS_DATA("medmnist");
  const auto file = data / "medmnist" / "pneumoniamnist_imbalanced.npz";
  const auto recorder = test::scan(*importer, file.parent_path(), {file});
  std::map<std::string, int> counts;
  for (const auto& series : recorder.series) {
    EXPECT_EQ(series.volume.extent, (volume::Extent{28, 28, 1}));
    ++counts[series.attributes.at("part") + " " + series.attributes.at("class")];
  }
  EXPECT_EQ(
      counts,
      (std::map<std::string, int>{
          {"train 0", 388}, {"train 1", 3494}, {"val 0", 135}, {"val 1", 389}, {"test 0", 234}, {"test 1", 390}}));
}

}  // namespace
}  // namespace selvox
