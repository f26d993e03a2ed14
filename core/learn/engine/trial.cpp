#include "core/learn/engine/trial.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <system_error>

#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <torch/nn/module.h>
#include <torch/version.h>

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/process.h"
#include "core/learn/augment/intensity.h"
#include "core/learn/compat/compat.h"
#include "core/learn/engine/learner.h"
#include "core/learn/engine/memory_format.h"
#include "core/learn/engine/settings.h"

namespace selvox::learn::engine {
namespace {

using base::Json;

constexpr double kImbalance = 1.15;  // threads wait for one another now and then

Minibatch noiseBatch(const spec::RunSpec& spec, const TrainSettings& train, const Learner& learner,
                     const at::Device& device) {
  const auto margin = learner.margin();
  auto shape = tensorSize(
      {train.patch[0] + 2 * margin[0], train.patch[1] + 2 * margin[1], train.patch[2] + 2 * margin[2]}, spec.dim);
  Minibatch result;
  shape.insert(shape.begin(), train.batch);
  if (learner.needsLabels()) result.labels = at::zeros(shape, at::TensorOptions().dtype(at::kLong)).to(device);
  shape.insert(shape.begin() + 1, 1);
  if (const methods::Demand demand = learner.demand(); demand.count > 0) {
    auto companions = shape;
    companions.insert(companions.begin() + 1, demand.count);
    result.batch.companions = at::ones(companions).to(device);
    methods::Place place;
    place.field = {100, 100, 100};
    result.batch.companionPlaces.assign(static_cast<std::size_t>(train.batch),
                                        std::vector<methods::Place>(static_cast<std::size_t>(demand.count), place));
  }
  if (learner.needsTargets()) result.targets = at::zeros(shape).to(device);
  at::Tensor images = at::empty(shape);
  augment::fillNormal(images.data_ptr<float>(), images.numel(), 1, 0, 0);
  result.batch.images = images.to(device);
  result.batch.cases.assign(static_cast<std::size_t>(train.batch), "trial");
  result.batch.patients = result.batch.datasets = result.batch.keys = result.batch.cases;
  result.batch.places.assign(static_cast<std::size_t>(train.batch), methods::Place{});
  for (methods::Place& place : result.batch.places) place.field = {100, 100, 100};
  result.batch.seed = spec.seed;
  return result;
}

base::Result<Trial> measure(const spec::RunSpec& spec, const Json& settings, const at::Device& device) {
  const TrainSettings train = trainSettings(settings);
  SELVOX_TRY(std::unique_ptr<Learner> learner, makeLearner(spec, settings));
  Trial trial;
  for (const auto& parameter : learner->trainable()->parameters()) trial.parameters += parameter.numel();
  learner->to(device);
  if (train.memoryFormat == "channels-last") useChannelsLast(*learner->trainable());
  learner->train(true);
  const std::uint64_t before = base::memoryResident();
  const Minibatch batch = noiseBatch(spec, train, *learner, device);
  trial.secondsPerStep = 1e9;
  for (int i = 0; i < 3; ++i) {
    const auto start = std::chrono::steady_clock::now();
    const std::clock_t cpuStart = std::clock();
    at::Tensor loss;
    {
      const compat::Autocast autocast(device.type(), at::kBFloat16, train.precision == "bfloat16");
      loss = learner->step(batch).loss;
    }
    loss.backward();
    static_cast<void>(loss.item<double>());  // waits for an accelerator
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    // On a busy machine the clock on the wall says what the others do; processor time says what the network costs.
    const double cpu =
        static_cast<double>(std::clock() - cpuStart) / CLOCKS_PER_SEC / at::get_num_threads() * kImbalance;
    const double spent = device.is_cpu() ? std::min(wall.count(), cpu) : wall.count();
    if (i > 0) trial.secondsPerStep = std::min(trial.secondsPerStep, spent);
  }
  const std::uint64_t after = base::memoryResident();
  trial.memoryBytes = (after > before ? after - before : 0) + static_cast<std::uint64_t>(trial.parameters) * 12;
  return trial;
}

// Everything the answer depends on.
std::string keyOf(const spec::RunSpec& spec, const Json& settings, const at::Device& device) {
  Json what{{"cpu", base::processorName()},
            {"libtorch", TORCH_VERSION},
            {"version", SELVOX_VERSION},
            {"threads", at::get_num_threads()},
            {"device", device.str()},
            {"kind", spec.kind},
            {"task", spec.task},
            {"method", spec.method},
            {"arch", spec.arch},
            {"dim", spec.dim},
            {"labels", spec.labels.size()}};
  for (const auto& [name, value] : settings.items()) {
    const bool matters = name.starts_with("arch.") || name == "task.pool" || name == "task.slices" ||
                         name == "task.kind" || name == "task.perceptual" || name == "train.patch" ||
                         name == "train.batch" || name == "train.precision" || name == "train.memory_format";
    if (matters) what[name] = value;
  }
  return base::sha256Hex(what.dump()).substr(0, 32);
}

std::filesystem::path memoFile() {
  const std::string folder = base::userCacheFolder();
  return folder.empty() ? std::filesystem::path() : base::pathFromUtf8(folder) / "trials.json";
}

}  // namespace

bool mayUseBfloat16(const at::Device& device) {
  return !device.is_cpu() || base::processorHasBfloat16();
}

base::Result<Trial> tryOut(const spec::RunSpec& spec, const Json& settings, const at::Device& device) {
  const std::filesystem::path memo = memoFile();
  const std::string key = keyOf(spec, settings, device);
  Json known = Json::object();
  if (!memo.empty()) {
    if (auto read = base::readJson(memo); read && read->is_object()) known = std::move(*read);
  }
  if (const auto found = known.find(key); found != known.end() && base::valueOr(*found, "seconds", 0.0) > 0) {
    return Trial{base::valueOr(*found, "seconds", 0.0), base::valueOr<std::uint64_t>(*found, "memory", 0),
                 base::valueOr<std::int64_t>(*found, "parameters", 0)};
  }
  try {
    SELVOX_TRY(Trial trial, measure(spec, settings, device));
    if (!memo.empty()) {
      std::error_code ignored;
      std::filesystem::create_directories(memo.parent_path(), ignored);
      known[key] =
          Json{{"seconds", trial.secondsPerStep}, {"memory", trial.memoryBytes}, {"parameters", trial.parameters}};
      static_cast<void>(base::writeJson(memo, known));  // without it the trial is made again next time
    }
    return trial;
  } catch (const std::exception& e) {
    std::string what = e.what();
    if (const auto end = what.find('\n'); end != std::string::npos) what.resize(end);
    return base::fail(base::ErrorCode::Unsupported, "A trial step failed: " + what, e.what());
  }
}

}  // namespace selvox::learn::engine
