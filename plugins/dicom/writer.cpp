#include "plugins/dicom/writer.h"

#include <cmath>

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/text.h"
#include "plugins/dicom/dcmtk_library.h"
#include "plugins/dicom/tags.h"

namespace selvox::plugins::dicom {

namespace {

// "2.25." and a decimal number: UIDs of no registered root (PS3.5 annex B.2), here from a hash instead of a random
// UUID.
std::string uidOf(const std::string& seed) {
  const auto hex = base::sha256Hex(seed).substr(0, 15);
  return "2.25." + std::to_string(std::stoull(hex, nullptr, 16));
}

// Decimal strings hold 16 characters.
std::string decimal(double value) {
  for (int digits = 10; digits > 0; --digits) {
    const double factor = std::pow(10.0, digits);
    const auto text = base::toText(std::round(value * factor) / factor);
    if (text.size() <= 16) return text;
  }
  return base::toText(std::round(value));
}

std::string joined(const std::vector<double>& values) {
  std::string text;
  for (const double value : values) text += (text.empty() ? "" : "\\") + decimal(value);
  return text;
}

volume::Vec3 unit(const volume::Vec3& v) {
  const double length = std::sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
  return {v[0] / length, v[1] / length, v[2] / length};
}

// Collects the first failure, so that a slice is written as one statement of facts.
class Elements {
 public:
  explicit Elements(DcmDataset& dataset) : dataset_(dataset) {}
  void put(const DcmTagKey& tag, const std::string& value) { keep(dataset_.putAndInsertString(tag, value.c_str())); }
  void number(const DcmTagKey& tag, std::int64_t value) {
    keep(dataset_.putAndInsertUint16(tag, static_cast<Uint16>(value)));
  }
  void pixels(const std::int16_t* values, std::size_t count) {
    keep(dataset_.putAndInsertUint16Array(DCM_PixelData, reinterpret_cast<const Uint16*>(values),
                                          static_cast<unsigned long>(count)));
  }
  [[nodiscard]] const OFCondition& state() const { return state_; }

 private:
  void keep(const OFCondition& condition) {
    if (state_.good()) state_ = condition;
  }
  DcmDataset& dataset_;
  OFCondition state_ = EC_Normal;
};

void putIdentity(Elements& out, const SeriesIdentity& who) {
  const bool ct = who.modality == "CT";
  out.put(DCM_SpecificCharacterSet, "ISO_IR 192");
  out.put(DCM_SOPClassUID, ct ? UID_CTImageStorage : UID_MRImageStorage);
  out.put(DCM_StudyDate, "20200101");
  out.put(DCM_StudyTime, "120000");
  out.put(DCM_Modality, who.modality);
  out.put(DCM_Manufacturer, "Selvox phantom");
  out.put(DCM_SeriesDescription, who.description);
  out.put(DCM_ImageType, "DERIVED\\SECONDARY\\AXIAL");
  out.put(DCM_PatientName, who.patientName);
  out.put(DCM_PatientID, who.patientId);
  out.put(DCM_StudyInstanceUID, uidOf(who.uidSeed + "/study"));
  out.put(DCM_SeriesInstanceUID, uidOf(who.uidSeed + "/series"));
  out.put(DCM_FrameOfReferenceUID, uidOf(who.uidSeed + "/frame"));
  out.put(DCM_StudyID, "1");
  out.put(DCM_SeriesNumber, "1");
  if (!ct) {
    out.put(DCM_ScanningSequence, "GR");
    out.put(DCM_SequenceVariant, "NONE");
  }
}

void putGeometry(Elements& out, const volume::Volume& volume, std::int64_t slice) {
  const auto& affine = volume.worldFromVoxel;
  const auto spacing = affine.spacing();
  const auto row = unit(affine.column(0)), column = unit(affine.column(1));
  const auto position = affine.apply({0, 0, static_cast<double>(slice)});
  out.put(DCM_ImageOrientationPatient, joined({row[0], row[1], row[2], column[0], column[1], column[2]}));
  out.put(DCM_ImagePositionPatient, joined({position[0], position[1], position[2]}));
  out.put(DCM_PixelSpacing, joined({spacing[1], spacing[0]}));  // between rows first
  out.put(DCM_SliceThickness, decimal(spacing[2]));
  out.put(DCM_SliceLocation, decimal(position[2]));
}

base::Status writeSlice(const std::filesystem::path& path, const volume::Volume& volume, const SeriesIdentity& who,
                        std::int64_t slice) {
  DcmFileFormat file;
  Elements out(*file.getDataset());
  putIdentity(out, who);
  putGeometry(out, volume, slice);
  out.put(DCM_SOPInstanceUID, uidOf(who.uidSeed + "/" + std::to_string(slice)));
  out.put(DCM_InstanceNumber, std::to_string(slice + 1));
  out.number(DCM_SamplesPerPixel, 1);
  out.put(DCM_PhotometricInterpretation, "MONOCHROME2");
  out.number(DCM_Rows, volume.extent.y);
  out.number(DCM_Columns, volume.extent.x);
  out.number(DCM_BitsAllocated, 16);
  out.number(DCM_BitsStored, 16);
  out.number(DCM_HighBit, 15);
  out.number(DCM_PixelRepresentation, 1);
  out.put(DCM_RescaleIntercept, decimal(volume.offset));
  out.put(DCM_RescaleSlope, decimal(volume.scale));
  if (who.modality == "CT") out.put(DCM_RescaleType, "HU");
  out.put(DCM_WindowCenter, decimal(who.windowCentre));
  out.put(DCM_WindowWidth, decimal(who.windowWidth));
  const auto count = static_cast<std::size_t>(volume.extent.x * volume.extent.y);
  out.pixels(volume.as<std::int16_t>().data() + static_cast<std::size_t>(slice) * count, count);
  auto state = out.state();
  if (state.good()) state = file.saveFile(OFFilename(base::utf8(path).c_str()), EXS_LittleEndianExplicit);
  if (state.bad())
    return base::fail(base::ErrorCode::Io, "Cannot write " + base::utf8(path) + ": " + state.text() + ".");
  return {};
}

}  // namespace

base::Result<std::vector<std::filesystem::path>> writeSeries(const std::filesystem::path& folder,
                                                             const volume::Volume& volume,
                                                             const SeriesIdentity& identity) {
  if (volume.type != volume::VoxelType::Int16 || volume.channels != 1 || volume.extent.x > 65535 ||
      volume.extent.y > 65535)
    return base::fail(base::ErrorCode::Unsupported, "Only int16 volumes of one channel are written as DICOM.");
  SELVOX_CHECK(prepareDcmtk());
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed)
    return base::fail(base::ErrorCode::Io, "Cannot make " + base::utf8(folder) + ": " + failed.message() + ".");
  std::vector<std::filesystem::path> files;
  for (std::int64_t slice = 0; slice < volume.extent.z; ++slice) {
    const auto name = "IM" + base::sha256Hex(identity.uidSeed + "#" + std::to_string(slice)).substr(0, 10) + ".dcm";
    SELVOX_CHECK(writeSlice(folder / name, volume, identity, slice));
    files.push_back(folder / name);
  }
  return files;
}

}  // namespace selvox::plugins::dicom
