#pragma once
// One call of a check: its words, its numbers in and out.

#include <iosfwd>
#include <map>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/base/json.h"
#include "core/base/result.h"

namespace selvox::learn::checks {

struct Call {
  std::string name;                             // "nt-xent", "unet"
  std::map<std::string, std::string> settings;  // --set name=value
  std::map<std::string, std::string> options;   // --dim 3
  std::vector<std::string> files;               // positional, in order
  bool list = false;
};
// `known` are the options with a value, without dashes. Wrong words are InvalidArgument.
[[nodiscard]] base::Result<Call> parseCall(const std::vector<std::string>& arguments,
                                           const std::vector<std::string>& known);

using Named = std::map<std::string, at::Tensor>;
[[nodiscard]] base::Result<Named> readTensors(const std::string& path);  // as stored: float64 stays float64
// A loss of no values is none.
[[nodiscard]] base::Status refuseEmpty(const std::string& loss, const Named& in);
[[nodiscard]] base::Status writeTensors(const std::string& path, const Named& tensors);

using Values = std::map<std::string, double>;  // settings of a loss or metric; true is 1, false 0
// `defaults` overlaid with the call's settings; an unknown name lists the known ones.
[[nodiscard]] base::Result<Values> resolveValues(const Call& call, const Values& defaults);
[[nodiscard]] std::string joined(const std::vector<std::string>& words);

// Each kind of check: prints its JSON document to `out`.
[[nodiscard]] base::Status checkLoss(const Call& call, std::ostream& out);
[[nodiscard]] base::Status checkMetric(const Call& call, std::ostream& out);
[[nodiscard]] base::Status checkOptimizer(const Call& call, std::ostream& out);
[[nodiscard]] base::Status checkArch(const Call& call, std::ostream& out);
[[nodiscard]] base::Status checkMethod(const Call& call, std::ostream& out);

}  // namespace selvox::learn::checks
