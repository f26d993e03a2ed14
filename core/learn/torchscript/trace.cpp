#include "core/learn/torchscript/trace.h"

#include <exception>
#include <limits>
#include <memory>
#include <sstream>
#include <stdexcept>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/arange.h>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/frontend/tracer.h>
#include <torch/csrc/jit/ir/ir.h>
#include <torch/csrc/jit/serialization/import.h>
#include <torch/nn/module.h>

namespace selvox::learn::torchscript {
namespace {

namespace jit = torch::jit;
using Forward = std::function<at::Tensor(const at::Tensor&)>;

constexpr double kAlike = 1e-4;

// The same tree with the very same tensors: the tracer knows a parameter by its object.
jit::Module mirrored(const torch::nn::Module& network, const std::shared_ptr<jit::CompilationUnit>& unit, int& parts) {
  jit::Module made(c10::QualifiedName("__torch__.selvox.Part" + std::to_string(parts++)), unit);
  made.register_attribute("training", c10::BoolType::get(), false);
  for (const auto& item : network.named_parameters(false)) {
    item.value().set_requires_grad(false);
    made.register_parameter(item.key(), item.value(), false);
  }
  for (const auto& item : network.named_buffers(false)) {
    if (item.value().defined()) made.register_buffer(item.key(), item.value());
  }
  for (const auto& item : network.named_children())
    made.register_module(item.key(), mirrored(*item.value(), unit, parts));
  return made;
}

at::Tensor pattern(at::IntArrayRef sizes) {
  std::int64_t count = 1;
  for (const auto size : sizes) count *= size;
  return at::arange(count, at::kFloat).mul(0.7).sin().mul(2).reshape(sizes);
}

// NaN where either fails: it does not compare as small.
double distance(jit::Module& program, const Forward& forward, const at::Tensor& image) {
  try {
    const at::Tensor own = forward(image), other = program.forward({image}).toTensor();
    if (own.sizes() != other.sizes()) return std::numeric_limits<double>::quiet_NaN();
    return own.numel() == 0 ? 0 : (own - other).abs().max().item<double>();
  } catch (const std::exception&) {
    return std::numeric_limits<double>::quiet_NaN();
  }
}

// Memory that was filled where the tracer cannot see it (compat/untraced.h) would be any values in the program, even
// the right ones when it is tried at once.
void refuseUnfilled(const jit::Graph& graph) {
  const auto empty = c10::Symbol::fromQualString("aten::empty");
  for (const jit::Node* node : graph.nodes()) {
    if (node->kind() == empty) throw std::runtime_error("it fills a table number by number");
  }
}

std::string record(torch::nn::Module& network, const Forward& forward, const at::Tensor& example) {
  int parts = 0;
  jit::Module program = mirrored(network, std::make_shared<jit::CompilationUnit>(), parts);
  const auto traced = jit::tracer::trace(
      {example}, [&](jit::Stack inputs) -> jit::Stack { return {forward(inputs.at(0).toTensor())}; },
      [](const at::Tensor&) { return std::string(); }, /*strict=*/true, /*force_outplace=*/false, &program, {"image"});
  refuseUnfilled(*traced.first->graph);
  const auto unit = program._ivalue()->compilation_unit();
  program.type()->addMethod(
      unit->create_function(c10::QualifiedName(*program.type()->name(), "forward"), traced.first->graph));
  std::ostringstream out;
  program.save(out);
  return out.str();
}

}  // namespace

base::Result<Traced> trace(torch::nn::Module& network, const Forward& forward, const at::Tensor& example,
                           const std::vector<std::int64_t>& step) {
  const at::NoGradGuard noGrad;
  network.eval();
  try {
    Traced traced;
    traced.bytes = record(network, forward, example);
    std::istringstream in(traced.bytes);
    jit::Module program = jit::load(in);
    traced.difference = distance(program, forward, pattern(example.sizes()));
    if (!(traced.difference < kAlike)) {
      return base::fail(base::ErrorCode::Internal, "The TorchScript program answers otherwise than the network (by " +
                                                       std::to_string(traced.difference) + "), so it was not written.");
    }
    std::vector<std::int64_t> shape = example.sizes().vec();
    for (std::size_t axis = 0; axis < step.size(); ++axis) shape[axis + shape.size() - step.size()] += step[axis];
    traced.otherSides = distance(program, forward, pattern(shape)) < kAlike;
    shape = example.sizes().vec();
    shape[0] += 1;
    traced.anyBatch = distance(program, forward, pattern(shape)) < kAlike;
    return traced;
  } catch (const std::exception& e) {
    std::string what = e.what();
    if (const auto line = what.find('\n'); line != std::string::npos) what.resize(line);
    return base::fail(base::ErrorCode::Unsupported,
                      "This network could not be recorded as TorchScript: " + what +
                          ". Its weights can be taken from a checkpoint (.safetensors).",
                      e.what());
  }
}

}  // namespace selvox::learn::torchscript
