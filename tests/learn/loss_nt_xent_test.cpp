#include "core/learn/losses/nt_xent.h"
#include "tests/learn/loss_support.h"

namespace selvox::learn::losses {
namespace {
using namespace selvox::learn::test;

TEST(NtXent, GoldenValues) {
  EXPECT_NEAR(value(ntXent(z1(), z2(), {0.5})), 2.2558501995062104, 1e-12);
  EXPECT_NEAR(value(ntXent(z1(), z2(), {0.1})), 6.034089866432632, 1e-12);
  const at::Tensor same = at::ones({4, 8}, at::kDouble);
  EXPECT_NEAR(value(ntXent(same, same, {0.5})), std::log(7.0), 1e-12);
}

TEST(NtXent, GradientMatchesCentralDifferences) {
  expectGradient([](const at::Tensor& x) { return ntXent(x, z2(), {0.5}); }, z1());
  expectGradient([](const at::Tensor& x) { return ntXent(z1(), x, {0.2}); }, z2());
}

TEST(NtXent, IsSymmetricAndBlindToLengthAndOrder) {
  const double reference = value(ntXent(z1(), z2(), {0.2}));
  EXPECT_NEAR(value(ntXent(z2(), z1(), {0.2})), reference, 1e-12);
  EXPECT_NEAR(value(ntXent(z1() * 7, z2() * 0.1, {0.2})), reference, 1e-12);
  const at::Tensor order = at::tensor({2, 0, 3, 1}, at::kLong);
  EXPECT_NEAR(value(ntXent(z1().index_select(0, order), z2().index_select(0, order), {0.2})), reference, 1e-12);
}

TEST(NtXent, RefusesMatricesOfTwoShapes) {
  EXPECT_THROW(static_cast<void>(ntXent(z1(), z2().narrow(0, 0, 3))), c10::Error);
}

}  // namespace
}  // namespace selvox::learn::losses
