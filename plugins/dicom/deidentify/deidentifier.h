#pragma once
// DICOM files in, DICOM files without the patient out.

#include <filesystem>
#include <string>

#include "plugins/dicom/deidentify/report.h"

namespace selvox::plugins::dicom {

struct DeidentifyOptions {
  std::string key;         // of the pseudonyms, dates and UIDs
  bool shiftDates = true;  // else dates are left without a value
  bool keepDevice = true;  // else stations, serial numbers and the like go too
};

class Deidentifier {
 public:
  explicit Deidentifier(DeidentifyOptions options) : options_(std::move(options)) {}

  // FOLDER/P-1A2B3C4D/study-…/series-…/….dcm, named by the new UIDs; an existing file is replaced by the same content.
  // Errors name the reason, not the patient: Corrupt (no DICOM, cut short), Unsupported (documents, raw data, classes
  // of a manufacturer: nobody knows what they hold).
  [[nodiscard]] base::Result<std::filesystem::path> write(const std::filesystem::path& file,
                                                          const std::filesystem::path& folder);

  [[nodiscard]] const DeidentifyReport& report() const { return report_; }

 private:
  DeidentifyOptions options_;
  DeidentifyReport report_;
};

}  // namespace selvox::plugins::dicom
