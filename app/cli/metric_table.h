#pragma once
// Numbers with their ground, for a terminal: "0.861 [0.842, 0.878] n=30".

#include <string>
#include <vector>

#include "core/base/json.h"

namespace selvox::cli {

[[nodiscard]] std::string fixedText(double value, int digits);  // "0.861"; "-" where it is no number
[[nodiscard]] std::string withInterval(const base::Json& summary, int digits);
// Rows of an evaluation document, one a label, one a classifier of a pretraining's probe, or one a metric of a
// classification or an enhancement.
[[nodiscard]] std::vector<std::vector<std::string>> metricTable(const base::Json& evaluation);

}  // namespace selvox::cli
