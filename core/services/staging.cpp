#include "core/services/staging.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/base/file.h"
#include "core/services/dataset_version.h"
#include "core/services/normalise.h"

namespace selvox::services {

base::Result<PrepareRecipe> prepareRecipe(const Workspace& workspace, const ports::RunListing& run) {
  const spec::RunSpec& spec = run.snapshot.spec;
  if (spec.datasets.empty()) return base::fail(base::ErrorCode::Corrupt, "Run '" + spec.name + "' names no dataset.");
  PrepareRecipe recipe;
  recipe.spacing = spec.datasets.front().spacing;
  std::set<std::string> modalities;
  for (const auto& one : spec.cases) modalities.insert(one.modality);
  if (modalities.size() == 1) recipe.onlyModality = *modalities.begin();
  if (const auto version = loadVersion(workspace.root, spec.datasets.front().version)) {
    recipe.constants = version->constants;
  } else if (auto brought = base::readJson(run.folder.root / "constants.json"); brought && brought->is_object()) {
    recipe.constants = std::move(*brought);  // the run comes from another workspace
  } else if (std::any_of(modalities.begin(), modalities.end(), isCt)) {
    return base::fail(base::ErrorCode::NotFound,
                      "How the CT images of run '" + spec.name +
                          "' were normalised is not known here: its dataset version is missing. Bring the run in again "
                          "from its workspace (selvox runs import).");
  }
  return recipe;
}

std::string modalityFor(const ports::FoundSeries& found, const PrepareRecipe& recipe, const std::string& wish) {
  if (!wish.empty()) return wish;
  return !recipe.onlyModality.empty() && found.format != "DICOM" ? recipe.onlyModality : found.modality;
}

}  // namespace selvox::services
