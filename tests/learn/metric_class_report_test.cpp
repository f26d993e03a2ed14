// A classifier's report by hand; intervals over patients; calibration.

#include <cmath>

#include <gtest/gtest.h>

#include "core/base/rng.h"
#include "core/learn/metrics/calibration.h"
#include "core/learn/metrics/classification.h"

namespace selvox::learn::metrics {
namespace {

ClassAnswers binary(const std::vector<double>& second, const std::vector<double>& labels) {
  ClassAnswers a;
  a.classes = 2;
  for (const double p : second) a.probabilities.insert(a.probabilities.end(), {1 - p, p});
  for (const double l : labels) a.truth.insert(a.truth.end(), {1 - l, l});
  return a;
}

std::vector<std::string> patientsOf(std::size_t n, std::size_t share = 1) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < n; ++i) all.push_back("P-" + std::to_string(i / share));
  return all;
}

TEST(SensitivityAt, ByHand) {
  const std::vector<double> labels{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1};
  const std::vector<double> scores{.1, .1, .2, .2, .3, .3, .4, .4, .5, .9, .95, .6, .5, .1};
  EXPECT_DOUBLE_EQ(sensitivityAt(labels, scores, 0.9), 0.5);  // above .5, which one of the ten others is
  EXPECT_DOUBLE_EQ(sensitivityAt(labels, scores, 1.0), 0.25);
  EXPECT_DOUBLE_EQ(sensitivityAt(labels, scores, 0.8), 0.75);  // above .4
  EXPECT_DOUBLE_EQ(sensitivityAt(labels, scores, 0.0), 1.0);
  EXPECT_TRUE(std::isnan(sensitivityAt(std::vector<double>{1, 1}, std::vector<double>{0, 1}, 0.9)));
}

TEST(ClassMetrics, OfTwoClassesByHand) {
  const ClassAnswers a = binary({0.1, 0.4, 0.35, 0.8}, {0, 0, 1, 1});
  const auto v = classMetrics(a);
  EXPECT_DOUBLE_EQ(v.at("auc"), 0.75);
  EXPECT_DOUBLE_EQ(v.at("accuracy"), 0.75);
  EXPECT_DOUBLE_EQ(v.at("balanced_accuracy"), 0.75);
  EXPECT_NEAR(v.at("f1"), (0.8 + 2.0 / 3) / 2, 1e-12);
  EXPECT_DOUBLE_EQ(v.at("sensitivity_at_specificity_90"), 0.5);
  EXPECT_NEAR(v.at("log_loss"), -(std::log(0.9) + std::log(0.6) + std::log(0.35) + std::log(0.8)) / 4, 1e-12);
  EXPECT_EQ(confusionMatrix(a), (std::vector<std::vector<std::int64_t>>{{2, 0}, {1, 1}}));
  const auto first = oneClassMetrics(a, 0);
  EXPECT_DOUBLE_EQ(first.at("auc"), 0.75);  // the mirror image
  EXPECT_DOUBLE_EQ(first.at("sensitivity"), 1.0);
  EXPECT_DOUBLE_EQ(first.at("specificity"), 0.5);
  EXPECT_NEAR(first.at("precision"), 2.0 / 3, 1e-12);
}

TEST(ClassMetrics, OfThreeClassesAreMeansAgainstTheRest) {
  ClassAnswers a;
  a.classes = 3;
  a.probabilities = {.7, .2, .1, .4, .5, .1, .2, .3, .5, .6, .3, .1};
  a.truth = {1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0};
  const auto v = classMetrics(a);
  // First class: .7 above .4, .2, .6: 1. Second: (.5, .3) against (.2, .3): (2 + 1.5) / 4. Third: 1.
  EXPECT_NEAR(v.at("auc"), (1 + 0.875 + 1) / 3, 1e-12);
  EXPECT_DOUBLE_EQ(v.at("accuracy"), 0.75);
  EXPECT_NEAR(v.at("balanced_accuracy"), (1 + 0.5 + 1) / 3, 1e-12);
  EXPECT_EQ(confusionMatrix(a)[1], (std::vector<std::int64_t>{1, 1, 0}));
  // A class that does not occur leaves the mean to the others.
  const std::size_t some[] = {0, 1, 3};
  EXPECT_NEAR(classMetrics(a.chosen(some)).at("auc"), 1, 1e-12);
}

TEST(ClassMetrics, OfSeveralLabelsAskEachClass) {
  ClassAnswers a;
  a.classes = 2, a.exclusive = false;
  a.probabilities = {.9, .2, .6, .7, .1, .4};
  a.truth = {1, 0, 0, 1, 0, 1};
  const auto v = classMetrics(a);
  EXPECT_NEAR(v.at("accuracy"), 2.0 / 3, 1e-12);  // wrong: row 1 class 0, row 2 class 1
  EXPECT_NEAR(v.at("auc"), 1.0, 1e-12);
  EXPECT_NEAR(v.at("balanced_accuracy"), ((1 + 0.5) / 2 + (0.5 + 1) / 2) / 2, 1e-12);
  EXPECT_NEAR(v.at("log_loss"),
              -(std::log(.9) + std::log(.8) + std::log(.4) + std::log(.7) + std::log(.9) + std::log(.4)) / 6, 1e-12);
  EXPECT_TRUE(confusionMatrix(a).empty());
}

TEST(ClassIntervals, DeLongForTwoClassesOfSinglePatients) {
  base::Rng rng(3, base::Purpose::Test);
  std::vector<double> p, l;
  for (int i = 0; i < 60; ++i) {
    l.push_back(i % 2);
    p.push_back(1 / (1 + std::exp(-(rng.normal() + l.back()))));
  }
  const ClassAnswers a = binary(p, l);
  const AucResult expected = auc(l, p);
  const auto single = classIntervals(a, patientsOf(60));
  EXPECT_DOUBLE_EQ(single.at("auc").low, expected.low);
  EXPECT_DOUBLE_EQ(single.at("auc").high, expected.high);
  EXPECT_LT(single.at("accuracy").low, single.at("accuracy").mean);
  EXPECT_GT(single.at("accuracy").high, single.at("accuracy").mean);
  EXPECT_EQ(single.at("accuracy").n, 60);
  // Of patients with several cases the cases are not independent.
  const auto several = classIntervals(a, patientsOf(60, 4));
  EXPECT_NE(several.at("auc").low, expected.low);
  EXPECT_FALSE(deLongApplies(a, patientsOf(60, 4)));
}

// A mean is a statistic like any other.
TEST(BootstrapAll, EqualsTheBootstrapOfAMean) {
  const std::vector<double> values{1, 5, 2, 8, 3, 3};
  const std::vector<std::string> patients{"a", "a", "b", "c", "c", "d"};
  const Interval mean = bootstrapMean(values, patients);
  const auto all = bootstrapAll(patients, [&](std::span<const std::size_t> which) {
    double sum = 0;
    for (const std::size_t i : which) sum += values[i];
    return std::vector<double>{sum / static_cast<double>(which.size()), std::nan("")};
  });
  ASSERT_EQ(all.size(), 2u);
  EXPECT_DOUBLE_EQ(all[0].low, mean.low);
  EXPECT_DOUBLE_EQ(all[0].high, mean.high);
  EXPECT_TRUE(std::isnan(all[1].low));
}

TEST(Reliability, CountsByConfidence) {
  const auto bins = reliability(binary({0.9, 0.95, 0.4, 0.35}, {1, 0, 0, 0}), 10);
  ASSERT_EQ(bins.size(), 10u);
  EXPECT_EQ(bins[8].n, 1);  // .9 belongs to (.8, .9]
  EXPECT_DOUBLE_EQ(bins[8].accuracy, 1);
  EXPECT_EQ(bins[9].n, 1);
  EXPECT_DOUBLE_EQ(bins[9].accuracy, 0);
  EXPECT_EQ(bins[5].n, 1);
  EXPECT_EQ(bins[6].n, 1);
  EXPECT_DOUBLE_EQ(bins[6].confidence, 0.65);
  EXPECT_TRUE(std::isnan(bins[0].accuracy));
}

// Ten of sixteen right at a confidence of 0.9: the best common confidence is 0.625, so 9^b = 5/3.
TEST(Temperature, BringsTheConfidenceToTheAccuracy) {
  std::vector<double> p(16, 0.9), l(16, 0);
  for (int i = 0; i < 10; ++i) l[static_cast<std::size_t>(i)] = 1;
  const ClassAnswers a = binary(p, l);
  const double t = fitTemperature(a);
  EXPECT_NEAR(1 / t, std::log(5.0 / 3) / std::log(9.0), 1e-9);
  const ClassAnswers cooler = atTemperature(a, t);
  EXPECT_NEAR(cooler.probabilities[1], 0.625, 1e-9);
  EXPECT_NEAR(cooler.probabilities[0] + cooler.probabilities[1], 1, 1e-12);
  EXPECT_NEAR(classMetrics(cooler).at("ece"), 0, 1e-9);
  ClassAnswers each = a;  // yes or no by itself
  each.exclusive = false;
  EXPECT_NEAR(fitTemperature(each), t, 1e-9);
  EXPECT_NEAR(atTemperature(each, t).probabilities[1], 0.625, 1e-9);
  EXPECT_DOUBLE_EQ(fitTemperature(binary({0.9, 0.8}, {1, 1})), 0.05);  // never wrong: as cold as goes
  EXPECT_TRUE(std::isnan(fitTemperature(binary({}, {}))));
}

TEST(Temperature, IsTheSmallestLossOfThreeClasses) {
  base::Rng rng(8, base::Purpose::Test);
  ClassAnswers a;
  a.classes = 3;
  for (int i = 0; i < 50; ++i) {
    double sum = 0, x[3];
    for (double& v : x) v = std::exp(2 * rng.normal()), sum += v;
    const std::size_t truth = rng.below(3);
    for (std::size_t k = 0; k < 3; ++k) a.probabilities.push_back(x[k] / sum), a.truth.push_back(k == truth ? 1 : 0);
  }
  const double t = fitTemperature(a);
  const auto loss = [&](double temperature) { return classMetrics(atTemperature(a, temperature)).at("log_loss"); };
  EXPECT_LE(loss(t), loss(t * 1.02));
  EXPECT_LE(loss(t), loss(t / 1.02));
}

}  // namespace
}  // namespace selvox::learn::metrics
