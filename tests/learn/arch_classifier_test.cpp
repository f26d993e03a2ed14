// Every network's encoder with a classifier's head; how slices become one answer.

#include "core/learn/architectures/classifier.h"
#include "core/learn/losses/classify.h"
#include "tests/learn/arch_support.h"
#include "tests/learn/method_support.h"

namespace selvox::learn::architectures {
namespace {
using namespace selvox::learn::test;

std::shared_ptr<Network> classifier(const std::string& id, int dim, const ClassifierOptions& options,
                                    std::uint64_t seed = 5) {
  auto made = buildClassifier(id, {dim, 1, 2, tinySettings(id)}, options, seed);
  EXPECT_TRUE(made) << (made ? "" : made.error().message);
  return made ? *made : nullptr;
}

class EveryClassifier : public testing::TestWithParam<NetworkLine> {};

TEST_P(EveryClassifier, AnswersAndLearns) {
  const auto& [id, dim] = GetParam();
  const auto network = classifier(id, dim, {3});
  ASSERT_TRUE(network);
  const at::Tensor x = rippledImage(dim, {19, 23, 18}, 2);
  network->eval();
  const at::Tensor logits = network->forward(x).front();
  ASSERT_EQ(logits.sizes(), at::IntArrayRef({2, 3}));
  const at::Tensor target = at::eye(3).narrow(0, 0, 2);
  losses::classLoss(logits, target, {}).backward();
  double encoder = 0;
  for (const auto& item : network->named_parameters()) {
    EXPECT_TRUE(item.key().starts_with("encoder.") || item.key().starts_with("decoder.fc.")) << item.key();
    if (item.key().starts_with("encoder.") && item.value().grad().defined())
      encoder += item.value().grad().abs().sum().item<double>();
  }
  EXPECT_GT(encoder, 0);
}

// What a pretraining leaves fits by name, and both start alike.
TEST_P(EveryClassifier, HasTheEncoderOfItsNetwork) {
  const auto& [id, dim] = GetParam();
  const auto made = classifier(id, dim, {3})->named_parameters();
  const auto whole = networkOf(id, dim, tinySettings(id))->named_parameters();
  for (const auto& item : whole) {
    if (!item.key().starts_with("encoder.")) continue;
    ASSERT_TRUE(made.contains(item.key())) << item.key();
    EXPECT_TRUE(at::equal(made[item.key()], item.value())) << item.key();
  }
}

INSTANTIATE_TEST_SUITE_P(Table, EveryClassifier, testing::ValuesIn(networkLines()), [](const auto& line) {
  std::string name = line.param.id + "_" + std::to_string(line.param.dim) + "d";
  for (char& c : name)
    if (c == '-' || c == '+') c = '_';
  return name;
});

TEST(Classifier, MeansOfSlicesAreTheMeanOfTheirFeatures) {
  const auto network = classifier("resnet-18", 2, {3});
  network->eval();
  const at::Tensor x = rippledImage(2, {18, 23, 18}, 4).view({1, 4, 23, 18});  // four slices of one scan
  const at::Tensor together = network->forward(x).front();
  const at::Tensor each = network->forward(x.view({4, 1, 23, 18})).front().mean(0, true);  // the last layer is linear
  EXPECT_LT((together - each).abs().max().item<double>(), 1e-5);
}

TEST(Classifier, AttentionIsAMeanWithSharesThatDependOnTheSlices) {
  ClassifierOptions options{3};
  options.attention = true;
  for (const int dim : {2, 3}) {
    const auto network = classifier("resnet-18", dim, options);
    network->eval();
    const at::Tensor one = rippledImage(2, {18, 23, 18}, 1).view({1, 1, 23, 18});
    if (dim == 2) {
      const at::Tensor same = one.repeat({1, 5, 1, 1});  // five times one slice
      EXPECT_LT((network->forward(same).front() - network->forward(one).front()).abs().max().item<double>(), 1e-5);
      const at::Tensor mixed = at::cat({one, one * -2 + 1, one.flip({3})}, 1);
      const at::Tensor turned = at::cat({one.flip({3}), one, one * -2 + 1}, 1);  // the order of slices says nothing
      EXPECT_LT((network->forward(mixed).front() - network->forward(turned).front()).abs().max().item<double>(), 1e-5);
      at::Tensor mean = at::zeros({1, 3});
      for (int s = 0; s < 3; ++s) mean += network->forward(mixed.narrow(1, s, 1)).front() / 3;
      EXPECT_GT((network->forward(mixed).front() - mean).abs().max().item<double>(), 1e-7);
    } else {
      EXPECT_EQ(network->forward(rippledImage(3, {40, 23, 18}, 2)).front().sizes(), at::IntArrayRef({2, 3}));
    }
    network->train();
    // Of equal slices every share gives the same mean.
    const at::Tensor unlike = at::cat({one, one * -2 + 1, one.flip({3})}, 1).repeat({2, 1, 1, 1});
    network->forward(dim == 2 ? unlike : rippledImage(3, {40, 23, 18}, 2)).front().sum().backward();
    EXPECT_GT(network->named_parameters()["decoder.attention.value.weight"].grad().abs().sum().item<double>(), 0)
        << dim;
  }
}

TEST(Classifier, GradesFall) {
  ClassifierOptions options{5};
  options.ordinal = true;
  const auto network = classifier("resnet-18", 2, options);
  network->eval();
  const at::Tensor logits = network->forward(rippledImage(2, {18, 23, 18}, 2)).front();
  ASSERT_EQ(logits.sizes(), at::IntArrayRef({2, 4}));
  EXPECT_GT((logits.narrow(1, 0, 3) - logits.narrow(1, 1, 3)).min().item<double>(), 0);
  const at::Tensor p = losses::classProbabilities(logits, losses::ClassKind::Ordinal);
  EXPECT_LT((p.sum(1) - 1).abs().max().item<double>(), 1e-5);
  losses::classLoss(logits, at::eye(5).narrow(0, 1, 2), {losses::ClassKind::Ordinal}).backward();
  EXPECT_GT(network->named_parameters()["decoder.fc.thresholds"].grad().abs().sum().item<double>(), 0);
}

TEST(Classifier, LeavesFeaturesOutInTrainingOnly) {
  ClassifierOptions options{3};
  options.dropout = 0.5;
  const auto network = classifier("resnet-18", 2, options);
  const at::Tensor x = rippledImage(2, {18, 23, 18}, 2);
  network->eval();
  const at::Tensor still = network->forward(x).front();
  EXPECT_TRUE(at::equal(still, network->forward(x).front()));
  network->train();
  const at::Tensor once = network->forward(x).front();
  EXPECT_FALSE(at::equal(once, network->forward(x).front()));
}

}  // namespace
}  // namespace selvox::learn::architectures
