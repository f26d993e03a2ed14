// Every image of the real data against readers that share no code with ours (independent_reader.py).

#include <cstdlib>
#include <fstream>
#include <iostream>

#include "core/base/json.h"
#include "core/services/import_volume.h"
#include "core/services/import_walk.h"
#include "tests/plugins/support.h"

namespace selvox {
namespace {

using test::Path;

constexpr std::size_t kMostPictures = 20;  // of one folder

void dump(const ports::FoundSeries& series, const Path& folder, int number, int time) {
  base::Json files = base::Json::array();
  for (const Path& file : series.files) files.push_back(base::utf8(file));
  const volume::Volume& v = series.volume;
  const base::Json json = {
      {"files", files},         {"format", series.format},      {"extent", {v.extent.x, v.extent.y, v.extent.z}},
      {"channels", v.channels}, {"type", volume::name(v.type)}, {"scale", v.scale},
      {"offset", v.offset},     {"affine", v.worldFromVoxel.m}, {"time", time}};
  const Path stem = folder / std::to_string(number);
  std::ofstream(stem.string() + ".json") << base::dumpJson(json);
  std::ofstream(stem.string() + ".raw", std::ios::binary)
      .write(reinterpret_cast<const char*>(v.data.data()), static_cast<std::streamsize>(v.data.size()));
}

class Dump final : public ports::ImportSink {
 public:
  Dump(const Path& folder, std::size_t most) : folder_(folder), most_(most) {}
  void found(ports::FoundSeries series) override {
    const std::string first = base::utf8(series.files.front());
    const int time = times_[first]++;
    if (!services::imageProblem(series.volume).empty()) return;
    dump(series, folder_, ++number_, time);
    for (auto& label : series.labels) {
      if (series.format == "DICOM" || label.files.size() != 1) continue;
      ports::FoundSeries map = series;
      map.files = label.files;
      map.format = label.files.front().extension() == ".nrrd" ? "NRRD" : "NIfTI";
      const std::string file = base::utf8(label.files.front());
      map.volume = label.volume;
      dump(map, folder_, ++number_, times_[file]++);
    }
  }
  void quarantine(const Path&, std::string) override {}
  void skip(const Path&, std::string) override {}
  bool known(const Path&) override { return false; }
  void progress(const base::Progress&) override {}
  bool cancelled() override { return static_cast<std::size_t>(number_) >= most_; }

 private:
  const Path& folder_;
  std::size_t most_;
  std::map<std::string, int> times_;
  int number_ = 0;
};

void compare(const char* name) {
  SELVOX_NEEDS_DATA(name);
  const test::Importers importers;
  const test::TemporaryFolder folder;
  const auto walk = services::walk({data / name}, importers.all(), {}, {});
  ASSERT_TRUE(walk);
  for (const auto& group : walk->groups) {
    if (group.importer->id() == "numpy") continue;
    Dump sink(folder.path(), group.importer->id() == "image" ? kMostPictures : 100000);
    ASSERT_TRUE(group.importer->scan(group.root, group.files, sink));
  }
  const Path script = Path(__FILE__).parent_path() / "independent_reader.py";
  const int status = std::system(
      ("/usr/bin/env PATH=/usr/bin:/bin python3 '" + script.string() + "' '" + folder.path().string() + "'").c_str());
  ASSERT_NE(status, -1);
  if (status / 256 == 77) GTEST_SKIP() << "no second reader is installed";
  EXPECT_EQ(status, 0);
}

class IndependentReader : public ::testing::TestWithParam<const char*> {};

TEST_P(IndependentReader, GivesTheSameVoxelsAndPlaces) {
  compare(GetParam());
}

INSTANTIATE_TEST_SUITE_P(RealData, IndependentReader,
                         ::testing::Values("Task04_Hippocampus", "ct_spleen_crop", "spine_multicontrast",
                                           "ms_open_data", "totalseg_examples", "nifti_odd", "nrrd_mha",
                                           "ct_lidc_series", "mr_prostatex_study", "dicom_formats",
                                           "busi_breast_ultrasound", "cxr_hannover_covid"),
                         [](const auto& value) { return std::string(value.param); });

}  // namespace
}  // namespace selvox
