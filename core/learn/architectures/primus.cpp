// Primus (Wald et al., 2025), 3D: a transformer of 8-voxel tokens with learned and rotary positions, gated MLPs and
// layer scale, and a light decoder of transposed convolutions. Layer order and names of blocks as in
// dynamic-network-architectures; without register tokens.

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include <ATen/ops/full.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/silu.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros.h>

#include "core/learn/architectures/checkpointed.h"
#include "core/learn/architectures/network.h"
#include "core/learn/architectures/params.h"
#include "core/learn/architectures/rotary.h"
#include "core/learn/architectures/settings.h"
#include "core/learn/architectures/token_encoder.h"
#include "core/learn/architectures/transformer.h"
#include "core/learn/compat/attention.h"

namespace selvox::learn::architectures {
namespace {

constexpr const char* kPrimusPaper = "Wald et al., Primus, arXiv 2503.01835, 2025";
constexpr double kPrimusEps = 1e-5;

struct PrimusOptions {
  std::int64_t width = 396, depth = 12, heads = 6, patch = 8, size = 96;
  double dropPath = 0, layerScale = 0.1;
  bool checkpointing = false;
};

// Drawn from N(0, 0.02^2), behind branches divided by sqrt(2 layer): the deeper, the quieter.
class PrimusLinear : public Projection {
 public:
  PrimusLinear(std::int64_t in, std::int64_t out, bool bias, std::int64_t layer = 0)
      : Projection(in, out, bias), deviation_(layer > 0 ? 0.02 / std::sqrt(2.0 * static_cast<double>(layer)) : 0.02) {}
  void draw(std::uint64_t seed, const std::string& name) override {
    for (auto& item : named_parameters(false))
      if (item.key() == "weight") fillNormal(item.value(), deviation_, seed, name + ".weight");
  }

 private:
  double deviation_;
};

// x + gamma_1 attention(norm(x)), then x + gamma_2 mlp(norm(x)); both branches norm once more before they project back.
class PrimusBlock : public torch::nn::Module {
 public:
  PrimusBlock(const PrimusOptions& o, std::int64_t layer, double rate)  // layer from 1
      : heads_(o.heads), dropPath_(rate) {
    const auto linear = [](torch::nn::Module& parent, const char* name, std::int64_t in, std::int64_t out,
                           bool bias = true, std::int64_t depth = 0) {
      return parent.register_module(name, std::make_shared<PrimusLinear>(in, out, bias, depth));
    };
    const std::int64_t w = o.width, hidden = w * 8 / 3;
    norm1_ = register_module("norm1", std::make_shared<LayerNorm>(w, kPrimusEps));
    auto attention = register_module("attn", std::make_shared<torch::nn::Module>("Attention"));
    query_ = linear(*attention, "q_proj", w, w);
    key_ = linear(*attention, "k_proj", w, w, false);
    value_ = linear(*attention, "v_proj", w, w);
    inner_ = attention->register_module("norm", std::make_shared<LayerNorm>(w, kPrimusEps));
    proj_ = linear(*attention, "proj", w, w, true, layer);
    norm2_ = register_module("norm2", std::make_shared<LayerNorm>(w, kPrimusEps));
    auto mlp = register_module("mlp", std::make_shared<torch::nn::Module>("GatedMlp"));
    gate_ = linear(*mlp, "fc1_g", w, hidden);
    up_ = linear(*mlp, "fc1_x", w, hidden);
    hiddenNorm_ = mlp->register_module("norm", std::make_shared<LayerNorm>(hidden, kPrimusEps));
    down_ = linear(*mlp, "fc2", hidden, w, true, layer);
    if (o.layerScale <= 0) return;
    gamma1_ = register_parameter("gamma_1", at::full({w}, o.layerScale));
    gamma2_ = register_parameter("gamma_2", at::full({w}, o.layerScale));
  }

  // x (N, tokens, width); angles (tokens, width / (2 heads)), or (N, 1, tokens, …) where samples keep other tokens.
  at::Tensor forward(const at::Tensor& x, const at::Tensor& angles) {
    at::Tensor mixed = attend(norm1_->forward(x), angles);
    if (gamma1_.defined()) mixed = mixed * gamma1_;
    const at::Tensor y = x + dropPath(mixed, dropPath_, is_training()), z = norm2_->forward(y);
    at::Tensor own = down_->forward(hiddenNorm_->forward(at::silu(gate_->forward(z)) * up_->forward(z)));
    if (gamma2_.defined()) own = own * gamma2_;
    return y + dropPath(own, dropPath_, is_training());
  }

 private:
  at::Tensor attend(const at::Tensor& x, const at::Tensor& angles) {
    const std::int64_t n = x.size(0), tokens = x.size(1), width = x.size(2);
    const auto split = [&](const at::Tensor& t) { return t.view({n, tokens, heads_, width / heads_}).transpose(1, 2); };
    const at::Tensor query = rotated(split(query_->forward(x)), angles);
    const at::Tensor key = rotated(split(key_->forward(x)), angles);
    const at::Tensor mixed = compat::attention(query, key, split(value_->forward(x)));
    return proj_->forward(inner_->forward(mixed.transpose(1, 2).reshape({n, tokens, width})));
  }

  std::int64_t heads_;
  double dropPath_;
  at::Tensor gamma1_, gamma2_;
  std::shared_ptr<LayerNorm> norm1_, norm2_, inner_, hiddenNorm_;
  std::shared_ptr<PrimusLinear> query_, key_, value_, proj_, gate_, up_, down_;
};

class PrimusEncoder : public TokenEncoder, public DrawsItself {
 public:
  PrimusEncoder(const NetworkConfig& config, const PrimusOptions& o)
      : options_(o), patch_(uniformSizes(config.dim, o.patch)), pyramid_{{o.width, patch_}} {
    if (o.heads < 1 || o.width % (o.heads * 6) != 0) {
      throw std::invalid_argument("a width of " + std::to_string(o.width) + " gives none of its " +
                                  std::to_string(o.heads) +
                                  " heads a multiple of 6 channels, as rotary positions "
                                  "need; change `dim` or `heads`");
    }
    table_ = grid(uniformSizes(config.dim, o.size));
    std::int64_t tokens = 1;
    for (const std::int64_t side : table_) tokens *= side;
    positions_ = register_parameter("pos_embed", at::zeros({1, tokens, o.width}));
    auto embedding = register_module("patch_embed", std::make_shared<torch::nn::Module>("PatchEmbedding"));
    projection_ =
        embedding->register_module("proj", std::make_shared<PatchProjection>(config.inChannels, o.width, patch_));
    blocks_ = register_module("blocks", std::make_shared<LayerList<PrimusBlock>>());
    for (std::int64_t i = 0; i < o.depth; ++i) {
      const double share = o.depth > 1 ? static_cast<double>(i) / static_cast<double>(o.depth - 1) : 0;
      blocks_->add(std::make_shared<PrimusBlock>(o, i + 1, o.dropPath * share));
    }
    norm_ = register_module("norm", std::make_shared<LayerNorm>(o.width, kPrimusEps));
  }

  Tokens encode(const at::Tensor& x, const at::Tensor& hidden = {}, const at::Tensor& maskToken = {}) override {
    at::Tensor tokens = projection_->forward(x);
    if (hidden.defined()) {
      tokens = at::where(hidden.gt(0.5).unsqueeze(-1), maskToken.to(tokens.scalar_type()).expand_as(tokens), tokens);
    }
    return through(tokens + positions(x), angles(x));
  }

  Tokens encodeKept(const at::Tensor& x, const at::Tensor& kept) override {
    const at::Tensor all = projection_->forward(x) + positions(x), turns = angles(x);
    const at::Tensor chosen = turns.index_select(0, kept.flatten()).view({kept.size(0), 1, kept.size(1), -1});
    return through(all.gather(1, kept.unsqueeze(-1).expand({-1, -1, options_.width})), chosen);
  }

  std::vector<at::Tensor> features(const at::Tensor& x) override {
    std::vector<std::int64_t> shape{x.size(0), options_.width};
    const Sizes sides = grid(x.sizes().slice(2));
    shape.insert(shape.end(), sides.begin(), sides.end());
    return {encode(x).patches.transpose(1, 2).reshape(shape)};
  }

  void draw(std::uint64_t seed, const std::string& name) override {
    fillNormal(positions_, 0.02, seed, name + ".pos_embed");
  }

  [[nodiscard]] const std::vector<PyramidLevel>& pyramid() const override { return pyramid_; }
  [[nodiscard]] std::int64_t width() const override { return options_.width; }
  [[nodiscard]] const Sizes& tokenSize() const override { return patch_; }

 private:
  at::Tensor positions(const at::Tensor& x) const {
    return resamplePositions(positions_, table_, grid(x.sizes().slice(2)));
  }
  at::Tensor angles(const at::Tensor& x) const {
    return rotaryAngles(grid(x.sizes().slice(2)), table_, options_.width / options_.heads).to(x.device());
  }
  Tokens through(at::Tensor x, const at::Tensor& angles) {
    const bool twice = options_.checkpointing && is_training();
    for (std::size_t i = 0; i < blocks_->size(); ++i) x = architectures::through((*blocks_)[i], twice, x, angles);
    x = norm_->forward(x);
    return {x.mean(1), x};
  }

  PrimusOptions options_;
  Sizes patch_, table_;
  std::vector<PyramidLevel> pyramid_;
  at::Tensor positions_;
  std::shared_ptr<PatchProjection> projection_;
  std::shared_ptr<LayerList<PrimusBlock>> blocks_;
  std::shared_ptr<LayerNorm> norm_;
};

// Channels behind each doubling: the same factor each time from the width to twice the outputs, in eights, then the
// outputs themselves.
std::vector<std::int64_t> decodeWidths(std::int64_t width, std::int64_t outputs, std::int64_t stages) {
  const double factor =
      std::pow(static_cast<double>(width) / static_cast<double>(2 * outputs), 1.0 / static_cast<double>(stages));
  std::vector<std::int64_t> widths;
  for (std::int64_t i = 1; i < stages; ++i) {
    const double wanted = static_cast<double>(width) / std::pow(factor, static_cast<double>(i));
    widths.push_back(std::max<std::int64_t>(8, 8 * std::llround((wanted + 1e-6) / 8)));
  }
  widths.push_back(outputs);
  return widths;
}

// Doublings by transposed convolutions, norm over the channels and GELU between them.
class PrimusDecoder : public torch::nn::Module {
 public:
  PrimusDecoder(const NetworkConfig& config, std::int64_t width, std::int64_t patch) {
    std::int64_t stages = 0;
    while ((std::int64_t{1} << stages) < patch) ++stages;
    if (stages == 0 || (std::int64_t{1} << stages) != patch)
      throw std::invalid_argument("`patch` must be a power of two, as the decoder doubles up to it");
    const Sizes two = uniformSizes(config.dim, 2);
    auto list = register_module("decode", std::make_shared<torch::nn::Module>("Doublings"));
    std::int64_t in = width;
    for (const std::int64_t out : decodeWidths(width, config.outChannels, stages)) {
      const auto up = std::make_shared<Conv>(ConvOptions{in, out, two, two, true, true});
      ups_.push_back(up);
      if (static_cast<std::int64_t>(ups_.size()) == stages) break;
      auto stage = list->register_module(std::to_string(ups_.size() - 1), std::make_shared<torch::nn::Module>("Stage"));
      stage->register_module("0", up);
      norms_.push_back(
          stage->register_module("1", std::make_shared<Norm>(NormKind::Layer, out, NormOptions{.eps = 1e-6})));
      in = out;
    }
    register_module("head", ups_.back());
  }

  at::Tensor forward(at::Tensor x) {
    for (std::size_t i = 0; i < norms_.size(); ++i)
      x = at::gelu(norms_[i]->forward(ups_[i]->forward(x).movedim(1, -1)).movedim(-1, 1));
    return ups_.back()->forward(x);
  }

 private:
  std::vector<std::shared_ptr<Conv>> ups_;
  std::vector<std::shared_ptr<Norm>> norms_;
};

class PrimusNetwork : public Network {
 public:
  PrimusNetwork(const NetworkConfig& config, const PrimusOptions& options) {
    encoder_ = register_module("encoder", std::make_shared<PrimusEncoder>(config, options));
    decoder_ = register_module("decoder", std::make_shared<PrimusDecoder>(config, options.width, options.patch));
  }
  std::vector<at::Tensor> features(const at::Tensor& x) override { return encoder_->features(x); }
  std::vector<at::Tensor> forward(const at::Tensor& x) override {
    return {cropLike(decoder_->forward(features(x).front()), x)};
  }
  [[nodiscard]] std::vector<std::int64_t> channels() const override { return levelChannels(*encoder_); }
  [[nodiscard]] std::vector<std::int64_t> strides() const override { return totalStrides(*encoder_); }
  [[nodiscard]] bool dense() const override { return true; }

 private:
  std::shared_ptr<PrimusEncoder> encoder_;
  std::shared_ptr<PrimusDecoder> decoder_;
};

spec::ParamSchema primusSchema(std::int64_t width, std::int64_t depth, std::int64_t heads) {
  spec::ParamSchema schema;
  schema.params = {
      rare(wholeParam(
          "patch", 8, 2, 32,
          {"voxels",
           "Side of the block that becomes one token, a power of two. 16 is much faster and loses small structures.",
           kPrimusPaper})),
      rare(wholeParam(
          "dim", width, 6, 4096,
          {"channels", "Width of a token. Lower: faster and smaller; six times a multiple of heads.", kPrimusPaper})),
      rare(wholeParam("depth", depth, 1, 64,
                      {"blocks", "Transformer blocks. Fewer: faster, less abstract features.", kPrimusPaper})),
      rare(wholeParam("heads", heads, 1, 64,
                      {"", "Attention heads in each block; they share the width.", kPrimusPaper})),
      rare(wholeParam("size", 96, 1, 1024,
                      {"voxels", "Side of the image whose positions are learned; for others they are interpolated.",
                       kPrimusPaper})),
      dropPathParam(0),
      layerScaleParam(0.1),
      checkpointingParam()};
  schema.params.front().advanced = false;
  return schema;
}

std::shared_ptr<Network> buildPrimus(const NetworkConfig& config) {
  PrimusOptions o;
  const auto read = [&](const char* name, auto& value) { value = base::valueOr(config.settings, name, value); };
  read("patch", o.patch), read("dim", o.width), read("depth", o.depth), read("heads", o.heads), read("size", o.size);
  read("drop_path", o.dropPath), read("layer_scale", o.layerScale), read("checkpointing", o.checkpointing);
  return std::make_shared<PrimusNetwork>(config, o);
}

std::int64_t primusMultiple(const base::Json& settings) {
  return base::valueOr<std::int64_t>(settings, "patch", 8);
}

ArchitectureInfo primus(const char* id, const char* summary, spec::ParamSchema schema) {
  ArchitectureInfo info{id, {3}, summary, "Wald et al., Primus, 2025", std::move(schema), &buildPrimus};
  info.sideMultiple = &primusMultiple;
  info.tokens = true;
  return info;
}

}  // namespace

ArchitectureInfo primusSmallArchitecture() {
  return primus(
      "primus-s",
      "Small transformer for volumes that segments with the lightest of decoders: good with masked pretraining",
      primusSchema(396, 12, 6));
}
ArchitectureInfo primusBaseArchitecture() {
  return primus("primus-b", "Base size of Primus, four times the small one; wants a GPU", primusSchema(792, 12, 12));
}
ArchitectureInfo primusMediumArchitecture() {
  return primus("primus-m", "Medium size of Primus, the authors' choice; wants a large GPU", primusSchema(864, 16, 12));
}
ArchitectureInfo primusLargeArchitecture() {
  return primus("primus-l", "Largest Primus; wants a large GPU and a large collection", primusSchema(1056, 24, 16));
}

}  // namespace selvox::learn::architectures
