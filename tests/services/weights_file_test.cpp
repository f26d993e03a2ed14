#include "core/services/weights_file.h"

#include "core/base/hash.h"
#include "core/services/cohort.h"
#include "tests/services/trained_run.h"

namespace selvox::services {
namespace {

using base::Json;
using test::Bench;
using test::trainedSpec;
using test::writeCheckpoint;

RunRequest fromFile(Bench& bench, const std::string& from) {
  bench.addCases("mr", 4);
  bench.catalog.splits["mr"] = {"mr", 1, "t", {"mr-00", "mr-01"}, {"mr-02"}, {"mr-03"}, {"mr-00"}};
  RunRequest request;
  request.name = "child";
  request.kind = "finetune";
  request.task = "segmentation";
  request.datasets = {{"mr", 0}};
  request.created = "t";
  request.from = from;
  return request;
}

TEST(WeightsFile, StandsWhereARunCould) {
  Bench bench;
  const auto file = bench.folder / "resnet18.pth";
  ASSERT_TRUE(base::writeFile(file, "weights"));
  auto request = fromFile(bench, file.string());
  const auto unsaid = buildRunSpec(bench.workspace, request, {});
  ASSERT_FALSE(unsaid);
  EXPECT_NE(unsaid.error().message.find("--arch"), std::string::npos);
  request.arch = "resnet-18";
  request.dim = 2;
  const auto spec = buildRunSpec(bench.workspace, request, {});
  ASSERT_TRUE(spec) << spec.error().message;
  EXPECT_EQ(spec->initFrom, "resnet18.pth");
  EXPECT_EQ(spec->initCheckpoint, file.string());
  EXPECT_EQ(spec->initSha256, base::sha256Hex("weights"));
  EXPECT_TRUE(spec->parents.empty());
  EXPECT_EQ(spec->arch, "resnet-18");
  request.from = (bench.folder / "gone.pth").string();
  const auto gone = buildRunSpec(bench.workspace, request, {});
  ASSERT_FALSE(gone);
  EXPECT_NE(gone.error().message.find("gone.pth"), std::string::npos);
  request.from = "no-such-run";
  EXPECT_NE(buildRunSpec(bench.workspace, request, {}).error().message.find("no-such-run"), std::string::npos);
}

TEST(WeightsFile, ACheckpointOfSelvoxKnowsItsNetwork) {
  Bench bench;
  const auto file = bench.folder / "elsewhere" / "step-00000010.safetensors";
  writeCheckpoint(file, {{"arch", "resnet-18"}, {"dim", 2}}, {{"arch.stem", "small"}, {"train.lr", 0.1}});
  auto request = fromFile(bench, file.string());
  const auto spec = buildRunSpec(bench.workspace, request, {});
  ASSERT_TRUE(spec) << spec.error().message;
  EXPECT_EQ(spec->arch, "resnet-18");
  EXPECT_EQ(spec->dim, 2);
  EXPECT_EQ(spec->settings, (Json{{"arch.stem", "small"}}));
  request.dim = 3;  // taken over by inflation; settings of another dimension are not
  const auto deep = buildRunSpec(bench.workspace, request, {});
  ASSERT_TRUE(deep);
  EXPECT_EQ(deep->dim, 3);
  EXPECT_TRUE(deep->settings.empty());
  request.arch = "unet";
  EXPECT_FALSE(buildRunSpec(bench.workspace, request, {}));
}

// A path to a checkpoint of this workspace is that run, so that the leak gate sees its ancestry.
TEST(WeightsFile, OurOwnCheckpointIsTheRunsItself) {
  Bench bench;
  ASSERT_TRUE(bench.runs.create(trainedSpec("mae-1")));
  const auto file = bench.runs.folder("mae-1").checkpoints() / "step-00000010.safetensors";
  writeCheckpoint(file, {{"arch", "unet"}, {"dim", 3}}, Json::object());
  EXPECT_EQ(asOwnCheckpoint(bench.runs, file.string()), "mae-1/step-00000010.safetensors");
  EXPECT_EQ(asOwnCheckpoint(bench.runs, "mae-1"), "mae-1");
  EXPECT_EQ(asOwnCheckpoint(bench.runs, "/tmp/x.pth"), "/tmp/x.pth");
  EXPECT_FALSE(*weightsFile(bench.runs, "mae-1/step-00000010.safetensors"));
  EXPECT_FALSE(*weightsFile(bench.runs, "scratch"));
}

}  // namespace
}  // namespace selvox::services
