#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/rng.h"
#include "core/learn/metrics/classification.h"

namespace selvox::learn::metrics {
namespace {

using Row = std::vector<double>;

TEST(Auc, ByHandWithATie) {
  const Row labels{0, 0, 1, 1}, scores{0.1, 0.4, 0.35, 0.8};
  EXPECT_DOUBLE_EQ(auc(labels, scores).value, 0.75);
  EXPECT_DOUBLE_EQ(auc(labels, Row{1, 1, 1, 1}).value, 0.5);
  EXPECT_TRUE(std::isnan(auc(Row{1, 1}, Row{0, 1}).value));
}

// DeLong's variance from its definition: psi over all pairs.
TEST(Auc, FastFormEqualsTheDefinition) {
  base::Rng rng(5, base::Purpose::Test);
  Row labels, scores, other;
  for (int i = 0; i < 60; ++i) {
    labels.push_back(i % 3 == 0 ? 1 : 0);
    scores.push_back(std::round(4 * (rng.normal() + 0.8 * labels.back())));  // many ties
    other.push_back(std::round(4 * (rng.normal() + 0.5 * labels.back())));
  }
  const auto parts = [&](const Row& s) {
    Row v10, v01;
    for (std::size_t i = 0; i < labels.size(); ++i) {
      double sum = 0, n = 0;
      for (std::size_t j = 0; j < labels.size(); ++j) {
        if (labels[j] == labels[i]) continue;
        const double d = labels[i] > 0 ? s[i] - s[j] : s[j] - s[i];
        sum += d > 0 ? 1 : (d == 0 ? 0.5 : 0);
        ++n;
      }
      (labels[i] > 0 ? v10 : v01).push_back(sum / n);
    }
    return std::make_pair(v10, v01);
  };
  const auto cov = [](const Row& a, const Row& b) {
    double ma = 0, mb = 0, sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) ma += a[i], mb += b[i];
    ma /= static_cast<double>(a.size()), mb /= static_cast<double>(b.size());
    for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - ma) * (b[i] - mb);
    return sum / static_cast<double>(a.size() - 1) / static_cast<double>(a.size());
  };
  const auto [a10, a01] = parts(scores);
  const auto [b10, b01] = parts(other);
  double area = 0, areaOther = 0;
  for (const double v : a10) area += v / static_cast<double>(a10.size());
  for (const double v : b10) areaOther += v / static_cast<double>(b10.size());
  const double variance = cov(a10, a10) + cov(a01, a01);
  const AucResult r = auc(labels, scores);
  EXPECT_NEAR(r.value, area, 1e-12);
  EXPECT_NEAR(r.high - r.value, 1.959963984540054 * std::sqrt(variance), 1e-12);
  EXPECT_NEAR(r.value - r.low, 1.959963984540054 * std::sqrt(variance), 1e-12);
  const double joint = variance + cov(b10, b10) + cov(b01, b01) - 2 * (cov(a10, b10) + cov(a01, b01));
  const AucDifference d = aucDifference(labels, scores, other);
  EXPECT_NEAR(d.value, area - areaOther, 1e-12);
  EXPECT_NEAR(d.z, (area - areaOther) / std::sqrt(joint), 1e-9);
  EXPECT_EQ(aucDifference(labels, scores, scores).z, 0.0);
}

TEST(AveragePrecision, ByHand) {
  EXPECT_NEAR(averagePrecision(Row{0, 0, 1, 1}, Row{0.1, 0.4, 0.35, 0.8}), 0.8333333333333333, 1e-15);
  EXPECT_NEAR(averagePrecision(Row{0, 1, 0, 1}, Row{1, 1, 1, 1}), 0.5, 1e-15);  // all tied: the prevalence
  EXPECT_TRUE(std::isnan(averagePrecision(Row{0, 0}, Row{0, 1})));
}

TEST(Calibration, ByHand) {
  const Row probabilities{0.9, 0.1, 0.6, 0.4, 0.3, 0.7}, labels{0, 1, 1};
  const Predictions p{probabilities, labels, 2};
  // Top confidences .9 (right), .6 (wrong), .7 (right), each in a bin of its own.
  EXPECT_NEAR(expectedCalibrationError(p), (0.1 + 0.6 + 0.3) / 3, 1e-12);
  EXPECT_NEAR(expectedCalibrationError(p, 1), std::abs(2.0 / 3 - 2.2 / 3), 1e-12);
  EXPECT_NEAR(brier(p), (0.02 + 0.72 + 0.18) / 3, 1e-12);
  EXPECT_NEAR(balancedAccuracy(p), 0.75, 1e-12);  // 1/1 and 1/2
  EXPECT_NEAR(f1Macro(p), (2.0 * 1 / 3 + 2.0 * 1 / 3) / 2, 1e-12);
}

TEST(Calibration, AClassThatNeverOccursIsLeftOut) {
  const Row probabilities{0.8, 0.1, 0.1, 0.1, 0.8, 0.1}, labels{0, 1};
  EXPECT_DOUBLE_EQ(balancedAccuracy({probabilities, labels, 3}), 1.0);
  EXPECT_DOUBLE_EQ(f1Macro({probabilities, labels, 3}), 1.0);
}

}  // namespace
}  // namespace selvox::learn::metrics
