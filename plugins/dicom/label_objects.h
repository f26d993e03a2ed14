#pragma once
// DICOM objects that mark voxels of a series: segmentations (SEG, binary, fractional and label map) and radiotherapy
// contours (RTSTRUCT). They become label maps of the series that they refer to.

#include <optional>
#include <set>

#include "core/ports/importer.h"
#include "plugins/dicom/header.h"

class DcmDataset;

namespace selvox::plugins::dicom {

// Nothing: the data set (of this SOP class) is no such object.
[[nodiscard]] std::optional<LabelObject> labelObject(DcmDataset& dataset, const std::string& sopClass,
                                                     const std::filesystem::path& path);

// Brings objects and series together; every object ends in one of the sink's states.
class LabelDesk {
 public:
  void add(LabelObject object) { waiting_.push_back({std::move(object), false, {}}); }
  // Adds the label maps of every object that refers to one of these images, on the grid of the series.
  void attach(const std::set<std::string>& instances, const std::string& seriesUid, ports::FoundSeries& series);
  // The same for a series that is in the dataset already.
  void settleKnown(const std::vector<Header>& headers, ports::ImportSink& sink);
  void settleRest(ports::ImportSink& sink) const;

 private:
  struct Waiting {
    LabelObject object;
    bool settled = false;
    std::string reason;  // why it could not be laid on the series that it refers to
  };
  std::vector<Waiting> waiting_;
};

}  // namespace selvox::plugins::dicom
