// DICOM SEG (PS3.3 A.51 and C.8.20): frames of marked pixels, each with its place and, unless the values are segment
// numbers themselves (LABELMAP), its segment.

#include <algorithm>
#include <cmath>
#include <optional>

#include "plugins/dicom/dcmtk_library.h"
#include "plugins/dicom/frame_groups.h"
#include "plugins/dicom/marks.h"
#include "plugins/dicom/pixels.h"
#include "plugins/dicom/tags.h"

namespace selvox::plugins::dicom {
namespace {

using base::ErrorCode;
using volume::Vec3;

constexpr double kOffGrid = 0.3;  // voxels that a pixel may lie beside a voxel

// Pixel (column, row) of a frame lies at voxel first + column * perColumn + row * perRow.
struct Placement {
  std::array<std::int64_t, 3> first{}, perColumn{}, perRow{};
};

Vec3 along(const Vec3& from, const Vec3& direction, double distance) {
  return {from[0] + direction[0] * distance, from[1] + direction[1] * distance, from[2] + direction[2] * distance};
}

std::optional<Placement> placementOf(const Frame& frame, const Header& header, const volume::Affine& voxelFromWorld) {
  const Vec3 first = voxelFromWorld.apply(frame.position);
  const Vec3 column = voxelFromWorld.apply(along(frame.position, frame.alongRow, frame.columnSpacing));
  const Vec3 row = voxelFromWorld.apply(along(frame.position, frame.alongColumn, frame.rowSpacing));
  const double columns = header.columns - 1, rows = header.rows - 1;
  const Vec3 last = voxelFromWorld.apply(along(along(frame.position, frame.alongRow, frame.columnSpacing * columns),
                                               frame.alongColumn, frame.rowSpacing * rows));
  Placement placement;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    if (!(std::abs(first[axis]) < 1e7 && std::abs(last[axis]) < 1e7)) return std::nullopt;
    placement.first[axis] = std::llround(first[axis]);
    placement.perColumn[axis] = std::llround(column[axis] - first[axis]);
    placement.perRow[axis] = std::llround(row[axis] - first[axis]);
    const double end = static_cast<double>(placement.first[axis]) +
                       columns * static_cast<double>(placement.perColumn[axis]) +
                       rows * static_cast<double>(placement.perRow[axis]);
    if (std::abs(first[axis] - static_cast<double>(placement.first[axis])) > kOffGrid ||
        std::abs(last[axis] - end) > kOffGrid)
      return std::nullopt;
  }
  return placement;
}

std::optional<std::size_t> voxelAt(const Placement& p, std::int64_t column, std::int64_t row, const volume::Extent& e) {
  const std::int64_t x = p.first[0] + column * p.perColumn[0] + row * p.perRow[0];
  const std::int64_t y = p.first[1] + column * p.perColumn[1] + row * p.perRow[1];
  const std::int64_t z = p.first[2] + column * p.perColumn[2] + row * p.perRow[2];
  if (x < 0 || y < 0 || z < 0 || x >= e.x || y >= e.y || z >= e.z) return std::nullopt;
  return static_cast<std::size_t>(x + e.x * (y + e.y * z));
}

std::string codeOf(DcmItem& item, const DcmTagKey& sequence) {
  DcmItem* code = sequenceItem(item, sequence);
  if (code == nullptr || text(*code, DCM_CodeValue).empty()) return {};
  return text(*code, DCM_CodingSchemeDesignator) + " " + text(*code, DCM_CodeValue) + " " +
         text(*code, DCM_CodeMeaning);
}

std::map<int, Mark> readSegments(DcmDataset& dataset) {
  std::map<int, Mark> segments;
  for (DcmItem* item : itemsOf(dataset, DCM_SegmentSequence)) {
    const long number = integer(*item, DCM_SegmentNumber).value_or(0);
    if (number < 1 || number > 65535) continue;  // 0 is the background of label maps
    Mark& mark = segments[static_cast<int>(number)];
    mark.number = static_cast<int>(number);
    mark.name = text(*item, DCM_SegmentLabel);
    mark.code = codeOf(*item, DCM_SegmentedPropertyTypeCodeSequence);
  }
  return segments;
}

int segmentOfFrame(DcmDataset& dataset, DcmItem* own) {
  DcmItem* shared = sequenceItem(dataset, DCM_SharedFunctionalGroupsSequence);
  for (DcmItem* group : {own, shared}) {
    DcmItem* item = group == nullptr ? nullptr : sequenceItem(*group, DCM_SegmentIdentificationSequence);
    if (item != nullptr) return static_cast<int>(integer(*item, DCM_ReferencedSegmentNumber).value_or(0));
  }
  return 0;
}

class Reader {
 public:
  Reader(DcmDataset& dataset, const Grid& grid, const volume::Affine& voxelFromWorld)
      : dataset_(dataset), grid_(grid), voxelFromWorld_(voxelFromWorld), segments_(readSegments(dataset)) {
    labelMap_ = text(dataset, DCM_SegmentationType) == "LABELMAP";
    // A fractional segment is where it holds half of a voxel or more.
    if (text(dataset, DCM_SegmentationType) == "FRACTIONAL")
      least_ = std::max(1.0, static_cast<double>(integer(dataset, DCM_MaximumFractionalValue).value_or(255)) / 2);
  }

  base::Status frames(const Header& header, const Pixels& pixels) {
    const auto groups = itemsOf(dataset_, DCM_PerFrameFunctionalGroupsSequence);
    for (std::size_t f = 0; f < header.slices.size(); ++f) {
      if (!header.slices[f].placed) return base::fail(ErrorCode::Corrupt, "its frames have no position in space");
      const auto placement = placementOf(header.slices[f], header, voxelFromWorld_);
      if (!placement)
        return base::fail(ErrorCode::Unsupported,
                          "its frames do not lie on the voxels of the series (other spacing, "
                          "direction or place): resample it to the series first");
      const int segment = labelMap_ ? 0 : segmentOfFrame(dataset_, f < groups.size() ? groups[f] : nullptr);
      if (!labelMap_ && segment < 1)
        return base::fail(ErrorCode::Corrupt,
                          "frame " + std::to_string(f + 1) + " does not say of which segment it is");
      volume::withType(pixels.type, [&](auto zero) {
        using T = decltype(zero);
        addFrame(reinterpret_cast<const T*>(pixels.data.data() + pixels.frameBytes() * f), header, *placement, segment);
      });
    }
    return {};
  }

  base::Result<Marks> finish() {
    Marks result;
    for (auto& [number, mark] : segments_)
      if (!mark.voxels.empty()) result.marks.push_back(std::move(mark));
    if (result.marks.empty()) return base::fail(ErrorCode::Unsupported, "it marks no voxel of the series");
    if (outside_ > 0)
      result.note = std::to_string(outside_) + " marked voxels of the segmentation lie outside the imported slices";
    return result;
  }

 private:
  template <class T>
  void addFrame(const T* values, const Header& header, const Placement& placement, int segment) {
    for (std::int64_t row = 0; row < header.rows; ++row)
      for (std::int64_t column = 0; column < header.columns; ++column, ++values) {
        if (!(static_cast<double>(*values) >= least_)) continue;
        const int number = labelMap_ ? static_cast<int>(*values) : segment;
        const auto voxel = voxelAt(placement, column, row, grid_.extent);
        if (!voxel) {
          ++outside_;
          continue;
        }
        if (number > 65535) continue;
        Mark& mark = segments_[number];
        mark.number = number;
        mark.voxels.push_back(*voxel);
      }
  }

  DcmDataset& dataset_;
  const Grid& grid_;
  const volume::Affine& voxelFromWorld_;
  std::map<int, Mark> segments_;
  bool labelMap_ = false;
  double least_ = 1;
  std::size_t outside_ = 0;
};

}  // namespace

base::Result<Marks> readSegmentation(const std::filesystem::path& path, const Grid& grid) {
  DcmFileFormat file;
  SELVOX_CHECK(loadDicom(path, file));
  DcmDataset& dataset = *file.getDataset();
  (void)dataset.convertToUTF8();  // names of segments; others stay as they are
  const auto voxelFromWorld = grid.worldFromVoxel.inverse();
  if (!voxelFromWorld) return base::fail(ErrorCode::Corrupt, "the series has no usable place in space");
  SELVOX_TRY(const Pixels pixels, readStoredPixels(path));
  Header header;
  header.rows = pixels.rows;
  header.columns = pixels.columns;
  header.frames = pixels.frames;
  if (pixels.samples != 1) return base::fail(ErrorCode::Unsupported, "its pixels are colours, not segments");
  if (std::string why = readFrames(dataset, 0, header); !why.empty()) return base::fail(ErrorCode::Corrupt, why);
  Reader reader(dataset, grid, *voxelFromWorld);
  SELVOX_CHECK(reader.frames(header, pixels));
  return reader.finish();
}

}  // namespace selvox::plugins::dicom
