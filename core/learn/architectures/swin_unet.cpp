// Swin-Unet (Cao et al., ECCV workshops 2022), 2D: a U-Net of shifted-window attention alone. Layer order and names as
// in the authors' code; sizes that windows do not divide are filled up inside and cut.

#include <utility>

#include <ATen/ops/cat.h>

#include "core/learn/architectures/checkpointed.h"
#include "core/learn/architectures/network.h"
#include "core/learn/architectures/params.h"
#include "core/learn/architectures/swin_encoder.h"

namespace selvox::learn::architectures {
namespace {

constexpr const char* kSwinUnetPaper = "Cao et al., Swin-Unet, ECCV workshops 2022";
constexpr std::int64_t kSwinUnetPatch = 4;

// (N, H, W, C) -> (N, factor H, factor W, out): each position's channels, multiplied, become a square of positions.
class PatchExpanding : public torch::nn::Module {
 public:
  PatchExpanding(std::int64_t in, std::int64_t out, std::int64_t factor) : factor_(factor) {
    expand_ = register_module("expand", std::make_shared<Projection>(in, factor * factor * out, false));
    norm_ = register_module("norm", std::make_shared<Norm>(NormKind::Layer, out));
  }
  at::Tensor forward(const at::Tensor& x) {
    const std::int64_t n = x.size(0), h = x.size(1), w = x.size(2), f = factor_;
    const at::Tensor squares = expand_->forward(x).view({n, h, w, f, f, -1}).permute({0, 1, 3, 2, 4, 5});
    return norm_->forward(squares.reshape({n, h * f, w * f, -1}));
  }

 private:
  std::int64_t factor_;
  std::shared_ptr<Projection> expand_;
  std::shared_ptr<Norm> norm_;
};

class SwinUnetDecoder : public torch::nn::Module {
 public:
  SwinUnetDecoder(const NetworkConfig& config, const SwinOptions& o) {
    auto layers = register_module("layers_up", std::make_shared<torch::nn::Module>("Stages"));
    auto concat = register_module("concat_back_dim", std::make_shared<torch::nn::Module>("Fusions"));
    const std::size_t stages = o.depths.size();
    for (std::size_t i = 0; i < stages; ++i) {
      const std::size_t level = stages - 1 - i;
      const std::int64_t width = o.width << level;
      const std::string name = std::to_string(i);
      if (i == 0) {
        expands_.push_back(layers->register_module(name, std::make_shared<PatchExpanding>(width, width / 2, 2)));
        continue;
      }
      fusions_.push_back(concat->register_module(name, std::make_shared<Projection>(2 * width, width)));
      auto stage = layers->register_module(name, std::make_shared<torch::nn::Module>("Stage"));
      blocks_.push_back(stage->register_module("blocks", swinBlocks(o, level, config.dim)));
      if (level > 0)
        expands_.push_back(stage->register_module("upsample", std::make_shared<PatchExpanding>(width, width / 2, 2)));
    }
    norm_ = register_module("norm_up", std::make_shared<Norm>(NormKind::Layer, o.width));
    up_ = register_module("up", std::make_shared<PatchExpanding>(o.width, o.width, o.patch));
    head_ = register_module("head",
                            std::make_shared<Conv>(ConvOptions{o.width, config.outChannels, {1, 1}, {1, 1}, false}));
  }

  at::Tensor forward(const at::Tensor& image, const std::vector<at::Tensor>& levels) {
    at::Tensor x = expands_[0]->forward(channelsLast(levels.back()));
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      const at::Tensor skip = channelsLast(levels[levels.size() - 2 - i]);
      const at::Tensor cut = x.narrow(1, 0, skip.size(1)).narrow(2, 0, skip.size(2));
      x = fusions_[i]->forward(at::cat({cut, skip.to(cut.scalar_type())}, -1));
      for (std::size_t b = 0; b < blocks_[i]->size(); ++b) x = (*blocks_[i])[b].forward(x);
      if (i + 1 < expands_.size()) x = expands_[i + 1]->forward(x);
    }
    return head_->forward(cropLike(channelsFirst(up_->forward(norm_->forward(x))), image));
  }

 private:
  std::vector<std::shared_ptr<PatchExpanding>> expands_;
  std::vector<std::shared_ptr<Projection>> fusions_;
  std::vector<std::shared_ptr<LayerList<WindowBlock>>> blocks_;
  std::shared_ptr<Norm> norm_;
  std::shared_ptr<PatchExpanding> up_;
  std::shared_ptr<Conv> head_;
};

class SwinUnetNetwork : public Network {
 public:
  SwinUnetNetwork(const NetworkConfig& config, const SwinOptions& options) {
    encoder_ = register_module("encoder", std::make_shared<SwinEncoder>(config, options));
    decoder_ = register_module("decoder", std::make_shared<SwinUnetDecoder>(config, options));
  }
  std::vector<at::Tensor> features(const at::Tensor& x) override { return encoder_->features(x); }
  std::vector<at::Tensor> forward(const at::Tensor& x) override { return {decoder_->forward(x, features(x))}; }
  [[nodiscard]] std::vector<std::int64_t> channels() const override { return levelChannels(*encoder_); }
  [[nodiscard]] std::vector<std::int64_t> strides() const override { return totalStrides(*encoder_); }
  [[nodiscard]] bool dense() const override { return true; }

 private:
  std::shared_ptr<SwinEncoder> encoder_;
  std::shared_ptr<SwinUnetDecoder> decoder_;
};

spec::ParamSchema swinUnetSchema() {
  spec::ParamSchema schema;
  schema.params = {
      rare(wholeParam("dim", 96, 4, 768,
                      {"channels",
                       "Width of the finest tokens, doubled at each coarser stage; a multiple of the heads. Lower: "
                       "faster and smaller.",
                       kSwinUnetPaper}))};
  for (spec::Param& row : swinRows()) schema.params.push_back(std::move(row));
  schema.params.insert(schema.params.end(), {dropPathParam(0.2), checkpointingParam()});
  return schema;
}

std::shared_ptr<Network> buildSwinUnet(const NetworkConfig& config) {
  SwinOptions o;
  o.dropPath = 0.2;
  readSwin(config.settings, o);
  o.patch = kSwinUnetPatch;
  o.width = base::valueOr<std::int64_t>(config.settings, "dim", 96);
  o.weightedNorms = true;
  return std::make_shared<SwinUnetNetwork>(config, o);
}

}  // namespace

ArchitectureInfo swinUnetArchitecture() {
  ArchitectureInfo info{"swin-unet",
                        {2},
                        "U-Net of shifted-window attention alone, for images",
                        "Cao et al., Swin-Unet, ECCV workshops 2022",
                        swinUnetSchema(),
                        &buildSwinUnet};
  info.sideMultiple = &swinMultiple;
  return info;
}

}  // namespace selvox::learn::architectures
