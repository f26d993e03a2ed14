#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "core/learn/metrics/image_quality.h"
#include "core/learn/metrics/retrieval.h"

namespace selvox::learn::metrics {
namespace {

using Row = std::vector<double>;

TEST(ImageQuality, PsnrAndNmseByHand) {
  const Row ref{1, 2, 3, 4}, pred{1, 2, 3, 6};
  EXPECT_NEAR(psnr(pred, ref, 4), 10 * std::log10(16.0), 1e-12);
  EXPECT_NEAR(nmse(pred, ref), 4.0 / 30, 1e-15);
  EXPECT_TRUE(std::isinf(psnr(ref, ref, 4)));
  EXPECT_TRUE(std::isnan(nmse(pred, Row(4, 0))));
}

// SSIM of one full window, written out with the two-dimensional weights.
TEST(ImageQuality, SsimOfOneWindowByItsDefinition) {
  Row x(121), y(121), w(121);
  double total = 0;
  for (int i = 0; i < 121; ++i) {
    const double dy = i / 11 - 5, dx = i % 11 - 5;
    total += w[static_cast<std::size_t>(i)] = std::exp(-(dx * dx + dy * dy) / (2 * 1.5 * 1.5));
    x[static_cast<std::size_t>(i)] = std::sin(0.3 * i);
    y[static_cast<std::size_t>(i)] = std::sin(0.3 * i) + 0.3 * std::cos(1.1 * i);
  }
  double mx = 0, my = 0, xx = 0, yy = 0, xy = 0;
  for (std::size_t i = 0; i < 121; ++i) mx += w[i] / total * x[i], my += w[i] / total * y[i];
  for (std::size_t i = 0; i < 121; ++i) {
    xx += w[i] / total * (x[i] - mx) * (x[i] - mx);
    yy += w[i] / total * (y[i] - my) * (y[i] - my);
    xy += w[i] / total * (x[i] - mx) * (y[i] - my);
  }
  const double c1 = 4e-4, c2 = 36e-4;  // range 2
  const double expected = (2 * mx * my + c1) * (2 * xy + c2) / ((mx * mx + my * my + c1) * (xx + yy + c2));
  EXPECT_NEAR(ssim(x, y, {1, 11, 11}, 2), expected, 1e-12);
  EXPECT_NEAR(ssim(x, x, {1, 11, 11}, 2), 1.0, 1e-12);
  EXPECT_TRUE(std::isnan(ssim(x, x, {11, 11, 1}, 2)));
}

// The same with weights along all three axes.
TEST(ImageQuality, SsimOfOneWindowIn3DByItsDefinition) {
  Row x(1331), y(1331), w(1331);
  double total = 0, mx = 0, my = 0, xx = 0, yy = 0, xy = 0;
  for (int i = 0; i < 1331; ++i) {
    const auto k = static_cast<std::size_t>(i);
    const double dz = i / 121 - 5, dy = i / 11 % 11 - 5, dx = i % 11 - 5;
    total += w[k] = std::exp(-(dx * dx + dy * dy + dz * dz) / (2 * 1.5 * 1.5));
    x[k] = std::sin(0.3 * i);
    y[k] = std::sin(0.3 * i) + 0.3 * std::cos(1.1 * i);
  }
  for (std::size_t i = 0; i < 1331; ++i) mx += w[i] / total * x[i], my += w[i] / total * y[i];
  for (std::size_t i = 0; i < 1331; ++i) {
    xx += w[i] / total * (x[i] - mx) * (x[i] - mx);
    yy += w[i] / total * (y[i] - my) * (y[i] - my);
    xy += w[i] / total * (x[i] - mx) * (y[i] - my);
  }
  const double c1 = 4e-4, c2 = 36e-4;  // range 2
  const double expected = (2 * mx * my + c1) * (2 * xy + c2) / ((mx * mx + my * my + c1) * (xx + yy + c2));
  EXPECT_NEAR(ssim(x, y, {11, 11, 11}, 2), expected, 1e-12);
}

TEST(ImageQuality, SsimIn3DIsOneForEqualVolumes) {
  Row v(12 * 12 * 13);
  for (std::size_t i = 0; i < v.size(); ++i) v[i] = std::sin(0.1 * static_cast<double>(i));
  EXPECT_NEAR(ssim(v, v, {12, 12, 13}, 2), 1.0, 1e-12);
  Row other = v;
  other[700] += 1;
  EXPECT_LT(ssim(v, other, {12, 12, 13}, 2), 1.0);
}

// Four rows on a line of angles; labels a b a a; from row 0 the ranking is 1 (b), 2 (a), 3 (a).
TEST(Retrieval, ByHand) {
  Row e;
  for (const double angle : {0.0, 0.2, 0.5, 0.9}) e.insert(e.end(), {std::cos(angle), std::sin(angle)});
  const Row labels{0, 1, 0, 0};
  const Retrieval r = retrieval({e, 2, labels, {}}, {2, false});
  EXPECT_EQ(r.queries, 3);
  EXPECT_EQ(r.leftOut, 1);  // the only b
  // Rankings: row 0: b a a; row 2: b(.3) a(3, .4) a(0, .5); row 3: a(2) b a.
  const double ap = (1.0 / 2 + 2.0 / 3) / 2, ap3 = (1.0 + 2.0 / 3) / 2;
  EXPECT_NEAR(r.meanAveragePrecision, (ap + ap + ap3) / 3, 1e-12);
  EXPECT_NEAR(r.precisionAtK, 0.5, 1e-12);
  EXPECT_NEAR(r.recallAtK, 0.5, 1e-12);
  const double second = 1 / std::log2(3.0), ideal = 1 + second;
  EXPECT_NEAR(r.ndcgAtK, (second / ideal + second / ideal + 1 / ideal) / 3, 1e-12);
}

TEST(Retrieval, TheSamePatientIsLeftOutUnlessWanted) {
  const Row e{1, 0, 0.99, 0.1, 0, 1, 0.1, 0.99}, labels{0, 0, 1, 0}, patients{1, 1, 2, 3};
  const Retrieval strict = retrieval({e, 2, labels, patients}, {1, false});
  const Retrieval loose = retrieval({e, 2, labels, patients}, {1, true});
  EXPECT_NEAR(strict.precisionAtK, 2.0 / 3, 1e-12);  // row 3's nearest is row 2 (b); rows 0 and 1 find row 3
  EXPECT_NEAR(loose.precisionAtK, 2.0 / 3, 1e-12);
  EXPECT_NEAR(strict.recallAtK, 2.0 / 3, 1e-12);
  EXPECT_NEAR(loose.recallAtK, 1.0 / 3, 1e-12);  // two relevant rows each, one found
}

// The rows of ByHand, query by query.
TEST(Retrieval, EachQueryByItself) {
  Row e;
  for (const double angle : {0.0, 0.2, 0.5, 0.9}) e.insert(e.end(), {std::cos(angle), std::sin(angle)});
  const auto each = retrieveEach({e, 2, Row{0, 1, 0, 0}, {}}, {1, 2}, false);
  ASSERT_EQ(each.size(), 4u);
  EXPECT_NEAR(each[3].averagePrecision, (1.0 + 2.0 / 3) / 2, 1e-12);
  EXPECT_NEAR(each[3].at[0].precision, 1, 1e-12);
  EXPECT_NEAR(each[3].at[0].recall, 0.5, 1e-12);
  EXPECT_NEAR(each[3].at[1].precision, 0.5, 1e-12);
  EXPECT_NEAR(each[3].chance, 2.0 / 3, 1e-12);
  EXPECT_EQ(each[3].nearest, (std::vector<std::size_t>{2, 1}));
  EXPECT_TRUE(std::isnan(each[1].averagePrecision)) << "the only b";
  EXPECT_TRUE(std::isnan(each[1].at[0].ndcg));
  EXPECT_EQ(each[1].nearest.size(), 2u) << "its neighbours are known all the same";
}

}  // namespace
}  // namespace selvox::learn::metrics
