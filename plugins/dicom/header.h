#pragma once
// What import needs to know of one DICOM file, without its pixels.

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "core/ports/catalog.h"
#include "core/volume/affine.h"

class DcmItem;

namespace selvox::plugins::dicom {

// What may tell two images at one place apart, in the order in which it is tried (stack.h).
inline constexpr const char* kPartNames[] = {"b_value",    "echo",         "echo_time",   "inversion_time",
                                             "time_point", "sequence",     "image_type",  "flip_angle",
                                             "stack",      "trigger_time", "acquisition", "acquisition_time"};
inline constexpr int kParts = static_cast<int>(std::size(kPartNames));

// One slice: a whole classic file, or one frame of a multi-frame file.
struct Frame {
  int file = 0;   // index into the scanned files
  int frame = 0;  // within the file
  bool placed = false;
  volume::Vec3 position{};                               // LPS mm, centre of the first pixel
  volume::Vec3 alongRow{1, 0, 0}, alongColumn{0, 1, 0};  // unit vectors of growing column and row index
  double columnSpacing = 0, rowSpacing = 0;              // mm between columns (x) and rows (y); 0: not stated
  double sliceStep = 0;                                  // mm, stated distance or thickness; 0: not stated
  double slope = 1, intercept = 0;
  std::int64_t instance = 0;
  std::vector<std::string> parts;  // kParts values, empty where not stated
};

struct Header {
  std::filesystem::path path;
  std::string patient, study, series, instance;  // the source's own; they leave only as keys to be hashed
  std::string modality, photometric, syntax;
  int columns = 0, rows = 0, frames = 1, samples = 1;
  int bitsAllocated = 0, bitsStored = 0;
  bool isSigned = false, localizer = false, volumetricClass = false;
  std::string note;  // stated assumptions, for a person
  std::map<std::string, std::string> attributes;
  std::vector<Frame> slices;
};

// A segmentation or contours, and the images that it refers to.
struct LabelObject {
  std::filesystem::path path;
  bool contours = false;
  std::set<std::string> series, instances;  // UIDs
};

struct Refusal {
  ports::FileState state = ports::FileState::Quarantined;
  std::string reason;
  std::optional<LabelObject> label;  // no image, but a label map of one
};

// What patients are told apart by: the patient's id, else the name, else the study.
[[nodiscard]] std::string patientKeyOf(DcmItem& dataset);

[[nodiscard]] tl::expected<Header, Refusal> readHeader(const std::filesystem::path& path, int fileIndex);

}  // namespace selvox::plugins::dicom
