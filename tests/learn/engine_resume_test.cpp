// Five steps, a new process's worth of state, five more: the same numbers as ten in one go, bit for bit.

#include <fstream>

#include "core/base/safetensors.h"
#include "core/learn/engine/checkpoint.h"
#include "tests/learn/engine_fixture.h"

namespace selvox::learn {
namespace {

struct Way {
  const char* method;
  const char* arch;
  int dim;
};

class ExactResume : public testing::TestWithParam<Way> {};

std::string payloadHash(const events::RunFolder& folder, std::int64_t step) {
  const auto file = base::SafetensorsFile::open(folder.checkpoints() / engine::checkpointName(step));
  EXPECT_TRUE(file);
  return file ? file->metadata().at("sha256") : std::string();
}

// The run in one go equals the run that is stopped half way. Returns the former.
events::RunFolder expectExactResume(const test::Workspace& workspace, const spec::RunSpec& spec) {
  const auto steps = spec.settings["train.steps"].get<std::int64_t>();
  const auto whole = workspace.make("whole", spec), parts = workspace.make("parts", spec);
  EXPECT_EQ(engine::runFolder(whole.root), 0);
  EXPECT_EQ(engine::runFolder(parts.root, steps / 2), 0);
  EXPECT_EQ(test::lastState(parts)["state"], "paused");
  EXPECT_EQ(engine::runFolder(parts.root), 0);
  EXPECT_EQ(test::lastState(parts)["state"], "done");
  const auto curve = test::curve(whole, "loss/train");
  EXPECT_EQ(static_cast<std::int64_t>(curve.size()), steps);
  EXPECT_EQ(curve, test::curve(parts, "loss/train"));
  EXPECT_EQ(payloadHash(whole, steps), payloadHash(parts, steps));  // weights, averages, method, optimizer, generator
  return whole;
}

TEST_P(ExactResume, FiveAndFiveIsTen) {
  const test::Workspace workspace(5);
  const auto whole = expectExactResume(workspace, workspace.spec(GetParam().method, GetParam().arch, GetParam().dim));
  const auto losses = test::curve(whole, "loss/train");
  ASSERT_EQ(losses.size(), 10u);
  EXPECT_NE(losses.at(1), losses.at(6));
}

INSTANTIATE_TEST_SUITE_P(Engine, ExactResume,
                         testing::Values(Way{"mae", "unet", 3}, Way{"simclr", "unet", 3}, Way{"byol", "unet", 2},
                                         Way{"segmentation", "unet", 3}, Way{"segmentation", "unet", 2}),
                         [](const auto& way) {
                           return std::string(way.param.method) + "_" + std::to_string(way.param.dim) + "d";
                         });

class OptimizerResume : public testing::TestWithParam<const char*> {};

TEST_P(OptimizerResume, ThreeAndThreeIsSix) {
  const test::Workspace workspace(4);
  auto spec = workspace.spec("simclr", "unet", 2);
  spec.settings["train.optimizer"] = GetParam();
  spec.settings["train.steps"] = 6;
  spec.settings["train.weight_decay"] = 0.01;
  spec.settings["train.weight_decay_end"] = 0.1;
  spec.settings["train.layer_decay"] = 0.7;
  const auto whole = expectExactResume(workspace, spec);
  const auto saved = engine::loadCheckpoint(whole.checkpoints() / engine::checkpointName(6), {"optim/", "rng/"});
  ASSERT_TRUE(saved);
  EXPECT_EQ(saved->tensors.count("rng/cpu"), 1u);
  const bool moments = std::string(GetParam()) == "lamb" || std::string(GetParam()) == "adamw";
  for (const auto& [name, tensor] : saved->tensors) {
    if (!name.starts_with("optim/")) continue;
    const std::string slot = name.substr(name.rfind('/') + 1);
    EXPECT_TRUE(moments ? slot == "first" || slot == "second" : slot == "velocity") << name;
  }
}

INSTANTIATE_TEST_SUITE_P(Engine, OptimizerResume, testing::Values("adamw", "lars", "lamb"),
                         [](const auto& kind) { return std::string(kind.param); });

TEST(ExactResume, HoldsWhereBlocksAreSkippedByChance) {
  const test::Workspace workspace(4);
  auto spec = workspace.spec("simmim", "vit-s", 2);
  spec.settings["train.steps"] = 6;
  spec.settings["arch.patch"] = 4;
  spec.settings["arch.dim"] = 12;
  spec.settings["arch.depth"] = 2;
  spec.settings["arch.heads"] = 2;
  spec.settings["arch.drop_path"] = 0.5;
  const auto whole = workspace.make("whole", spec), parts = workspace.make("parts", spec);
  ASSERT_EQ(engine::runFolder(whole.root), 0);
  ASSERT_EQ(engine::runFolder(parts.root, 3), 0);
  ASSERT_EQ(engine::runFolder(parts.root), 0);
  EXPECT_EQ(test::curve(whole, "loss/train"), test::curve(parts, "loss/train"));
  EXPECT_EQ(payloadHash(whole, 6), payloadHash(parts, 6));
}

TEST(ExactResume, HoldsForSgdWithAverageAndAccumulation) {
  const test::Workspace workspace(4);
  auto spec = workspace.spec("segmentation", "unet", 3);
  spec.settings["train.optimizer"] = "sgd";
  spec.settings["train.ema"] = 0.9;
  spec.settings["train.accumulate"] = 2;
  spec.settings["train.steps"] = 6;
  expectExactResume(workspace, spec);
}

TEST(Resume, SkipsABrokenCheckpointAndSaysSo) {
  const test::Workspace workspace(4);
  auto spec = workspace.spec("noop", "unet", 3);
  spec.settings["train.steps"] = 8;
  const auto folder = workspace.make("run", spec);
  ASSERT_EQ(engine::runFolder(folder.root, 3), 0);
  ASSERT_EQ(engine::runFolder(folder.root, 5), 0);
  {
    std::fstream file(folder.checkpoints() / engine::checkpointName(5),
                      std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(-9, std::ios::end);
    file.put('\x7f');
  }
  ASSERT_EQ(engine::runFolder(folder.root), 0);
  bool told = false;
  for (const auto& text : test::messages(folder)) told = told || text.find("step-00000005") != std::string::npos;
  EXPECT_TRUE(told);
  for (const auto& event : test::eventsOf(folder)) {
    if (event.type == "run_started" && event.seq > 10 && base::valueOr(event.body, "resumed", false)) {
      EXPECT_TRUE(event.body["step"] == 3 || event.body["step"] == 5);
    }
  }
  EXPECT_EQ(test::curve(folder, "loss/train").size(), 8u);
}

TEST(Resume, AFinishedRunStaysFinished) {
  const test::Workspace workspace(4);
  auto spec = workspace.spec("noop", "unet", 3);
  spec.settings["train.steps"] = 2;
  const auto folder = workspace.make("run", spec);
  ASSERT_EQ(engine::runFolder(folder.root), 0);
  EXPECT_EQ(engine::runFolder(folder.root), 1);
  EXPECT_EQ(test::lastState(folder)["state"], "done");
}

}  // namespace
}  // namespace selvox::learn
