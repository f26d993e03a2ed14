#include "core/services/estimate.h"

#include "tests/services/fakes.h"

namespace selvox::services {
namespace {

using base::Json;

events::Event at(double seconds, const char* type, Json body) {
  const auto whole = static_cast<int>(seconds);
  const auto milli = static_cast<int>(std::lround((seconds - whole) * 1000));
  std::string rest = std::to_string(1000 + milli).substr(1);
  body["type"] = type;
  return {1, 0, "2026-11-30T10:00:" + std::to_string(10 + whole) + "." + rest + "Z", type, std::move(body)};
}

events::Event loss(double seconds, std::int64_t step) {
  return at(seconds, "scalar", {{"name", "loss/train"}, {"step", step}, {"value", 1.0}});
}

std::vector<events::Event> dryLog() {
  return {at(0, "run_started", {{"step", 0}}),
          at(1.0, "scalar", {{"name", "probe/knn"}, {"step", 0}, {"value", 0.5}}),
          loss(3.0, 1),   // a start of 1 s and 0.5 s above a step
          loss(4.25, 2),  // a preview between
          loss(4.75, 3),
          loss(5.75, 4),
          loss(6.25, 5),
          at(8.25, "scalar", {{"name", "val/dice"}, {"step", 5}, {"value", 0.1}}),
          at(8.5, "scalar", {{"name", "memory/peak"}, {"step", 5}, {"value", 5e8}}),
          at(8.75, "checkpoint", {{"path", "checkpoints/step-00000005.safetensors"}, {"step", 5}, {"bytes", 1000000}})};
}

TEST(Estimate, ReadsTheLogOfADryRun) {
  const auto measured = readDryRun(dryLog());
  ASSERT_TRUE(measured) << measured.error().message;
  EXPECT_NEAR(measured->secondsPerStep, 0.5, 1e-6);  // the median of 0.5, 1 and 0.5
  EXPECT_NEAR(measured->previewSeconds, 0.75, 1e-6);
  EXPECT_NEAR(measured->validationSeconds, 2.0, 1e-6);
  EXPECT_NEAR(measured->probeSeconds, 1.0, 1e-6);
  EXPECT_NEAR(measured->startSeconds, 1.5, 1e-6);
  EXPECT_EQ(measured->memoryBytes, 500000000U);
  EXPECT_EQ(measured->checkpointBytes, 1000000U);
  auto torn = dryLog();
  torn.erase(torn.begin() + 5);
  EXPECT_FALSE(readDryRun(torn));
}

TEST(Estimate, AddsUpWhatARunDoes) {
  DryRun measured;
  measured.secondsPerStep = 0.5;
  measured.validationSeconds = 2;
  measured.validates = true;
  measured.previewSeconds = 0.25;
  measured.startSeconds = 3;
  measured.checkpointBytes = 100;
  // 1,000 steps: validated at 50, 100, …, 950 and at the end
  auto cost = costOf(measured, {{"train.steps", 1000}, {"preview.count", 8}});
  EXPECT_EQ(cost.steps, 1000);
  EXPECT_NEAR(cost.seconds, 3 + 500 + 20 * 2 + 8 * 0.25, 1e-9);
  EXPECT_EQ(cost.diskBytes, 400U);
  cost = costOf(measured, {{"train.steps", 1000}, {"validate.every", 300}, {"preview.count", 0}});
  EXPECT_NEAR(cost.seconds, 3 + 500 + 4 * 2, 1e-9);  // 300, 600, 900 and the end
  cost = costOf(measured, {{"train.steps", 40}});
  EXPECT_NEAR(cost.seconds, 3 + 20 + 2, 1e-9);  // only at the end
  cost = costOf(measured, {{"train.steps", 1000}, {"train.max_minutes", 2.0}});
  EXPECT_EQ(cost.steps, 240);
  EXPECT_NEAR(cost.seconds, 120, 1e-9);
  measured.validates = false;
  measured.probeSeconds = 1;
  cost = costOf(measured, {{"train.steps", 100}});
  EXPECT_NEAR(cost.seconds, 3 + 50 + 11, 1e-9);  // ten probes and the one before the first step
  cost = costOf(measured, {{"train.steps", 20000}, {"checkpoint.keep_gb", 5.0}});
  EXPECT_EQ(cost.diskBytes, 600U) << "one more an hour, for two hours";
  cost = costOf(measured, {{"train.steps", 20000}, {"checkpoint.keep_gb", 1e-9}});
  EXPECT_EQ(cost.diskBytes, 401U);
}

Launched launchedRun() {
  Launched launched;
  auto& spec = launched.spec;
  spec.name = "seg-1";
  spec.kind = "finetune";
  spec.task = "segmentation";
  spec.arch = "unet";
  spec.split = Json::array();
  spec.versions = Json::object();
  spec.initFrom = "mae-1";
  spec.initCheckpoint = "../mae-1/checkpoints/step-00000004.safetensors";
  spec.settings = {{"train.steps", 100}, {"train.batch", 2}, {"log.every", nullptr}};
  spec.datasets.push_back({"d", "v", 0, {1, 1, 1}});
  launched.estimate = {{"seconds_per_step", 0.4}, {"memory_bytes", 300000000}, {"process_bytes", 100000000}};
  return launched;
}

TEST(Estimate, RunsRealStepsInAFolderOfItsOwn) {
  test::Bench bench;
  std::filesystem::path folder;
  bench.worker.reply = [&](const std::vector<std::string>& words) {
    EXPECT_EQ(words[0], "run");
    EXPECT_EQ(words[2], "--until");
    EXPECT_EQ(words[3], "5");
    folder = base::pathFromUtf8(words[1]);
    const auto json = base::readJson(folder / "run.json");
    EXPECT_TRUE(json);
    const auto spec = spec::runSpecFromJson(*json);
    EXPECT_TRUE(spec) << spec.error().message;
    EXPECT_EQ((folder / spec->cache).lexically_normal(), bench.folder / "cache");
    EXPECT_EQ((folder / spec->initCheckpoint).lexically_normal(),
              bench.folder / "runs" / "mae-1" / "checkpoints" / "step-00000004.safetensors");
    EXPECT_EQ(spec->settings["validate.every"], 5);
    EXPECT_EQ(spec->settings["train.batch"], 2);
    std::string log;
    for (const auto& event : dryLog()) log += events::encode(event);
    log += events::encode(at(9, "state", {{"state", "paused"}, {"step", 5}}));
    EXPECT_TRUE(base::writeFile(folder / "events.jsonl", log));
    return ports::WorkerClient::Answer{0, "", ""};
  };
  const auto document = estimateRun(bench.workspace, launchedRun(), {});
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_NEAR((*document)["measured"]["seconds_per_step"].get<double>(), 0.5, 1e-6);
  EXPECT_NEAR((*document)["ratio"]["seconds_per_step"].get<double>(), 0.8, 1e-6);
  EXPECT_NEAR((*document)["ratio"]["memory_bytes"].get<double>(), 0.8, 1e-6);
  EXPECT_EQ((*document)["run"]["steps"], 100);
  EXPECT_FALSE(std::filesystem::exists(folder)) << "nothing is left";
  EXPECT_TRUE(bench.runs.list()->empty());
}

TEST(Estimate, SaysWhyADryRunFailed) {
  test::Bench bench;
  bench.worker.reply = [&](const std::vector<std::string>& words) {
    const auto log = events::encode(at(0, "run_started", {{"step", 0}})) +
                     events::encode(at(1, "state", {{"state", "failed"}, {"reason", "memory"}}));
    EXPECT_TRUE(base::writeFile(base::pathFromUtf8(words[1]) / "events.jsonl", log));
    return ports::WorkerClient::Answer{1, "", "The memory is used up at step 1."};
  };
  const auto refused = estimateRun(bench.workspace, launchedRun(), {});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("memory is used up"), std::string::npos) << refused.error().message;
  EXPECT_NE(refused.error().message.find("train.patch"), std::string::npos);
}

}  // namespace
}  // namespace selvox::services
