// A classifier in the window: chosen as a task, its judgement read and shown.

#include <QComboBox>
#include <QTest>
#include <QTreeWidget>

#include <gtest/gtest.h>

#include "ui/pages/experiments/setup_strip.h"
#include "ui/pages/runs/run_tabs.h"

namespace selvox::ui {
namespace {

base::Json judged() {
  const auto interval = [](double mean) { return base::Json{{"mean", mean}, {"low", 0.5}, {"high", 1.0}, {"n", 3}}; };
  const auto answer = [](const char* name, const char* truth, const char* said, double light, double cost) {
    return base::Json{{"case", name},
                      {"patient", name},
                      {"class", truth},
                      {"answer", said},
                      {"correct", 1},
                      {"log_loss", cost},
                      {"probabilities", {{"dark", 1 - light}, {"light", light}}}};
  };
  return {{"run", "classes"},
          {"split", "test"},
          {"classes", {"dark", "light"}},
          {"metrics", {{"auc", interval(0.75)}, {"accuracy", interval(2.0 / 3)}}},
          {"labels", {{"1", {{"name", "dark"}, {"n", 1}, {"auc", interval(0.75)}}}}},
          {"confusion", {{1, 0}, {1, 1}}},
          {"cases",
           {answer("a", "dark", "dark", 0.1, 0.1), answer("b", "light", "dark", 0.2, 1.6),
            answer("c", "light", "light", 0.9, 0.1)}}};
}

TEST(Classification, IsReadFromItsDocument) {
  const auto read = evaluationFromJson(judged());
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->isClassification());
  EXPECT_EQ(read->metrics.at("auc").mean, 0.75);
  EXPECT_EQ(read->confusion, (std::vector<std::vector<int>>{{1, 0}, {1, 1}}));
  EXPECT_EQ(read->cases[1].truth, "light");
  EXPECT_EQ(read->cases[1].answer, "dark");
  EXPECT_DOUBLE_EQ(read->cases[1].confidence, 0.8);
  base::Json several = judged();
  several["cases"][0]["class"] = {"edema", "mass"};
  EXPECT_EQ(evaluationFromJson(several)->cases[0].truth, "edema, mass");
  base::Json segmentation{{"cases", base::Json::array()}};
  EXPECT_FALSE(evaluationFromJson(segmentation)->isClassification());
}

TEST(Classification, ShowsMetricsConfusionAndTheDearestMistakeFirst) {
  EvaluationTab tab;
  tab.show({*evaluationFromJson(judged())}, nullptr);
  const auto tables = tab.findChildren<QTreeWidget*>();
  ASSERT_EQ(tables.size(), 4);
  QTreeWidget* confusion = nullptr;
  QTreeWidget* cases = nullptr;
  for (QTreeWidget* table : tables) {
    if (table->topLevelItemCount() == 2 && table->columnCount() == 3) confusion = table;
    if (table->topLevelItemCount() == 3) cases = table;
  }
  ASSERT_TRUE(confusion && cases);
  EXPECT_EQ(confusion->headerItem()->text(2), "light");
  EXPECT_EQ(confusion->topLevelItem(1)->text(0), "light");
  EXPECT_EQ(confusion->topLevelItem(1)->text(1), "1");
  EXPECT_EQ(cases->topLevelItem(0)->text(0), "b");
  EXPECT_EQ(cases->topLevelItem(0)->text(2), "dark");
}

TEST(Classification, IsATaskToChoose) {
  SetupStrip strip;
  std::vector<UnitChoice> tasks(2);
  tasks[0].id = "segmentation";
  tasks[1].id = "classification";
  strip.setTasks(tasks);
  Draft draft;
  draft.kind = "finetune";
  strip.write(draft);
  EXPECT_EQ(draft.task, "segmentation");
  draft.task = "classification";
  strip.read(draft);
  strip.setTasks(tasks);  // the worker describes itself again: the choice stays
  Draft made;
  made.kind = "finetune";
  strip.write(made);
  EXPECT_EQ(made.task, "classification");
  EXPECT_TRUE(commandWords(made, "WS").contains("classification"));
  spec::RunSpec run;
  run.kind = "finetune";
  run.task = "classification";
  EXPECT_EQ(draftLike(run).task, "classification");
}

}  // namespace
}  // namespace selvox::ui
