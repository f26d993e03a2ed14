#include <gtest/gtest.h>

#include "core/base/text.h"
#include "core/events/run_folder.h"
#include "tests/base/temporary.h"

using namespace selvox::events;
using namespace selvox::base;
using selvox::test::TemporaryFolder;

namespace {

struct ExampleRun {
  TemporaryFolder folder;
  RunFolder run{folder.path()};
  ExampleRun() {
    selvox::spec::RunSpec spec;
    spec.name = "a";
    spec.kind = "pretrain";
    spec.method = "mae";
    spec.arch = "unet";
    spec.settings = {{"train.steps", 500}};
    spec.parameters = 77;
    EXPECT_TRUE(writeJson(run.spec(), selvox::spec::toJson(spec)));
  }
  [[nodiscard]] std::string state() const { return readRun(run)->view.state; }
};

}  // namespace

TEST(RunState, FollowsTheLogAndTheLock) {
  ExampleRun r;
  EXPECT_EQ(r.state(), "queued");
  EXPECT_EQ(readRun(r.run)->view.steps, 500);
  EXPECT_EQ(readRun(r.run)->view.parameters, 77);
  {
    auto lock = FileLock::acquire(r.run.lock(), LockMode::Exclusive, "selvox-worker");
    EXPECT_EQ(r.state(), "queued");
    auto writer = EventWriter::open(r.run.log());
    ASSERT_TRUE(writer->write("run_started", {{"resumed", false}, {"step", 0}, {"steps", 400}}));
    ASSERT_TRUE(writer->write("heartbeat", {{"step", 17}, {"epoch", 2}, {"seconds", 3.5}}));
    const auto view = readRun(r.run)->view;
    EXPECT_EQ(view.state, "running");
    EXPECT_EQ(view.step, 17);
    EXPECT_EQ(view.steps, 400);
    EXPECT_EQ(view.epoch, 2);
    EXPECT_EQ(view.seconds, 3.5);
  }
  EXPECT_EQ(r.state(), "lost");
  {
    auto lock = FileLock::acquire(r.run.lock(), LockMode::Exclusive, "selvox-worker");
    auto writer = EventWriter::open(r.run.log());
    ASSERT_TRUE(writer->write("run_started", {{"resumed", true}, {"step", 10}}));
    EXPECT_EQ(r.state(), "running");
    EXPECT_EQ(readRun(r.run)->view.step, 10);
    ASSERT_TRUE(writer->write("state", {{"state", "paused"}}));
  }
  EXPECT_EQ(r.state(), "paused");
  auto writer = EventWriter::open(r.run.log());
  ASSERT_TRUE(writer->write("run_started", {{"resumed", true}}));
  ASSERT_TRUE(writer->write("state", {{"state", "failed"}, {"reason", "disk"}}));
  EXPECT_EQ(r.state(), "failed");
  EXPECT_EQ(readRun(r.run)->view.reason, "disk");
  ASSERT_TRUE(writer->write("state", {{"state", "exploded"}}));
  EXPECT_EQ(r.state(), "failed");
}

TEST(RunState, WithoutALockThatHoldsSilenceDecides) {
  ExampleRun r;
  ASSERT_TRUE(writeFile(r.run.root / "lock.unreliable", ""));
  { ASSERT_TRUE(EventWriter::open(r.run.log())->write("run_started", {})); }
  EXPECT_EQ(r.state(), "running");
  ASSERT_TRUE(writeFile(r.run.log(), encode({1, 0, "2020-01-01T00:00:00.000Z", "run_started", {}})));
  EXPECT_EQ(r.state(), "lost");
}

TEST(RunState, CheckpointsAndPreviewsAreKept) {
  RunView view;
  const auto apply = [&](const char* type, Json body) { view.apply({1, 0, "t", type, std::move(body)}); };
  apply("checkpoint", {{"path", "checkpoints/a"}, {"step", 5}, {"best", true}});
  apply("checkpoint", {{"path", "checkpoints/b"}, {"step", 9}, {"best", false}});
  apply("preview", {{"path", "previews/a"}});
  apply("preview", {{"path", "previews/a"}});
  apply("preview", {{"path", 7}});
  apply("unheard-of", {{"step", "seven"}});
  EXPECT_EQ(view.lastCheckpoint, "checkpoints/b");
  EXPECT_EQ(view.bestCheckpoint, "checkpoints/a");
  EXPECT_EQ(view.previews, std::vector<std::string>{"previews/a"});
  EXPECT_EQ(view.step, 9);
}

TEST(RunState, ABrokenSpecIsAnError) {
  ExampleRun r;
  ASSERT_TRUE(writeFile(r.run.spec(), "{\"format\":"));
  EXPECT_EQ(readRun(r.run).error().code, ErrorCode::Corrupt);
  std::filesystem::remove(r.run.spec());
  EXPECT_EQ(readRun(r.run).error().code, ErrorCode::NotFound);
}

TEST(RunState, LogViewReadsOnAndStartsOverWithAReplacedLog) {
  ExampleRun r;
  LogView log(r.run.log());
  auto lock = FileLock::acquire(r.run.lock(), LockMode::Exclusive, "x");
  ASSERT_TRUE(log.update(r.run));
  EXPECT_EQ(log.view().state, "queued");
  auto writer = EventWriter::open(r.run.log());
  ASSERT_TRUE(writer->write("run_started", {{"step", 3}}));
  ASSERT_TRUE(log.update(r.run));
  EXPECT_EQ(log.view().step, 3);
  ASSERT_TRUE(writer->write("heartbeat", {{"step", 8}}));
  ASSERT_TRUE(log.update(r.run));
  EXPECT_EQ(log.view().step, 8);
  ASSERT_TRUE(writeFile(r.run.log(), ""));
  ASSERT_TRUE(log.update(r.run));
  EXPECT_EQ(log.view().state, "queued");
  EXPECT_EQ(log.view().step, 0);
}

TEST(Requests, AreTakenOnceMostUrgentFirst) {
  ExampleRun r;
  EXPECT_FALSE(takeRequest(r.run));
  ASSERT_TRUE(request(r.run, Request::Checkpoint));
  ASSERT_TRUE(request(r.run, Request::Pause));
  ASSERT_TRUE(request(r.run, Request::Stop));
  ASSERT_TRUE(request(r.run, Request::Stop));
  EXPECT_EQ(takeRequest(r.run), Request::Stop);
  EXPECT_EQ(takeRequest(r.run), Request::Pause);
  EXPECT_EQ(takeRequest(r.run), Request::Checkpoint);
  EXPECT_FALSE(takeRequest(r.run));
}

TEST(Paths, StayInsideTheRunFolder) {
  ExampleRun r;
  EXPECT_EQ(*resolveInside(r.run, "previews/a.safetensors"), r.run.previews() / "a.safetensors");
  for (const char* bad : {"", "/etc/passwd", "../x", "a/../../x", "previews/..", "a\\b", "C:/x", "c:x"}) {
    const auto path = resolveInside(r.run, bad);
    ASSERT_FALSE(path) << bad;
    EXPECT_EQ(path.error().code, ErrorCode::Refused);
  }
  std::error_code code;
  std::filesystem::create_directory_symlink("/", r.run.root / "link", code);
  if (code) GTEST_SKIP() << "this system makes no links";
  EXPECT_FALSE(resolveInside(r.run, "link/etc/passwd"));
}

TEST(RunState, AlarmsLastUntilTheyAreOverOrTheRunGoesOn) {
  RunView view;
  const auto tell = [&](const char* type, Json body) {
    Event event;
    event.type = type;
    event.body = std::move(body);
    view.apply(event);
  };
  tell("alarm", {{"name", "collapse"}, {"metric", "collapse/std_times_sqrt_d"}, {"step", 60}, {"active", true},
                 {"cause", "Flat."}, {"setting", "train.lr"}, {"suggested", 1e-4}});
  tell("alarm", {{"name", "collapse"}, {"metric", "byol/collapse/std_times_sqrt_d"}, {"step", 61}});
  tell("alarm", {{"step", 62}});
  ASSERT_EQ(view.alarms.size(), 2u);
  EXPECT_EQ(view.alarms[0].setting, "train.lr");
  EXPECT_EQ(view.alarms[0].suggested, 1e-4);
  EXPECT_EQ(view.alarms[0].step, 60);
  EXPECT_TRUE(view.alarms[1].suggested.is_null());
  tell("alarm", {{"name", "collapse"}, {"metric", "collapse/std_times_sqrt_d"}, {"active", false}});
  ASSERT_EQ(view.alarms.size(), 1u);
  EXPECT_EQ(view.alarms[0].metric, "byol/collapse/std_times_sqrt_d");
  tell("run_started", {{"resumed", true}});
  EXPECT_TRUE(view.alarms.empty());
}
