#include "core/learn/tasks/segmentation.h"

#include <cmath>

#include <ATen/Functions.h>
#include <ATen/TensorOperators.h>

#include "core/base/text.h"
#include "core/base/words.h"
#include "core/learn/compat/compat.h"
#include "core/learn/losses/boundary.h"
#include "core/learn/losses/dice_ce.h"
#include "core/learn/losses/overlap.h"
#include "core/learn/losses/voxel_focal.h"

namespace selvox::learn::tasks {
namespace {

// Labels at the size of an output, nearest neighbour: (N, [D,] H, W) int64.
at::Tensor labelsAt(const at::Tensor& target, at::IntArrayRef size) {
  if (target.sizes().slice(1) == size) return target;
  const at::Tensor asImage = target.unsqueeze(1).to(at::kFloat);
  const at::Tensor small =
      size.size() == 2 ? at::upsample_nearest2d(asImage, size) : at::upsample_nearest3d(asImage, size);
  return small.squeeze(1).to(at::kLong);
}

base::Result<at::Tensor> weightsOf(const std::string& text, int outputs) {
  if (base::trimmed(text).empty()) return at::Tensor();
  std::vector<double> weights;
  for (const std::string& piece : base::pieces(text, ",")) {
    const auto weight = base::toDouble(piece);
    if (!weight || !(*weight >= 0) || !std::isfinite(*weight))
      return base::fail(base::ErrorCode::InvalidArgument,
                        "task.class_weights: \"" + piece + "\" is no weight; write numbers from 0, such as 1,4,2.");
    weights.push_back(*weight);
  }
  if (weights.size() != static_cast<std::size_t>(outputs))
    return base::fail(base::ErrorCode::InvalidArgument, "task.class_weights has " + std::to_string(weights.size()) +
                                                            " numbers; this run needs " + std::to_string(outputs) +
                                                            ": background first, then the labels; or one a region.");
  return at::tensor(weights, at::kDouble);
}

// nnU-Net's weights of deep supervision.
std::vector<double> halving(std::size_t outputs) {
  std::vector<double> weights(outputs, 0.0);
  const std::size_t used = outputs > 1 ? outputs - 1 : 1;  // the coarsest output has weight 0
  double sum = 0;
  for (std::size_t i = 0; i < used; ++i) sum += weights[i] = std::ldexp(1.0, -static_cast<int>(i));
  for (double& weight : weights) weight /= sum;
  return weights;
}

// Pixels of a structure, (N, H, W), of whose four neighbours one belongs elsewhere.
at::Tensor borders(const at::Tensor& classes) {
  at::Tensor differs = at::zeros_like(classes, at::kBool);
  for (const std::int64_t axis : {1, 2}) {
    const std::int64_t pairs = classes.size(axis) - 1;
    const at::Tensor change = classes.narrow(axis, 0, pairs).ne(classes.narrow(axis, 1, pairs));
    differs.narrow(axis, 0, pairs).logical_or_(change);
    differs.narrow(axis, 1, pairs).logical_or_(change);
  }
  return differs.logical_and(classes.gt(0));
}

at::Tensor edgeLoss(const at::Tensor& logits, const at::Tensor& classes) {
  const compat::FullPrecision guard;
  const at::Tensor scores = compat::atLeastFloat(logits).squeeze(1);
  return at::binary_cross_entropy_with_logits(scores, borders(classes).to(scores.scalar_type()));
}

}  // namespace

base::Result<Segmentation> Segmentation::make(const base::Json& settings, const std::map<int, std::string>& labels) {
  Segmentation result;
  result.settings_ = settings;
  SELVOX_TRY(result.regions_, Regions::parse(base::valueOr<std::string>(settings, "regions", ""), labels));
  result.outputs_ = result.regions_.empty() ? static_cast<int>(labels.size()) + 1 : result.regions_.count();
  SELVOX_TRY(result.weights_, weightsOf(base::valueOr<std::string>(settings, "class_weights", ""), result.outputs_));
  return result;
}

at::Tensor Segmentation::lossAt(const at::Tensor& logits, const at::Tensor& classes) const {
  const compat::FullPrecision guard;
  const auto kind = base::valueOr<std::string>(settings_, "loss", "dice-ce");
  const double overlapWeight = base::valueOr(settings_, "dice_weight", 1.0);
  const double voxelWeight = base::valueOr(settings_, "ce_weight", 1.0);
  const double gamma = kind == "dice-focal" ? base::valueOr(settings_, "focal_gamma", 2.0) : 0.0;
  const losses::OverlapOptions overlap{base::valueOr(settings_, "batch_dice", false)};
  const losses::TverskyOptions tversky{base::valueOr(settings_, "tversky_alpha", 0.3),
                                       base::valueOr(settings_, "tversky_beta", 0.7),
                                       kind == "focal-tversky" ? 0.75 : 1.0, overlap};
  const bool dice = kind == "dice-ce" || kind == "dice-focal";
  if (!regions_.empty()) {
    const at::Tensor rows = compat::atLeastFloat(logits).flatten(2);
    const at::Tensor shares = regions_.shares(classes).flatten(2).to(rows.options().requires_grad(false));
    const at::Tensor p = rows.sigmoid();
    return voxelWeight * losses::binaryFocal(rows, shares, gamma, weights_) +
           overlapWeight *
               (dice ? losses::diceOfShares(p, shares, overlap) : losses::tverskyOfShares(p, shares, tversky));
  }
  const at::Tensor voxels = gamma != 0 ? losses::voxelFocal(logits, classes, gamma, weights_)
                                       : losses::crossEntropy(logits, classes, weights_);
  if (overlapWeight == 0) return voxelWeight * voxels;
  return voxelWeight * voxels + overlapWeight * (dice ? losses::softDice(logits, classes, {1, 1, overlap.batch})
                                                      : losses::tversky(logits, classes, tversky));
}

at::Tensor Segmentation::boundaryLoss(const at::Tensor& logits, const SegmentationTarget& target) const {
  const at::Tensor p = probabilities(logits);
  at::Tensor masks = regions_.empty() ? losses::oneHotLike(p.detach().flatten(2), target.classes).view(p.sizes())
                                      : regions_.shares(target.classes);
  const std::int64_t first = regions_.empty() ? 1 : 0, count = p.size(1) - first;
  masks = masks.narrow(1, first, count);
  return losses::boundary(p.narrow(1, first, count), losses::signedDistances(masks, target.spacing).to(p.device()));
}

at::Tensor Segmentation::loss(const SegmentationAnswer& answer, const SegmentationTarget& target) const {
  const std::size_t outputs = answer.outputs.size();
  const auto weights = outputs > 1 && answer.weights.size() == outputs ? answer.weights : halving(outputs);
  at::Tensor total;
  for (std::size_t i = 0; i < outputs; ++i) {
    if (weights[i] == 0) continue;
    const at::Tensor classes = labelsAt(target.classes, answer.outputs[i].sizes().slice(2));
    const at::Tensor loss = lossAt(answer.outputs[i], classes) * weights[i];
    total = total.defined() ? total + loss : loss;
  }
  if (answer.edges.defined()) total = total + edgeLoss(answer.edges, target.classes);
  const double far = base::valueOr(settings_, "boundary", 0.0) * target.progress;
  return far > 0 ? total + far * boundaryLoss(answer.outputs.front(), target) : total;
}

at::Tensor Segmentation::probabilities(const at::Tensor& logits) const {
  const at::Tensor scores = compat::atLeastFloat(logits);
  return regions_.empty() ? at::softmax(scores, 1) : scores.sigmoid();
}

at::Tensor Segmentation::decide(const at::Tensor& probabilities) const {
  return regions_.empty() ? probabilities.argmax(0) : regions_.paint(probabilities);
}

}  // namespace selvox::learn::tasks
