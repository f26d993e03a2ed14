// The first U-Nets, Attention U-Net, UNet++: restated from plain operators on two stages, gates, nested outputs.

#include <cmath>

#include <torch/utils.h>

#include "core/learn/architectures/skip_decoder.h"
#include "tests/learn/arch_support.h"

namespace selvox::learn::architectures {
namespace {
using namespace selvox::learn::test;

// Restates layers of a network from its weights; statistics of batch norm as they start (0 and 1).
struct Restated {
  Network& network;
  at::Tensor conv(const std::string& name, const at::Tensor& x) const {
    const at::Tensor w = weightOf(network, name + ".weight"), b = weightOf(network, name + ".bias");
    const std::int64_t pad = (w.size(2) - 1) / 2;
    return w.dim() == 5 ? at::conv3d(x, w, b, 1, pad) : at::conv2d(x, w, b, 1, pad);
  }
  at::Tensor unit(const std::string& name, const at::Tensor& x) const {
    return at::relu(conv(name + ".conv", x) / std::sqrt(1 + 1e-5));
  }
  at::Tensor twice(const std::string& name, const at::Tensor& x) const {
    return unit(name + ".1", unit(name + ".0", x));
  }
};

TEST(UnetClassic, FlatFormIsWhatItsPaperDraws) {
  const auto network = networkOf("unet-classic", 2, {{"stages", 2}, {"base", 3}});
  network->eval();
  const Restated r{*network};
  const at::Tensor x = rippledImage(2, {8, 12});
  const at::Tensor fine = r.twice("encoder.levels.0", x);
  const at::Tensor coarse = r.twice("encoder.levels.1", at::max_pool2d(fine, {2, 2}));
  const at::Tensor up = r.unit("decoder.up.0", at::upsample_nearest2d(coarse, {8, 12}));
  const at::Tensor expected = r.conv("decoder.head", r.twice("decoder.merge.0", at::cat({fine, up}, 1)));
  EXPECT_LT(largestDifference(network->forward(x).front(), expected), 1e-5);
}

TEST(UnetClassic, DeepFormIsWhatItsPaperDraws) {
  const auto network = networkOf("unet-classic", 3, {{"stages", 2}, {"base", 2}});
  network->eval();
  const Restated r{*network};
  const at::Tensor x = rippledImage(3, {6, 8, 4});
  const at::Tensor fine = r.twice("encoder.levels.0", x);
  EXPECT_EQ(fine.size(1), 4);
  const at::Tensor coarse = r.twice("encoder.levels.1", at::max_pool3d(fine, {2, 2, 2}));
  const at::Tensor up = at::conv_transpose3d(coarse, weightOf(*network, "decoder.up.0.conv.weight"),
                                             weightOf(*network, "decoder.up.0.conv.bias"), 2);
  const at::Tensor expected = r.conv("decoder.head", r.twice("decoder.merge.0", at::cat({up, fine}, 1)));
  EXPECT_LT(largestDifference(network->forward(x).front(), expected), 1e-5);
}

TEST(AttentionUnet, AGateGivesOneShareAPosition) {
  AttentionGate gate(4, 2);
  gate.eval();
  const c10::AutoGradMode noGradients(false);
  for (auto& item : gate.named_parameters()) {
    if (item.key().ends_with("conv.weight")) item.value().copy_(ripples(item.value().sizes().vec()) * 3);
  }
  const at::Tensor coarse = ripples({1, 4, 5, 6}) * 20, skip = ripples({1, 4, 5, 6}).flip(3) * 20;
  const at::Tensor shares = gate.shares(coarse, skip);
  EXPECT_EQ(shares.sizes(), (at::IntArrayRef{1, 1, 5, 6}));
  EXPECT_GE(shares.min().item<double>(), 0);
  EXPECT_LE(shares.max().item<double>(), 1);
  EXPECT_GT(shares.max().item<double>() - shares.min().item<double>(), 0.1);
  const double scale = 1 / std::sqrt(1 + 1e-5);
  const auto w = gate.named_parameters();
  const auto at = [&](const char* name, const at::Tensor& column) {
    return at::matmul(w[std::string(name) + ".conv.weight"].flatten(1), column) * scale;
  };
  const at::Tensor hidden =
      at::relu(at("g", coarse[0].select(2, 3).select(1, 2)) + at("x", skip[0].select(2, 3).select(1, 2)));
  EXPECT_NEAR(shares[0][0][2][3].item<double>(), at::sigmoid(at("psi", hidden)).item<double>(), 1e-5);
}

// A shut gate keeps the encoder's finer levels from the decoder; an open one does not change them.
TEST(AttentionUnet, AShutGateHidesTheSkip) {
  for (const char* form : {"classic", "monai"}) {
    const auto network = networkOf("attention-unet", 2, {{"stages", 2}, {"base", 4}, {"form", form}});
    network->eval();
    const at::Tensor x = rippledImage(2, {8, 8});
    const c10::AutoGradMode noGradients(false);
    const auto answer = [&](double bias, double skipScale) {
      network->named_parameters()["decoder.gates.0.psi.norm.bias"].fill_(bias);
      auto levels = network->features(x);
      levels[0] = levels[0] * skipScale;
      auto decoder = std::dynamic_pointer_cast<Decoder>(network->named_children()["decoder"]);
      return decoder->forward(levels, x, false).front();
    };
    EXPECT_LT(largestDifference(answer(-200, 1), answer(-200, 3)), 1e-6) << form;
    EXPECT_GT(largestDifference(answer(200, 1), answer(200, 3)), 1e-3) << form;
  }
}

// Transposed convolution of 3, stride 2, padding 1 and one more voxel at the far end.
TEST(AttentionUnet, MonaiFormRisesAsMonaiDoes) {
  const auto network = networkOf("attention-unet", 3, {{"stages", 2}, {"base", 2}});
  network->eval();
  const c10::AutoGradMode noGradients(false);
  network->named_parameters()["decoder.gates.0.psi.norm.bias"].fill_(200);  // open
  const at::Tensor x = rippledImage(3, {6, 8, 4});
  const auto levels = network->features(x);
  const auto w = [&](const char* name) { return weightOf(*network, std::string("decoder.") + name); };
  const at::Tensor up = at::relu(at::conv_transpose3d(levels[1], w("up.0.conv.weight"), w("up.0.conv.bias"), 2, 1, 1) /
                                 std::sqrt(1 + 1e-5));
  at::Tensor y = at::conv3d(at::cat({levels[0], up}, 1), w("merge.0.conv.weight"), w("merge.0.conv.bias"), 1, 1);
  y = at::instance_norm(y, {}, {}, {}, {}, true, 0.1, 1e-5, false);
  y = at::where(y > 0, y, 0.25 * y);
  EXPECT_LT(largestDifference(network->forward(x).front(), at::conv3d(y, w("head.weight"), w("head.bias"))), 1e-4);
}

TEST(UnetPlusPlus, GivesAnOutputForEveryNestedDecoder) {
  for (const int dim : {2, 3}) {
    const auto network = networkOf("unet++", dim, {{"base", 4}, {"deep_supervision", true}});
    const at::Tensor x = rippledImage(dim, {16, 16, 16});
    network->train();
    const auto outputs = network->forward(x);
    ASSERT_EQ(outputs.size(), 4u);
    for (const at::Tensor& y : outputs) EXPECT_EQ(y.sizes().slice(2), x.sizes().slice(2));
    network->eval();
    EXPECT_EQ(network->forward(x).size(), 1u);
  }
}

// The first output is of the deepest decoder, the last one sees no more than the two finest levels.
TEST(UnetPlusPlus, EachOutputSeesOneLevelMore) {
  for (const char* form : {"classic", "monai"}) {
    const auto network = networkOf("unet++", 2, {{"base", 4}, {"deep_supervision", true}, {"form", form}});
    network->train();
    const auto outputs = network->forward(rippledImage(2, {32, 32}));
    for (std::size_t i = 0; i < 4; ++i) {
      for (at::Tensor& p : network->parameters()) p.mutable_grad().reset();
      outputs[i].square().sum().backward({}, true);
      for (int level = 0; level < 5; ++level) {
        const at::Tensor& grad =
            weightOf(*network, "encoder.levels." + std::to_string(level) + ".1.conv.weight").grad();
        EXPECT_EQ(grad.defined(), level <= 4 - static_cast<int>(i)) << form << " output " << i << " level " << level;
      }
    }
  }
}

}  // namespace
}  // namespace selvox::learn::architectures
