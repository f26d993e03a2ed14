// Contrast by place (Chaitanya et al., NeurIPS 2020): the encoder learns from where along the body a patch was cut, the
// decoder from telling regions of one patch apart.

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/avg_pool3d.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/gather.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros_like.h>
#include <c10/core/GradMode.h>

#include "core/base/rng.h"
#include "core/learn/losses/common.h"
#include "core/learn/losses/region_contrast.h"
#include "core/learn/methods/contrast_parts.h"
#include "core/learn/methods/headed_method.h"
#include "core/learn/methods/parts.h"
#include "core/learn/metrics/collapse.h"

namespace selvox::learn::methods {
namespace {

constexpr int kLocalStream = 2;  // views 2 and 3

losses::PartitionStrategy strategyOf(const base::Json& settings) {
  const auto name = base::valueOr<std::string>(settings, "strategy", "gd");
  if (name == "random") return losses::PartitionStrategy::Random;
  return name == "gd-" ? losses::PartitionStrategy::NoNegatives : losses::PartitionStrategy::AlsoPositive;
}

// Where things are stays, what they look like changes: positions of two views match.
augment::Settings intensityOnly(augment::Settings settings) {
  settings.flip = settings.rotate = settings.scale = settings.cutout = 0;
  settings.cropLow = 1.0;
  return settings;
}

class RegionContrast : public HeadedMethod {
 public:
  RegionContrast(std::shared_ptr<architectures::Network> network, const MethodConfig& config)
      : HeadedMethod(std::move(network), config, augment::contrastiveDefaults(),
                     base::valueOr<std::string>(config.settings, "form", "both") != "global"),
        batch_(config.batch),
        partitions_(base::valueOr<std::int64_t>(config.settings, "partitions", 4)),
        regions_(base::valueOr<std::int64_t>(config.settings, "regions", 13)),
        regionSide_(base::valueOr<std::int64_t>(config.settings, "region_side", 3)) {
    const auto form = base::valueOr<std::string>(config.settings, "form", "both");
    global_ = form != "local";
    local_ = form != "global";
    loss_.temperature = base::valueOr(config.settings, "temperature", 0.1);
    loss_.strategy = strategyOf(config.settings);
    if (global_)
      projector_ = addHead("projector", mlpHead(withHeadNorm(config, 2 * config.batch), network_->channels().back()));
  }

  Tensors views(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    Tensors all;
    if (global_) {
      all.emplace_back("view1", view(batch, 0));
      all.emplace_back("view2", view(batch, 1));
    }
    if (local_) {
      const augment::Settings greys = intensityOnly(augment_);
      all.emplace_back("grey1", methods::view(batch, greys, kLocalStream, type()));
      all.emplace_back("grey2", methods::view(batch, greys, kLocalStream + 1, type()));
    }
    return all;
  }

  StepOutput step(const Batch& batch) override {
    const Tensors made = views(batch);
    StepOutput out;
    if (global_) {
      const std::int64_t n = batch.images.size(0);
      const at::Tensor z = projector_->forward(embed(*network_, at::cat({made[0].second, made[1].second}, 0)));
      const at::Tensor z1 = z.narrow(0, 0, n), z2 = z.narrow(0, n, n), where = partitionsOf(batch).to(z.device());
      out.loss = losses::regionContrastGlobal(z1, z2, where, volumesOf(batch).to(z.device()), loss_);
      out.metrics = metrics::collapsePanel(z1.detach(), z2.detach());
      out.metrics.emplace_back("loss/global", out.loss.detach());
    }
    if (local_) {
      const std::size_t first = global_ ? 2 : 0;
      const at::Tensor loss = localLoss(made[first].second, made[first + 1].second, batch);
      out.metrics.emplace_back("loss/local", loss.detach());
      out.loss = out.loss.defined() ? out.loss + loss : loss;
    }
    return out;
  }

  std::vector<Preview> preview(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const EvaluationMode mode(*trainable());
    const Tensors made = views(batch);
    std::vector<Preview> all;
    if (global_) {
      all = twoViews(made);
      all[0].caption = "part " + std::to_string(partitionsOf(batch)[0].item<std::int64_t>() + 1) + " of " +
                       std::to_string(partitions_) + ", counted from the feet";
      const auto project = [this](const at::Tensor& x) { return projector_->forward(embed(*network_, x)); };
      addNearest(all, made[1].second, project(made[0].second), project(made[1].second));
    }
    if (local_) {
      const at::Tensor grey = made[global_ ? 2 : 0].second;
      all.push_back({"grey1", "The patch with other greys", "image", grey[0].to(at::kFloat).contiguous().cpu()});
      all.push_back({"regions", "Regions that are told apart", "mask", regionMask(grey, batch)});
    }
    return all;
  }

  [[nodiscard]] double chance() const override {
    double sum = 0;
    if (global_) sum += std::log(2.0 * static_cast<double>(batch_) - 1);
    if (local_) sum += std::log(static_cast<double>(regions_));
    return sum;
  }

 private:
  // Part of the body along z, 0 at the feet.
  at::Tensor partitionsOf(const Batch& batch) const {
    std::vector<std::int64_t> parts;
    for (const Place& place : batch.places) {
      const double share = place.field[2] > 0 ? place.centre[2] / place.field[2] + 0.5 : 0.5;
      const auto part = static_cast<std::int64_t>(std::floor(share * static_cast<double>(partitions_)));
      parts.push_back(std::clamp<std::int64_t>(part, 0, partitions_ - 1));
    }
    parts.resize(static_cast<std::size_t>(batch.images.size(0)), 0);
    return at::tensor(parts, at::kLong);
  }
  static at::Tensor volumesOf(const Batch& batch) {
    std::vector<std::int64_t> volumes;
    for (const Place& place : batch.places) volumes.push_back(place.series);
    volumes.resize(static_cast<std::size_t>(batch.images.size(0)), -1);
    return at::tensor(volumes, at::kLong);
  }

  // The grid of regions over the maps x (…, C, …): how many a side.
  std::vector<std::int64_t> gridOf(const at::Tensor& x) const {
    std::vector<std::int64_t> cells;
    for (std::int64_t a = 2; a < x.dim(); ++a) cells.push_back(std::max<std::int64_t>(x.size(a) / regionSide_, 1));
    return cells;
  }

  // Numbers of `regions_` cells of that grid, without repetition as far as there are cells.
  std::vector<std::int64_t> regionsIn(const std::vector<std::int64_t>& grid, const Batch& batch,
                                      std::int64_t sample) const {
    std::vector<std::int64_t> order(static_cast<std::size_t>(
        std::accumulate(grid.begin(), grid.end(), std::int64_t{1}, [](auto p, auto c) { return p * c; })));
    std::iota(order.begin(), order.end(), 0);
    base::Rng rng(batch.seed, base::Purpose::Method, static_cast<std::uint64_t>(batch.step),
                  static_cast<std::uint64_t>(sample * 64));
    base::shuffle(order, rng);
    order.resize(static_cast<std::size_t>(regions_));
    return order;
  }

  // (N, C, …) -> (N, R, C): mean feature of each region. Pooled over the whole grid and gathered: cut out one by one,
  // each region's gradient would be as large as the maps.
  at::Tensor regionsOf(const at::Tensor& maps, const Batch& batch) const {
    const auto grid = gridOf(maps);
    std::vector<std::int64_t> side, chosen;
    for (std::int64_t a = 2; a < maps.dim(); ++a) side.push_back(std::min(regionSide_, maps.size(a)));
    for (std::int64_t n = 0; n < maps.size(0); ++n) {
      const auto cells = regionsIn(grid, batch, n);
      chosen.insert(chosen.end(), cells.begin(), cells.end());
    }
    const at::Tensor precise = compat::atLeastFloat(maps);
    const at::Tensor means =
        side.size() == 2 ? at::avg_pool2d(precise, side, side) : at::avg_pool3d(precise, side, side);
    const at::Tensor which = at::tensor(chosen, at::kLong).to(maps.device()).view({maps.size(0), 1, regions_});
    return means.flatten(2).gather(2, which.expand({-1, maps.size(1), -1})).transpose(1, 2);
  }

  at::Tensor localLoss(const at::Tensor& a, const at::Tensor& b, const Batch& batch) {
    const std::int64_t n = a.size(0);
    const at::Tensor maps = network_->forward(at::cat({a, b}, 0)).front();
    return losses::regionContrastLocal(regionsOf(maps.narrow(0, 0, n), batch), regionsOf(maps.narrow(0, n, n), batch),
                                       loss_.temperature);
  }

  at::Tensor regionMask(const at::Tensor& grey, const Batch& batch) const {
    const at::Tensor mask = at::zeros_like(grey[0][0].to(at::kFloat)).cpu();
    const auto grid = gridOf(grey);
    for (std::int64_t cell : regionsIn(grid, batch, 0)) {
      at::Tensor box = mask;
      for (std::size_t a = grid.size(); a-- > 0; cell /= grid[a]) {
        const std::int64_t corner = cell % grid[a] * regionSide_;
        const auto axis = static_cast<std::int64_t>(a);
        box = box.narrow(axis, corner, std::min(regionSide_, box.size(axis) - corner));
      }
      box.fill_(1);
    }
    return mask.contiguous();
  }

  std::int64_t batch_, partitions_, regions_, regionSide_;
  bool global_ = true, local_ = true;
  losses::RegionContrastOptions loss_;
  std::shared_ptr<Mlp> projector_;
};

base::Result<std::unique_ptr<Method>> buildRegionContrast(const MethodConfig& config) {
  const auto regions = base::valueOr<std::int64_t>(config.settings, "regions", 13);
  const auto side = base::valueOr<std::int64_t>(config.settings, "region_side", 3);
  std::int64_t cells = 1;
  for (const std::int64_t patch : config.patch) cells *= patch / side;
  const bool local = base::valueOr<std::string>(config.settings, "form", "both") != "global";
  if (local && cells < regions) {
    return base::fail(base::ErrorCode::InvalidArgument, "region-contrast finds only " + std::to_string(cells) +
                                                            " regions of side " + std::to_string(side) +
                                                            " in the patch, but wants " + std::to_string(regions) +
                                                            ". Lower regions or region_side, or raise train.patch.");
  }
  // The last layer of the decoder, a 1x1 convolution, gives the features of regions.
  const auto channels = static_cast<int>(base::valueOr<std::int64_t>(config.settings, "local_channels", 64));
  if (local) {
    SELVOX_TRY(auto dense, denseNetwork(config, channels));
    return std::make_unique<RegionContrast>(std::move(dense), config);
  }
  SELVOX_TRY(auto network, encoderNetwork(config));
  return std::make_unique<RegionContrast>(std::move(network), config);
}

}  // namespace

MethodInfo regionContrastInfo() {
  constexpr const char* chaitanya = "Chaitanya et al., Contrastive learning of global and local features, NeurIPS 2020";
  MethodInfo info{"region-contrast",
                  "contrastive",
                  {2, 3},
                  "Patches from one height of the body attract, other heights repel; regions of a patch are told apart",
                  "Chaitanya et al., NeurIPS 2020"};
  info.schema.params = {
      choice("form", "both", {"both", "global", "local"},
             {"", "Global trains the encoder on whole patches, local encoder and decoder on regions.", chaitanya}),
      choice("strategy", "gd", {"gd", "gd-", "random"},
             {"",
              "gd: patches from the same part of other bodies are positives. gd-: they are only no negatives. random: "
              "they repel like any other.",
              chaitanya}),
      integer("partitions", 4, 2, 64,
              {"", "Parts into which every scan is cut along z. More need scans that show the same field.", chaitanya}),
      temperatureParam(0.1, "How sharply near negatives count. Lower: the hardest dominate.", chaitanya),
      integer("regions", 13, 2, 256, {"", "Regions compared in each patch. More is harder and slower.", chaitanya}),
      integer("region_side", 3, 1, 32, {"voxels", "Side of a region. Larger asks for coarser features.", chaitanya}),
      integer("local_channels", 64, 1, 1024, {"", "Length of the features of a region.", chaitanya}),
  };
  addProjectorParams(info.schema, 1024, 128, "Length of the embedding on which the global loss is taken.", chaitanya);
  for (const std::size_t i : {4, 5, 6}) info.schema.params[i].advanced = true;
  info.trainDefaults = contrastiveTrainDefaults();
  info.dense = true;
  info.build = &buildRegionContrast;
  return info;
}

}  // namespace selvox::learn::methods
