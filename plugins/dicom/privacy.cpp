#include "plugins/dicom/privacy.h"

#include "plugins/dicom/tags.h"

namespace selvox::plugins::dicom {
namespace {

struct Suspect {
  const char* uid;  // SOP class UID, or its beginning (ends in '.')
  const char* what;
};

// Classes whose devices write names and dates into the picture itself.
constexpr Suspect kSuspects[] = {{"1.2.840.10008.5.1.4.1.1.7", "secondary capture"},
                                 {"1.2.840.10008.5.1.4.1.1.7.", "secondary capture"},
                                 {"1.2.840.10008.5.1.4.1.1.6.", "ultrasound"},
                                 {"1.2.840.10008.5.1.4.1.1.3.", "ultrasound"},
                                 {"1.2.840.10008.5.1.4.1.1.12.", "angiography or fluoroscopy"},
                                 {"1.2.840.10008.5.1.4.1.1.77.1.", "visible light, endoscopy or microscopy"},
                                 {"1.2.840.10008.5.1.4.1.1.1", "plate radiography (CR)"}};

std::string upper(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

}  // namespace

std::string burnedInReason(DcmItem& dataset) {
  const std::string stated = upper(text(dataset, DCM_BurnedInAnnotation));
  if (stated == "YES") return "the header states burned-in annotation";
  if (stated == "NO") return {};
  const std::string uid = text(dataset, DCM_SOPClassUID);
  for (const Suspect& suspect : kSuspects) {
    const std::string pattern = suspect.uid;
    if (pattern.back() == '.' ? uid.starts_with(pattern) : uid == pattern) return suspect.what;
  }
  const std::string kind = upper(text(dataset, DCM_ConversionType));
  return kind == "SI" || kind == "SD" || kind == "DF" ? "a scan of a film or document" : "";
}

bool mayShowFace(DcmItem& dataset) {
  const std::string modality = text(dataset, DCM_Modality);
  if (modality != "CT" && modality != "MR" && modality != "PT") return false;
  if (upper(text(dataset, DCM_RecognizableVisualFeatures)) == "NO") return false;
  const std::string words = upper(text(dataset, DCM_BodyPartExamined) + " " + text(dataset, DCM_StudyDescription) +
                                  " " + text(dataset, DCM_SeriesDescription) + " " + text(dataset, DCM_ProtocolName));
  for (const char* part :
       {"HEAD", "BRAIN", "SKULL", "FACE", "SINUS", "ORBIT", "CRANI", "NEURO", "MPRAGE", "KOPF", "SCHAEDEL", "HIRN"})
    if (words.find(part) != std::string::npos) return true;
  return false;
}

}  // namespace selvox::plugins::dicom
