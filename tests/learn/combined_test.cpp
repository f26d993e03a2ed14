#include "tests/learn/trajectory.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

const base::Json kSettings{
    {"mae.block", 4}, {"mae.weight", 2.0}, {"simclr.weight", 0.5}, {"simclr.hidden", 32}, {"simclr.out", 16}};

TEST(Combined, LossIsTheWeightedSumOfTheMembersOnOneEncoder) {
  const MethodConfig config = tinyConfig(2);
  const auto both = buildMethod("mae+simclr", config, kSettings);
  const StepOutput out = both->step(waves(config, 4, 0, 20));
  double mae = 0, simclr = 0;
  for (const auto& [name, value] : out.metrics) {
    if (name == "loss/mae") mae = value.item<double>();
    if (name == "loss/simclr") simclr = value.item<double>();
  }
  EXPECT_GT(mae, 0);
  EXPECT_GT(simclr, 0);
  EXPECT_NEAR(out.loss.item<double>(), 2.0 * mae + 0.5 * simclr, 1e-5);
  // Alone with the same seed each has the loss it has here: views, encoder and head start alike.
  const auto alone = buildMethod("mae", config, {{"block", 4}});
  EXPECT_NEAR(alone->step(waves(config, 4, 0, 20)).loss.item<double>(), mae, 1e-6);
  EXPECT_EQ(both->trainable()->named_children().size(), 3u);  // decoder, encoder, simclr's head
}

TEST(Combined, EveryMembersGradientReachesTheEncoder) {
  const MethodConfig config = tinyConfig(2);
  for (const char* silent : {"mae.weight", "simclr.weight"}) {
    base::Json settings = kSettings;
    settings[silent] = 0.0;
    const auto both = buildMethod("mae+simclr", config, settings);
    both->step(waves(config, 4, 0, 20)).loss.backward();
    const auto parameters = both->trainable()->named_parameters();
    double encoder = 0;
    for (const auto& item : parameters) {
      if (item.key().starts_with("encoder.") && item.value().grad().defined())
        encoder += item.value().grad().abs().sum().item<double>();
    }
    EXPECT_GT(encoder, 0) << silent;
  }
}

TEST(Combined, RefusesWhatCannotBeCombined) {
  EXPECT_FALSE(find("mae+magic").has_value());
  EXPECT_NE(find("mae+mae").error().message.find("twice"), std::string::npos);
  EXPECT_FALSE(find("mae+").has_value());
  const auto info = find("simclr+byol");
  ASSERT_TRUE(info.has_value());
  EXPECT_NE((*info)->schema.find("byol.tau"), nullptr);
  EXPECT_NE((*info)->schema.find("simclr.weight"), nullptr);
}

TEST(Combined, StateIsTheMembersAndComesBack) {
  const MethodConfig config = tinyConfig(2);
  const base::Json settings{{"byol.hidden", 16}, {"byol.out", 8}, {"simclr.hidden", 16}, {"simclr.out", 8}};
  const auto one = buildMethod("simclr+byol", config, settings), two = buildMethod("simclr+byol", config, settings);
  trainStep(*one, waves(config, 4, 0, 20), 0.1);
  std::map<std::string, at::Tensor> saved;
  for (const auto& [name, tensor] : one->state()) saved.emplace(name, tensor.clone());
  EXPECT_TRUE(saved.begin()->first.starts_with("byol.target."));
  ASSERT_TRUE(two->loadState(saved).has_value());
  for (const auto& [name, tensor] : two->state()) EXPECT_TRUE(at::equal(tensor, saved.at(name))) << name;
}

TEST(Combined, EveryMemberHearsOfBackwardAndOfTheOptimizersStep) {
  const MethodConfig config = tinyConfig(2);
  const auto both = buildMethod("simclr+dino", config,
                                {{"simclr.hidden", 8},
                                 {"simclr.out", 8},
                                 {"dino.hidden", 8},
                                 {"dino.bottleneck", 4},
                                 {"dino.prototypes", 6},
                                 {"dino.local_crops", 0},
                                 {"dino.freeze_last", 0.5}});
  both->train(true);
  const auto teacher = [&] {
    for (const auto& [name, tensor] : both->state()) {
      if (name == "dino.teacher.head.first.weight") return tensor.clone();
    }
    return at::Tensor();
  };
  const at::Tensor last = both->trainable()->named_parameters()["dino.head.prototypes.weight"];
  const at::Tensor start = last.detach().clone(), before = teacher();
  static_cast<void>(trainStep(*both, waves(config, 4, 0, 4), 0.5));
  EXPECT_TRUE(at::equal(last, start)) << "dino's last layer is frozen at first";
  EXPECT_FALSE(at::equal(teacher(), before)) << "dino's teacher follows";
  static_cast<void>(trainStep(*both, waves(config, 4, 3, 4), 0.5));
  EXPECT_FALSE(at::equal(last, start));
}

TEST(Combined, TrajectoryIsTheCommittedOne) {
  expectTrajectory({.method = "mae+simclr", .dim = 2, .settings = kSettings, .name = "mae_simclr"});
}

}  // namespace
}  // namespace selvox::learn::methods
