#include "core/learn/inference/enhance_run.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <set>
#include <utility>

#include <ATen/Functions.h>
#include <ATen/core/grad_mode.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/learn/inference/enhancer.h"
#include "core/learn/inference/interval_json.h"
#include "core/learn/metrics/bootstrap.h"
#include "core/learn/metrics/image_quality.h"

namespace selvox::learn::inference {
namespace {

using base::ErrorCode;
using base::Json;
using tasks::EnhanceKind;

constexpr std::int64_t kSsimWindow = 11;

// An infinite PSNR, of an image that came out exactly, has no mean.
std::vector<double> finiteOnly(std::vector<double> values) {
  for (double& value : values) {
    if (!std::isfinite(value)) value = std::nan("");
  }
  return values;
}

Json qualityJson(const Quality& quality) {
  return {
      {"psnr", finiteOrNull(quality.psnr)}, {"ssim", finiteOrNull(quality.ssim)}, {"nmse", finiteOrNull(quality.nmse)}};
}

struct QualityMetric {
  const char* name;
  double Quality::*of;
  bool higherIsBetter;
};
constexpr QualityMetric kQualities[] = {
    {"psnr", &Quality::psnr, true}, {"ssim", &Quality::ssim, true}, {"nmse", &Quality::nmse, false}};

const char* enhanceKindName(EnhanceKind kind) {
  switch (kind) {
    case EnhanceKind::SuperResolution:
      return "super-resolution";
    case EnhanceKind::Artifact:
      return "artifact";
    case EnhanceKind::Normalise:
      return "normalise";
    case EnhanceKind::Synthesis:
      return "synthesis";
    case EnhanceKind::Denoise:
      break;
  }
  return "denoise";
}

std::vector<double> inUnits(const at::Tensor& values, const volume::Normalisation& scale) {
  const double deviation = scale.deviation > 0 ? scale.deviation : 1;
  const at::Tensor real = (values.to(at::kDouble) * deviation + scale.mean).contiguous();
  return {real.data_ptr<double>(), real.data_ptr<double>() + real.numel()};
}

base::Result<EnhancedCase> judgeCase(const Enhancer& enhancer, const engine::Cohort& cohort, std::size_t which,
                                     const std::filesystem::path& predictions) {
  const spec::CaseEntry& entry = cohort.entry(which);
  if (!base::isPlainName(entry.caseName))
    return base::fail(ErrorCode::InvalidArgument, "The case name \"" + entry.caseName + "\" cannot be a file name.");
  const int dim = enhancer.spec().dim;
  const engine::EnhanceCase one = engine::enhanceCase(cohort, which, enhancer.plan().how, dim);
  const at::Tensor made = enhancer.enhance(one.input);
  const volume::Normalisation& scale = cohort.targetNormalisation(which);
  const auto reference = inUnits(one.target, scale), result = inUnits(made, scale), given = inUnits(one.input, scale);
  const std::array<std::int64_t, 3> shape{made.size(0), made.size(1), made.size(2)};
  const auto [low, high] = std::minmax_element(reference.begin(), reference.end());
  EnhancedCase judged;
  judged.caseName = entry.caseName;
  judged.patient = entry.patient.empty() ? entry.caseName : entry.patient;
  judged.range = *high - *low;
  judged.result = qualityOf(result, reference, shape, dim);
  judged.baseline = qualityOf(given, reference, shape, dim);
  const volume::BrickHeader& header = cohort.header(which);
  const double deviation = scale.deviation > 0 ? scale.deviation : 1;
  SELVOX_CHECK(writeImage(predictions / base::pathFromUtf8(entry.caseName + ".vol"),
                          volumeOf(made * deviation + scale.mean, header.worldFromVoxel), header));
  return judged;
}

}  // namespace

Quality qualityOf(std::span<const double> made, std::span<const double> reference,
                  const std::array<std::int64_t, 3>& shape, int dim) {
  const auto [low, high] = std::minmax_element(reference.begin(), reference.end());
  const double range = *high - *low;
  Quality quality;
  quality.psnr = metrics::psnr(made, reference, range);
  quality.nmse = metrics::nmse(made, reference);
  if (dim == 3 && shape[0] >= kSsimWindow) {
    quality.ssim = metrics::ssim(made, reference, shape, range);
    return quality;
  }
  const auto plane = static_cast<std::size_t>(shape[1] * shape[2]);
  for (std::size_t z = 0; z < static_cast<std::size_t>(shape[0]); ++z) {
    quality.ssim += metrics::ssim(made.subspan(z * plane, plane), reference.subspan(z * plane, plane),
                                  {1, shape[1], shape[2]}, range) /
                    static_cast<double>(shape[0]);
  }
  return quality;
}

Json enhanceDocument(const std::vector<EnhancedCase>& cases) {
  std::vector<std::string> patients;
  Json rows = Json::array();
  for (const EnhancedCase& one : cases) {
    patients.push_back(one.patient);
    Json row{{"case", one.caseName}, {"patient", one.patient}, {"range", one.range}};
    row.update(qualityJson(one.result));
    row["baseline"] = qualityJson(one.baseline);
    rows.push_back(std::move(row));
  }
  Json document{{"n", cases.size()},
                {"patients", std::set<std::string>(patients.begin(), patients.end()).size()},
                {"quality", Json::object()},
                {"cases", std::move(rows)}};
  for (const QualityMetric& metric : kQualities) {
    std::vector<double> result, baseline;
    for (const EnhancedCase& one : cases) {
      result.push_back(one.result.*metric.of);
      baseline.push_back(one.baseline.*metric.of);
    }
    result = finiteOnly(std::move(result)), baseline = finiteOnly(std::move(baseline));
    const auto& better = metric.higherIsBetter ? result : baseline;
    const auto& worse = metric.higherIsBetter ? baseline : result;
    document["quality"][metric.name] = {{"result", intervalJson(metrics::bootstrapMean(result, patients))},
                                        {"baseline", intervalJson(metrics::bootstrapMean(baseline, patients))},
                                        {"gain", intervalJson(metrics::bootstrapDifference(better, worse, patients))}};
  }
  return document;
}

base::Result<Json> enhanceRun(const events::RunFolder& folder, const std::string& split, const std::string& checkpoint,
                              const base::ProgressFunction& onProgress) {
  SELVOX_TRY(const Enhancer enhancer, Enhancer::load(folder, checkpoint));
  const spec::RunSpec& spec = enhancer.spec();
  const tasks::Enhancement& how = enhancer.plan().how;
  const auto root = engine::cacheRoot(spec, folder.root);
  engine::Cohort::Options options;
  SELVOX_TRY(options.targets, engine::imagePairs(spec, root, how));
  std::vector<spec::CaseEntry> entries;
  for (const spec::CaseEntry& entry : spec.cases) {
    if (entry.role == split && (!how.paired() || options.targets.contains(entry.image))) entries.push_back(entry);
  }
  if (entries.empty()) {
    return base::fail(ErrorCode::NotFound,
                      "The run has no case " +
                          (how.paired() ? "with both a " + how.source + " and a " + how.target + " " : std::string()) +
                          "in the part \"" + split + "\" of its split; parts are train, val and test.");
  }
  SELVOX_TRY(const engine::Cohort cohort, engine::Cohort::open(root, entries, spec.datasets, options));
  std::vector<EnhancedCase> judged;
  const auto total = static_cast<std::int64_t>(entries.size());
  for (std::size_t i = 0; i < cohort.size(); ++i) {
    onProgress({"Enhancing", static_cast<std::int64_t>(i), total, cohort.entry(i).caseName});
    try {
      const at::NoGradGuard noGrad;
      SELVOX_TRY(auto one, judgeCase(enhancer, cohort, i, folder.evaluations() / split));
      judged.push_back(std::move(one));
    } catch (const std::exception& e) {
      std::string what = e.what();
      if (const auto line = what.find('\n'); line != std::string::npos) what.resize(line);
      return base::fail(ErrorCode::Internal, "Case " + cohort.entry(i).caseName + ": " + what, e.what());
    }
  }
  onProgress({"Enhancing", total, total, ""});
  Json document = enhanceDocument(judged);
  document["run"] = spec.name;
  document["split"] = split;
  document["checkpoint"] = enhancer.checkpointName();
  document["task"] = "enhancement";
  document["kind"] = enhanceKindName(how.kind);
  document["baseline"] = how.kind == EnhanceKind::SuperResolution ? "linear interpolation" : "identity";
  return document;
}

}  // namespace selvox::learn::inference
