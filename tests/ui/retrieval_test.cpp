// A judged retrieval on the page of its run.

#include <QTreeWidget>

#include <gtest/gtest.h>

#include "tests/ui/runs_support.h"
#include "ui/pages/runs/compare_data.h"
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

TEST(RetrievalEvaluation, StandsInAFolderOfItsOwn) {
  QTemporaryDir folder;
  const auto place = test::pathOf(folder);
  std::filesystem::create_directories(place / "retrieval");
  const base::Json ranked{{"task", "retrieval"},
                          {"split", "test"},
                          {"metrics", {{"map", {{"mean", 0.7}, {"low", 0.5}, {"high", 0.9}, {"n", 2}}}}},
                          {"cases", {{{"case", "a"}, {"class", "knee"}, {"map", 0.7}}}}};
  ASSERT_TRUE(base::writeJson(place / "retrieval" / "test.json", ranked).has_value());
  ASSERT_TRUE(base::writeJson(place / "retrieval" / "test.request.json", {{"column", "class"}}).has_value());
  ASSERT_TRUE(base::writeJson(place / "test.json", {{"split", "test"}, {"cases", base::Json::array()}}).has_value());
  const auto read = readEvaluationFolder(place);
  ASSERT_EQ(read.size(), 2U);
  EXPECT_FALSE(read[0].isRetrieval());
  EXPECT_TRUE(read[1].isRetrieval());
  EvaluationTab tab;
  tab.show({read[1]}, nullptr);
  EXPECT_FALSE(tab.findChildren<QTreeWidget*>().isEmpty());
}

TEST(Compare, JudgesRetrievalsByTheirQueries) {
  const auto files = [](const base::Json& document) {
    RunFiles made;
    made.evaluations.push_back(*evaluationFromJson(document));
    return made;
  };
  const auto ranked = [&](double first, double second) {
    return files({{"task", "retrieval"},
                  {"split", "test"},
                  {"metrics", {{"map", {{"mean", (first + second) / 2}}}}},
                  {"cases", {{{"case", "a"}, {"map", first}}, {{"case", "b"}, {"map", second}}}}});
  };
  const RunFiles a = ranked(0.9, 0.5), b = ranked(0.6, 0.6);
  EXPECT_TRUE(comparable(a, b));
  const auto pair = comparePaired(a, b);
  ASSERT_TRUE(pair.has_value());
  EXPECT_EQ(pair->metric, "average_precision");
  EXPECT_EQ(pair->better, 1);
  EXPECT_NEAR(pair->difference->mean, 0.1, 1e-9);
  const RunFiles maps = files({{"split", "test"}, {"cases", {{{"case", "a"}, {"labels", {{"1", {{"dice", 0.5}}}}}}}}});
  EXPECT_FALSE(comparable(a, maps));
  EXPECT_FALSE(comparable(a, RunFiles{}));
}

}  // namespace
}  // namespace selvox::ui
