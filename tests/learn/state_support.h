#pragma once
// What a method keeps: looked at, copied, compared.

#include <map>
#include <string>
#include <vector>

#include "tests/learn/method_support.h"

namespace selvox::learn::test {

using Snapshot = std::map<std::string, at::Tensor>;

inline at::Tensor stateOf(methods::Method& method, const std::string& name) {
  return named(method.state(), name);
}

inline Snapshot stateCopy(methods::Method& method) {
  Snapshot all;
  for (const auto& [name, tensor] : method.state()) all[name] = tensor.detach().clone();
  return all;
}

// Weights, buffers and state.
inline Snapshot snapshot(methods::Method& method) {
  Snapshot all;
  const auto take = [&](const std::string& prefix, const torch::nn::Module& module) {
    for (const auto& item : module.named_parameters()) all[prefix + item.key()] = item.value().detach().clone();
    for (const auto& item : module.named_buffers()) all[prefix + item.key()] = item.value().clone();
  };
  take("trained ", *method.trainable());
  take("network ", *method.network());
  for (const auto& [name, tensor] : stateCopy(method)) all["state " + name] = tensor;
  return all;
}

inline void expectSame(const Snapshot& before, const Snapshot& after, const std::string& what) {
  ASSERT_EQ(before.size(), after.size()) << what;
  for (const auto& [name, tensor] : before) EXPECT_TRUE(at::equal(tensor, after.at(name))) << what << ": " << name;
}

inline void copyWeights(methods::Method& to, methods::Method& from) {
  const c10::AutoGradMode noGradients(false);
  const auto parameters = from.trainable()->named_parameters();
  for (auto& item : to.trainable()->named_parameters()) item.value().copy_(parameters[item.key()]);
  const auto buffers = from.trainable()->named_buffers();
  for (auto& item : to.trainable()->named_buffers()) item.value().copy_(buffers[item.key()]);
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
  Snapshot state = stateCopy(*one);
  copyWeights(*two, *one);
  ASSERT_TRUE(two->loadState(state).has_value());
  for (std::int64_t step = 3; step < 6; ++step) EXPECT_EQ(take(*one, step), take(*two, step)) << step;
  expectSame(stateCopy(*one), stateCopy(*two), "state");
  state.erase(state.begin());
  EXPECT_FALSE(two->loadState(state).has_value());
}

// Previews of a batch and of one sample; nothing changes, nothing carries a graph. The table's test asks this of every
// method as it comes; this one with settings of its own.
inline void expectQuietPreview(const std::string& id, const base::Json& settings, std::size_t count,
                               const std::vector<int>& dims = {2, 3}, std::int64_t side = 24) {
  for (const int dim : dims) {
    const methods::MethodConfig config = tinyConfig(dim, side);
    const auto method = buildMethod(id, config, settings);
    method->train(true);
    methods::Batch batch = waves(config, 4, 1, 10), alone = waves(config, 1, 1, 10);
    addCompanions(batch, method->demand());
    addCompanions(alone, method->demand());
    const Snapshot before = snapshot(*method);
    const auto previews = method->preview(batch);
    EXPECT_EQ(previews.size(), count) << id << " " << dim << "D";
    for (const methods::Preview& p : previews) {
      EXPECT_FALSE(p.tensor.requires_grad()) << p.name;
      EXPECT_FALSE(p.title.empty()) << p.name;
      EXPECT_EQ(p.tensor.dim(), p.role == "image" ? dim + 1 : dim) << p.name;
      EXPECT_TRUE(at::isfinite(p.tensor).all().item<bool>()) << p.name;
    }
    EXPECT_GE(method->preview(alone).size(), 1u);
    expectSame(before, snapshot(*method), id + " " + std::to_string(dim) + "D");
    EXPECT_TRUE(method->network()->is_training());
    EXPECT_TRUE(method->trainable()->is_training());
  }
}

}  // namespace selvox::learn::test
