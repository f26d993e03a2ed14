#pragma once

#include "core/learn/engine/learner.h"

namespace selvox::learn::engine {

[[nodiscard]] base::Result<std::unique_ptr<Learner>> makePretrainLearner(const spec::RunSpec& spec,
                                                                         const base::Json& settings);
[[nodiscard]] base::Result<std::unique_ptr<Learner>> makeSegmentationLearner(const spec::RunSpec& spec,
                                                                             const base::Json& settings);
[[nodiscard]] base::Result<std::unique_ptr<Learner>> makeClassificationLearner(const spec::RunSpec& spec,
                                                                               const base::Json& settings);
[[nodiscard]] base::Result<std::unique_ptr<Learner>> makeRetrievalLearner(const spec::RunSpec& spec,
                                                                          const base::Json& settings);
[[nodiscard]] base::Result<std::unique_ptr<Learner>> makeEnhancementLearner(const spec::RunSpec& spec,
                                                                            const base::Json& settings);

}  // namespace selvox::learn::engine
