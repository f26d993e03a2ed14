#pragma once
// Networks that follow nnU-Net's plan (plan.h): stages of a pyramid with a width, a stride and a kernel each.

#include <vector>

#include "core/learn/architectures/layers.h"
#include "core/learn/architectures/network.h"

namespace selvox::learn::architectures {

struct Stages {
  std::vector<std::int64_t> widths;
  std::vector<Sizes> strides, kernels;  // per stage
};

// From "stages", "base", "cap", "strides", "kernels"; throws where they do not fit together.
[[nodiscard]] Stages stagesOf(const NetworkConfig& config);
// Those settings, "deep_supervision" and "skips"; `own` stands behind "cap".
[[nodiscard]] spec::ParamSchema stagesSchema(const std::vector<spec::Param>& own);

}  // namespace selvox::learn::architectures
