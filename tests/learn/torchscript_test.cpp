// A trained network taken out: the same answers from TorchScript, here and in an independent PyTorch.

#include <algorithm>
#include <cstring>

#include <ATen/ATen.h>
#include <gtest/gtest.h>
#include <torch/nn/module.h>

#include "core/base/file.h"
#include "core/learn/architectures/network.h"
#include "core/learn/engine/checkpoint.h"
#include "core/learn/engine/learner.h"
#include "core/learn/inference/segmenter.h"
#include "core/learn/torchscript/export_model.h"
#include "core/learn/torchscript/trace.h"
#include "core/learn/transfer/weights_file.h"
#include "tests/base/python.h"
#include "tests/learn/arch_support.h"
#include "tests/learn/engine_fixture.h"

namespace selvox::learn::torchscript {
namespace {

Traced traced(const char* arch, int dim, const base::Json& settings, std::int64_t side) {
  const auto network = *architectures::build(arch, {dim, 1, 2, settings}, 3);
  std::vector<std::int64_t> shape(static_cast<std::size_t>(dim) + 2, side);
  shape[0] = shape[1] = 1;
  const std::vector<std::int64_t> step(static_cast<std::size_t>(dim), network->strides().back());
  const auto made = trace(
      *network, [&](const at::Tensor& x) { return network->forward(x).front(); }, at::zeros(shape), step);
  EXPECT_TRUE(made) << arch << ": " << (made ? "" : made.error().message);
  return made ? *made : Traced{"", 1, false, false};
}

TEST(TorchScript, AnswersAsTheNetworkDoes) {
  const Traced unet = traced("unet", 3, {{"stages", 2}, {"base", 4}}, 8);
  EXPECT_LT(unet.difference, 1e-5);
  EXPECT_TRUE(unet.anyBatch);
  EXPECT_TRUE(unet.otherSides);
  EXPECT_LT(traced("resnet-18", 2, {{"base", 4}}, 32).difference, 1e-5);
  const Traced tokens = traced("vit-s", 2, {{"dim", 12}, {"depth", 1}, {"heads", 2}, {"patch", 4}, {"size", 16}}, 16);
  EXPECT_LT(tokens.difference, 1e-5);
  EXPECT_FALSE(tokens.otherSides) << "positions of one grid are fixed in the program";
}

// New lines of the table of networks are tried by themselves.
class EveryNetworkGoesOut : public testing::TestWithParam<test::NetworkLine> {};

TEST_P(EveryNetworkGoesOut, AsAProgram) {
  const auto& [id, dim] = GetParam();
  const Traced made = traced(id.c_str(), dim, test::tinySettings(id), dim == 3 ? 16 : 32);
  EXPECT_LT(made.difference, 1e-5);
  RecordProperty("any_batch", made.anyBatch ? 1 : 0);
  RecordProperty("other_sides", made.otherSides ? 1 : 0);
}

INSTANTIATE_TEST_SUITE_P(Table, EveryNetworkGoesOut, testing::ValuesIn(test::networkLines()), [](const auto& line) {
  std::string name = line.param.id + "_" + std::to_string(line.param.dim) + "d";
  std::replace(name.begin(), name.end(), '-', '_');
  std::replace(name.begin(), name.end(), '+', 'p');
  return name;
});

std::string raw(const at::Tensor& tensor) {
  const at::Tensor plain = tensor.to(at::kFloat).contiguous();
  return {static_cast<const char*>(plain.data_ptr()), plain.nbytes()};
}

// A run is exported; PyTorch without Selvox gives on a phantom what the worker's network gives.
TEST(TorchScript, AnExportedRunStandsForItself) {
  const test::Workspace workspace(4);
  auto spec = workspace.spec("segmentation", "unet", 3);
  spec.settings["train.steps"] = 3;
  const auto run = workspace.make("seg-1", spec);
  ASSERT_EQ(engine::runFolder(run.root), 0) << test::lastState(run).dump();
  const fs::path out = workspace.root() / "out";
  const auto model = exportModel(run, "final", out);
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_EQ((*model)["arch"], "unet");
  EXPECT_EQ((*model)["input"]["shape"], (base::Json{1, 1, 16, 16, 16}));
  EXPECT_EQ((*model)["output"]["shape"], (base::Json{1, 3, 16, 16, 16}));
  EXPECT_EQ((*model)["output"]["classes"][2]["name"], "core");
  EXPECT_FALSE((*model)["input"]["normalisation"].is_null());
  EXPECT_LT((*model)["torchscript"]["difference"].get<double>(), 1e-5);
  EXPECT_EQ(base::dumpJson(*base::readJson(out / "model.json")), base::dumpJson(*model));

  const auto checkpoint = engine::loadCheckpoint(run.checkpoints() / engine::checkpointName(3));
  ASSERT_TRUE(checkpoint);
  const auto weights = transfer::readWeights(out / "model.safetensors");
  ASSERT_TRUE(weights) << weights.error().message;
  for (const auto& [name, tensor] : inference::finalWeights(checkpoint->tensors))
    EXPECT_TRUE(at::equal(weights->tensors.at(name), tensor)) << name;

  const auto network = *engine::segmentationNetwork(spec, checkpoint->info.settings);
  ASSERT_TRUE(engine::loadWeights(*network, weights->tensors, ""));
  network->eval();
  const at::NoGradGuard noGrad;
  const test::Phantom phantom = test::phantom(9, {16, 16, 16});
  at::Tensor image = at::empty({1, 1, 16, 16, 16});
  std::copy_n(phantom.image.as<float>().data(), image.numel(), image.data_ptr<float>());
  image = (image - image.mean()) / image.std();
  const at::Tensor expected = network->forward(image).front();

  if (selvox::test::pythonWithTorch().empty()) GTEST_SKIP() << selvox::test::kNoTorch;
  ASSERT_TRUE(base::writeFile(out / "image.raw", raw(image)));
  ASSERT_TRUE(selvox::test::runPython(out, R"(
import array, json, torch
torch.set_num_threads(1)
model = torch.jit.load("model.ts").eval()
shape = json.load(open("model.json"))["input"]["shape"]
values = array.array("f")
values.frombytes(open("image.raw", "rb").read())
with torch.no_grad():
    logits = model(torch.tensor(values).view(shape))
open("logits.raw", "wb").write(array.array("f", logits.flatten().tolist()).tobytes())
json.dump(sorted(model.state_dict()), open("names.json", "w"))
)"));
  const std::string answer = *base::readFile(out / "logits.raw");
  ASSERT_EQ(answer.size(), expected.nbytes());
  at::Tensor other = at::empty(expected.sizes());
  std::memcpy(other.data_ptr(), answer.data(), answer.size());
  EXPECT_LT((other - expected).abs().max().item<double>(), 1e-5);
  base::Json names = base::Json::array();
  for (const auto& [name, tensor] : weights->tensors) names.push_back(name);
  EXPECT_EQ(*base::readJson(out / "names.json"), names);
}

TEST(TorchScript, APretrainingGivesItsFeatures) {
  const test::Workspace workspace(4);
  auto spec = workspace.spec("simclr", "resnet-18", 2);
  spec.settings["train.steps"] = 1;
  spec.settings["arch.base"] = 4;
  const auto run = workspace.make("pre", spec);
  ASSERT_EQ(engine::runFolder(run.root), 0) << test::lastState(run).dump();
  const auto model = exportModel(run, "final", workspace.root() / "out");
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_EQ((*model)["output"]["shape"][1], 32);
  EXPECT_NE((*model)["output"]["meaning"].get<std::string>().find("features"), std::string::npos);
  const auto none = exportModel(run, "no-such", workspace.root() / "out");
  ASSERT_FALSE(none);
  EXPECT_NE(none.error().message.find("no-such"), std::string::npos);
}

}  // namespace
}  // namespace selvox::learn::torchscript
