#include <QCheckBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

#include <gtest/gtest.h>

#include "ui/pages/experiments/dataset_picker.h"
#include "ui/pages/experiments/draft.h"
#include "ui/pages/experiments/leak_dialog.h"
#include "ui/pages/experiments/preflight_pane.h"
#include "ui/pages/runs/alarm_box.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/words.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/slice_image.h"

namespace selvox::ui {
namespace {

TEST(Draft, PretrainingAsACommand) {
  Draft draft;
  draft.datasets = {{"hippo", 0}};
  draft.method = "mae";
  draft.name = "mae-1";
  draft.settings = {{"mask_ratio", 0.75}, {"train.steps", 400}, {"train.patch", {32, 32, 32}}, {"seed", 7}};
  EXPECT_EQ(
      shellLine("selvox", commandWords(draft, "/data/my ws")),
      "selvox pretrain '/data/my ws' --dataset hippo --method mae --arch unet --dim 3 --set mask_ratio=0.75 --seed 7 "
      "--set train.patch=32,32,32 --steps 400 --name mae-1");
}

TEST(Draft, FineTuningTakesTheNetworkOfItsParent) {
  Draft draft;
  draft.kind = "finetune";
  draft.datasets = {{"hippo", 0}};
  draft.from = "mae-1";
  draft.labelled = 8;
  const auto words = commandWords(draft, "WS");
  EXPECT_EQ(words, (QStringList{"finetune", "WS", "--dataset", "hippo", "--task", "segmentation", "--from", "mae-1",
                                "--labelled", "8"}));
  const auto request = toRequest(draft);
  EXPECT_EQ(request.from, "mae-1");
  EXPECT_TRUE(request.arch.empty());
  EXPECT_EQ(request.labelled, std::optional<std::size_t>(8));
  draft.from = "scratch";
  EXPECT_TRUE(commandWords(draft, "WS").contains("--arch"));
}

TEST(Draft, SeveralDatasetsAndHeldOutCases) {
  Draft draft;
  draft.datasets = {{"brain", 0}, {"spine", 2.5}};
  draft.method = "mae";
  draft.from = "mae-1";
  draft.allCases = true;
  EXPECT_EQ(commandWords(draft, "WS"), (QStringList{"pretrain", "WS", "--dataset", "brain,spine", "--weights", "0,2.5",
                                                    "--method", "mae", "--from", "mae-1", "--all-cases"}));
  const auto request = toRequest(draft);
  ASSERT_EQ(request.datasets.size(), 2U);
  EXPECT_EQ(request.datasets[1].name, "spine");
  EXPECT_EQ(request.datasets[1].weight, 2.5);
  EXPECT_EQ(request.from, "mae-1");
  EXPECT_TRUE(request.allCases);
}

TEST(DatasetPicker, StartsWithTheLargest) {
  DatasetPicker picker;
  picker.setDatasets({{"chest", 40}, {"brain", 200}, {"spine", 3}});
  EXPECT_EQ(picker.currentText(), "brain · 200");
}

TEST(DatasetPicker, SeveralCanBeChosenAndOneStays) {
  DatasetPicker picker;
  picker.setDatasets({{"brain", 200}, {"spine", 3}, {"chest", 40}});
  int changes = 0;
  QObject::connect(&picker, &DatasetPicker::changed, [&] { ++changes; });
  ASSERT_EQ(picker.chosen().size(), 1U);
  EXPECT_EQ(picker.currentText(), "brain · 200");
  EXPECT_FALSE(picker.weight("brain")->isEnabled()) << "of one there is nothing to weigh";
  picker.showPopup();
  QTest::mouseClick(picker.box("spine"), Qt::LeftButton, {}, QPoint(8, picker.box("spine")->height() / 2));
  QTest::keyClicks(picker.weight("spine"), "2,5");
  const auto both = picker.chosen();
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0].weight, 0);
  EXPECT_EQ(both[1].name, "spine");
  EXPECT_EQ(both[1].weight, 2.5);
  EXPECT_EQ(picker.currentText(), "brain + spine · 203");
  EXPECT_GE(changes, 2);
  // The choice survives new rows; what is gone is left out, and the last one cannot be taken away.
  picker.setDatasets({{"spine", 4}, {"chest", 40}});
  ASSERT_EQ(picker.chosen().size(), 1U);
  EXPECT_EQ(picker.chosen()[0].name, "spine");
  picker.box("spine")->click();
  EXPECT_EQ(picker.chosen().size(), 1U);
}

spec::ParamSchema likeSchema() {
  spec::ParamSchema schema;
  const auto add = [&](const char* name, base::Json usual) {
    spec::Param param;
    param.name = name;
    param.defaultValue = std::move(usual);
    schema.params.push_back(param);
  };
  add("seed", 0);
  add("train.lr", 0.001);
  add("train.batch", nullptr);
  add("train.precision", nullptr);
  add("train.threads", nullptr);
  add("train.weight_decay", 0.01);
  add("train.weight_decay_end", nullptr);
  add("prototypes", nullptr);
  add("gap", 0.25);
  return schema;
}

spec::RunSpec likeRun() {
  spec::RunSpec run;
  run.kind = "pretrain";
  run.method = "swav";
  run.arch = "resnet-18";
  run.dim = 2;
  run.seed = 7;
  run.device = "cpu";
  run.initFrom = "mae-1";
  run.datasets = {{"brain", "v1", 0, {1, 1, 1}}, {"spine", "v2", 3, {1, 1, 1}}};
  run.settings = {{"seed", 7},
                  {"train.lr", 0.002},
                  {"train.batch", 12},
                  {"train.threads", 2},
                  {"train.precision", "float32"},
                  {"train.weight_decay", 0.05},
                  {"gap", 0.25},
                  {"prototypes", nullptr},
                  {"train.weight_decay_end", 0.05}};
  return run;
}

TEST(Like, TheFrameOfTheRunIsKept) {
  const Draft like = draftLike(likeRun());
  EXPECT_EQ(like.kind, "pretrain");
  EXPECT_EQ(like.method, "swav");
  EXPECT_EQ(like.arch, "resnet-18");
  EXPECT_EQ(like.dim, 2);
  EXPECT_EQ(like.device, "cpu");
  EXPECT_EQ(like.from, "mae-1");
  EXPECT_EQ(datasetWords(like), "brain, spine");
  EXPECT_EQ(like.datasets[1].weight, 3);
}

TEST(Like, AFineTuningKeepsItsLabelledCases) {
  auto run = likeRun();
  run.kind = "finetune";
  run.datasets.resize(1);
  for (int i = 0; i < 5; ++i) {
    spec::CaseEntry one;
    one.role = i < 4 ? "train" : "test";
    one.labelled = i < 3;
    run.cases.push_back(one);
  }
  EXPECT_EQ(draftLike(run).labelled, 3);
  EXPECT_FALSE(draftLike(run).allCases);
}

TEST(Like, AllSettingsButTheChangedOneAndWhatFollowsIt) {
  const auto run = likeRun();
  // Resolved sizes and the precision are the run's; threads are the machine's; what is usual needs no word.
  const base::Json all = {{"seed", 7},
                          {"train.lr", 0.002},
                          {"train.batch", 12},
                          {"train.precision", "float32"},
                          {"train.weight_decay", 0.05},
                          {"train.weight_decay_end", 0.05}};
  base::Json without = all;
  without.erase("train.lr");
  EXPECT_EQ(settingsLike(likeSchema(), run, "train.lr"), without);
  // The final weight decay was the first one: it may not pull the changed one back up.
  base::Json decay = all;
  decay.erase("train.weight_decay");
  decay.erase("train.weight_decay_end");
  EXPECT_EQ(settingsLike(likeSchema(), run, "train.weight_decay"), decay);
  EXPECT_EQ(settingsLike(likeSchema(), run, "prototypes"), all);
}

TEST(AlarmBox, OffersTheCopyWithItsValueOrAsksForOne) {
  AlarmBox box;
  std::vector<std::pair<QString, QString>> asked;
  QObject::connect(&box, &AlarmBox::copyAsked,
                   [&](const QString& setting, const QString& value) { asked.emplace_back(setting, value); });
  AlarmItem rate{"collapse", "collapse/std_times_sqrt_d", "cause", "train.lr", "0.00033"};
  AlarmItem automatic{"dead_prototypes", "clusters/dead", "cause", "prototypes", ""};
  AlarmItem none{"unheard_of", "x", "cause", "", ""};
  box.show({rate, automatic, none});
  const auto buttons = box.findChildren<QPushButton*>();
  ASSERT_EQ(buttons.size(), 2) << "an alarm without a setting offers none";
  EXPECT_EQ(buttons[0]->text(), "Copy with Learning rate = 0.00033");
  EXPECT_EQ(buttons[1]->text(), "Copy and set Prototypes");
  for (auto* button : buttons) QTest::mouseClick(button, Qt::LeftButton);
  EXPECT_EQ(asked, (std::vector<std::pair<QString, QString>>{{"train.lr", "0.00033"}, {"prototypes", ""}}));
}

TEST(Draft, UnitsComeFromTheDescription) {
  const base::Json describe = {{"methods",
                                {{{"id", "mae"},
                                  {"family", "generative"},
                                  {"dims", {2, 3}},
                                  {"summary", "Hide and restore"},
                                  {"schema", {{"params", base::Json::array()}}}}}}};
  const auto units = unitsOf(describe, "methods");
  ASSERT_EQ(units.size(), 1U);
  EXPECT_EQ(units[0].dims, (QList<int>{2, 3}));
  EXPECT_TRUE(unitsOf(base::Json::object(), "methods").empty());
}

TEST(LeakDialog, RunAnywayNeedsAReason) {
  services::Leak leak;
  leak.caseName = "brain_1";
  leak.patient = "P-00AA11BB";
  leak.role = "test";
  leak.trainCase = "brain_2";
  LeakDialog dialog({leak}, true);
  dialog.show();
  EXPECT_FALSE(dialog.runAnyway()->isEnabled());
  QTest::keyClicks(dialog.reasonField(), "ok");
  EXPECT_FALSE(dialog.runAnyway()->isEnabled());
  QTest::keyClicks(dialog.reasonField(), ", the overlap is measured here");
  EXPECT_TRUE(dialog.runAnyway()->isEnabled());
  EXPECT_EQ(dialog.reason(), "ok, the overlap is measured here");
}

TEST(PreflightPane, ErrorsLockTheLaunch) {
  PreflightPane pane;
  pane.show();
  pane.setRows({{Tone::Ok, "good", {}, {}, {}}});
  EXPECT_TRUE(pane.launchButton()->isEnabled());
  pane.setRows({{Tone::Error, "bad", {}, {}, {}}, {Tone::Warn, "odd", {}, {}, {}}});
  EXPECT_FALSE(pane.launchButton()->isEnabled());
  EXPECT_EQ(pane.toCorrect(), 1);
  PreflightEstimate estimate;
  estimate.seconds = 7800;
  pane.setEstimate(estimate);
  EXPECT_TRUE(pane.launchButton()->text().contains("2 h 10 min")) << pane.launchButton()->text().toStdString();
}

TEST(CommandPalette, EveryWordMustMatchAndBeginningsComeFirst) {
  std::vector<PaletteEntry> entries{
      {"Open in Viewer", "action", {}, {}, {}}, {"viewer", "page", {}, {}, {}}, {"runs", "page", {}, {}, {}}};
  const auto found = matching(entries, "view");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0]->text, "viewer");
  EXPECT_EQ(matching(entries, "view open").size(), 1U);
  EXPECT_TRUE(matching(entries, "zebra").empty());
}

TEST(Words, SizesTimesNumbers) {
  EXPECT_EQ(bytesText(999), QString("999\u00A0B"));
  EXPECT_EQ(bytesText(1'240'000'000), QString("1.2\u00A0GB"));
  EXPECT_EQ(bytesText(212'000'000'000), QString("212\u00A0GB"));
  EXPECT_EQ(durationText(7800), "2 h 10 min");
  EXPECT_EQ(durationText(42), "42 s");
  EXPECT_EQ(countText(1'204), "1,204");
  EXPECT_EQ(numberText(-1.5, 1), QString("\u22121.5"));
  EXPECT_EQ(toQt(fromQt("/tmp/Gehirn-ä")), "/tmp/Gehirn-ä");
}

TEST(SegmentedControl, ArrowsSkipWhatIsOff) {
  SegmentedControl control;
  control.addSegment("a");
  control.addSegment("b");
  control.addSegment("c");
  control.setSegmentEnabled(1, false, "why");
  control.show();
  control.setFocus();
  QTest::keyClick(&control, Qt::Key_Right);
  EXPECT_EQ(control.current(), 2);
  control.setCurrent(1);
  EXPECT_EQ(control.current(), 2) << "a disabled one cannot be chosen";
}

// An asymmetric phantom: one bright voxel at the patient's left, posterior, superior corner.
TEST(SliceImage, PlanesAreRadiological) {
  PictureVolume volume;
  volume.extent = {4, 3, 2};
  volume.values.assign(24, 0.0F);
  volume.values[23] = 1.0F;  // x = 3 (left), y = 2 (posterior), z = 1 (superior)
  const QImage axial = slicePixels(volume, Plane::Axial, 1);
  EXPECT_EQ(axial.size(), QSize(4, 3));
  EXPECT_EQ(qGray(axial.pixel(3, 2)), 255) << "patient left on the right, posterior below";
  const QImage coronal = slicePixels(volume, Plane::Coronal, 2);
  EXPECT_EQ(qGray(coronal.pixel(3, 0)), 255) << "superior on top";
  const QImage sagittal = slicePixels(volume, Plane::Sagittal, 3);
  EXPECT_EQ(qGray(sagittal.pixel(2, 0)), 255) << "anterior on the left";
  EXPECT_EQ(planeSize(volume.extent, {1, 2, 5}, Plane::Coronal), QSizeF(4, 10));
}

// Two pieces with a gap in the middle: what opens must show one of them.
TEST(SliceImage, ABlankMiddleIsPassedBy) {
  const volume::Extent extent{2, 2, 5};
  std::vector<float> values(20, 0.0F);
  values[0] = values[4] = 1.0F;  // slices 0 and 1
  values[16] = 2.0F;             // slice 4
  EXPECT_FALSE(isBlank(values, extent, Plane::Axial, 0));
  EXPECT_TRUE(isBlank(values, extent, Plane::Axial, 2));
  EXPECT_FALSE(isBlank(values, extent, Plane::Sagittal, 0));
  EXPECT_TRUE(isBlank(values, extent, Plane::Sagittal, 1));
  const auto blank = [&](double at) {
    return isBlank(values, extent, Plane::Axial, static_cast<std::int64_t>(at * 5));
  };
  EXPECT_EQ(static_cast<int>(nearestShare(0.5, blank) * 5), 1);
  EXPECT_EQ(nearestShare(0.9, blank), 0.9);
  EXPECT_EQ(nearestShare(0.5, [](double) { return true; }), 0.5);
}

}  // namespace
}  // namespace selvox::ui
