#include "core/services/judged.h"

#include <cmath>

namespace selvox::services {

using base::Json;

namespace {

constexpr const char* kWhole[] = {"log_loss", "psnr", "ssim", "nmse"};

void keepFinite(std::map<std::string, double>& values, const std::string& name, double value) {
  if (std::isfinite(value)) values[name] = value;
}

void takeLabels(std::map<std::string, double>& values, const Json& labels) {
  for (const char* metric : {"dice", "hd95"}) {
    double sum = 0;
    int n = 0;
    for (const auto& [label, one] : labels.items()) {
      const double value = base::valueOr(one, metric, std::nan(""));
      keepFinite(values, std::string(metric) + "/" + label, value);
      if (std::isfinite(value)) sum += value, ++n;
    }
    if (n > 0) values[metric] = sum / n;
  }
}

}  // namespace

JudgedCases judgedCases(const Json& evaluation, const spec::RunSpec& spec) {
  std::map<std::string, std::string> patientOf;
  for (const auto& one : spec.cases) patientOf[one.caseName] = one.patient.empty() ? one.caseName : one.patient;
  JudgedCases judged;
  const Json cases = evaluation.value("cases", Json::array());
  for (const Json& one : cases) {
    const auto name = base::valueOr<std::string>(one, "case", "");
    JudgedCase made;
    const auto patient = patientOf.find(name);
    made.patient = patient == patientOf.end() ? name : patient->second;
    const Json labels = one.value("labels", Json::object());
    takeLabels(made.values, labels);
    keepFinite(made.values, "accuracy", base::valueOr(one, "correct", std::nan("")));
    for (const char* metric : kWhole) keepFinite(made.values, metric, base::valueOr(one, metric, std::nan("")));
    judged[name] = std::move(made);
  }
  return judged;
}

std::string mainMetric(const Json& evaluation) {
  return evaluation.contains("metrics") ? "accuracy" : evaluation.contains("quality") ? "psnr" : "dice";
}

void addValues(PatientValues& values, const JudgedCases& judged, const std::string& metric) {
  for (const auto& [name, one] : judged)
    if (const auto found = one.values.find(metric); found != one.values.end())
      values.emplace_back(one.patient, found->second);
}

void addDifferences(PatientValues& values, const JudgedCases& a, const JudgedCases& b, const std::string& metric) {
  for (const auto& [name, one] : a) {
    const auto other = b.find(name);
    const auto left = one.values.find(metric);
    if (other == b.end() || left == one.values.end()) continue;
    const auto right = other->second.values.find(metric);
    if (right != other->second.values.end()) values.emplace_back(one.patient, left->second - right->second);
  }
}

Json intervalJson(const PatientValues& values) {
  const Interval interval = bootstrapMean(values);
  return {{"mean", interval.mean}, {"low", interval.low}, {"high", interval.high}, {"n", interval.n}};
}

}  // namespace selvox::services
