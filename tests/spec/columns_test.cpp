// Which columns of the catalog are classes.

#include "core/spec/columns.h"

#include <gtest/gtest.h>

namespace selvox::spec {
namespace {

TEST(Columns, TheFirstThatHoldsClasses) {
  std::vector<CaseEntry> cases(30);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    cases[i].role = "train";
    cases[i].columns = {{"age", std::to_string(i)}, {"echo_time", i % 2 ? "10" : "20"}, {"site", i % 2 ? "A" : "B"}};
  }
  EXPECT_EQ(automaticColumn(cases), "site");
  for (std::size_t i = 0; i < cases.size(); ++i) cases[i].columns["grade"] = std::to_string(i % 10);
  EXPECT_EQ(automaticColumn(cases), "grade") << "a few numbers are classes";
  for (std::size_t i = 0; i < cases.size(); ++i) cases[i].columns["grade"] = std::to_string(i % 11);
  EXPECT_EQ(automaticColumn(cases), "site") << "many are a measurement";
  for (auto& entry : cases) entry.columns.erase("grade");
  for (auto& entry : cases) entry.columns["class"] = "images";
  EXPECT_EQ(automaticColumn(cases), "site");  // one class is none
  cases[0].columns["class"] = "other";
  EXPECT_EQ(automaticColumn(cases), "class");
  EXPECT_TRUE(checkColumn(cases, "probe.column", "echo_time", true));
  const auto unknown = checkColumn(cases, "probe.column", "grade", true);
  ASSERT_FALSE(unknown);
  EXPECT_NE(unknown.error().message.find("Known: age, class, echo_time, site"), std::string::npos);
  for (auto& entry : cases) entry.columns = {{"site", "A"}};
  EXPECT_EQ(automaticColumn(cases), kNoColumn);
  EXPECT_FALSE(checkColumn(cases, "probe.column", "site", true));
  EXPECT_TRUE(checkColumn(cases, "sample.key", "site", false));
}

std::vector<CaseEntry> withColumns(const std::vector<std::string>& names) {
  std::vector<CaseEntry> cases(4);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    cases[i].role = "train";
    for (const auto& name : names) cases[i].columns[name] = i % 2 ? "A" : "B";
  }
  return cases;
}

TEST(Columns, AClassifierLearnsTheOnlyOneOrAsksWhich) {
  EXPECT_EQ(columnToLearn(withColumns({"grade", "echo_time"})).value(), "grade");
  EXPECT_EQ(columnToLearn(withColumns({"grade", "site", "diagnosis"})).value(), "diagnosis");
  const auto unclear = columnToLearn(withColumns({"grade", "site"}));
  ASSERT_FALSE(unclear);
  EXPECT_NE(unclear.error().message.find("grade, site"), std::string::npos);
  const auto none = columnToLearn(withColumns({"echo_time"}));
  ASSERT_FALSE(none);
  EXPECT_NE(none.error().message.find("labels.csv"), std::string::npos);
}

TEST(Columns, OfClassificationOnly) {
  RunSpec run;
  run.kind = "finetune";
  run.task = "segmentation";
  EXPECT_FALSE(learnsFromColumn(run));
  run.task = "classification";
  EXPECT_TRUE(learnsFromColumn(run));
}

}  // namespace
}  // namespace selvox::spec
