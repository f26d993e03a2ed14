#pragma once
// A retrieval run as its settings have it: the column it learns, the network, what a case is embedded by.

#include <functional>
#include <memory>

#include <ATen/core/Tensor.h>

#include "core/learn/architectures/network.h"
#include "core/learn/engine/settings.h"
#include "core/spec/run_spec.h"

namespace selvox::learn::engine {

// Windows (N, 1, [D,] H, W) -> rows (N, F).
using EmbedFunction = std::function<at::Tensor(const at::Tensor& windows)>;

// An encoder with a head; forward gives {(N, embedding)}. `settings` are resolved.
[[nodiscard]] base::Result<std::shared_ptr<architectures::Network>> retrievalNetwork(const spec::RunSpec& spec,
                                                                                     const base::Json& settings);
// How a run's network embeds: by the head of a retrieval run, unless it says otherwise, else by the encoder's coarsest
// features, averaged over positions. The network must outlive the function.
[[nodiscard]] EmbedFunction embedFunction(architectures::Network& network, const spec::RunSpec& spec,
                                          const base::Json& settings);

}  // namespace selvox::learn::engine
