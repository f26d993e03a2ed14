// Parameter counts of published models, to the unit, and the shapes that come out.

#include <ATen/ATen.h>
#include <gtest/gtest.h>
#include <torch/nn/module.h>

#include "core/learn/architectures/network.h"
#include "core/learn/architectures/plan.h"

namespace selvox::learn::architectures {
namespace {

std::int64_t count(const torch::nn::Module& module) {
  std::int64_t n = 0;
  for (const at::Tensor& p : module.parameters()) n += p.numel();
  return n;
}

std::shared_ptr<Network> make(const char* id, int dim, int in, int out,
                              const base::Json& settings = base::Json::object()) {
  auto network = build(id, {dim, in, out, settings}, 1);
  EXPECT_TRUE(network.has_value()) << (network ? "" : network.error().message);
  return network ? *network : nullptr;
}

// Built, but no weight drawn: counting needs none.
std::int64_t countOf(const char* id, int dim, int in, int out, const base::Json& settings) {
  const ArchitectureInfo* info = *find(id);
  return count(*info->build({dim, in, out, *spec::resolve(info->schema, settings)}));
}

struct Expected {
  const char* id;
  int dim, in, out;
  base::Json settings;
  std::int64_t parameters;
};

TEST(ArchCounts, MatchTheReferences) {
  const std::vector<Expected> rows{
      {"resnet-18", 2, 1, 2, base::Json::object(), 11171266},
      {"resnet-18", 2, 3, 1000, base::Json::object(), 11689512},
      {"resnet-18", 2, 1, 2, {{"stem", "small"}}, 11168706},
      {"resnet-18", 2, 3, 9, {{"stem", "small"}}, 11173449},
      {"resnet-18", 3, 1, 2, base::Json::object(), 33161026},
      {"resnet-34", 2, 1, 2, base::Json::object(), 21279426},
      {"resnet-34", 2, 1, 2, {{"stem", "small"}}, 21276866},
      {"resnet-34", 3, 1, 2, base::Json::object(), 63470658},
      {"unet", 2, 1, 2, base::Json::object(), 33471820},
      {"unet", 2, 1, 2, {{"stages", 8}}, 46324558},
      {"unet", 3, 1, 2, base::Json::object(), 31195594},
      {"unet", 3, 1, 2, {{"stages", 5}}, 16547592},
      {"unet", 3, 1, 3, {{"stages", 4}}, 5603177},
      {"resnet-50", 2, 1, 2, base::Json::object(), 23505858},
      {"resnet-50", 2, 3, 1000, base::Json::object(), 25557032},
      {"resnet-50", 2, 1, 2, {{"stem", "small"}}, 23503298},
      {"resnet-50", 3, 1, 2, base::Json::object(), 46159170},
      {"resenc-unet", 2, 1, 2, base::Json::object(), 105916812},
      {"resenc-unet", 2, 1, 2, {{"stages", 8}}, 140017038},
      {"resenc-unet", 3, 1, 2, base::Json::object(), 102349770},
      {"resenc-unet", 3, 1, 1, base::Json::object(), 102348965},
      {"resenc-unet", 3, 1, 2, {{"stages", 5}}, 62809928},
      {"resenc-unet", 3, 1, 2, {{"stages", 7}}, 141889612},
      {"resenc-unet", 3, 1, 3, {{"stages", 4}}, 25895593},
      {"densenet-121", 2, 1, 2, base::Json::object(), 6949634},
      {"densenet-121", 2, 3, 1000, base::Json::object(), 7978856},
      {"densenet-121", 3, 1, 2, base::Json::object(), 11244674},
      {"unet-classic", 2, 1, 2, base::Json::object(), 34525954},
      {"unet-classic", 2, 3, 1, base::Json::object(), 34527041},
      {"unet-classic", 3, 1, 2, base::Json::object(), 19073730},
      {"unet-classic", 3, 1, 1, base::Json::object(), 19073665},
      {"vnet", 2, 1, 2, base::Json::object(), 9358730},
      {"vnet", 3, 1, 2, base::Json::object(), 45597898},
      {"vnet", 3, 1, 1, base::Json::object(), 45593892},
      {"attention-unet", 2, 1, 2, base::Json::object(), 34877486},
      {"attention-unet", 2, 3, 1, base::Json::object(), 34878573},
      {"attention-unet", 2, 1, 2, {{"form", "monai"}}, 31739250},
      {"attention-unet", 3, 1, 2, base::Json::object(), 94482930},
      {"segresnet", 2, 1, 2, base::Json::object(), 6298530},
      {"segresnet", 2, 1, 2, {{"init", 8}}, 394986},
      {"segresnet", 2, 1, 2, {{"init", 16}}, 1576402},
      {"segresnet", 3, 1, 2, base::Json::object(), 18796002},
      {"segresnet", 3, 1, 2, {{"init", 8}}, 1176186},
      {"segresnet", 3, 1, 2, {{"init", 16}}, 4700914},
      {"unet++", 2, 1, 2, base::Json::object(), 9162786},
      {"unet++", 2, 1, 2, {{"deep_supervision", true}}, 9162984},
      {"unet++", 2, 3, 1, base::Json::object(), 9163329},
      {"unet++", 2, 3, 1, {{"deep_supervision", true}}, 9163428},
      {"unet++", 2, 1, 2, {{"form", "monai"}}, 2410312},
      {"unet++", 3, 1, 2, base::Json::object(), 6979976},
      {"inception-v3", 2, 1, 2, base::Json::object(), 21789090},
      {"inception-v3", 2, 3, 1000, base::Json::object(), 23834568},
      {"mlp", 2, 1, 2, base::Json::object(), 533762},
      {"lstm-slices", 3, 1, 2, base::Json::object(), 12748226},
      {"dru-net", 2, 1, 2, base::Json::object(), 3113248},
      {"dru-net", 2, 1, 2, {{"root", 32}}, 12439616},
      {"dru-net", 2, 1, 2, {{"root", 64}}, 49731712},
      {"vit-s", 2, 3, 1000, base::Json::object(), 22050664},
      {"vit-b", 2, 3, 1000, base::Json::object(), 86567656},
  };
  for (const Expected& row : rows) {
    EXPECT_EQ(countOf(row.id, row.dim, row.in, row.out, row.settings), row.parameters)
        << row.id << " " << row.dim << "D " << row.settings.dump();
  }
}

TEST(ArchCounts, UnetEncodersAlone) {
  EXPECT_EQ(count(*(*find("unet"))->build({3, 1, 2, {}})->named_children()["encoder"]), 14025120);
  EXPECT_EQ(count(*(*find("resenc-unet"))->build({3, 1, 2, {}})->named_children()["encoder"]), 90296576);
}

// Without a head: positions of the whole grid included.
TEST(ArchCounts, VisionTransformerEncodersAlone) {
  const auto encoder = [](const char* id, int dim, int in, const base::Json& settings) {
    const ArchitectureInfo* info = *find(id);
    const auto network = info->build({dim, in, 1, *spec::resolve(info->schema, settings)});
    return count(*network->named_children()["encoder"]);
  };
  EXPECT_EQ(encoder("vit-s", 2, 3, base::Json::object()), 21665664);
  EXPECT_EQ(encoder("vit-b", 2, 3, base::Json::object()), 85798656);
  EXPECT_EQ(encoder("vit-s", 3, 1, base::Json::object()), 22951296);
  EXPECT_EQ(encoder("vit-b", 3, 1, base::Json::object()), 88369920);
  EXPECT_EQ(encoder("vit-s", 3, 1, {{"patch", 8}, {"size", 64}}), 21688704);
  EXPECT_EQ(encoder("vit-b", 3, 1, {{"patch", 8}, {"size", 64}}), 85844736);
}

TEST(ArchShapes, UnetGivesOneOutputPerDecoderStageWhenTraining) {
  const auto network = make("unet", 3, 1, 3, {{"stages", 4}, {"base", 4}});
  const at::Tensor x = at::zeros({2, 1, 16, 24, 8});
  network->train();
  const auto outputs = network->forward(x);
  ASSERT_EQ(outputs.size(), 3u);
  EXPECT_EQ(outputs[0].sizes(), (at::IntArrayRef{2, 3, 16, 24, 8}));
  EXPECT_EQ(outputs[1].sizes(), (at::IntArrayRef{2, 3, 8, 12, 4}));
  EXPECT_EQ(outputs[2].sizes(), (at::IntArrayRef{2, 3, 4, 6, 2}));
  network->eval();
  EXPECT_EQ(network->forward(x).size(), 1u);
  EXPECT_EQ(network->strides(), (std::vector<std::int64_t>{1, 2, 4, 8}));
  EXPECT_EQ(network->channels(), (std::vector<std::int64_t>{4, 8, 16, 32}));
}

TEST(ArchShapes, UnetTakesSizesThatNoStrideDivides) {
  const auto network = make("unet", 2, 1, 2, {{"stages", 3}, {"base", 4}});
  network->eval();
  EXPECT_EQ(network->forward(at::zeros({1, 1, 21, 13})).front().sizes(), (at::IntArrayRef{1, 2, 21, 13}));
}

TEST(ArchShapes, UnetFollowsAnAnisotropicPlan) {
  const UnetPlan plan = planUnet({16, 128, 128}, {5.0, 1.0, 1.0});
  base::Json settings = planSettings(plan);
  settings["base"] = 4;
  const auto network = make("unet", 3, 1, 2, settings);
  ASSERT_TRUE(network);
  const auto levels = network->features(at::zeros({1, 1, 16, 32, 32}));
  EXPECT_EQ(levels[1].sizes(), (at::IntArrayRef{1, 8, 16, 16, 16}));  // the thick axis waits
}

TEST(ArchShapes, ResnetPyramidAndHead) {
  for (const int dim : {2, 3}) {
    const auto network = make("resnet-18", dim, 1, 5, {{"base", 4}});
    network->eval();
    std::vector<std::int64_t> size(static_cast<std::size_t>(dim), 32);
    std::vector<std::int64_t> shape{2, 1};
    shape.insert(shape.end(), size.begin(), size.end());
    const at::Tensor x = at::zeros(shape);
    const auto levels = network->features(x);
    ASSERT_EQ(levels.size(), network->channels().size());
    for (std::size_t i = 0; i < levels.size(); ++i) {
      EXPECT_EQ(levels[i].size(1), network->channels()[i]);
      EXPECT_EQ(levels[i].size(2), 32 / network->strides()[i]);
    }
    EXPECT_EQ(network->forward(x).front().sizes(), (at::IntArrayRef{2, 5}));
    EXPECT_FALSE(network->dense());
  }
}

TEST(ArchShapes, DenseNetworkAroundAClassifier) {
  for (const char* stem : {"7x7", "small"}) {
    auto network = buildDense("resnet-18", {2, 1, 3, {{"base", 4}, {"stem", stem}}}, 1);
    ASSERT_TRUE(network.has_value()) << network.error().message;
    (*network)->eval();
    EXPECT_EQ((*network)->forward(at::zeros({1, 1, 37, 50})).front().sizes(), (at::IntArrayRef{1, 3, 37, 50}));
    EXPECT_TRUE((*network)->dense());
    for (const auto& item : (*network)->named_parameters()) {
      EXPECT_TRUE(item.key().rfind("encoder.", 0) == 0 || item.key().rfind("decoder.", 0) == 0) << item.key();
    }
  }
}

TEST(ArchErrors, SayWhatIsKnown) {
  EXPECT_NE(find("resnet-99").error().message.find("resnet-18"), std::string::npos);
  EXPECT_FALSE(build("unet", {4, 1, 2, {}}, 1).has_value());
  EXPECT_FALSE(build("unet", {3, 0, 2, {}}, 1).has_value());
  EXPECT_FALSE(build("unet", {3, 1, 2, {{"stages", 3}, {"strides", {1, 1, 1}}}}, 1).has_value());
  EXPECT_FALSE(build("unet", {3, 1, 2, {{"no_such", 1}}}, 1).has_value());
}

}  // namespace
}  // namespace selvox::learn::architectures
