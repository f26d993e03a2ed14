#include "core/services/staging.h"

#include <set>

#include "core/services/dataset_version.h"

namespace selvox::services {

base::Result<PrepareRecipe> prepareRecipe(const Workspace& workspace, const spec::RunSpec& spec) {
  if (spec.datasets.empty()) return base::fail(base::ErrorCode::Corrupt, "Run '" + spec.name + "' names no dataset.");
  PrepareRecipe recipe;
  recipe.spacing = spec.datasets.front().spacing;
  std::set<std::string> modalities;
  for (const auto& one : spec.cases) modalities.insert(one.modality);
  if (modalities.size() == 1) recipe.onlyModality = *modalities.begin();
  if (const auto version = loadVersion(workspace.root, spec.datasets.front().version))
    recipe.constants = version->constants;
  return recipe;
}

std::string modalityFor(const ports::FoundSeries& found, const PrepareRecipe& recipe, const std::string& wish) {
  if (!wish.empty()) return wish;
  return !recipe.onlyModality.empty() && found.format != "DICOM" ? recipe.onlyModality : found.modality;
}

}  // namespace selvox::services
