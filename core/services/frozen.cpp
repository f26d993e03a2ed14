#include "core/services/frozen.h"

#include <algorithm>

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/services/nearest.h"

namespace selvox::services {

using base::Json;
using base::valueOr;

namespace {

std::filesystem::path frozenFile(const std::filesystem::path& workspace, const std::string& name) {
  return workspace / "index" / "frozen" / base::pathFromUtf8(name + ".json");
}

Json frozenLabelJson(const FrozenLabel& label) {
  Json names = Json::object();
  for (const auto& [number, name] : label.names) names[std::to_string(number)] = name;
  return {{"voxelsHash", label.voxelsHash}, {"names", std::move(names)}};
}

Json frozenSeriesJson(const FrozenSeries& one) {
  Json labels = Json::array();
  for (const auto& label : one.labels) labels.push_back(frozenLabelJson(label));
  return {{"series", one.series},   {"dataset", one.dataset},      {"case", one.caseName},
          {"patient", one.patient}, {"modality", one.modality},    {"voxelsHash", one.voxelsHash},
          {"split", one.split},     {"labels", std::move(labels)}, {"columns", one.columns},
          {"tags", one.tags},       {"rating", one.rating}};
}

FrozenSeries frozenSeriesFrom(const Json& json) {
  FrozenSeries one;
  one.series = valueOr<std::int64_t>(json, "series", 0);
  one.dataset = valueOr<std::string>(json, "dataset", "");
  one.caseName = valueOr<std::string>(json, "case", "");
  one.patient = valueOr<std::string>(json, "patient", "");
  one.modality = valueOr<std::string>(json, "modality", "");
  one.voxelsHash = valueOr<std::string>(json, "voxelsHash", "");
  one.split = valueOr<std::string>(json, "split", "");
  for (const auto& label : json.is_object() ? json.value("labels", Json::array()) : Json::array()) {
    FrozenLabel read{valueOr<std::string>(label, "voxelsHash", ""), {}};
    for (const auto& [number, name] : valueOr<std::map<std::string, std::string>>(label, "names", {}))
      if (const auto value = base::toInteger(number)) read.names[static_cast<int>(*value)] = name;
    one.labels.push_back(std::move(read));
  }
  one.columns = valueOr<std::map<std::string, std::string>>(json, "columns", {});
  one.tags = valueOr<std::vector<std::string>>(json, "tags", {});
  one.rating = valueOr(json, "rating", 0);
  return one;
}

std::string frozenHash(const Frozen& frozen) {
  Json json = toJson(frozen);
  json.erase("hash");
  json.erase("created");
  return base::sha256Hex(base::dumpJson(json));
}

FrozenSeries frozenOf(const ports::SeriesRow& row) {
  FrozenSeries one;
  one.series = row.id;
  one.dataset = row.dataset;
  one.caseName = row.caseName;
  one.patient = row.patient;
  one.modality = row.modality;
  one.voxelsHash = row.voxelsHash;
  for (const auto& label : row.labels) one.labels.push_back({label.voxelsHash, label.names});
  one.columns = row.attributes;
  return one;
}

std::vector<std::string> differences(const FrozenSeries& a, const FrozenSeries& b) {
  std::vector<std::string> what;
  const auto differ = [&](bool same, const std::string& name) {
    if (!same) what.push_back(name);
  };
  differ(a.voxelsHash == b.voxelsHash, "voxels");
  differ(a.labels == b.labels, "labels");
  differ(a.dataset == b.dataset && a.caseName == b.caseName, "case");
  differ(a.patient == b.patient, "patient");
  differ(a.modality == b.modality, "modality");
  differ(a.split == b.split, "split");
  differ(a.tags == b.tags, "tags");
  differ(a.rating == b.rating, "rating");
  std::map<std::string, std::string> columns = a.columns;
  columns.insert(b.columns.begin(), b.columns.end());
  for (const auto& [name, value] : columns) {
    const auto left = a.columns.find(name), right = b.columns.find(name);
    const bool both = left != a.columns.end() && right != b.columns.end();
    differ(both && left->second == right->second, "column " + name);
  }
  return what;
}

}  // namespace

Json toJson(const Frozen& frozen) {
  Json series = Json::array();
  for (const auto& one : frozen.series) series.push_back(frozenSeriesJson(one));
  return {{"format", "selvox-frozen"},  {"v", 1},
          {"name", frozen.name},        {"created", frozen.created},
          {"hash", frozen.hash},        {"query", ports::toJson(frozen.query)},
          {"series", std::move(series)}};
}

base::Result<Frozen> freeze(const Workspace& workspace, const std::string& name, const ports::SeriesQuery& query,
                            const std::vector<std::int64_t>& series, const std::string& now) {
  if (!base::isPlainName(name))
    return base::fail(base::ErrorCode::InvalidArgument,
                      "'" + name + "' cannot name a version: use letters, digits, '-', '_' and '.', up to 80 of them.");
  if (series.empty())
    return base::fail(base::ErrorCode::InvalidArgument, "No series is like that, so there is nothing to freeze.");
  std::error_code failed;
  if (std::filesystem::exists(frozenFile(workspace.root, name), failed))
    return base::fail(base::ErrorCode::AlreadyExists,
                      "'" + name + "' is frozen already and never changes. Choose another name.");
  SELVOX_TRY(const auto datasets, workspace.catalog->datasets());
  for (const auto& dataset : datasets)
    if (dataset.name == name)
      return base::fail(base::ErrorCode::AlreadyExists,
                        "There is a dataset '" + name + "'. Choose another name for the version.");
  SELVOX_TRY(const auto rows, workspace.catalog->series(series));
  SELVOX_TRY(const auto said, workspace.curation->summaries(series));
  Frozen frozen{name, now, {}, query, {}};
  std::map<std::int64_t, const ports::SeriesSummary*> saidOf;
  for (const auto& one : said) saidOf[one.id] = &one;
  for (const auto& row : rows) {
    frozen.series.push_back(frozenOf(row));
    if (const auto found = saidOf.find(row.id); found != saidOf.end()) {
      frozen.series.back().tags = found->second->tags;
      frozen.series.back().rating = found->second->rating;
      frozen.series.back().split = found->second->split;
    }
  }
  std::sort(frozen.series.begin(), frozen.series.end(),
            [](const auto& a, const auto& b) { return a.series < b.series; });
  frozen.hash = frozenHash(frozen);
  const auto file = frozenFile(workspace.root, name);
  std::filesystem::create_directories(file.parent_path(), failed);
  if (failed)
    return base::fail(base::ErrorCode::Io,
                      "Cannot make " + base::utf8(file.parent_path()) + ": " + failed.message() + ".");
  SELVOX_CHECK(base::writeJson(file, toJson(frozen)));
  return frozen;
}

base::Result<Frozen> loadFrozen(const std::filesystem::path& workspace, const std::string& name) {
  const auto file = frozenFile(workspace, name);
  std::error_code failed;
  if (!base::isPlainName(name) || !std::filesystem::exists(file, failed))
    return tl::unexpected(unknownName("version", name, frozenNames(workspace), "'selvox versions list WS' lists all."));
  SELVOX_TRY(const auto json, base::readJson(file));
  if (valueOr<std::string>(json, "format", "") != "selvox-frozen" || !json.contains("series") ||
      !json["series"].is_array())
    return base::fail(base::ErrorCode::Corrupt, base::utf8(file) + " is not a frozen version.");
  if (valueOr(json, "v", 0) > 1)
    return base::fail(base::ErrorCode::NewerVersion, "The version '" + name + "' was frozen by a newer Selvox.");
  Frozen frozen{valueOr<std::string>(json, "name", ""),
                valueOr<std::string>(json, "created", ""),
                valueOr<std::string>(json, "hash", ""),
                {},
                {}};
  SELVOX_TRY(frozen.query, ports::queryFromJson(json.value("query", Json::object())));
  for (const auto& one : json["series"]) frozen.series.push_back(frozenSeriesFrom(one));
  if (frozenHash(frozen) != frozen.hash || frozen.name != name)
    return base::fail(base::ErrorCode::Corrupt, base::utf8(file) +
                                                    " was changed after it was frozen: it does not hold what its hash "
                                                    "says. Restore it from a backup, or freeze anew.");
  return frozen;
}

std::vector<std::string> frozenNames(const std::filesystem::path& workspace) {
  std::vector<std::string> names;
  std::error_code failed;
  for (const auto& file : std::filesystem::directory_iterator(workspace / "index" / "frozen", failed))
    if (file.path().extension() == ".json") names.push_back(base::utf8(file.path().stem()));
  std::sort(names.begin(), names.end());
  return names;
}

FrozenDifference compareFrozen(const Frozen& before, const Frozen& after) {
  FrozenDifference difference;
  std::map<std::int64_t, const FrozenSeries*> left;
  for (const auto& one : before.series) left[one.series] = &one;
  for (const auto& one : after.series) {
    const auto found = left.find(one.series);
    if (found == left.end()) {
      difference.added.push_back(one);
      continue;
    }
    if (auto what = differences(*found->second, one); !what.empty())
      difference.changed.push_back({*found->second, one, std::move(what)});
    left.erase(found);
  }
  for (const auto& [id, one] : left) difference.removed.push_back(*one);
  return difference;
}

base::Status checkFrozen(const Workspace& workspace, const Frozen& frozen) {
  std::vector<std::int64_t> ids;
  for (const auto& one : frozen.series) ids.push_back(one.series);
  SELVOX_TRY(const auto rows, workspace.catalog->series(ids));
  std::map<std::int64_t, const ports::SeriesRow*> now;
  for (const auto& row : rows) now[row.id] = &row;
  for (const auto& one : frozen.series) {
    const auto found = now.find(one.series);
    if (found == now.end())
      return base::fail(base::ErrorCode::NotFound, "The case '" + one.caseName + "' of version '" + frozen.name +
                                                       "' is no longer in the catalog. Import it again and freeze a "
                                                       "new version.");
    const FrozenSeries is = frozenOf(*found->second);
    if (is.voxelsHash != one.voxelsHash || is.labels != one.labels)
      return base::fail(base::ErrorCode::Refused,
                        "The " + std::string(is.voxelsHash != one.voxelsHash ? "voxels" : "labels") + " of '" +
                            one.caseName + "' are others than in version '" + frozen.name +
                            "'. Undo the change (selvox edit undo), or freeze a new version.");
  }
  return {};
}

}  // namespace selvox::services
