#pragma once
// The losses behind `check loss`: names, inputs and settings as PROTOCOLS section 1 has them.

#include <string>
#include <vector>

#include "core/learn/checks/call.h"

namespace selvox::learn::checks {

struct LossEntry {
  std::string name;
  std::vector<std::string> inputs;  // required
  std::vector<std::string> optional;
  std::vector<std::string> numbered;  // "s": s0, s1, …; at least the first of each is required
  Values settings;                    // with their defaults
  // The loss (undefined where there is none) and further outputs.
  at::Tensor (*compute)(const Named& in, const Values& set, Named& further);
};

[[nodiscard]] const std::vector<LossEntry>& lossTable();

}  // namespace selvox::learn::checks
