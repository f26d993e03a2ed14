#include <fstream>

#include <gtest/gtest.h>

#include "tests/ui/runs_support.h"
#include "ui/pages/runs/run_monitor.h"
#include "ui/pages/runs/run_table_model.h"

namespace selvox::ui::test {
namespace {

double falling(std::int64_t step) { return 1.0 / (1.0 + static_cast<double>(step)); }
double doubled(std::int64_t step) { return 2.0 + static_cast<double>(step); }

class RunsMonitor : public testing::Test {
 protected:
  QTemporaryDir folder_;
  FakeStore store_{pathOf(folder_)};
};

TEST_F(RunsMonitor, DerivesEveryState) {
  FakeRun running(store_.root(), "running"), lost(store_.root(), "lost"), done(store_.root(), "done"), failed(store_.root(), "failed"),
      paused(store_.root(), "paused"), queued(store_.root(), "queued");
  running.hold();
  running.start();
  lost.start();
  for (auto* run : {&done, &failed, &paused}) run->start();
  done.state("done");
  failed.state("failed", "out of memory");
  paused.state("paused");
  (void)store_.enqueue("queued");
  RunMonitor monitor(store_);
  ASSERT_TRUE(waitFor([&] { return monitor.listed() && monitor.runs().size() == 6; }));
  for (const QString name : {"running", "lost", "done", "failed", "paused", "queued"}) EXPECT_EQ(monitor.find(name)->state, name);
  EXPECT_EQ(monitor.find("failed")->reason, "out of memory");
  EXPECT_EQ(monitor.find("queued")->queuePlace, 1);
  // The worker dies: its lock falls free and the state follows.
  running.release();
  EXPECT_TRUE(waitFor([&] { return monitor.find("running")->state == "lost"; }));
}

TEST_F(RunsMonitor, CurveGrowsWhileWatched) {
  FakeRun run(store_.root(), "mae-1");
  run.hold();
  run.start();
  run.scalars("loss/train", 0, 10, falling);
  RunMonitor monitor(store_);
  monitor.watch("mae-1");
  const auto count = [&] {
    const RunRecord* record = monitor.record("mae-1");
    const auto found = record->curves.find("loss/train");
    return found == record->curves.end() ? std::size_t{0} : found->second.samples().size();
  };
  ASSERT_TRUE(waitFor([&] { return count() == 10; }));
  run.scalars("loss/train", 10, 25, falling);
  EXPECT_TRUE(waitFor([&] { return count() == 25; }));
  EXPECT_DOUBLE_EQ(monitor.record("mae-1")->curves.at("loss/train").last(), falling(24));
  EXPECT_TRUE(waitFor([&] { return monitor.find("mae-1")->step == 24; }));
}

TEST_F(RunsMonitor, TornLineWaitsForItsRest) {
  FakeRun run(store_.root(), "torn");
  run.start();
  run.scalars("loss/train", 0, 3, falling);
  run.raw("{\"v\":1,\"seq\":4,\"t\":\"2026-11-23T10:00:00.000Z\",\"type\":\"scalar\",\"name\":\"loss/train\",\"st");
  RunMonitor monitor(store_);
  monitor.watch("torn");
  ASSERT_TRUE(waitFor([&] { return monitor.record("torn")->loaded; }));
  EXPECT_EQ(monitor.record("torn")->curves.at("loss/train").samples().size(), 3u);
  run.raw("ep\":3,\"value\":0.5}\n");
  EXPECT_TRUE(waitFor([&] { return monitor.record("torn")->curves.at("loss/train").samples().size() == 4; }));
  EXPECT_DOUBLE_EQ(monitor.record("torn")->curves.at("loss/train").last(), 0.5);
}

TEST_F(RunsMonitor, ResumedLogGoesBackInSteps) {
  FakeRun run(store_.root(), "resumed");
  run.start();
  run.scalars("loss/train", 0, 20, falling);
  run.reopen();
  run.start(12, true);
  run.scalars("loss/train", 12, 16, doubled);
  RunMonitor monitor(store_);
  monitor.watch("resumed");
  ASSERT_TRUE(waitFor([&] { return monitor.record("resumed")->loaded; }));
  const auto& samples = monitor.record("resumed")->curves.at("loss/train").samples();
  ASSERT_EQ(samples.size(), 20u);
  EXPECT_DOUBLE_EQ(samples[11].value, falling(11));
  EXPECT_DOUBLE_EQ(samples[12].value, doubled(12));
  EXPECT_DOUBLE_EQ(samples[15].value, doubled(15));
  EXPECT_DOUBLE_EQ(samples[16].value, falling(16));
  bool resumed = false;
  for (const RunMessage& message : monitor.record("resumed")->messages) resumed |= message.text.contains("12");
  EXPECT_TRUE(resumed);
}

TEST_F(RunsMonitor, NewAndDeletedFoldersAreNoticed) {
  FakeRun first(store_.root(), "first");
  RunMonitor monitor(store_);
  ASSERT_TRUE(waitFor([&] { return monitor.runs().size() == 1; }));
  FakeRun second(store_.root(), "second");
  EXPECT_TRUE(waitFor([&] { return monitor.find("second") != nullptr; }));
  std::filesystem::remove_all(first.folder().root);
  EXPECT_TRUE(waitFor([&] { return monitor.find("first") == nullptr; }));
  EXPECT_NE(monitor.find("second"), nullptr);
}

TEST_F(RunsMonitor, BrokenSpecIsARowNotACrash) {
  std::filesystem::create_directories(store_.root() / "odd");
  ASSERT_TRUE(base::writeFile(store_.root() / "odd" / "run.json", "{ this is no JSON"));
  RunMonitor monitor(store_);
  ASSERT_TRUE(waitFor([&] { return monitor.find("odd") != nullptr; }));
  EXPECT_EQ(monitor.find("odd")->state, "broken");
  EXPECT_FALSE(monitor.find("odd")->reason.isEmpty());
}

TEST_F(RunsMonitor, FiveThousandRunsStayQuick) {
  for (int i = 0; i < 5000; ++i) {
    RunOptions options;
    options.kind = i % 2 ? "finetune" : "pretrain";
    options.parent = i % 2 ? "run-" + std::to_string(i % 100 / 2 * 2) : "scratch";
    options.seed = i;
    const std::string name = "run-" + std::to_string(i);
    const auto folder = store_.folder(name);
    std::filesystem::create_directories(folder.root);
    // Plain writes instead of durable ones: the test is about reading.
    std::ofstream(folder.spec()) << specJson(name, options).dump();
    std::ofstream(folder.log()) << R"({"v":1,"seq":0,"t":"2026-11-23T10:00:00.000Z","type":"run_started","step":0,"steps":1000})" << '\n'
                                      << R"({"v":1,"seq":1,"t":"2026-11-23T10:00:01.000Z","type":"scalar","name":"loss/train","step":1,"value":)" << i << "}\n"
                                      << R"({"v":1,"seq":2,"t":"2026-11-23T10:00:02.000Z","type":"state","state":"done","seconds":2})" << '\n';
  }
  RunMonitor monitor(store_);
  RunTableModel model(monitor);
  ASSERT_TRUE(QTest::qWaitFor([&] { return monitor.listed() && monitor.runs().size() == 5000; }, 120000));
  EXPECT_EQ(model.shownRows(), 5000);
  model.setFilter("seed:4999");
  EXPECT_EQ(model.shownRows(), 1);
  model.setFilter("");
  model.setGrouping(RunTableModel::Grouping::None);
  model.sort(RunTableModel::Last, Qt::DescendingOrder);
  EXPECT_EQ(model.run(model.index(0, 0, model.index(0, 0)))->name, "run-4999");
  // A live value repaints its row and rebuilds nothing.
  int resets = 0;
  QObject::connect(&model, &QAbstractItemModel::modelReset, [&] { ++resets; });
  std::ofstream(store_.root() / "run-7" / "events.jsonl", std::ios::app)
      << R"({"v":1,"seq":3,"t":"2026-11-23T10:00:03.000Z","type":"scalar","name":"loss/train","step":2,"value":0.25})" << '\n';
  EXPECT_TRUE(QTest::qWaitFor([&] { return monitor.find("run-7")->last == 0.25; }, 60000));
  EXPECT_EQ(resets, 0);
}

}  // namespace
}  // namespace selvox::ui::test
