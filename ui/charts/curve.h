#pragma once
// What a line chart draws: the samples of one scalar, with the time of each, so that one curve serves every x axis.

#include <cstdint>
#include <vector>

#include <QString>

#include "core/events/series.h"

namespace selvox::ui {

struct Sample {
  double step = 0;
  double time = 0;   // seconds since 1970, UTC
  double value = 0;  // may be NaN or infinite
};

enum class XAxis { Step, Relative, Wall };

class Curve {
 public:
  // For one step the later call counts; steps may go back after a resume. Non-finite values become markers.
  void add(const Sample& sample);

  [[nodiscard]] const std::vector<Sample>& samples() const { return samples_; }  // ordered by step, all finite
  [[nodiscard]] const std::vector<Sample>& nonFinite() const { return nonFinite_; }
  [[nodiscard]] bool empty() const { return samples_.empty() && nonFinite_.empty(); }
  [[nodiscard]] double last() const { return samples_.empty() ? 0 : samples_.back().value; }
  // Grows with every change; charts redraw when it differs from what they drew.
  [[nodiscard]] std::uint64_t version() const { return version_; }

  // Points ordered by x. Relative: seconds since `origin`; Wall: seconds since 1970.
  [[nodiscard]] std::vector<events::Point> points(XAxis axis, double origin) const;
  [[nodiscard]] std::vector<events::Point> nonFinitePoints(XAxis axis, double origin) const;

 private:
  std::vector<Sample> samples_, nonFinite_;
  std::uint64_t version_ = 0;
};

// "2026-11-23T09:30:00.123Z" as seconds since 1970; 0 when it is no time.
[[nodiscard]] double secondsFromIso(const std::string& text);

}  // namespace selvox::ui
