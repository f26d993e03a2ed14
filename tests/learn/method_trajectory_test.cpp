// Twenty losses of each method, float64, one thread, oneDNN off, under 20,000 parameters, within 1e-9 of the committed
// ones. SELVOX_WRITE_GOLDEN=1 writes the files anew: only after a change that is meant to change the numbers.

#include <cstdlib>
#include <filesystem>
#include <numeric>

#include "core/learn/compat/compat.h"
#include "tests/learn/method_support.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

struct Case {
  const char* method;
  int dim;
  base::Json settings;
  double rate;
};

class Plain {  // one thread, no oneDNN, for the life of the object
 public:
  Plain() {
    at::set_num_threads(1);
    compat::setOneDnn(false);
  }
  ~Plain() {
    compat::setOneDnn(true);
    at::set_num_threads(threads_);
  }
  Plain(const Plain&) = delete;
  Plain& operator=(const Plain&) = delete;

 private:
  int threads_ = at::get_num_threads();
};

std::vector<double> losses(const Case& c) {
  const MethodConfig config = tinyConfig(c.dim, c.dim == 2 ? 16 : 8);
  const auto method = buildMethod(c.method, config, c.settings);
  method->trainable()->to(at::kDouble);
  method->network()->to(at::kDouble);
  for (const auto& item : method->state()) at::Tensor(item.second).set_data(item.second.to(at::kDouble));
  method->train(true);
  std::int64_t parameters = 0;
  for (const at::Tensor& p : method->trainable()->parameters()) parameters += p.numel();
  EXPECT_LT(parameters, 20000) << c.method;
  std::vector<double> values;
  for (int step = 0; step < 20; ++step) values.push_back(trainStep(*method, waves(config, 4, step, 20), c.rate));
  return values;
}

class Trajectory : public testing::TestWithParam<Case> {};

TEST_P(Trajectory, IsTheCommittedOne) {
  const Plain plain;
  const Case c = GetParam();
  const std::filesystem::path path = std::filesystem::path(__FILE__).parent_path() / "golden" /
                                     (std::string(c.method) + "-" + std::to_string(c.dim) + "d.json");
  const std::vector<double> now = losses(c);
  const auto mean = [&](std::ptrdiff_t from) {
    return std::accumulate(now.begin() + from, now.begin() + from + 5, 0.0) / 5;
  };
  EXPECT_LT(mean(15), mean(0)) << "learns nothing";
  if (std::getenv("SELVOX_WRITE_GOLDEN") != nullptr) {
    ASSERT_TRUE(base::writeJson(path, base::Json{{"losses", now}}).has_value());
  }
  const auto golden = base::readJson(path);
  ASSERT_TRUE(golden.has_value()) << golden.error().message;
  const auto expected = golden->at("losses").get<std::vector<double>>();
  ASSERT_EQ(expected.size(), now.size());
  for (std::size_t i = 0; i < now.size(); ++i) EXPECT_NEAR(now[i], expected[i], 1e-9) << "step " << i;
}

const base::Json kHeads{{"hidden", 32}, {"out", 16}};
INSTANTIATE_TEST_SUITE_P(Methods, Trajectory,
                         testing::Values(Case{"mae", 2, {{"block", 4}}, 0.05}, Case{"mae", 3, {{"block", 2}}, 0.05},
                                         Case{"simclr", 2, kHeads, 0.02}, Case{"simclr", 3, kHeads, 0.02},
                                         Case{"byol", 2, kHeads, 0.02}, Case{"byol", 3, kHeads, 0.02}),
                         [](const auto& c) { return std::string(c.param.method) + std::to_string(c.param.dim) + "d"; });

}  // namespace
}  // namespace selvox::learn::methods
