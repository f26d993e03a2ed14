// Sliding windows over a large volume against their lower bound: as many forward passes of the same network alone,
// timed on windows of the same volume before and after. Time as a ratio, memory beside what the answer itself needs.
//   bench_window [--size X Y Z] [--window SIDE] [--base CHANNELS] [--classes K]

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>

#include "core/base/process.h"
#include "core/learn/architectures/network.h"
#include "core/learn/augment/intensity.h"
#include "core/learn/compat/compat.h"
#include "core/learn/engine/device.h"
#include "core/learn/inference/sliding_window.h"

#if defined(SELVOX_HAS_JEMALLOC)
extern "C" {
extern const char* malloc_conf;
const char* malloc_conf = "dirty_decay_ms:-1,muzzy_decay_ms:-1";  // as the worker
}
#endif

namespace {

namespace learn = selvox::learn;

// Of all threads on the processor: what else the machine does is left out. Threads that wait must sleep for that
// (OMP_WAIT_POLICY=passive, as workers have it).
double seconds(std::clock_t from) {
  return static_cast<double>(std::clock() - from) / CLOCKS_PER_SEC;
}

double mebibytes(double bytes) {
  return bytes / (1024.0 * 1024.0);
}

}  // namespace

int main(int argc, char** argv) {
  std::int64_t x = 512, y = 512, z = 300, side = 128, base = 16, classes = 3;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    const auto next = [&] { return i + 1 < argc ? std::atoll(argv[++i]) : 0; };
    if (word == "--size")
      x = next(), y = next(), z = next();
    else if (word == "--window")
      side = next();
    else if (word == "--base")
      base = next();
    else if (word == "--classes")
      classes = next();
  }
  const at::NoGradGuard noGrad;
  learn::engine::prepareLibTorch(learn::engine::coreCount(), 0);
  const auto network = *learn::architectures::buildDense(
      "unet", {3, 1, static_cast<int>(classes), {{"stages", 4}, {"base", base}, {"deep_supervision", false}}}, 0);
  network->eval();
  at::Tensor image = at::empty({z, y, x});
  learn::augment::fillNormal(image.data_ptr<float>(), image.numel(), 1, 0, 0);
  learn::inference::WindowOptions options;
  options.window = {side, side, side};
  options.batch = 1;
  std::int64_t windows = 1;
  for (const std::int64_t extent : {x, y, z})
    windows *= static_cast<std::int64_t>(learn::inference::windowStarts(extent, side, options.overlap).size());

  const auto forward = [&](int count) {
    std::vector<double> times;
    for (int i = 0; i < count; ++i) {
      const at::Tensor box = image.narrow(0, 0, side).narrow(1, i * 7 % (y - side + 1), side).narrow(2, 0, side);
      const auto start = std::clock();
      const at::Tensor made = network->forward(box.unsqueeze(0).unsqueeze(0).contiguous()).front();
      times.push_back(seconds(start) + 0 * made.data_ptr<float>()[0]);
    }
    return times;
  };
  static_cast<void>(forward(2));  // warm
  auto times = forward(8);
  const double before = static_cast<double>(selvox::base::memoryPeak());
  const auto start = std::clock();
  const at::Tensor answer = learn::inference::slidingWindow(*network, image, options);
  const double whole = seconds(start), after = static_cast<double>(selvox::base::memoryPeak());
  const auto more = forward(8);
  times.insert(times.end(), more.begin(), more.end());
  double mean = 0;
  for (const double t : times) mean += t / static_cast<double>(times.size());
  const double bound = mean * static_cast<double>(windows);
  std::printf("%lld x %lld x %lld, window %lld, unet base %lld, %d threads, float32\n", static_cast<long long>(x),
              static_cast<long long>(y), static_cast<long long>(z), static_cast<long long>(side),
              static_cast<long long>(base), at::get_num_threads());
  std::printf("%lld windows x %.1f ms of network = %.1f s; sliding window %.1f s of processor time: ratio %.3f\n",
              static_cast<long long>(windows), 1000 * mean, bound, whole, whole / bound);
  std::printf("peak memory %.0f MiB, of it beyond network and image %.0f MiB; the answer alone is %.0f MiB\n",
              mebibytes(after), mebibytes(after - before), mebibytes(static_cast<double>(answer.nbytes())));
  return 0;
}
