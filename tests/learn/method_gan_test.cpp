#include <algorithm>

#include "core/learn/methods/gan_parts.h"
#include "tests/learn/joint_support.h"
#include "tests/learn/learning.h"
#include "tests/learn/trajectory.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

const base::Json kSmallGan{{"latent", 4}, {"width", 4}};

TEST(Gan, GeneratorAndCriticFitAnyPatch) {
  EXPECT_EQ(halvings({40, 56, 10}),
            (std::vector<std::vector<std::int64_t>>{{40, 56, 10}, {20, 28, 5}, {10, 14, 3}, {5, 7, 3}, {3, 4, 3}}));
  for (const std::vector<std::int64_t>& patch : {std::vector<std::int64_t>{3, 5}, {17, 30}, {5, 9, 14}}) {
    const GanShape shape{patch, 1, 6, 4};
    Generator generator(shape);
    Critic critic(shape);
    const at::Tensor drawn = generator.forward(at::zeros({2, 6}));
    ASSERT_EQ(drawn.dim(), static_cast<std::int64_t>(patch.size()) + 2);
    EXPECT_EQ(drawn.sizes().slice(2), at::IntArrayRef(patch));
    EXPECT_EQ(critic.forward(drawn, at::zeros({2, 6}), {}).sizes(), at::IntArrayRef({2}));
  }
}

// Pixel norm behind every convolution: how large its weights are does not matter.
TEST(Gan, TheGeneratorIsBlindToTheScaleOfItsLayers) {
  Generator generator(GanShape{{9, 14}, 1, 6, 4});
  const c10::AutoGradMode noGradients(false);
  double salt = 0;
  for (at::Tensor& p : generator.parameters()) p.copy_((at::arange(p.numel(), at::kFloat) + ++salt).sin().view_as(p));
  const at::Tensor code = at::arange(12, at::kFloat).cos().view({2, 6}), drawn = generator.forward(code);
  for (auto& item : generator.named_parameters()) {
    if (item.key().starts_with("convs.")) item.value().mul_(3);
  }
  EXPECT_LT((generator.forward(code) - drawn).abs().max().item<double>(), 1e-4);
  EXPECT_GT(drawn.std().item<double>(), 1e-3);
}

TEST(Gan, TheLossIsTheValueFunctionOfBothSides) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("gan", config, {{"latent", 4}, {"width", 4}, {"r1", 0.0}});
  method->train(true);
  const StepOutput out = method->step(waves(config, 4, 0, 10));
  EXPECT_NEAR(out.loss.item<double>(), metricOf(out, "loss/critic") + metricOf(out, "loss/generator"), 1e-5);
  // -log D(real) - log(1 - D(fake)) and -log(1 - D(real)) - log D(fake) of the same logits a, b differ by b - a each.
  EXPECT_NEAR(method->chance(), 4 * std::log(2.0), 1e-12);
  EXPECT_GT(metricOf(out, "gan/d_real"), 0);
  EXPECT_LT(metricOf(out, "gan/d_fake"), 1);
  EXPECT_GE(metricOf(out, "gan/d_accuracy"), 0);
  EXPECT_GT(metricOf(out, "gan/diversity"), 0);
}

// Each side's parameters get the gradient of their own half of the loss, by central differences of that half.
TEST(Gan, EverySideGetsTheGradientOfItsOwnHalf) {
  for (const bool spectral : {false, true}) {
    const MethodConfig config = tinyConfig(2, 8);
    const auto method =
        buildMethod("gan", config, {{"latent", 4}, {"width", 4}, {"r1", 10.0}, {"spectral_norm", spectral}});
    method->trainable()->to(at::kDouble);
    for (const auto& item : method->state()) at::Tensor(item.second).set_data(item.second.to(at::kDouble));
    method->train(true);
    const Batch batch = waves(config, 3, 0, 10);
    method->step(batch).loss.backward();
    const std::vector<std::pair<std::string, std::vector<std::string>>> halves{
        {"critic.convs.0.weight", {"loss/critic", "loss/r1"}},
        {"critic.joint.weight", {"loss/critic", "loss/r1"}},
        {"generator.convs.0.weight", {"loss/generator"}},
        {"code.weight", {"loss/generator"}},
        {"encoder.stages.1.convs.0.conv.weight", {"loss/generator"}}};
    for (const auto& [name, terms] : halves) {
      at::Tensor weight = method->trainable()->named_parameters()[name];
      EXPECT_TRUE(weight.requires_grad()) << name << " is trained again after the step";
      const double exact = weight.grad().flatten()[3].item<double>(), h = 1e-6;
      const auto moved = [&, &own = terms](double by) {
        {
          const c10::AutoGradMode noGradients(false);
          weight.flatten()[3] += by;
        }
        const StepOutput out = method->step(batch);  // with gradients on: the penalty needs them
        double sum = 0;
        for (const std::string& term : own) sum += metricOf(out, term);
        const c10::AutoGradMode noGradients(false);
        weight.flatten()[3] -= by;
        return sum;
      };
      EXPECT_NEAR((moved(h) - moved(-h)) / (2 * h), exact, 1e-6 * std::max(1.0, std::abs(exact))) << name;
      EXPECT_NE(exact, 0.0) << name;
    }
  }
}

// Half of r1 times the mean squared length of the critic's gradient on real patches.
TEST(Gan, ThePenaltyIsTheCriticsSlopeOnRealPatches) {
  const MethodConfig config = tinyConfig(2, 8);
  const auto method = buildMethod("gan", config, {{"latent", 4}, {"width", 4}, {"r1", 8.0}});
  toDouble(*method);
  method->train(true);
  const Batch batch = waves(config, 3, 0, 10);
  const StepOutput out = method->step(batch);
  const at::Tensor patch = named(method->views(batch), "original").clone().set_requires_grad(true);
  const at::Tensor found = headOf<architectures::Linear>(*method, "code")->forward(embed(*method->network(), patch));
  headOf<Critic>(*method, "critic")->forward(patch, found.detach(), {}).sum().backward();
  const double slope = patch.grad().flatten(1).square().sum(1).mean().item<double>();
  EXPECT_GT(slope, 1e-6);
  EXPECT_NEAR(metricOf(out, "loss/r1") / slope, 4.0, 1e-6);
}

TEST(Gan, SpectralNormDividesByTheLargestSingularValue) {
  const GanShape shape{{8, 8}, 1, 6, 4};
  Critic critic(shape);
  const c10::AutoGradMode noGradients(false);
  std::int64_t salt = 0;
  for (at::Tensor& p : critic.parameters()) {
    p.copy_((at::arange(p.numel(), at::kFloat) * 0.37 + static_cast<double>(++salt)).sin().view_as(p));
  }
  std::vector<at::Tensor> u = critic.iterate({});
  for (int i = 0; i < 400; ++i) u = critic.iterate(u);
  ASSERT_EQ(u.size(), critic.layers());
  const at::Tensor patch = at::arange(128, at::kFloat).cos().view({2, 1, 8, 8}), code = at::ones({2, 6}) * 0.3;
  const at::Tensor normed = critic.forward(patch, code, u);
  for (auto& item : critic.named_parameters()) {
    if (!item.key().ends_with("weight")) continue;
    const at::Tensor rows = item.value().flatten(1);
    item.value().div_(std::get<1>(at::linalg_svd(rows, false)).max());
  }
  EXPECT_TRUE(at::allclose(normed, critic.forward(patch, code, {}), 1e-4, 1e-5));
}

TEST(Gan, PowerIterationIsStateAndMovesAfterTheStepAlone) {
  const MethodConfig config = tinyConfig(2, 8);
  const base::Json settings{{"latent", 4}, {"width", 4}, {"spectral_norm", true}};
  const auto one = buildMethod("gan", config, settings), two = buildMethod("gan", config, settings);
  const auto snapshot = [](Method& method) {
    std::map<std::string, at::Tensor> saved;
    for (const auto& [name, tensor] : method.state()) saved.emplace(name, tensor.clone());
    return saved;
  };
  trainStep(*one, waves(config, 4, 0, 10), 0.1);
  const auto before = snapshot(*one);
  EXPECT_FALSE(before.empty());
  one->step(waves(config, 4, 1, 10));
  for (const auto& [name, tensor] : one->state()) EXPECT_TRUE(at::equal(tensor, before.at(name))) << name;
  {
    const c10::AutoGradMode noGradients(false);
    const auto weights = one->trainable()->named_parameters();
    for (auto& item : two->trainable()->named_parameters()) item.value().copy_(weights[item.key()]);
  }
  ASSERT_TRUE(two->loadState(before).has_value());
  for (int step = 1; step < 4; ++step) {
    const Batch batch = waves(config, 4, step, 10);
    EXPECT_EQ(trainStep(*one, batch, 0.1), trainStep(*two, batch, 0.1));
  }
  EXPECT_FALSE(at::equal(named(one->state(), "u.0"), before.at("u.0")));
}

TEST(Gan, CodesAreOfBothSigns) {
  const MethodConfig config = tinyConfig(2, 8);
  const at::Tensor code = named(buildMethod("gan", config)->views(waves(config, 4, 0, 10)), "code");  // 4 x 64
  EXPECT_NEAR(code.mean().item<double>(), 0, 0.15);
  EXPECT_NEAR(code.var().item<double>(), 1.0 / 3, 0.06);
  EXPECT_LE(code.abs().max().item<double>(), 1);
}

// What the alarms read: a critic that takes everything for real is right about half; images that do not depend on the
// code have no diversity, whatever they show.
TEST(Gan, AccuracyCountsBothSidesAndDiversityDiffersFromCodeToCode) {
  const MethodConfig config = tinyConfig(2, 8);
  const auto method = buildMethod("gan", config, {{"latent", 4}, {"width", 4}, {"r1", 0.0}});
  const Batch batch = waves(config, 4, 0, 10);
  EXPECT_GT(metricOf(method->step(batch), "gan/diversity"), 1e-3);
  const c10::AutoGradMode noGradients(false);
  const auto parameters = method->trainable()->named_parameters();
  at::Tensor(parameters["critic.answer.bias"]).fill_(100);
  at::Tensor(parameters["generator.start.weight"]).zero_();
  const at::Tensor bias = parameters["generator.start.bias"];
  at::Tensor(bias).copy_(at::arange(bias.numel(), at::kFloat).sin());
  const StepOutput out = method->step(batch);
  EXPECT_EQ(metricOf(out, "gan/d_accuracy"), 0.5);
  EXPECT_NEAR(metricOf(out, "gan/diversity"), 0, 1e-5);
}

TEST(Gan, WorksWithoutGradientsAndAlone) {
  const MethodConfig config = tinyConfig(3, 8);
  const auto method = buildMethod("gan", config, kSmallGan);
  method->train(false);
  const c10::AutoGradMode noGradients(false);
  const Batch batch = waves(config, 1, 0, 10);
  EXPECT_TRUE(std::isfinite(method->step(batch).loss.item<double>()));
  const Tensors made = method->views(batch), again = method->views(batch);
  EXPECT_TRUE(at::equal(named(made, "code"), named(again, "code")));
  EXPECT_LE(named(made, "code").abs().max().item<double>(), 1.0);
  const auto previews = method->preview(batch);
  ASSERT_EQ(previews.size(), 3u);
  for (const Preview& p : previews) EXPECT_EQ(p.tensor.sizes(), batch.images[0].sizes()) << p.name;
}

TEST(Gan, TrajectoryIsTheCommittedOne) {
  base::Json settings = kSmallGan;
  settings["spectral_norm"] = true;
  expectTrajectory({.method = "gan", .dim = 2, .settings = settings}, false);
  expectTrajectory({.method = "gan", .dim = 3, .settings = kSmallGan}, false);
}

// What is drawn comes to look like what is there, on average, and stays diverse. Thresholds chosen before.
TEST(SlowLearning, GanDrawsPatchesLikeTheRealOnes) {
  MethodConfig config = tinyConfig(2, 16);
  config.network.settings = {{"stages", 3}, {"base", 8}};
  const auto method = buildMethod("gan", config, {{"latent", 16}, {"width", 16}, {"r1", 1.0}});
  const auto likeness = [&] {
    const Tensors made = method->views(phantomBatch(config, {}, 64, 9, 10));
    const at::Tensor real = named(made, "original").mean(0).flatten(),
                     drawn = named(made, "generated").mean(0).flatten();
    return at::cosine_similarity(real - real.mean(), drawn - drawn.mean(), 0).item<double>();
  };
  const double before = likeness();
  const Learned learned = learn(*method, config, 16, 400, 1e-3);
  const double after = likeness();
  EXPECT_GT(after, 0.7) << "from " << before;
  EXPECT_LT(before, 0.5);
  EXPECT_GT(learned.metric("gan/diversity"), 0.05);
}

}  // namespace
}  // namespace selvox::learn::methods
