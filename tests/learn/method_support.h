#pragma once
// Small networks and repeatable batches for the tests of methods.

#include <cmath>
#include <memory>
#include <string>

#include <ATen/ATen.h>
#include <gtest/gtest.h>
#include <torch/nn/module.h>

#include "core/learn/augment/augment.h"
#include "core/learn/checks/patches.h"
#include "core/learn/methods/method.h"

namespace selvox::learn::test {

// Augmentations that only mirror: exact in every arithmetic.
inline base::Json mirrorOnly() {
  base::Json settings;
  for (const auto& p : augment::schema().params) settings[p.name] = p.defaultValue;
  for (const char* name : {"rotate", "scale", "gamma", "gamma_invert", "noise", "blur", "brightness", "contrast",
                           "low_resolution", "cutout"}) {
    settings[std::string("augment.") + name] = 0.0;
  }
  settings["augment.flip"] = 0.5;
  settings["augment.crop_low"] = 1.0;
  return settings;
}

inline methods::MethodConfig tinyConfig(int dim, std::int64_t side = 16) {
  methods::MethodConfig config;
  config.arch = "unet";
  config.network = {dim, 1, 1, {{"stages", 2}, {"base", 4}}};
  config.patch.assign(static_cast<std::size_t>(dim), side);
  config.seed = 7;
  config.augment = mirrorOnly();
  return config;
}

// A transformer of patches of `token` voxels, small enough for a trajectory.
inline methods::MethodConfig tinyVit(int dim, std::int64_t side, std::int64_t token = 4, int depth = 1) {
  methods::MethodConfig config = tinyConfig(dim, side);
  config.arch = "vit-s";
  config.network.settings = {{"patch", token}, {"dim", 12}, {"depth", depth}, {"heads", 2}, {"size", side}};
  return config;
}

inline std::unique_ptr<methods::Method> buildMethod(const std::string& id, methods::MethodConfig config,
                                                    const base::Json& settings = base::Json::object()) {
  const auto info = methods::find(id);
  EXPECT_TRUE(info.has_value());
  config.settings = *spec::resolve((*info)->schema, settings);
  auto method = (*info)->build(config);
  EXPECT_TRUE(method.has_value()) << (method ? "" : method.error().message);
  return method ? std::move(*method) : nullptr;
}

inline at::Tensor named(const methods::Tensors& tensors, const std::string& name) {
  for (const auto& [key, tensor] : tensors) {
    if (key == name) return tensor;
  }
  ADD_FAILURE() << "nothing is called " << name;
  return at::zeros({1});
}
inline double metricOf(const methods::StepOutput& out, const std::string& name) {
  return named(out.metrics, name).item<double>();
}

using checks::addCompanions;

// Waves of another length in each sample and another phase at each step, by arithmetic alone.
inline methods::Batch waves(const methods::MethodConfig& config, std::int64_t samples, std::int64_t step,
                            std::int64_t steps) {
  std::vector<std::int64_t> shape{1, 1};
  shape.insert(shape.end(), config.patch.begin(), config.patch.end());
  const at::Tensor k = at::arange(c10::multiply_integers(shape), at::kDouble).view(shape);
  std::vector<at::Tensor> images;
  for (std::int64_t i = 0; i < samples; ++i) {
    const double n = static_cast<double>(i);
    images.push_back((1 + 0.3 * n) * ((0.07 + 0.21 * n) * k + 1.3 * static_cast<double>(step)).sin() + 0.1 * n);
  }
  methods::Batch batch = checks::batchOf(at::cat(images).to(at::kFloat), config.seed, "waves", "MR");
  batch.step = step;
  batch.steps = steps;
  return batch;
}

inline void toDouble(methods::Method& method) {
  method.trainable()->to(at::kDouble);
  method.network()->to(at::kDouble);
  for (const auto& item : method.state()) {
    if (item.second.is_floating_point()) at::Tensor(item.second).set_data(item.second.to(at::kDouble));
  }
}

// Plain gradient descent: the engine's optimizers have tests of their own.
inline double trainStep(methods::Method& method, const methods::Batch& batch, double rate) {
  auto parameters = method.trainable()->parameters();
  for (at::Tensor& p : parameters) p.mutable_grad().reset();
  const methods::StepOutput out = method.step(batch);
  out.loss.backward();
  method.afterBackward(batch.step + 1, batch.steps);
  const c10::AutoGradMode noGradients(false);
  for (at::Tensor& p : parameters) {
    if (p.grad().defined()) p.sub_(p.grad(), rate);
  }
  method.afterOptimizerStep(batch.step, batch.steps);
  return out.loss.item<double>();
}

}  // namespace selvox::learn::test
