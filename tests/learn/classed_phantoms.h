#pragma once
// Sixteen phantoms with a column "class": those of class "dark" are negatives. Ten train, three validate, three are
// judged.

#include "tests/learn/engine_fixture.h"

namespace selvox::learn::test {

class ClassedPhantoms : public testing::Test {
 protected:
  ClassedPhantoms() {
    for (int i = 0; i < 16; i += 2) darken(i);
  }
  [[nodiscard]] spec::RunSpec classed(const std::string& task, int dim, const std::string& arch = "unet") const {
    spec::RunSpec made = workspace.spec("segmentation", arch, dim);
    made.task = task;
    made.labels.clear();
    for (std::size_t i = 0; i < made.cases.size(); ++i) {
      made.cases[i].role = i < 10 ? "train" : i < 13 ? "val" : "test";
      made.cases[i].labelled = i < 10;
      made.cases[i].label = made.cases[i].labelNative = "";
      made.cases[i].columns = {{"class", i % 2 == 0 ? "dark" : "light"}};
    }
    made.settings["augment.gamma_invert"] = 0;
    return made;
  }
  Workspace workspace{16, {16, 16, 6}};

 private:
  void darken(int index) const {
    Phantom made = phantom(index, {16, 16, 6});
    for (std::int64_t i = 0; i < made.image.extent.voxels(); ++i)
      made.image.as<float>()[i] = 160 - made.image.as<float>()[i];
    volume::BrickHeader header;
    header.extent = header.nativeExtent = made.image.extent;
    header.worldFromVoxel = header.nativeWorldFromVoxel = made.image.worldFromVoxel;
    header.normalisation = {"zscore", 0, 0, 80, 80};
    const auto& key = workspace.entries()[static_cast<std::size_t>(index)].image;
    EXPECT_TRUE(volume::writeBrickFile(workspace.cached(key), header, made.image));
  }
};

}  // namespace selvox::learn::test
