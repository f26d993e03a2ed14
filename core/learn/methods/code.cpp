#include "core/learn/methods/code.h"

#include <algorithm>
#include <utility>

#include "core/learn/architectures/initialise.h"
#include "core/learn/architectures/settings.h"
#include "core/learn/methods/headed_method.h"
#include "core/learn/methods/parts.h"

namespace selvox::learn::methods {

using architectures::Conv;
using architectures::ConvOptions;
using architectures::uniformSizes;

namespace {

void takeParts(Skipless& parts) {
  const auto children = parts.network->named_children();
  if (const auto* child = children.find("encoder")) {
    parts.encoder = std::dynamic_pointer_cast<architectures::Encoder>(*child);
  }
  if (const auto* child = children.find("decoder")) {
    parts.decoder = std::dynamic_pointer_cast<architectures::UDecoder>(*child);
  }
}

}  // namespace

base::Result<Skipless> skiplessNetwork(const MethodConfig& config, const std::string& id) {
  SELVOX_TRY(const architectures::ArchitectureInfo* info, architectures::find(config.arch));
  MethodConfig own = config;
  if (!own.network.settings.is_object()) own.network.settings = base::Json::object();
  if (config.shared && base::valueOr(own.network.settings, "skips", true)) {
    return base::fail(
        base::ErrorCode::Unsupported,
        id + " learns nothing where the decoder has skips. Set arch.skips=false for the whole combination, "
             "or train one method after the other with --from.");
  }
  if (info->schema.find("skips") != nullptr) own.network.settings["skips"] = false;
  Skipless parts;
  if (info->decodable) {
    SELVOX_TRY(parts.network, denseNetwork(own, config.network.inChannels));
    takeParts(parts);
  }
  if (parts.encoder && !parts.decoder && !config.shared) {  // a decoder of its own that wants more than one level
    architectures::DecoderOptions plain;
    plain.outChannels = config.network.inChannels;
    plain.deepSupervision = plain.skips = false;
    parts.network = std::make_shared<architectures::DenseNetwork>(parts.encoder, plain);
    architectures::initialise(*parts.network, config.seed);
    takeParts(parts);
  }
  if (!parts.encoder || !parts.decoder) {
    return base::fail(base::ErrorCode::Unsupported,
                      id +
                          " needs a network with feature maps and, in a combination, a U-shaped decoder, such as unet "
                          "or resnet-18; " +
                          config.arch + " has none.");
  }
  return parts;
}

// Every layer that strides gives ceil(side / stride).
std::vector<std::int64_t> gridOf(const MethodConfig& config, const Skipless& parts, std::size_t level) {
  std::vector<std::int64_t> size = config.patch;
  for (std::size_t l = 0; l <= level; ++l) {
    const architectures::Sizes& stride = parts.encoder->pyramid()[l].stride;
    for (std::size_t a = 0; a < size.size(); ++a) size[a] = (size[a] + stride[a] - 1) / stride[a];
  }
  return size;
}

std::int64_t positionsOf(const MethodConfig& config, const Skipless& parts, std::size_t level) {
  std::int64_t count = 1;
  for (const std::int64_t side : gridOf(config, parts, level)) count *= side;
  return count;
}

base::Result<std::int64_t> codeWidth(const MethodConfig& config, const Skipless& parts, std::size_t level) {
  const std::int64_t positions = positionsOf(config, parts, level);
  std::int64_t values = config.network.inChannels;
  for (const std::int64_t side : config.patch) values *= side;
  const std::int64_t most = parts.encoder->pyramid()[level].channels;
  const std::int64_t width = architectures::intOrAuto(config.settings, "code")
                                 .value_or(std::clamp<std::int64_t>(values / 8 / positions, 1, most));
  if (width * positions < values) return width;
  return base::fail(base::ErrorCode::InvalidArgument,
                    "The code would hold " + std::to_string(width * positions) +
                        " numbers, no fewer than the patch's " + std::to_string(values) +
                        ": nothing would have to be learned. Lower code, or give the network more stages.");
}

spec::Param codeParam(const char* citation) {
  return integer("code", nullptr, 1, 4096,
                 {"channels",
                  "Numbers of the code at each position of the coarsest level. Lower keeps less and forces the network "
                  "to sum up; higher restores more detail. Auto: an eighth of the patch's values in all.",
                  citation});
}

Code::Code(std::int64_t channels, std::int64_t perPosition, std::int64_t width, int dim) {
  const auto once = uniformSizes(dim, 1);
  squeeze_ = register_module("squeeze", std::make_shared<Conv>(ConvOptions{channels, perPosition, once, once}));
  widen_ = register_module("widen", std::make_shared<Conv>(ConvOptions{width, channels, once, once}));
}

at::Tensor decodeFrom(const Skipless& parts, std::vector<at::Tensor> levels, at::Tensor last, const at::Tensor& like) {
  levels.back() = std::move(last);
  return parts.decoder->forward(levels, like, false).front();
}

}  // namespace selvox::learn::methods
