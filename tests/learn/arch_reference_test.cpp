// Our networks against PyTorch's own layers in the published order: reference/make_references.py wrote weights, input
// and output.

#include <filesystem>

#include "core/learn/checks/layouts.h"
#include "tests/learn/arch_support.h"

namespace selvox::learn::architectures {
namespace {
using namespace selvox::learn::test;

struct ReferenceCase {
  const char* id;
  base::Json settings;
};

void expectReference(const ReferenceCase& c) {
  const auto file = std::filesystem::path(__FILE__).parent_path() / "reference" / (std::string(c.id) + ".safetensors");
  auto read = checks::readTensors(file.string());
  ASSERT_TRUE(read.has_value()) << read.error().message;
  checks::Named weights = *read;
  const at::Tensor input = weights.at("input").to(at::kFloat), expected = weights.at("output");
  weights.erase("input"), weights.erase("output");
  const auto network = networkOf(c.id, 2, c.settings, 2, 3);
  const auto loaded = checks::loadWeights(*network, c.id, "torchvision", weights);
  ASSERT_TRUE(loaded.has_value()) << loaded.error().message;
  network->eval();
  EXPECT_LT(largestDifference(network->forward(input).front(), expected), 1e-5) << c.id;
  EXPECT_GT(largestDifference(expected[0], expected[1]), 1e-3) << "the reference tells nothing";
}

TEST(ArchReference, Resnet18) {
  expectReference({"resnet-18", {{"base", 4}}});
}
TEST(ArchReference, Resnet50) {
  expectReference({"resnet-50", {{"base", 2}}});
}
TEST(ArchReference, Densenet121) {
  expectReference({"densenet-121", {{"init", 6}, {"growth", 2}}});
}

// The same weights under the names of MONAI, and of torchvision's first files.
TEST(ArchReference, DensenetUnderOtherNames) {
  const auto from = networkOf("densenet-121", 2, {{"init", 6}, {"growth", 2}}, 2, 3);
  const auto to = networkOf("densenet-121", 2, {{"init", 6}, {"growth", 2}}, 2, 3, 9);
  for (const bool monai : {true, false}) {
    checks::Named foreign;
    const auto add = [&](std::string name, const at::Tensor& tensor) {
      const bool head = name.starts_with("decoder.fc.");
      name = head ? (monai ? "class_layers.out." : "classifier.") + name.substr(11) : name.substr(8);
      const std::size_t layer = name.find(".denselayer"), end = name.find('.', layer + 1);
      if (layer != std::string::npos) {
        if (monai) name.insert(end, ".layers");
        if (!monai) name.insert(end + 5, ".");  // norm1 -> norm.1
      }
      foreign[name] = tensor.detach().clone();
    };
    for (const auto& item : from->named_parameters()) add(item.key(), item.value());
    for (const auto& item : from->named_buffers()) add(item.key(), item.value());
    ASSERT_TRUE(foreign.count(monai ? "features.denseblock1.denselayer2.layers.norm1.weight"
                                    : "features.denseblock1.denselayer2.norm.1.weight"));
    const auto loaded = checks::loadWeights(*to, "densenet-121", monai ? "monai" : "torchvision", foreign);
    ASSERT_TRUE(loaded.has_value()) << loaded.error().message;
    EXPECT_TRUE(at::equal(weightOf(*to, "encoder.features.denseblock1.denselayer2.conv2.weight"),
                          weightOf(*from, "encoder.features.denseblock1.denselayer2.conv2.weight")));
  }
}

TEST(ArchReference, InceptionUnderTorchvisionNames) {
  const auto from = networkOf("inception-v3", 2, {{"base", 2}}),
             to = networkOf("inception-v3", 2, {{"base", 2}}, 1, 2, 9);
  checks::Named foreign{{"AuxLogits.fc.weight", at::zeros({1})}};
  const auto add = [&](std::string name, const at::Tensor& tensor) {
    name = name.substr(8);
    if (const std::size_t norm = name.find(".norm."); norm != std::string::npos) name.replace(norm, 6, ".bn.");
    foreign[name] = tensor.detach().clone();
  };
  for (const auto& item : from->named_parameters()) add(item.key(), item.value());
  for (const auto& item : from->named_buffers()) add(item.key(), item.value());
  ASSERT_TRUE(foreign.count("Conv2d_1a_3x3.bn.running_mean") && foreign.count("Mixed_7c.branch3x3dbl_3a.conv.weight"));
  const auto loaded = checks::loadWeights(*to, "inception-v3", "torchvision", foreign);
  ASSERT_TRUE(loaded.has_value()) << loaded.error().message;
  from->eval(), to->eval();
  const at::Tensor x = rippledImage(2, {75, 80});
  EXPECT_EQ(largestDifference(from->forward(x).front(), to->forward(x).front()), 0);
}

// nnU-Net's files name each layer twice, and the encoder once more below the decoder.
TEST(ArchReference, ResencUnetUnderNnunetNames) {
  const auto from = networkOf("resenc-unet", 3, {{"stages", 3}, {"base", 4}});
  const auto to = networkOf("resenc-unet", 3, {{"stages", 3}, {"base", 4}}, 1, 2, 9);
  checks::Named foreign;
  for (const auto& item : from->named_parameters()) {
    foreign[item.key()] = item.value().detach().clone();
    if (!item.key().starts_with("encoder.")) continue;
    foreign["decoder." + item.key()] = item.value().detach().clone();
    if (const std::size_t conv = item.key().find(".conv."); conv != std::string::npos)
      foreign[std::string(item.key()).replace(conv, 6, ".all_modules.0.")] = item.value().detach().clone();
  }
  ASSERT_TRUE(foreign.count("encoder.stages.1.blocks.0.skip.1.conv.weight"));
  const auto loaded = checks::loadWeights(*to, "resenc-unet", "nnunet", foreign);
  ASSERT_TRUE(loaded.has_value()) << loaded.error().message;
  const at::Tensor x = rippledImage(3, {8, 8, 8});
  EXPECT_EQ(largestDifference(from->forward(x).front(), to->forward(x).front()), 0);
}

TEST(ArchReference, UnknownLayoutsListTheKnownOnes) {
  const auto network = networkOf("densenet-121", 2, {{"init", 6}, {"growth", 2}});
  const auto refused = checks::loadWeights(*network, "densenet-121", "nnunet", {});
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(refused.error().message.find("selvox, torchvision, timm, monai"), std::string::npos)
      << refused.error().message;
}

}  // namespace
}  // namespace selvox::learn::architectures
