#pragma once
// Rows of a network's schema.

#include <string>
#include <vector>

#include "core/spec/param_schema.h"

namespace selvox::learn::architectures {

struct Words {
  const char* unit;
  const char* help;
  const char* citation;
};

[[nodiscard]] spec::Param wholeParam(const char* name, base::Json value, double low, double high, const Words& words);
[[nodiscard]] spec::Param choiceParam(const char* name, const char* value, std::vector<std::string> choices,
                                      const Words& words);
[[nodiscard]] spec::Param shareParam(const char* name, double value, double high, const Words& words);  // 0 … high
[[nodiscard]] spec::Param switchParam(const char* name, bool value, const Words& words);
[[nodiscard]] spec::Param rare(spec::Param p);  // the same, among what few people change

[[nodiscard]] spec::Param
skipsParam();  // "skips": a row of every architecture with a decoder, its own or a U-shaped one
// "deep_supervision" and "skips" of an encoder that has no decoder of its own.
[[nodiscard]] std::vector<spec::Param> decoderParams();
// "drop_path" and "layer_scale" of transformers.
[[nodiscard]] spec::Param dropPathParam(double value);
[[nodiscard]] spec::Param layerScaleParam(double value);

}  // namespace selvox::learn::architectures
