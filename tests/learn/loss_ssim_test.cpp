#include "core/learn/losses/ssim.h"
#include "core/learn/metrics/image_quality.h"
#include "tests/learn/loss_support.h"

namespace selvox::learn::losses {
namespace {
using namespace selvox::learn::test;

at::Tensor picture(std::vector<std::int64_t> shape, double a, double b) {
  return table(1, c10::multiply_integers(shape),
               [=](double k) { return std::sin(a * k + b) + 0.3 * std::cos(0.05 * k); })
      .view(shape);
}

std::span<const double> values(const at::Tensor& t) {
  return {t.data_ptr<double>(), static_cast<std::size_t>(t.numel())};
}

TEST(SsimLoss, EqualsTheMetricInTwoAndThreeDimensions) {
  const at::Tensor a = picture({2, 1, 13, 17}, 0.31, 0), b = picture({2, 1, 13, 17}, 0.29, 0.4);
  const at::Tensor found = ssim(a, b, at::tensor({2.0, 3.0}, at::kDouble));
  EXPECT_NEAR(found[0].item<double>(), metrics::ssim(values(a[0]), values(b[0]), {1, 13, 17}, 2.0), 1e-10);
  EXPECT_NEAR(found[1].item<double>(), metrics::ssim(values(a[1]), values(b[1]), {1, 13, 17}, 3.0), 1e-10);
  const at::Tensor c = picture({1, 1, 12, 11, 14}, 0.31, 0), d = picture({1, 1, 12, 11, 14}, 0.3, 0.4);
  EXPECT_NEAR(value(ssim(c, d, at::full({1}, 2.0, at::kDouble))),
              metrics::ssim(values(c), values(d), {12, 11, 14}, 2.0), 1e-10);
}

TEST(SsimLoss, GradientMatchesCentralDifferences) {
  const at::Tensor target = picture({1, 1, 6, 12}, 0.31, 0), range = at::full({1}, 2.0, at::kDouble);
  expectGradient([&](const at::Tensor& x) { return ssim(x, target, range).mean(); }, picture({1, 1, 6, 12}, 0.29, 0.4));
}

TEST(SsimLoss, IsSymmetricOneForEqualsAndBearsSmallSides) {
  const at::Tensor range = at::full({2}, 2.0, at::kDouble);
  for (const std::vector<std::int64_t>& shape :
       {std::vector<std::int64_t>{2, 1, 8, 9}, {2, 1, 1, 8}, {2, 2, 3, 2, 12}, {2, 1, 16, 16}}) {
    const at::Tensor a = picture(shape, 0.7, 0), b = picture(shape, 0.5, 1);
    EXPECT_NEAR(value(ssim(a, a, range).mean()), 1, 1e-12);
    EXPECT_NEAR(value((ssim(a, b, range) - ssim(b, a, range)).abs().max()), 0, 1e-12);
    EXPECT_LT(value(ssim(a, b, range).mean()), 0.99);
  }
}

}  // namespace
}  // namespace selvox::learn::losses
