#include "plugins/dicom/header.h"

#include <array>
#include <cmath>
#include <fstream>

#include "core/base/text.h"
#include "plugins/dicom/dcmtk_library.h"
#include "plugins/dicom/deidentify/identifying_words.h"
#include "plugins/dicom/frame_groups.h"
#include "plugins/dicom/privacy.h"
#include "plugins/dicom/sop_class.h"
#include "plugins/dicom/tags.h"
//
#include "dcmtk/config/osconfig.h"
//
#include "dcmtk/dcmdata/dctk.h"

namespace selvox::plugins::dicom {
namespace {

tl::unexpected<Refusal> quarantine(std::string reason) {
  return tl::unexpected<Refusal>(Refusal{ports::FileState::Quarantined, std::move(reason), {}});
}

base::Result<std::size_t> readHead(const std::filesystem::path& path, std::array<unsigned char, 132>& head) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return base::fail(base::ErrorCode::Io, "the file cannot be opened: check its permissions");
  stream.read(reinterpret_cast<char*>(head.data()), static_cast<std::streamsize>(head.size()));
  return static_cast<std::size_t>(stream.gcount());
}

// Words for a file that is not DICOM at all; nothing when it may be.
std::string whyNotDicom(const std::filesystem::path& path) {
  std::array<unsigned char, 132> head{};
  const auto read = readHead(path, head);
  if (!read) return read.error().message;
  if (*read == 0) return "the file is empty (0 bytes): copy it again from its source";
  if (startOf(head.data(), *read) == Start::Nothing)
    return "not a DICOM file: no DICOM header at its start; rename it or leave it out";
  return {};
}

// High-throughput JPEG 2000 (PS3.5 A.4.11): newer than the DCMTK and OpenJPEG that Selvox is built with.
bool isHighThroughput(const std::string& syntax) {
  return syntax == "1.2.840.10008.1.2.4.201" || syntax == "1.2.840.10008.1.2.4.202" ||
         syntax == "1.2.840.10008.1.2.4.203";
}

// Harmless attributes only: numbers and code strings, and the device's model. Free text may name people.
void readAttributes(DcmItem& item, Header& header) {
  static const std::pair<const char*, DcmTagKey> kKept[] = {{"window_center", DCM_WindowCenter},
                                                            {"window_width", DCM_WindowWidth},
                                                            {"model", DCM_ManufacturerModelName},
                                                            {"magnetic_field", DCM_MagneticFieldStrength},
                                                            {"slice_thickness", DCM_SliceThickness},
                                                            {"body_part", DCM_BodyPartExamined},
                                                            {"series_number", DCM_SeriesNumber},
                                                            {"kvp", DCM_KVP},
                                                            {"kernel", DCM_ConvolutionKernel},
                                                            {"repetition_time", DCM_RepetitionTime},
                                                            {"echo_time", DCM_EchoTime},
                                                            {"laterality", DCM_Laterality},
                                                            {"view", DCM_ViewPosition},
                                                            {"patient_position", DCM_PatientPosition}};
  for (const auto& [name, tag] : kKept)
    if (std::string value = utf8Text(item, tag); !value.empty()) header.attributes[name] = std::move(value);
}

// Warnings that stay with the series; and nothing that repeats a name or number of the patient.
void readPrivacy(DcmDataset& dataset, Header& header) {
  const IdentifyingWords words(dataset);
  std::erase_if(header.attributes, [&](const auto& attribute) { return words.in(attribute.second); });
  if (std::string reason = burnedInReason(dataset); !reason.empty()) header.attributes["burned_in"] = std::move(reason);
  if (mayShowFace(dataset)) header.attributes["face"] = "possible";
}

void readFormat(DcmDataset& dataset, Header& header) {
  header.rows = static_cast<int>(integer(dataset, DCM_Rows).value_or(0));
  header.columns = static_cast<int>(integer(dataset, DCM_Columns).value_or(0));
  header.frames = static_cast<int>(integer(dataset, DCM_NumberOfFrames).value_or(1));
  header.samples = static_cast<int>(integer(dataset, DCM_SamplesPerPixel).value_or(1));
  header.bitsAllocated = static_cast<int>(integer(dataset, DCM_BitsAllocated).value_or(0));
  header.bitsStored = static_cast<int>(integer(dataset, DCM_BitsStored).value_or(header.bitsAllocated));
  header.isSigned = integer(dataset, DCM_PixelRepresentation).value_or(0) == 1;
  header.photometric = text(dataset, DCM_PhotometricInterpretation);
  header.syntax = DcmXfer(dataset.getOriginalXfer()).getXferName();
}

void readIdentity(DcmDataset& dataset, Header& header) {
  header.study = text(dataset, DCM_StudyInstanceUID);
  header.series = text(dataset, DCM_SeriesInstanceUID);
  header.instance = text(dataset, DCM_SOPInstanceUID);
  header.modality = text(dataset, DCM_Modality);
  header.patient = patientKeyOf(dataset);
  if (header.modality.empty()) header.modality = "OT";
  const std::string imageType = text(dataset, DCM_ImageType, -1);
  header.localizer = imageType.find("LOCALIZER") != std::string::npos;
}

std::string whyFormatRefused(DcmDataset& dataset, const Header& header, bool whole) {
  const bool pixels = !whole || dataset.tagExists(DCM_PixelData) || dataset.tagExists(DCM_FloatPixelData) ||
                      dataset.tagExists(DCM_DoubleFloatPixelData);
  if (!pixels) return "the file holds no pixel data: its images may have been left out when it was exported";
  if (header.rows <= 0) return "the file states no number of rows (0028,0010): its pixels cannot be laid out";
  if (header.columns <= 0) return "the file states no number of columns (0028,0011): its pixels cannot be laid out";
  if (header.frames <= 0 || header.samples <= 0 || header.samples > 4)
    return "the file states " + std::to_string(header.frames) + " frames of " + std::to_string(header.samples) +
           " samples: not an image";
  if (text(dataset, DCM_ImageType, -1).find("MOSAIC") != std::string::npos)
    return "a Siemens mosaic: its slices are tiles of one picture and their places are in private elements; convert it "
           "to NIfTI (dcm2niix) or export it as enhanced MR";
  if (dataset.tagExists(DCM_ModalityLUTSequence))
    return "the file maps its values by a modality lookup table, which Selvox does not read; export it with a "
           "rescale slope and intercept";
  return {};
}

}  // namespace

std::string patientKeyOf(DcmItem& dataset) {
  for (const DcmTagKey& tag : {DCM_PatientID, DCM_PatientName, DCM_StudyInstanceUID})
    if (std::string value = text(dataset, tag); !value.empty()) return value;
  return {};
}

tl::expected<Header, Refusal> readHeader(const std::filesystem::path& path, int fileIndex) {
  if (std::string why = whyNotDicom(path); !why.empty()) return quarantine(std::move(why));
  DcmFileFormat file;
  bool whole = true;
  const auto refusedSyntax = [&] { return isHighThroughput(text(*file.getMetaInfo(), DCM_TransferSyntaxUID)); };
  constexpr const char* kHighThroughput =
      "its pixels are HTJ2K (high-throughput JPEG 2000), which is not read: convert it to JPEG 2000 or to an "
      "uncompressed "
      "transfer syntax";
  if (const auto loaded = loadDicom(path, file); !loaded) {
    // A slice that is cut short still belongs to its series: without it the others would close ranks around a gap.
    whole = false;
    if (refusedSyntax()) return quarantine(kHighThroughput);
    file.clear();
    if (!loadUntilPixels(path, file) || !file.getDataset()->tagExistsWithValue(DCM_SeriesInstanceUID))
      return quarantine(loaded.error().message);
  }
  if (refusedSyntax()) return quarantine(kHighThroughput);
  DcmDataset& dataset = *file.getDataset();
  if (auto other = notAnImage(*file.getMetaInfo(), dataset, path)) return tl::unexpected<Refusal>(std::move(*other));
  Header header;
  header.path = path;
  readIdentity(dataset, header);
  readFormat(dataset, header);
  if (std::string why = whyFormatRefused(dataset, header, whole); !why.empty()) return quarantine(std::move(why));
  if (header.series.empty()) header.series = header.study + "|" + header.instance;
  readAttributes(dataset, header);
  readPrivacy(dataset, header);
  if (std::string why = readFrames(dataset, fileIndex, header); !why.empty()) return quarantine(std::move(why));
  return header;
}

}  // namespace selvox::plugins::dicom
