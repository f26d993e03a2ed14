#pragma once
// Folders of scans without their patients: DICOM by the profile of PS3.15, NIfTI with its free text cleared.

#include <filesystem>
#include <map>

#include "core/services/workspace.h"
#include "plugins/dicom/deidentify/deidentifier.h"

namespace selvox::cli {

class DeidentifyFiles {
 public:
  explicit DeidentifyFiles(plugins::dicom::DeidentifyOptions options) : dicom_(std::move(options)) {}

  // Everything below `in` (a file or a folder) into the folder `out`. A file that cannot be cleaned is not written and
  // named in `refused`. DICOM files get new names; NIfTI files keep theirs, label maps are found by them.
  base::Status all(const std::filesystem::path& in, const std::filesystem::path& out, const services::Watch& watch);
  void dicom(const std::filesystem::path& file, const std::filesystem::path& out);

  // Counts only; nothing of the input. See plugins/dicom/deidentify/report.h; NIfTI fields beside it.
  [[nodiscard]] base::Json report() const;
  [[nodiscard]] const std::vector<std::pair<std::filesystem::path, std::string>>& refused() const { return refused_; }
  [[nodiscard]] std::int64_t written() const { return dicom_.report().files + nifti_; }

 private:
  void one(const std::filesystem::path& file, const std::filesystem::path& inside, const std::filesystem::path& out);
  void nifti(const std::filesystem::path& file, const std::filesystem::path& target);

  plugins::dicom::Deidentifier dicom_;
  std::int64_t nifti_ = 0, skipped_ = 0;
  std::map<std::string, std::int64_t> fields_;
  std::vector<std::pair<std::filesystem::path, std::string>> refused_;
};

}  // namespace selvox::cli
