#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <gtest/gtest.h>
#include <torch/nn/module.h>

#include "core/learn/architectures/initialise.h"
#include "core/learn/architectures/network.h"

namespace selvox::learn::architectures {
namespace {

std::shared_ptr<Network> unet(std::uint64_t seed, int out = 2) {
  return *build("unet", {3, 1, out, {{"stages", 3}, {"base", 8}}}, seed);
}

TEST(Initialise, SameSeedSameWeightsOtherSeedOthers) {
  const auto a = unet(5)->named_parameters(), b = unet(5)->named_parameters(), c = unet(6)->named_parameters();
  for (const auto& item : a) EXPECT_TRUE(at::equal(item.value(), b[item.key()])) << item.key();
  EXPECT_FALSE(at::equal(a["encoder.stages.0.convs.0.conv.weight"], c["encoder.stages.0.convs.0.conv.weight"]));
}

TEST(Initialise, TheEncoderDoesNotFeelTheHead) {
  const auto a = unet(5, 2)->named_parameters(), b = unet(5, 7)->named_parameters();
  for (const auto& item : a) {
    if (item.key().rfind("encoder.", 0) != 0) continue;
    EXPECT_TRUE(at::equal(item.value(), b[item.key()])) << item.key();
  }
}

TEST(Initialise, ThreadsDoNotMatter) {
  const int threads = at::get_num_threads();
  at::Tensor one = at::empty({300000}), two = at::empty({300000});
  at::set_num_threads(1);
  fillNormal(one, 1.0, 9, "w");
  at::set_num_threads(2);
  fillNormal(two, 1.0, 9, "w");
  at::set_num_threads(threads);
  EXPECT_TRUE(at::equal(one, two));
}

TEST(Initialise, HasTheMomentsItClaims) {
  at::Tensor w = at::empty({400001});
  fillNormal(w, 0.25, 3, "w");
  const double n = 400001;
  EXPECT_NEAR(w.mean().item<double>(), 0.0, 5 * 0.25 / std::sqrt(n));
  EXPECT_NEAR(w.std().item<double>(), 0.25, 5 * 0.25 / std::sqrt(2 * n));
  EXPECT_NEAR(w.pow(4).mean().item<double>() / std::pow(0.25, 4), 3.0, 0.1);
  fillUniform(w, 0.5, 3, "w");
  EXPECT_LE(w.abs().max().item<double>(), 0.5);
  EXPECT_NEAR(w.std().item<double>(), 1 / std::sqrt(12.0), 5e-3);
}

// He with a = 0.01 over fan_in: sqrt(2 / (1.0001 * 27 * 64)) for the second convolution of a 64-channel stage.
TEST(Initialise, FollowsHeOnTheFanIn) {
  const auto network = *build("unet", {3, 1, 2, {{"stages", 2}, {"base", 64}}}, 1);
  const at::Tensor w = network->named_parameters()["encoder.stages.0.convs.1.conv.weight"];
  EXPECT_NEAR(w.std().item<double>(), std::sqrt(2 / (1.0001 * 27 * 64)), 2e-4);
  EXPECT_EQ(network->named_parameters()["encoder.stages.0.convs.1.conv.bias"].abs().sum().item<double>(), 0.0);
}

TEST(Initialise, ActivationsKeepTheirScaleThroughResnet) {
  const auto network = *build("resnet-18", {2, 1, 2, {{"base", 16}}}, 1);
  network->train();
  at::Tensor x = at::empty({4, 1, 64, 64});
  fillNormal(x, 1.0, 4, "x");
  for (const at::Tensor& level : network->features(x)) {
    const double scale = level.std().item<double>();
    EXPECT_GT(scale, 0.2);
    EXPECT_LT(scale, 5.0);
  }
}

}  // namespace
}  // namespace selvox::learn::architectures
