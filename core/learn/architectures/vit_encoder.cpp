#include "core/learn/architectures/vit_encoder.h"

#include <utility>

#include <ATen/ops/cat.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros.h>

#include "core/learn/architectures/checkpointed.h"

namespace selvox::learn::architectures {

VitEncoder::VitEncoder(const NetworkConfig& config, const VitOptions& o)
    : options_(o), patch_(uniformSizes(config.dim, o.patch)), pyramid_{{o.width, patch_}} {
  table_ = grid(uniformSizes(config.dim, o.size));
  std::int64_t tokens = o.summaryToken ? 1 : 0, cells = 1;
  for (const std::int64_t side : table_) cells *= side;
  tokens += cells;
  if (o.summaryToken) summary_ = register_parameter("cls_token", at::zeros({1, 1, o.width}));
  positions_ = register_parameter("pos_embed", at::zeros({1, tokens, o.width}));
  auto embedding = register_module("patch_embed", std::make_shared<torch::nn::Module>("PatchEmbedding"));
  projection_ =
      embedding->register_module("proj", std::make_shared<PatchProjection>(config.inChannels, o.width, patch_));
  blocks_ = register_module("blocks", std::make_shared<LayerList<TransformerBlock>>());
  for (std::int64_t i = 0; i < o.depth; ++i) {
    blocks_->add(std::make_shared<TransformerBlock>(
        BlockOptions{o.width, o.heads, o.hidden, o.eps, o.qkvBias, o.dropPath, o.layerScale}));
  }
  norm_ = register_module("norm", std::make_shared<LayerNorm>(o.width, o.eps));
}

Tokens VitEncoder::encode(const at::Tensor& x, const at::Tensor& hidden, const at::Tensor& maskToken) {
  at::Tensor tokens = projection_->forward(x);
  if (hidden.defined()) {
    tokens = at::where(hidden.gt(0.5).unsqueeze(-1), maskToken.to(tokens.scalar_type()).expand_as(tokens), tokens);
  }
  return through(placed(tokens, x.sizes().slice(2)));
}

Tokens VitEncoder::encodeKept(const at::Tensor& x, const at::Tensor& kept) {
  const at::Tensor all = placed(projection_->forward(x), x.sizes().slice(2));
  return through(all.gather(1, kept.unsqueeze(-1).expand({-1, -1, options_.width})));
}

std::vector<at::Tensor> VitEncoder::features(const at::Tensor& x) {
  return {asGrid(encode(x).patches, x.sizes().slice(2))};
}

std::vector<at::Tensor> VitEncoder::states(const at::Tensor& x, const std::vector<std::int64_t>& blocks) {
  const at::IntArrayRef sides = x.sizes().slice(2);
  at::Tensor y = withSummary(placed(projection_->forward(x), sides));
  std::vector<at::Tensor> states;
  auto next = blocks.begin();
  for (std::size_t i = 0; i < blocks_->size(); ++i) {
    y = block(i, y);
    if (next == blocks.end() || *next != static_cast<std::int64_t>(i)) continue;
    states.push_back(asGrid(parts(y).patches, sides));
    ++next;
  }
  states.push_back(asGrid(parts(norm_->forward(y)).patches, sides));
  return states;
}

void VitEncoder::draw(std::uint64_t seed, const std::string& name) {
  const std::int64_t before = summary_.defined() ? 1 : 0;
  if (summary_.defined()) fillNormal(summary_, 0.02, seed, name + ".cls_token");
  positions_.zero_();
  positions_[0].narrow(0, before, positions_.size(1) - before).copy_(sinePositions(table_, options_.width));
}

// Where a token stands is added to it.
at::Tensor VitEncoder::placed(const at::Tensor& tokens, at::IntArrayRef sides) const {
  const std::int64_t before = summary_.defined() ? 1 : 0;
  const at::Tensor own = positions_.narrow(1, before, positions_.size(1) - before);
  return tokens + resamplePositions(own, table_, grid(sides));
}

at::Tensor VitEncoder::withSummary(const at::Tensor& tokens) const {
  if (!summary_.defined()) return tokens;
  const at::Tensor first = (summary_ + positions_.narrow(1, 0, 1)).expand({tokens.size(0), 1, options_.width});
  return at::cat({first.to(tokens.scalar_type()), tokens}, 1);
}

Tokens VitEncoder::parts(const at::Tensor& all) const {
  if (!summary_.defined()) return {all.mean(1), all};
  return {all.select(1, 0), all.narrow(1, 1, all.size(1) - 1)};
}

at::Tensor VitEncoder::asGrid(const at::Tensor& tokens, at::IntArrayRef sides) const {
  std::vector<std::int64_t> shape{tokens.size(0), options_.width};
  const Sizes cells = grid(sides);
  shape.insert(shape.end(), cells.begin(), cells.end());
  return tokens.transpose(1, 2).reshape(shape);
}

at::Tensor VitEncoder::block(std::size_t index, const at::Tensor& x) {
  return architectures::through((*blocks_)[index], options_.checkpointing && is_training(), x);
}

Tokens VitEncoder::through(const at::Tensor& tokens) {
  at::Tensor x = withSummary(tokens);
  for (std::size_t i = 0; i < blocks_->size(); ++i) x = block(i, x);
  return parts(norm_->forward(x));
}

}  // namespace selvox::learn::architectures
