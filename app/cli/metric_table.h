#pragma once
// Numbers with their ground, for a terminal: "0.861 [0.842, 0.878] n=30".

#include <string>
#include <vector>

#include "core/base/json.h"

namespace selvox::cli {

[[nodiscard]] std::string withInterval(const base::Json& summary, int digits);
// Rows of an evaluation document, one a label, or one a classifier of a pretraining's probe.
[[nodiscard]] std::vector<std::vector<std::string>> metricTable(const base::Json& evaluation);

}  // namespace selvox::cli
