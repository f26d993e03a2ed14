#pragma once
// Scans from outside the catalog, prepared like a run's own data, in a folder that goes when its work is done.

#include <array>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "core/ports/importer.h"
#include "core/ports/stores.h"
#include "core/services/workspace.h"

namespace selvox::services {

struct PrepareRecipe {
  std::array<double, 3> spacing{};
  base::Json constants = base::Json::object();
  std::string onlyModality;  // where all cases of the run share one
};
[[nodiscard]] base::Result<PrepareRecipe> prepareRecipe(const Workspace& workspace, const ports::RunListing& run);

// What a scan is treated as: `wish`, or what its file says; where it says nothing, what all of the run's cases are.
[[nodiscard]] std::string modalityFor(const ports::FoundSeries& found, const PrepareRecipe& recipe,
                                      const std::string& wish);

class TemporaryFolder {
 public:
  explicit TemporaryFolder(std::filesystem::path path) : path_(std::move(path)) {
    std::filesystem::create_directories(path_, failed_);
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_, failed_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  std::error_code failed_;
};

}  // namespace selvox::services
