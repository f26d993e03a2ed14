#pragma once
// What an evaluation says of each case, whatever the task: numbers by name.

#include <map>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/services/evaluate.h"
#include "core/spec/run_spec.h"

namespace selvox::services {

struct JudgedCase {
  std::string patient;
  // Finite ones only. Of a segmentation "dice" and "hd95", means over labels, and "dice/1", …; of a classification
  // "accuracy" and "log_loss"; of an enhancement "psnr", "ssim" and "nmse".
  std::map<std::string, double> values;
};
using JudgedCases = std::map<std::string, JudgedCase>;  // by case

// The cases of an evaluation document, with the patients that the run knows.
[[nodiscard]] JudgedCases judgedCases(const base::Json& evaluation, const spec::RunSpec& spec);
// "dice", "accuracy" or "psnr": what runs of this task are ranked by. Higher is better.
[[nodiscard]] std::string mainMetric(const base::Json& evaluation);

using PatientValues = std::vector<std::pair<std::string, double>>;
void addValues(PatientValues& values, const JudgedCases& judged, const std::string& metric);
// a - b where both have a value.
void addDifferences(PatientValues& values, const JudgedCases& a, const JudgedCases& b, const std::string& metric);
// {mean, low, high, n}: bootstrap over patients; each averages its own values first.
[[nodiscard]] base::Json intervalJson(const PatientValues& values);

}  // namespace selvox::services
