// Facets, edits with undo, saved queries and picture hashes; and a catalog of version 1 with rows, brought here.

#include <algorithm>
#include <map>

#include <gtest/gtest.h>

#include "core/base/file.h"
#include "core/base/rng.h"
#include "storage/catalog/migrate.h"
#include "tests/storage/rows.h"

using namespace selvox;
using namespace selvox::ports;
using base::ErrorCode;
using test::add;
using test::exampleSeries;
using test::ExampleWorkspace;
using Kind = SeriesChange::Kind;
using Names = std::vector<std::string>;

namespace {

SeriesRow described(const std::string& name, const std::string& patient, bool labelled, const std::string& modality,
                    const std::string& model, const std::string& site, double slice) {
  auto row = exampleSeries(name, patient, labelled, modality);
  row.attributes = {{"model", model}};
  if (!site.empty()) row.attributes["site"] = site;
  row.worldFromVoxel = volume::Affine::scaling({1, 1, slice});
  return row;
}

struct Shelf : ExampleWorkspace {
  std::unique_ptr<storage::catalog::SqliteCatalog> catalog = create();
  Shelf() {
    ImportBatch batch;
    batch.dataset = "d";
    add(batch, described("a1", "P-1", true, "MR", "Skyra", "graz", 1));
    add(batch, described("a2", "P-1", false, "MR", "Skyra", "graz", 3));
    add(batch, described("b1", "P-2", false, "CT", "VCT", "oslo", 5));
    add(batch, described("c1", "P-3", true, "CT", "VCT", "", 1));
    EXPECT_TRUE(catalog->commit(batch));
  }
  std::int64_t id(const std::string& name) const { return catalog->seriesIds({.text = name})->front(); }
  Names find(const SeriesQuery& query) const {
    Names names;
    const auto ids = catalog->seriesIds(query);
    EXPECT_TRUE(ids) << (ids ? "" : ids.error().message);
    const auto rows = catalog->summaries(*ids);
    EXPECT_TRUE(rows) << (rows ? "" : rows.error().message);
    for (const auto& row : *rows) names.push_back(row.caseName);
    return names;
  }
  std::map<std::string, std::int64_t> counts(Facet facet, const SeriesQuery& query = {}) const {
    std::map<std::string, std::int64_t> found;
    const auto all = catalog->facetCounts(query);
    EXPECT_TRUE(all) << (all ? "" : all.error().message);
    for (const auto& one : *all)
      if (one.facet == facet) found[one.value] = one.series;
    return found;
  }
};

using Counted = std::map<std::string, std::int64_t>;

}  // namespace

TEST(Facets, ChooseAndCount) {
  const Shelf shelf;
  EXPECT_EQ(shelf.counts(Facet::Modality), (Counted{{"CT", 2}, {"MR", 2}}));
  EXPECT_EQ(shelf.counts(Facet::Site), (Counted{{"", 1}, {"graz", 2}, {"oslo", 1}}));
  EXPECT_EQ(shelf.counts(Facet::Spacing), (Counted{{"0-1 mm", 2}, {"2-4 mm", 1}, {"over 4 mm", 1}}));
  EXPECT_EQ(shelf.counts(Facet::Labelled), (Counted{{"no", 2}, {"yes", 2}}));
  EXPECT_EQ(shelf.find({.facets = {{Facet::Scanner, {"VCT"}}}}), (Names{"b1", "c1"}));
  EXPECT_EQ(shelf.find({.facets = {{Facet::Site, {"", "oslo"}}}}), (Names{"b1", "c1"}));
  EXPECT_EQ(shelf.find({.facets = {{Facet::Site, {"graz"}}, {Facet::Spacing, {"2-4 mm"}}}}), Names{"a2"});
  EXPECT_EQ(shelf.find({.text = "P-1", .facets = {{Facet::Labelled, {"yes"}}}}), Names{"a1"});
  EXPECT_EQ(shelf.find({.facets = {{Facet::Site, {"nowhere"}}}}), Names{});
  EXPECT_EQ(shelf.find({.facets = {{Facet::Site, {}}}, .limit = 2}), (Names{"a1", "a2"}));
  EXPECT_EQ(shelf.find({.descending = true, .limit = 1}), Names{"c1"});
  // A facet's own choice is left out of its own counts, not out of the others'.
  EXPECT_EQ(shelf.counts(Facet::Modality, {.modality = "CT"}), (Counted{{"CT", 2}, {"MR", 2}}));
  EXPECT_EQ(shelf.counts(Facet::Scanner, {.modality = "CT"}), Counted({{"VCT", 2}}));
  EXPECT_EQ(shelf.counts(Facet::Labelled, {.text = "c1"}), Counted({{"yes", 1}}));
  EXPECT_EQ(shelf.counts(Facet::Modality, {.dataset = "other"}), Counted{});
}

TEST(Facets, FollowSplitsLabelsAndRemoval) {
  Shelf shelf;
  EXPECT_EQ(shelf.counts(Facet::Split), Counted({{"none", 4}}));
  ASSERT_TRUE(shelf.catalog->storeSplit({"d", 1, "", {"a1", "a2"}, {}, {"b1"}, {"a1"}}));
  EXPECT_EQ(shelf.counts(Facet::Split), (Counted{{"none", 1}, {"train", 2}, {"test", 1}}));
  ASSERT_TRUE(shelf.catalog->storeSplit({"d", 2, "", {"b1"}, {}, {}, {}}));
  EXPECT_EQ(shelf.counts(Facet::Split), (Counted{{"none", 3}, {"train", 1}}));
  ImportBatch late;  // a second series of a case of the split
  late.dataset = "d";
  auto row = described("b1", "P-2", false, "CT", "VCT", "oslo", 5);
  row.files = {"/data/b1/late.nii"};
  add(late, row);
  ASSERT_TRUE(shelf.catalog->commit(late));
  EXPECT_EQ(shelf.counts(Facet::Split), (Counted{{"none", 3}, {"train", 2}}));
  ASSERT_TRUE(shelf.catalog->removeSeries({shelf.id("a1"), shelf.id("a2")}));
  EXPECT_EQ(shelf.counts(Facet::Modality), Counted({{"CT", 3}}));
  EXPECT_EQ(shelf.counts(Facet::Labelled), (Counted{{"no", 2}, {"yes", 1}}));
  EXPECT_EQ(shelf.catalog->datasets()->front().patients, 2);
}

// Whichever way is taken (walk, words, facet): the same rows in the same order.
TEST(Facets, EveryWayThroughTheRowsAgrees) {
  ExampleWorkspace ws;
  const auto catalog = ws.create();
  base::Rng rng(4, base::Purpose::Test, 0);
  ImportBatch batch;
  batch.dataset = "d";
  std::vector<SeriesRow> rows;
  for (int i = 0; i < 300; ++i) {
    rows.push_back(
        described((rng.next() % 2 ? "Kit" : "kat") + std::to_string(rng.next() % 1000) + "x" + std::to_string(i),
                  "P-" + std::to_string(rng.next() % 90), false, rng.next() % 3 ? "MR" : "CT", "m",
                  std::string(1, static_cast<char>('a' + rng.next() % 5)), 1));
    add(batch, rows.back());
  }
  ASSERT_TRUE(catalog->commit(batch));
  const auto lower = [](std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
  };
  for (const std::string text : {"", "ki", "KAT1", "p 1"})
    for (const std::string site : {"", "c"})
      for (const bool descending : {false, true}) {
        std::vector<std::pair<std::string, std::size_t>> expected;
        for (std::size_t i = 0; i < rows.size(); ++i) {
          const bool words = text.empty() || (text == "p 1" ? rows[i].patient.rfind("P-1", 0) == 0 ||
                                                                  rows[i].caseName.rfind("1", 0) == 0
                                                            : lower(rows[i].caseName).rfind(lower(text), 0) == 0);
          if (words && (site.empty() || rows[i].attributes.at("site") == site))
            expected.emplace_back(lower(rows[i].caseName), i + 1);
        }
        std::sort(expected.begin(), expected.end());
        if (descending) std::reverse(expected.begin(), expected.end());
        SeriesQuery query{.text = text, .descending = descending};
        if (!site.empty()) query.facets[Facet::Site] = {site};
        const auto ids = catalog->seriesIds(query);
        ASSERT_EQ(ids->size(), expected.size()) << text << site;
        for (std::size_t i = 0; i < expected.size(); ++i)
          ASSERT_EQ((*ids)[i], static_cast<std::int64_t>(expected[i].second)) << text << site << i;
        query.limit = 7;
        const auto first = catalog->seriesIds(query);
        EXPECT_TRUE(std::equal(first->begin(), first->end(), ids->begin()));
        EXPECT_EQ(first->size(), std::min<std::size_t>(7, ids->size()));
      }
}

TEST(Edits, TagsRatingsAndColumnsComeAndGo) {
  Shelf shelf;
  auto& c = *shelf.catalog;
  const auto a1 = shelf.id("a1"), b1 = shelf.id("b1");
  const auto edit = c.apply("tag 2 series", {{Kind::Tag, a1, "check", "yes"}, {Kind::Tag, b1, "check", "1"}});
  ASSERT_TRUE(edit) << edit.error().message;
  EXPECT_EQ(edit->changes, 2);
  ASSERT_TRUE(c.apply("rate", {{Kind::Rating, a1, "", "4"}}));
  ASSERT_TRUE(c.apply("site", {{Kind::Column, b1, "site", "kyoto"}, {Kind::Column, b1, "grade", "II"}}));
  EXPECT_EQ(shelf.find({.facets = {{Facet::Tag, {"check"}}}}), (Names{"a1", "b1"}));
  EXPECT_EQ(shelf.find({.facets = {{Facet::Tag, {""}}}}), (Names{"a2", "c1"}));
  EXPECT_EQ(shelf.find({.facets = {{Facet::Tag, {"check"}}, {Facet::Rating, {"4"}}}}), Names{"a1"});
  EXPECT_EQ(shelf.find({.facets = {{Facet::Site, {"kyoto"}}}}), Names{"b1"});
  EXPECT_EQ(shelf.counts(Facet::Tag, {.modality = "CT"}), Counted({{"check", 1}}));
  EXPECT_EQ(shelf.counts(Facet::Modality, {.facets = {{Facet::Tag, {"check"}}}}), (Counted{{"CT", 1}, {"MR", 1}}));
  EXPECT_EQ(c.series({b1})->front().attributes.at("grade"), "II");
  EXPECT_EQ(c.summaries({a1})->front().tags, Names{"check"});
  EXPECT_EQ(c.summaries({a1})->front().rating, 4);
  // The way back, and forth.
  EXPECT_EQ(c.undo()->what, "site");
  EXPECT_EQ(c.undo()->what, "rate");
  EXPECT_FALSE(c.series({b1})->front().attributes.contains("grade"));
  EXPECT_EQ(c.series({b1})->front().attributes.at("site"), "oslo");
  EXPECT_EQ(shelf.counts(Facet::Rating), Counted({{"", 4}}));
  EXPECT_EQ(c.redo()->what, "rate");
  EXPECT_EQ(shelf.counts(Facet::Rating), (Counted{{"", 3}, {"4", 1}}));
  // A new edit ends what could be redone; the list keeps all.
  ASSERT_TRUE(c.apply("untag", {{Kind::Tag, a1, "check", std::nullopt}}));
  EXPECT_EQ(c.redo().error().code, ErrorCode::NotFound);
  EXPECT_EQ(shelf.find({.facets = {{Facet::Tag, {"check"}}}}), Names{"b1"});
  EXPECT_EQ(c.edits()->size(), 4u);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(c.undo());
  EXPECT_EQ(c.undo().error().code, ErrorCode::NotFound);
  EXPECT_EQ(shelf.counts(Facet::Tag), Counted{});
}

TEST(Edits, AreAllOrNothingAndNeverEmpty) {
  Shelf shelf;
  auto& c = *shelf.catalog;
  const auto a1 = shelf.id("a1");
  EXPECT_EQ(c.apply("x", {{Kind::Tag, a1, "t", "1"}, {Kind::Tag, 999, "t", "1"}}).error().code, ErrorCode::NotFound);
  EXPECT_EQ(c.apply("x", {{Kind::Tag, a1, "t", "1"}, {Kind::Rating, a1, "", "6"}}).error().code,
            ErrorCode::InvalidArgument);
  EXPECT_EQ(c.apply("x", {{Kind::Rating, a1, "", "0"}}).error().code, ErrorCode::InvalidArgument);
  EXPECT_EQ(c.apply("x", {{Kind::Tag, a1, "", "1"}}).error().code, ErrorCode::InvalidArgument);
  EXPECT_TRUE(c.edits()->empty());
  EXPECT_EQ(shelf.counts(Facet::Tag), Counted{});
  EXPECT_EQ(c.apply("x", {{Kind::Rating, a1, "", std::nullopt}})->id, 0) << "it was not rated before";
  EXPECT_TRUE(c.edits()->empty());
  // What was removed since is passed over.
  ASSERT_TRUE(c.apply("t", {{Kind::Tag, a1, "t", "1"}, {Kind::Tag, shelf.id("b1"), "t", "1"}}));
  ASSERT_TRUE(c.removeSeries({a1}));
  EXPECT_TRUE(c.undo());
  EXPECT_EQ(shelf.counts(Facet::Tag), Counted{});
}

TEST(Edits, NamesOfLabelsAreFoundByTheirNewWords) {
  Shelf shelf;
  auto& c = *shelf.catalog;
  auto label = c.series({shelf.id("a1")})->front().labels.front();
  const auto before = label.names;
  label.names[1] = "hippocampus head";
  ASSERT_TRUE(c.apply("rename", {{Kind::LabelMap, label.id, "", labelText(label)}}));
  EXPECT_EQ(shelf.find({.text = "head"}), Names{"a1"});
  EXPECT_EQ(c.series({shelf.id("a1")})->front().labels.front().names, label.names);
  ASSERT_TRUE(c.undo());
  EXPECT_EQ(c.series({shelf.id("a1")})->front().labels.front().names, before);
  EXPECT_EQ(shelf.find({.text = "head"}), Names{});
  EXPECT_FALSE(c.apply("x", {{Kind::LabelMap, label.id, "", std::nullopt}}));
}

TEST(SavedQueries, ComeBackWhole) {
  Shelf shelf;
  SeriesQuery query{.dataset = "d", .text = "a", .labelled = true, .split = "train"};
  query.facets = {{Facet::Site, {"graz", ""}}, {Facet::Tag, {"good"}}};
  ASSERT_TRUE(shelf.catalog->saveQuery("mine", query));
  EXPECT_FALSE(shelf.catalog->saveQuery("no/name", query));
  const auto saved = shelf.catalog->savedQueries();
  ASSERT_EQ(saved->size(), 1u);
  EXPECT_EQ(toJson(saved->front().query), toJson(query));
  EXPECT_EQ(saved->front().query.facets, query.facets);
  ASSERT_TRUE(shelf.catalog->removeQuery("mine"));
  EXPECT_FALSE(shelf.catalog->removeQuery("mine"));
  EXPECT_FALSE(queryFromJson({{"v", 1}, {"facets", {{"aura", {"blue"}}}}}));
}

TEST(PictureHashes, KeepEveryBitAndTheirMethod) {
  Shelf shelf;
  const auto a1 = shelf.id("a1"), a2 = shelf.id("a2"), b1 = shelf.id("b1");
  ASSERT_TRUE(shelf.catalog->storeHashes(
      1, {{a1, 0xffffffffffffffffu}, {a2, std::nullopt}, {b1, 0x8000000000000001u}, {12345, 1u}}));
  auto read = shelf.catalog->hashes(1);
  ASSERT_EQ(read->size(), 3u);
  EXPECT_EQ((*read)[0].voxelsHash, "hash-a1");
  EXPECT_EQ((*read)[0].hash, 0xffffffffffffffffu);
  EXPECT_FALSE((*read)[1].hash);
  EXPECT_EQ((*read)[2].hash, 0x8000000000000001u);
  EXPECT_TRUE(shelf.catalog->hashes(2)->empty());
  ASSERT_TRUE(shelf.catalog->removeSeries({a1}));
  EXPECT_EQ(shelf.catalog->hashes(1)->size(), 2u);
}

TEST(SameVoxels, AreGroupedAcrossDatasets) {
  Shelf shelf;
  EXPECT_TRUE(shelf.catalog->sameVoxels()->empty());
  ImportBatch other;
  other.dataset = "e";
  auto copy = described("copy", "P-9", false, "MR", "Skyra", "", 1);
  copy.voxelsHash = "hash-b1";
  add(other, copy);
  ASSERT_TRUE(shelf.catalog->commit(other));
  const auto groups = shelf.catalog->sameVoxels();
  ASSERT_EQ(groups->size(), 1u);
  EXPECT_EQ(groups->front(), (std::vector<std::int64_t>{shelf.id("b1"), shelf.id("copy")}));
}

TEST(Migration, RowsOfVersionOneAreBrowsedByTheirFacets) {
  ExampleWorkspace ws;
  std::filesystem::create_directories(ws.root);
  {
    using namespace storage::catalog;
    SQLite::Database old(base::utf8(ws.root / "catalog.sqlite"), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, 1000);
    ASSERT_TRUE(migrate(old, {migrations().front()}));
    old.exec(R"(
INSERT INTO workspace (id, created) VALUES ('11111111-2222-4333-8444-555555555555', 'then');
INSERT INTO datasets VALUES (1, 'old', 'then');
INSERT INTO patients VALUES (1, 'P-1'), (2, 'P-2');
INSERT INTO studies VALUES (1, 1, 'S'), (2, 2, 'S');
INSERT INTO series VALUES (7, 1, 1, 'one', 'MR', 'nifti', 9, 9, 9, 1, 'int16', '[]', 1, 1, 2, '{}', 'h1', '{"model":"Skyra","body_part":"CHEST"}');
INSERT INTO series VALUES (9, 1, 2, 'Two', 'CT', 'nifti', 9, 9, 9, 1, 'int16', '[]', 1, 1, 1, '{}', 'h2', 'damaged {');
INSERT INTO series_text (rowid, case_name, patient, modality, format, labels) VALUES (7, 'one', 'P-1', 'MR', 'nifti', 'liver');
INSERT INTO labels VALUES (3, 7, 'l', '{"1":"liver"}', '{"1":5}');
INSERT INTO splits VALUES (1, 1, '5', 'then');
INSERT INTO split_cases VALUES (1, 0, 'one', 'train'), (1, 0, 'one', 'labelled'), (1, 0, 'Two', 'test');
)");
  }
  const auto catalog = ws.open();
  ASSERT_TRUE(catalog);
  EXPECT_EQ(*catalog->seriesIds({}), (std::vector<std::int64_t>{7, 9}));
  EXPECT_EQ(*catalog->seriesIds({.split = "test"}), std::vector<std::int64_t>{9});
  EXPECT_EQ(*catalog->seriesIds({.text = "liver", .labelled = true}), std::vector<std::int64_t>{7});
  const auto rows = catalog->summaries({7, 9});
  EXPECT_EQ(rows->at(0).scanner, "Skyra");
  EXPECT_EQ(rows->at(0).bodyPart, "chest");
  EXPECT_EQ(rows->at(1).scanner, "");
  const auto dataset = catalog->datasets()->front();
  EXPECT_EQ(dataset.series, 2);
  EXPECT_EQ(dataset.patients, 2);
  EXPECT_EQ(dataset.labelled, 1);
  EXPECT_EQ(catalog->split("old")->value().seed, 5u);
  ASSERT_TRUE(catalog->apply("tag", {{Kind::Tag, 9, "kept", "1"}}));
  EXPECT_EQ(*catalog->seriesIds({.facets = {{Facet::Tag, {"kept"}}}}), std::vector<std::int64_t>{9});
}
