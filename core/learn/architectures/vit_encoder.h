#pragma once
// The encoder of a vision transformer (Dosovitskiy et al., ICLR 2021), of ViT-S and ViT-B and of UNETR. Names as in
// timm: cls_token, pos_embed, patch_embed.proj, blocks, norm.

#include "core/learn/architectures/token_encoder.h"
#include "core/learn/architectures/transformer.h"

namespace selvox::learn::architectures {

struct VitOptions {
  std::int64_t patch = 16, width = 384, depth = 12, heads = 6, hidden = 1536;
  std::int64_t size = 224;  // side of the image whose positions are learned
  double dropPath = 0, layerScale = 0, eps = 1e-6;
  bool summaryToken = true;  // a class token; without, the summary is the mean of the tokens
  bool qkvBias = true, checkpointing = false;
};

// Positions start as sines and cosines, are learned, and are interpolated to other sizes than `size`.
class VitEncoder : public TokenEncoder, public DrawsItself {
 public:
  VitEncoder(const NetworkConfig& config, const VitOptions& options);
  Tokens encode(const at::Tensor& x, const at::Tensor& hidden = {}, const at::Tensor& maskToken = {}) override;
  Tokens encodeKept(const at::Tensor& x, const at::Tensor& kept) override;
  std::vector<at::Tensor> features(const at::Tensor& x) override;
  // What stands behind the blocks of these indices (rising, from 0) and, last, the normed output: (N, width, grid)
  // each.
  std::vector<at::Tensor> states(const at::Tensor& x, const std::vector<std::int64_t>& blocks);
  void draw(std::uint64_t seed, const std::string& name) override;

  [[nodiscard]] const std::vector<PyramidLevel>& pyramid() const override { return pyramid_; }
  [[nodiscard]] std::int64_t width() const override { return options_.width; }
  [[nodiscard]] const Sizes& tokenSize() const override { return patch_; }
  [[nodiscard]] const VitOptions& options() const { return options_; }

 private:
  [[nodiscard]] at::Tensor placed(const at::Tensor& tokens, at::IntArrayRef sides) const;
  [[nodiscard]] at::Tensor withSummary(const at::Tensor& tokens) const;
  [[nodiscard]] Tokens parts(const at::Tensor& all) const;
  [[nodiscard]] at::Tensor asGrid(const at::Tensor& tokens, at::IntArrayRef sides) const;
  Tokens through(const at::Tensor& tokens);
  at::Tensor block(std::size_t index, const at::Tensor& x);

  VitOptions options_;
  Sizes patch_, table_;
  std::vector<PyramidLevel> pyramid_;
  at::Tensor summary_, positions_;
  std::shared_ptr<PatchProjection> projection_;
  std::shared_ptr<LayerList<TransformerBlock>> blocks_;
  std::shared_ptr<LayerNorm> norm_;
};

}  // namespace selvox::learn::architectures
