// Windows cover everything, blending is a partition, padding and grids come back exactly.

#include <cmath>

#include <ATen/ATen.h>
#include <torch/nn/module.h>
#include <torch/utils.h>

#include "core/learn/inference/evaluate.h"
#include "core/learn/inference/segment_run.h"
#include "core/learn/inference/segmenter.h"
#include "core/learn/inference/sliding_window.h"
#include "tests/learn/engine_fixture.h"

namespace selvox::learn::inference {
namespace {

// Logits (x, 0): class 0 where the voxel is positive. Depends on the voxel alone, so windows must not show.
class Voxelwise : public architectures::Network {
 public:
  std::vector<at::Tensor> features(const at::Tensor& x) override { return {x}; }
  std::vector<at::Tensor> forward(const at::Tensor& x) override {
    ++calls;
    return {at::cat({x, at::zeros_like(x)}, 1)};
  }
  [[nodiscard]] std::vector<std::int64_t> channels() const override { return {1}; }
  [[nodiscard]] std::vector<std::int64_t> strides() const override { return {1}; }
  [[nodiscard]] bool dense() const override { return true; }
  int calls = 0;
};

TEST(Windows, CoverTheAxisWithTheWantedOverlap) {
  EXPECT_EQ(windowStarts(10, 16, 0.5), (std::vector<std::int64_t>{0}));
  EXPECT_EQ(windowStarts(32, 16, 0.5), (std::vector<std::int64_t>{0, 8, 16}));
  const auto starts = windowStarts(101, 32, 0.5);
  EXPECT_EQ(starts.front(), 0);
  EXPECT_EQ(starts.back(), 101 - 32);
  for (std::size_t i = 1; i < starts.size(); ++i) EXPECT_LE(starts[i] - starts[i - 1], 16);
}

TEST(Windows, WeightsPeakInTheMiddle) {
  const at::Tensor weights = gaussianWeights({9, 8, 7});
  EXPECT_FLOAT_EQ(weights.max().item<float>(), 1.0f);
  EXPECT_GE(weights.min().item<float>(), 1e-4f);
  EXPECT_NEAR(weights[4][3][3].item<double>(), weights[4][4][3].item<double>(), 1e-6);
  EXPECT_NEAR(weights[6][3][3].item<double>() / weights[4][3][3].item<double>(), std::exp(-4 / (2 * 1.125 * 1.125)),
              1e-5);
}

TEST(SlidingWindow, AVoxelwiseNetworkSeesNoWindows) {
  Voxelwise network;
  torch::manual_seed(1);
  const at::Tensor image = at::randn({13, 30, 21});
  const at::Tensor expected = at::softmax(at::stack({image, at::zeros_like(image)}), 0);
  for (const bool mirror : {false, true}) {
    for (const int dim : {2, 3}) {
      WindowOptions options;
      options.dim = dim;
      options.window = dim == 3 ? std::vector<std::int64_t>{16, 16, 16} : std::vector<std::int64_t>{16, 24};
      options.mirror = mirror;
      options.batch = 3;
      const at::Tensor made = slidingWindow(network, image, options);
      ASSERT_EQ(made.sizes(), expected.sizes());
      EXPECT_LT((made - expected).abs().max().item<float>(), 1e-5) << dim << mirror;
    }
  }
}

TEST(ClassesOnGrid, CopiesOnTheSameGridAndInterpolatesOnAnother) {
  at::Tensor probabilities = at::zeros({2, 4, 4, 4});
  probabilities[0].fill_(0.9);
  probabilities[1].fill_(0.1);
  probabilities[0][2][1][3] = 0.1;
  probabilities[1][2][1][3] = 0.9;
  const volume::Affine one;
  const auto same = classesOnGrid(probabilities, tasks::Segmentation(), one, {4, 4, 4}, one);
  for (std::size_t i = 0; i < same.size(); ++i) EXPECT_EQ(same[i], i == 2 * 16 + 1 * 4 + 3 ? 1 : 0);
  // Twice as fine along x, first voxel's corner in common: centres at -0.25, 0.25, 0.75, …
  volume::Affine fine;
  fine(0, 0) = 0.5;
  fine(0, 3) = -0.25;
  const auto finer = classesOnGrid(probabilities, tasks::Segmentation(), one, {8, 4, 4}, fine);
  int count = 0;
  for (std::size_t i = 0; i < finer.size(); ++i) {
    count += finer[i];
    if (finer[i]) {
      EXPECT_EQ(i / 8, 2u * 4 + 1);
    }
  }
  EXPECT_EQ(count, 2);  // the two halves of the one voxel
}

TEST(Evaluation, CountsUndefinedValuesAndKeepsTheProtocolsShape) {
  const double nan = std::nan("");
  const std::vector<CaseScore> scores{{"a", "P-1", {{0.8, 0.7, 1.0, 0.9, 0.1, 2}, {nan, nan, nan, nan, nan, 0}}},
                                      {"b", "P-2", {{0.6, 0.5, 2.0, 0.7, 0.3, 0}, {0.5, 0.4, 3.0, 0.6, 0.2, 1}}}};
  const JudgedRun judged{"run", "test", "final", 1.0, labelStructures({{1, "body"}, {2, "core"}}), {}};
  const base::Json document = segmentDocument(judged, scores);
  EXPECT_EQ(document["run"], "run");
  EXPECT_NEAR(document["labels"]["1"]["dice"]["mean"].get<double>(), 0.7, 1e-12);
  EXPECT_EQ(document["labels"]["1"]["name"], "body");
  EXPECT_EQ(document["labels"]["2"]["dice"]["n"], 1);
  EXPECT_EQ(document["labels"]["2"]["dice"]["undefined"], 1);
  EXPECT_TRUE(document["cases"][0]["labels"]["2"]["dice"].is_null());
  EXPECT_EQ(document["cases"][1]["labels"]["2"]["hd95"], 3.0);
  EXPECT_EQ(document["labels"]["1"]["false_positives"]["mean"], 1.0);
  EXPECT_NEAR(document["labels"]["1"]["volume_error"]["mean"].get<double>(), 0.2, 1e-12);
  EXPECT_FALSE(document.contains("regions"));
}

TEST(Evaluation, OfATrainedPhantomRun) {
  const test::Workspace workspace(6);
  auto spec = workspace.spec("segmentation", "unet", 3);
  spec.settings["train.steps"] = 300;
  spec.settings["train.lr"] = 5e-3;
  spec.settings["train.patch"] = {24, 28, 20};
  const auto folder = workspace.make("run", spec);
  ASSERT_EQ(engine::runFolder(folder.root), 0);
  std::int64_t told = 0;
  const auto document = evaluateRun(folder, "test", "final", [&](const base::Progress& p) { told = p.done; });
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_EQ(told, 1);
  EXPECT_GT((*document)["labels"]["1"]["dice"]["mean"].get<double>(), 0.75);
  const auto file = volume::BrickFile::open(folder.evaluations() / "test" / "phantom_5.vol");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->header().extent, (volume::Extent{24, 28, 20}));
  EXPECT_TRUE(evaluateRun(folder, "val", "best", [](const base::Progress&) {}));
  EXPECT_FALSE(evaluateRun(folder, "nowhere", "final", [](const base::Progress&) {}));
  EXPECT_FALSE(evaluateRun(folder, "test", "step-none", [](const base::Progress&) {}));
  const auto files = engine::listCheckpoints(folder.checkpoints());
  ASSERT_GE(files.size(), 1u);
  const auto ensemble = Segmenter::load(folder, "all");
  ASSERT_TRUE(ensemble) << ensemble.error().message;
  EXPECT_EQ(std::count(ensemble->checkpointName().begin(), ensemble->checkpointName().end(), ',') + 1,
            static_cast<std::ptrdiff_t>(files.size()));
  EXPECT_FALSE(Segmenter::load(folder, "final,step-none"));
}

TEST(Evaluation, RegionsAreLearntAndJudgedBesideTheirLabels) {
  const test::Workspace workspace(6);
  auto spec = workspace.spec("segmentation", "unet", 3);
  spec.settings["train.steps"] = 200;
  spec.settings["train.lr"] = 5e-3;
  spec.settings["train.patch"] = {24, 28, 20};
  spec.settings["task.regions"] = "whole=body+core, inner=2";
  spec.settings["task.postprocess"] = "auto";
  const auto folder = workspace.make("run", spec);
  ASSERT_EQ(engine::runFolder(folder.root), 0);
  const auto document = evaluateRun(folder, "test", "final", [](const base::Progress&) {});
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_GT((*document)["regions"]["whole"]["dice"]["mean"].get<double>(), 0.75);
  EXPECT_TRUE((*document)["cases"][0]["regions"].contains("inner"));
  EXPECT_TRUE((*document)["labels"]["1"]["dice"]["mean"].is_number());
  const auto chosen = base::readJson(folder.root / "postprocessing.json");
  ASSERT_TRUE(chosen);
  EXPECT_GE((*chosen)["labels"]["1"]["dice"].get<double>(), (*chosen)["labels"]["1"]["dice_before"].get<double>());
}

}  // namespace
}  // namespace selvox::learn::inference
