#include "plugins/msd/msd_importer.h"

#include <utility>

#include "core/base/file.h"
#include "plugins/msd/layout.h"

namespace selvox::plugins {
namespace {

using msd::Layout;
using msd::Pair;
using volume::Volume;
using Path = std::filesystem::path;

std::string shape(const volume::Extent& e) {
  return std::to_string(e.x) + " x " + std::to_string(e.y) + " x " + std::to_string(e.z);
}

class Scan {
 public:
  Scan(const ImageReader& reader, const Layout& layout, ports::ImportSink& sink)
      : reader_(reader), layout_(layout), sink_(sink) {}

  void run() {
    strayFiles();
    std::int64_t done = 0;
    for (const Pair& pair : layout_.pairs) {
      if (sink_.cancelled()) return;
      sink_.progress({"Reading images and labels", done++, static_cast<std::int64_t>(layout_.pairs.size()), pair.name});
      importPair(pair);
    }
  }

 private:
  void strayFiles() {
    for (const auto& [file, why] : layout_.others) {
      if (why.empty())
        sink_.quarantine(file,
                         "it lies outside the folders of images and labels of this dataset: import it on its own");
      else
        sink_.skip(file, why);
    }
    for (const Path& label : layout_.orphans)
      sink_.quarantine(label, "a label map without an image of the same name: add the image or remove the label map");
    if (layout_.description.empty()) return;
    if (layout_.problems.empty())
      return sink_.skip(layout_.description, "describes the dataset; read for names and pairs");
    std::string text = "dataset.json ";
    for (std::size_t i = 0; i < layout_.problems.size(); ++i) text += (i > 0 ? "; " : "") + layout_.problems[i];
    sink_.quarantine(layout_.description, text + ". The files that are there were imported.");
  }

  // True when the image is in the dataset already; its label is then settled too.
  bool known(const Pair& pair) {
    if (!sink_.known(pair.image)) return false;
    sink_.skip(pair.image, {});
    if (pair.label.empty()) return true;
    if (sink_.known(pair.label))
      sink_.skip(pair.label, {});
    else
      sink_.quarantine(pair.label, "its image " + pair.name +
                                       " is in the dataset already, with another label map or none: remove that series "
                                       "and import the folder again");
    return true;
  }

  void importPair(const Pair& pair) {
    if (known(pair)) return;
    auto images = reader_(pair.image);
    if (!images) {
      sink_.quarantine(pair.image, images.error().message);
      if (!pair.label.empty()) sink_.quarantine(pair.label, "its image was refused: " + images.error().message);
      return;
    }
    std::optional<Volume> label;
    if (!pair.label.empty()) label = readLabel(pair, images->front().extent);
    for (std::size_t i = 0; i < images->size(); ++i) {
      ports::FoundSeries series = describe(pair, i, images->size());
      series.volume = std::move((*images)[i]);
      if (label) series.labels.push_back({{pair.label}, layout_.labelNames, *label});
      sink_.found(std::move(series));
    }
  }

  std::optional<Volume> readLabel(const Pair& pair, const volume::Extent& wanted) {
    auto maps = reader_(pair.label);
    if (!maps) {
      sink_.quarantine(pair.label, maps.error().message);
      return std::nullopt;
    }
    if (maps->size() != 1 || maps->front().channels != 1) {
      sink_.quarantine(pair.label, "it holds " + std::to_string(maps->size()) + " volumes of " +
                                       std::to_string(maps->front().channels) +
                                       " channel(s): a label map has one of one");
      return std::nullopt;
    }
    if (!(maps->front().extent == wanted)) {
      sink_.quarantine(pair.label, "the label map has " + shape(maps->front().extent) + " voxels, its image " +
                                       pair.name + " has " + shape(wanted) +
                                       ": they do not lie on one grid; the image was imported without it");
      return std::nullopt;
    }
    return std::move(maps->front());
  }

  ports::FoundSeries describe(const Pair& pair, std::size_t index, std::size_t count) const {
    ports::FoundSeries series;
    series.caseName = count > 1 ? pair.name + "_c" + std::to_string(index) : pair.name;
    series.patientKey = pair.patient;
    const auto& codes = layout_.modalities;
    series.modality = codes.empty() ? "OT" : index < codes.size() ? codes[index] : codes.front();
    series.format = "NIfTI";
    series.files = {pair.image};
    if (count > 1) series.attributes["channel"] = std::to_string(index);
    return series;
  }

  const ImageReader& reader_;
  const Layout& layout_;
  ports::ImportSink& sink_;
};

class MsdImporter final : public ports::Importer {
 public:
  explicit MsdImporter(ImageReader reader) : reader_(std::move(reader)) {}
  [[nodiscard]] std::string id() const override { return "msd"; }
  [[nodiscard]] int probeFolder(const Path& folder) const override { return msd::probe(folder); }
  [[nodiscard]] int probeFile(const Path&, std::span<const std::byte>) const override { return 0; }

  base::Status scan(const Path& root, const std::vector<Path>& files, ports::ImportSink& sink) override {
    const Layout layout = msd::arrange(root, files);
    Scan(reader_, layout, sink).run();
    return {};
  }

  base::Result<Volume> read(const std::vector<Path>& files) override {
    if (files.empty()) return base::fail(base::ErrorCode::InvalidArgument, "No file to read.");
    SELVOX_TRY(std::vector<Volume> volumes, reader_(files.front()));
    return std::move(volumes.front());
  }

 private:
  ImageReader reader_;
};

}  // namespace

std::unique_ptr<ports::Importer> makeMsdImporter(ImageReader reader) {
  return std::make_unique<MsdImporter>(std::move(reader));
}

}  // namespace selvox::plugins
