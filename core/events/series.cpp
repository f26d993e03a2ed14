#include "core/events/series.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

#include "core/base/text.h"

namespace selvox::events {
namespace {

std::size_t placeOf(const std::vector<Point>& points, double x) {
  if (points.empty() || points.back().x < x) return points.size();
  return static_cast<std::size_t>(
      std::lower_bound(points.begin(), points.end(), x, [](const Point& p, double at) { return p.x < at; }) -
      points.begin());
}

bool holds(const std::vector<Point>& points, std::size_t place, double x) {
  return place < points.size() && points[place].x == x;
}

template <class T>
void eraseAt(std::vector<T>& values, std::size_t place) {
  values.erase(values.begin() + static_cast<std::ptrdiff_t>(place));
}
template <class T>
void insertAt(std::vector<T>& values, std::size_t place, const T& value) {
  values.insert(values.begin() + static_cast<std::ptrdiff_t>(place), value);
}

}  // namespace

void ScalarSeries::add(std::int64_t step, double value, std::int64_t seq, double seconds) {
  const double x = static_cast<double>(step);
  const std::size_t finiteAt = placeOf(points_, x), otherAt = placeOf(nonFinite_, x);
  const bool finiteThere = holds(points_, finiteAt, x), otherThere = holds(nonFinite_, otherAt, x);
  if ((finiteThere && seq_[finiteAt] > seq) || (otherThere && nonFiniteSeq_[otherAt] > seq)) return;
  if (otherThere) {
    eraseAt(nonFinite_, otherAt);
    eraseAt(nonFiniteSeq_, otherAt);
  }
  if (std::isfinite(value) && finiteThere) {
    points_[finiteAt].y = value;
    seq_[finiteAt] = seq;
    seconds_[finiteAt] = seconds;
    return;
  }
  if (finiteThere) {
    eraseAt(points_, finiteAt);
    eraseAt(seq_, finiteAt);
    eraseAt(seconds_, finiteAt);
  }
  if (std::isfinite(value)) {
    insertAt(points_, finiteAt, {x, value});
    insertAt(seq_, finiteAt, seq);
    insertAt(seconds_, finiteAt, seconds);
  } else {
    insertAt(nonFinite_, otherAt, {x, value});
    insertAt(nonFiniteSeq_, otherAt, seq);
  }
}

void apply(ScalarTable& table, const Event& event) {
  if (event.type != "scalar") return;
  const auto name = base::valueOr<std::string>(event.body, "name", "");
  const auto step = event.body.find("step"), value = event.body.find("value");
  if (name.empty() || step == event.body.end() || !step->is_number_integer() || value == event.body.end()) return;
  double number = std::numeric_limits<double>::quiet_NaN();
  if (value->is_number()) {
    number = value->get<double>();
  } else if (value->is_null()) {
    number = base::toDouble(base::valueOr<std::string>(event.body, "nonfinite", "nan")).value_or(number);
  } else {
    return;
  }
  const auto time = base::parseIsoTime(event.time);
  const double seconds = time ? std::chrono::duration<double>(time->time_since_epoch()).count() : 0;
  table[name].add(step->get<std::int64_t>(), number, event.seq, seconds);
}

std::vector<Point> decimate(const std::vector<Point>& points, double x0, double x1, int columns) {
  std::vector<Point> result;
  if (columns < 1 || !(x1 >= x0)) return result;
  const auto byX = [](const Point& p, double x) { return p.x < x; };
  auto next = std::lower_bound(points.begin(), points.end(), x0, byX);
  const auto end = std::upper_bound(next, points.end(), x1, [](double x, const Point& p) { return x < p.x; });
  const double width = (x1 - x0) / columns;
  const auto columnOf = [&](const Point& p) {
    return width > 0 ? std::min(columns - 1, static_cast<int>((p.x - x0) / width)) : 0;
  };
  while (next != end) {
    const int column = columnOf(*next);
    const auto first = next;
    auto low = next, high = next;
    for (; next != end && columnOf(*next) == column; ++next) {
      if (next->y < low->y) low = next;
      if (next->y > high->y) high = next;
    }
    auto last = next - 1;
    if (high < low) std::swap(low, high);
    auto written = points.end();
    for (const auto it : {first, low, high, last}) {
      if (it != written) result.push_back(*it);
      written = it;
    }
  }
  return result;
}

std::vector<Point> smooth(const std::vector<Point>& points, double weight) {
  if (!(weight > 0) || weight >= 1) return points;
  std::vector<Point> result = points;
  double sum = 0, total = 0;  // total = 1 - weight^n
  for (Point& point : result) {
    sum = weight * sum + (1 - weight) * point.y;
    total = weight * total + (1 - weight);
    point.y = sum / total;
  }
  return result;
}

}  // namespace selvox::events
