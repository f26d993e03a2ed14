// selvox runs: the list, and what can be asked of a run. `selvox runs WS` lists; `selvox runs VERB WS RUN` acts.

#include <chrono>
#include <cmath>
#include <thread>

#include "app/cli/command.h"
#include "app/cli/train.h"
#include "core/base/file.h"
#include "core/base/text.h"
#include "core/services/import_run.h"
#include "core/services/retrieve.h"
#include "core/services/supervise.h"

namespace selvox::cli {

namespace {

using base::Json;

struct RunsOptions : Common {
  std::string run, folder, name;
  bool force = false, wait = false;
};

void pauseBriefly() {
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
}

std::string minutes(double seconds) {
  return base::toText(std::round(seconds / 6) / 10) + " min";
}

Outcome list(const RunsOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SELVOX_TRY(const auto all, services::listRuns(*session.ports().runs));
  Json document = Json::array();
  std::vector<std::vector<std::string>> table{{"RUN", "STATE", "STEP", "TIME", "LEFT", "METHOD", "NETWORK", "FROM"}};
  for (const auto& run : all) {
    document.push_back(services::toJson(run));
    const auto& spec = run.listing.snapshot.spec;
    const auto& row = document.back();
    table.push_back({spec.name, run.state, row["step"].dump() + "/" + row["steps"].dump(),
                     minutes(run.listing.snapshot.view.seconds), run.secondsLeft ? minutes(*run.secondsLeft) : "",
                     spec.kind == "pretrain" ? spec.method : spec.task,
                     spec.arch + " " + std::to_string(spec.dim) + "D", spec.initFrom});
  }
  if (options.json) {
    console.document(document);
  } else {
    console.table(table);
  }
  return 0;
}

Outcome tell(const RunsOptions& options, const Session& session, Console& console) {
  SELVOX_TRY(const auto status, services::findRun(*session.ports().runs, options.run));
  if (options.json) {
    console.document(services::toJson(status));
  } else {
    console.text(options.run + ": " + status.state);
  }
  return 0;
}

Outcome resume(const RunsOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SELVOX_TRY(const auto before, services::findRun(*session.ports().runs, options.run));
  SELVOX_CHECK(services::resumeRun(*session.ports().runs, options.run));
  SELVOX_CHECK(session.startQueue());
  if (options.wait) {
    SELVOX_TRY(const auto state, follow(session, options.run, before.listing.snapshot.view.lastEvent, console));
    if (state == "failed" || state == "lost") {
      SELVOX_TRY(const auto ended, services::findRun(*session.ports().runs, options.run));
      return base::fail(base::ErrorCode::Internal,
                        "Run '" + options.run + "' ended as " + state + ": " + ended.listing.snapshot.view.reason);
    }
  }
  return tell(options, session, console);
}

Outcome pause(const RunsOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SELVOX_CHECK(services::pauseRun(*session.ports().runs, options.run, pauseBriefly, interrupt()));
  return tell(options, session, console);
}

Outcome stop(const RunsOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SELVOX_CHECK(services::stopRun(*session.ports().runs, options.run, pauseBriefly, interrupt()));
  return tell(options, session, console);
}

Outcome remove(const RunsOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SELVOX_CHECK(services::deleteRun(*session.ports().runs, options.run, options.force));
  SELVOX_CHECK(services::removeSimilarityIndexes(session.ports().root, options.run));
  SELVOX_TRY(const auto mirrored, services::rescanRuns(session.ports()));
  (void)mirrored;
  if (options.json) {
    console.document({{"deleted", options.run}});
  } else {
    console.text("Deleted run " + options.run);
  }
  return 0;
}

Outcome rescan(const RunsOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SELVOX_TRY(const auto count, services::rescanRuns(session.ports()));
  if (options.json) {
    console.document({{"runs", count}});
  } else {
    console.text(std::to_string(count) + " runs");
  }
  return 0;
}

Outcome work(const RunsOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SELVOX_TRY(const auto launcher, session.launcher());
  SELVOX_TRY(const int started, services::workQueue(*session.ports().runs, *launcher, pauseBriefly, interrupt()));
  SELVOX_TRY(const auto mirrored, services::rescanRuns(session.ports()));
  (void)mirrored;
  if (options.json) {
    console.document({{"started", started}});
  } else {
    console.text("Queue empty; " + std::to_string(started) + " runs were started");
  }
  return 0;
}

Outcome log(const RunsOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SELVOX_TRY(const auto status, services::findRun(*session.ports().runs, options.run));
  const auto path = status.listing.folder.workerLog();
  std::error_code failed;
  if (!std::filesystem::exists(path, failed))
    return base::fail(base::ErrorCode::NotFound, "Run '" + options.run + "' has no log yet.");
  SELVOX_TRY(auto text, base::readFile(path));
  if (options.json) {
    console.document({{"run", options.run}, {"log", text}});
    return 0;
  }
  while (!text.empty() && text.back() == '\n') text.pop_back();
  console.text(text);
  return 0;
}

Outcome bringIn(const RunsOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SELVOX_TRY(const auto imported,
             services::importRun(session.ports(), base::pathFromUtf8(options.folder), options.name, console.watch()));
  SELVOX_TRY(const auto mirrored, services::rescanRuns(session.ports()));
  (void)mirrored;
  for (const auto& parent : imported.missing)
    console.note("Its ancestor " + parent +
                 " is not here: bring it in too, or the leak gate will stop what goes on from it.");
  if (!imported.constants)
    console.note("How its CT images were normalised stands in its workspace, which was not found beside the folder.");
  if (options.json) {
    console.document({{"name", imported.name},
                      {"files", imported.files},
                      {"checkpoints", imported.checkpoints},
                      {"missing", imported.missing}});
  } else {
    console.text("Run " + imported.name + ": " + std::to_string(imported.files) + " files, " +
                 std::to_string(imported.checkpoints) + " checkpoints checked");
  }
  return 0;
}

CLI::App* addVerb(Program& program, CLI::App& parent, const char* name, const char* summary, bool ofRun,
                  Outcome (*work)(const RunsOptions&, Console&), std::shared_ptr<RunsOptions> options) {
  auto* command = makeCommand(parent, name, summary,
                              std::string("selvox runs ") + name + " WS" + (ofRun ? " mae-1" : ""), *options);
  needsWorkspace(command, *options);
  if (ofRun) command->add_option("run", options->run, "Name of the run")->required()->type_name("RUN");
  printsData(command, *options);
  onChosen(command, program, options, work);
  return command;
}

}  // namespace

void addRuns(Program& program) {
  const auto options = std::make_shared<RunsOptions>();
  auto* command = makeCommand(program.app, "runs", "List the runs; pause, resume, stop or delete one",
                              "selvox runs WS --json", *options);
  command->require_subcommand(0, 1);
  command->add_option("workspace", options->workspace, "Workspace folder")->type_name("WS");
  printsData(command, *options);
  const auto add = [&](const char* name, const char* summary, bool ofRun,
                       Outcome (*work)(const RunsOptions&, Console&)) {
    const auto own = std::make_shared<RunsOptions>();
    return std::pair{addVerb(program, *command, name, summary, ofRun, work, own), own};
  };
  const auto [resumeCommand, resumeOptions] = add("resume", "Go on from the last checkpoint", true, resume);
  resumeCommand->add_flag("--wait", resumeOptions->wait, "Stay until the run has ended; Ctrl+C pauses it");
  add("pause", "Write a checkpoint and end the process, which frees the device", true, pause);
  add("stop", "Write a checkpoint and end the run", true, stop);
  const auto [deleteCommand, deleteOptions] = add("delete", "Delete the run's folder", true, remove);
  deleteCommand->add_flag("--force", deleteOptions->force, "Although other runs descend from it");
  const auto [importCommand, importOptions] =
      add("import", "Take in a run's folder from another workspace; weights are checked against their hashes", false,
          bringIn);
  importCommand->footer("\nExample:\n  selvox runs import WS ~/elsewhere/runs/mae-1");
  importCommand->add_option("folder", importOptions->folder, "The run's folder")->required()->type_name("FOLDER");
  importCommand->add_option("--name", importOptions->name, "Name here; default: its own")->type_name("RUN");
  add("rescan", "Make the catalog's mirror of the run folders anew", false, rescan);
  add("work", "Work the queue until it is empty; started by itself when a run is enqueued", false, work);
  add("log", "Print what the run's worker said", true, log);
  command->callback([&program, command, options] {
    if (!command->get_subcommands().empty()) return;
    program.console.setProgress(options->progress);
    if (options->workspace.empty()) {
      program.exitCode = program.console.wrongUsage("Say which workspace: selvox runs WS");
      return;
    }
    const auto outcome = list(*options, program.console);
    program.exitCode = outcome ? *outcome : program.console.fail(outcome.error());
  });
}

}  // namespace selvox::cli
