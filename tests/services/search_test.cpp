#include "core/services/search.h"

#include <cmath>
#include <set>

#include <gtest/gtest.h>

#include "core/base/file.h"
#include "core/services/search_space.h"
#include "tests/base/temporary.h"

namespace selvox::services {
namespace {

using base::Json;
using spec::Param;
using spec::ParamType;

spec::ParamSchema searchable() {
  spec::ParamSchema schema;
  schema.params = {
      Param{.name = "train.lr", .defaultValue = 1e-3, .minimum = 1e-8, .maximum = 10.0, .logarithmic = true},
      Param{.name = "train.batch", .type = ParamType::Int, .minimum = 1.0, .maximum = 4096.0},
      Param{.name = "train.patch", .type = ParamType::IntVector, .minimum = 1.0, .maximum = 1024.0},
      Param{.name = "train.optimizer", .type = ParamType::Choice, .defaultValue = "adamw", .choices = {"adamw", "sgd"}},
      Param{.name = "augment.flip", .type = ParamType::Bool, .defaultValue = true},
      Param{.name = "task.column", .type = ParamType::Text},
      Param{.name = "train.steps", .type = ParamType::Int, .minimum = 1.0, .maximum = 1e9}};
  return schema;
}

base::Result<std::vector<Dimension>> space(const std::vector<std::string>& words) {
  return searchSpace(searchable(), words);
}

TEST(SearchSpace, ReadsRangesListsAndNames) {
  const auto made = space({"train.lr=1e-4..1e-2:log", "train.batch=2,4,8", "train.patch=32x32x32,48x48x48",
                           "augment.flip", "train.optimizer"});
  ASSERT_TRUE(made) << made.error().message;
  ASSERT_EQ(made->size(), 5U);
  EXPECT_EQ((*made)[0].name, "augment.flip");  // by name, so that the order of the words changes nothing
  EXPECT_EQ((*made)[0].values, (std::vector<Json>{false, true}));
  EXPECT_EQ((*made)[1].values, (std::vector<Json>{2, 4, 8}));
  EXPECT_TRUE((*made)[2].logarithmic);
  EXPECT_DOUBLE_EQ((*made)[2].low, 1e-4);
  EXPECT_DOUBLE_EQ((*made)[2].high, 1e-2);
  EXPECT_EQ((*made)[3].values, (std::vector<Json>{"adamw", "sgd"}));
  EXPECT_EQ((*made)[4].values, (std::vector<Json>{{32, 32, 32}, {48, 48, 48}}));
  const auto whole = space({"train.lr"});
  ASSERT_TRUE(whole);
  EXPECT_DOUBLE_EQ((*whole)[0].low, 1e-8);
  EXPECT_TRUE((*whole)[0].logarithmic);
  EXPECT_FALSE((*space({"train.lr=0.1..0.2:linear"}))[0].logarithmic);
}

TEST(SearchSpace, RefusesWhatCannotBeDrawn) {
  const auto unknown = space({"train.rl=1,2"});
  ASSERT_FALSE(unknown);
  for (const char* known : {"train.lr", "augment.flip", "task.column"})
    EXPECT_NE(unknown.error().message.find(known), std::string::npos) << unknown.error().message;
  for (const char* bad : {"train.lr=1e-2..1e-4", "train.lr=0..1:log", "train.lr=1e-4..100", "train.lr=1..2:cubic",
                          "train.batch=2,many", "train.batch=0,2", "train.optimizer=lion", "task.column", "train.patch",
                          "train.steps=10,20", "seed=1,2", "train.lr=..1"})
    EXPECT_FALSE(space({bad})) << bad;
  EXPECT_FALSE(space({"train.lr", "train.lr=1,2"}));
}

TEST(SearchSpace, DrawsWithinTheRangesAndTheSameForASeed) {
  const auto ranges = *space({"train.lr=1e-4..1e-2:log", "train.batch=1..4", "augment.flip"});
  const auto trials = drawTrials(ranges, 200, 3);
  ASSERT_EQ(trials.size(), 200U);
  EXPECT_EQ(trials[0], Json::object());  // as without a search
  std::set<std::string> all;
  std::set<std::int64_t> batches;
  int below = 0;
  for (std::size_t i = 1; i < trials.size(); ++i) {
    const double lr = trials[i]["train.lr"].get<double>();
    EXPECT_GE(lr, 1e-4);
    EXPECT_LE(lr, 1e-2);
    below += lr < 1e-3 ? 1 : 0;
    batches.insert(trials[i]["train.batch"].get<std::int64_t>());
    EXPECT_TRUE(all.insert(trials[i].dump()).second) << "twice: " << trials[i].dump();
    EXPECT_LE(base::dumpJson(trials[i]["train.lr"]).size(), 10U) << trials[i].dump();
  }
  EXPECT_EQ(batches, (std::set<std::int64_t>{1, 2, 3, 4}));
  EXPECT_NEAR(below, 100, 30) << "half of a logarithmic range";
  EXPECT_EQ(drawTrials(ranges, 200, 3), trials);
  const auto fewer = drawTrials(ranges, 50, 3);
  EXPECT_TRUE(std::equal(fewer.begin(), fewer.end(), trials.begin())) << "more trials change no earlier one";
  EXPECT_NE(drawTrials(ranges, 5, 4)[1], trials[1]);
}

TEST(SearchSpace, StopsWhenEverythingWasDrawn) {
  EXPECT_EQ(drawTrials(*space({"train.batch=2,4,8", "augment.flip"}), 50, 0).size(), 7U);  // six and the default
}

TEST(Search, HalvingKeepsTheBestThird) {
  const auto rungs = rungsOf("halving", 12, 900, 3);
  ASSERT_EQ(rungs.size(), 3U);
  EXPECT_EQ(rungs[0].steps, 100);
  EXPECT_EQ(rungs[0].trials, 12U);
  EXPECT_EQ(rungs[1].steps, 300);
  EXPECT_EQ(rungs[1].trials, 4U);
  EXPECT_EQ(rungs[2].steps, 900);
  EXPECT_EQ(rungs[2].trials, 1U);
  EXPECT_EQ(rungsOf("random", 12, 900, 3).size(), 1U);
  EXPECT_EQ(rungsOf("halving", 2, 900, 3).size(), 1U);
  EXPECT_EQ(rungsOf("halving", 81, 5, 3).size(), 2U) << "no rung of no step";
}

Search four(const std::vector<Rung>& rungs) {
  Search search;
  search.name = "s";
  search.request = {{"steps", 90}};
  search.rungs = rungs;
  for (int i = 1; i <= 4; ++i) search.trials.push_back({"s-t" + std::to_string(i), {{"train.lr", i}}, {}});
  return search;
}

TrialResult judged(double value) {
  return {{{"mean", value}, {"low", value}, {"high", value}, {"n", 3}}, {}};
}

TEST(Search, GoesRungByRungAndLeavesFailuresBehind) {
  auto search = four({{10, 4}, {30, 2}, {90, 1}});
  for (std::size_t i = 0; i < 4; ++i) {
    const auto step = nextStep(search);
    ASSERT_TRUE(step);
    EXPECT_EQ(step->trial, i);
    EXPECT_EQ(step->rung, 0U);
    search.trials[i].results.push_back(i == 3 ? TrialResult{nullptr, "nan"} : judged(i == 0 ? 0.5 : 0.7));
  }
  EXPECT_EQ(membersOf(search, 1), (std::vector<std::size_t>{1, 2}));
  EXPECT_EQ(*bestTrial(search), 1U) << "of equals the earlier";
  ASSERT_EQ(nextStep(search)->trial, 1U);
  EXPECT_EQ(nextStep(search)->rung, 1U);
  search.trials[1].results.push_back(judged(0.8));
  EXPECT_EQ(nextStep(search)->trial, 2U);
  EXPECT_EQ(*bestTrial(search), 1U);
  search.trials[2].results.push_back(judged(0.9));
  EXPECT_EQ(membersOf(search, 2), std::vector<std::size_t>{2});
  search.trials[2].results.push_back({nullptr, "memory"});
  EXPECT_FALSE(nextStep(search));
  EXPECT_EQ(*bestTrial(search), 2U) << "the best of the rung before, where the last one failed";
  EXPECT_EQ(toJson(search)["best"]["value"]["mean"], 0.9);
}

TEST(Search, AllFailedIsNoBest) {
  auto search = four({{10, 4}, {30, 1}});
  for (auto& trial : search.trials) trial.results.push_back({nullptr, "nan"});
  EXPECT_FALSE(nextStep(search));
  EXPECT_FALSE(bestTrial(search));
  EXPECT_TRUE(toJson(search)["best"].is_null());
}

TEST(Search, ComesBackFromItsFile) {
  test::TemporaryFolder folder;
  EXPECT_FALSE(*loadSearch(folder.path(), "s"));
  EXPECT_FALSE(loadSearch(folder.path(), "../s"));
  auto search = four({{10, 4}, {30, 1}});
  search.metric = "dice";
  search.trials[0].results.push_back(judged(0.25));
  search.trials[1].results.push_back({nullptr, "nan"});
  ASSERT_TRUE(saveSearch(folder.path(), search));
  const auto back = loadSearch(folder.path(), "s");
  ASSERT_TRUE(back) << back.error().message;
  ASSERT_TRUE(*back);
  EXPECT_EQ(toJson(**back), toJson(search));
  EXPECT_EQ(nextStep(**back)->trial, 2U);
}

TEST(Search, RefusesHostileFiles) {
  const auto whole = toJson(four({{10, 4}}));
  EXPECT_TRUE(searchFromJson(whole));
  const auto without = [&](const char* name, Json value) {
    auto json = whole;
    json[name] = std::move(value);
    return searchFromJson(json);
  };
  EXPECT_FALSE(searchFromJson(Json::array()));
  EXPECT_FALSE(without("format", "other"));
  EXPECT_FALSE(without("rungs", Json::array()));
  EXPECT_FALSE(without("trials", 7));
  EXPECT_FALSE(without("trials", {{{"run", "../x"}}}));
  EXPECT_FALSE(without("trials", {{{"run", "x"}, {"settings", 3}}}));
  EXPECT_EQ(without("v", 9).error().code, base::ErrorCode::NewerVersion);
  const Json result = {{"value", nullptr}};
  EXPECT_FALSE(without("trials", {{{"run", "x"}, {"settings", Json::object()}, {"results", {result, result}}}}));
}

}  // namespace
}  // namespace selvox::services
