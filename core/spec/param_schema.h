#pragma once
// Settings of a method, network, task or the engine: one description from which dialogs, command-line help and
// validation are generated.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"

namespace selvox::spec {

enum class ParamType { Bool, Int, Float, Choice, Text, IntVector, FloatVector };

struct Param {
  std::string name{};  // "mask_ratio", "train.lr"
  ParamType type = ParamType::Float;
  base::Json defaultValue{};
  std::optional<double> minimum{}, maximum{};  // inclusive; of each entry for vectors
  std::vector<std::string> choices{};          // Choice
  std::string unit{};                          // "mm", "steps", "min"
  std::string help{};                          // effect of lower and higher, one or two sentences
  std::string citation{};                      // paper or standard
  std::string group{};                         // heading in the form; empty: "General"
  bool advanced = false;
  bool logarithmic = false;
};

struct ParamSchema {
  int version = 1;
  std::vector<Param> params;
  [[nodiscard]] const Param* find(std::string_view name) const;
};

[[nodiscard]] base::Json toJson(const ParamSchema& schema);
[[nodiscard]] base::Result<ParamSchema> schemaFromJson(const base::Json& json);

// Text of `--set name=text` as a value of the parameter's type. "auto" is kept for parameters whose default is null.
[[nodiscard]] base::Result<base::Json> parseValue(const Param& param, std::string_view text);
// One value against type, range and choices. The message states the allowed values.
[[nodiscard]] base::Status check(const Param& param, const base::Json& value);
// Defaults filled in, every given value checked; an unknown name is an error that lists the known ones.
[[nodiscard]] base::Result<base::Json> resolve(const ParamSchema& schema, const base::Json& given);

}  // namespace selvox::spec
