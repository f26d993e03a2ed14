// UNETR (Hatamizadeh et al., WACV 2022), 2D and 3D: a vision transformer of 16-voxel tokens without class token, and a
// convolutional decoder on four of its depths. Layer order and names as in MONAI's form of it.

#include <utility>

#include "core/learn/architectures/checkpointed.h"
#include "core/learn/architectures/network.h"
#include "core/learn/architectures/params.h"
#include "core/learn/architectures/settings.h"
#include "core/learn/architectures/unetr_blocks.h"
#include "core/learn/architectures/vit_encoder.h"

namespace selvox::learn::architectures {
namespace {

constexpr const char* kUnetrPaper = "Hatamizadeh et al., UNETR, WACV 2022";
constexpr std::int64_t kUnetrPatch = 16;  // the decoder doubles four times

class UnetrDecoder : public torch::nn::Module {
 public:
  UnetrDecoder(const NetworkConfig& config, std::int64_t width, std::int64_t features) {
    const auto dim = static_cast<std::size_t>(config.dim);
    image_ = register_module("encoder1", std::make_shared<UnetrBasic>(config.inChannels, features, dim));
    for (std::int64_t i = 0; i < 3; ++i) {  // from the shallowest
      states_.push_back(register_module("encoder" + std::to_string(i + 2),
                                        std::make_shared<UnetrProjection>(width, features << (i + 1), dim, 2 - i)));
    }
    std::int64_t in = width;
    for (std::int64_t i = 3; i >= 0; in = features << i, --i) {
      ups_.push_back(
          register_module("decoder" + std::to_string(i + 2), std::make_shared<UnetrUp>(in, features << i, dim)));
    }
    const Sizes once(dim, 1);
    head_ = register_module("head", std::make_shared<Conv>(ConvOptions{features, config.outChannels, once, once}));
  }

  // `states`: three depths, shallowest first, and the output.
  at::Tensor forward(const at::Tensor& image, const std::vector<at::Tensor>& states) {
    at::Tensor x = states.back();
    for (std::size_t i = 0; i < 3; ++i) x = ups_[i]->forward(x, states_[2 - i]->forward(states[2 - i]));
    return head_->forward(ups_[3]->forward(x, image_->forward(image)));
  }

 private:
  std::shared_ptr<UnetrBasic> image_;
  std::vector<std::shared_ptr<UnetrProjection>> states_;
  std::vector<std::shared_ptr<UnetrUp>> ups_;
  std::shared_ptr<Conv> head_;
};

class UnetrNetwork : public Network {
 public:
  UnetrNetwork(std::shared_ptr<VitEncoder> encoder, const NetworkConfig& config, std::int64_t features)
      : encoder_(register_module("encoder", std::move(encoder))) {
    decoder_ = register_module("decoder", std::make_shared<UnetrDecoder>(config, encoder_->width(), features));
    // A quarter, half and three quarters of the depth, counted as the authors' code does: behind the blocks 3, 6 and 9
    // of 12 where the first is 0.
    const std::int64_t depth = encoder_->options().depth;
    for (std::int64_t quarter = 1; quarter < 4; ++quarter) depths_.push_back(quarter * depth / 4);
  }
  std::vector<at::Tensor> features(const at::Tensor& x) override { return encoder_->features(x); }
  std::vector<at::Tensor> forward(const at::Tensor& x) override {
    return {decoder_->forward(x, encoder_->states(x, depths_))};
  }
  [[nodiscard]] std::vector<std::int64_t> channels() const override { return levelChannels(*encoder_); }
  [[nodiscard]] std::vector<std::int64_t> strides() const override { return totalStrides(*encoder_); }
  [[nodiscard]] bool dense() const override { return true; }

 private:
  std::shared_ptr<VitEncoder> encoder_;
  std::shared_ptr<UnetrDecoder> decoder_;
  std::vector<std::int64_t> depths_;
};

spec::ParamSchema unetrSchema() {
  spec::ParamSchema schema;
  schema.params = {
      rare(wholeParam(
          "size", nullptr, 1, 1024,
          {"voxels",
           "Side of the image whose positions are learned; for others they are interpolated. Auto: 224 in 2D, 96 in "
           "3D.",
           kUnetrPaper})),
      rare(wholeParam(
          "feature_size", 16, 1, 256,
          {"channels",
           "Channels of the decoder at full resolution, doubled at each coarser one. Lower: faster and smaller.",
           kUnetrPaper})),
      rare(wholeParam("dim", 768, 4, 4096,
                      {"channels", "Width of a token. Lower: faster and smaller; a multiple of heads.", kUnetrPaper})),
      rare(wholeParam("depth", 12, 4, 64,
                      {"blocks", "Transformer blocks. Fewer: faster, less abstract features.", kUnetrPaper})),
      rare(wholeParam("heads", 12, 1, 64, {"", "Attention heads in each block; they share the width.", kUnetrPaper})),
      rare(wholeParam("mlp", 4, 1, 8,
                      {"", "Width of the hidden layer in each block, as a multiple of the token's.", kUnetrPaper})),
      dropPathParam(0),
      checkpointingParam()};
  return schema;
}

std::shared_ptr<Network> buildUnetr(const NetworkConfig& config) {
  const auto whole = [&](const char* name, std::int64_t usual) {
    return base::valueOr<std::int64_t>(config.settings, name, usual);
  };
  VitOptions o;
  o.patch = kUnetrPatch;
  o.width = whole("dim", 768);
  o.depth = whole("depth", 12);
  o.heads = whole("heads", 12);
  o.hidden = whole("mlp", 4) * o.width;
  o.size = intOrAuto(config.settings, "size").value_or(config.dim == 2 ? 224 : 96);
  o.dropPath = base::valueOr(config.settings, "drop_path", 0.0);
  o.eps = 1e-5;
  o.summaryToken = o.qkvBias = false;
  o.checkpointing = base::valueOr(config.settings, "checkpointing", false);
  return std::make_shared<UnetrNetwork>(std::make_shared<VitEncoder>(config, o), config, whole("feature_size", 16));
}

std::int64_t unetrMultiple(const base::Json& /*settings*/) {
  return kUnetrPatch;
}

}  // namespace

ArchitectureInfo unetrArchitecture() {
  ArchitectureInfo info{"unetr",
                        {2, 3},
                        "Base vision transformer with a convolutional decoder on four of its depths; wants a GPU",
                        "Hatamizadeh et al., UNETR, WACV 2022",
                        unetrSchema(),
                        &buildUnetr};
  info.sideMultiple = &unetrMultiple;
  info.tokens = true;
  return info;
}

}  // namespace selvox::learn::architectures
