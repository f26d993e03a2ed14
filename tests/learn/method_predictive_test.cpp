#include <algorithm>
#include <set>

#include "core/learn/methods/predictive.h"
#include "core/learn/methods/turns.h"
#include "tests/learn/loss_support.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

TEST(Predictive, CrossEntropyOverTheAllowedClassesAlone) {
  const at::Tensor logits = z1().narrow(0, 0, 2), labels = integers({2, 0}, at::kCPU);
  double expected = 0;
  for (int n = 0; n < 2; ++n) {
    double sum = 0;
    for (int k = 0; k < 8; ++k) sum += std::exp(logits[n][k].item<double>());
    expected += (std::log(sum) - logits[n][n == 0 ? 2 : 0].item<double>()) / 2;
  }
  EXPECT_NEAR(value(classify(logits, labels).loss), expected, 1e-12);
  at::Tensor allowed = at::zeros({2, 8}, at::kBool);
  allowed[0][2] = allowed[0][5] = true;
  allowed[1][0] = true;
  const double d = (logits[0][5] - logits[0][2]).item<double>();
  EXPECT_NEAR(value(classify(logits, labels, allowed).loss), std::log1p(std::exp(d)) / 2, 1e-12);
  expectGradient([&](const at::Tensor& x) { return classify(x, labels, allowed).loss; }, logits);
  EXPECT_EQ(value(classify(at::one_hot(labels, 8).to(at::kFloat), labels).accuracy), 1.0);
}

TEST(Predictive, YesAndNoLeavesOutWhatHasNoWeight) {
  const at::Tensor x = z1().narrow(0, 0, 1), yes = z2().narrow(0, 0, 1).gt(0);
  at::Tensor weight = at::ones({1, 8}, at::kDouble);
  weight[0][3] = 0;
  double expected = 0;
  for (int k = 0; k < 8; ++k) {
    const double v = x[0][k].item<double>();
    if (k != 3) expected += std::log1p(std::exp(yes[0][k].item<bool>() ? -v : v)) / 7;
  }
  EXPECT_NEAR(value(judge(x, yes, weight).loss), expected, 1e-12);
  EXPECT_EQ(value(judge(x, yes, at::zeros({1, 8})).loss), 0.0);
  expectGradient([&](const at::Tensor& l) { return judge(l, yes, weight).loss; }, x);
}

TEST(Turns, AreTheRotationsOfACubeAndClosed) {
  for (const auto& [dim, classes] : {std::pair(2, 4), std::pair(3, 4), std::pair(3, 10), std::pair(3, 24)}) {
    const std::vector<Turn> turns = turnsOf(dim, classes);
    ASSERT_EQ(turns.size(), static_cast<std::size_t>(classes));
    std::vector<std::int64_t> shape(static_cast<std::size_t>(dim), 3);
    const at::Tensor x = at::arange(dim == 2 ? 9 : 27, at::kLong).view(shape);
    std::set<std::string> seen, names;
    const auto key = [](const at::Tensor& t) {
      std::string s;
      for (std::int64_t i = 0; i < t.numel(); ++i) s += std::to_string(t.flatten()[i].item<int>()) + " ";
      return s;
    };
    for (const Turn& t : turns) {
      seen.insert(key(turned(x, t)));
      names.insert(t.name);
      EXPECT_TRUE(at::equal(turned(turned(x, t), inverse(t)), x)) << t.name;
      int odd = 0;  // a rotation: even permutation with an even number of mirrors, or both odd
      for (std::size_t a = 0; a < t.from.size(); ++a) {
        odd += t.mirrored[a] ? 1 : 0;
        for (std::size_t b = 0; b < a; ++b) odd += t.from[b] > t.from[a] ? 1 : 0;
      }
      EXPECT_EQ(odd % 2, 0) << t.name;
    }
    EXPECT_EQ(seen.size(), turns.size());
    EXPECT_EQ(names.size(), turns.size());
    EXPECT_TRUE(at::equal(turned(x, turns[0]), x));
    if (classes == 10) continue;  // no group: two of them make others
    for (const Turn& a : turns) {
      for (const Turn& b : turns) {
        const at::Tensor both = turned(turned(x, a), b);
        EXPECT_TRUE(at::equal(both, turned(x, composed(a, b)))) << a.name << " + " << b.name;
        EXPECT_TRUE(seen.count(key(both)) == 1) << a.name << " + " << b.name;
      }
    }
  }
}

TEST(Turns, QuarterTurnsAreAtensOwn) {
  const at::Tensor x = at::arange(2 * 64, at::kFloat).view({2, 4, 4, 4});
  const std::vector<Turn> turns = turnsOf(3, 10);
  const std::vector<std::int64_t> planes[] = {{2, 3}, {1, 3}, {1, 2}};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    for (int k = 1; k < 4; ++k) {
      const Turn& t = turns[axis * 3 + static_cast<std::size_t>(k)];
      EXPECT_TRUE(at::equal(turned(x, t), at::rot90(x, k, planes[axis]))) << t.name;
      const bool half = k == 2;
      EXPECT_TRUE(keepsVoxels(t, {1, 1, 1}));
      EXPECT_EQ(keepsVoxels(t, {3, 1, 1}), half || axis == 0) << t.name;
      EXPECT_EQ(keepsVoxels(t, {1, 1.01, 1.01}), true) << t.name;
    }
  }
}

}  // namespace
}  // namespace selvox::learn::methods
