#include "core/learn/inference/probe_run.h"

#include <algorithm>
#include <map>
#include <set>

#include <torch/nn/module.h>

#include "core/learn/inference/accuracy.h"
#include "core/learn/inference/few_shot.h"
#include "core/learn/inference/load_learner.h"
#include "core/spec/columns.h"

namespace selvox::learn::inference {
namespace {

using base::ErrorCode;
using base::Json;

constexpr std::int64_t kMostCases = 20000;  // of either side; the similarities of all pairs stand in memory

// The column of the run, or, for one that was trained without a probe, what would have been taken.
base::Result<std::string> columnOf(const spec::RunSpec& spec, const engine::TrainSettings& train) {
  const std::string column = train.probeColumn.empty() ? spec::automaticColumn(spec.cases) : train.probeColumn;
  if (column != spec::kNoColumn) return column;
  return base::fail(ErrorCode::InvalidArgument,
                    "The run " + spec.name +
                        " is a pretraining whose cases have no column of classes, so there is nothing to probe it on; "
                        "import images in folders by class or with a labels.csv, or fine-tune --from it.");
}

base::Result<engine::Cohort> casesOf(const spec::RunSpec& spec, const events::RunFolder& folder,
                                     const std::string& role, const std::string& column) {
  std::vector<spec::CaseEntry> chosen;
  for (const spec::CaseEntry& entry : spec.cases) {
    if (entry.role == role && entry.columns.contains(column)) chosen.push_back(entry);
  }
  return engine::Cohort::open(engine::cacheRoot(spec, folder.root), chosen, spec.datasets, {});
}

}  // namespace

Json probeDocument(const std::string& run, const std::string& split, const std::string& checkpoint,
                   const std::string& column, const engine::Probe& probe, const engine::Cohort& judge,
                   const engine::ProbeRows& rows, std::uint64_t seed) {
  const engine::ProbeAnswers answers = probe.answer(rows);
  std::map<std::int64_t, std::size_t> sizes;
  for (const std::int64_t label : probe.fittedLabels()) ++sizes[label];
  const auto commonest =
      std::max_element(sizes.begin(), sizes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  const auto nameOf = [&](std::int64_t label) { return probe.classes()[static_cast<std::size_t>(label)]; };
  std::vector<double> nearest, linear;
  std::vector<std::string> patients;
  std::int64_t common = 0;
  Json cases = Json::array();
  for (std::size_t i = 0; i < probe.judged().size(); ++i) {
    const spec::CaseEntry& entry = judge.entry(probe.judged()[i]);
    const std::int64_t truth = probe.judgedLabels()[i];
    nearest.push_back(answers.nearest[i] == truth ? 1 : 0);
    linear.push_back(answers.linear[i] == truth ? 1 : 0);
    common += commonest != sizes.end() && truth == commonest->first ? 1 : 0;
    patients.push_back(entry.patient);
    cases.push_back({{"case", entry.caseName},
                     {"patient", entry.patient},
                     {"class", entry.columns.at(column)},
                     {"knn", nameOf(answers.nearest[i])},
                     {"linear", nameOf(answers.linear[i])}});
  }
  const auto n = static_cast<std::int64_t>(patients.size());
  return {{"run", run},
          {"split", split},
          {"checkpoint", checkpoint},
          {"probe",
           {{"column", column},
            {"classes", probe.classes()},
            {"fitted", probe.fitted().size()},
            {"n", n},
            {"patients", std::set<std::string>(patients.begin(), patients.end()).size()},
            {"chance", n > 0 ? static_cast<double>(common) / static_cast<double>(n) : 0.0},
            {"knn", accuracyOf(nearest, patients)},
            {"linear", accuracyOf(linear, patients)},
            {"few_shot", fewShots(probe, rows, patients, seed)}}},
          {"cases", std::move(cases)}};
}

base::Result<Json> probeRun(const events::RunFolder& folder, const spec::RunSpec& spec, const std::string& split,
                            const std::string& checkpoint, const base::ProgressFunction& onProgress) {
  SELVOX_TRY(const LoadedLearner loaded, loadLearner(folder, spec, checkpoint));
  const engine::TrainSettings& train = loaded.train;
  SELVOX_TRY(const std::string column, columnOf(spec, train));
  SELVOX_TRY(const engine::Cohort fit, casesOf(spec, folder, "train", column));
  SELVOX_TRY(const engine::Cohort judge, casesOf(spec, folder, split, column));
  const auto probe = engine::Probe::make(fit, judge, column, kMostCases, spec.seed);
  if (!probe)
    return base::fail(ErrorCode::NotFound, "The part \"" + split + "\" of the run's split cannot be probed: " +
                                               probe.error().message + ". Parts are val and test.");
  engine::EmbedConfig config;
  config.device = loaded.device;
  config.dim = spec.dim;
  config.patch = train.patch;
  const auto all = static_cast<std::int64_t>(probe->fitted().size() + probe->judged().size());
  config.done = [&](std::int64_t done) { onProgress({"Embedding", done, all, ""}); };
  try {
    const engine::ProbeRows rows = probe->embed(*loaded.learner->network(), fit, judge, config);
    return probeDocument(spec.name, split, loaded.checkpoint, column, *probe, judge, rows, spec.seed);
  } catch (const std::exception& e) {
    std::string what = e.what();
    if (const auto line = what.find('\n'); line != std::string::npos) what.resize(line);
    return base::fail(ErrorCode::Internal, "The probe failed: " + what, e.what());
  }
}

}  // namespace selvox::learn::inference
