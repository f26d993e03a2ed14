#pragma once
// An enhancement run as its settings have it: network, which image is made from which, how whole cases are enhanced.

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "core/learn/architectures/network.h"
#include "core/learn/engine/cohort.h"
#include "core/learn/engine/settings.h"
#include "core/learn/inference/sliding_window.h"
#include "core/learn/tasks/enhancement.h"

namespace selvox::learn::engine {

struct EnhancePlan {
  tasks::Enhancement how;
  double overlap = 0.5;
  [[nodiscard]] inference::WindowOptions windows(const TrainSettings& train, int dim, const at::Device& device) const;
};

// `settings` are resolved. Errors: what the kind cannot do in this dimension, no loss, a synthesis without source and
// target, a perceptual loss without a parent.
[[nodiscard]] base::Result<EnhancePlan> enhancePlan(const spec::RunSpec& spec, const base::Json& settings);
// A dense network of one output.
[[nodiscard]] base::Result<std::shared_ptr<architectures::Network>> enhancementNetwork(const spec::RunSpec& spec,
                                                                                       const base::Json& settings);

// Whether `word` names the series: its sequence, modality, both ("MR T1") or a column's value; or "column=value".
[[nodiscard]] bool isCalled(const spec::CaseEntry& entry, const std::string& word);

// image key of a source -> image key of its target: registered series of one patient in the same role. Empty unless
// the run is a synthesis; an error that says which names there are where no training case has a partner.
using ImagePairs = std::map<std::string, std::string>;
[[nodiscard]] base::Result<ImagePairs> imagePairs(const spec::RunSpec& spec, const std::filesystem::path& root,
                                                  const tasks::Enhancement& how);

// A whole case on its prepared grid, normalised: (D, H, W) float32.
struct EnhanceCase {
  at::Tensor input, target;
};
[[nodiscard]] EnhanceCase enhanceCase(const Cohort& cohort, std::size_t which, const tasks::Enhancement& how, int dim);
// What the network makes of such an input.
[[nodiscard]] at::Tensor enhanced(architectures::Network& network, const at::Tensor& input,
                                  const tasks::Enhancement& how, const inference::WindowOptions& windows);

}  // namespace selvox::learn::engine
