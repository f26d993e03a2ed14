#include <algorithm>

#include "core/base/file.h"
#include "plugins/api/series_by_name.h"
#include "plugins/images/images.h"
#include "plugins/images/nifti_read.h"

namespace selvox::plugins {
namespace {

using Path = std::filesystem::path;

ports::FoundSeries describe(const Path& root, const NiftiFile& file, std::size_t index, const TableRow* row) {
  ports::FoundSeries series = seriesByName(root, file.files.front(), niftiStem(file.files.front()), row);
  if (file.volumes.size() > 1) {
    series.caseName += "_t" + twoDigits(index);
    series.attributes["time_point"] = std::to_string(index);
  }
  series.format = file.analyze ? "Analyze" : "NIfTI";
  series.files = file.files;
  if (!file.note.empty()) series.attributes["note"] = file.note;
  return series;
}

class NiftiImporter final : public ports::Importer {
 public:
  [[nodiscard]] std::string id() const override { return "nifti"; }
  [[nodiscard]] int probeFolder(const Path&) const override { return 0; }

  [[nodiscard]] int probeFile(const Path& file, std::span<const std::byte>) const override {
    switch (niftiNameOf(file)) {
      case NiftiName::Single:
        return 90;
      case NiftiName::Header:
      case NiftiName::Voxels:
        return 55;
      case NiftiName::None:
        break;
    }
    return 0;
  }

  base::Status scan(const Path& root, const std::vector<Path>& files, ports::ImportSink& sink) override {
    std::int64_t done = 0;
    LabelsTables tables(root);
    for (const Path& file : files) {
      if (sink.cancelled()) return {};
      sink.progress({"Reading NIfTI", done++, static_cast<std::int64_t>(files.size()), niftiStem(file)});
      if (niftiNameOf(file) == NiftiName::Voxels) {
        // Spoken for by its header, which is among the files too (or was when it was given).
        const Path header = niftiPartner(file);
        if (header.empty())
          sink.quarantine(file, "it holds voxels without a header: its .hdr file is missing");
        else if (std::find(files.begin(), files.end(), header) == files.end())
          sink.skip(file, "voxels of a pair whose header was not among the imported files: import both");
        continue;
      }
      importOne(root, file, tables.find(file), sink);
    }
    for (const auto& [table, remark] : tables.remarks()) sink.skip(table, remark);
    return {};
  }

  base::Result<volume::Volume> read(const std::vector<Path>& files) override {
    if (files.empty()) return base::fail(base::ErrorCode::InvalidArgument, "No file to read.");
    SELVOX_TRY(NiftiFile file, readNifti(files.front()));
    return std::move(file.volumes.front());
  }

 private:
  static void importOne(const Path& root, const Path& file, const TableRow* row, ports::ImportSink& sink) {
    const Path partner = niftiNameOf(file) == NiftiName::Header ? niftiPartner(file) : Path();
    // A pair is known by its voxels: headers alone often agree byte by byte.
    if (sink.known(partner.empty() ? file : partner)) {
      sink.skip(file, {});
      if (!partner.empty()) sink.skip(partner, {});
      return;
    }
    auto read = readNifti(file);
    if (!read) {
      sink.quarantine(file, read.error().message);
      if (!partner.empty())
        sink.quarantine(partner, "voxels of a pair whose header was refused: " + read.error().message);
      return;
    }
    for (std::size_t i = 0; i < read->volumes.size(); ++i) {
      ports::FoundSeries series = describe(root, *read, i, row);
      series.volume = std::move(read->volumes[i]);
      sink.found(std::move(series));
    }
  }
};

}  // namespace

std::unique_ptr<ports::Importer> makeNiftiImporter() {
  return std::make_unique<NiftiImporter>();
}

ImageReader niftiReader() {
  return [](const Path& file) -> base::Result<std::vector<volume::Volume>> {
    SELVOX_TRY(NiftiFile read, readNifti(file));
    return std::move(read.volumes);
  };
}

}  // namespace selvox::plugins
