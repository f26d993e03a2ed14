#pragma once
// What a hyper-parameter search draws from: ranges and lists of settings, checked against their schema.

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/spec/param_schema.h"

namespace selvox::services {

struct Dimension {
  std::string name;
  std::vector<base::Json> values;  // to choose from; empty: a range
  double low = 0, high = 0;        // both included
  bool whole = false, logarithmic = false;
};

// "train.lr=1e-4..1e-2:log", "train.batch=2,4,8", or a name alone: then the range or choices of the schema. In the
// order of names. Errors: an unknown name (all known ones listed), a value the schema refuses, a range without an end,
// a name given twice, a setting that is the search's own budget.
[[nodiscard]] base::Result<std::vector<Dimension>> searchSpace(const spec::ParamSchema& schema,
                                                               const std::vector<std::string>& words);

// Settings of each trial, by independent draws (Bergstra and Bengio, JMLR 2012), no two alike: fewer than asked for
// where the space holds no more. The first sets nothing: it is what there would be without a search.
[[nodiscard]] std::vector<base::Json> drawTrials(const std::vector<Dimension>& space, std::size_t trials,
                                                 std::uint64_t seed);

}  // namespace selvox::services
