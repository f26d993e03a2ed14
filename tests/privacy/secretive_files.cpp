#include "tests/privacy/secretive_files.h"

#include <cstring>

#include "plugins/api/raw_bytes.h"
#include "plugins/images/nifti_header.h"
//
#include "dcmtk/config/osconfig.h"
//
#include "dcmtk/dcmdata/dctk.h"

namespace selvox::test {
namespace {

void set(DcmItem& item, const DcmTag& tag, const std::string& value) {
  ASSERT_TRUE(item.putAndInsertString(tag, value.c_str()).good()) << tag.toString();
}

void putPatient(DcmDataset& d) {
  set(d, DCM_SpecificCharacterSet, "ISO_IR 192");
  set(d, DCM_PatientName, "Ängström^Ýrsa Wilhelmina");
  set(d, DCM_PatientID, "HOSP-471199");
  set(d, DCM_PatientBirthDate, "19510607");
  set(d, DCM_PatientAddress, "Lindenstrasse 77b");
  set(d, DCM_RETIRED_OtherPatientIDs, "ALT-88123");
  set(d, DCM_PatientComments, "speaks of his daughter Cordula");
  set(d, DCM_AccessionNumber, "ACC-0099431");
  set(d, DCM_ReferringPhysicianName, "Quackenbush^Otto");
  set(d, DCM_OperatorsName, "Przybylski^Ewa");
  set(d, DCM_InstitutionName, "Sanatorium Waldfrieden");
  set(d, DCM_StudyDescription, "Kopf fuer Dr. Zwiebelring");
  set(d, DCM_SeriesDescription, "t1 mprage of Wilhelmina");
  set(d, DCM_ProtocolName, "Protokoll Nebelhorn");
  set(d, DCM_StudyID, "ST-55443");
  set(d, DCM_ImageComments, "Bild von Donnerstag");
  set(d, DCM_StudyDate, "20190314");
  set(d, DCM_AcquisitionDateTime, "20190315101112.5");
  set(d, DCM_StudyInstanceUID, "1.3.6.1.4.1.99991.471");
  set(d, DCM_SeriesInstanceUID, "1.3.6.1.4.1.99992.471");
  set(d, DCM_FrameOfReferenceUID, "1.3.6.1.4.1.99993.471");
  set(d, DCM_StationName, "MRT-KELLER");
  // An attribute that may stay, misused for a name; in upper case too.
  set(d, DCM_SoftwareVersions, "VB17 WILHELMINA");
  set(d, DCM_BodyPartExamined, "HEAD");
  set(d, DCM_ManufacturerModelName, "Avanto for Quackenbush");
}

void putNested(DcmDataset& d) {
  DcmItem* outer = nullptr;
  ASSERT_TRUE(d.findOrCreateSequenceItem(DCM_RequestAttributesSequence, outer).good());
  set(*outer, DCM_RequestedProcedureDescription, "Nachkontrolle Rumpelstilz");
  DcmItem* kept = nullptr;  // a sequence that stays, with items that must not
  ASSERT_TRUE(d.findOrCreateSequenceItem(DCM_SourceImageSequence, kept).good());
  set(*kept, DCM_ReferencedSOPClassUID, UID_MRImageStorage);
  set(*kept, DCM_ReferencedSOPInstanceUID, "1.3.6.1.4.1.99994.471");
  DcmItem* deep = nullptr;
  ASSERT_TRUE(kept->findOrCreateSequenceItem(DCM_PurposeOfReferenceCodeSequence, deep).good());
  set(*deep, DCM_CodeMeaning, "for Ewa Przybylski");
  set(*deep, DCM_PatientComments, "tief verborgen Kellerassel");
  set(*deep, DcmTag(0x0009, 0x0010, EVR_LO), "SELVOX NESTED");
  set(*deep, DcmTag(0x0009, 0x1001, EVR_LO), "privat Igelfisch");
  set(d, DcmTag(0x0029, 0x0010, EVR_LO), "SIEMENS CSA HEADER");
  const std::string shadow = "CSA patient Schnabeltier";
  ASSERT_TRUE(d.putAndInsertUint8Array(DcmTag(0x0029, 0x1010, EVR_OB), reinterpret_cast<const Uint8*>(shadow.data()),
                                       shadow.size())
                  .good());
  set(d, DcmTag(0x6000, 0x4000, EVR_LT), "Overlay von Mondkalb");
}

void putPixels(DcmDataset& d, int slice) {
  set(d, DCM_SOPClassUID, UID_MRImageStorage);
  set(d, DCM_SOPInstanceUID, "1.3.6.1.4.1.99995.471." + std::to_string(slice + 1));
  set(d, DCM_Modality, "MR");
  set(d, DCM_InstanceNumber, std::to_string(slice + 1));
  set(d, DCM_SeriesNumber, "3");
  set(d, DCM_ImagePositionPatient, "0\\0\\" + std::to_string(slice));
  set(d, DCM_ImageOrientationPatient, "1\\0\\0\\0\\1\\0");
  set(d, DCM_PixelSpacing, "1\\1");
  set(d, DCM_PhotometricInterpretation, "MONOCHROME2");
  for (const auto& [tag, value] : std::vector<std::pair<DcmTagKey, int>>{{DCM_SamplesPerPixel, 1},
                                                                         {DCM_Rows, 3},
                                                                         {DCM_Columns, 4},
                                                                         {DCM_BitsAllocated, 16},
                                                                         {DCM_BitsStored, 16},
                                                                         {DCM_HighBit, 15},
                                                                         {DCM_PixelRepresentation, 0}})
    ASSERT_TRUE(d.putAndInsertUint16(tag, static_cast<Uint16>(value)).good());
  std::vector<Uint16> values(12);
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = static_cast<Uint16>(100 * slice + 7 * static_cast<int>(i));
  ASSERT_TRUE(d.putAndInsertUint16Array(DCM_PixelData, values.data(), values.size()).good());
}

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

}  // namespace

std::map<std::string, std::string> dicomSecrets() {
  return {{"name", "Ängström"},          {"first name", "Ýrsa"},      {"second name", "Wilhelmina"},
          {"patient id", "471199"},      {"birth date", "19510607"},  {"address", "Lindenstrasse"},
          {"other id", "ALT-88123"},     {"comment", "Cordula"},      {"accession", "0099431"},
          {"referrer", "Quackenbush"},   {"operator", "Przybylski"},  {"institution", "Waldfrieden"},
          {"study text", "Zwiebelring"}, {"protocol", "Nebelhorn"},   {"study id", "ST-55443"},
          {"image text", "Donnerstag"},  {"study date", "20190314"},  {"acquired", "20190315"},
          {"study uid", "99991.471"},    {"series uid", "99992.471"}, {"frame uid", "99993.471"},
          {"reference", "99994.471"},    {"instance", "99995.471"},   {"request", "Rumpelstilz"},
          {"nested", "Kellerassel"},     {"private", "Igelfisch"},    {"shadow", "Schnabeltier"},
          {"overlay", "Mondkalb"},       {"preamble", "Grasmuecke"},  {"sender", "WALDAET"},
          {"document", "Arztbrief"},     {"folder", "Ordnername"},    {"file", "Dateiname"}};
}

void writeSecretiveDicom(const Path& root) {
  const Path folder = root / base::pathFromUtf8("Ordnername Ängström 19510607") / "DICOM";
  std::filesystem::create_directories(folder);
  for (int slice = 0; slice < 3; ++slice) {
    DcmFileFormat file;
    putPatient(*file.getDataset());
    putNested(*file.getDataset());
    putPixels(*file.getDataset(), slice);
    file.validateMetaInfo(EXS_LittleEndianExplicit);
    set(*file.getMetaInfo(), DcmTag(0x0002, 0x0016, EVR_AE), "WALDAET");
    const Path path = folder / ("Dateiname_" + std::to_string(slice) + ".dcm");
    ASSERT_TRUE(file.saveFile(base::utf8(path).c_str(), EXS_LittleEndianExplicit).good());
    std::string bytes = *base::readFile(path);
    std::memcpy(bytes.data(), "II*\0preamble Grasmuecke", 23);
    ASSERT_TRUE(base::writeFile(path, bytes));
  }
  DcmFileFormat document;
  putPatient(*document.getDataset());
  set(*document.getDataset(), DCM_SOPClassUID, UID_EncapsulatedPDFStorage);
  set(*document.getDataset(), DCM_SOPInstanceUID, "1.3.6.1.4.1.99995.471.9");
  set(*document.getDataset(), DCM_DocumentTitle, "Arztbrief");
  ASSERT_TRUE(document.saveFile(base::utf8(folder / "Dateiname_brief.dcm").c_str(), EXS_LittleEndianExplicit).good());
}

std::map<std::string, std::string> niftiSecrets() {
  return {{"descrip", "Descripius"},   {"aux_file", "Auxilius"},   {"intent_name", "Intentia"},
          {"db_name", "Datenbankius"}, {"data_type", "Datatypia"}, {"extension", "Extensius"}};
}

void writeSecretiveNifti(const Path& file) {
  volume::Volume volume;
  volume.extent = {4, 3, 2};
  volume.type = volume::VoxelType::Int16;
  volume.data.resize(48);
  for (int i = 0; i < 24; ++i) {
    const auto value = static_cast<std::int16_t>(3 * i);
    std::memcpy(volume.data.data() + 2 * i, &value, 2);
  }
  std::string bytes = plugins::writeNiftiHeader(volume, 4);
  const auto at = [&](std::size_t offset, const char* text) { std::memcpy(&bytes[offset], text, std::strlen(text)); };
  at(4, "Datatypia");
  at(14, "Datenbankius");
  at(148, "Descripius 1951");
  at(228, "Auxilius.txt");
  at(328, "Intentia");
  bytes[348] = 1;  // one extension of 32 bytes, comment
  bytes.append(32, '\0');
  bytes[352] = 32;
  bytes[356] = 6;
  at(360, "Extensius hat das getippt");
  const float offset = 384;
  std::memcpy(&bytes[108], &offset, 4);
  bytes.append(reinterpret_cast<const char*>(volume.data.data()), volume.data.size());
  ASSERT_TRUE(base::writeFile(file, *plugins::gzip(bytes)));
}

std::string leakBelow(const Path& folder, const std::map<std::string, std::string>& secrets) {
  for (const Path& file : filesBelow(folder)) {
    std::string bytes;
    EXPECT_TRUE(plugins::readUnpacked(file, [&](std::span<const std::byte> piece) {
      bytes.append(reinterpret_cast<const char*>(piece.data()), piece.size());
      return true;
    })) << file;
    bytes = lower(bytes + base::utf8(file.lexically_relative(folder)));
    for (const auto& [where, secret] : secrets)
      if (bytes.find(lower(secret)) != std::string::npos) return where + " \"" + secret + "\" in " + base::utf8(file);
  }
  return {};
}

}  // namespace selvox::test
