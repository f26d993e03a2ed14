#include "core/services/evaluate.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/base/file.h"
#include "core/base/rng.h"
#include "core/services/compare_classes.h"
#include "core/services/normalise.h"
#include "core/services/supervise.h"
#include "core/services/worker_call.h"

namespace selvox::services {

using base::Json;

namespace {

std::filesystem::path documentOf(const events::RunFolder& folder, const std::string& split) {
  return folder.evaluations() / (split + ".json");
}

Json toJson(const Interval& interval) {
  return {{"mean", interval.mean}, {"low", interval.low}, {"high", interval.high}, {"n", interval.n}};
}

using CaseValues = std::map<std::string, double>;  // case -> value, finite ones only

// Of one label, or of the whole case where `label` is empty.
CaseValues valuesOf(const Json& document, const std::string& label, const std::string& metric) {
  CaseValues values;
  for (const auto& one : document.value("cases", Json::array())) {
    const auto labels = one.value("labels", Json::object());
    if (!label.empty() && !labels.contains(label)) continue;
    const auto value = base::valueOr(label.empty() ? one : labels[label], metric.c_str(), std::nan(""));
    if (std::isfinite(value)) values[base::valueOr<std::string>(one, "case", "")] = value;
  }
  return values;
}

std::map<std::string, std::string> patientOfCase(const spec::RunSpec& spec) {
  std::map<std::string, std::string> patients;
  for (const auto& one : spec.cases) patients[one.caseName] = one.patient.empty() ? one.caseName : one.patient;
  return patients;
}

Json compareMetric(const Json& a, const Json& b, const std::string& label, const std::string& metric,
                   const std::map<std::string, std::string>& patients) {
  const auto left = valuesOf(a, label, metric), right = valuesOf(b, label, metric);
  std::vector<std::pair<std::string, double>> first, second, difference;
  for (const auto& [name, value] : left) {
    const auto other = right.find(name);
    if (other == right.end()) continue;
    const auto patient = patients.count(name) ? patients.at(name) : name;
    first.emplace_back(patient, value);
    second.emplace_back(patient, other->second);
    difference.emplace_back(patient, value - other->second);
  }
  if (difference.empty()) return nullptr;
  return {{"a", toJson(bootstrapMean(first))},
          {"b", toJson(bootstrapMean(second))},
          {"difference", toJson(bootstrapMean(difference))}};
}

// Two enhancements are compared where each case was spoilt alike: their baselines are the same.
base::Status sameInput(const Json& a, const Json& b) {
  std::map<std::string, double> known;
  for (const auto& one : a.value("cases", Json::array()))
    known[base::valueOr<std::string>(one, "case", "")] =
        base::valueOr(one.value("baseline", Json::object()), "nmse", std::nan(""));
  for (const auto& one : b.value("cases", Json::array())) {
    const auto found = known.find(base::valueOr<std::string>(one, "case", ""));
    const auto value = base::valueOr(one.value("baseline", Json::object()), "nmse", std::nan(""));
    if (found != known.end() && std::abs(found->second - value) > 1e-6 * std::abs(value))
      return base::fail(base::ErrorCode::Refused, "The two runs were judged on different inputs (case '" +
                                                      found->first +
                                                      "'): compare runs of one task.kind and one strength.");
  }
  return {};
}

base::Result<events::RunFolder> judgedFolder(const Workspace& workspace, const std::string& run,
                                             const std::string& split) {
  SELVOX_TRY(const auto status, findRun(*workspace.runs, run));
  if (split != "train" && split != "val" && split != "test")
    return base::fail(base::ErrorCode::InvalidArgument, "'" + split + "' is not a split. Known: train, val, test.");
  if (status.listing.snapshot.view.lastCheckpoint.empty())
    return base::fail(base::ErrorCode::NotFound,
                      "Run '" + run + "' has no checkpoint yet (" + status.state + "). Wait for its first one.");
  std::error_code failed;
  std::filesystem::create_directories(status.listing.folder.evaluations(), failed);
  return status.listing.folder;
}

base::Result<Json> judge(const Workspace& workspace, const events::RunFolder& folder, const std::string& split,
                         const std::filesystem::path& document, const std::string& checkpoint,
                         const std::vector<std::string>& more, const Watch& watch) {
  std::vector<std::string> arguments{"evaluate", base::utf8(std::filesystem::absolute(folder.root)), "--split", split,
                                     "--out",    base::utf8(std::filesystem::absolute(document))};
  if (!checkpoint.empty()) arguments.insert(arguments.end(), {"--checkpoint", checkpoint});
  arguments.insert(arguments.end(), more.begin(), more.end());
  SELVOX_TRY(const auto ignored, askWorker(workspace, arguments, watch));
  (void)ignored;
  return base::readJson(document);
}

}  // namespace

base::Result<Json> evaluateRun(const Workspace& workspace, const std::string& run, const std::string& split,
                               const std::string& checkpoint, const Watch& watch) {
  SELVOX_TRY(const auto folder, judgedFolder(workspace, run, split));
  return judge(workspace, folder, split, documentOf(folder, split), checkpoint, {}, watch);
}

base::Result<Json> evaluateRetrieval(const Workspace& workspace, const std::string& run, const std::string& split,
                                     const std::string& checkpoint, const Json& request, const Watch& watch) {
  SELVOX_TRY(const auto folder, judgedFolder(workspace, run, split));
  const auto place = folder.evaluations() / "retrieval";
  std::error_code failed;
  std::filesystem::create_directories(place, failed);
  const auto asked = std::filesystem::absolute(place / (split + ".request.json"));
  SELVOX_CHECK(base::writeJson(asked, request));
  return judge(workspace, folder, split, place / (split + ".json"), checkpoint, {"--retrieval", base::utf8(asked)},
               watch);
}

base::Result<Json> readEvaluation(const Workspace& workspace, const std::string& run, const std::string& split) {
  SELVOX_TRY(const auto status, findRun(*workspace.runs, run));
  const auto path = documentOf(status.listing.folder, split);
  std::error_code failed;
  if (!std::filesystem::exists(path, failed))
    return base::fail(base::ErrorCode::NotFound, "Run '" + run + "' was not judged on its " + split +
                                                     " cases yet. Do: selvox evaluate WS --run " + run + " --split " +
                                                     split);
  return base::readJson(path);
}

Interval bootstrapMean(const std::vector<std::pair<std::string, double>>& patientValues, std::uint64_t seed,
                       int resamples) {
  std::map<std::string, std::pair<double, double>> sums;  // patient -> sum, count
  for (const auto& [patient, value] : patientValues) {
    auto& entry = sums[patient];
    entry.first += value;
    entry.second += 1;
  }
  std::vector<double> means;
  for (const auto& [patient, entry] : sums) means.push_back(entry.first / entry.second);
  Interval interval;
  interval.n = means.size();
  if (means.empty()) return interval;
  double total = 0;
  for (const double m : means) total += m;
  interval.mean = total / static_cast<double>(means.size());
  std::vector<double> samples;
  for (int r = 0; r < resamples; ++r) {
    base::Rng rng(seed, base::Purpose::Bootstrap, 0, static_cast<std::uint64_t>(r));
    double sum = 0;
    for (std::size_t i = 0; i < means.size(); ++i) sum += means[rng.below(means.size())];
    samples.push_back(sum / static_cast<double>(means.size()));
  }
  std::sort(samples.begin(), samples.end());
  interval.low = sortedQuantile(samples, 0.025);
  interval.high = sortedQuantile(samples, 0.975);
  return interval;
}

base::Result<Json> compareRuns(const Workspace& workspace, const std::string& a, const std::string& b,
                               const std::string& split) {
  SELVOX_TRY(const auto left, readEvaluation(workspace, a, split));
  SELVOX_TRY(const auto right, readEvaluation(workspace, b, split));
  SELVOX_TRY(const auto status, findRun(*workspace.runs, a));
  const auto patients = patientOfCase(status.listing.snapshot.spec);
  Json document = {{"a", a}, {"b", b}, {"split", split}, {"labels", Json::object()}};
  const auto ranks = [](const Json& judged) { return base::valueOr<std::string>(judged, "task", "") == "retrieval"; };
  if (ranks(left) && ranks(right)) {
    if (left.value("column", Json()) != right.value("column", Json()))
      return base::fail(base::ErrorCode::Refused, "The two runs were judged by different columns.");
    for (const char* metric : {"map", "precision_at_10", "ndcg_at_10"})
      if (auto compared = compareMetric(left, right, "", metric, patients); !compared.is_null())
        document["metrics"][metric] = std::move(compared);
    if (document.contains("metrics")) return document;
  } else if (left.contains("metrics") && right.contains("metrics")) {
    document["metrics"] = compareClasses(left, right, patients);
    if (!document["metrics"].empty()) return document;
  }
  if (left.contains("quality") && right.contains("quality")) {
    SELVOX_CHECK(sameInput(left, right));
    for (const char* metric : {"psnr", "ssim", "nmse"})
      if (auto compared = compareMetric(left, right, "", metric, patients); !compared.is_null())
        document["quality"][metric] = std::move(compared);
    if (document.contains("quality")) return document;
  }
  const auto labels = left.value("labels", Json::object());
  for (const auto& [label, summary] : labels.items()) {
    Json one = {{"name", base::valueOr<std::string>(summary, "name", label)}};
    for (const char* metric : {"dice", "hd95"})
      if (auto compared = compareMetric(left, right, label, metric, patients); !compared.is_null())
        one[metric] = std::move(compared);
    if (one.size() > 1) document["labels"][label] = std::move(one);
  }
  if (document["labels"].empty())
    return base::fail(base::ErrorCode::Refused,
                      "Runs '" + a + "' and '" + b + "' have no judged case in common, so they cannot be compared.");
  return document;
}

}  // namespace selvox::services
