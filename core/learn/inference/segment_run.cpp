#include "core/learn/inference/segment_run.h"

#include <utility>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/learn/inference/interval_json.h"
#include "core/learn/metrics/bootstrap.h"

namespace selvox::learn::inference {
namespace {

using base::ErrorCode;
using base::Json;

const std::string& referenceKey(const spec::CaseEntry& entry) {
  return entry.labelNative.empty() ? entry.label : entry.labelNative;
}

std::vector<const spec::CaseEntry*> judgedCases(const spec::RunSpec& spec, const std::string& split) {
  std::vector<const spec::CaseEntry*> entries;
  for (const spec::CaseEntry& entry : spec.cases) {
    if (entry.role == split && !referenceKey(entry).empty()) entries.push_back(&entry);
  }
  return entries;
}

base::Result<volume::BrickFile> opened(const std::filesystem::path& root, const std::string& key) {
  SELVOX_TRY(const auto path, engine::cachePath(root, key));
  return volume::BrickFile::open(path);
}

// Predicts case after case and hands each prediction with its image and reference to `take`.
template <class Take>
base::Status predictEach(const Segmenter& segmenter, const events::RunFolder& folder,
                         const std::vector<const spec::CaseEntry*>& entries, const char* stage,
                         const base::ProgressFunction& onProgress, const Take& take) {
  const auto root = engine::cacheRoot(segmenter.spec(), folder.root);
  const auto total = static_cast<std::int64_t>(entries.size());
  for (std::int64_t i = 0; i < total; ++i) {
    const spec::CaseEntry& entry = *entries[static_cast<std::size_t>(i)];
    onProgress({stage, i, total, entry.caseName});
    SELVOX_TRY(const volume::BrickFile image, opened(root, entry.image));
    SELVOX_TRY(const volume::Volume prediction, segmenter.predict(image));
    SELVOX_TRY(const volume::BrickFile reference, opened(root, referenceKey(entry)));
    if (auto status = take(entry, image, prediction, reference); !status)
      return base::fail(status.error().code, "Case " + entry.caseName + ": " + status.error().message);
  }
  onProgress({stage, total, total, ""});
  return {};
}

Json valuesOf(const LabelScore& score) {
  Json values = Json::object();
  for (const LabelMetric& metric : labelMetrics()) values[metric.name] = finiteOrNull(score.*metric.value);
  return values;
}

// Structures from `first` on of every case, and their means over patients.
void addStructures(Json& document, const char* place, const std::vector<Structure>& structures, std::size_t first,
                   const std::vector<CaseScore>& scores) {
  std::vector<std::string> patients;
  for (const CaseScore& score : scores) patients.push_back(score.patient);
  document[place] = Json::object();
  for (std::size_t c = 0; c < scores.size(); ++c) document["cases"][c][place] = Json::object();
  for (std::size_t s = 0; s < structures.size(); ++s) {
    const Structure& structure = structures[s];
    Json& summary = document[place][structure.key] = {{"name", structure.name}};
    for (std::size_t c = 0; c < scores.size(); ++c)
      document["cases"][c][place][structure.key] = valuesOf(scores[c].scores[first + s]);
    for (const LabelMetric& metric : labelMetrics()) {
      std::vector<double> values;
      for (const CaseScore& score : scores) values.push_back(score.scores[first + s].*metric.value);
      summary[metric.name] = intervalJson(metrics::bootstrapMean(values, patients));
    }
  }
}

}  // namespace

Json segmentDocument(const JudgedRun& judged, const std::vector<CaseScore>& scores) {
  Json document{{"run", judged.run},
                {"split", judged.split},
                {"checkpoint", judged.checkpoint},
                {"tolerance_mm", judged.tolerance},
                {"cases", Json::array()}};
  for (const CaseScore& score : scores)
    document["cases"].push_back({{"case", score.caseName}, {"patient", score.patient}});
  addStructures(document, "labels", judged.labels, 0, scores);
  if (!judged.regions.empty()) addStructures(document, "regions", judged.regions, judged.labels.size(), scores);
  return document;
}

base::Result<Json> segmentRun(const events::RunFolder& folder, const std::string& split, const std::string& checkpoint,
                              const base::ProgressFunction& onProgress) {
  SELVOX_TRY(Segmenter segmenter, Segmenter::load(folder, checkpoint));
  const spec::RunSpec& spec = segmenter.spec();
  const auto entries = judgedCases(spec, split);
  if (entries.empty()) {
    return base::fail(ErrorCode::NotFound, "The run has no case with a reference label in the part \"" + split +
                                               "\" of its split; parts are train, val and test.");
  }
  SELVOX_CHECK(choosePostprocessing(segmenter, folder, onProgress));
  JudgedRun judged{spec.name,
                   split,
                   segmenter.checkpointName(),
                   base::valueOr(segmenter.taskSettings(), "surface_tolerance", 1.0),
                   labelStructures(spec.labels),
                   {}};
  for (const tasks::Region& region : segmenter.task().regions().all())
    judged.regions.push_back({region.name, region.name, region.numbers});
  std::vector<Structure> structures = judged.labels;
  structures.insert(structures.end(), judged.regions.begin(), judged.regions.end());
  std::vector<CaseScore> scores;
  SELVOX_CHECK(predictEach(segmenter, folder, entries, "Predicting", onProgress,
                           [&](const spec::CaseEntry& entry, const volume::BrickFile& image,
                               const volume::Volume& prediction, const volume::BrickFile& reference) -> base::Status {
                             if (!base::isPlainName(entry.caseName))
                               return base::fail(ErrorCode::InvalidArgument, "its name cannot be a file name.");
                             SELVOX_CHECK(
                                 writeLabels(folder.evaluations() / split / base::pathFromUtf8(entry.caseName + ".vol"),
                                             prediction, image.header()));
                             SELVOX_TRY(auto score, scoreCase(prediction, reference, structures, judged.tolerance));
                             score.caseName = entry.caseName;
                             score.patient = entry.patient;
                             scores.push_back(std::move(score));
                             return {};
                           }));
  return segmentDocument(judged, scores);
}

base::Status choosePostprocessing(Segmenter& segmenter, const events::RunFolder& folder,
                                  const base::ProgressFunction& onProgress) {
  if (base::valueOr<std::string>(segmenter.taskSettings(), "postprocess", "off") != "auto") return {};
  const auto path = folder.root / "postprocessing.json";
  if (const auto known = base::readJson(path);
      known && base::valueOr<std::string>(*known, "checkpoint", "") == segmenter.checkpointName()) {
    segmenter.setPostprocessing(postPlanFrom(known->value("labels", Json::object())));
    return {};
  }
  const auto entries = judgedCases(segmenter.spec(), "val");
  if (entries.empty()) return {};
  segmenter.setPostprocessing({});
  PostChoice choice;
  SELVOX_CHECK(predictEach(segmenter, folder, entries, "Choosing the post-processing", onProgress,
                           [&](const spec::CaseEntry&, const volume::BrickFile&, const volume::Volume& prediction,
                               const volume::BrickFile& reference) -> base::Status {
                             SELVOX_TRY(const auto truth, referenceValues(reference, prediction.extent));
                             choice.add(labelValues(prediction), truth, gridOf(prediction), segmenter.spec().labels);
                             return {};
                           }));
  SELVOX_CHECK(base::writeJson(
      path, {{"checkpoint", segmenter.checkpointName()}, {"split", "val"}, {"labels", choice.report()}}));
  segmenter.setPostprocessing(choice.plan());
  return {};
}

}  // namespace selvox::learn::inference
