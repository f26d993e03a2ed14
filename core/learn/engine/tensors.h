#pragma once
// Named LibTorch tensors to and from safetensors files and modules.

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/base/result.h"
#include "core/base/safetensors.h"

namespace torch::nn {
class Module;
}

namespace selvox::learn::engine {

using NamedTensors = std::vector<std::pair<std::string, at::Tensor>>;
using TensorMap = std::map<std::string, at::Tensor>;

// Copies to the CPU where needed; atomic; with the payload's SHA-256 in the metadata.
[[nodiscard]] base::Status saveTensors(const std::filesystem::path& path, const NamedTensors& tensors,
                                       const base::TensorMetadata& metadata);
// A copy on the CPU that owns its memory.
[[nodiscard]] at::Tensor toTensor(const base::TensorView& view);

struct LoadedTensors {
  TensorMap tensors;
  base::TensorMetadata metadata;
};
// Reads the tensors whose names start with one of `prefixes` (none given: all); the payload's hash is checked.
[[nodiscard]] base::Result<LoadedTensors> loadTensors(const std::filesystem::path& path,
                                                      const std::vector<std::string>& prefixes = {});

[[nodiscard]] std::string shapeText(at::IntArrayRef sizes);  // "16x1x3x3x3"

// Parameters and buffers of a module, by their full names.
[[nodiscard]] NamedTensors weightsOf(const torch::nn::Module& module);
// Copies PREFIX + name into every tensor of the module; a missing or differently shaped one is an error that names it.
[[nodiscard]] base::Status loadWeights(torch::nn::Module& module, const TensorMap& tensors, const std::string& prefix);

}  // namespace selvox::learn::engine
