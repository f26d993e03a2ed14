#include "plugins/dicom/deidentify/deidentifier.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "plugins/dicom/dcmtk_library.h"
#include "plugins/dicom/deidentify/clean.h"
#include "plugins/dicom/privacy.h"
#include "plugins/dicom/save.h"
#include "plugins/dicom/tags.h"

namespace selvox::plugins::dicom {
namespace {

namespace fs = std::filesystem;

// Why a whole class is refused; empty: it can be cleaned.
std::string whyRefused(DcmDataset& dataset) {
  const std::string uid = text(dataset, DCM_SOPClassUID);
  if (dataset.tagExists(DCM_DirectoryRecordSequence) || uid == "1.2.840.10008.1.3.10")
    return "a DICOMDIR: it lists patients; the files it names are written themselves";
  if (uid.empty()) return "the file states no SOP class: nobody knows what it holds";
  if (!uid.starts_with("1.2.840.10008.")) return "a manufacturer's own class: nobody else knows what it holds";
  if (uid.starts_with("1.2.840.10008.5.1.4.1.1.104.") || dataset.tagExists(DCM_EncapsulatedDocument))
    return "a document (PDF, CDA, model): its content cannot be cleaned";
  if (uid == "1.2.840.10008.5.1.4.1.1.66") return "raw data: its content cannot be cleaned";
  return {};
}

std::string shortHash(DcmDataset& dataset, const DcmTagKey& tag) {
  return base::sha256Hex(text(dataset, tag)).substr(0, 12);
}

fs::path placeOf(DcmDataset& dataset, const fs::path& folder) {
  return folder / base::pathFromUtf8(text(dataset, DCM_PatientName)) /
         base::pathFromUtf8("study-" + shortHash(dataset, DCM_StudyInstanceUID)) /
         base::pathFromUtf8("series-" + shortHash(dataset, DCM_SeriesInstanceUID)) /
         base::pathFromUtf8(shortHash(dataset, DCM_SOPInstanceUID) + ".dcm");
}

base::Result<fs::path> written(const fs::path& from, const fs::path& folder, const DeidentifyOptions& options,
                               DeidentifyReport& report) {
  SELVOX_CHECK(prepareDcmtk());
  DcmFileFormat source;
  SELVOX_CHECK(loadDicom(from, source));
  if (const std::string why = whyRefused(*source.getDataset()); !why.empty())
    return base::fail(base::ErrorCode::Unsupported, why);
  // Nothing of the old meta header and preamble goes along.
  DcmFileFormat target(source.getAndRemoveDataset(), OFFalse);
  DcmDataset& dataset = *target.getDataset();
  DeidentifyReport done;
  if (const std::string reason = burnedInReason(dataset); !reason.empty())
    ++done.warnings["The pixels may show the patient's name (" + reason + "): look at them before you pass them on."];
  if (mayShowFace(dataset))
    ++done.warnings["A face can be drawn from scans of the head: remove it (defacing) before you pass them on."];
  clean(dataset, KeyValues(options.key), {options.shiftDates, options.keepDevice}, done);
  const fs::path place = placeOf(dataset, folder);
  std::error_code failed;
  fs::create_directories(place.parent_path(), failed);
  if (failed)
    return base::fail(base::ErrorCode::Io,
                      "Cannot make the folder " + base::utf8(place.parent_path()) + ": " + failed.message() + ".");
  SELVOX_CHECK(saveDicom(target, place));
  for (const auto& [what, count] : done.attributes) report.attributes[what] += count;
  for (const auto& [text, files] : done.warnings) report.warnings[text] += files;
  return place;
}

}  // namespace

base::Result<fs::path> Deidentifier::write(const fs::path& file, const fs::path& folder) {
  auto place = written(file, folder, options_, report_);
  if (place) {
    ++report_.files;
  } else {
    ++report_.refused;
    ++report_.refusals[place.error().message];
  }
  return place;
}

}  // namespace selvox::plugins::dicom
