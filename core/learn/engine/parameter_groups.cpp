#include "core/learn/engine/parameter_groups.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

#include <torch/nn/module.h>

#include "core/base/text.h"

namespace selvox::learn::engine {
namespace {

constexpr std::string_view kEncoder = "encoder.";
// "stages.2", "blocks.11", "layers.3" count from 0; "layer3" counts from 1 (ResNet).
constexpr std::array<std::string_view, 3> kLists{"stages", "blocks", "layers"};
constexpr std::string_view kNumbered = "layer";
constexpr std::array<std::string_view, 4> kHeads{".seg_layers.", ".fc.", ".head.", ".heads."};

std::vector<std::string_view> partsOf(std::string_view name) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= name.size();) {
    const std::size_t end = std::min(name.find('.', begin), name.size());
    parts.push_back(name.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

}  // namespace

bool isExempt(const std::string& name, const at::Tensor& tensor) {
  if (tensor.dim() <= 1) return true;
  auto parts = partsOf(name);
  if (parts.size() > 1 && parts.back() == "weight") parts.pop_back();  // a token that is a module of its own
  const std::string_view last = parts.back();
  return last.ends_with("token") || last.ends_with("tokens") || last.ends_with("positions") || last == "pos_embed" ||
         last == "relative_position_bias_table";
}

bool isHead(const std::string& name) {
  return std::any_of(kHeads.begin(), kHeads.end(),
                     [&](std::string_view part) { return name.find(part) != std::string::npos; });
}

std::int64_t blockOf(const std::string& name) {
  if (!name.starts_with(kEncoder)) return kHead;
  const auto parts = partsOf(std::string_view(name).substr(kEncoder.size()));
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i + 1 < parts.size() && std::find(kLists.begin(), kLists.end(), parts[i]) != kLists.end()) {
      if (const auto number = base::toInteger(parts[i + 1])) return *number;
    }
    if (parts[i].starts_with(kNumbered)) {
      if (const auto number = base::toInteger(parts[i].substr(kNumbered.size())); number && *number > 0)
        return *number - 1;
    }
  }
  return parts.front().starts_with("norm") ? kHead : kEmbedding;
}

double layerFactor(std::int64_t block, std::int64_t blocks, double decay) {
  if (block == kHead) return 1.0;
  return std::pow(decay, static_cast<double>(block == kEmbedding ? blocks + 1 : blocks - block));
}

FineTuning fineTuning(const base::Json& settings) {
  FineTuning tuning;
  tuning.mode = base::valueOr(settings, "finetune.mode", tuning.mode);
  tuning.thaw = base::valueOr(settings, "finetune.thaw", tuning.thaw);
  return tuning;
}

double thawPoint(const std::string& name, std::int64_t blocks, const FineTuning& tuning) {
  constexpr double kNever = std::numeric_limits<double>::infinity();
  const bool encoder = name.starts_with(kEncoder);
  if (tuning.mode == "linear-probe") return isHead(name) ? 0.0 : kNever;
  if (tuning.mode == "frozen-encoder") return encoder ? kNever : 0.0;
  const std::int64_t block = blockOf(name);
  if (tuning.mode != "gradual-thaw" || block == kHead) return 0.0;
  const std::int64_t turn = block == kEmbedding ? blocks + 1 : blocks - block;
  return tuning.thaw * static_cast<double>(turn) / static_cast<double>(blocks + 1);
}

std::int64_t blocksOf(const torch::nn::Module& module) {
  std::int64_t blocks = 0;
  for (const auto& item : module.named_parameters(true)) blocks = std::max(blocks, blockOf(item.key()) + 1);
  return blocks;
}

std::vector<ParameterGroup> parameterGroups(torch::nn::Module& module, const RuleOf& ruleOf, const TrainSettings& train,
                                            const FineTuning& tuning) {
  auto named = module.named_parameters(true);
  const std::int64_t blocks = blocksOf(module);
  std::vector<ParameterGroup> groups;
  for (auto& item : named) {
    const methods::ParameterRule rule = ruleOf(item.key());
    ParameterGroup group;
    group.name = item.key();
    group.tensor = item.value();
    group.lrScale = rule.lrScale * layerFactor(blockOf(group.name), blocks, train.layerDecay) *
                    (group.name.starts_with(kEncoder) ? train.encoderLr : 1.0);
    group.adapt = !isExempt(group.name, group.tensor);
    group.decay = rule.decay && group.adapt;
    group.constantLr = rule.constantLr;
    group.thawAt = thawPoint(group.name, blocks, tuning);
    if (group.lrScale <= 0 || std::isinf(group.thawAt)) {
      group.tensor.requires_grad_(false);
      continue;
    }
    groups.push_back(std::move(group));
  }
  return groups;
}

}  // namespace selvox::learn::engine
