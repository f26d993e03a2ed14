// RTSTRUCT (PS3.3 A.19, C.8.8.5 and C.8.8.6): regions of interest as closed planar contours in millimetres.

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/base/text.h"
#include "plugins/dicom/dcmtk_library.h"
#include "plugins/dicom/marks.h"
#include "plugins/dicom/rasterise.h"
#include "plugins/dicom/tags.h"

namespace selvox::plugins::dicom {
namespace {

using base::ErrorCode;

struct Region {
  Mark mark;
  std::map<std::int64_t, std::vector<Polygon>> slices;  // by z
};

// "x\y\z\x\y\z…": asking DCMTK for each value parses the text anew each time.
std::optional<std::vector<double>> pointsOf(DcmItem& contour) {
  OFString joined;
  if (contour.findAndGetOFStringArray(DCM_ContourData, joined).bad()) return std::nullopt;
  std::vector<double> values;
  std::string_view rest(joined.c_str(), joined.size());
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\\'), rest.size());
    std::string_view word = rest.substr(0, end);
    while (!word.empty() && word.front() == ' ') word.remove_prefix(1);
    while (!word.empty() && (word.back() == ' ' || word.back() == '\0')) word.remove_suffix(1);
    const auto value = base::toDouble(word);
    if (!value || !std::isfinite(*value)) return std::nullopt;
    values.push_back(*value);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return values.size() % 3 == 0 && values.size() >= 9 ? std::optional(values) : std::nullopt;
}

class Reader {
 public:
  Reader(const Grid& grid, const volume::Affine& voxelFromWorld) : grid_(grid), voxelFromWorld_(voxelFromWorld) {}

  void readNames(DcmDataset& dataset) {
    int next = 1;
    for (DcmItem* item : itemsOf(dataset, DCM_StructureSetROISequence)) {
      const long number = integer(*item, DCM_ROINumber).value_or(-1);
      Region& region = regions_[number];
      region.mark.name = text(*item, DCM_ROIName);
      region.mark.number = next++;
    }
    // The source's own numbers where they can be labels.
    const bool usable =
        std::all_of(regions_.begin(), regions_.end(), [](const auto& r) { return r.first >= 1 && r.first <= 65535; });
    for (auto& [number, region] : regions_)
      if (usable) region.mark.number = static_cast<int>(number);
  }

  void readContours(DcmDataset& dataset) {
    for (DcmItem* item : itemsOf(dataset, DCM_ROIContourSequence)) {
      const auto region = regions_.find(integer(*item, DCM_ReferencedROINumber).value_or(-1));
      if (region == regions_.end()) continue;
      for (DcmItem* contour : itemsOf(*item, DCM_ContourSequence)) addContour(*contour, region->second);
    }
  }

  base::Result<Marks> finish() {
    Marks result;
    const auto perSlice = static_cast<std::size_t>(grid_.extent.x * grid_.extent.y);
    for (auto& [number, region] : regions_) {
      for (const auto& [z, polygons] : region.slices)
        for (const std::size_t pixel : rasterise(polygons, grid_.extent.x, grid_.extent.y))
          region.mark.voxels.push_back(pixel + perSlice * static_cast<std::size_t>(z));
      if (!region.mark.voxels.empty() && region.mark.number <= 65535) result.marks.push_back(std::move(region.mark));
    }
    remark(outside_, "contours lie outside the imported slices", result.note);
    remark(open_, "contours are points or open lines and were left out", result.note);
    remark(leaning_, "contours do not lie in a slice and were left out", result.note);
    if (result.marks.empty())
      return base::fail(ErrorCode::Unsupported, "no closed contour of it encloses a voxel of the series" +
                                                    (result.note.empty() ? "" : " (" + result.note + ")"));
    return result;
  }

 private:
  static void remark(std::size_t count, const char* what, std::string& note) {
    if (count > 0) note += (note.empty() ? "" : "; ") + std::to_string(count) + " " + what;
  }

  void addContour(DcmItem& contour, Region& region) {
    const std::string type = text(contour, DCM_ContourGeometricType);
    const auto values = type.starts_with("CLOSED") ? pointsOf(contour) : std::nullopt;
    if (!values) {
      ++open_;
      return;
    }
    Polygon polygon;
    double low = 1e300, high = -1e300;
    for (std::size_t i = 0; i < values->size(); i += 3) {
      const auto voxel = voxelFromWorld_.apply({(*values)[i], (*values)[i + 1], (*values)[i + 2]});
      polygon.push_back({voxel[0], voxel[1]});
      low = std::min(low, voxel[2]), high = std::max(high, voxel[2]);
    }
    if (!(high - low < 0.5)) {
      ++leaning_;
      return;
    }
    const double middle = std::floor((low + high) / 2 + 0.5);
    if (!(middle >= 0 && middle < static_cast<double>(grid_.extent.z))) {
      ++outside_;
      return;
    }
    region.slices[static_cast<std::int64_t>(middle)].push_back(std::move(polygon));
  }

  const Grid& grid_;
  const volume::Affine& voxelFromWorld_;
  std::map<long, Region> regions_;  // by ROI number
  std::size_t outside_ = 0, open_ = 0, leaning_ = 0;
};

}  // namespace

base::Result<Marks> readContours(const std::filesystem::path& path, const Grid& grid) {
  DcmFileFormat file;
  SELVOX_CHECK(loadDicom(path, file));
  DcmDataset& dataset = *file.getDataset();
  (void)dataset.convertToUTF8();
  const auto voxelFromWorld = grid.worldFromVoxel.inverse();
  if (!voxelFromWorld) return base::fail(ErrorCode::Corrupt, "the series has no usable place in space");
  Reader reader(grid, *voxelFromWorld);
  reader.readNames(dataset);
  reader.readContours(dataset);
  return reader.finish();
}

}  // namespace selvox::plugins::dicom
