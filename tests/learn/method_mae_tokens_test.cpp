#include "core/learn/architectures/token_encoder.h"
#include "core/learn/losses/mae.h"
#include "core/learn/methods/token_masks.h"
#include "tests/learn/learning.h"
#include "tests/learn/trajectory.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

const base::Json kDecoder{{"decoder_dim", 16}, {"decoder_depth", 1}, {"decoder_heads", 2}};

TEST(TokenMasks, VoxelsAndTokensHideTheSame) {
  for (const int dim : {2, 3}) {
    const MethodConfig config = tinyVit(dim, 18);  // 5 tokens an axis, the last cut
    auto network = *architectures::build(config.arch, config.network, 1);
    const auto encoder = architectures::tokenEncoder(*network);
    const Batch batch = waves(config, 3, 2, 10);
    for (const TokenMask& mask : {unitMask(*encoder, batch.images, encoder->tokenSize(), 0.75, batch),
                                  boxMask(*encoder, batch.images, {1.0, 0.3, 0.5}, batch, 1)}) {
      std::vector<std::int64_t> shape = batch.images.sizes().vec();
      ASSERT_EQ(mask.voxels.sizes(), at::IntArrayRef(shape));
      // Through patchify, filled up to whole tokens: the mean of a cell is 0 or what lies inside of the image.
      std::vector<std::int64_t> missing;
      for (int a = 0; a < dim; ++a) missing.insert(missing.end(), {0, 2});
      const at::Tensor cells = losses::patchify(at::constant_pad_nd(mask.voxels, missing, 0), encoder->tokenSize());
      EXPECT_TRUE(at::equal(cells.amax(-1), mask.tokens));
      const at::Tensor whole = losses::patchify(at::constant_pad_nd(at::ones_like(mask.voxels), missing, 0), {4});
      EXPECT_TRUE(at::equal(cells, whole * mask.tokens.unsqueeze(-1))) << "hidden whole";
    }
  }
}

TEST(TokenMasks, UnitsHideTheExactNumber) {
  const MethodConfig config = tinyVit(2, 32);
  auto network = *architectures::build(config.arch, config.network, 1);
  const auto encoder = architectures::tokenEncoder(*network);
  const Batch batch = waves(config, 5, 2, 10);
  const TokenMask mask = unitMask(*encoder, batch.images, {8, 8}, 0.6, batch);
  for (int n = 0; n < 5; ++n) EXPECT_EQ(mask.tokens[n].sum().item<double>(), 10 * 4.0);  // round(.6 x 16) units of 4
  const at::Tensor kept = visibleTokens(mask.tokens);
  EXPECT_EQ(kept.sizes(), (at::IntArrayRef{5, 24}));
  EXPECT_EQ(mask.tokens.gather(1, kept).sum().item<double>(), 0.0);
  Batch next = batch;
  next.step = 3;
  EXPECT_FALSE(at::equal(mask.tokens, unitMask(*encoder, batch.images, {8, 8}, 0.6, next).tokens));
}

TEST(TokenMasks, BoxesHideTheirShareInHalfOfTheImages) {
  const MethodConfig config = tinyVit(2, 40);  // 100 tokens
  auto network = *architectures::build(config.arch, config.network, 1);
  const auto encoder = architectures::tokenEncoder(*network);
  Batch batch = waves(config, 8, 0, 10);
  int masked = 0;
  double neighbours = 0, all = 0;
  for (batch.step = 0; batch.step < 50; ++batch.step) {
    const at::Tensor hidden = boxMask(*encoder, batch.images, {}, batch, 0).tokens;
    EXPECT_TRUE(at::equal(hidden, boxMask(*encoder, batch.images, {}, batch, 0).tokens));
    for (int n = 0; n < 8; ++n) {
      const double share = hidden[n].mean().item<double>();
      masked += share > 0 ? 1 : 0;
      if (share > 0) {
        EXPECT_GE(share, 0.095);
        EXPECT_LE(share, 0.505);
      }
      const at::Tensor grid = hidden[n].view({10, 10});
      neighbours += (grid.narrow(1, 0, 9) * grid.narrow(1, 1, 9)).sum().item<double>();
      all += grid.narrow(1, 0, 9).sum().item<double>();
    }
  }
  EXPECT_NEAR(masked, 200, 50);
  EXPECT_GT(neighbours / all, 0.6) << "blocks, not single tokens";  // by chance about .33
}

TEST(Mae, PatchesGoBackWhereTheyCameFrom) {
  for (const bool volume : {false, true}) {
    const at::Tensor x = at::arange(volume ? 2 * 2 * 4 * 6 * 8 : 2 * 2 * 4 * 6, at::kDouble)
                             .view(volume ? at::IntArrayRef{2, 2, 4, 6, 8} : at::IntArrayRef{2, 2, 4, 6});
    const std::vector<std::int64_t> patch =
                                        volume ? std::vector<std::int64_t>{2, 3, 4} : std::vector<std::int64_t>{2, 3},
                                    grid =
                                        volume ? std::vector<std::int64_t>{2, 2, 2} : std::vector<std::int64_t>{2, 2};
    EXPECT_TRUE(at::equal(losses::unpatchify(losses::patchify(x, patch), grid, patch), x));
  }
}

TEST(TokenMae, NothingHiddenReachesTheNetwork) {
  for (const int dim : {2, 3}) {
    const MethodConfig config = tinyVit(dim, dim == 2 ? 18 : 10);  // no whole number of tokens
    const auto method = buildMethod("mae", config, kDecoder);
    Batch batch = waves(config, 2, 3, 10);
    const Tensors made = method->views(batch);
    EXPECT_EQ((named(made, "input") * named(made, "mask")).abs().sum().item<double>(), 0.0);
    const auto encoder = architectures::tokenEncoder(*method->network());
    const at::Tensor kept = visibleTokens(named(made, "hidden"));
    EXPECT_TRUE(at::allclose(encoder->encodeKept(named(made, "input"), kept).patches,
                             encoder->encodeKept(named(made, "target"), kept).patches));
    EXPECT_TRUE(at::equal(named(method->views(batch), "mask"), named(made, "mask")));
    EXPECT_TRUE(std::isfinite(method->step(batch).loss.item<double>()));
  }
}

TEST(TokenMae, TrainsTheEncoderAndItsOwnDecoder) {
  const auto method = buildMethod("mae", tinyVit(2, 16), kDecoder);
  method->train(true);
  method->step(waves(tinyVit(2, 16), 2, 0, 10)).loss.backward();
  int decoder = 0;
  for (const auto& item : method->trainable()->named_parameters()) {
    EXPECT_TRUE(item.value().grad().defined()) << item.key();
    decoder += item.key().starts_with("token_decoder.") ? 1 : 0;
  }
  EXPECT_GT(decoder, 0);
  EXPECT_FALSE(method->network()->dense());
}

// Only hidden tokens count: with the output layer at 0 the loss is their mean square.
TEST(TokenMae, TheLossIsTheErrorOnHiddenTokens) {
  const MethodConfig config = tinyVit(2, 16);
  for (const bool normPix : {false, true}) {
    base::Json settings = kDecoder;
    settings["norm_pix"] = normPix;
    const auto method = buildMethod("mae", config, settings);
    {
      const c10::AutoGradMode noGradients(false);
      const auto all = method->trainable()->named_parameters();
      all["token_decoder.values.weight"].zero_();
      all["token_decoder.values.bias"].zero_();
    }
    const Batch batch = waves(config, 2, 0, 10);
    const Tensors made = method->views(batch);
    at::Tensor patches = losses::patchify(named(made, "target"), {4});
    if (normPix) {
      patches = (patches - patches.mean(-1, true)) / (patches.var({-1}, true, true) + 1e-6).sqrt();
    }
    const at::Tensor hidden = named(made, "hidden");
    const double expected = ((patches.square().mean(-1) * hidden).sum() / hidden.sum()).item<double>();
    EXPECT_NEAR(method->step(batch).loss.item<double>(), expected, 1e-5);
    EXPECT_EQ(method->preview(batch).size(), normPix ? 3u : 4u);
  }
}

TEST(TokenMae, RefusesWhatCannotWork) {
  const auto refusal = [](MethodConfig config, const base::Json& settings) {
    const auto info = *find("mae");
    config.settings = *spec::resolve(info->schema, settings);
    const auto built = info->build(config);
    return built.has_value() ? std::string() : built.error().message;
  };
  EXPECT_NE(refusal(tinyVit(2, 18), {{"norm_pix", true}}).find("arch.patch"), std::string::npos);
  EXPECT_NE(refusal(tinyVit(2, 16, 16), base::Json::object()).find("four tokens"), std::string::npos);
  EXPECT_NE(refusal(tinyVit(2, 16), {{"decoder_dim", 20}, {"decoder_heads", 8}}).find("decoder_heads"),
            std::string::npos);
}

TEST(TokenMae, SharesItsEncoderInACombination) {
  const MethodConfig config = tinyVit(2, 16);
  base::Json settings;
  for (const auto& [name, value] : kDecoder.items()) settings["mae." + name] = value;
  settings.update({{"simclr.hidden", 8}, {"simclr.out", 8}});
  const auto method = buildMethod("mae+simclr", config, settings);
  method->train(true);
  EXPECT_TRUE(std::isfinite(trainStep(*method, waves(config, 4, 0, 10), 0.1)));
}

TEST(TokenMae, Trajectory) {
  const auto vit = [](int dim) { return tinyVit(dim, dim == 2 ? 16 : 8).network.settings; };
  for (const int dim : {2, 3}) {
    expectTrajectory({.method = "mae",
                      .dim = dim,
                      .settings = kDecoder,
                      .rate = 0.05,
                      .arch = vit(dim),
                      .archId = "vit-s",
                      .name = "mae_vit"});
  }
}

TEST(Simmim, GoldenValueAndGradient) {
  const at::Tensor mask = at::tensor({1.0, 0.0, 1.0, 1.0}, at::kDouble);
  const auto z = [](double a, double b, bool sine) {
    const at::Tensor k = at::arange(32, at::kDouble);
    const at::Tensor angle = a * k * k + 0.3 * k + b;
    return (sine ? angle.sin() : angle.cos()).view({4, 8});
  };
  const at::Tensor z1 = z(0.10, 1.0, true), z2 = z(0.05, 0.0, false);
  EXPECT_NEAR(losses::simmim(z1, z2, mask).item<double>(), 0.7500821094831968, 1e-8);
  // The same numbers as an image of two channels: the mask counts voxels once, the error every channel.
  const at::Tensor a = z1.view({1, 2, 4, 4}), b = z2.view({1, 2, 4, 4}).clone().requires_grad_(true);
  const at::Tensor voxels = at::zeros({1, 1, 4, 4}, at::kDouble);
  voxels.narrow(2, 0, 2).fill_(1);
  const double expected = ((a - b).abs().narrow(2, 0, 2).sum() / (8 + 1e-5) / 2).item<double>();
  const at::Tensor loss = losses::simmim(a, b, voxels);
  EXPECT_NEAR(loss.item<double>(), expected, 1e-12);
  loss.backward();
  const at::Tensor gradient = (b - a).sign() * voxels / (8 + 1e-5) / 2;
  EXPECT_LT((b.grad() - gradient).abs().max().item<double>(), 1e-12);
}

TEST(Simmim, HiddenVoxelsReachNoNetwork) {
  for (const bool tokens : {false, true}) {
    for (const int dim : {2, 3}) {
      const MethodConfig config = tokens ? tinyVit(dim, dim == 2 ? 18 : 10) : tinyConfig(dim, dim == 2 ? 18 : 10);
      const auto method = buildMethod("simmim", config, {{"unit", 4}});
      method->train(false);
      Batch batch = waves(config, 2, 1, 10);
      const at::Tensor mask = named(method->views(batch), "mask");
      const auto gradientOf = [&] {
        // d loss / d token exists: the network reads it where voxels were.
        for (at::Tensor& p : method->trainable()->parameters()) p.mutable_grad().reset();
        method->step(batch).loss.backward();
        return method->trainable()->named_parameters()["mask_token.weight"].grad().abs().sum().item<double>();
      };
      EXPECT_GT(gradientOf(), 0.0) << "tokens " << tokens << " dim " << dim;
      EXPECT_EQ((named(method->views(batch), "input") * mask).abs().sum().item<double>(), 0.0);
      EXPECT_EQ(method->preview(batch).size(), 4u);
    }
  }
}

TEST(Simmim, TheUnitIsAWholeNumberOfTokens) {
  const MethodConfig config = tinyVit(2, 32);
  const auto method = buildMethod("simmim", config, {{"unit", 10}});  // halved to 5, down to a token of 4
  const at::Tensor hidden = named(method->views(waves(config, 2, 1, 10)), "hidden");
  EXPECT_EQ(hidden[0].sum().item<double>(), std::round(0.6 * 64));
  for (const auto& item : method->trainable()->named_parameters()) {
    EXPECT_FALSE(item.key().starts_with("decoder.")) << item.key();
  }
}

TEST(Simmim, Trajectory) {
  for (const int dim : {2, 3}) {
    expectTrajectory({.method = "simmim", .dim = dim, .settings = {{"unit", 4}}, .rate = 0.05});
    expectTrajectory({.method = "simmim",
                      .dim = dim,
                      .settings = {{"unit", 4}},
                      .rate = 0.05,
                      .arch = tinyVit(dim, dim == 2 ? 16 : 8).network.settings,
                      .archId = "vit-s",
                      .name = "simmim_vit"});
  }
}

// Of two tasks whose answer is partly noise: a constant answer, the mean, gives what `first` is about.
TEST(SlowLearning, TokenMethodsRestoreBetterThanAConstant) {
  MethodConfig config = tinyVit(2, 24);
  config.network.settings.update({{"dim", 48}, {"depth", 3}, {"heads", 4}});
  const auto mae = buildMethod("mae", config, {{"decoder_dim", 32}, {"decoder_depth", 1}, {"decoder_heads", 4}});
  const Learned restored = learn(*mae, config, 16, 400, 2e-3);
  EXPECT_LT(restored.last, 0.5 * restored.first) << restored.first << " -> " << restored.last;
  const auto simmim = buildMethod("simmim", config, {{"unit", 4}});
  const Learned uncovered = learn(*simmim, config, 16, 400, 2e-3);
  EXPECT_LT(uncovered.last, 0.7 * uncovered.first) << uncovered.first << " -> " << uncovered.last;
}

}  // namespace
}  // namespace selvox::learn::methods
