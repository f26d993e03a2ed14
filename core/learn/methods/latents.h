#pragma once
// The codes of a trained autoencoder as images of few positions and many channels (Rombach et al., High-resolution
// image synthesis with latent diffusion models, CVPR 2022). The autoencoder is the parent run's and stays as it is.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/learn/methods/code.h"

namespace selvox::learn::methods {

struct Latents {
  Skipless parts;
  std::shared_ptr<Code> code;
  std::string codeName;    // of the code's weights, in this run as in the parent
  std::int64_t width = 1;  // channels of a latent

  struct Encoded {
    at::Tensor latent;               // (N, width, coarsest grid): an autoencoder's code, or the mean of a VAE's
    std::vector<at::Tensor> levels;  // their sizes are what the decoder goes by
  };
  [[nodiscard]] Encoded encode(const at::Tensor& patch) const;  // without gradients
  [[nodiscard]] at::Tensor decode(const at::Tensor& latent, const std::vector<at::Tensor>& levels,
                                  const at::Tensor& patch) const;
};

// The parent's autoencoder as the settings "autoencoder" ("vae", "autoencoder") and "code" say; `id` is named in
// messages.
[[nodiscard]] base::Result<Latents> latentsOf(const MethodConfig& config, const std::string& id);
// A U-Net of three stages from latents to latents, "latent_width" channels wide.
[[nodiscard]] base::Result<std::shared_ptr<architectures::Network>> latentNetwork(const MethodConfig& config,
                                                                                  const Latents& latents);

}  // namespace selvox::learn::methods
