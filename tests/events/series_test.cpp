#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "core/base/rng.h"
#include "core/events/series.h"

using namespace selvox::events;

TEST(ScalarSeries, TheHighestSeqOfAStepCounts) {
  ScalarSeries series;
  for (int step = 0; step < 5; ++step) series.add(step, step, step, step);
  series.add(3, 30, 10, 0);  // after a resume
  series.add(4, 40, 11, 0);
  series.add(3, 99, 2, 0);  // an older line read late
  series.add(2, NAN, 12, 0);
  ASSERT_EQ(series.points().size(), 4u);
  EXPECT_EQ(series.points()[2].x, 3);
  EXPECT_EQ(series.points()[2].y, 30);
  EXPECT_EQ(series.last(), 40);
  ASSERT_EQ(series.nonFinite().size(), 1u);
  EXPECT_EQ(series.nonFinite()[0].x, 2);
  series.add(2, 7, 13, 0);
  EXPECT_TRUE(series.nonFinite().empty());
  EXPECT_EQ(series.points()[2].y, 7);
  EXPECT_EQ(series.seconds().size(), series.points().size());
  EXPECT_TRUE(std::is_sorted(series.points().begin(), series.points().end(),
                             [](const Point& a, const Point& b) { return a.x < b.x; }));
}

TEST(ScalarTable, IgnoresWhatIsNoScalar) {
  ScalarTable table;
  const auto feed = [&](const char* type, selvox::base::Json body) {
    apply(table, {1, 1, "1970-01-01T00:00:10Z", type, std::move(body)});
  };
  feed("scalar", {{"name", "loss"}, {"step", 3}, {"value", 0.5}});
  feed("scalar", {{"name", "loss"}, {"step", 4}, {"value", nullptr}, {"nonfinite", "inf"}});
  feed("scalar", {{"name", "loss"}, {"step", "x"}, {"value", 0.5}});
  feed("scalar", {{"name", "loss"}, {"step", 5}, {"value", "0.5"}});
  feed("scalar", {{"step", 5}, {"value", 0.5}});
  feed("heartbeat", {{"step", 5}});
  ASSERT_EQ(table.size(), 1u);
  EXPECT_EQ(table["loss"].points().size(), 1u);
  EXPECT_EQ(table["loss"].seconds()[0], 10);
  EXPECT_TRUE(std::isinf(table["loss"].nonFinite()[0].y));
}

TEST(Decimate, KeepsExtremesEndsAndOrder) {
  selvox::base::Rng rng(5, selvox::base::Purpose::Test);
  std::vector<Point> points;
  for (int i = 0; i < 10000; ++i) points.push_back({static_cast<double>(i), rng.normal()});
  points[1234].y = 50;
  points[7777].y = -60;
  const auto few = decimate(points, 0, 9999, 100);
  EXPECT_LE(few.size(), 400u);
  EXPECT_GE(few.size(), 100u);
  EXPECT_EQ(few.front().x, 0);
  EXPECT_EQ(few.back().x, 9999);
  const auto less = [](const Point& a, const Point& b) { return a.y < b.y; };
  EXPECT_EQ(std::max_element(few.begin(), few.end(), less)->x, 1234);
  EXPECT_EQ(std::min_element(few.begin(), few.end(), less)->x, 7777);
  for (std::size_t i = 1; i < few.size(); ++i) ASSERT_LT(few[i - 1].x, few[i].x);
}

TEST(Decimate, FewPointsAndRanges) {
  const std::vector<Point> points{{0, 1}, {1, 2}, {2, 0}, {3, 5}};
  EXPECT_EQ(decimate(points, 0, 3, 1000).size(), 4u);
  EXPECT_EQ(decimate(points, 1, 2, 10).size(), 2u);
  EXPECT_EQ(decimate(points, 1, 1, 10).size(), 1u);
  EXPECT_TRUE(decimate(points, 5, 9, 10).empty());
  EXPECT_TRUE(decimate(points, 3, 0, 10).empty());
  EXPECT_TRUE(decimate({}, 0, 1, 10).empty());
  EXPECT_TRUE(decimate(points, 0, 3, 0).empty());
  const auto one = decimate(points, 0, 3, 1);  // first, minimum, last; the maximum is the last
  ASSERT_EQ(one.size(), 3u);
  EXPECT_EQ(one[1].y, 0);
}

TEST(Smooth, IsBiasCorrected) {
  const std::vector<Point> points{{0, 4}, {1, 8}, {2, 2}};
  EXPECT_EQ(smooth(points, 0)[1].y, 8);
  const auto half = smooth(points, 0.5);
  EXPECT_DOUBLE_EQ(half[0].y, 4);
  EXPECT_DOUBLE_EQ(half[1].y, (0.25 * 4 + 0.5 * 8) / 0.75);
  EXPECT_DOUBLE_EQ(half[2].y, (0.125 * 4 + 0.25 * 8 + 0.5 * 2) / 0.875);
}
