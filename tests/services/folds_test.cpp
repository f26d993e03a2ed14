#include "core/services/folds.h"

#include <algorithm>
#include <map>
#include <set>

#include <gtest/gtest.h>

namespace selvox::services {
namespace {

// Patients P0, P1, … of the class and number of cases given.
std::vector<SplitCase> patients(const std::vector<std::pair<std::string, int>>& all) {
  std::vector<SplitCase> cases;
  for (std::size_t p = 0; p < all.size(); ++p)
    for (int c = 0; c < all[p].second; ++c)
      cases.push_back(
          {"c" + std::to_string(100 + p) + "_" + std::to_string(c), "P" + std::to_string(p), true, all[p].first});
  return cases;
}

FoldRequest request(int folds, std::uint64_t seed = 0, const char* val = "0", const char* stratify = "") {
  return {"d", folds, seed, *parseAmount("--val", val), stratify};
}

std::string patientOf(const std::string& name, const std::vector<SplitCase>& cases) {
  for (const auto& one : cases)
    if (one.caseName == name) return one.patient;
  return {};
}

TEST(Folds, JudgeEveryCaseOnceAndKeepPatientsTogether) {
  std::vector<std::pair<std::string, int>> all;
  for (int i = 0; i < 23; ++i) all.emplace_back("", 1 + i % 3);
  const auto cases = patients(all);
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    const auto made = makeFolds(cases, request(5, seed, "0.1"), "now");
    ASSERT_TRUE(made) << made.error().message;
    ASSERT_EQ(made->splits.size(), 5U);
    std::map<std::string, int> judged;
    for (const auto& split : made->splits) {
      std::map<std::string, std::set<std::string>> sides;  // patient -> parts
      for (const auto& [part, names] : {std::pair{"train", &split.train}, {"val", &split.val}, {"test", &split.test}})
        for (const auto& name : *names) sides[patientOf(name, cases)].insert(part);
      for (const auto& [patient, parts] : sides) EXPECT_EQ(parts.size(), 1U) << patient;
      EXPECT_EQ(split.train.size() + split.val.size() + split.test.size(), cases.size());
      EXPECT_FALSE(split.val.empty());
      EXPECT_EQ(split.labelled, split.train);
      for (const auto& name : split.test) ++judged[name];
      EXPECT_NEAR(static_cast<double>(split.test.size()), static_cast<double>(cases.size()) / 5, 1.5);
    }
    EXPECT_EQ(judged.size(), cases.size());
    for (const auto& [name, times] : judged) EXPECT_EQ(times, 1) << name;
  }
}

TEST(Folds, FollowTheSeedAloneNotTheOrderOfRows) {
  auto cases = patients(std::vector<std::pair<std::string, int>>(20, {"", 1}));
  const auto first = makeFolds(cases, request(4, 7), "now");
  std::reverse(cases.begin(), cases.end());
  for (auto& one : cases) one.patient = "another key " + one.patient;
  const auto again = makeFolds(cases, request(4, 7), "now"), other = makeFolds(cases, request(4, 8), "now");
  ASSERT_TRUE(first && again && other);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(first->splits[i].test, again->splits[i].test);
  EXPECT_NE(first->splits[0].test, other->splits[0].test);
}

TEST(Folds, StratifyByPatient) {
  std::vector<std::pair<std::string, int>> all;
  for (int i = 0; i < 15; ++i) all.emplace_back("benign", 1);
  for (int i = 0; i < 5; ++i) all.emplace_back("malignant", 1);
  const auto cases = patients(all);
  const auto classes = [&](const std::vector<std::string>& names) {
    std::map<std::string, int> counts;
    for (const auto& name : names)
      for (const auto& one : cases)
        if (one.caseName == name) ++counts[one.part];
    return counts;
  };
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    const auto made = makeFolds(cases, request(5, seed, "2", "class"), "now");
    ASSERT_TRUE(made);
    EXPECT_TRUE(made->notes.empty());
    for (const auto& split : made->splits) {
      EXPECT_EQ(classes(split.test), (std::map<std::string, int>{{"benign", 3}, {"malignant", 1}}));
      EXPECT_EQ(classes(split.val), (std::map<std::string, int>{{"benign", 1}, {"malignant", 1}}));
    }
  }
  // A patient with many cases fills his fold, but every fold still judges the other class.
  std::vector<std::pair<std::string, int>> uneven{{"benign", 9}};
  for (int i = 0; i < 4; ++i) uneven.emplace_back("benign", 1);
  for (int i = 0; i < 5; ++i) uneven.emplace_back("malignant", 1);
  const auto large = patients(uneven);
  const auto dealt = makeFolds(large, request(5, 0, "0", "class"), "now");
  ASSERT_TRUE(dealt);
  for (const auto& split : dealt->splits)
    EXPECT_TRUE(std::any_of(large.begin(), large.end(), [&](const SplitCase& one) {
      return one.part == "malignant" && std::count(split.test.begin(), split.test.end(), one.caseName) == 1;
    }));
  all.resize(17);  // two malignant patients
  const auto rare = makeFolds(patients(all), request(5, 0, "0", "class"), "now");
  ASSERT_TRUE(rare);
  ASSERT_EQ(rare->notes.size(), 1U);
  EXPECT_NE(rare->notes[0].find("'malignant' has 2 patients"), std::string::npos);
}

TEST(Folds, KeepsPatientsWithoutLabelInTraining) {
  auto cases = patients(std::vector<std::pair<std::string, int>>(6, {"", 1}));
  cases.push_back({"u1", "U", false});
  cases.push_back({"more", "P0", false});  // of a judged patient: never in training while he is judged
  const auto made = makeFolds(cases, request(3), "now");
  ASSERT_TRUE(made);
  for (const auto& split : made->splits) {
    EXPECT_EQ(std::count(split.train.begin(), split.train.end(), "u1"), 1);
    EXPECT_EQ(std::count(split.labelled.begin(), split.labelled.end(), "u1"), 0);
    EXPECT_TRUE(split.val.empty());
    const bool judged = std::count(split.test.begin(), split.test.end(), "c100_0") == 1;
    EXPECT_EQ(std::count(split.test.begin(), split.test.end(), "more"), judged ? 1 : 0);
  }
}

TEST(Folds, RefusesWhatCannotBeShared) {
  const auto cases = patients({{"", 4}, {"", 1}, {"", 1}});
  EXPECT_FALSE(makeFolds(cases, request(1), "now"));
  const auto few = makeFolds(cases, request(4), "now");
  ASSERT_FALSE(few);
  EXPECT_NE(few.error().message.find("3 patients"), std::string::npos) << few.error().message;
  const auto two = makeFolds(patients({{"", 1}, {"", 1}}), request(2, 0, "0.5"), "now");
  ASSERT_TRUE(two);
  for (const auto& split : two->splits) EXPECT_EQ(split.train.size(), 1U) << "one is left to train on";
}

}  // namespace
}  // namespace selvox::services
