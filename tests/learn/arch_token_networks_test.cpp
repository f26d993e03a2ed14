// Transformer networks and MSRF-Net at tiny widths: shapes, gradients, precision, seeds, tokens.

#include <torch/utils.h>

#include "core/learn/architectures/token_encoder.h"
#include "core/learn/architectures/vit_encoder.h"
#include "core/learn/compat/compat.h"
#include "tests/learn/loss_support.h"

namespace selvox::learn::architectures {
namespace {

struct Tiny {
  const char* id;
  int dim;
  base::Json settings;
};
void PrintTo(const Tiny& tiny, std::ostream* out) {
  *out << tiny.id << " " << tiny.dim << "D";
}

std::vector<Tiny> tinyNetworks() {
  const base::Json unetr = {{"size", 32}, {"feature_size", 4}, {"dim", 12}, {"depth", 4}, {"heads", 2}};
  const base::Json swin = {{"feature_size", 6}, {"window", 3}, {"heads", {1, 2, 2, 4}}};
  base::Json publishedSwin = swin;
  publishedSwin["form"] = "published";
  return {{"unetr", 2, unetr},
          {"unetr", 3, unetr},
          {"swin-unetr", 2, swin},
          {"swin-unetr", 3, swin},
          {"swin-unetr", 3, publishedSwin},
          {"swin-unet", 2, {{"dim", 8}, {"window", 3}, {"heads", {1, 2, 2, 4}}}},
          {"primus-s", 3, {{"patch", 8}, {"dim", 24}, {"depth", 2}, {"heads", 2}, {"size", 16}}},
          {"msrf-net", 2, {{"base", 8}}},
          {"msrf-net", 2, {{"base", 8}, {"form", "published"}}}};
}

std::shared_ptr<Network> buildTiny(const Tiny& tiny, int out = 3, std::uint64_t seed = 5) {
  auto network = build(tiny.id, {tiny.dim, 2, out, tiny.settings}, seed);
  EXPECT_TRUE(network.has_value()) << (network ? "" : network.error().message);
  return network ? *network : nullptr;
}

at::Tensor wave(const std::vector<std::int64_t>& shape) {
  const at::Tensor k = at::arange(c10::multiply_integers(shape), at::kDouble).view(shape);
  return (0.13 * k + 0.0007 * k * k).sin().to(at::kFloat);
}

// Sides that neither tokens nor windows divide.
at::Tensor odd(int dim, std::int64_t samples = 1) {
  return wave(dim == 2 ? std::vector<std::int64_t>{samples, 2, 45, 70}
                       : std::vector<std::int64_t>{samples, 2, 19, 37, 34});
}

class TokenNetworks : public testing::TestWithParam<Tiny> {};

TEST_P(TokenNetworks, TakeSizesThatNothingDivides) {
  const auto network = buildTiny(GetParam());
  const at::Tensor x = odd(GetParam().dim, 2);
  std::vector<std::int64_t> expected = x.sizes().vec();
  expected[1] = 3;
  network->eval();
  const auto outputs = network->forward(x);
  ASSERT_EQ(outputs.size(), 1u);
  EXPECT_EQ(outputs[0].sizes(), at::IntArrayRef(expected));
  const auto levels = network->features(x);
  ASSERT_EQ(levels.size(), network->channels().size());
  for (std::size_t i = 0; i < levels.size(); ++i) {
    EXPECT_EQ(levels[i].size(1), network->channels()[i]);
    for (std::int64_t axis = 2; axis < x.dim(); ++axis) {
      const std::int64_t stride = network->strides()[i];
      EXPECT_EQ(levels[i].size(axis), (x.size(axis) + stride - 1) / stride) << "level " << i << " axis " << axis;
    }
  }
  EXPECT_TRUE(network->dense());
}

// Every parameter takes part, in float32 and under bfloat16 autocast, with one sample.
TEST_P(TokenNetworks, LearnFromOneSampleInBothPrecisions) {
  for (const bool mixed : {false, true}) {
    const auto network = buildTiny(GetParam());
    network->train();
    at::manual_seed(1);
    at::Tensor loss = at::zeros({});
    {
      const compat::Autocast autocast(c10::DeviceType::CPU, at::kBFloat16, mixed);
      for (const at::Tensor& y : network->forward(odd(GetParam().dim))) loss = loss + y.to(at::kFloat).square().mean();
    }
    loss.backward();
    EXPECT_TRUE(std::isfinite(loss.item<double>()));
    for (const auto& item : network->named_parameters()) {
      ASSERT_TRUE(item.value().grad().defined()) << item.key();
      EXPECT_TRUE(item.value().grad().isfinite().all().item<bool>()) << item.key();
      EXPECT_TRUE(item.key().rfind("encoder.", 0) == 0 || item.key().rfind("decoder.", 0) == 0) << item.key();
    }
  }
}

TEST_P(TokenNetworks, StartAlikeFromOneSeedWhateverTheHead) {
  const auto a = buildTiny(GetParam())->named_parameters(), b = buildTiny(GetParam())->named_parameters();
  for (const auto& item : a) EXPECT_TRUE(at::equal(item.value(), b[item.key()])) << item.key();
  const auto other = buildTiny(GetParam(), 3, 6)->named_parameters(),
             head = buildTiny(GetParam(), 4)->named_parameters();
  bool differs = false;
  for (const auto& item : a) {
    if (item.key().rfind("encoder.", 0) != 0) continue;
    differs = differs || !at::equal(item.value(), other[item.key()]);
    EXPECT_TRUE(at::equal(item.value(), head[item.key()])) << item.key();
    EXPECT_TRUE(item.value().isfinite().all().item<bool>()) << item.key();
  }
  EXPECT_TRUE(differs);
}

TEST_P(TokenNetworks, HaveAHeadThatStaysWithItsTask) {
  bool found = false;
  for (const auto& item : buildTiny(GetParam())->named_parameters()) {
    if (item.value().size(0) == 3 || (item.value().dim() > 1 && item.value().size(1) == 3))
      found = found || item.key().rfind("decoder.head.", 0) == 0;
  }
  EXPECT_TRUE(found);
}

INSTANTIATE_TEST_SUITE_P(Tiny, TokenNetworks, testing::ValuesIn(tinyNetworks()), [](const auto& line) {
  std::string name =
      std::string(line.param.id) + "_" + std::to_string(line.param.dim) + "d_" + std::to_string(line.index);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(TokenNetworksTable, SayWhatTheyCannot) {
  for (const auto& [id, dim] :
       std::vector<std::pair<const char*, int>>{{"swin-unet", 3}, {"msrf-net", 3}, {"primus-s", 2}}) {
    const auto refused = build(id, {dim, 1, 2, {}}, 1);
    ASSERT_FALSE(refused.has_value()) << id;
    EXPECT_NE(refused.error().message.find("has no " + std::to_string(dim) + "D form"), std::string::npos);
  }
  const std::vector<std::pair<const char*, base::Json>> wrong{{"primus-s", {{"dim", 100}}},
                                                              {"primus-s", {{"patch", 6}}},
                                                              {"swin-unetr", {{"feature_size", 20}}},
                                                              {"swin-unetr", {{"depths", {2, 2}}}},
                                                              {"unetr", {{"heads", 5}}}};
  for (const auto& [id, settings] : wrong) EXPECT_FALSE(build(id, {3, 1, 2, settings}, 1).has_value()) << id;
}

TEST(TokenNetworksTable, EveryTokenEncoderIsMarkedAndNoOther) {
  for (const ArchitectureInfo& info : builtin()) {
    if (info.id == "primus-b" || info.id == "primus-m" || info.id == "primus-l") continue;  // as primus-s, but large
    const auto network = info.build({info.dims.back(), 1, 2, *spec::resolve(info.schema, base::Json::object())});
    EXPECT_EQ(tokenEncoder(*network) != nullptr, info.tokens) << info.id;
  }
}

std::vector<Tiny> tokenEncoders() {
  const auto all = tinyNetworks();
  return {all[0], all[1], all[6]};
}

TEST(TokenEncoders, HiddenTokensTellNothingAndKeptOnesComeBackInOrder) {
  for (const Tiny& tiny : tokenEncoders()) {
    const auto network = buildTiny(tiny);
    network->to(at::kDouble);
    const auto encoder = tokenEncoder(*network);
    ASSERT_TRUE(encoder);
    const std::int64_t side = encoder->tokenSize()[0], last = tiny.dim + 1;
    std::vector<std::int64_t> shape(static_cast<std::size_t>(tiny.dim) + 2, side);
    shape[0] = 1, shape[1] = 2, shape[2] = 2 * side, shape.back() = 3 * side;  // 6 tokens
    const at::Tensor x = wave(shape).to(at::kDouble);
    at::Tensor other = x.clone();
    other.narrow(last, side, side).narrow(2, 0, side).fill_(std::nan(""));  // token 1
    const at::Tensor hidden = at::tensor({0., 1., 0., 0., 0., 0.}, at::kDouble).view({1, 6});
    const at::Tensor token = at::full({encoder->width()}, 0.3, at::kDouble);
    const Tokens before = encoder->encode(x, hidden, token), after = encoder->encode(other, hidden, token);
    EXPECT_TRUE(at::equal(before.patches, after.patches)) << tiny.id;
    EXPECT_TRUE(at::equal(before.summary, after.summary)) << tiny.id;
    const at::Tensor order = at::tensor({3, 1, 0, 2, 5, 4}, at::kLong);
    const Tokens whole = encoder->encode(x), kept = encoder->encodeKept(x, order.view({1, 6}));
    EXPECT_LT((whole.patches.index_select(1, order) - kept.patches).abs().max().item<double>(), 1e-12) << tiny.id;
    EXPECT_LT((whole.patches.mean(1) - whole.summary).abs().max().item<double>(), 1e-12) << "no class token here";
    const at::Tensor some = at::tensor({4, 0}, at::kLong).view({1, 2});
    EXPECT_TRUE(at::equal(encoder->encodeKept(x, some).patches, encoder->encodeKept(other, some).patches)) << tiny.id;
  }
}

TEST(TokenEncoders, StatesStandBehindTheBlocksAskedFor) {
  const auto network = buildTiny(tinyNetworks()[0]);
  network->to(at::kDouble);
  auto encoder = std::dynamic_pointer_cast<VitEncoder>(network->named_children()["encoder"]);
  const at::Tensor x = wave({1, 2, 32, 48}).to(at::kDouble);
  const auto states = encoder->states(x, {1, 3});
  ASSERT_EQ(states.size(), 3u);
  EXPECT_EQ(states[0].sizes(), (at::IntArrayRef{1, 12, 2, 3}));
  const auto normed = [](const at::Tensor& t) {
    return (t - t.mean(1, true)) / (t.var({1}, false, true) + 1e-5).sqrt();
  };
  EXPECT_LT((normed(states[1]) - states[2]).abs().max().item<double>(), 1e-12) << "the last block, then the norm";
  EXPECT_TRUE(at::equal(states[2], encoder->features(x).front()));
  const c10::AutoGradMode noGradients(false);
  for (const char* name :
       {"blocks.2.attn.proj.weight", "blocks.2.mlp.fc2.weight", "blocks.3.attn.proj.weight", "blocks.3.mlp.fc2.weight"})
    encoder->named_parameters()[name].zero_();
  EXPECT_TRUE(at::equal(encoder->states(x, {1, 3})[0], states[0]));
  EXPECT_TRUE(at::equal(encoder->states(x, {1, 3})[1], states[0])) << "silent blocks change nothing";
}

TEST(MsrfNet, TrainsOnThreeOutputsOfOneSize) {
  const auto network = buildTiny(tinyNetworks()[7]);
  network->train();
  const auto outputs = network->forward(odd(2, 2));
  ASSERT_EQ(outputs.size(), 3u);
  for (const at::Tensor& y : outputs) EXPECT_EQ(y.sizes(), outputs[0].sizes());
  EXPECT_EQ(network->outputWeights(), (std::vector<double>{2, 1, 1}));
  ASSERT_TRUE(network->edgeLogits().defined());
  EXPECT_EQ(network->edgeLogits().sizes(), outputs[0].narrow(1, 0, 1).sizes());
  network->edgeLogits().sum().backward();
  EXPECT_GT(network->named_parameters()["decoder.shape.last.weight"].grad().abs().sum().item<double>(), 0);
  network->eval();
  network->forward(odd(2, 2));
  EXPECT_FALSE(network->edgeLogits().defined()) << "nobody asks for edges";
  base::Json settings = tinyNetworks()[7].settings;
  settings["deep_supervision"] = false;
  const auto single = *build("msrf-net", {2, 2, 3, settings}, 1);
  EXPECT_EQ(single->forward(odd(2, 2)).size(), 1u);
}

TEST(Multiples, EveryNetworkStatesOneThatItDivides) {
  const auto multipleOf = [](const char* id, const base::Json& settings) {
    const ArchitectureInfo* info = *find(id);
    return info->sideMultiple(*spec::resolve(info->schema, settings));
  };
  EXPECT_EQ(multipleOf("vit-s", {{"patch", 8}}), 8);
  EXPECT_EQ(multipleOf("unetr", base::Json::object()), 16);
  EXPECT_EQ(multipleOf("swin-unetr", base::Json::object()), 32);
  EXPECT_EQ(multipleOf("swin-unet", base::Json::object()), 32);
  EXPECT_EQ(multipleOf("primus-l", base::Json::object()), 8);
  EXPECT_EQ(multipleOf("msrf-net", base::Json::object()), 8);
}

}  // namespace
}  // namespace selvox::learn::architectures
