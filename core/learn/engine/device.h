#pragma once
// Where a run computes.

#include <cstdint>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include "core/base/result.h"

namespace selvox::learn::engine {

struct DeviceInfo {
  std::string id;  // "cpu", "cuda:0"
  std::string name;
  std::uint64_t memory = 0;  // bytes; 0: unknown
};
[[nodiscard]] std::vector<DeviceInfo> devices();
// "auto" takes the first accelerator, else the processor. An unknown or absent device lists the present ones.
[[nodiscard]] base::Result<at::Device> chooseDevice(const std::string& wish);
[[nodiscard]] int coreCount();
// Threads, denormals, deterministic kernels, the default generator: once per run.
void prepareLibTorch(int threads, std::uint64_t seed);

}  // namespace selvox::learn::engine
