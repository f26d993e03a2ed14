#include "core/learn/engine/preview.h"

#include <exception>
#include <system_error>
#include <vector>

#include <torch/nn/module.h>

#include "core/base/file.h"
#include "core/learn/engine/cohort.h"
#include "core/learn/engine/enhance_plan.h"
#include "core/learn/engine/learner.h"
#include "core/learn/engine/loader.h"
#include "core/learn/engine/resolve.h"
#include "core/learn/engine/settings.h"
#include "core/learn/engine/tensors.h"
#include "core/spec/columns.h"

namespace selvox::learn::engine {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostPartners = 8;  // a column may be shared by thousands; one look needs few

// With the other series that `demand` may take companions from: of the patient, or of the same `key`.
base::Result<Cohort> cohortOf(const spec::RunSpec& spec, const fs::path& runFolder, const std::string& caseName,
                              methods::Demand::Kind demand, const std::string& key, const ImagePairs& pairs) {
  const bool task = spec.kind == "finetune", labels = spec::learnsFromMaps(spec);
  std::vector<spec::CaseEntry> chosen;
  for (const spec::CaseEntry& entry : spec.cases) {
    const bool wanted = (caseName.empty() ? entry.role == "train" : entry.caseName == caseName) &&
                        (pairs.empty() || pairs.contains(entry.image));
    if (wanted && (!task || !caseName.empty() || (entry.labelled && (!labels || !entry.label.empty()))))
      chosen.push_back(entry);
    if (!chosen.empty()) break;  // one case is what a person looks at
  }
  if (chosen.empty()) {
    return base::fail(base::ErrorCode::NotFound, caseName.empty()
                                                     ? "The run has no training case to preview."
                                                     : "The run has no case \"" + caseName + "\" to learn from.");
  }
  const bool partners = demand == methods::Demand::Kind::Registered || demand == methods::Demand::Kind::SameKey;
  const std::string by = demand == methods::Demand::Kind::SameKey ? key : "patient";
  const spec::CaseEntry first = chosen.front();
  for (const spec::CaseEntry& entry : spec.cases) {
    if (!partners || chosen.size() > kMostPartners) break;
    if (entry.image != first.image && entry.role == first.role && keyOf(entry, by) == keyOf(first, by))
      chosen.push_back(entry);
  }
  Cohort::Options options;
  options.foreground = labels;
  options.key = by;
  options.targets = pairs;
  if (labels) options.labels = spec.labels;
  return Cohort::open(cacheRoot(spec, runFolder), chosen, spec.datasets, options);
}

}  // namespace

base::Result<base::Json> writePreview(const spec::RunSpec& spec, const fs::path& runFolder, const std::string& caseName,
                                      const fs::path& out) {
  SELVOX_TRY(const Resolved resolved, resolveSettings(spec, runFolder, Trials::None));
  const TrainSettings train = trainSettings(resolved.settings);
  try {
    SELVOX_TRY(const std::unique_ptr<Learner> learner, makeLearner(spec, resolved.settings));
    ImagePairs pairs;
    if (spec::enhances(spec)) {
      SELVOX_TRY(const EnhancePlan plan, enhancePlan(spec, resolved.settings));
      SELVOX_TRY(pairs, imagePairs(spec, cacheRoot(spec, runFolder), plan.how));
    }
    SELVOX_TRY(const Cohort cohort,
               cohortOf(spec, runFolder, caseName, learner->demand().kind, train.sampleKey, pairs));
    LoaderConfig config;
    config.dim = spec.dim;
    config.patch = train.patch;
    config.margin = learner->margin();
    config.batch = 1;
    config.labels = learner->needsLabels();
    config.targets = learner->needsTargets();
    config.foreground = config.labels ? 1.0 : 0.0;
    config.seed = spec.seed;
    config.demand = learner->demand();
    const Loader loader(cohort, config);
    Minibatch batch = loader.make(0);
    // Companions stand in the cohort too; the sample itself is to be of the case that was asked for.
    for (int i = 1; i < 100 && batch.batch.cases.front() != cohort.entry(0).caseName; ++i) batch = loader.make(i);
    NamedTensors tensors;
    base::Json list = base::Json::array();
    for (const methods::Preview& item : learner->preview(batch)) {
      // An untrained network has nothing to show.
      if (item.name == "prediction" || item.name == "restored" || item.role == "map") continue;
      const at::Tensor tensor = item.tensor.detach().to(isOverlay(item.role) ? at::kByte : at::kFloat).contiguous();
      tensors.emplace_back(item.name, tensor);
      list.push_back({{"name", item.name},
                      {"title", item.title},
                      {"role", item.role},
                      {"shape", tensor.sizes().vec()},
                      {"caption", item.caption}});
    }
    std::error_code ignored;
    fs::create_directories(out, ignored);
    SELVOX_CHECK(saveTensors(out / "preview.safetensors", tensors, {{"format", "selvox-preview"}}));
    const base::Json answer{{"case", batch.batch.cases.front()}, {"tensors", list}};
    SELVOX_CHECK(base::writeJson(out / "preview.json", answer));
    return answer;
  } catch (const std::exception& e) {
    std::string what = e.what();
    if (const auto line = what.find('\n'); line != std::string::npos) what.resize(line);
    return base::fail(base::ErrorCode::Internal, "The preview failed: " + what, e.what());
  }
}

}  // namespace selvox::learn::engine
