#pragma once
// What the tests of predictive methods share.

#include <cmath>
#include <set>
#include <string>

#include "tests/learn/method_support.h"

namespace selvox::learn::test {

inline at::Tensor tensorOf(const methods::Tensors& tensors, const std::string& name) {
  for (const auto& [key, tensor] : tensors) {
    if (key == name) return tensor;
  }
  ADD_FAILURE() << "no tensor " << name;
  return {};
}

inline std::string refusalOf(const std::string& id, methods::MethodConfig config, const base::Json& settings) {
  const auto info = methods::find(id);
  config.settings = *spec::resolve((*info)->schema, settings);
  const auto built = (*info)->build(config);
  EXPECT_FALSE(built.has_value()) << id;
  return built ? "" : built.error().message;
}

struct ChanceCase {
  std::string method;
  int dim = 2;
  base::Json settings = base::Json::object();
  double chance = 0;
  std::int64_t side = 24, samples = 4;
};

// The first loss lies within 25% of what chance() says, which is the expected value.
inline void expectChance(const ChanceCase& c) {
  methods::MethodConfig config = tinyConfig(c.dim, c.side);
  config.batch = config.cases = c.samples;
  const auto method = buildMethod(c.method, config, c.settings.is_null() ? base::Json::object() : c.settings);
  EXPECT_NEAR(method->chance(), c.chance, 1e-12) << c.method;
  method->train(true);
  methods::Batch batch = waves(config, c.samples, 0, 10);
  addCompanions(batch, method->demand());
  const double loss = method->step(batch).loss.item<double>();
  EXPECT_NEAR(loss, c.chance, 0.25 * c.chance) << c.method << " " << c.dim << "D " << c.settings.dump();
}

// In 2D and 3D a preview leaves weights and running statistics alone, and can be looked at.
inline void expectQuietPreview(const std::string& id, const base::Json& settings, std::int64_t side = 24) {
  for (const int dim : {2, 3}) {
    const methods::MethodConfig config = tinyConfig(dim, side);
    const auto method = buildMethod(id, config, settings);
    method->train(true);
    methods::Batch batch = waves(config, 3, 1, 10);
    addCompanions(batch, method->demand());
    const auto now = [&] {
      std::vector<at::Tensor> all;
      for (const at::Tensor& t : method->trainable()->parameters()) all.push_back(t.detach().clone());
      for (const at::Tensor& t : method->trainable()->buffers()) all.push_back(t.clone());
      return all;
    };
    const auto before = now();
    const auto previews = method->preview(batch);
    EXPECT_GE(previews.size(), 3u) << id;
    for (const auto& p : previews) {
      EXPECT_FALSE(p.tensor.requires_grad()) << p.name;
      EXPECT_EQ(p.tensor.dim(), p.role == "image" ? dim + 1 : dim) << p.name;
      EXPECT_FALSE(p.title.empty());
    }
    const auto after = now();
    for (std::size_t i = 0; i < before.size(); ++i) EXPECT_TRUE(at::equal(before[i], after[i])) << id;
    EXPECT_TRUE(method->network()->is_training());
  }
}

}  // namespace selvox::learn::test
