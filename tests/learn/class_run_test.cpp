// Classification as a run: it learns, validates, resumes exactly, takes weights over, is judged and predicts.

#include <torch/nn/module.h>

#include "core/base/safetensors.h"
#include "core/learn/engine/checkpoint.h"
#include "core/learn/engine/preview.h"
#include "core/learn/engine/resolve.h"
#include "core/learn/inference/class_run.h"
#include "core/learn/inference/classifier.h"
#include "core/learn/inference/evaluate.h"
#include "tests/learn/classed_phantoms.h"

namespace selvox::learn {
namespace {

using base::Json;

void ignore(const base::Progress&) {}

class ClassRun : public test::ClassedPhantoms {
 protected:
  [[nodiscard]] spec::RunSpec spec(int dim) const { return classed("classification", dim); }
};

TEST_F(ClassRun, LearnsIsJudgedAndPredicts) {
  auto made = spec(2);
  made.settings["train.steps"] = 240;
  made.settings["train.batch"] = 8;
  made.settings["train.lr"] = 5e-3;
  made.settings["validate.every"] = 80;
  const auto folder = workspace.make("run", made);
  ASSERT_EQ(engine::runFolder(folder.root), 0) << test::lastState(folder).dump();
  EXPECT_EQ(test::curve(folder, "val/accuracy").size(), 3u);
  EXPECT_EQ(test::curve(folder, "val/auc").rbegin()->second, 1.0);
  EXPECT_LT(test::curve(folder, "val/loss").rbegin()->second, 0.5);
  EXPECT_LT(test::curve(folder, "loss/train").rbegin()->second, 0.6);  // chance: ln 2

  const auto document = inference::evaluateRun(folder, "test", "best", ignore);
  ASSERT_TRUE(document) << document.error().message;
  const Json& d = *document;
  EXPECT_EQ(d["run"], "run");
  EXPECT_EQ(d["split"], "test");
  EXPECT_EQ(d["classes"], (Json{"dark", "light"}));
  EXPECT_EQ(d["positive"], "light");
  EXPECT_EQ(d["metrics"]["auc"]["mean"], 1.0);
  EXPECT_EQ(d["metrics"]["auc"]["interval"], "delong");
  EXPECT_EQ(d["metrics"]["accuracy"]["n"], 3);
  EXPECT_EQ(d["confusion"], (Json{{1, 0}, {0, 2}}));  // cases 13, 14, 15
  EXPECT_EQ(d["labels"]["2"]["name"], "light");
  EXPECT_EQ(d["calibration"]["fitted"], 3);
  EXPECT_TRUE(d["calibration"]["temperature"].is_number());
  ASSERT_EQ(d["cases"].size(), 3u);
  EXPECT_EQ(d["cases"][1]["class"], "dark");
  EXPECT_EQ(d["cases"][1]["answer"], "dark");
  EXPECT_EQ(d["cases"][1]["correct"], 1.0);
  EXPECT_NEAR(
      d["cases"][1]["probabilities"]["dark"].get<double>() + d["cases"][1]["probabilities"]["light"].get<double>(), 1,
      1e-9);
  EXPECT_FALSE(inference::evaluateRun(folder, "nowhere", "best", ignore));

  const auto classifier = inference::Classifier::load(folder, "best");
  ASSERT_TRUE(classifier) << classifier.error().message;
  const auto image = volume::BrickFile::open(workspace.cached(made.cases[14].image));
  ASSERT_TRUE(image);
  const auto p = classifier->predict(*image);
  ASSERT_TRUE(p);
  EXPECT_NEAR((*p)[0], d["cases"][1]["probabilities"]["dark"].get<double>(), 1e-12);
}

TEST_F(ClassRun, ResumesExactly) {
  struct Way {
    const char* name;
    int dim;
    Json settings;
  };
  const std::vector<Way> ways{
      {"plain", 3, {{"task.dropout", 0.3}, {"task.mixup", 0.4}, {"task.cutmix", 1.0}, {"task.label_smoothing", 0.1}}},
      {"slices", 2, {{"task.pool", "attention"}, {"task.slices", 4}, {"task.loss", "class-balanced"}}},
      {"grades", 2, {{"task.kind", "ordinal"}, {"task.loss", "focal"}}}};
  for (const Way& way : ways) {
    auto made = spec(way.dim);
    made.settings["train.steps"] = 6;
    made.settings["train.patch"] = way.dim == 3 ? Json{16, 16, 6} : Json{16, 16};
    made.settings.update(way.settings);
    const std::string name = way.name;
    const auto whole = workspace.make(name + "-whole", made), parts = workspace.make(name + "-parts", made);
    ASSERT_EQ(engine::runFolder(whole.root), 0) << name << test::lastState(whole).dump();
    ASSERT_EQ(engine::runFolder(parts.root, 3), 0);
    ASSERT_EQ(engine::runFolder(parts.root), 0);
    EXPECT_EQ(test::curve(whole, "loss/train"), test::curve(parts, "loss/train")) << name;
    const auto hash = [](const events::RunFolder& folder) {
      const auto file = base::SafetensorsFile::open(folder.checkpoints() / engine::checkpointName(6));
      EXPECT_TRUE(file);
      return file ? file->metadata().at("sha256") : std::string();
    };
    EXPECT_EQ(hash(whole), hash(parts)) << name;
  }
}

TEST_F(ClassRun, TakesTheEncoderOfAPretraining) {
  auto parent = workspace.spec("mae", "unet", 3);
  parent.settings["train.steps"] = 3;
  const auto first = workspace.make("mae", parent);
  ASSERT_EQ(engine::runFolder(first.root), 0);
  auto child = spec(3);
  child.settings["train.steps"] = 2;
  child.settings.erase("arch.base");
  child.settings.erase("arch.stages");
  child.initFrom = "mae";
  child.initCheckpoint = "../mae/checkpoints/" + engine::checkpointName(3);
  const auto folder = workspace.make("child", child);
  ASSERT_EQ(engine::runFolder(folder.root), 0) << test::lastState(folder).dump();
  bool loaded = false, head = false;
  for (const auto& text : test::messages(folder)) {
    loaded = loaded || text.starts_with("Loaded ");
    head = head || (text.find("decoder.fc") != std::string::npos && text.find("own task") != std::string::npos);
  }
  EXPECT_TRUE(loaded && head);
}

TEST_F(ClassRun, SettlesColumnAndClassesBeforeTheLaunch) {
  auto made = spec(2);
  const auto resolve = [&] {
    const auto folder = workspace.make("draft", made);
    return engine::resolveSettings(made, folder.root, engine::Trials::None);
  };
  const auto resolved = resolve();
  ASSERT_TRUE(resolved) << resolved.error().message;
  EXPECT_EQ(resolved->settings["task.column"], "class");
  EXPECT_EQ(resolved->settings["task.classes"], "dark,light");
  made.settings["task.classes"] = "light,dark";
  EXPECT_EQ(resolve()->settings["task.classes"], "light,dark");
  made.settings["task.classes"] = "light,dusk";
  EXPECT_FALSE(resolve());
  made.settings.erase("task.classes");
  made.settings["task.column"] = "grade";
  const auto unknown = resolve();
  ASSERT_FALSE(unknown);
  EXPECT_NE(unknown.error().message.find("Known: class"), std::string::npos) << unknown.error().message;
}

TEST_F(ClassRun, FlatPicturesHaveNoSlicesToPool) {
  const test::Workspace flat(8, {16, 16, 1});
  auto made = spec(2);
  made.cases.resize(8);
  for (std::size_t i = 0; i < 8; ++i) made.cases[i].image = flat.entries()[i].image;
  made.settings["task.pool"] = "attention";
  const auto folder = flat.make("run", made);
  const auto refused = engine::resolveSettings(made, folder.root, engine::Trials::None);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("task.pool=mean"), std::string::npos) << refused.error().message;
}

TEST_F(ClassRun, ShowsASampleBeforeTheLaunch) {
  for (const char* pool : {"mean", "attention"}) {
    auto made = spec(2);
    made.settings["task.pool"] = pool;
    made.settings["task.slices"] = 3;
    const auto folder = workspace.make("draft", made);
    const auto shown = engine::writePreview(made, folder.root, "", workspace.root() / "preview");
    ASSERT_TRUE(shown) << shown.error().message;
    ASSERT_EQ((*shown)["tensors"].size(), 2u);
    EXPECT_EQ((*shown)["tensors"][0]["shape"], std::string(pool) == "mean" ? (Json{1, 16, 16}) : (Json{1, 3, 16, 16}));
    EXPECT_TRUE((*shown)["tensors"][0]["caption"].get<std::string>().starts_with("asked dark, answered "));
  }
}

TEST(ClassDocument, OfSeveralLabelsAndSharedPatients) {
  tasks::ClassTargets targets;
  targets.column = "findings";
  targets.kind = losses::ClassKind::MultiLabel;
  targets.classes = {"edema", "mass"};
  inference::ClassedCases judged;
  judged.cases = {"a", "b", "c"};
  judged.patients = {"P", "P", "Q"};
  judged.answers = {{.9, .6, .2, .1, .7, .8}, {1, 0, 0, 0, 1, 1}, 2, false};
  const Json d = inference::classDocument(targets, judged, {});
  EXPECT_EQ(d["kind"], "multi-label");
  EXPECT_EQ(d["patients"], 2);
  EXPECT_EQ(d["cases"][0]["class"], Json::array({"edema"}));
  EXPECT_EQ(d["cases"][0]["answer"], (Json{"edema", "mass"}));
  EXPECT_EQ(d["cases"][0]["correct"], 0.5);
  EXPECT_EQ(d["metrics"]["auc"]["interval"], "bootstrap");
  EXPECT_TRUE(d["confusion"].empty());
  EXPECT_TRUE(d["calibration"]["temperature"].is_null());
  EXPECT_TRUE(d["positive"].is_null());
}

}  // namespace
}  // namespace selvox::learn
