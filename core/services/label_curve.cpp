#include "core/services/label_curve.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "core/services/judged.h"
#include "core/services/split.h"
#include "core/services/supervise.h"

namespace selvox::services {

using base::Json;

namespace {

constexpr const char* kScratch = "scratch";

using Key = std::tuple<std::string, std::size_t, std::uint64_t>;  // arm, labelled, seed

Json pointOf(const std::vector<CurveRun>& runs, const std::string& arm, std::size_t labelled,
             const std::map<Key, JudgedCases>& judged, const std::string& metric) {
  PatientValues values, gains;
  Json point = {{"labelled", labelled}, {"runs", Json::array()}};
  for (const auto& run : runs) {
    const auto found = judged.find({arm, labelled, run.seed});
    if (run.arm != arm || run.labelled != labelled || found == judged.end()) continue;
    PatientValues own;
    addValues(own, found->second, metric);
    values.insert(values.end(), own.begin(), own.end());
    point["runs"].push_back({{"run", run.name}, {"seed", run.seed}, {"value", bootstrapMean(own, 0, 1).mean}});
    const auto baseline = judged.find({kScratch, labelled, run.seed});
    if (arm != kScratch && baseline != judged.end()) addDifferences(gains, found->second, baseline->second, metric);
  }
  if (values.empty()) return nullptr;
  point["value"] = intervalJson(values);
  if (!gains.empty()) point["gain"] = intervalJson(gains);
  return point;
}

}  // namespace

base::Result<std::vector<std::size_t>> curveCounts(const std::vector<std::string>& words, std::size_t available) {
  std::set<std::size_t> counts;
  for (const auto& word : words) {
    SELVOX_TRY(const auto amount, parseAmount("--labelled", word));
    const double wanted = amount.share ? amount.value * static_cast<double>(available) : amount.value;
    const auto count = static_cast<std::size_t>(std::max(1LL, std::llround(wanted)));
    if (count > available)
      return base::fail(base::ErrorCode::InvalidArgument, "--labelled " + word + ": the split has only " +
                                                              std::to_string(available) + " labelled training cases.");
    counts.insert(count);
  }
  return std::vector<std::size_t>(counts.begin(), counts.end());
}

std::vector<CurveRun> curveRuns(const std::string& stem, const std::vector<std::string>& parents,
                                const std::vector<std::size_t>& counts, const std::vector<std::uint64_t>& seeds) {
  std::vector<std::string> arms{kScratch};
  for (const auto& parent : parents)
    if (std::find(arms.begin(), arms.end(), parent) == arms.end()) arms.push_back(parent);
  std::vector<CurveRun> runs;
  for (const auto seed : seeds)
    for (const auto count : counts)
      for (const auto& arm : arms)
        runs.push_back(
            {arm, stem + "-" + std::to_string(count) + "-s" + std::to_string(seed) + "-" + arm.substr(0, arm.find('/')),
             count, seed});
  return runs;
}

base::Result<Json> curveDocument(const Workspace& workspace, const std::vector<CurveRun>& runs,
                                 const std::string& split) {
  std::map<Key, JudgedCases> judged;
  std::vector<std::string> arms;
  std::set<std::size_t> counts;
  std::string metric;
  for (const auto& run : runs) {
    if (std::find(arms.begin(), arms.end(), run.arm) == arms.end()) arms.push_back(run.arm);
    counts.insert(run.labelled);
    const auto evaluation = readEvaluation(workspace, run.name, split);
    if (!evaluation) continue;
    metric = mainMetric(*evaluation);
    SELVOX_TRY(const auto status, findRun(*workspace.runs, run.name));
    judged[{run.arm, run.labelled, run.seed}] = judgedCases(*evaluation, status.listing.snapshot.spec);
  }
  if (judged.empty())
    return base::fail(base::ErrorCode::NotFound, "None of the " + std::to_string(runs.size()) +
                                                     " runs was judged on its " + split + " cases yet.");
  Json document = {{"split", split}, {"metric", metric}, {"arms", Json::array()}};
  for (const auto& arm : arms) {
    Json points = Json::array();
    for (const auto count : counts)
      if (auto point = pointOf(runs, arm, count, judged, metric); !point.is_null()) points.push_back(std::move(point));
    if (!points.empty()) document["arms"].push_back({{"arm", arm}, {"points", std::move(points)}});
  }
  return document;
}

}  // namespace selvox::services
