#pragma once
// What the tests of methods that compare two views share.

#include <memory>
#include <string>
#include <vector>

#include "core/base/rng.h"
#include "core/learn/methods/parts.h"
#include "tests/learn/learning.h"
#include "tests/learn/trajectory.h"

namespace selvox::learn::test {

inline at::Tensor namedTensor(const methods::Tensors& tensors, const std::string& name) {
  for (const auto& [key, tensor] : tensors) {
    if (key == name) return tensor;
  }
  ADD_FAILURE() << "nothing is called " << name;
  return {};
}

inline double metricOf(const methods::StepOutput& out, const std::string& name) {
  return namedTensor(out.metrics, name).item<double>();
}

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
    z.push_back(head->forward(methods::embed(*method.network(), namedTensor(method.views(batch), name))));
  }
  return z;
}

inline void toDouble(methods::Method& method) {
  method.trainable()->to(at::kDouble);
  method.network()->to(at::kDouble);
  for (const auto& item : method.state()) {
    if (item.second.is_floating_point()) at::Tensor(item.second).set_data(item.second.to(at::kDouble));
  }
}

// d loss / d (a random direction of the weights) by autograd and by central differences, float64.
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
  const double h = 1e-6, found = (lossAt(h) - lossAt(-h)) / (2 * h);
  EXPECT_NEAR(found, expected, tolerance * std::max(1.0, std::abs(expected)));
}

// Probe accuracy before and after, mean loss and metrics at the end.
struct Gain {
  double before = 0, after = 0;
  Learned learned;
};
inline Gain gain(const std::string& id, const methods::MethodConfig& config, const base::Json& settings,
                 std::int64_t samples, std::int64_t steps, double lr = 1e-3) {
  const auto method = buildMethod(id, config, settings);
  Gain result;
  result.before = probe(*method->network(), config.patch);
  result.learned = learn(*method, config, samples, steps, lr);
  result.after = probe(*method->network(), config.patch);
  testing::Test::RecordProperty("before", std::to_string(result.before));
  testing::Test::RecordProperty("after", std::to_string(result.after));
  return result;
}

}  // namespace selvox::learn::test
