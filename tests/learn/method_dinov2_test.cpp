#include "core/learn/architectures/token_encoder.h"
#include "core/learn/methods/self_distillation.h"
#include "core/learn/methods/teacher.h"
#include "tests/learn/learning.h"
#include "tests/learn/trajectory.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

const base::Json kSmallDinov2{{"hidden", 16},     {"bottleneck", 8}, {"prototypes", 12},
                              {"local_crops", 2}, {"local_size", 8}, {"mask_probability", 0.7}};

// The three terms from the views that the step shows, written out.
TEST(Dinov2, TheStepIsTheSumOfItsThreeLosses) {
  const MethodConfig config = tinyVit(2, 16, 4, 2);
  const auto method = buildMethod("dinov2", config, kSmallDinov2);
  method->train(true);
  const Batch batch = waves(config, 4, 3, 10);
  const Tensors views = method->views(batch);
  const auto encoder = architectures::tokenEncoder(*method->network());
  const auto head = std::dynamic_pointer_cast<DistillHead>(method->trainable()->named_children()["head"]);
  const at::Tensor token = method->trainable()->named_parameters()["mask_token.weight"];
  const double ts = 0.1, tt = 0.07;  // step 3 of 10 ends the warm-up
  // Class tokens and hidden tokens are centred each by their own.
  const at::Tensor centre = named(method->state(), "centre"), tokens = named(method->state(), "token_centre");
  at::Tensor(centre).copy_(0.02 * at::arange(12, at::kFloat));
  at::Tensor(tokens).copy_(0.3 - 0.03 * at::arange(12, at::kFloat));
  const auto crossEntropy = [&](const at::Tensor& t, const at::Tensor& s, const at::Tensor& c) {
    return -(((t - c) / tt).softmax(-1) * (s / ts).log_softmax(-1)).sum(-1);
  };
  std::vector<at::Tensor> student, teacher;
  at::Tensor ibot = at::zeros({}), koleo = at::zeros({});
  for (const char* i : {"1", "2"}) {
    const at::Tensor x = named(views, std::string("view") + i), hidden = named(views, std::string("hidden") + i);
    const auto seen = encoder->encode(x, hidden, token), whole = encoder->encode(x);
    student.push_back(head->forward(seen.summary));
    teacher.push_back(head->forward(whole.summary));
    const at::Tensor z = seen.summary / seen.summary.norm(2, {1}, true);
    for (int n = 0; n < 4; ++n) {
      const double masked = hidden[n].sum().item<double>();
      const at::Tensor each = crossEntropy(head->forward(whole.patches[n]), head->forward(seen.patches[n]), tokens);
      if (masked > 0) ibot = ibot + (each * hidden[n]).sum() / masked / 8;
      double best = -2, distance = 0;
      for (int m = 0; m < 4; ++m) {
        const double likeness = (z[n] * z[m]).sum().item<double>();
        if (m == n || likeness <= best) continue;
        best = likeness, distance = (z[n] - z[m]).norm().item<double>();
      }
      koleo = koleo - std::log(distance + 1e-8) / 4;
    }
  }
  for (const char* i : {"1", "2"})
    student.push_back(head->forward(encoder->encode(named(views, std::string("local") + i)).summary));
  at::Tensor dino = at::zeros({});
  for (std::size_t i = 0; i < 2; ++i) {
    for (std::size_t v = 0; v < 4; ++v) {
      if (v != i) dino = dino + crossEntropy(teacher[i], student[v], centre).mean() / 6;
    }
  }
  const StepOutput out = method->step(batch);
  EXPECT_NEAR(metricOf(out, "loss/dino"), dino.item<double>(), 1e-5);
  EXPECT_NEAR(metricOf(out, "loss/ibot"), ibot.item<double>(), 1e-5);
  EXPECT_NEAR(metricOf(out, "loss/koleo"), koleo.item<double>(), 1e-4);
  EXPECT_NEAR(out.loss.item<double>(), (dino + ibot + 0.1 * koleo).item<double>(), 1e-4);
}

TEST(Dinov2, HiddenTokensAreHiddenFromTheStudentAlone) {
  const MethodConfig config = tinyVit(2, 16, 4, 2);
  const auto method = buildMethod("dinov2", config, kSmallDinov2);
  const Batch batch = waves(config, 4, 3, 10);
  const Tensors views = method->views(batch);
  const auto encoder = architectures::tokenEncoder(*method->network());
  const at::Tensor x = named(views, "view1"), mask = named(views, "mask1"), hidden = named(views, "hidden1");
  ASSERT_GT(hidden.sum().item<double>(), 0);
  const at::Tensor token = method->trainable()->named_parameters()["mask_token.weight"];
  const at::Tensor spoilt = x + 100 * mask;
  EXPECT_TRUE(at::equal(encoder->encode(x, hidden, token).patches, encoder->encode(spoilt, hidden, token).patches));
  EXPECT_FALSE(at::equal(encoder->encode(x).patches, encoder->encode(spoilt).patches));
}

TEST(Dinov2, BothCentresAreKept) {
  const MethodConfig config = tinyVit(3, 8, 4, 2);
  const auto method = buildMethod("dinov2", config, kSmallDinov2);
  method->train(true);
  static_cast<void>(trainStep(*method, waves(config, 4, 0, 10), 0.1));
  std::map<std::string, at::Tensor> saved;
  for (const auto& [name, tensor] : method->state()) saved[name] = tensor.clone();
  for (const char* name : {"centre", "token_centre"}) {
    ASSERT_TRUE(saved.count(name)) << name;
    EXPECT_GT(saved[name].abs().sum().item<double>(), 0.0) << name;
  }
  EXPECT_FALSE(at::equal(saved["centre"], saved["token_centre"]));
  const auto other = buildMethod("dinov2", config, kSmallDinov2);
  other->train(true);
  {
    const c10::AutoGradMode noGradients(false);
    const auto from = method->trainable()->named_parameters();
    for (auto& item : other->trainable()->named_parameters()) item.value().copy_(from[item.key()]);
  }
  ASSERT_TRUE(other->loadState(saved).has_value());
  const Batch next = waves(config, 4, 1, 10);
  EXPECT_EQ(method->step(next).loss.item<double>(), other->step(next).loss.item<double>());
}

TEST(Dinov2, ABatchWithoutMasksStillWorks) {
  const MethodConfig config = tinyVit(2, 16, 4, 2);
  base::Json settings = kSmallDinov2;
  settings["mask_probability"] = 0.0;
  const auto method = buildMethod("dinov2", config, settings);
  method->train(true);
  const StepOutput out = method->step(waves(config, 3, 0, 10));
  EXPECT_EQ(metricOf(out, "loss/ibot"), 0.0);
  EXPECT_TRUE(std::isfinite(out.loss.item<double>()));
  out.loss.backward();
  method->afterOptimizerStep(0, 10);
  EXPECT_EQ(named(method->state(), "token_centre").abs().sum().item<double>(), 0.0);
}

TEST(Dinov2, LaterBlocksLearnFaster) {
  const auto method = buildMethod("dinov2", tinyVit(2, 16, 4, 2), kSmallDinov2);  // two blocks, .9
  EXPECT_NEAR(method->rule("encoder.pos_embed").lrScale, 0.729, 1e-12);
  EXPECT_NEAR(method->rule("encoder.patch_embed.proj.weight").lrScale, 0.2 * 0.729, 1e-12);
  EXPECT_NEAR(method->rule("encoder.blocks.0.mlp.fc1.weight").lrScale, 0.81, 1e-12);
  EXPECT_NEAR(method->rule("encoder.blocks.1.mlp.fc1.weight").lrScale, 0.9, 1e-12);
  EXPECT_EQ(method->rule("encoder.norm.weight").lrScale, 1.0);
  EXPECT_EQ(method->rule("head.first.weight").lrScale, 1.0);
  EXPECT_FALSE(method->rule("encoder.cls_token").decay);
}

TEST(Dinov2, TheTeacherSkipsNoBlocks) {
  MethodConfig config = tinyVit(2, 16, 4, 2);
  config.network.settings["drop_path"] = 0.5;
  EXPECT_EQ(teacherNetwork(config).settings["drop_path"], 0.0);
  EXPECT_EQ(teacherNetwork(config).settings["depth"], 2);
  EXPECT_FALSE(teacherNetwork(tinyConfig(2, 16)).settings.contains("drop_path"));  // networks without it
}

TEST(Dinov2, SaysWhatItNeeds) {
  MethodConfig config = tinyConfig(2);
  const auto info = *find("dinov2");
  config.settings = *spec::resolve(info->schema, base::Json::object());
  config.batch = 4;
  const auto refused = info->build(config);
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(refused.error().message.find("vit-s"), std::string::npos);
  EXPECT_NE(refused.error().message.find("unet"), std::string::npos);
  config = tinyVit(2, 16, 4, 2);
  config.settings = *spec::resolve(info->schema, base::Json::object());
  config.batch = 1;
  EXPECT_NE(info->build(config).error().message.find("train.batch"), std::string::npos);
}

TEST(Dinov2, PreviewShowsWhatTheStudentSees) {
  const MethodConfig config = tinyVit(2, 16, 4, 2);
  const auto method = buildMethod("dinov2", config, kSmallDinov2);
  const auto previews = method->preview(waves(config, 4, 0, 10));
  ASSERT_EQ(previews.size(), 5u);
  EXPECT_EQ(previews[1].name, "masked");
  EXPECT_EQ(previews.back().name, "answer");
}

TEST(Dinov2, Trajectory) {
  for (const int dim : {2, 3}) {
    expectTrajectory({.method = "dinov2",
                      .dim = dim,
                      .settings = kSmallDinov2,
                      .rate = 0.05,
                      .arch = tinyVit(dim, dim == 2 ? 16 : 8, 4, 2).network.settings,
                      .archId = "vit-s"},
                     false);
  }
}

TEST(SlowLearning, Dinov2MakesFeaturesThatAProbeReadsBetterThanRandomOnes) {
  MethodConfig config = tinyVit(2, 24, 4, 2);
  config.network.settings.update({{"dim", 48}, {"depth", 3}, {"heads", 4}});
  config.batch = 16;
  const base::Json settings{{"hidden", 64}, {"bottleneck", 32}, {"prototypes", 64}, {"tau", 0.97}, {"local_crops", 2}};
  const Gain result = gain("dinov2", config, settings, 16, 400);
  EXPECT_GT(result.after, result.before + 0.05) << result.before << " -> " << result.after;
  EXPECT_LT(result.learned.metric("teacher/max_share"), 0.9) << "one prototype for all";
}

}  // namespace
}  // namespace selvox::learn::methods
