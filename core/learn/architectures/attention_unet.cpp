// Attention U-Net (Oktay et al., MIDL 2018): gates weigh what the decoder sees of the encoder. Two published forms:
// `classic` halves by pooling and repeats voxels on the way up, `monai` strides and uses transposed convolutions.

#include "core/learn/architectures/params.h"
#include "core/learn/architectures/pooled_encoder.h"
#include "core/learn/architectures/skip_decoder.h"

namespace selvox::learn::architectures {
namespace {

std::shared_ptr<Network> buildAttentionUnet(const NetworkConfig& config) {
  const auto form = base::valueOr<std::string>(config.settings, "form", "auto");
  const bool monai = form == "monai" || (form == "auto" && config.dim == 3);
  PooledOptions left;
  left.levels = doubling(base::valueOr<std::int64_t>(config.settings, "base", 64),
                         base::valueOr<std::int64_t>(config.settings, "stages", 5));
  left.strided = monai;
  SkipOptions right;
  right.outChannels = config.outChannels;
  right.gates = true;
  if (monai) {
    right.up = SkipOptions::Up::Wide;
    right.mergeTwice = false;
  }
  auto encoder = std::make_shared<PooledEncoder>(config.inChannels, config.dim, left);
  auto decoder = std::make_shared<SkipDecoder>(encoder->pyramid(), right);
  return std::make_shared<DenseNetwork>(std::move(encoder), std::move(decoder));
}

}  // namespace

ArchitectureInfo attentionUnetArchitecture() {
  constexpr const char* oktay = "Oktay et al., Attention U-Net, MIDL 2018";
  ArchitectureInfo info{"attention-unet",
                        {2, 3},
                        "U-Net whose skips are weighed by attention gates: for small organs in large images",
                        oktay,
                        {},
                        &buildAttentionUnet};
  info.schema.params = {
      wholeParam("stages", 5, 2, 8,
                 {"", "Resolutions of the pyramid, 5 as published. Fewer: faster, sees less context.", oktay}),
      wholeParam(
          "base", 64, 1, 256,
          {"channels", "Channels of the finest stage, doubled at each coarser one. Lower: faster and smaller.", oktay}),
      rare(choiceParam(
          "form", "auto", {"auto", "classic", "monai"},
          {"",
           "Which published form. Classic: pooling, repeated voxels, as the first 2D networks. MONAI: strides and "
           "transposed convolutions. Auto: classic in 2D, MONAI in 3D.",
           oktay})),
      skipsParam(),
  };
  return info;
}

}  // namespace selvox::learn::architectures
