// What every line of the table of networks promises, in every dimension it states. New lines are tested by themselves.

#include <cmath>
#include <set>

#include "core/learn/compat/compat.h"
#include "tests/learn/arch_support.h"
#include "tests/learn/method_support.h"

namespace selvox::learn::architectures {
namespace {
using namespace selvox::learn::test;

const std::vector<std::int64_t> kOdd{19, 23, 18};

class EveryNetwork : public testing::TestWithParam<NetworkLine> {
 protected:
  const std::string& id() const { return GetParam().id; }
  int dim() const { return GetParam().dim; }
  bool decodable() const { return (*find(id()))->decodable; }
  // SparK needs several resolutions.
  bool lacksWhatItNeeds(const std::string& method) const {
    if (!decodable()) return true;
    return method == "spark" && encoderIn(*networkOf(id(), dim(), tinySettings(id())))->pyramid().size() == 1;
  }
  at::Tensor odd(std::int64_t batch = 1) const { return rippledImage(dim(), kOdd, batch); }
  std::shared_ptr<Network> dense(const base::Json& extra = base::Json::object()) const {
    base::Json settings = tinySettings(id());
    settings.update(extra);
    auto network = buildDense(id(), {dim(), 1, 3, settings}, 5);
    EXPECT_TRUE(network.has_value()) << (network ? "" : network.error().message);
    return network ? *network : nullptr;
  }
};

TEST_P(EveryNetwork, SpeaksTheTruthAboutItsPyramid) {
  const auto network = networkOf(id(), dim(), tinySettings(id()));
  const auto encoder = encoderIn(*network);
  ASSERT_TRUE(encoder);
  network->eval();
  for (const at::Tensor& x : {odd(2), rippledImage(dim(), {3, 1, 2}, 2)}) {
    const auto levels = network->features(x);
    ASSERT_EQ(levels.size(), encoder->pyramid().size());
    std::vector<std::int64_t> sides = x.sizes().slice(2).vec();
    for (std::size_t i = 0; i < levels.size(); ++i) {
      const PyramidLevel& level = encoder->pyramid()[i];
      std::vector<std::int64_t> expected{2, level.channels};
      for (std::size_t a = 0; a < sides.size(); ++a) {
        sides[a] = (sides[a] + level.stride[a] - 1) / level.stride[a];
        expected.push_back(sides[a]);
      }
      EXPECT_EQ(levels[i].sizes(), at::IntArrayRef(expected)) << "level " << i;
      EXPECT_EQ(network->channels()[i], level.channels);
    }
  }
}

TEST_P(EveryNetwork, NamesItsWeightsAndDrawsThemBySeed) {
  const auto a = networkOf(id(), dim(), tinySettings(id()))->named_parameters();
  const auto b = networkOf(id(), dim(), tinySettings(id()))->named_parameters();
  const auto c = networkOf(id(), dim(), tinySettings(id()), 1, 2, 6)->named_parameters();
  bool differs = false;
  for (const auto& item : a) {
    EXPECT_TRUE(item.key().starts_with("encoder.") || item.key().starts_with("decoder.")) << item.key();
    EXPECT_TRUE(at::equal(item.value(), b[item.key()])) << item.key();
    EXPECT_TRUE(item.value().isfinite().all().item<bool>()) << item.key();
    differs = differs || !at::equal(item.value(), c[item.key()]);
  }
  EXPECT_TRUE(differs);
}

double encoderGradientOf(Network& network) {
  double sum = 0;
  for (const auto& item : network.named_parameters()) {
    if (!item.key().starts_with("encoder.") || !item.value().grad().defined()) continue;
    sum += item.value().grad().abs().sum().item<double>();
  }
  return sum;
}

// One image of odd sides, forward and backward; the encoder must learn from it.
void passThrough(Network& network, const at::Tensor& x, bool half) {
  network.train();
  at::Tensor sum;
  {
    const compat::Autocast autocast(c10::DeviceType::CPU, at::kBFloat16, half);
    for (const at::Tensor& y : network.forward(x)) {
      const at::Tensor part = y.to(at::kFloat).square().sum();
      sum = sum.defined() ? sum + part : part;
    }
    sum = sum + network.features(x).back().to(at::kFloat).square().mean();
  }
  sum.backward();
  EXPECT_TRUE(std::isfinite(sum.item<double>()));
  const double gradient = encoderGradientOf(network);
  EXPECT_TRUE(std::isfinite(gradient));
  EXPECT_GT(gradient, 0);
  for (const auto& item : network.named_buffers()) {
    EXPECT_TRUE(item.value().isfinite().all().item<bool>()) << item.key();
  }
}

TEST_P(EveryNetwork, TakesOneImageOfOddSides) {
  for (const bool half : {false, true}) {
    passThrough(*networkOf(id(), dim(), tinySettings(id())), odd(), half);
    if (decodable()) passThrough(*dense(), odd(), half);
  }
}

TEST_P(EveryNetwork, SegmentsAtFullResolution) {
  if (!decodable()) {
    const auto refused = buildDense(id(), {dim(), 1, 3, {}}, 1);
    ASSERT_FALSE(refused.has_value());
    EXPECT_NE(refused.error().message.find("unet"), std::string::npos) << refused.error().message;
    return;
  }
  const at::Tensor x = odd();
  std::vector<std::int64_t> expected = x.sizes().vec();
  expected[1] = 3;
  std::vector<base::Json> variants{base::Json::object()};
  if ((*find(id()))->schema.find("skips") != nullptr) variants.push_back({{"skips", false}});
  for (const base::Json& variant : variants) {
    const auto network = dense(variant);
    ASSERT_TRUE(network);
    EXPECT_TRUE(network->dense());
    network->eval();
    const auto outputs = network->forward(x);
    ASSERT_EQ(outputs.size(), 1u);
    EXPECT_EQ(outputs.front().sizes(), at::IntArrayRef(expected)) << variant.dump();
  }
}

TEST_P(EveryNetwork, RefusesTheDimensionItLacks) {
  const auto& dims = (*find(id()))->dims;
  const int other = dim() == 2 ? 3 : 2;
  if (std::find(dims.begin(), dims.end(), other) != dims.end()) return;
  const auto refused = build(id(), {other, 1, 2, {}}, 1);
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(refused.error().message.find("resnet-18"), std::string::npos) << refused.error().message;
}

// A kind of method each: vectors, hidden blocks, views at several scales, restoring, a code without skips.
TEST_P(EveryNetwork, TakesEveryKindOfMethod) {
  for (const char* id : {"simclr", "spark", "dino", "artifact-correction", "autoencoder"}) {
    methods::MethodConfig config = tinyConfig(dim(), 16);
    config.arch = this->id();
    config.network.settings = tinySettings(this->id());
    config.batch = config.cases = 2;
    const methods::MethodInfo* info = *methods::find(id);
    base::Json small = base::Json::object();
    for (const char* name : {"hidden", "out", "prototypes", "bottleneck"}) {
      if (info->schema.find(name) != nullptr) small[name] = 16;
    }
    const auto resolved = spec::resolve(info->schema, small);
    ASSERT_TRUE(resolved.has_value()) << id << ": " << resolved.error().message;
    config.settings = *resolved;
    const auto method = info->build(config);
    if (!method) {
      EXPECT_NE(method.error().message.find("resnet-18"), std::string::npos) << id << ": " << method.error().message;
      EXPECT_TRUE(lacksWhatItNeeds(id)) << id << ": " << method.error().message;
      continue;
    }
    (*method)->train(true);
    for (std::int64_t step = 0; step < 2; ++step) {
      methods::Batch batch = waves(config, 2, step, 2);
      addCompanions(batch, (*method)->demand());
      EXPECT_TRUE(std::isfinite(trainStep(**method, batch, 0.001))) << id << " step " << step;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Table, EveryNetwork, testing::ValuesIn(networkLines()), [](const auto& line) {
  std::string name = line.param.id + "_" + std::to_string(line.param.dim) + "d";
  for (char& c : name) {
    if (c == '+') c = 'p';
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  }
  return name;
});

TEST(ArchTable, IdsAreUnique) {
  std::set<std::string> ids;
  for (const ArchitectureInfo& info : builtin()) EXPECT_TRUE(ids.insert(info.id).second) << info.id;
}

TEST(ArchTable, SettingsHaveWords) {
  for (const ArchitectureInfo& info : builtin()) {
    EXPECT_FALSE(info.summary.empty() || info.paper.empty()) << info.id;
    for (const spec::Param& p : info.schema.params) {
      EXPECT_FALSE(p.help.empty() || p.citation.empty()) << info.id << " " << p.name;
    }
  }
}

TEST(ArchTable, OnlyNetworksThatFollowThePlanTakeStridesAndKernels) {
  for (const ArchitectureInfo& info : builtin()) {
    EXPECT_EQ(info.followsPlan, info.schema.find("strides") != nullptr && info.schema.find("kernels") != nullptr)
        << info.id;
  }
}

}  // namespace
}  // namespace selvox::learn::architectures
