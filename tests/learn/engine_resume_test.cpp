// Five steps, a new process's worth of state, five more: the same numbers as ten in one go, bit for bit.

#include <fstream>

#include "core/base/safetensors.h"
#include "core/learn/engine/checkpoint.h"
#include "core/learn/engine/memory_format.h"
#include "core/learn/engine/resolve.h"
#include "core/learn/engine/transfer.h"
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

TEST(ExactResume, HoldsWithChannelsLast) {
  const test::Workspace workspace(4);
  auto spec = workspace.spec("segmentation", "unet", 2);
  spec.settings["train.memory_format"] = "channels-last";
  spec.settings["train.steps"] = 6;
  expectExactResume(workspace, spec);
}

TEST(MemoryFormat, ChannelsLastChangesTheOrderAndNotTheAnswer) {
  for (const int dim : {2, 3}) {
    const auto plain = *architectures::build("resnet-18", {dim, 1, 2, {{"base", 4}}}, 1);
    const auto last = *architectures::build("resnet-18", {dim, 1, 2, {{"base", 4}}}, 1);
    engine::useChannelsLast(*last);
    const at::Tensor x = dim == 2 ? at::linspace(-9, 9, 8192).view({2, 1, 64, 64}).sin()
                                  : at::linspace(-99, 99, 524288).view({2, 1, 64, 64, 64}).sin();
    const at::Tensor a = plain->forward(x).front(), b = last->forward(x).front();
    EXPECT_TRUE(at::allclose(a, b, 1e-4, 1e-5)) << dim;
    const auto format = at::MemoryFormat::ChannelsLast;  // in 3D every batch norm of LibTorch 1.13 turns it back
    EXPECT_TRUE(plain->features(x).back().is_contiguous());
    EXPECT_TRUE(dim == 3 || last->features(x).back().is_contiguous(format)) << "the order is handed on";
    for (const auto& item : last->named_parameters())
      EXPECT_TRUE(at::equal(item.value(), plain->named_parameters()[item.key()])) << item.key();
  }
}

// Batch norms included: what the encoder is after two steps, it is after six.
TEST(FineTuning, WhatIsFrozenMovesNeitherWeightsNorStatistics) {
  const test::Workspace workspace(4);
  for (const char* mode : {"full", "frozen-encoder", "linear-probe", "gradual-thaw"}) {
    auto spec = workspace.spec("segmentation", "resnet-18", 2);
    spec.settings["train.steps"] = 6;
    spec.settings["arch.base"] = 4;
    spec.settings["finetune.mode"] = mode;
    spec.settings["finetune.thaw"] = 1.0;
    const auto folder = workspace.make(mode, spec);
    ASSERT_EQ(engine::runFolder(folder.root, 2), 0) << mode;
    ASSERT_EQ(engine::runFolder(folder.root), 0) << mode;
    const auto early = engine::loadCheckpoint(folder.checkpoints() / engine::checkpointName(2), {"model/"});
    const auto late = engine::loadCheckpoint(folder.checkpoints() / engine::checkpointName(6), {"model/"});
    ASSERT_TRUE(early && late) << mode;
    const std::string how = mode;
    std::map<std::string, bool> moved;  // what kind of tensor
    for (const auto& [name, tensor] : early->tensors) {
      const bool statistics = name.find("running_") != std::string::npos;
      const std::string kind = name.starts_with("model/encoder.layer4")  ? "last block"
                               : name.starts_with("model/encoder.conv1") ? "stem"
                               : engine::isHead(name)                    ? "head"
                               : name.starts_with("model/decoder.")      ? "decoder"
                                                                         : "encoder";
      moved[kind + (statistics ? " statistics" : "")] |= !tensor.equal(late->tensors.at(name));
    }
    EXPECT_TRUE(moved.at("head")) << mode;
    EXPECT_EQ(moved.at("decoder"), how != "linear-probe") << mode;
    EXPECT_EQ(moved.at("last block"), how == "full" || how == "gradual-thaw") << mode;
    EXPECT_EQ(moved.at("last block statistics"), how == "full" || how == "gradual-thaw") << mode;
    EXPECT_EQ(moved.at("stem"), how == "full") << mode;  // thawed at the very end
    EXPECT_EQ(moved.at("encoder statistics"), how == "full" || how == "gradual-thaw") << mode;
  }
}

TEST(FineTuning, LayerDecayTakesItsUsualFactorUnlessGiven) {
  const test::Workspace workspace(3);
  const auto resolved = [&](const std::string& method, const base::Json& settings) {
    auto spec = workspace.spec(method, "unet", 3);
    spec.settings.update(settings);
    return engine::resolveSettings(spec, workspace.make("run", spec).root, engine::Trials::None);
  };
  const auto decay = [&](const base::Json& settings) {
    const auto made = resolved("segmentation", settings);
    EXPECT_TRUE(made) << made.error().message;
    return made ? made->settings["train.layer_decay"].get<double>() : 0;
  };
  EXPECT_EQ(decay({{"finetune.mode", "layer-decay"}}), 0.75);
  EXPECT_EQ(decay({{"finetune.mode", "layer-decay"}, {"train.layer_decay", 0.6}}), 0.6);
  EXPECT_EQ(decay(base::Json::object()), 1.0);
  EXPECT_FALSE(resolved("mae", {{"finetune.mode", "full"}})) << "of a fine-tuning only";
  EXPECT_FALSE(resolved("segmentation", {{"finetune.mode", "half"}}));
}

TEST(FineTuning, GradualThawResumesToTheBit) {
  const test::Workspace workspace(4);
  auto spec = workspace.spec("segmentation", "unet", 3);
  spec.settings["finetune.mode"] = "gradual-thaw";
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
