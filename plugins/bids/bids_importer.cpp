#include "core/base/file.h"
#include "plugins/api/image_names.h"
#include "plugins/api/names.h"
#include "plugins/api/paired_import.h"
#include "plugins/bids/bids.h"
#include "plugins/bids/tables.h"
#include "plugins/bids/tree.h"

namespace selvox::plugins {
namespace {

using Path = std::filesystem::path;

std::string modalityOfScan(const bids::Image& image) {
  if (image.datatype == "ct") return "CT";
  if (image.datatype == "pet") return "PT";
  if (image.datatype == "micr") return "SM";
  for (const char* mr : {"anat", "func", "dwi", "fmap", "perf"})
    if (image.datatype == mr) return "MR";
  return modalityOf(image.stem);
}

// dseg.tsv beside the label map under its name, or one for the pipeline.
std::map<int, std::string> namesOf(const Path& root, const Path& label) {
  auto names = bids::readLookUp(label.parent_path() / base::pathFromUtf8(imageStem(label) + ".tsv"));
  for (Path folder = label.parent_path(); names.empty() && folder != root && folder.has_relative_path();
       folder = folder.parent_path())
    names = bids::readLookUp(folder / "dseg.tsv");
  return names;
}

PairedImage paired(const Path& root, const bids::Image& image, const bids::Participants& participants) {
  PairedImage result;
  auto& series = result.series;
  series.files = {image.file};
  series.caseName = image.stem;
  const auto entity = [&](const char* name) {
    const auto found = image.name.entities.find(name);
    return found == image.name.entities.end() ? std::string() : found->second;
  };
  series.patientKey = "sub-" + entity("sub");
  if (const std::string session = entity("ses"); !session.empty())
    series.studyKey = series.patientKey + "_ses-" + session;
  series.modality = modalityOfScan(image);
  series.format = imageFormat(image.file);
  if (const auto row = participants.columns.find(series.patientKey); row != participants.columns.end())
    series.attributes = row->second;
  for (const auto& [name, key] :
       {std::pair{"ses", "session"}, {"acq", "acquisition"}, {"task", "task"}, {"run", "run"}, {"echo", "echo"}})
    if (std::string value = entity(name); !value.empty()) series.attributes[key] = std::move(value);
  series.attributes["suffix"] = image.name.suffix;
  if (std::string sequence = sequenceOf(image.stem); !sequence.empty())
    series.attributes["sequence"] = std::move(sequence);
  for (const Path& label : image.labels) result.labels.push_back({label, namesOf(root, label)});
  result.volumeKey = "time_point";
  return result;
}

class BidsImporter final : public ports::Importer {
 public:
  explicit BidsImporter(ImageReader reader) : reader_(std::move(reader)) {}
  [[nodiscard]] std::string id() const override { return "bids"; }
  [[nodiscard]] int probeFolder(const Path& folder) const override { return bids::probe(folder); }
  [[nodiscard]] int probeFile(const Path&, std::span<const std::byte>) const override { return 0; }

  base::Status scan(const Path& root, const std::vector<Path>& files, ports::ImportSink& sink) override {
    const bids::Tree tree = bids::arrange(root, files);
    const Path table = root / "participants.tsv";
    const auto participants = bids::readParticipants(table);
    for (const auto& [file, what] : tree.others) sink.skip(file, file == table ? remark(participants) : what);
    for (const auto& [file, why] : tree.orphans) sink.quarantine(file, why);
    std::vector<PairedImage> pairs;
    for (const bids::Image& image : tree.images) pairs.push_back(paired(root, image, participants));
    importPairs(pairs, reader_, sink);
    return {};
  }

  base::Result<volume::Volume> read(const std::vector<Path>& files) override { return firstVolume(reader_, files); }

 private:
  static std::string remark(const bids::Participants& participants) {
    const auto joined = [](const std::vector<std::string>& names) {
      std::string text;
      for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
      return text;
    };
    if (participants.kept.empty()) return "no column of it was kept";
    return "columns kept: " + joined(participants.kept) +
           (participants.leftOut.empty() ? ""
                                         : "; left out, for they may name people: " + joined(participants.leftOut));
  }

  ImageReader reader_;
};

}  // namespace

std::unique_ptr<ports::Importer> makeBidsImporter(ImageReader reader) {
  return std::make_unique<BidsImporter>(std::move(reader));
}

}  // namespace selvox::plugins
