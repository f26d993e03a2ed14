// Similar cases: which scans are embedded, what is left out, what an index that is old or broken says. The worker is a
// function that embeds a scan by its case number, the index compares everything.

#include <cmath>

#include "core/base/safetensors.h"
#include "core/base/text.h"
#include "core/services/evaluate.h"
#include "core/services/retrieve.h"
#include "core/services/similarity_files.h"
#include "tests/services/fakes.h"

namespace selvox::services {
namespace {

using base::ErrorCode;
using base::Json;
using test::Bench;

// Rows in memory, written as text; ranks by cosine.
class AllIndex final : public ports::SimilarityIndex {
 public:
  std::vector<std::vector<double>> vectors;
  [[nodiscard]] std::string kind() const override { return "flat"; }
  [[nodiscard]] std::int64_t rows() const override { return static_cast<std::int64_t>(vectors.size()); }
  [[nodiscard]] std::size_t dimensions() const override { return vectors.front().size(); }
  [[nodiscard]] base::Result<std::vector<ports::Similar>> search(std::span<const float> query, std::size_t k,
                                                                 const ports::RowFilter& wanted) const override {
    std::vector<ports::Similar> all;
    for (std::size_t i = 0; i < vectors.size(); ++i) {
      double dot = 0, a = 0, b = 0;
      for (std::size_t d = 0; d < query.size(); ++d) {
        dot += vectors[i][d] * query[d];
        a += vectors[i][d] * vectors[i][d];
        b += static_cast<double>(query[d]) * query[d];
      }
      if (!wanted || wanted(static_cast<std::int64_t>(i)))
        all.push_back({static_cast<std::int64_t>(i), dot / std::sqrt(a * b)});
    }
    std::stable_sort(all.begin(), all.end(), [](const auto& x, const auto& y) { return x.cosine > y.cosine; });
    all.resize(std::min(all.size(), k));
    return all;
  }
  base::Status save(const std::filesystem::path& file) const override { return base::writeJson(file, Json(vectors)); }
};

class AllStore final : public ports::SimilarityStore {
 public:
  base::Result<std::unique_ptr<ports::SimilarityIndex>> build(std::span<const float> values, std::size_t dimensions,
                                                              const base::ProgressFunction&,
                                                              const base::CancelToken&) override {
    auto made = std::make_unique<AllIndex>();
    for (std::size_t i = 0; i < values.size(); i += dimensions)
      made->vectors.emplace_back(values.begin() + static_cast<std::ptrdiff_t>(i),
                                 values.begin() + static_cast<std::ptrdiff_t>(i + dimensions));
    return made;
  }
  base::Result<std::unique_ptr<ports::SimilarityIndex>> load(const std::filesystem::path& file) override {
    SELVOX_TRY(const Json json, base::readJson(file));
    auto made = std::make_unique<AllIndex>();
    made->vectors = json.get<std::vector<std::vector<double>>>();
    return made;
  }
};

// Case "d-07" lies at 7 tenths of a radian; of slices each of three lies a hundredth further.
double angleOf(const std::string& name) {
  return 0.1 * static_cast<double>(base::toInteger(name.substr(name.rfind('-') + 1)).value_or(0));
}

base::Status embedByName(const std::vector<std::string>& words) {
  SELVOX_TRY(const Json request, base::readJson(base::pathFromUtf8(words[2])));
  std::vector<float> values;
  std::vector<std::int64_t> item, place;
  const auto of = base::valueOr<std::string>(request, "of", "series");
  for (const Json& row : request["list"]) {
    if (!std::filesystem::exists(base::pathFromUtf8(row["image"].get<std::string>())))
      return base::fail(ErrorCode::NotFound, "no image of " + row.dump());
    for (int piece = 0; piece < (of == "slices" ? 3 : 1); ++piece) {
      const double angle = angleOf(row["name"].get<std::string>()) + 0.01 * piece;
      values.push_back(static_cast<float>(std::cos(angle)));
      values.push_back(static_cast<float>(std::sin(angle)));
      item.push_back(&row - &request["list"].front());
      place.push_back(of == "slices" ? 2 + 4 * piece : of == "roi" ? 1 : 0);
    }
  }
  const auto n = static_cast<std::int64_t>(item.size());
  return base::writeSafetensors(base::pathFromUtf8(words[3]),
                                {{"embeddings", {base::DType::F32, {n, 2}, std::as_bytes(std::span(values))}},
                                 {"item", {base::DType::I64, {n}, std::as_bytes(std::span(item))}},
                                 {"place", {base::DType::I64, {n}, std::as_bytes(std::span(place))}}},
                                {{"format", "selvox-embeddings"}});
}

class Retrieve : public testing::Test {
 protected:
  Retrieve() {
    bench.workspace.similarity = &store;
    bench.addCases("d", 6);
    bench.catalog.rows[1].patient = bench.catalog.rows[0].patient;
    bench.catalog.rows[2].attributes = {{"class", "b"}, {"window_width", "80"}};
    bench.worker.reply = [](const std::vector<std::string>& words) -> ports::WorkerClient::Answer {
      const auto done = embedByName(words);
      if (!done) return {1, "", done.error().message + "\n"};
      return {0, R"({"rows":0,"dimensions":2,"checkpoint":"step-00000002.safetensors","empty":0})", ""};
    };
    spec::RunSpec spec;
    spec.name = "simclr-1";
    spec.kind = "pretrain";
    spec.method = "simclr";
    spec.settings = Json::object();
    spec.split = Json::array();
    spec.versions = Json::object();
    spec.datasets.push_back({"d", "v", 0, {1, 1, 1}});
    const auto folder = bench.runs.create(spec);
    EXPECT_TRUE(folder);
    checkpoint(*folder, "00000002");
  }
  static void checkpoint(const events::RunFolder& folder, const std::string& step) {
    const auto path = "checkpoints/step-" + step + ".safetensors";
    EXPECT_TRUE(base::writeFile(folder.root / path, "x"));
    const Json event{{"v", 1},
                     {"seq", step == "00000002" ? 1 : 2},
                     {"t", "2026-01-01T00:00:00Z"},
                     {"type", "checkpoint"},
                     {"path", path},
                     {"step", 2}};
    auto log = base::AppendFile::open(folder.log());
    EXPECT_TRUE(log && log->append(base::dumpJson(event) + "\n"));
  }
  base::Result<Json> build(const std::string& of = "series") {
    IndexRequest request;
    request.run = "simclr-1";
    request.pieces = {{"of", of}};
    request.created = "2026-01-01T00:00:00Z";
    return buildSimilarityIndex(bench.workspace, request, {});
  }
  base::Result<Json> similar(SimilarRequest request) {
    request.run = "simclr-1";
    return findSimilar(bench.workspace, request, {});
  }
  static std::vector<std::string> casesOf(const Json& document) {
    std::vector<std::string> names;
    for (const auto& hit : document["neighbours"]) names.push_back(hit["case"]);
    return names;
  }
  Bench bench;
  AllStore store;
};

using Names = std::vector<std::string>;

TEST_F(Retrieve, FindsTheNearestOfOtherPatients) {
  const auto built = build();
  ASSERT_TRUE(built) << built.error().message;
  EXPECT_EQ((*built)["scans"], 6);
  EXPECT_EQ((*built)["kind"], "flat");
  EXPECT_EQ((*built)["checkpoint"], "step-00000002.safetensors");
  SimilarRequest request;
  request.caseName = "d-00";
  request.k = 3;
  const auto found = similar(request);
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(casesOf(*found), (Names{"d-02", "d-03", "d-04"})) << "d-01 is nearer, and of the same patient";
  const Json& first = (*found)["neighbours"][0];
  EXPECT_EQ(first["rank"], 1);
  EXPECT_NEAR(first["similarity"].get<double>(), std::cos(0.2), 1e-6);
  EXPECT_NEAR(first["distance"].get<double>(), 1 - std::cos(0.2), 1e-6);
  EXPECT_EQ(first["columns"], (Json{{"class", "b"}})) << "how a picture is shown is no property of the case";
  EXPECT_EQ(first["patient"], "P-d-02");
  EXPECT_FALSE(first.contains("place"));
  EXPECT_EQ((*found)["index"]["rows"], 6);
  EXPECT_EQ((*found)["index"]["outdated"], false);
  request.keepSamePatient = true;
  EXPECT_EQ(casesOf(*similar(request)), (Names{"d-01", "d-02", "d-03"})) << "and never itself";
  request.k = 100;
  EXPECT_EQ(casesOf(*similar(request)).size(), 5u);
  request.caseName.clear();
  request.series = 6;
  request.k = 1;
  EXPECT_EQ(casesOf(*similar(request)), Names{"d-04"});
}

TEST_F(Retrieve, SlicesAndRegionsSayWhere) {
  ASSERT_TRUE(build("slices"));
  SimilarRequest request;
  request.of = "slices";
  request.caseName = "d-03";
  request.k = 2;
  const auto middle = similar(request);
  ASSERT_TRUE(middle) << middle.error().message;
  EXPECT_EQ((*middle)["query"]["place"], 6) << "of slices 2, 6 and 10";
  EXPECT_EQ((*middle)["index"]["rows"], 18);
  EXPECT_EQ((*middle)["neighbours"][0]["place"], 10);
  EXPECT_EQ((*middle)["neighbours"][0]["case"], "d-02");
  request.at = "9";
  EXPECT_EQ((*similar(request))["query"]["place"], 10) << "the nearest one";
  request.at = "head";
  EXPECT_FALSE(similar(request));
  ASSERT_TRUE(build("roi"));
  request.of = "roi";
  request.at = "organ";
  const auto region = similar(request);
  ASSERT_TRUE(region) << region.error().message;
  EXPECT_EQ((*region)["query"]["label"], "organ");
  EXPECT_EQ((*region)["neighbours"][0]["label"], "organ");
  request.at = "tail";
  const auto unknown = similar(request);
  ASSERT_FALSE(unknown);
  EXPECT_NE(unknown.error().message.find("It has: organ"), std::string::npos) << unknown.error().message;
}

TEST_F(Retrieve, SaysWhenTheIndexIsOld) {
  ASSERT_TRUE(build());
  bench.addCases("d", 1, 50);
  bench.catalog.rows.back().caseName = "d-99";
  bench.catalog.rows.erase(bench.catalog.rows.begin() + 2);  // d-02 was removed
  checkpoint(bench.runs.folder("simclr-1"), "00000009");
  SimilarRequest request;
  request.caseName = "d-00";
  const auto found = similar(request);
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(casesOf(*found), (Names{"d-03", "d-04", "d-05"}));
  EXPECT_EQ((*found)["index"]["outdated"], true);
  EXPECT_EQ((*found)["index"]["unindexed"], 1);
  request.caseName = "d-99";
  const auto late = similar(request);
  ASSERT_FALSE(late);
  EXPECT_NE(late.error().message.find("selvox index WS --run simclr-1"), std::string::npos) << late.error().message;
  ASSERT_TRUE(build());
  EXPECT_TRUE(similar(request));
}

TEST_F(Retrieve, NamesWhatIsMissing) {
  SimilarRequest request;
  request.caseName = "d-00";
  const auto none = similar(request);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::NotFound);
  EXPECT_NE(none.error().message.find("selvox index WS --run simclr-1 --of series"), std::string::npos);
  ASSERT_TRUE(build());
  request.caseName.clear();
  EXPECT_EQ(similar(request).error().code, ErrorCode::InvalidArgument) << "neither case nor file";
  request.caseName = "d-00";
  request.of = "../..";
  EXPECT_EQ(similar(request).error().code, ErrorCode::InvalidArgument);
  EXPECT_FALSE(build("voxels"));
  bench.workspace.similarity = nullptr;
  EXPECT_EQ(build().error().code, ErrorCode::Unsupported);
}

TEST_F(Retrieve, IndexesGoWithTheirRunAndNoOther) {
  ASSERT_TRUE(build());
  ASSERT_TRUE(removeSimilarityIndexes(bench.workspace.root, "simclr")) << "a run without any";
  SimilarRequest request;
  request.caseName = "d-00";
  ASSERT_TRUE(similar(request));
  ASSERT_TRUE(removeSimilarityIndexes(bench.workspace.root, "simclr-1"));
  EXPECT_EQ(similar(request).error().code, ErrorCode::NotFound);
}

TEST_F(Retrieve, AsksWhichSeriesOfACaseIsMeant) {
  bench.catalog.rows[1].caseName = "d-00";
  ASSERT_TRUE(build());
  SimilarRequest request;
  request.caseName = "d-00";
  const auto two = similar(request);
  ASSERT_FALSE(two);
  EXPECT_NE(two.error().message.find("--series 1 (d), 2 (d)"), std::string::npos) << two.error().message;
}

// A new index takes the old one's place as a whole, or not at all.
TEST_F(Retrieve, AFailureLeavesTheOldIndex) {
  ASSERT_TRUE(build());
  const auto folder = similarityFolder(bench.workspace.root, "simclr-1", "series", "encoder");
  const std::string before = *base::readFile(folder / "items.json");
  auto working = bench.worker.reply;
  bench.worker.reply = [](const std::vector<std::string>&) -> ports::WorkerClient::Answer {
    return {1, "", "the network is gone\n"};
  };
  const auto failed = build();
  ASSERT_FALSE(failed);
  EXPECT_NE(failed.error().message.find("the network is gone"), std::string::npos);
  bench.worker.reply = working;
  {
    const base::FaultyDisk full(300);
    EXPECT_FALSE(build());
  }
  EXPECT_EQ(*base::readFile(folder / "items.json"), before);
  std::size_t beside = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.parent_path())) beside += entry.exists() ? 1 : 0;
  EXPECT_EQ(beside, 1u) << "nothing half-made is left";
}

TEST_F(Retrieve, BrokenTablesAreRefused) {
  ASSERT_TRUE(build());
  const auto folder = similarityFolder(bench.workspace.root, "simclr-1", "series", "encoder");
  const auto table = folder / "embeddings.safetensors";
  SimilarRequest request;
  request.caseName = "d-00";
  const auto refused = [&] {
    const auto found = similar(request);
    return !found && found.error().code == ErrorCode::Corrupt;
  };
  const std::vector<float> values{1, 0, 0, 1};
  std::vector<std::int64_t> item{0, 6}, place{0, 0};
  const auto write = [&](std::int64_t rows) {
    return base::writeSafetensors(
        table,
        {{"embeddings", {base::DType::F32, {2, 2}, std::as_bytes(std::span(values))}},
         {"item", {base::DType::I64, {2}, std::as_bytes(std::span(item))}},
         {"place",
          {base::DType::I64, {rows}, std::as_bytes(std::span(place)).subspan(0, static_cast<std::size_t>(rows) * 8)}}});
  };
  ASSERT_TRUE(write(2));
  EXPECT_TRUE(refused()) << "a row of a seventh scan";
  item[1] = 1;
  ASSERT_TRUE(write(1));
  EXPECT_TRUE(refused()) << "columns of different lengths";
  ASSERT_TRUE(write(2));
  EXPECT_TRUE(refused()) << "another number of rows than the index";
  ASSERT_TRUE(base::writeFile(table, "no table"));
  EXPECT_TRUE(refused());
  ASSERT_TRUE(base::writeJson(folder / "items.json", {{"format", "selvox-similar"}, {"v", 1}}));
  EXPECT_TRUE(refused()) << "no items";
}

TEST_F(Retrieve, JudgesInAFolderOfItsOwn) {
  bench.worker.reply = [](const std::vector<std::string>& words) -> ports::WorkerClient::Answer {
    const auto at = [&](const char* option) {
      return base::pathFromUtf8(*(std::find(words.begin(), words.end(), option) + 1));
    };
    const auto request = base::readJson(at("--retrieval"));
    EXPECT_TRUE(request && (*request)["column"] == "class");
    EXPECT_TRUE(base::writeJson(at("--out"), {{"task", "retrieval"}}));
    return {0, "", ""};
  };
  const auto judged = evaluateRetrieval(bench.workspace, "simclr-1", "test", "", {{"column", "class"}}, {});
  ASSERT_TRUE(judged) << judged.error().message;
  const auto folder = bench.runs.folder("simclr-1").evaluations();
  EXPECT_TRUE(std::filesystem::exists(folder / "retrieval" / "test.json"));
  EXPECT_FALSE(std::filesystem::exists(folder / "test.json")) << "the probe's document is not replaced";
}

TEST(CompareRetrievals, PairsTheQueries) {
  Bench bench;
  const auto judged = [&](const std::string& run, double first, double second) {
    spec::RunSpec spec;
    spec.name = run;
    spec.kind = "finetune";
    spec.task = "retrieval";
    spec.settings = Json::object();
    spec.split = Json::array();
    spec.versions = Json::object();
    spec.datasets.push_back({"d", "v", 0, {1, 1, 1}});
    const auto folder = bench.runs.create(spec);
    ASSERT_TRUE(folder);
    std::filesystem::create_directories(folder->evaluations());
    ASSERT_TRUE(base::writeJson(
        folder->evaluations() / "test.json",
        {{"task", "retrieval"},
         {"column", "class"},
         {"metrics", {{"map", {{"mean", 0}}}}},
         {"cases",
          {{{"case", "a"}, {"map", first}}, {{"case", "b"}, {"map", second}}, {{"case", "c"}, {"map", nullptr}}}}}));
  };
  judged("one", 0.9, 0.7);
  judged("two", 0.5, 0.5);
  const auto compared = compareRuns(bench.workspace, "one", "two", "test");
  ASSERT_TRUE(compared) << compared.error().message;
  EXPECT_NEAR((*compared)["metrics"]["map"]["difference"]["mean"].get<double>(), 0.3, 1e-12);
  EXPECT_EQ((*compared)["metrics"]["map"]["difference"]["n"], 2);
}

}  // namespace
}  // namespace selvox::services
