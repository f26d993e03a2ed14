// DenseNet-121: what a layer adds stands behind what came before.

#include <cmath>

#include "tests/learn/arch_support.h"

namespace selvox::learn::architectures {
namespace {
using namespace selvox::learn::test;

// With the first block's last convolutions silent it adds nothing but zeros: the level is the pooled stem, then zeros.
TEST(Densenet, LayersAppendToTheirInput) {
  const auto network = networkOf("densenet-121", 2, {{"init", 8}, {"growth", 4}});
  network->eval();
  const c10::AutoGradMode noGradients(false);
  for (auto& item : network->named_parameters()) {
    if (item.key().starts_with("encoder.features.denseblock1.") && item.key().ends_with("conv2.weight"))
      item.value().zero_();
  }
  const auto levels = network->features(rippledImage(2, {32, 40}));
  const at::Tensor pooled = at::max_pool2d(levels[0], {3, 3}, {2, 2}, {1, 1}) / std::sqrt(1 + 1e-5);
  ASSERT_EQ(levels[1].size(1), 8 + 6 * 4);
  EXPECT_LT(largestDifference(levels[1].narrow(1, 0, 8), pooled), 1e-6);
  EXPECT_EQ(levels[1].narrow(1, 8, 24).abs().max().item<double>(), 0.0);
  const at::Tensor narrowed =
      at::avg_pool2d(at::conv2d(levels[1], weightOf(*network, "encoder.features.transition1.conv.weight")), {2, 2});
  EXPECT_EQ(narrowed.size(1), 16);
  EXPECT_LT(largestDifference(levels[2].narrow(1, 0, 16), at::relu(narrowed) / std::sqrt(1 + 1e-5)), 1e-5);
}

}  // namespace
}  // namespace selvox::learn::architectures
