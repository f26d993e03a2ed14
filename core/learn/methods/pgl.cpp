// PGL, prior-guided local consistency (Xie et al., arXiv 2011.12640). The authors published no code; what follows is
// our definition.
//
// Two views of a patch are random crops, flips, turns and zooms of known affines M1 and M2 (patch from view), drawn so
// that each shows at least `overlap` of the other, and augmented in their greys independently. An encoder f makes of a
// view a column of features at every position of its level of stride `stride` (the finest level at least as coarse):
// that level's channels and those of all coarser levels, brought to the same positions by linear interpolation, so that
// the whole encoder learns. Projector g and predictor q act on every position alone (1x1 convolutions). A target
// encoder and projector follow the online ones: tau_k = 1 - (1 - tau_0)(cos(pi k / K) + 1) / 2.
// The target's map of view 2 is sampled (trilinear) where the positions of view 1 lie in it, by M2^-1 M1; positions
// that fall outside view 2 do not count:
//     L(1, 2) = mean over common positions p of 2 - 2 cos(q g f(v1)[p], sg(g' f'(v2)[M2^-1 M1 p]))
// and the loss is L(1, 2) + L(2, 1).

#include <algorithm>
#include <string>
#include <utility>

#include <ATen/ops/cat.h>
#include <ATen/ops/scalar_tensor.h>
#include <c10/core/GradMode.h>

#include "core/learn/architectures/token_encoder.h"
#include "core/learn/losses/byol.h"
#include "core/learn/losses/common.h"
#include "core/learn/methods/headed_method.h"
#include "core/learn/methods/parts.h"
#include "core/learn/methods/placed_views.h"
#include "core/learn/methods/teacher.h"
#include "core/learn/metrics/collapse.h"

namespace selvox::learn::methods {
namespace {

using architectures::Encoder;

std::vector<std::int64_t> sidesOf(const at::Tensor& map) {
  return {map.sizes().begin() + 2, map.sizes().end()};
}

// Of every level, where its voxels stand: padded convolutions centre voxel i at stride * i, tokens cover theirs.
std::vector<MapPlace> placesOf(const Encoder& encoder, bool tokens) {
  std::vector<MapPlace> places;
  std::vector<double> total(encoder.pyramid().front().stride.size(), 1.0);
  for (const architectures::PyramidLevel& level : encoder.pyramid()) {
    for (std::size_t axis = 0; axis < total.size(); ++axis) total[axis] *= static_cast<double>(level.stride[axis]);
    MapPlace place;
    place.stride.assign(total.rbegin(), total.rend());
    for (const double s : place.stride) place.offset.push_back(tokens ? (s - 1) / 2 : 0.0);
    places.push_back(std::move(place));
  }
  return places;
}

// A hole in one view has nothing in common with the other.
augment::Settings withoutHoles() {
  augment::Settings settings = augment::contrastiveDefaults();
  settings.cutout = 0;
  return settings;
}

class Pgl : public HeadedMethod {
 public:
  Pgl(std::shared_ptr<architectures::Network> network, std::shared_ptr<Encoder> online, std::shared_ptr<Encoder> target,
      const MethodConfig& config)
      : HeadedMethod(std::move(network), config, withoutHoles()),
        tau_(base::valueOr(config.settings, "tau", 0.99)),
        overlap_(base::valueOr(config.settings, "overlap", 0.3)),
        online_(std::move(online)),
        target_(std::move(target)),
        places_(placesOf(*online_, architectures::tokenEncoder(*network_) != nullptr)) {
    const auto wanted = base::valueOr<double>(config.settings, "stride", 8);
    while (level_ + 1 < places_.size() &&
           *std::max_element(places_[level_].stride.begin(), places_[level_].stride.end()) < wanted) {
      ++level_;
    }
    std::int64_t width = 0;
    for (std::size_t l = level_; l < places_.size(); ++l) width += online_->pyramid()[l].channels;
    const auto hidden = base::valueOr<std::int64_t>(config.settings, "hidden", 512);
    const auto out = base::valueOr<std::int64_t>(config.settings, "out", 256);
    // Rows are positions: even two patches hold many, enough for batch norm.
    const bool automatic = base::valueOr<std::string>(config.settings, "head_norm", "auto") == "auto";
    const auto norm = automatic ? architectures::NormKind::Batch : headNorm(config.settings, config.network.dim);
    projector_ = addHead("projector", std::make_shared<Mlp>(width, hidden, out, norm));
    predictor_ = addHead("predictor", std::make_shared<Mlp>(out, hidden, out, norm));
    targetProjector_ = std::make_shared<Mlp>(width, hidden, out, norm);
    addTeacher("target.encoder", target_, encoderOf(*network_));
    addTeacher("target.projector", targetProjector_, projector_);
  }

  Tensors views(const Batch& batch) override {
    const PlacedPair pair = overlappingPair(batch, augment_, overlap_, type());
    return {{"view1", pair.first.images},
            {"view2", pair.second.images},
            {"patchFromView1", pair.first.patchFromView},
            {"patchFromView2", pair.second.patchFromView}};
  }

  StepOutput step(const Batch& batch) override {
    const PlacedPair pair = overlappingPair(batch, augment_, overlap_, type());
    const at::Tensor c1 = columns(*online_, pair.first.images), c2 = columns(*online_, pair.second.images);
    const at::Tensor z1 = onPositions(*projector_, c1), z2 = onPositions(*projector_, c2);
    at::Tensor t1, t2;
    {
      const c10::AutoGradMode noGradients(false);
      t1 = onPositions(*targetProjector_, columns(*target_, pair.first.images));
      t2 = onPositions(*targetProjector_, columns(*target_, pair.second.images));
    }
    std::vector<augment::Rows> back;
    for (std::int64_t n = 0; n < batch.images.size(0); ++n) {
      back.push_back(aFromB(rowsOf(pair.first.patchFromView, n), rowsOf(pair.second.patchFromView, n)));
    }
    at::Tensor common;
    const at::Tensor loss = direction(onPositions(*predictor_, z1), t2, pair.secondFromFirst, common) +
                            direction(onPositions(*predictor_, z2), t1, toTable(back), common);
    StepOutput out{loss, metrics::collapsePanel(z1.detach().flatten(2).mean(2), z2.detach().flatten(2).mean(2))};
    out.metrics.emplace_back("pgl/common_positions", common);
    out.metrics.emplace_back("pgl/tau", at::scalar_tensor(losses::momentumAt(tau_, batch.step, batch.steps)));
    return out;
  }

  std::vector<Preview> preview(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const PlacedPair pair = overlappingPair(batch, augment_, overlap_, type());
    std::vector<Preview> all = twoViews({{"view1", pair.first.images}, {"view2", pair.second.images}});
    const auto size = sidesOf(pair.second.images);
    const at::Tensor rows = pair.secondFromFirst.narrow(0, 0, 1);
    const at::Tensor second = pair.second.images.narrow(0, 0, 1).to(at::kFloat).contiguous();
    Preview aligned{"aligned", "Second view put back onto the first", "image", warp(second, rows, size)[0].cpu()};
    aligned.caption = std::to_string(static_cast<int>(pair.overlap.front() * 100 + 0.5)) + "% in common";
    all.push_back(std::move(aligned));
    all.push_back({"common", "Where both views show the same place", "mask",
                   landsInside(rows, size, size).view(second.sizes().slice(2))});
    return all;
  }

  void afterOptimizerStep(std::int64_t step, std::int64_t steps) override {
    moveTeachers(losses::momentumAt(tau_, step, steps));
  }

 private:
  // (N, channels of this level and all coarser ones, positions of this level).
  [[nodiscard]] at::Tensor columns(Encoder& encoder, const at::Tensor& x) const {
    const auto levels = encoder.features(x);
    const compat::FullPrecision guard;
    const auto size = sidesOf(levels[level_]);
    std::vector<at::Tensor> parts{compat::atLeastFloat(levels[level_])};
    for (std::size_t l = level_ + 1; l < levels.size(); ++l) {
      const augment::Rows rows = betweenMaps(identityRows(), places_[level_], places_[l]);
      const at::Tensor table = toTable(std::vector<augment::Rows>(static_cast<std::size_t>(x.size(0)), rows));
      parts.push_back(augment::warpLinearByGrid(compat::atLeastFloat(levels[l]), table, size));
    }
    return at::cat(parts, 1);
  }

  // A head on every position: (N, C, …) -> (N, D, …).
  static at::Tensor onPositions(Mlp& head, const at::Tensor& map) {
    std::vector<std::int64_t> shape = map.sizes().vec();
    const at::Tensor rows = head.forward(map.flatten(2).transpose(1, 2).flatten(0, 1));
    shape[1] = rows.size(1);
    return rows.view({shape[0], -1, shape[1]}).transpose(1, 2).reshape(shape);
  }

  // One half of the loss; `common` gets the share of positions that both views have.
  [[nodiscard]] at::Tensor direction(const at::Tensor& predicted, const at::Tensor& target,
                                     const at::Tensor& otherFromThis, at::Tensor& common) const {
    const compat::FullPrecision guard;
    std::vector<augment::Rows> rows;
    for (std::int64_t n = 0; n < predicted.size(0); ++n) {
      rows.push_back(betweenMaps(rowsOf(otherFromThis, n), places_[level_], places_[level_]));
    }
    const at::Tensor table = toTable(rows);
    const auto size = sidesOf(predicted);
    const at::Tensor aligned = augment::warpLinearByGrid(compat::atLeastFloat(target), table, size);
    const at::Tensor mask = landsInside(table, size, size).to(aligned.options());
    const auto asRows = [](const at::Tensor& map) { return map.flatten(2).transpose(1, 2); };
    const at::Tensor distance = 2 - 2 * losses::rowCosine(asRows(predicted), asRows(aligned).detach());
    common = mask.mean();
    return (distance * mask).sum() / mask.sum().clamp_min(1);
  }

  double tau_, overlap_;
  std::shared_ptr<Encoder> online_, target_;
  std::vector<MapPlace> places_;
  std::size_t level_ = 0;
  std::shared_ptr<Mlp> projector_, predictor_, targetProjector_;
};

base::Result<std::unique_ptr<Method>> buildPgl(const MethodConfig& config) {
  SELVOX_TRY(auto network, encoderNetwork(config));
  SELVOX_TRY(auto target, teacherEncoder(config));
  auto online = std::dynamic_pointer_cast<Encoder>(encoderOf(*network));
  if (!online) {
    return base::fail(base::ErrorCode::Unsupported,
                      "pgl needs a network with a pyramid of feature maps; choose another than " + config.arch + ".");
  }
  return std::make_unique<Pgl>(std::move(network), std::move(online), std::move(target), config);
}

}  // namespace

MethodInfo pglInfo() {
  constexpr const char* xie = "Xie et al., PGL: prior-guided local self-supervised learning, arXiv 2011.12640";
  MethodInfo info{"pgl",
                  "distillation",
                  {2, 3},
                  "The same place looks alike in two views: local features for segmentation",
                  "Xie et al., arXiv 2011.12640"};
  info.schema.params = {
      number("tau", 0.99, 0.0, 1.0,
             {"", "Momentum of the target at the start; it rises to 1 by a cosine. Lower for short runs.", xie}),
      number(
          "overlap", 0.3, 0.05, 0.95,
          {"of a view", "Least share that two views have in common. Higher: easier, more positions to compare.", xie}),
      advanced(integer("stride", 8, 1, 64,
                       {"voxels", "Distance of the compared positions. Smaller: finer features, more memory.", xie})),
      headWidth("hidden", 512, "Width of the hidden layers of projector and predictor.", xie),
      headWidth("out", 256, "Length of the embedding of a position.", xie),
      headNormParam(),
  };
  info.trainDefaults = contrastiveTrainDefaults();
  info.trainDefaults["augment.cutout"] = 0.0;
  info.build = &buildPgl;
  return info;
}

}  // namespace selvox::learn::methods
