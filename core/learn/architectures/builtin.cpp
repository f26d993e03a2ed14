// The table of networks, in the order people see. NAME here is a function NAMEArchitecture() in the network's own file.

#include <algorithm>
#include <exception>
#include <string>
#include <utility>

#include "core/learn/architectures/encoder.h"
#include "core/learn/architectures/initialise.h"
#include "core/learn/architectures/network.h"

#define SELVOX_ARCHITECTURES(X) \
  X(unet)                       \
  X(resencUnet)                 \
  X(unetClassic)                \
  X(unetPlusPlus)               \
  X(attentionUnet)              \
  X(vnet)                       \
  X(segresnet)                  \
  X(druNet)                     \
  X(resnet18)                   \
  X(resnet34)                   \
  X(resnet50)                   \
  X(densenet121)                \
  X(inceptionV3)                \
  X(mlp)                        \
  X(lstmSlices)                 \
  X(vitSmall)                   \
  X(vitBase)                    \
  X(unetr)                      \
  X(swinUnetr)                  \
  X(swinUnet)                   \
  X(primusSmall)                \
  X(primusBase)                 \
  X(primusMedium)               \
  X(primusLarge)                \
  X(msrfNet)

namespace selvox::learn::architectures {

#define SELVOX_DECLARE(name) ArchitectureInfo name##Architecture();
SELVOX_ARCHITECTURES(SELVOX_DECLARE)
#undef SELVOX_DECLARE

const std::vector<ArchitectureInfo>& builtin() {
#define SELVOX_ENTRY(name) name##Architecture(),
  static const std::vector<ArchitectureInfo> table{SELVOX_ARCHITECTURES(SELVOX_ENTRY)};
#undef SELVOX_ENTRY
  return table;
}

base::Result<const ArchitectureInfo*> find(std::string_view id) {
  std::string known;
  for (const ArchitectureInfo& info : builtin()) {
    if (info.id == id) return &info;
    known += (known.empty() ? "" : ", ") + info.id;
  }
  return base::fail(base::ErrorCode::NotFound,
                    "No network is called \"" + std::string(id) + "\". Known: " + known + ".");
}

namespace {

bool hasUDecoder(Network& network) {
  return std::dynamic_pointer_cast<UDecoder>(network.named_children()["decoder"]) != nullptr;
}

// A decoder that cannot do without skips is replaced by a U-shaped one where they are not wanted.
base::Result<std::shared_ptr<Network>> construct(std::string_view id, const NetworkConfig& config, bool dense) {
  SELVOX_TRY(const ArchitectureInfo* info, find(id));
  if (std::find(info->dims.begin(), info->dims.end(), config.dim) == info->dims.end()) {
    std::string others;
    for (const ArchitectureInfo& other : builtin()) {
      const bool fits = std::find(other.dims.begin(), other.dims.end(), config.dim) != other.dims.end();
      if (fits && (other.decodable || !dense)) others += (others.empty() ? "" : ", ") + other.id;
    }
    return base::fail(base::ErrorCode::Unsupported, "The network " + info->id + " has no " +
                                                        std::to_string(config.dim) +
                                                        "D form. Choose another: " + others + ".");
  }
  if (dense && !info->decodable) {
    return base::fail(base::ErrorCode::Unsupported,
                      "The network " + info->id +
                          " has no feature maps that a decoder could work with, so it can neither segment nor restore. "
                          "Choose another, such as unet or resnet-18.");
  }
  if (config.inChannels < 1 || config.outChannels < 1) {
    return base::fail(base::ErrorCode::InvalidArgument, "A network needs at least one input and one output channel.");
  }
  NetworkConfig resolved = config;
  SELVOX_TRY(resolved.settings,
             spec::resolve(info->schema, config.settings.is_null() ? base::Json::object() : config.settings));
  try {
    std::shared_ptr<Network> network = info->build(resolved);
    DecoderOptions options;
    options.outChannels = config.outChannels;
    options.deepSupervision = base::valueOr(resolved.settings, "deep_supervision", !network->dense());
    options.skips = base::valueOr(resolved.settings, "skips", true);
    if (network->dense() ? options.skips || hasUDecoder(*network) : !dense) return network;
    auto encoder = std::dynamic_pointer_cast<Encoder>(network->named_children()["encoder"]);
    return std::make_shared<DenseNetwork>(std::move(encoder), options);
  } catch (const std::exception& e) {
    return base::fail(base::ErrorCode::InvalidArgument, "The network " + info->id + " cannot be built: " + e.what());
  }
}

}  // namespace

base::Result<std::shared_ptr<Network>> build(std::string_view id, const NetworkConfig& config, std::uint64_t seed) {
  SELVOX_TRY(std::shared_ptr<Network> network, construct(id, config, false));
  initialise(*network, seed);
  return network;
}

base::Result<std::shared_ptr<Network>> buildDense(std::string_view id, const NetworkConfig& config,
                                                  std::uint64_t seed) {
  SELVOX_TRY(std::shared_ptr<Network> network, construct(id, config, true));
  initialise(*network, seed);
  return network;
}

base::Json withOneOutput(std::string_view id, base::Json settings) {
  if (!settings.is_object()) settings = base::Json::object();
  const auto info = find(id);
  if (info && (*info)->schema.find("deep_supervision") != nullptr) settings["deep_supervision"] = false;
  return settings;
}

}  // namespace selvox::learn::architectures
