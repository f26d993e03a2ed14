#include "core/spec/param_schema.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/text.h"

namespace selvox::spec {
namespace {

using base::ErrorCode;
using base::fail;
using base::Json;
using base::valueOr;

constexpr std::array<const char*, 7> kTypeNames = {"bool", "int",        "float",       "choice",
                                                   "text", "int_vector", "float_vector"};

std::string typeName(ParamType type) {
  return kTypeNames[static_cast<std::size_t>(type)];
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string range(const Param& param) {
  const std::string unit = param.unit.empty() ? "" : " " + param.unit;
  if (param.minimum && param.maximum)
    return "from " + base::toText(*param.minimum) + " to " + base::toText(*param.maximum) + unit;
  if (param.minimum) return "at least " + base::toText(*param.minimum) + unit;
  if (param.maximum) return "at most " + base::toText(*param.maximum) + unit;
  return {};
}

// "a whole number from 1 to 64", for messages.
std::string allowed(const Param& param) {
  const std::string within = range(param);
  const std::string tail = within.empty() ? "" : " " + within;
  std::string text;
  switch (param.type) {
    case ParamType::Bool:
      text = "true or false";
      break;
    case ParamType::Int:
      text = "a whole number" + tail;
      break;
    case ParamType::Float:
      text = "a number" + tail;
      break;
    case ParamType::Choice:
      text = "one of " + joined(param.choices);
      break;
    case ParamType::Text:
      text = "a text";
      break;
    case ParamType::IntVector:
      text = "whole numbers separated by commas" + (within.empty() ? "" : ", each " + within);
      break;
    case ParamType::FloatVector:
      text = "numbers separated by commas" + (within.empty() ? "" : ", each " + within);
      break;
  }
  return param.defaultValue.is_null() ? text + ", or auto" : text;
}

tl::unexpected<base::Error> refused(const Param& param, const std::string& given) {
  return fail(ErrorCode::InvalidArgument, param.name + " cannot be " + given + ": allowed is " + allowed(param) + ".");
}

bool inRange(const Param& param, double value) {
  return std::isfinite(value) && (!param.minimum || value >= *param.minimum) &&
         (!param.maximum || value <= *param.maximum);
}

bool isWhole(const Json& value) {
  if (value.is_number_unsigned()) return value.get<std::uint64_t>() <= 0x7fffffffffffffffu;
  return value.is_number_integer();
}

bool fitsNumber(const Param& param, const Json& value, bool whole) {
  return (whole ? isWhole(value) : value.is_number()) && inRange(param, value.get<double>());
}

bool fitsVector(const Param& param, const Json& value, bool whole) {
  return value.is_array() && !value.empty() && value.size() <= 1024 &&
         std::all_of(value.begin(), value.end(), [&](const Json& entry) { return fitsNumber(param, entry, whole); });
}

bool fits(const Param& param, const Json& value) {
  switch (param.type) {
    case ParamType::Bool:
      return value.is_boolean();
    case ParamType::Int:
      return fitsNumber(param, value, true);
    case ParamType::Float:
      return fitsNumber(param, value, false);
    case ParamType::Choice:
      return value.is_string() &&
             std::find(param.choices.begin(), param.choices.end(), value.get<std::string>()) != param.choices.end();
    case ParamType::Text:
      return value.is_string() && value.get_ref<const std::string&>().size() <= 4096;
    case ParamType::IntVector:
      return fitsVector(param, value, true);
    case ParamType::FloatVector:
      return fitsVector(param, value, false);
  }
  return false;
}

std::optional<Json> number(std::string_view text, bool whole) {
  if (whole) {
    const auto value = base::toInteger(text);
    return value ? std::optional<Json>(*value) : std::nullopt;
  }
  const auto value = base::toDouble(text);
  return value && std::isfinite(*value) ? std::optional<Json>(*value) : std::nullopt;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  return first == std::string_view::npos ? std::string_view()
                                         : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

// "96,96,96", also "96, 96, 96" as the window shows it, and "96x96x96" for sizes.
std::optional<Json> numbers(std::string_view text, bool whole) {
  Json values = Json::array();
  while (true) {
    const auto comma = text.find_first_of(",x");
    const auto value = number(trimmed(text.substr(0, comma)), whole);
    if (!value) return std::nullopt;
    values.push_back(*value);
    if (comma == std::string_view::npos) return values;
    text.remove_prefix(comma + 1);
  }
}

base::Result<Param> paramFromJson(const Json& json) {
  Param param;
  param.name = valueOr<std::string>(json, "name", "");
  const auto type = valueOr<std::string>(json, "type", "");
  const auto found = std::find(kTypeNames.begin(), kTypeNames.end(), type);
  if (param.name.empty() || found == kTypeNames.end()) {
    return fail(ErrorCode::Corrupt,
                "A setting '" + param.name + "' of type '" + type + "' is not known to this version.");
  }
  param.type = static_cast<ParamType>(found - kTypeNames.begin());
  param.defaultValue = json.contains("default") ? json["default"] : Json();
  if (const auto it = json.find("minimum"); it != json.end() && it->is_number()) param.minimum = it->get<double>();
  if (const auto it = json.find("maximum"); it != json.end() && it->is_number()) param.maximum = it->get<double>();
  param.choices = valueOr<std::vector<std::string>>(json, "choices", {});
  param.unit = valueOr<std::string>(json, "unit", "");
  param.help = valueOr<std::string>(json, "help", "");
  param.citation = valueOr<std::string>(json, "citation", "");
  param.group = valueOr<std::string>(json, "group", "");
  param.advanced = valueOr(json, "advanced", false);
  param.logarithmic = valueOr(json, "logarithmic", false);
  return param;
}

}  // namespace

const Param* ParamSchema::find(std::string_view name) const {
  const auto found = std::find_if(params.begin(), params.end(), [&](const Param& param) { return param.name == name; });
  return found == params.end() ? nullptr : &*found;
}

Json toJson(const ParamSchema& schema) {
  Json params = Json::array();
  for (const Param& param : schema.params) {
    Json json = {{"name", param.name}, {"type", typeName(param.type)}, {"default", param.defaultValue}};
    if (param.minimum) json["minimum"] = *param.minimum;
    if (param.maximum) json["maximum"] = *param.maximum;
    if (!param.choices.empty()) json["choices"] = param.choices;
    for (const auto& [key, text] : {std::pair{"unit", &param.unit},
                                    {"help", &param.help},
                                    {"citation", &param.citation},
                                    {"group", &param.group}}) {
      if (!text->empty()) json[key] = *text;
    }
    if (param.advanced) json["advanced"] = true;
    if (param.logarithmic) json["logarithmic"] = true;
    params.push_back(std::move(json));
  }
  return {{"version", schema.version}, {"params", std::move(params)}};
}

base::Result<ParamSchema> schemaFromJson(const Json& json) {
  const auto params = json.is_object() ? json.find("params") : json.end();
  if (!json.is_object() || params == json.end() || !params->is_array()) {
    return fail(ErrorCode::Corrupt, "The description of settings is not whole: it has no list 'params'.");
  }
  ParamSchema schema;
  schema.version = valueOr(json, "version", 1);
  for (const Json& entry : *params) {
    SELVOX_TRY(Param param, paramFromJson(entry));
    if (schema.find(param.name))
      return fail(ErrorCode::Corrupt, "The setting '" + param.name + "' is described twice.");
    schema.params.push_back(std::move(param));
  }
  return schema;
}

base::Result<Json> parseValue(const Param& param, std::string_view text) {
  if (text == "auto" && param.defaultValue.is_null()) return Json();
  std::optional<Json> value;
  switch (param.type) {
    case ParamType::Bool:
      if (text == "true" || text == "yes" || text == "on" || text == "1") value = true;
      if (text == "false" || text == "no" || text == "off" || text == "0") value = false;
      break;
    case ParamType::Int:
      value = number(text, true);
      break;
    case ParamType::Float:
      value = number(text, false);
      break;
    case ParamType::IntVector:
      value = numbers(text, true);
      break;
    case ParamType::FloatVector:
      value = numbers(text, false);
      break;
    case ParamType::Choice:
    case ParamType::Text:
      value = std::string(text);
      break;
  }
  if (!value) return refused(param, "'" + std::string(text) + "'");
  SELVOX_CHECK(check(param, *value));
  return *value;
}

base::Status check(const Param& param, const Json& value) {
  if (value.is_null() && param.defaultValue.is_null()) return {};
  if (!fits(param, value)) return refused(param, base::dumpJson(value).substr(0, 80));
  return {};
}

base::Result<Json> resolve(const ParamSchema& schema, const Json& given) {
  if (!given.is_object() && !given.is_null())
    return fail(ErrorCode::InvalidArgument, "Settings must be an object of names and values.");
  Json resolved = Json::object();
  for (const Param& param : schema.params) resolved[param.name] = param.defaultValue;
  for (const auto& [key, value] : given.items()) {
    const Param* param = schema.find(key);
    if (!param) {
      std::vector<std::string> names;
      for (const Param& known : schema.params) names.push_back(known.name);
      return fail(ErrorCode::InvalidArgument,
                  "There is no setting '" + key + "'. Known settings: " + joined(names) + ".");
    }
    SELVOX_CHECK(check(*param, value));
    resolved[key] = value;
  }
  return resolved;
}

}  // namespace selvox::spec
