#include "core/base/file.h"
#include "plugins/api/image_names.h"
#include "plugins/api/names.h"
#include "plugins/api/paired_import.h"
#include "plugins/nnunet/layout.h"
#include "plugins/nnunet/nnunet.h"

namespace selvox::plugins {
namespace {

using nnunet::Case;
using nnunet::Dataset;
using Path = std::filesystem::path;

PairedImage paired(const Case& entry, int number, const Path& file, const Dataset& dataset) {
  PairedImage image;
  auto& series = image.series;
  series.files = {file};
  series.caseName = imageStem(file);
  series.patientKey = series.studyKey = entry.name;
  series.format = imageFormat(file);
  series.modality = "OT";
  const auto channel = dataset.channels.find(number);
  if (channel != dataset.channels.end()) {
    series.modality = modalityOf(channel->second);
    if (std::string sequence = sequenceOf(channel->second); !sequence.empty()) series.attributes["sequence"] = sequence;
    series.attributes["channel_name"] = channel->second;
  }
  series.attributes["set"] = entry.set == "Tr" ? "training" : entry.set == "Ts" ? "test" : "validation";
  for (const auto& [name, members] : dataset.regions) series.attributes["region " + name] = members;
  if (!entry.label.empty()) image.labels.push_back({entry.label, dataset.labels});
  image.volumeKey = "time_point";
  return image;
}

void strayFiles(const nnunet::Layout& layout, ports::ImportSink& sink) {
  for (const Path& file : layout.unnumbered)
    sink.quarantine(file, "its name has no channel number (CASE_0000): nnU-Net would not read it either; rename it");
  for (const Path& file : layout.orphans)
    sink.quarantine(file, "a label map without an image of the same case: add the image or remove the label map");
  for (const Path& file : layout.others) {
    if (imageStem(file).empty())
      sink.skip(file, "not an image of this dataset");
    else
      sink.quarantine(file,
                      "it lies outside the folders of images and labels of this dataset, or has another ending "
                      "than dataset.json states: import it on its own");
  }
}

class NnunetImporter final : public ports::Importer {
 public:
  explicit NnunetImporter(ImageReader reader) : reader_(std::move(reader)) {}
  [[nodiscard]] std::string id() const override { return "nnunet"; }
  [[nodiscard]] int probeFolder(const Path& folder) const override { return nnunet::probe(folder); }
  [[nodiscard]] int probeFile(const Path&, std::span<const std::byte>) const override { return 0; }

  base::Status scan(const Path& root, const std::vector<Path>& files, ports::ImportSink& sink) override {
    std::string why;
    const auto dataset = nnunet::readDataset(root / "dataset.json", why);
    if (!dataset) return base::fail(base::ErrorCode::Corrupt, "dataset.json is no description of nnU-Net: " + why);
    const auto layout = nnunet::arrange(root, files, *dataset);
    strayFiles(layout, sink);
    describe(root / "dataset.json", nnunet::problems(layout, *dataset), sink);
    std::vector<PairedImage> pairs;
    for (const Case& entry : layout.cases)
      for (const auto& [number, file] : entry.channels) pairs.push_back(paired(entry, number, file, *dataset));
    importPairs(pairs, reader_, sink);
    return {};
  }

  base::Result<volume::Volume> read(const std::vector<Path>& files) override {
    return firstVolume(reader_, files);
  }

 private:
  static void describe(const Path& file, const std::vector<std::string>& problems, ports::ImportSink& sink) {
    if (problems.empty()) return sink.skip(file, "describes the dataset; read for channels and names");
    std::string text = "dataset.json ";
    for (std::size_t i = 0; i < problems.size(); ++i) text += (i > 0 ? "; it " : "") + problems[i];
    sink.quarantine(file, text + ". The files that are there were imported.");
  }

  ImageReader reader_;
};

}  // namespace

std::unique_ptr<ports::Importer> makeNnunetImporter(ImageReader reader) {
  return std::make_unique<NnunetImporter>(std::move(reader));
}

}  // namespace selvox::plugins
