#include "core/learn/methods/combined.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <utility>

#include <torch/nn/module.h>

#include "core/learn/augment/presets.h"
#include "core/learn/methods/parts.h"

namespace selvox::learn::methods {
namespace {

struct Member {
  std::string id;
  double weight = 1;
  std::unique_ptr<Method> method;
};

class Combined : public Method {
 public:
  Combined(std::shared_ptr<architectures::Network> network, std::vector<Member> members)
      : network_(std::move(network)),
        members_(std::move(members)),
        trained_(std::make_shared<torch::nn::Module>("Combined")) {
    std::map<std::string, std::shared_ptr<torch::nn::Module>> trunk;
    for (const Member& member : members_) {
      const auto own = std::make_shared<torch::nn::Module>("Heads");
      for (const auto& child : member.method->trainable()->named_children()) {
        if (child.key() == "encoder" || child.key() == "decoder") {
          trunk.emplace(child.key(), child.value());
        } else {
          own->register_module(child.key(), child.value());
        }
      }
      if (!own->children().empty()) trained_->register_module(member.id, own);
    }
    for (const auto& [name, module] : trunk) trained_->register_module(name, module);
  }

  Tensors views(const Batch& batch) override {
    Tensors all;
    for (const Member& member : members_) {
      for (auto& [name, tensor] : member.method->views(batch)) all.emplace_back(member.id + "." + name, tensor);
    }
    return all;
  }

  StepOutput step(const Batch& batch) override {
    StepOutput sum;
    for (const Member& member : members_) {
      StepOutput part = member.method->step(batch);
      sum.metrics.emplace_back("loss/" + member.id, part.loss.detach());
      for (auto& [name, value] : part.metrics) sum.metrics.emplace_back(member.id + "/" + name, std::move(value));
      const at::Tensor weighted = part.loss * member.weight;
      sum.loss = sum.loss.defined() ? sum.loss + weighted : weighted;
    }
    return sum;
  }

  std::vector<Preview> preview(const Batch& batch) override {
    std::vector<Preview> all;
    for (const Member& member : members_) {
      for (Preview& item : member.method->preview(batch)) {
        item.name = member.id + "." + item.name;
        all.push_back(std::move(item));
      }
    }
    return all;
  }

  void afterBackward(std::int64_t step, std::int64_t steps) override {
    for (const Member& member : members_) member.method->afterBackward(step, steps);
  }
  void afterOptimizerStep(std::int64_t step, std::int64_t steps) override {
    for (const Member& member : members_) member.method->afterOptimizerStep(step, steps);
  }
  std::shared_ptr<torch::nn::Module> trainable() override { return trained_; }
  std::shared_ptr<architectures::Network> network() override { return network_; }

  Tensors state() override {
    Tensors all;
    for (const Member& member : members_) {
      for (auto& [name, tensor] : member.method->state()) all.emplace_back(member.id + "." + name, tensor);
    }
    return all;
  }
  base::Status loadState(const std::map<std::string, at::Tensor>& tensors) override {
    for (const Member& member : members_) {
      std::map<std::string, at::Tensor> own;
      const std::string prefix = member.id + ".";
      for (const auto& [name, tensor] : tensors) {
        if (name.starts_with(prefix)) own.emplace(name.substr(prefix.size()), tensor);
      }
      SELVOX_CHECK(member.method->loadState(own));
    }
    return {};
  }
  [[nodiscard]] int stateVersion() const override {
    int version = 1;
    for (const Member& member : members_) version = std::max(version, member.method->stateVersion());
    return version;
  }
  [[nodiscard]] Demand demand() const override {
    for (const Member& member : members_) {
      if (const Demand demand = member.method->demand(); demand.kind != Demand::Kind::None) return demand;
    }
    return {};
  }
  [[nodiscard]] ParameterRule rule(const std::string& parameter) const override {
    for (const Member& member : members_) {
      const std::string prefix = member.id + ".";
      if (parameter.starts_with(prefix)) return member.method->rule(parameter.substr(prefix.size()));
    }
    return {};
  }
  void to(const at::Device& device) override {
    for (const Member& member : members_) member.method->to(device);
  }
  void train(bool on) override {
    for (const Member& member : members_) member.method->train(on);
  }

 private:
  std::shared_ptr<architectures::Network> network_;
  std::vector<Member> members_;
  std::shared_ptr<torch::nn::Module> trained_;
};

using Infos = std::vector<const MethodInfo*>;

base::Json ownSettings(const base::Json& settings, const std::string& prefix) {
  base::Json own = base::Json::object();
  for (const auto& [name, value] : settings.items()) {
    if (name.starts_with(prefix)) own[name.substr(prefix.size())] = value;
  }
  return own;
}

// The resolved augmentation starts from the first member's defaults. A member with other defaults takes those, but
// where a person chose: where the resolved value is not the first member's default.
base::Json augmentationFor(const MethodInfo& member, const MethodInfo& first, const base::Json& resolved) {
  base::Json own = resolved, chosen = base::Json::object();
  const spec::ParamSchema schema = augment::schema();
  for (const spec::Param& param : schema.params) {
    const auto usual = [&](const MethodInfo& info) {
      return info.trainDefaults.is_object() && info.trainDefaults.contains(param.name) ? info.trainDefaults[param.name]
                                                                                       : param.defaultValue;
    };
    if (!resolved.contains(param.name)) continue;
    if (resolved[param.name] == usual(first)) {
      own[param.name] = usual(member);
    } else {
      chosen[param.name] = resolved[param.name];
    }
  }
  // What the member brings must fit the images too.
  augment::applyPresets(own, chosen,
                        augment::presetsFor(base::valueOr<std::string>(resolved, "augment.preset", "auto"), {}));
  return own;
}

base::Result<std::unique_ptr<Method>> build(const Infos& infos, const MethodConfig& config) {
  MethodConfig shared = config;
  const bool dense = std::any_of(infos.begin(), infos.end(), [](const MethodInfo* info) { return info->dense; });
  if (dense) {
    shared.network.outChannels = config.network.inChannels;
    shared.network.settings = architectures::withOneOutput(config.arch, std::move(shared.network.settings));
    SELVOX_TRY(shared.shared, architectures::buildDense(config.arch, shared.network, config.seed));
  } else {
    SELVOX_TRY(shared.shared, architectures::build(config.arch, config.network, config.seed));
  }
  std::vector<Member> members;
  for (const MethodInfo* info : infos) {
    MethodConfig own = shared;
    own.settings = ownSettings(config.settings, info->id + ".");
    if (config.augment.is_object() && !config.augment.empty()) {
      own.augment = augmentationFor(*info, *infos.front(), config.augment);
    }
    SELVOX_TRY(auto method, info->build(own));
    members.push_back({info->id, base::valueOr(own.settings, "weight", 1.0), std::move(method)});
  }
  int demands = 0;
  for (const Member& member : members) demands += member.method->demand().kind != Demand::Kind::None ? 1 : 0;
  if (demands > 1) {
    return base::fail(
        base::ErrorCode::Unsupported,
        "Two methods of this combination want different further patches of each scan; combine one of them "
        "with a method that needs a single patch.");
  }
  return std::make_unique<Combined>(shared.shared, std::move(members));
}

MethodInfo combine(const std::string& id, const Infos& infos) {
  MethodInfo info;
  info.id = id;
  info.family = "combined";
  info.dims = infos.front()->dims;
  for (const MethodInfo* member : infos) {
    std::erase_if(info.dims, [&](int dim) {
      return std::find(member->dims.begin(), member->dims.end(), dim) == member->dims.end();
    });
    info.summary += (info.summary.empty() ? "" : " + ") + member->summary;
    info.paper += (info.paper.empty() ? "" : "; ") + member->paper;
    info.dense = info.dense || member->dense;
    if (member->network != MethodInfo().network) info.network = member->network;
    spec::Param weight =
        number("weight", 1.0, 0.0, 1e6, {"", "Weight of this method's loss in the sum.", "weighted sum of losses"});
    weight.name = member->id + ".weight";
    info.schema.params.push_back(std::move(weight));
    for (spec::Param param : member->schema.params) {
      param.name = member->id + "." + param.name;
      info.schema.params.push_back(std::move(param));
    }
  }
  info.trainDefaults = infos.front()->trainDefaults;
  info.build = [infos](const MethodConfig& config) { return build(infos, config); };
  return info;
}

}  // namespace

base::Result<const MethodInfo*> findCombination(std::string_view id) {
  static std::mutex mutex;
  static std::map<std::string, MethodInfo, std::less<>> made;
  const std::lock_guard lock(mutex);
  if (const auto found = made.find(id); found != made.end()) return &found->second;
  Infos infos;
  std::set<std::string_view> seen;
  for (std::size_t begin = 0; begin <= id.size();) {
    const std::size_t end = std::min(id.find('+', begin), id.size());
    const std::string_view part = id.substr(begin, end - begin);
    SELVOX_TRY(const MethodInfo* info, find(part));
    if (!seen.insert(info->id).second) {
      return base::fail(base::ErrorCode::InvalidArgument,
                        "The combination " + std::string(id) + " names " + info->id + " twice.");
    }
    infos.push_back(info);
    begin = end + 1;
  }
  MethodInfo info = combine(std::string(id), infos);
  if (info.dims.empty()) {
    return base::fail(base::ErrorCode::Unsupported,
                      "The methods of " + std::string(id) + " share no dimension (2D, 3D).");
  }
  return &made.emplace(std::string(id), std::move(info)).first->second;
}

}  // namespace selvox::learn::methods
