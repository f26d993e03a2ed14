// The U-Nets that came first. 2D (Ronneberger et al., MICCAI 2015) in the form with batch norm, padding and repeated
// voxels on the way up: 64 to 1024 channels. 3D (Çiçek et al., MICCAI 2016): (32, 64) to (256, 512) channels,
// transposed convolutions; Models Genesis trained this one.

#include "core/learn/architectures/params.h"
#include "core/learn/architectures/pooled_encoder.h"
#include "core/learn/architectures/settings.h"
#include "core/learn/architectures/skip_decoder.h"

namespace selvox::learn::architectures {
namespace {

std::shared_ptr<Network> buildUnetClassic(const NetworkConfig& config) {
  const bool flat = config.dim == 2;
  const std::int64_t base = intOrAuto(config.settings, "base").value_or(flat ? 64 : 32);
  PooledOptions left;
  left.levels = doubling(base, intOrAuto(config.settings, "stages").value_or(flat ? 5 : 4));
  SkipOptions right;
  right.outChannels = config.outChannels;
  if (!flat) {
    for (PooledOptions::Level& level : left.levels) level.out *= 2;
    right.up = SkipOptions::Up::Transposed;
    right.skipFirst = false;
  }
  auto encoder = std::make_shared<PooledEncoder>(config.inChannels, config.dim, left);
  auto decoder = std::make_shared<SkipDecoder>(encoder->pyramid(), right);
  return std::make_shared<DenseNetwork>(std::move(encoder), std::move(decoder));
}

}  // namespace

ArchitectureInfo unetClassicArchitecture() {
  constexpr const char* cicek = "Ronneberger et al., MICCAI 2015; Çiçek et al., MICCAI 2016";
  ArchitectureInfo info{
      "unet-classic", {2, 3}, "The first U-Net, with batch norm: for comparisons with earlier work and its weights",
      cicek,          {},     &buildUnetClassic};
  info.schema.params = {
      wholeParam(
          "stages", nullptr, 2, 8,
          {"", "Resolutions of the pyramid. Fewer: faster, sees less context. Auto: 5 in 2D, 4 in 3D, as published.",
           cicek}),
      wholeParam("base", nullptr, 1, 256,
                 {"channels",
                  "Channels of the first convolution, doubled at each coarser stage. Lower: faster and smaller. Auto: "
                  "64 in 2D, 32 in 3D, as published.",
                  cicek}),
      skipsParam(),
  };
  return info;
}

}  // namespace selvox::learn::architectures
