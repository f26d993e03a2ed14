#include "core/learn/engine/loader.h"

#include <utility>

#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>

#include "core/learn/engine/companions.h"
#include "core/learn/engine/settings.h"

namespace selvox::learn::engine {
namespace {

constexpr std::size_t kAhead = 3;

sample::SamplerConfig samplerConfig(const Cohort& cohort, const LoaderConfig& config) {
  sample::SamplerConfig result;
  result.datasetWeights = cohort.datasetWeights();
  result.patch = {config.patch[0], config.patch[1], config.dim == 2 ? 1 : config.patch[2]};
  result.axial = config.dim == 2;
  result.foregroundShare = config.foreground;
  result.batch = config.batch;
  return result;
}

}  // namespace

Loader::Loader(const Cohort& cohort, LoaderConfig config)
    : cohort_(cohort), config_(config), sampler_(cohort.candidates(), samplerConfig(cohort, config), config.seed) {}

Loader::~Loader() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

Minibatch Loader::make(std::int64_t index) const {
  const bool flat = config_.dim == 2;
  volume::Extent size{config_.patch[0] + 2 * config_.margin[0], config_.patch[1] + 2 * config_.margin[1],
                      flat ? 1 : config_.patch[2] + 2 * config_.margin[2]};
  auto shape = tensorSize({size.x, size.y, size.z}, config_.dim);
  Minibatch result;
  shape.insert(shape.begin(), config_.batch);
  if (config_.labels) result.labels = at::empty(shape, at::TensorOptions().dtype(at::kLong));
  shape.insert(shape.begin() + 1, 1);
  result.batch.images = at::empty(shape, at::TensorOptions().dtype(at::kFloat));
  if (config_.targets) result.targets = at::empty(shape, at::TensorOptions().dtype(at::kFloat));
  result.batch.seed = config_.seed;
  result.batch.step = index;
  if (config_.demand.count > 0) {
    auto companions = shape;
    companions.insert(companions.begin() + 1, config_.demand.count);
    result.batch.companions = at::zeros(companions, at::TensorOptions().dtype(at::kFloat));
  }
  for (int slot = 0; slot < config_.batch; ++slot) {
    sample::PatchRequest request = sampler_.draw(index, slot);
    if (config_.demand.count > 0) addCompanions(result.batch, slot, size, request);
    volume::Extent origin = request.origin;
    origin.x -= config_.margin[0];
    origin.y -= config_.margin[1];
    origin.z -= flat ? 0 : config_.margin[2];
    const std::int64_t offset = slot * size.voxels();
    cohort_.cropImage(request.candidate, origin, size, result.batch.images.data_ptr<float>() + offset);
    if (config_.labels)
      cohort_.cropLabel(request.candidate, origin, size, result.labels.data_ptr<std::int64_t>() + offset);
    if (config_.targets) cohort_.cropTarget(request.candidate, origin, size, result.targets.data_ptr<float>() + offset);
    const spec::CaseEntry& entry = cohort_.entry(request.candidate);
    result.batch.cases.push_back(entry.caseName);
    result.batch.patients.push_back(entry.patient);
    result.batch.datasets.push_back(entry.dataset);
    result.batch.keys.push_back(cohort_.key(request.candidate));
    result.batch.places.push_back(placeOf(cohort_, request.candidate, origin, size));
  }
  return result;
}

// Cut without a margin's shift: a method with companions sees patches of the size it trains on.
void Loader::addCompanions(methods::Batch& batch, int slot, const volume::Extent& size,
                           sample::PatchRequest& request) const {
  const auto drawn = drawCompanions(cohort_, config_.demand, size, request, config_.seed, batch.step, slot);
  std::vector<methods::Place> places;
  for (std::size_t k = 0; k < drawn.size(); ++k) {
    const std::int64_t index = slot * config_.demand.count + static_cast<std::int64_t>(k);
    float* out = batch.companions.data_ptr<float>() + index * size.voxels();
    if (drawn[k].present) cohort_.cropImage(drawn[k].candidate, drawn[k].origin, size, out);
    places.push_back(drawn[k].present ? placeOf(cohort_, drawn[k].candidate, drawn[k].origin, size) : methods::Place{});
  }
  batch.companionPlaces.push_back(std::move(places));
}

void moveTo(Minibatch& batch, const at::Device& device) {
  batch.batch.images = batch.batch.images.to(device, /*non_blocking=*/true);
  if (batch.batch.companions.defined()) batch.batch.companions = batch.batch.companions.to(device, true);
  if (batch.labels.defined()) batch.labels = batch.labels.to(device, true);
  if (batch.targets.defined()) batch.targets = batch.targets.to(device, true);
}

void Loader::startAt(std::int64_t index) {
  upcoming_ = index;
  thread_ = std::thread([this] { fill(); });
}

void Loader::fill() {
  for (;;) {
    Minibatch batch = make(upcoming_++);
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stop_ || ready_.size() < kAhead; });
    if (stop_) return;
    ready_.push_back(std::move(batch));
    changed_.notify_all();
  }
}

Minibatch Loader::next() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !ready_.empty(); });
  Minibatch batch = std::move(ready_.front());
  ready_.pop_front();
  changed_.notify_all();
  return batch;
}

}  // namespace selvox::learn::engine
