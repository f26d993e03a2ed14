#include "core/learn/tasks/patch_critic.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "core/learn/architectures/initialise.h"

namespace selvox::learn::tasks {
namespace {

at::Tensor wave(std::int64_t n, double phase, int dim) {
  std::vector<std::int64_t> shape{n, 1};
  shape.insert(shape.end(), static_cast<std::size_t>(dim), 16);
  std::int64_t count = 1;
  for (const std::int64_t s : shape) count *= s;
  return at::sin(at::arange(count, at::kFloat) * 0.37 + phase).view(shape);
}

TEST(PatchCritic, AnswersPieceByPieceIn2DAnd3D) {
  for (const int dim : {2, 3}) {
    PatchCritic critic(dim, 4);
    architectures::initialise(critic, 1);
    const at::Tensor answer = critic.forward(wave(2, 0, dim), wave(2, 1, dim));
    EXPECT_EQ(answer.dim(), dim + 2);
    EXPECT_EQ(answer.size(1), 1);
    EXPECT_EQ(answer.size(2), 2);  // 16 / 8
    EXPECT_FALSE(at::equal(answer, critic.forward(wave(2, 2, dim), wave(2, 1, dim)))) << "it sees the input too";
  }
}

// Every half teaches its own side alone.
TEST(PatchCritic, GradientsGoWhereTheyBelong) {
  PatchCritic critic(2, 4);
  architectures::initialise(critic, 1);
  at::Tensor made = wave(2, 1, 2).requires_grad_(true);
  const CriticTerms terms = ask(critic, wave(2, 0, 2), made, wave(2, 2, 2));
  terms.own.backward();
  EXPECT_FALSE(made.grad().defined());
  for (at::Tensor& p : critic.parameters()) {
    EXPECT_TRUE(p.requires_grad());
    EXPECT_TRUE(p.grad().defined());
    p.mutable_grad() = at::Tensor();
  }
  const CriticTerms again = ask(critic, wave(2, 0, 2), made, wave(2, 2, 2));
  again.fooled.backward();
  EXPECT_GT(made.grad().abs().max().item<float>(), 0);
  for (const at::Tensor& p : critic.parameters()) EXPECT_FALSE(p.grad().defined());
}

TEST(PatchCritic, ValuesByHandForOneThatAlwaysAnswersAQuarter) {
  PatchCritic critic(2, 4);
  {
    const at::NoGradGuard noGrad;
    for (at::Tensor& p : critic.parameters()) p.zero_();
    for (auto& item : critic.named_parameters()) {
      if (item.key() == "last.bias") item.value().fill_(0.25);
    }
  }
  const CriticTerms terms = ask(critic, wave(1, 0, 2), wave(1, 1, 2), wave(1, 2, 2));
  EXPECT_NEAR(terms.own.item<double>(), 0.5 * (0.5625 + 0.0625), 1e-7);
  EXPECT_NEAR(terms.fooled.item<double>(), 0.5625, 1e-7);
  EXPECT_NEAR(terms.right.item<double>(), 0.5, 1e-7);
}

TEST(PatchCritic, LearnsToTellTrueFromMade) {
  PatchCritic critic(2, 4);
  architectures::initialise(critic, 1);
  double first = 0, last = 0;
  for (int step = 0; step < 60; ++step) {
    const CriticTerms terms = ask(critic, wave(4, step, 2), 0.3 * wave(4, step, 2), wave(4, step, 2));
    (step == 0 ? first : last) = terms.own.item<double>();
    terms.own.backward();
    const at::NoGradGuard noGrad;
    for (at::Tensor& p : critic.parameters()) {
      p.sub_(0.05 * p.grad());
      p.mutable_grad() = at::Tensor();
    }
  }
  EXPECT_LT(last, 0.1);
  EXPECT_GT(first, 0.2);
}

}  // namespace
}  // namespace selvox::learn::tasks
