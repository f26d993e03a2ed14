#include "core/learn/methods/headed_method.h"

#include <cmath>
#include <utility>

#include <c10/core/GradMode.h>

#include "core/learn/architectures/initialise.h"
#include "core/learn/methods/parts.h"

namespace selvox::learn::methods {

base::Result<std::shared_ptr<architectures::Network>> encoderNetwork(const MethodConfig& config) {
  if (config.shared) return config.shared;
  return architectures::build(config.arch, config.network, config.seed);
}

base::Result<std::shared_ptr<architectures::Network>> denseNetwork(const MethodConfig& config, int outChannels) {
  if (config.shared) {
    if (config.shared->dense() && config.network.outChannels == outChannels) return config.shared;
    return base::fail(base::ErrorCode::Unsupported,
                      "The methods of this combination need decoders with different outputs; train them one after the "
                      "other with --from.");
  }
  architectures::NetworkConfig network = config.network;
  network.outChannels = outChannels;
  network.settings = architectures::withOneOutput(config.arch, std::move(network.settings));
  return architectures::buildDense(config.arch, network, config.seed);
}

HeadedMethod::HeadedMethod(std::shared_ptr<architectures::Network> network, const MethodConfig& config,
                           const augment::Settings& augmentation, bool wholeNetwork)
    : network_(std::move(network)),
      augment_(methods::augmentation(config, augmentation)),
      seed_(config.seed),
      trained_(std::make_shared<torch::nn::Module>("Method")) {
  for (const auto& child : network_->named_children()) {
    if (wholeNetwork || child.key() == "encoder") trained_->register_module(child.key(), child.value());
  }
}

void HeadedMethod::registerHead(const std::string& name, const std::shared_ptr<torch::nn::Module>& head) {
  trained_->register_module(name, head);
  torch::nn::Module named("Heads");  // first weights are keyed by the full name
  named.register_module(name, head);
  architectures::initialise(named, seed_);
}

at::Tensor& HeadedMethod::keep(const std::string& name, at::Tensor tensor) {
  kept_.emplace_back(name, std::make_unique<at::Tensor>(std::move(tensor)));
  return *kept_.back().second;
}

void HeadedMethod::keepModule(const std::string& name, std::shared_ptr<torch::nn::Module> module) {
  modules_.emplace_back(name, std::move(module));
}

void HeadedMethod::addTeacher(const std::string& name, std::shared_ptr<torch::nn::Module> teacher,
                              std::shared_ptr<torch::nn::Module> trained) {
  becomeTeacher(*teacher, *trained);
  keepModule(name, teacher);
  teachers_.emplace_back(std::move(teacher), std::move(trained));
}

void HeadedMethod::moveTeachers(double tau) {
  for (const auto& [teacher, trained] : teachers_) moveTowards(*teacher, *trained, tau);
}

Tensors HeadedMethod::state() {
  Tensors all;
  for (const auto& [name, tensor] : kept_) all.emplace_back(name, *tensor);
  for (const auto& [name, module] : modules_) {
    for (const auto& item : module->named_parameters()) all.emplace_back(name + "." + item.key(), item.value());
    for (const auto& item : module->named_buffers()) all.emplace_back(name + "." + item.key(), item.value());
  }
  return all;
}

base::Status HeadedMethod::loadState(const std::map<std::string, at::Tensor>& tensors) {
  const c10::AutoGradMode noGradients(false);
  for (auto& [name, tensor] : state()) {
    const auto found = tensors.find(name);
    if (found == tensors.end() || found->second.sizes() != tensor.sizes()) {
      return base::fail(base::ErrorCode::Corrupt,
                        "The checkpoint lacks the method's " + name +
                            " in the right shape; it belongs to another network or to other settings.");
    }
    at::Tensor(tensor).copy_(found->second);
  }
  return {};
}

void HeadedMethod::to(const at::Device& device) {
  const c10::AutoGradMode noGradients(false);
  network_->to(device);
  trained_->to(device);
  for (const auto& [name, tensor] : kept_) *tensor = tensor->to(device);
  for (const auto& [name, module] : modules_) module->to(device);
}

void HeadedMethod::train(bool on) {
  network_->train(on);
  trained_->train(on);
  for (const auto& [name, module] : modules_) module->train(on);
}

at::ScalarType HeadedMethod::type() const {
  return typeOf(*trained_);
}

at::Tensor HeadedMethod::view(const Batch& batch, int stream) const {
  return methods::view(batch, augment_, stream, type());
}

std::vector<Preview> HeadedMethod::preview(const Batch& batch) {
  const c10::AutoGradMode noGradients(false);
  std::vector<Preview> all;
  for (const auto& [name, tensor] : views(batch)) {
    if (tensor.dim() == batch.images.dim()) {
      all.push_back({name, name, "image", tensor[0].to(at::kFloat).contiguous().cpu()});
    }
  }
  return all;
}

void moveTowards(torch::nn::Module& to, const torch::nn::Module& from, double tau) {
  const c10::AutoGradMode noGradients(false);
  const auto sources = from.named_parameters();
  for (auto& item : to.named_parameters()) {
    const at::Tensor& source = sources[item.key()];
    if (tau == 0.0) {
      item.value().copy_(source);
    } else {
      item.value().mul_(tau).add_(source, 1.0 - tau);
    }
  }
  if (tau != 0.0) return;
  const auto buffers = from.named_buffers();
  for (auto& item : to.named_buffers()) item.value().copy_(buffers[item.key()]);
}

void becomeTeacher(torch::nn::Module& module, const torch::nn::Module& from) {
  for (at::Tensor& p : module.parameters()) p.set_requires_grad(false);
  moveTowards(module, from, 0.0);
}

}  // namespace selvox::learn::methods
