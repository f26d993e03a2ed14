#include "core/learn/methods/latents.h"

#include <utility>

#include <c10/core/GradMode.h>

#include "core/learn/compat/compat.h"

namespace selvox::learn::methods {

Latents::Encoded Latents::encode(const at::Tensor& patch) const {
  const c10::AutoGradMode noGradients(false);
  Encoded e;
  e.levels = parts.network->features(patch);
  e.latent = compat::atLeastFloat(code->squeeze(e.levels.back()).narrow(1, 0, width));
  return e;
}

at::Tensor Latents::decode(const at::Tensor& latent, const std::vector<at::Tensor>& levels,
                           const at::Tensor& patch) const {
  const c10::AutoGradMode noGradients(false);
  return decodeFrom(parts, levels, code->widen(latent.to(levels.back().scalar_type())), patch);
}

base::Result<Latents> latentsOf(const MethodConfig& config, const std::string& id) {
  if (config.shared) {
    return base::fail(base::ErrorCode::Unsupported,
                      id + " with space=latent leaves the network as it is; it cannot be combined with a method.");
  }
  Latents latents;
  SELVOX_TRY(latents.parts, skiplessNetwork(config, id + " with space=latent"));
  const std::size_t coarsest = latents.parts.encoder->pyramid().size() - 1;
  if (positionsOf(config, latents.parts, coarsest) < 4) {
    return base::fail(base::ErrorCode::InvalidArgument,
                      id + " with space=latent needs codes of four positions and more. Raise train.patch, or train an "
                           "autoencoder of fewer stages.");
  }
  SELVOX_TRY(latents.width, codeWidth(config, latents.parts, coarsest));
  const bool variational = base::valueOr<std::string>(config.settings, "autoencoder", "vae") == "vae";
  latents.code = std::make_shared<Code>(latents.parts.encoder->pyramid()[coarsest].channels,
                                        (variational ? 2 : 1) * latents.width, latents.width, config.network.dim);
  latents.codeName = variational ? "code" : "code" + std::to_string(coarsest);
  return latents;
}

base::Result<std::shared_ptr<architectures::Network>> latentNetwork(const MethodConfig& config,
                                                                    const Latents& latents) {
  constexpr int kStages = 3;
  std::vector<std::int64_t> grid = gridOf(config, latents.parts, latents.parts.encoder->pyramid().size() - 1);
  base::Json strides = base::Json::array();
  for (int stage = 0; stage < kStages; ++stage) {
    for (std::int64_t& side : grid) {
      const std::int64_t stride = stage > 0 && side >= 4 ? 2 : 1;
      strides.push_back(stride);
      side /= stride;
    }
  }
  architectures::NetworkConfig network;
  network.dim = config.network.dim;
  network.inChannels = network.outChannels = static_cast<int>(latents.width);
  network.settings = {{"stages", kStages},
                      {"base", base::valueOr<std::int64_t>(config.settings, "latent_width", 64)},
                      {"strides", strides},
                      {"deep_supervision", false}};
  return architectures::buildDense("unet", network, config.seed);
}

}  // namespace selvox::learn::methods
