#pragma once
// A catalog of a few series, a cache and evaluated runs in a temporary folder, with brick files made by hand.

#include <map>
#include <string>
#include <vector>

#include <QTemporaryDir>

#include "core/base/file.h"
#include "core/base/json.h"
#include "core/ports/catalog.h"
#include "core/ports/stores.h"
#include "core/services/cache_keys.h"
#include "ui/context.h"

namespace selvox::ui::test {

class FewSeries : public ports::Catalog {
 public:
  std::vector<ports::SeriesRow> rows;
  base::Result<std::vector<ports::DatasetRow>> datasets() override { return std::vector<ports::DatasetRow>{}; }
  base::Result<std::vector<std::int64_t>> seriesIds(const ports::SeriesQuery& query) override {
    std::vector<std::int64_t> ids;
    for (const auto& row : rows)
      if (query.text.empty() || row.caseName.find(query.text) != std::string::npos) ids.push_back(row.id);
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
  base::Status storeSplit(const ports::SplitRow&) override { return {}; }
  base::Result<std::optional<ports::SplitRow>> split(const std::string&) override {
    return std::optional<ports::SplitRow>{};
  }
  base::Status mirrorRuns(const std::vector<ports::RunRow>&) override { return {}; }
  base::Result<std::vector<ports::RunRow>> runs() override { return std::vector<ports::RunRow>{}; }
  base::Result<std::string> pseudonymKey() override { return std::string(); }
  std::int64_t dataVersion() override { return 0; }
  void interrupt() override {}
};

class FolderCache : public ports::VolumeCache {
 public:
  std::filesystem::path root;
  [[nodiscard]] std::filesystem::path pathOf(const std::string& key) const override { return root / (key + ".vol"); }
  [[nodiscard]] bool contains(const std::string& key) const override { return std::filesystem::exists(pathOf(key)); }
  base::Status store(const std::string& key, const volume::BrickHeader& header, const volume::Volume& volume) override {
    return volume::writeBrickFile(pathOf(key), header, volume);
  }
};

class FewRuns : public ports::RunStore {
 public:
  std::filesystem::path folderOfRuns;
  std::vector<ports::RunListing> listings;
  [[nodiscard]] std::filesystem::path root() const override { return folderOfRuns; }
  [[nodiscard]] events::RunFolder folder(const std::string& name) const override { return {folderOfRuns / name}; }
  base::Result<events::RunFolder> create(const spec::RunSpec&) override {
    return base::fail(base::ErrorCode::Unsupported, "not here");
  }
  base::Result<std::vector<ports::RunListing>> list() override { return listings; }
  base::Result<ports::RunListing> find(const std::string& name) override {
    for (const auto& listing : listings)
      if (listing.snapshot.spec.name == name) return listing;
    return base::fail(base::ErrorCode::NotFound, "There is no run " + name + ".");
  }
  base::Status remove(const std::string&) override { return {}; }
  base::Status enqueue(const std::string&) override { return {}; }
  base::Status dequeue(const std::string&) override { return {}; }
  base::Result<std::vector<std::string>> queue() override { return std::vector<std::string>{}; }
};

// Grid of 32 x 32 x 16 voxels of 2 x 2 x 5 mm: one voxel is 0.02 mL.
struct ViewerWorkspace {
  QTemporaryDir folder;
  FewSeries catalog;
  FolderCache cache;
  FewRuns runs;
  Context context;
  Navigator navigator;

  ViewerWorkspace() {
    const auto root = base::pathFromUtf8(folder.path().toStdString());
    cache.root = root / "cache";
    runs.folderOfRuns = root / "runs";
    std::filesystem::create_directories(cache.root);
    context.workspace = root;
    context.catalog = &catalog;
    context.cache = &cache;
    context.runs = &runs;
  }

  static volume::Volume image(std::int16_t value) {
    volume::Volume v = grid(volume::VoxelType::Int16);
    auto voxels = v.as<std::int16_t>();
    for (std::size_t i = 0; i < voxels.size(); ++i)
      voxels[i] = static_cast<std::int16_t>(value + static_cast<int>(i % 50));
    return v;
  }
  // Label 1 on x in [from, to), all y and z of the first 4 slices.
  static volume::Volume label(std::int64_t from, std::int64_t to) {
    volume::Volume v = grid(volume::VoxelType::UInt8);
    for (std::int64_t z = 0; z < 4; ++z)
      for (std::int64_t y = 0; y < 32; ++y)
        for (std::int64_t x = from; x < to; ++x)
          v.as<std::uint8_t>()[static_cast<std::size_t>((z * 32 + y) * 32 + x)] = 1;
    return v;
  }
  static volume::Volume grid(volume::VoxelType type) {
    volume::Volume v;
    v.extent = {32, 32, 16};
    v.type = type;
    v.worldFromVoxel = volume::Affine::scaling({2, 2, 5});
    v.data.resize(v.bytes());
    return v;
  }
  static base::Status write(const std::filesystem::path& path, const volume::Volume& v, volume::Content content) {
    volume::BrickHeader header;
    header.content = content;
    header.lossless = true;
    return volume::writeBrickFile(path, header, v);
  }
  ports::SeriesRow& add(const std::string& name, const std::string& modality, bool labelled) {
    ports::SeriesRow row;
    row.id = static_cast<std::int64_t>(catalog.rows.size()) + 1;
    row.caseName = name;
    row.dataset = "demo";
    row.modality = modality;
    row.extent = {32, 32, 16};
    row.voxelsHash = "image-" + name;
    (void)write(cache.pathOf(services::nativeKey(row.voxelsHash)), image(modality == "CT" ? -20 : 500),
                volume::Content::Image);
    if (labelled) {
      ports::LabelRow map;
      map.voxelsHash = "label-" + name;
      map.names = {{1, "spleen"}};
      (void)write(cache.pathOf(services::nativeKey(map.voxelsHash)), label(8, 16), volume::Content::Label);
      row.labels.push_back(map);
    }
    catalog.rows.push_back(row);
    return catalog.rows.back();
  }
  // Predictions are the reference moved by two voxels; Dice falls from case to case.
  void addRun(const std::string& name) {
    ports::RunListing listing;
    listing.folder = {runs.folderOfRuns / name};
    listing.snapshot.spec.name = name;
    listing.snapshot.spec.labels = {{1, "spleen"}};
    const auto folder_ = listing.folder.evaluations() / "test";
    std::filesystem::create_directories(folder_);
    base::Json cases = base::Json::array();
    double dice = 0.9;
    for (const auto& row : catalog.rows) {
      if (row.labels.empty()) continue;
      spec::CaseEntry entry;
      entry.caseName = row.caseName;
      entry.dataset = row.dataset;
      entry.voxelsHash = row.voxelsHash;
      listing.snapshot.spec.cases.push_back(entry);
      cases.push_back({{"case", row.caseName}, {"labels", {{"1", {{"dice", dice}, {"hd95", 4.0}}}}}});
      (void)write(folder_ / (row.caseName + ".vol"), label(10, 18), volume::Content::Label);
      dice -= 0.3;
    }
    (void)base::writeJson(
        listing.folder.evaluations() / "test.json",
        {{"run", name}, {"split", "test"}, {"cases", cases}, {"labels", {{"1", {{"name", "spleen"}}}}}});
    runs.listings.push_back(listing);
  }
};

}  // namespace selvox::ui::test
