// Vision transformers (Dosovitskiy et al., ICLR 2021; Steiner et al., TMLR 2022) in 2D and 3D: class token, learned
// positions that start as sines and cosines and are interpolated to other sizes, layer norm eps 1e-6, exact GELU.

#include <utility>

#include "core/learn/architectures/checkpointed.h"
#include "core/learn/architectures/network.h"
#include "core/learn/architectures/params.h"
#include "core/learn/architectures/settings.h"
#include "core/learn/architectures/vit_encoder.h"

namespace selvox::learn::architectures {
namespace {

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
    return {head_->forward(encoder_->encode(x).summary)};
  }
  [[nodiscard]] std::vector<std::int64_t> channels() const override { return levelChannels(*encoder_); }
  [[nodiscard]] std::vector<std::int64_t> strides() const override { return totalStrides(*encoder_); }
  [[nodiscard]] bool dense() const override { return false; }

 private:
  std::shared_ptr<VitEncoder> encoder_;
  std::shared_ptr<Linear> head_;
};

constexpr const char* kVitPaper = "Dosovitskiy et al., An image is worth 16x16 words, ICLR 2021";

spec::ParamSchema schema(std::int64_t width, std::int64_t heads) {
  spec::ParamSchema schema;
  spec::Param patch =
      rare(wholeParam("patch", 16, 1, 64,
                      {"voxels",
                       "Side of the block that becomes one token. 8 keeps more detail, at 4 (2D) or 8 (3D) times as "
                       "many tokens: the choice for patches of 64 voxels and below.",
                       kVitPaper}));
  patch.advanced = false;
  schema.params = {
      patch,
      rare(wholeParam("dim", width, 4, 4096,
                      {"channels", "Width of a token. Lower: faster and smaller; a multiple of heads.", kVitPaper})),
      rare(wholeParam("depth", 12, 1, 64,
                      {"blocks", "Transformer blocks. Fewer: faster, less abstract features.", kVitPaper})),
      rare(wholeParam("heads", heads, 1, 64, {"", "Attention heads in each block; they share the width.", kVitPaper})),
      rare(wholeParam("mlp", 4, 1, 8,
                      {"", "Width of the hidden layer in each block, as a multiple of the token's.", kVitPaper})),
      rare(wholeParam(
          "size", nullptr, 1, 1024,
          {"voxels",
           "Side of the image whose positions are learned; for others they are interpolated. Auto: 224 in 2D, 96 in "
           "3D.",
           kVitPaper})),
      dropPathParam(0),
      layerScaleParam(0),
      checkpointingParam(),
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
  o.checkpointing = base::valueOr(config.settings, "checkpointing", false);
  o.size = intOrAuto(config.settings, "size").value_or(config.dim == 2 ? 224 : 96);
  return std::make_shared<VitNetwork>(std::make_shared<VitEncoder>(config, o), config.outChannels);
}

std::int64_t sideOfToken(const base::Json& settings) {
  return base::valueOr<std::int64_t>(settings, "patch", 16);
}

}  // namespace

ArchitectureInfo vitSmallArchitecture() {
  ArchitectureInfo info{
      "vit-s",
      {2, 3},
      "Small vision transformer: for methods on tokens (DINO, DINOv2, MAE, SimMIM) and larger collections",
      "Dosovitskiy et al., ICLR 2021; Steiner et al., TMLR 2022",
      schema(384, 6),
      &buildVit};
  info.sideMultiple = &sideOfToken;
  info.tokens = true;
  return info;
}

ArchitectureInfo vitBaseArchitecture() {
  ArchitectureInfo info = vitSmallArchitecture();
  info.id = "vit-b";
  info.summary = "Base vision transformer, four times the small one; wants a GPU";
  info.paper = "Dosovitskiy et al., ICLR 2021";
  info.schema = schema(768, 12);
  return info;
}

}  // namespace selvox::learn::architectures
