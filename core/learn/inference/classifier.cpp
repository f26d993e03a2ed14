#include "core/learn/inference/classifier.h"

#include <exception>

#include "core/base/file.h"
#include "core/learn/engine/checkpoint.h"
#include "core/learn/engine/device.h"
#include "core/learn/inference/segmenter.h"

namespace selvox::learn::inference {

base::Result<Classifier> Classifier::load(const events::RunFolder& folder, const std::string& checkpoint) {
  SELVOX_TRY(const base::Json json, base::readJson(folder.spec()));
  Classifier result;
  SELVOX_TRY(result.spec_, spec::runSpecFromJson(json));
  SELVOX_TRY(const auto path, checkpointPath(folder, checkpoint));
  SELVOX_TRY(const engine::Checkpoint loaded, engine::loadCheckpoint(path, {"model/", "ema/"}));
  const base::Json& settings = loaded.info.settings;
  SELVOX_TRY(const at::Device device, engine::chooseDevice(result.spec_.device));
  engine::prepareLibTorch(engine::coreCount(), result.spec_.seed);
  SELVOX_TRY(result.plan_, engine::classPlan(result.spec_, settings));
  SELVOX_TRY(result.network_, engine::classificationNetwork(result.spec_, result.plan_, settings));
  SELVOX_CHECK(engine::loadWeights(*result.network_, finalWeights(loaded.tensors), ""));
  result.network_->to(device);
  result.checkpoint_ = base::utf8(path.filename());
  result.config_ = result.plan_.classify(engine::trainSettings(settings), result.spec_.dim, device);
  return result;
}

base::Result<std::vector<double>> Classifier::predict(const volume::BrickFile& image) const {
  const volume::BrickHeader& header = image.header();
  const auto crop = [&](const volume::Extent& origin, const volume::Extent& size, float* out) {
    image.cropImage(origin, size, static_cast<float>(header.normalisation.mean), out);
    engine::normalise(header.normalisation, out, size.voxels());
  };
  try {
    const at::Tensor p = classifyCase(*network_, header.extent, crop, config_).contiguous();
    return std::vector<double>(p.data_ptr<double>(), p.data_ptr<double>() + p.numel());
  } catch (const std::exception& e) {
    std::string what = e.what();
    if (const auto line = what.find('\n'); line != std::string::npos) what.resize(line);
    return base::fail(base::ErrorCode::Internal, "Prediction failed: " + what, e.what());
  }
}

}  // namespace selvox::learn::inference
