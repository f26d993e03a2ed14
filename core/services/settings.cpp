#include "core/services/settings.h"

#include "core/services/nearest.h"

namespace selvox::services {

using base::Json;

namespace {

base::Status append(spec::ParamSchema& all, const Json& json, const std::string& prefix) {
  if (!json.is_object()) return {};
  SELVOX_TRY(auto schema, spec::schemaFromJson(json));
  for (auto& param : schema.params) {
    if (!prefix.empty() && param.name.rfind(prefix, 0) != 0) param.name = prefix + param.name;
    if (!all.find(param.name)) all.params.push_back(std::move(param));
  }
  return {};
}

base::Status appendUnit(spec::ParamSchema& all, const Json& describe, const char* list, const char* what,
                        const std::string& id, const std::string& prefix) {
  std::vector<std::string> known;
  for (const auto& unit : describe.value(list, Json::array())) {
    known.push_back(base::valueOr<std::string>(unit, "id", ""));
    if (known.back() == id) return append(all, unit.value("schema", Json()), prefix);
  }
  return tl::unexpected(unknownName(what, id, known, std::string("'selvox ") + list + "' lists all."));
}

}  // namespace

base::Result<spec::ParamSchema> runSchema(const Json& describe, const SettingsContext& context) {
  spec::ParamSchema all;
  SELVOX_CHECK(append(all, describe.value("engine", Json::object()).value("schema", Json()), ""));
  SELVOX_CHECK(append(all, describe.value("augment", Json::object()).value("schema", Json()), ""));
  SELVOX_CHECK(appendUnit(all, describe, "networks", "network", context.arch, "arch."));
  if (context.kind == "pretrain") {
    SELVOX_CHECK(appendUnit(all, describe, "methods", "method", context.method, ""));
    std::erase_if(all.params, [](const spec::Param& param) { return param.name.rfind("finetune.", 0) == 0; });
  } else {
    SELVOX_CHECK(appendUnit(all, describe, "tasks", "task", context.task, "task."));
  }
  return all;
}

base::Result<Json> parseSettings(const spec::ParamSchema& schema, const std::vector<std::string>& assignments) {
  Json settings = Json::object();
  for (const auto& assignment : assignments) {
    const auto equals = assignment.find('=');
    if (equals == std::string::npos || equals == 0)
      return base::fail(base::ErrorCode::InvalidArgument, "--set takes name=value, not '" + assignment + "'.");
    const auto name = assignment.substr(0, equals);
    const auto* param = schema.find(name);
    if (!param) {
      std::vector<std::string> known;
      for (const auto& one : schema.params) known.push_back(one.name);
      return tl::unexpected(
          unknownName("setting", name, known,
                      "'selvox methods --json', 'selvox networks --json' and 'selvox tasks --json' describe them."));
    }
    SELVOX_TRY(auto value, spec::parseValue(*param, std::string_view(assignment).substr(equals + 1)));
    SELVOX_CHECK(spec::check(*param, value));
    settings[name] = std::move(value);
  }
  return settings;
}

}  // namespace selvox::services
