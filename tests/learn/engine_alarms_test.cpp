// Alarms by fake series of metrics: when each begins, that it is told once, and when it is over.

#include <cmath>
#include <functional>

#include <gtest/gtest.h>

#include "core/learn/engine/alarms.h"
#include "tests/learn/engine_fixture.h"

namespace selvox::learn::engine {
namespace {

constexpr std::int64_t kRun = 2000;

struct Told {
  std::int64_t step;
  Alarm alarm;
};

// Reads `curve` at every `every`th step of the run.
std::vector<Told> told(Alarms alarms, const std::string& metric, const std::function<double(std::int64_t)>& curve,
                       std::int64_t every = 1) {
  std::vector<Told> all;
  for (std::int64_t step = every; step <= kRun; step += every) {
    for (Alarm& alarm : alarms.read(metric, step, static_cast<double>(step) / kRun, curve(step)))
      all.push_back({step, std::move(alarm)});
  }
  return all;
}

TEST(Alarms, CollapseIsToldOnceAndEndsWhenItIsOver) {
  const base::Json settings{{"train.lr", 3e-3}};
  const auto all = told(Alarms(settings), "collapse/std_times_sqrt_d",
                        [](std::int64_t step) { return step > 600 && step <= 1000 ? 0.1 : 0.9; });
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].alarm.name, "collapse");
  EXPECT_TRUE(all[0].alarm.active);
  EXPECT_EQ(all[0].step, 638);  // 38 of 50 at 0.1, 12 at 0.9: the mean is 0.292
  EXPECT_EQ(all[0].alarm.setting, "train.lr");
  EXPECT_NEAR(all[0].alarm.suggested.get<double>(), 1e-3, 1e-12);
  EXPECT_FALSE(all[0].alarm.cause.empty());
  EXPECT_FALSE(all[1].alarm.active);
  EXPECT_EQ(all[1].alarm.name, "collapse");
  EXPECT_EQ(all[1].step, 1013);
}

TEST(Alarms, AFreshNetworkMayBeFlatAndAShortDipIsNone) {
  const auto flatStart = [](std::int64_t step) { return step < 150 ? 0.05 : 0.8; };
  EXPECT_TRUE(told(Alarms(), "collapse/std_times_sqrt_d", flatStart).empty());
  const auto dip = [](std::int64_t step) { return step > 900 && step <= 920 ? 0.0 : 0.9; };
  EXPECT_TRUE(told(Alarms(), "collapse/std_times_sqrt_d", dip).empty());
}

TEST(Alarms, NoiseAroundALimitDoesNotFlutter) {
  const auto noisy = [](std::int64_t step) { return step % 2 == 0 ? 0.05 : 0.5; };  // mean 0.275
  EXPECT_EQ(told(Alarms(), "collapse/std_times_sqrt_d", noisy).size(), 1u);
}

// A mean that swings about the limit every twenty steps: what was told holds for a whole window at least.
TEST(Alarms, WhatWasToldHoldsForAWindow) {
  const auto swing = [](std::int64_t step) { return step % 20 < 10 ? 0.1 : 0.5; };
  const auto all = told(Alarms(), "collapse/std_times_sqrt_d", swing);
  ASSERT_GT(all.size(), 1u) << "it does swing";
  for (std::size_t i = 1; i < all.size(); ++i) EXPECT_GE(all[i].step - all[i - 1].step, 50) << i;
}

TEST(Alarms, RankIsMeasuredAgainstTheRunsOwnBest) {
  const base::Json settings{{"train.lr", 1e-3}, {"train.weight_decay", 0.01}};
  const auto curve = [](std::int64_t step) { return step < 1000 ? 40.0 : 15.0; };
  const auto all = told(Alarms(settings), "collapse/effective_rank", curve);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].alarm.name, "rank");
  EXPECT_EQ(all[0].alarm.setting, "train.weight_decay");
  EXPECT_DOUBLE_EQ(all[0].alarm.suggested.get<double>(), 0.001);
  EXPECT_TRUE(told(Alarms(settings), "collapse/effective_rank", [](std::int64_t) { return 3.0; }).empty());
}

// 15 is more than half of what the run began with, and less than half of its best.
TEST(Alarms, TheBestMayComeLate) {
  const auto late = [](std::int64_t step) { return step < 500 ? 20.0 : step < 1000 ? 40.0 : 15.0; };
  EXPECT_EQ(told(Alarms(), "collapse/effective_rank", late).size(), 1u);
}

TEST(Alarms, PosteriorCollapseWaitsForTheWarmUp) {
  const auto all = told(Alarms({{"beta", 1.0}, {"train.lr", 1e-3}}), "vae/active_units", [](auto) { return 0.0; });
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].step, kRun * 3 / 10);
  EXPECT_EQ(all[0].alarm.setting, "beta");
  EXPECT_DOUBLE_EQ(all[0].alarm.suggested.get<double>(), 0.25);
}

TEST(Alarms, TheDiscriminatorWinsAfterFiveHundredSteps) {
  const base::Json settings{{"train.lr", 2e-4}};
  const auto sharp = [](std::int64_t step) { return step <= 300 ? 0.7 : 0.97; };
  auto all = told(Alarms(settings), "gan/d_accuracy", sharp);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].alarm.name, "discriminator_wins");
  EXPECT_GT(all[0].step, 300 + 450);
  EXPECT_LE(all[0].step, 300 + 500);
  EXPECT_TRUE(
      told(Alarms(settings), "gan/d_accuracy", [](std::int64_t step) { return step < 300 ? 0.99 : 0.8; }).empty());
  all = told(Alarms(settings), "gan/diversity", [](std::int64_t step) { return step < 500 ? 0.5 : 0.08; });
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].alarm.name, "samples_alike");
  EXPECT_TRUE(told(Alarms(), "gan/diversity", [](std::int64_t step) { return step < 500 ? 0.5 : 0.12; }).empty());
}

TEST(Alarms, PrototypesDieOrTakeAll) {
  const base::Json settings{{"prototypes", 300}, {"train.lr", 0.3}};
  auto all = told(Alarms(settings), "clusters/dead", [](auto) { return 0.51; });
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].alarm.suggested, 150);
  all = told(Alarms(base::Json{{"prototypes", nullptr}}), "clusters/dead", [](auto) { return 0.51; });
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].alarm.setting, "prototypes");
  EXPECT_TRUE(all[0].alarm.suggested.is_null());  // chosen by the method: a person has to say
  EXPECT_TRUE(told(Alarms(settings), "clusters/dead", [](auto) { return 0.49; }).empty());
  all = told(Alarms(settings), "clusters/max_share", [](auto) { return 0.6; });
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].alarm.name, "one_cluster");
}

TEST(Alarms, TheTeachersRailsFollowFromTheNumberOfPrototypes) {
  const base::Json settings{{"prototypes", 1000}, {"teacher_temp", 0.04}, {"train.lr", 1e-3}};
  const double top = std::log(1000.0);
  EXPECT_TRUE(told(Alarms(settings), "teacher/entropy", [&](auto) { return 0.5 * top; }).empty());
  auto all = told(Alarms(settings), "teacher/entropy", [&](auto) { return 0.01 * top; });
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].alarm.name, "teacher_certain");
  EXPECT_DOUBLE_EQ(all[0].alarm.suggested.get<double>(), 0.06);
  all = told(Alarms(settings), "teacher/entropy", [&](auto) { return 0.99 * top; });
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].alarm.name, "teacher_uniform");
  EXPECT_TRUE(told(Alarms(base::Json{{"train.lr", 1e-3}}), "teacher/entropy", [](auto) { return 0.0; }).empty());
}

TEST(Alarms, ALossAtChanceIsToldAfterAThirdOfTheRun) {
  const double chance = std::log(4.0);
  const auto stuck = [&](std::int64_t step) { return chance + 0.2 * std::sin(static_cast<double>(step)); };
  const auto all = told(Alarms({{"train.lr", 0.1}}, chance), "loss/train", stuck);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].alarm.name, "no_better_than_chance");
  EXPECT_EQ(all[0].step, kRun / 3 + 1);
  EXPECT_TRUE(told(Alarms({}, chance), "loss/train", [&](auto) { return 0.9 * chance; }).empty());
  EXPECT_TRUE(told(Alarms(), "loss/train", stuck).empty());  // no chance is known
}

TEST(Alarms, AMemberOfACombinationIsWatchedUnderItsOwnName) {
  const base::Json settings{{"vae.beta", 2.0}, {"beta", 9.0}, {"train.lr", 1e-3}};
  const auto all = told(Alarms(settings), "vae/vae/active_units", [](auto) { return 0.0; });
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].alarm.metric, "vae/vae/active_units");
  EXPECT_EQ(all[0].alarm.setting, "vae.beta");
  EXPECT_TRUE(told(Alarms(settings), "other_vae/active_units", [](auto) { return 0.0; }).empty());
}

TEST(Alarms, AMembersNumbersAreItsOwnAndTheEnginesTheRuns) {
  const base::Json settings{{"dino.prototypes", 1000}, {"prototypes", 2}, {"train.lr", 3e-3}};
  EXPECT_TRUE(told(Alarms(settings), "dino/teacher/entropy", [](auto) { return 3.5; }).empty());  // ln 1000 is 6.9
  const auto all = told(Alarms(settings), "byol/collapse/std_times_sqrt_d", [](auto) { return 0.1; });
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].alarm.setting, "train.lr");
  // Chance is that of the whole loss, not of a member's.
  EXPECT_TRUE(told(Alarms(settings, 1.0), "mae/loss/train", [](auto) { return 5.0; }).empty());
}

TEST(Alarms, SparseCurvesAndGapsAreReadToo) {
  EXPECT_EQ(told(
                Alarms(), "collapse/std_times_sqrt_d", [](auto) { return 0.1; }, 40)
                .size(),
            1u);
  EXPECT_TRUE(told(Alarms(), "collapse/std_times_sqrt_d", [](auto) { return std::nan(""); }).empty());
}

TEST(Alarms, OneReadingThatIsNoNumberEndsNoAlarm) {
  const auto gap = [](std::int64_t step) { return step == 1000 ? std::nan("") : 0.1; };
  EXPECT_EQ(told(Alarms(), "collapse/std_times_sqrt_d", gap).size(), 1u);
}

TEST(Alarms, AdviceIsRoundStartsFromNothingAndSwitchesOn) {
  const auto advice = [](const base::Json& settings, const char* metric, double value) {
    const auto all = told(Alarms(settings), metric, [&](auto) { return value; });
    EXPECT_EQ(all.size(), 1u) << metric;
    return all.empty() ? std::string() : all[0].alarm.setting + " " + all[0].alarm.suggested.dump();
  };
  EXPECT_EQ(advice({{"train.lr", 2e-3}}, "collapse/std_times_sqrt_d", 0.1), "train.lr 0.00067");
  EXPECT_EQ(advice({{"prototypes", 301}}, "clusters/dead", 0.6), "prototypes 151");
  const base::Json gan{{"r1", 10.0}, {"spectral_norm", false}, {"train.lr", 2e-4}};
  EXPECT_EQ(advice(gan, "gan/d_accuracy", 0.99), "r1 20.0");
  EXPECT_EQ(advice({{"r1", 0.0}}, "gan/d_accuracy", 0.99), "r1 10.0");
  EXPECT_EQ(advice({{"spectral_norm", false}, {"train.lr", 2e-4}}, "gan/d_accuracy", 0.99), "spectral_norm true");
  EXPECT_EQ(advice({{"spectral_norm", true}, {"train.lr", 2e-4}}, "gan/d_accuracy", 0.99), "train.lr 0.0001");
}

TEST(Alarms, HalfPrecisionIsDoubtedBeforeTheRate) {
  const Alarm alarm = divergenceAlarm("loss/train", {{"train.precision", "bfloat16"}, {"train.lr", 0.02}});
  EXPECT_EQ(alarm.setting, "train.precision");
  EXPECT_EQ(alarm.suggested, "float32");
}

TEST(Alarms, EveryRuleSaysWhatToDo) {
  for (const AlarmRule& rule : alarmRules()) {
    EXPECT_FALSE(rule.remedies.empty()) << rule.name;
    EXPECT_GT(rule.steps, 0) << rule.name;
    EXPECT_EQ(std::string(rule.cause).back(), '.') << rule.name;
  }
}

std::vector<base::Json> alarmsIn(const events::RunFolder& folder) {
  std::vector<base::Json> alarms;
  for (const auto& event : test::eventsOf(folder)) {
    if (event.type == "alarm") alarms.push_back(event.body);
  }
  return alarms;
}

TEST(Alarms, ARunThatLearnsNothingSaysSoInItsLog) {
  const test::Workspace workspace(4);
  auto spec = workspace.spec("simclr", "unet", 2);
  spec.settings["train.steps"] = 90;
  spec.settings["train.lr"] = 1e-8;
  spec.settings["temperature"] = 0.01;
  const auto folder = workspace.make("stuck", spec);
  ASSERT_EQ(runFolder(folder.root), 0);
  const auto alarms = alarmsIn(folder);
  ASSERT_FALSE(alarms.empty());
  EXPECT_EQ(alarms.front()["setting"], "train.lr");
  EXPECT_TRUE(alarms.front()["active"].get<bool>());
  EXPECT_GT(alarms.front()["step"].get<int>(), 0);
  const auto snapshot = events::readRun(folder);
  ASSERT_TRUE(snapshot);
  EXPECT_FALSE(snapshot->view.alarms.empty());
}

TEST(Alarms, ANumberThatIsNoneIsAnAlarmToo) {
  const test::Workspace workspace(4);
  auto spec = workspace.spec("diverge", "unet", 3);
  spec.settings["at_step"] = 3;
  spec.settings["train.lr"] = 0.02;
  const auto folder = workspace.make("run", spec);
  EXPECT_EQ(runFolder(folder.root), 1);
  const auto alarms = alarmsIn(folder);
  ASSERT_EQ(alarms.size(), 1u);
  EXPECT_EQ(alarms[0]["name"], "nan");
  EXPECT_EQ(alarms[0]["metric"], "loss/train");
  EXPECT_TRUE(alarms[0]["value"].is_null());
  EXPECT_EQ(alarms[0]["setting"], "train.lr");
  EXPECT_DOUBLE_EQ(alarms[0]["suggested"].get<double>(), 0.002);
}

}  // namespace
}  // namespace selvox::learn::engine
