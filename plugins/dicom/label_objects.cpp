#include "plugins/dicom/label_objects.h"

#include <algorithm>

#include "plugins/dicom/marks.h"
#include "plugins/dicom/tags.h"

namespace selvox::plugins::dicom {
namespace {

constexpr const char* kSegmentation = "1.2.840.10008.5.1.4.1.1.66.4";
constexpr const char* kLabelMap = "1.2.840.10008.5.1.4.1.1.66.7";
constexpr const char* kContours = "1.2.840.10008.5.1.4.1.1.481.3";

void addInstances(DcmItem& item, const DcmTagKey& sequence, LabelObject& object) {
  for (DcmItem* reference : itemsOf(item, sequence))
    if (std::string uid = text(*reference, DCM_ReferencedSOPInstanceUID); !uid.empty())
      object.instances.insert(std::move(uid));
}

void addSeries(DcmItem& item, const DcmTagKey& sequence, const DcmTagKey& instances, LabelObject& object) {
  for (DcmItem* series : itemsOf(item, sequence)) {
    if (std::string uid = text(*series, DCM_SeriesInstanceUID); !uid.empty()) object.series.insert(std::move(uid));
    addInstances(*series, instances, object);
  }
}

void readSegmentationReferences(DcmDataset& dataset, LabelObject& object) {
  addSeries(dataset, DCM_ReferencedSeriesSequence, DCM_ReferencedInstanceSequence, object);
  for (DcmItem* frame : itemsOf(dataset, DCM_PerFrameFunctionalGroupsSequence))
    for (DcmItem* derivation : itemsOf(*frame, DCM_DerivationImageSequence))
      addInstances(*derivation, DCM_SourceImageSequence, object);
}

void readContourReferences(DcmDataset& dataset, LabelObject& object) {
  for (DcmItem* frame : itemsOf(dataset, DCM_ReferencedFrameOfReferenceSequence))
    for (DcmItem* study : itemsOf(*frame, DCM_RTReferencedStudySequence))
      addSeries(*study, DCM_RTReferencedSeriesSequence, DCM_ContourImageSequence, object);
  for (DcmItem* roi : itemsOf(dataset, DCM_ROIContourSequence))
    for (DcmItem* contour : itemsOf(*roi, DCM_ContourSequence))
      addInstances(*contour, DCM_ContourImageSequence, object);
}

bool refersTo(const LabelObject& object, const std::set<std::string>& instances, const std::string& seriesUid) {
  if (object.instances.empty()) return object.series.contains(seriesUid);
  return std::any_of(instances.begin(), instances.end(),
                     [&](const std::string& uid) { return object.instances.contains(uid); });
}

void join(std::string& text, const std::string& more) {
  if (!more.empty()) text += (text.empty() ? "" : "; ") + more;
}

}  // namespace

std::optional<LabelObject> labelObject(DcmDataset& dataset, const std::string& sopClass,
                                       const std::filesystem::path& path) {
  LabelObject object;
  object.path = path;
  object.contours = sopClass == kContours;
  if (!object.contours && sopClass != kSegmentation && sopClass != kLabelMap) return std::nullopt;
  if (object.contours)
    readContourReferences(dataset, object);
  else
    readSegmentationReferences(dataset, object);
  return object;
}

void LabelDesk::attach(const std::set<std::string>& instances, const std::string& seriesUid,
                       ports::FoundSeries& series) {
  const Grid grid{series.volume.extent, series.volume.worldFromVoxel};
  for (Waiting& waiting : waiting_) {
    if (!refersTo(waiting.object, instances, seriesUid)) continue;
    auto marks =
        waiting.object.contours ? readContours(waiting.object.path, grid) : readSegmentation(waiting.object.path, grid);
    if (!marks) {
      waiting.reason = marks.error().message;
      continue;
    }
    waiting.settled = true;
    for (auto& label : layersOf(*marks, grid, waiting.object.path)) series.labels.push_back(std::move(label));
    for (const Mark& mark : marks->marks)
      if (!mark.code.empty()) series.attributes.try_emplace("segment_" + std::to_string(mark.number), mark.code);
    std::string note = series.attributes["note"];
    join(note, marks->note);
    if (note.empty())
      series.attributes.erase("note");
    else
      series.attributes["note"] = note;
  }
}

void LabelDesk::settleKnown(const std::vector<Header>& headers, ports::ImportSink& sink) {
  std::set<std::string> instances;
  for (const Header& header : headers) instances.insert(header.instance);
  for (Waiting& waiting : waiting_) {
    if (waiting.settled || !refersTo(waiting.object, instances, headers.front().series)) continue;
    waiting.settled = true;
    if (sink.known(waiting.object.path))
      sink.skip(waiting.object.path, {});
    else
      sink.quarantine(waiting.object.path,
                      "its image is in the dataset already, with another label map or none: remove that series and "
                      "import the folder again");
  }
}

void LabelDesk::settleRest(ports::ImportSink& sink) const {
  for (const Waiting& waiting : waiting_) {
    if (waiting.settled) continue;
    const std::string what = waiting.object.contours ? "radiotherapy contours" : "a DICOM segmentation";
    if (!waiting.reason.empty())
      sink.quarantine(waiting.object.path, what + " that cannot be laid on its series: " + waiting.reason);
    else if (waiting.object.instances.empty() && waiting.object.series.empty())
      sink.quarantine(waiting.object.path, what + " that does not say of which series: it becomes no label map");
    else
      sink.quarantine(waiting.object.path, what +
                                               " of a series that is not among the imported files or was refused: "
                                               "import the series and this file together");
  }
}

}  // namespace selvox::plugins::dicom
