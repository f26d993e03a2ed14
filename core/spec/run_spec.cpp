#include "core/spec/run_spec.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "core/base/text.h"

namespace selvox::spec {
namespace {

using base::Json;

Json jsonOf(const CaseEntry& c) {
  Json json = {{"case", c.caseName},        {"dataset", c.dataset}, {"patient", c.patient},
               {"modality", c.modality},    {"role", c.role},       {"labelled", c.labelled},
               {"image", c.image},          {"label", c.label},     {"labelNative", c.labelNative},
               {"voxelsHash", c.voxelsHash}};
  if (!c.sequence.empty()) json["sequence"] = c.sequence;
  if (!c.columns.empty()) json["columns"] = c.columns;
  return json;
}

// Reads fields of one object and remembers the first thing that is wrong with them. Missing fields keep their default
// unless required; a field of the wrong type is always an error.
class Fields {
 public:
  Fields(const Json& object, std::string where) : object_(object), where_(std::move(where)) {
    if (!object_.is_object()) complain("is not an object");
  }
  [[nodiscard]] const std::string& problem() const { return problem_; }
  void complain(const std::string& what) {
    if (problem_.empty()) problem_ = where_ + " " + what;
  }
  const Json* at(const char* key, bool required = false) {
    if (!object_.is_object()) return nullptr;
    const auto found = object_.find(key);
    if (found != object_.end()) return &*found;
    if (required) complain("has no '" + std::string(key) + "'");
    return nullptr;
  }
  void text(const char* key, std::string& value, bool required = false, std::size_t longest = 1024) {
    const Json* json = at(key, required);
    if (!json) return;
    if (!json->is_string() || json->get_ref<const std::string&>().size() > longest) return wrong(key, "a text");
    value = json->get<std::string>();
    if (value.find('\0') != std::string::npos) wrong(key, "a text without zero bytes");
  }
  void flag(const char* key, bool& value) {
    const Json* json = at(key);
    if (!json) return;
    if (!json->is_boolean()) return wrong(key, "true or false");
    value = json->get<bool>();
  }
  void integer(const char* key, std::int64_t low, std::int64_t high, std::int64_t& value, bool required = false) {
    const Json* json = at(key, required);
    if (!json) return;
    const bool tooLarge = json->is_number_unsigned() && json->get<std::uint64_t>() > 0x7fffffffffffffffu;
    if (!json->is_number_integer() || tooLarge || json->get<std::int64_t>() < low || json->get<std::int64_t>() > high) {
      return wrong(key, "a whole number from " + std::to_string(low) + " to " + std::to_string(high));
    }
    value = json->get<std::int64_t>();
  }
  void number(const char* key, double low, double high, double& value) {
    const Json* json = at(key);
    if (!json) return;
    if (!json->is_number() || !(json->get<double>() >= low && json->get<double>() <= high)) {
      return wrong(key, "a number from " + base::toText(low) + " to " + base::toText(high));
    }
    value = json->get<double>();
  }
  void texts(const char* key, std::vector<std::string>& values) {
    const Json* json = at(key);
    if (!json) return;
    if (!json->is_array()) return wrong(key, "a list of texts");
    for (const Json& entry : *json) {
      if (!entry.is_string() || entry.get_ref<const std::string&>().size() > 1024) return wrong(key, "a list of texts");
      values.push_back(entry.get<std::string>());
    }
  }
  void textsByName(const char* key, std::map<std::string, std::string>& values) {
    const Json* json = at(key);
    if (!json) return;
    if (!json->is_object() || json->size() > 256) return wrong(key, "an object of names and texts");
    for (const auto& [name, entry] : json->items()) {
      if (name.size() > 256 || !entry.is_string() || entry.get_ref<const std::string&>().size() > 1024)
        return wrong(key, "an object of names and texts");
      values[name] = entry.get<std::string>();
    }
  }
  void wrong(const char* key, const std::string& expected) {
    complain("has a wrong '" + std::string(key) + "': expected is " + expected);
  }

 private:
  const Json& object_;
  std::string where_, problem_;
};

bool isKey(const std::string& text) {  // cache key: 32 hex digits in lower case
  return text.size() == 32 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

// Predictions are files named after their case.
bool isCaseName(const std::string& text) {
  const auto harmful = [](char c) { return c == '/' || c == '\\' || c == ':' || static_cast<unsigned char>(c) < 32; };
  return !text.empty() && text.size() <= 200 && text != "." && text != ".." &&
         std::none_of(text.begin(), text.end(), harmful);
}

tl::unexpected<base::Error> corrupt(const std::string& problem) {
  return base::fail(base::ErrorCode::Corrupt, "run.json cannot be used: " + problem + ".");
}

base::Result<CaseEntry> caseFrom(const Json& json, std::size_t index) {
  Fields fields(json, "case " + std::to_string(index));
  CaseEntry c;
  fields.text("case", c.caseName, true);
  fields.text("dataset", c.dataset, true);
  fields.text("patient", c.patient, true);
  fields.text("modality", c.modality);
  fields.text("role", c.role, true);
  fields.flag("labelled", c.labelled);
  fields.text("image", c.image, true);
  fields.text("label", c.label);
  fields.text("labelNative", c.labelNative);
  fields.text("voxelsHash", c.voxelsHash);
  fields.text("sequence", c.sequence);
  fields.textsByName("columns", c.columns);
  if (fields.problem().empty()) {
    if (!isCaseName(c.caseName)) fields.wrong("case", "a name that can be part of a file name");
    if (c.role != "train" && c.role != "val" && c.role != "test" && c.role != "none")
      fields.wrong("role", "train, val, test or none");
    if (!isKey(c.image)) fields.wrong("image", "a cache key of 32 hex digits");
    if (!c.label.empty() && !isKey(c.label)) fields.wrong("label", "a cache key of 32 hex digits");
    if (!c.labelNative.empty() && !isKey(c.labelNative)) fields.wrong("labelNative", "a cache key of 32 hex digits");
  }
  if (!fields.problem().empty()) return corrupt(fields.problem());
  return c;
}

base::Result<DatasetEntry> datasetFrom(const Json& json, std::size_t index) {
  Fields fields(json, "dataset " + std::to_string(index));
  DatasetEntry d;
  fields.text("dataset", d.dataset, true);
  fields.text("version", d.version);
  fields.number("weight", 0, 1e9, d.weight);
  if (const Json* spacing = fields.at("spacing")) {
    bool good = spacing->is_array() && spacing->size() == 3;
    for (std::size_t i = 0; good && i < 3; ++i) {
      good = (*spacing)[i].is_number() && (*spacing)[i].get<double>() >= 0 && (*spacing)[i].get<double>() < 1e6;
      if (good) d.spacing[i] = (*spacing)[i].get<double>();
    }
    if (!good) fields.wrong("spacing", "three lengths in mm");
  }
  if (!fields.problem().empty()) return corrupt(fields.problem());
  return d;
}

base::Status readData(const Json& json, RunSpec& spec) {
  Fields fields(json, "data");
  const Json* datasets = fields.at("datasets", true);
  const Json* cases = fields.at("cases", true);
  if (datasets && !datasets->is_array()) fields.wrong("datasets", "a list");
  if (cases && !cases->is_array()) fields.wrong("cases", "a list");
  if (const Json* labels = fields.at("labels")) {
    if (!labels->is_object())
      fields.wrong("labels", "an object of label numbers and names");
    else {
      for (const auto& [key, value] : labels->items()) {
        const auto label = base::toInteger(key);
        if (!label || *label < 1 || *label > 65535 || !value.is_string())
          fields.wrong("labels", "numbers from 1 to 65535 with names");
        else
          spec.labels[static_cast<int>(*label)] = value.get<std::string>();
      }
    }
  }
  if (!fields.problem().empty()) return corrupt(fields.problem());
  std::set<std::string> known;
  for (std::size_t i = 0; i < datasets->size(); ++i) {
    SELVOX_TRY(DatasetEntry entry, datasetFrom((*datasets)[i], i));
    if (!known.insert(entry.dataset).second) return corrupt("dataset '" + entry.dataset + "' is listed twice");
    spec.datasets.push_back(std::move(entry));
  }
  std::set<std::string> seen;  // a case may have several series, each once
  for (std::size_t i = 0; i < cases->size(); ++i) {
    SELVOX_TRY(CaseEntry entry, caseFrom((*cases)[i], i));
    if (!known.contains(entry.dataset))
      return corrupt("case '" + entry.caseName + "' belongs to '" + entry.dataset + "', which is not listed");
    if (!seen.insert(entry.dataset + '\n' + entry.caseName + '\n' + entry.image).second)
      return corrupt("case '" + entry.caseName + "' is listed twice");
    spec.cases.push_back(std::move(entry));
  }
  return {};
}

base::Status readOverrides(const Json& json, RunSpec& spec) {
  if (!json.is_array()) return corrupt("'overrides' is not a list");
  for (std::size_t i = 0; i < json.size(); ++i) {
    Fields fields(json[i], "override " + std::to_string(i));
    Override entry;
    fields.text("gate", entry.gate, true);
    fields.text("reason", entry.reason, true, 1 << 16);
    fields.texts("patients", entry.patients);
    if (!fields.problem().empty()) return corrupt(fields.problem());
    spec.overrides.push_back(std::move(entry));
  }
  return {};
}

void readSplit(const Json& json, RunSpec& spec, Fields& fields) {
  spec.split = Json::object();
  const auto found = json.find("split");
  if (found == json.end() || found->is_null()) return;
  const bool list = found->is_array() && !found->empty() &&
                    std::all_of(found->begin(), found->end(), [](const Json& one) { return one.is_object(); });
  if (found->is_object() || list)
    spec.split = *found;
  else
    fields.wrong("split", "an object, or a list of objects");
}

void readInit(const Json& json, RunSpec& spec, Fields& outer) {
  Fields fields(json, "init");
  fields.text("from", spec.initFrom, true);
  fields.text("checkpoint", spec.initCheckpoint, false, 4096);
  fields.text("sha256", spec.initSha256);
  if (!fields.problem().empty()) outer.complain("has a wrong init: " + fields.problem());
}

void readHead(Fields& fields, const Json& json, RunSpec& spec) {
  std::string format;
  std::int64_t dim = spec.dim;
  fields.text("format", format, true);
  if (fields.problem().empty() && format != "selvox-run") fields.wrong("format", "selvox-run");
  fields.text("name", spec.name, true);
  if (fields.problem().empty() && !base::isPlainName(spec.name))
    fields.wrong("name", "letters, digits, '-', '_' and '.'");
  fields.text("kind", spec.kind, true);
  if (fields.problem().empty() && spec.kind != "pretrain" && spec.kind != "finetune")
    fields.wrong("kind", "pretrain or finetune");
  fields.text("task", spec.task);
  fields.text("method", spec.method);
  fields.text("arch", spec.arch, true);
  fields.integer("dim", 2, 3, dim);
  spec.dim = static_cast<int>(dim);
  if (const Json* seed = fields.at("seed")) {
    if (!seed->is_number_integer() || (!seed->is_number_unsigned() && seed->get<std::int64_t>() < 0))
      fields.wrong("seed", "a whole number from 0");
    else
      spec.seed = seed->get<std::uint64_t>();
  }
  fields.text("device", spec.device);
  fields.text("created", spec.created);
  fields.text("cache", spec.cache, false, 4096);
  fields.texts("parents", spec.parents);
  fields.integer("parameters", 0, std::numeric_limits<std::int64_t>::max(), spec.parameters);
  if (const Json* init = fields.at("init")) readInit(*init, spec, fields);
  if (fields.problem().empty() && spec.kind == "pretrain" && spec.method.empty())
    fields.complain("is a pretraining without a method");
  if (fields.problem().empty() && spec.kind == "finetune" && spec.task.empty())
    fields.complain("is a fine-tuning without a task");
  readSplit(json, spec, fields);
  for (const auto& [key, target] : {std::pair{"settings", &spec.settings}, {"versions", &spec.versions}}) {
    *target = Json::object();
    const auto found = json.find(key);
    if (found == json.end() || found->is_null()) continue;
    if (!found->is_object())
      fields.wrong(key, "an object");
    else
      *target = *found;
  }
}

// Of one dataset an object, of several a list of them.
Json splitJson(const Json& split) {
  if (split.is_array() && split.size() > 1) return split;
  if (split.is_array() && split.size() == 1) return split.front();
  return split.is_object() ? split : Json::object();
}

}  // namespace

Json toJson(const RunSpec& spec) {
  Json json = {
      {"format", "selvox-run"},  {"v", kRunSpecVersion},         {"name", spec.name},       {"kind", spec.kind},
      {"task", spec.task},       {"method", spec.method},        {"arch", spec.arch},       {"dim", spec.dim},
      {"seed", spec.seed},       {"device", spec.device},        {"created", spec.created}, {"cache", spec.cache},
      {"parents", spec.parents}, {"parameters", spec.parameters}};
  json["init"] = {{"from", spec.initFrom}, {"checkpoint", spec.initCheckpoint}, {"sha256", spec.initSha256}};
  Json datasets = Json::array(), cases = Json::array(), labels = Json::object(), overrides = Json::array();
  for (const auto& d : spec.datasets) {
    datasets.push_back({{"dataset", d.dataset}, {"version", d.version}, {"weight", d.weight}, {"spacing", d.spacing}});
  }
  for (const auto& c : spec.cases) cases.push_back(jsonOf(c));
  for (const auto& [label, text] : spec.labels) labels[std::to_string(label)] = text;
  for (const auto& o : spec.overrides)
    overrides.push_back({{"gate", o.gate}, {"reason", o.reason}, {"patients", o.patients}});
  json["data"] = {{"datasets", std::move(datasets)}, {"cases", std::move(cases)}, {"labels", std::move(labels)}};
  json["split"] = splitJson(spec.split);
  json["settings"] = spec.settings.is_object() ? spec.settings : Json::object();
  json["versions"] = spec.versions.is_object() ? spec.versions : Json::object();
  json["overrides"] = std::move(overrides);
  return json;
}

base::Result<RunSpec> runSpecFromJson(const Json& json) {
  if (!json.is_object()) return corrupt("it is not an object");
  const auto version = base::valueOr<std::int64_t>(json, "v", 0);
  if (version > kRunSpecVersion) {
    return base::fail(base::ErrorCode::NewerVersion, "This run was made by a newer Selvox (run.json version " +
                                                         std::to_string(version) + ", this one knows " +
                                                         std::to_string(kRunSpecVersion) + "). Update Selvox.");
  }
  if (version < 1) return corrupt("it has no version 'v'");
  RunSpec spec;
  Fields fields(json, "it");
  readHead(fields, json, spec);
  const Json* data = fields.at("data", true);
  if (!fields.problem().empty()) return corrupt(fields.problem());
  SELVOX_CHECK(readData(*data, spec));
  if (const auto overrides = json.find("overrides"); overrides != json.end() && !overrides->is_null()) {
    SELVOX_CHECK(readOverrides(*overrides, spec));
  }
  return spec;
}

}  // namespace selvox::spec
