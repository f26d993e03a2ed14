// Inception v3: sides without padding, as published, and an honest pyramid all the same.

#include "tests/learn/arch_support.h"

namespace selvox::learn::architectures {
namespace {
using namespace selvox::learn::test;

at::Tensor headOf(Network& network, const at::Tensor& vector) {
  return at::linear(vector, weightOf(network, "decoder.fc.weight"), weightOf(network, "decoder.fc.bias"));
}

// 299 voxels end in 8 x 8 in the middle of the level's 10 x 10; the classifier sees these alone.
TEST(Inception, EndsInEightByEight) {
  const auto network = networkOf("inception-v3", 2, {{"base", 2}});
  network->eval();
  const at::Tensor x = rippledImage(2, {299, 299}), last = network->features(x).back();
  ASSERT_EQ(last.sizes(), (at::IntArrayRef{1, 128, 10, 10}));
  const at::Tensor inner = last.narrow(2, 1, 8).narrow(3, 1, 8);
  EXPECT_TRUE(at::equal(last.select(2, 0), last.select(2, 1)));
  EXPECT_FALSE(at::equal(last.select(2, 2), last.select(2, 1)));
  EXPECT_LT(largestDifference(network->forward(x).front(), headOf(*network, inner.mean({2, 3}))), 1e-5);
}

TEST(Inception, SmallImagesAreFilledUpAtTheirEdges) {
  const auto network = networkOf("inception-v3", 2, {{"base", 2}});
  network->eval();
  const at::Tensor x = rippledImage(2, {32, 32});
  at::Tensor filled = x;
  for (const std::int64_t axis : {2, 3}) {
    std::vector<at::Tensor> rows;
    for (int i = 0; i < 21; ++i) rows.push_back(filled.narrow(axis, 0, 1));
    rows.push_back(filled);
    for (int i = 0; i < 22; ++i) rows.push_back(filled.narrow(axis, 31, 1));
    filled = at::cat(rows, axis);
  }
  ASSERT_EQ(filled.size(2), 75);
  EXPECT_LT(largestDifference(network->forward(x).front(), network->forward(filled).front()), 1e-6);
}

// Side by side: the first channels of a mixed layer are its 1x1 branch.
TEST(Inception, BranchesStandSideBySide) {
  const auto network = networkOf("inception-v3", 2, {{"base", 2}});
  network->eval();
  const c10::AutoGradMode noGradients(false);
  for (auto& item : network->named_parameters()) {
    if (item.key().starts_with("encoder.Mixed_7c.") && item.key().find("branch1x1") == std::string::npos)
      item.value().zero_();
  }
  const at::Tensor last = network->features(rippledImage(2, {75, 75})).back();
  EXPECT_GT(last.narrow(1, 0, 20).abs().max().item<double>(), 0.0);
  EXPECT_EQ(last.narrow(1, 20, 108).abs().max().item<double>(), 0.0);
}

}  // namespace
}  // namespace selvox::learn::architectures
