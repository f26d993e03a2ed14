#pragma once
// Target spacing, patch, batch and depth from a dataset's fingerprint and the memory of a device, by nnU-Net's rules
// (Isensee et al., Nature Methods 2021; experiment planner of nnU-Net v2). Pure.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/services/fingerprint.h"

namespace selvox::services {

struct PlanRequest {
  int dim = 0;                      // 0: 2 for flat images, else 3
  double memoryGb = 8;              // of the device
  bool processor = false;           // no GPU: what a step costs limits it too
  std::int64_t base = 32;           // channels of the network's first stage
  bool followsPlan = true;          // the network takes its depth from the plan
  std::size_t outputs = 2;          // of the network: classes with background
  std::vector<double> spacing;      // x, y, z; empty: by rule
  std::vector<std::int64_t> patch;  // x, y[, z]; empty: by rule
  std::int64_t batch = 0;           // 0: by rule
};

struct Plan {
  int dim = 3;
  std::array<double, 3> spacing{};
  volume::Vec3 shape{};                        // median, at that spacing
  std::vector<std::int64_t> patch;             // x, y[, z]
  std::int64_t batch = 2, stages = 0;          // stages 0: the network has its own depth
  double features = 0, budget = 0;             // values of all feature maps of one sample, and how many there may be
  std::map<std::string, std::string> reasons;  // by name of what was decided
};

// InvalidArgument: a patch of another dimension, sides or spacings that cannot be.
[[nodiscard]] base::Result<Plan> planFor(const Fingerprint& fingerprint, const PlanRequest& request);

// Settings that `--set` takes: train.patch, train.batch and arch.stages.
[[nodiscard]] base::Json settingsJson(const Plan& plan);
[[nodiscard]] base::Json toJson(const Plan& plan);

// Values of all feature maps of a plain U-Net with two convolutions a stage, for one sample: what nnU-Net measures
// memory by. `patch` and `spacing` slowest axis first.
[[nodiscard]] double featureMapSize(const std::vector<std::int64_t>& patch, const std::vector<double>& spacing,
                                    std::int64_t base, std::size_t outputs);

}  // namespace selvox::services
