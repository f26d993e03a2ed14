#include "core/learn/architectures/checkpointed.h"

#include <mutex>
#include <utility>

#include <ATen/Context.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/custom_class.h>

#include "core/learn/compat/compat.h"

namespace selvox::learn::architectures {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

at::Tensor generatorState() {
  at::Generator generator = at::globalContext().defaultGenerator(at::kCPU);
  const std::lock_guard<std::mutex> lock(generator.mutex());
  return generator.get_state();
}

void setGeneratorState(const at::Tensor& state) {
  at::Generator generator = at::globalContext().defaultGenerator(at::kCPU);
  const std::lock_guard<std::mutex> lock(generator.mutex());
  generator.set_state(state);
}

// What the second run needs beside its input; the graph owns it.
struct Rerun : torch::CustomClassHolder {
  std::function<at::Tensor(const at::Tensor&)> work;
  at::Tensor generator;
  compat::Precision precision;
  c10::DeviceType device = c10::DeviceType::CPU;
};

class Checkpoint : public torch::autograd::Function<Checkpoint> {
 public:
  // inputs: x, then the parameters.
  static at::Tensor forward(AutogradContext* context, const c10::intrusive_ptr<Rerun>& rerun, at::TensorList inputs) {
    context->saved_data["rerun"] = c10::IValue::make_capsule(rerun);
    context->save_for_backward(inputs.vec());
    return rerun->work(inputs.front());
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    const auto capsule = context->saved_data["rerun"].toCapsule();
    const auto* rerun = static_cast<const Rerun*>(capsule.get());
    variable_list inputs = context->get_saved_variables();
    const bool wanted = inputs.front().requires_grad();
    inputs.front() = inputs.front().detach().requires_grad_(wanted);
    const at::Tensor now = generatorState();
    at::Tensor y;
    {
      setGeneratorState(rerun->generator);
      const c10::AutoGradMode recording(true);
      const compat::Autocast autocast(rerun->device, rerun->precision.type, rerun->precision.mixed);
      y = rerun->work(inputs.front());
    }
    setGeneratorState(now);
    variable_list asked;
    for (const at::Tensor& input : inputs) {
      if (input.requires_grad()) asked.push_back(input);
    }
    const variable_list found = torch::autograd::grad({y}, asked, {gradients.front()}, false, false, true);
    variable_list result{at::Tensor()};  // of `rerun`
    auto next = found.begin();
    for (const at::Tensor& input : inputs) result.push_back(input.requires_grad() ? *next++ : at::Tensor());
    return result;
  }
};

}  // namespace

at::Tensor checkpointed(std::function<at::Tensor(const at::Tensor&)> work, const std::vector<at::Tensor>& parameters,
                        const at::Tensor& x) {
  auto rerun = c10::make_intrusive<Rerun>();
  rerun->work = std::move(work);
  rerun->generator = generatorState();
  rerun->device = x.device().type();
  rerun->precision = compat::Autocast::precision(rerun->device);
  variable_list inputs{x};
  inputs.insert(inputs.end(), parameters.begin(), parameters.end());
  return Checkpoint::apply(rerun, at::TensorList(inputs));
}

spec::Param checkpointingParam() {
  spec::Param p;
  p.name = "checkpointing";
  p.type = spec::ParamType::Bool;
  p.defaultValue = false;
  p.help =
      "Forget what each block computes and compute it again for its gradient: much less memory, about a third more "
      "time, "
      "the same result.";
  p.citation = "Chen et al., Training deep nets with sublinear memory cost, 2016";
  p.advanced = true;
  return p;
}

}  // namespace selvox::learn::architectures
