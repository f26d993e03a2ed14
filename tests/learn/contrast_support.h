#pragma once
// What the tests of contrastive and clustering methods share.

#include <map>
#include <string>
#include <vector>

#include "tests/learn/learning.h"

namespace selvox::learn::test {

inline at::Tensor stateOf(methods::Method& method, const std::string& name) {
  for (const auto& [key, tensor] : method.state()) {
    if (key == name) return tensor;
  }
  ADD_FAILURE() << "no state " << name;
  return {};
}

inline double metricOf(const methods::StepOutput& out, const std::string& name) {
  for (const auto& [key, value] : out.metrics) {
    if (key == name) return value.item<double>();
  }
  ADD_FAILURE() << "no metric " << name;
  return 0;
}

// Three steps, save, three more; another method loaded from the save takes the same three.
inline void expectStateContinues(const std::string& id, const base::Json& settings, std::int64_t samples = 4,
                                 int dim = 2) {
  methods::MethodConfig config = tinyConfig(dim, dim == 2 ? 16 : 8);
  config.batch = samples;
  const auto one = buildMethod(id, config, settings), two = buildMethod(id, config, settings);
  one->train(true);
  two->train(true);
  const auto take = [&](methods::Method& method, std::int64_t step) {
    methods::Batch batch = waves(config, samples, step, 6);
    addCompanions(batch, method.demand());
    return trainStep(method, batch, 0.05);
  };
  for (std::int64_t step = 0; step < 3; ++step) take(*one, step);
  std::map<std::string, at::Tensor> state;
  for (const auto& [name, tensor] : one->state()) state.emplace(name, tensor.clone());
  {
    const c10::AutoGradMode noGradients(false);
    const auto from = one->trainable()->named_parameters();
    for (auto& item : two->trainable()->named_parameters()) item.value().copy_(from[item.key()]);
    const auto buffers = one->trainable()->named_buffers();
    for (auto& item : two->trainable()->named_buffers()) item.value().copy_(buffers[item.key()]);
  }
  ASSERT_TRUE(two->loadState(state).has_value());
  for (std::int64_t step = 3; step < 6; ++step) EXPECT_EQ(take(*one, step), take(*two, step)) << step;
  const auto last = one->state();
  for (const auto& [name, tensor] : two->state()) EXPECT_TRUE(at::equal(tensor, stateOf(*one, name))) << name;
  state.erase(state.begin());
  EXPECT_FALSE(two->loadState(state).has_value());
}

// Previews of a batch and of one sample; nothing changes, nothing carries a graph.
inline void expectQuietPreview(const std::string& id, const base::Json& settings, std::size_t count, int dim = 2) {
  const methods::MethodConfig config = tinyConfig(dim, dim == 2 ? 16 : 8);
  const auto method = buildMethod(id, config, settings);
  method->train(true);
  std::vector<at::Tensor> before;
  for (const auto& item : method->state()) before.push_back(item.second.clone());
  methods::Batch batch = waves(config, 4, 0, 10), alone = waves(config, 1, 0, 10);
  addCompanions(batch, method->demand());
  addCompanions(alone, method->demand());
  const auto previews = method->preview(batch);
  EXPECT_EQ(previews.size(), count);
  for (const methods::Preview& p : previews) {
    EXPECT_FALSE(p.tensor.requires_grad()) << p.name;
    EXPECT_FALSE(p.title.empty()) << p.name;
    EXPECT_TRUE(at::isfinite(p.tensor).all().item<bool>()) << p.name;
  }
  EXPECT_GE(method->preview(alone).size(), 1u);
  std::size_t i = 0;
  for (const auto& item : method->state()) EXPECT_TRUE(at::equal(item.second, before[i++])) << item.first;
  EXPECT_TRUE(method->network()->is_training());
  EXPECT_TRUE(method->trainable()->is_training());
}

inline void expectBetterProbe(const std::string& id, const base::Json& settings, double margin,
                              std::int64_t samples = 16, std::int64_t steps = 200) {
  methods::MethodConfig config = tinyConfig(2, 24);
  config.batch = samples;
  config.cases = 256;
  const auto method = buildMethod(id, config, settings);
  const double before = probe(*method->network(), config.patch);
  const Learned learned = learn(*method, config, samples, steps);
  const double after = probe(*method->network(), config.patch);
  testing::Test::RecordProperty("before", std::to_string(before));
  testing::Test::RecordProperty("after", std::to_string(after));
  EXPECT_GT(after, before + margin) << before << " -> " << after << ", loss " << learned.first << " -> "
                                    << learned.last;
}

}  // namespace selvox::learn::test
