#include "core/learn/transfer/weights_file.h"

#include "core/base/torch_file.h"
#include "core/learn/inference/segmenter.h"

namespace selvox::learn::transfer {
namespace {

base::Result<Weights> readSafetensors(const std::filesystem::path& path) {
  SELVOX_TRY(engine::LoadedTensors loaded, engine::loadTensors(path));
  Weights weights;
  weights.metadata = std::move(loaded.metadata);
  const auto format = weights.metadata.find("format");
  weights.selvox = format != weights.metadata.end() && format->second == "selvox-checkpoint";
  weights.tensors = weights.selvox ? inference::finalWeights(loaded.tensors) : std::move(loaded.tensors);
  return weights;
}

base::Result<Weights> readTorch(const std::filesystem::path& path) {
  SELVOX_TRY(const base::TorchFile file, base::TorchFile::open(path));
  Weights weights;
  weights.place = file.content().place;
  for (const auto& [name, tensor] : file.content().tensors) {
    const auto bytes = base::contiguousBytes(tensor);
    weights.tensors.emplace(name, engine::toTensor({tensor.dtype, tensor.shape, bytes}));
  }
  return weights;
}

}  // namespace

base::Result<Weights> readWeights(const std::filesystem::path& path) {
  bool torch = false;
  {
    SELVOX_TRY(const base::MappedFile file, base::MappedFile::open(path));
    torch = base::looksLikeTorchFile(file.bytes());
  }
  SELVOX_TRY(Weights weights, torch ? readTorch(path) : readSafetensors(path));
  if (weights.tensors.empty())
    return base::fail(base::ErrorCode::InvalidArgument, base::utf8(path) + " holds no tensors.");
  return weights;
}

}  // namespace selvox::learn::transfer
