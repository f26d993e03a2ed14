#pragma once
// A trained model taken out: the worker writes it as files that others load, and a card says what it is.

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "core/base/json.h"
#include "core/services/workspace.h"
#include "core/spec/run_spec.h"

namespace selvox::services {

// model.ts, model.safetensors, model.json and MODEL_CARD.md in `folder`. `checkpoint` empty: the worker's choice.
[[nodiscard]] base::Result<std::vector<std::filesystem::path>> exportModel(const Workspace& workspace,
                                                                           const std::string& run,
                                                                           const std::string& checkpoint,
                                                                           const std::filesystem::path& folder,
                                                                           const Watch& watch);

// Markdown. `model`: model.json; `evaluations`: part of the split and its document. Names no patient and no case.
[[nodiscard]] std::string modelCard(const spec::RunSpec& spec, const base::Json& model,
                                    const std::vector<std::pair<std::string, base::Json>>& evaluations);

}  // namespace selvox::services
