#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

#include <gtest/gtest.h>

#include "ui/pages/experiments/draft.h"
#include "ui/pages/experiments/leak_dialog.h"
#include "ui/pages/experiments/preflight_pane.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/words.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/slice_image.h"

namespace selvox::ui {
namespace {

TEST(Draft, PretrainingAsACommand) {
  Draft draft;
  draft.dataset = "hippo";
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
  draft.dataset = "hippo";
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

}  // namespace
}  // namespace selvox::ui
