// scratch: no pretraining. The run's checkpoint holds the first weights of its seed, so that everything which starts
// from a run (fine-tuning, probes, comparisons) can start from nothing in the same way.

#include <utility>

#include "core/learn/methods/control.h"

namespace selvox::learn::methods {
namespace {

base::Result<std::unique_ptr<Method>> buildScratch(const MethodConfig& config) {
  SELVOX_CHECK(refuseCombination(config, "scratch"));
  SELVOX_TRY(auto network, encoderNetwork(config));
  return std::make_unique<Control>(std::move(network), config);
}

}  // namespace

MethodInfo scratchInfo() {
  MethodInfo info{"scratch", "control", {2, 3}, "No pretraining: the encoder's first weights, for a fair comparison"};
  info.trainDefaults = {{"train.steps", 1}, {"train.ema", 0.0}, {"preview.count", 0}};
  info.build = &buildScratch;
  return info;
}

}  // namespace selvox::learn::methods
