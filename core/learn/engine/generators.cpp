#include "core/learn/engine/generators.h"

#include <mutex>

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <c10/core/impl/VirtualGuardImpl.h>

namespace selvox::learn::engine {
namespace {

std::vector<std::pair<std::string, at::Generator>> generators() {
  std::vector<std::pair<std::string, at::Generator>> all{{"cpu", at::detail::getDefaultCPUGenerator()}};
  if (!at::globalContext().hasCUDA()) return all;  // a build without CUDA has no guard to ask
  const auto count = c10::impl::VirtualGuardImpl(c10::DeviceType::CUDA).deviceCount();
  for (c10::DeviceIndex i = 0; i < static_cast<c10::DeviceIndex>(count); ++i) {
    all.emplace_back("cuda/" + std::to_string(i),
                     at::globalContext().defaultGenerator(at::Device(c10::DeviceType::CUDA, i)));
  }
  return all;
}

}  // namespace

NamedTensors generatorStates() {
  NamedTensors states;
  for (auto& [name, generator] : generators()) {
    const std::lock_guard lock(generator.mutex());
    states.emplace_back(name, generator.get_state());
  }
  return states;
}

void restoreGenerators(const TensorMap& states) {
  for (auto& [name, generator] : generators()) {
    const auto found = states.find(name);
    if (found == states.end()) continue;
    const std::lock_guard lock(generator.mutex());
    generator.set_state(found->second);
  }
}

}  // namespace selvox::learn::engine
