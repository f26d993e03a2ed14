#include "core/services/collect.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <span>

#include "core/base/file.h"

namespace selvox::services {

namespace {

using Refused = std::vector<std::pair<std::string, std::string>>;

class Sink final : public ports::ImportSink {
 public:
  Sink(const std::function<void(ports::FoundSeries)>& onFound, const Watch& watch) : onFound_(onFound), watch_(watch) {}
  void found(ports::FoundSeries series) override { onFound_(std::move(series)); }
  void quarantine(const std::filesystem::path& file, std::string reason) override {
    refused.emplace_back(base::utf8(file), std::move(reason));
  }
  void skip(const std::filesystem::path&, std::string) override {}
  bool known(const std::filesystem::path&) override { return false; }
  void progress(const base::Progress& progress) override {
    if (watch_.progress) watch_.progress(progress);
  }
  bool cancelled() override { return watch_.cancel.cancelled(); }
  Refused refused;

 private:
  const std::function<void(ports::FoundSeries)>& onFound_;
  const Watch& watch_;
};

std::vector<std::filesystem::path> filesIn(const std::filesystem::path& root) {
  std::vector<std::filesystem::path> files;
  std::error_code failed;
  std::filesystem::recursive_directory_iterator walk(root, std::filesystem::directory_options::skip_permission_denied,
                                                     failed),
      end;
  for (; walk != end; walk.increment(failed)) {
    if (failed) break;
    const auto name = base::utf8(walk->path().filename());
    if (name.empty() || name.front() == '.') {
      if (walk->is_directory(failed)) walk.disable_recursion_pending();
      continue;
    }
    if (walk->is_regular_file(failed)) files.push_back(walk->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

ports::Importer* importerOf(const std::filesystem::path& file, const std::vector<ports::Importer*>& importers) {
  std::array<char, 1024> head{};
  std::ifstream stream(file, std::ios::binary);
  stream.read(head.data(), static_cast<std::streamsize>(head.size()));
  const auto bytes = std::as_bytes(std::span(head.data(), static_cast<std::size_t>(stream.gcount())));
  ports::Importer* best = nullptr;
  int bestScore = 0;
  for (auto* importer : importers)
    if (const int score = importer->probeFile(file, bytes); score > bestScore) {
      best = importer;
      bestScore = score;
    }
  return best;
}

}  // namespace

base::Result<Refused> collect(const std::filesystem::path& input, const std::vector<ports::Importer*>& importers,
                              const std::function<void(ports::FoundSeries)>& onFound, const Watch& watch) {
  std::error_code failed;
  const auto path = std::filesystem::absolute(input, failed);
  if (!std::filesystem::exists(path, failed))
    return base::fail(base::ErrorCode::NotFound, "There is no file or folder " + base::utf8(path) + ".");
  Sink sink(onFound, watch);
  const bool folder = std::filesystem::is_directory(path, failed);
  const auto files = folder ? filesIn(path) : std::vector{path};
  if (folder) {
    ports::Importer* layout = nullptr;
    int best = 0;
    for (auto* importer : importers)
      if (const int score = importer->probeFolder(path); score > best) {
        layout = importer;
        best = score;
      }
    if (layout) {
      SELVOX_CHECK(layout->scan(path, files, sink));
      return std::move(sink.refused);
    }
  }
  std::map<ports::Importer*, std::vector<std::filesystem::path>> byImporter;
  for (const auto& file : files) {
    if (auto* importer = importerOf(file, importers)) {
      byImporter[importer].push_back(file);
    } else {
      sink.refused.emplace_back(base::utf8(file), "No importer knows this format. Known: DICOM, NIfTI, PNG, JPEG.");
    }
  }
  for (auto* importer : importers) {
    const auto found = byImporter.find(importer);
    if (found == byImporter.end()) continue;
    SELVOX_CHECK(watch.check());
    SELVOX_CHECK(importer->scan(folder ? path : path.parent_path(), found->second, sink));
  }
  SELVOX_CHECK(watch.check());
  return std::move(sink.refused);
}

}  // namespace selvox::services
