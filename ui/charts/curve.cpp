#include "ui/charts/curve.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "core/base/text.h"

namespace selvox::ui {

namespace {

bool beforeStep(const Sample& sample, double step) { return sample.step < step; }

void eraseStep(std::vector<Sample>& samples, double step) {
  const auto at = std::lower_bound(samples.begin(), samples.end(), step, beforeStep);
  if (at != samples.end() && at->step == step) samples.erase(at);
}

void put(std::vector<Sample>& samples, const Sample& sample) {
  if (samples.empty() || samples.back().step < sample.step) {
    samples.push_back(sample);
    return;
  }
  const auto at = std::lower_bound(samples.begin(), samples.end(), sample.step, beforeStep);
  if (at != samples.end() && at->step == sample.step) {
    *at = sample;
  } else {
    samples.insert(at, sample);
  }
}

double xOf(const Sample& sample, XAxis axis, double origin) {
  if (axis == XAxis::Step) return sample.step;
  return axis == XAxis::Relative ? sample.time - origin : sample.time;
}

std::vector<events::Point> toPoints(const std::vector<Sample>& samples, XAxis axis, double origin) {
  std::vector<events::Point> points;
  points.reserve(samples.size());
  for (const Sample& sample : samples) points.push_back({xOf(sample, axis, origin), sample.value});
  // After a resume a later step can be older than an earlier one, until it is written anew.
  const auto byX = [](const events::Point& a, const events::Point& b) { return a.x < b.x; };
  if (!std::is_sorted(points.begin(), points.end(), byX)) std::stable_sort(points.begin(), points.end(), byX);
  return points;
}

}  // namespace

void Curve::add(const Sample& sample) {
  ++version_;
  if (!std::isfinite(sample.step)) return;
  if (std::isfinite(sample.value)) {
    if (!nonFinite_.empty()) eraseStep(nonFinite_, sample.step);
    put(samples_, sample);
  } else {
    eraseStep(samples_, sample.step);
    put(nonFinite_, sample);
  }
}

std::vector<events::Point> Curve::points(XAxis axis, double origin) const { return toPoints(samples_, axis, origin); }

std::vector<events::Point> Curve::nonFinitePoints(XAxis axis, double origin) const {
  return toPoints(nonFinite_, axis, origin);
}

double secondsFromIso(const std::string& text) {
  // yyyy-mm-ddThh:mm:ss[.fff]Z
  if (text.size() < 20 || text[10] != 'T') return 0;
  const auto number = [&](std::size_t at, std::size_t length) {
    return base::toInteger(std::string_view(text).substr(at, length)).value_or(-1);
  };
  const long long year = number(0, 4), month = number(5, 2), day = number(8, 2);
  const long long hour = number(11, 2), minute = number(14, 2);
  const auto second = base::toDouble(std::string_view(text).substr(17, text.find('Z', 17) - 17));
  if (year < 1970 || month < 1 || month > 12 || day < 1 || day > 31 || hour < 0 || minute < 0 || !second) return 0;
  const std::chrono::sys_days days =
      std::chrono::year(static_cast<int>(year)) / std::chrono::month(static_cast<unsigned>(month)) /
      std::chrono::day(static_cast<unsigned>(day));
  return static_cast<double>(days.time_since_epoch().count()) * 86400.0 + static_cast<double>(hour * 3600 + minute * 60) +
         *second;
}

}  // namespace selvox::ui
