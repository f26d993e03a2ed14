#include "core/learn/inference/evaluate.h"

#include <utility>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/learn/inference/class_run.h"
#include "core/learn/inference/enhance_run.h"
#include "core/learn/inference/interval_json.h"
#include "core/learn/inference/probe_run.h"
#include "core/learn/metrics/bootstrap.h"
#include "core/learn/metrics/segmentation.h"

namespace selvox::learn::inference {
namespace {

using base::ErrorCode;
using base::Json;

Json intervalOf(const std::vector<double>& values, const std::vector<std::string>& patients) {
  return intervalJson(metrics::bootstrapMean(values, patients));
}

base::Status checkGrid(const volume::Volume& prediction, const volume::BrickHeader& reference) {
  if (prediction.extent == reference.extent) return {};
  return base::fail(ErrorCode::Corrupt,
                    "the reference label has another grid than the image. Import the dataset again.");
}

}  // namespace

base::Result<CaseScore> scoreCase(const volume::Volume& prediction, const volume::BrickFile& reference,
                                  const std::map<int, std::string>& labels) {
  SELVOX_CHECK(checkGrid(prediction, reference.header()));
  const volume::Extent extent = prediction.extent;
  std::vector<std::uint16_t> truth(static_cast<std::size_t>(extent.voxels()));
  reference.cropLabel({}, extent, 0, truth.data());
  const volume::Vec3 spacing = prediction.worldFromVoxel.spacing();
  const metrics::Grid grid{{extent.z, extent.y, extent.x}, {spacing[2], spacing[1], spacing[0]}};
  CaseScore score;
  std::vector<std::uint8_t> a(truth.size()), b(truth.size());
  for (const auto& [number, name] : labels) {
    for (std::size_t i = 0; i < truth.size(); ++i) {
      const int predicted = prediction.type == volume::VoxelType::UInt8 ? prediction.as<std::uint8_t>()[i]
                                                                        : prediction.as<std::uint16_t>()[i];
      a[i] = predicted == number ? 1 : 0;
      b[i] = truth[i] == number ? 1 : 0;
    }
    score.dice.push_back(metrics::dice(a, b));
    score.hd95.push_back(metrics::hd95(metrics::surfaceDistances(a, b, grid)));
  }
  return score;
}

Json evaluationDocument(const std::string& run, const std::string& split, const std::string& checkpoint,
                        const std::map<int, std::string>& labels, const std::vector<CaseScore>& scores) {
  Json document{
      {"run", run}, {"split", split}, {"checkpoint", checkpoint}, {"cases", Json::array()}, {"labels", Json::object()}};
  for (const CaseScore& score : scores) {
    Json values = Json::object();
    std::size_t index = 0;
    for (const auto& [number, name] : labels) {
      values[std::to_string(number)] = {{"dice", finiteOrNull(score.dice[index])},
                                        {"hd95", finiteOrNull(score.hd95[index])}};
      ++index;
    }
    document["cases"].push_back({{"case", score.caseName}, {"patient", score.patient}, {"labels", values}});
  }
  std::vector<std::string> patients;
  for (const CaseScore& score : scores) patients.push_back(score.patient);
  std::size_t index = 0;
  for (const auto& [number, name] : labels) {
    std::vector<double> dice, hd95;
    for (const CaseScore& score : scores) {
      dice.push_back(score.dice[index]);
      hd95.push_back(score.hd95[index]);
    }
    document["labels"][std::to_string(number)] = {
        {"name", name}, {"dice", intervalOf(dice, patients)}, {"hd95", intervalOf(hd95, patients)}};
    ++index;
  }
  return document;
}

base::Result<Json> evaluateRun(const events::RunFolder& folder, const std::string& split, const std::string& checkpoint,
                               const base::ProgressFunction& onProgress) {
  SELVOX_TRY(const Json json, base::readJson(folder.spec()));
  SELVOX_TRY(const spec::RunSpec given, spec::runSpecFromJson(json));
  if (given.kind == "pretrain") return probeRun(folder, given, split, checkpoint, onProgress);
  if (given.task == "classification") return classRun(folder, split, checkpoint, onProgress);
  if (spec::enhances(given)) return enhanceRun(folder, split, checkpoint, onProgress);
  SELVOX_TRY(const Segmenter segmenter, Segmenter::load(folder, checkpoint));
  const spec::RunSpec& spec = segmenter.spec();
  const auto root = engine::cacheRoot(spec, folder.root);
  std::vector<const spec::CaseEntry*> entries;
  for (const spec::CaseEntry& entry : spec.cases) {
    const std::string& key = entry.labelNative.empty() ? entry.label : entry.labelNative;
    if (entry.role == split && !key.empty()) entries.push_back(&entry);
  }
  if (entries.empty()) {
    return base::fail(ErrorCode::NotFound, "The run has no case with a reference label in the part \"" + split +
                                               "\" of its split; parts are train, val and test.");
  }
  std::vector<CaseScore> scores;
  for (const spec::CaseEntry* entry : entries) {
    onProgress({"Predicting", static_cast<std::int64_t>(scores.size()), static_cast<std::int64_t>(entries.size()),
                entry->caseName});
    SELVOX_TRY(const auto imagePath, engine::cachePath(root, entry->image));
    SELVOX_TRY(const volume::BrickFile image, volume::BrickFile::open(imagePath));
    SELVOX_TRY(const volume::Volume prediction, segmenter.predict(image));
    if (!base::isPlainName(entry->caseName))
      return base::fail(ErrorCode::InvalidArgument, "The case name \"" + entry->caseName + "\" cannot be a file name.");
    SELVOX_CHECK(writeLabels(folder.evaluations() / split / base::pathFromUtf8(entry->caseName + ".vol"), prediction,
                             image.header()));
    SELVOX_TRY(const auto labelPath,
               engine::cachePath(root, entry->labelNative.empty() ? entry->label : entry->labelNative));
    SELVOX_TRY(const volume::BrickFile reference, volume::BrickFile::open(labelPath));
    auto score = scoreCase(prediction, reference, spec.labels);
    if (!score) return base::fail(score.error().code, "Case " + entry->caseName + ": " + score.error().message);
    score->caseName = entry->caseName;
    score->patient = entry->patient;
    scores.push_back(std::move(*score));
  }
  onProgress({"Predicting", static_cast<std::int64_t>(entries.size()), static_cast<std::int64_t>(entries.size()), ""});
  return evaluationDocument(spec.name, split, segmenter.checkpointName(), spec.labels, scores);
}

}  // namespace selvox::learn::inference
