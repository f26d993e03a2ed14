#include "core/base/file.h"
#include "plugins/api/labels_table.h"
#include "plugins/api/names.h"
#include "plugins/images/images.h"
#include "plugins/images/raster.h"

namespace selvox::plugins {
namespace {

using Path = std::filesystem::path;

// Folder below `root` in which the file lies, "" when it lies in `root` itself.
std::string folderOf(const Path& root, const Path& file) {
  const Path folder = file.parent_path();
  if (root.empty() || folder.lexically_normal() == root.lexically_normal()) return {};
  return base::utf8(folder.filename());
}

// The nearest folder below `root` that is not a patient's, "" for none.
std::string classOf(const Path& root, const Path& file) {
  std::string folder = folderOf(root, file);
  Path at = file.parent_path();
  while (!folder.empty() && patientPrefix(folder) == folder.size()) {
    folder = folderOf(root, at);
    at = at.parent_path();
  }
  return folder;
}

ports::FoundSeries describe(const Path& root, const Path& file, const TableRow* row) {
  ports::FoundSeries series;
  const std::string stem = base::utf8(file.stem()), folder = folderOf(root, file);
  series.caseName = folder.empty() ? stem : folder + "_" + stem;
  series.patientKey = patientOf(root, file, stem);
  series.modality = "OT";
  series.format = formatOf(rasterKindOf(file));
  series.files = {file};
  if (std::string name = classOf(root, file); !name.empty()) series.attributes["class"] = std::move(name);
  if (row != nullptr) {
    for (const auto& [name, value] : row->columns) series.attributes[name] = value;
    if (!row->patient.empty()) series.patientKey = row->patient;
    if (!row->modality.empty()) series.modality = row->modality;
  }
  if (series.patientKey.empty()) series.patientKey = series.caseName;
  return series;
}

class ImageImporter final : public ports::Importer {
 public:
  explicit ImageImporter(ImageReader bitmaps) : bitmaps_(std::move(bitmaps)) {}
  [[nodiscard]] std::string id() const override { return "image"; }
  [[nodiscard]] int probeFolder(const Path&) const override { return 0; }

  [[nodiscard]] int probeFile(const Path& file, std::span<const std::byte> head) const override {
    if (rasterKindOf(head) != RasterKind::None) return 95;
    return rasterKindOf(file) != RasterKind::None ? 60 : 0;
  }

  base::Status scan(const Path& root, const std::vector<Path>& files, ports::ImportSink& sink) override {
    std::int64_t done = 0;
    LabelsTables tables(root);
    for (const Path& file : files) {
      if (sink.cancelled()) return {};
      const TableRow* row = tables.find(file);
      sink.progress({"Reading images", done++, static_cast<std::int64_t>(files.size()), base::utf8(file.stem())});
      if (sink.known(file)) {
        sink.skip(file, {});
        continue;
      }
      auto volume = readOne(file);
      if (!volume) {
        sink.quarantine(file, volume.error().message);
        continue;
      }
      ports::FoundSeries series = describe(root, file, row);
      series.volume = std::move(*volume);
      sink.found(std::move(series));
    }
    for (const auto& [table, remark] : tables.remarks()) sink.skip(table, remark);
    return {};
  }

  base::Result<volume::Volume> read(const std::vector<Path>& files) override {
    if (files.empty()) return base::fail(base::ErrorCode::InvalidArgument, "No file to read.");
    return readOne(files.front());
  }

 private:
  base::Result<volume::Volume> readOne(const Path& file) const {
    if (rasterKindOf(file) != RasterKind::Bitmap || !bitmaps_) return readRaster(file);
    SELVOX_TRY(auto volumes, bitmaps_(file));
    return std::move(volumes.front());
  }

  ImageReader bitmaps_;
};

}  // namespace

std::unique_ptr<ports::Importer> makeImageImporter(ImageReader bitmaps) {
  return std::make_unique<ImageImporter>(std::move(bitmaps));
}

ImageReader rasterReader() {
  return [](const Path& file) -> base::Result<std::vector<volume::Volume>> {
    std::vector<volume::Volume> volumes(1);
    SELVOX_TRY(volumes.front(), readRaster(file));
    return volumes;
  };
}

}  // namespace selvox::plugins
