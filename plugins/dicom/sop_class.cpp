#include "plugins/dicom/sop_class.h"

#include "plugins/dicom/label_objects.h"
#include "plugins/dicom/tags.h"

namespace selvox::plugins::dicom {
namespace {

constexpr auto kSkip = ports::FileState::Skipped;
constexpr auto kQuarantine = ports::FileState::Quarantined;

struct Kind {
  const char* uid;       // SOP class UID or its beginning (ends in '.')
  const char* modality;  // used when the class is not stated
  ports::FileState state;
  const char* reason;
};

// What could serve as a label or an image goes to quarantine, where a person sees it; the rest is passed over.
const Kind kKinds[] = {
    {"1.2.840.10008.1.3.10", "", kSkip, "DICOMDIR: an index; the files it names are imported themselves"},
    {"1.2.840.10008.5.1.4.1.1.88.", "SR", kSkip, "structured report: text and measurements, no image"},
    {"1.2.840.10008.5.1.4.1.1.11.", "PR", kSkip, "presentation state: how an image is shown, no image"},
    {"1.2.840.10008.5.1.4.1.1.104.", "DOC", kSkip, "encapsulated document, no image"},
    {"1.2.840.10008.5.1.4.1.1.9.", "ECG", kSkip, "waveform, no image"},
    {"1.2.840.10008.5.1.4.1.1.88.59", "KO", kSkip, "key object selection: a list of images, no image"},
    {"1.2.840.10008.5.1.4.1.1.481.5", "RTPLAN", kSkip, "radiotherapy plan, no image"},
    {"1.2.840.10008.5.1.4.1.1.481.2", "RTDOSE", kQuarantine,
     "radiotherapy dose grid, not a scan: Selvox imports images only"},
    {"1.2.840.10008.5.1.4.1.1.66.", "", kQuarantine,
     "registration, fiducials, surfaces or raw data: not a voxel image"}};

bool matches(const std::string& uid, const std::string& pattern) {
  return pattern.back() == '.' ? uid.starts_with(pattern) : uid == pattern;
}

}  // namespace

std::optional<Refusal> notAnImage(DcmMetaInfo& meta, DcmDataset& dataset, const std::filesystem::path& path) {
  std::string uid = text(dataset, DCM_SOPClassUID);
  if (uid.empty()) uid = text(meta, DCM_MediaStorageSOPClassUID);
  if (auto label = labelObject(dataset, uid, path)) return Refusal{kQuarantine, "", std::move(label)};
  if (dataset.tagExists(DCM_DirectoryRecordSequence)) uid = kKinds[0].uid;
  const std::string modality = text(dataset, DCM_Modality);
  for (const Kind& kind : kKinds) {
    const bool byModality = uid.empty() && *kind.modality != '\0' && modality == kind.modality;
    if (byModality || (!uid.empty() && matches(uid, kind.uid))) return Refusal{kind.state, kind.reason, {}};
  }
  return std::nullopt;
}

}  // namespace selvox::plugins::dicom
