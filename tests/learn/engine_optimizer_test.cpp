// LARS, LAMB, and which parameters learn how fast.

#include <algorithm>
#include <cmath>

#include <ATen/ATen.h>
#include <gtest/gtest.h>
#include <torch/nn/module.h>

#include "core/learn/architectures/network.h"
#include "core/learn/engine/generators.h"
#include "core/learn/engine/optimizer.h"
#include "core/learn/engine/parameter_groups.h"
#include "core/learn/engine/schedule.h"

namespace selvox::learn::engine {
namespace {

at::Tensor ramp(double slope, double start) {
  const at::Tensor k = at::arange(32, at::kDouble).view({4, 8});
  return at::sin(slope * k * k + 0.3 * k + start);
}

// v1 = r (g + decay w), w1 = w - lr v1, v2 = mu v1 + r' (g + decay w1): the ratio is taken anew each step.
TEST(Lars, TwoStepsByHand) {
  at::Tensor w = ramp(0.1, 1.0), v = at::zeros_like(w);
  const at::Tensor g = ramp(0.05, 0.3);
  const LarsOptions options{0.3, 0.9, 1e-2, 0.001, false};
  at::Tensor expected = w.clone(), momentum = at::zeros_like(w);
  for (int i = 0; i < 2; ++i) {
    const double length = expected.norm().item<double>();
    const double ratio = 0.001 * length / (g.norm().item<double>() + 1e-2 * length + 1e-8);
    momentum = 0.9 * momentum + ratio * (g + 1e-2 * expected);
    expected = expected - 0.3 * momentum;
    EXPECT_NEAR(larsStep(w, g, v, options), ratio, 1e-15);
  }
  EXPECT_LT((w - expected).abs().max().item<double>(), 1e-14);
  EXPECT_LT((v - momentum).abs().max().item<double>(), 1e-14);
}

TEST(Lars, TheJointFormDividesByTheSum) {
  at::Tensor w = ramp(0.1, 1.0), v = at::zeros_like(w);
  const at::Tensor g = ramp(0.05, 0.3), start = w.clone();
  const double ratio = 0.001 * start.norm().item<double>() / ((g + 0.5 * start).norm().item<double>() + 1e-8);
  EXPECT_NEAR(larsStep(w, g, v, {0.3, 0.9, 0.5, 0.001, false, true}), ratio, 1e-15);
}

TEST(Lars, PlainSgdWhereItDoesNotAdaptAndWhereWeightsAreZero) {
  for (const bool zero : {false, true}) {
    at::Tensor w = zero ? at::zeros({4, 8}, at::kDouble) : ramp(0.1, 1.0), v = at::zeros_like(w);
    const at::Tensor g = ramp(0.05, 0.3), start = w.clone();
    EXPECT_EQ(larsStep(w, g, v, {0.3, 0.9, 0, 0.02, true, false, zero}), 1.0);
    EXPECT_LT((w - (start - 0.3 * g)).abs().max().item<double>(), 1e-15);
  }
}

// eta 10 would make steps of many times lr: clipped, the ratio is 1.
TEST(Lars, ClippedItStepsNoFurtherThanPlainSgd) {
  at::Tensor w = ramp(0.1, 1.0), v = at::zeros_like(w);
  const at::Tensor g = ramp(0.05, 0.3), start = w.clone();
  EXPECT_EQ(larsStep(w, g, v, {0.3, 0.9, 0, 10, true}), 1.0);
  EXPECT_LT((w - (start - 0.3 * g)).abs().max().item<double>(), 1e-15);
}

// Moments corrected by their age, decay within the direction, the direction as long as the weights.
TEST(Lamb, TwoStepsByHand) {
  for (const bool adapt : {true, false}) {
    const LambOptions options{0.1, 0.8, 0.9, 1e-3, 0.05, adapt};
    at::Tensor w = ramp(0.1, 1.0), m = at::zeros_like(w), v = at::zeros_like(w), expected = w.clone();
    at::Tensor first = at::zeros_like(w), second = at::zeros_like(w);
    for (int step = 1; step <= 2; ++step) {
      const at::Tensor g = ramp(0.05, 0.3 * step);
      first = 0.8 * first + 0.2 * g, second = 0.9 * second + 0.1 * g * g;
      const at::Tensor mean = first / (1 - std::pow(0.8, step)), square = second / (1 - std::pow(0.9, step));
      const at::Tensor u = mean / (square.sqrt() + 1e-3) + 0.05 * expected;
      const double ratio = adapt ? (expected.norm() / u.norm()).item<double>() : 1;
      expected = expected - 0.1 * ratio * u;
      EXPECT_NEAR(lambStep(w, g, m, v, step, options), ratio, 1e-12) << step;
    }
    EXPECT_LT((w - expected).abs().max().item<double>(), 1e-12) << adapt;
  }
}

// Scaling all gradients changes nothing but through eps: both norms of the ratio and the moments follow.
TEST(Lamb, IsBlindToTheGradientsScaleAndMovesByTheWeightsLength) {
  const at::Tensor g = ramp(0.05, 0.3), start = ramp(0.1, 1.0);
  at::Tensor a = start.clone(), b = start.clone();
  at::Tensor am = at::zeros_like(a), av = at::zeros_like(a), bm = at::zeros_like(a), bv = at::zeros_like(a);
  const LambOptions options{0.1, 0.9, 0.999, 1e-12, 0};
  for (int step = 1; step <= 3; ++step) {
    const double length = a.norm().item<double>();
    const at::Tensor before = a.clone();
    lambStep(a, g, am, av, step, options);
    lambStep(b, g * 1000, bm, bv, step, options);
    EXPECT_NEAR((a - before).norm().item<double>(), 0.1 * length, 1e-9);
  }
  EXPECT_LT((a - b).abs().max().item<double>(), 1e-8);
}

// A clipped gradient is a shorter gradient, in the ratio too.
TEST(Optimizer, LarsAndLambSeeTheGradientAsItWasClipped) {
  const at::Tensor g = ramp(0.05, 0.3), start = ramp(0.1, 1.0);
  const auto zeros = [] { return at::zeros({4, 8}, at::kDouble); };
  for (const bool joint : {false, true}) {
    const LarsOptions lars{0.3, 0.9, 1e-2, 0.02, false, joint};
    at::Tensor a = start.clone(), b = start.clone(), av = zeros(), bv = zeros();
    EXPECT_NEAR(larsStep(a, g, av, lars, 0.25), larsStep(b, 0.25 * g, bv, lars), 1e-15) << joint;
    EXPECT_LT((a - b).abs().max().item<double>(), 1e-15) << joint;
  }
  const LambOptions lamb{0.1, 0.9, 0.999, 1e-3, 0.01};
  at::Tensor a = start.clone(), b = start.clone(), am = zeros(), av = zeros(), bm = zeros(), bv = zeros();
  EXPECT_NEAR(lambStep(a, g, am, av, 1, lamb, 0.25), lambStep(b, 0.25 * g, bm, bv, 1, lamb), 1e-15);
  EXPECT_LT((a - b).abs().max().item<double>(), 1e-15);
}

TEST(Optimizer, LarsAndLambStateComesBackAndGoesOnExactly) {
  for (const auto kind : {OptimizerKind::Lars, OptimizerKind::Lamb}) {
    at::Tensor a = ramp(0.1, 1.0).requires_grad_(true), b = a.detach().clone().requires_grad_(true);
    Optimizer first({kind, 0.01}, {{"w", a}}), second({kind, 0.01}, {{"w", b}});
    const auto step = [](Optimizer& optimizer, at::Tensor& w) {
      w.mutable_grad() = ramp(0.05, 0.3);
      optimizer.step(0.1, 0);
    };
    step(first, a), step(first, a);
    std::map<std::string, at::Tensor> state;
    for (const auto& [name, tensor] : first.state()) state[name] = tensor.clone();
    EXPECT_EQ(state.size(), kind == OptimizerKind::Lars ? 1u : 2u);
    b.set_data(a.detach().clone());
    ASSERT_TRUE(second.load(state, first.steps()));
    step(first, a), step(second, b);
    EXPECT_TRUE(a.equal(b));
  }
}

TEST(Optimizer, RatesFollowGroups) {
  const auto one = [] { return at::ones({2, 2}, at::kDouble).requires_grad_(true); };
  at::Tensor scheduled = one(), constant = one(), bare = one();
  Optimizer optimizer({OptimizerKind::Sgd, 0.5, 0},
                      {{"a", scheduled}, {"b", constant, 1.0, true, true, true}, {"c", bare, 1.0, false}});
  for (at::Tensor* w : {&scheduled, &constant, &bare}) w->mutable_grad() = at::zeros({2, 2}, at::kDouble);
  optimizer.step({0.1, 0.3, 0.5, 0});  // no gradient: decay alone moves the weights
  EXPECT_NEAR(scheduled[0][0].item<double>(), 1 - 0.1 * 0.5, 1e-15);
  EXPECT_NEAR(constant[0][0].item<double>(), 1 - 0.3 * 0.5, 1e-15);
  EXPECT_EQ(bare[0][0].item<double>(), 1.0);
}

TEST(Optimizer, WhatDoesNotAdaptIsSteppedPlainly) {
  for (const auto kind : {OptimizerKind::Lars, OptimizerKind::Lamb}) {
    at::Tensor plain = at::full({2, 2}, 3.0, at::kDouble).requires_grad_(true), adapted = plain.detach().clone();
    adapted.requires_grad_(true);
    OptimizerOptions options{kind};
    options.larsClip = false;
    Optimizer optimizer(options, {{"a", plain, 1.0, true, false}, {"b", adapted}});
    plain.mutable_grad() = adapted.mutable_grad() = at::ones({2, 2}, at::kDouble);
    optimizer.step({0.1, 0.1, 0, 0});
    EXPECT_NEAR(plain[0][0].item<double>(), 3 - 0.1, 1e-6);  // LAMB's first direction is the sign
    const double ratio = kind == OptimizerKind::Lars ? 0.02 * 6 / 2 : 6.0 / 2;
    EXPECT_NEAR(adapted[0][0].item<double>(), 3 - 0.1 * ratio, 1e-6);
  }
}

// One gradient, then none: m-hat is b1 / (1 + b1) of it, v-hat b2 / (1 + b2) of its square.
TEST(Optimizer, MomentsForgetAsTheRunSays) {
  at::Tensor w = at::zeros({1}, at::kDouble).requires_grad_(true);
  OptimizerOptions options{OptimizerKind::AdamW};
  options.beta1 = 0.5, options.beta2 = 0.25;
  Optimizer optimizer(options, {{"w", w}});
  for (const double g : {2.0, 0.0}) {
    w.mutable_grad() = at::full({1}, g, at::kDouble);
    optimizer.step({0.1, 0.1, 0, 0});
  }
  EXPECT_NEAR(w.item<double>(), -0.1 - 0.1 * (0.5 / 1.5) / std::sqrt(0.25 / 1.25), 1e-8);
}

// Weights that are not one block of memory take another way to the same numbers.
TEST(Optimizer, WeightsThatAreTurnedTakeTheSameSteps) {
  const auto zeros = [] { return at::zeros({8, 4}, at::kDouble); };
  at::Tensor a = ramp(0.1, 1.0).t(), b = a.contiguous(), c = ramp(0.1, 1.0).t(), d = c.contiguous();
  at::Tensor am = zeros(), av = zeros(), bm = zeros(), bv = zeros(), cv = zeros(), dv = zeros();
  ASSERT_FALSE(a.is_contiguous());
  for (int step = 1; step <= 3; ++step) {
    const at::Tensor g = ramp(0.05, 0.3 * step).t();
    adamwStep(a, g, am, av, step, {0.1, 0.8, 0.9, 1e-3, 0.05}, 0.5);
    adamwStep(b, g, bm, bv, step, {0.1, 0.8, 0.9, 1e-3, 0.05}, 0.5);
    sgdStep(c, g, cv, {0.1, 0.9, 0.05, true}, 0.5);
    sgdStep(d, g, dv, {0.1, 0.9, 0.05, true}, 0.5);
  }
  EXPECT_LT((a - b).abs().max().item<double>(), 1e-14);
  EXPECT_LT((c - d).abs().max().item<double>(), 1e-14);
}

TEST(Optimizer, AShortGradientIsLeftAsItIs) {
  EXPECT_EQ(clipFactor(2.0, 2.5), 1.0);
  EXPECT_EQ(clipFactor(5.0, 2.5), 0.5);
  EXPECT_EQ(clipFactor(5.0, 0), 1.0);
}

TEST(Optimizer, TheNormCountsEveryChunk) {
  EXPECT_NEAR(gradientNorm({at::ones({40000}), at::full({1}, 150.0)}), 250.0, 1e-9);  // 200 and 150
}

TEST(ParameterGroups, DecayLeavesNormsBiasesTokensAndPositionsAlone) {
  EXPECT_FALSE(isExempt("encoder.blocks.0.attention.query.weight", at::zeros({4, 4})));
  EXPECT_TRUE(isExempt("encoder.blocks.0.attention.query.bias", at::zeros({4})));
  EXPECT_TRUE(isExempt("encoder.stages.0.norm.weight", at::zeros({4})));
  EXPECT_TRUE(isExempt("encoder.class_token", at::zeros({1, 1, 4})));
  EXPECT_TRUE(isExempt("encoder.cls_token", at::zeros({1, 1, 4})));
  EXPECT_TRUE(isExempt("encoder.positions", at::zeros({1, 9, 4})));
  EXPECT_TRUE(isExempt("encoder.pos_embed", at::zeros({1, 9, 4})));
  EXPECT_TRUE(isExempt("encoder.layers.0.blocks.1.attn.relative_position_bias_table", at::zeros({9, 2})));
  EXPECT_TRUE(isExempt("encoder.mask_token.weight", at::zeros({1, 1, 4})));
  EXPECT_FALSE(isExempt("encoder.tokenizer.weight", at::zeros({4, 4})));
}

// METHODS section 8: 12 blocks, 0.65.
TEST(ParameterGroups, LayerDecayIsGolden) {
  EXPECT_NEAR(layerFactor(blockOf("encoder.patch_embed.weight"), 12, 0.65), 0.003697205891018715, 1e-16);
  EXPECT_NEAR(layerFactor(blockOf("encoder.class_token"), 12, 0.65), 0.003697205891018715, 1e-16);
  EXPECT_NEAR(layerFactor(blockOf("encoder.blocks.0.mlp.weight"), 12, 0.65), 0.005688009063105715, 1e-16);
  EXPECT_NEAR(layerFactor(blockOf("encoder.blocks.11.mlp.weight"), 12, 0.65), 0.65, 1e-16);
  EXPECT_EQ(layerFactor(blockOf("encoder.norm.weight"), 12, 0.65), 1.0);
  EXPECT_EQ(layerFactor(blockOf("decoder.stages.0.weight"), 12, 0.65), 1.0);
  EXPECT_EQ(layerFactor(blockOf("projector.first.weight"), 12, 0.65), 1.0);
}

TEST(ParameterGroups, AStageOfAConvolutionalNetworkIsABlock) {
  EXPECT_EQ(blockOf("encoder.stages.3.blocks.1.conv.weight"), 3);
  EXPECT_EQ(blockOf("encoder.layer2.1.conv1.weight"), 1);
  EXPECT_EQ(blockOf("encoder.conv1.weight"), kEmbedding);
  for (const char* arch : {"unet", "resnet-18"}) {
    architectures::NetworkConfig config;
    config.dim = 2, config.outChannels = 2;
    config.settings = base::Json{{"base", 4}};
    const auto network = architectures::build(arch, config, 1);
    ASSERT_TRUE(network) << arch;
    TrainSettings train;
    train.layerDecay = 0.5;
    const auto groups = parameterGroups(
        **network, [](const std::string&) { return methods::ParameterRule{}; }, train);
    double least = 1, encoderMost = 0;
    for (const ParameterGroup& group : groups) {
      if (!group.name.starts_with("encoder.")) continue;
      least = std::min(least, group.lrScale);
      encoderMost = std::max(encoderMost, group.lrScale);
      EXPECT_EQ(group.decay, group.tensor.dim() > 1) << group.name;
    }
    EXPECT_EQ(encoderMost, 0.5) << arch;
    EXPECT_LT(least, 0.1) << arch;
  }
}

TEST(ParameterGroups, TheEncodersRateIsTheEncodersAndOneDimensionDoesNotAdapt) {
  architectures::NetworkConfig config;
  config.dim = 2, config.outChannels = 2;
  config.settings = base::Json{{"stages", 2}, {"base", 4}};
  const auto network = architectures::build("unet", config, 1);
  ASSERT_TRUE(network);
  TrainSettings train;
  train.encoderLr = 0.25;
  const auto groups = parameterGroups(
      **network, [](const std::string&) { return methods::ParameterRule{}; }, train);
  bool other = false;
  for (const ParameterGroup& group : groups) {
    const bool encoder = group.name.starts_with("encoder.");
    other = other || !encoder;
    EXPECT_EQ(group.lrScale, encoder ? 0.25 : 1.0) << group.name;
    EXPECT_EQ(group.adapt, group.tensor.dim() > 1) << group.name;
  }
  EXPECT_TRUE(other);
}

TEST(ParameterGroups, RulesAndFrozenParametersAreHonoured) {
  torch::nn::Module module("m");
  module.register_parameter("predictor", at::ones({2, 2}));
  module.register_parameter("frozen", at::ones({2, 2}));
  const auto rule = [](const std::string& name) {
    methods::ParameterRule r;
    r.constantLr = name == "predictor", r.decay = name != "predictor", r.lrScale = name == "frozen" ? 0.0 : 2.0;
    return r;
  };
  const auto groups = parameterGroups(module, rule, TrainSettings{});
  ASSERT_EQ(groups.size(), 1u);
  EXPECT_TRUE(groups[0].constantLr);
  EXPECT_FALSE(groups[0].decay);
  EXPECT_TRUE(groups[0].adapt);
  EXPECT_EQ(groups[0].lrScale, 2.0);
  EXPECT_FALSE(module.named_parameters()["frozen"].requires_grad());
}

TEST(Schedule, TheRateFallsOverWhatIsLeftAfterTheWarmUp) {
  EXPECT_NEAR(scheduleFactor("cosine", 0.55, 0.1), 0.5, 1e-12);
  EXPECT_NEAR(scheduleFactor("poly", 0.55, 0.1), std::pow(0.5, 0.9), 1e-12);
  EXPECT_NEAR(scheduleFactor("cosine", 0.1, 0.1), 1.0, 1e-12);
}

// Four blocks, thawed by half of the run: the last block after a tenth, the stem after half.
TEST(FineTuning, ThawsBlockByBlockFromTheEnd) {
  FineTuning tuning;
  tuning.mode = "gradual-thaw";
  const auto point = [&](const char* name) { return thawPoint(name, 4, tuning); };
  EXPECT_EQ(point("decoder.stages.0.convs.0.conv.weight"), 0);
  EXPECT_EQ(point("encoder.norm.weight"), 0);
  EXPECT_NEAR(point("encoder.stages.3.convs.0.conv.weight"), 0.1, 1e-15);
  EXPECT_NEAR(point("encoder.stages.2.convs.0.conv.weight"), 0.2, 1e-15);
  EXPECT_NEAR(point("encoder.stages.0.convs.0.norm.running_mean"), 0.4, 1e-15);
  EXPECT_NEAR(point("encoder.stem.weight"), 0.5, 1e-15);
  tuning.thaw = 0;
  EXPECT_EQ(point("encoder.stem.weight"), 0);
  tuning.thaw = 1;
  EXPECT_EQ(point("encoder.stem.weight"), 1);
  EXPECT_EQ(thawPoint("encoder.conv.weight", 0, tuning), 1) << "an encoder without blocks";
}

TEST(FineTuning, ModesNameWhatLearns) {
  const auto point = [](const char* mode, const char* name) {
    return thawPoint(name, 4, fineTuning({{"finetune.mode", mode}}));
  };
  for (const char* mode : {"full", "layer-decay"}) EXPECT_EQ(point(mode, "encoder.stages.0.conv.weight"), 0) << mode;
  EXPECT_TRUE(std::isinf(point("frozen-encoder", "encoder.stages.3.conv.weight")));
  EXPECT_TRUE(std::isinf(point("frozen-encoder", "encoder.norm.weight")));
  EXPECT_EQ(point("frozen-encoder", "decoder.stages.0.conv.weight"), 0);
  EXPECT_TRUE(std::isinf(point("linear-probe", "decoder.stages.0.conv.weight")));
  EXPECT_EQ(point("linear-probe", "decoder.seg_layers.2.weight"), 0);
  EXPECT_EQ(point("linear-probe", "decoder.fc.weight"), 0);
  for (const char* arch : {"unet", "resnet-18"}) {
    architectures::NetworkConfig config;
    config.dim = 2, config.outChannels = 2;
    config.settings = base::Json{{"base", 4}};
    const auto network = architectures::build(arch, config, 1);
    ASSERT_TRUE(network) << arch;
    const auto groups = parameterGroups(**network, [](const std::string&) { return methods::ParameterRule{}; },
                                        TrainSettings{}, {"linear-probe", 0.5});
    EXPECT_FALSE(groups.empty()) << arch;
    for (const ParameterGroup& group : groups) EXPECT_TRUE(group.name.starts_with("decoder.")) << group.name;
    for (const auto& item : (*network)->named_parameters()) {
      if (item.key().starts_with("encoder.")) {
        EXPECT_FALSE(item.value().requires_grad()) << item.key();
      }
    }
  }
}

// A group that rests keeps its weights to the bit, though weight decay and momentum are on, counts in no norm, and goes
// on as one that was there from the start.
TEST(FineTuning, RestingGroupsStayAndThenMove) {
  for (const auto kind : {OptimizerKind::AdamW, OptimizerKind::Sgd, OptimizerKind::Lars, OptimizerKind::Lamb}) {
    at::Tensor resting = ramp(0.1, 1.0).requires_grad_(true), free = ramp(0.2, 1.0).requires_grad_(true);
    const at::Tensor start = resting.detach().clone();
    ParameterGroup group{"r", resting};
    group.thawAt = 0.5;
    Optimizer optimizer({kind, 0.01}, {group, {"f", free}});
    const auto step = [&](double progress) {
      resting.mutable_grad() = ramp(0.05, 0.3);
      free.mutable_grad() = ramp(0.07, 0.1);
      return optimizer.step({0.1, 0.1, 0.01, 0, progress});
    };
    EXPECT_NEAR(step(0), ramp(0.07, 0.1).norm().item<double>(), 1e-12);
    step(0.499999);
    EXPECT_TRUE(resting.equal(start));
    EXPECT_FALSE(free.equal(ramp(0.2, 1.0)));
    step(0.5);
    EXPECT_FALSE(resting.equal(start));
    if (kind == OptimizerKind::AdamW) {  // warm moments: a step of the usual length
      EXPECT_LT((resting - start).abs().max().item<double>(), 0.11);
      EXPECT_GT((resting - start).abs().max().item<double>(), 0.09);
    }
  }
}

TEST(Schedule, WeightDecayGoesByHalfACosine) {
  EXPECT_DOUBLE_EQ(cosineBetween(0.04, 0.4, 0), 0.04);
  EXPECT_NEAR(cosineBetween(0.04, 0.4, 0.25), 0.4 - 0.36 * 0.5 * (1 + std::sqrt(0.5)), 1e-15);
  EXPECT_DOUBLE_EQ(cosineBetween(0.04, 0.4, 0.5), 0.22);
  EXPECT_DOUBLE_EQ(cosineBetween(0.04, 0.4, 1), 0.4);
  EXPECT_DOUBLE_EQ(cosineBetween(0.1, 0.1, 0.3), 0.1);
}

TEST(Settings, EveryOptimizerIsReadWithItsMomentum) {
  const auto read = [](const char* name) { return trainSettings({{"train.optimizer", name}}).optimizer; };
  EXPECT_EQ(read("lars").kind, OptimizerKind::Lars);
  EXPECT_EQ(read("lamb").kind, OptimizerKind::Lamb);
  EXPECT_EQ(read("adamw").kind, OptimizerKind::AdamW);
  EXPECT_EQ(read("sgd").momentum, 0.99);
  EXPECT_EQ(read("lars").momentum, 0.9);
  const auto set = trainSettings({{"train.momentum", 0.5}, {"train.beta2", 0.95}, {"train.weight_decay", 0.04}});
  EXPECT_EQ(set.optimizer.momentum, 0.5);
  EXPECT_EQ(set.optimizer.beta2, 0.95);
  EXPECT_EQ(set.weightDecayEnd, 0.04);
}

TEST(Generators, TheStateOfTheProcessorComesBack) {
  TensorMap states;
  for (const auto& [device, state] : generatorStates()) states[device] = state;
  ASSERT_EQ(states.count("cpu"), 1u);
  const at::Tensor first = at::rand({5});
  restoreGenerators(states);
  EXPECT_TRUE(at::rand({5}).equal(first));
}

}  // namespace
}  // namespace selvox::learn::engine
