#include "core/learn/engine/class_plan.h"

#include "core/learn/architectures/classifier.h"

namespace selvox::learn::engine {

inference::ClassifyConfig ClassPlan::classify(const TrainSettings& train, int dim, const at::Device& device) const {
  inference::ClassifyConfig config;
  config.dim = dim;
  config.patch = train.patch;
  config.kind = targets.kind;
  config.slices = slices();
  config.together = together(dim);
  config.device = device;
  config.bfloat16 = train.precision == "bfloat16";
  return config;
}

base::Result<ClassPlan> classPlan(const spec::RunSpec& spec, const base::Json& settings) {
  ClassPlan plan;
  plan.task = unprefixed(settings, "task.");
  SELVOX_TRY(plan.targets, tasks::classTargets(spec.cases, plan.task));
  return plan;
}

base::Result<std::shared_ptr<architectures::Network>> classificationNetwork(const spec::RunSpec& spec,
                                                                            const ClassPlan& plan,
                                                                            const base::Json& settings) {
  architectures::NetworkConfig config;
  config.dim = spec.dim;
  config.inChannels = 1;
  config.outChannels = static_cast<int>(plan.targets.count());
  config.settings = unprefixed(settings, "arch.");
  architectures::ClassifierOptions options;
  options.classes = plan.targets.count();
  options.ordinal = plan.targets.ordinal();
  options.attention = plan.attention();
  options.dropout = base::valueOr(plan.task, "dropout", 0.0);
  return architectures::buildClassifier(spec.arch, config, options, spec.seed);
}

at::Tensor classified(architectures::Network& network, const Cohort& cohort, std::size_t which,
                      const inference::ClassifyConfig& config) {
  const auto crop = [&](const volume::Extent& origin, const volume::Extent& size, float* out) {
    cohort.cropImage(which, origin, size, out);
  };
  return inference::classifyCase(network, cohort.header(which).extent, crop, config);
}

}  // namespace selvox::learn::engine
