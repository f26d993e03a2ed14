#include "core/services/planner.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/base/text.h"
#include "core/spec/unet_plan.h"

namespace selvox::services {

using base::Json;

namespace {

// nnU-Net v2's planner: so many values fit into 8 GB with its reference batch.
constexpr double kReference3d = 560e6, kReference2d = 85e6, kReferenceGb = 8;
constexpr double kReferenceBatch3d = 2, kReferenceBatch2d = 12;
constexpr double kFirstSide3d = 256, kFirstSide2d = 2048;
constexpr double kMostOfDataset = 0.05;  // of its voxels in one batch
constexpr std::int64_t kSmallestBatch = 2, kSmallestSide = 8;
constexpr std::int64_t kCap3d = 320, kCap2d = 512;
// A processor: as much as two patches of 64³ (256² in 2D, twelve), which take it a few seconds a step.
constexpr std::int64_t kProcessorSide3d = 64, kProcessorSide2d = 256;

using Sides = std::vector<std::int64_t>;  // slowest first
using Spacing = std::vector<double>;

double product(const Sides& sides) {
  double all = 1;
  for (const auto one : sides) all *= static_cast<double>(one);
  return all;
}

std::string sizeText(const Sides& xyz) {
  std::string text;
  for (const auto one : xyz) text += (text.empty() ? "" : " x ") + std::to_string(one);
  return text;
}

template <class Values>
std::string numbersText(const Values& values, int count = 3) {
  std::string text;
  for (int i = 0; i < count; ++i)
    text += (i == 0 ? "" : " x ") + base::toText(std::round(values[static_cast<std::size_t>(i)] * 1000) / 1000);
  return text;
}

std::string millions(double value) {
  return base::toText(std::round(value / 1e5) / 10) + " M";
}

// Sides that the network halves evenly.
Sides padded(Sides sides, const Sides& divisor) {
  for (std::size_t i = 0; i < sides.size(); ++i) sides[i] = (sides[i] + divisor[i] - 1) / divisor[i] * divisor[i];
  return sides;
}

class PatchSearch {
 public:
  PatchSearch(Spacing spacing, std::vector<double> median, std::int64_t base, std::size_t outputs)
      : spacing_(std::move(spacing)), median_(std::move(median)), base_(base), outputs_(outputs) {}

  [[nodiscard]] double features(const Sides& patch) const { return featureMapSize(patch, spacing_, base_, outputs_); }

  // A cube in millimetres, cut to the median shape.
  [[nodiscard]] Sides first() const {
    const auto dim = static_cast<double>(spacing_.size());
    double volume = 1;
    for (const double mm : spacing_) volume /= mm;
    const double whole = std::pow(spacing_.size() == 3 ? kFirstSide3d : kFirstSide2d, dim);
    Sides patch;
    for (std::size_t i = 0; i < spacing_.size(); ++i) {
      const double side = std::round(1 / spacing_[i] * std::pow(whole / volume, 1 / dim));
      patch.push_back(static_cast<std::int64_t>(std::max(1.0, std::min(side, std::round(median_[i])))));
    }
    return padded(patch, spec::planUnet(patch, spacing_).divisor);
  }

  // The side that is longest for its median gives way until the feature maps fit.
  [[nodiscard]] Sides within(double budget) const {
    Sides patch = first();
    while (features(patch) > budget) {
      const auto axis = axisToShorten(patch);
      if (!axis) break;
      Sides shorter = patch;
      shorter[*axis] -= spec::planUnet(patch, spacing_).divisor[*axis];
      // The step of the shorter patch: from 256, whose step is 64, 224 must not be passed over.
      const auto step = spec::planUnet(shorter, spacing_).divisor[*axis];
      patch[*axis] -= step;
      patch = padded(patch, spec::planUnet(patch, spacing_).divisor);
    }
    return patch;
  }

 private:
  [[nodiscard]] std::optional<std::size_t> axisToShorten(const Sides& patch) const {
    std::optional<std::size_t> best;
    const auto divisor = spec::planUnet(patch, spacing_).divisor;
    const auto ratio = [&](std::size_t i) { return static_cast<double>(patch[i]) / median_[i]; };
    for (std::size_t i = 0; i < patch.size(); ++i)
      if (patch[i] - divisor[i] >= kSmallestSide && (!best || ratio(i) >= ratio(*best))) best = i;
    return best;
  }

  Spacing spacing_;
  std::vector<double> median_;
  std::int64_t base_;
  std::size_t outputs_;
};

base::Status checkRequest(const PlanRequest& request, int dim) {
  if (!request.spacing.empty() &&
      (request.spacing.size() != 3 || std::any_of(request.spacing.begin(), request.spacing.end(),
                                                  [](double mm) { return !(mm >= 0.01 && mm <= 100); })))
    return base::fail(base::ErrorCode::InvalidArgument, "Spacing takes three numbers between 0.01 and 100 mm: x,y,z.");
  if (!request.patch.empty() && (request.patch.size() != static_cast<std::size_t>(dim) ||
                                 std::any_of(request.patch.begin(), request.patch.end(),
                                             [](std::int64_t side) { return side < 4 || side > 1024; })))
    return base::fail(base::ErrorCode::InvalidArgument, "A patch takes " + std::to_string(dim) +
                                                            " sides between 4 and 1024 voxels here, x,y" +
                                                            (dim == 3 ? ",z." : "."));
  if (!(request.memoryGb > 0))
    return base::fail(base::ErrorCode::InvalidArgument,
                      "How much memory the device has is not known. Say it: --memory-gb 8");
  return {};
}

void decideSpacing(const Fingerprint& f, const PlanRequest& request, Plan& plan) {
  constexpr const char* kAxes[] = {"x", "y", "z"};
  if (!request.spacing.empty()) {
    std::copy(request.spacing.begin(), request.spacing.end(), plan.spacing.begin());
    plan.reasons["spacing"] = "as given";
  } else {
    plan.spacing = plannedSpacing(f);
    plan.reasons["spacing"] =
        f.anisotropic
            ? std::string("the median of ") + std::to_string(f.series) + " series, but along " + kAxes[f.thickAxis] +
                  ", which is over 3 times coarser than the other axes, the 10th percentile"
            : "the median of " + std::to_string(f.series) + " series; no axis is over 3 times coarser than the others";
  }
  plan.shape = shapeAt(f, plan.spacing);
}

void decideBudget(const PlanRequest& request, const PatchSearch& search, Plan& plan) {
  const bool flat = plan.dim == 2;
  plan.budget = (flat ? kReference2d : kReference3d) * request.memoryGb / kReferenceGb;
  plan.reasons["budget"] = millions(plan.budget) + " values of feature maps a sample, for " +
                           base::toText(std::round(request.memoryGb * 10) / 10) +
                           " GB (nnU-Net: " + millions(flat ? kReference2d : kReference3d) + " for 8 GB)";
  if (!request.processor) return;
  const Sides quick(static_cast<std::size_t>(plan.dim), flat ? kProcessorSide2d : kProcessorSide3d);
  const double most = search.features(quick);
  if (most >= plan.budget) return;
  plan.budget = most;
  plan.reasons["budget"] = millions(most) + " values of feature maps a sample, as a patch of " + sizeText(quick) +
                           " has them: a processor takes seconds for such a step, whatever its memory";
}

void decideBatch(const Fingerprint& f, const PlanRequest& request, Plan& plan) {
  if (request.batch > 0) {
    plan.batch = request.batch;
    plan.reasons["train.batch"] = "as given";
    return;
  }
  const double usual = plan.dim == 2 ? kReferenceBatch2d : kReferenceBatch3d;
  const auto fits = static_cast<std::int64_t>(std::llround(plan.budget / plan.features * usual));
  double voxels = plan.shape[0] * plan.shape[1] * plan.shape[2] * static_cast<double>(f.series);
  const auto most = static_cast<std::int64_t>(std::llround(voxels * kMostOfDataset / product(plan.patch)));
  plan.batch = std::max(std::min(fits, most), kSmallestBatch);
  plan.reasons["train.batch"] =
      std::min(fits, most) <= kSmallestBatch
          ? std::string("the smallest there is: ") +
                (most < fits ? "5% of the dataset's voxels are no more" : "the budget holds no more")
      : most < fits ? "at most 5% of the dataset's voxels in one batch"
                    : "as many as the budget holds";
}

}  // namespace

double featureMapSize(const Sides& patch, const Spacing& spacing, std::int64_t base, std::size_t outputs) {
  const auto plan = spec::planUnet(patch, spacing);
  const std::int64_t cap = patch.size() == 2 ? kCap2d : kCap3d;
  Sides size = patch;
  double sum = 0;
  const auto stages = plan.strides.size();
  std::int64_t channels = base;
  for (std::size_t stage = 0; stage < stages; ++stage, channels *= 2) {
    for (std::size_t axis = 0; axis < size.size(); ++axis) size[axis] /= plan.strides[stage][axis];
    const double values = static_cast<double>(std::min(channels, cap)) * product(size);
    sum += 2 * values;                          // down: two convolutions
    if (stage + 1 < stages) sum += 3 * values;  // up: the transposed convolution and two more
  }
  return sum + static_cast<double>(outputs) * product(patch);
}

base::Result<Plan> planFor(const Fingerprint& f, const PlanRequest& request) {
  Plan plan;
  plan.dim = request.dim != 0 ? request.dim : f.shape[2] < 4 ? 2 : 3;
  SELVOX_CHECK(checkRequest(request, plan.dim));
  decideSpacing(f, request, plan);
  Spacing spacing{plan.spacing[1], plan.spacing[0]};
  std::vector<double> median{plan.shape[1], plan.shape[0]};
  if (plan.dim == 3) {
    spacing.insert(spacing.begin(), plan.spacing[2]);
    median.insert(median.begin(), plan.shape[2]);
  }
  const PatchSearch search(spacing, median, request.base, request.outputs);
  decideBudget(request, search, plan);
  Sides patch(request.patch.rbegin(), request.patch.rend());
  if (patch.empty()) {
    patch = search.within(plan.budget);
    plan.reasons["train.patch"] =
        patch == search.first()
            ? "the median shape of " + numbersText(plan.shape, plan.dim) + " voxels fits, rounded up for the halvings"
            : "as much of the median shape of " + numbersText(plan.shape, plan.dim) + " voxels as the budget holds";
  } else {
    plan.reasons["train.patch"] = "as given";
  }
  plan.patch.assign(patch.rbegin(), patch.rend());
  plan.features = search.features(patch);
  decideBatch(f, request, plan);
  if (request.followsPlan) {
    plan.stages = spec::planUnet(patch, spacing).stages();
    plan.reasons["arch.stages"] =
        "an axis is halved while it keeps an edge of 4 and its spacing is within twice the finest";
  }
  return plan;
}

Json settingsJson(const Plan& plan) {
  Json settings = {{"train.patch", plan.patch}, {"train.batch", plan.batch}};
  if (plan.stages > 0) settings["arch.stages"] = plan.stages;
  return settings;
}

Json toJson(const Plan& plan) {
  return {{"dim", plan.dim},           {"spacing", plan.spacing}, {"median_shape", plan.shape},
          {"features", plan.features}, {"budget", plan.budget},   {"settings", settingsJson(plan)},
          {"reasons", plan.reasons}};
}

}  // namespace selvox::services
