#include <algorithm>

#include "core/learn/architectures/layer_scope.h"
#include "core/learn/methods/condition.h"
#include "core/learn/methods/diffusion_process.h"
#include "core/learn/methods/latents.h"
#include "tests/learn/learning.h"
#include "tests/learn/restoration_support.h"
#include "tests/learn/state_support.h"
#include "tests/learn/trajectory.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

TEST(Diffusion, SchedulesAreTheReferences) {
  const auto cosine = alphaBar(NoiseSchedule::Cosine, 1000), linear = alphaBar(NoiseSchedule::Linear, 1000);
  EXPECT_NEAR(cosine[0], .999958715775178, 1e-12);
  EXPECT_NEAR(cosine[499], .4938435904406373, 1e-12);
  EXPECT_NEAR(cosine[999], 2.4287669e-9, 1e-15);
  EXPECT_NEAR(linear[0], .9999, 1e-12);
  EXPECT_NEAR(linear[499], .07858724288177824, 1e-12);
  EXPECT_NEAR(linear[999], 4.035829765e-5, 1e-13);
  EXPECT_LT(alphaBar(NoiseSchedule::Linear, 50).back(), 1e-3) << "fewer steps reach as much noise";
}

TEST(Diffusion, NoisyPatchAndVelocityAreTheReferences) {
  const at::Tensor k = at::arange(32, at::kDouble).view({4, 8});
  const at::Tensor image = (0.1 * k * k + 0.3 * k + 1.0).sin(), noise = (0.05 * k * k + 0.3 * k).cos();
  const at::Tensor kept = at::full({1, 1}, alphaBar(NoiseSchedule::Cosine, 1000)[499], at::kDouble);
  const at::Tensor x = diffuse(image, noise, kept), v = velocity(image, noise, kept);
  const double xs[] = {1.30278207, 1.36082862, 1.13466942}, vs[] = {.1040783, -.04096012, -.15731294};
  for (int i = 0; i < 3; ++i) {
    EXPECT_NEAR(x[0][i].item<double>(), xs[i], 1e-8);
    EXPECT_NEAR(v[0][i].item<double>(), vs[i], 1e-8);
  }
  const double share = kept.item<double>();
  EXPECT_TRUE(at::allclose(cleaned(x, noise, share, DiffusionTarget::Noise), image));
  EXPECT_TRUE(at::allclose(cleaned(x, v, share, DiffusionTarget::Velocity), image));
}

TEST(Diffusion, TheWayBackFindsThePatchWhenEveryAnswerIsRight) {
  const at::Tensor image = (at::arange(64, at::kDouble) * 0.3).sin().view({1, 1, 8, 8});
  for (const DiffusionTarget target : {DiffusionTarget::Noise, DiffusionTarget::Velocity}) {
    Sampling options{alphaBar(NoiseSchedule::Linear, 1000), 20, target, -1, 1};
    const auto oracle = [&](const at::Tensor& x, std::int64_t t) {
      const at::Tensor kept = at::full({1, 1, 1, 1}, options.kept[static_cast<std::size_t>(t)], at::kDouble);
      const at::Tensor noise = (x - kept.sqrt() * image) / (1 - kept).sqrt();
      return target == DiffusionTarget::Noise ? noise : velocity(image, noise, kept);
    };
    const at::Tensor start = drawNoise(image, 1, 0, 2);
    EXPECT_TRUE(at::allclose(sampleDdim(start, options, oracle), image, 1e-6, 1e-8));
    // One wrong answer on the way does not stay: the oracle's later ones lead back.
    options.count = 1;
    EXPECT_TRUE(at::allclose(sampleDdim(start, options, oracle), image, 1e-6, 1e-8));
  }
}

TEST(Diffusion, EstimatesStayWithinThePatchsRange) {
  const Sampling options{alphaBar(NoiseSchedule::Linear, 1000), 5, DiffusionTarget::Noise, -1, 2};
  const at::Tensor start = drawNoise(at::zeros({1, 1, 8, 8}, at::kDouble), 1, 0, 2);
  const at::Tensor made = sampleDdim(start, options, [](const at::Tensor& x, std::int64_t) {
    return at::zeros_like(x);  // "there is no noise": the patch would be a hundred times too bright
  });
  EXPECT_EQ(made.max().item<double>(), 2);
  EXPECT_EQ(made.min().item<double>(), -1);
}

// With a wrong answer, so that the estimate is not the patch: what the first step hands on, by hand.
TEST(Diffusion, AStepBackCarriesOnTheNoiseThatItsEstimateLeaves) {
  const Sampling options{{0.9, 0.25}, 2, DiffusionTarget::Noise, -10, 10};
  const at::Tensor start = at::tensor({1.0, -2.0}, at::kDouble).view({1, 1, 1, 2});
  std::vector<at::Tensor> seen;
  static_cast<void>(sampleDdim(start, options, [&](const at::Tensor& x, std::int64_t) {
    seen.push_back(x);
    return 0 * x + 0.4;
  }));
  ASSERT_EQ(seen.size(), 2u);
  EXPECT_TRUE(at::equal(seen[0], start));
  const at::Tensor image = (start - std::sqrt(0.75) * 0.4) / 0.5;  // and 0.4 is the noise that it leaves
  EXPECT_TRUE(at::allclose(seen[1], std::sqrt(0.9) * image + std::sqrt(0.1) * 0.4));
}

TEST(Diffusion, NoiseIsUnitNormalAndPure) {
  const at::Tensor like = at::zeros({2, 1, 64, 64});
  const at::Tensor a = drawNoise(like, 1, 5, 1);
  EXPECT_NEAR(a.mean().item<double>(), 0, 0.04);
  EXPECT_NEAR(a.std().item<double>(), 1, 0.03);
  EXPECT_TRUE(at::equal(a, drawNoise(like, 1, 5, 1)));
  EXPECT_TRUE(at::equal(a.narrow(0, 1, 1), drawNoise(like, 1, 5, 1).narrow(0, 1, 1)));
  for (const at::Tensor& other : {drawNoise(like, 2, 5, 1), drawNoise(like, 1, 6, 1), drawNoise(like, 1, 5, 2)}) {
    EXPECT_LT((a * other).mean().abs().item<double>(), 0.05);
  }
  EXPECT_LT((a[0] * a[1]).mean().abs().item<double>(), 0.05);
}

TEST(Diffusion, TheLossIsTheErrorOfTheToldNetwork) {
  for (const char* target : {"noise", "velocity"}) {
    const MethodConfig config = tinyConfig(2);
    const auto method = buildMethod("diffusion", config, {{"target", target}, {"time_dropout", 0.0}});
    method->train(true);
    const Batch batch = waves(config, 4, 3, 10);
    const Tensors made = method->views(batch);
    EXPECT_TRUE(at::equal(named(made, "time"), named(method->views(batch), "time")));
    const std::vector<double> kept = alphaBar(NoiseSchedule::Cosine, 1000);
    for (int i = 0; i < 4; ++i) {  // the input by hand
      const double a = kept[static_cast<std::size_t>(named(made, "time")[i].item<std::int64_t>())];
      const at::Tensor image = named(made, "original")[i], noise = named(made, "noise")[i];
      const at::Tensor input = std::sqrt(a) * image + std::sqrt(1 - a) * noise;
      EXPECT_LT((named(made, "input")[i] - input).abs().max().item<double>(), 1e-5);
      const at::Tensor wanted =
          target == std::string("noise") ? noise : std::sqrt(a) * noise - std::sqrt(1 - a) * image;
      EXPECT_LT((named(made, "target")[i] - wanted).abs().max().item<double>(), 1e-5);
    }
    // The time's layer is silent at first, so the bare network gives the same.
    const at::Tensor answer = method->network()->forward(named(made, "input")).front();
    EXPECT_NEAR(method->step(batch).loss.item<double>(),
                (answer - named(made, "target")).square().mean().item<double>(), 1e-6);
  }
}

TEST(Diffusion, TheTimeIsHeardUnlessWithheldAndNeverByWhatTransfers) {
  const MethodConfig config = tinyConfig(2);
  const Batch batch = waves(config, 4, 0, 10);
  for (const double withheld : {0.0, 1.0}) {
    const auto method = buildMethod("diffusion", config, {{"time_dropout", withheld}});
    method->train(true);
    const at::Tensor bare = method->network()->forward(batch.images).front();
    const double before = method->step(batch).loss.item<double>();
    {
      const c10::AutoGradMode noGradients(false);
      for (const auto& item : method->trainable()->named_parameters()) {
        if (item.key().starts_with("time.out.")) item.value().fill_(0.3);
      }
    }
    const double after = method->step(batch).loss.item<double>();
    if (withheld == 0.0) {
      EXPECT_GT(std::abs(after - before), 1e-4);
    } else {
      EXPECT_EQ(after, before);
    }
    EXPECT_TRUE(at::equal(bare, method->network()->forward(batch.images).front()));
  }
}

TEST(Diffusion, TimesAreOfTheWholeRangeAndToldInThousandths) {
  const MethodConfig config = tinyConfig(2, 8);
  const auto method = buildMethod("diffusion", config, {{"times", 50}, {"time_dropout", 0.0}, {"time_width", 8}});
  std::int64_t least = 50, most = 0;
  for (int step = 0; step < 40; ++step) {
    const at::Tensor time = named(method->views(waves(config, 4, step, 40)), "time");
    least = std::min(least, time.min().item<std::int64_t>()), most = std::max(most, time.max().item<std::int64_t>());
  }
  EXPECT_LT(least, 5);
  EXPECT_GT(most, 44);
  EXPECT_LT(most, 50);
  {
    const c10::AutoGradMode noGradients(false);
    double salt = 0;
    for (const auto& item : method->trainable()->named_parameters()) {
      const at::Tensor p = item.value();
      if (item.key().starts_with("time."))
        at::Tensor(p).copy_((at::arange(p.numel(), at::kFloat) + ++salt).sin().view_as(p));
    }
  }
  const Batch batch = waves(config, 4, 0, 40);
  const Tensors made = method->views(batch);
  const auto told = std::dynamic_pointer_cast<Condition>(method->trainable()->named_children()["time"]);
  const at::Tensor time = named(made, "time").to(at::kFloat) * 20;  // of 1000, whatever the number of times
  const architectures::NormBias scope(normsOf(*method->network()),
                                      told->forward(timeVector(time, 64), at::ones({4, 1})));
  const at::Tensor answer = method->network()->forward(named(made, "input")).front();
  EXPECT_NEAR(method->step(batch).loss.item<double>(), (answer - named(made, "target")).square().mean().item<double>(),
              1e-5);
}

TEST(Diffusion, ABiasStandsBehindItsNormForAsLongAsItsObject) {
  const MethodConfig config = tinyConfig(3);
  const auto network = *architectures::buildDense("unet", config.network, 1);
  const auto norms = normsOf(*network);
  ASSERT_EQ(norms.size(), 6u);  // 2 stages and one of the decoder, two convolutions each
  architectures::Norm& norm = *norms.front();
  const at::Tensor x = waves(config, 2, 0, 10).images.expand({-1, 4, -1, -1, -1}).contiguous();
  const at::Tensor plain = norm.forward(x), bias = at::arange(8, at::kFloat).view({2, 4});
  {
    const architectures::NormBias outer({&norm}, {bias});
    EXPECT_TRUE(at::allclose(norm.forward(x), plain + bias.view({2, 4, 1, 1, 1})));
    {
      const architectures::NormBias inner({norms[1]}, {bias});
      EXPECT_TRUE(at::equal(norm.forward(x), plain));
    }
    EXPECT_FALSE(at::equal(norm.forward(x), plain));
  }
  EXPECT_TRUE(at::equal(norm.forward(x), plain));
}

TEST(Diffusion, GradientIsThatOfTheLoss) {
  const MethodConfig config = tinyConfig(2, 8);
  const auto method = buildMethod("diffusion", config, {{"time_width", 8}});
  method->trainable()->to(at::kDouble);
  method->train(true);
  const Batch batch = waves(config, 2, 0, 10);
  for (const char* name : {"encoder.stages.1.convs.0.conv.weight", "time.out.2.weight"}) {
    at::Tensor weight = method->trainable()->named_parameters()[name];
    weight.mutable_grad().reset();
    method->step(batch).loss.backward();
    const double exact = weight.grad().flatten()[5].item<double>(), h = 1e-6;
    const c10::AutoGradMode noGradients(false);
    const auto moved = [&](double by) {
      weight.flatten()[5] += by;
      const double loss = method->step(batch).loss.item<double>();
      weight.flatten()[5] -= by;
      return loss;
    };
    EXPECT_NEAR((moved(h) - moved(-h)) / (2 * h), exact, 1e-7) << name;
    EXPECT_NE(exact, 0.0) << name;
  }
}

TEST(Diffusion, TheAverageFollowsAsItsMemorySays) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("diffusion", config, {{"ema", 0.5}});
  const std::string name = "encoder.stages.0.convs.0.conv.weight";
  const at::Tensor weight = method->trainable()->named_parameters()[name];
  const at::Tensor average = named(method->state(), "ema.network." + name);
  at::Tensor expected = average.clone();
  EXPECT_TRUE(at::equal(average, weight));
  for (int k = 0; k < 12; ++k) {
    {
      const c10::AutoGradMode noGradients(false);
      weight.add_(0.1);
    }
    method->afterOptimizerStep(k + 1, 20);
    const double tau = std::min(0.5, (1.0 + k) / (10.0 + k));  // reaches 0.5 at k = 8
    expected = tau * expected + (1 - tau) * weight.detach();
    EXPECT_TRUE(at::allclose(average, expected, 1e-5, 1e-6)) << k;
  }
  EXPECT_FALSE(average.requires_grad());
}

// The average takes the running statistics as they are; samples are drawn by it, whatever the weights have become.
TEST(Diffusion, TheAverageHasTheNetworksStatisticsAndDrawsTheSamples) {
  MethodConfig config = tinyConfig(2);
  config.arch = "unet-classic";
  const auto method = buildMethod("diffusion", config, {{"sample_steps", 3}});
  method->train(true);
  const Batch batch = waves(config, 2, 0, 10);
  trainStep(*method, batch, 0.05);
  std::int64_t compared = 0;
  for (const auto& item : method->network()->named_buffers()) {
    EXPECT_TRUE(at::equal(stateOf(*method, "ema.network." + item.key()), item.value())) << item.key();
    compared += item.value().is_floating_point() ? 1 : 0;
  }
  EXPECT_GT(compared, 0);
  const at::Tensor drawn = method->preview(batch).back().tensor;
  {
    const c10::AutoGradMode noGradients(false);
    for (at::Tensor& p : method->trainable()->parameters()) p.mul_(-3);
  }
  EXPECT_TRUE(at::equal(drawn, method->preview(batch).back().tensor));
}

TEST(Diffusion, StateComesBackBitForBit) {
  const MethodConfig config = tinyConfig(2, 8);
  const auto one = buildMethod("diffusion", config), two = buildMethod("diffusion", config);
  const auto run = [&](Method& method, int from, int to) {
    double last = 0;
    for (int step = from; step < to; ++step) last = trainStep(method, waves(config, 2, step, 10), 0.05);
    return last;
  };
  run(*one, 0, 3);
  std::map<std::string, at::Tensor> saved;
  for (const auto& [name, tensor] : one->state()) saved.emplace(name, tensor.clone());
  {
    const c10::AutoGradMode noGradients(false);
    const auto weights = one->trainable()->named_parameters();
    for (auto& item : two->trainable()->named_parameters()) item.value().copy_(weights[item.key()]);
  }
  ASSERT_TRUE(two->loadState(saved).has_value());
  EXPECT_EQ(run(*one, 3, 6), run(*two, 3, 6));
  const Tensors other = two->state();
  for (const auto& [name, tensor] : one->state()) EXPECT_TRUE(at::equal(tensor, named(other, name))) << name;
}

TEST(Diffusion, DrawsASampleOnceItHasLearnedSomething) {
  const MethodConfig config = tinyConfig(3, 8);
  const auto method = buildMethod("diffusion", config, {{"sample_steps", 3}});
  method->train(true);
  const Batch batch = waves(config, 2, 0, 10);
  EXPECT_EQ(method->preview(batch).size(), 2u);
  trainStep(*method, batch, 0.05);
  const auto previews = method->preview(batch);
  ASSERT_EQ(previews.size(), 4u);
  EXPECT_EQ(previews[3].name, "prediction");
  EXPECT_EQ(previews[3].tensor.sizes(), batch.images[0].sizes());
  EXPECT_TRUE(previews[3].tensor.isfinite().all().item<bool>());
  EXPECT_TRUE(at::equal(previews[3].tensor, method->preview(batch)[3].tensor));
  EXPECT_TRUE(method->network()->is_training());
}

base::Json onCodes(const char* of = "vae") {
  return {{"space", "latent"}, {"autoencoder", of}, {"code", 2}, {"latent_width", 4}, {"time_width", 8}};
}

// The code by hand: the encoder's coarsest level through the linear map, of a VAE the first half (the means).
TEST(Diffusion, LatentsAreTheCodesWithMean0AndSpread1OfTheFirstBatch) {
  for (const int dim : {2, 3}) {
    for (const char* of : {"vae", "autoencoder"}) {
      const MethodConfig config = tinyConfig(dim, 16);
      const auto method = buildMethod("diffusion", config, onCodes(of));
      method->train(true);
      const auto weights = method->trainable()->named_parameters();
      const std::string code = of == std::string("vae") ? "code" : "code1";
      const at::Tensor map = weights[code + ".squeeze.weight"].narrow(0, 0, 2).flatten(1),
                       add = weights[code + ".squeeze.bias"].narrow(0, 0, 2);
      EXPECT_EQ(weights[code + ".squeeze.weight"].size(0), of == std::string("vae") ? 4 : 2);
      const Batch first = waves(config, 4, 0, 10), second = waves(config, 4, 1, 10);
      const at::Tensor made = named(method->views(first), "original");
      std::vector<std::int64_t> expected{4, 2};
      for (int a = 0; a < dim; ++a) expected.push_back(8);
      EXPECT_EQ(made.sizes(), at::IntArrayRef(expected));
      EXPECT_LT(made.transpose(0, 1).flatten(1).mean(1).abs().max().item<double>(), 1e-5);
      EXPECT_LT((made.transpose(0, 1).flatten(1).std(1, false) - 1).abs().max().item<double>(), 1e-4);
      // Mirrors move positions about, not a channel's mean and spread.
      const at::Tensor level = method->network()->features(first.images).back();
      const at::Tensor codes = at::matmul(map, level.transpose(0, 1).flatten(1)) + add.unsqueeze(1);
      trainStep(*method, first, 0.01);
      const at::Tensor scale = stateOf(*method, "latent.scale").clone();
      EXPECT_LT((scale[0] - codes.mean(1)).abs().max().item<double>(), 0.05);
      EXPECT_LT((scale[1] / codes.std(1, false) - 1).abs().max().item<double>(), 0.1);
      const at::Tensor later = named(method->views(second), "original").transpose(0, 1).flatten(1);
      EXPECT_GT((later.std(1, false) - 1).abs().max().item<double>(), 1e-4) << "the scale of the first batch stays";
      trainStep(*method, second, 0.01);
      EXPECT_TRUE(at::equal(scale, stateOf(*method, "latent.scale")));
    }
  }
}

TEST(Diffusion, TheAutoencoderIsTheParentsAndStaysAsItIs) {
  const MethodConfig config = tinyConfig(2, 16);
  const auto method = buildMethod("diffusion", config, onCodes());
  EXPECT_EQ(method->inherited(), (std::vector<std::string>{"encoder.", "decoder.", "code."}));
  EXPECT_TRUE(buildMethod("diffusion", config)->inherited().empty());
  method->train(true);
  EXPECT_FALSE(method->network()->is_training());
  method->step(waves(config, 4, 0, 10)).loss.backward();
  std::int64_t trained = 0;
  for (const auto& item : method->trainable()->named_parameters()) {
    const bool own = item.key().starts_with("denoiser.") || item.key().starts_with("time.");
    EXPECT_EQ(item.value().grad().defined(), own) << item.key();
    EXPECT_EQ(method->rule(item.key()).lrScale, own ? 1.0 : 0.0) << item.key();
    trained += own ? 1 : 0;
  }
  EXPECT_GT(trained, 10);
  expectMethodGradient(*method, waves(config, 2, 1, 10));
  expectStateContinues("diffusion", onCodes(), 4, 3);
}

TEST(Diffusion, ACodeComesBackAsAPatchOfItsSize) {
  MethodConfig config = tinyConfig(2, 16);
  config.patch = {13, 22};
  config.settings = *spec::resolve((*find("diffusion"))->schema, onCodes());
  const auto latents = latentsOf(config, "diffusion");
  ASSERT_TRUE(latents.has_value());
  const at::Tensor patch = waves(config, 2, 0, 10).images;
  const auto made = latents->encode(patch);
  EXPECT_EQ(made.latent.sizes(), at::IntArrayRef({2, 2, 7, 11}));
  EXPECT_EQ(latents->decode(made.latent, made.levels, patch).sizes(), patch.sizes());
  EXPECT_FALSE(at::equal(latents->decode(made.latent + 1, made.levels, patch),
                         latents->decode(made.latent, made.levels, patch)));
  const auto method = buildMethod("diffusion", config, onCodes());
  method->train(true);
  const Batch batch = waves(config, 2, 0, 10);
  const auto atOnce = method->preview(batch);
  trainStep(*method, batch, 0.01);
  const auto previews = method->preview(batch);
  ASSERT_EQ(previews.size(), 5u);
  for (const Preview& p : previews) EXPECT_EQ(p.tensor.sizes(), batch.images[0].sizes()) << p.name;
  EXPECT_EQ(previews[2].name, "decoded");
  EXPECT_TRUE(at::allclose(previews[2].tensor, atOnce[2].tensor, 1e-4, 1e-5)) << "whatever the scale is";
}

TEST(Diffusion, LatentsRefuseWhatTheyCannotDo) {
  MethodConfig config = tinyConfig(2, 2);
  const auto info = find("diffusion");
  config.settings = *spec::resolve((*info)->schema, {{"space", "latent"}});
  auto refused = (*info)->build(config);
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(refused.error().message.find("train.patch"), std::string::npos);
  config = tinyConfig(2, 16);
  config.network.settings["skips"] = false;
  const auto both = find("diffusion+mae");
  config.settings = *spec::resolve((*both)->schema, {{"diffusion.space", "latent"}, {"mae.block", 4}});
  refused = (*both)->build(config);
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(refused.error().message.find("combined"), std::string::npos);
}

TEST(Diffusion, TrajectoryIsTheCommittedOne) {
  const base::Json small{{"time_width", 8}};
  expectTrajectory({.method = "diffusion", .dim = 2, .settings = small, .rate = 0.05});
  expectTrajectory({.method = "diffusion", .dim = 3, .settings = small, .rate = 0.05});
}

// Answering 0 costs 1. Thresholds chosen before.
TEST(Learning, DiffusionTellsMostOfTheNoise) {
  MethodConfig config = tinyConfig(2, 24);
  config.network.settings = {{"stages", 3}, {"base", 8}};
  const auto method = buildMethod("diffusion", config);
  EXPECT_EQ(method->chance(), 1.0);
  const Learned learned = learn(*method, config, 16, 200, 2e-3);
  EXPECT_LT(learned.last, 0.5);
  EXPECT_GT(learned.metric("diffusion/explained"), 0.5);
}

}  // namespace
}  // namespace selvox::learn::methods
