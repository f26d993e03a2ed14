#pragma once
// What the tests of predictive methods share.

#include <cmath>
#include <string>

#include "tests/learn/state_support.h"

namespace selvox::learn::test {

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

}  // namespace selvox::learn::test
