// Classes of a run, mixed samples, slices of a volume.

#include <cmath>

#include <ATen/ATen.h>
#include <gtest/gtest.h>
#include <torch/nn/module.h>

#include "core/learn/inference/classify.h"
#include "core/learn/tasks/class_targets.h"
#include "core/learn/tasks/mixing.h"

namespace selvox::learn::tasks {
namespace {

using Row = std::vector<double>;

std::vector<spec::CaseEntry> casesWith(const std::vector<std::string>& values, const std::string& column = "class") {
  std::vector<spec::CaseEntry> cases(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    cases[i].caseName = "c" + std::to_string(i);
    cases[i].role = "train";
    cases[i].labelled = true;
    cases[i].columns[column] = values[i];
  }
  return cases;
}

TEST(ClassTargets, AreTheTrainingCasesClassesInOrder) {
  auto cases = casesWith({"10", "2", "2", "9", "77"});
  cases[4].role = "test";
  const auto made = classTargets(cases, {{"column", nullptr}});
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made->classes, (std::vector<std::string>{"2", "9", "10"}));  // by size, not by the alphabet
  EXPECT_EQ(made->row(cases[0]), (Row{0, 0, 1}));
  EXPECT_TRUE(made->row(cases[4]).empty());
  cases[1].labelled = false;
  EXPECT_EQ(made->counts(cases), (std::vector<std::int64_t>{1, 1, 1}));
}

TEST(ClassTargets, TakeAnOrderThatNamesEachClassOnce) {
  const auto cases = casesWith({"severe", "mild", "none at all", "mild"});
  const base::Json task{{"column", "class"}, {"kind", "ordinal"}, {"classes", "none at all, mild, severe"}};
  const auto made = classTargets(cases, task);
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made->row(cases[0]), (Row{0, 0, 1}));
  EXPECT_TRUE(made->ordinal());
  for (const char* wrong : {"mild,severe", "mild,mild,severe", "none at all,mild,severe,worse"}) {
    const auto refused = classTargets(cases, {{"column", "class"}, {"classes", wrong}});
    ASSERT_FALSE(refused) << wrong;
    EXPECT_NE(refused.error().message.find("mild, none at all, severe"), std::string::npos) << refused.error().message;
  }
}

TEST(ClassTargets, SeveralLabelsAreSeparatedByBars) {
  const auto cases = casesWith({"edema|effusion", "none", "effusion", "mass; edema"}, "findings");
  const auto made = classTargets(cases, {{"column", "findings"}, {"kind", "multi-label"}});
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made->classes, (std::vector<std::string>{"edema", "effusion", "mass"}));
  EXPECT_EQ(made->row(cases[0]), (Row{1, 1, 0}));
  EXPECT_EQ(made->row(cases[1]), (Row{0, 0, 0}));
  EXPECT_EQ(made->row(cases[3]), (Row{1, 0, 1}));
}

TEST(ClassTargets, SayWhatIsWrongWithAColumn) {
  EXPECT_FALSE(classTargets(casesWith({"a", "a"}), {{"column", "class"}}));
  const auto unknown = classTargets(casesWith({"a", "b"}), {{"column", "site"}});
  ASSERT_FALSE(unknown);
  EXPECT_NE(unknown.error().message.find("class"), std::string::npos);
  auto two = casesWith({"a", "b"}, "site");
  for (auto& entry : two) entry.columns["grade"] = entry.columns["site"];
  const auto unclear = classTargets(two, {{"column", nullptr}});
  ASSERT_FALSE(unclear);
  EXPECT_NE(unclear.error().message.find("grade, site"), std::string::npos) << unclear.error().message;
}

TEST(Mixing, BlendsTheNextSampleInWithItsLabel) {
  const at::Tensor x = at::tensor({0.0, 1.0, 10.0}, at::kDouble).view({3, 1, 1, 1}).repeat({1, 1, 6, 8}).contiguous();
  const at::Tensor t = at::eye(3, at::kDouble);
  for (std::int64_t step = 0; step < 20; ++step) {
    const Mixed made = mix(x, t, {0.4, 0}, 1, step);
    const double own = made.targets[0][0].item<double>();
    EXPECT_NEAR(made.images[0][0][2][3].item<double>(), (1 - own) * 1.0, 1e-12);
    EXPECT_NEAR(made.images[2][0][0][0].item<double>(), own * 10.0, 1e-12);  // the last with the first
    EXPECT_NEAR(made.targets[2][0].item<double>(), 1 - own, 1e-12);
    EXPECT_TRUE(at::equal(made.images, mix(x, t, {0.4, 0}, 1, step).images));
  }
  EXPECT_TRUE(at::equal(mix(x, t, {0, 0}, 1, 0).images, x));
  EXPECT_TRUE(at::equal(x.select(0, 2), at::full({1, 6, 8}, 10.0, at::kDouble)));  // what was given stays
}

TEST(Mixing, PastedVoxelsAreTheShareOfTheLabel) {
  for (const bool deep : {false, true}) {
    std::vector<std::int64_t> shape{2, 1};
    if (deep) shape.push_back(7);
    shape.insert(shape.end(), {9, 8});
    at::Tensor x = at::zeros(shape, at::kDouble);
    x[1].fill_(1);
    double least = 1, most = 0;
    for (std::int64_t step = 0; step < 40; ++step) {
      const Mixed made = mix(x, at::eye(2, at::kDouble), {0, 1}, 2, step);
      const double pasted = made.images[0].mean().item<double>();
      EXPECT_NEAR(made.targets[0][1].item<double>(), pasted, 1e-12);
      EXPECT_NEAR(1 - made.images[1].mean().item<double>(), pasted, 1e-12);
      least = std::min(least, pasted), most = std::max(most, pasted);
    }
    EXPECT_LT(least, 0.1);
    EXPECT_GT(most, 0.4);  // what would lie outside is cut off
  }
}

// Beta(a, a): mean 1/2, variance 1 / (4 (2 a + 1)).
TEST(Mixing, DrawsABetaDistribution) {
  for (const double alpha : {0.2, 1.0, 3.0}) {
    base::Rng rng(4, base::Purpose::Test);
    double sum = 0, squares = 0;
    constexpr int kDraws = 20000;
    for (int i = 0; i < kDraws; ++i) {
      const double b = drawBeta(rng, alpha);
      ASSERT_GE(b, 0);
      ASSERT_LE(b, 1);
      sum += b, squares += (b - 0.5) * (b - 0.5);
    }
    EXPECT_NEAR(sum / kDraws, 0.5, 0.01) << alpha;
    EXPECT_NEAR(squares / kDraws, 1 / (4 * (2 * alpha + 1)), 0.005) << alpha;
  }
}

TEST(SlicesOf, AreSpreadOverTheVolume) {
  using inference::slicesOf;
  using Slices = std::vector<std::int64_t>;
  EXPECT_EQ(slicesOf(30, 3, false), (Slices{5, 15, 25}));  // middles of thirds, 4.5 rounded up
  EXPECT_EQ(slicesOf(2, 8, false), (Slices{0, 1}));
  EXPECT_EQ(slicesOf(1, 8, false), (Slices{0}));
  EXPECT_EQ(slicesOf(31, 4, true), (Slices{0, 10, 20, 30}));
  EXPECT_EQ(slicesOf(3, 5, true), (Slices{0, 1, 1, 2, 2}));  // as many as in training
}

// Logits: (mean of the window, 0).
class MeanNetwork : public architectures::Network {
 public:
  std::vector<at::Tensor> features(const at::Tensor& x) override { return {x}; }
  std::vector<at::Tensor> forward(const at::Tensor& x) override {
    largest = std::max(largest, x.size(1));
    const at::Tensor mean = x.flatten(1).mean(1, true);
    return {at::cat({mean, at::zeros_like(mean)}, 1)};
  }
  [[nodiscard]] std::vector<std::int64_t> channels() const override { return {1}; }
  [[nodiscard]] std::vector<std::int64_t> strides() const override { return {1}; }
  [[nodiscard]] bool dense() const override { return false; }
  std::int64_t largest = 0;
};

// Grey value 1 in the left half (x < 8), 3 in the right; slices count 0, 10, 20, …
void cropSteps(const volume::Extent& origin, const volume::Extent& size, float* out) {
  for (std::int64_t z = 0; z < size.z; ++z)
    for (std::int64_t y = 0; y < size.y; ++y)
      for (std::int64_t x = 0; x < size.x; ++x)
        *out++ = static_cast<float>((origin.x + x < 8 ? 1 : 3) + 10 * (origin.z + z));
}

double sigmoid(double x) {
  return 1 / (1 + std::exp(-x));
}

TEST(ClassifyCase, AveragesTheChancesOfItsWindows) {
  MeanNetwork network;
  inference::ClassifyConfig config;
  config.dim = 3;
  config.patch = {8, 4, 1};
  const at::Tensor p = inference::classifyCase(network, {16, 4, 1}, cropSteps, config);
  EXPECT_NEAR(p[0].item<double>(), (sigmoid(1) + sigmoid(3)) / 2, 1e-6);
  EXPECT_NEAR(p.sum().item<double>(), 1, 1e-12);
  EXPECT_TRUE(network.is_training());
}

TEST(ClassifyCase, SlicesAloneOrTogether) {
  MeanNetwork network;
  inference::ClassifyConfig config;
  config.dim = 2;
  config.patch = {8, 4, 1};
  config.slices = 2;
  const auto chance = [&] { return inference::classifyCase(network, {8, 4, 2}, cropSteps, config)[0].item<double>(); };
  EXPECT_NEAR(chance(), (sigmoid(1) + sigmoid(11)) / 2, 1e-6);
  EXPECT_EQ(network.largest, 1);
  config.together = true;
  EXPECT_NEAR(chance(), sigmoid(6), 1e-6);
  EXPECT_EQ(network.largest, 2);
}

}  // namespace
}  // namespace selvox::learn::tasks
