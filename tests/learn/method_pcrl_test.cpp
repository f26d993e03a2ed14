#include <set>

#include "core/learn/methods/plain_decoder.h"
#include "tests/learn/joint_support.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

const base::Json kSmallPcrl{{"hidden", 12}, {"out", 6}};

at::Tensor cosines(const at::Tensor& a, const at::Tensor& b) {
  return ((a * b).sum(1) / (a.norm(2, {1}) * b.norm(2, {1}))).mean();
}

// Every term from the method's own parts, added up by hand.
TEST(PcrlMethod, LossIsTheSumOfItsTerms) {
  MethodConfig config = tinyConfig(2);
  config.network.settings = {{"stages", 3}, {"base", 4}};
  base::Json settings = kSmallPcrl;
  settings["head_norm"] = "layer";
  const auto method = buildMethod("pcrl", config, settings);
  toDouble(*method);
  method->train(true);
  const std::int64_t n = 3;
  const Batch batch = waves(config, n, 5, 20);
  const StepOutput out = method->step(batch);
  const Tensors views = method->views(batch);
  const auto decoder = headOf<PlainDecoder>(*method, "restorer");
  const auto scale = static_cast<std::size_t>(metricOf(out, "pcrl/scale"));
  const auto projector = headOf<Mlp>(*method, "projector" + std::to_string(scale));
  const auto predictor = headOf<Mlp>(*method, "predictor" + std::to_string(scale));
  const auto decoded = [&](const std::string& name) {
    const at::Tensor x = named(views, name);
    return decoder->forward(method->network()->features(x), x);
  };
  std::vector<at::Tensor> z;
  double restoration = 0;
  for (const char* name : {"input1", "input2", "local1", "local2"}) {
    const auto output = decoded(name);
    z.push_back(projector->forward(output.scales[scale].flatten(2).mean(2)));
    if (name[0] == 'i') {
      const at::Tensor target = named(views, std::string("target") + name[5]);
      restoration += (output.restored - target).square().mean().item<double>() / 2;
    }
  }
  const auto distance = [&](std::size_t i, std::size_t j) {
    return -(cosines(predictor->forward(z[i]), z[j]) + cosines(predictor->forward(z[j]), z[i])).item<double>() / 2;
  };
  const double local = (distance(0, 2) + distance(0, 3) + distance(1, 2) + distance(1, 3)) / 4;
  EXPECT_NEAR(metricOf(out, "loss/contrast"), distance(0, 1), 1e-9);
  EXPECT_NEAR(metricOf(out, "loss/local"), local, 1e-9);
  EXPECT_NEAR(metricOf(out, "loss/restoration"), restoration, 1e-9);
  double sum = distance(0, 1) + local + restoration;
  for (const auto& [name, value] : out.metrics) {
    const double beta = 0.5 * (1 + std::cos(3.14159265358979323846 * 5 / 20));
    if (name == "loss/middle") sum += beta * value.item<double>();
  }
  EXPECT_NEAR(out.loss.item<double>(), sum, 1e-9);
}

TEST(PcrlMethod, ScalesChangeFromStepToStepAndRepeat) {
  MethodConfig config = tinyConfig(2, 32);
  config.network.settings = {{"stages", 4}, {"base", 2}};
  const auto method = buildMethod("pcrl", config, kSmallPcrl);
  const c10::AutoGradMode noGradients(false);
  method->train(false);
  std::set<double> seen;
  for (int step = 0; step < 24; ++step) {
    const double scale = metricOf(method->step(waves(config, 2, step, 24)), "pcrl/scale");
    EXPECT_EQ(scale, metricOf(method->step(waves(config, 2, step, 24)), "pcrl/scale"));
    seen.insert(scale);
  }
  EXPECT_EQ(seen, (std::set<double>{0, 1, 2}));
}

TEST(PcrlMethod, BetaFallsFromOneToZero) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("pcrl", config, kSmallPcrl);
  const c10::AutoGradMode noGradients(false);
  const double expected[] = {1, 0.8535533905932737, 0.5, 0.1464466094067262, 0};
  for (int i = 0; i <= 4; ++i) {
    EXPECT_NEAR(metricOf(method->step(waves(config, 2, 5 * i, 20)), "pcrl/beta"), expected[i], 1e-6);
  }
}

// Without skips: a change of the input that the coarsest level does not show cannot reach what is restored.
TEST(PcrlMethod, TheDecoderSeesTheCoarsestLevelOnly) {
  const MethodConfig config = tinyConfig(3, 9);
  const auto method = buildMethod("pcrl", config, kSmallPcrl);
  const auto decoder = headOf<PlainDecoder>(*method, "restorer");
  const at::Tensor x = waves(config, 2, 0, 20).images;
  auto levels = method->network()->features(x);
  const auto before = decoder->forward(levels, x);
  for (std::size_t l = 0; l + 1 < levels.size(); ++l) levels[l] = at::zeros_like(levels[l]);
  EXPECT_TRUE(at::equal(decoder->forward(levels, at::zeros_like(x)).restored, before.restored));
  EXPECT_EQ(before.restored.sizes(), x.sizes()) << "an odd side too";
}

TEST(PcrlMethod, LocalViewsAreHalfThePatchSomewhereInIt) {
  const MethodConfig config = tinyConfig(2, 32);
  const auto method = buildMethod("pcrl", config, {{"local_views", 3}, {"hidden", 4}, {"out", 4}});
  Batch batch = waves(config, 2, 3, 20);
  batch.images.copy_(
      (at::arange(32, at::kFloat).view({1, 1, 32, 1}) + 100 * at::arange(32, at::kFloat)).expand({2, 1, 32, 32}));
  const Tensors views = method->views(batch);
  ASSERT_EQ(views.size(), 7u);
  for (std::size_t i = 4; i < 7; ++i) {
    const at::Tensor& local = views[i].second;
    EXPECT_EQ(local.sizes(), (at::IntArrayRef{2, 1, 16, 16}));
    for (int n = 0; n < 2; ++n) {  // no turn and no zoom here: sixteen rows and columns that follow one another
      EXPECT_NEAR(local[n].max().item<double>() - local[n].min().item<double>(), 15 * 101, 1e-2);
    }
    EXPECT_FALSE(at::equal(local[0], local[1]));
  }
  EXPECT_FALSE(at::equal(views[4].second, views[5].second));
}

TEST(PcrlMethod, TrajectoriesAreTheCommittedOnes) {
  for (const int dim : {2, 3}) expectTrajectory({.method = "pcrl", .dim = dim, .settings = kSmallPcrl});
}

TEST(SlowLearning, PcrlRestoresAndMakesBetterFeatures) {
  const Gain g = gain("pcrl", tinyConfig(2, 24), {{"hidden", 64}, {"out", 32}}, 16, 200);
  EXPECT_LT(g.learned.metric("loss/restoration"), 0.5) << "the phantoms' variance is about 1";
  EXPECT_GT(g.after, g.before + 0.05) << g.before << " -> " << g.after;
}

}  // namespace
}  // namespace selvox::learn::methods
