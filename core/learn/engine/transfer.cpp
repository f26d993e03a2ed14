#include "core/learn/engine/transfer.h"

#include <algorithm>
#include <map>
#include <set>

#include <ATen/core/grad_mode.h>

namespace selvox::learn::engine {
namespace {

constexpr const char* kHeads[] = {".seg_layers.", ".fc.", ".head."};

bool isHead(const std::string& name) {
  for (const char* part : kHeads) {
    if (name.find(part) != std::string::npos) return true;
  }
  return false;
}

bool transfers(const std::string& name) {
  return name.starts_with("encoder.") || name.starts_with("decoder.");
}

bool startsWithOneOf(const std::string& name, const std::vector<std::string>& starts) {
  return std::any_of(starts.begin(), starts.end(), [&](const std::string& start) { return name.starts_with(start); });
}

const at::Tensor* lookUp(const TensorMap& parent, const std::string& name) {
  for (const char* prefix : {"ema/", "model/"}) {
    if (const auto found = parent.find(prefix + name); found != parent.end()) return &found->second;
  }
  return nullptr;
}

void group(const std::vector<std::pair<std::string, std::string>>& rows, const std::string& what,
           std::vector<std::string>& lines) {
  std::map<std::string, std::vector<std::string>> byReason;
  for (const auto& [name, reason] : rows) byReason[reason].push_back(name);
  for (const auto& [reason, names] : byReason) {
    std::string line =
        what + " " + std::to_string(names.size()) + (names.size() == 1 ? " tensor, " : " tensors, ") + reason + ": ";
    for (std::size_t i = 0; i < names.size() && i < 6; ++i) line += (i > 0 ? ", " : "") + names[i];
    if (names.size() > 6) line += ", …";
    lines.push_back(std::move(line));
  }
}

}  // namespace

std::string TransferReport::summary() const {
  return "Loaded " + std::to_string(loaded.size()) + " tensors (" + std::to_string(loadedParameters) + " of " +
         std::to_string(allParameters) + " values) from the parent; " + std::to_string(left.size()) +
         " keep their first values; " + std::to_string(unused.size()) + " of the parent's are not used.";
}

std::vector<std::string> TransferReport::lines() const {
  std::vector<std::string> result{summary()};
  group(left, "Not loaded:", result);
  group(unused, "Not used:", result);
  return result;
}

TransferReport transferWeights(torch::nn::Module& network, const TensorMap& parent,
                               const std::vector<std::string>& inherited) {
  const at::NoGradGuard noGrad;
  TransferReport report;
  std::set<std::string> taken;
  for (auto& [name, target] : weightsOf(network)) {
    report.allParameters += target.numel();
    const at::Tensor* source = lookUp(parent, name);
    if (source != nullptr) taken.insert(name);
    if (isHead(name) && !startsWithOneOf(name, inherited)) {
      report.left.emplace_back(name, "a head belongs to its own task");
    } else if (source == nullptr) {
      report.left.emplace_back(name, "the parent has no tensor of this name");
    } else if (source->sizes() != target.sizes()) {
      report.left.emplace_back(
          name, "the parent's shape is " + shapeText(source->sizes()) + " instead of " + shapeText(target.sizes()));
    } else {
      at::Tensor copy = target;
      copy.copy_(*source);
      report.loaded.push_back(name);
      report.loadedParameters += target.numel();
    }
  }
  for (const auto& [full, tensor] : parent) {
    if (!full.starts_with("model/")) continue;
    const std::string name = full.substr(6);
    if (taken.contains(name)) continue;
    report.unused.emplace_back(
        name, transfers(name) ? "this network has no tensor of this name" : "a head of the pretraining method");
  }
  return report;
}

base::Status requireLoaded(const TransferReport& report, const std::vector<std::string>& inherited) {
  for (const auto& [name, why] : report.left) {
    if (startsWithOneOf(name, inherited)) {
      return base::fail(base::ErrorCode::InvalidArgument,
                        "This run goes on from what its parent has learned and needs " + name + " of it, but " + why +
                            ". Choose another parent, or set the method's settings as the parent's were.");
    }
  }
  return {};
}

}  // namespace selvox::learn::engine
