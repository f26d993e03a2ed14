#include "core/learn/inference/class_run.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/learn/inference/classifier.h"
#include "core/learn/inference/interval_json.h"
#include "core/learn/metrics/calibration.h"

namespace selvox::learn::inference {
namespace {

using base::Json;

Json namesWhere(const tasks::ClassTargets& targets, const std::vector<double>& row) {
  Json names = Json::array();
  for (std::size_t k = 0; k < row.size(); ++k) {
    if (row[k] >= 0.5) names.push_back(targets.classes[k]);
  }
  return names;
}

std::vector<double> rowOf(const std::vector<double>& rows, std::size_t classes, std::size_t row) {
  const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(row * classes);
  return {begin, begin + static_cast<std::ptrdiff_t>(classes)};
}

Json caseJson(const tasks::ClassTargets& targets, const ClassedCases& judged, std::size_t i) {
  const metrics::ClassAnswers& a = judged.answers;
  const std::size_t single[] = {i};
  const metrics::ClassAnswers one = a.chosen(single);
  const auto p = rowOf(a.probabilities, a.classes, i), truth = rowOf(a.truth, a.classes, i);
  Json probabilities = Json::object();
  for (std::size_t k = 0; k < p.size(); ++k) probabilities[targets.classes[k]] = finiteOrNull(p[k]);
  const auto values = metrics::classMetrics(one);
  return {{"case", judged.cases[i]},
          {"patient", judged.patients[i]},
          {"class", a.exclusive ? Json(targets.classes[a.actual(i)]) : namesWhere(targets, truth)},
          {"answer", a.exclusive ? Json(targets.classes[a.answered(i)]) : namesWhere(targets, p)},
          {"correct", values.at("accuracy")},
          {"log_loss", finiteOrNull(values.at("log_loss"))},
          {"probabilities", std::move(probabilities)}};
}

Json calibrationJson(const metrics::ClassAnswers& judged, const metrics::ClassAnswers& validation) {
  Json json{{"temperature", nullptr}, {"fitted", validation.rows()}};
  if (validation.rows() > 0) {
    const double temperature = metrics::fitTemperature(validation);
    const auto values = metrics::classMetrics(metrics::atTemperature(judged, temperature));
    json["temperature"] = temperature;
    json["ece"] = finiteOrNull(values.at("ece"));
    json["log_loss"] = finiteOrNull(values.at("log_loss"));
  }
  json["reliability"] = Json::array();
  for (const metrics::ReliabilityBin& bin : metrics::reliability(judged)) {
    json["reliability"].push_back({{"low", bin.low},
                                   {"high", bin.high},
                                   {"n", bin.n},
                                   {"confidence", finiteOrNull(bin.confidence)},
                                   {"accuracy", finiteOrNull(bin.accuracy)}});
  }
  return json;
}

std::string kindName(losses::ClassKind kind) {
  return kind == losses::ClassKind::Ordinal      ? "ordinal"
         : kind == losses::ClassKind::MultiLabel ? "multi-label"
                                                 : "softmax";
}

// The answers on the cases of `role` that have a class.
base::Result<ClassedCases> answersOn(const Classifier& classifier, const events::RunFolder& folder,
                                     const std::string& role, const base::ProgressFunction& onProgress) {
  const spec::RunSpec& spec = classifier.spec();
  const auto root = engine::cacheRoot(spec, folder.root);
  std::vector<const spec::CaseEntry*> entries;
  for (const spec::CaseEntry& entry : spec.cases) {
    if (entry.role == role && !classifier.targets().row(entry).empty()) entries.push_back(&entry);
  }
  ClassedCases all;
  all.answers.classes = classifier.targets().classes.size();
  all.answers.exclusive = classifier.targets().exclusive();
  const auto total = static_cast<std::int64_t>(entries.size());
  for (const spec::CaseEntry* entry : entries) {
    onProgress({"Predicting", static_cast<std::int64_t>(all.cases.size()), total, entry->caseName});
    SELVOX_TRY(const auto path, engine::cachePath(root, entry->image));
    const auto image = volume::BrickFile::open(path);
    if (!image)
      return base::fail(image.error().code,
                        "Case " + entry->caseName + ": " + image.error().message + " Prepare the dataset again.");
    SELVOX_TRY(const auto p, classifier.predict(*image));
    const auto truth = classifier.targets().row(*entry);
    all.answers.probabilities.insert(all.answers.probabilities.end(), p.begin(), p.end());
    all.answers.truth.insert(all.answers.truth.end(), truth.begin(), truth.end());
    all.cases.push_back(entry->caseName);
    all.patients.push_back(entry->patient.empty() ? entry->caseName : entry->patient);
  }
  onProgress({"Predicting", total, total, ""});
  return all;
}

}  // namespace

Json classDocument(const tasks::ClassTargets& targets, const ClassedCases& judged,
                   const metrics::ClassAnswers& validation) {
  const metrics::ClassAnswers& a = judged.answers;
  Json document{{"task", "classification"},
                {"column", targets.column},
                {"kind", kindName(targets.kind)},
                {"classes", targets.classes},
                {"positive", a.binary() ? Json(targets.classes[1]) : Json(nullptr)},
                {"n", a.rows()},
                {"patients", std::set<std::string>(judged.patients.begin(), judged.patients.end()).size()},
                {"metrics", Json::object()},
                {"labels", Json::object()},
                {"confusion", metrics::confusionMatrix(a)},
                {"calibration", calibrationJson(a, validation)},
                {"cases", Json::array()}};
  for (const auto& [name, interval] : metrics::classIntervals(a, judged.patients))
    document["metrics"][name] = intervalJson(interval);
  document["metrics"]["auc"]["interval"] = metrics::deLongApplies(a, judged.patients) ? "delong" : "bootstrap";
  for (std::size_t k = 0; k < a.classes; ++k) {
    std::int64_t n = 0;
    for (std::size_t i = 0; i < a.rows(); ++i) n += a.truth[i * a.classes + k] > 0.5 ? 1 : 0;
    Json label{{"name", targets.classes[k]}, {"n", n}};
    for (const auto& [name, interval] : metrics::oneClassIntervals(a, k, judged.patients))
      label[name] = intervalJson(interval);
    document["labels"][std::to_string(k + 1)] = std::move(label);
  }
  for (std::size_t i = 0; i < a.rows(); ++i) document["cases"].push_back(caseJson(targets, judged, i));
  return document;
}

base::Result<Json> classRun(const events::RunFolder& folder, const std::string& split, const std::string& checkpoint,
                            const base::ProgressFunction& onProgress) {
  SELVOX_TRY(const Classifier classifier, Classifier::load(folder, checkpoint));
  SELVOX_TRY(const ClassedCases judged, answersOn(classifier, folder, split, onProgress));
  if (judged.cases.empty()) {
    return base::fail(base::ErrorCode::NotFound, "The run has no case with a class of " + classifier.targets().column +
                                                     " in the part \"" + split +
                                                     "\" of its split; parts are train, val and test.");
  }
  metrics::ClassAnswers validation = judged.answers;
  if (split != "val") {
    SELVOX_TRY(const ClassedCases held, answersOn(classifier, folder, "val", onProgress));
    validation = held.answers;
  }
  Json document = classDocument(classifier.targets(), judged, validation);
  document["run"] = classifier.spec().name;
  document["split"] = split;
  document["checkpoint"] = classifier.checkpointName();
  return document;
}

}  // namespace selvox::learn::inference
