// Where in the body, or how far from each other? Regression of a slice's height, of the offset or distance of two crops
// (Spitzer et al., MICCAI 2018), of all distances of several (ISImed, arXiv 2410.16947), or of a score that rises
// evenly from slice to slice (Yan et al., 2018).

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include <ATen/ops/empty.h>
#include <ATen/ops/l1_loss.h>
#include <ATen/ops/mse_loss.h>
#include <ATen/ops/scalar_tensor.h>
#include <ATen/ops/smooth_l1_loss.h>
#include <ATen/ops/stack.h>
#include <c10/core/GradMode.h>

#include "core/base/rng.h"
#include "core/learn/compat/compat.h"
#include "core/learn/losses/position.h"
#include "core/learn/methods/headed_method.h"
#include "core/learn/methods/parts.h"
#include "core/learn/methods/predictive.h"
#include "core/learn/methods/slices.h"
#include "core/learn/methods/tiles.h"

namespace selvox::learn::methods {
namespace {

enum class Target { Position, Offset, Distance, Matrix, BodyPart };

constexpr double kBeta = 0.05;           // of the smooth L1 on positions
constexpr double kMillimetreUnit = 100;  // positions in mm are divided by this
constexpr std::int64_t kSmallestCrop = 4, kEmbedding = 16;
constexpr int kSliceStream = 0, kCropStream = 1;

struct SlicePositionPlan {
  Target target = Target::Position;
  bool millimetres = false;
  int dim = 2, count = 1;             // crops or slices of a sample
  double nearest = 5, farthest = 40;  // mm
  std::int64_t thickness = 1;
  std::vector<std::int64_t> crop, seen;  // voxels, ([D,] H, W)
};

bool comparesCrops(Target target) {
  return target == Target::Offset || target == Target::Distance || target == Target::Matrix;
}

// Spearman's rho; no ties are expected among real numbers.
double spearman(const std::vector<double>& a, const std::vector<double>& b) {
  const auto ranks = [](const std::vector<double>& v) {
    std::vector<double> r(v.size(), 0);
    for (std::size_t i = 0; i < v.size(); ++i) {
      for (const double other : v) r[i] += other < v[i] ? 1.0 : other == v[i] ? 0.5 : 0.0;
    }
    return r;
  };
  const std::vector<double> x = ranks(a), y = ranks(b);
  const double mean = static_cast<double>(a.size()) / 2;  // each one counts half for itself
  double xy = 0, xx = 0, yy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xy += (x[i] - mean) * (y[i] - mean);
    xx += (x[i] - mean) * (x[i] - mean);
    yy += (y[i] - mean) * (y[i] - mean);
  }
  return xx > 0 && yy > 0 ? xy / std::sqrt(xx * yy) : 0.0;
}

class SlicePosition : public HeadedMethod {
 public:
  SlicePosition(std::shared_ptr<architectures::Network> network, const MethodConfig& config, SlicePositionPlan plan)
      : HeadedMethod(std::move(network), config, uprightDefaults()), plan_(std::move(plan)) {
    augment_ = upright(augment_);
    const bool pair = plan_.target == Target::Offset || plan_.target == Target::Distance;
    const std::int64_t out = plan_.target == Target::Offset ? 3 : plan_.target == Target::Matrix ? kEmbedding : 1;
    head_ = addHead("head", std::make_shared<Mlp>((pair ? 2 : 1) * network_->channels().back(),
                                                  base::valueOr<std::int64_t>(config.settings, "hidden", 256), out,
                                                  architectures::NormKind::None));
  }

  [[nodiscard]] Demand demand() const override {
    if (plan_.target == Target::Position || (comparesCrops(plan_.target) && plan_.dim == 3)) return {};
    const bool even = plan_.target == Target::BodyPart;
    return {Demand::Kind::AlongZ, plan_.count - 1, plan_.nearest,
            even ? plan_.nearest : std::max(plan_.nearest, plan_.farthest)};
  }

  // "slices": what the encoder gets, (N, K, C, …). "target": position (N, 1); offset (N, 3) and distance (N, 1) in
  // units of the field that crops are drawn from; places (N, K, 3) in those of its diagonal; heights (N, K) in mm,
  // rising.
  Tensors views(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    if (comparesCrops(plan_.target)) return crops(batch);
    Slices cut = plan_.target == Target::Position ? randomSlice(batch, plan_.thickness, kSliceStream)
                                                  : cutSlices(batch, plan_.thickness, plan_.nearest);
    at::Tensor slices = augmented(cut.images, batch, augment_, type());
    const std::int64_t rows = slices.size(0), count = slices.size(1);
    at::Tensor target = at::empty({rows, count}, at::kDouble);
    for (std::int64_t n = 0; n < rows; ++n) {
      const std::vector<double>& z = cut.z[static_cast<std::size_t>(n)];
      for (std::int64_t k = 0; k < count; ++k) target[n][k] = z[static_cast<std::size_t>(k)];
      if (plan_.target == Target::Position) target[n][0] = scaled(z[0], batch.places[static_cast<std::size_t>(n)]);
    }
    if (plan_.target == Target::BodyPart) slices = sortedUp(slices, target);
    return {{"slices", slices}, {"target", target.to(device(slices))}};
  }

  StepOutput step(const Batch& batch) override;
  std::vector<Preview> preview(const Batch& batch) override;

  [[nodiscard]] double chance() const override {
    return plan_.target == Target::BodyPart ? std::log(2.0) : std::numeric_limits<double>::quiet_NaN();
  }

 private:
  static at::TensorOptions device(const at::Tensor& like) {
    return like.options().requires_grad(false).dtype(like.scalar_type() == at::kDouble ? at::kDouble : at::kFloat);
  }

  [[nodiscard]] double scaled(double z, const Place& place) const {
    return plan_.millimetres ? z / kMillimetreUnit : z / std::max(place.field[2], 1e-6) + 0.5;
  }

  // Rows of both tensors from the feet up: companions may come in any order.
  static at::Tensor sortedUp(const at::Tensor& slices, at::Tensor& heights) {
    const at::Tensor order = heights.argsort(std::int64_t{1});
    std::vector<at::Tensor> rows;
    for (std::int64_t n = 0; n < slices.size(0); ++n)
      rows.push_back(slices[n].index_select(0, order[n].to(slices.device())));
    heights = heights.gather(1, order);
    return at::stack(rows);
  }

  // Extent of what crops are drawn from, mm along x, y, z: the patch, in 2D with the reach of its companions.
  [[nodiscard]] std::array<double, 3> fieldOf(const Batch& batch, std::size_t n) const {
    const Place& place = batch.places[n];
    std::array<double, 3> field{};
    for (std::size_t a = 0; a < static_cast<std::size_t>(plan_.dim); ++a) {
      const std::int64_t axis = batch.images.dim() - 1 - static_cast<std::int64_t>(a);
      field[a] = static_cast<double>(batch.images.size(axis)) * place.spacing[a];
    }
    if (plan_.dim == 2) field[2] = std::max(plan_.nearest, plan_.farthest) * (plan_.count - 1);
    return field;
  }

  [[nodiscard]] Tensors crops(const Batch& batch) const;

  // Numbers for each sample: (N, 1), (N, 3), scores (N, K), embeddings (N, K, D).
  at::Tensor ask(const at::Tensor& slices) {
    const at::Tensor z = embedTiles(*network_, slices, plan_.seen);
    if (plan_.target == Target::Offset || plan_.target == Target::Distance) return head_->forward(z.flatten(1));
    const at::Tensor each = head_->forward(z.flatten(0, 1)).view({z.size(0), z.size(1), -1});
    return plan_.target == Target::Matrix ? each : each.squeeze(2);
  }

  StepOutput bodyPart(const at::Tensor& scores, const at::Tensor& heights);
  [[nodiscard]] at::Tensor rankAgreement(const at::Tensor& said, const at::Tensor& target, const Batch& batch) const;

  SlicePositionPlan plan_;
  std::shared_ptr<Mlp> head_;
};

// Crops at random places of the patch; in 2D the k-th from the k-th companion.
Tensors SlicePosition::crops(const Batch& batch) const {
  const std::int64_t rows = batch.images.size(0);
  const auto dim = static_cast<std::size_t>(plan_.dim);
  std::vector<std::vector<at::Tensor>> cut(static_cast<std::size_t>(plan_.count));
  at::Tensor places = at::empty({rows, plan_.count, 3}, at::kDouble);
  for (std::int64_t n = 0; n < rows; ++n) {
    const auto row = static_cast<std::size_t>(n);
    base::Rng rng(batch.seed, base::Purpose::Method, static_cast<std::uint64_t>(batch.step),
                  static_cast<std::uint64_t>(n * 64 + kCropStream));
    const std::array<double, 3> field = fieldOf(batch, row);
    const double diagonal = std::hypot(field[0], field[1], field[2]);
    for (int k = 0; k < plan_.count; ++k) {
      const bool own = k == 0 || plan_.dim == 3;
      const Place& place = own ? batch.places[row] : batch.companionPlaces[row][static_cast<std::size_t>(k) - 1];
      at::Tensor box = own ? batch.images[n] : batch.companions[n][k - 1];
      std::array<double, 3> at = place.centre;
      for (std::size_t a = 0; a < dim; ++a) {
        const std::int64_t axis = static_cast<std::int64_t>(dim - a), room = box.size(axis) - plan_.crop[dim - 1 - a];
        const auto start = static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(room) + 1));
        box = box.narrow(axis, start, plan_.crop[dim - 1 - a]);
        at[a] += (static_cast<double>(start) - static_cast<double>(room) / 2) * place.spacing[a];
      }
      cut[static_cast<std::size_t>(k)].push_back(box);
      for (std::size_t a = 0; a < 3; ++a) {
        const double unit = plan_.target == Target::Offset ? std::max(field[a], 1e-6) : diagonal;
        places[n][k][static_cast<std::int64_t>(a)] = at[a] / unit;
      }
    }
  }
  std::vector<at::Tensor> images;
  for (const auto& column : cut) images.push_back(at::stack(column));
  const at::Tensor slices = augmented(images, batch, augment_, type());
  at::Tensor target = places;
  if (plan_.target != Target::Matrix) target = places.select(1, 1) - places.select(1, 0);
  if (plan_.target == Target::Distance) target = target.square().sum(1, true).sqrt();
  return {{"slices", slices}, {"target", target.to(device(slices))}};
}

StepOutput SlicePosition::step(const Batch& batch) {
  const Tensors made = views(batch);
  const at::Tensor& target = made[1].second;
  const at::Tensor said = ask(made[0].second);
  if (plan_.target == Target::BodyPart) return bodyPart(said, target);
  const compat::FullPrecision guard;
  const at::Tensor x = compat::atLeastFloat(said);
  StepOutput out;
  switch (plan_.target) {
    case Target::Matrix:
      out.loss = losses::distanceMatrix(x, target);
      break;
    case Target::Offset:
      out.loss = at::l1_loss(x, target);
      break;
    case Target::Distance:
      out.loss = at::mse_loss(x, target);
      break;
    default:
      out.loss = at::smooth_l1_loss(x, target, /*reduction=*/1, kBeta);
      out.metrics.emplace_back("slice-position/spearman", rankAgreement(x.detach(), target, batch));
  }
  // Against one who always says the batch's mean: 1 for what is right, 0 for a constant.
  if (plan_.target != Target::Matrix) {
    const at::Tensor spread = (target - target.mean(0, true)).square().sum().clamp_min(1e-12);
    out.metrics.emplace_back("slice-position/r2", 1 - (x.detach() - target).square().sum() / spread);
  }
  return out;
}

StepOutput SlicePosition::bodyPart(const at::Tensor& scores, const at::Tensor& heights) {
  const std::int64_t gaps = heights.size(1) - 1;
  const at::Tensor apart = (heights.narrow(1, 1, gaps) - heights.narrow(1, 0, gaps)).gt(kSamePlace);
  const losses::BodyPartTerms terms = losses::bodyPart(scores, apart);
  const at::Tensor rises = (scores.narrow(1, 1, gaps) - scores.narrow(1, 0, gaps)).detach().gt(0);
  const at::Tensor right = rises.logical_and(apart).sum().to(at::kFloat) / apart.sum().clamp_min(1);
  return {
      terms.loss,
      {{"loss/order", terms.order.detach()}, {"loss/even", terms.even.detach()}, {"slice-position/accuracy", right}}};
}

// Mean rho over the volumes of which the batch holds three slices or more; where there is none, rho of the whole batch.
at::Tensor SlicePosition::rankAgreement(const at::Tensor& said, const at::Tensor& target, const Batch& batch) const {
  const at::Tensor x = said.to(at::kDouble).cpu(), y = target.to(at::kDouble).cpu();
  std::map<std::int64_t, std::pair<std::vector<double>, std::vector<double>>> volumes;
  std::pair<std::vector<double>, std::vector<double>> all;
  for (std::int64_t n = 0; n < x.size(0); ++n) {
    const double a = x[n][0].item<double>(), b = y[n][0].item<double>();
    auto& own = volumes[batch.places[static_cast<std::size_t>(n)].series];
    own.first.push_back(a), own.second.push_back(b);
    all.first.push_back(a), all.second.push_back(b);
  }
  double sum = 0, count = 0;
  for (const auto& [series, values] : volumes) {
    if (values.first.size() < 3) continue;
    sum += spearman(values.first, values.second);
    count += 1;
  }
  return at::scalar_tensor(count > 0 ? sum / count : spearman(all.first, all.second));
}

std::string listed(const at::Tensor& values) {
  std::string text;
  const at::Tensor flat = values.to(at::kDouble).cpu().flatten();
  for (std::int64_t i = 0; i < flat.numel(); ++i) {
    const auto hundredths = std::llround(100 * flat[i].item<double>());
    const auto size = std::abs(hundredths);
    if (i > 0) text += ' ';
    if (hundredths < 0) text += '-';
    text += std::to_string(size / 100);
    text += size % 100 < 10 ? ".0" : ".";
    text += std::to_string(size % 100);
  }
  return text;
}

std::vector<Preview> SlicePosition::preview(const Batch& batch) {
  const c10::AutoGradMode noGradients(false);
  const EvaluationMode encoder(*network_), head(*head_);
  const Tensors made = views(batch);
  const at::Tensor slices = made[0].second.narrow(0, 0, 1), target = made[1].second[0];
  const at::Tensor said = ask(slices)[0];
  const auto distances = [](const at::Tensor& x) { return (x - x[0]).square().sum(1).sqrt(); };
  std::string title = "Slice", asked, answered;
  switch (plan_.target) {
    case Target::Position:
      asked = (plan_.millimetres ? "asked 100 mm x " : "asked height ") + listed(target);
      answered = listed(said);
      break;
    case Target::Offset:
      title = "Two crops";
      asked = "asked offset along x, y, z " + listed(target);
      answered = listed(said);
      break;
    case Target::Distance:
      title = "Two crops";
      asked = "asked distance " + listed(target);
      answered = listed(said);
      break;
    case Target::Matrix:
      title = "Crops";
      asked = "asked distances from the first " + listed(distances(target));
      answered = listed(distances(said));
      break;
    case Target::BodyPart:
      title = "Slices from the feet up";
      asked = "heights in mm " + listed(target);
      answered = "scores " + listed(said);
      break;
  }
  std::vector<Preview> all{{"original", "Original patch", "image", firstOf(batch.images)},
                           {"slices", title, "image", sideBySide(slices[0]), asked}};
  all.push_back({"prediction", title + ", and what the network says", "image", sideBySide(slices[0]),
                 asked + ", answered " + answered});
  return all;
}

base::Result<SlicePositionPlan> slicePositionPlanOf(const MethodConfig& config) {
  SlicePositionPlan plan;
  plan.dim = config.network.dim;
  if (config.patch.size() != static_cast<std::size_t>(plan.dim)) {
    return base::fail(base::ErrorCode::InvalidArgument, "slice-position needs a patch with one side per axis.");
  }
  const auto target = base::valueOr<std::string>(config.settings, "target", "position");
  plan.target = target == "offset"            ? Target::Offset
                : target == "distance"        ? Target::Distance
                : target == "distance-matrix" ? Target::Matrix
                : target == "body-part"       ? Target::BodyPart
                                              : Target::Position;
  plan.millimetres = base::valueOr<std::string>(config.settings, "unit", "relative") == "mm";
  plan.nearest = base::valueOr(config.settings, "nearest", 5.0);
  plan.farthest = base::valueOr(config.settings, "farthest", 40.0);
  plan.thickness = slabThickness(config);
  const auto several = static_cast<int>(base::valueOr<std::int64_t>(config.settings, "count", 4));
  plan.count = plan.target == Target::Position                                    ? 1
               : plan.target == Target::Offset || plan.target == Target::Distance ? 2
                                                                                  : several;
  plan.crop = sliceSize(config);
  if (comparesCrops(plan.target)) {
    plan.crop = config.patch;
    for (std::int64_t& side : plan.crop) side = side >= 2 * kSmallestCrop ? side / 2 : side;
  }
  return plan;
}

base::Result<std::unique_ptr<Method>> buildSlicePosition(const MethodConfig& config) {
  SELVOX_TRY(SlicePositionPlan plan, slicePositionPlanOf(config));
  SELVOX_TRY(auto network, encoderNetwork(config));
  SELVOX_TRY(plan.seen, enlargedFor(*network, config, plan.crop));
  return std::make_unique<SlicePosition>(std::move(network), config, std::move(plan));
}

}  // namespace

MethodInfo slicePositionInfo() {
  constexpr const char* spitzer =
      "Spitzer et al., Improving cytoarchitectonic segmentation of human brain areas with self-supervised Siamese "
      "networks, MICCAI 2018";
  constexpr const char* yan =
      "Yan et al., Unsupervised body part regression via spatially self-ordering CNN, ISBI 2018";
  constexpr const char* isimed = "ISImed, arXiv 2410.16947";
  MethodInfo info{"slice-position",
                  "predictive",
                  {2, 3},
                  "Estimate the height of a slice in its volume, or how far crops lie from each other",
                  "Spitzer et al., MICCAI 2018; Yan et al., ISBI 2018; arXiv 2410.16947"};
  info.schema.params = {
      choice("target", "position", {"position", "offset", "distance", "distance-matrix", "body-part"},
             {"",
              "position: height of a slice in its volume. offset, distance: of two crops of half the patch's side. "
              "distance-matrix: embeddings as far apart as their crops are. body-part: a score that rises evenly from "
              "slice to slice, for volumes that show different parts of the body.",
              spitzer}),
      choice(
          "unit", "relative", {"relative", "mm"},
          {"",
           "Of position. relative: from 0 at the lowest slice to 1 at the highest; mm: from the middle of the volume, "
           "for scans of the same region.",
           spitzer}),
      integer("count", 4, 2, 8,
              {"crops", "Crops of distance-matrix, slices of body-part. More costs as many passes.", isimed}),
      number("nearest", 5.0, 0.0, 500.0,
             {"mm", "Least distance of further slices; of body-part, the distance of neighbours.", yan}),
      number("farthest", 40.0, 0.1, 1000.0, {"mm", "Largest distance of further slices, in 2D.", spitzer}),
      slabParam(),
      headWidth("hidden", 256, "Width of the head's hidden layer.", spitzer)};
  info.trainDefaults = uprightTrainDefaults();
  info.build = &buildSlicePosition;
  return info;
}

}  // namespace selvox::learn::methods
