// Retrieval as a run: it learns what is alike, validates, resumes exactly, embeds scans and is judged.

#include <cstring>

#include <torch/nn/module.h>

#include "core/base/safetensors.h"
#include "core/learn/engine/checkpoint.h"
#include "core/learn/engine/preview.h"
#include "core/learn/engine/resolve.h"
#include "core/learn/inference/embed_run.h"
#include "core/learn/inference/evaluate.h"
#include "core/learn/inference/retrieval_run.h"
#include "tests/learn/classed_phantoms.h"

namespace selvox::learn {
namespace {

using base::Json;

void tellNobody(const base::Progress&) {}

class RetrievalRun : public test::ClassedPhantoms {
 protected:
  [[nodiscard]] spec::RunSpec spec(int dim) const {
    auto made = classed("retrieval", dim);
    made.settings["train.patch"] = dim == 3 ? Json{16, 16, 6} : Json{16, 16};
    made.settings["task.embedding"] = 6;
    made.settings["task.hidden"] = 16;
    return made;
  }
  // A request for the images of these cases, as selvox writes it.
  [[nodiscard]] Json listOf(const spec::RunSpec& made, const std::vector<std::size_t>& which) const {
    Json list = Json::array();
    for (const std::size_t i : which)
      list.push_back({{"image", base::utf8(workspace.cached(made.cases[i].image))}, {"name", made.cases[i].caseName}});
    return {{"list", list}};
  }
};

TEST_F(RetrievalRun, LearnsAndIsJudged) {
  auto made = spec(2);
  made.settings["train.steps"] = 60;
  made.settings["train.batch"] = 8;
  made.settings["train.lr"] = 5e-3;
  made.settings["validate.every"] = 30;
  const auto folder = workspace.make("run", made);
  ASSERT_EQ(engine::runFolder(folder.root), 0) << test::lastState(folder).dump();
  EXPECT_EQ(test::curve(folder, "val/map").size(), 2u);
  EXPECT_EQ(test::curve(folder, "val/map").rbegin()->second, 1.0) << "two dark ones and a light one";

  const auto document = inference::evaluateRun(folder, "test", "final", tellNobody);
  ASSERT_TRUE(document) << document.error().message;
  const Json& d = *document;
  EXPECT_EQ(d["task"], "retrieval");
  EXPECT_EQ(d["column"], "class");
  EXPECT_EQ(d["split"], "test");
  EXPECT_EQ(d["features"], "encoder");
  EXPECT_EQ(d["n"], 3);
  EXPECT_EQ(d["left_out"], 1) << "the only dark one of three";
  EXPECT_EQ(d["metrics"]["map"]["mean"], 1.0);
  EXPECT_EQ(d["metrics"]["map"]["n"], 2);
  EXPECT_EQ(d["metrics"]["precision_at_1"]["mean"], 1.0);
  EXPECT_EQ(d["metrics"]["precision_at_10"]["mean"], 0.1) << "of ten asked for two are there, one of them right";
  EXPECT_EQ(d["chance"], 0.5);
  EXPECT_EQ(d["labels"]["2"]["name"], "light");
  ASSERT_EQ(d["cases"].size(), 3u);
  EXPECT_EQ(d["cases"][0]["nearest"][0]["class"], "light");
  EXPECT_TRUE(d["cases"][1]["map"].is_null());
  EXPECT_FALSE(inference::evaluateRun(folder, "nowhere", "final", tellNobody));

  inference::RetrievalRequest request;
  request.split = "train";
  request.column = "class";
  request.features = inference::Features::RawPixel;
  const auto pixels = inference::retrievalRun(folder, request, tellNobody);
  ASSERT_TRUE(pixels) << pixels.error().message;
  EXPECT_EQ((*pixels)["features"], "raw-pixel");
  EXPECT_EQ((*pixels)["n"], 10);
  request.column = "grade";
  const auto unknown = inference::retrievalRun(folder, request, tellNobody);
  ASSERT_FALSE(unknown);
  EXPECT_NE(unknown.error().message.find("Known: class"), std::string::npos) << unknown.error().message;
}

TEST_F(RetrievalRun, ResumesExactlyWithEitherLoss) {
  for (const auto& [name, dim] : {std::pair<std::string, int>{"supcon", 2}, {"triplet", 3}}) {
    auto made = spec(dim);
    made.settings["train.steps"] = 6;
    made.settings["train.batch"] = 4;
    made.settings["task.loss"] = name;
    const auto whole = workspace.make(name + "-whole", made), parts = workspace.make(name + "-parts", made);
    ASSERT_EQ(engine::runFolder(whole.root), 0) << test::lastState(whole).dump();
    ASSERT_EQ(engine::runFolder(parts.root, 3), 0);
    ASSERT_EQ(engine::runFolder(parts.root), 0);
    EXPECT_EQ(test::curve(whole, "loss/train"), test::curve(parts, "loss/train")) << name;
    EXPECT_EQ(test::curve(whole, "distance/positive").empty(), name == "supcon");
  }
}

TEST_F(RetrievalRun, PutsSeveralOfAClassIntoABatch) {
  auto made = spec(2);
  const auto folder = workspace.make("draft", made);
  const auto resolved = engine::resolveSettings(made, folder.root, engine::Trials::None);
  ASSERT_TRUE(resolved) << resolved.error().message;
  EXPECT_EQ(resolved->settings["task.column"], "class");
  EXPECT_EQ(resolved->settings["sample.key"], "class");
  EXPECT_FALSE(resolved->settings.contains("task.classes")) << "a classifier's setting";
  const auto shown = engine::writePreview(made, folder.root, "", workspace.root() / "preview");
  ASSERT_TRUE(shown) << shown.error().message;
  ASSERT_EQ((*shown)["tensors"].size(), 4u);
  EXPECT_EQ((*shown)["tensors"][1]["caption"], "both are class dark");
  made.settings["task.column"] = "grade";
  EXPECT_FALSE(engine::resolveSettings(made, folder.root, engine::Trials::None));
}

TEST_F(RetrievalRun, EmbedsByHeadOrEncoder) {
  auto made = spec(2);
  made.settings["train.steps"] = 2;
  const auto folder = workspace.make("run", made);
  ASSERT_EQ(engine::runFolder(folder.root), 0) << test::lastState(folder).dump();
  const auto out = workspace.root() / "rows.safetensors";
  auto request = listOf(made, {3, 14});
  const auto said = inference::embedList(folder, request, out, tellNobody);
  ASSERT_TRUE(said) << said.error().message;
  EXPECT_EQ((*said)["rows"], 2);
  EXPECT_EQ((*said)["dimensions"], 6) << "the head's";
  EXPECT_EQ((*said)["checkpoint"], engine::checkpointName(2));
  const auto file = base::SafetensorsFile::open(out);
  ASSERT_TRUE(file);
  EXPECT_TRUE(file->verify());
  EXPECT_EQ(file->metadata().at("format"), "selvox-embeddings");
  ASSERT_NE(file->find("embeddings"), nullptr);
  EXPECT_EQ(file->find("embeddings")->shape, (std::vector<std::int64_t>{2, 6}));

  const auto embedder = inference::Embedder::load(folder, "final", inference::Features::Encoder);
  ASSERT_TRUE(embedder);
  const auto image = volume::BrickFile::open(workspace.cached(made.cases[14].image));
  ASSERT_TRUE(image);
  const auto row = embedder->embed(*image, inference::wholePiece(image->header().extent));
  ASSERT_TRUE(row);
  EXPECT_EQ(std::memcmp(row->data(), file->find("embeddings")->bytes.data() + 24, 24), 0) << "the second of the list";

  request["of"] = "slices";
  request["every"] = 2;
  ASSERT_TRUE(inference::embedList(folder, request, out, tellNobody));
  const auto slices = base::SafetensorsFile::open(out);
  ASSERT_TRUE(slices);
  EXPECT_EQ(slices->find("embeddings")->shape[0], 6) << "three of six slices each";
  std::vector<std::int64_t> place(6), item(6);
  std::memcpy(place.data(), slices->find("place")->bytes.data(), 48);
  std::memcpy(item.data(), slices->find("item")->bytes.data(), 48);
  EXPECT_EQ(place, (std::vector<std::int64_t>{1, 3, 5, 1, 3, 5}));
  EXPECT_EQ(item, (std::vector<std::int64_t>{0, 0, 0, 1, 1, 1}));

  made.settings["task.features"] = "encoder";
  const auto other = workspace.make("encoder", made);
  ASSERT_EQ(engine::runFolder(other.root), 0);
  const auto wide = inference::embedList(other, listOf(made, {3}), out, tellNobody);
  ASSERT_TRUE(wide) << wide.error().message;
  EXPECT_EQ((*wide)["dimensions"], 8) << "4 channels, doubled once";
}

TEST_F(RetrievalRun, APretrainingEmbedsRegionsToo) {
  auto made = workspace.spec("random-frozen", "unet", 3);
  made.settings["train.steps"] = 1;
  made.settings["train.patch"] = Json{16, 16, 6};
  const auto folder = workspace.make("floor", made);
  ASSERT_EQ(engine::runFolder(folder.root), 0) << test::lastState(folder).dump();
  Json list = Json::array();
  for (const std::size_t i : {0u, 1u})
    list.push_back({{"image", base::utf8(workspace.cached(made.cases[i].image))},
                    {"label", base::utf8(workspace.cached(made.cases[i].label))},
                    {"labels", {{"1", "body"}, {"2", "core"}}}});
  list.push_back({{"image", base::utf8(workspace.cached(made.cases[2].image))}});
  Json request{{"list", list}, {"of", "roi"}, {"margin", 1}};
  const auto out = workspace.root() / "rows.safetensors";
  const auto all = inference::embedList(folder, request, out, tellNobody);
  ASSERT_TRUE(all) << all.error().message;
  EXPECT_EQ((*all)["rows"], 4);
  EXPECT_EQ((*all)["empty"], 1) << "one scan has no label map";
  request["label"] = "core";
  EXPECT_EQ((*inference::embedList(folder, request, out, tellNobody))["rows"], 2);
  request["label"] = "tail";
  const auto none = inference::embedList(folder, request, out, tellNobody);
  ASSERT_FALSE(none);
  EXPECT_NE(none.error().message.find("no region"), std::string::npos) << none.error().message;
  request["features"] = "gist";
  EXPECT_FALSE(inference::embedList(folder, request, out, tellNobody));
}

// Six rows of three patients on a line of angles.
TEST(RetrievalDocument, LeavesTheSamePatientOut) {
  inference::RankedRows rows;
  rows.dimensions = 2;
  int i = 0;
  for (const double angle : {0.0, 0.1, 0.3, 0.6, 1.0, 1.1}) {
    rows.values.insert(rows.values.end(), {std::cos(angle), std::sin(angle)});
    rows.cases.push_back("c" + std::to_string(i));
    rows.patients.push_back("P" + std::to_string(i / 2));
    rows.classes.push_back(i == 0 || i == 3 ? "a" : "b");
    rows.places.push_back(0);
    ++i;
  }
  inference::RetrievalRequest request;
  const Json strict = inference::retrievalDocument(rows, request);
  EXPECT_EQ(strict["patients"], 3);
  EXPECT_EQ(strict["cases"][0]["nearest"][0]["case"], "c2") << "c1 is nearer and of the same patient";
  EXPECT_EQ(strict["cases"][0]["map"], 0.5) << "c2 b, c3 a";
  EXPECT_EQ(strict["cases"][4]["map"], 1.0 / 2 * (1.0 / 2 + 2.0 / 3)) << "c3 a, c2 b, c1 b, c0 a";
  request.keepSamePatient = true;
  EXPECT_EQ(inference::retrievalDocument(rows, request)["cases"][0]["nearest"][0]["case"], "c1");
}

}  // namespace
}  // namespace selvox::learn
