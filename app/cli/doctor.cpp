#include "core/services/doctor.h"

#include "app/cli/command.h"

namespace selvox::cli {

namespace {

struct DoctorOptions : Common {
  bool deep = false;
};

Outcome runDoctor(const DoctorOptions& options, Console& console) {
  const auto worker = workerClient();
  auto findings =
      services::checkMachine(worker ? worker->get() : nullptr, worker ? nullptr : &worker.error(), console.watch());
  if (!options.workspace.empty()) {
    const auto session = Session::open(options.workspace);
    if (session) {
      const auto more = services::checkWorkspace(session->ports(), options.deep, console.watch());
      findings.insert(findings.end(), more.begin(), more.end());
    } else {
      findings.push_back({"workspace", "error", session.error().message});
    }
  }
  if (options.json) {
    console.document(services::toJson(findings));
  } else {
    for (const auto& one : findings)
      console.text((one.state == "ok"      ? "ok       "
                    : one.state == "error" ? "ERROR    "
                                           : "warning  ") +
                   one.check + ": " + one.message);
  }
  return services::healthy(findings) ? 0 : 1;
}

}  // namespace

void addDoctor(Program& program) {
  const auto options = std::make_shared<DoctorOptions>();
  auto* command = makeCommand(program.app, "doctor",
                              "Check this machine and, when given, a workspace; exit 1 when something is wrong",
                              "selvox doctor WS --deep", *options);
  command->add_option("workspace", options->workspace, "Workspace folder")->type_name("WS");
  command->add_flag("--deep", options->deep, "Compare every brick of the cache with its checksum");
  printsData(command, *options);
  onChosen(command, program, options, runDoctor);
}

}  // namespace selvox::cli
