#pragma once
// The ports of a workspace without SQLite: rows in memory, bricks and runs in plain folders, a worker made of
// functions.

#include <algorithm>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/file.h"
#include "core/services/cache_keys.h"
#include "core/services/workspace.h"
#include "tests/base/temporary.h"

namespace selvox::test {

class FakeCatalog final : public ports::Catalog {
 public:
  std::vector<ports::SeriesRow> rows;
  std::map<std::string, ports::SplitRow> splits;
  std::vector<ports::RunRow> mirrored;

  base::Result<std::vector<ports::DatasetRow>> datasets() override {
    std::map<std::string, ports::DatasetRow> byName;
    for (const auto& row : rows) {
      byName[row.dataset].name = row.dataset;
      ++byName[row.dataset].series;
    }
    std::vector<ports::DatasetRow> all;
    for (auto& [name, row] : byName) all.push_back(row);
    return all;
  }
  base::Result<std::vector<std::int64_t>> seriesIds(const ports::SeriesQuery& query) override {
    std::vector<std::int64_t> ids;
    for (const auto& row : rows)
      if (query.dataset.empty() || row.dataset == query.dataset) ids.push_back(row.id);
    return ids;
  }
  base::Result<std::vector<ports::SeriesRow>> series(const std::vector<std::int64_t>& ids) override {
    std::vector<ports::SeriesRow> found;
    for (const auto id : ids)
      for (const auto& row : rows)
        if (row.id == id) found.push_back(row);
    return found;
  }
  base::Result<std::vector<ports::FileRow>> files(const std::string&, ports::FileState) override {
    return std::vector<ports::FileRow>{};
  }
  base::Result<std::map<std::string, std::int64_t>> knownFiles(const std::string&) override {
    return std::map<std::string, std::int64_t>{};
  }
  base::Status commit(ports::ImportBatch) override { return {}; }
  base::Status removeSeries(const std::vector<std::int64_t>&) override { return {}; }
  base::Status storeSplit(const ports::SplitRow& split) override {
    splits[split.dataset] = split;
    return {};
  }
  base::Result<std::optional<ports::SplitRow>> split(const std::string& dataset) override {
    const auto found = splits.find(dataset);
    return found == splits.end() ? std::nullopt : std::optional(found->second);
  }
  base::Status mirrorRuns(const std::vector<ports::RunRow>& runs) override {
    mirrored = runs;
    return {};
  }
  base::Result<std::vector<ports::RunRow>> runs() override { return mirrored; }
  base::Result<std::string> pseudonymKey() override { return std::string(64, '0'); }
  std::int64_t dataVersion() override { return 0; }
  void interrupt() override {}
};

class FolderCache final : public ports::VolumeCache {
 public:
  explicit FolderCache(std::filesystem::path root) : root_(std::move(root)) {
    std::filesystem::create_directories(root_);
  }
  [[nodiscard]] std::filesystem::path pathOf(const std::string& key) const override { return root_ / (key + ".vol"); }
  [[nodiscard]] bool contains(const std::string& key) const override {
    return volume::BrickFile::open(pathOf(key)).has_value();
  }
  base::Status store(const std::string& key, const volume::BrickHeader& header, const volume::Volume& volume) override {
    ++stored;
    return volume::writeBrickFile(pathOf(key), header, volume);
  }
  int stored = 0;

 private:
  std::filesystem::path root_;
};

class FolderRuns final : public ports::RunStore {
 public:
  explicit FolderRuns(std::filesystem::path root) : root_(std::move(root)) {
    std::filesystem::create_directories(root_);
  }
  [[nodiscard]] std::filesystem::path root() const override { return root_; }
  [[nodiscard]] events::RunFolder folder(const std::string& name) const override { return {root_ / name}; }
  base::Result<events::RunFolder> create(const spec::RunSpec& spec) override {
    const auto made = folder(spec.name);
    std::filesystem::create_directories(made.checkpoints());
    SELVOX_CHECK(base::writeJson(made.spec(), spec::toJson(spec)));
    return made;
  }
  base::Result<std::vector<ports::RunListing>> list() override {
    std::vector<ports::RunListing> all;
    for (const auto& entry : std::filesystem::directory_iterator(root_))
      if (auto one = find(entry.path().filename().string())) all.push_back(std::move(*one));
    return all;
  }
  base::Result<ports::RunListing> find(const std::string& name) override {
    const auto place = folder(name);
    if (!std::filesystem::exists(place.spec())) return base::fail(base::ErrorCode::NotFound, "no run " + name);
    SELVOX_TRY(auto snapshot, events::readRun(place));
    return ports::RunListing{place, std::move(snapshot)};
  }
  base::Status remove(const std::string& name) override {
    std::filesystem::remove_all(folder(name).root);
    return {};
  }
  base::Status enqueue(const std::string& name) override {
    waiting.push_back(name);
    return {};
  }
  base::Status dequeue(const std::string& name) override {
    waiting.erase(std::remove(waiting.begin(), waiting.end(), name), waiting.end());
    return {};
  }
  base::Result<std::vector<std::string>> queue() override { return waiting; }
  std::vector<std::string> waiting;

 private:
  std::filesystem::path root_;
};

class FakeWorker final : public ports::WorkerClient {
 public:
  using Reply = std::function<Answer(const std::vector<std::string>&)>;
  Reply reply;
  std::vector<std::vector<std::string>> asked;
  base::Result<Answer> ask(const std::vector<std::string>& arguments,
                           const std::function<void(std::string_view)>& onLine, const base::CancelToken&) override {
    asked.push_back(arguments);
    auto answer = reply(arguments);
    std::size_t start = 0;
    while (start < answer.errors.size()) {
      const auto end = std::min(answer.errors.find('\n', start), answer.errors.size());
      if (onLine) onLine(std::string_view(answer.errors).substr(start, end - start));
      start = end + 1;
    }
    return answer;
  }
};

// A workspace of those. `add` gives a series with its native brick, and a label map when `label` is not null.
struct Bench {
  TemporaryFolder folder;
  FakeCatalog catalog;
  FolderCache cache{folder / "cache"};
  FolderRuns runs{folder / "runs"};
  FakeWorker worker;
  services::Workspace workspace{folder.path(), &catalog, &cache, &runs, &worker, {}};

  static volume::Volume scan(const volume::Extent& extent, const volume::Vec3& spacing,
                             const std::function<double(int, int, int)>& value,
                             volume::VoxelType type = volume::VoxelType::Float32) {
    volume::Volume made;
    made.extent = extent;
    made.type = type;
    made.worldFromVoxel = volume::Affine::scaling(spacing);
    made.data.resize(made.bytes());
    std::size_t i = 0;
    for (int z = 0; z < extent.z; ++z)
      for (int y = 0; y < extent.y; ++y)
        for (int x = 0; x < extent.x; ++x, ++i)
          if (type == volume::VoxelType::UInt8) {
            made.as<std::uint8_t>()[i] = static_cast<std::uint8_t>(value(x, y, z));
          } else {
            made.as<float>()[i] = static_cast<float>(value(x, y, z));
          }
    return made;
  }

  std::string storeNative(const volume::Volume& voxels, volume::Content content) {
    const auto hash = volume::voxelsHash(voxels);
    volume::BrickHeader header;
    header.content = content;
    header.worldFromVoxel = header.nativeWorldFromVoxel = voxels.worldFromVoxel;
    header.nativeExtent = voxels.extent;
    header.sourceHash = hash;
    const auto key = services::nativeKey(hash);
    EXPECT_TRUE(cache.contains(key) || cache.store(key, header, voxels).has_value());
    return hash;
  }

  void add(const std::string& dataset, const std::string& caseName, const std::string& patient,
           const std::string& modality, const volume::Volume& image, const volume::Volume* label) {
    ports::SeriesRow row;
    row.id = static_cast<std::int64_t>(catalog.rows.size()) + 1;
    row.dataset = dataset;
    row.caseName = caseName;
    row.patient = patient;
    row.modality = modality;
    row.extent = image.extent;
    row.worldFromVoxel = image.worldFromVoxel;
    row.voxelsHash = storeNative(image, volume::Content::Image);
    if (label) {
      ports::LabelRow one;
      one.voxelsHash = storeNative(*label, volume::Content::Label);
      one.names = {{1, "organ"}};
      row.labels.push_back(one);
    }
    catalog.rows.push_back(row);
  }

  // `count` labelled MR cases c00, c01, … of their own patients, every one with other voxels.
  void addCases(const std::string& dataset, int count, int firstValue = 0) {
    for (int i = 0; i < count; ++i) {
      const auto name = dataset + (i < 10 ? "-0" : "-") + std::to_string(i);
      const auto image = scan({6, 5, 4}, {1, 1, 1},
                              [&](int x, int y, int z) { return (i + firstValue) * 1000 + x + 10 * y + 100 * z; });
      const auto label = scan(
          {6, 5, 4}, {1, 1, 1}, [&](int x, int, int z) { return x > 2 && z == i % 4 ? 1 : 0; },
          volume::VoxelType::UInt8);
      add(dataset, name, "P-" + name, "MR", image, &label);
    }
  }
};

}  // namespace selvox::test
