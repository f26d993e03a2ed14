#include "core/services/crossval.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "core/services/judged.h"
#include "core/services/leak_gate.h"
#include "core/services/nearest.h"
#include "core/services/supervise.h"
#include "core/spec/columns.h"

namespace selvox::services {

using base::Json;

namespace {

constexpr const char* kBaselineArm = "scratch";

std::string runOf(const std::string& parent) {
  return parent.substr(0, parent.find('/'));
}

base::Result<std::vector<ports::SeriesRow>> seriesOf(ports::Catalog& catalog, const std::string& dataset) {
  ports::SeriesQuery query;
  query.dataset = dataset;
  SELVOX_TRY(const auto ids, catalog.seriesIds(query));
  return catalog.series(ids);
}

base::Result<std::string> learntColumn(ports::Catalog& catalog, const std::string& dataset) {
  SELVOX_TRY(const auto rows, seriesOf(catalog, dataset));
  std::vector<spec::CaseEntry> entries(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) entries[i].role = "train", entries[i].columns = rows[i].attributes;
  return spec::columnToLearn(entries);
}

struct JudgedRun {
  CrossvalRun run;
  JudgedCases cases;
  Json evaluation;
};

using Metrics = std::vector<std::string>;

// Those without a label's number, or of one label alone.
Metrics metricsOf(const std::vector<const JudgedRun*>& runs, const std::string& label) {
  std::set<std::string> names;
  for (const auto* run : runs)
    for (const auto& [name, one] : run->cases)
      for (const auto& [metric, value] : one.values) {
        const auto slash = metric.find('/');
        if (slash == std::string::npos ? label.empty() : metric.substr(slash + 1) == label) names.insert(metric);
      }
  return {names.begin(), names.end()};
}

Json pooledJson(const std::vector<const JudgedRun*>& runs, const std::string& label) {
  Json pooled = Json::object();
  for (const auto& metric : metricsOf(runs, label)) {
    PatientValues values;
    for (const auto* run : runs) addValues(values, run->cases, metric);
    pooled[metric.substr(0, metric.find('/'))] = intervalJson(values);
  }
  return pooled;
}

using Baselines = std::map<std::pair<int, std::uint64_t>, const JudgedRun*>;  // fold, seed

Json gainJson(const std::vector<const JudgedRun*>& runs, const Baselines& baselines, const std::string& label) {
  Json gains = Json::object();
  for (const auto& metric : metricsOf(runs, label)) {
    PatientValues values;
    for (const auto* run : runs)
      if (const auto found = baselines.find({run->run.fold, run->run.seed}); found != baselines.end())
        addDifferences(values, run->cases, found->second->cases, metric);
    if (!values.empty()) gains[metric.substr(0, metric.find('/'))] = intervalJson(values);
  }
  return gains;
}

Json foldsJson(const std::vector<const JudgedRun*>& runs, const std::string& metric) {
  std::map<int, std::vector<const JudgedRun*>> byFold;
  for (const auto* run : runs) byFold[run->run.fold].push_back(run);
  Json folds = Json::array();
  for (const auto& [fold, members] : byFold) {
    PatientValues values;
    Json each = Json::array();
    for (const auto* run : members) {
      PatientValues own;
      addValues(own, run->cases, metric);
      values.insert(values.end(), own.begin(), own.end());
      each.push_back({{"run", run->run.name}, {"seed", run->run.seed}, {"value", bootstrapMean(own, 0, 1).mean}});
    }
    folds.push_back({{"fold", fold},
                     {"cases", members.front()->cases.size()},
                     {"value", intervalJson(values)},
                     {"runs", std::move(each)}});
  }
  return folds;
}

// Mean and standard deviation (n - 1) of the folds' means.
Json spreadJson(const std::vector<double>& means) {
  const auto n = static_cast<double>(means.size());
  double sum = 0, squares = 0;
  for (const double value : means) sum += value;
  for (const double value : means) squares += (value - sum / n) * (value - sum / n);
  return {{"mean", sum / n},
          {"deviation", means.size() > 1 ? Json(std::sqrt(squares / (n - 1))) : Json()},
          {"n", means.size()}};
}

Json aucJson(const std::vector<const JudgedRun*>& runs) {
  std::map<int, std::pair<double, double>> sums;  // fold -> sum, count
  for (const auto* run : runs) {
    const Json metrics = run->evaluation.value("metrics", Json::object());
    const double value = base::valueOr(metrics.value("auc", Json::object()), "mean", std::nan(""));
    if (std::isfinite(value)) sums[run->run.fold].first += value, sums[run->run.fold].second += 1;
  }
  std::vector<double> means;
  for (const auto& [fold, sum] : sums) means.push_back(sum.first / sum.second);
  return means.empty() ? Json() : spreadJson(means);
}

// Each case with the mean of its seeds.
Json casesJson(const std::vector<const JudgedRun*>& runs) {
  struct Row {
    std::string patient;
    int fold = 0;
    std::map<std::string, std::pair<double, double>> sums;
  };
  std::map<std::string, Row> rows;
  for (const auto* run : runs)
    for (const auto& [name, one] : run->cases) {
      Row& row = rows[name];
      row.patient = one.patient;
      row.fold = run->run.fold;
      for (const auto& [metric, value] : one.values) row.sums[metric].first += value, row.sums[metric].second += 1;
    }
  Json cases = Json::array();
  for (const auto& [name, row] : rows) {
    Json one = {{"case", name}, {"patient", row.patient}, {"fold", row.fold}};
    for (const auto& [metric, sum] : row.sums) one[metric] = sum.first / sum.second;
    cases.push_back(std::move(one));
  }
  return cases;
}

Json armJson(const std::string& arm, const std::vector<const JudgedRun*>& runs, const Baselines& baselines,
             const std::string& metric) {
  Json folds = foldsJson(runs, metric);
  std::vector<double> means;
  for (const Json& fold : folds) means.push_back(fold["value"]["mean"].get<double>());
  Json made = {{"arm", arm}, {"over_folds", spreadJson(means)}, {"pooled", pooledJson(runs, "")}};
  made["folds"] = std::move(folds);
  made["cases"] = casesJson(runs);
  if (const Json auc = aucJson(runs); !auc.is_null()) made["auc"] = auc;
  const bool compared = arm != kBaselineArm;
  if (compared) made["gain"] = gainJson(runs, baselines, "");
  const Json labels = runs.front()->evaluation.value("labels", Json::object());
  for (const auto& [number, label] : labels.items()) {
    Json one = pooledJson(runs, number);
    if (one.empty()) continue;  // classes, which have no values of their own a case
    one["name"] = base::valueOr<std::string>(label, "name", number);
    made["labels"][number] = std::move(one);
    if (compared) made["label_gains"][number] = gainJson(runs, baselines, number);
  }
  return made;
}

}  // namespace

std::vector<CrossvalRun> crossvalRuns(const std::string& stem, const std::vector<std::string>& parents, int folds,
                                      const std::vector<std::uint64_t>& seeds) {
  std::vector<std::string> arms{kBaselineArm};
  for (const auto& parent : parents)
    if (std::find(arms.begin(), arms.end(), parent) == arms.end()) arms.push_back(parent);
  std::vector<CrossvalRun> runs;
  for (const auto seed : seeds)
    for (int fold = 1; fold <= folds; ++fold)
      for (const auto& arm : arms)
        runs.push_back(
            {arm, stem + "-f" + std::to_string(fold) + "-s" + std::to_string(seed) + "-" + runOf(arm), fold, seed});
  return runs;
}

base::Result<std::vector<SplitCase>> foldCases(ports::Catalog& catalog, const std::string& dataset,
                                               const std::string& task, std::string& column,
                                               const std::string& stratify) {
  SELVOX_TRY(const auto datasets, catalog.datasets());
  std::vector<std::string> known;
  for (const auto& row : datasets) known.push_back(row.name);
  if (std::find(known.begin(), known.end(), dataset) == known.end())
    return tl::unexpected(unknownName("dataset", dataset, known, "'selvox datasets WS' lists all."));
  SELVOX_TRY(auto cases, splitCases(catalog, dataset, stratify));
  if (task == "enhancement")
    for (auto& one : cases) one.labelled = true;
  if (task != "classification") return cases;
  if (column.empty()) {
    SELVOX_TRY(column, learntColumn(catalog, dataset));
  }
  SELVOX_TRY(const auto classed, splitCases(catalog, dataset, column));  // the same cases in the same order
  for (std::size_t i = 0; i < cases.size(); ++i) cases[i].labelled = !classed[i].part.empty();
  return cases;
}

base::Status checkFold(const spec::RunSpec& there, std::uint64_t seed, const std::string& from,
                       const ports::SplitRow& split) {
  const Json stored = there.split.is_array() && !there.split.empty() ? there.split.front() : there.split;
  const auto names = [&](const char* part) { return base::valueOr<std::vector<std::string>>(stored, part, {}); };
  if (names("test") == split.test && names("val") == split.val && names("train") == split.train && there.seed == seed &&
      there.initFrom == runOf(from))
    return {};
  return base::fail(base::ErrorCode::Refused,
                    "The run '" + there.name +
                        "' is there already and has other folds, another seed or another start. Choose another --name, "
                        "or delete it: selvox runs delete WS " +
                        there.name);
}

base::Status gateFolds(const Workspace& workspace, const std::vector<ports::SplitRow>& folds,
                       const std::string& parent) {
  if (parent == kBaselineArm) return {};
  SELVOX_TRY(const auto status, findRun(*workspace.runs, runOf(parent)));
  const auto& its = status.listing.snapshot.spec;
  std::vector<std::string> ancestry{its.name};
  ancestry.insert(ancestry.end(), its.parents.begin(), its.parents.end());
  SELVOX_TRY(const auto ancestors, ancestorCases(*workspace.runs, ancestry));
  std::set<std::string> judged;
  for (const auto& fold : folds) {
    judged.insert(fold.test.begin(), fold.test.end());
    judged.insert(fold.val.begin(), fold.val.end());
  }
  SELVOX_TRY(const auto rows, seriesOf(*workspace.catalog, folds.front().dataset));
  std::vector<spec::CaseEntry> cases;
  for (const auto& row : rows) {
    if (judged.count(row.caseName) == 0) continue;
    spec::CaseEntry one;
    one.caseName = row.caseName, one.patient = row.patient, one.dataset = row.dataset;
    one.role = "test", one.voxelsHash = row.voxelsHash;
    cases.push_back(std::move(one));
  }
  const auto leaks = findLeaks(cases, ancestors);
  if (leaks.empty()) return {};
  auto error = leakError(leaks);
  error.message = "Refused: '" + its.name + "' learnt from " + std::to_string(patientsOf(leaks).size()) +
                  " patients whom the folds judge. Let each fold pretrain anew on its own training cases: "
                  "--repeat-pretraining; or start from a run that learnt from other data; or give a reason with "
                  "--override-leak, which the runs record.";
  return tl::unexpected(std::move(error));
}

base::Result<Json> crossvalDocument(const Workspace& workspace, const std::vector<CrossvalRun>& runs) {
  std::vector<JudgedRun> judged;
  std::string metric;
  for (const auto& run : runs) {
    auto evaluation = readEvaluation(workspace, run.name, "test");
    if (!evaluation) continue;
    SELVOX_TRY(const auto status, findRun(*workspace.runs, run.name));
    metric = mainMetric(*evaluation);
    judged.push_back({run, judgedCases(*evaluation, status.listing.snapshot.spec), std::move(*evaluation)});
  }
  if (judged.empty())
    return base::fail(base::ErrorCode::NotFound,
                      "None of the " + std::to_string(runs.size()) + " runs was judged on its test cases yet.");
  Baselines baselines;
  std::vector<std::string> arms;
  std::set<int> folds;
  std::set<std::string> patients;
  for (const auto& one : judged) {
    if (one.run.arm == kBaselineArm) baselines[{one.run.fold, one.run.seed}] = &one;
    if (std::find(arms.begin(), arms.end(), one.run.arm) == arms.end()) arms.push_back(one.run.arm);
    folds.insert(one.run.fold);
    for (const auto& [name, row] : one.cases) patients.insert(row.patient);
  }
  Json document = {{"metric", metric}, {"folds", folds.size()}, {"patients", patients.size()}, {"arms", Json::array()}};
  for (const auto& arm : arms) {
    std::vector<const JudgedRun*> members;
    for (const auto& one : judged)
      if (one.run.arm == arm) members.push_back(&one);
    document["arms"].push_back(armJson(arm, members, baselines, metric));
  }
  return document;
}

}  // namespace selvox::services
