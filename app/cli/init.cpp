#include "app/cli/command.h"
#include "core/base/file.h"
#include "core/services/doctor.h"

namespace selvox::cli {

namespace {

Outcome runInit(const Common& options, Console& console) {
  SELVOX_TRY(const auto session, Session::create(options.workspace));
  const auto path = base::utf8(std::filesystem::absolute(session.ports().root));
  if (const auto warning = services::networkWarning(session.ports().root); !warning.empty())
    console.note("Note: " + warning);
  if (options.json) {
    console.document({{"workspace", path}});
  } else {
    console.text("Workspace " + path);
  }
  return 0;
}

}  // namespace

void addInit(Program& program) {
  const auto options = std::make_shared<Common>();
  auto* command = makeCommand(program.app, "init", "Make a workspace: one folder with catalog, cache and runs",
                              "selvox init ~/studies/liver", *options);
  needsWorkspace(command, *options);
  printsData(command, *options);
  onChosen(command, program, options, runInit);
}

}  // namespace selvox::cli
