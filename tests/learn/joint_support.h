#pragma once
// What the tests of methods that compare two views share.

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "core/base/rng.h"
#include "core/learn/methods/parts.h"
#include "tests/learn/learning.h"
#include "tests/learn/trajectory.h"

namespace selvox::learn::test {

template <class Head>
std::shared_ptr<Head> headOf(methods::Method& method, const std::string& name) {
  return std::dynamic_pointer_cast<Head>(method.trainable()->named_children()[name]);
}

// Embeddings of both views, as the method's own parts give them one after the other.
template <class Head>
std::vector<at::Tensor> embeddings(methods::Method& method, const methods::Batch& batch) {
  const auto head = headOf<Head>(method, "projector");
  std::vector<at::Tensor> z;
  for (const char* name : {"view1", "view2"}) {
    z.push_back(head->forward(methods::embed(*method.network(), named(method.views(batch), name))));
  }
  return z;
}

// d loss / d (a random direction of the weights) by autograd and by central differences, float64. Within 1e-6 some ReLU
// of PGL's many positions turns (3D, side 16: 5e-4 of the slope); within 1e-7 none, and both agree to 1e-8.
inline void expectWeightGradient(methods::Method& method, const methods::Batch& batch, double tolerance = 1e-6) {
  toDouble(method);
  method.train(true);
  std::vector<at::Tensor> weights = method.trainable()->parameters(), direction;
  base::Rng rng(5, base::Purpose::Test);
  method.step(batch).loss.backward();
  double expected = 0;
  for (at::Tensor& w : weights) {
    at::Tensor d = at::empty(w.sizes(), at::kDouble);
    for (std::int64_t i = 0; i < d.numel(); ++i) d.data_ptr<double>()[i] = rng.normal();
    if (w.grad().defined()) expected += (w.grad() * d).sum().item<double>();
    direction.push_back(d);
  }
  const c10::AutoGradMode noGradients(false);
  const auto lossAt = [&](double h) {
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i].add_(direction[i], h);
    const double loss = method.step(batch).loss.item<double>();
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i].sub_(direction[i], h);
    return loss;
  };
  const double h = 1e-7, found = (lossAt(h) - lossAt(-h)) / (2 * h);
  EXPECT_NEAR(found, expected, tolerance * std::max(1.0, std::abs(expected)));
}

}  // namespace selvox::learn::test
