#pragma once
// Taking results out: a run as documents and tables, its predictions as NIfTI, a dataset as a list.

#include <filesystem>
#include <string>
#include <vector>

#include "core/services/workspace.h"

namespace selvox::services {

// run.json, summary.json, scalars.csv, evaluation documents and case tables; with `predictions` also the label maps of
// every evaluation as NIfTI on the native LPS grid. Returns the files written.
[[nodiscard]] base::Result<std::vector<std::filesystem::path>> exportRun(const Workspace& workspace,
                                                                         ports::Exporter& nifti, const std::string& run,
                                                                         const std::filesystem::path& folder,
                                                                         bool predictions, const Watch& watch);

// One line a series, RFC 4180: case, patient pseudonym, modality, shape, spacing, labels, role in the split. No file
// paths.
[[nodiscard]] base::Result<std::filesystem::path> exportSeries(const Workspace& workspace,
                                                               const std::vector<std::int64_t>& series,
                                                               const std::filesystem::path& file);

[[nodiscard]] std::string csvField(const std::string& text);  // quoted where RFC 4180 wants it; formulas are disarmed

}  // namespace selvox::services
