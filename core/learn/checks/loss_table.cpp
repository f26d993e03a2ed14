#include "core/learn/checks/loss_table.h"

#include <algorithm>
#include <array>

#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/full.h>
#include <ATen/ops/one_hot.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/zeros.h>

#include "core/learn/losses/boundary.h"
#include "core/learn/losses/byol.h"
#include "core/learn/losses/classify.h"
#include "core/learn/losses/dice_ce.h"
#include "core/learn/losses/exemplar.h"
#include "core/learn/losses/gaussian_kl.h"
#include "core/learn/losses/gradient_difference.h"
#include "core/learn/losses/mae.h"
#include "core/learn/losses/moco.h"
#include "core/learn/losses/nt_xent.h"
#include "core/learn/losses/overlap.h"
#include "core/learn/losses/position.h"
#include "core/learn/losses/redundancy.h"
#include "core/learn/losses/region_contrast.h"
#include "core/learn/losses/self_distillation.h"
#include "core/learn/losses/ssim.h"
#include "core/learn/losses/supcon.h"
#include "core/learn/losses/swav.h"
#include "core/learn/losses/triplet.h"
#include "core/learn/losses/voco.h"
#include "core/learn/losses/voxel_focal.h"
#include "core/learn/losses/w_mse.h"

namespace selvox::learn::checks {
namespace {

// s0, s1, … in order.
std::vector<at::Tensor> numbered(const Named& in, const std::string& letter) {
  std::vector<at::Tensor> all;
  for (auto found = in.find(letter + "0"); found != in.end(); found = in.find(letter + std::to_string(all.size()))) {
    all.push_back(found->second);
  }
  return all;
}

at::Tensor centreOr0(const Named& in, const at::Tensor& like) {
  const auto found = in.find("centre");
  return found != in.end() ? found->second : at::zeros({like.size(-1)}, like.options().requires_grad(false));
}

at::Tensor optional(const Named& in, const char* name) {
  const auto found = in.find(name);
  return found != in.end() ? found->second : at::Tensor();
}

at::Tensor bodyPart(const Named& in, const Values&, Named& further) {
  const losses::BodyPartTerms terms = losses::bodyPart(in.at("s"), optional(in, "apart"));
  further["order"] = terms.order, further["even"] = terms.even;
  return terms.loss;
}

// labels (N) of class numbers, or (N, classes) of shares; pred (N, classes), of grades one less.
at::Tensor classLoss(const Named& in, const Values& set, Named& further, losses::ClassKind kind) {
  const at::Tensor& pred = in.at("pred");
  at::Tensor target = in.at("labels");
  if (target.dim() == 1) {
    const std::int64_t classes = pred.size(1) + (kind == losses::ClassKind::Ordinal ? 1 : 0);
    target = at::one_hot(target.detach().to(at::kLong), classes).to(at::kDouble);
  }
  further["probabilities"] = losses::classProbabilities(pred, kind);
  return losses::classLoss(pred, target, {kind, set.at("gamma"), set.at("smoothing"), optional(in, "weights")});
}

at::Tensor tversky(const Named& in, const Values& set, Named&) {
  return losses::tversky(
      in.at("pred"), in.at("labels"),
      {set.at("alpha"), set.at("beta"), set.at("power"), {set.at("batch_dice") != 0, set.at("eps")}});
}

at::Tensor focal(const Named& in, const Values& set, Named&) {
  return losses::voxelFocal(in.at("pred"), in.at("labels"), set.at("gamma"), optional(in, "weights"));
}

// spacing in the order of the axes of labels (N, [z,] y, x), mm.
at::Tensor boundary(const Named& in, const Values&, Named& further) {
  const at::Tensor &pred = in.at("pred"), &labels = in.at("labels"), mm = optional(in, "spacing");
  losses::requireVoxelTarget(pred, labels, "boundary");
  const std::int64_t axes = pred.dim() - 2;
  TORCH_CHECK(!mm.defined() || mm.numel() == axes, "spacing needs one number per axis of the labels");
  std::array<double, 3> xyz{1, 1, 1};
  for (std::int64_t a = 0; mm.defined() && a < axes; ++a)
    xyz[static_cast<std::size_t>(axes - 1 - a)] = mm.flatten()[a].item<double>();
  const at::Tensor p = at::softmax(pred, 1);
  const std::int64_t structures = p.size(1) - 1;
  const at::Tensor masks = losses::oneHotLike(p.detach().flatten(2), labels).view(p.sizes()).narrow(1, 1, structures);
  const at::Tensor distances =
      losses::signedDistances(masks, std::vector<std::array<double, 3>>(static_cast<std::size_t>(p.size(0)), xyz));
  further["distances"] = distances.to(at::kDouble);
  return losses::boundary(p.narrow(1, 1, structures), distances);
}

at::Tensor diceCe(const Named& in, const Values& set, Named& further) {
  const losses::DiceCeOptions o{set.at("dice_weight"), set.at("ce_weight"), set.at("batch_dice") != 0, set.at("eps")};
  further["dice"] = losses::softDice(in.at("pred"), in.at("labels"), o);
  further["ce"] = losses::crossEntropy(in.at("pred"), in.at("labels"));
  return losses::diceCe(in.at("pred"), in.at("labels"), o);
}

at::Tensor dino(const Named& in, const Values& set, Named& further) {
  const auto student = numbered(in, "s"), teacher = numbered(in, "t");
  const at::Tensor centre = centreOr0(in, teacher.front());
  further["centre_after"] = losses::dinoCentre(centre, teacher, set.at("centre_momentum"));
  return losses::dino(student, teacher, centre,
                      {set.at("student_temp"), set.at("teacher_temp"), static_cast<int>(set.at("sinkhorn"))});
}

// z1 the anchors, z2 their copies; without `negative` each row's is the anchor above it.
at::Tensor exemplar(const Named& in, const Values& set, Named& further) {
  const at::Tensor given = optional(in, "negative");
  const auto terms = losses::exemplarTriplet(in.at("z1"), in.at("z2"), given.defined() ? given : in.at("z1").roll(1, 0),
                                             set.at("margin"));
  further["distance_positive"] = terms.positive, further["distance_negative"] = terms.negative;
  return terms.loss;
}

at::Tensor gradientDifference(const Named& in, const Values&, Named& further) {
  further["l1"] = losses::maskedL1(in.at("pred"), in.at("imgs"), in.at("mask"));
  return losses::gradientDifference(in.at("pred"), in.at("imgs"), in.at("mask"));
}

at::Tensor ibot(const Named& in, const Values& set, Named&) {
  return losses::ibot(in.at("s"), in.at("t"), centreOr0(in, in.at("t")), in.at("mask"),
                      {set.at("student_temp"), set.at("teacher_temp"), static_cast<int>(set.at("sinkhorn"))});
}

at::Tensor mae(const Named& in, const Values& set, Named&) {
  losses::MaeOptions o;
  o.normPix = set.at("norm_pix") != 0;
  if (set.at("patch") > 0) o.patch = {static_cast<std::int64_t>(set.at("patch"))};
  return losses::mae(in.at("imgs"), in.at("pred"), in.at("mask"), o);
}

at::Tensor moco(const Named& in, const Values& set, Named& further) {
  further["bank_after"] = losses::mocoQueue(in.at("bank"), in.at("z2"));
  return losses::moco(in.at("z1"), in.at("z2"), in.at("bank"), {set.at("temperature"), set.at("beta")});
}

// With labels, rows of one label are taken out of each other's denominators.
at::Tensor ntXent(const Named& in, const Values& set, Named&) {
  const losses::NtXentOptions options{set.at("temperature"), set.at("beta")};
  const auto keys = in.find("labels");
  return keys == in.end() ? losses::ntXent(in.at("z1"), in.at("z2"), options)
                          : losses::ntXent(in.at("z1"), in.at("z2"), keys->second, options);
}

// strategy 0 random, 1 GD-, 2 GD; labels are partitions, volumes defaults to one a row.
at::Tensor regionContrast(const Named& in, const Values& set, Named&) {
  const at::Tensor labels = in.at("labels");
  const auto volumes = in.find("volumes");
  losses::RegionContrastOptions options;
  options.temperature = set.at("temperature");
  options.strategy = static_cast<losses::PartitionStrategy>(std::clamp(static_cast<int>(set.at("strategy")), 0, 2));
  return losses::regionContrastGlobal(
      in.at("z1"), in.at("z2"), labels,
      volumes == in.end() ? at::arange(labels.numel(), labels.options()) : volumes->second, options);
}

at::Tensor ssim(const Named& in, const Values& set, Named& further) {
  const at::Tensor range = at::full({in.at("imgs").size(0)}, set.at("range"), at::kDouble);
  further["ssim"] = losses::ssim(in.at("pred"), in.at("imgs"), range);
  return 1 - further["ssim"].mean();
}

at::Tensor voco(const Named& in, const Values& set, Named& further) {
  const losses::VocoTerms terms = losses::voco(in.at("s"), in.at("y"), set.at("eps"));
  further["negative"] = terms.negative;
  return terms.positive;
}

losses::SinkhornOptions codesOf(const Values& set) {
  return {set.at("eps"), static_cast<int>(set.at("iterations"))};
}

at::Tensor sinkhorn(const Named& in, const Values& set, Named& further) {
  further["codes"] = losses::sinkhorn(in.at("s0"), codesOf(set));
  return {};
}

// With z2 the rows are [z1; z2], and one label a sample serves both.
at::Tensor supcon(const Named& in, const Values& set, Named& further) {
  const bool two = in.count("z2") > 0;
  const at::Tensor rows = two ? at::cat({in.at("z1"), in.at("z2")}, 0) : in.at("z1");
  at::Tensor labels = in.at("labels");
  if (two && labels.numel() * 2 == rows.size(0)) labels = at::cat({labels, labels}, 0);
  const losses::SupconResult r = losses::supcon(rows, labels, {set.at("temperature")});
  further["skipped"] = at::zeros({}, rows.options().requires_grad(false)).fill_(static_cast<double>(r.skipped));
  return r.loss;
}

at::Tensor swav(const Named& in, const Values& set, Named& further) {
  const auto scores = numbered(in, "s");
  further["codes"] = losses::sinkhorn(scores.front(), codesOf(set));
  return losses::swav(scores, {set.at("temperature"), codesOf(set), 2});
}

at::Tensor triplet(const Named& in, const Values& set, Named& further) {
  const losses::TripletResult r = losses::triplet(in.at("z1"), in.at("labels"), {set.at("margin")});
  further["distance_positive"] = r.positive, further["distance_negative"] = r.negative;
  further["skipped"] = at::zeros({}, r.positive.options()).fill_(static_cast<double>(r.skipped));
  return r.loss;
}

at::Tensor vicreg(const Named& in, const Values& set, Named& further) {
  const losses::VicregTerms t = losses::vicreg(in.at("z1"), in.at("z2"), {set.at("sim"), set.at("var"), set.at("cov")});
  further["invariance"] = t.invariance, further["variance"] = t.variance, further["covariance"] = t.covariance;
  return t.loss;
}

using Set = const Values&;

}  // namespace

const std::vector<LossEntry>& lossTable() {
  static const std::vector<std::string> none, views{"z1", "z2"}, student{"s"}, both{"s", "t"}, centre{"centre"};
  static const std::vector<LossEntry> table{
      {"barlow-twins",
       views,
       none,
       none,
       {{"lambda", 0.0051}},
       [](const Named& in, Set set, Named&) {
         return losses::barlowTwins(in.at("z1"), in.at("z2"), {set.at("lambda")});
       }},
      {"body-part", {"s"}, {"apart"}, none, {}, &bodyPart},
      {"boundary", {"pred", "labels"}, {"spacing"}, none, {}, &boundary},
      {"byol",
       views,
       none,
       none,
       {},
       [](const Named& in, Set, Named&) { return losses::byol(in.at("z1"), in.at("z2")); }},
      {"cross-entropy",
       {"pred", "labels"},
       {"weights"},
       none,
       {{"gamma", 0}, {"smoothing", 0}},
       [](const Named& in, Set set, Named& more) { return classLoss(in, set, more, losses::ClassKind::Softmax); }},
      {"dice-ce",
       {"pred", "labels"},
       none,
       none,
       {{"batch_dice", 0}, {"dice_weight", 1}, {"ce_weight", 1}, {"eps", 1e-5}},
       &diceCe},
      {"dino",
       none,
       centre,
       both,
       {{"student_temp", 0.1}, {"teacher_temp", 0.04}, {"centre_momentum", 0.9}, {"sinkhorn", 0}},
       &dino},
      {"distance-matrix",
       {"z1", "positions"},
       none,
       none,
       {},
       [](const Named& in, Set, Named&) { return losses::distanceMatrix(in.at("z1"), in.at("positions")); }},
      {"exemplar", views, {"negative"}, none, {{"margin", 1}}, &exemplar},
      {"focal", {"pred", "labels"}, {"weights"}, none, {{"gamma", 2}}, &focal},
      {"gaussian-kl",
       views,
       none,
       none,
       {},
       [](const Named& in, Set, Named&) { return losses::gaussianKl(in.at("z1"), in.at("z2")); }},
      {"gradient-difference", {"imgs", "pred", "mask"}, none, none, {}, &gradientDifference},
      {"ibot",
       {"s", "t", "mask"},
       centre,
       none,
       {{"student_temp", 0.1}, {"teacher_temp", 0.07}, {"sinkhorn", 0}},
       &ibot},
      {"koleo", {"z1"}, none, none, {}, [](const Named& in, Set, Named&) { return losses::koleo(in.at("z1")); }},
      {"mae", {"imgs", "pred", "mask"}, none, none, {{"norm_pix", 0}, {"patch", 0}}, &mae},
      {"moco", {"z1", "z2", "bank"}, none, none, {{"temperature", 0.2}, {"beta", 0}}, &moco},
      {"moco-v3",
       views,
       none,
       none,
       {{"temperature", 0.2}, {"beta", 0}},
       [](const Named& in, Set set, Named&) {
         return losses::mocoV3(in.at("z1"), in.at("z2"), {set.at("temperature"), set.at("beta")});
       }},
      {"negative-cosine",
       views,
       none,
       none,
       {},
       [](const Named& in, Set, Named&) { return losses::negativeCosine(in.at("z1"), in.at("z2")); }},
      {"multi-label",
       {"pred", "labels"},
       {"weights"},
       none,
       {{"gamma", 0}, {"smoothing", 0}},
       [](const Named& in, Set set, Named& more) { return classLoss(in, set, more, losses::ClassKind::MultiLabel); }},
      {"nt-xent", views, {"labels"}, none, {{"temperature", 0.2}, {"beta", 0}}, &ntXent},
      {"ordinal",
       {"pred", "labels"},
       {"weights"},
       none,
       {{"gamma", 0}, {"smoothing", 0}},
       [](const Named& in, Set set, Named& more) { return classLoss(in, set, more, losses::ClassKind::Ordinal); }},
      {"region-contrast",
       {"z1", "z2", "labels"},
       {"volumes"},
       none,
       {{"temperature", 0.1}, {"strategy", 2}},
       &regionContrast},
      {"simmim",
       {"imgs", "pred", "mask"},
       none,
       none,
       {},
       [](const Named& in, Set, Named&) { return losses::simmim(in.at("imgs"), in.at("pred"), in.at("mask")); }},
      {"sinkhorn", {"s0"}, none, none, {{"eps", 0.05}, {"iterations", 3}}, &sinkhorn},
      {"ssim", {"imgs", "pred"}, none, none, {{"range", 1}}, &ssim},
      {"supcon", {"z1", "labels"}, {"z2"}, none, {{"temperature", 0.1}}, &supcon},
      {"swav", none, none, student, {{"temperature", 0.1}, {"eps", 0.05}, {"iterations", 3}}, &swav},
      {"triplet", {"z1", "labels"}, none, none, {{"margin", 0}}, &triplet},
      {"tversky",
       {"pred", "labels"},
       none,
       none,
       {{"alpha", 0.3}, {"beta", 0.7}, {"power", 1}, {"batch_dice", 0}, {"eps", 1e-5}},
       &tversky},
      {"vicreg", views, none, none, {{"sim", 25}, {"var", 25}, {"cov", 1}}, &vicreg},
      {"voco", {"s", "y"}, none, none, {{"eps", 1e-6}}, &voco},
      {"w-mse",
       views,
       none,
       none,
       {{"w_size", 0}, {"eps", 0}},
       [](const Named& in, Set set, Named&) {
         return losses::wMse(in.at("z1"), in.at("z2"), {static_cast<std::int64_t>(set.at("w_size")), set.at("eps")});
       }},
  };
  return table;
}

}  // namespace selvox::learn::checks
