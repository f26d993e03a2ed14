// A judged retrieval on the page of its run.

#include <QTreeWidget>

#include <gtest/gtest.h>

#include "ui/pages/runs/run_tabs.h"

namespace selvox::ui {
namespace {

TEST(RetrievalEvaluation, ShowsTheWorstQueryFirst) {
  const auto interval = [](double mean) { return base::Json{{"mean", mean}, {"low", 0.5}, {"high", 1.0}, {"n", 2}}; };
  const auto query = [](const char* name, const base::Json& map, const char* nearest) {
    return base::Json{
        {"case", name}, {"class", "knee"}, {"map", map}, {"nearest", {{{"case", "x"}, {"class", nearest}}}}};
  };
  const base::Json document{{"task", "retrieval"},
                            {"split", "test"},
                            {"metrics", {{"map", interval(0.7)}, {"precision_at_10", interval(0.6)}}},
                            {"labels", {{"1", {{"name", "knee"}, {"map", interval(0.7)}}}}},
                            {"cases", {query("a", 0.9, "knee"), query("b", nullptr, "hand"), query("c", 0.5, "hip")}}};
  const auto read = evaluationFromJson(document);
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->isRetrieval());
  EXPECT_FALSE(read->isClassification());
  EXPECT_FALSE(read->hasLabelMaps()) << "the viewer has nothing of it to lay over images";
  EvaluationTab tab;
  tab.show({*read}, nullptr);
  QTreeWidget* cases = nullptr;
  QTreeWidget* metrics = nullptr;
  for (QTreeWidget* table : tab.findChildren<QTreeWidget*>()) {
    if (table->topLevelItemCount() == 3) cases = table;
    if (table->topLevelItemCount() == 2) metrics = table;
  }
  ASSERT_TRUE(cases && metrics);
  EXPECT_EQ(metrics->topLevelItem(0)->text(0), "mAP");
  EXPECT_EQ(cases->topLevelItem(0)->text(0), "c");
  EXPECT_EQ(cases->topLevelItem(0)->text(2), "hip");
  EXPECT_EQ(cases->topLevelItem(2)->text(0), "b") << "nothing of its class to find: last";
}

}  // namespace
}  // namespace selvox::ui
