#include "plugins/dicom/frame_groups.h"

#include <cmath>

#include "plugins/dicom/tags.h"

namespace selvox::plugins::dicom {
namespace {

using volume::Vec3;

double dot(const Vec3& a, const Vec3& b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

// The items that may describe one frame, nearest first: its own group, the shared one, the data set.
struct Groups {
  DcmItem* own = nullptr;
  DcmItem* shared = nullptr;
  DcmItem* dataset = nullptr;

  // The first macro item (say PlanePositionSequence) that holds `tag`, or the data set itself.
  DcmItem* holder(const DcmTagKey& macro, const DcmTagKey& tag) const {
    for (DcmItem* group : {own, shared}) {
      if (group == nullptr) continue;
      DcmItem* item = sequenceItem(*group, macro);
      if (item != nullptr && item->tagExistsWithValue(tag)) return item;
    }
    return dataset;
  }
  std::string text(const DcmTagKey& macro, const DcmTagKey& tag, long position = 0) const {
    return dicom::text(*holder(macro, tag), tag, position);
  }
  std::optional<double> number(const DcmTagKey& macro, const DcmTagKey& tag) const {
    return dicom::number(*holder(macro, tag), tag);
  }
};

std::string readPlace(const Groups& groups, Frame& frame) {
  const auto position =
      numbers(*groups.holder(DCM_PlanePositionSequence, DCM_ImagePositionPatient), DCM_ImagePositionPatient, 3);
  const auto axes = numbers(*groups.holder(DCM_PlaneOrientationSequence, DCM_ImageOrientationPatient),
                            DCM_ImageOrientationPatient, 6);
  if (!position || !axes) return {};
  Vec3 row{(*axes)[0], (*axes)[1], (*axes)[2]}, column{(*axes)[3], (*axes)[4], (*axes)[5]};
  const double rowLength = std::sqrt(dot(row, row)), columnLength = std::sqrt(dot(column, column));
  if (rowLength < 0.5 || columnLength < 0.5 || std::abs(dot(row, column)) / (rowLength * columnLength) > 0.02)
    return "ImageOrientationPatient does not hold two perpendicular directions: the slice cannot be placed in space";
  for (std::size_t i = 0; i < 3; ++i) row[i] /= rowLength, column[i] /= columnLength;
  frame.placed = true;
  frame.position = {(*position)[0], (*position)[1], (*position)[2]};
  frame.alongRow = row;
  frame.alongColumn = column;
  return {};
}

bool setSpacing(const std::optional<std::vector<double>>& pair, Frame& frame) {
  if (!pair || (*pair)[0] <= 1e-6 || (*pair)[1] <= 1e-6 || (*pair)[0] > 1e4 || (*pair)[1] > 1e4) return false;
  frame.rowSpacing = (*pair)[0];
  frame.columnSpacing = (*pair)[1];
  return true;
}

// Ultrasound states its scale by regions, in centimetres (unit code 3).
bool setUltrasoundSpacing(DcmItem& dataset, Frame& frame) {
  DcmItem* region = sequenceItem(dataset, DCM_SequenceOfUltrasoundRegions);
  if (region == nullptr || integer(*region, DCM_PhysicalUnitsXDirection) != 3) return false;
  const auto x = number(*region, DCM_PhysicalDeltaX), y = number(*region, DCM_PhysicalDeltaY);
  if (!x || !y) return false;
  return setSpacing(std::vector<double>{std::abs(*y) * 10, std::abs(*x) * 10}, frame);
}

// Returns the assumption that had to be made, or nothing.
std::string readSpacing(const Groups& groups, Frame& frame) {
  if (setSpacing(numbers(*groups.holder(DCM_PixelMeasuresSequence, DCM_PixelSpacing), DCM_PixelSpacing, 2), frame))
    return {};
  if (setSpacing(numbers(*groups.dataset, DCM_ImagerPixelSpacing, 2), frame))
    return "spacing is the detector's, not corrected for magnification";
  if (setSpacing(numbers(*groups.dataset, DCM_NominalScannedPixelSpacing, 2), frame))
    return "spacing is the scanner's nominal one";
  if (setUltrasoundSpacing(*groups.dataset, frame)) return {};
  return "the file states no pixel spacing: 1 mm assumed";
}

void readScale(const Groups& groups, Frame& frame) {
  const auto slope = groups.number(DCM_PixelValueTransformationSequence, DCM_RescaleSlope);
  const auto intercept = groups.number(DCM_PixelValueTransformationSequence, DCM_RescaleIntercept);
  frame.slope = slope && *slope != 0 ? *slope : 1;
  frame.intercept = intercept.value_or(0);
}

// Siemens writes the b value of older files into a private element, as text or as bytes.
std::string siemensDiffusion(DcmItem& dataset) {
  if (!text(dataset, DcmTagKey(0x0019, 0x0010)).starts_with("SIEMENS MR")) return {};
  const Uint8* bytes = nullptr;
  unsigned long count = 0;
  if (dataset.findAndGetUint8Array(DcmTagKey(0x0019, 0x100c), bytes, &count).good() && bytes != nullptr) {
    std::string digits;
    for (unsigned long i = 0; i < count && i < 16; ++i)
      if (bytes[i] >= '0' && bytes[i] <= '9') digits += static_cast<char>(bytes[i]);
    return digits;
  }
  return text(dataset, DcmTagKey(0x0019, 0x100c));
}

void readParts(const Groups& groups, Frame& frame) {
  frame.parts.assign(kParts, {});
  frame.parts[0] = groups.text(DCM_MRDiffusionSequence, DCM_DiffusionBValue);
  if (frame.parts[0].empty()) frame.parts[0] = siemensDiffusion(*groups.dataset);
  frame.parts[1] = text(*groups.dataset, DCM_EchoNumbers);
  frame.parts[2] = groups.text(DCM_MREchoSequence, DCM_EffectiveEchoTime);
  if (frame.parts[2].empty()) frame.parts[2] = text(*groups.dataset, DCM_EchoTime);
  frame.parts[3] = text(*groups.dataset, DCM_InversionTime);
  frame.parts[4] = groups.text(DCM_FrameContentSequence, DCM_TemporalPositionIndex);
  if (frame.parts[4].empty()) frame.parts[4] = text(*groups.dataset, DCM_TemporalPositionIdentifier);
  frame.parts[5] = text(*groups.dataset, DCM_SequenceName);
  frame.parts[6] = groups.text(DCM_MRImageFrameTypeSequence, DCM_FrameType, -1);
  if (frame.parts[6].empty()) frame.parts[6] = text(*groups.dataset, DCM_ImageType, -1);
  frame.parts[7] = groups.text(DCM_MRTimingAndRelatedParametersSequence, DCM_FlipAngle);
  frame.parts[8] = groups.text(DCM_FrameContentSequence, DCM_StackID);
  frame.parts[9] = groups.text(DCM_CardiacSynchronizationSequence, DCM_NominalCardiacTriggerDelayTime);
  if (frame.parts[9].empty()) frame.parts[9] = text(*groups.dataset, DCM_TriggerTime);
  frame.parts[10] = groups.text(DCM_FrameContentSequence, DCM_FrameAcquisitionNumber);
  if (frame.parts[10].empty()) frame.parts[10] = text(*groups.dataset, DCM_AcquisitionNumber);
  frame.parts[11] = text(*groups.dataset, DCM_AcquisitionTime);
}

void readStep(const Groups& groups, Frame& frame) {
  const auto between = groups.number(DCM_PixelMeasuresSequence, DCM_SpacingBetweenSlices);
  const auto thickness = groups.number(DCM_PixelMeasuresSequence, DCM_SliceThickness);
  if (between && std::abs(*between) > 1e-6)
    frame.sliceStep = std::abs(*between);
  else if (thickness && *thickness > 1e-6)
    frame.sliceStep = *thickness;
}

}  // namespace

std::string readFrames(DcmDataset& dataset, int fileIndex, Header& header) {
  DcmItem* shared = sequenceItem(dataset, DCM_SharedFunctionalGroupsSequence);
  const long instance = integer(dataset, DCM_InstanceNumber).value_or(0);
  for (int index = 0; index < header.frames; ++index) {
    DcmItem* own = sequenceItem(dataset, DCM_PerFrameFunctionalGroupsSequence, index);
    const Groups groups{own, shared, &dataset};
    Frame frame;
    frame.file = fileIndex;
    frame.frame = index;
    frame.instance = instance + index;
    if (std::string why = readPlace(groups, frame); !why.empty()) return why;
    // One position for several frames is that of the first; the others' are not known.
    if (header.frames > 1 && own == nullptr) frame.placed = false;
    header.note = readSpacing(groups, frame);
    if (frame.placed && frame.columnSpacing <= 0)
      return "the file has a position in space but no PixelSpacing (0028,0030): distances would be invented";
    readScale(groups, frame);
    readStep(groups, frame);
    readParts(groups, frame);
    header.slices.push_back(std::move(frame));
    // A classic multi-frame file says the same of all its frames.
    if (own == nullptr && index == 0 && header.frames > 1) {
      for (int copy = 1; copy < header.frames; ++copy) {
        header.slices.push_back(header.slices.front());
        header.slices.back().frame = copy;
        header.slices.back().instance += copy;
      }
      break;
    }
  }
  return {};
}

}  // namespace selvox::plugins::dicom
