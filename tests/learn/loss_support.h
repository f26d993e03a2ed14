#pragma once
// The inputs of the golden table (k = row * columns + column) and central differences.

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include <ATen/ATen.h>
#include <gtest/gtest.h>
#include <torch/nn/module.h>

namespace selvox::learn::test {

inline at::Tensor table(std::int64_t rows, std::int64_t columns, const std::function<double(double)>& f) {
  at::Tensor t = at::empty({rows, columns}, at::kDouble);
  for (std::int64_t k = 0; k < rows * columns; ++k) t.data_ptr<double>()[k] = f(static_cast<double>(k));
  return t;
}
inline at::Tensor z1() {
  return table(4, 8, [](double k) { return std::sin(0.10 * k * k + 0.3 * k + 1.0); });
}
inline at::Tensor z2() {
  return table(4, 8, [](double k) { return std::cos(0.05 * k * k + 0.3 * k); });
}

inline double value(const at::Tensor& scalar) {
  return scalar.item<double>();
}

using Loss = std::function<at::Tensor(const at::Tensor&)>;

// Gradient of `loss` at `x` against central differences, float64; both within 1e-6 of the gradient's scale.
inline void expectGradient(const Loss& loss, const at::Tensor& at) {
  const at::Tensor x = at.detach().clone().contiguous().requires_grad_(true);
  loss(x).backward();
  const at::Tensor gradient = x.grad().contiguous();
  const double h = 1e-6, tolerance = 1e-6 * std::max(1.0, value(gradient.abs().max()));
  const c10::InferenceMode quiet;
  for (std::int64_t i = 0; i < x.numel(); ++i) {
    at::Tensor up = at.clone().contiguous(), down = at.clone().contiguous();
    up.data_ptr<double>()[i] += h;
    down.data_ptr<double>()[i] -= h;
    const double expected = (value(loss(up)) - value(loss(down))) / (2 * h);
    ASSERT_NEAR(gradient.data_ptr<double>()[i], expected, tolerance) << "entry " << i;
  }
}

}  // namespace selvox::learn::test
