// Weights of one network into another: what each adaptation promises, names, and the report.

#include <filesystem>

#include <ATen/ATen.h>
#include <gtest/gtest.h>
#include <torch/nn/module.h>

#include "core/base/file.h"
#include "core/learn/architectures/network.h"
#include "core/learn/transfer/surgery.h"
#include "tests/base/torch_files.h"
#include "tests/learn/engine_fixture.h"

namespace selvox::learn::transfer {
namespace {

at::Tensor waves(at::IntArrayRef sizes, double step = 0.37) {
  std::int64_t count = 1;
  for (const auto size : sizes) count *= size;
  return at::sin(at::arange(count, at::kDouble) * step + 0.1).reshape(sizes);
}

double distance(const at::Tensor& a, const at::Tensor& b) {
  EXPECT_EQ(a.sizes(), b.sizes());
  return a.sizes() == b.sizes() ? (a - b).abs().max().item<double>() : 1e9;
}

TEST(Surgery, OtherChannelsAnswerToEqualChannelsAsBefore) {
  const at::Tensor image = waves({2, 1, 9, 8});
  const auto answer = [&](const at::Tensor& weight) {
    return at::conv2d(image.expand({-1, weight.size(1), -1, -1}), weight);
  };
  const at::Tensor rgb = waves({4, 3, 3, 3}, 0.7), grey = waves({4, 1, 3, 3}, 0.9);
  EXPECT_LT(distance(answer(adaptChannels(rgb, 1, Channels::Repeat)), answer(rgb)), 1e-12);
  EXPECT_LT(distance(answer(adaptChannels(rgb, 2, Channels::Repeat)), answer(rgb)), 1e-12);
  EXPECT_LT(distance(answer(adaptChannels(rgb, 6, Channels::Repeat)), answer(rgb)), 1e-12);
  EXPECT_LT(distance(answer(adaptChannels(grey, 5, Channels::Repeat)), answer(grey)), 1e-12);
  for (const std::int64_t channels : {1, 2, 4, 7})
    EXPECT_LT(distance(answer(adaptChannels(rgb, channels, Channels::Average)), answer(rgb)), 1e-12) << channels;
}

TEST(Surgery, ChannelsByHand) {
  const at::Tensor weight = at::tensor({1., 2., 6.}, at::kDouble).view({1, 3, 1, 1});
  const auto values = [&](std::int64_t channels, Channels how) {
    const at::Tensor made = adaptChannels(weight, channels, how).flatten().contiguous();
    return std::vector<double>(made.data_ptr<double>(), made.data_ptr<double>() + made.numel());
  };
  EXPECT_EQ(values(1, Channels::Repeat), (std::vector<double>{9}));
  EXPECT_EQ(values(2, Channels::Repeat), (std::vector<double>{7, 2}));  // the third falls on the first
  EXPECT_EQ(values(6, Channels::Repeat), (std::vector<double>{0.5, 1, 3, 0.5, 1, 3}));
  EXPECT_EQ(values(1, Channels::Average), (std::vector<double>{9}));
  EXPECT_EQ(values(2, Channels::Average), (std::vector<double>{4.5, 4.5}));
  EXPECT_EQ(values(4, Channels::Zero), (std::vector<double>{1, 2, 6, 0}));
  EXPECT_EQ(values(2, Channels::Zero), (std::vector<double>{1, 2}));
}

// A volume whose slices are all alike is answered to as the slice was.
TEST(Surgery, InflationKeepsTheAnswerToAConstantDepth) {
  const at::Tensor weight = waves({4, 2, 3, 3}, 0.7), slice = waves({1, 2, 9, 8});
  const at::Tensor volume = slice.unsqueeze(2).expand({-1, -1, 7, -1, -1});
  const at::Tensor flat = at::conv2d(slice, weight);
  for (const std::int64_t depth : {1, 3, 4}) {
    for (const Inflation how : {Inflation::Mean, Inflation::Centre}) {
      const at::Tensor deep = inflate(weight, depth, how);
      EXPECT_LT(distance(deep.sum(2), weight), 1e-12);
      const at::Tensor answer = at::conv3d(volume, deep);
      EXPECT_LT(distance(answer, flat.unsqueeze(2).expand(answer.sizes())), 1e-12) << depth;
    }
  }
  EXPECT_TRUE(at::equal(inflate(weight, 3, Inflation::Centre).select(2, 1), weight));
  EXPECT_TRUE(at::equal(inflate(weight, 4, Inflation::Mean).select(2, 3), weight / 4));
  const at::Tensor up = waves({2, 5, 2, 2}, 0.3);
  const at::Tensor filled = at::conv_transpose3d(volume, inflateTransposed(up, 2), {}, 2);
  const at::Tensor once = at::conv_transpose2d(slice, up, {}, 2);
  EXPECT_LT(distance(filled, once.unsqueeze(2).expand(filled.sizes())), 1e-12);
}

// FlexiViT's promise, with LibTorch's own resizing: a patch made larger is answered to as the patch was.
TEST(Surgery, APatchEmbeddingFollowsItsPatches) {
  const at::Tensor weight = waves({5, 2, 4, 4}, 0.7), patch = waves({1, 2, 4, 4});
  const at::Tensor before = (weight * patch).sum({1, 2, 3});
  for (const auto& sides : std::vector<std::vector<std::int64_t>>{{8, 8}, {6, 9}, {4, 4}}) {
    const at::Tensor larger = at::upsample_bilinear2d(patch, sides, false);
    EXPECT_LT(distance((resampleKernel(weight, sides) * larger).sum({1, 2, 3}), before), 1e-9);
  }
  const at::Tensor deep = waves({3, 1, 2, 4, 4}, 0.6), block = waves({1, 1, 2, 4, 4});
  const at::Tensor larger = at::upsample_trilinear3d(block, {4, 8, 6}, false);
  EXPECT_LT(distance((resampleKernel(deep, {4, 8, 6}) * larger).sum({1, 2, 3, 4}), (deep * block).sum({1, 2, 3, 4})),
            1e-9);
  EXPECT_EQ(resampleKernel(weight, {2, 2}).sizes(), (std::vector<std::int64_t>{5, 2, 2, 2}));
  EXPECT_TRUE(at::equal(resampleKernel(weight, {4, 4}), weight));
}

TEST(Surgery, PositionsStayAtEqualSizesAndAreInterpolatedElse) {
  const at::Tensor grid = waves({1, 12, 3});
  EXPECT_TRUE(at::equal(resampleGrid(grid, {3, 4}, {3, 4}), grid));
  const at::Tensor line = at::tensor({0., 1.}, at::kDouble).view({1, 2, 1});
  EXPECT_LT(distance(resampleGrid(line, {1, 2}, {1, 4}).flatten(), at::tensor({0., .25, .75, 1.}, at::kDouble)), 1e-12);
  const at::Tensor deep = resampleGrid(grid, {3, 4}, {2, 3, 4});
  EXPECT_TRUE(at::equal(deep, at::cat({grid, grid}, 1)));
}

std::string noteOf(const Report& report, const std::string& name) {
  for (const Row& row : report.rows) {
    if (row.name == name) return row.note;
  }
  return "no such row";
}

Row::State stateOf(const Report& report, const std::string& name) {
  for (const Row& row : report.rows) {
    if (row.name == name) return row.state;
  }
  return Row::State::Skipped;
}

at::Tensor tensorOf(const torch::nn::Module& network, const std::string& name) {
  for (const auto& [known, tensor] : engine::weightsOf(network)) {
    if (known == name) return tensor;
  }
  return {};
}

// The weights of one of our networks under the names of others.
Weights foreign(const torch::nn::Module& network, const std::string& start, const std::string& instead) {
  Weights weights;
  for (const auto& [name, tensor] : engine::weightsOf(network))
    weights.tensors[instead + (name.starts_with(start) ? name.substr(start.size()) : name)] = tensor.detach().clone();
  return weights;
}

// A ResNet of colour pictures starts a segmentation of grey volumes.
TEST(Surgery, AColourNetworkStartsAGreyVolumesSegmentation) {
  const base::Json small{{"base", 4}};
  const auto from = *architectures::build("resnet-18", {2, 3, 10, small}, 1);
  Weights file = foreign(*from, "encoder.", "module.");
  file.tensors["module.fc.weight"] = file.tensors["module.decoder.fc.weight"];
  file.tensors.erase("module.decoder.fc.weight");
  file.tensors.erase("module.decoder.fc.bias");
  file.tensors["module.bn1.num_batches_tracked"] = at::zeros({});
  file.tensors["optimizer.step"] = at::zeros({});
  const auto network = *architectures::buildDense("resnet-18", {3, 1, 3, small}, 2);
  const at::Tensor untouched = tensorOf(*network, "decoder.stages.0.convs.0.conv.weight").clone();
  const auto source = sourceOf(file, "resnet-18", "auto", *network);
  ASSERT_TRUE(source) << source.error().message;
  EXPECT_EQ(source->layout, "torchvision");
  EXPECT_EQ(source->wrapper, "module.");
  const Report report = operate(*network, *source, {});
  EXPECT_EQ(stateOf(report, "encoder.bn1.running_mean"), Row::State::Matched);
  EXPECT_EQ(stateOf(report, "encoder.conv1.weight"), Row::State::Adapted);
  EXPECT_EQ(noteOf(report, "encoder.conv1.weight"),
            "inflated to a depth of 7 (mean); 3 input channels made 1 (repeat)");
  EXPECT_EQ(noteOf(report, "decoder.stages.0.convs.0.conv.weight"), "the parent has no tensor of this name");
  std::map<std::string, std::string> unused(report.unused.begin(), report.unused.end());
  EXPECT_EQ(unused["module.fc.weight"], "this network has no tensor of this name");
  EXPECT_EQ(unused["module.bn1.num_batches_tracked"], "the layout carries it without need");
  EXPECT_EQ(unused["optimizer.step"], "it stands beside the network, whose names begin with module.");
  const at::Tensor first = file.tensors["module.conv1.weight"];
  EXPECT_LT(distance(tensorOf(*network, "encoder.conv1.weight").detach().sum(2), first.sum(1, true)), 1e-5);
  EXPECT_TRUE(at::equal(tensorOf(*network, "decoder.stages.0.convs.0.conv.weight"), untouched));
  const base::Json json = toJson(report);
  EXPECT_EQ(json["counts"]["matched"].get<int>() + json["counts"]["adapted"].get<int>() +
                json["counts"]["skipped"].get<int>(),
            static_cast<int>(json["tensors"].size()));
  EXPECT_EQ(json["tensors"].size(), engine::weightsOf(*network).size());
  EXPECT_EQ(json["counts"]["unused"], 3);
}

// A vision transformer: patches, positions with a class token, and a head of other classes.
TEST(Surgery, ATransformerTakesOverPatchesAndPositions) {
  base::Json settings{{"dim", 12}, {"depth", 1}, {"heads", 2}, {"patch", 4}, {"size", 16}};
  const auto from = *architectures::build("vit-s", {2, 3, 10, settings}, 1);
  const Weights file = foreign(*from, "encoder.", "");
  settings["patch"] = 8;
  settings["size"] = 24;
  const auto network = *architectures::build("vit-s", {3, 1, 2, settings}, 2);
  const auto source = sourceOf(file, "vit-s", "timm", *network);
  ASSERT_TRUE(source) << source.error().message;
  const Report report = operate(*network, *source, {Channels::Average, Inflation::Centre, {}});
  EXPECT_EQ(
      noteOf(report, "encoder.patch_embed.proj.weight"),
      "patches of 4x4 resized to 8x8 by the pseudo-inverse (FlexiViT); inflated to a depth of 8 (centre); 3 input "
      "channels made 1 (average)");
  EXPECT_EQ(noteOf(report, "encoder.pos_embed"), "positions of 4x4 interpolated to 3x3x3 (linear)");
  const at::Tensor positions = tensorOf(*network, "encoder.pos_embed").detach(), old = file.tensors.at("pos_embed");
  EXPECT_TRUE(at::equal(positions.select(1, 0), old.select(1, 0))) << "the class token's row";
  EXPECT_TRUE(at::equal(positions.narrow(1, 1, 9), positions.narrow(1, 19, 9))) << "the same at every depth";
  EXPECT_LT(distance(positions.select(1, 5), old.narrow(1, 1, 16).index_select(1, at::tensor({5, 6, 9, 10})).mean(1)),
            1e-6)
      << "the middle lies between four";
  EXPECT_EQ(stateOf(report, "encoder.cls_token"), Row::State::Matched);
  EXPECT_EQ(noteOf(report, "decoder.fc.weight"), "a head belongs to its own task");
}

TEST(Surgery, WhatCannotBeAdaptedKeepsItsValuesAndSaysWhy) {
  const auto from = *architectures::build("unet", {2, 1, 2, {{"stages", 2}, {"base", 4}}}, 1);
  const auto network = *architectures::build("unet", {2, 1, 2, {{"stages", 2}, {"base", 6}}}, 2);
  const at::Tensor before = tensorOf(*network, "encoder.stages.0.convs.0.conv.weight").clone();
  const auto source = sourceOf(foreign(*from, "", ""), "unet", "auto", *network);
  ASSERT_TRUE(source);
  const Report report = operate(*network, *source, {});
  EXPECT_TRUE(report.nothing());
  EXPECT_EQ(noteOf(report, "encoder.stages.0.convs.0.conv.weight"), "the parent's shape is 4x1x3x3 instead of 6x1x3x3");
  EXPECT_TRUE(at::equal(tensorOf(*network, "encoder.stages.0.convs.0.conv.weight"), before));
}

// A network trained in 2D gives the same answer, slice by slice, where its kernels came into the middle.
TEST(Surgery, AUnetOfSlicesAnswersAlikeInVolumes) {
  const base::Json settings{{"stages", 2}, {"base", 4}};
  const auto flat = *architectures::build("unet", {2, 1, 2, settings}, 1);
  const auto deep = *architectures::build("unet", {3, 1, 2, settings}, 2);
  const auto source = sourceOf(foreign(*flat, "", ""), "unet", "auto", *deep);
  ASSERT_TRUE(source);
  const Options options{Channels::Repeat, Inflation::Centre, {"decoder."}};  // heads too
  const Report report = operate(*deep, *source, options);
  EXPECT_EQ(report.count(Row::State::Skipped), 0);
  EXPECT_NE(noteOf(report, "decoder.transpconvs.0.weight").find("repeated over a depth of 2"), std::string::npos);
  flat->eval();
  deep->eval();
  const at::NoGradGuard noGrad;
  const at::Tensor slice = waves({1, 1, 16, 16}).to(at::kFloat);
  const at::Tensor expected = flat->forward(slice).front();
  const at::Tensor answer = deep->forward(slice.unsqueeze(2).expand({-1, -1, 8, -1, -1})).front();
  EXPECT_LT(distance(answer, expected.unsqueeze(2).expand(answer.sizes())), 1e-4);
}

TEST(Layouts, FindTheNamesByThemselves) {
  const std::set<std::string> ours{"encoder.conv1.weight", "encoder.bn1.weight", "decoder.fc.weight"};
  const auto found = [&](const std::vector<std::string>& names, const std::string& layout = "auto") {
    const auto naming = namingOf("resnet-18", layout, names, ours);
    return naming ? naming->layout + "|" + naming->wrapper : naming.error().message;
  };
  EXPECT_EQ(found({"conv1.weight", "bn1.weight", "fc.weight"}), "torchvision|");
  EXPECT_EQ(found({"encoder.conv1.weight", "encoder.bn1.weight"}), "selvox|");
  EXPECT_EQ(found({"module.encoder_q.conv1.weight", "module.encoder_k.conv1.weight", "module.queue"}),
            "torchvision|module.encoder_q.");
  EXPECT_EQ(found({"student.backbone.conv1.weight", "teacher.backbone.conv1.weight"}), "torchvision|teacher.backbone.");
  EXPECT_EQ(found({"conv1.weight"}, "timm"), "timm|");
  EXPECT_NE(found({"stem.weight"}).find("stem.weight"), std::string::npos);
  EXPECT_NE(found({"stem.weight"}).find("--arch"), std::string::npos);
  EXPECT_NE(found({"conv1.weight"}, "nnunet").find("known: selvox, torchvision"), std::string::npos);
  // One name of either layout: neither is likelier.
  const std::string unsure = found({"conv1.weight", "encoder.bn1.weight"});
  EXPECT_NE(unsure.find("--layout"), std::string::npos) << unsure;
}

TEST(WeightsFile, IsToldByItsContent) {
  test::TemporaryFolder folder;
  const std::string saved = selvox::test::torchZipOf({{"conv1.weight", {1, 2}, {3, 4}}}, "state_dict");
  ASSERT_TRUE(base::writeFile(folder.path / "a.safetensors", saved));  // whatever its name says
  const auto torch = readWeights(folder.path / "a.safetensors");
  ASSERT_TRUE(torch) << torch.error().message;
  EXPECT_EQ(torch->place, "state_dict");
  EXPECT_TRUE(at::equal(torch->tensors.at("conv1.weight"), at::tensor({3.f, 4.f}).view({1, 2})));
  ASSERT_TRUE(engine::saveTensors(folder.path / "b.pt",
                                  {{"model/w", at::ones({2})}, {"ema/w", at::zeros({2})}, {"method/q", at::ones({1})}},
                                  {{"format", "selvox-checkpoint"}}));
  const auto own = readWeights(folder.path / "b.pt");
  ASSERT_TRUE(own) << own.error().message;
  EXPECT_TRUE(own->selvox);
  ASSERT_EQ(own->tensors.size(), 1u);
  EXPECT_TRUE(at::equal(own->tensors.at("w"), at::zeros({2})));
  EXPECT_FALSE(readWeights(folder.path / "none"));
}

// A whole run from a file of torch.save, and one that is refused before it begins.
TEST(WeightsFile, StartsARun) {
  const test::Workspace workspace(5);
  const auto from = *architectures::build("unet", {2, 3, 2, {{"stages", 2}, {"base", 4}}}, 7);
  std::vector<selvox::test::NamedValues> tensors;
  for (const auto& [name, tensor] : engine::weightsOf(*from)) {
    std::string theirs = name;
    if (name.starts_with("encoder.stages.")) theirs.insert(name.find('.', 15), ".0");
    const at::Tensor plain = tensor.detach().contiguous();
    tensors.push_back({theirs, plain.sizes().vec(),
                       std::vector<float>(plain.data_ptr<float>(), plain.data_ptr<float>() + plain.numel())});
  }
  const fs::path file = workspace.root() / "checkpoint_final.pth";
  ASSERT_TRUE(base::writeFile(file, selvox::test::torchZipOf(tensors, "network_weights")));
  auto spec = workspace.spec("segmentation", "unet", 3);
  spec.settings["train.steps"] = 1;
  spec.settings["transfer.channels"] = "average";
  spec.initFrom = "checkpoint_final.pth";
  spec.initCheckpoint = base::utf8(file);
  const auto folder = workspace.make("child", spec);
  ASSERT_EQ(engine::runFolder(folder.root), 0) << test::lastState(folder).dump();
  const auto report = base::readJson(folder.root / "transfer.json");
  ASSERT_TRUE(report);
  EXPECT_EQ((*report)["layout"], "nnunet");
  EXPECT_EQ((*report)["place"], "network_weights");
  EXPECT_EQ((*report)["from"], "checkpoint_final.pth");
  EXPECT_GT((*report)["counts"]["adapted"], 0);
  bool channels = false;
  for (const auto& row : (*report)["tensors"])
    channels = channels || row.value("how", "").find("3 input channels made 1 (average)") != std::string::npos;
  EXPECT_TRUE(channels) << report->dump(1);
  spec.initSha256 = std::string(64, '0');
  EXPECT_EQ(engine::runFolder(workspace.make("other", spec).root), 1);
  spec.initSha256.clear();
  spec.arch = "resnet-18";
  spec.settings.erase("arch.stages");
  const auto wrong = workspace.make("wrong", spec);
  EXPECT_EQ(engine::runFolder(wrong.root), 1);
  EXPECT_NE(test::lastState(wrong)["message"].get<std::string>().find("resnet-18"), std::string::npos)
      << test::lastState(wrong).dump();
}

}  // namespace
}  // namespace selvox::learn::transfer
