#include <algorithm>

#include "core/learn/engine/companions.h"
#include "core/learn/engine/preview.h"
#include "tests/learn/engine_fixture.h"

namespace selvox::learn::engine {
namespace {
using namespace selvox::learn::test;

spec::RunSpec specFor(const Workspace& workspace, const std::string& method, bool samePatient) {
  spec::RunSpec spec = workspace.spec(method, "unet", 3);
  spec.settings["train.steps"] = 4;
  if (samePatient) spec.cases[1].patient = spec.cases[0].patient, spec.cases[1].modality = "CT";
  return spec;
}

TEST(EngineRegistered, ARunWithoutPairsIsRefusedWithWhatToDo) {
  const Workspace workspace(5);
  for (const char* method : {"cross-modality", "cross-modality-labels"}) {
    const auto folder = workspace.make(std::string("none-") + method, specFor(workspace, method, false));
    EXPECT_NE(runFolder(folder.root), 0);
    EXPECT_NE(lastState(folder).dump().find("same voxel grid"), std::string::npos) << lastState(folder).dump();
  }
}

TEST(EngineRegistered, OnePairIsEnoughForARun) {
  const Workspace workspace(5);
  for (const char* method : {"cross-modality", "cross-modality-labels"}) {
    const auto folder = workspace.make(std::string("pair-") + method, specFor(workspace, method, true));
    EXPECT_EQ(runFolder(folder.root), 0) << lastState(folder).dump();
    EXPECT_EQ(curve(folder, "loss/train").size(), 4u);
    const auto paired = curve(folder, std::string(method) + "/paired");
    ASSERT_FALSE(paired.empty());
    double most = 0;
    for (const auto& [step, share] : paired) most = std::max(most, share);
    EXPECT_GT(most, 0);
  }
}

TEST(EngineRegistered, ThePreviewShowsThePatientsOtherModality) {
  const Workspace workspace(5);
  const spec::RunSpec spec = specFor(workspace, "cross-modality", true);
  const auto folder = workspace.make("preview", spec);
  const auto answer = writePreview(spec, folder.root, "", folder.root / "out");
  ASSERT_TRUE(answer) << answer.error().message;
  const std::string text = answer->dump();
  EXPECT_EQ(text.find("nothing is registered"), std::string::npos) << text;
  EXPECT_NE(text.find("CT"), std::string::npos) << text;
}

// Cases 0 and 3 were made at one site, by different patients: with sample.key=site the second view of 3 is of 0.
TEST(EngineRegistered, ThePreviewPairsByTheRunsKey) {
  const Workspace workspace(5);
  spec::RunSpec spec = workspace.spec("patient-contrast", "unet", 3);
  for (std::size_t i = 0; i < spec.cases.size(); ++i) {
    spec.cases[i].role = "train";
    spec.cases[i].columns = {{"site", i % 3 == 0 ? "north" : "south"}};
  }
  const auto shown = [&](const std::string& key) {
    spec.settings["sample.key"] = key;
    const auto folder = workspace.make("preview-" + key, spec);
    const auto answer = writePreview(spec, folder.root, spec.cases[3].caseName, folder.root / "out");
    EXPECT_TRUE(answer) << answer.error().message;
    EXPECT_EQ((*answer)["case"], spec.cases[3].caseName);
    return (*answer)["tensors"].dump();
  };
  EXPECT_NE(shown("patient").find("the key has no other image"), std::string::npos);
  const std::string site = shown("site");
  EXPECT_NE(site.find("Another image of the same key"), std::string::npos) << site;
  EXPECT_NE(site.find("key north"), std::string::npos) << site;
}

// Of flat pictures no two slices can be compared: the run goes on, but says that it learns nothing.
TEST(EngineCompanions, WarnsWhereNoScanHasTwoSlices) {
  for (const std::int64_t depth : {1, 6}) {
    const Workspace workspace(3, {24, 24, depth});
    auto spec = workspace.spec("slice-order", "unet", 2);
    spec.settings["train.steps"] = 1;
    const auto folder = workspace.make("flat", spec);
    EXPECT_EQ(runFolder(folder.root), 0) << lastState(folder).dump();
    bool warned = false;
    for (const std::string& said : messages(folder)) warned |= said.find("more than one slice") != std::string::npos;
    EXPECT_EQ(warned, depth == 1) << depth;
  }
}

}  // namespace
}  // namespace selvox::learn::engine
