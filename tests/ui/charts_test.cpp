#include <cmath>

#include <QApplication>
#include <QClipboard>
#include <QLocale>
#include <QSettings>
#include <QTest>
#include <QWheelEvent>

#include <gtest/gtest.h>

#include "ui/charts/chart_grid.h"
#include "ui/charts/line_chart.h"
#include "ui/charts/scalar_words.h"
#include "ui/charts/scatter_plot.h"

namespace selvox::ui {
namespace {

Curve makeCurve(int n, double (*value)(int)) {
  Curve curve;
  for (int i = 0; i < n; ++i) curve.add({static_cast<double>(i), 1000.0 + i, value(i)});
  return curve;
}
double line(int i) {
  return i;
}
double wave(int i) {
  return std::sin(i * 0.01) + 2;
}

void wheel(LineChart& chart, QPointF at, int delta, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
  QWheelEvent event(at, chart.mapToGlobal(at), {}, {0, delta}, Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
  QApplication::sendEvent(chart.viewport(), &event);
}

TEST(Curve, TheLaterSampleOfAStepCounts) {
  Curve curve;
  for (int step = 0; step < 5; ++step) curve.add({double(step), 10.0 + step, 1.0});
  curve.add({2, 20, 7.0});
  ASSERT_EQ(curve.samples().size(), 5u);
  EXPECT_EQ(curve.samples()[2].value, 7.0);
  curve.add({3, 21, std::nan("")});
  EXPECT_EQ(curve.samples().size(), 4u);
  ASSERT_EQ(curve.nonFinite().size(), 1u);
  curve.add({3, 30, 2.0});  // written anew after a resume
  EXPECT_EQ(curve.samples().size(), 5u);
  EXPECT_TRUE(curve.nonFinite().empty());
}

TEST(Curve, TimeAxisIsOrderedAfterAResume) {
  Curve curve;
  curve.add({0, 100, 1});
  curve.add({1, 110, 2});
  curve.add({2, 120, 3});
  curve.add({1, 200, 4});
  const auto points = curve.points(XAxis::Relative, 100);
  ASSERT_EQ(points.size(), 3u);
  EXPECT_EQ(points[0].x, 0);
  EXPECT_EQ(points[1].x, 20);
  EXPECT_EQ(points[2].x, 100);
  EXPECT_EQ(points[2].y, 4);
}

TEST(Curve, IsoTimesBecomeSeconds) {
  EXPECT_DOUBLE_EQ(secondsFromIso("1970-01-02T00:00:01.500Z"), 86401.5);
  EXPECT_EQ(secondsFromIso("yesterday"), 0);
  EXPECT_EQ(secondsFromIso(""), 0);
}

TEST(LineChart, DrawsAtMostThreeThousandPointsAndKeepsExtremes) {
  LineChart chart;
  chart.resize(800, 300);
  Curve curve = makeCurve(200000, wave);
  curve.add({100000, 101000, 50.0});  // a spike of one sample
  chart.setSeries({{"a", "train", 0, &curve, 0}});
  EXPECT_GT(chart.drawnPoints("a"), 500);
  EXPECT_LE(chart.drawnPoints("a"), LineChart::kMaximumPoints);
  EXPECT_GE(chart.yRange().high, 50.0);
}

TEST(LineChart, WheelZoomsDragPansDoubleClickFits) {
  LineChart chart;
  chart.resize(600, 300);
  chart.show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&chart));
  const Curve curve = makeCurve(1001, line);
  chart.setSeries({{"a", "train", 0, &curve, 0}});
  const AxisRange whole = chart.xRange();
  EXPECT_DOUBLE_EQ(whole.high, 1000);
  const QPointF centre = chart.plotRectangle().center();
  wheel(chart, centre, 120);
  EXPECT_NEAR(chart.xRange().span(), whole.span() / 1.25, 1e-6);
  EXPECT_NEAR((chart.xRange().low + chart.xRange().high) / 2, 500, 1);
  const AxisRange zoomed = chart.xRange();
  wheel(chart, centre, 120, Qt::ControlModifier);
  EXPECT_DOUBLE_EQ(chart.xRange().low, zoomed.low);
  QTest::mousePress(chart.viewport(), Qt::LeftButton, {}, centre.toPoint());
  QMouseEvent move(QEvent::MouseMove, centre + QPointF(40, 0), chart.mapToGlobal(centre + QPointF(40, 0)), Qt::NoButton,
                   Qt::LeftButton, {});
  QApplication::sendEvent(chart.viewport(), &move);
  QTest::mouseRelease(chart.viewport(), Qt::LeftButton, {}, centre.toPoint() + QPoint(40, 0));
  EXPECT_LT(chart.xRange().low, zoomed.low);
  EXPECT_NEAR(chart.xRange().span(), zoomed.span(), 1e-6);
  QTest::mouseDClick(chart.viewport(), Qt::LeftButton, {}, centre.toPoint());
  EXPECT_DOUBLE_EQ(chart.xRange().low, whole.low);
  EXPECT_DOUBLE_EQ(chart.xRange().high, whole.high);
}

TEST(LineChart, ZoomStaysWhileTheCurveGrows) {
  LineChart chart;
  chart.resize(600, 300);
  Curve curve = makeCurve(100, line);
  chart.setSeries({{"a", "train", 0, &curve, 0}});
  wheel(chart, chart.plotRectangle().center(), 240);
  const AxisRange zoomed = chart.xRange();
  curve.add({100, 1100, 100});
  chart.setSeries({{"a", "train", 0, &curve, 0}});
  EXPECT_DOUBLE_EQ(chart.xRange().high, zoomed.high);
  chart.fit();
  EXPECT_DOUBLE_EQ(chart.xRange().high, 100);
}

TEST(LineChart, NonFiniteAndLogarithmTellWhatIsMissing) {
  LineChart chart;
  chart.resize(600, 300);
  Curve curve = makeCurve(20, line);  // holds one 0
  curve.add({20, 1020, std::nan("")});
  chart.setSeries({{"a", "train", 0, &curve, 0}});
  EXPECT_TRUE(chart.message().contains("20"));
  EXPECT_FALSE(chart.message().contains("log"));
  chart.setOptions({XAxis::Step, false, true, 0});
  chart.setSeries({{"a", "train", 0, &curve, 0}});
  EXPECT_TRUE(chart.message().contains("log"));
  EXPECT_NEAR(chart.yRange().low, 0, 0.2);  // log10(1), with air
  EXPECT_NEAR(chart.yRange().high, std::log10(19), 0.2);
}

TEST(LineChart, ReadOutNamesEverySeriesAndValuesAreCopied) {
  LineChart chart;
  chart.resize(600, 300);
  const Curve a = makeCurve(11, line), b = makeCurve(11, wave);
  chart.setSeries({{"a", "first", 0, &a, 0}, {"b", "second", 1, &b, 0}});
  const QStringList lines = chart.readOut(5);
  ASSERT_EQ(lines.size(), 2);
  EXPECT_EQ(lines[0], "first\t5");
  EXPECT_TRUE(lines[1].startsWith("second\t"));
  const QStringList rows = chart.valuesAsText().split('\n', Qt::SkipEmptyParts);
  ASSERT_EQ(rows.size(), 12);
  EXPECT_EQ(rows[0], "step\tfirst\tsecond");
  EXPECT_TRUE(rows[6].startsWith("5\t5\t"));
  QTest::keyClick(&chart, Qt::Key_C, Qt::ControlModifier);
  EXPECT_EQ(QApplication::clipboard()->text(), chart.valuesAsText());
  EXPECT_TRUE(chart.accessibleDescription().contains("first: 10"));
}

TEST(LineChart, RelativeTimeAndSmoothing) {
  LineChart chart;
  chart.resize(600, 300);
  Curve curve;
  for (int i = 0; i < 100; ++i) curve.add({double(i), 5000.0 + 2 * i, i % 2 ? 1.0 : -1.0});
  chart.setOptions({XAxis::Relative, false, false, 0.95});
  chart.setSeries({{"a", "x", 0, &curve, 5000}});
  EXPECT_DOUBLE_EQ(chart.xRange().low, 0);
  EXPECT_DOUBLE_EQ(chart.xRange().high, 198);
  const double value = chart.readOut(190).front().section('\t', 1).replace(QChar(0x2212), '-').toDouble();
  EXPECT_LT(std::abs(value), 0.3);
}

TEST(ChartGrid, GroupsByPrefixAndSharesUnits) {
  ChartGrid grid;
  grid.resize(1000, 600);
  std::map<QString, Curve> curves;
  for (const QString name : {"loss/train", "val/loss", "val/dice", "val/dice/anterior", "train/lr",
                             "collapse/effective_rank", "time/data", "time/network"}) {
    curves[name] = makeCurve(10, wave);
  }
  grid.show({{"run", 0, &curves, 0}});
  EXPECT_EQ(grid.count(), 5);  // loss, val/dice, train/lr, rank, time
  ASSERT_NE(grid.chart("loss"), nullptr);
  EXPECT_GT(grid.chart("loss")->drawnPoints("run\nval/loss"), 0);
  EXPECT_GT(grid.chart("val/dice")->drawnPoints("run\nval/dice/anterior"), 0);
  std::map<QString, Curve> others = curves;
  grid.show({{"run", 0, &curves, 0}, {"other", 1, &others, 0}});
  EXPECT_EQ(grid.count(), 8);  // several runs: a chart for each scalar
  EXPECT_GT(grid.chart("loss/train")->drawnPoints("other\nloss/train"), 0);
}

TEST(ChartGrid, NothingOfTheLastRunStays) {
  ChartGrid grid;
  grid.resize(1000, 600);
  std::map<QString, Curve> first, second;
  first["loss/train"] = first["collapse/effective_rank"] = second["loss/train"] = makeCurve(10, wave);
  grid.show({{"first", 0, &first, 0}});
  EXPECT_NE(grid.chart("collapse/effective_rank"), nullptr);
  grid.show({{"second", 0, &second, 0}});
  EXPECT_EQ(grid.count(), 1);
  EXPECT_EQ(grid.chart("collapse/effective_rank"), nullptr);
  EXPECT_GT(grid.chart("loss")->drawnPoints("second\nloss/train"), 0);
  EXPECT_EQ(grid.chart("loss")->drawnPoints("first\nloss/train"), 0);
}

TEST(ChartOptions, AreKeptBetweenSessions) {
  saveChartOptions("test", {XAxis::Wall, false, true, 0.42});
  const ChartOptions read = loadChartOptions("test");
  EXPECT_EQ(read, (ChartOptions{XAxis::Wall, false, true, 0.42}));
}

TEST(Axis, TicksAreRoundAndInside) {
  const auto ticks = valueTicks({0.13, 0.97}, false, 5);
  ASSERT_GE(ticks.size(), 3u);
  EXPECT_LE(ticks.size(), 6u);
  EXPECT_DOUBLE_EQ(ticks[0].position, 0.2);
  EXPECT_EQ(ticks[0].text, "0.2");
  const auto decades = valueTicks({-4, 1}, true, 6);
  EXPECT_EQ(decades.size(), 6u);
  EXPECT_EQ(decades.back().text, "10");
  EXPECT_EQ(xTicks({0, 40000}, XAxis::Step, false, 5)[1].text, "10k");
  const auto bytes = valueTicks({1.752e9, 1.7602e9}, false, 5);  // neighbours must differ
  ASSERT_GE(bytes.size(), 3u);
  EXPECT_EQ(bytes[0].text, "1.752G");
  EXPECT_EQ(bytes[1].text, "1.754G");
  EXPECT_EQ(duration(5040), "1 h 24 min");
  EXPECT_EQ(shortNumber(-0.5), QString(QChar(0x2212)) + "0.5");
  EXPECT_EQ(byteSize(9.1e9), "9.1 GB");
}

TEST(ScatterPlot, AClickNamesTheCase) {
  ScatterPlot plot;
  plot.resize(500, 420);
  plot.setAxes("Dice of B", "Dice of A", 1, 0);
  plot.setPoints({{"case_1", 0.6, 0.9}, {"case_2", 0.8, 0.7}, {"case_3", std::nan(""), 0.5}});
  QString clicked;
  QObject::connect(&plot, &ScatterPlot::pointClicked, [&](const QString& name) { clicked = name; });
  QTest::mouseClick(&plot, Qt::LeftButton, {}, plot.positionOf("case_2").toPoint());
  EXPECT_EQ(clicked, "case_2");
  EXPECT_TRUE(plot.pointAt({1, 1}).isEmpty());
  EXPECT_LT(plot.positionOf("case_1").x(), plot.positionOf("case_2").x());
  EXPECT_LT(plot.positionOf("case_1").y(), plot.positionOf("case_2").y());
}

}  // namespace
}  // namespace selvox::ui
