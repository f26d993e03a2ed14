// Two yardsticks: the multilayer perceptron, and the LSTM over slices.

#include "tests/learn/arch_support.h"

namespace selvox::learn::architectures {
namespace {
using namespace selvox::learn::test;

TEST(Mlp, IsThreeMatrices) {
  const auto network = networkOf("mlp", 2, {{"side", 5}, {"hidden", 6}}, 2, 3);
  const at::Tensor x = rippledImage(2, {5, 5}, 4, 2);
  const auto layer = [&](const std::string& name, const at::Tensor& rows) {
    return at::matmul(rows, weightOf(*network, name + ".weight").t()) + weightOf(*network, name + ".bias");
  };
  at::Tensor expected = at::relu(layer("encoder.layers.0", x.reshape({4, 50})));
  expected = layer("decoder.fc", at::relu(layer("encoder.layers.1", expected)));
  EXPECT_LT(largestDifference(network->forward(x).front(), expected), 1e-6);
}

TEST(Mlp, BringsOtherSizesToItsOwn) {
  const auto network = networkOf("mlp", 2, {{"side", 4}, {"hidden", 6}});
  const at::Tensor x = rippledImage(2, {8, 8});
  EXPECT_LT(largestDifference(network->forward(x).front(), network->forward(at::avg_pool2d(x, {2, 2})).front()), 1e-6);
  EXPECT_EQ(network->features(x).back().sizes(), (at::IntArrayRef{1, 3, 2, 2}));
}

TEST(LstmSlices, TheOrderOfTheSlicesMatters) {
  const auto network = networkOf("lstm-slices", 3, {{"base", 4}, {"hidden", 5}});
  network->eval();
  const at::Tensor x = rippledImage(3, {7, 32, 32});
  const at::Tensor order = at::tensor({3, 0, 6, 1, 5, 2, 4}, at::kLong), mixed = x.index_select(2, order);
  EXPECT_GT(largestDifference(network->forward(x).front(), network->forward(mixed).front()), 1e-4);
  // Without its memory of the other slices the mean over the slices is the same in any order.
  const c10::AutoGradMode noGradients(false);
  for (auto& item : network->named_parameters()) {
    if (item.key().find("weight_hh") != std::string::npos) item.value().zero_();
    // The forget gate shut, so that nothing is carried on.
    if (item.key().find("bias_ih") != std::string::npos) item.value().narrow(0, 5, 5).fill_(-200);
  }
  EXPECT_LT(largestDifference(network->forward(x).front(), network->forward(mixed).front()), 1e-5);
}

TEST(LstmSlices, EachSliceIsSeenAlone) {
  const auto network = networkOf("lstm-slices", 3, {{"base", 4}, {"hidden", 5}});
  network->eval();
  const at::Tensor x = rippledImage(3, {4, 32, 32});
  at::Tensor other = x.clone();
  other.select(2, 2).mul_(-2);
  const auto before = network->features(x), after = network->features(other);
  for (std::size_t level = 0; level + 1 < before.size(); ++level) {
    for (std::int64_t slice = 0; slice < 4; ++slice) {
      EXPECT_EQ(at::equal(before[level].select(2, slice), after[level].select(2, slice)), slice != 2)
          << "level " << level << " slice " << slice;
    }
  }
  EXPECT_FALSE(at::equal(before.back().select(2, 0), after.back().select(2, 0))) << "the LSTM reads all";
}

// The slice encoder is a 2D ResNet-18: the same weights give the same features.
TEST(LstmSlices, SlicesGoThroughAFlatResnet) {
  const auto volume = networkOf("lstm-slices", 3, {{"base", 4}, {"hidden", 5}});
  const auto flat = networkOf("resnet-18", 2, {{"base", 4}});
  volume->eval(), flat->eval();
  const c10::AutoGradMode noGradients(false);
  for (auto& item : flat->named_parameters()) {
    if (!item.key().starts_with("encoder.")) continue;
    const at::Tensor w = weightOf(*volume, "encoder.slices." + item.key().substr(8));
    item.value().copy_(w.dim() == 5 ? w.squeeze(2) : w);
  }
  const at::Tensor x = rippledImage(3, {3, 32, 24});
  EXPECT_LT(largestDifference(volume->features(x)[3].select(2, 1), flat->features(x.select(2, 1))[3]), 1e-5);
}

}  // namespace
}  // namespace selvox::learn::architectures
