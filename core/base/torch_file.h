#pragma once
// Weights in a file that torch.save wrote (.pt, .pth, .bin), read without PyTorch and without running anything of it:
// the zip container, and the one before PyTorch 1.6. A whole checkpoint is looked through for its weights.

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/file.h"
#include "core/base/safetensors.h"

namespace selvox::base {

// Elements of a storage, where the strides say. Every element lies within `bytes`, and there are no more of them than
// the storage holds.
struct StridedTensor {
  DType dtype = DType::F32;
  std::vector<std::int64_t> shape, strides;  // strides in elements, none negative
  std::span<const std::byte> bytes;          // the storage, from the tensor's first element on
};
[[nodiscard]] std::vector<std::byte> contiguousBytes(const StridedTensor& tensor);  // in the order of its shape

struct TorchContent {
  std::map<std::string, StridedTensor> tensors;  // nested dictionaries as "encoder.conv.weight"
  std::string place;  // of a checkpoint: "state_dict", "model.teacher"; empty: the file is one
};
// Corrupt, Unsupported or Refused, with what to do. The views point into `bytes`.
[[nodiscard]] Result<TorchContent> parseTorchFile(std::span<const std::byte> bytes, std::string_view what);
// A zip, or a pickle in the form of torch.save: not that it is whole.
[[nodiscard]] bool looksLikeTorchFile(std::span<const std::byte> bytes);

class TorchFile {  // memory-mapped; tensors live as long as this object
 public:
  static Result<TorchFile> open(const std::filesystem::path& path);
  [[nodiscard]] const TorchContent& content() const { return content_; }

 private:
  MappedFile file_;
  TorchContent content_;
};

}  // namespace selvox::base
