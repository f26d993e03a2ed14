#pragma once
// The plan of a U-Net (core/spec/unet_plan.h) as settings of the networks that follow it. Torch-free.

#include "core/base/json.h"
#include "core/spec/unet_plan.h"

namespace selvox::learn::architectures {

using spec::planUnet;
using spec::UnetPlan;

[[nodiscard]] base::Json planSettings(const UnetPlan& plan);  // {"stages", "strides", "kernels"}

}  // namespace selvox::learn::architectures
