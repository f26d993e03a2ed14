#pragma once
// Signs in a run's own curves that it goes wrong, and what to change then. One table: metric, condition, how long.

#include <cstdint>
#include <deque>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/json.h"

namespace selvox::learn::engine {

enum class When {
  Below,           // mean < limit
  Above,           // mean > limit
  FallenTo,        // mean < limit * the highest mean so far
  BelowShare,      // mean < limit * ln K,   K: the run's setting `prototypes`; without it the rule is silent
  AboveShare,      // mean > limit * ln K
  NotBelowChance,  // mean > (1 - limit) * chance, the method's loss of one who knows nothing; silent without
};

struct Remedy {
  const char* setting;  // the first that the run has is suggested; one of the method's is looked up with its prefix
  double factor;        // on the value now; 0: switch it on
  double otherwise;     // where the value now is 0
};

struct AlarmRule {
  const char* name;
  const char* metric;
  When when;
  double limit;
  std::int64_t steps;  // the mean is over so many, and the next change of state needs as many again
  double from;         // share of the run before which it keeps silent
  const char* cause;
  std::vector<Remedy> remedies;
};
[[nodiscard]] const std::vector<AlarmRule>& alarmRules();

struct Alarm {
  std::string name, metric;  // metric in full: "byol/collapse/effective_rank" in a combination
  bool active = true;        // false: over
  double value = 0;          // mean over the rule's steps
  std::string cause, setting;
  base::Json suggested;  // value of `setting`; null where that is automatic now
};
[[nodiscard]] base::Json toJson(const Alarm& alarm, std::int64_t step);

// A number that is not one ends the run; its alarm is made here too, so that all alarms look alike.
[[nodiscard]] Alarm divergenceAlarm(const std::string& metric, const base::Json& settings);

class Alarms {
 public:
  explicit Alarms(base::Json settings = {}, double chance = std::numeric_limits<double>::quiet_NaN())
      : settings_(std::move(settings)), chance_(chance) {}
  // One reading of a curve, steps rising; alarms that begin or end with it. Each is told once until it is over.
  [[nodiscard]] std::vector<Alarm> read(std::string_view metric, std::int64_t step, double progress, double value);

 private:
  struct Watch {
    std::deque<std::pair<std::int64_t, double>> window;  // (step, value) of the last `steps`
    std::int64_t first = -1;                             // step of the first reading since the last change
    double highest = -std::numeric_limits<double>::infinity();
    bool active = false;
  };
  [[nodiscard]] bool holds(const AlarmRule& rule, const std::string& prefix, double mean, double highest) const;

  base::Json settings_;
  double chance_;
  std::map<std::pair<std::size_t, std::string>, Watch> watches_;  // by rule and full metric name
};

}  // namespace selvox::learn::engine
