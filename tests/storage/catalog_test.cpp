#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "core/base/file.h"
#include "tests/storage/rows.h"

using namespace selvox;
using namespace selvox::ports;
using base::ErrorCode;
using test::add;
using test::exampleSeries;
using test::ExampleWorkspace;

namespace {

std::vector<std::string> casesOf(Catalog& catalog, const SeriesQuery& query) {
  std::vector<std::string> names;
  const auto ids = catalog.seriesIds(query);
  EXPECT_TRUE(ids) << ids.error().message;
  const auto rows = catalog.series(*ids);
  for (const auto& row : *rows) names.push_back(row.caseName);
  return names;
}

using Names = std::vector<std::string>;

struct Filled : ExampleWorkspace {
  std::unique_ptr<storage::catalog::SqliteCatalog> catalog = create();
  Filled() {
    ImportBatch batch;
    batch.dataset = "hippo";
    add(batch, exampleSeries("case_001", "P-AAAA0001", true));
    add(batch, exampleSeries("case_002", "P-AAAA0002", false));
    add(batch, exampleSeries("Case_003", "P-AAAA0001", true, "CT"));
    batch.files.push_back({"/data/broken.nii", FileState::Quarantined, "cut off", "x", 0});
    batch.files.push_back({"/data/readme.txt", FileState::Skipped, "not an image", "y", 0});
    EXPECT_TRUE(catalog->commit(batch));
  }
};

}  // namespace

TEST(Workspace, IsMadeOnceAndFoundAgain) {
  ExampleWorkspace ws;
  {
    const auto catalog = ws.create();
    ASSERT_TRUE(catalog);
    for (const char* part : {"cache", "runs", "index", "exports"})
      EXPECT_TRUE(std::filesystem::is_directory(ws.root / part)) << part;
    EXPECT_EQ(storage::catalog::SqliteCatalog::create(ws.root, ws.data).error().code, ErrorCode::AlreadyExists);
    EXPECT_EQ(ws.open()->workspaceId(), catalog->workspaceId());
    EXPECT_EQ(catalog->workspaceId().size(), 36u);
  }
  const auto missing = storage::catalog::SqliteCatalog::open(ws.folder / "nothing", ws.data);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::NotFound);
  EXPECT_NE(missing.error().message.find("selvox init"), std::string::npos);
}

TEST(Catalog, RowsComeBackWhole) {
  Filled ws;
  const auto ids = ws.catalog->seriesIds({});
  ASSERT_EQ(ids->size(), 3u);
  const auto rows = ws.catalog->series({(*ids)[1], (*ids)[0], 999});
  ASSERT_EQ(rows->size(), 2u);
  EXPECT_EQ((*rows)[0].caseName, "case_002");
  const SeriesRow& row = (*rows)[1];
  const SeriesRow expected = exampleSeries("case_001", "P-AAAA0001", true);
  EXPECT_EQ(row.dataset, "hippo");
  EXPECT_EQ(row.caseName, expected.caseName);
  EXPECT_EQ(row.patient, expected.patient);
  EXPECT_EQ(row.study, expected.study);
  EXPECT_EQ(row.extent, expected.extent);
  EXPECT_EQ(row.worldFromVoxel, expected.worldFromVoxel);  // to the last bit
  EXPECT_EQ(row.statistics.mean, expected.statistics.mean);
  EXPECT_EQ(row.statistics.p99_5, expected.statistics.p99_5);
  EXPECT_EQ(row.attributes, expected.attributes);
  EXPECT_EQ(row.files, expected.files);
  ASSERT_EQ(row.labels.size(), 1u);
  EXPECT_EQ(row.labels[0].names, expected.labels[0].names);
  EXPECT_EQ(row.labels[0].voxels, expected.labels[0].voxels);
  EXPECT_EQ(row.labels[0].files, expected.labels[0].files);
}

TEST(Catalog, DatasetsAreCounted) {
  Filled ws;
  const auto datasets = ws.catalog->datasets();
  ASSERT_EQ(datasets->size(), 1u);
  const DatasetRow& row = datasets->front();
  EXPECT_EQ(row.name, "hippo");
  EXPECT_EQ(row.series, 3);
  EXPECT_EQ(row.patients, 2);
  EXPECT_EQ(row.labelled, 2);
  EXPECT_EQ(row.quarantined, 1);
  EXPECT_EQ(row.modalities, (Names{"CT", "MR"}));
}

TEST(Catalog, QueriesFilterAndOrder) {
  Filled ws;
  Catalog& c = *ws.catalog;
  EXPECT_EQ(casesOf(c, {}), (Names{"case_001", "case_002", "Case_003"}));
  EXPECT_EQ(casesOf(c, {.descending = true}), (Names{"Case_003", "case_002", "case_001"}));
  EXPECT_EQ(casesOf(c, {.dataset = "other"}), Names{});
  EXPECT_EQ(casesOf(c, {.modality = "CT"}), Names{"Case_003"});
  EXPECT_EQ(casesOf(c, {.labelled = false}), Names{"case_002"});
  EXPECT_EQ(casesOf(c, {.labelled = true, .orderBy = "modality"}), (Names{"Case_003", "case_001"}));
  EXPECT_EQ(casesOf(c, {.orderBy = "patient", .descending = true}), (Names{"case_002", "Case_003", "case_001"}));
}

TEST(Catalog, TextFindsWordsByTheirBeginning) {
  Filled ws;
  Catalog& c = *ws.catalog;
  EXPECT_EQ(casesOf(c, {.text = "case_00"}).size(), 3u);
  EXPECT_EQ(casesOf(c, {.text = "002"}), Names{"case_002"});
  EXPECT_EQ(casesOf(c, {.text = "poster CASE_001"}), Names{"case_001"});
  EXPECT_EQ(casesOf(c, {.text = "P-AAAA0001 ct"}), Names{"Case_003"});
  EXPECT_EQ(casesOf(c, {.text = "   "}).size(), 3u);
  for (const char* text : {"nothing", "\"", "*", "a\" OR \"b", "NEAR(", "case_001 AND", "-- ;", "col:case"})
    EXPECT_TRUE(casesOf(c, {.text = text}).empty()) << text;
}

TEST(Catalog, FilesKeepTheirStateAndReason) {
  Filled ws;
  const auto quarantined = ws.catalog->files("hippo", FileState::Quarantined);
  ASSERT_EQ(quarantined->size(), 1u);
  EXPECT_EQ(quarantined->front().path, "/data/broken.nii");
  EXPECT_EQ(quarantined->front().reason, "cut off");
  EXPECT_EQ(ws.catalog->files("hippo", FileState::Imported)->size(), 8u);
  const auto known = ws.catalog->knownFiles("hippo");
  EXPECT_EQ(known->size(), 8u);
  EXPECT_EQ(known->at(test::contentOf("/data/case_002/a.nii")), ws.catalog->seriesIds({.text = "case_002"})->front());
  EXPECT_TRUE(ws.catalog->knownFiles("other")->empty());
}

TEST(Catalog, MeetingAFileAgainAddsNothing) {
  Filled ws;
  ImportBatch again;
  again.dataset = "hippo";
  again.files = {
      {"/data/case_001/a.nii", FileState::Skipped, "already imported", test::contentOf("/data/case_001/a.nii"), 0},
      {"/data/broken.nii", FileState::Quarantined, "still cut off", "x", 0},
      {"/data/readme.txt", FileState::Skipped, "not an image", "y", 0}};
  ASSERT_TRUE(ws.catalog->commit(again));
  EXPECT_EQ(ws.catalog->files("hippo", FileState::Imported)->size(), 8u);
  EXPECT_EQ(ws.catalog->files("hippo", FileState::Skipped)->size(), 1u);
  ASSERT_EQ(ws.catalog->files("hippo", FileState::Quarantined)->size(), 1u);
  EXPECT_EQ(ws.catalog->files("hippo", FileState::Quarantined)->front().reason, "still cut off");
}

TEST(Catalog, RemovingASeriesFreesItsFilesOnly) {
  Filled ws;
  ImportBatch shared;  // one file, two series
  shared.dataset = "hippo";
  auto first = exampleSeries("s1", "P-1", false), second = exampleSeries("s2", "P-2", false);
  first.files = second.files = {"/data/multi.nii"};
  shared.series = {first, second};
  shared.files = {{"/data/multi.nii", FileState::Imported, "", "m", 1}};
  ASSERT_TRUE(ws.catalog->commit(shared));
  const auto id = [&](const char* name) { return ws.catalog->seriesIds({.text = name})->front(); };
  const auto s1 = id("s1"), removed = id("case_001");
  ASSERT_TRUE(ws.catalog->removeSeries({s1, removed}));
  EXPECT_EQ(casesOf(*ws.catalog, {}), (Names{"case_002", "Case_003", "s2"}));
  EXPECT_EQ(ws.catalog->series({id("s2")})->front().files, Names{"/data/multi.nii"});
  EXPECT_EQ(ws.catalog->files("hippo", FileState::Imported)->size(), 6u);
  EXPECT_FALSE(ws.catalog->knownFiles("hippo")->contains(test::contentOf("/data/case_001/a.nii")));
  EXPECT_EQ(ws.catalog->datasets()->front().patients, 3);
  EXPECT_TRUE(ws.catalog->seriesIds({.text = "case_001"})->empty());
  ImportBatch back;
  back.dataset = "hippo";
  add(back, exampleSeries("case_001", "P-AAAA0001", true));
  ASSERT_TRUE(ws.catalog->commit(back));
  EXPECT_NE(id("case_001"), removed) << "ids are never used twice";
  const auto all = ws.catalog->seriesIds({});
  ASSERT_TRUE(ws.catalog->removeSeries(*all));
  EXPECT_TRUE(ws.catalog->seriesIds({})->empty());
}

TEST(Catalog, SplitsReplaceEachOtherAndFilter) {
  Filled ws;
  EXPECT_FALSE(ws.catalog->split("hippo")->has_value());
  EXPECT_EQ(ws.catalog->storeSplit({"nobody", 1, "", {}, {}, {}, {}}).error().code, ErrorCode::NotFound);
  ASSERT_TRUE(ws.catalog->storeSplit({"hippo", 1, "", {"case_002"}, {}, {"case_001"}, {}}));
  const SplitRow split{"hippo",      0xffffffffffffffffu, "2026-01-01T00:00:00.000Z", {"case_001", "Case_003"}, {},
                       {"case_002"}, {"case_001"}};
  ASSERT_TRUE(ws.catalog->storeSplit(split));
  const auto read = *ws.catalog->split("hippo");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->seed, split.seed);
  EXPECT_EQ(read->created, split.created);
  EXPECT_EQ(read->train, split.train);
  EXPECT_EQ(read->test, split.test);
  EXPECT_EQ(read->labelled, split.labelled);
  EXPECT_EQ(casesOf(*ws.catalog, {.split = "train"}), (Names{"case_001", "Case_003"}));
  EXPECT_EQ(casesOf(*ws.catalog, {.split = "test"}), Names{"case_002"});
  EXPECT_TRUE(casesOf(*ws.catalog, {.split = "val"}).empty());
  EXPECT_TRUE(casesOf(*ws.catalog, {.split = "none"}).empty());
  ASSERT_TRUE(ws.catalog->storeSplit({"hippo", 2, "", {"case_001"}, {}, {}, {}}));
  EXPECT_EQ(casesOf(*ws.catalog, {.split = "none"}), (Names{"case_002", "Case_003"}));
}

TEST(Catalog, RunsAreMirroredWithMetricsAndCheckpoints) {
  ExampleWorkspace ws;
  const auto catalog = ws.create();
  RunRow run{"mae-1", "pretrain", "", "mae", "unet", "done", "", "2026-01-01", 400, 500, 123, 4.5, {{"seed", 7}}};
  run.metrics = {{"loss/train", 0.1}, {"loss/val", std::nan("")}};
  run.checkpoints = {{"checkpoints/a", 100, false}, {"checkpoints/b", 400, true}};
  ASSERT_TRUE(catalog->mirrorRuns({run}));
  ASSERT_TRUE(catalog->mirrorRuns({run}));
  const auto rows = catalog->runs();
  ASSERT_EQ(rows->size(), 1u);
  const RunRow& read = rows->front();
  EXPECT_EQ(read.settings, run.settings);
  EXPECT_EQ(read.seconds, 4.5);
  ASSERT_EQ(read.metrics.size(), 2u);
  EXPECT_EQ(read.metrics[0].value, 0.1);
  EXPECT_TRUE(std::isnan(read.metrics[1].value));
  ASSERT_EQ(read.checkpoints.size(), 2u);
  EXPECT_TRUE(read.checkpoints[1].best);
  ASSERT_TRUE(catalog->mirrorRuns({}));
  EXPECT_TRUE(catalog->runs()->empty());
}

TEST(Catalog, ABatchIsAllOrNothing) {
  Filled ws;
  ImportBatch bad;
  bad.dataset = "hippo";
  add(bad, exampleSeries("new_1", "P-9", true));
  bad.files.push_back(
      {"/data/x", static_cast<FileState>(7), "", "", 0});  // breaks a rule of the schema at the very end
  const auto status = ws.catalog->commit(bad);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::InvalidArgument);
  EXPECT_EQ(ws.catalog->seriesIds({})->size(), 3u);
  EXPECT_EQ(ws.catalog->files("hippo", FileState::Imported)->size(), 8u);
  EXPECT_EQ(ws.catalog->datasets()->front().patients, 2);
  bad.files.pop_back();
  EXPECT_TRUE(ws.catalog->commit(bad));
}

TEST(Privacy, PathsAndKeyLieOutsideTheWorkspace) {
  Filled ws;
  const auto key = ws.catalog->pseudonymKey();
  ASSERT_TRUE(key) << key.error().message;
  EXPECT_EQ(key->size(), 64u);
  EXPECT_EQ(*ws.catalog->pseudonymKey(), *key);
  EXPECT_EQ(*ws.open()->pseudonymKey(), *key);
  const auto privateFolder = ws.catalog->privateFolder();
  EXPECT_TRUE(privateFolder.string().starts_with(ws.data.string()));
  ws.catalog.reset();
  for (const auto& entry : std::filesystem::recursive_directory_iterator(ws.root)) {
    if (!entry.is_regular_file()) continue;
    const std::string bytes = *base::readFile(entry.path());
    EXPECT_EQ(bytes.find("/data/case_001"), std::string::npos) << entry.path();
    EXPECT_EQ(bytes.find(*key), std::string::npos) << entry.path();
  }
#ifndef _WIN32
  for (const char* file : {"pseudonym.key", "sources.sqlite"}) {
    const auto mode = std::filesystem::status(privateFolder / file).permissions();
    EXPECT_EQ(mode & (std::filesystem::perms::group_all | std::filesystem::perms::others_all),
              std::filesystem::perms::none)
        << file;
  }
#endif
}

TEST(Privacy, AMovedWorkspaceAsksForItsKeyAndHasNoPaths) {
  Filled ws;
  ASSERT_TRUE(ws.catalog->pseudonymKey());
  ws.catalog.reset();
  ws.data = ws.folder / "another computer";
  const auto catalog = ws.open();
  const auto key = catalog->pseudonymKey();
  ASSERT_FALSE(key);
  EXPECT_EQ(key.error().code, ErrorCode::NotFound);
  const auto rows = catalog->series(*catalog->seriesIds({}));
  EXPECT_EQ(rows->size(), 3u);
  EXPECT_TRUE(rows->front().files.empty());
  std::filesystem::create_directories(catalog->privateFolder());
  ASSERT_TRUE(base::writeFile(catalog->privateFolder() / "pseudonym.key", std::string(64, 'a')));
  EXPECT_EQ(catalog->pseudonymKey().error().code, ErrorCode::Refused);
}

TEST(Catalog, AnotherConnectionIsNoticed) {
  Filled ws;
  const auto other = ws.open();
  const auto before = ws.catalog->dataVersion();
  EXPECT_EQ(ws.catalog->dataVersion(), before);
  ImportBatch batch;
  batch.dataset = "second";
  add(batch, exampleSeries("x", "P-3", false));
  ASSERT_TRUE(other->commit(batch));
  EXPECT_GT(ws.catalog->dataVersion(), before);
  EXPECT_EQ(ws.catalog->datasets()->size(), 2u);
  ws.catalog->interrupt();  // nothing runs: the next call is not disturbed
  EXPECT_TRUE(ws.catalog->datasets());
}
