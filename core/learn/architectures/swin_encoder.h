#pragma once
// The encoder of Swin Transformer (Liu et al., ICCV 2021) in 2D and 3D, as Swin UNETR and Swin-Unet take it. Names as
// in Swin: patch_embed.proj, patch_embed.norm, layers.S.blocks.B, layers.S.downsample, norm.

#include "core/learn/architectures/encoder.h"
#include "core/learn/architectures/windows.h"

namespace selvox::learn::architectures {

struct SwinOptions {
  std::int64_t patch = 2, width = 48, window = 7;
  std::vector<std::int64_t> depths{2, 2, 2, 2}, heads{3, 6, 12, 24};  // per stage; each stage doubles the width
  double dropPath = 0;                                                // of the last block; rises from 0 with depth
  bool checkpointing = false;
  // Swin-Unet: layer norms with weights behind the patches and at the end, no merging behind the last stage. Swin
  // UNETR: each level is normed without weights, and the last stage merges as well.
  bool weightedNorms = false;
  bool published = false;  // MONAI's merging and order of biases
};

// Levels: the patches, then what each stage hands on; of Swin-Unet the last is the normed end of the last stage.
class SwinEncoder : public Encoder {
 public:
  SwinEncoder(const NetworkConfig& config, const SwinOptions& options);  // throws where settings do not fit
  std::vector<at::Tensor> features(const at::Tensor& x) override;
  [[nodiscard]] const std::vector<PyramidLevel>& pyramid() const override { return pyramid_; }
  [[nodiscard]] const SwinOptions& options() const { return options_; }

 private:
  using Blocks = LayerList<WindowBlock>;
  [[nodiscard]] at::Tensor shown(const at::Tensor& level) const;

  SwinOptions options_;
  Sizes patch_;
  std::vector<PyramidLevel> pyramid_;
  std::shared_ptr<PatchProjection> projection_;
  std::shared_ptr<LayerNorm> patchNorm_, norm_;
  std::vector<std::shared_ptr<Blocks>> blocks_;
  std::vector<std::shared_ptr<PatchMerging>> merges_;  // null where a stage does not merge
};

// The blocks of one stage: every second one shifted.
[[nodiscard]] std::shared_ptr<LayerList<WindowBlock>> swinBlocks(const SwinOptions& options, std::size_t stage,
                                                                 int dim);

// Rows that both networks have: window, depths, heads.
[[nodiscard]] std::vector<spec::Param> swinRows();
// The settings of those rows, drop_path and checkpointing.
void readSwin(const base::Json& settings, SwinOptions& options);
// Side of the input of which no stage is filled up.
[[nodiscard]] std::int64_t swinMultiple(const base::Json& settings);

}  // namespace selvox::learn::architectures
