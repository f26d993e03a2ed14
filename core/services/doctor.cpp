#include "core/services/doctor.h"

#include <algorithm>
#include <thread>

#include "core/base/file.h"
#include "core/base/place.h"
#include "core/base/text.h"
#include "core/services/cache_keys.h"
#include "core/services/dataset_version.h"
#include "core/services/supervise.h"
#include "core/services/worker_call.h"

namespace selvox::services {

using base::Json;

namespace {

std::string gigabytes(double bytes) {
  return base::toText(static_cast<double>(static_cast<std::int64_t>(bytes / 1e8)) / 10) + " GB";
}

void checkDevices(const Json& describe, std::vector<Finding>& findings) {
  std::string list;
  bool gpu = false;
  for (const auto& device : describe.value("devices", Json::array())) {
    const auto id = base::valueOr<std::string>(device, "id", "");
    gpu |= id != "cpu";
    list += (list.empty() ? "" : "; ") + id + ": " + base::valueOr<std::string>(device, "name", "") + ", " +
            gigabytes(base::valueOr(device, "memory", 0.0));
  }
  findings.push_back(
      {"devices", list.empty() ? "error" : "ok", list.empty() ? "The worker names no device to compute on." : list});
  if (!gpu)
    findings.push_back(
        {"gpu", "warning",
         "No GPU is usable by this worker: training runs on the processor. A worker built against a CUDA LibTorch "
         "(scripts/setup --libtorch DIR) would use one."});
}

std::string firstNames(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < 5; ++i) text += (i ? ", " : "") + names[i];
  return names.size() > 5 ? text + " and " + std::to_string(names.size() - 5) + " more" : text;
}

base::Status brickState(const Workspace& workspace, const std::string& key, bool deep) {
  SELVOX_TRY(const auto brick, volume::BrickFile::open(workspace.cache->pathOf(key)));
  return deep ? brick.verify() : base::Status{};
}

void checkCache(const Workspace& workspace, bool deep, const Watch& watch, std::vector<Finding>& findings) {
  const auto ids = workspace.catalog->seriesIds({});
  if (!ids) {
    findings.push_back({"catalog", "error", ids.error().message});
    return;
  }
  std::vector<std::string> bad;
  std::string reason;
  std::int64_t done = 0;
  for (const auto id : *ids) {
    if (watch.cancel.cancelled()) return;
    const auto rows = workspace.catalog->series({id});
    if (!rows || rows->empty()) continue;
    const auto& row = rows->front();
    watch.tell("Checking", done++, static_cast<std::int64_t>(ids->size()), row.caseName);
    auto state = brickState(workspace, nativeKey(row.voxelsHash), deep);
    for (const auto& label : row.labels)
      if (state) state = brickState(workspace, nativeKey(label.voxelsHash), deep);
    if (!state) {
      bad.push_back(row.caseName);
      if (reason.empty()) reason = state.error().message;
    }
  }
  findings.push_back({"catalog", "ok", std::to_string(ids->size()) + " series."});
  if (bad.empty()) {
    findings.push_back(
        {"cache", "ok",
         std::string("Voxels of every series are there") + (deep ? " and match their checksums." : ".")});
  } else {
    findings.push_back({"cache", "error",
                        "Voxels of " + std::to_string(bad.size()) + " series are missing or damaged (" +
                            firstNames(bad) + "): " + reason +
                            " Remove those files from the cache folder and import the series again."});
  }
}

void checkRuns(const Workspace& workspace, std::vector<Finding>& findings) {
  const auto runs = listRuns(*workspace.runs);
  if (!runs) {
    findings.push_back({"runs", "error", runs.error().message});
    return;
  }
  std::vector<std::string> lost, failed;
  for (const auto& run : *runs) {
    if (run.state == "lost") lost.push_back(run.listing.snapshot.spec.name);
    if (run.state == "failed") failed.push_back(run.listing.snapshot.spec.name);
  }
  findings.push_back({"runs", "ok", std::to_string(runs->size()) + " runs."});
  if (!lost.empty())
    findings.push_back(
        {"runs", "warning", "Their worker ended without a word: " + firstNames(lost) + ". Resume or delete them."});
  if (!failed.empty())
    findings.push_back({"runs", "warning", "Failed: " + firstNames(failed) + ". 'selvox runs log WS RUN' says why."});
}

void checkVersions(const Workspace& workspace, std::vector<Finding>& findings) {
  std::error_code failed;
  std::size_t whole = 0;
  std::vector<std::string> bad;
  for (const auto& file : std::filesystem::directory_iterator(workspace.root / "index" / "versions", failed)) {
    const auto json = base::readJson(file.path());
    const auto version = json ? versionFromJson(*json) : base::Result<DatasetVersion>(tl::unexpected(json.error()));
    if (version && versionId(*version) == version->id) {
      ++whole;
    } else {
      bad.push_back(base::utf8(file.path().filename()));
    }
  }
  if (bad.empty()) {
    findings.push_back({"versions", "ok", std::to_string(whole) + " frozen dataset versions."});
  } else {
    findings.push_back({"versions", "error",
                        "Frozen versions that do not match their own hash: " + firstNames(bad) +
                            ". Runs that name them cannot be reproduced; delete the files and prepare again."});
  }
}

}  // namespace

std::vector<Finding> checkMachine(ports::WorkerClient* worker, const base::Error* workerMissing, const Watch& watch) {
  std::vector<Finding> findings;
  findings.push_back({"program", "ok",
                      std::string("selvox ") + SELVOX_VERSION + ", " +
                          std::to_string(std::thread::hardware_concurrency()) + " processor threads."});
  if (!worker) {
    findings.push_back({"worker", "error", workerMissing ? workerMissing->message : "selvox-worker is missing."});
    return findings;
  }
  const Workspace only{{}, nullptr, nullptr, nullptr, worker, {}};
  const auto describe = askWorkerJson(only, {"describe", "--json"}, watch);
  if (!describe) {
    findings.push_back({"worker", "error", describe.error().message});
    return findings;
  }
  findings.push_back({"worker", "ok",
                      "selvox-worker " + base::valueOr<std::string>(*describe, "version", "?") + " with LibTorch " +
                          base::valueOr<std::string>(*describe, "libtorch", "?") + ", " +
                          std::to_string(base::valueOr(*describe, "threads", 0)) + " threads."});
  checkDevices(*describe, findings);
  return findings;
}

std::vector<Finding> checkWorkspace(const Workspace& workspace, bool deep, const Watch& watch) {
  std::vector<Finding> findings;
  const auto space = static_cast<double>(base::freeSpace(workspace.root));
  findings.push_back(
      {"disk", space > 0 && space < 2e9 ? "warning" : "ok",
       gigabytes(space) + " free at " + base::utf8(workspace.root) +
           (space > 0 && space < 2e9 ? ": a run may end for want of space. Free some, or move the workspace." : ".")});
  const auto network = networkWarning(workspace.root);
  findings.push_back({"storage", network.empty() ? "ok" : "warning",
                      network.empty() ? "The workspace stands on this machine's own storage." : network});
  checkCache(workspace, deep, watch, findings);
  checkVersions(workspace, findings);
  checkRuns(workspace, findings);
  return findings;
}

std::string networkWarning(const std::filesystem::path& workspace) {
  const auto system = base::networkFileSystem(workspace);
  if (system.empty()) return {};
  return base::utf8(workspace) + " stands on a network folder (" + system +
         "). Its catalog may be damaged when two machines use it at once, and a lost run is noticed late. Keep the "
         "workspace on this machine's own disk; source folders may stay where they are.";
}

Json toJson(const std::vector<Finding>& findings) {
  Json checks = Json::array();
  for (const auto& one : findings)
    checks.push_back({{"check", one.check}, {"state", one.state}, {"message", one.message}});
  return {{"healthy", healthy(findings)}, {"checks", std::move(checks)}};
}

bool healthy(const std::vector<Finding>& findings) {
  return std::none_of(findings.begin(), findings.end(), [](const Finding& one) { return one.state == "error"; });
}

}  // namespace selvox::services
