#pragma once
// A trained run as files that stand for themselves: model.ts (TorchScript), model.safetensors and model.json.

#include <filesystem>
#include <string>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/events/run_folder.h"

namespace selvox::learn::torchscript {

// `checkpoint` as in inference::checkpointPath. Writes the three files into `folder` and returns model.json:
// {format: "selvox-model", v, run, kind, task, method, arch, dim, parameters, checkpoint, settings, input: {shape,
// axes,
//  spacing, orientation, normalisation}, output: {shape, meaning, classes}, window: {size, overlap, blending},
//  torchscript: {file, sha256, libtorch, difference, batch, sides, step}, weights: {file, sha256}, selvox}.
// Of a pretraining the program gives the encoder's coarsest features.
[[nodiscard]] base::Result<base::Json> exportModel(const events::RunFolder& run, const std::string& checkpoint,
                                                   const std::filesystem::path& folder);

}  // namespace selvox::learn::torchscript
