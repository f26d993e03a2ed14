#pragma once
// Folds of a cross-validation: every labelled patient is judged in exactly one of them. A pure function of (seed, case
// names, strata), as split.h.

#include <cstdint>
#include <string>
#include <vector>

#include "core/services/split.h"

namespace selvox::services {

struct FoldRequest {
  std::string dataset;
  int folds = 5;
  std::uint64_t seed = 0;
  Amount val;            // validation cases of each fold: a number, or a share of what its test cases leave
  std::string stratify;  // name of the column that `SplitCase::part` holds; empty: not stratified
};

struct Folds {
  std::vector<ports::SplitRow> splits;  // fold 1, fold 2, …
  std::vector<std::string> notes;
};

// Patients are dealt largest first, each to the fold with the fewest labelled cases of its stratum, then of all. A
// fold's validation cases are the next fold's patients, stratum by stratum in turn; patients without a label are always
// training cases.
[[nodiscard]] base::Result<Folds> makeFolds(const std::vector<SplitCase>& cases, const FoldRequest& request,
                                            const std::string& created);

}  // namespace selvox::services
