#include "core/services/download/download.h"

#include <algorithm>
#include <sstream>

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/lock.h"
#include "core/base/text.h"
#include "core/services/staging.h"

namespace selvox::services {

using base::Json;
using base::valueOr;

namespace {

namespace fs = std::filesystem;

constexpr const char* kStates[] = {"waiting", "running", "done", "failed"};

std::string short16(const std::string& text) {
  return base::sha256Hex(text).substr(0, 16);
}

std::string idOf(const Download& d) {
  return short16(ports::describe(d.server) + "\n" + d.study + "\n" + d.series + "\n" + base::utf8(d.target));
}

base::Result<Download> downloadFromJson(const Json& json) {
  Download d;
  SELVOX_TRY(d.server, ports::pacsServerFromJson(valueOr(json, "server", Json::object())));
  d.id = valueOr<std::string>(json, "id", "");
  d.study = valueOr<std::string>(json, "study", "");
  d.series = valueOr<std::string>(json, "series", "");
  d.modality = valueOr<std::string>(json, "modality", "");
  d.description = valueOr<std::string>(json, "description", "");
  d.added = valueOr<std::string>(json, "added", "");
  d.target = base::pathFromUtf8(valueOr<std::string>(json, "target", ""));
  const auto* state = std::find(std::begin(kStates), std::end(kStates), valueOr<std::string>(json, "state", "waiting"));
  d.state = state == std::end(kStates) ? DownloadState::Waiting : static_cast<DownloadState>(state - kStates);
  d.expected = valueOr(json, "expected", -1);
  d.received = valueOr(json, "received", 0);
  d.error = valueOr<std::string>(json, "error", "");
  if (d.id.empty() || d.study.empty() || d.series.empty())
    return base::fail(base::ErrorCode::Corrupt, "not an entry of the download queue");
  return d;
}

class Worker {
 public:
  Worker(const DownloadQueue& queue, const DownloadPorts& ports, const Watch& watch, fs::path staging)
      : queue_(queue), ports_(ports), watch_(watch), staging_(std::move(staging)) {}

  base::Status one(Download download) {
    download.state = DownloadState::Running;
    download.error.clear();
    SELVOX_CHECK(queue_.store(download));
    const base::Status fetched = fetch(download);
    const bool cancelled = watch_.cancel.cancelled();
    download.state = fetched ? DownloadState::Done : cancelled ? DownloadState::Waiting : DownloadState::Failed;
    if (!fetched && !cancelled) download.error = fetched.error().message;
    SELVOX_CHECK(queue_.store(download));
    if (cancelled) return watch_.check();
    ++(fetched ? summary.done : summary.failed);
    // A full disk ends the whole: every other series would fail of it.
    return !fetched && fetched.error().code == base::ErrorCode::DiskFull ? fetched : base::Status();
  }

  DownloadSummary summary;

 private:
  base::Status fetch(Download& download) {
    const auto client = ports_.client(download.server);
    SELVOX_TRY(const auto instances, client->instances(download.study, download.series));
    std::set<std::string> have = queue_.receivedOf(download.id);
    std::vector<std::string> missing;
    for (const std::string& instance : instances)
      if (!have.contains(short16(instance))) missing.push_back(instance);
    download.expected = static_cast<int>(instances.size());
    download.received = download.expected - static_cast<int>(missing.size());
    tell(download);
    if (instances.empty())
      return base::fail(base::ErrorCode::NotFound, "The server has no images of this series any more. Search again.");
    if (missing.empty()) return {};
    const bool all = missing.size() == instances.size();
    SELVOX_CHECK(client->fetch(
        download.study, download.series, all ? std::vector<std::string>() : missing, staging_,
        [&](const fs::path& file, const std::string& instance) { return keep(file, instance, download); }));
    have = queue_.receivedOf(download.id);
    const auto here = [&](const std::string& instance) { return have.contains(short16(instance)); };
    const auto count = static_cast<int>(std::count_if(instances.begin(), instances.end(), here));
    download.received = count;
    if (count == download.expected) return {};
    return base::fail(base::ErrorCode::Io, "The server sent " + std::to_string(count) + " of " +
                                               std::to_string(download.expected) +
                                               " images. Go on to ask for the rest.");
  }

  base::Status keep(const fs::path& file, const std::string& instance, Download& download) {
    SELVOX_CHECK(watch_.check());
    if (instance.empty()) return base::fail(base::ErrorCode::Corrupt, "The server sent something that is no image.");
    SELVOX_CHECK(ports_.keep(file, download));
    SELVOX_CHECK(queue_.noteReceived(download.id, instance));
    ++summary.images;
    ++download.received;
    tell(download);
    return {};
  }

  void tell(const Download& download) const {
    watch_.tell("Downloading", download.received, download.expected, download.id);
  }

  const DownloadQueue& queue_;
  const DownloadPorts& ports_;
  const Watch& watch_;
  fs::path staging_;
};

}  // namespace

const char* name(DownloadState state) {
  return kStates[static_cast<int>(state)];
}

Json toJson(const Download& d) {
  return {{"id", d.id},
          {"server", ports::toJson(d.server)},
          {"study", d.study},
          {"series", d.series},
          {"modality", d.modality},
          {"description", d.description},
          {"added", d.added},
          {"target", base::utf8(d.target)},
          {"state", name(d.state)},
          {"expected", d.expected},
          {"received", d.received},
          {"error", d.error}};
}

fs::path DownloadQueue::fileOf(const std::string& id, const char* ending) const {
  return folder_ / base::pathFromUtf8(id + ending);
}

base::Result<std::vector<Download>> DownloadQueue::list() const {
  std::vector<Download> all;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder_, failed)) {
    if (entry.path().extension() != ".json") continue;
    const auto json = base::readJson(entry.path());
    if (!json) continue;
    if (auto download = downloadFromJson(*json)) all.push_back(std::move(*download));
  }
  std::sort(all.begin(), all.end(),
            [](const Download& a, const Download& b) { return std::tie(a.added, a.id) < std::tie(b.added, b.id); });
  return all;
}

base::Result<Download> DownloadQueue::add(Download download) const {
  download.id = idOf(download);
  if (const auto there = base::readJson(fileOf(download.id, ".json"))) {
    if (auto known = downloadFromJson(*there)) {
      if (known->state == DownloadState::Done || known->state == DownloadState::Running) return known;
      known->state = DownloadState::Waiting;
      known->error.clear();
      SELVOX_CHECK(store(*known));
      return known;
    }
  }
  download.added = base::isoNow();
  SELVOX_CHECK(store(download));
  return download;
}

base::Status DownloadQueue::store(const Download& download) const {
  std::error_code failed;
  fs::create_directories(folder_, failed);
  fs::permissions(folder_, fs::perms::owner_all, failed);
  return base::writePrivateFile(fileOf(download.id, ".json"), base::dumpJson(toJson(download), 2) + "\n");
}

base::Status DownloadQueue::remove(const std::string& id) const {
  std::error_code failed;
  if (!base::isPlainName(id) || !fs::remove(fileOf(id, ".json"), failed))
    return base::fail(base::ErrorCode::NotFound,
                      "The download queue has no entry '" + id + "'. 'selvox pacs queue WS' lists them.");
  fs::remove(fileOf(id, ".received"), failed);
  return {};
}

std::set<std::string> DownloadQueue::receivedOf(const std::string& id) const {
  std::set<std::string> all;
  const auto text = base::readFile(fileOf(id, ".received"));
  if (!text) return all;
  std::istringstream lines(*text);
  for (std::string line; std::getline(lines, line);)
    if (line.size() == 16) all.insert(line);  // a torn last line is none
  return all;
}

base::Status DownloadQueue::noteReceived(const std::string& id, const std::string& instance) const {
  SELVOX_TRY(auto file, base::AppendFile::open(fileOf(id, ".received")));
  return file.append("\n" + short16(instance) + "\n");  // its own line even behind a torn one
}

base::Result<DownloadSummary> workDownloads(const DownloadQueue& queue, const DownloadPorts& ports,
                                            const Watch& watch) {
  std::error_code failed;
  fs::create_directories(queue.folder(), failed);
  SELVOX_TRY(const auto held, base::FileLock::acquire(queue.lock(), base::LockMode::Exclusive, "selvox"));
  const TemporaryFolder staging(queue.folder() / "staging");
  fs::permissions(staging.path(), fs::perms::owner_all, failed);
  Worker worker(queue, ports, watch, staging.path());
  // What joins the queue meanwhile is taken too, each once.
  std::set<std::string> tried;
  for (bool found = true; found;) {
    found = false;
    SELVOX_TRY(const auto all, queue.list());
    for (const Download& download : all) {
      if (download.state == DownloadState::Done || !tried.insert(download.id).second) continue;
      found = true;
      SELVOX_CHECK(watch.check());
      SELVOX_CHECK(worker.one(download));
    }
  }
  return worker.summary;
}

}  // namespace selvox::services
