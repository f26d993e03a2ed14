#pragma once
// NumPy's .npy, float32 and float64 only, C order (format versions 1 to 3).

#include <string>

#include <ATen/core/Tensor.h>

#include "core/base/result.h"

namespace selvox::learn::checks {

[[nodiscard]] base::Result<at::Tensor> readNpy(const std::string& path);
[[nodiscard]] base::Status writeNpy(const std::string& path, const at::Tensor& tensor);  // float32 or float64

}  // namespace selvox::learn::checks
