// Swin UNETR (Hatamizadeh et al., BrainLes 2021), 2D and 3D: a Swin encoder of 2-voxel tokens and UNETR's decoder on
// its pyramid. Layer order and names as in MONAI. Two slips of MONAI's first form are mended unless `form` is
// "published": its 3D merging takes two of eight corners twice and loses two, and windows cut to a small image take
// their biases in the wrong order. Weights trained there need them.

#include <utility>

#include "core/learn/architectures/checkpointed.h"
#include "core/learn/architectures/network.h"
#include "core/learn/architectures/params.h"
#include "core/learn/architectures/swin_encoder.h"
#include "core/learn/architectures/unetr_blocks.h"

namespace selvox::learn::architectures {
namespace {

constexpr const char* kSwinUnetrPaper = "Hatamizadeh et al., Swin UNETR, BrainLes 2021";

// Names as MONAI counts them for four stages: encoder1 on the image, encoder2… on the levels, encoder10 on the last,
// which the level before enters as it is; decoder5 … decoder1 from the coarsest up.
class SwinUnetrDecoder : public torch::nn::Module {
 public:
  SwinUnetrDecoder(const NetworkConfig& config, const std::vector<PyramidLevel>& levels) {
    const auto dim = static_cast<std::size_t>(config.dim);
    const std::int64_t first = levels.front().channels;
    const auto basic = [&](const std::string& name, std::int64_t in, std::int64_t out) {
      return register_module(name, std::make_shared<UnetrBasic>(in, out, dim));
    };
    const std::size_t last = levels.size() - 1;
    image_ = basic("encoder1", config.inChannels, first);
    for (std::size_t i = 0; i + 1 < last; ++i)
      skips_.push_back(basic("encoder" + std::to_string(i + 2), levels[i].channels, levels[i].channels));
    bottom_ = basic("encoder10", levels[last].channels, levels[last].channels);
    for (std::size_t i = last; i-- > 0;) {
      ups_.push_back(register_module("decoder" + std::to_string(i + 2),
                                     std::make_shared<UnetrUp>(levels[i + 1].channels, levels[i].channels, dim)));
    }
    ups_.push_back(register_module("decoder1", std::make_shared<UnetrUp>(first, first, dim)));
    const Sizes once(dim, 1);
    head_ = register_module("head", std::make_shared<Conv>(ConvOptions{first, config.outChannels, once, once}));
  }

  at::Tensor forward(const at::Tensor& image, const std::vector<at::Tensor>& levels) {
    at::Tensor x = bottom_->forward(levels.back());
    for (std::size_t i = 0; i + 1 < levels.size(); ++i) {
      const std::size_t level = levels.size() - 2 - i;
      x = ups_[i]->forward(x, level < skips_.size() ? skips_[level]->forward(levels[level]) : levels[level]);
    }
    return head_->forward(ups_.back()->forward(x, image_->forward(image)));
  }

 private:
  std::shared_ptr<UnetrBasic> image_, bottom_;
  std::vector<std::shared_ptr<UnetrBasic>> skips_;
  std::vector<std::shared_ptr<UnetrUp>> ups_;
  std::shared_ptr<Conv> head_;
};

class SwinUnetrNetwork : public Network {
 public:
  SwinUnetrNetwork(const NetworkConfig& config, const SwinOptions& options) {
    encoder_ = register_module("encoder", std::make_shared<SwinEncoder>(config, options));
    decoder_ = register_module("decoder", std::make_shared<SwinUnetrDecoder>(config, encoder_->pyramid()));
  }
  std::vector<at::Tensor> features(const at::Tensor& x) override { return encoder_->features(x); }
  std::vector<at::Tensor> forward(const at::Tensor& x) override { return {decoder_->forward(x, features(x))}; }
  [[nodiscard]] std::vector<std::int64_t> channels() const override { return levelChannels(*encoder_); }
  [[nodiscard]] std::vector<std::int64_t> strides() const override { return totalStrides(*encoder_); }
  [[nodiscard]] bool dense() const override { return true; }

 private:
  std::shared_ptr<SwinEncoder> encoder_;
  std::shared_ptr<SwinUnetrDecoder> decoder_;
};

spec::ParamSchema swinUnetrSchema() {
  spec::ParamSchema schema;
  spec::Param form =
      rare(choiceParam("form", "mended", {"mended", "published"},
                       {"",
                        "Published: with two slips of the code that most published weights were trained with. "
                        "Take it to use those; otherwise mended.",
                        kSwinUnetrPaper}));
  schema.params = {
      rare(wholeParam("feature_size", 48, 3, 384,
                      {"channels",
                       "Channels at full resolution, doubled at each coarser one; a multiple of the heads. Lower: "
                       "faster and smaller.",
                       kSwinUnetrPaper}))};
  for (spec::Param& row : swinRows()) schema.params.push_back(std::move(row));
  schema.params.insert(schema.params.end(), {dropPathParam(0), checkpointingParam(), form});
  return schema;
}

std::shared_ptr<Network> buildSwinUnetr(const NetworkConfig& config) {
  SwinOptions o;
  readSwin(config.settings, o);
  o.width = base::valueOr<std::int64_t>(config.settings, "feature_size", 48);
  o.published = base::valueOr<std::string>(config.settings, "form", "mended") == "published";
  return std::make_shared<SwinUnetrNetwork>(config, o);
}

}  // namespace

ArchitectureInfo swinUnetrArchitecture() {
  ArchitectureInfo info{"swin-unetr",
                        {2, 3},
                        "Attention in shifted windows on five resolutions with a convolutional decoder; wants a GPU",
                        "Hatamizadeh et al., Swin UNETR, BrainLes 2021",
                        swinUnetrSchema(),
                        &buildSwinUnetr};
  info.sideMultiple = &swinMultiple;
  return info;
}

}  // namespace selvox::learn::architectures
