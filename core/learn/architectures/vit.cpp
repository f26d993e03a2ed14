#include "core/learn/architectures/vit.h"

#include <cmath>
#include <utility>

#include <ATen/ops/cat.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/conv3d.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros.h>

#include "core/learn/architectures/params.h"
#include "core/learn/architectures/settings.h"
#include "core/learn/architectures/token_encoder.h"
#include "core/learn/architectures/transformer.h"

namespace selvox::learn::architectures {
namespace {

// A convolution whose kernel is its stride, drawn as the linear layer it is.
class PatchProjection : public torch::nn::Module, public DrawsItself {
 public:
  PatchProjection(std::int64_t in, std::int64_t out, Sizes patch) : patch_(std::move(patch)) {
    Sizes shape{out, in};
    shape.insert(shape.end(), patch_.begin(), patch_.end());
    weight_ = register_parameter("weight", at::empty(shape));
    bias_ = register_parameter("bias", at::zeros({out}));
  }
  // (N, C, [D,] H, W) -> (N, tokens, width)
  at::Tensor forward(const at::Tensor& x) {
    std::vector<std::int64_t> missing;  // of the last axis first, as padding is written
    for (std::int64_t axis = x.dim() - 1; axis >= 2; --axis) {
      const std::int64_t side = patch_[static_cast<std::size_t>(axis - 2)];
      missing.insert(missing.end(), {0, (side - x.size(axis) % side) % side});
    }
    const at::Tensor filled = at::constant_pad_nd(x, missing, 0);
    const at::IntArrayRef stride(patch_);
    const at::Tensor grid =
        patch_.size() == 3 ? at::conv3d(filled, weight_, bias_, stride) : at::conv2d(filled, weight_, bias_, stride);
    return grid.flatten(2).transpose(1, 2);
  }
  void draw(std::uint64_t seed, const std::string& name) override {
    const auto fans = static_cast<double>(weight_.size(0) + weight_.numel() / weight_.size(0));
    fillUniform(weight_, std::sqrt(6.0 / fans), seed, name + ".weight");
  }

 private:
  Sizes patch_;
  at::Tensor weight_, bias_;
};

struct VitOptions {
  std::int64_t patch = 16, width = 384, depth = 12, heads = 6, hidden = 1536, size = 224;
  double dropPath = 0, layerScale = 0;
};

class VitEncoder : public TokenEncoder, public DrawsItself {
 public:
  VitEncoder(const NetworkConfig& config, const VitOptions& o)
      : width_(o.width), patch_(uniformSizes(config.dim, o.patch)), pyramid_{{o.width, patch_}} {
    table_ = grid(uniformSizes(config.dim, o.size));
    std::int64_t tokens = 1;
    for (const std::int64_t side : table_) tokens *= side;
    summary_ = register_parameter("cls_token", at::zeros({1, 1, o.width}));
    positions_ = register_parameter("pos_embed", at::zeros({1, 1 + tokens, o.width}));
    auto embedding = register_module("patch_embed", std::make_shared<torch::nn::Module>("PatchEmbedding"));
    projection_ =
        embedding->register_module("proj", std::make_shared<PatchProjection>(config.inChannels, o.width, patch_));
    blocks_ = register_module("blocks", std::make_shared<LayerList<TransformerBlock>>());
    for (std::int64_t i = 0; i < o.depth; ++i) {
      blocks_->add(std::make_shared<TransformerBlock>(
          BlockOptions{o.width, o.heads, o.hidden, 1e-6, true, o.dropPath, o.layerScale}));
    }
    norm_ = register_module("norm", std::make_shared<LayerNorm>(o.width, 1e-6));
  }

  Tokens encode(const at::Tensor& x, const at::Tensor& hidden, const at::Tensor& maskToken) override {
    at::Tensor tokens = projection_->forward(x);
    if (hidden.defined()) {
      tokens = at::where(hidden.gt(0.5).unsqueeze(-1), maskToken.to(tokens.scalar_type()).expand_as(tokens), tokens);
    }
    return through(tokens + positions(x).narrow(1, 1, tokens.size(1)));
  }

  Tokens encodeKept(const at::Tensor& x, const at::Tensor& kept) override {
    const at::Tensor all = projection_->forward(x);
    const at::Tensor placed = all + positions(x).narrow(1, 1, all.size(1));
    return through(placed.gather(1, kept.unsqueeze(-1).expand({-1, -1, width_})));
  }

  std::vector<at::Tensor> features(const at::Tensor& x) override {
    std::vector<std::int64_t> shape{x.size(0), width_};
    const Sizes sides = grid(x.sizes().slice(2));
    shape.insert(shape.end(), sides.begin(), sides.end());
    return {encode(x, {}, {}).patches.transpose(1, 2).reshape(shape)};
  }

  void draw(std::uint64_t seed, const std::string& name) override {
    fillNormal(summary_, 0.02, seed, name + ".cls_token");
    positions_.zero_();
    positions_[0].narrow(0, 1, positions_.size(1) - 1).copy_(sinePositions(table_, width_));
  }

  [[nodiscard]] const std::vector<PyramidLevel>& pyramid() const override { return pyramid_; }
  [[nodiscard]] std::int64_t width() const override { return width_; }
  [[nodiscard]] const Sizes& tokenSize() const override { return patch_; }

 private:
  at::Tensor positions(const at::Tensor& x) const {
    const at::Tensor grids = positions_.narrow(1, 1, positions_.size(1) - 1);
    return at::cat({positions_.narrow(1, 0, 1), resamplePositions(grids, table_, grid(x.sizes().slice(2)))}, 1);
  }

  Tokens through(const at::Tensor& tokens) {
    const at::Tensor first = (summary_ + positions_.narrow(1, 0, 1)).expand({tokens.size(0), 1, width_});
    at::Tensor x = at::cat({first.to(tokens.scalar_type()), tokens}, 1);
    for (std::size_t i = 0; i < blocks_->size(); ++i) x = (*blocks_)[i].forward(x);
    x = norm_->forward(x);
    return {x.select(1, 0), x.narrow(1, 1, x.size(1) - 1)};
  }

  std::int64_t width_;
  Sizes patch_, table_;
  std::vector<PyramidLevel> pyramid_;
  at::Tensor summary_, positions_;
  std::shared_ptr<PatchProjection> projection_;
  std::shared_ptr<LayerList<TransformerBlock>> blocks_;
  std::shared_ptr<LayerNorm> norm_;
};

// A linear layer on the class token: forward gives {(N, K)}.
class VitNetwork : public Network {
 public:
  VitNetwork(std::shared_ptr<VitEncoder> encoder, std::int64_t classes)
      : encoder_(register_module("encoder", std::move(encoder))) {
    auto decoder = register_module("decoder", std::make_shared<torch::nn::Module>("Head"));
    head_ = decoder->register_module("fc", std::make_shared<Linear>(encoder_->width(), classes));
  }
  std::vector<at::Tensor> features(const at::Tensor& x) override { return encoder_->features(x); }
  std::vector<at::Tensor> forward(const at::Tensor& x) override {
    return {head_->forward(encoder_->encode(x, {}, {}).summary)};
  }
  [[nodiscard]] std::vector<std::int64_t> channels() const override { return levelChannels(*encoder_); }
  [[nodiscard]] std::vector<std::int64_t> strides() const override { return totalStrides(*encoder_); }
  [[nodiscard]] bool dense() const override { return false; }

 private:
  std::shared_ptr<VitEncoder> encoder_;
  std::shared_ptr<Linear> head_;
};

spec::Param row(const char* name, base::Json value, double low, double high, const char* unit, const char* help) {
  spec::Param p;
  p.name = name;
  p.type = spec::ParamType::Int;
  p.defaultValue = std::move(value);
  p.minimum = low;
  p.maximum = high;
  p.unit = unit;
  p.help = help;
  p.citation = "Dosovitskiy et al., An image is worth 16x16 words, ICLR 2021";
  p.advanced = true;
  return p;
}

spec::Param share(const char* name, double high, const char* citation, const char* help) {
  spec::Param p = row(name, 0.0, 0, high, "", help);
  p.type = spec::ParamType::Float;
  p.citation = citation;
  return p;
}

spec::ParamSchema schema(std::int64_t width, std::int64_t heads) {
  spec::ParamSchema schema;
  spec::Param patch = row("patch", 16, 1, 64, "voxels",
                          "Side of the block that becomes one token. 8 keeps more detail, at 4 (2D) or 8 (3D) times as "
                          "many tokens: the choice for patches of 64 voxels and below.");
  patch.advanced = false;
  schema.params = {
      patch,
      row("dim", width, 4, 4096, "channels", "Width of a token. Lower: faster and smaller; a multiple of heads."),
      row("depth", 12, 1, 64, "blocks", "Transformer blocks. Fewer: faster, less abstract features."),
      row("heads", heads, 1, 64, "", "Attention heads in each block; they share the width."),
      row("mlp", 4, 1, 8, "", "Width of the hidden layer in each block, as a multiple of the token's."),
      row("size", nullptr, 1, 1024, "voxels",
          "Side of the image whose positions are learned; for others they are interpolated. Auto: 224 in 2D, 96 in "
          "3D."),
      share("drop_path", 0.9, "Huang et al., Deep networks with stochastic depth, ECCV 2016",
            "Share of the samples that skip a block's work at each training step. Higher regularises deep networks in "
            "long runs (DINOv2: 0.3, fine-tuning of MAE: 0.1) and slows short ones."),
      share("layer_scale", 1, "Touvron et al., Going deeper with image transformers, ICCV 2021",
            "What each block's work is multiplied by at first, learned from there. Small values steady large networks "
            "(DINOv2: 0.00001) and need long runs. 0: no such factors."),
      decoderParams().front()};
  return schema;
}

std::shared_ptr<Network> buildVit(const NetworkConfig& config) {
  const auto whole = [&](const char* name, std::int64_t usual) {
    return base::valueOr<std::int64_t>(config.settings, name, usual);
  };
  VitOptions o;
  o.patch = whole("patch", o.patch);
  o.width = whole("dim", o.width);
  o.depth = whole("depth", o.depth);
  o.heads = whole("heads", o.heads);
  o.hidden = whole("mlp", 4) * o.width;
  o.dropPath = base::valueOr(config.settings, "drop_path", o.dropPath);
  o.layerScale = base::valueOr(config.settings, "layer_scale", o.layerScale);
  o.size = intOrAuto(config.settings, "size").value_or(config.dim == 2 ? 224 : 96);
  return std::make_shared<VitNetwork>(std::make_shared<VitEncoder>(config, o), config.outChannels);
}

}  // namespace

ArchitectureInfo vitSmallArchitecture() {
  return {"vit-s",
          {2, 3},
          "Small vision transformer: for methods on tokens (DINO, DINOv2, MAE, SimMIM) and larger collections",
          "Dosovitskiy et al., ICLR 2021; Steiner et al., TMLR 2022",
          schema(384, 6),
          &buildVit};
}

ArchitectureInfo vitBaseArchitecture() {
  return {"vit-b",
          {2, 3},
          "Base vision transformer, four times the small one; wants a GPU",
          "Dosovitskiy et al., ICLR 2021",
          schema(768, 12),
          &buildVit};
}

bool isVit(std::string_view id) {
  const auto info = find(id);
  return info.has_value() && (*info)->build == &buildVit;
}

}  // namespace selvox::learn::architectures
