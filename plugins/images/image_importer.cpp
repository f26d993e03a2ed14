#include "core/base/file.h"
#include "plugins/images/images.h"
#include "plugins/images/labels_table.h"
#include "plugins/images/names.h"
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
  series.format = rasterKindOf(file) == RasterKind::Png ? "PNG" : "JPEG";
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
      auto volume = readRaster(file);
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
    return readRaster(files.front());
  }
};

}  // namespace

std::unique_ptr<ports::Importer> makeImageImporter() {
  return std::make_unique<ImageImporter>();
}

}  // namespace selvox::plugins
