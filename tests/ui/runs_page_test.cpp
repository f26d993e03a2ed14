#include <algorithm>

#include <QCheckBox>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTreeWidget>

#include <gtest/gtest.h>

#include "tests/ui/runs_support.h"
#include "ui/charts/chart_grid.h"
#include "ui/charts/scatter_plot.h"
#include "ui/jobs/job_model.h"
#include "ui/pages/runs/collapse.h"
#include "ui/pages/runs/compare_panel.h"
#include "ui/pages/runs/curve_drawer.h"
#include "ui/pages/runs/live_tab.h"
#include "ui/pages/runs/run_detail_panel.h"
#include "ui/pages/runs/run_filter.h"
#include "ui/pages/runs/run_table_panel.h"
#include "ui/pages/runs/run_table_view.h"
#include "ui/pages/runs/run_tabs.h"
#include "ui/pages/runs_page.h"
#include "ui/widgets/empty_state.h"

namespace selvox::ui::test {
namespace {

double falling(std::int64_t step) {
  return 1.0 / (1.0 + static_cast<double>(step));
}

QPushButton* button(QWidget* where, const QString& text) {
  for (QPushButton* each : where->findChildren<QPushButton*>()) {
    if (each->text() == text) return each;
  }
  return nullptr;
}

class RunsPageTest : public testing::Test {
 protected:
  void SetUp() override {
    QSettings().clear();
    context_.workspace = pathOf(folder_);
    context_.runs = &store_;
    context_.cliProgram = pathOf(folder_) / "no-such-program";
    context_.jobs = &jobs_;
  }
  void open() {
    page_ = std::make_unique<RunsPage>(context_, navigator_, nullptr);
    page_->resize(1200, 800);
    page_->show();
    ASSERT_TRUE(waitFor([&] { return page_->monitor().listed(); }));
  }
  void evaluation(const FakeRun& run, double shift) {
    base::Json cases = base::Json::array();
    for (int i = 9; i < 12; ++i) {
      const double dice = 0.7 + 0.02 * i + shift;
      cases.push_back(
          {{"case", "case_" + std::to_string(i)},
           {"labels", {{"1", {{"dice", dice}, {"hd95", 2.0}}}, {"2", {{"dice", dice - 0.02}, {"hd95", nullptr}}}}}});
    }
    const base::Json interval{{"mean", 0.8 + shift}, {"low", 0.75 + shift}, {"high", 0.85 + shift}, {"n", 3}};
    std::filesystem::create_directories(run.folder().evaluations());
    ASSERT_TRUE(base::writeJson(
        run.folder().evaluations() / "test.json",
        {{"run", "x"},
         {"split", "test"},
         {"cases", cases},
         {"labels",
          {{"1", {{"name", "anterior"}, {"dice", interval}}}, {"2", {{"name", "posterior"}, {"dice", interval}}}}}}));
  }

  QTemporaryDir folder_;
  FakeStore store_{pathOf(folder_) / "runs"};
  JobModel jobs_;
  Context context_;
  Navigator navigator_;
  std::unique_ptr<RunsPage> page_;
};

TEST_F(RunsPageTest, EmptyWorkspaceSaysWhatWillBeHere) {
  open();
  auto* empty = page_->table()->findChild<EmptyState*>();
  ASSERT_NE(empty, nullptr);
  EXPECT_TRUE(waitFor([&] { return empty->isVisible(); }));
  QSignalSpy spy(&navigator_, &Navigator::openPage);
  empty->button()->click();
  ASSERT_EQ(spy.count(), 1);
  EXPECT_EQ(spy[0][0].toString(), "experiments");
}

TEST_F(RunsPageTest, OpensARunThatWasAskedForBeforeTheListWasRead) {
  FakeRun run(store_.root(), "mae-1");
  run.start();
  page_ = std::make_unique<RunsPage>(context_, navigator_, nullptr);
  Q_EMIT navigator_.openRun("mae-1");
  page_->show();
  EXPECT_TRUE(waitFor([&] { return page_->title() == "mae-1"; }));
}

TEST_F(RunsPageTest, PauseButtonMakesTheRequestFile) {
  FakeRun run(store_.root(), "mae-1");
  run.hold();
  run.start();
  open();
  Q_EMIT navigator_.openRun("mae-1");
  ASSERT_TRUE(waitFor([&] { return page_->title() == "mae-1"; }));
  QPushButton* pause = button(page_->headerActions(), "Pause");
  ASSERT_NE(pause, nullptr);
  ASSERT_TRUE(waitFor([&] { return pause->isEnabled(); }));
  QTest::mouseClick(pause, Qt::LeftButton);
  EXPECT_TRUE(waitFor([&] { return std::filesystem::exists(run.folder().control() / "pause"); }));
  // The worker obeys: the button offers to resume.
  run.state("paused");
  run.release();
  EXPECT_TRUE(waitFor([&] { return pause->text() == "Resume"; }));
}

TEST_F(RunsPageTest, StopAsksFirst) {
  FakeRun run(store_.root(), "mae-1");
  run.hold();
  run.start();
  open();
  ASSERT_TRUE(waitFor([&] { return page_->monitor().find("mae-1") != nullptr; }));
  page_->table()->view()->selectRun("mae-1");
  int asked = 0;
  bool answer = false;
  page_->actions()->ask = [&](const QString&, const QString&, const QString&) {
    ++asked;
    return answer;
  };
  QTest::keyClick(page_->table()->view(), Qt::Key_S);
  EXPECT_EQ(asked, 1);
  answer = true;
  QTest::keyClick(page_->table()->view(), Qt::Key_S);
  EXPECT_TRUE(waitFor([&] { return std::filesystem::exists(run.folder().control() / "stop"); }));
  EXPECT_EQ(asked, 2);
}

TEST_F(RunsPageTest, DeletionNamesTheLossAndReportsFailure) {
  FakeRun run(store_.root(), "old");
  run.start();
  run.state("done");
  std::filesystem::create_directories(run.folder().checkpoints());
  ASSERT_TRUE(base::writeFile(run.folder().checkpoints() / "step-00000400.safetensors", std::string(3000, 'x')));
  open();
  ASSERT_TRUE(waitFor([&] { return page_->monitor().find("old") != nullptr; }));
  page_->table()->view()->selectRun("old");
  QString told;
  page_->actions()->ask = [&](const QString&, const QString& text, const QString&) {
    told = text;
    return true;
  };
  QSignalSpy failed(page_->actions(), &RunActions::failed);
  QTest::keyClick(page_->table()->view(), Qt::Key_Delete);
  EXPECT_TRUE(waitFor([&] { return !told.isEmpty(); }));
  EXPECT_TRUE(told.contains("1 checkpoint")) << told.toStdString();
  EXPECT_TRUE(told.contains("kB")) << told.toStdString();
  EXPECT_TRUE(waitFor([&] { return failed.count() == 1; }));  // there is no such program
}

TEST_F(RunsPageTest, LiveChartGrowsAndKeysWork) {
  FakeRun run(store_.root(), "mae-1");
  run.hold();
  run.start();
  run.scalars("loss/train", 1, 20, falling);
  open();
  ASSERT_TRUE(waitFor([&] { return page_->monitor().find("mae-1") != nullptr; }));
  page_->table()->view()->selectRun("mae-1");
  QTest::keyClick(page_->table()->view(), Qt::Key_Return);
  ChartGrid* grid = page_->detail()->live()->grid();
  ASSERT_TRUE(waitFor([&] { return grid->chart("loss") != nullptr; }));
  LineChart* chart = grid->chart("loss");
  const auto last = [&] { return chart->valuesAsText().trimmed().section('\n', -1).section('\t', 0, 0).toInt(); };
  EXPECT_TRUE(waitFor([&] { return last() == 19; }));
  run.scalars("loss/train", 20, 60, falling);
  EXPECT_TRUE(waitFor([&] { return last() == 59; }));
  const double smoothing = page_->detail()->live()->controls()->options().smoothing;
  QTest::keyClick(page_->detail(), Qt::Key_BracketRight);
  EXPECT_GT(page_->detail()->live()->controls()->options().smoothing, smoothing);
  QTest::keyClick(page_->detail(), Qt::Key_L);
  EXPECT_EQ(page_->detail()->tab(), "log");
  QTest::keyClick(page_->detail(), Qt::Key_K);
  EXPECT_TRUE(waitFor([&] { return std::filesystem::exists(run.folder().control() / "checkpoint"); }));
}

TEST_F(RunsPageTest, EyesOverlayTheCurvesOfTwoRuns) {
  for (const char* name : {"a", "b"}) {
    FakeRun run(store_.root(), name);
    run.start();
    run.scalars("loss/train", 1, 30, falling);
    run.state("done");
  }
  open();
  ASSERT_TRUE(waitFor([&] { return page_->monitor().runs().size() == 2; }));
  RunTableModel& model = page_->table()->model();
  model.setShown("a", true);
  model.setShown("b", true);
  EXPECT_NE(model.styleOf("a"), model.styleOf("b"));
  LineChart* chart = page_->table()->drawer()->chart();
  EXPECT_TRUE(waitFor([&] { return chart->drawnPoints("a") > 10 && chart->drawnPoints("b") > 10; }));
  page_->table()->view()->selectRun("b");
  QTest::keyClick(page_->table()->view(), Qt::Key_Space);
  EXPECT_FALSE(model.isShown("b"));
  EXPECT_EQ(chart->drawnPoints("b"), 0);
}

TEST_F(RunsPageTest, CompareShowsOnlyWhatDiffersAndEverySharedCase) {
  RunOptions a, b;
  a.kind = b.kind = "finetune";
  a.parent = "mae-1";
  a.labelled = b.labelled = 8;
  b.learningRate = 5e-4;
  FakeRun left(store_.root(), "ft-mae", a), right(store_.root(), "ft-scratch", b);
  for (FakeRun* run : {&left, &right}) {
    run->start();
    run->scalars("loss/train", 1, 30, falling);
    run->state("done");
  }
  evaluation(left, 0.05);
  evaluation(right, 0);
  open();
  ASSERT_TRUE(waitFor([&] { return page_->monitor().runs().size() == 2; }));
  page_->showCompare({"ft-mae", "ft-scratch"});
  TableList* table = page_->compare()->differences();
  ASSERT_TRUE(waitFor([&] { return page_->compare()->ready() && table->topLevelItemCount() > 0; }));
  QStringList names;
  for (int i = 0; i < table->topLevelItemCount(); ++i) names << table->topLevelItem(i)->text(0);
  EXPECT_EQ(names, (QStringList{"start weights", "train.lr"}));
  EXPECT_FALSE(page_->compare()->scatter()->positionOf("case_9").isNull());
  EXPECT_TRUE(page_->compare()->scatter()->positionOf("case_0").isNull());
}

TEST_F(RunsPageTest, EvaluatedRunShowsItsIntervalInTheTable) {
  RunOptions options;
  options.kind = "finetune";
  FakeRun run(store_.root(), "ft", options);
  run.start();
  run.state("done");
  evaluation(run, 0);
  open();
  ASSERT_TRUE(waitFor([&] { return page_->monitor().find("ft") != nullptr; }));
  const RunSummary* summary = page_->monitor().find("ft");
  EXPECT_NEAR(summary->best, 0.9 - 0.01, 1e-9);  // mean over cases 9 to 11 of the mean over labels
  EXPECT_LT(summary->bestLow, summary->best);
  EXPECT_GT(summary->bestHigh, summary->best);
}

TEST_F(RunsPageTest, RunningRunsStandInTheTray) {
  FakeRun run(store_.root(), "mae-1");
  run.hold();
  run.start();
  open();
  ASSERT_TRUE(waitFor([&] { return jobs_.find("run:mae-1") != nullptr; }));
  EXPECT_EQ(jobs_.find("run:mae-1")->state, Job::State::Running);
  jobs_.pause("run:mae-1");
  EXPECT_TRUE(waitFor([&] { return std::filesystem::exists(run.folder().control() / "pause"); }));
  run.state("paused");
  run.release();
  EXPECT_TRUE(waitFor([&] { return jobs_.find("run:mae-1")->state == Job::State::Paused; }));
}

TEST(TableList, TheFirstColumnIsAsWideAsItsWords) {
  TableList table({"Case", "Role"});
  table.addRow({"hippocampus_349_of_the_second_visit", "test"});
  table.resizeColumnToContents(0);
  EXPECT_GE(table.columnWidth(0), table.fontMetrics().horizontalAdvance("hippocampus_349_of_the_second_visit") + 8);
}

TEST(RunFilter, WordsAndFields) {
  RunSummary run;
  run.name = "ft-mae-8-s1";
  run.kind = "finetune";
  run.parent = "mae-1";
  run.state = "done";
  run.labelled = 8;
  run.seed = 1;
  EXPECT_TRUE(RunFilter("").matches(run));
  EXPECT_TRUE(RunFilter("mae done").matches(run));
  EXPECT_TRUE(RunFilter("labels<=8 state:done").matches(run));
  EXPECT_FALSE(RunFilter("labels<8").matches(run));
  EXPECT_TRUE(RunFilter("from:mae-1 seed:1").matches(run));
  EXPECT_FALSE(RunFilter("state:running").matches(run));
  EXPECT_FALSE(RunFilter("simclr").matches(run));
  EXPECT_FALSE(RunFilter("nonsense:1").matches(run));
}

TEST(Collapse, JudgesByLimits) {
  std::map<QString, Curve> curves;
  for (int i = 0; i < 100; ++i) {
    curves["collapse/std_times_sqrt_d"].add({double(i), 1.0 * i, i < 50 ? 0.9 : 0.05});
    curves["collapse/effective_rank"].add({double(i), 1.0 * i, 60.0});
    curves["collapse/alignment"].add({double(i), 1.0 * i, 0.2});
    curves["loss/train"].add({double(i), 1.0 * i, 0.2});
  }
  const auto rows = judgeCollapse(curves);
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].scalar, "collapse/alignment");
  EXPECT_EQ(rows[0].verdict, Verdict::NotJudged);
  EXPECT_EQ(rows[1].verdict, Verdict::Ok);
  EXPECT_EQ(rows[2].verdict, Verdict::Alarm);
  EXPECT_FALSE(rows[2].why.isEmpty());
  EXPECT_EQ(worst(rows), Verdict::Alarm);
}

TEST(JobModel, ChildReportsProgressAndResult) {
#ifdef _WIN32
  GTEST_SKIP() << "needs /bin/sh";
#endif
  JobModel jobs;
  QObject owner;
  ChildResult got;
  bool over = false;
  qint64 seen = 0;
  QObject::connect(&jobs, &JobModel::progressed,
                   [&](const QString& key) { seen = std::max(seen, jobs.find(key)->done); });
  const QString script =
      R"(echo '{"progress":{"stage":"Reading","done":7,"total":9,"what":"x"}}' >&2; echo out; echo bad >&2; exit 3)";
  const QString key = jobs.startChild("Import", "/bin/sh", {"-c", script}, &owner, [&](const ChildResult& result) {
    got = result;
    over = true;
  });
  ASSERT_TRUE(waitFor([&] { return over; }));
  EXPECT_EQ(seen, 7);
  EXPECT_EQ(got.exitCode, 3);
  EXPECT_EQ(got.output.trimmed(), "out");
  EXPECT_EQ(got.errors.trimmed(), "bad");
  EXPECT_EQ(jobs.find(key)->state, Job::State::Failed);
  EXPECT_EQ(jobs.find(key)->error, "bad");
  jobs.clearFinished();
  EXPECT_EQ(jobs.rowCount(), 0);
}

TEST(JobModel, CancelEndsTheChildAndAMissingProgramFails) {
#ifdef _WIN32
  GTEST_SKIP() << "needs /bin/sh";
#endif
  JobModel jobs;
  const QString key = jobs.startChild("Wait", "/bin/sleep", {"60"});
  ASSERT_TRUE(waitFor([&] { return jobs.find(key)->state == Job::State::Running; }));
  jobs.cancel(key);
  EXPECT_TRUE(waitFor([&] { return jobs.find(key)->state == Job::State::Cancelled; }));
  const QString missing = jobs.startChild("Missing", "/no/such/program", {});
  EXPECT_TRUE(waitFor([&] { return jobs.find(missing)->state == Job::State::Failed; }));
  EXPECT_FALSE(jobs.find(missing)->error.isEmpty());
}

}  // namespace
}  // namespace selvox::ui::test
