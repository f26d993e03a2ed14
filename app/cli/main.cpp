// `selvox`: every job of the window, without a display. Exit codes: 0 done, 1 refused or failed, 2 wrong usage.

#include <clocale>
#include <exception>

#include "app/cli/command.h"
#include "plugins/launch_local/process.h"

int main(int argc, char** argv) {
  using namespace selvox;
  std::setlocale(LC_NUMERIC, "C");
  cli::listenForInterrupt();
  cli::Program program;
  program.app.set_version_flag("--version", std::string("selvox ") + SELVOX_VERSION);
  program.app.require_subcommand(1);
  program.app.footer("\n'selvox COMMAND --help' explains a command and shows an example.");
  for (const auto add : cli::commands()) add(program);
  try {
    program.app.parse(argc, argv);
  } catch (const CLI::ParseError& wrong) {
    if (argc > 1 && *argv[1] != '-' && program.app.get_subcommands().empty())
      return program.console.wrongUsage("There is no command '" + std::string(argv[1]) +
                                        "'. 'selvox --help' lists all.");
    const int code = program.app.exit(wrong);
    return code == 0 ? 0 : 2;
  } catch (const std::exception& unexpected) {
    return program.console.fail({base::ErrorCode::Internal, std::string("Unexpected: ") + unexpected.what(), {}});
  }
  return program.exitCode;
}
