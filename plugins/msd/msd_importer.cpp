#include "plugins/msd/msd_importer.h"

#include <utility>

#include "plugins/api/paired_import.h"
#include "plugins/msd/layout.h"

namespace selvox::plugins {
namespace {

using msd::Layout;
using msd::Pair;
using Path = std::filesystem::path;

void strayFiles(const Layout& layout, ports::ImportSink& sink) {
  for (const auto& [file, why] : layout.others) {
    if (why.empty())
      sink.quarantine(file, "it lies outside the folders of images and labels of this dataset: import it on its own");
    else
      sink.skip(file, why);
  }
  for (const Path& label : layout.orphans)
    sink.quarantine(label, "a label map without an image of the same name: add the image or remove the label map");
  if (layout.description.empty()) return;
  if (layout.problems.empty()) return sink.skip(layout.description, "describes the dataset; read for names and pairs");
  std::string text = "dataset.json ";
  for (std::size_t i = 0; i < layout.problems.size(); ++i) text += (i > 0 ? "; " : "") + layout.problems[i];
  sink.quarantine(layout.description, text + ". The files that are there were imported.");
}

PairedImage paired(const Pair& pair, const Layout& layout) {
  PairedImage image;
  image.series.caseName = pair.name;
  image.series.patientKey = pair.patient;
  image.series.modality = "OT";
  image.series.format = "NIfTI";
  image.series.files = {pair.image};
  image.modalities = layout.modalities;
  if (!pair.label.empty()) image.labels.push_back({pair.label, layout.labelNames});
  return image;
}

class MsdImporter final : public ports::Importer {
 public:
  explicit MsdImporter(ImageReader reader) : reader_(std::move(reader)) {}
  [[nodiscard]] std::string id() const override { return "msd"; }
  [[nodiscard]] int probeFolder(const Path& folder) const override { return msd::probe(folder); }
  [[nodiscard]] int probeFile(const Path&, std::span<const std::byte>) const override { return 0; }

  base::Status scan(const Path& root, const std::vector<Path>& files, ports::ImportSink& sink) override {
    const Layout layout = msd::arrange(root, files);
    strayFiles(layout, sink);
    std::vector<PairedImage> pairs;
    for (const Pair& pair : layout.pairs) pairs.push_back(paired(pair, layout));
    importPairs(pairs, reader_, sink);
    return {};
  }

  base::Result<volume::Volume> read(const std::vector<Path>& files) override {
    return firstVolume(reader_, files);
  }

 private:
  ImageReader reader_;
};

}  // namespace

std::unique_ptr<ports::Importer> makeMsdImporter(ImageReader reader) {
  return std::make_unique<MsdImporter>(std::move(reader));
}

}  // namespace selvox::plugins
