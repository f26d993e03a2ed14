// Vision transformers: what a block computes, where positions go, what hidden tokens may not tell.

#include <torch/utils.h>

#include "core/learn/architectures/token_encoder.h"
#include "core/learn/architectures/transformer.h"
#include "core/learn/checks/layouts.h"
#include "tests/learn/loss_support.h"

namespace selvox::learn::architectures {
namespace {
using selvox::learn::test::expectGradient;

base::Json tiny(std::int64_t patch = 4, std::int64_t size = 16) {
  return {{"patch", patch}, {"dim", 12}, {"depth", 2}, {"heads", 3}, {"size", size}};
}

std::shared_ptr<Network> make(int dim, const base::Json& settings = tiny(), int out = 3) {
  auto network = build("vit-s", {dim, 1, out, settings}, 5);
  EXPECT_TRUE(network.has_value()) << (network ? "" : network.error().message);
  (*network)->to(at::kDouble);
  return *network;
}

at::Tensor ramp(const std::vector<std::int64_t>& shape) {
  const at::Tensor k = at::arange(c10::multiply_integers(shape), at::kDouble).view(shape);
  return (0.13 * k + 0.0007 * k * k).sin();
}

TEST(Transformer, BlockIsWhatThePaperWrites) {
  TransformerBlock block({6, 2, 24});
  torch::nn::Module root("Root");
  root.register_module("b", std::shared_ptr<TransformerBlock>(&block, [](TransformerBlock*) {}));
  initialise(root, 3);
  block.to(at::kDouble);
  const auto w = block.named_parameters();
  const at::Tensor x = ramp({1, 5, 6});
  const auto normed = [](const at::Tensor& t) {
    return (t - t.mean(-1, true)) / (t.var({-1}, false, true) + 1e-6).sqrt();
  };
  const at::Tensor qkv = at::matmul(normed(x[0]), w["attn.qkv.weight"].t());
  std::vector<at::Tensor> heads;
  for (int h = 0; h < 2; ++h) {
    const auto part = [&](int which) { return qkv.narrow(1, which * 6 + h * 3, 3); };
    at::Tensor scores = (at::matmul(part(0), part(1).t()) / std::sqrt(3.0)).exp();
    heads.push_back(at::matmul(scores / scores.sum(1, true), part(2)));
  }
  const at::Tensor y = x[0] + at::matmul(at::cat(heads, 1), w["attn.proj.weight"].t());
  const at::Tensor up = at::matmul(normed(y), w["mlp.fc1.weight"].t());
  const at::Tensor gelu = 0.5 * up * (1 + (up / std::sqrt(2.0)).erf());
  const at::Tensor expected = y + at::matmul(gelu, w["mlp.fc2.weight"].t());
  EXPECT_LT((block.forward(x)[0] - expected).abs().max().item<double>(), 1e-12);
  expectGradient([&](const at::Tensor& t) { return block.forward(t).square().sum(); }, x);
}

// A block whose second branch is silent: x + a, where a is the first.
std::shared_ptr<TransformerBlock> attentionAlone(const BlockOptions& options) {
  auto block = std::make_shared<TransformerBlock>(options);
  torch::nn::Module root("Root");
  root.register_module("b", block);
  initialise(root, 3);
  block->to(at::kDouble);
  const c10::AutoGradMode noGradients(false);
  block->named_parameters()["mlp.fc2.weight"].zero_();
  return block;
}

TEST(Transformer, DropPathSkipsABranchForSomeSamplesAndMakesUpForItInTheOthers) {
  BlockOptions options{6, 2, 24};
  const at::Tensor x = ramp({1, 5, 6}), added = attentionAlone(options)->forward(x) - x;
  options.dropPath = 0.25;
  const auto block = attentionAlone(options);
  torch::manual_seed(1);
  const at::Tensor moved = block->forward(x.expand({400, 5, 6})) - x;
  int skipped = 0;
  for (std::int64_t i = 0; i < 400; ++i) {
    const bool none = moved[i].abs().max().item<double>() == 0;
    skipped += none ? 1 : 0;
    EXPECT_LT((moved[i] - (none ? 0 : 1 / 0.75) * added[0]).abs().max().item<double>(), 1e-12) << i;
  }
  EXPECT_NEAR(skipped, 100, 35);  // 4 standard deviations
  block->eval();
  EXPECT_TRUE(at::equal(block->forward(x) - x, added));
}

TEST(Transformer, LayerScaleStartsAtItsValueAndIsLearned) {
  BlockOptions options{6, 2, 24};
  const at::Tensor x = ramp({1, 5, 6}), added = attentionAlone(options)->forward(x) - x;
  options.layerScale = 0.1;
  const auto block = attentionAlone(options);
  EXPECT_LT((block->forward(x) - x - 0.1 * added).abs().max().item<double>(), 1e-8);  // 0.1 in float32
  EXPECT_EQ(block->named_parameters()["ls1.gamma"].numel(), 6);
  EXPECT_TRUE(block->named_parameters()["ls2.gamma"].requires_grad());
}

TEST(Vit, TheBlocksTakeTheirSettings) {
  base::Json settings = tiny();
  settings["drop_path"] = 0.5;
  settings["layer_scale"] = 1e-5;
  const auto network = make(2, settings);
  EXPECT_NEAR(network->named_parameters()["encoder.blocks.1.ls2.gamma"].mean().item<double>(), 1e-5, 1e-9);
  const at::Tensor x = ramp({8, 1, 16, 16});
  EXPECT_FALSE(at::equal(network->forward(x).front(), network->forward(x).front()));  // training: other blocks skipped
  network->eval();
  EXPECT_TRUE(at::equal(network->forward(x).front(), network->forward(x).front()));
}

TEST(Transformer, WeightsStartByGlorot) {
  const auto network = *build("vit-s", {2, 1, 2, {{"dim", 192}, {"depth", 1}}}, 1);
  const auto w = network->named_parameters();
  EXPECT_NEAR(w["encoder.blocks.0.mlp.fc1.weight"].std().item<double>(), std::sqrt(2.0 / (192 + 768)), 1e-3);
  EXPECT_NEAR(w["encoder.patch_embed.proj.weight"].std().item<double>(), std::sqrt(2.0 / (192 + 256)), 1e-3);
  EXPECT_EQ(w["encoder.blocks.0.attn.qkv.bias"].abs().sum().item<double>(), 0.0);
  EXPECT_NEAR(w["encoder.cls_token"].std().item<double>(), 0.02, 4e-3);
}

TEST(Transformer, SinePositionsByHand) {
  const at::Tensor p = sinePositions({2, 3}, 9);  // two frequencies an axis, one channel left over
  const double f = 0.01;                          // 10000^(-1/2)
  const double y = 1, x = 2;
  const at::Tensor expected = at::tensor({std::sin(y), std::sin(y * f), std::cos(y), std::cos(y * f), std::sin(x),
                                          std::sin(x * f), std::cos(x), std::cos(x * f), 0.0},
                                         at::kDouble);
  EXPECT_LT((p[5] - expected).abs().max().item<double>(), 1e-15);
}

TEST(Transformer, PositionsAreResampledLinearly) {
  const at::Tensor table = ramp({1, 12, 2});
  EXPECT_TRUE(at::equal(resamplePositions(table, {3, 4}, {3, 4}), table));
  // A plane stays a plane away from the edges; axes keep their order.
  const at::Tensor z = at::arange(4, at::kDouble).view({4, 1, 1}), y = at::arange(6, at::kDouble).view({1, 6, 1}),
                   x = at::arange(2, at::kDouble).view({1, 1, 2});
  const at::Tensor plane = (2 * z + 3 * y + 10 * x).reshape({1, 48, 1});
  const at::Tensor twice = resamplePositions(plane, {4, 6, 2}, {8, 3, 2}).view({8, 3, 2});
  // z 3 of 8 lies at (3.5 / 2 - .5) = 1.25, y 1 of 3 at (1.5 * 2 - .5) = 2.5.
  EXPECT_NEAR(twice[3][1][1].item<double>(), 2 * 1.25 + 3 * 2.5 + 10, 1e-12);
  EXPECT_NEAR(twice[0][1][0].item<double>(), 3 * 2.5, 1e-12);  // the edge is repeated
}

TEST(Vit, GivesTheGridOfTokensForSizesThatNoPatchDivides) {
  const auto network = make(3);
  const auto levels = network->features(ramp({2, 1, 10, 16, 3}));
  ASSERT_EQ(levels.size(), 1u);
  EXPECT_EQ(levels[0].sizes(), (at::IntArrayRef{2, 12, 3, 4, 1}));
  EXPECT_EQ(network->strides(), (std::vector<std::int64_t>{4}));
  EXPECT_EQ(network->channels(), (std::vector<std::int64_t>{12}));
  EXPECT_EQ(network->forward(ramp({2, 1, 10, 16, 3})).front().sizes(), (at::IntArrayRef{2, 3}));
}

TEST(Vit, ADecoderOnTopSegments) {
  for (const int dim : {2, 3}) {
    auto network = buildDense("vit-s", {dim, 1, 3, tiny(8, 16)}, 1);
    ASSERT_TRUE(network.has_value()) << network.error().message;
    const at::Tensor x =
        ramp(dim == 2 ? std::vector<std::int64_t>{1, 1, 21, 13} : std::vector<std::int64_t>{1, 1, 9, 17, 8})
            .to(at::kFloat);
    (*network)->eval();
    std::vector<std::int64_t> expected = x.sizes().vec();
    expected[1] = 3;
    EXPECT_EQ((*network)->forward(x).front().sizes(), at::IntArrayRef(expected));
    (*network)->train();
    EXPECT_EQ((*network)->forward(x).size(), 3u);  // strides 1, 2, 4 from 8
  }
  // 302 million weights if one transposed convolution had to reach from 16 to 1.
  const auto large = (*find("vit-s"))->build({3, 1, 2, *spec::resolve((*find("vit-s"))->schema, base::Json::object())});
  const UDecoder decoder(std::dynamic_pointer_cast<Encoder>(large->named_children()["encoder"])->pyramid(),
                         DecoderOptions{});
  std::int64_t n = 0;
  for (const at::Tensor& p : decoder.parameters()) n += p.numel();
  EXPECT_LT(n, 5'000'000);
}

TEST(Vit, HiddenTokensTellNothing) {
  for (const int dim : {2, 3}) {
    const auto network = make(dim);
    const auto encoder = tokenEncoder(*network);
    ASSERT_TRUE(encoder);
    at::Tensor x = ramp(dim == 2 ? std::vector<std::int64_t>{1, 1, 8, 12} : std::vector<std::int64_t>{1, 1, 4, 8, 12});
    const at::Tensor hidden = at::tensor({0., 1., 0., 0., 0., 0.}, at::kDouble).view({1, 6});
    const at::Tensor token = at::full({12}, 0.3, at::kDouble);
    const Tokens before = encoder->encode(x, hidden, token);
    at::Tensor other = x.clone();
    const std::int64_t last = other.dim() - 1;
    other.narrow(last, 4, 4).narrow(last - 1, 0, 4).fill_(std::nan(""));  // token 1
    const Tokens after = encoder->encode(other, hidden, token);
    EXPECT_TRUE(at::equal(before.summary, after.summary));
    EXPECT_TRUE(at::equal(before.patches, after.patches));
    const at::Tensor kept = at::tensor({5, 0, 2}, at::kLong).view({1, 3});
    EXPECT_TRUE(at::equal(encoder->encodeKept(x, kept).patches, encoder->encodeKept(other, kept).patches));
    EXPECT_FALSE(at::allclose(before.summary, encoder->encode(x).summary)) << "the mask token is seen";
  }
}

TEST(Vit, HiddenTokensKeepTheirPlaces) {
  const auto encoder = tokenEncoder(*make(2));
  const at::Tensor hidden = at::tensor({0., 1., 0., 0., 1., 0.}, at::kDouble).view({1, 6});
  const at::Tensor seen = encoder->encode(ramp({1, 1, 8, 12}), hidden, at::full({12}, 0.3, at::kDouble)).patches[0];
  EXPECT_GT((seen[1] - seen[4]).abs().max().item<double>(), 1e-3) << "one token, two places";
}

TEST(Vit, KeptTokensComeBackInTheirOrder) {
  const auto encoder = tokenEncoder(*make(2));
  const at::Tensor x = ramp({2, 1, 8, 12});
  const at::Tensor order = at::tensor({3, 1, 0, 2, 5, 4}, at::kLong), all = order.expand({2, 6});
  const Tokens whole = encoder->encode(x), kept = encoder->encodeKept(x, all);
  EXPECT_LT((whole.patches.index_select(1, order) - kept.patches).abs().max().item<double>(), 1e-12);
  EXPECT_LT((whole.summary - kept.summary).abs().max().item<double>(), 1e-12);
  EXPECT_EQ(encoder->encodeKept(x, all.narrow(1, 0, 2)).patches.size(1), 2);
}

TEST(Vit, PositionsMatter) {
  const auto network = make(2);
  const at::Tensor x = ramp({1, 1, 16, 16});
  const at::Tensor swapped = at::cat({x.narrow(3, 4, 4), x.narrow(3, 0, 4), x.narrow(3, 8, 8)}, 3);
  EXPECT_FALSE(at::allclose(network->forward(x).front(), network->forward(swapped).front()));
  const c10::AutoGradMode noGradients(false);
  network->named_parameters()["encoder.pos_embed"].zero_();
  EXPECT_LT((network->forward(x).front() - network->forward(swapped).front()).abs().max().item<double>(), 1e-12);
}

TEST(Vit, AResnetHasNoTokens) {
  EXPECT_FALSE(tokenEncoder(**build("resnet-18", {2, 1, 2, {{"base", 4}}}, 1)));
}

TEST(Vit, SaysWhichSettingsDoNotFit) {
  const auto refused = build("vit-s", {2, 1, 2, {{"dim", 10}, {"heads", 3}}}, 1);
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(refused.error().message.find("3 heads"), std::string::npos) << refused.error().message;
}

TEST(Vit, LoadsWeightsUnderTimmNames) {
  const auto from = make(2), to = *build("vit-s", {2, 1, 3, tiny()}, 9);
  checks::Named foreign;
  for (const auto& item : from->named_parameters()) {
    const std::string name =
        item.key().rfind("decoder.fc.", 0) == 0 ? "head." + item.key().substr(11) : item.key().substr(8);
    foreign[name] = item.value().detach().to(at::kFloat);
  }
  ASSERT_TRUE(foreign.count("patch_embed.proj.weight") && foreign.count("blocks.1.attn.qkv.bias"));
  const auto loaded = checks::loadWeights(*to, "vit-s", "timm", foreign);
  ASSERT_TRUE(loaded.has_value()) << loaded.error().message;
  const at::Tensor x = ramp({1, 1, 16, 16});
  EXPECT_LT((to->forward(x.to(at::kFloat)).front() - from->forward(x).front()).abs().max().item<double>(), 1e-5);
}

}  // namespace
}  // namespace selvox::learn::architectures
