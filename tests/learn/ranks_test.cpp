// Two ranks, as threads, with half a batch each: every loss that compares samples is that of the whole batch, and the
// mean over the ranks of their gradients is its gradient.

#include <barrier>
#include <functional>
#include <thread>
#include <vector>

#include <ATen/ATen.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include "core/learn/losses/moco.h"
#include "core/learn/losses/nt_xent.h"
#include "core/learn/losses/redundancy.h"
#include "core/learn/losses/region_contrast.h"
#include "core/learn/losses/self_distillation.h"
#include "core/learn/losses/supcon.h"
#include "core/learn/losses/swav.h"
#include "core/learn/losses/w_mse.h"
#include "core/learn/ranks/ranks.h"

namespace selvox::learn::ranks {
namespace {

constexpr std::int64_t kRanks = 2, kRows = 8, kWidth = 3;

struct Table {
  std::vector<at::Tensor> rows{static_cast<std::size_t>(kRanks)};
  std::barrier<> meeting{kRanks};
};

class ThreadGroup : public Group {
 public:
  ThreadGroup(Table& table, std::int64_t rank) : table_(table), rank_(rank) {}
  std::int64_t count() const override { return kRanks; }
  std::int64_t rank() const override { return rank_; }
  std::vector<at::Tensor> gather(const at::Tensor& own) override {
    table_.rows[static_cast<std::size_t>(rank_)] = own.detach().clone();
    table_.meeting.arrive_and_wait();
    const std::vector<at::Tensor> all = table_.rows;
    table_.meeting.arrive_and_wait();  // nobody writes the next ones before all have read these
    return all;
  }

 private:
  Table& table_;
  std::int64_t rank_;
};

at::Tensor part(const at::Tensor& whole, std::int64_t rank) {
  return whole.narrow(0, rank * kRows / kRanks, kRows / kRanks);
}

using Loss = std::function<at::Tensor(const at::Tensor& a, const at::Tensor& b, const at::Tensor& groups)>;

struct Answer {
  at::Tensor loss, gradientA, gradientB;
};

Answer ask(const Loss& loss, const at::Tensor& a, const at::Tensor& b, const at::Tensor& groups) {
  const at::Tensor x = a.clone().requires_grad_(), y = b.clone().requires_grad_();
  const at::Tensor value = loss(x, y, groups);
  auto gradients = torch::autograd::grad({value}, {x, y}, {}, false, false, /*allow_unused=*/true);
  for (at::Tensor& g : gradients)
    if (!g.defined()) g = at::zeros_like(x);
  return {value.detach(), gradients[0], gradients[1]};
}

// What the whole batch says alone, against what the ranks say of their halves.
void compare(const Loss& loss) {
  const at::Tensor a = at::randn({kRows, kWidth}, at::kDouble), b = at::randn({kRows, kWidth}, at::kDouble);
  const at::Tensor groups = at::tensor({0, 1, 2, 0, 0, 2, 1, 1}, at::kLong);
  const Answer whole = ask(loss, a, b, groups);
  Table table;
  std::vector<Answer> halves(kRanks);
  std::vector<std::thread> threads;
  for (std::int64_t r = 0; r < kRanks; ++r) {
    threads.emplace_back([&, r] {
      ThreadGroup group(table, r);
      const Joined joined(group);
      halves[static_cast<std::size_t>(r)] = ask(loss, part(a, r), part(b, r), part(groups, r));
    });
  }
  for (std::thread& thread : threads) thread.join();
  at::Tensor mean = at::zeros({}, at::kDouble);
  for (std::int64_t r = 0; r < kRanks; ++r) {
    const Answer& half = halves[static_cast<std::size_t>(r)];
    mean += half.loss / kRanks;
    EXPECT_TRUE(at::allclose(half.gradientA / kRanks, part(whole.gradientA, r), 1e-9, 1e-12)) << r;
    EXPECT_TRUE(at::allclose(half.gradientB / kRanks, part(whole.gradientB, r), 1e-9, 1e-12)) << r;
  }
  EXPECT_NEAR(mean.item<double>(), whole.loss.item<double>(), 1e-12);
}

TEST(Ranks, ContrastRepelsTheSamplesOfAllRanks) {
  compare([](const auto& a, const auto& b, const auto&) { return losses::ntXent(a, b); });
  compare([](const auto& a, const auto& b, const auto& keys) { return losses::ntXent(a, b, keys, {}); });
  compare([](const auto& a, const auto& b, const auto&) { return (losses::mocoV3(a, b) + losses::mocoV3(b, a)) / 2; });
  compare([](const auto& a, const auto& b, const auto& groups) {
    return losses::regionContrastGlobal(a, b, groups, groups.remainder(2));
  });
  compare([](const auto& a, const auto&, const auto& groups) { return losses::supcon(a, groups).loss; });
}

TEST(Ranks, StatisticsAreThoseOfTheWholeBatch) {
  compare([](const auto& a, const auto& b, const auto&) { return losses::barlowTwins(a, b); });
  compare([](const auto& a, const auto& b, const auto&) { return losses::vicreg(a, b).loss; });
  compare([](const auto& a, const auto& b, const auto&) { return losses::wMse(a, b); });
}

TEST(Ranks, CodesAreBalancedOverAllRanks) {
  compare([](const auto& a, const auto& b, const auto&) { return losses::swav({a, b}); });
}

TEST(Ranks, QueueAndCentreAreTheSameEverywhere) {
  const at::Tensor rows = at::randn({kRows, kWidth}, at::kDouble), bank = at::randn({kRows, kWidth}, at::kDouble);
  const at::Tensor centre = at::randn({kWidth}, at::kDouble);
  Table table;
  std::vector<at::Tensor> queues(kRanks), centres(kRanks);
  std::vector<std::thread> threads;
  for (std::int64_t r = 0; r < kRanks; ++r) {
    threads.emplace_back([&, r] {
      ThreadGroup group(table, r);
      const Joined joined(group);
      queues[static_cast<std::size_t>(r)] = losses::mocoQueue(bank, part(rows, r));
      centres[static_cast<std::size_t>(r)] = losses::dinoCentre(centre, {part(rows, r)}, 0.9);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (std::int64_t r = 0; r < kRanks; ++r) {
    EXPECT_TRUE(at::equal(queues[static_cast<std::size_t>(r)], losses::mocoQueue(bank, rows)));
    EXPECT_TRUE(at::allclose(centres[static_cast<std::size_t>(r)], losses::dinoCentre(centre, {rows}, 0.9)));
  }
}

TEST(Ranks, AloneNothingIsCopied) {
  const at::Tensor rows = at::randn({4, 2});
  EXPECT_TRUE(gatherRows(rows).is_same(rows));
  EXPECT_TRUE(ownRows(rows).is_same(rows));
  EXPECT_EQ(count(), 1);
}

}  // namespace
}  // namespace selvox::learn::ranks
