#include "core/learn/inference/load_learner.h"

#include <algorithm>

#include <torch/nn/module.h>

#include "core/base/file.h"
#include "core/learn/engine/checkpoint.h"
#include "core/learn/engine/device.h"
#include "core/learn/inference/segmenter.h"

namespace selvox::learn::inference {
namespace {

base::Status takeWeights(engine::Learner& learner, const engine::Checkpoint& checkpoint) {
  SELVOX_CHECK(engine::loadWeights(*learner.trainable(), checkpoint.tensors, "model/"));
  const bool averaged = std::any_of(checkpoint.tensors.begin(), checkpoint.tensors.end(),
                                    [](const auto& item) { return item.first.starts_with("ema/"); });
  if (averaged) SELVOX_CHECK(engine::loadWeights(*learner.trainable(), checkpoint.tensors, "ema/"));
  engine::TensorMap own;
  for (const auto& [name, tensor] : checkpoint.tensors) {
    if (name.starts_with("method/")) own.emplace(name.substr(7), tensor);
  }
  return learner.loadState(own);
}

}  // namespace

base::Result<LoadedLearner> loadLearner(const events::RunFolder& folder, const spec::RunSpec& spec,
                                        const std::string& checkpoint) {
  SELVOX_TRY(const auto path, checkpointPath(folder, checkpoint));
  SELVOX_TRY(const engine::Checkpoint loaded, engine::loadCheckpoint(path, {"model/", "ema/", "method/"}));
  LoadedLearner result;
  result.checkpoint = base::utf8(path.filename());
  result.settings = loaded.info.settings;
  result.train = engine::trainSettings(loaded.info.settings);
  SELVOX_TRY(result.device, engine::chooseDevice(spec.device));
  engine::prepareLibTorch(engine::coreCount(), spec.seed);
  SELVOX_TRY(result.learner, engine::makeLearner(spec, loaded.info.settings));
  SELVOX_CHECK(takeWeights(*result.learner, loaded));
  result.learner->to(result.device);
  result.learner->train(false);
  return result;
}

}  // namespace selvox::learn::inference
