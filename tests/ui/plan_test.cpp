// Before the launch: a plan taken over as one step, and a dry run that counts for the settings it was asked with.

#include <QCheckBox>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

#include "tests/ui/runs_support.h"
#include "ui/forms/param_field.h"
#include "ui/forms/schema_form.h"
#include "ui/jobs/job_model.h"
#include "ui/pages/experiments/dry_run.h"
#include "ui/pages/experiments/plan_dialog.h"
#include "ui/shell/words.h"

namespace selvox::ui {
namespace {

constexpr const char* kPlan =
    R"({"spacing":[1.0,1.0,2.5],"settings":{"train.patch":[64,64,32],"train.batch":3,"arch.stages":4},"device":"cpu",)"
    R"("memory_gb":12.0,"reasons":{"spacing":"the median of 40 series","train.patch":"because","train.batch":"b",)"
    R"("arch.stages":"c","budget":"d"}})";

class AheadTest : public testing::Test {
 protected:
  AheadTest() {
    context_.workspace = test::pathOf(folder_);
    context_.jobs = &jobs_;
    draft_.kind = "finetune";
    draft_.datasets = {{"brain", 0}};
    draft_.settings = {{"train.lr", 0.01}};
  }
  void SetUp() override {
#ifdef _WIN32
    GTEST_SKIP() << "needs /bin/sh";
#endif
  }
  // `selvox` of some lines; the words of each call go into a file.
  void program(const std::string& body) {
    const auto path = test::pathOf(folder_) / "selvox";
    const auto words = (test::pathOf(folder_) / "words").string();
    ASSERT_TRUE(base::writeFile(path, "#!/bin/sh\necho \"$@\" >> '" + words + "'\n" + body + "\n").has_value());
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    context_.cliProgram = path;
  }
  [[nodiscard]] QString asked() const {
    return toQt(base::readFile(test::pathOf(folder_) / "words").value_or(""));
  }
  static std::string says(const std::string& text) {
    return "cat <<'END'\n" + text + "\nEND\n";
  }

  QTemporaryDir folder_;
  JobModel jobs_;
  Context context_;
  Draft draft_;
};

TEST(PlanAnswer, TellsWhatIsNoPlan) {
  for (const char* broken : {"", "{", "[]", "{}", R"({"spacing":[1,1],"settings":{"train.batch":2}})",
                             R"({"spacing":[1,1,1],"settings":[2]})", R"({"spacing":"x","settings":{"a":1}})"})
    EXPECT_FALSE(planAnswer(broken).has_value()) << broken;
  const auto plan = planAnswer(kPlan);
  ASSERT_TRUE(plan.has_value());
  ASSERT_EQ(plan->lines.size(), 5U);
  EXPECT_EQ(plan->lines[0].value, "1 × 1 × 2.5 mm");
  EXPECT_EQ(plan->lines[1].value, "64 × 64 × 32");
  EXPECT_EQ(plan->lines[2].reason, "b");
  EXPECT_TRUE(sameSpacing({1, 1, 2.5}, {1.0005, 1, 2.5}));
  EXPECT_FALSE(sameSpacing({1, 1, 2.5}, {1, 1, 2.6}));
}

TEST(PlanAnswer, AsksForTheFrameAndNotForWhatWasSet) {
  Draft draft;
  draft.kind = "finetune";
  draft.datasets = {{"brain", 0}};
  draft.device = "cuda:0";
  draft.settings = {{"train.patch", {32, 32, 32}}};
  EXPECT_EQ(planWords(draft, "WS"), (QStringList{"plan", "WS", "--dataset", "brain", "--task", "segmentation", "--arch",
                                                 "unet", "--dim", "3", "--device", "cuda:0", "--json"}));
}

TEST_F(AheadTest, APlanIsShownAndTakenOver) {
  program(says(kPlan));
  PlanDialog dialog(context_, draft_, {{{"train.batch", "2"}}, std::array<double, 3>{1, 1, 1}});
  dialog.show();
  EXPECT_FALSE(dialog.takeButton()->isEnabled());
  ASSERT_TRUE(test::waitFor([&] { return dialog.answered(); }));
  EXPECT_TRUE(dialog.prepareToo()->isVisible() && dialog.prepareToo()->isChecked()) << "prepared at another spacing";
  EXPECT_TRUE(dialog.problem().contains("1 × 1 × 2.5 mm")) << dialog.problem().toStdString();
  int taken = 0;
  bool prepare = false;
  QObject::connect(&dialog, &PlanDialog::taken, [&](const PlanAnswer& plan, bool too) {
    taken = plan.settings["train.batch"].get<int>();
    prepare = too;
  });
  QTest::mouseClick(dialog.takeButton(), Qt::LeftButton);
  EXPECT_EQ(taken, 3);
  EXPECT_TRUE(prepare);
  EXPECT_FALSE(dialog.isVisible());
}

TEST_F(AheadTest, ADatasetThatStandsAtTheSpacingIsLeftAlone) {
  program(says(kPlan));
  PlanDialog dialog(context_, draft_, {{}, std::array<double, 3>{1, 1, 2.5}});
  dialog.show();
  ASSERT_TRUE(test::waitFor([&] { return dialog.answered(); }));
  EXPECT_FALSE(dialog.prepareToo()->isVisible());
  EXPECT_TRUE(dialog.problem().isEmpty());
  bool prepare = true;
  QObject::connect(&dialog, &PlanDialog::taken, [&](const PlanAnswer&, bool too) { prepare = too; });
  QTest::mouseClick(dialog.takeButton(), Qt::LeftButton);
  EXPECT_FALSE(prepare);
}

TEST_F(AheadTest, APlanThatFailsSaysWhy) {
  program("echo 'selvox: There is no dataset brain.' >&2; exit 1");
  PlanDialog dialog(context_, draft_, {});
  dialog.show();
  ASSERT_TRUE(test::waitFor([&] { return dialog.answered(); }));
  EXPECT_TRUE(dialog.problem().contains("no dataset brain"));
  EXPECT_FALSE(dialog.takeButton()->isEnabled());
}

TEST(SchemaForm, WhatIsTakenOverIsOneStepForUndo) {
  spec::ParamSchema schema;
  spec::Param patch{"train.patch", spec::ParamType::IntVector}, batch{"train.batch", spec::ParamType::Int};
  patch.group = batch.group = "Training";
  batch.defaultValue = 4;
  schema.params = {patch, batch};
  SchemaForm form;
  form.setSchema(schema, "test");
  form.setValues({{"train.batch", 7}});
  form.takeOver({{"train.patch", {64, 64, 32}}, {"train.batch", 3}, {"arch.stages", 4}}, "plan");
  EXPECT_EQ(form.changedValues(), (base::Json{{"train.patch", {64, 64, 32}}, {"train.batch", 3}}));
  ASSERT_EQ(form.undo().count(), 1);
  form.undo().undo();
  EXPECT_EQ(form.changedValues(), (base::Json{{"train.batch", 7}}));
  form.undo().redo();
  EXPECT_EQ(form.changedValues().size(), 2U);
  form.takeOver({{"train.batch", 3}}, "again");
  EXPECT_EQ(form.undo().count(), 1) << "nothing changed, so there is no step";
}

constexpr const char* kMeasured =
    R"({"measured":{"seconds_per_step":0.5,"memory_bytes":2000000000},"run":{"seconds":600,"disk_bytes":400000000}})";

TEST(DryRun, MeasuredFiguresReplaceTheGuess) {
  PreflightEstimate guess;
  guess.secondsPerStep = 1;
  guess.seconds = 1000;
  guess.memory = 5;
  guess.parameters = 7;
  const auto shown = withMeasured(guess, base::Json::parse(kMeasured));
  EXPECT_TRUE(shown.measured);
  EXPECT_EQ(shown.secondsPerStep, 0.5);
  EXPECT_EQ(shown.seconds, 600);
  EXPECT_EQ(shown.memory, 2'000'000'000);
  EXPECT_EQ(shown.disk, 400'000'000);
  EXPECT_EQ(shown.parameters, 7);
  EXPECT_EQ(withMeasured(guess, base::Json::object()).seconds, 1000) << "what was not told stays";
}

TEST_F(AheadTest, ADryRunCountsForItsSettingsAlone) {
  program("echo '{\"progress\":{\"stage\":\"Dry run\",\"done\":2,\"total\":5}}' >&2\n" + says(kMeasured));
  DryRun dry(context_);
  EXPECT_EQ(dry.measured(draft_), nullptr);
  draft_.name = "mine";
  dry.start(draft_, false);
  EXPECT_TRUE(dry.view(draft_, true).running);
  ASSERT_TRUE(test::waitFor([&] { return !dry.running(); }));
  EXPECT_EQ(asked().simplified(), QString("estimate %1 --dataset brain --task segmentation --from scratch --arch unet "
                                          "--dim 3 --set train.lr=0.01 --json --progress json")
                                      .arg(folder_.path()));
  ASSERT_NE(dry.measured(draft_), nullptr);
  draft_.name = "another";
  EXPECT_NE(dry.measured(draft_), nullptr) << "a name costs nothing";
  Draft edited = draft_;
  edited.settings["train.lr"] = 0.02;
  EXPECT_EQ(dry.measured(edited), nullptr);
  EXPECT_EQ(dry.view(edited, true).tone, Tone::Warn);
  EXPECT_NE(dry.measured(draft_), nullptr) << "the edit was undone";
}

TEST_F(AheadTest, ADryRunCanBeCancelledAndCanFail) {
  program("exec sleep 1000");
  DryRun dry(context_);
  dry.start(draft_, false);
  dry.cancel();
  ASSERT_TRUE(test::waitFor([&] { return !dry.running(); }));
  EXPECT_TRUE(dry.view(draft_, true).words.isEmpty()) << "a cancelled one has nothing to say";
  EXPECT_EQ(jobs_.at(0).state, Job::State::Cancelled);
  program("echo 'selvox: too large' >&2; exit 1");
  dry.start(draft_, true);
  ASSERT_TRUE(test::waitFor([&] { return !dry.running(); }));
  EXPECT_EQ(dry.view(draft_, true).tone, Tone::Error);
  EXPECT_TRUE(dry.view(draft_, true).words.contains("too large"));
  EXPECT_TRUE(asked().contains("--override-leak")) << "nothing of a dry run is kept, so a leak stops none";
}

TEST(PreflightPane, TellsMeasuredFromGuessed) {
  PreflightPane pane;
  pane.resize(260, 700);
  pane.show();
  const auto all = [&] {
    QString text;
    for (const auto* label : pane.findChildren<QLabel*>()) text += label->text() + '\n';
    return text;
  };
  PreflightEstimate estimate;
  estimate.secondsPerStep = 2;
  estimate.seconds = 200;
  pane.setEstimate(estimate);
  EXPECT_TRUE(all().contains("2 s a step, estimated"));
  estimate.measured = true;
  estimate.disk = 400'000'000;
  pane.setEstimate(estimate);
  EXPECT_TRUE(test::waitFor([&] { return !all().contains("estimated"); }));
  EXPECT_TRUE(all().contains("2 s a step, measured"));
  EXPECT_TRUE(all().contains("up to"));
  pane.setDryRun({true, true, Tone::Neutral, "Dry run · 2 of 5"});
  EXPECT_EQ(pane.dryRunButton()->text(), "Cancel the dry run");
  EXPECT_TRUE(pane.dryRunButton()->isEnabled());
  pane.setDryRun({false, false, Tone::Neutral, {}});
  EXPECT_FALSE(pane.dryRunButton()->isEnabled());
}

}  // namespace
}  // namespace selvox::ui
