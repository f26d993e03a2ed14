#include "core/services/split.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "core/base/rng.h"

namespace selvox::services {
namespace {

std::vector<SplitCase> cases(int patients, int perPatient, int unlabelledEvery = 0) {
  std::vector<SplitCase> all;
  for (int p = 0; p < patients; ++p)
    for (int c = 0; c < perPatient; ++c)
      all.push_back({"case" + std::to_string(1000 + p) + "_" + std::to_string(c), "P" + std::to_string(p),
                     unlabelledEvery == 0 || p % unlabelledEvery != 0});
  return all;
}

SplitRequest request(const char* train, const char* val, const char* test, const char* labelled, std::uint64_t seed) {
  SplitRequest made;
  made.dataset = "d";
  if (*train) made.train = *parseAmount("--train", train);
  if (*val) made.val = *parseAmount("--val", val);
  if (*test) made.test = *parseAmount("--test", test);
  if (*labelled) made.labelled = *parseAmount("--labelled", labelled);
  made.seed = seed;
  return made;
}

std::set<std::string> patientsOf(const std::vector<SplitCase>& all, const std::vector<std::string>& names) {
  std::set<std::string> patients;
  for (const auto& name : names)
    for (const auto& one : all)
      if (one.caseName == name) patients.insert(one.patient);
  return patients;
}

TEST(Split, TakesAnOfficialOneFromAColumn) {
  std::vector<SplitCase> all{{"a", "P1", true, "train"},    {"b", "P2", true, "Training"},
                             {"c", "P3", true, "valid"},    {"d", "P4", true, "test"},
                             {"e", "P5", false, "train"},   {"f", "P6", true, "external"},
                             {"g", "P1", false, "training"}};
  SplitRequest wanted = request("", "", "", "1", 4);
  wanted.column = "part";
  const auto made = makeSplit(all, wanted, "now");
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made->split.train, (std::vector<std::string>{"a", "b", "e", "g"}));
  EXPECT_EQ(made->split.val, std::vector<std::string>{"c"});
  EXPECT_EQ(made->split.test, std::vector<std::string>{"d"});
  ASSERT_EQ(made->split.labelled.size(), 1U);
  EXPECT_TRUE(made->split.labelled[0] == "a" || made->split.labelled[0] == "b");
  ASSERT_EQ(made->notes.size(), 1U);
  EXPECT_NE(made->notes[0].find("test: 1."), std::string::npos);
  all.push_back({"h", "P4", true, "train"});
  const auto torn = makeSplit(all, wanted, "now");
  ASSERT_FALSE(torn);
  EXPECT_EQ(torn.error().code, base::ErrorCode::Refused);
  wanted.column = "nothing";
  for (auto& one : all) one.part.clear();
  EXPECT_FALSE(makeSplit(all, wanted, "now"));
}

TEST(Split, GivesTheCountsAskedFor) {
  const auto made = makeSplit(cases(200, 1), request("160", "10", "30", "8", 1), "now");
  ASSERT_TRUE(made);
  EXPECT_EQ(made->split.train.size(), 160u);
  EXPECT_EQ(made->split.val.size(), 10u);
  EXPECT_EQ(made->split.test.size(), 30u);
  EXPECT_EQ(made->split.labelled.size(), 8u);
  EXPECT_TRUE(made->notes.empty());
}

TEST(Split, NoPatientStandsOnTwoSides) {
  const auto all = cases(37, 3);
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto made = makeSplit(all, request("0.6", "0.2", "0.2", "", seed), "now");
    ASSERT_TRUE(made);
    const auto train = patientsOf(all, made->split.train), val = patientsOf(all, made->split.val),
               test = patientsOf(all, made->split.test);
    EXPECT_EQ(train.size() + val.size() + test.size(), 37u);  // together all, so pairwise disjoint
    std::set<std::string> together = train;
    together.insert(val.begin(), val.end());
    together.insert(test.begin(), test.end());
    EXPECT_EQ(together.size(), 37u);
  }
}

TEST(Split, DoesNotDependOnTheOrderOfRows) {
  auto all = cases(50, 2);
  const auto one = makeSplit(all, request("", "10", "20", "6", 7), "now");
  std::reverse(all.begin(), all.end());
  std::rotate(all.begin(), all.begin() + 13, all.end());
  const auto two = makeSplit(all, request("", "10", "20", "6", 7), "now");
  ASSERT_TRUE(one && two);
  EXPECT_EQ(one->split.train, two->split.train);
  EXPECT_EQ(one->split.test, two->split.test);
  EXPECT_EQ(one->split.labelled, two->split.labelled);
}

TEST(Split, DoesNotDependOnPseudonyms) {
  auto all = cases(30, 1);
  const auto one = makeSplit(all, request("", "5", "5", "", 3), "now");
  for (auto& c : all) c.patient = "other key " + c.patient;
  const auto two = makeSplit(all, request("", "5", "5", "", 3), "now");
  ASSERT_TRUE(one && two);
  EXPECT_EQ(one->split.test, two->split.test);
}

TEST(Split, AnotherSeedGivesAnotherSplit) {
  const auto all = cases(60, 1);
  EXPECT_NE(makeSplit(all, request("", "", "20", "", 1), "now")->split.test,
            makeSplit(all, request("", "", "20", "", 2), "now")->split.test);
}

TEST(Split, LabelledSetsOfOneSeedAreNested) {
  const auto all = cases(120, 1, 4);
  std::set<std::string> smaller;
  for (const char* count : {"4", "8", "16", "32"}) {
    const auto made = makeSplit(all, request("", "10", "20", count, 5), "now");
    ASSERT_TRUE(made);
    const std::set<std::string> labelled(made->split.labelled.begin(), made->split.labelled.end());
    EXPECT_TRUE(std::includes(labelled.begin(), labelled.end(), smaller.begin(), smaller.end())) << count;
    const std::set<std::string> train(made->split.train.begin(), made->split.train.end());
    EXPECT_TRUE(std::includes(train.begin(), train.end(), labelled.begin(), labelled.end()));
    smaller = labelled;
  }
}

TEST(Split, UnlabelledCasesAreNeverJudged) {
  const auto all = cases(40, 1, 2);  // half without labels
  const auto made = makeSplit(all, request("", "5", "10", "", 1), "now");
  ASSERT_TRUE(made);
  std::set<std::string> labelled;
  for (const auto& one : all)
    if (one.labelled) labelled.insert(one.caseName);
  for (const auto& name : made->split.test) EXPECT_TRUE(labelled.count(name)) << name;
  for (const auto& name : made->split.val) EXPECT_TRUE(labelled.count(name)) << name;
  EXPECT_EQ(made->split.train.size(), 25u);  // all that is left, with and without labels
  EXPECT_EQ(made->split.labelled.size(), 5u);
}

TEST(Split, SaysWhereWholePatientsMakeACountUnreachable) {
  const auto made = makeSplit(cases(10, 2), request("", "", "5", "", 1), "now");
  ASSERT_TRUE(made);
  EXPECT_EQ(made->split.test.size(), 4u);
  ASSERT_EQ(made->notes.size(), 1u);
  EXPECT_NE(made->notes[0].find("asked for 5"), std::string::npos);
}

TEST(Split, RefusesMoreThanThereIs) {
  EXPECT_FALSE(makeSplit(cases(10, 1), request("", "6", "6", "", 1), "now"));
  EXPECT_FALSE(makeSplit(cases(10, 1), request("9", "1", "1", "", 1), "now"));
  EXPECT_FALSE(makeSplit(cases(10, 1), request("", "", "2", "9", 1), "now"));
  EXPECT_FALSE(makeSplit({}, request("", "", "", "", 1), "now"));
}

TEST(Split, RefusesSharesThatAreMoreThanAll) {
  const auto made = makeSplit(cases(10, 1), request("0.9", "", "0.9", "", 0), "now");
  ASSERT_FALSE(made);
  EXPECT_NE(made.error().message.find("1.8"), std::string::npos) << made.error().message;
  EXPECT_TRUE(makeSplit(cases(10, 1), request("0.7", "0.1", "0.2", "", 0), "now"));  // their sum is not quite 1
}

TEST(Split, AmountsAreCountsOrShares) {
  EXPECT_FALSE(parseAmount("--test", "30")->share);
  EXPECT_TRUE(parseAmount("--test", "0.2")->share);
  EXPECT_TRUE(parseAmount("--test", "1.0")->share);
  for (const char* bad : {"-1", "1.5", "many", "", "nan", "2e400"}) EXPECT_FALSE(parseAmount("--test", bad)) << bad;
}

// Every case once at most, no patient on two sides.
void expectWholePatients(const std::vector<SplitCase>& all, const ports::SplitRow& split) {
  std::map<std::string, std::set<std::string>> sides;
  std::set<std::string> seen;
  for (const auto& [side, names] : {std::pair{"train", split.train}, {"val", split.val}, {"test", split.test}})
    for (const auto& name : names) {
      EXPECT_TRUE(seen.insert(name).second) << name;
      for (const auto& one : all)
        if (one.caseName == name) sides[one.patient].insert(side);
    }
  for (const auto& [patient, of] : sides) EXPECT_EQ(of.size(), 1u) << patient;
}

std::vector<SplitCase> withParts(int patients, int most, std::uint64_t seed) {
  base::Rng rng(seed, base::Purpose::Test, 0);
  std::vector<SplitCase> all;
  for (int p = 0; p < patients; ++p) {
    const std::string part = rng.next() % 10 < 7 ? "common" : rng.next() % 3 ? "seldom" : "rare";
    for (std::uint32_t c = 0; c <= rng.next() % static_cast<std::uint32_t>(most); ++c)
      all.push_back({"case" + std::to_string(1000 + p) + "_" + std::to_string(c), "P" + std::to_string(p), true, part});
  }
  return all;
}

double casesIn(const std::vector<SplitCase>& all, const std::vector<std::string>& names, const std::string& part) {
  const std::set<std::string> wanted(names.begin(), names.end());
  return static_cast<double>(std::count_if(
      all.begin(), all.end(), [&](const SplitCase& one) { return wanted.count(one.caseName) && one.part == part; }));
}

TEST(Split, StratifiedSharesAreWithinOnePatientOfTheIdeal) {
  for (const int most : {1, 3})
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      const auto all = withParts(120, most, seed);
      auto wanted = request("", "0.1", "0.25", "", seed);
      wanted.stratify = "grade";
      const auto made = makeSplit(all, wanted, "now");
      ASSERT_TRUE(made) << made.error().message;
      expectWholePatients(all, made->split);
      EXPECT_EQ(made->split.train.size() + made->split.val.size() + made->split.test.size(), all.size());
      for (const char* part : {"common", "seldom", "rare"}) {
        const double whole = static_cast<double>(
            std::count_if(all.begin(), all.end(), [&](const SplitCase& one) { return one.part == part; }));
        const double ideal = whole * static_cast<double>(made->split.test.size()) / static_cast<double>(all.size());
        EXPECT_LE(std::abs(casesIn(all, made->split.test, part) - ideal), most + 1e-9) << part << " " << seed;
      }
      auto shuffled = all;
      std::reverse(shuffled.begin(), shuffled.end());
      EXPECT_EQ(makeSplit(shuffled, wanted, "now")->split.test, made->split.test) << "the order of rows says nothing";
    }
}

TEST(Split, LeavesASiteOut) {
  std::vector<SplitCase> all{{"a", "P1", true, "graz"}, {"b", "P1", true, "oslo"},  {"c", "P2", true, "oslo"},
                             {"d", "P3", true, "lyon"}, {"e", "P4", false, "oslo"}, {"f", "P5", true, ""},
                             {"g", "P6", true, "graz"}};
  auto wanted = request("", "1", "", "", 3);
  wanted.leaveOut = "site";
  wanted.values = {"oslo"};
  const auto made = makeSplit(all, wanted, "now");
  ASSERT_TRUE(made) << made.error().message;
  auto test = made->split.test;
  std::sort(test.begin(), test.end());
  EXPECT_EQ(test, (std::vector<std::string>{"a", "b", "c"})) << "the patient of two sites comes whole";
  EXPECT_EQ(made->split.val.size(), 1u);
  EXPECT_EQ(made->split.train.size(), 2u);
  ASSERT_EQ(made->notes.size(), 1u);
  EXPECT_NE(made->notes[0].find("no labels: 1."), std::string::npos) << made->notes[0];
  expectWholePatients(all, made->split);
  wanted.values = {"rome"};
  const auto unknown = makeSplit(all, wanted, "now");
  ASSERT_FALSE(unknown);
  EXPECT_NE(unknown.error().message.find("graz, lyon, oslo"), std::string::npos) << unknown.error().message;
  wanted.values = {"oslo"};
  wanted.test = *parseAmount("--test", "2");
  EXPECT_FALSE(makeSplit(all, wanted, "now"));
}

TEST(Split, ByDateNothingLaterIsTrainedOn) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    base::Rng rng(seed, base::Purpose::Test, 1);
    std::vector<SplitCase> all;
    for (int i = 0; i < 60; ++i)
      all.push_back({"case" + std::to_string(100 + i), "P" + std::to_string(rng.next() % 30), rng.next() % 3 != 0,
                     std::to_string(2000 + rng.next() % 20) + "-0" + std::to_string(1 + rng.next() % 9)});
    auto wanted = request("", "4", "9", "", seed);
    wanted.byDate = "year";
    const auto made = makeSplit(all, wanted, "now");
    ASSERT_TRUE(made) << made.error().message;
    expectWholePatients(all, made->split);
    std::map<std::string, std::string> last;
    for (const auto& one : all) last[one.patient] = std::max(last[one.patient], one.part);
    const auto extreme = [&](const std::vector<std::string>& names, bool latest) {
      std::string found;
      for (const auto& one : all)
        if (std::count(names.begin(), names.end(), one.caseName) &&
            (found.empty() || (latest ? last[one.patient] > found : last[one.patient] < found)))
          found = last[one.patient];
      return found;
    };
    EXPECT_LE(extreme(made->split.train, true), extreme(made->split.test, false));
    EXPECT_LE(extreme(made->split.val, true), extreme(made->split.test, false));
    if (!made->split.val.empty()) {
      EXPECT_LE(extreme(made->split.train, true), extreme(made->split.val, false));
    }
  }
  std::vector<SplitCase> odd{{"a", "P1", true, "yesterday"}, {"b", "P2", true, "2020"}};
  auto wanted = request("", "", "1", "", 1);
  wanted.byDate = "when";
  EXPECT_FALSE(makeSplit(odd, wanted, "now"));
  odd[0].part = "2021";
  EXPECT_EQ(makeSplit(odd, wanted, "now")->split.test, std::vector<std::string>{"a"});
}

}  // namespace
}  // namespace selvox::services
