// ResNet-50, nnU-Net's residual encoder, V-Net, SegResNet, DRU-Net: what goes around the convolutions, by hand.

#include <cmath>

#include "core/learn/compat/compat.h"
#include "tests/learn/arch_support.h"

namespace selvox::learn::architectures {
namespace {
using namespace selvox::learn::test;

void zeroWeights(Network& network, const std::string& end) {
  const c10::AutoGradMode noGradients(false);
  int found = 0;
  for (auto& item : network.named_parameters()) {
    if (item.key().ends_with(end)) item.value().zero_(), ++found;
  }
  EXPECT_GT(found, 0) << end;
}

// With the last norm of every block at 0 a block is ReLU of its shortcut: within layer1 only the first one projects.
TEST(Resnet50, ABlockAddsItsShortcut) {
  const auto network = networkOf("resnet-50", 2, {{"base", 4}});
  network->eval();
  zeroWeights(*network, "bn3.weight");
  const auto levels = network->features(rippledImage(2, {32, 32}));
  const at::Tensor pooled = at::max_pool2d(levels[0], {3, 3}, {2, 2}, {1, 1});
  const at::Tensor projected =
      at::conv2d(pooled, weightOf(*network, "encoder.layer1.0.downsample.0.weight")) / std::sqrt(1 + 1e-5);
  EXPECT_EQ(levels[1].size(1), 16);
  EXPECT_LT(largestDifference(levels[1], at::relu(projected)), 1e-5);
}

TEST(Resnet50, StridesInTheMiddleOfABottleneck) {
  const auto network = networkOf("resnet-50", 2, {{"base", 4}});
  EXPECT_EQ(weightOf(*network, "encoder.layer2.0.conv1.weight").sizes(), (at::IntArrayRef{8, 16, 1, 1}));
  EXPECT_EQ(weightOf(*network, "encoder.layer2.0.conv2.weight").sizes(), (at::IntArrayRef{8, 8, 3, 3}));
  EXPECT_EQ(weightOf(*network, "encoder.layer2.0.conv3.weight").sizes(), (at::IntArrayRef{32, 8, 1, 1}));
}

TEST(Resnet, OneValueAChannelLeavesTheStatisticsAlone) {
  const auto network = networkOf("resnet-18", 2, {{"base", 4}});
  network->train();
  network->forward(rippledImage(2, {16, 16}));  // the last layer sees one position
  for (const auto& item : network->named_buffers()) {
    EXPECT_TRUE(item.value().isfinite().all().item<bool>()) << item.key();
  }
  EXPECT_EQ(network->named_buffers()["encoder.layer4.1.bn2.running_var"].sum().item<double>(), 32.0);
  EXPECT_NE(network->named_buffers()["encoder.layer2.0.bn1.running_var"].sum().item<double>(), 8.0);
}

// Three voxels wide, as the last level of a ResNet on patches of 48 voxels: LibTorch 1.13 alone gets this wrong.
TEST(Resnet, StridedConvolutionsLearnInBfloat16) {
  for (const std::vector<std::int64_t>& sides :
       {std::vector<std::int64_t>{3, 3, 3}, {3, 8, 8}, {8, 3, 5}, {5, 6, 3}, {4, 4, 4}, {9, 12, 7}}) {
    std::vector<at::Tensor> gradients;
    const at::Tensor x = rippledImage(3, sides, 1, 16);
    for (const bool half : {false, true}) {
      Conv conv({16, 16, {3, 3, 3}, {2, 2, 2}, false});
      at::Tensor weight = conv.parameters().front();
      {
        const c10::AutoGradMode noGradients(false);
        weight.copy_(ripples(weight.sizes().vec()));
      }
      at::Tensor y;
      {
        const compat::Autocast autocast(c10::DeviceType::CPU, at::kBFloat16, half);
        y = conv.forward(x);
      }
      y.to(at::kFloat).square().sum().backward();
      gradients.push_back(weight.grad());
    }
    const double scale = gradients[0].abs().max().item<double>();
    EXPECT_LT(largestDifference(gradients[0], gradients[1]) / scale, 0.05) << sides[0] << " " << sides[1];
  }
}

// The last norm of each block starts at 0, so a block starts as LeakyReLU of its shortcut. Without a change of width:
// LeakyReLU of the mean over 2 x 2, three times (three blocks).
TEST(ResencUnet, BlocksStartAsTheirShortcuts) {
  const auto network = networkOf("resenc-unet", 2, {{"stages", 2}, {"base", 4}, {"cap", 4}});
  network->eval();
  const auto levels = network->features(rippledImage(2, {12, 16}));
  at::Tensor expected = at::avg_pool2d(levels[0], {2, 2});
  for (int i = 0; i < 3; ++i) expected = at::leaky_relu(expected, 0.01);
  EXPECT_LT(largestDifference(levels[1], expected), 1e-6);
}

TEST(ResencUnet, TakesThePlansStridesAndKernels) {
  const auto network = networkOf(
      "resenc-unet", 3, {{"stages", 2}, {"base", 4}, {"strides", {1, 1, 1, 1, 2, 2}}, {"kernels", {1, 3, 3, 3, 3, 3}}});
  EXPECT_EQ(network->features(rippledImage(3, {5, 8, 6}))[1].sizes(), (at::IntArrayRef{1, 8, 5, 4, 3}));
  EXPECT_EQ(weightOf(*network, "encoder.stem.convs.0.conv.weight").sizes(), (at::IntArrayRef{4, 1, 1, 3, 3}));
  EXPECT_EQ(weightOf(*network, "encoder.stages.1.blocks.0.skip.1.conv.weight").sizes(),
            (at::IntArrayRef{8, 4, 1, 1, 1}));
}

// Where the stem gives nothing, its channels are the input's in turn.
TEST(Vnet, AddsTheInputToTheStem) {
  const auto network = networkOf("vnet", 3, {{"base", 5}}, 2);
  network->eval();
  zeroWeights(*network, "encoder.stem.conv.weight");
  const at::Tensor x = rippledImage(3, {8, 8, 8}, 1, 2), finest = network->features(x)[0];
  for (std::int64_t c = 0; c < 5; ++c) {
    EXPECT_LT(largestDifference(finest.select(1, c), at::elu(x.select(1, c % 2))), 1e-6) << c;
  }
}

TEST(Vnet, DropoutIsOfChannelsAndOfTrainingAlone) {
  const auto network = networkOf("vnet", 2, {{"base", 4}, {"dropout", 0.5}});
  const at::Tensor x = rippledImage(2, {32, 32});
  network->eval();
  EXPECT_TRUE(at::equal(network->forward(x).front(), network->forward(x).front()));
  network->train();
  EXPECT_FALSE(at::equal(network->forward(x).front(), network->forward(x).front()));
}

// A pre-activation block whose second convolution is silent gives its input, so a level is the strided convolution of
// the one above.
TEST(Segresnet, BlocksAddToTheirInput) {
  const auto network = networkOf("segresnet", 2, {{"init", 8}});
  network->eval();
  zeroWeights(*network, "conv2.weight");
  const at::Tensor x = rippledImage(2, {12, 16});
  const auto levels = network->features(x);
  EXPECT_LT(largestDifference(levels[0], at::conv2d(x, weightOf(*network, "encoder.stem.weight"), {}, 1, 1)), 1e-6);
  EXPECT_LT(largestDifference(levels[1], at::conv2d(levels[0], weightOf(*network, "encoder.down.0.weight"), {}, 2, 1)),
            1e-6);
}

TEST(Segresnet, ASampleDoesNotFeelTheOthers) {
  const auto network = networkOf("segresnet", 2, {{"init", 8}});
  network->train();
  const at::Tensor x = rippledImage(2, {16, 16}, 3);
  EXPECT_LT(largestDifference(network->forward(x).front().narrow(0, 1, 1), network->forward(x.narrow(0, 1, 1)).front()),
            1e-5);
}

TEST(Segresnet, SaysThatEightGroupsShareTheChannels) {
  const auto refused = build("segresnet", {2, 1, 2, {{"init", 12}}}, 1);
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(refused.error().message.find("8 groups"), std::string::npos) << refused.error().message;
}

// Half of a level's channels is the block's input: at the finest level the stem's output.
TEST(DruNet, ALevelHoldsItsInput) {
  const auto network = networkOf("dru-net", 2, {{"root", 4}, {"stages", 3}});
  network->eval();
  const at::Tensor x = rippledImage(2, {16, 12});
  const auto levels = network->features(x);
  const at::Tensor stem = at::conv2d(x, weightOf(*network, "encoder.stem.weight"), {}, 1, 3);
  EXPECT_LT(largestDifference(levels[0].narrow(1, 4, 4), stem), 1e-5);
  EXPECT_LT(largestDifference(levels[1].narrow(1, 8, 8), at::max_pool2d(levels[0], {2, 2})), 1e-6);
  const double scale = 1 / std::sqrt(1 + 1e-5);
  const auto conv = [&](const at::Tensor& y, const char* name) {
    return at::conv2d(y, weightOf(*network, std::string("encoder.levels.0.") + name + ".conv.weight"), {}, 1, 1) *
           scale;
  };
  const at::Tensor b = conv(stem, "first");
  EXPECT_LT(largestDifference(levels[0].narrow(1, 0, 4), at::relu(conv(at::relu(b), "second") + b + stem)), 1e-5);
}

TEST(DruNet, GivesLogitsOfBothSigns) {
  const at::Tensor y = networkOf("dru-net", 2, {{"root", 4}, {"stages", 3}})->forward(rippledImage(2, {16, 16}))[0];
  EXPECT_LT(y.min().item<double>(), 0);
  EXPECT_GT(y.max().item<double>(), 0);
}

}  // namespace
}  // namespace selvox::learn::architectures
