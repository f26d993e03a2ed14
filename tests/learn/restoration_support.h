#pragma once
// What the tests of restorative methods share: samples, gradients of a whole method.

#include <algorithm>
#include <string>

#include "core/learn/methods/degrade/sample.h"
#include "tests/learn/loss_support.h"
#include "tests/learn/method_support.h"

namespace selvox::learn::test {

// Every voxel another value: 0, 1, 2, … in memory order, (1, sizes).
inline at::Tensor countedSample(std::vector<std::int64_t> sizes) {
  sizes.insert(sizes.begin(), 1);
  return at::arange(c10::multiply_integers(sizes), at::kDouble).view(sizes);
}

// A smooth body on an empty ground, (1, sizes), values in [0, 1].
inline at::Tensor blobSample(const std::vector<std::int64_t>& sizes) {
  at::Tensor sum = at::zeros({}, at::kDouble);
  for (std::size_t a = 0; a < sizes.size(); ++a) {
    std::vector<std::int64_t> shape(sizes.size(), 1);
    shape[a] = sizes[a];
    const double centre = 0.45 * static_cast<double>(sizes[a]), width = 0.22 * static_cast<double>(sizes[a]);
    sum = sum + ((at::arange(sizes[a], at::kDouble).view(shape) - centre) / width).square();
  }
  return (-0.5 * sum).exp().unsqueeze(0).contiguous();
}

inline base::Rng testRng(std::uint64_t index) {
  return base::Rng(5, base::Purpose::Test, 0, index);
}

// Gradient of the method's loss for some weights of every parameter against central differences, in float64.
inline void expectMethodGradient(methods::Method& method, const methods::Batch& batch, std::int64_t perParameter = 2,
                                 double step = 1e-6) {
  toDouble(method);
  method.train(true);
  auto parameters = method.trainable()->named_parameters();
  for (auto& item : parameters) item.value().mutable_grad().reset();
  method.step(batch).loss.backward();
  const c10::AutoGradMode noGradients(false);
  double largest = 0;
  for (auto& item : parameters) {
    const at::Tensor& p = item.value();
    if (!p.grad().defined()) continue;
    for (std::int64_t i = 0; i < std::min(perParameter, p.numel()); ++i) {
      const std::int64_t at = i * (p.numel() - 1) / std::max<std::int64_t>(perParameter - 1, 1);
      double* value = p.data_ptr<double>() + at;
      const double was = *value, found = p.grad().contiguous().data_ptr<double>()[at];
      *value = was + step;
      const double up = method.step(batch).loss.item<double>();
      *value = was - step;
      const double down = method.step(batch).loss.item<double>();
      *value = was;
      const double expected = (up - down) / (2 * step);
      EXPECT_NEAR(found, expected, 1e-6 * std::max(1.0, std::abs(expected))) << item.key() << " " << at;
      largest = std::max(largest, std::abs(found));
    }
  }
  EXPECT_GT(largest, 1e-4) << "no gradient at all";
}

}  // namespace selvox::learn::test
