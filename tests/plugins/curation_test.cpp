// Tables, labels, frozen versions, exports and duplicates through the real catalog, cache and formats.

#include "core/ports/pseudonym.h"
#include "core/services/agreement.h"
#include "core/services/cache_keys.h"
#include "core/services/curate.h"
#include "core/services/duplicates.h"
#include "core/services/export_layout.h"
#include "core/services/frozen.h"
#include "core/services/import.h"
#include "core/volume/brick_file.h"
#include "storage/cache/folder_cache.h"
#include "storage/catalog/sqlite_catalog.h"
#include "tests/plugins/support.h"

namespace selvox {
namespace {

using ports::Facet;
using test::Path;

volume::Volume gridOf(volume::VoxelType type) {
  volume::Volume made;
  made.extent = {12, 10, 9};
  made.type = type;
  made.worldFromVoxel = volume::Affine::translation({-20, 5, 7.5}) * volume::Affine::scaling({1, 1.25, 2});
  made.data.resize(made.bytes());
  return made;
}

class CurationTest : public testing::Test {
 protected:
  CurationTest() {
    auto made = storage::catalog::SqliteCatalog::create(folder_ / "ws", folder_ / "private");
    EXPECT_TRUE(made) << made.error().message;
    catalog_ = std::move(*made);
    workspace_ = {folder_ / "ws", catalog_.get(), &cache_, nullptr, nullptr, {}};
    workspace_.curation = catalog_.get();
    nifti_ = plugins::makeNiftiExporter();
    writeSource();
  }

  // Four cases in Decathlon layout, labels 1 and 2; every case has other voxels.
  void writeSource() {
    const Path root = folder_ / "source";
    std::filesystem::create_directories(root / "imagesTr");
    std::filesystem::create_directories(root / "labelsTr");
    for (int c = 0; c < 4; ++c) {
      auto image = gridOf(volume::VoxelType::Int16), label = gridOf(volume::VoxelType::UInt8);
      for (std::size_t i = 0; i < image.as<std::int16_t>().size(); ++i) {
        const auto n = static_cast<int>(i);
        image.as<std::int16_t>()[i] =
            static_cast<std::int16_t>((n * (37 + 11 * c)) % 977 - 300 + ((n / 12) % 10) * 40 * c);
        label.as<std::uint8_t>()[i] = static_cast<std::uint8_t>(n % 12 < 3 + c ? 1 : n % 12 > 9 ? 2 : 0);
      }
      const std::string file = "case" + std::to_string(c) + ".nii.gz";
      EXPECT_TRUE(nifti_->write(root / "imagesTr" / file, image));
      if (c < 3) {
        EXPECT_TRUE(nifti_->write(root / "labelsTr" / file, label));
      }
    }
    EXPECT_TRUE(base::writeFile(
        root / "dataset.json",
        R"({"name":"s","modality":{"0":"MRI"},"labels":{"0":"background","1":"head","2":"tail"},"numTraining":3,"numTest":0,)"
        R"("training":[{"image":"./imagesTr/case0.nii.gz","label":"./labelsTr/case0.nii.gz"},)"
        R"({"image":"./imagesTr/case1.nii.gz","label":"./labelsTr/case1.nii.gz"},)"
        R"({"image":"./imagesTr/case2.nii.gz","label":"./labelsTr/case2.nii.gz"}],"test":[]})"));
    import(root, "d");
  }

  void import(const Path& path, const std::string& dataset) {
    const auto report = services::importFiles({dataset, {path}}, {*catalog_, cache_, importers_.all()}, {}, {});
    ASSERT_TRUE(report) << report.error().message;
  }
  std::vector<std::int64_t> ids(const std::string& dataset = "d") { return *catalog_->seriesIds({.dataset = dataset}); }
  std::vector<ports::SeriesRow> rows(const std::string& dataset = "d") { return *catalog_->series(ids(dataset)); }
  std::map<std::string, std::set<std::string>> hashes(const std::string& dataset) {
    std::map<std::string, std::set<std::string>> found;  // of images and labels
    for (const auto& row : rows(dataset)) {
      found["images"].insert(row.voxelsHash);
      for (const auto& label : row.labels) found["labels"].insert(label.voxelsHash);
    }
    return found;
  }

  test::TemporaryFolder folder_;
  std::unique_ptr<storage::catalog::SqliteCatalog> catalog_;
  storage::cache::FolderCache cache_{folder_ / "ws" / "cache"};
  test::Importers importers_;
  std::unique_ptr<ports::Exporter> nifti_;
  services::Workspace workspace_;
};

TEST_F(CurationTest, ColumnsComeByCaseAndByTheSourcesOwnPatientIds) {
  services::ColumnsRequest request;
  request.dataset = "d";
  const auto byCase = services::importColumns(
      workspace_, "case,site,patient_name,grade\ncase0,graz,Doe,2\ncase1,oslo,Roe,\nnobody,rome,X,3\n", request);
  ASSERT_TRUE(byCase) << byCase.error().message;
  EXPECT_EQ(byCase->matched, 2u);
  EXPECT_EQ(byCase->unmatched, std::vector<std::string>{"nobody"});
  EXPECT_EQ(byCase->leftOut, std::vector<std::string>{"patient_name"});
  EXPECT_EQ(byCase->edit.changes, 3) << "an empty field changes nothing";
  EXPECT_EQ(catalog_->seriesIds({.facets = {{Facet::Site, {"graz"}}}})->size(), 1u);
  // A patient is named as the source names it, or by the pseudonym.
  const auto first = catalog_->summaries(ids())->front();
  request.level = "patient";
  const auto byPseudonym = services::importColumns(workspace_, "patient;age\n" + first.patient + ";61\n", request);
  ASSERT_TRUE(byPseudonym) << byPseudonym.error().message;
  const auto source = services::importColumns(workspace_, "subject;sex\ncase0;F\n", request);
  if (ports::pseudonym("P-", *catalog_->pseudonymKey(), "case0") == first.patient) {
    ASSERT_TRUE(source) << source.error().message;
    EXPECT_EQ(rows().front().attributes.at("sex"), "F");
  }
  EXPECT_EQ(rows().front().attributes.at("age"), "61");
  // Refusals.
  EXPECT_EQ(services::importColumns(workspace_, "patient,age\nP-NONE,3\n", request).error().code,
            base::ErrorCode::NotFound);
  request.level = "case";
  EXPECT_EQ(services::importColumns(workspace_, "case,g\ncase0,1\ncase0,2\n", request).error().code,
            base::ErrorCode::Refused);
  EXPECT_FALSE(services::importColumns(workspace_, "case\ncase0\n", request));
  EXPECT_FALSE(services::importColumns(workspace_, "case,patient_name\ncase0,Doe\n", request));
  const auto edits = catalog_->edits()->size();
  for (std::size_t i = 0; i < edits; ++i) ASSERT_TRUE(catalog_->undo());
  EXPECT_FALSE(rows().front().attributes.contains("site"));
}

TEST_F(CurationTest, LabelsAreRenamedAndMergedAndComeBack) {
  const auto before = rows();
  ASSERT_TRUE(services::renameLabel(workspace_, ids(), "head", "caput"));
  EXPECT_EQ(services::renameLabel(workspace_, ids(), "head", "x").error().code, base::ErrorCode::NotFound);
  EXPECT_EQ(services::renameLabel(workspace_, ids(), "caput", "tail").error().code, base::ErrorCode::Refused);
  const auto merged = services::mergeLabels(workspace_, ids(), {"caput", "tail"}, "organ", {});
  ASSERT_TRUE(merged) << merged.error().message;
  EXPECT_EQ(merged->changes, 3);
  for (const auto& row : rows()) {
    if (row.labels.empty()) continue;
    const auto& label = row.labels.front();
    EXPECT_EQ(label.names, (std::map<int, std::string>{{1, "organ"}}));
    const auto map = volume::BrickFile::open(cache_.pathOf(services::nativeKey(label.voxelsHash)));
    ASSERT_TRUE(map);
    const auto voxels = map->readAll();
    std::int64_t ones = 0;
    for (const auto value : voxels.as<std::uint8_t>()) {
      ASSERT_LE(value, 1);
      ones += value;
    }
    EXPECT_EQ(label.voxels.at(1), ones);
  }
  ASSERT_TRUE(catalog_->undo());
  ASSERT_TRUE(catalog_->undo());
  for (std::size_t i = 0; i < before.size(); ++i) {
    const auto now = rows()[i];
    ASSERT_EQ(now.labels.size(), before[i].labels.size());
    if (now.labels.empty()) continue;
    EXPECT_EQ(now.labels[0].voxelsHash, before[i].labels[0].voxelsHash);
    EXPECT_EQ(now.labels[0].names, before[i].labels[0].names);
  }
}

TEST_F(CurationTest, FrozenVersionsNeverChangeAndTellTheDifference) {
  ports::SeriesQuery query;
  query.dataset = "d";
  const auto first = services::freeze(workspace_, "v1", query, ids(), "2026-01-01");
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(services::freeze(workspace_, "v1", query, ids(), "x").error().code, base::ErrorCode::AlreadyExists);
  EXPECT_EQ(services::freeze(workspace_, "d", query, ids(), "x").error().code, base::ErrorCode::AlreadyExists);
  EXPECT_FALSE(services::freeze(workspace_, "none", query, {}, "x"));
  EXPECT_FALSE(services::freeze(workspace_, "../out", query, ids(), "x"));
  const auto read = services::loadFrozen(workspace_.root, "v1");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->series, first->series);
  EXPECT_EQ(read->hash, first->hash);
  EXPECT_TRUE(services::checkFrozen(workspace_, *read));
  // Another tag, another label, one case fewer.
  ASSERT_TRUE(catalog_->apply("t", {{ports::SeriesChange::Kind::Tag, ids()[0], "good", "1"}}));
  ASSERT_TRUE(services::renameLabel(workspace_, {ids()[1]}, "head", "caput"));
  EXPECT_EQ(services::checkFrozen(workspace_, *read).error().code, base::ErrorCode::Refused);
  const std::vector<std::int64_t> fewer{ids()[0], ids()[1], ids()[2]};
  const auto second = services::freeze(workspace_, "v2", query, fewer, "2026-01-02");
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_NE(second->hash, first->hash);
  const auto difference = services::compareFrozen(*first, *second);
  EXPECT_TRUE(difference.added.empty());
  ASSERT_EQ(difference.removed.size(), 1u);
  EXPECT_EQ(difference.removed[0].caseName, "case3");
  ASSERT_EQ(difference.changed.size(), 2u);
  EXPECT_EQ(difference.changed[0].what, std::vector<std::string>{"tags"});
  EXPECT_EQ(difference.changed[1].what, std::vector<std::string>{"labels"});
  EXPECT_EQ(services::frozenNames(workspace_.root), (std::vector<std::string>{"v1", "v2"}));
  // A manifest that was edited by hand is refused.
  const auto file = workspace_.root / "index" / "frozen" / "v1.json";
  auto text = *base::readFile(file);
  text.replace(text.find("case3"), 5, "case4");
  ASSERT_TRUE(base::writeFile(file, text));
  EXPECT_EQ(services::loadFrozen(workspace_.root, "v1").error().code, base::ErrorCode::Corrupt);
  EXPECT_EQ(services::loadFrozen(workspace_.root, "v3").error().code, base::ErrorCode::NotFound);
}

TEST_F(CurationTest, ExportsComeBackWithTheSameVoxels) {
  ASSERT_TRUE(catalog_->storeSplit({"d", 1, "", {"case0", "case1", "case3"}, {}, {"case2"}, {}}));
  const auto original = hashes("d");
  EXPECT_EQ(original.at("images").size(), 4u);
  for (const auto& [layout, name] :
       {std::pair{services::ExportLayout::Msd, "msd"}, std::pair{services::ExportLayout::NnUNet, "nnunet"},
        std::pair{services::ExportLayout::Bids, "bids"}}) {
    const Path out = folder_ / name;
    const auto made = services::exportLayout(workspace_, *nifti_, layout, "d", ids(), out, {});
    ASSERT_TRUE(made) << made.error().message;
    for (const auto& file : made->files) EXPECT_TRUE(std::filesystem::exists(file)) << file;
    EXPECT_EQ(services::exportLayout(workspace_, *nifti_, layout, "d", ids(), out, {}).error().code,
              base::ErrorCode::AlreadyExists);
    EXPECT_TRUE(std::filesystem::exists(out / "cases.csv"));
    if (layout == services::ExportLayout::Bids) continue;
    EXPECT_TRUE(std::filesystem::exists(out / "labelsTs" / "case2.nii.gz")) << "a test case keeps its label apart";
    import(out, name);
    EXPECT_EQ(hashes(name), original) << name;
    for (const auto& row : rows(name))
      for (const auto& label : row.labels)
        EXPECT_EQ(label.names, (std::map<int, std::string>{{1, "head"}, {2, "tail"}})) << name;
  }
}

TEST_F(CurationTest, OneNumberWithTwoNamesIsNotExported) {
  ASSERT_TRUE(services::renameLabel(workspace_, {ids()[0]}, "head", "caput"));
  const auto made =
      services::exportLayout(workspace_, *nifti_, services::ExportLayout::Msd, "d", ids(), folder_ / "out", {});
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, base::ErrorCode::Refused);
  EXPECT_NE(made.error().message.find("caput"), std::string::npos) << made.error().message;
}

TEST_F(CurationTest, CopiesAreFoundUnderOtherNames) {
  // The first case again, to other bits, as another patient; and the second byte for byte in another dataset.
  const Path root = folder_ / "copies";
  std::filesystem::create_directories(root);
  const auto first = rows().front();
  auto copy = volume::BrickFile::open(cache_.pathOf(services::nativeKey(first.voxelsHash)))->readAll();
  ASSERT_EQ(copy.type, volume::VoxelType::Int16);
  for (auto& value : copy.as<std::int16_t>()) value = static_cast<std::int16_t>(value / 4 * 4);
  ASSERT_TRUE(nifti_->write(root / "other.nii.gz", copy));
  std::filesystem::copy_file(folder_ / "source" / "imagesTr" / "case1.nii.gz", root / "same.nii.gz");
  import(root, "e");
  const auto found = services::findDuplicates(workspace_, {}, {});
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(found->compared, 6u);
  EXPECT_EQ(found->hashed, 6u);
  ASSERT_EQ(found->exact.size(), 1u);
  EXPECT_EQ(found->exact[0].size(), 2u);
  ASSERT_FALSE(found->near.empty());
  EXPECT_EQ(found->near.size(), 1u);
  EXPECT_EQ(found->near[0].a, first.id);
  const auto again = services::findDuplicates(workspace_, {found->exact[0][0]}, {});
  EXPECT_EQ(again->hashed, 0u) << "pictures are kept";
  EXPECT_TRUE(again->near.empty());
  const auto near = services::nearVoxels(workspace_, {first.voxelsHash}, hashes("e").at("images"), {});
  EXPECT_EQ(near->size(), 1u);
}

}  // namespace
}  // namespace selvox
