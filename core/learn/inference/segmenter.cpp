#include "core/learn/inference/segmenter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <exception>
#include <system_error>

#include <ATen/Functions.h>
#include <ATen/core/grad_mode.h>

#include "core/base/file.h"
#include "core/base/words.h"
#include "core/learn/augment/spatial.h"
#include "core/learn/engine/checkpoint.h"
#include "core/learn/engine/device.h"
#include "core/learn/engine/learner.h"
#include "core/learn/engine/settings.h"

namespace selvox::learn::inference {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using volume::Affine;
using volume::Extent;

constexpr std::int64_t kSlabVoxels = 1 << 22;  // native voxels resampled at a time

bool sameGrid(const Extent& a, const Affine& aWorld, const Extent& b, const Affine& bWorld) {
  if (!(a == b)) return false;
  for (std::size_t i = 0; i < 16; ++i) {
    if (std::abs(aWorld.m[i] - bWorld.m[i]) > 1e-6) return false;
  }
  return true;
}

}  // namespace

engine::TensorMap finalWeights(const engine::TensorMap& all) {
  engine::TensorMap result;
  for (const auto& [name, tensor] : all) {
    if (name.starts_with("model/")) result.emplace(name.substr(6), tensor);
  }
  for (const auto& [name, tensor] : all) {
    if (name.starts_with("ema/")) result[name.substr(4)] = tensor;
  }
  return result;
}

base::Result<fs::path> checkpointPath(const events::RunFolder& folder, const std::string& wish) {
  const auto files = engine::listCheckpoints(folder.checkpoints());
  if (files.empty())
    return base::fail(ErrorCode::NotFound,
                      "The run has no checkpoint yet in " + base::utf8(folder.checkpoints()) + ".");
  if (wish == "final") {
    for (const auto& file : files) {
      if (file.final) return file.path;
    }
    return files.back().path;
  }
  if (wish == "best") {
    const auto best = std::find_if(files.rbegin(), files.rend(), [](const auto& file) { return file.best; });
    if (best != files.rend()) return best->path;
    return base::fail(ErrorCode::NotFound, "The run has no best checkpoint: it was never validated. Ask for final.");
  }
  for (const auto& file : files) {
    if (base::utf8(file.path.filename()) == wish) return file.path;
  }
  return base::fail(ErrorCode::NotFound,
                    "The run has no checkpoint \"" + wish + "\"; ask for best, final or a file name in checkpoints/.");
}

namespace {

// The files that "best,final" or "all" name, each once.
base::Result<std::vector<fs::path>> checkpointPaths(const events::RunFolder& folder, const std::string& wish) {
  std::vector<fs::path> paths;
  if (wish == "all") {
    for (const auto& file : engine::listCheckpoints(folder.checkpoints())) paths.push_back(file.path);
    if (!paths.empty()) return paths;
  }
  for (const std::string& one : base::pieces(wish, ",")) {
    SELVOX_TRY(const fs::path path, checkpointPath(folder, one));
    if (std::find(paths.begin(), paths.end(), path) == paths.end()) paths.push_back(path);
  }
  return paths;
}

}  // namespace

base::Result<Segmenter> Segmenter::load(const events::RunFolder& folder, const std::string& checkpoint) {
  SELVOX_TRY(const base::Json json, base::readJson(folder.spec()));
  Segmenter result;
  SELVOX_TRY(result.spec_, spec::runSpecFromJson(json));
  if (result.spec_.kind != "finetune" || result.spec_.task != "segmentation") {
    return base::fail(ErrorCode::InvalidArgument,
                      "The run " + result.spec_.name + " is not a segmentation run; fine-tune it first.");
  }
  SELVOX_TRY(const auto paths, checkpointPaths(folder, checkpoint));
  SELVOX_TRY(result.options_.device, engine::chooseDevice(result.spec_.device));
  engine::prepareLibTorch(engine::coreCount(), result.spec_.seed);
  base::Json settings;
  for (const fs::path& path : paths) {
    SELVOX_TRY(const engine::Checkpoint loaded, engine::loadCheckpoint(path, {"model/", "ema/"}));
    settings = loaded.info.settings;
    SELVOX_TRY(auto network, engine::segmentationNetwork(result.spec_, settings));
    SELVOX_CHECK(engine::loadWeights(*network, finalWeights(loaded.tensors), ""));
    network->to(result.options_.device);
    result.networks_.push_back(std::move(network));
    result.checkpoint_ += (result.checkpoint_.empty() ? "" : ",") + base::utf8(path.filename());
  }
  const engine::TrainSettings train = engine::trainSettings(settings);
  result.labels_ = engine::LabelMap(result.spec_.labels);
  result.options_.dim = result.spec_.dim;
  result.options_.window = engine::tensorSize(train.patch, result.spec_.dim);
  result.settings_ = engine::unprefixed(settings, "task.");
  SELVOX_TRY(result.task_, tasks::Segmentation::make(result.settings_, result.spec_.labels));
  result.options_.answer = result.task_.regions().empty() ? WindowAnswer::Softmax : WindowAnswer::Sigmoid;
  result.options_.overlap = base::valueOr(result.settings_, "overlap", 0.5);
  result.options_.mirror = base::valueOr(result.settings_, "mirror", false);
  result.options_.batch = result.spec_.dim == 2 ? 16 : 2;
  result.options_.bfloat16 = train.precision == "bfloat16";
  return result;
}

base::Result<volume::Volume> Segmenter::predict(const volume::BrickFile& image) const {
  const volume::BrickHeader& header = image.header();
  try {
    at::Tensor voxels = at::empty({header.extent.z, header.extent.y, header.extent.x});
    image.cropImage({}, header.extent, static_cast<float>(header.normalisation.mean), voxels.data_ptr<float>());
    engine::normalise(header.normalisation, voxels.data_ptr<float>(), voxels.numel());
    at::Tensor probabilities;
    for (const auto& network : networks_) {
      const at::Tensor one = slidingWindow(*network, voxels, options_);
      probabilities = probabilities.defined() ? probabilities.add_(one) : one;
    }
    if (networks_.size() > 1) probabilities.div_(static_cast<double>(networks_.size()));
    const bool known = header.nativeExtent.voxels() > 0;
    volume::Volume labels;
    labels.extent = known ? header.nativeExtent : header.extent;
    labels.worldFromVoxel = known ? header.nativeWorldFromVoxel : header.worldFromVoxel;
    const auto classes =
        classesOnGrid(probabilities, task_, header.worldFromVoxel, labels.extent, labels.worldFromVoxel);
    labels.type = spec_.labels.empty() || spec_.labels.rbegin()->first < 256 ? volume::VoxelType::UInt8
                                                                             : volume::VoxelType::UInt16;
    labels.data.resize(labels.bytes());
    for (std::size_t i = 0; i < classes.size(); ++i) {
      const std::uint16_t number = labels_.numberOf(classes[i]);
      if (labels.type == volume::VoxelType::UInt8) {
        labels.as<std::uint8_t>()[i] = static_cast<std::uint8_t>(number);
      } else {
        labels.as<std::uint16_t>()[i] = number;
      }
    }
    if (!post_.empty()) postprocess(labels, post_);
    return labels;
  } catch (const std::exception& e) {
    std::string what = e.what();
    if (const auto line = what.find('\n'); line != std::string::npos) what.resize(line);
    return base::fail(ErrorCode::Internal, "Prediction failed: " + what, e.what());
  }
}

std::vector<std::uint8_t> classesOnGrid(const at::Tensor& probabilities, const tasks::Segmentation& task,
                                        const Affine& preparedWorld, const Extent& native, const Affine& nativeWorld) {
  std::vector<std::uint8_t> result(static_cast<std::size_t>(native.voxels()), 0);
  const Extent prepared{probabilities.size(3), probabilities.size(2), probabilities.size(1)};
  const auto inverse = preparedWorld.inverse();
  if (!inverse) return result;
  const bool same = sameGrid(prepared, preparedWorld, native, nativeWorld);
  const Affine preparedFromNative = *inverse * nativeWorld;
  const std::int64_t slices = std::max<std::int64_t>(1, kSlabVoxels / std::max<std::int64_t>(native.x * native.y, 1));
  for (std::int64_t z = 0; z < native.z; z += slices) {
    const std::int64_t depth = std::min(slices, native.z - z);
    at::Tensor slab;
    if (same) {
      slab = task.decide(probabilities.narrow(1, z, depth));
    } else {
      at::Tensor rows = at::empty({1, 12}, at::TensorOptions().dtype(at::kDouble));
      for (int i = 0; i < 3; ++i) {
        for (int j = 0; j < 4; ++j) rows.data_ptr<double>()[i * 4 + j] = preparedFromNative(i, j);
        rows.data_ptr<double>()[i * 4 + 3] += preparedFromNative(i, 2) * static_cast<double>(z);
      }
      slab = task.decide(augment::warpLinear(probabilities.unsqueeze(0), rows, {depth, native.y, native.x})[0]);
    }
    const at::Tensor bytes = slab.to(at::kByte).contiguous();
    std::memcpy(result.data() + z * native.x * native.y, bytes.data_ptr(), bytes.nbytes());
  }
  return result;
}

base::Status writeLabels(const fs::path& path, const volume::Volume& labels, const volume::BrickHeader& image) {
  volume::BrickHeader header;
  header.content = volume::Content::Label;
  header.extent = header.nativeExtent = labels.extent;
  header.worldFromVoxel = header.nativeWorldFromVoxel = labels.worldFromVoxel;
  header.normalisation.kind = "none";
  header.sourceHash = image.sourceHash;
  header.prepareHash = image.prepareHash;
  std::error_code ignored;
  fs::create_directories(path.parent_path(), ignored);
  return volume::writeBrickFile(path, header, labels);
}

}  // namespace selvox::learn::inference
