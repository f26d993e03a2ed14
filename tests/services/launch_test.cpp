#include "core/services/launch.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/base/text.h"
#include "core/services/settings.h"
#include "core/services/supervise.h"
#include "core/services/worker_call.h"
#include "tests/services/fakes.h"

namespace selvox::services {
namespace {

using base::Json;
using test::Bench;

spec::RunSpec runNamed(const std::string& name, const std::string& device = "cpu") {
  spec::RunSpec spec;
  spec.name = name;
  spec.kind = "pretrain";
  spec.method = "mae";
  spec.arch = "unet";
  spec.device = device;
  spec.created = name;
  spec.settings = Json::object();
  spec.split = Json::array();
  spec.versions = Json::object();
  return spec;
}

// Runs that end after two looks at them.
class CountingLauncher final : public ports::Launcher {
 public:
  [[nodiscard]] std::string id() const override { return "counting"; }
  base::Result<ports::LaunchHandle> start(const events::RunFolder& folder) override {
    started.push_back(folder.root.filename().string());
    life.push_back(2);
    most = std::max(most, static_cast<int>(std::count_if(life.begin(), life.end(), [](int left) { return left > 0; })));
    return ports::LaunchHandle{static_cast<std::int64_t>(life.size())};
  }
  bool alive(const ports::LaunchHandle& handle) override {
    return life[static_cast<std::size_t>(handle.pid - 1)]-- > 0;
  }
  std::vector<std::string> started;
  std::vector<int> life;
  int most = 0;
};

TEST(Queue, StartsOneRunAtATimeInOrder) {
  Bench bench;
  for (const char* name : {"c", "a", "b"}) {
    ASSERT_TRUE(bench.runs.create(runNamed(name)));
    ASSERT_TRUE(bench.runs.enqueue(name));
  }
  CountingLauncher launcher;
  const auto started = workQueue(bench.runs, launcher, [] {}, {});
  ASSERT_TRUE(started) << started.error().message;
  EXPECT_EQ(*started, 3);
  EXPECT_EQ(launcher.started, (std::vector<std::string>{"c", "a", "b"}));
  EXPECT_EQ(launcher.most, 1);
  EXPECT_TRUE(bench.runs.waiting.empty());
}

TEST(Queue, UsesTwoDevicesAtOnce) {
  Bench bench;
  for (const auto& [name, device] :
       std::vector<std::pair<std::string, std::string>>{{"a", "cuda:0"}, {"b", "cuda:0"}, {"c", "cuda:1"}}) {
    ASSERT_TRUE(bench.runs.create(runNamed(name, device)));
    ASSERT_TRUE(bench.runs.enqueue(name));
  }
  CountingLauncher launcher;
  ASSERT_TRUE(workQueue(bench.runs, launcher, [] {}, {}));
  EXPECT_EQ(launcher.started, (std::vector<std::string>{"a", "c", "b"}));
  EXPECT_EQ(launcher.most, 2);
}

TEST(Queue, ARunEnqueuedMeanwhileIsWorkedToo) {
  Bench bench;
  ASSERT_TRUE(bench.runs.create(runNamed("a")));
  ASSERT_TRUE(bench.runs.create(runNamed("late")));
  ASSERT_TRUE(bench.runs.enqueue("a"));
  CountingLauncher launcher;
  bool added = false;
  const auto idle = [&] {
    if (!std::exchange(added, true)) {
      EXPECT_TRUE(bench.runs.enqueue("late"));
    }
  };
  EXPECT_EQ(*workQueue(bench.runs, launcher, idle, {}), 2);
}

TEST(Queue, HasOneWorker) {
  Bench bench;
  std::filesystem::create_directories(bench.runs.root() / "queue");
  ASSERT_TRUE(bench.runs.create(runNamed("a")));
  ASSERT_TRUE(bench.runs.enqueue("a"));
  CountingLauncher launcher;
  base::Result<int> second = 0;
  const auto idle = [&] { second = workQueue(bench.runs, launcher, [] {}, {}); };
  ASSERT_TRUE(workQueue(bench.runs, launcher, idle, {}));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, base::ErrorCode::Busy);
}

TEST(Launch, ResolvesStepsFromMinutesAndWritesTheRun) {
  Bench bench;
  std::vector<Json> drafts;
  bench.worker.reply = [&](const std::vector<std::string>& arguments) {
    EXPECT_EQ(arguments.at(0), "resolve");
    drafts.push_back(*base::readJson(base::pathFromUtf8(arguments.at(1))));
    Json settings = drafts.back()["settings"];
    settings["train.batch"] = 4;
    if (!settings.contains("train.steps")) settings["train.steps"] = 99999;
    const Json answer = {{"settings", settings},
                         {"parameters", 123},
                         {"device", "cpu"},
                         {"estimate", {{"seconds_per_step", 0.5}}},
                         {"warnings", {"slow"}}};
    return ports::WorkerClient::Answer{0, answer.dump(),
                                       "{\"progress\":{\"stage\":\"Probing\",\"done\":1,\"total\":3}}\n"};
  };
  auto spec = runNamed("mae-1", "auto");
  spec.initCheckpoint = "../old/checkpoints/x.safetensors";
  auto launched = resolveRun(bench.workspace, spec, 2.0, {});
  ASSERT_TRUE(launched) << launched.error().message;
  EXPECT_EQ(launched->spec.settings["train.steps"], 216);  // 0.9 * 120 s / 0.5 s
  EXPECT_EQ(launched->spec.settings["train.max_minutes"], 2.0);
  EXPECT_EQ(launched->spec.parameters, 123);
  EXPECT_EQ(launched->spec.device, "cpu");
  EXPECT_EQ(launched->warnings, std::vector<std::string>{"slow"});
  ASSERT_EQ(drafts.size(), 2u);
  EXPECT_EQ(drafts[1]["settings"]["train.batch"], 4);
  EXPECT_NE(drafts[0].dump().find("../../runs/old/checkpoints/x.safetensors"), std::string::npos);
  EXPECT_TRUE(std::filesystem::is_empty(bench.folder / "index" / "drafts"));
  ASSERT_TRUE(createAndEnqueue(bench.workspace, *launched));
  EXPECT_EQ(bench.runs.waiting, std::vector<std::string>{"mae-1"});
  EXPECT_EQ(bench.runs.find("mae-1")->snapshot.spec.initCheckpoint, "../old/checkpoints/x.safetensors");
}

TEST(WorkerCall, TurnsTheWorkersWordsIntoAnError) {
  Bench bench;
  bench.worker.reply = [](const auto&) {
    return ports::WorkerClient::Answer{1, "",
                                       "first line\n{\"progress\":{\"stage\":\"x\"}}\ntrain.lr must be positive.\n"};
  };
  const auto answer = askWorkerJson(bench.workspace, {"resolve", "x"}, {});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, base::ErrorCode::Refused);
  EXPECT_EQ(answer.error().message, "train.lr must be positive.");
  bench.worker.reply = [](const auto&) { return ports::WorkerClient::Answer{137, "", ""}; };
  EXPECT_EQ(askWorker(bench.workspace, {"predict"}, {}).error().code, base::ErrorCode::Internal);
  bench.workspace.worker = nullptr;
  EXPECT_EQ(askWorker(bench.workspace, {"predict"}, {}).error().code, base::ErrorCode::NotFound);
}

TEST(Supervise, ResumeAndPauseGoThroughTheQueue) {
  Bench bench;
  ASSERT_TRUE(bench.runs.create(runNamed("a")));
  ASSERT_TRUE(resumeRun(bench.runs, "a"));
  ASSERT_TRUE(resumeRun(bench.runs, "a"));  // asked twice, queued once
  EXPECT_EQ(bench.runs.waiting.size(), 1u);
  EXPECT_EQ(findRun(bench.runs, "a")->state, "queued");
  ASSERT_TRUE(pauseRun(bench.runs, "a", [] {}, {}));
  EXPECT_TRUE(bench.runs.waiting.empty());
  const auto unknown = findRun(bench.runs, "b");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, base::ErrorCode::NotFound);
}

// A run that another process takes out of the queue and starts, as `RunEnd` sees it.
struct Followed {
  Followed() {
    EXPECT_TRUE(bench.runs.create(runNamed("a")));
    EXPECT_TRUE(bench.runs.enqueue("a"));
    std::filesystem::create_directories(bench.runs.root() / "queue");
  }
  void write(const char* type, const Json& fields) {
    auto log = events::EventWriter::open(folder().log());
    ASSERT_TRUE(log && log->write(type, fields));
  }
  [[nodiscard]] events::RunFolder folder() const { return bench.runs.folder("a"); }
  [[nodiscard]] base::FileLock hold(const std::filesystem::path& path) const {
    return *base::FileLock::acquire(path, base::LockMode::Exclusive, "test");
  }
  // The answer of `count` looks; the first one that says something ends them.
  static base::Result<std::optional<std::string>> look(RunEnd& end, int count) {
    for (int i = 1; i < count; ++i)
      if (auto answer = end.look(); !answer || *answer) return answer;
    return end.look();
  }
  Bench bench;
  int starts = 0;
  std::function<base::Status()> work = [this]() -> base::Status {
    ++starts;
    return {};
  };
};

TEST(RunEnd, ALongWaitInTheQueueIsNoEnd) {
  Followed run;
  const auto queue = run.hold(queueLock(run.bench.runs));
  RunEnd end(run.bench.runs, "a", "", run.work);
  EXPECT_EQ(*Followed::look(end, 200), std::nullopt);
  EXPECT_TRUE(end.waiting());
  ASSERT_TRUE(run.bench.runs.dequeue("a"));  // the other process has started a worker, which loads its libraries
  EXPECT_EQ(*Followed::look(end, 200), std::nullopt);
  {
    const auto worker = run.hold(run.folder().lock());
    run.write("run_started", {{"step", 0}, {"steps", 2}});
    EXPECT_EQ(*Followed::look(end, 200), std::nullopt);
    run.write("state", {{"state", "done"}, {"step", 2}});
    EXPECT_EQ(*Followed::look(end, 200), std::nullopt);
  }
  EXPECT_EQ(*Followed::look(end, 8), "done");
  EXPECT_EQ(run.starts, 0);
}

TEST(RunEnd, WhatAnEarlierProcessWroteIsNotTheEndOfThisOne) {
  Followed run;
  run.write("run_started", {{"step", 0}, {"steps", 9}});
  run.write("state", {{"state", "paused"}, {"step", 4}});
  const auto before = findRun(run.bench.runs, "a")->listing.snapshot.view.lastEvent;
  ASSERT_TRUE(run.bench.runs.dequeue("a"));
  RunEnd end(run.bench.runs, "a", before, run.work);
  EXPECT_EQ(*Followed::look(end, 60), std::nullopt);
  while (base::isoNow() == before) {
  }
  run.write("run_started", {{"step", 4}, {"steps", 9}});
  EXPECT_EQ(*Followed::look(end, 8), "lost");
  run.write("state", {{"state", "failed"}, {"reason", "disk"}});
  EXPECT_EQ(*Followed::look(end, 8), "failed");
}

TEST(RunEnd, AWorkerThatNeverBeganIsAnErrorInTheEnd) {
  Followed run;
  ASSERT_TRUE(run.bench.runs.dequeue("a"));
  RunEnd end(run.bench.runs, "a", "", run.work);
  const auto answer = Followed::look(end, 5000);
  ASSERT_FALSE(answer);
  EXPECT_NE(answer.error().message.find("'a' did not begin"), std::string::npos);
}

TEST(RunEnd, AQueueThatNobodyWorksAnyMoreIsWorkedAgain) {
  Followed run;
  RunEnd end(run.bench.runs, "a", "", run.work);
  EXPECT_EQ(*Followed::look(end, 25), std::nullopt);
  EXPECT_EQ(run.starts, 1);
  const auto answer = Followed::look(end, 5000);
  ASSERT_FALSE(answer);
  EXPECT_EQ(run.starts, 3);
  EXPECT_NE(answer.error().message.find("work.log"), std::string::npos);
}

TEST(Supervise, PauseWaitsForTheWorkerToLetGo) {
  Bench bench;
  const auto folder = bench.runs.create(runNamed("a"));
  ASSERT_TRUE(folder);
  auto log = events::EventWriter::open(folder->log());
  ASSERT_TRUE(log->write("run_started", {{"step", 0}, {"steps", 10}}));
  std::optional<base::FileLock> held;
  held.emplace(*base::FileLock::acquire(folder->lock(), base::LockMode::Exclusive, "worker"));
  int looks = 0;
  const auto worker = [&] {
    ++looks;
    if (looks == 1) {
      EXPECT_EQ(events::takeRequest(*folder), events::Request::Pause);
      ASSERT_TRUE(log->write("state", {{"state", "paused"}, {"step", 3}}));
    }
    if (looks == 3) held.reset();
  };
  ASSERT_TRUE(pauseRun(bench.runs, "a", worker, {}));
  EXPECT_EQ(looks, 3);
  EXPECT_FALSE(pauseRun(bench.runs, "a", [] {}, {}));  // nothing to pause any more
}

TEST(Supervise, AParentIsNotDeletedUnderItsChildren) {
  Bench bench;
  auto child = runNamed("child");
  child.parents = {"a"};
  ASSERT_TRUE(bench.runs.create(runNamed("a")));
  ASSERT_TRUE(bench.runs.create(child));
  const auto refused = deleteRun(bench.runs, "a", false);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("child"), std::string::npos);
  ASSERT_TRUE(deleteRun(bench.runs, "a", true));
  EXPECT_EQ(*rescanRuns(bench.workspace), 1u);
  ASSERT_EQ(bench.catalog.mirrored.size(), 1u);
  EXPECT_EQ(bench.catalog.mirrored[0].parent, "a");
}

TEST(Supervise, ARescanMirrorsLastValuesAndTheCheckpointsThatAreThere) {
  Bench bench;
  const auto folder = bench.runs.create(runNamed("a"));
  ASSERT_TRUE(folder);
  ASSERT_TRUE(base::writeFile(folder->checkpoints() / "one", "1"));
  ASSERT_TRUE(base::writeFile(folder->checkpoints() / "two", "2"));
  ASSERT_TRUE(base::writeFile(bench.folder / "outside", "3"));
  {
    auto log = events::EventWriter::open(folder->log());
    ASSERT_TRUE(log->scalar("loss/train", 1, 0.75));
    ASSERT_TRUE(log->write("checkpoint", {{"step", 1}, {"path", "checkpoints/one"}, {"best", true}}));
    ASSERT_TRUE(log->scalar("loss/train", 2, 0.5));
    ASSERT_TRUE(log->scalar("val/dice", 2, std::nan("")));
    ASSERT_TRUE(log->write("checkpoint", {{"step", 2}, {"path", "checkpoints/two"}, {"best", true}}));
    ASSERT_TRUE(log->write("checkpoint", {{"step", 3}, {"path", "checkpoints/gone"}}));
    ASSERT_TRUE(log->write("checkpoint", {{"step", 4}, {"path", "../../outside"}}));
  }
  EXPECT_EQ(*rescanRuns(bench.workspace), 1u);
  const auto& row = bench.catalog.mirrored.at(0);
  ASSERT_EQ(row.metrics.size(), 2u);
  EXPECT_EQ(row.metrics[0].name, "loss/train");
  EXPECT_EQ(row.metrics[0].value, 0.5);
  EXPECT_TRUE(std::isnan(row.metrics[1].value));
  ASSERT_EQ(row.checkpoints.size(), 2u);
  EXPECT_FALSE(row.checkpoints[0].best);
  EXPECT_EQ(row.checkpoints[1].path, "checkpoints/two");
  EXPECT_TRUE(row.checkpoints[1].best);
}

TEST(Supervise, TimeLeftFollowsPaceAndLimit) {
  events::RunSnapshot snapshot;
  EXPECT_FALSE(secondsLeft(snapshot));
  snapshot.view.step = 100;
  snapshot.view.steps = 400;
  snapshot.view.seconds = 50;
  EXPECT_DOUBLE_EQ(*secondsLeft(snapshot), 150);
  snapshot.spec.settings = {{"train.max_minutes", 2}};
  EXPECT_DOUBLE_EQ(*secondsLeft(snapshot), 70);
}

TEST(Settings, AreTypedBySchemaAndUnknownOnesNameTheNearest) {
  spec::ParamSchema engine;
  spec::Param lr;
  lr.name = "train.lr";
  lr.type = spec::ParamType::Float;
  lr.defaultValue = 0.001;
  lr.minimum = 0;
  engine.params = {lr};
  spec::ParamSchema own;
  spec::Param ratio = lr;
  ratio.name = "mask_ratio";
  own.params = {ratio};
  const Json describe = {{"engine", {{"schema", spec::toJson(engine)}}},
                         {"methods", {{{"id", "mae"}, {"schema", spec::toJson(own)}}}},
                         {"networks", {{{"id", "unet"}, {"schema", spec::toJson(own)}}}},
                         {"tasks", Json::array()}};
  const auto schema = runSchema(describe, {"pretrain", "mae", "", "unet"});
  ASSERT_TRUE(schema) << schema.error().message;
  const auto values = parseSettings(*schema, {"train.lr=1e-2", "mask_ratio=0.5", "arch.mask_ratio=0.25"});
  ASSERT_TRUE(values) << values.error().message;
  EXPECT_EQ(*values, (Json{{"train.lr", 0.01}, {"mask_ratio", 0.5}, {"arch.mask_ratio", 0.25}}));
  EXPECT_NE(parseSettings(*schema, {"train.rl=1"}).error().message.find("train.lr"), std::string::npos);
  EXPECT_FALSE(parseSettings(*schema, {"train.lr"}));
  EXPECT_FALSE(parseSettings(*schema, {"train.lr=-1"}));
  EXPECT_NE(runSchema(describe, {"pretrain", "mea", "", "unet"}).error().message.find("mae"), std::string::npos);
}

}  // namespace
}  // namespace selvox::services
