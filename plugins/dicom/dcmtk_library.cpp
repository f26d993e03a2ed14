#include "plugins/dicom/dcmtk_library.h"

#include <cstring>

#include "core/base/file.h"
// DCMTK wants its configuration before anything else of its own.
#include "dcmtk/config/osconfig.h"
//
#include "dcmtk/dcmdata/dcrledrg.h"
#include "dcmtk/dcmdata/dctk.h"
#include "dcmtk/dcmimage/diregist.h"
#include "dcmtk/dcmjpeg/djdecode.h"
#include "dcmtk/dcmjpls/djdecode.h"
#include "dcmtk/oflog/oflog.h"

namespace selvox::plugins::dicom {

base::Status prepareDcmtk() {
  static const bool loaded = [] {
    OFLog::configure(OFLogger::OFF_LOG_LEVEL);
    dcmEnableUnknownVRConversion.set(OFTrue);  // elements written as UN get the type of the dictionary
    DJDecoderRegistration::registerCodecs();
    DJLSDecoderRegistration::registerCodecs();
    DcmRLEDecoderRegistration::registerCodecs();
    return dcmDataDict.isDictionaryLoaded() == OFTrue;
  }();
  if (loaded) return {};
  return base::fail(base::ErrorCode::Internal,
                    "DCMTK's data dictionary was not found, so DICOM files cannot be read: install DCMTK's data files "
                    "or set DCMDICTPATH.");
}

base::Status loadDicom(const std::filesystem::path& path, DcmFileFormat& file) {
  const OFCondition status =
      file.loadFile(OFFilename(base::utf8(path).c_str(), OFTrue), EXS_Unknown, EGL_noChange, DCM_MaxReadLength);
  if (status.good()) return {};
  return base::fail(base::ErrorCode::Corrupt,
                    "the file starts as DICOM but is cut short or damaged: copy it again from its source",
                    status.text());
}

base::Status loadUntilPixels(const std::filesystem::path& path, DcmFileFormat& file) {
  const OFCondition status = file.loadFileUntilTag(OFFilename(base::utf8(path).c_str(), OFTrue), EXS_Unknown,
                                                   EGL_noChange, DCM_MaxReadLength, ERM_autoDetect, DCM_PixelData);
  if (status.good()) return {};
  return base::fail(base::ErrorCode::Corrupt, "not readable as DICOM", status.text());
}

Start startOf(const unsigned char* head, std::size_t bytes) {
  if (bytes >= 132 && std::memcmp(head + 128, "DICM", 4) == 0) return Start::Dicm;
  if (bytes < 8) return Start::Nothing;
  const unsigned little = head[0] | (head[1] << 8), big = head[1] | (head[0] << 8);
  const unsigned elementLittle = head[2] | (head[3] << 8), elementBig = head[3] | (head[2] << 8);
  const auto plausible = [](unsigned group, unsigned element) {
    return (group == 2 || group == 8) && element <= 0x0100;
  };
  return plausible(little, elementLittle) || plausible(big, elementBig) ? Start::BareDataset : Start::Nothing;
}

}  // namespace selvox::plugins::dicom
