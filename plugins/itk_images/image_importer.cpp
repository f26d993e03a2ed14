#include <algorithm>
#include <map>

#include "core/base/file.h"
#include "plugins/itk_images/itk_images.h"
#include "plugins/itk_images/raster.h"

namespace selvox::plugins {
namespace {

using Path = std::filesystem::path;

// Folder below `root` in which the file lies, "" when it lies in `root` itself.
std::string classOf(const Path& root, const Path& file) {
  const Path folder = file.parent_path();
  if (root.empty() || folder.lexically_normal() == root.lexically_normal()) return {};
  return base::utf8(folder.filename());
}

ports::FoundSeries describe(const Path& root, const Path& file) {
  ports::FoundSeries series;
  const std::string stem = base::utf8(file.stem()), folder = classOf(root, file);
  series.caseName = folder.empty() ? stem : folder + "_" + stem;
  series.patientKey = series.caseName;
  series.modality = "OT";
  series.format = rasterKindOf(file) == RasterKind::Png ? "PNG" : "JPEG";
  series.files = {file};
  if (!folder.empty()) series.attributes["class"] = folder;
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
    for (const Path& file : files) {
      if (sink.cancelled()) return {};
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
      ports::FoundSeries series = describe(root, file);
      series.volume = std::move(*volume);
      sink.found(std::move(series));
    }
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
