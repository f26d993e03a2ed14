#include "core/learn/architectures/swin_encoder.h"

#include <numeric>
#include <stdexcept>

#include <ATen/ops/layer_norm.h>

#include "core/learn/architectures/checkpointed.h"
#include "core/learn/architectures/params.h"
#include "core/learn/architectures/settings.h"
#include "core/learn/compat/compat.h"

namespace selvox::learn::architectures {

std::shared_ptr<LayerList<WindowBlock>> swinBlocks(const SwinOptions& o, std::size_t stage, int dim) {
  const auto all = std::accumulate(o.depths.begin(), o.depths.end(), std::int64_t{0});
  const auto before =
      std::accumulate(o.depths.begin(), o.depths.begin() + static_cast<std::ptrdiff_t>(stage), std::int64_t{0});
  auto blocks = std::make_shared<LayerList<WindowBlock>>();
  for (std::int64_t i = 0; i < o.depths[stage]; ++i) {
    WindowOptions window;
    window.width = o.width << stage;
    window.heads = o.heads[stage];
    window.window = o.window;
    window.shifted = i % 2 == 1;
    window.tableOrder = o.published;
    window.dropPath = all > 1 ? o.dropPath * static_cast<double>(before + i) / static_cast<double>(all - 1) : 0;
    window.checkpointing = o.checkpointing;
    blocks->add(std::make_shared<WindowBlock>(window, dim));
  }
  return blocks;
}

SwinEncoder::SwinEncoder(const NetworkConfig& config, const SwinOptions& o)
    : options_(o), patch_(uniformSizes(config.dim, o.patch)), pyramid_{{o.width, patch_}} {
  if (o.depths.size() != o.heads.size() || o.depths.size() < 2)
    throw std::invalid_argument("`depths` and `heads` need one number for each of at least two stages");
  auto embedding = register_module("patch_embed", std::make_shared<torch::nn::Module>("PatchEmbedding"));
  projection_ =
      embedding->register_module("proj", std::make_shared<PatchProjection>(config.inChannels, o.width, patch_));
  if (o.weightedNorms) patchNorm_ = embedding->register_module("norm", std::make_shared<LayerNorm>(o.width, 1e-5));
  auto layers = register_module("layers", std::make_shared<torch::nn::Module>("Stages"));
  const MergeOrder order = config.dim == 2 ? MergeOrder::RowsFirst
                           : o.published   ? MergeOrder::Monai
                                           : MergeOrder::Corners;
  const std::size_t stages = o.depths.size();
  for (std::size_t i = 0; i < stages; ++i) {
    auto stage = layers->register_module(std::to_string(i), std::make_shared<torch::nn::Module>("Stage"));
    blocks_.push_back(stage->register_module("blocks", swinBlocks(o, i, config.dim)));
    merges_.push_back(nullptr);
    if (o.weightedNorms && i + 1 == stages) continue;
    merges_.back() =
        stage->register_module("downsample", std::make_shared<PatchMerging>(o.width << i, config.dim, order));
    pyramid_.push_back({o.width << (i + 1), uniformSizes(config.dim, 2)});
  }
  if (o.weightedNorms) norm_ = register_module("norm", std::make_shared<LayerNorm>(o.width << (stages - 1), 1e-5));
}

at::Tensor SwinEncoder::shown(const at::Tensor& level) const {
  if (options_.weightedNorms) return channelsFirst(level);
  const compat::FullPrecision guard;
  return channelsFirst(at::layer_norm(compat::atLeastFloat(level), {level.size(-1)}, {}, {}, 1e-5));
}

std::vector<at::Tensor> SwinEncoder::features(const at::Tensor& x) {
  std::vector<std::int64_t> shape{x.size(0)};
  for (std::size_t axis = 0; axis < patch_.size(); ++axis)
    shape.push_back((x.size(static_cast<std::int64_t>(axis) + 2) + patch_[axis] - 1) / patch_[axis]);
  shape.push_back(options_.width);
  at::Tensor y = projection_->forward(x).reshape(shape);
  if (patchNorm_) y = patchNorm_->forward(y);
  std::vector<at::Tensor> levels;
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    if (!norm_ || merges_[i]) levels.push_back(shown(y));
    for (std::size_t b = 0; b < blocks_[i]->size(); ++b) y = (*blocks_[i])[b].forward(y);
    if (merges_[i]) y = merges_[i]->forward(y);
  }
  levels.push_back(norm_ ? channelsFirst(norm_->forward(y)) : shown(y));
  return levels;
}

std::vector<spec::Param> swinRows() {
  constexpr const char* liu = "Liu et al., Swin Transformer, ICCV 2021";
  std::vector<spec::Param> rows{
      rare(wholeParam(
          "window", 7, 2, 32,
          {"tokens",
           "Side of the windows within which tokens attend to each other. Larger sees further at once, at its square "
           "(2D) or cube (3D) the memory.",
           liu})),
      rare(wholeParam(
          "depths", {2, 2, 2, 2}, 1, 64,
          {"blocks",
           "Transformer blocks of each stage, finest first. Every second one shifts its windows: use even numbers.",
           liu})),
      rare(wholeParam("heads", {3, 6, 12, 24}, 1, 64,
                      {"", "Attention heads in the blocks of each stage; they share its width.", liu}))};
  rows[1].type = rows[2].type = spec::ParamType::IntVector;
  return rows;
}

void readSwin(const base::Json& settings, SwinOptions& options) {
  options.window = base::valueOr(settings, "window", options.window);
  options.depths = vectorOrAuto(settings, "depths").value_or(options.depths);
  options.heads = vectorOrAuto(settings, "heads").value_or(options.heads);
  options.dropPath = base::valueOr(settings, "drop_path", options.dropPath);
  options.checkpointing = base::valueOr(settings, "checkpointing", options.checkpointing);
}

std::int64_t swinMultiple(const base::Json& settings) {
  const auto depths = base::valueOr<std::vector<std::int64_t>>(settings, "depths", {2, 2, 2, 2});
  return std::int64_t{2} << depths.size();  // Swin-Unet's tokens are twice as large, but its last stage does not merge
}

}  // namespace selvox::learn::architectures
