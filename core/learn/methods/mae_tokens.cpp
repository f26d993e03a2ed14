#include "core/learn/methods/mae_tokens.h"

#include <string>
#include <utility>

#include <ATen/ops/cat.h>
#include <c10/core/GradMode.h>

#include "core/learn/architectures/transformer.h"
#include "core/learn/losses/mae.h"
#include "core/learn/methods/headed_method.h"
#include "core/learn/methods/parts.h"

namespace selvox::learn::methods {
namespace {

using architectures::Projection;
using architectures::Sizes;
using architectures::Tokens;

std::int64_t setting(const base::Json& settings, const char* name, std::int64_t usual) {
  return base::valueOr<std::int64_t>(settings, name, usual);
}

// Visible tokens at their places, the mask token at all others, fixed positions, blocks, the values of each patch.
class TokenDecoder : public torch::nn::Module {
 public:
  TokenDecoder(std::int64_t in, const base::Json& settings, std::int64_t values)
      : width_(setting(settings, "decoder_dim", 256)) {
    embed_ = register_module("embed", std::make_shared<Projection>(in, width_));
    token_ = register_module("mask_token", std::make_shared<architectures::LearnedToken>(Sizes{width_}));
    blocks_ = register_module("blocks", std::make_shared<architectures::LayerList<architectures::TransformerBlock>>());
    for (std::int64_t i = 0; i < setting(settings, "decoder_depth", 4); ++i) {
      blocks_->add(std::make_shared<architectures::TransformerBlock>(
          architectures::BlockOptions{width_, setting(settings, "decoder_heads", 8), 4 * width_}));
    }
    norm_ = register_module("norm", std::make_shared<architectures::LayerNorm>(width_, 1e-6));
    values_ = register_module("values", std::make_shared<Projection>(width_, values));
  }

  // (N, L, values); `kept` (N, V) as they were encoded.
  at::Tensor forward(const Tokens& seen, const at::Tensor& kept, const Sizes& grid) {
    at::Tensor x = embed_->forward(at::cat({seen.summary.unsqueeze(1), seen.patches}, 1));
    x = x.to(token_->value().scalar_type());  // under autocast, narrower than the token
    const at::Tensor positions = architectures::sinePositions(grid, width_).to(x.options());
    const at::Tensor all = token_->value().expand({x.size(0), positions.size(0), width_});
    const at::Tensor placed =
        all.scatter(1, kept.unsqueeze(-1).expand({-1, -1, width_}), x.narrow(1, 1, kept.size(1))) + positions;
    x = at::cat({x.narrow(1, 0, 1), placed}, 1);
    for (std::size_t i = 0; i < blocks_->size(); ++i) x = (*blocks_)[i].forward(x);
    return values_->forward(norm_->forward(x)).narrow(1, 1, positions.size(0));
  }

 private:
  std::int64_t width_;
  std::shared_ptr<Projection> embed_, values_;
  std::shared_ptr<architectures::LearnedToken> token_;
  std::shared_ptr<architectures::LayerList<architectures::TransformerBlock>> blocks_;
  std::shared_ptr<architectures::LayerNorm> norm_;
};

class TokenMae : public HeadedMethod {
 public:
  TokenMae(std::shared_ptr<architectures::Network> network, const MethodConfig& config)
      : HeadedMethod(std::move(network), config, spatialOnly()),
        ratio_(base::valueOr(config.settings, "mask_ratio", 0.75)),
        encoder_(architectures::tokenEncoder(*network_)) {
    loss_.normPix = base::valueOr(config.settings, "norm_pix", false);
    loss_.patch = encoder_->tokenSize();
    std::int64_t values = config.network.inChannels;
    for (const std::int64_t side : loss_.patch) values *= side;
    decoder_ = addHead("token_decoder", std::make_shared<TokenDecoder>(encoder_->width(), config.settings, values));
  }

  // "hidden" is the mask by tokens, (N, L).
  Tensors views(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const at::Tensor target = view(batch, 0);
    const TokenMask mask = unitMask(*encoder_, target, encoder_->tokenSize(), ratio_, batch);
    return {{"input", target * (1 - mask.voxels)}, {"mask", mask.voxels}, {"target", target}, {"hidden", mask.tokens}};
  }

  StepOutput step(const Batch& batch) override {
    const Tensors made = views(batch);
    return {losses::mae(made[2].second, restore(made), made[1].second, loss_), {}};
  }

  std::vector<Preview> preview(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const EvaluationMode mode(*network_);
    const Tensors made = views(batch);
    const at::Tensor &input = made[0].second, &mask = made[1].second, &target = made[2].second;
    const auto first = [](const at::Tensor& t) { return t[0].to(at::kFloat).contiguous().cpu(); };
    std::vector<Preview> all{{"target", "Original patch", "image", first(target)},
                             {"mask", "Hidden tokens", "mask", first(mask)[0]},
                             {"masked", "What the network sees", "image", first(input)}};
    // With norm_pix the network predicts tokens in units of their own spread, which is no picture beside the others.
    if (!loss_.normPix) {
      const at::Tensor restored = restore(made).to(target.scalar_type());
      all.push_back({"restored", "What the network makes of it", "image", first(input + restored * mask)});
    }
    return all;
  }

 private:
  at::Tensor restore(const Tensors& made) {
    const at::Tensor &input = made[0].second, kept = visibleTokens(made[3].second);
    const Sizes grid = encoder_->grid(input.sizes().slice(2));
    const at::Tensor patches = decoder_->forward(encoder_->encodeKept(input, kept), kept, grid);
    return architectures::cropLike(losses::unpatchify(patches, grid, loss_.patch), input);
  }

  double ratio_;
  std::shared_ptr<architectures::TokenEncoder> encoder_;
  std::shared_ptr<TokenDecoder> decoder_;
  losses::MaeOptions loss_;
};

}  // namespace

base::Result<std::unique_ptr<Method>> buildTokenMae(const MethodConfig& config) {
  const std::int64_t width = setting(config.settings, "decoder_dim", 256);
  const std::int64_t heads = setting(config.settings, "decoder_heads", 8);
  if (width % heads != 0) {
    return base::fail(base::ErrorCode::InvalidArgument, "mae: decoder_dim " + std::to_string(width) +
                                                            " is no multiple of decoder_heads " +
                                                            std::to_string(heads) + ". Change one of them.");
  }
  SELVOX_TRY(auto network, encoderNetwork(config));
  const auto encoder = architectures::tokenEncoder(*network);
  SELVOX_CHECK(enoughTokens(config, *encoder, "mae"));
  for (std::size_t a = 0; a < config.patch.size(); ++a) {
    const std::int64_t token = encoder->tokenSize()[a];
    if (base::valueOr(config.settings, "norm_pix", false) && config.patch[a] % token != 0) {
      return base::fail(base::ErrorCode::InvalidArgument,
                        "mae with norm_pix needs a patch that whole tokens fill: a side of " +
                            std::to_string(config.patch[a]) + " is no multiple of the token's " +
                            std::to_string(token) + ". Change train.patch or arch.patch.");
    }
  }
  return std::make_unique<TokenMae>(std::move(network), config);
}

std::vector<spec::Param> tokenDecoderParams() {
  constexpr const char* he = "He et al., Masked autoencoders are scalable vision learners, CVPR 2022";
  std::vector<spec::Param> params{
      integer(
          "decoder_dim", 256, 8, 2048,
          {"channels",
           "Width of the light decoder that a transformer gets; other networks have their own. The paper: 512.", he}),
      integer("decoder_depth", 4, 1, 24,
              {"blocks", "Blocks of the light decoder of a transformer. Deeper: better pictures, slower. The paper: 8.",
               he}),
      integer("decoder_heads", 8, 1, 64,
              {"", "Attention heads of the light decoder of a transformer; they share its width. The paper: 16.", he}),
  };
  for (spec::Param& param : params) param.advanced = true;
  return params;
}

}  // namespace selvox::learn::methods
