// Enhancement as a run: it learns, validates, resumes exactly, is judged against its baseline and predicts.

#include <torch/nn/module.h>

#include "core/learn/engine/enhance_plan.h"
#include "core/learn/engine/learner.h"
#include "core/learn/engine/loader.h"
#include "core/learn/engine/preview.h"
#include "core/learn/engine/resolve.h"
#include "core/learn/engine/tensors.h"
#include "core/learn/inference/enhance_run.h"
#include "core/learn/inference/enhancer.h"
#include "core/learn/inference/evaluate.h"
#include "core/learn/inference/segmenter.h"
#include "core/learn/methods/degrade/resolution.h"
#include "tests/learn/engine_fixture.h"

namespace selvox::learn {
namespace {

using base::Json;

void quiet(const base::Progress&) {}

class EnhanceRun : public testing::Test {
 protected:
  [[nodiscard]] spec::RunSpec spec(int dim, const std::string& kind = "denoise") const {
    spec::RunSpec made = workspace.spec("segmentation", "unet", dim);
    made.task = "enhancement";
    made.labels.clear();
    for (auto& entry : made.cases) entry.label = entry.labelNative = "";
    made.settings["task.kind"] = kind;
    return made;
  }
  // Cases 0 and 1, 2 and 3, … are a patient's "T1" and the same image inverted, "T2".
  [[nodiscard]] spec::RunSpec pairs(int dim) const {
    spec::RunSpec made = spec(dim, "synthesis");
    for (std::size_t i = 0; i < made.cases.size(); ++i) {
      made.cases[i].patient = "P-" + std::to_string(i / 2);
      made.cases[i].sequence = i % 2 == 0 ? "T1" : "T2";
      made.cases[i].role = i < 4 ? "train" : i < 6 ? "val" : "test";
      if (i % 2 == 1) invert(static_cast<int>(i - 1), made.cases[i].image);
    }
    made.settings["task.source"] = "T1";
    made.settings["task.target"] = "T2";
    return made;
  }
  void invert(int of, const std::string& key, double mean = 320, double deviation = 80) const {
    test::Phantom made = test::phantom(of, extent);
    for (float& value : made.image.as<float>()) value = 400 - value;
    volume::BrickHeader header;
    header.extent = header.nativeExtent = extent;
    header.worldFromVoxel = header.nativeWorldFromVoxel = made.image.worldFromVoxel;
    header.normalisation = {"zscore", 0, 0, mean, deviation};
    EXPECT_TRUE(volume::writeBrickFile(workspace.cached(key), header, made.image));
  }
  volume::Extent extent{24, 28, 20};
  test::Workspace workspace{8, {24, 28, 20}};
};

TEST_F(EnhanceRun, LearnsToDenoiseIsJudgedAndPredicts) {
  auto made = spec(2);
  made.settings.update(
      Json{{"train.steps", 300}, {"train.batch", 8}, {"train.lr", 5e-3}, {"validate.every", 150}, {"task.noise", 1.0}});
  const auto folder = workspace.make("run", made);
  ASSERT_EQ(engine::runFolder(folder.root), 0) << test::lastState(folder).dump();
  const auto psnr = test::curve(folder, "val/psnr"), input = test::curve(folder, "val/psnr_input");
  ASSERT_EQ(psnr.size(), 2u);
  EXPECT_GT(psnr.rbegin()->second, input.rbegin()->second);
  EXPECT_EQ(input.begin()->second, input.rbegin()->second);  // the same input at every validation
  EXPECT_EQ(test::curve(folder, "val/ssim").size(), 2u);
  EXPECT_GT(test::curve(folder, "baseline/loss").size(), 0u);

  const auto document = inference::evaluateRun(folder, "test", "best", quiet);
  ASSERT_TRUE(document) << document.error().message;
  const Json& d = *document;
  EXPECT_EQ(d["task"], "enhancement");
  EXPECT_EQ(d["kind"], "denoise");
  EXPECT_EQ(d["baseline"], "identity");
  EXPECT_EQ(d["n"], 1);
  EXPECT_GT(d["quality"]["psnr"]["gain"]["mean"].get<double>(), 0.5);
  EXPECT_GT(d["quality"]["nmse"]["gain"]["mean"].get<double>(), 0);
  EXPECT_EQ(*inference::evaluateRun(folder, "test", "best", quiet), d);
  const auto written =
      volume::BrickFile::open(folder.evaluations() / "test" / (d["cases"][0]["case"].get<std::string>() + ".vol"));
  ASSERT_TRUE(written) << written.error().message;
  EXPECT_EQ(written->header().extent, extent);
  EXPECT_FALSE(inference::evaluateRun(folder, "nowhere", "best", quiet));

  const auto enhancer = inference::Enhancer::load(folder, "best");
  ASSERT_TRUE(enhancer) << enhancer.error().message;
  const auto image = volume::BrickFile::open(workspace.cached(made.cases.back().image));
  ASSERT_TRUE(image);
  const auto result = enhancer->predict(*image);
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(result->extent, extent);
  // The image's own units: near what was given (20 to 300, deviation 80), not near 0 and 1.
  const auto given = volume::toFloat(image->readAll()), values = volume::toFloat(*result);
  double apart = 0;
  for (std::size_t i = 0; i < given.size(); ++i) apart += std::abs(given[i] - values[i]);
  EXPECT_LT(apart / static_cast<double>(given.size()), 80);
}

// What was learnt is taken away from the image: a noisy one comes nearer to the clean one.
TEST_F(EnhanceRun, PredictsACleanerImageThanItWasGiven) {
  auto made = spec(2);
  made.settings.update(Json{{"train.steps", 300}, {"train.batch", 8}, {"train.lr", 5e-3}, {"task.noise", 1.0}});
  const auto folder = workspace.make("run", made);
  ASSERT_EQ(engine::runFolder(folder.root), 0) << test::lastState(folder).dump();
  const auto enhancer = inference::Enhancer::load(folder, "final");
  ASSERT_TRUE(enhancer) << enhancer.error().message;
  const auto clean = volume::BrickFile::open(workspace.cached(made.cases.back().image));
  ASSERT_TRUE(clean);
  volume::Volume noisy = test::phantom(7, extent).image;
  base::Rng rng(1, base::Purpose::Test);
  for (float& value : noisy.as<float>())
    value += static_cast<float>(clean->header().normalisation.deviation * rng.normal());
  volume::BrickHeader header;
  header.extent = header.nativeExtent = extent;
  header.worldFromVoxel = header.nativeWorldFromVoxel = noisy.worldFromVoxel;
  header.normalisation = clean->header().normalisation;
  const std::string key = made.cases.front().image;  // trained on and not needed any more
  ASSERT_TRUE(volume::writeBrickFile(workspace.cached(key), header, noisy));
  const auto image = volume::BrickFile::open(workspace.cached(key));
  const auto result = enhancer->predict(*image);
  ASSERT_TRUE(result) << result.error().message;
  const auto distance = [truth = volume::toFloat(clean->readAll())](const std::vector<float>& values) {
    double sum = 0;
    for (std::size_t i = 0; i < truth.size(); ++i) sum += (values[i] - truth[i]) * (values[i] - truth[i]);
    return sum;
  };
  EXPECT_LT(distance(volume::toFloat(*result)), 0.7 * distance(volume::toFloat(image->readAll())));
}

// Everything a person reads is in the image's own units, though prepared voxels are clipped and normalised.
TEST_F(EnhanceRun, JudgesAndWritesInTheImagesUnitsAndPredictsWhatClippingHid) {
  auto made = spec(2);
  made.settings["train.steps"] = 2;
  const std::string key = made.cases.back().image;
  test::Phantom bright = test::phantom(7, extent);
  bright.image.as<float>()[0] = 5000;  // metal
  volume::BrickHeader header;
  header.extent = header.nativeExtent = extent;
  header.worldFromVoxel = header.nativeWorldFromVoxel = bright.image.worldFromVoxel;
  header.normalisation = {"zscore", 0, 320, 80, 80};
  ASSERT_TRUE(volume::writeBrickFile(workspace.cached(key), header, bright.image));
  const auto folder = workspace.make("run", made);
  ASSERT_EQ(engine::runFolder(folder.root), 0) << test::lastState(folder).dump();
  const auto document = inference::evaluateRun(folder, "test", "final", quiet);
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_NEAR((*document)["cases"][0]["range"].get<double>(), 320, 1e-3);  // clipped to 0 and 320
  const auto written = volume::BrickFile::open(folder.evaluations() / "test" /
                                               ((*document)["cases"][0]["case"].get<std::string>() + ".vol"));
  ASSERT_TRUE(written);
  const auto values = volume::toFloat(written->readAll());
  EXPECT_GT(*std::max_element(values.begin(), values.end()), 200);
  const auto enhancer = inference::Enhancer::load(folder, "final");
  ASSERT_TRUE(enhancer);
  const auto image = volume::BrickFile::open(workspace.cached(key));
  ASSERT_TRUE(image);
  const auto result = enhancer->predict(*image);
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_GT(volume::toFloat(*result).front(), 4000);
}

TEST_F(EnhanceRun, PredictsAFinerGridThatFillsTheSameSpace) {
  auto made = spec(3, "super-resolution");
  made.settings.update(Json{{"train.steps", 2}, {"task.factor", 2}, {"task.axes", "in-plane"}});
  const auto folder = workspace.make("finer", made);
  ASSERT_EQ(engine::runFolder(folder.root), 0) << test::lastState(folder).dump();
  const auto enhancer = inference::Enhancer::load(folder, "final");
  ASSERT_TRUE(enhancer) << enhancer.error().message;
  const auto image = volume::BrickFile::open(workspace.cached(made.cases.back().image));
  const auto result = enhancer->predict(*image);
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(result->extent, (volume::Extent{48, 56, 20}));
  EXPECT_EQ(result->worldFromVoxel.spacing(), (volume::Vec3{0.5, 0.5, 1}));
  const auto corner = result->worldFromVoxel.apply({-0.5, -0.5, -0.5});  // the outer face stays where it was
  EXPECT_NEAR(corner[0], -0.5, 1e-12);
  EXPECT_NEAR(corner[2], -0.5, 1e-12);
  const auto document = inference::evaluateRun(folder, "val", "final", quiet);
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_EQ((*document)["baseline"], "linear interpolation");
}

TEST_F(EnhanceRun, MakesOneImageFromTheOtherOfThePatient) {
  auto made = pairs(2);
  made.settings.update(Json{{"train.steps", 150}, {"train.batch", 8}, {"train.lr", 5e-3}, {"task.residual", false}});
  const auto folder = workspace.make("pairs", made);
  ASSERT_EQ(engine::runFolder(folder.root), 0) << test::lastState(folder).dump();
  const auto document = inference::evaluateRun(folder, "test", "final", quiet);
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_EQ((*document)["n"], 1);  // one pair, not two series
  EXPECT_EQ((*document)["cases"][0]["case"], "phantom_6");
  EXPECT_GT((*document)["quality"]["psnr"]["gain"]["mean"].get<double>(), 5);
  // Predicted in the target's units: bright where the source is dark.
  const auto enhancer = inference::Enhancer::load(folder, "final");
  ASSERT_TRUE(enhancer) << enhancer.error().message;
  const auto image = volume::BrickFile::open(workspace.cached(made.cases[6].image));
  const auto result = enhancer->predict(*image);
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_NEAR(volume::toFloat(*result).front(), 400 - volume::toFloat(image->readAll()).front(), 60);
}

// A prediction has the scale of the training targets, whatever the judged ones have; these are judged in their own.
TEST_F(EnhanceRun, SynthesisKeepsApartTheScalesOfTrainingAndOfWhatIsJudged) {
  auto made = pairs(2);
  made.settings.update(Json{{"train.steps", 2}, {"task.residual", false}});
  const auto folder = workspace.make("scales", made);
  ASSERT_EQ(engine::runFolder(folder.root), 0) << test::lastState(folder).dump();
  const auto image = volume::BrickFile::open(workspace.cached(made.cases[6].image));
  const auto predicted = [&] { return volume::toFloat(*inference::Enhancer::load(folder, "final")->predict(*image)); };
  const auto before = predicted();
  invert(4, made.cases[5].image, 900, 300);
  invert(6, made.cases[7].image, 900, 160);
  EXPECT_EQ(predicted(), before);
  const auto document = inference::evaluateRun(folder, "test", "final", quiet);
  ASSERT_TRUE(document) << document.error().message;
  const auto target = volume::toFloat(volume::BrickFile::open(workspace.cached(made.cases[7].image))->readAll());
  const auto [low, high] = std::minmax_element(target.begin(), target.end());
  EXPECT_NEAR((*document)["cases"][0]["range"].get<double>(), *high - *low, 1e-2);
}

TEST_F(EnhanceRun, PartnersAreOfOnePatientOneRoleAndOneGrid) {
  const auto partnersOf = [&](const spec::RunSpec& made) {
    const auto found = engine::imagePairs(made, workspace.root() / "cache",
                                          tasks::enhancementFrom(engine::unprefixed(made.settings, "task.")));
    EXPECT_TRUE(found) << found.error().message;
    return *found;
  };
  auto made = pairs(2);
  engine::ImagePairs expected;
  for (std::size_t i = 0; i < 8; i += 2) expected[made.cases[i].image] = made.cases[i + 1].image;
  EXPECT_EQ(partnersOf(made), expected);
  made.cases[3].role = "val";  // its partner trains
  expected.erase(made.cases[2].image);
  EXPECT_EQ(partnersOf(made), expected);
  made.cases[5].patient = "P-9";
  expected.erase(made.cases[4].image);
  EXPECT_EQ(partnersOf(made), expected);
  volume::Volume small = test::phantom(6, {20, 28, 20}).image;
  volume::BrickHeader header;
  header.extent = header.nativeExtent = small.extent;
  header.worldFromVoxel = header.nativeWorldFromVoxel = small.worldFromVoxel;
  ASSERT_TRUE(volume::writeBrickFile(workspace.cached(made.cases[7].image), header, small));
  expected.erase(made.cases[6].image);
  EXPECT_EQ(partnersOf(made), expected);
}

TEST_F(EnhanceRun, RefusesImagesWithoutPartnersAndNetworksWithoutADecoder) {
  auto made = pairs(2);
  for (auto& entry : made.cases) entry.patient = entry.caseName;
  const auto said = engine::resolveSettings(made, workspace.root() / "runs" / "x", engine::Trials::None);
  ASSERT_FALSE(said);
  EXPECT_NE(said.error().message.find("one voxel grid"), std::string::npos) << said.error().message;
  EXPECT_NE(said.error().message.find("T2"), std::string::npos) << said.error().message;
  auto flat = spec(2);
  flat.arch = "mlp";
  for (const char* name : {"arch.base", "arch.stages"}) flat.settings.erase(name);
  const auto refused = engine::resolveSettings(flat, workspace.root() / "runs" / "x", engine::Trials::None);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("decoder"), std::string::npos) << refused.error().message;
}

TEST_F(EnhanceRun, ResumesExactly) {
  struct Way {
    const char* name;
    spec::RunSpec spec;
  };
  std::vector<Way> ways{{"noise", spec(3)},
                        {"pairs", pairs(2)},
                        {"finer", spec(2, "super-resolution")},
                        {"artifact", spec(2, "artifact")}};
  for (Way& way : ways) {
    way.spec.settings["train.steps"] = 6;
    const std::string name = way.name;
    const auto whole = workspace.make(name + "-whole", way.spec), parts = workspace.make(name + "-parts", way.spec);
    ASSERT_EQ(engine::runFolder(whole.root), 0) << name << test::lastState(whole).dump();
    ASSERT_EQ(engine::runFolder(parts.root, 3), 0);
    ASSERT_EQ(engine::runFolder(parts.root), 0);
    EXPECT_EQ(test::curve(whole, "loss/train"), test::curve(parts, "loss/train")) << name;
  }
}

// The parent's features judge, and stay as they were when the run goes on.
TEST_F(EnhanceRun, ThePerceptualLossKeepsTheParentsEncoder) {
  auto first = spec(2);
  first.settings["train.steps"] = 4;
  const auto parent = workspace.make("parent", first);
  ASSERT_EQ(engine::runFolder(parent.root), 0);
  auto made = spec(2);
  made.initFrom = "parent";
  const auto checkpoint = inference::checkpointPath(parent, "final");
  ASSERT_TRUE(checkpoint);
  made.initCheckpoint = base::utf8(*checkpoint);
  made.settings.update(Json{{"train.steps", 6}, {"task.perceptual", 0.5}});
  const auto whole = workspace.make("whole", made), parts = workspace.make("parts", made);
  ASSERT_EQ(engine::runFolder(whole.root), 0) << test::lastState(whole).dump();
  ASSERT_EQ(engine::runFolder(parts.root, 3), 0);
  ASSERT_EQ(engine::runFolder(parts.root), 0);
  EXPECT_EQ(test::curve(whole, "loss/train"), test::curve(parts, "loss/train"));
  EXPECT_GT(test::curve(whole, "loss/perceptual").begin()->second, 0);
  const auto end = inference::checkpointPath(whole, "final");
  const auto kept = engine::loadTensors(*end, {"method/encoder."}),
             was = engine::loadTensors(*checkpoint, {"model/encoder."}),
             now = engine::loadTensors(*end, {"model/encoder."});
  ASSERT_TRUE(kept && was && now);
  ASSERT_FALSE(kept->tensors.empty());
  bool moved = false;
  for (const auto& [name, tensor] : kept->tensors) {
    const std::string own = "model/" + name.substr(7);
    EXPECT_TRUE(at::equal(tensor, was->tensors.at(own))) << name;
    moved = moved || !at::equal(tensor, now->tensors.at(own));
  }
  EXPECT_TRUE(moved);
}

// What a batch holds is moved, never changed in its greys, and input and target show the same place; all that differs
// is what the kind of enhancement says.
TEST_F(EnhanceRun, APatchKeepsItsGreysAndItsPlace) {
  for (const std::string kind : {"denoise", "super-resolution", "synthesis"}) {
    auto made = kind == "synthesis" ? pairs(2) : spec(2, kind);
    for (const char* name : {"gamma", "noise", "blur", "brightness", "contrast", "low_resolution", "cutout"})
      made.settings[std::string("augment.") + name] = 1.0;
    for (const char* name : {"flip", "rotate", "scale"}) made.settings[std::string("augment.") + name] = 0.0;
    made.settings["task.noise"] = 0.01;
    const auto resolved = engine::resolveSettings(made, workspace.root() / "runs" / "x", engine::Trials::None);
    ASSERT_TRUE(resolved) << resolved.error().message;
    const auto learner = engine::makeLearner(made, resolved->settings);
    ASSERT_TRUE(learner) << learner.error().message;
    engine::Cohort::Options options;
    const auto plan = engine::enhancePlan(made, resolved->settings);
    ASSERT_TRUE(plan);
    const auto partners = engine::imagePairs(made, workspace.root() / "cache", plan->how);
    ASSERT_TRUE(partners) << partners.error().message;
    options.targets = *partners;
    const auto cohort = engine::Cohort::open(workspace.root() / "cache", {made.cases[0]}, made.datasets, options);
    ASSERT_TRUE(cohort);
    engine::LoaderConfig config;
    config.dim = 2;
    config.patch = {16, 16, 1};
    config.margin = (*learner)->margin();
    config.targets = kind == "synthesis";
    config.seed = 4;
    const engine::Minibatch batch = engine::Loader(*cohort, config).make(3);
    const auto shown = (*learner)->preview(batch);
    const at::Tensor target = shown[0].tensor, input = shown[1].tensor;
    const at::Tensor whole = batch.batch.images[0];  // (1, H, W), with its margin
    if (kind == "denoise") {
      EXPECT_TRUE(at::allclose(target, whole, 1e-5, 1e-5));
      EXPECT_NEAR((input - target).std().item<double>(), 0.01, 0.003);
    } else if (kind == "synthesis") {
      EXPECT_TRUE(at::allclose(input, whole, 1e-5, 1e-5));
      EXPECT_TRUE(at::allclose(target, batch.targets[0], 1e-5, 1e-5));
    } else {  // a window of it, of which blocks of 2 x 2 were averaged and put back
      EXPECT_EQ(whole.size(1), 20);
      const at::Tensor middle = whole.narrow(1, 1, 18).narrow(2, 1, 18);
      const at::Tensor coarse = methods::degrade::coarser(methods::degrade::asSample(middle), {1, 2, 2}).to(at::kFloat);
      bool found = false;
      for (std::int64_t place = 0; place < 9; ++place) {
        const auto window = [&](const at::Tensor& x) { return x.narrow(1, place / 3, 16).narrow(2, place % 3, 16); };
        found = found ||
                (at::allclose(target, window(middle), 1e-4, 1e-4) && at::allclose(input, window(coarse), 1e-4, 1e-4));
      }
      EXPECT_TRUE(found);
    }
  }
}

TEST_F(EnhanceRun, ThePreviewShowsInputAndTarget) {
  for (const auto& made : {spec(2), pairs(2)}) {
    const auto folder = workspace.make("preview", made);
    const auto answer = engine::writePreview(made, folder.root, "", folder.root / "out");
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ((*answer)["case"], "phantom_0");
    EXPECT_EQ((*answer)["tensors"].size(), 2u);  // untrained: nothing restored yet
    EXPECT_EQ((*answer)["tensors"][0]["shape"], (Json{1, 16, 16}));
  }
}

}  // namespace
}  // namespace selvox::learn
