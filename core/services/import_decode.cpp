// Reading a catalogued series again from its source files.

#include <algorithm>
#include <array>
#include <fstream>

#include "core/base/file.h"
#include "core/services/import.h"
#include "core/services/import_volume.h"

namespace selvox::services {
namespace {

using Path = std::filesystem::path;
using volume::Volume;

// Takes the one volume with the wanted hash out of whatever a scan finds.
class Wanted final : public ports::ImportSink {
 public:
  explicit Wanted(const std::string& hash) : hash_(hash) {}
  void found(ports::FoundSeries series) override {
    if (volume_ || !imageProblem(series.volume).empty()) return;
    fillGaps(series.volume);
    Volume turned = volume::orientToLps(std::move(series.volume));
    if (volume::voxelsHash(turned) == hash_) volume_ = std::move(turned);
  }
  void quarantine(const Path&, std::string reason) override { reason_ = std::move(reason); }
  void skip(const Path&, std::string) override {}
  bool known(const Path&) override { return false; }
  void progress(const base::Progress&) override {}
  bool cancelled() override { return volume_.has_value(); }

  std::optional<Volume> volume_;
  std::string reason_;

 private:
  const std::string& hash_;
};

// The importer that takes this file on import.
ports::Importer* readerOf(const Path& file, const std::vector<ports::Importer*>& importers) {
  std::array<std::byte, 1024> head{};
  std::ifstream stream(file, std::ios::binary);
  stream.read(reinterpret_cast<char*>(head.data()), static_cast<std::streamsize>(head.size()));
  const std::span<const std::byte> begin(head.data(), static_cast<std::size_t>(stream.gcount()));
  ports::Importer* reader = nullptr;
  int best = 0;
  for (ports::Importer* importer : importers)
    if (const int score = importer->probeFile(file, begin); score > best) best = score, reader = importer;
  return reader;
}

}  // namespace

base::Result<Volume> decode(const ports::SeriesRow& row, const std::vector<ports::Importer*>& importers) {
  std::vector<Path> files;
  for (const std::string& file : row.files) {
    files.push_back(base::pathFromUtf8(file));
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(files.back(), ignored))
      return base::fail(base::ErrorCode::NotFound,
                        "A source file of " + row.caseName + " is gone: restore the folder it was imported from.");
  }
  if (files.empty())
    return base::fail(base::ErrorCode::NotFound,
                      "The source files of " + row.caseName + " are not known on this machine.");
  Wanted wanted(row.voxelsHash);
  if (ports::Importer* reader = readerOf(files.front(), importers); reader != nullptr) {
    SELVOX_CHECK(reader->scan(files.front().parent_path(), files, wanted));
    if (wanted.volume_) return std::move(*wanted.volume_);
  }
  return base::fail(base::ErrorCode::Corrupt,
                    "The source files of " + row.caseName + " no longer give the voxels that were imported.",
                    wanted.reason_);
}

}  // namespace selvox::services
