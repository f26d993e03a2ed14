#pragma once
// Which column of the cases a pretraining is probed on.

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/spec/run_spec.h"

namespace selvox::learn::engine {

inline constexpr const char* kNoColumn = "none";

// Names of all columns of the training cases, in order.
[[nodiscard]] std::vector<std::string> columnsOf(const std::vector<spec::CaseEntry>& cases);

// "class", "label", "diagnosis" first, then the others by name: the first with 2 to 100 classes among the training
// cases. Passed over are what a scanner writes (echo time, model, …) and measurements: more than ten values, all
// numbers. kNoColumn where nothing is left.
[[nodiscard]] std::string automaticColumn(const std::vector<spec::CaseEntry>& cases);

// A column a person named for `setting`: it must be there; `classes`: with 2 to 100 values.
[[nodiscard]] base::Status checkColumn(const std::vector<spec::CaseEntry>& cases, const std::string& setting,
                                       const std::string& column, bool classes);

}  // namespace selvox::learn::engine
