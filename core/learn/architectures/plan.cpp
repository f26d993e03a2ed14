#include "core/learn/architectures/plan.h"

namespace selvox::learn::architectures {
namespace {

std::vector<std::int64_t> flat(const std::vector<std::vector<std::int64_t>>& rows) {
  std::vector<std::int64_t> all;
  for (const auto& row : rows) all.insert(all.end(), row.begin(), row.end());
  return all;
}

}  // namespace

base::Json planSettings(const UnetPlan& plan) {
  return {{"stages", plan.stages()}, {"strides", flat(plan.strides)}, {"kernels", flat(plan.kernels)}};
}

}  // namespace selvox::learn::architectures
