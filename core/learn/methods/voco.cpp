// VoCo (Wu et al., CVPR 2024): a crop is compared with the base crops of a grid over the patch; its likeness to each is
// to be the share of it that lies there.

#include <algorithm>
#include <cmath>
#include <utility>

#include <ATen/ops/cat.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/tensor.h>
#include <c10/core/GradMode.h>

#include "core/base/rng.h"
#include "core/base/text.h"
#include "core/learn/architectures/settings.h"
#include "core/learn/augment/intensity.h"
#include "core/learn/losses/common.h"
#include "core/learn/losses/voco.h"
#include "core/learn/methods/contrast_parts.h"
#include "core/learn/methods/headed_method.h"
#include "core/learn/methods/multi_crop.h"
#include "core/learn/methods/parts.h"
#include "core/learn/methods/projector.h"
#include "core/learn/metrics/collapse.h"

namespace selvox::learn::methods {
namespace {

using Corner = std::vector<std::int64_t>;

// Base crops along each axis ([D,] H, W): `grid` in the plane, one along z, fewer where a crop would be too small for
// the network.
std::vector<std::int64_t> gridOver(const MethodConfig& config, architectures::Network& network) {
  const auto stride = coarsestStride(network, config.patch.size());
  const auto wanted = base::valueOr<std::int64_t>(config.settings, "grid", 3);
  std::vector<std::int64_t> grid;
  for (std::size_t a = 0; a < config.patch.size(); ++a) {
    std::int64_t cells = config.patch.size() == 3 && a == 0 ? 1 : wanted;
    while (cells > 1 && config.patch[a] / cells < 2 * stride[a]) --cells;
    grid.push_back(cells);
  }
  return grid;
}

class Voco : public HeadedMethod {
 public:
  Voco(std::shared_ptr<architectures::Network> network, const MethodConfig& config)
      : HeadedMethod(std::move(network), config, augment::contrastiveDefaults()),
        grid_(gridOver(config, *network_)),
        targets_(base::valueOr<std::int64_t>(config.settings, "targets", 4)),
        regulariser_(base::valueOr(config.settings, "regulariser", 1.0)) {
    for (std::size_t a = 0; a < grid_.size(); ++a) side_.push_back(config.patch[a] / grid_[a]);
    // Rows of every crop of the batch share the last norm's statistics, so that likeness is measured from their mean.
    projector_ = addHead("projector", std::make_shared<NormedMlp>(config, network_->channels().back(), true));
  }

  // "bases" (N * K, C, …), "targets" (N * T, C, …), "share" (N, T, K).
  Tensors views(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    std::vector<at::Tensor> bases, targets;
    std::vector<double> shares;
    for (std::int64_t n = 0; n < batch.images.size(0); ++n) {
      for (const Corner& corner : baseCorners()) bases.push_back(crop(batch.images[n], corner));
      base::Rng rng(batch.seed, base::Purpose::Method, static_cast<std::uint64_t>(batch.step),
                    static_cast<std::uint64_t>(n * 64));
      for (std::int64_t t = 0; t < targets_; ++t) {
        const Corner corner = drawCorner(rng);
        targets.push_back(crop(batch.images[n], corner));
        for (const Corner& base : baseCorners()) shares.push_back(overlap(corner, base));
      }
    }
    const std::int64_t cells = static_cast<std::int64_t>(baseCorners().size());
    return {{"bases", grey(at::stack(bases, 0), batch, 0)},
            {"targets", grey(at::stack(targets, 0), batch, 1)},
            {"share", at::tensor(shares, at::kDouble)
                          .to(batch.images.device(), type())
                          .view({batch.images.size(0), targets_, cells})}};
  }

  StepOutput step(const Batch& batch) override {
    const Tensors made = views(batch);
    const at::Tensor share = made[2].second;
    const auto [bases, targets] = project(made);
    const losses::VocoTerms terms = losses::voco(likeness(bases.detach(), targets), share);
    const at::Tensor apart = losses::vocoRegulariser(bases);
    auto panel = metrics::collapsePanel(bases.detach().flatten(0, 1), bases.detach().flatten(0, 1));
    std::erase_if(panel, [](const auto& item) { return item.first == "collapse/alignment"; });  // one view only
    panel.emplace_back("loss/positive", terms.positive.detach());
    panel.emplace_back("loss/negative", terms.negative.detach());
    panel.emplace_back("loss/regulariser", apart.detach());
    panel.emplace_back(
        "voco/accuracy",
        likeness(bases.detach(), targets.detach()).argmax(-1).eq(share.argmax(-1)).to(at::kFloat).mean());
    return {terms.positive + terms.negative + regulariser_ * apart, std::move(panel)};
  }

  std::vector<Preview> preview(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const EvaluationMode mode(*trainable());
    const Tensors made = views(batch);
    const auto [bases, targets] = project(made);
    const auto show = [](const at::Tensor& t) { return t.to(at::kFloat).contiguous().cpu(); };
    const auto percent = [](const at::Tensor& t) {
      return base::toText(std::round(100 * t.to(at::kDouble).item<double>()));
    };
    const at::Tensor share = made[2].second[0][0], said = likeness(bases, targets)[0][0];
    const std::int64_t asked = share.argmax().item<std::int64_t>(), answered = said.argmax().item<std::int64_t>();
    return {{"patch", "The patch", "image", show(batch.images[0])},
            {"target", "A crop of it: where was it taken?", "image", show(made[1].second[0])},
            {"base", "The base crop in which most of it lies", "image", show(made[0].second[asked]),
             percent(share[asked]) + " % of the crop lies in base crop " + std::to_string(asked + 1) + " of " +
                 std::to_string(share.numel())},
            {"prediction", "The base crop that the network finds most alike", "image", show(made[0].second[answered]),
             "base crop " + std::to_string(answered + 1) + ", likeness " + percent(said[answered]) + " %"}};
  }

 private:
  std::vector<Corner> baseCorners() const {
    std::vector<Corner> all{{}};
    for (std::size_t a = 0; a < grid_.size(); ++a) {
      std::vector<Corner> longer;
      for (const Corner& corner : all) {
        for (std::int64_t cell = 0; cell < grid_[a]; ++cell) {
          longer.push_back(corner);
          longer.back().push_back(cell * side_[a]);
        }
      }
      all = std::move(longer);
    }
    return all;
  }
  Corner drawCorner(base::Rng& rng) const {
    Corner corner;
    for (std::size_t a = 0; a < grid_.size(); ++a) {
      const std::int64_t room = (grid_[a] - 1) * side_[a];
      corner.push_back(static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(room) + 1)));
    }
    return corner;
  }
  double overlap(const Corner& a, const Corner& b) const {  // share of a crop's volume
    double share = 1;
    for (std::size_t i = 0; i < a.size(); ++i) {
      const auto apart = static_cast<double>(std::abs(a[i] - b[i])), side = static_cast<double>(side_[i]);
      share *= std::max(0.0, 1 - apart / side);
    }
    return share;
  }
  at::Tensor crop(at::Tensor image, const Corner& corner) const {  // image (C, …)
    for (std::size_t a = 0; a < corner.size(); ++a) {
      image = image.narrow(static_cast<std::int64_t>(a) + 1, corner[a], side_[a]);
    }
    return image;
  }
  at::Tensor grey(at::Tensor crops, const Batch& batch, int stream) const {
    crops = crops.contiguous();
    augment::Settings settings = augment_;
    settings.cutout = 0;
    augment::applyIntensity(crops, settings, {batch.seed, batch.step, stream});
    return crops.to(type());
  }

  std::pair<at::Tensor, at::Tensor> project(const Tensors& made) {  // (N, K, D), (N, T, D)
    const at::Tensor z = projector_->forward(embed(*network_, at::cat({made[0].second, made[1].second}, 0)));
    const std::int64_t bases = made[0].second.size(0), n = made[2].second.size(0);
    return {z.narrow(0, 0, bases).view({n, -1, z.size(1)}),
            z.narrow(0, bases, made[1].second.size(0)).view({n, targets_, z.size(1)})};
  }
  static at::Tensor likeness(const at::Tensor& bases, const at::Tensor& targets) {  // (N, T, K)
    const compat::FullPrecision guard;
    return at::relu(at::matmul(losses::normaliseRows(targets), losses::normaliseRows(bases).transpose(1, 2)));
  }

  std::vector<std::int64_t> grid_, side_;
  std::int64_t targets_;
  double regulariser_;
  std::shared_ptr<NormedMlp> projector_;
};

base::Result<std::unique_ptr<Method>> buildVoco(const MethodConfig& config) {
  SELVOX_TRY(auto network, encoderNetwork(config));
  std::int64_t cells = 1;
  for (const std::int64_t along : gridOver(config, *network)) cells *= along;
  if (cells < 2) {
    return base::fail(base::ErrorCode::InvalidArgument,
                      "voco needs a patch with room for two base crops of twice the network's coarsest stride. Raise "
                      "train.patch or choose a network with fewer stages.");
  }
  return std::make_unique<Voco>(std::move(network), config);
}

}  // namespace

MethodInfo vocoInfo() {
  constexpr const char* wu = "Wu et al., VoCo: a simple-yet-effective volume contrastive learning framework, CVPR 2024";
  MethodInfo info{"voco",
                  "contrastive",
                  {2, 3},
                  "Experimental: tell from likeness to a grid of base crops where a crop was taken; users of the "
                  "original report losses that do not fall",
                  "Wu et al., CVPR 2024"};
  info.schema.params = {
      integer("grid", 3, 2, 8,
              {"crops",
               "Base crops along each axis of the plane (one along z). More is finer; a patch that is too small for "
               "the network gets fewer.",
               wu}),
      integer("targets", 4, 1, 64, {"crops", "Random crops a patch that are placed. More costs time.", wu}),
      number("regulariser", 1.0, 0.0, 100.0,
             {"", "Weight of the term that keeps base crops of one patch apart. 0 may collapse.", wu}),
      headWidth("hidden", 1024, "Width of the projector's hidden layer.", wu),
      headWidth("out", 256, "Length of the embedding in which likeness is measured.", wu),
      headNormParam(),
  };
  info.trainDefaults = contrastiveTrainDefaults();
  info.trainDefaults["augment.cutout"] = 0.0;
  info.build = &buildVoco;
  return info;
}

}  // namespace selvox::learn::methods
