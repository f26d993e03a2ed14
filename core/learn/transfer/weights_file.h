#pragma once
// Weights in any file that is offered as --from: .safetensors, a checkpoint of Selvox, or what torch.save wrote.

#include <filesystem>
#include <string>

#include "core/learn/engine/tensors.h"

namespace selvox::learn::transfer {

struct Weights {
  engine::TensorMap tensors;      // of a checkpoint of Selvox: bare names, averaged weights where it kept an average
  base::TensorMetadata metadata;  // of safetensors
  std::string place;              // of torch.save: where in the checkpoint they stood
  bool selvox = false;            // a checkpoint of Selvox
};
// Told apart by what is in the file, not by its name. Nothing of it is run.
[[nodiscard]] base::Result<Weights> readWeights(const std::filesystem::path& path);

}  // namespace selvox::learn::transfer
