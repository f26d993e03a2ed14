// Every method on every kind of network: it takes a step, or says why it cannot.

#include <algorithm>
#include <cmath>
#include <set>

#include "tests/learn/state_support.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

struct Kind {
  const char* arch;
  int dim;
  std::int64_t side;
  base::Json settings;
  std::set<std::string> refused;  // methods that need what this network has not
};
void PrintTo(const Kind& kind, std::ostream* out) {
  *out << kind.arch << " " << kind.dim << "D";
}

std::vector<Kind> kinds() {
  const std::set<std::string> flat{"spark"}, pyramids{"dinov2"};
  const std::set<std::string> coarse{"dinov2", "voco"};  // stride 32: no room for two crops of VoCo
  return {
      {"unetr", 2, 64, {{"size", 64}, {"feature_size", 2}, {"dim", 12}, {"depth", 4}, {"heads", 2}}, flat},
      {"primus-s", 3, 16, {{"size", 16}, {"patch", 4}, {"dim", 12}, {"depth", 1}, {"heads", 2}}, flat},
      {"swin-unetr", 2, 32, {{"feature_size", 6}, {"window", 3}, {"heads", {1, 2, 2, 4}}}, coarse},
      {"swin-unet", 2, 64, {{"dim", 8}, {"window", 3}, {"heads", {1, 2, 2, 4}}, {"drop_path", 0.0}}, coarse},
      {"msrf-net", 2, 32, {{"base", 8}}, pyramids},
  };
}

class SlowEveryNetwork : public testing::TestWithParam<Kind> {};

TEST_P(SlowEveryNetwork, LearnsByEveryMethod) {
  const Kind& kind = GetParam();
  for (const MethodInfo& info : builtin()) {
    if (std::find(info.dims.begin(), info.dims.end(), kind.dim) == info.dims.end() || info.family == "test") continue;
    MethodConfig config = tinyConfig(kind.dim, kind.side);
    config.arch = kind.arch;
    config.batch = config.cases = 4;
    config.network.settings = kind.settings;
    base::Json small = base::Json::object();
    for (const spec::Param& p : info.schema.params) {
      const bool wide = p.type == spec::ParamType::Int && p.unit == "features" && p.defaultValue.is_number();
      if (wide) small[p.name] = std::min<std::int64_t>(p.defaultValue.get<std::int64_t>(), 16);
    }
    config.settings = *spec::resolve(info.schema, small);
    const auto built = info.build(config);
    if (!built) {
      EXPECT_TRUE(kind.refused.count(info.id)) << info.id << ": " << built.error().message;
      continue;
    }
    EXPECT_FALSE(kind.refused.count(info.id)) << info.id << " takes it";
    (*built)->train(true);
    for (std::int64_t step = 0; step < 2; ++step) {
      Batch batch = waves(config, 4, step, 20);
      addCompanions(batch, (*built)->demand());
      EXPECT_TRUE(std::isfinite(trainStep(**built, batch, 0.001))) << info.id << " step " << step;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Table, SlowEveryNetwork, testing::ValuesIn(kinds()), [](const auto& line) {
  std::string name = line.param.arch;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace selvox::learn::methods
