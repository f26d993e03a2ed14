#pragma once
// Learning tests: does a method, in a few hundred steps on phantoms of known structure, beat chance or make features
// that a linear probe reads better than a random encoder's?

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include "core/base/rng.h"
#include "core/learn/engine/optimizer.h"
#include "core/learn/methods/parts.h"
#include "tests/learn/method_support.h"

namespace selvox::learn::test {

constexpr int kPhantomClasses = 4;  // {ellipsoid, box} x {plain, striped}

// One sample, (1, 1, [D,] H, W), float32, about z-scored: a body of random size, place and brightness in noise. The
// body is brighter at the low end of every axis, so that position and direction can be told.
inline at::Tensor classPhantom(int kind, std::uint64_t index, const std::vector<std::int64_t>& size) {
  base::Rng rng(21, base::Purpose::Phantom, static_cast<std::uint64_t>(kind), index);
  const std::size_t dim = size.size();
  std::vector<double> centre(dim), radius(dim);
  for (std::size_t a = 0; a < dim; ++a) {
    centre[a] = static_cast<double>(size[a]) * rng.uniform(0.42, 0.58);
    radius[a] = static_cast<double>(size[a]) * rng.uniform(0.24, 0.38);
  }
  const double bright = rng.uniform(1.0, 1.6), noise = 0.15, period = rng.uniform(3.5, 4.5);
  std::vector<std::int64_t> shape{1, 1};
  shape.insert(shape.end(), size.begin(), size.end());
  at::Tensor image = at::empty(shape, at::kFloat);
  float* out = image.data_ptr<float>();
  std::vector<std::int64_t> at(dim, 0);
  for (std::int64_t i = 0; i < image.numel(); ++i) {
    std::int64_t rest = i;
    double sum = 0, furthest = 0, slope = 0;
    for (std::size_t a = dim; a-- > 0;) {
      at[a] = rest % size[a];
      rest /= size[a];
      const double d = (static_cast<double>(at[a]) - centre[a]) / radius[a];
      sum += d * d;
      furthest = std::max(furthest, std::abs(d));
      slope += static_cast<double>(at[a]) / static_cast<double>(size[a]) * (a == 0 ? 0.5 : 0.25);
    }
    const bool inside = kind % 2 == 0 ? sum < 1 : furthest < 0.85;
    double value = inside ? bright - slope : -0.5;
    if (inside && kind >= 2) value += 0.6 * std::sin(2 * 3.14159265358979 * static_cast<double>(at[dim - 1]) / period);
    out[i] = static_cast<float>(value + noise * rng.normal());
  }
  return image;
}

// Samples of all classes in turn; another set at every step.
inline methods::Batch phantomBatch(const methods::MethodConfig& config, const methods::Demand& demand,
                                   std::int64_t samples, std::int64_t step, std::int64_t steps) {
  std::vector<at::Tensor> images;
  for (std::int64_t i = 0; i < samples; ++i) {
    images.push_back(classPhantom(static_cast<int>(i % kPhantomClasses),
                                  static_cast<std::uint64_t>(step * samples + i) % 256, config.patch));
  }
  methods::Batch batch = waves(config, samples, step, steps);
  batch.images = at::cat(images);
  addCompanions(batch, demand);
  return batch;
}

struct Learned {
  double first = 0, last = 0;                           // mean loss of the first and last tenth
  std::vector<std::pair<std::string, double>> metrics;  // means over the last tenth
  [[nodiscard]] double metric(const std::string& name) const {
    for (const auto& [key, value] : metrics) {
      if (key == name) return value;
    }
    ADD_FAILURE() << "no metric " << name;
    return 0;
  }
};

// AdamW on the batches that `batchAt(step)` makes, float32.
inline Learned learn(methods::Method& method, const std::function<methods::Batch(std::int64_t)>& batchAt,
                     std::int64_t steps, double lr = 1e-3) {
  std::vector<engine::ParameterGroup> groups;
  for (auto& item : method.trainable()->named_parameters()) {
    engine::ParameterGroup group;
    group.name = item.key();
    group.tensor = item.value();
    group.lrScale = method.rule(item.key()).lrScale;
    if (item.value().requires_grad()) groups.push_back(std::move(group));
  }
  engine::Optimizer optimizer(engine::OptimizerKind::AdamW, std::move(groups), 1e-4, 0.9);
  method.train(true);
  Learned result;
  const std::int64_t tenth = std::max<std::int64_t>(steps / 10, 1);
  for (std::int64_t step = 0; step < steps; ++step) {
    optimizer.zeroGradients();
    const methods::StepOutput out = method.step(batchAt(step));
    out.loss.backward();
    method.afterBackward(step + 1, steps);
    optimizer.step(lr, 12);
    method.afterOptimizerStep(step + 1, steps);
    const double loss = out.loss.item<double>() / static_cast<double>(tenth);
    if (step < tenth) result.first += loss;
    if (step < steps - tenth) continue;
    result.last += loss;
    for (std::size_t i = 0; i < out.metrics.size(); ++i) {
      if (result.metrics.size() <= i) result.metrics.emplace_back(out.metrics[i].first, 0.0);
      result.metrics[i].second += out.metrics[i].second.item<double>() / static_cast<double>(tenth);
    }
  }
  return result;
}

// The same on phantoms of all classes.
inline Learned learn(methods::Method& method, const methods::MethodConfig& config, std::int64_t samples,
                     std::int64_t steps, double lr = 1e-3) {
  const methods::Demand demand = method.demand();
  return learn(
      method, [&](std::int64_t step) { return phantomBatch(config, demand, samples, step, steps); }, steps, lr);
}

// Accuracy of a ridge classifier on the encoder's mean features: 96 phantoms to fit, 800 others to judge. Chance: 1/4.
inline double probe(architectures::Network& network, const std::vector<std::int64_t>& size) {
  const c10::AutoGradMode noGradients(false);
  const methods::EvaluationMode mode(network);
  const auto features = [&](std::uint64_t from, std::int64_t count) {
    std::vector<at::Tensor> images;
    for (std::int64_t i = 0; i < count; ++i) {
      images.push_back(classPhantom(static_cast<int>(i % kPhantomClasses), from + static_cast<std::uint64_t>(i), size));
    }
    at::Tensor z = methods::embed(network, at::cat(images)).to(at::kDouble);
    return z;
  };
  constexpr std::int64_t judged = 800;  // few enough would let rounding decide whether a margin is met
  at::Tensor fit = features(1000, 96), judge = features(2000, judged);
  const at::Tensor mean = fit.mean(0), deviation = fit.std(0) + 1e-6;
  const auto extended = [&](const at::Tensor& z) {
    return at::cat({(z - mean) / deviation, at::ones({z.size(0), 1}, at::kDouble)}, 1);
  };
  fit = extended(fit), judge = extended(judge);
  const at::Tensor kinds = at::arange(96, at::kLong).remainder(kPhantomClasses);
  const at::Tensor target = at::one_hot(kinds, kPhantomClasses).to(at::kDouble);
  const at::Tensor gram = fit.t().mm(fit) + 1.0 * at::eye(fit.size(1), at::kDouble);
  const at::Tensor weights = at::linalg_solve(gram, fit.t().mm(target));
  const at::Tensor answers = judge.mm(weights).argmax(1);
  return answers.eq(at::arange(judged, at::kLong).remainder(kPhantomClasses)).to(at::kDouble).mean().item<double>();
}

// Probe accuracy before and after, and what was learned between.
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

inline void expectBetterProbe(const std::string& id, const base::Json& settings, double margin) {
  methods::MethodConfig config = tinyConfig(2, 24);
  config.batch = 16;
  config.cases = 256;
  const Gain g = gain(id, config, settings, 16, 200);
  EXPECT_GT(g.after, g.before + margin) << g.before << " -> " << g.after << ", loss " << g.learned.first << " -> "
                                        << g.learned.last;
}

}  // namespace selvox::learn::test
