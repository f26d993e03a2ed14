#include "core/learn/architectures/stages.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

#include "core/learn/architectures/params.h"
#include "core/learn/architectures/settings.h"

namespace selvox::learn::architectures {
namespace {

// A flat list of stages x dim numbers as rows; "auto" gives `fallback`.
std::vector<Sizes> rows(const base::Json& settings, const char* key, std::size_t stages, std::size_t dim,
                        std::vector<Sizes> fallback) {
  const auto given = vectorOrAuto(settings, key);
  if (!given) return fallback;
  if (given->size() != stages * dim) {
    throw std::invalid_argument(std::string("`") + key + "` needs stages x axes = " + std::to_string(stages * dim) +
                                " numbers, got " + std::to_string(given->size()));
  }
  std::vector<Sizes> result;
  for (std::size_t i = 0; i < stages; ++i) {
    result.emplace_back(given->begin() + static_cast<std::ptrdiff_t>(i * dim),
                        given->begin() + static_cast<std::ptrdiff_t>((i + 1) * dim));
  }
  return result;
}

constexpr const char* kIsensee = "Isensee et al., Nature Methods 2021";

spec::Param perAxis(const char* name, const char* help) {
  spec::Param p = rare(wholeParam(name, nullptr, 1, 7, {"", help, kIsensee}));
  p.type = spec::ParamType::IntVector;
  return p;
}

}  // namespace

Stages stagesOf(const NetworkConfig& config) {
  const auto dim = static_cast<std::size_t>(config.dim);
  const auto stages = static_cast<std::size_t>(intOrAuto(config.settings, "stages").value_or(dim == 2 ? 7 : 6));
  const std::int64_t base = base::valueOr<std::int64_t>(config.settings, "base", 32);
  const std::int64_t cap = intOrAuto(config.settings, "cap").value_or(dim == 2 ? 512 : 320);
  Stages shape;
  for (std::size_t i = 0; i < stages; ++i) shape.widths.push_back(std::min(base << i, std::max(cap, base)));
  std::vector<Sizes> halving(stages, Sizes(dim, 2));
  halving.front() = Sizes(dim, 1);
  shape.strides = rows(config.settings, "strides", stages, dim, std::move(halving));
  shape.kernels = rows(config.settings, "kernels", stages, dim, std::vector<Sizes>(stages, Sizes(dim, 3)));
  for (const Sizes& kernel : shape.kernels) {
    for (const std::int64_t k : kernel) {
      if (k % 2 == 0) throw std::invalid_argument("`kernels` must be odd numbers");
    }
  }
  return shape;
}

spec::ParamSchema stagesSchema(const std::vector<spec::Param>& own) {
  spec::ParamSchema schema;
  schema.params = {
      wholeParam(
          "stages", nullptr, 2, 9,
          {"",
           "Resolutions of the pyramid. Fewer: faster, sees less context. Auto: as many as the patch allows, at most "
           "6 in 3D and 7 in 2D.",
           kIsensee}),
      wholeParam("base", 32, 1, 128,
                 {"channels", "Channels of the finest stage, doubled at each coarser one. Lower: faster and smaller.",
                  kIsensee}),
      rare(wholeParam("cap", nullptr, 1, 2048,
                      {"channels", "Most channels of any stage. Auto: 320 in 3D, 512 in 2D.", kIsensee})),
  };
  schema.params.insert(schema.params.end(), own.begin(), own.end());
  schema.params.push_back(switchParam(
      "deep_supervision", true,
      {"", "A loss at every resolution of the decoder: faster, steadier training. Off: one output only.", kIsensee}));
  schema.params.push_back(skipsParam());
  schema.params.push_back(perAxis(
      "strides", "Step of each stage along each axis (z, y, x), stage by stage. Auto: from patch and spacing."));
  schema.params.push_back(
      perAxis("kernels", "Kernel of each stage along each axis (z, y, x), stage by stage. Auto: from the spacing."));
  return schema;
}

}  // namespace selvox::learn::architectures
