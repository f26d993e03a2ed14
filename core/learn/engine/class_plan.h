#pragma once
// A classification run as its settings have it: classes, network, how whole cases are answered.

#include <memory>

#include "core/learn/architectures/network.h"
#include "core/learn/engine/cohort.h"
#include "core/learn/engine/settings.h"
#include "core/learn/inference/classify.h"
#include "core/learn/tasks/class_targets.h"

namespace selvox::learn::engine {

struct ClassPlan {
  tasks::ClassTargets targets;
  base::Json task;  // settings without "task."
  [[nodiscard]] bool attention() const { return base::valueOr<std::string>(task, "pool", "mean") == "attention"; }
  // A 2D network that sees the slices of a scan at once.
  [[nodiscard]] bool together(int dim) const { return dim == 2 && attention(); }
  [[nodiscard]] std::int64_t slices() const { return base::valueOr<std::int64_t>(task, "slices", 8); }
  [[nodiscard]] inference::ClassifyConfig classify(const TrainSettings& train, int dim, const at::Device& device) const;
};

// `settings` are resolved.
[[nodiscard]] base::Result<ClassPlan> classPlan(const spec::RunSpec& spec, const base::Json& settings);
[[nodiscard]] base::Result<std::shared_ptr<architectures::Network>> classificationNetwork(const spec::RunSpec& spec,
                                                                                          const ClassPlan& plan,
                                                                                          const base::Json& settings);
// (K) probabilities of one case of a cohort.
[[nodiscard]] at::Tensor classified(architectures::Network& network, const Cohort& cohort, std::size_t which,
                                    const inference::ClassifyConfig& config);

}  // namespace selvox::learn::engine
