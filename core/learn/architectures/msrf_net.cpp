// MSRF-Net (Srivastava et al., IEEE JBHI 2022), 2D: dual-scale dense fusion between the levels of an encoder, a stream
// that finds edges, and an attentive decoder. Layer order as in the authors' code. Two slips of it are mended unless
// `form` is "published": the coarse branch of each fusion hands on its input instead of its first layer's result, and
// the second convolution of each residual block of the shape stream reads the block's input. The edges of the image
// come from cannyEdges instead of OpenCV; batch norm eps is 1e-5. In training the answer counts twice, the two coarser
// ones and the edges once, as in the authors' code.

#include <tuple>
#include <utility>

#include <ATen/ops/cat.h>
#include <ATen/ops/dropout.h>
#include <ATen/ops/max_pool2d.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/sigmoid.h>

#include "core/learn/architectures/canny.h"
#include "core/learn/architectures/encoder.h"
#include "core/learn/architectures/layer_scope.h"
#include "core/learn/architectures/msrf_blocks.h"
#include "core/learn/architectures/network.h"
#include "core/learn/architectures/params.h"

namespace selvox::learn::architectures {
namespace {

constexpr const char* kMsrfPaper = "Srivastava et al., MSRF-Net, IEEE JBHI 2022";
constexpr std::size_t kMsrfLevels = 4;

ConvOptions plainConv(std::int64_t in, std::int64_t out, std::int64_t kernel = 3) {
  return {in, out, {kernel, kernel}, {1, 1}};
}

// Per level: two convolutions with ReLU, batch norm and, but for the last, squeeze and excitation; pooling and dropout
// between them.
class MsrfEncoder : public Encoder {
 public:
  MsrfEncoder(std::int64_t in, std::int64_t base, double dropout) : dropout_(dropout) {
    auto stages = register_module("stages", std::make_shared<torch::nn::Module>("Stages"));
    for (std::size_t i = 0; i < kMsrfLevels; in = base << i, ++i) {
      auto stage = stages->register_module(std::to_string(i), std::make_shared<torch::nn::Module>("Stage"));
      const std::int64_t out = base << i;
      conv1_.push_back(stage->register_module("conv1", std::make_shared<Conv>(plainConv(in, out))));
      conv2_.push_back(stage->register_module("conv2", std::make_shared<Conv>(plainConv(out, out))));
      norms_.push_back(stage->register_module("norm", std::make_shared<Norm>(NormKind::Batch, out)));
      if (i + 1 < kMsrfLevels)
        channels_.push_back(stage->register_module("channels", std::make_shared<SqueezeExcitation>(out)));
      pyramid_.push_back({out, uniformSizes(2, i == 0 ? 1 : 2)});
    }
  }

  std::vector<at::Tensor> features(const at::Tensor& x) override {
    std::vector<at::Tensor> levels;
    at::Tensor y = x;
    for (std::size_t i = 0; i < kMsrfLevels; ++i) {
      if (i > 0) {
        y = ActiveMask::keep(at::max_pool2d(levels.back(), {2, 2}, {2, 2}, {0, 0}, {1, 1}, /*ceil_mode=*/true));
        y = at::dropout(y, dropout_, is_training());
      }
      y = norms_[i]->forward(at::relu(conv2_[i]->forward(at::relu(conv1_[i]->forward(y)))));
      if (i < channels_.size()) y = channels_[i]->forward(y);
      levels.push_back(y);
    }
    return levels;
  }
  [[nodiscard]] const std::vector<PyramidLevel>& pyramid() const override { return pyramid_; }

 private:
  double dropout_;
  std::vector<std::shared_ptr<Conv>> conv1_, conv2_;
  std::vector<std::shared_ptr<Norm>> norms_;
  std::vector<std::shared_ptr<SqueezeExcitation>> channels_;
  std::vector<PyramidLevel> pyramid_;
};

// Fusions in the order of the authors' code: fine and coarse pairs twice, the middle pair, fine and coarse pair again.
class MsrfDecoder : public torch::nn::Module {
 public:
  MsrfDecoder(std::int64_t base, std::int64_t outputs, bool published) {
    const auto fusion = [&](const char* name, std::int64_t level) {
      return register_module(
          name, std::make_shared<DualFusion>(base << level, base << (level + 1), base << level >> 1, published));
    };
    fine_ = {fusion("fine1", 0), fusion("fine2", 0), fusion("fine3", 0)};
    coarse_ = {fusion("coarse1", 2), fusion("coarse2", 2), fusion("coarse3", 2)};
    middle_ = fusion("middle", 1);
    shape_ = register_module("shape", std::make_shared<ShapeStream>(base, published));
    edge1_ = register_module("edge1", std::make_shared<SameConv>(2, 1, 1));
    edge2_ = register_module("edge2", std::make_shared<SameConv>(1, 1, 1));
    edgeNorm_ = register_module("edge_norm", std::make_shared<Norm>(NormKind::Batch, 1));
    up3_ = register_module("up3", std::make_shared<AttentiveUp>(8 * base, 4 * base));
    up2_ = register_module("up2", std::make_shared<AttentiveUp>(4 * base, 2 * base));
    up1_ = register_module("up1", std::make_shared<SameConv>(2 * base, base, 4, 2, true));
    enter_ = register_module("enter", std::make_shared<Conv>(plainConv(2 * base, base, 1)));
    conv1_ = register_module("conv1", std::make_shared<Conv>(plainConv(base, base)));
    norm_ = register_module("norm", std::make_shared<Norm>(NormKind::Batch, base));
    conv2_ = register_module("conv2", std::make_shared<Conv>(plainConv(base + 1, base)));
    auto heads = register_module("head", std::make_shared<torch::nn::Module>("Heads"));
    for (std::int64_t level = 0; level < 3; ++level)
      heads_.push_back(
          heads->register_module(std::to_string(level), std::make_shared<SameConv>(base << level, outputs, 1)));
  }

  [[nodiscard]] const at::Tensor& edgeLogits() const { return edgeLogits_; }

  // Full resolution, then, where asked for, the two coarser outputs up-sampled to it.
  std::vector<at::Tensor> forward(const at::Tensor& image, const std::vector<at::Tensor>& levels, bool all) {
    const std::vector<at::Tensor> n = fused(levels);
    const at::Tensor third = up3_->forward(n[3], n[2]), second = up2_->forward(third, n[1]);
    const at::Tensor up = cropLike(up1_->forward(second), n[0]).to(n[0].scalar_type());
    const at::Tensor first = at::relu(enter_->forward(at::cat({up, n[0]}, 1)));
    const at::Tensor x = norm_->forward(at::relu(conv1_->forward(first))) + first;
    const at::Tensor edged = at::cat({x, edges(image, n).to(x.scalar_type())}, 1);
    std::vector<at::Tensor> outputs{heads_[0]->forward(at::relu(conv2_->forward(edged)))};
    if (!all) edgeLogits_ = at::Tensor();
    if (!all) return outputs;
    outputs.push_back(bilinearLike(heads_[1]->forward(second), image));
    outputs.push_back(bilinearLike(heads_[2]->forward(third), image));
    return outputs;
  }

 private:
  std::vector<at::Tensor> fused(const std::vector<at::Tensor>& levels) {
    std::vector<at::Tensor> n = levels;
    const auto exchange = [&n](DualFusion& fusion, std::size_t level) {
      std::tie(n[level], n[level + 1]) = fusion.forward(n[level], n[level + 1]);
    };
    for (std::size_t round = 0; round < 2; ++round) exchange(*fine_[round], 0), exchange(*coarse_[round], 2);
    exchange(*middle_, 1);
    exchange(*fine_[2], 0), exchange(*coarse_[2], 2);
    for (std::size_t level = 0; level < n.size(); ++level) n[level] = levels[level] + 0.4 * n[level];
    return n;
  }

  // What the shape stream finds, weighed against the edges of the image itself.
  at::Tensor edges(const at::Tensor& image, const std::vector<at::Tensor>& n) {
    edgeLogits_ = shape_->forward(n[1], n[2], n[3], image);
    const at::Tensor found = at::sigmoid(edgeLogits_);
    const at::Tensor both = at::cat({found, cannyEdges(image).to(found.scalar_type())}, 1);
    return at::relu(edgeNorm_->forward(edge2_->forward(at::sigmoid(edge1_->forward(both)))));
  }

  std::vector<std::shared_ptr<DualFusion>> fine_, coarse_;
  std::shared_ptr<DualFusion> middle_;
  std::shared_ptr<ShapeStream> shape_;
  std::shared_ptr<SameConv> edge1_, edge2_, up1_;
  std::shared_ptr<Norm> edgeNorm_, norm_;
  std::shared_ptr<AttentiveUp> up3_, up2_;
  std::shared_ptr<Conv> enter_, conv1_, conv2_;
  std::vector<std::shared_ptr<SameConv>> heads_;
  at::Tensor edgeLogits_;
};

class MsrfNetwork : public Network {
 public:
  explicit MsrfNetwork(const NetworkConfig& config) {
    const auto base = base::valueOr<std::int64_t>(config.settings, "base", 32);
    const bool published = base::valueOr<std::string>(config.settings, "form", "mended") == "published";
    deepSupervision_ = base::valueOr(config.settings, "deep_supervision", true);
    encoder_ = register_module("encoder", std::make_shared<MsrfEncoder>(
                                              config.inChannels, base, base::valueOr(config.settings, "dropout", 0.2)));
    decoder_ = register_module("decoder", std::make_shared<MsrfDecoder>(base, config.outChannels, published));
  }
  std::vector<at::Tensor> features(const at::Tensor& x) override { return encoder_->features(x); }
  std::vector<at::Tensor> forward(const at::Tensor& x) override {
    return decoder_->forward(x, features(x), deepSupervision_ && is_training());
  }
  [[nodiscard]] std::vector<std::int64_t> channels() const override { return levelChannels(*encoder_); }
  [[nodiscard]] std::vector<std::int64_t> strides() const override { return totalStrides(*encoder_); }
  [[nodiscard]] bool dense() const override { return true; }
  [[nodiscard]] std::vector<double> outputWeights() const override { return {2, 1, 1}; }
  [[nodiscard]] at::Tensor edgeLogits() const override { return decoder_->edgeLogits(); }

 private:
  bool deepSupervision_ = true;
  std::shared_ptr<MsrfEncoder> encoder_;
  std::shared_ptr<MsrfDecoder> decoder_;
};

spec::ParamSchema msrfSchema() {
  spec::ParamSchema schema;
  spec::Param dropout =
      rare(shareParam("dropout", 0.2, 0.9,
                      {"",
                       "Share of the values that are left out between the levels of the encoder while "
                       "training. Higher regularises more.",
                       kMsrfPaper}));
  spec::Param deep =
      switchParam("deep_supervision", true,
                  {"",
                   "A loss at every resolution of the decoder: faster, steadier training. Off: one output "
                   "only.",
                   kMsrfPaper});
  spec::Param form =
      rare(choiceParam("form", "mended", {"mended", "published"},
                       {"",
                        "Published: with two slips of the authors' code, for comparison with their results; "
                        "otherwise mended.",
                        kMsrfPaper}));
  schema.params = {
      rare(wholeParam(
          "base", 32, 8, 128,
          {"channels", "Channels of the finest stage, doubled at each coarser one. Lower: faster and smaller.",
           kMsrfPaper})),
      dropout, deep, form};
  return schema;
}

std::shared_ptr<Network> buildMsrf(const NetworkConfig& config) {
  return std::make_shared<MsrfNetwork>(config);
}

std::int64_t msrfMultiple(const base::Json& /*settings*/) {
  return std::int64_t{1} << (kMsrfLevels - 1);
}

}  // namespace

ArchitectureInfo msrfNetArchitecture() {
  ArchitectureInfo info{
      "msrf-net",
      {2},
      "Keeps two resolutions in exchange and follows edges: for polyps, skin and other lesions in pictures",
      "Srivastava et al., MSRF-Net, IEEE JBHI 2022",
      msrfSchema(),
      &buildMsrf};
  info.sideMultiple = &msrfMultiple;
  return info;
}

}  // namespace selvox::learn::architectures
