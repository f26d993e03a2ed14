#pragma once
// Weights of a parent run into a new network: the encoder, and the decoder where names and shapes agree; never heads,
// but of what a method inherits whole.

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/learn/engine/tensors.h"

namespace selvox::learn::engine {

struct TransferReport {
  std::vector<std::string> loaded;                          // names in the new network
  std::vector<std::pair<std::string, std::string>> left;    // name, why it was not loaded (it keeps its first values)
  std::vector<std::pair<std::string, std::string>> unused;  // name in the parent, why nobody took it
  std::int64_t loadedParameters = 0, allParameters = 0;
  [[nodiscard]] std::string summary() const;             // one sentence
  [[nodiscard]] std::vector<std::string> lines() const;  // grouped by reason, for the log
};

// `parent` holds "model/…" and, where the parent kept an average, "ema/…", which is preferred. `inherited`: what names
// start with whose heads are taken too.
[[nodiscard]] TransferReport transferWeights(torch::nn::Module& network, const TensorMap& parent,
                                             const std::vector<std::string>& inherited = {});

// Fails where a weight of what is inherited was not loaded, and says which and why.
[[nodiscard]] base::Status requireLoaded(const TransferReport& report, const std::vector<std::string>& inherited);

}  // namespace selvox::learn::engine
