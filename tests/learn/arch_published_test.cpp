// Our networks against the published layer order: weights under public names, an input and what comes out, made by
// reference/make_references_dense.py, which states each network once more without our code.

#include <filesystem>

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>
#include <gtest/gtest.h>
#include <torch/nn/module.h>

#include "core/learn/architectures/network.h"
#include "core/learn/checks/layouts.h"

namespace selvox::learn::architectures {
namespace {

struct Reference {
  const char* file;
  const char* arch;
  const char* layout;
  int dim, in, out;
  base::Json settings;
};
void PrintTo(const Reference& reference, std::ostream* out) {
  *out << reference.file;
}

std::vector<Reference> references() {
  const base::Json vit = {{"patch", 8}, {"dim", 12}, {"depth", 2}, {"heads", 3}, {"size", 24}};
  const base::Json unet = {{"stages", 3}, {"base", 4}};
  const base::Json unetr = {{"size", 32}, {"feature_size", 2}, {"dim", 12}, {"depth", 4}, {"heads", 2}};
  const base::Json swin = {
      {"feature_size", 4}, {"window", 3}, {"depths", {2, 2, 2}}, {"heads", {1, 2, 4}}, {"form", "published"}};
  const base::Json primus = {{"dim", 24}, {"depth", 2}, {"heads", 2}, {"size", 16}};
  return {{"vit-2d", "vit-s", "timm", 2, 3, 5, vit},
          {"unet-3d", "unet", "nnunet", 3, 2, 3, unet},
          {"unetr-2d", "unetr", "monai", 2, 1, 2, unetr},
          {"swin-unetr-2d", "swin-unetr", "monai", 2, 1, 2, swin},
          {"primus-3d", "primus-s", "nnunet", 3, 1, 2, primus}};
}

checks::Named stored(const std::string& name) {
  const auto path = std::filesystem::path(__FILE__).parent_path() / "reference" / (name + ".safetensors");
  auto tensors = checks::readTensors(path.string());
  EXPECT_TRUE(tensors.has_value()) << (tensors ? "" : tensors.error().message);
  return tensors ? *tensors : checks::Named();
}

class PublishedNetworks : public testing::TestWithParam<Reference> {};

TEST_P(PublishedNetworks, GiveTheSameOutput) {
  const Reference& r = GetParam();
  const checks::Named file = stored(r.file);
  const auto network = build(r.arch, {r.dim, r.in, r.out, r.settings}, 1);
  ASSERT_TRUE(network.has_value()) << network.error().message;
  checks::Named weights;
  for (const auto& [name, tensor] : file) {
    if (name.rfind("weights/", 0) == 0) weights[name.substr(8)] = tensor;
  }
  const auto loaded = checks::loadWeights(**network, r.arch, r.layout, weights);
  ASSERT_TRUE(loaded.has_value()) << loaded.error().message;
  (*network)->eval();
  const c10::AutoGradMode noGradients(false);
  const at::Tensor y = (*network)->forward(file.at("input")).front(), expected = file.at("output");
  ASSERT_EQ(y.sizes(), expected.sizes());
  EXPECT_LT((y - expected).abs().max().item<double>(), 1e-5 * std::max(1.0, expected.abs().max().item<double>()));
}

INSTANTIATE_TEST_SUITE_P(Table, PublishedNetworks, testing::ValuesIn(references()), [](const auto& line) {
  std::string name = line.param.file;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

// What public files hold beside, and what MONAI makes but never uses, does not disturb; a stranger does.
TEST(PublishedNetworksFiles, SkipWhatCarriesNothing) {
  const Reference r = references()[3];
  checks::Named weights;
  for (const auto& [name, tensor] : stored(r.file)) {
    if (name.rfind("weights/", 0) == 0) weights[name.substr(8)] = tensor;
  }
  weights["swinViT.layers1.0.blocks.0.attn.relative_position_index"] = at::zeros({9, 9});
  const auto network = *build(r.arch, {r.dim, r.in, r.out, r.settings}, 1);
  EXPECT_TRUE(checks::loadWeights(*network, r.arch, r.layout, weights).has_value());
  weights["swinViT.layers9.weight"] = at::zeros({1});
  EXPECT_FALSE(checks::loadWeights(*network, r.arch, r.layout, weights).has_value());
  EXPECT_NE(checks::loadWeights(*network, r.arch, "timm", weights).error().message.find("known: selvox, monai"),
            std::string::npos);
}

}  // namespace
}  // namespace selvox::learn::architectures
