#pragma once
// Any network of the table, small enough for a test.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <ATen/ATen.h>
#include <gtest/gtest.h>
#include <torch/nn/module.h>

#include "core/learn/architectures/encoder.h"

namespace selvox::learn::test {

struct NetworkLine {
  std::string id;
  int dim = 2;
};
inline void PrintTo(const NetworkLine& line, std::ostream* out) {
  *out << line.id << " " << line.dim << "D";
}

inline std::vector<NetworkLine> networkLines() {
  std::vector<NetworkLine> all;
  for (const auto& info : architectures::builtin()) {
    for (const int dim : info.dims) all.push_back({info.id, dim});
  }
  return all;
}

// Where widths and depths depend on each other.
inline const std::map<std::string, base::Json>& tinyTransformers() {
  static const base::Json primus{{"size", 16}, {"patch", 4}, {"dim", 12}, {"depth", 1}, {"heads", 2}};
  static const std::map<std::string, base::Json> all{
      {"unetr", {{"size", 32}, {"feature_size", 2}, {"dim", 12}, {"depth", 4}, {"heads", 2}}},
      {"swin-unetr", {{"feature_size", 6}, {"window", 3}, {"heads", {1, 2, 2, 4}}}},
      {"swin-unet", {{"dim", 8}, {"window", 3}, {"heads", {1, 2, 2, 4}}, {"drop_path", 0.0}}},
      {"primus-s", primus},
      {"primus-b", primus},
      {"primus-m", primus},
      {"primus-l", primus},
      {"msrf-net", {{"base", 8}}}};
  return all;
}

// Every width and depth that the network lets one set, as small as it goes well.
inline base::Json tinySettings(const std::string& id) {
  if (const auto own = tinyTransformers().find(id); own != tinyTransformers().end()) return own->second;
  static const std::map<std::string, int> small{{"stages", 3}, {"base", 4},   {"init", 8},  {"root", 4},
                                                {"growth", 4}, {"hidden", 6}, {"patch", 4}, {"dim", 12},
                                                {"depth", 1},  {"heads", 2},  {"size", 16}, {"side", 16}};
  base::Json settings = base::Json::object();
  for (const spec::Param& p : (*architectures::find(id))->schema.params) {
    if (const auto found = small.find(p.name); found != small.end()) settings[p.name] = found->second;
  }
  return settings;
}

inline std::shared_ptr<architectures::Network> networkOf(const std::string& id, int dim, const base::Json& settings,
                                                         int in = 1, int out = 2, std::uint64_t seed = 5) {
  auto network = architectures::build(id, {dim, in, out, settings}, seed);
  EXPECT_TRUE(network.has_value()) << (network ? "" : network.error().message);
  return network ? *network : nullptr;
}

inline std::shared_ptr<architectures::Encoder> encoderIn(architectures::Network& network) {
  return std::dynamic_pointer_cast<architectures::Encoder>(network.named_children()["encoder"]);
}

inline at::Tensor weightOf(torch::nn::Module& module, const std::string& name) {
  auto* found = module.named_parameters().find(name);
  EXPECT_NE(found, nullptr) << "no weight is called " << name;
  return found == nullptr ? at::zeros({1}) : *found;
}

// Values of many signs and sizes, the same on every machine.
inline at::Tensor ripples(const std::vector<std::int64_t>& shape) {
  const at::Tensor k = at::arange(c10::multiply_integers(shape), at::kDouble).view(shape);
  return (0.37 * k + 0.00021 * k * k).sin().to(at::kFloat);
}
inline at::Tensor rippledImage(int dim, std::vector<std::int64_t> sides, std::int64_t batch = 1, std::int64_t in = 1) {
  sides.resize(static_cast<std::size_t>(dim));
  sides.insert(sides.begin(), {batch, in});
  return ripples(sides);
}

inline double largestDifference(const at::Tensor& a, const at::Tensor& b) {
  EXPECT_EQ(a.sizes(), b.sizes());
  return a.sizes() == b.sizes() ? (a - b).abs().max().item<double>() : 1e9;
}

}  // namespace selvox::learn::test
