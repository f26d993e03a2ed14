#include "plugins/api/paired_import.h"

#include <optional>

namespace selvox::plugins {
namespace {

using volume::Volume;

std::string shape(const volume::Extent& e) {
  return std::to_string(e.x) + " x " + std::to_string(e.y) + " x " + std::to_string(e.z);
}

class PairScan {
 public:
  PairScan(const ImageReader& reader, ports::ImportSink& sink) : reader_(reader), sink_(sink) {}

  void importPair(const PairedImage& pair) {
    if (known(pair)) return;
    auto images = reader_(pair.series.files.front());
    if (!images) {
      sink_.quarantine(pair.series.files.front(), images.error().message);
      for (const auto& label : pair.labels)
        sink_.quarantine(label.file, "its image was refused: " + images.error().message);
      return;
    }
    std::vector<ports::FoundSeries::Label> labels;
    for (const auto& label : pair.labels)
      if (auto map = readLabel(pair, label, images->front().extent))
        labels.push_back({{label.file}, label.names, std::move(*map)});
    for (std::size_t i = 0; i < images->size(); ++i) {
      ports::FoundSeries series = describe(pair, i, images->size());
      series.volume = std::move((*images)[i]);
      series.labels = labels;
      sink_.found(std::move(series));
    }
  }

 private:
  // True when the image is in the dataset already; its labels are then settled too.
  bool known(const PairedImage& pair) {
    if (!sink_.known(pair.series.files.front())) return false;
    sink_.skip(pair.series.files.front(), {});
    for (const auto& label : pair.labels) {
      if (sink_.known(label.file))
        sink_.skip(label.file, {});
      else
        sink_.quarantine(label.file, "its image " + pair.series.caseName +
                                         " is in the dataset already, with another label map or none: remove that "
                                         "series and import the folder again");
    }
    return true;
  }

  std::optional<Volume> readLabel(const PairedImage& pair, const PairedImage::Label& label,
                                  const volume::Extent& wanted) {
    auto maps = reader_(label.file);
    if (!maps) {
      sink_.quarantine(label.file, maps.error().message);
      return std::nullopt;
    }
    if (maps->size() != 1 || maps->front().channels != 1) {
      sink_.quarantine(label.file, "it holds " + std::to_string(maps->size()) + " volumes of " +
                                       std::to_string(maps->front().channels) +
                                       " channel(s): a label map has one of one");
      return std::nullopt;
    }
    if (!(maps->front().extent == wanted)) {
      sink_.quarantine(label.file, "the label map has " + shape(maps->front().extent) + " voxels, its image " +
                                       pair.series.caseName + " has " + shape(wanted) +
                                       ": they do not lie on one grid; the image was imported without it");
      return std::nullopt;
    }
    return std::move(maps->front());
  }

  static ports::FoundSeries describe(const PairedImage& pair, std::size_t index, std::size_t count) {
    ports::FoundSeries series = pair.series;
    const auto& codes = pair.modalities;
    if (!codes.empty()) series.modality = index < codes.size() ? codes[index] : codes.front();
    if (count == 1) return series;
    series.caseName += std::string("_") + *pair.volumeKey + std::to_string(index);
    series.attributes[pair.volumeKey] = std::to_string(index);
    return series;
  }

  const ImageReader& reader_;
  ports::ImportSink& sink_;
};

}  // namespace

base::Result<Volume> firstVolume(const ImageReader& reader, const std::vector<std::filesystem::path>& files) {
  if (files.empty()) return base::fail(base::ErrorCode::InvalidArgument, "No file to read.");
  SELVOX_TRY(std::vector<Volume> volumes, reader(files.front()));
  return std::move(volumes.front());
}

void importPairs(const std::vector<PairedImage>& pairs, const ImageReader& reader, ports::ImportSink& sink) {
  PairScan scan(reader, sink);
  std::int64_t done = 0;
  for (const PairedImage& pair : pairs) {
    if (sink.cancelled()) return;
    sink.progress({"Reading images and labels", done++, static_cast<std::int64_t>(pairs.size()), pair.series.caseName});
    scan.importPair(pair);
  }
}

}  // namespace selvox::plugins
