#include "ui/pages/runs/run_files.h"

#include <fstream>
#include <map>
#include <system_error>

#include <QObject>
#include <QStringList>

#include "core/base/json.h"
#include "ui/charts/axis.h"

namespace selvox::ui {

namespace {

void addDefaults(std::map<std::string, base::Json>& defaults, const base::Json& schema, const std::string& prefix) {
  for (const base::Json& param : base::valueOr(schema, "params", base::Json::array())) {
    const std::string name = base::valueOr<std::string>(param, "name", {});
    if (name.empty() || !param.contains("default")) continue;
    const bool prefixed = prefix.empty() || name.rfind(prefix, 0) == 0;
    defaults[prefixed ? name : prefix + name] = param["default"];
  }
}

// Engine first; what the method or the task prefers for training overrides the engine's default.
std::map<std::string, base::Json> defaultsOf(const spec::RunSpec& spec, const base::Json& describe) {
  std::map<std::string, base::Json> defaults;
  const base::Json engine = base::valueOr(describe, "engine", base::Json::object());
  addDefaults(defaults, base::valueOr(engine, "schema", base::Json::object()), {});
  const auto unit = [&](const char* list, const std::string& id, const std::string& prefix) {
    for (const base::Json& each : base::valueOr(describe, list, base::Json::array())) {
      if (base::valueOr<std::string>(each, "id", {}) != id) continue;
      addDefaults(defaults, base::valueOr(each, "schema", base::Json::object()), prefix);
      const base::Json train = base::valueOr(each, "train_defaults", base::Json::object());
      for (const auto& [name, value] : train.items()) defaults[name] = value;
    }
  };
  unit("methods", spec.method, {});
  unit("networks", spec.arch, "arch.");
  unit("tasks", spec.task, "task.");
  return defaults;
}

bool sameValue(const base::Json& a, const base::Json& b) {
  if (a.is_number() && b.is_number()) return a.get<double>() == b.get<double>();
  return a == b;
}

}  // namespace

QString settingText(const base::Json& value) {
  if (value.is_null()) return QObject::tr("automatic");
  if (value.is_boolean()) return value.get<bool>() ? QObject::tr("on") : QObject::tr("off");
  if (value.is_string()) return QString::fromStdString(value.get<std::string>());
  if (value.is_number_integer()) return QString::number(value.get<std::int64_t>());
  if (value.is_number()) return QString::number(value.get<double>(), 'g', 6);
  if (value.is_array()) {
    QStringList parts;
    for (const base::Json& each : value) parts << settingText(each);
    return parts.join(QStringLiteral(", "));
  }
  return QString::fromStdString(value.dump());
}

RunFiles readRunFiles(const events::RunFolder& folder, const base::Json& describe) {
  RunFiles files;
  files.evaluations = readEvaluationFolder(folder.evaluations());
  if (const auto report = base::readJson(folder.root / "transfer.json"))
    if (auto transfer = transferFromJson(*report)) files.transfer = std::move(*transfer);
  const auto json = base::readJson(folder.spec());
  if (!json) {
    files.error = QString::fromStdString(json.error().message);
    return files;
  }
  auto spec = spec::runSpecFromJson(*json);
  if (!spec) {
    files.error = QString::fromStdString(spec.error().message);
    return files;
  }
  files.spec = std::move(*spec);
  const auto defaults = defaultsOf(files.spec, describe);
  if (files.spec.settings.is_object()) {
    for (const auto& [name, value] : files.spec.settings.items()) {
      SettingRow row;
      row.name = QString::fromStdString(name);
      row.value = settingText(value);
      if (const auto found = defaults.find(name); found != defaults.end()) {
        row.defaultValue = settingText(found->second);
        row.changed = !found->second.is_null() && !sameValue(value, found->second);
      }
      files.settings.push_back(std::move(row));
    }
  }
  return files;
}

LogTail readLogTail(const events::RunFolder& folder, std::uintmax_t maximumBytes) {
  LogTail tail;
  std::error_code error;
  tail.size = std::filesystem::file_size(folder.workerLog(), error);
  if (error) {
    tail.size = 0;
    return tail;
  }
  std::ifstream stream(folder.workerLog(), std::ios::binary);
  const std::uintmax_t from = tail.size > maximumBytes ? tail.size - maximumBytes : 0;
  stream.seekg(static_cast<std::streamoff>(from));
  std::string bytes(static_cast<std::size_t>(tail.size - from), '\0');
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, stream.gcount())));
  tail.cut = from > 0;
  if (tail.cut) bytes.erase(0, bytes.find('\n') + 1);
  tail.text = QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
  return tail;
}

}  // namespace selvox::ui
