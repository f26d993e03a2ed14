// One experiment of many runs: what it will make, its dialogs, its job in the tray and its result.

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

#include "tests/ui/runs_support.h"
#include "ui/jobs/job_model.h"
#include "ui/pages/experiments/many_dialog.h"
#include "ui/pages/experiments/many_launcher.h"
#include "ui/pages/experiments/many_result.h"
#include "ui/pages/runs/run_tabs.h"
#include "ui/shell/words.h"
#include "ui/widgets/segmented.h"

namespace selvox::ui {
namespace {

spec::Param manyParam(const char* name, spec::ParamType type) {
  spec::Param param;
  param.name = name;
  param.type = type;
  return param;
}

ManyFacts manyFacts() {
  ManyFacts facts;
  facts.draft.kind = "finetune";
  facts.draft.datasets = {{"brain", 0}};
  facts.draft.settings = {{"train.steps", 900}, {"train.batch", 2}, {"arch.base", 16}};
  auto rate = manyParam("train.lr", spec::ParamType::Float);
  rate.minimum = 1e-6;
  rate.maximum = 1;
  rate.logarithmic = true;
  auto batch = manyParam("train.batch", spec::ParamType::Int);
  batch.minimum = 1;
  auto loss = manyParam("task.loss", spec::ParamType::Choice);
  loss.choices = {"dice", "ce"};
  auto steps = manyParam("train.steps", spec::ParamType::Int);
  facts.schema.params = {rate, batch, loss, steps};
  facts.starts = {{"mae-1", "MAE"}, {"simclr-1", "SimCLR"}};
  facts.labelled = 20;
  facts.steps = 900;
  facts.seconds = 600;
  return facts;
}

TEST(ManyRuns, CountsFoldsArmsAndSeeds) {
  ManyRuns asked;
  asked.folds = 5;
  asked.parents = {"mae-1"};
  asked.steps = 900;
  auto plan = planMany(asked, manyFacts());
  ASSERT_TRUE(plan.has_value());
  EXPECT_EQ(plan->runs.size(), 10);
  EXPECT_EQ(plan->runs.front(), "cv-f1-s0-scratch");
  EXPECT_EQ(plan->sentence, "5 folds × 2 arms × 1 seeds = 10 runs, about 1 h 40 min.");
  asked.repeatPretraining = true;
  EXPECT_EQ(planMany(asked, manyFacts())->turns, 15);
  asked.steps = 1800;  // twice as long as what the 10 minutes are of
  EXPECT_TRUE(planMany(asked, manyFacts())->sentence.contains("3 h 20 min"));
  auto facts = manyFacts();
  facts.taken = {"cv-f1-s0-scratch", "cv-f2-s0-mae-1"};
  facts.seconds = -1;
  plan = planMany(asked, facts);
  EXPECT_FALSE(plan->sentence.contains("about"));
  EXPECT_TRUE(plan->sentence.contains("2 of them are there already"));
  asked.seeds.clear();
  EXPECT_FALSE(planMany(asked, facts).has_value());
}

TEST(ManyRuns, CountsLabelFractions) {
  ManyRuns asked;
  asked.kind = ManyKind::Fractions;
  asked.name = "curve";
  asked.counts = {"0.1", "4", "1.0"};
  asked.seeds = {0, 1, 2};
  asked.steps = 900;
  const auto plan = planMany(asked, manyFacts());
  ASSERT_TRUE(plan.has_value()) << plan.error().message;
  EXPECT_EQ(plan->sentence, "3 numbers of labels (2, 4, 20) × 1 arms × 3 seeds = 9 runs, about 1 h 30 min.");
  EXPECT_EQ(plan->runs.front(), "curve-2-s0-scratch");
  asked.counts = {"30"};
  EXPECT_FALSE(planMany(asked, manyFacts()).has_value()) << "there are 20";
  auto facts = manyFacts();
  facts.labelled = 0;
  EXPECT_FALSE(planMany(asked, facts).has_value());
}

TEST(ManyRuns, CountsTheWorkOfASearch) {
  ManyRuns asked;
  asked.kind = ManyKind::Search;
  asked.name = "search";
  asked.over = {"train.lr=1e-4..1e-2:log"};
  asked.trials = 9;
  asked.steps = 900;
  const auto plan = planMany(asked, manyFacts());
  ASSERT_TRUE(plan.has_value());
  // 9 to 100, 3 on to 300, 1 on to 900: 900 + 600 + 600 steps.
  EXPECT_EQ(plan->sentence,
            "9 trials: 9 to step 100, 3 to step 300, 1 to step 900. The work of 2.3 whole runs, about 23 min.");
  EXPECT_EQ(plan->turns, 13);
  asked.halving = false;
  EXPECT_EQ(planMany(asked, manyFacts())->turns, 9);
  asked.over = {"train.steps=1..2"};
  EXPECT_FALSE(planMany(asked, manyFacts()).has_value()) << "its own budget";
  asked.over = {"task.loss=dice,ce"};
  EXPECT_EQ(planMany(asked, manyFacts())->runs.size(), 3) << "the first sets nothing, two values make two more";
}

TEST(ManyRuns, WordsLeaveOutWhatTheyDecideThemselves) {
  const auto facts = manyFacts();
  ManyRuns asked;
  asked.parents = {"mae-1", "simclr-1"};
  asked.repeatPretraining = true;
  asked.steps = 900;
  EXPECT_EQ(manyWords(asked, facts.draft, "WS").join(' '),
            "crossval WS --dataset brain --task segmentation --from mae-1,simclr-1 --seeds 0 --folds 5 "
            "--repeat-pretraining --steps 900 --set train.batch=2 --name cv --json");
  asked.kind = ManyKind::Search;
  asked.parents.clear();
  asked.over = {"train.batch=2,4"};
  const QString words = manyWords(asked, facts.draft, "WS").join(' ');
  EXPECT_TRUE(words.contains("--from scratch --arch unet --dim 3 --seed 0 --strategy halving --trials 12 --eta 3"));
  EXPECT_TRUE(words.contains("--set arch.base=16"));
  EXPECT_FALSE(words.contains("--set train.batch")) << "what is searched is not set";
}

TEST(ManyRuns, SmallWords) {
  EXPECT_EQ(freeName("cv", {"cv-f1-s0-scratch", "cv2"}), "cv3");
  EXPECT_EQ(freeName("cv", {"cvx"}), "cv");
  EXPECT_EQ(seedsFrom("0, 1 2"), (std::vector<std::uint64_t>{0, 1, 2}));
  EXPECT_FALSE(seedsFrom("0, one").has_value());
  EXPECT_FALSE(seedsFrom("-1").has_value());
  EXPECT_EQ(usualRange(manyFacts().schema.params[0]), "1e-06..1:log");
  EXPECT_EQ(usualRange(manyFacts().schema.params[1]), "") << "no upper end";
  EXPECT_EQ(usualRange(manyFacts().schema.params[2]), "dice,ce");
}

TEST(ManyDialog, TheSentenceFollowsTheFields) {
  FoldsDialog dialog(manyFacts());
  dialog.show();
  EXPECT_TRUE(dialog.sentence().startsWith("5 folds × 1 arms")) << dialog.sentence().toStdString();
  EXPECT_FALSE(dialog.repeat()->isEnabled()) << "there is no pretraining to repeat";
  dialog.parents()->item(1)->setCheckState(Qt::Checked);
  EXPECT_TRUE(dialog.sentence().startsWith("5 folds × 2 arms")) << dialog.sentence().toStdString();
  EXPECT_TRUE(dialog.sentence().contains("5 pretrainings"));
  EXPECT_TRUE(dialog.repeat()->isEnabled());
  QTest::mouseClick(dialog.repeat(), Qt::LeftButton, {}, QPoint(8, dialog.repeat()->height() / 2));
  EXPECT_FALSE(dialog.sentence().contains("pretrainings"));
  dialog.folds()->setValue(3);
  EXPECT_EQ(dialog.launchButton()->text(), "Launch 6 runs");
  EXPECT_EQ(dialog.asked().parents, QStringList{"mae-1"});
}

TEST(ManyDialog, ASearchTakesItsRangesFromTheSchema) {
  SearchDialog dialog(manyFacts());
  dialog.show();
  ASSERT_EQ(dialog.over().size(), 1U);
  EXPECT_EQ(dialog.over()[0].setting->currentData(), "train.lr");
  EXPECT_EQ(dialog.over()[0].range->text(), "1e-06..1:log");
  EXPECT_EQ(dialog.over()[0].setting->findData("train.steps"), -1) << "it is the search's budget";
  dialog.addOver({});
  ASSERT_EQ(dialog.over().size(), 2U);
  EXPECT_EQ(dialog.over()[1].setting->currentData(), "train.batch");
  EXPECT_FALSE(dialog.possible()) << "the schema names no upper end";
  EXPECT_FALSE(dialog.launchButton()->isEnabled());
  QTest::keyClicks(dialog.over()[1].range, "2, 4, 8");
  EXPECT_TRUE(dialog.possible()) << dialog.sentence().toStdString();
  EXPECT_EQ(dialog.asked().over, (QStringList{"train.lr=1e-06..1:log", "train.batch=2,4,8"}));
  dialog.strategy()->setCurrent(1);
  EXPECT_TRUE(dialog.sentence().contains("12 to step 900"));
}

TEST(ManyDialog, FractionsSayWhatCannotBe) {
  FractionsDialog dialog(manyFacts());
  dialog.show();
  EXPECT_TRUE(dialog.possible()) << dialog.sentence().toStdString();
  dialog.counts()->setText("99");
  EXPECT_FALSE(dialog.launchButton()->isEnabled());
  EXPECT_TRUE(dialog.sentence().contains("20")) << dialog.sentence().toStdString();
}

ManyRecord manyRecord() {
  ManyRecord record;
  record.name = "cv";
  record.created = "2026-12-01T10:00:00Z";
  record.words = {"crossval", "WS", "--name", "cv"};
  record.runs = {"cv-f1-s0-scratch", "cv-f1-s0-mae-1"};
  record.turns = 2;
  return record;
}

TEST(ManyStore, KeepsWhatGoesOnAndPassesOverWhatIsBroken) {
  QTemporaryDir folder;
  const auto workspace = test::pathOf(folder);
  EXPECT_TRUE(listMany(workspace).empty());
  auto first = manyRecord(), second = manyRecord();
  second.name = "curve";
  second.kind = ManyKind::Fractions;
  second.words.front() = "curve";
  second.created = "2026-12-01T11:00:00Z";
  second.document = {{"metric", "dice"}};
  ASSERT_TRUE(saveMany(workspace, first).has_value());
  ASSERT_TRUE(saveMany(workspace, second).has_value());
  int number = 0;
  for (const char* broken : {"{", "[]", R"({"kind":"crossval","name":"../x","words":["crossval"]})",
                             R"({"kind":"crossval","name":"x","words":["runs","delete"]})"})
    ASSERT_TRUE(base::writeFile(workspace / "index" / "experiments" / (std::to_string(++number) + ".json"), broken)
                    .has_value());
  const auto records = listMany(workspace);
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].name, "curve") << "the youngest first";
  EXPECT_TRUE(records[0].done());
  EXPECT_FALSE(records[1].done());
  EXPECT_EQ(records[1].words, first.words);
}

TEST(ManyLauncherTurns, ByPlaceOrByChange) {
  auto record = manyRecord();
  EXPECT_EQ(turnOf(record, "cv-f1-s0-mae-1", "", 0), 1) << "the first is done already";
  EXPECT_EQ(turnOf(record, "cv-f1-s0-mae-1-pre", "", 0), 1);
  record.kind = ManyKind::Search;
  record.turns = 3;
  EXPECT_EQ(turnOf(record, "search-t1", "", 0), 0);
  EXPECT_EQ(turnOf(record, "search-t2", "search-t1", 0), 1);
  EXPECT_EQ(turnOf(record, "search-t1", "search-t2", 1), 2);
  EXPECT_EQ(turnOf(record, "search-t2", "search-t1", 2), 2) << "never beyond its end";
}

class ManyLauncherTest : public testing::Test {
 protected:
  ManyLauncherTest() {
    context_.workspace = test::pathOf(folder_);
    context_.jobs = &jobs_;
  }
  void TearDown() override { drainPools(); }
  // `selvox` that tells of two runs, waits while `hold` is there, and prints its document.
  void program(const std::string& end) {
    const auto path = test::pathOf(folder_) / "selvox";
    const auto place = test::pathOf(folder_).string();
    ASSERT_TRUE(
        base::writeFile(path,
                        "#!/bin/sh\necho \"$@\" >> '" + place +
                            "/words'\n"
                            "echo '{\"progress\":{\"stage\":\"cv-f1-s0-scratch step\",\"done\":5,\"total\":10}}' >&2\n"
                            "echo '{\"progress\":{\"stage\":\"cv-f1-s0-mae-1 step\",\"done\":5,\"total\":10}}' >&2\n"
                            "while [ -e '" +
                            place + "/hold' ]; do sleep 0.01; done\n" + end + "\n")
            .has_value());
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    context_.cliProgram = path;
    launcher_ = std::make_unique<ManyLauncher>(
        context_, navigator_, [] { return manyFacts(); }, &window_);
  }
  QTemporaryDir folder_;
  JobModel jobs_;
  Context context_;
  Navigator navigator_;
  QWidget window_;
  std::unique_ptr<ManyLauncher> launcher_;
};

TEST_F(ManyLauncherTest, TheTrayShowsTheWholeAndTheResultIsKept) {
#ifdef _WIN32
  GTEST_SKIP() << "needs /bin/sh";
#endif
  program(R"(echo '{"metric":"dice","arms":[]}')");
  ASSERT_TRUE(base::writeFile(test::pathOf(folder_) / "hold", "").has_value());
  QSignalSpy runs(&navigator_, &Navigator::runsChanged);
  launcher_->start(manyRecord());
  ASSERT_EQ(jobs_.rowCount(), 1);
  EXPECT_TRUE(test::waitFor([&] { return jobs_.at(0).stage == "Run 2 of 2" && jobs_.at(0).total == 20; }));
  EXPECT_EQ(jobs_.at(0).done, 15) << "one run and a half of two";
  EXPECT_EQ(jobs_.at(0).what, "cv-f1-s0-mae-1");
  EXPECT_GE(runs.count(), 2) << "the page of runs hears of each";
  ASSERT_TRUE(test::waitFor([&] { return launcher_->records().size() == 1; }));
  EXPECT_FALSE(launcher_->records()[0].done());
  EXPECT_TRUE(launcher_->running("cv"));
  QMenu menu;
  launcher_->fillMenu(menu);
  EXPECT_FALSE(menu.actions().back()->isEnabled()) << "it is running";
  std::filesystem::remove(test::pathOf(folder_) / "hold");
  ASSERT_TRUE(test::waitFor([&] { return !launcher_->records().empty() && launcher_->records()[0].done(); }));
  EXPECT_TRUE(jobs_.at(0).canOpen);
  EXPECT_EQ(jobs_.at(0).state, Job::State::Done);
  launcher_->fillMenu(menu);
  EXPECT_EQ(menu.actions().back()->text(), "Result of cv");
  EXPECT_TRUE(toQt(base::readFile(test::pathOf(folder_) / "words").value_or(""))
                  .contains("crossval WS --name cv --progress json"));
}

TEST_F(ManyLauncherTest, WhatWasCutShortGoesOn) {
#ifdef _WIN32
  GTEST_SKIP() << "needs /bin/sh";
#endif
  program("exit 1");
  launcher_->start(manyRecord());
  ASSERT_TRUE(test::waitFor([&] { return !launcher_->running("cv") && launcher_->records().size() == 1; }));
  EXPECT_EQ(jobs_.at(0).state, Job::State::Failed);
  QMenu menu;
  launcher_->fillMenu(menu);
  ASSERT_EQ(menu.actions().back()->text(), "Go on with cv");
  menu.actions().back()->trigger();
  EXPECT_TRUE(launcher_->running("cv"));
  EXPECT_TRUE(test::waitFor([&] { return !launcher_->running("cv"); }));
}

TEST(ManyResult, ReadsWhatIsThere) {
  const auto folds = manyTable(ManyKind::Folds, base::Json::parse(R"({"metric":"dice","arms":[
    {"arm":"scratch","pooled":{"dice":{"mean":0.8,"low":0.7,"high":0.9,"n":20}},"folds":[{"value":{"mean":0.79}}]},
    {"arm":"mae-1","pooled":{"dice":{"mean":0.85,"low":0.8,"high":0.9,"n":20}},"gain":{"dice":{"mean":0.05,"low":0.01,"high":0.09}},
     "labels":{"1":{"name":"liver","dice":{"mean":0.9,"low":0.8,"high":0.95}}},"label_gains":{"1":{"dice":{"mean":0,"low":-0.1,"high":0.1}}}}]})"));
  ASSERT_EQ(folds.rows.size(), 3U);
  EXPECT_EQ(folds.rows[0].cells, (QStringList{"from scratch", "Dice", "0.800 [0.700, 0.900]", ""}));
  EXPECT_EQ(folds.rows[1].cells[3], "0.050 [0.010, 0.090] ▲");
  EXPECT_EQ(folds.rows[2].cells[1], "liver · Dice");
  EXPECT_TRUE(folds.rows[2].cells[3].endsWith("="));
  const auto search =
      manyTable(ManyKind::Search, base::Json::parse(R"({"metric":"dice","rungs":[{"steps":100},{"steps":300}],
    "trials":[{"run":"s-t1","settings":{},"results":[{"value":{"mean":0.5,"low":0.4,"high":0.6}}]},
              {"run":"s-t2","settings":{"train.lr":0.01},"results":[{"value":null,"failure":"nan"}]}],
    "best":{"run":"s-t1","settings":{"train.batch":4}}})"));
  ASSERT_EQ(search.rows.size(), 2U);
  EXPECT_TRUE(search.rows[0].strong);
  EXPECT_EQ(search.rows[1].cells[2], "failed: nan");
  EXPECT_EQ(search.settings, (base::Json{{"train.batch", 4}}));
  for (const ManyKind kind : {ManyKind::Folds, ManyKind::Fractions, ManyKind::Search})
    for (const char* broken : {"{}", "[]", R"({"arms":[1,{"points":[{"labelled":"x"}]}],"trials":[2]})"})
      (void)manyTable(kind, base::Json::parse(broken));  // does not fall over
}

TEST(ManyResult, ACurveHasItsPictureAndASearchGivesItsSettings) {
  ManyRecord record = manyRecord();
  record.kind = ManyKind::Fractions;
  record.document = base::Json::parse(R"({"split":"test","metric":"dice","arms":[{"arm":"scratch","points":[
    {"labelled":2,"value":{"mean":0.5,"low":0.4,"high":0.6,"n":3},"runs":[{"run":"a","seed":0,"value":0.5}]},
    {"labelled":8,"value":{"mean":0.7,"low":0.6,"high":0.8,"n":3},"runs":[{"run":"b","seed":0,"value":0.7}]}]}]})");
  EXPECT_TRUE(manyTable(record.kind, record.document).picture.starts_with("<svg"));
  ManyResultDialog curve(record);
  curve.show();
  EXPECT_EQ(curve.table()->topLevelItemCount(), 2);
  record.kind = ManyKind::Search;
  record.document = base::Json::parse(
      R"({"trials":[{"run":"s-t1","settings":{}}],"best":{"run":"s-t1","settings":{"train.batch":4}}})");
  ManyResultDialog search(record);
  search.show();
  base::Json taken;
  QObject::connect(&search, &ManyResultDialog::takeAsked, [&](const base::Json& settings) { taken = settings; });
  for (auto* button : search.findChildren<QPushButton*>())
    if (button->text() == "Take over the best settings") QTest::mouseClick(button, Qt::LeftButton);
  EXPECT_EQ(taken, (base::Json{{"train.batch", 4}}));
}

}  // namespace
}  // namespace selvox::ui
