#pragma once
// Which parameters a run trains, and how fast each learns.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/learn/engine/optimizer.h"
#include "core/learn/engine/settings.h"
#include "core/learn/methods/method.h"

namespace selvox::learn::engine {

// Biases, norms and all else with one dimension; tokens and positions of transformers (by name). Weight decay and the
// ratios of LARS and LAMB leave them alone.
[[nodiscard]] bool isExempt(const std::string& name, const at::Tensor& tensor);

[[nodiscard]] bool isHead(const std::string& name);  // of the last layer, which belongs to its task

// Place of a parameter in the encoder, for layer decay: kEmbedding (stem, patches, tokens, positions), the number of
// its block, or kHead (outside the encoder, and its last norm). A block is a transformer's block or a CNN's stage.
inline constexpr std::int64_t kEmbedding = -1, kHead = -2;
[[nodiscard]] std::int64_t blockOf(const std::string& name);
// decay^(blocks - i) for block i from 0, decay^(blocks + 1) for embeddings, 1 for the rest (MAE's fine-tuning).
[[nodiscard]] double layerFactor(std::int64_t block, std::int64_t blocks, double decay);

// What of a network learns: "full", "layer-decay", "gradual-thaw", "frozen-encoder" or "linear-probe".
struct FineTuning {
  std::string mode = "full";
  double thaw = 0.5;  // gradual thaw: share of the run after which all of it learns
};
[[nodiscard]] FineTuning fineTuning(const base::Json& settings);  // of finetune.mode and finetune.thaw

// Share of the run from which the parameter or module of that name learns, by the mode: 0 from the first step,
// infinity never. Gradual thaw: heads and decoder at once, then block after block from the encoder's end to its stem,
// evenly up to `thaw`. `blocks` as blocksOf counts them.
[[nodiscard]] double thawPoint(const std::string& name, std::int64_t blocks, const FineTuning& tuning);
[[nodiscard]] std::int64_t blocksOf(const torch::nn::Module& module);

// One group for each parameter of `module` that learns; the others lose their gradient.
using RuleOf = std::function<methods::ParameterRule(const std::string&)>;
[[nodiscard]] std::vector<ParameterGroup> parameterGroups(torch::nn::Module& module, const RuleOf& ruleOf,
                                                          const TrainSettings& train, const FineTuning& tuning = {});

}  // namespace selvox::learn::engine
