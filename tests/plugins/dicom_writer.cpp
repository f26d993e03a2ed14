#include "tests/plugins/dicom_writer.h"

#include "core/base/text.h"
//
#include "dcmtk/config/osconfig.h"
//
#include "dcmtk/dcmdata/dctk.h"

namespace selvox::test {
namespace {

std::string joined(const std::vector<double>& values) {
  std::string text;
  for (const double value : values) text += (text.empty() ? "" : "\\") + base::toText(value);
  return text;
}

void put(DcmDataset& dataset, const DcmTagKey& tag, const std::string& value) {
  ASSERT_TRUE(dataset.putAndInsertString(tag, value.c_str()).good());
}
void put(DcmDataset& dataset, const DcmTagKey& tag, int value) {
  ASSERT_TRUE(dataset.putAndInsertUint16(tag, static_cast<Uint16>(value)).good());
}

}  // namespace

void writeSlice(const Path& path, const SliceSpec& s) {
  DcmFileFormat file;
  DcmDataset& d = *file.getDataset();
  put(d, DCM_SOPClassUID, std::string(UID_MRImageStorage));
  put(d, DCM_SOPInstanceUID, s.instance.empty() ? s.series + "." + std::to_string(s.instanceNumber) : s.instance);
  put(d, DCM_StudyInstanceUID, s.study);
  put(d, DCM_SeriesInstanceUID, s.series);
  put(d, DCM_PatientName, s.patient);
  put(d, DCM_PatientID, s.patientId);
  put(d, DCM_Modality, std::string("MR"));
  put(d, DCM_SeriesDescription, "seen by " + s.patient);
  put(d, DCM_InstanceNumber, std::to_string(s.instanceNumber));
  put(d, DCM_SeriesNumber, std::to_string(s.seriesNumber));
  if (!s.sequenceName.empty()) put(d, DCM_SequenceName, s.sequenceName);
  put(d, DCM_ImagePositionPatient, joined({s.position[0], s.position[1], s.position[2]}));
  put(d, DCM_ImageOrientationPatient,
      joined({s.alongRow[0], s.alongRow[1], s.alongRow[2], s.alongColumn[0], s.alongColumn[1], s.alongColumn[2]}));
  put(d, DCM_PixelSpacing, joined({s.rowSpacing, s.columnSpacing}));
  put(d, DCM_RescaleSlope, joined({s.slope}));
  put(d, DCM_RescaleIntercept, joined({s.intercept}));
  put(d, DCM_PhotometricInterpretation, s.photometric);
  put(d, DCM_SamplesPerPixel, 1);
  put(d, DCM_Rows, s.rows);
  put(d, DCM_Columns, s.columns);
  put(d, DCM_BitsAllocated, 16);
  put(d, DCM_BitsStored, s.bitsStored);
  put(d, DCM_HighBit, s.highBit);
  put(d, DCM_PixelRepresentation, s.isSigned ? 1 : 0);
  std::vector<Uint16> words;
  for (const int value : s.values) words.push_back(static_cast<Uint16>(value));
  ASSERT_EQ(words.size(), static_cast<std::size_t>(s.rows * s.columns));
  ASSERT_TRUE(d.putAndInsertUint16Array(DCM_PixelData, words.data(), words.size()).good());
  ASSERT_TRUE(file.saveFile(OFFilename(base::utf8(path).c_str(), OFTrue), EXS_LittleEndianExplicit).good());
}

void writeContours(const Path& path, const std::string& data, const std::string& type) {
  DcmFileFormat file;
  DcmDataset& d = *file.getDataset();
  put(d, DCM_SpecificCharacterSet, std::string("ISO_IR 100"));
  put(d, DCM_SOPClassUID, std::string(UID_RTStructureSetStorage));
  put(d, DCM_SOPInstanceUID, std::string("1.2.9"));
  put(d, DCM_Modality, std::string("RTSTRUCT"));
  DcmItem *frame = nullptr, *study = nullptr, *series = nullptr, *roi = nullptr, *contour = nullptr, *item = nullptr;
  d.findOrCreateSequenceItem(DCM_ReferencedFrameOfReferenceSequence, frame);
  frame->findOrCreateSequenceItem(DCM_RTReferencedStudySequence, study);
  study->findOrCreateSequenceItem(DCM_RTReferencedSeriesSequence, series);
  series->putAndInsertString(DCM_SeriesInstanceUID, "1.2.3.1");
  d.findOrCreateSequenceItem(DCM_StructureSetROISequence, roi);
  roi->putAndInsertString(DCM_ROINumber, "4");
  roi->putAndInsertString(DCM_ROIName, "Li\xe8vre");
  d.findOrCreateSequenceItem(DCM_ROIContourSequence, item);
  item->putAndInsertString(DCM_ReferencedROINumber, "4");
  item->findOrCreateSequenceItem(DCM_ContourSequence, contour);
  contour->putAndInsertString(DCM_ContourGeometricType, type.c_str());
  contour->putAndInsertString(DCM_ContourData, data.c_str());
  ASSERT_TRUE(file.saveFile(OFFilename(base::utf8(path).c_str(), OFTrue), EXS_LittleEndianExplicit).good());
}

}  // namespace selvox::test
