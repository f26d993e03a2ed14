// What a run does to its folder: requests, failures, logs, weights of a parent.

#include <cstdlib>
#include <fstream>

#include "core/learn/engine/checkpoint.h"
#include "core/learn/engine/schedule.h"
#include "tests/learn/engine_fixture.h"

namespace selvox::learn {
namespace {

TEST(Run, WritesWhatTheProtocolsPromise) {
  const test::Workspace workspace(4);
  auto spec = workspace.spec("segmentation", "unet", 3);
  spec.settings["train.steps"] = 4;
  spec.settings["preview.count"] = 2;
  const auto folder = workspace.make("run", spec);
  ASSERT_EQ(engine::runFolder(folder.root), 0);
  std::int64_t seq = 0;
  std::map<std::string, int> types;
  for (const auto& event : test::eventsOf(folder)) {
    EXPECT_EQ(event.seq, seq++);
    ++types[event.type];
    if (event.type == "run_started") {
      for (const char* field : {"resumed", "step", "steps", "parameters", "device", "pid", "host", "version"})
        EXPECT_TRUE(event.body.contains(field)) << field;
    }
    if (event.type == "preview") {
      EXPECT_TRUE(fs::exists(folder.root / event.body["path"].get<std::string>()));
      EXPECT_EQ(event.body["tensors"][0]["name"], "image");
    }
    if (event.type == "checkpoint") {
      EXPECT_TRUE(fs::exists(folder.root / event.body["path"].get<std::string>()));
    }
  }
  EXPECT_EQ(types["run_started"], 1);
  EXPECT_GE(types["checkpoint"], 1);
  EXPECT_GE(types["preview"], 1);
  for (const char* name : {"time/data", "time/network", "time/optimizer", "time/other", "val/dice", "val/dice/body"}) {
    EXPECT_FALSE(test::curve(folder, name).empty()) << name;
  }
  EXPECT_EQ(test::curve(folder, "loss/train").size(), 4u);
  const auto snapshot = events::readRun(folder);
  ASSERT_TRUE(snapshot);
  EXPECT_EQ(snapshot->view.state, "done");
  EXPECT_EQ(snapshot->view.step, 4);
  EXPECT_FALSE(snapshot->view.bestCheckpoint.empty());
}

TEST(Run, IsRefusedWhileAnotherProcessHoldsTheFolder) {
  const test::Workspace workspace(4);
  const auto folder = workspace.make("run", workspace.spec("noop", "unet", 3));
  const auto lock = base::FileLock::acquire(folder.lock(), base::LockMode::Exclusive, "test");
  ASSERT_TRUE(lock);
  EXPECT_EQ(engine::runFolder(folder.root), 1);
  EXPECT_FALSE(fs::exists(folder.log()));
}

TEST(Run, ObeysARequestThatWaits) {
  const test::Workspace workspace(4);
  auto spec = workspace.spec("noop", "unet", 3);
  const auto folder = workspace.make("run", spec);
  fs::create_directories(folder.control());
  ASSERT_TRUE(events::request(folder, events::Request::Pause));
  ASSERT_EQ(engine::runFolder(folder.root), 0);
  EXPECT_EQ(test::lastState(folder)["state"], "paused");
  EXPECT_TRUE(fs::is_empty(folder.control()));
  ASSERT_TRUE(events::request(folder, events::Request::Stop));
  ASSERT_EQ(engine::runFolder(folder.root), 0);
  EXPECT_EQ(test::lastState(folder)["state"], "stopped");
  ASSERT_EQ(engine::runFolder(folder.root), 0);  // a stopped run can be taken up again
  EXPECT_EQ(test::lastState(folder)["state"], "done");
}

TEST(Run, EndsOnNanWithStepCasesAndAdvice) {
  const test::Workspace workspace(4);
  auto spec = workspace.spec("diverge", "unet", 3);
  spec.settings["at_step"] = 3;
  const auto folder = workspace.make("run", spec);
  EXPECT_EQ(engine::runFolder(folder.root), 1);
  const base::Json state = test::lastState(folder);
  EXPECT_EQ(state["state"], "failed");
  EXPECT_EQ(state["reason"], "nan");
  const auto text = state["message"].get<std::string>();
  EXPECT_NE(text.find("step 4"), std::string::npos) << text;
  EXPECT_NE(text.find("phantom_"), std::string::npos) << text;
  EXPECT_NE(text.find("train.lr"), std::string::npos) << text;
}

TEST(Run, AWriteThatFailsLeavesTheOlderCheckpointWhole) {
  const test::Workspace workspace(4);
  const auto folder = workspace.make("run", workspace.spec("noop", "unet", 3));
  ASSERT_EQ(engine::runFolder(folder.root, 3), 0);
  const auto path = folder.checkpoints() / engine::checkpointName(3);
  ASSERT_TRUE(engine::loadCheckpoint(path));
  {
    const base::FaultyDisk disk(
        20000);  // room for a part of the log, not for a checkpoint; nothing is taken afterwards
    EXPECT_EQ(engine::runFolder(folder.root), 1);
  }
  EXPECT_TRUE(engine::loadCheckpoint(path));
  ASSERT_EQ(engine::runFolder(folder.root), 0);  // with room again it goes on
  EXPECT_EQ(test::lastState(folder)["state"], "done");
  EXPECT_EQ(test::curve(folder, "loss/train").size(), 10u);
}

// A small file system of our own; only where this may be mounted.
TEST(Run, AFullDiskIsAStateWithItsReason) {
  const test::Workspace workspace(4);
  const fs::path disk = workspace.root() / "disk";
  fs::create_directories(disk);
  if (std::system(("mount -t tmpfs -o size=3m none " + disk.string() + " 2>/dev/null").c_str()) != 0) {
    GTEST_SKIP() << "tmpfs cannot be mounted here";
  }
  auto spec = workspace.spec("noop", "unet", 3);
  spec.name = "run";
  spec.cache = (workspace.root() / "cache").string();
  const events::RunFolder folder{disk / "run"};
  fs::create_directories(folder.root);
  EXPECT_TRUE(base::writeJson(folder.spec(), spec::toJson(spec)));
  EXPECT_EQ(engine::runFolder(folder.root, 3), 0);
  std::ofstream(disk / "ballast") << std::string(base::freeSpace(disk) - 300000, 'x');
  EXPECT_EQ(engine::runFolder(folder.root), 1);
  EXPECT_EQ(test::lastState(folder)["state"], "failed");
  EXPECT_EQ(test::lastState(folder)["reason"], "disk");
  EXPECT_TRUE(engine::loadCheckpoint(folder.checkpoints() / engine::checkpointName(3)));
  fs::remove(disk / "ballast");
  EXPECT_EQ(engine::runFolder(folder.root), 0);
  EXPECT_EQ(test::lastState(folder)["state"], "done");
  EXPECT_EQ(std::system(("umount " + disk.string()).c_str()), 0);
}

TEST(Run, AMissingCacheEntryNamesTheCase) {
  const test::Workspace workspace(4);
  const auto folder = workspace.make("run", workspace.spec("noop", "unet", 3));
  fs::remove(workspace.cached(workspace.entries()[0].image));
  EXPECT_EQ(engine::runFolder(folder.root), 1);
  EXPECT_EQ(test::lastState(folder)["reason"], "setup");
  EXPECT_NE(test::lastState(folder)["message"].get<std::string>().find("phantom_0"), std::string::npos);
}

TEST(Run, StopsEarlyWhenValidationDoesNotImprove) {
  const test::Workspace workspace(4);
  auto spec = workspace.spec("noop", "unet", 3);
  spec.settings["train.steps"] = 50;
  spec.settings["validate.every"] = 1;
  spec.settings["train.early_stop"] = 3;
  const auto folder = workspace.make("run", spec);
  ASSERT_EQ(engine::runFolder(folder.root), 0);
  EXPECT_EQ(test::lastState(folder)["state"], "done");
  EXPECT_EQ(test::lastState(folder)["step"], 4);  // the first is the best, three more are not
}

TEST(Run, WeightDecayGrowsToItsEnd) {
  const test::Workspace workspace(4);
  auto spec = workspace.spec("mae", "unet", 2);
  spec.settings["train.weight_decay"] = 0.0;
  const auto plain = workspace.make("plain", spec);
  spec.settings["train.weight_decay_end"] = 1.0;
  const auto growing = workspace.make("growing", spec);
  for (const auto& folder : {plain, growing}) ASSERT_EQ(engine::runFolder(folder.root), 0);
  const auto one = test::curve(plain, "loss/train"), other = test::curve(growing, "loss/train");
  ASSERT_FALSE(one.empty());
  EXPECT_EQ(one.begin()->second, other.begin()->second) << "none at the start";
  EXPECT_NE(one.rbegin()->second, other.rbegin()->second);
}

TEST(Transfer, TakesEncoderAndDecoderNeverHeadsAndSaysWhy) {
  const test::Workspace workspace(5);
  auto parent = workspace.spec("mae", "unet", 3);
  parent.settings["train.steps"] = 2;
  const auto parentFolder = workspace.make("parent", parent);
  ASSERT_EQ(engine::runFolder(parentFolder.root), 0);
  auto child = workspace.spec("segmentation", "unet", 3);
  child.settings["train.steps"] = 1;
  child.initFrom = "parent";
  child.initCheckpoint = "../parent/checkpoints/" + engine::checkpointName(2);
  const auto folder = workspace.make("child", child);
  ASSERT_EQ(engine::runFolder(folder.root), 0);
  std::string all;
  for (const auto& text : test::messages(folder)) all += text + "\n";
  EXPECT_NE(all.find("Loaded "), std::string::npos) << all;
  EXPECT_NE(all.find("seg_layers"), std::string::npos) << all;
  EXPECT_NE(all.find("a head belongs to its own task"), std::string::npos) << all;
}

// Diffusion on codes: the autoencoder comes whole from the parent, its last layer too, and stays as it was.
TEST(Transfer, AnInheritedAutoencoderComesWholeOrTheRunEnds) {
  const test::Workspace workspace(5);
  auto parent = workspace.spec("vae", "unet", 2);
  parent.settings["train.steps"] = 2;
  parent.settings["code"] = 2;
  const auto parentFolder = workspace.make("parent", parent);
  ASSERT_EQ(engine::runFolder(parentFolder.root), 0) << test::lastState(parentFolder).dump();
  auto child = workspace.spec("diffusion", "unet", 2);
  child.settings.update(base::Json{{"train.steps", 2}, {"space", "latent"}, {"code", 2}, {"latent_width", 4}});
  const auto orphan = workspace.make("orphan", child);
  EXPECT_EQ(engine::runFolder(orphan.root), 1);
  EXPECT_NE(test::lastState(orphan)["message"].get<std::string>().find("--from"), std::string::npos);
  child.initFrom = "parent";
  child.initCheckpoint = "../parent/checkpoints/" + engine::checkpointName(2);
  const auto folder = workspace.make("child", child);
  ASSERT_EQ(engine::runFolder(folder.root), 0) << test::lastState(folder).dump();
  const auto before = engine::loadCheckpoint(parentFolder.checkpoints() / engine::checkpointName(2));
  const auto after = engine::loadCheckpoint(folder.checkpoints() / engine::checkpointName(2));
  ASSERT_TRUE(before && after);
  std::size_t heads = 0;
  for (const auto& [name, tensor] : before->tensors) {
    if (!name.starts_with("model/")) continue;
    ASSERT_TRUE(after->tensors.contains(name)) << name;
    EXPECT_TRUE(at::equal(tensor, after->tensors.at(name))) << name;
    heads += name.find(".seg_layers.") != std::string::npos ? 1 : 0;
  }
  EXPECT_GT(heads, 0u);
  child.settings["autoencoder"] = "autoencoder";  // not what the parent is
  const auto wrong = workspace.make("wrong", child);
  EXPECT_EQ(engine::runFolder(wrong.root), 1);
  EXPECT_NE(test::lastState(wrong)["message"].get<std::string>().find("code1.squeeze"), std::string::npos);
}

TEST(Transfer, RefusesAnotherFileThanTheRunWasMadeFor) {
  const test::Workspace workspace(5);
  auto parent = workspace.spec("noop", "unet", 3);
  parent.settings["train.steps"] = 1;
  ASSERT_EQ(engine::runFolder(workspace.make("parent", parent).root), 0);
  auto child = workspace.spec("segmentation", "unet", 3);
  child.initFrom = "parent";
  child.initCheckpoint = "../parent/checkpoints/" + engine::checkpointName(1);
  child.initSha256 = std::string(64, '0');
  const auto folder = workspace.make("child", child);
  EXPECT_EQ(engine::runFolder(folder.root), 1);
  EXPECT_NE(test::lastState(folder)["message"].get<std::string>().find("hash"), std::string::npos);
}

TEST(Learning, SegmentationLearnsAPhantom) {
  const test::Workspace workspace(6);
  auto spec = workspace.spec("segmentation", "unet", 3);
  spec.settings["train.steps"] = 300;
  spec.settings["train.lr"] = 5e-3;
  spec.settings["train.patch"] = {24, 28, 20};
  const auto folder = workspace.make("run", spec);
  ASSERT_EQ(engine::runFolder(folder.root), 0);
  const auto dice = test::curve(folder, "val/dice");
  ASSERT_FALSE(dice.empty());
  EXPECT_GT(dice.rbegin()->second, 0.8);
}

class PretextLearning : public testing::TestWithParam<const char*> {};

TEST_P(PretextLearning, LossFalls) {
  const test::Workspace workspace(6);
  auto spec = workspace.spec(GetParam(), "unet", 3);
  spec.settings["train.steps"] = 120;
  spec.settings["train.batch"] = 4;
  spec.settings["train.lr"] = 3e-3;
  const auto folder = workspace.make("run", spec);
  ASSERT_EQ(engine::runFolder(folder.root), 0);
  const auto loss = test::curve(folder, "loss/train");
  double first = 0, last = 0;
  for (std::int64_t i = 1; i <= 20; ++i) {
    first += loss.at(i);
    last += loss.at(120 - 20 + i);
  }
  EXPECT_LT(last, 0.85 * first);
}

INSTANTIATE_TEST_SUITE_P(Methods, PretextLearning, testing::Values("mae", "byol"));

// Embeddings that are all equal give ln(2B - 1) = ln 7; telling the views of four patches apart gives less.
TEST(Learning, SimclrTellsPatchesApart) {
  const test::Workspace workspace(14);
  auto spec = workspace.spec("simclr", "unet", 3);
  spec.settings["train.steps"] = 300;
  spec.settings["train.batch"] = 4;
  spec.settings["train.lr"] = 1e-3;
  const auto folder = workspace.make("run", spec);
  ASSERT_EQ(engine::runFolder(folder.root), 0);
  const auto loss = test::curve(folder, "loss/train");
  double last = 0;
  for (std::int64_t step = 241; step <= 300; ++step) last += loss.at(step) / 60;
  EXPECT_LT(last, 0.95 * std::log(7.0));
}

TEST(Schedule, IsAPureFunctionOfTheShareThatIsOver) {
  EXPECT_DOUBLE_EQ(engine::progress(25, 100, 0, 0), 0.25);
  EXPECT_DOUBLE_EQ(engine::progress(25, 100, 30, 60), 0.5);  // the minutes are further than the steps
  EXPECT_DOUBLE_EQ(engine::progress(25, 0, 90, 60), 1.0);
  EXPECT_DOUBLE_EQ(engine::scheduleFactor("cosine", 0.0, 0.0), 1.0);
  EXPECT_NEAR(engine::scheduleFactor("cosine", 0.5, 0.0), 0.5, 1e-12);
  EXPECT_NEAR(engine::scheduleFactor("cosine", 0.25, 0.0), 0.8535533905932737, 1e-12);
  EXPECT_NEAR(engine::scheduleFactor("cosine", 1.0, 0.1), 0.0, 1e-12);
  EXPECT_NEAR(engine::scheduleFactor("poly", 0.5, 0.0), 0.5358867312681466, 1e-12);  // 0.5^0.9
  EXPECT_DOUBLE_EQ(engine::scheduleFactor("constant", 0.9, 0.1), 1.0);
  EXPECT_DOUBLE_EQ(engine::scheduleFactor("cosine", 0.05, 0.1), 0.5);
  EXPECT_DOUBLE_EQ(engine::scheduleFactor("cosine", 0.0, 0.1), 0.01);
}

TEST(Run, ATimeLimitEndsTheRunAndBringsTheRateDown) {
  const test::Workspace workspace(4);
  auto spec = workspace.spec("noop", "unet", 3);
  spec.settings.erase("train.steps");
  spec.settings["train.max_minutes"] = 0.02;
  const auto folder = workspace.make("run", spec);
  ASSERT_EQ(engine::runFolder(folder.root), 0);
  EXPECT_EQ(test::lastState(folder)["state"], "done");
  const auto rate = test::curve(folder, "train/lr");
  ASSERT_FALSE(rate.empty());
  EXPECT_LT(rate.rbegin()->second, 0.1 * 1e-3);
}

}  // namespace
}  // namespace selvox::learn
