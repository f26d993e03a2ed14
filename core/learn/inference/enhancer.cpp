#include "core/learn/inference/enhancer.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <exception>
#include <system_error>
#include <vector>

#include <ATen/Functions.h>
#include <ATen/core/grad_mode.h>

#include "core/base/file.h"
#include "core/learn/engine/checkpoint.h"
#include "core/learn/engine/device.h"
#include "core/learn/inference/segmenter.h"

namespace selvox::learn::inference {
namespace {

using volume::Affine;

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// CT has one scale for all; what has none is put on that of a typical training target.
base::Result<volume::Normalisation> targetScale(const spec::RunSpec& spec, const std::filesystem::path& root,
                                                const engine::ImagePairs& pairs) {
  std::vector<double> means, deviations;
  for (const spec::CaseEntry& entry : spec.cases) {
    const auto found = pairs.find(entry.image);
    if (entry.role != "train" || found == pairs.end()) continue;
    SELVOX_TRY(const auto path, engine::cachePath(root, found->second));
    SELVOX_TRY(const auto file, volume::BrickFile::open(path));
    means.push_back(file.header().normalisation.mean);
    deviations.push_back(file.header().normalisation.deviation);
  }
  volume::Normalisation scale{"none", 0, 0, median(means), median(deviations)};
  return scale;
}

// The grid of voxels `factors` (x, y, z) times finer that fills the same space.
Affine finerGrid(const Affine& coarse, const volume::Vec3& factors) {
  Affine step;
  for (int axis = 0; axis < 3; ++axis) {
    const double by = factors[static_cast<std::size_t>(axis)];
    step(axis, axis) = 1 / by;
    step(axis, 3) = 0.5 / by - 0.5;
  }
  return coarse * step;
}

bool onNativeGrid(const volume::Volume& a, const volume::BrickHeader& header) {
  if (!(a.extent == header.nativeExtent)) return false;
  for (std::size_t i = 0; i < 16; ++i) {
    if (std::abs(a.worldFromVoxel.m[i] - header.nativeWorldFromVoxel.m[i]) > 1e-6) return false;
  }
  return true;
}

}  // namespace

volume::Volume volumeOf(const at::Tensor& values, const Affine& worldFromVoxel) {
  const at::Tensor flat = values.to(at::kFloat).contiguous();
  volume::Volume made;
  made.extent = {flat.size(2), flat.size(1), flat.size(0)};
  made.type = volume::VoxelType::Float32;
  made.worldFromVoxel = worldFromVoxel;
  made.data.resize(made.bytes());
  std::memcpy(made.data.data(), flat.data_ptr<float>(), made.bytes());
  return made;
}

base::Status writeImage(const std::filesystem::path& path, const volume::Volume& image,
                        const volume::BrickHeader& from) {
  volume::BrickHeader header;
  header.extent = header.nativeExtent = image.extent;
  header.worldFromVoxel = header.nativeWorldFromVoxel = image.worldFromVoxel;
  header.normalisation.kind = "none";
  header.sourceHash = from.sourceHash;
  header.prepareHash = from.prepareHash;
  header.lossless = true;
  std::error_code ignored;
  std::filesystem::create_directories(path.parent_path(), ignored);
  return volume::writeBrickFile(path, header, image);
}

base::Result<Enhancer> Enhancer::load(const events::RunFolder& folder, const std::string& checkpoint) {
  SELVOX_TRY(const base::Json json, base::readJson(folder.spec()));
  Enhancer result;
  SELVOX_TRY(result.spec_, spec::runSpecFromJson(json));
  SELVOX_TRY(const auto path, checkpointPath(folder, checkpoint));
  SELVOX_TRY(const engine::Checkpoint loaded, engine::loadCheckpoint(path, {"model/", "ema/"}));
  const base::Json& settings = loaded.info.settings;
  SELVOX_TRY(const at::Device device, engine::chooseDevice(result.spec_.device));
  engine::prepareLibTorch(engine::coreCount(), result.spec_.seed);
  SELVOX_TRY(result.plan_, engine::enhancePlan(result.spec_, settings));
  SELVOX_TRY(result.network_, engine::enhancementNetwork(result.spec_, settings));
  SELVOX_CHECK(engine::loadWeights(*result.network_, finalWeights(loaded.tensors), ""));
  result.network_->to(device);
  result.checkpoint_ = base::utf8(path.filename());
  result.windows_ = result.plan_.windows(engine::trainSettings(settings), result.spec_.dim, device);
  if (result.plan_.how.paired()) {
    const auto root = engine::cacheRoot(result.spec_, folder.root);
    SELVOX_TRY(const auto pairs, engine::imagePairs(result.spec_, root, result.plan_.how));
    SELVOX_TRY(result.target_, targetScale(result.spec_, root, pairs));
  }
  return result;
}

at::Tensor Enhancer::enhance(const at::Tensor& input) const {
  return engine::enhanced(*network_, input, plan_.how, windows_);
}

base::Result<volume::Volume> Enhancer::predict(const volume::BrickFile& image) const {
  const volume::BrickHeader& header = image.header();
  const volume::Normalisation& own = header.normalisation;
  const auto factors = plan_.how.factors(spec_.dim);
  try {
    const at::NoGradGuard noGrad;
    at::Tensor raw = at::empty({header.extent.z, header.extent.y, header.extent.x});
    image.cropImage({}, header.extent, static_cast<float>(own.mean), raw.data_ptr<float>());
    raw = at::where(raw.isfinite(), raw, at::full_like(raw, own.mean));
    at::Tensor input = raw.clone();
    engine::normalise(own, input.data_ptr<float>(), input.numel());
    raw = tasks::finer(raw, factors), input = tasks::finer(input, factors).contiguous();
    const at::Tensor made = enhance(input);
    const double deviation = own.deviation > 0 ? own.deviation : 1;
    // A difference is added to the image as it is: what normalising clips stays.
    const at::Tensor values = plan_.how.paired()   ? made * target_.deviation + target_.mean
                              : plan_.how.residual ? raw + (made - input) * deviation
                                                   : made * deviation + own.mean;
    if (plan_.how.kind == tasks::EnhanceKind::SuperResolution) {
      const volume::Vec3 along{static_cast<double>(factors[2]), static_cast<double>(factors[1]),
                               static_cast<double>(factors[0])};
      return volumeOf(values, finerGrid(header.worldFromVoxel, along));
    }
    volume::Volume result = volumeOf(values, header.worldFromVoxel);
    if (header.nativeExtent.voxels() == 0 || onNativeGrid(result, header)) return result;
    return volume::resampleToGrid(result, header.nativeExtent, header.nativeWorldFromVoxel,
                                  volume::Interpolation::Cubic, values.min().item<double>());
  } catch (const std::exception& e) {
    std::string what = e.what();
    if (const auto line = what.find('\n'); line != std::string::npos) what.resize(line);
    return base::fail(base::ErrorCode::Internal, "Prediction failed: " + what, e.what());
  }
}

}  // namespace selvox::learn::inference
