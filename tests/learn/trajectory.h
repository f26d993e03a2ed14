#pragma once
// Golden trajectories: twenty losses of a method, float64, one thread, oneDNN off, under 20,000 parameters, within 1e-9
// of the committed ones. They hold for one set of kernels, which ctest asks for (CMakeLists.txt); elsewhere, and with
// another LibTorch, sums round otherwise and training makes that grow, so there the first two losses are compared.
// SELVOX_WRITE_GOLDEN=1 writes the files anew: only after a change that is meant to change the numbers, and with
// OPENBLAS_CORETYPE=Haswell ATEN_CPU_CAPABILITY=avx2 set.

#include <cstdlib>
#include <filesystem>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include <ATen/Parallel.h>

#include "core/learn/compat/compat.h"
#include "tests/learn/method_support.h"

namespace selvox::learn::test {

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

struct TrajectoryCase {
  std::string method;
  int dim = 2;
  base::Json settings = base::Json::object();
  double rate = 0.02;
  std::int64_t samples = 4;
  std::int64_t side = 0;                   // 0: 16 in 2D, 8 in 3D
  base::Json arch = base::Json::object();  // replaces the tiny unet's settings where not empty
  std::string archId = "unet";
  std::string name = {};  // of the golden file; empty: the method's id
};

// The kernels that the committed losses were made with.
inline bool goldenKernels() {
  const auto is = [](const char* name, std::string_view value) {
    const char* set = std::getenv(name);
    return set != nullptr && set == value;
  };
  return SELVOX_TORCH == 113 && is("OPENBLAS_CORETYPE", "Haswell") && is("ATEN_CPU_CAPABILITY", "avx2");
}

inline std::vector<double> trajectory(const TrajectoryCase& c) {
  methods::MethodConfig config = tinyConfig(c.dim, c.side > 0 ? c.side : c.dim == 2 ? 16 : 8);
  config.arch = c.archId;
  config.batch = c.samples;
  config.cases = c.samples;
  if (!c.arch.empty()) config.network.settings = c.arch;
  const auto method = buildMethod(c.method, config, c.settings);
  toDouble(*method);
  method->train(true);
  std::int64_t parameters = 0;
  for (const at::Tensor& p : method->trainable()->parameters()) parameters += p.numel();
  EXPECT_LT(parameters, 20000) << c.method;
  std::vector<double> values;
  for (int step = 0; step < 20; ++step) {
    methods::Batch batch = waves(config, c.samples, step, 20);
    addCompanions(batch, method->demand());
    values.push_back(trainStep(*method, batch, c.rate));
  }
  return values;
}

// `falls`: the mean of the last five losses is below that of the first five. (Adversarial and momentum-contrast losses
// need not.)
inline void expectTrajectory(const TrajectoryCase& c, bool falls = true) {
  const Plain plain;
  const std::string name = c.name.empty() ? c.method : c.name;
  const std::filesystem::path path =
      std::filesystem::path(__FILE__).parent_path() / "golden" / (name + "-" + std::to_string(c.dim) + "d.json");
  const std::vector<double> now = trajectory(c);
  const auto mean = [&](std::ptrdiff_t from) {
    return std::accumulate(now.begin() + from, now.begin() + from + 5, 0.0) / 5;
  };
  if (falls) {
    EXPECT_LT(mean(15), mean(0)) << "learns nothing";
  }
  const bool same = goldenKernels();
  if (std::getenv("SELVOX_WRITE_GOLDEN") != nullptr) {
    ASSERT_TRUE(same) << "set OPENBLAS_CORETYPE=Haswell ATEN_CPU_CAPABILITY=avx2";
    ASSERT_TRUE(base::writeJson(path, base::Json{{"losses", now}}).has_value());
  }
  const auto golden = base::readJson(path);
  ASSERT_TRUE(golden.has_value()) << golden.error().message;
  const auto expected = golden->at("losses").get<std::vector<double>>();
  ASSERT_EQ(expected.size(), now.size());
  for (std::size_t i = 0; i < (same ? now.size() : 2); ++i) {
    EXPECT_NEAR(now[i], expected[i], same ? 1e-9 : 1e-4 * std::max(1.0, std::abs(expected[i]))) << "step " << i;
  }
}

}  // namespace selvox::learn::test
