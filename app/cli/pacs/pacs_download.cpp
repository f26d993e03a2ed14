#include <algorithm>
#include <map>

#include "app/cli/pacs/deidentify_files.h"
#include "app/cli/pacs/pacs.h"
#include "core/base/file.h"
#include "core/base/text.h"
#include "core/services/download/download.h"
#include "core/services/staging.h"
#include "plugins/pacs/dimse.h"
#include "storage/catalog/sqlite_catalog.h"

namespace selvox::cli {

namespace {

namespace fs = std::filesystem;

struct GetOptions : PacsOptions {
  std::string study, target;
  std::vector<std::string> series;
  bool queueOnly = false;
};

struct QueueOptions : Common {
  std::vector<std::string> remove;
  bool removeDone = false;
};

struct ReceiveOptions : Common {
  plugins::ReceiverOptions receiver;
  std::string target;
};

// What belongs to the workspace and must not lie in it.
base::Result<fs::path> privateFolder(const Session& session) {
  SELVOX_TRY(const auto catalog, storage::catalog::SqliteCatalog::open(session.ports().root));
  return catalog->privateFolder();
}

base::Result<services::DownloadQueue> queueOf(const Session& session) {
  SELVOX_TRY(const auto folder, privateFolder(session));
  return services::DownloadQueue(folder / "downloads");
}

// What is kept has no patient in it; what cannot be cleaned (documents) is left out and counted.
base::Status keepClean(plugins::dicom::Deidentifier& deidentifier, const fs::path& file, const fs::path& target) {
  const auto place = deidentifier.write(file, target);
  if (place || place.error().code == base::ErrorCode::Unsupported) return {};
  return tl::unexpected<base::Error>(place.error());
}

// deidentification-2026-11-23T093000Z.json in every target.
base::Status storeReport(const plugins::dicom::DeidentifyReport& report, const fs::path& target) {
  if (report.files + report.refused == 0) return {};
  std::string time = base::isoNow().substr(0, 19);
  std::erase(time, ':');
  return base::writeJson(target / base::pathFromUtf8("deidentification-" + time + "Z.json"), toJson(report));
}

void printReport(const plugins::dicom::DeidentifyReport& report, Console& console) {
  for (const auto& [text, files] : report.warnings)
    console.text("  " + text + " (" + std::to_string(files) + " files)");
  for (const auto& [reason, files] : report.refusals)
    console.text("  left out: " + reason + " (" + std::to_string(files) + " files)");
}

base::Json listJson(const services::DownloadQueue& queue) {
  base::Json list = base::Json::array();
  if (const auto all = queue.list())
    for (const auto& download : *all) list.push_back(services::toJson(download));
  return list;
}

Outcome work(const Session& session, bool json, Console& console) {
  SELVOX_TRY(const auto key, session.ports().catalog->pseudonymKey());
  SELVOX_TRY(const auto queue, queueOf(session));
  std::map<fs::path, plugins::dicom::Deidentifier> cleaners;  // by target
  const services::DownloadPorts ports{
      pacsClient, [&](const fs::path& file, const services::Download& download) {
        auto& cleaner = cleaners.try_emplace(download.target, plugins::dicom::DeidentifyOptions{key}).first->second;
        return keepClean(cleaner, file, download.target);
      }};
  const auto watch = console.watch();
  const auto summary = services::workDownloads(queue, ports, watch);
  base::Json reports = base::Json::array();
  for (const auto& [target, cleaner] : cleaners) {
    SELVOX_CHECK(storeReport(cleaner.report(), target));
    reports.push_back(toJson(cleaner.report()));
    if (!json) printReport(cleaner.report(), console);
  }
  SELVOX_CHECK(summary);
  if (json) {
    console.document({{"done", summary->done},
                      {"failed", summary->failed},
                      {"images", summary->images},
                      {"downloads", listJson(queue)},
                      {"reports", std::move(reports)}});
  } else {
    console.text(std::to_string(summary->done) + " series fetched (" + std::to_string(summary->images) + " images), " +
                 std::to_string(summary->failed) + " failed");
    SELVOX_TRY(const auto all, queue.list());
    for (const auto& download : all)
      if (download.state == services::DownloadState::Failed)
        console.text("  failed  " + download.id + ": " + download.error);
  }
  return summary->failed == 0 ? 0 : 1;
}

Outcome runGet(const GetOptions& options, Console& console) {
  SELVOX_TRY(const auto server, options.checked());
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  const auto target = fs::absolute(base::pathFromUtf8(options.target)).lexically_normal();
  SELVOX_TRY(const auto offered, pacsClient(server)->series(options.study));
  SELVOX_TRY(const auto queue, queueOf(session));
  int added = 0;
  for (const auto& one : offered) {
    const bool wanted = options.series.empty() ||
                        std::find(options.series.begin(), options.series.end(), one.uid) != options.series.end();
    if (!wanted) continue;
    services::Download download;
    download.server = server;
    download.study = options.study;
    download.series = one.uid;
    download.modality = one.modality;
    download.description = one.description;
    download.expected = one.instances;
    download.target = target;
    SELVOX_CHECK(queue.add(download));
    ++added;
  }
  if (added == 0)
    return base::fail(
        base::ErrorCode::NotFound,
        "The server has no such series in this study. 'selvox pacs find --series --study UID' lists them.");
  if (!options.queueOnly) return work(session, options.json, console);
  if (options.json)
    console.document({{"queued", added}, {"downloads", listJson(queue)}});
  else
    console.text(std::to_string(added) + " series queued; 'selvox pacs resume " + options.workspace +
                 "' fetches them.");
  return 0;
}

Outcome runResume(const Common& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  return work(session, options.json, console);
}

Outcome runQueue(const QueueOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SELVOX_TRY(const auto queue, queueOf(session));
  for (const auto& id : options.remove) SELVOX_CHECK(queue.remove(id));
  SELVOX_TRY(const auto all, queue.list());
  for (const auto& download : all)
    if (options.removeDone && download.state == services::DownloadState::Done) SELVOX_CHECK(queue.remove(download.id));
  if (options.json) {
    console.document({{"downloads", listJson(queue)}});
    return 0;
  }
  SELVOX_TRY(const auto left, queue.list());
  std::vector<std::vector<std::string>> rows{{"id", "state", "images", "modality", "description", "error"}};
  for (const auto& d : left)
    rows.push_back({d.id, services::name(d.state),
                    std::to_string(d.received) + (d.expected < 0 ? "" : " of " + std::to_string(d.expected)),
                    d.modality, d.description, d.error});
  console.table(rows);
  return 0;
}

Outcome runReceive(const ReceiveOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SELVOX_TRY(const auto key, session.ports().catalog->pseudonymKey());
  plugins::dicom::Deidentifier deidentifier({key});
  SELVOX_TRY(const auto folder, privateFolder(session));
  const services::TemporaryFolder staging(folder / "receiving");
  const fs::path target = base::pathFromUtf8(options.target);
  const auto watch = console.watch();
  const auto received = [&](const fs::path& file, const std::string&) -> base::Status {
    SELVOX_CHECK(keepClean(deidentifier, file, target));
    watch.tell("Receiving", deidentifier.report().files, options.receiver.most);
    return {};
  };
  const auto ready = [&] {
    console.note("Listening on port " + std::to_string(options.receiver.port) + " as " + options.receiver.title +
                 "; Ctrl+C ends.");
  };
  SELVOX_CHECK(plugins::receiveFiles(options.receiver, staging.path(), received, ready, interrupt()));
  SELVOX_CHECK(storeReport(deidentifier.report(), target));
  if (options.json) {
    console.document({{"received", deidentifier.report().files}, {"report", toJson(deidentifier.report())}});
  } else {
    console.text(std::to_string(deidentifier.report().files) + " files received");
    printReport(deidentifier.report(), console);
  }
  return 0;
}

void addReceive(CLI::App& pacs, Program& program) {
  const auto options = std::make_shared<ReceiveOptions>();
  auto* command = makeCommand(pacs, "receive", "Take what an archive or scanner sends (C-STORE), without the patients",
                              "selvox pacs receive WS --port 11112 --to incoming", *options);
  needsWorkspace(command, *options);
  auto& receiver = options->receiver;
  command->add_option("--port", receiver.port, "Port to listen on; default 11112")->type_name("N");
  command->add_option("--title", receiver.title, "Our application title; default SELVOX")->type_name("TITLE");
  command->add_flag("--tls", receiver.tls, "TLS alone; needs --certificate and --key");
  command->add_option("--certificate", receiver.certificate, "Our certificate (PEM)")->type_name("FILE");
  command->add_option("--key", receiver.key, "Its key (PEM)")->type_name("FILE");
  command->add_option("--ca", receiver.ca, "Senders must show a certificate of this authority (PEM)")
      ->type_name("FILE");
  command->add_option("--most", receiver.most, "End after so many files")->type_name("N")->check(countAbove0());
  command->add_option("--to", options->target, "Folder to write to")->required()->type_name("FOLDER");
  printsData(command, *options);
  onChosen(command, program, options, runReceive);
}

}  // namespace

void addPacsDownload(CLI::App& pacs, Program& program) {
  const auto get = std::make_shared<GetOptions>();
  auto* command = makeCommand(pacs, "get",
                              "Fetch a study or some of its series into a folder, without the patient (C-GET, WADO-RS)",
                              "selvox pacs get WS --host pacs.example --study UID --to incoming", *get);
  needsWorkspace(command, *get);
  serverOptions(command, *get);
  command->add_option("--study", get->study, "Study Instance UID")->required()->type_name("UID");
  command->add_option("--series", get->series, "These series of it alone")->type_name("UID");
  command->add_option("--to", get->target, "Folder to write to")->required()->type_name("FOLDER");
  command->add_flag("--queue-only", get->queueOnly, "Put it into the queue and end");
  printsData(command, *get);
  onChosen(command, program, get, runGet);

  const auto resume = std::make_shared<Common>();
  command =
      makeCommand(pacs, "resume", "Go on with what the queue still has to fetch", "selvox pacs resume WS", *resume);
  needsWorkspace(command, *resume);
  printsData(command, *resume);
  onChosen(command, program, resume, runResume);

  const auto queue = std::make_shared<QueueOptions>();
  command =
      makeCommand(pacs, "queue", "List the download queue, or take something off it", "selvox pacs queue WS", *queue);
  needsWorkspace(command, *queue);
  command->add_option("--remove", queue->remove, "Take these off; what was fetched stays")->type_name("ID");
  command->add_flag("--remove-done", queue->removeDone, "Take off all that is done");
  printsData(command, *queue);
  onChosen(command, program, queue, runQueue);
  addReceive(pacs, program);
}

}  // namespace selvox::cli
