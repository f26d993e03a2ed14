#include "core/services/dataset_version.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/text.h"

namespace selvox::services {

using base::Json;
using base::valueOr;

namespace {

std::filesystem::path versionFolder(const std::filesystem::path& workspace) {
  return workspace / "index" / "versions";
}

Json entryJson(const VersionEntry& entry) {
  Json names = Json::object();
  for (const auto& [number, text] : entry.labelNames) names[std::to_string(number)] = text;
  return {{"series", entry.series},
          {"case", entry.caseName},
          {"patient", entry.patient},
          {"modality", entry.modality},
          {"extent", {entry.extent.x, entry.extent.y, entry.extent.z}},
          {"voxelsHash", entry.voxelsHash},
          {"image", entry.image},
          {"label", entry.label},
          {"labelNative", entry.labelNative},
          {"labels", std::move(names)}};
}

VersionEntry entryFrom(const Json& json) {
  VersionEntry entry;
  entry.series = valueOr<std::int64_t>(json, "series", 0);
  entry.caseName = valueOr<std::string>(json, "case", "");
  entry.patient = valueOr<std::string>(json, "patient", "");
  entry.modality = valueOr<std::string>(json, "modality", "");
  const auto extent = valueOr<std::vector<std::int64_t>>(json, "extent", {});
  if (extent.size() == 3) entry.extent = {extent[0], extent[1], extent[2]};
  entry.voxelsHash = valueOr<std::string>(json, "voxelsHash", "");
  entry.image = valueOr<std::string>(json, "image", "");
  entry.label = valueOr<std::string>(json, "label", "");
  entry.labelNative = valueOr<std::string>(json, "labelNative", "");
  for (const auto& [number, text] : valueOr<std::map<std::string, std::string>>(json, "labels", {}))
    if (const auto value = base::toInteger(number)) entry.labelNames[static_cast<int>(*value)] = text;
  return entry;
}

}  // namespace

Json toJson(const DatasetVersion& version) {
  Json entries = Json::array();
  for (const auto& entry : version.entries) entries.push_back(entryJson(entry));
  return {{"format", "selvox-dataset-version"},
          {"v", 1},
          {"id", version.id},
          {"dataset", version.dataset},
          {"created", version.created},
          {"spacing", version.spacing},
          {"request", version.request},
          {"constants", version.constants},
          {"entries", std::move(entries)}};
}

base::Result<DatasetVersion> versionFromJson(const Json& json) {
  if (valueOr<std::string>(json, "format", "") != "selvox-dataset-version" || !json.contains("entries") ||
      !json["entries"].is_array())
    return base::fail(base::ErrorCode::Corrupt, "This is not a dataset version.");
  if (valueOr(json, "v", 0) > 1)
    return base::fail(base::ErrorCode::NewerVersion, "This dataset version was frozen by a newer Selvox.");
  DatasetVersion version;
  version.id = valueOr<std::string>(json, "id", "");
  version.dataset = valueOr<std::string>(json, "dataset", "");
  version.created = valueOr<std::string>(json, "created", "");
  version.spacing = valueOr<std::array<double, 3>>(json, "spacing", {});
  version.request = json.value("request", Json::object());
  version.constants = json.value("constants", Json::object());
  for (const auto& entry : json["entries"]) version.entries.push_back(entryFrom(entry));
  return version;
}

std::string versionId(const DatasetVersion& version) {
  Json identity = {{"spacing", version.spacing},
                   {"constants", version.constants},
                   {"dataset", version.dataset},
                   {"series", Json::array()}};
  for (const auto& entry : version.entries)
    identity["series"].push_back({entry.series, entry.caseName, entry.voxelsHash, entry.image, entry.labelNative});
  return base::sha256Hex(base::dumpJson(identity)).substr(0, 32);
}

base::Status saveVersion(const std::filesystem::path& workspace, const DatasetVersion& version) {
  std::error_code failed;
  std::filesystem::create_directories(versionFolder(workspace), failed);
  if (failed)
    return base::fail(base::ErrorCode::Io,
                      "Cannot make " + base::utf8(versionFolder(workspace)) + ": " + failed.message() + ".");
  return base::writeJson(versionFolder(workspace) / (version.id + ".json"), toJson(version));
}

base::Result<DatasetVersion> loadVersion(const std::filesystem::path& workspace, const std::string& id) {
  if (!base::isPlainName(id))
    return base::fail(base::ErrorCode::InvalidArgument, "'" + id + "' is not the id of a dataset version.");
  SELVOX_TRY(const auto json, base::readJson(versionFolder(workspace) / (id + ".json")));
  return versionFromJson(json);
}

base::Result<std::optional<DatasetVersion>> latestVersion(const std::filesystem::path& workspace,
                                                          const std::string& dataset) {
  std::optional<DatasetVersion> latest;
  std::error_code failed;
  for (const auto& file : std::filesystem::directory_iterator(versionFolder(workspace), failed)) {
    if (file.path().extension() != ".json") continue;
    const auto json = base::readJson(file.path());
    if (!json || valueOr<std::string>(*json, "dataset", "") != dataset) continue;
    auto version = versionFromJson(*json);
    if (version && (!latest || version->created > latest->created)) latest = std::move(*version);
  }
  return latest;
}

}  // namespace selvox::services
