#pragma once
// Ways to take whole patients for one part of a split. Names are taken until `wanted` cases are reached; a patient with
// more cases than are still wanted is left.

#include <functional>
#include <string>
#include <vector>

#include "core/services/split.h"

namespace selvox::services {

struct SplitGroup : PatientCases {
  bool taken = false;
  std::string stratum, date;
};
using Eligible = std::function<bool(const SplitGroup&)>;

// In the order given.
[[nodiscard]] std::vector<std::string> takeInOrder(std::vector<SplitGroup>& all, std::size_t wanted,
                                                   const Eligible& eligible);

// Always from the stratum that has most to come to its share of the eligible cases: with patients of one case each,
// every stratum ends within one case of its share; otherwise within its largest patient.
[[nodiscard]] std::vector<std::string> takeBalanced(std::vector<SplitGroup>& all, std::size_t wanted,
                                                    const Eligible& eligible);

// The latest dates first; the first patient that does not fit ends it, so that nothing later is left behind.
[[nodiscard]] std::vector<std::string> takeLatest(std::vector<SplitGroup>& all, std::size_t wanted,
                                                  const Eligible& eligible);

}  // namespace selvox::services
