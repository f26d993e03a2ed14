// An enhancement in the window: its judgement read and shown beside the baseline.

#include <QTest>
#include <QTreeWidget>

#include <gtest/gtest.h>

#include "ui/pages/runs/run_tabs.h"

namespace selvox::ui {
namespace {

base::Json enhancedDocument() {
  const auto interval = [](double mean) {
    return base::Json{{"mean", mean}, {"low", mean - 1}, {"high", mean + 1}, {"n", 2}};
  };
  const auto one = [](const char* name, double psnr, double before) {
    return base::Json{{"case", name}, {"patient", name},
                      {"psnr", psnr}, {"ssim", 0.9},
                      {"nmse", 0.01}, {"baseline", {{"psnr", before}, {"ssim", 0.8}, {"nmse", nullptr}}}};
  };
  return {{"run", "better"},
          {"split", "test"},
          {"baseline", "linear interpolation"},
          {"quality", {{"psnr", {{"result", interval(31)}, {"baseline", interval(28)}, {"gain", interval(3)}}}}},
          {"cases", {one("a", 33, 28), one("b", 29, 28)}}};
}

TEST(EnhancementTab, IsReadFromItsDocument) {
  const auto read = evaluationFromJson(enhancedDocument());
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->isEnhancement());
  EXPECT_FALSE(read->isClassification());
  EXPECT_FALSE(read->hasLabelMaps());
  EXPECT_EQ(read->quality.at("psnr").gain.mean, 3);
  EXPECT_EQ(read->cases[0].baseline.at("psnr"), 28);
  EXPECT_FALSE(read->cases[0].baseline.contains("nmse"));
  base::Json segmentation{{"cases", base::Json::array()}};
  EXPECT_TRUE(evaluationFromJson(segmentation)->hasLabelMaps());
}

TEST(EnhancementTab, ShowsTheGainAndTheSmallestFirst) {
  EvaluationTab tab;
  tab.show({*evaluationFromJson(enhancedDocument())}, nullptr);
  const auto tables = tab.findChildren<QTreeWidget*>();
  ASSERT_EQ(tables.size(), 2);
  EXPECT_EQ(tables[0]->topLevelItemCount(), 1);
  EXPECT_TRUE(tables[0]->topLevelItem(0)->text(3).startsWith("3")) << tables[0]->topLevelItem(0)->text(3).toStdString();
  ASSERT_EQ(tables[1]->topLevelItemCount(), 2);
  EXPECT_EQ(tables[1]->topLevelItem(0)->text(0), "b");
  EXPECT_TRUE(tables[1]->topLevelItem(0)->text(1).startsWith("1"));
  EXPECT_EQ(tables[1]->topLevelItem(0)->text(7), QString::fromUtf8("–"));
}

}  // namespace
}  // namespace selvox::ui
