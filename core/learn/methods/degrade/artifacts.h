#pragma once
// The artifacts of scanners by name, each with a strength: 1 is what one meets, 2 twice as much.

#include <string>
#include <vector>

#include "core/learn/methods/degrade/sample.h"

namespace selvox::learn::methods::degrade {

struct Artifact {
  const char* id;        // "bias_field"
  const char* words;     // "uneven coil sensitivity"
  const char* modality;  // of which it is typical ("MR", "CT", "US"); "" of all
  bool usual;            // on unless a person says otherwise
  const char* help;
  const char* citation;
  at::Tensor (*apply)(const at::Tensor& sample, double strength, base::Rng& rng);
};
[[nodiscard]] const std::vector<Artifact>& artifacts();  // in the order in which they are applied

}  // namespace selvox::learn::methods::degrade
