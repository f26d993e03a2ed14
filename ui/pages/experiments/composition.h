#pragma once
// What an experiment would be if it were launched now: its spec on disk for the worker's questions, who trains and who
// judges, and whether anyone leaks. Reads catalog and files: the catalog lane only.

#include <array>
#include <filesystem>
#include <optional>
#include <vector>

#include "core/services/leak_gate.h"
#include "ui/context.h"
#include "ui/pages/experiments/draft.h"

namespace selvox::ui {

struct Composition {
  bool prepared = false;    // the datasets' volumes stand in the cache
  QStringList unprepared;   // datasets that are not
  std::int64_t series = 0;  // of all datasets
  std::int64_t preparedSeries = 0;
  std::optional<std::array<double, 3>> spacing;  // of the first dataset, where it was ever prepared
  base::Status status;  // why it cannot be launched
  spec::RunSpec spec;
  std::filesystem::path file;  // run.json in `folder`, for resolve and preview
  std::vector<services::Leak> leaks;
  std::int64_t train = 0, val = 0, test = 0, labelled = 0;
  std::int64_t available = 0;  // training cases with labels that the split of the first dataset has in all
};

// Writes FOLDER/run.json. Nothing is prepared here: unprepared datasets give `prepared` false and no spec.
[[nodiscard]] Composition composeRun(const Context& context, const Draft& draft, const std::filesystem::path& folder);

}  // namespace selvox::ui
