// Methods for the tests of engine, window and command line: entries of the table like any other.

#include <chrono>
#include <limits>
#include <thread>
#include <utility>

#include <ATen/ops/scalar_tensor.h>

#include "core/learn/methods/method.h"
#include "core/learn/methods/parts.h"

namespace selvox::learn::methods {
namespace {

struct Behaviour {
  bool learns = true;  // loss = mean square of the embedding; otherwise its gradient is 0
  std::int64_t nanFrom = std::numeric_limits<std::int64_t>::max();
  std::chrono::milliseconds pause{0};
};

class Double : public Method {
 public:
  Double(std::shared_ptr<architectures::Network> network, Behaviour behaviour)
      : network_(std::move(network)), behaviour_(behaviour) {
    trained_ = std::make_shared<torch::nn::Module>("Double");
    trained_->register_module("encoder", encoderOf(*network_));
  }

  Tensors views(const Batch& batch) override { return {{"view1", batch.images.to(typeOf(*trained_))}}; }

  StepOutput step(const Batch& batch) override {
    std::this_thread::sleep_for(behaviour_.pause);
    at::Tensor loss = embed(*network_, views(batch).front().second).square().mean();
    if (!behaviour_.learns) loss = loss * 0 + 1;
    if (batch.step >= behaviour_.nanFrom) loss = loss * std::numeric_limits<double>::quiet_NaN();
    return {loss, {{"test/step", at::scalar_tensor(static_cast<double>(batch.step))}}};
  }

  std::vector<Preview> preview(const Batch& batch) override {
    return {{"view1", "The patch", "image", batch.images[0].to(at::kFloat).cpu()}};
  }

  std::shared_ptr<torch::nn::Module> trainable() override { return trained_; }
  std::shared_ptr<architectures::Network> network() override { return network_; }
  void to(const at::Device& device) override { network_->to(device); }
  void train(bool on) override { network_->train(on); }

 private:
  std::shared_ptr<architectures::Network> network_;
  std::shared_ptr<torch::nn::Module> trained_;
  Behaviour behaviour_;
};

base::Result<std::unique_ptr<Method>> make(const MethodConfig& config, Behaviour behaviour) {
  SELVOX_TRY(auto network, architectures::build(config.arch, config.network, config.seed));
  return std::make_unique<Double>(std::move(network), behaviour);
}

MethodInfo entry(const char* id, const char* summary) {
  return {id, "test", {2, 3}, summary};
}

}  // namespace

MethodInfo noopInfo() {
  MethodInfo info = entry("noop", "Test double: learns nothing");
  info.build = [](const MethodConfig& config) {
    Behaviour behaviour;
    behaviour.learns = false;
    return make(config, behaviour);
  };
  return info;
}

MethodInfo divergeInfo() {
  MethodInfo info = entry("diverge", "Test double: its loss becomes NaN");
  info.schema.params = {integer("at_step", 5, 0, 1e9, {"steps", "First step whose loss is not a number.", ""})};
  info.build = [](const MethodConfig& config) {
    Behaviour behaviour;
    behaviour.nanFrom = base::valueOr<std::int64_t>(config.settings, "at_step", 5);
    return make(config, behaviour);
  };
  return info;
}

MethodInfo slowInfo() {
  MethodInfo info = entry("slow", "Test double: every step takes its time");
  info.schema.params = {integer("milliseconds", 50, 0, 60000, {"ms", "Extra time of each step.", ""})};
  info.build = [](const MethodConfig& config) {
    Behaviour behaviour;
    behaviour.pause = std::chrono::milliseconds(base::valueOr<std::int64_t>(config.settings, "milliseconds", 50));
    return make(config, behaviour);
  };
  return info;
}

}  // namespace selvox::learn::methods
