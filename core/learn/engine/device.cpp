#include "core/learn/engine/device.h"

#include <algorithm>
#include <thread>

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <torch/cuda.h>
#include <torch/utils.h>

#include "core/base/process.h"
#include "core/base/text.h"
#include "core/learn/compat/compat.h"

namespace selvox::learn::engine {

std::vector<DeviceInfo> devices() {
  std::vector<DeviceInfo> result;
  const std::string cpu = base::processorName();
  result.push_back({"cpu", cpu.empty() ? "Processor" : cpu, base::memoryAvailable()});
  const std::size_t count = torch::cuda::is_available() ? torch::cuda::device_count() : 0;
  for (std::size_t i = 0; i < count; ++i)
    result.push_back({"cuda:" + std::to_string(i), "GPU " + std::to_string(i), 0});
  return result;
}

base::Result<at::Device> chooseDevice(const std::string& wish) {
  const auto present = devices();
  if (wish == "auto" || wish.empty()) return at::Device(present.size() > 1 ? "cuda:0" : "cpu");
  const std::string id = wish == "cuda" ? "cuda:0" : wish;
  std::string known;
  for (const DeviceInfo& device : present) {
    if (device.id == id) return at::Device(id);
    known += (known.empty() ? "" : ", ") + device.id;
  }
  return base::fail(base::ErrorCode::NotFound,
                    "There is no device \"" + wish + "\" here; choose auto or one of " + known + ".");
}

int coreCount() {
  return static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
}

void prepareLibTorch(int threads, std::uint64_t seed) {
  at::globalContext().setFlushDenormal(true);  // before the pool starts: its threads inherit the mode
  at::set_num_threads(threads);
  compat::setDeterministic(true);
  torch::manual_seed(seed);
}

}  // namespace selvox::learn::engine
