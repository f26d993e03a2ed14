#include "core/learn/methods/teacher.h"

#include "core/learn/methods/parts.h"

namespace selvox::learn::methods {

architectures::NetworkConfig teacherNetwork(const MethodConfig& config) {
  architectures::NetworkConfig network = config.network;
  if (network.settings.is_object() && network.settings.contains("drop_path")) network.settings["drop_path"] = 0.0;
  return network;
}

base::Result<std::shared_ptr<architectures::Encoder>> teacherEncoder(const MethodConfig& config) {
  SELVOX_TRY(const auto network, architectures::build(config.arch, teacherNetwork(config), config.seed));
  auto encoder = std::dynamic_pointer_cast<architectures::Encoder>(encoderOf(*network));
  if (encoder) return encoder;
  return base::fail(base::ErrorCode::Unsupported, "The network " + config.arch +
                                                      " has no encoder that can be copied for a teacher; choose "
                                                      "another network.");
}

at::Tensor embed(architectures::Encoder& encoder, const at::Tensor& x) {
  return architectures::globalMean(encoder.features(x).back());
}

}  // namespace selvox::learn::methods
