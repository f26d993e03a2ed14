#pragma once
// Batches made ahead of the network, in a thread of their own. What a batch holds depends on (seed, index) only; the
// thread decides when it is ready, never what it is.

#include <array>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <thread>

#include <ATen/core/Tensor.h>

#include "core/learn/engine/cohort.h"
#include "core/learn/methods/method.h"
#include "core/sample/sampler.h"

namespace selvox::learn::engine {

struct Minibatch {
  methods::Batch batch;  // images (N, 1, [D,] H, W) on the CPU
  at::Tensor labels;     // (N, [D,] H, W) int64, or undefined
  at::Tensor targets;    // (N, 1, [D,] H, W) float32, the image that is to be made, or undefined
};
void moveTo(Minibatch& batch, const at::Device& device);

struct LoaderConfig {
  int dim = 3;
  std::array<std::int64_t, 3> patch{};   // x, y, z
  std::array<std::int64_t, 3> margin{};  // more voxels on each side, for rotations; outside the volume they are 0
  int batch = 2;
  double foreground = 0;
  bool labels = false;
  bool targets = false;
  methods::Demand demand;
  std::uint64_t seed = 0;
};

class Loader {
 public:
  Loader(const Cohort& cohort, LoaderConfig config);
  ~Loader();
  Loader(const Loader&) = delete;
  Loader& operator=(const Loader&) = delete;

  [[nodiscard]] Minibatch make(std::int64_t index) const;  // at once, in this thread
  void startAt(std::int64_t index);                        // begins to prefetch
  [[nodiscard]] Minibatch next();                          // waits for the next one in order

 private:
  void addCompanions(methods::Batch& batch, int slot, const volume::Extent& size, sample::PatchRequest& request) const;
  void fill();
  const Cohort& cohort_;
  LoaderConfig config_;
  sample::PatchSampler sampler_;
  std::thread thread_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Minibatch> ready_;
  std::int64_t upcoming_ = 0;
  bool stop_ = false;
};

}  // namespace selvox::learn::engine
