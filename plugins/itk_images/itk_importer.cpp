#include <algorithm>
#include <set>

#include "core/base/file.h"
#include "plugins/api/series_by_name.h"
#include "plugins/itk_images/itk_images.h"
#include "plugins/itk_images/pairing.h"
#include "plugins/itk_images/read.h"
#include "plugins/itk_images/segments.h"

namespace selvox::plugins {
namespace {

using itk_images::File;
using itk_images::Kind;
using itk_images::Segment;
using Path = std::filesystem::path;

bool isBareData(const Path& file) {
  const std::string ending = itk_images::parse::lowered(base::utf8(file.extension()));
  return ending == ".raw" || ending == ".zraw";
}

ports::FoundSeries describe(const Path& root, const File& file, std::size_t index, const TableRow* row) {
  const Path& path = file.files.front();
  ports::FoundSeries series = seriesByName(root, path, itk_images::stemOf(path), row);
  if (file.volumes.size() > 1) {
    series.caseName += "_v" + twoDigits(index);
    series.attributes["volume"] = std::to_string(index);
  }
  series.format = itk_images::kindOf(path) == Kind::Nrrd ? "NRRD" : "MetaImage";
  series.files = file.files;
  if (!file.note.empty()) series.attributes["note"] = file.note;
  return series;
}

// One label map a layer. Codes and colours have no place in it: they become attributes of the series.
void addLabels(const File& file, ports::FoundSeries& series) {
  const auto segments = itk_images::segmentsOf(file.pairs, file.volumes.size());
  for (std::size_t layer = 0; layer < file.volumes.size(); ++layer) {
    ports::FoundSeries::Label label{file.files, {}, file.volumes[layer]};
    for (const Segment& segment : segments) {
      if (segment.layer != layer) continue;
      if (!segment.name.empty()) label.names[segment.value] = segment.name;
      const std::string more =
          segment.code + (segment.code.empty() || segment.colour.empty() ? "" : " ") + segment.colour;
      const std::string key =
          "segment_" + (layer > 0 ? std::to_string(layer + 1) + "_" : "") + std::to_string(segment.value);
      if (!more.empty()) series.attributes.try_emplace(key, more);
    }
    series.labels.push_back(std::move(label));
  }
}

class Scan {
 public:
  Scan(const Path& root, ports::ImportSink& sink) : root_(root), tables_(root), sink_(sink) {}

  void run(const std::vector<Path>& files) {
    std::vector<Path> headers;
    for (const Path& file : files)
      if (!isBareData(file)) headers.push_back(file);
    const auto pairing = itk_images::pairLabels(headers);
    std::int64_t done = 0;
    for (const auto& [image, labels] : pairing.labelsOf) {
      if (sink_.cancelled()) return;
      sink_.progress({"Reading NRRD and MetaImage", done++, static_cast<std::int64_t>(pairing.labelsOf.size()),
                      itk_images::stemOf(image)});
      importOne(image, labels);
    }
    for (const Path& label : pairing.orphans)
      refuse(label,
             "a label map without its image: lay the NRRD or MetaImage file of the image beside it, under the same "
             "name without the last word");
    for (const Path& file : files)
      if (isBareData(file) && !spokenFor_.contains(file.lexically_normal()))
        sink_.quarantine(file,
                         "bare voxels without a header: no .nhdr or .mhd file among the imported ones names them");
    for (const auto& [table, remark] : tables_.remarks()) sink_.skip(table, remark);
  }

 private:
  // A header that cannot be read may name a data file all the same.
  void refuse(const Path& file, const std::string& reason) {
    sink_.quarantine(file, reason);
    if (const auto header = itk_images::readHeader(file)) refuseData(file, header->dataFile, reason);
  }
  void refuseData(const Path& file, const Path& data, const std::string& reason) {
    if (data == file || !isBareData(data)) return;
    spokenFor_.insert(data.lexically_normal());
    sink_.quarantine(data, "voxels of a header that was refused: " + reason);
  }

  std::optional<File> open(const Path& file) {
    auto read = itk_images::readFile(file);
    if (!read) {
      refuse(file, read.error().message);
      return std::nullopt;
    }
    for (const Path& part : read->files) spokenFor_.insert(part.lexically_normal());
    return std::move(*read);
  }

  bool known(const File& file) {
    return std::all_of(file.files.begin(), file.files.end(), [&](const Path& part) { return sink_.known(part); });
  }
  void skipAll(const File& file) {
    for (const Path& part : file.files) sink_.skip(part, {});
  }

  void settleKnown(const File& image, const std::vector<Path>& labels) {
    skipAll(image);
    for (const Path& path : labels) {
      const auto label = open(path);
      if (!label) continue;
      if (known(*label))
        skipAll(*label);
      else
        sink_.quarantine(path,
                         "its image is in the dataset already, with another label map or none: remove that series and "
                         "import the folder again");
    }
  }

  void importOne(const Path& image, const std::vector<Path>& labels) {
    const TableRow* row = tables_.find(image);
    auto file = open(image);
    if (!file) {
      for (const Path& label : labels) refuse(label, "its image was refused");
      return;
    }
    if (known(*file)) return settleKnown(*file, labels);
    std::vector<File> maps;
    for (const Path& path : labels)
      if (auto map = open(path)) maps.push_back(std::move(*map));
    for (std::size_t i = 0; i < file->volumes.size(); ++i) {
      ports::FoundSeries series = describe(root_, *file, i, row);
      series.volume = std::move(file->volumes[i]);
      for (const File& map : maps) addLabels(map, series);
      sink_.found(std::move(series));
    }
  }

  const Path& root_;
  LabelsTables tables_;
  ports::ImportSink& sink_;
  std::set<Path> spokenFor_;
};

class ItkImporter final : public ports::Importer {
 public:
  [[nodiscard]] std::string id() const override { return "itk"; }
  [[nodiscard]] int probeFolder(const Path&) const override { return 0; }
  [[nodiscard]] int probeFile(const Path& file, std::span<const std::byte>) const override {
    return itk_images::kindOf(file) != Kind::None ? 90 : isBareData(file) ? 40 : 0;
  }

  base::Status scan(const Path& root, const std::vector<Path>& files, ports::ImportSink& sink) override {
    Scan(root, sink).run(files);
    return {};
  }

  base::Result<volume::Volume> read(const std::vector<Path>& files) override {
    if (files.empty()) return base::fail(base::ErrorCode::InvalidArgument, "No file to read.");
    SELVOX_TRY(File file, itk_images::readFile(files.front()));
    return std::move(file.volumes.front());
  }
};

}  // namespace

std::unique_ptr<ports::Importer> makeItkImporter() {
  return std::make_unique<ItkImporter>();
}

ImageReader itkReader() {
  return [](const Path& file) -> base::Result<std::vector<volume::Volume>> {
    SELVOX_TRY(File read, itk_images::readFile(file));
    return std::move(read.volumes);
  };
}

}  // namespace selvox::plugins
