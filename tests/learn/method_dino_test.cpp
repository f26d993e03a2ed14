#include <algorithm>

#include "core/learn/architectures/token_encoder.h"
#include "core/learn/losses/self_distillation.h"
#include "core/learn/methods/multi_crop.h"
#include "core/learn/methods/self_distillation.h"
#include "tests/learn/learning.h"
#include "tests/learn/state_support.h"
#include "tests/learn/trajectory.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

const base::Json kSmallDino{{"hidden", 16},    {"bottleneck", 8},      {"prototypes", 12},         {"local_crops", 2},
                            {"local_size", 8}, {"teacher_temp", 0.04}, {"teacher_temp_end", 0.04}, {"tau", 0.996}};

// The head by its formula: three linear layers, exact GELU, unit rows against unit prototypes.
TEST(DistillHead, IsWhatThePaperWrites) {
  const auto head = std::make_shared<DistillHead>(6, kSmallDino);
  torch::nn::Module root("Root");
  root.register_module("h", head);
  architectures::initialise(root, 3);
  head->to(at::kDouble);
  const auto w = head->named_parameters();
  const at::Tensor x = (0.3 * at::arange(18, at::kDouble)).sin().view({3, 6});
  const auto gelu = [](const at::Tensor& t) { return 0.5 * t * (1 + (t / std::sqrt(2.0)).erf()); };
  const at::Tensor y = gelu(at::matmul(gelu(at::matmul(x, w["first.weight"].t())), w["second.weight"].t()))
                           .matmul(w["third.weight"].t());
  const at::Tensor p = w["prototypes.weight"];
  const at::Tensor expected = (y / y.norm(2, {1}, true)).matmul((p / p.norm(2, {1}, true)).t());
  EXPECT_LT((head->forward(x) - expected).abs().max().item<double>(), 1e-12);
  const c10::AutoGradMode noGradients(false);
  p.mul_(7);  // the gain is fixed at 1
  EXPECT_LT((head->forward(x) - expected).abs().max().item<double>(), 1e-12);
}

// Batch norm by its formula, over the rows of the pass, in evaluation too; what all rows share is gone.
TEST(DistillHead, TakesAwayWhatAllRowsShare) {
  const auto head = std::make_shared<DistillHead>(6, kSmallDino, architectures::NormKind::Batch);
  const auto plain = std::make_shared<DistillHead>(6, kSmallDino);
  for (const auto& one : {head, plain}) {
    torch::nn::Module root("Root");
    root.register_module("h", one);
    architectures::initialise(root, 3);
    one->to(at::kDouble);
  }
  const at::Tensor x = (0.3 * at::arange(24, at::kDouble)).sin().view({4, 6});
  const at::Tensor centred = x - x.mean(0), normed = centred / (centred.square().mean(0) + 1e-5).sqrt();
  EXPECT_LT((head->forward(x) - plain->forward(normed)).abs().max().item<double>(), 1e-12);
  EXPECT_LT((head->forward(x + 100) - head->forward(x)).abs().max().item<double>(), 1e-9);
  const at::Tensor trained = head->forward(x);
  head->eval();
  EXPECT_TRUE(at::equal(head->forward(x), trained));
  EXPECT_TRUE(head->forward(x.narrow(0, 0, 1)).isfinite().all().item<bool>()) << "a row alone";
  EXPECT_EQ(head->forward(x.narrow(0, 0, 0)).size(0), 0);
}

TEST(DistillHead, NormsByTheBatchWhereItIsLargeEnough) {
  using architectures::NormKind;
  EXPECT_EQ(featureNorm({}, 8), NormKind::Batch);
  EXPECT_EQ(featureNorm({}, 6), NormKind::Layer);
  EXPECT_EQ(featureNorm({{"feature_norm", "none"}}, 8), NormKind::None);
  EXPECT_EQ(featureNorm({{"feature_norm", "layer"}}, 8), NormKind::Layer);
  EXPECT_EQ(featureNorm({{"feature_norm", "batch"}}, 2), NormKind::Batch);
}

// A network without a class token is summed up by the means of all its levels.
TEST(Dino, EveryLevelSpeaks) {
  const MethodConfig config = tinyConfig(3);
  auto network = *architectures::build(config.arch, config.network, 1);
  const at::Tensor x = waves(config, 2, 0, 10).images, summary = summaryOf(*network, x);
  ASSERT_EQ(summary.sizes(), (at::IntArrayRef{2, summaryWidth(*network)}));
  const auto levels = network->features(x);
  EXPECT_TRUE(at::allclose(summary.narrow(1, 0, 4), levels[0].mean({2, 3, 4})));
  EXPECT_TRUE(at::allclose(summary.narrow(1, 4, 8), levels[1].mean({2, 3, 4})));
}

TEST(Dino, TheTeacherOfAShortRunMovesSooner) {
  const base::Json automatic{{"tau", nullptr}};
  EXPECT_NEAR(startMomentum(automatic, 0.996, 50), 0.9, 1e-12);
  EXPECT_NEAR(startMomentum(automatic, 0.996, 1000), 0.97, 1e-12);
  EXPECT_NEAR(startMomentum(automatic, 0.996, 100000), 0.996, 1e-12);
  EXPECT_NEAR(startMomentum({{"tau", 0.5}}, 0.996, 50), 0.5, 1e-12);
}

TEST(Dino, EntropyAndShareByHand) {
  const at::Tensor t = at::tensor({0.0, std::log(3.0), 0.0, 0.0, 5.0, 5.0}, at::kDouble).view({3, 2});
  const at::Tensor zero = at::zeros({2}, at::kDouble);
  const double uneven = -(0.25 * std::log(0.25) + 0.75 * std::log(0.75));
  EXPECT_NEAR(losses::teacherEntropy(t, zero, {0.1, 1.0}).item<double>(), (uneven + 2 * std::log(2.0)) / 3, 1e-12);
  EXPECT_NEAR(losses::largestShare(at::eye(2, at::kDouble), zero).item<double>(), 0.5, 1e-6);
  EXPECT_NEAR(losses::largestShare(at::eye(2, at::kDouble), at::tensor({2.0, 0.0}, at::kDouble)).item<double>(), 1.0,
              1e-6);
}

// Loss, entropy and divergence of a step, from the views it shows, for a network without tokens and one with.
TEST(Dino, TheStepIsTheLossOfItsViews) {
  for (const bool tokens : {false, true}) {
    const MethodConfig config = tokens ? tinyVit(2, 16) : tinyConfig(2);
    const auto method = buildMethod("dino", config, kSmallDino);
    method->train(true);
    const Batch batch = waves(config, 3, 2, 10);
    const Tensors views = method->views(batch);
    ASSERT_EQ(views.size(), 4u);
    EXPECT_EQ(views[2].second.sizes(), (at::IntArrayRef{3, 1, 8, 8}));
    const auto head = std::dynamic_pointer_cast<DistillHead>(method->trainable()->named_children()["head"]);
    std::vector<at::Tensor> student;
    for (const auto& item : views) student.push_back(head->forward(summaryOf(*method->network(), item.second)));
    // Before the first step the teacher is the student.
    const std::vector<at::Tensor> teacher{student[0].detach(), student[1].detach()};
    const at::Tensor centre = at::zeros({12});
    const double expected = losses::dino(student, teacher, centre).item<double>();
    const StepOutput out = method->step(batch);
    EXPECT_NEAR(out.loss.item<double>(), expected, 1e-5) << "tokens " << tokens;
    const double entropy = losses::teacherEntropy(at::cat(teacher), centre, {0.1, 0.04}).item<double>();
    for (const auto& [name, value] : out.metrics) {
      if (name == "teacher/entropy") {
        EXPECT_NEAR(value.item<double>(), entropy, 1e-5);
      }
      if (name == "teacher/kl") {
        EXPECT_NEAR(value.item<double>(), expected - entropy, 1e-5);
      }
    }
  }
}

TEST(Dino, CentreAndTeacherMoveAfterTheStepAlone) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("dino", config, kSmallDino);
  method->train(false);
  static_cast<void>(method->step(waves(config, 4, 0, 10)));
  method->afterOptimizerStep(0, 10);
  EXPECT_EQ(stateOf(*method, "centre").abs().sum().item<double>(), 0.0) << "validation leaves no trace";
  method->train(true);
  const Batch batch = waves(config, 4, 0, 10);
  const Tensors views = method->views(batch);
  const auto head = std::dynamic_pointer_cast<DistillHead>(method->trainable()->named_children()["head"]);
  const at::Tensor large = at::cat({views[0].second, views[1].second});
  const at::Tensor mean = head->forward(summaryOf(*method->network(), large)).detach().mean(0);
  method->step(batch).loss.backward();
  EXPECT_EQ(stateOf(*method, "centre").abs().sum().item<double>(), 0.0);
  method->afterOptimizerStep(0, 10);
  EXPECT_LT((stateOf(*method, "centre") - 0.1 * mean).abs().max().item<double>(), 1e-6);
}

TEST(Dino, TheTeacherFollowsByTheCosine) {
  const MethodConfig config = tinyConfig(2);
  for (const auto& [step, tau] :
       std::vector<std::pair<int, double>>{{0, 0.9}, {1, 0.9146446609406726}, {2, 0.95}, {4, 1.0}}) {
    const auto method = buildMethod("dino", config, {{"tau", 0.9}, {"hidden", 16}, {"prototypes", 12}});
    const c10::AutoGradMode noGradients(false);
    const auto head = method->trainable()->named_children()["head"];
    at::Tensor own = head->named_parameters()["prototypes.weight"];
    const at::Tensor before = own.clone();
    own.add_(1.0);
    method->afterOptimizerStep(step, 4);
    const at::Tensor moved = stateOf(*method, "teacher.head.prototypes.weight") - before;
    EXPECT_NEAR(moved.mean().item<double>(), 1 - tau, 1e-6) << step;
  }
}

TEST(Dino, TheLastLayerIsFrozenAtFirst) {
  const MethodConfig config = tinyConfig(2);
  base::Json settings = kSmallDino;
  settings["freeze_last"] = 0.2;
  const auto method = buildMethod("dino", config, settings);
  method->train(true);
  const auto last = method->trainable()->named_children()["head"]->named_parameters()["prototypes.weight"];
  const at::Tensor start = last.detach().clone();
  for (int step = 0; step < 10; ++step) {
    static_cast<void>(trainStep(*method, waves(config, 4, step, 10), 0.1));
    EXPECT_EQ(at::equal(last, start), step < 2) << step;
  }
}

TEST(Dino, GradientsReachTheStudentAlone) {
  const MethodConfig config = tinyVit(3, 8);
  const auto method = buildMethod("dino", config, kSmallDino);
  method->train(true);
  method->step(waves(config, 4, 0, 10)).loss.backward();
  for (const auto& item : method->trainable()->named_parameters()) {
    EXPECT_TRUE(item.value().grad().defined()) << item.key();
  }
  for (const auto& [name, tensor] : method->state()) EXPECT_FALSE(tensor.grad().defined()) << name;
  EXPECT_NEAR(method->chance(), std::log(12.0), 1e-12);
}

TEST(Dino, StateContinuesBitForBit) {
  const MethodConfig config = tinyVit(2, 16);
  const auto a = buildMethod("dino", config, kSmallDino), b = buildMethod("dino", config, kSmallDino);
  a->train(true), b->train(true);
  for (int step = 0; step < 3; ++step) static_cast<void>(trainStep(*a, waves(config, 4, step, 10), 0.1));
  std::map<std::string, at::Tensor> saved;
  for (const auto& [name, tensor] : a->state()) saved[name] = tensor.clone();
  ASSERT_TRUE(saved.count("centre"));
  {
    const c10::AutoGradMode noGradients(false);
    const auto from = a->trainable()->named_parameters();
    for (auto& item : b->trainable()->named_parameters()) item.value().copy_(from[item.key()]);
  }
  const Batch next = waves(config, 4, 3, 10);
  EXPECT_NE(a->step(next).loss.item<double>(), b->step(next).loss.item<double>());
  b->afterOptimizerStep(3, 10);  // forgets what the step above left
  ASSERT_TRUE(b->loadState(saved).has_value());
  EXPECT_EQ(a->step(next).loss.item<double>(), b->step(next).loss.item<double>());
}

TEST(MultiCrop, SmallViewsAreSmallWindowsOfTheSample) {
  MethodConfig config = tinyConfig(3, 24);
  const LocalCrops crops{1, 0.05, 0.1, {8, 8, 8}};
  // A ramp along x tells where a crop was taken, and how wide: its slope in voxels of the view.
  Batch batch = waves(config, 6, 1, 10);
  batch.images = at::arange(24, at::kFloat).expand({6, 1, 24, 24, 24}).contiguous();
  augment::Settings none = augment::fromJson(mirrorOnly());
  none.flip = 0;
  const at::Tensor made = localView(batch, none, crops, 5, at::kFloat);
  EXPECT_EQ(made.sizes(), (at::IntArrayRef{6, 1, 8, 8, 8}));
  double least = 100, most = 0;
  for (int n = 0; n < 6; ++n) {
    const at::Tensor row = made[n][0][4][4];
    const double shown = (row[7] - row[0]).item<double>() * 8.0 / 7.0;
    EXPECT_GT(shown, 24 * std::cbrt(0.05) * 0.8) << n;
    EXPECT_LT(shown, 24 * std::cbrt(0.1) * 1.2) << n;
    least = std::min(least, row[0].item<double>()), most = std::max(most, row[0].item<double>());
  }
  EXPECT_GT(most - least, 3) << "each sample has its own place";
  EXPECT_TRUE(at::equal(made, localView(batch, none, crops, 5, at::kFloat)));
  EXPECT_FALSE(at::equal(made, localView(batch, none, crops, 6, at::kFloat)));
}

TEST(MultiCrop, SizesFollowTheNetwork) {
  MethodConfig config = tinyVit(2, 28);
  auto network = *architectures::build(config.arch, config.network, 1);
  EXPECT_EQ(localCrops(config, *network).size, (std::vector<std::int64_t>{16, 16}));  // 0.43 x 28 = 12.04, fours
  config.patch = {6, 64};
  EXPECT_EQ(localCrops(config, *network).size, (std::vector<std::int64_t>{6, 28}));
}

TEST(Dino, PreviewNamesItsAnswer) {
  for (const int dim : {2, 3}) {
    const MethodConfig config = tinyConfig(dim);
    const auto method = buildMethod("dino", config, kSmallDino);
    const auto previews = method->preview(waves(config, 4, 0, 10));
    ASSERT_EQ(previews.size(), 4u);
    EXPECT_EQ(previews.back().name, "answer");
    EXPECT_EQ(previews.back().tensor.sizes(), previews.front().tensor.sizes());
    EXPECT_NE(previews.back().caption.find("of 4 samples"), std::string::npos);
  }
}

TEST(Dino, Trajectory) {
  const base::Json vit{{"patch", 4}, {"dim", 12}, {"depth", 1}, {"heads", 2}, {"size", 16}};
  expectTrajectory({.method = "dino", .dim = 2, .settings = kSmallDino, .rate = 0.1}, false);
  expectTrajectory({.method = "dino", .dim = 3, .settings = kSmallDino, .rate = 0.1}, false);
  expectTrajectory({.method = "dino",
                    .dim = 2,
                    .settings = kSmallDino,
                    .rate = 0.1,
                    .arch = vit,
                    .archId = "vit-s",
                    .name = "dino_vit"},
                   false);
}

// Without the feature norm, or with the coarsest level's mean alone, or with the paper's temperatures and momentum, the
// U-Net's loss ends at ln K: its centred teacher chooses all prototypes alike.
void expectDinoLearns(const std::string& arch, int dim, double share) {
  MethodConfig config = tinyConfig(dim, dim == 2 ? 24 : 16);
  config.arch = arch;
  config.network.settings =
      arch == "unet" ? base::Json{{"stages", 3}, {"base", 8}} : base::Json{{"base", 8}, {"stem", "small"}};
  config.batch = dim == 2 ? 16 : 8;
  const auto method = buildMethod("dino", config, {{"hidden", 64}, {"bottleneck", 32}, {"prototypes", 64}});
  const Learned learned = learn(*method, config, config.batch, 200, 2e-3);
  const std::string who = arch + " " + std::to_string(dim) + "D";
  testing::Test::RecordProperty("loss", std::to_string(learned.last));
  EXPECT_LT(learned.last, share * method->chance()) << who << ", first " << learned.first;
  EXPECT_LT(learned.metric("teacher/max_share"), 0.7) << who << ": one prototype for all";
  EXPECT_GT(learned.metric("collapse/std_times_sqrt_d"), 0.25) << who;
}

TEST(Learning, DinoAgreesOnMoreThanTheCentreBehindInstanceNorm) {
  expectDinoLearns("unet", 2, 0.7);
}

TEST(SlowLearning, DinoAgreesOnMoreThanTheCentreBehindInstanceNormIn3D) {
  expectDinoLearns("unet", 3, 0.7);
}

TEST(SlowLearning, DinoAgreesOnMoreThanTheCentreBehindBatchNorm) {
  expectDinoLearns("resnet-18", 2, 0.7);
}

}  // namespace
}  // namespace selvox::learn::methods
