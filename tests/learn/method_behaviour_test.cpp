#include <algorithm>

#include "core/learn/methods/masks.h"
#include "tests/learn/method_support.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

TEST(MethodTable, EverySettingHasRangeHelpAndADefaultThatPasses) {
  for (const MethodInfo& info : builtin()) {
    EXPECT_TRUE(spec::resolve(info.schema, base::Json::object()).has_value()) << info.id;
    for (const spec::Param& p : info.schema.params) {
      EXPECT_FALSE(p.help.empty()) << info.id << " " << p.name;
      EXPECT_TRUE(info.family == "test" || !p.citation.empty()) << info.id << " " << p.name;
      if (p.type == spec::ParamType::Int || p.type == spec::ParamType::Float) {
        EXPECT_TRUE(p.minimum && p.maximum) << info.id << " " << p.name;
      }
    }
  }
  EXPECT_NE(find("magic").error().message.find("simclr"), std::string::npos);
}

TEST(MaeMask, HidesTheExactNumberOfBlocksInEverySample) {
  const at::Tensor mask = blockMask({3, 1, 40, 56, 40}, {8, 8, 8}, 0.75, 1, 0);
  for (int n = 0; n < 3; ++n) EXPECT_EQ(mask[n].sum().item<double>(), 131 * 512.0);  // round(.75 * 175) = 131
  const at::Tensor cells = mask.view({3, 5, 8, 7, 8, 5, 8}).permute({0, 1, 3, 5, 2, 4, 6}).flatten(4);
  EXPECT_TRUE(at::equal(cells.amax(-1), cells.amin(-1))) << "a block is hidden whole";
  EXPECT_FALSE(at::equal(mask[0], mask[1]));
  EXPECT_TRUE(at::equal(mask, blockMask({3, 1, 40, 56, 40}, {8, 8, 8}, 0.75, 1, 0)));
  EXPECT_FALSE(at::equal(mask, blockMask({3, 1, 40, 56, 40}, {8, 8, 8}, 0.75, 1, 1)));
  EXPECT_FALSE(at::equal(mask, blockMask({3, 1, 40, 56, 40}, {8, 8, 8}, 0.75, 2, 0)));
}

TEST(MaeMask, EachBlockIsHiddenEquallyOften) {
  at::Tensor sum = at::zeros({1, 8, 8});
  for (int step = 0; step < 2000; ++step) sum += blockMask({1, 1, 8, 8}, {2, 2}, 0.75, 3, step)[0];
  EXPECT_NEAR((sum / 2000).min().item<double>(), 0.75, 0.05);
  EXPECT_NEAR((sum / 2000).max().item<double>(), 0.75, 0.05);
}

TEST(MaeMask, BlocksShrinkWithThePatchAxisByAxis) {
  EXPECT_EQ(blockSizes({160, 160, 160}, 16), (std::vector<std::int64_t>{16, 16, 16}));
  EXPECT_EQ(blockSizes({40, 56, 40}, 16), (std::vector<std::int64_t>{8, 8, 8}));
  EXPECT_EQ(blockSizes({16, 128, 128}, 16), (std::vector<std::int64_t>{4, 16, 16}));
  EXPECT_EQ(blockSizes({3, 28}, 16), (std::vector<std::int64_t>{1, 4}));
  EXPECT_EQ(blockMask({1, 1, 10, 10}, {4, 4}, 0.5, 1, 0).sizes(),
            (at::IntArrayRef{1, 1, 10, 10}));  // blocks cut at the edge
}

TEST(Mae, NothingHiddenReachesTheNetwork) {
  for (const int dim : {2, 3}) {
    const MethodConfig config = tinyConfig(dim);
    const auto method = buildMethod("mae", config);
    const Batch batch = waves(config, 2, 3, 10);
    const Tensors made = method->views(batch);
    const at::Tensor input = named(made, "input"), mask = named(made, "mask"), target = named(made, "target");
    EXPECT_EQ((input * mask).abs().sum().item<double>(), 0.0);
    EXPECT_TRUE(at::equal(input, target * (1 - mask)));
    EXPECT_NEAR(mask.mean().item<double>(), 0.75, 1e-6);
    EXPECT_TRUE(at::equal(named(method->views(batch), "mask"), mask)) << "a pure function of seed and step";
  }
}

TEST(Mae, TheLossIsTheErrorOnWhatWasHidden) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("mae", config);
  method->train(true);
  const Batch batch = waves(config, 2, 0, 10);
  const Tensors made = method->views(batch);
  const at::Tensor restored = method->network()->forward(named(made, "input")).front();
  const at::Tensor mask = named(made, "mask");
  const double expected = (((restored - named(made, "target")).square() * mask).sum() / mask.sum()).item<double>();
  EXPECT_NEAR(method->step(batch).loss.item<double>(), expected, 1e-6);
}

TEST(Mae, NormPixRefusesAPatchThatBlocksDoNotFill) {
  MethodConfig config = tinyConfig(2, 18);
  const auto info = find("mae");
  config.settings = *spec::resolve((*info)->schema, {{"norm_pix", true}, {"block", 4}});
  const auto refused = (*info)->build(config);
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(refused.error().message.find("train.patch"), std::string::npos);
}

TEST(Mae, PreviewChangesNothing) {
  MethodConfig config = tinyConfig(2, 32);
  config.arch = "resnet-18";
  config.network.settings = {{"base", 4}};
  const auto method = buildMethod("mae", config);
  method->train(true);
  std::vector<at::Tensor> before;
  for (const at::Tensor& b : method->network()->buffers()) before.push_back(b.clone());
  const auto previews = method->preview(waves(config, 2, 0, 10));
  ASSERT_EQ(previews.size(), 4u);
  for (const Preview& p : previews) EXPECT_FALSE(p.tensor.requires_grad()) << p.name;
  for (std::size_t i = 0; i < before.size(); ++i) EXPECT_TRUE(at::equal(before[i], method->network()->buffers()[i]));
  EXPECT_TRUE(method->network()->is_training());
}

TEST(Contrastive, TrainsTheEncoderAndItsHeadsAlone) {
  for (const char* id : {"simclr", "byol"}) {
    const MethodConfig config = tinyConfig(3);
    const auto method = buildMethod(id, config, {{"hidden", 32}, {"out", 16}});
    method->train(true);
    const StepOutput out = method->step(waves(config, 4, 0, 10));
    out.loss.backward();
    for (const auto& item : method->trainable()->named_parameters()) {
      EXPECT_EQ(item.key().rfind("decoder.", 0), std::string::npos) << item.key();
      EXPECT_TRUE(item.value().grad().defined()) << id << " " << item.key();
    }
    EXPECT_GT(metricOf(out, "collapse/effective_rank"), 1.0);
    EXPECT_GT(metricOf(out, "collapse/std_times_sqrt_d"), 0.0);
    for (const auto& entry : out.metrics) EXPECT_FALSE(entry.second.requires_grad()) << entry.first;
  }
}

TEST(Simclr, FirstLossIsAboutLogTwoNMinusOne) {
  MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("simclr", config, {{"temperature", 2.0}});
  method->train(true);
  const double loss = method->step(waves(config, 8, 0, 10)).loss.item<double>();
  EXPECT_NEAR(loss, std::log(15.0), 0.25 * std::log(15.0));
}

TEST(Byol, TheTargetStartsAsACopyGetsNoGradientAndFollows) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("byol", config, {{"hidden", 32}, {"out", 16}, {"tau", 0.9}});
  method->train(true);
  const auto online = method->trainable()->named_parameters();
  for (const auto& [name, tensor] : method->state()) {
    const auto* own = online.find(name.substr(7));
    EXPECT_TRUE(own == nullptr || at::equal(tensor, *own)) << name;
    EXPECT_FALSE(tensor.requires_grad()) << name;
  }
  const at::Tensor start = named(method->state(), "target.projector.first.weight").clone();
  trainStep(*method, waves(config, 4, 0, 10), 0.5);  // tau at step 0 is 0.9
  const at::Tensor moved = named(method->state(), "target.projector.first.weight");
  const at::Tensor now = method->trainable()->named_parameters()["projector.first.weight"];
  EXPECT_FALSE(at::equal(now, start));
  EXPECT_TRUE(at::allclose(moved, 0.9 * start + 0.1 * now.detach(), 1e-5, 1e-7));
}

TEST(Byol, StateComesBackBitForBit) {
  const MethodConfig config = tinyConfig(2);
  const base::Json heads{{"hidden", 32}, {"out", 16}};
  const auto a = buildMethod("byol", config, heads);
  a->train(true);
  trainStep(*a, waves(config, 4, 0, 10), 0.1);
  const auto b = buildMethod("byol", config, heads);
  std::map<std::string, at::Tensor> saved;
  for (const auto& [name, tensor] : a->state()) saved[name] = tensor.clone();
  ASSERT_TRUE(b->loadState(saved).has_value());
  for (const auto& [name, tensor] : b->state()) EXPECT_TRUE(at::equal(tensor, saved[name])) << name;
  saved.erase("target.projector.first.weight");
  EXPECT_FALSE(b->loadState(saved).has_value());
}

TEST(Views, DifferFromEachOtherAndRepeat) {
  MethodConfig config = tinyConfig(3);
  config.augment = nullptr;  // the method's own defaults
  const auto method = buildMethod("simclr", config, {{"hidden", 8}, {"out", 8}});
  const Batch batch = waves(config, 2, 4, 10);
  const Tensors one = method->views(batch), two = method->views(batch);
  EXPECT_FALSE(at::allclose(one[0].second, one[1].second));
  EXPECT_TRUE(at::equal(one[0].second, two[0].second));
  EXPECT_TRUE(at::equal(one[1].second, two[1].second));
  EXPECT_EQ(one[0].second.sizes(), batch.images.sizes());
}

TEST(Doubles, DoAsTheySay) {
  const MethodConfig config = tinyConfig(2);
  const auto noop = buildMethod("noop", config);
  const auto before = noop->trainable()->parameters().front().clone();
  trainStep(*noop, waves(config, 2, 0, 10), 1.0);
  EXPECT_TRUE(at::equal(before, noop->trainable()->parameters().front()));
  const auto diverge = buildMethod("diverge", config, {{"at_step", 3}});
  EXPECT_TRUE(std::isfinite(diverge->step(waves(config, 2, 2, 10)).loss.item<double>()));
  EXPECT_TRUE(std::isnan(diverge->step(waves(config, 2, 3, 10)).loss.item<double>()));
}

}  // namespace
}  // namespace selvox::learn::methods
