#pragma once
// One command of `selvox`: one file, one line in the table of commands.cpp.

#include <functional>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "app/cli/console.h"
#include "app/cli/session.h"

namespace selvox::cli {

struct Common {
  std::string workspace;
  std::string progress = "auto";
  bool json = false;
};

struct Program {
  CLI::App app{"Selvox: self-supervised learning on medical images"};
  Console console;
  int exitCode = 0;
};

// What a command's own code returns: its exit code, or an error (printed, exit code 1).
using Outcome = base::Result<int>;

// A subcommand with help, an example and --progress; then `needsWorkspace` and `printsData` as they apply.
CLI::App* makeCommand(CLI::App& parent, const std::string& name, const std::string& summary, const std::string& example,
                      Common& common);
void needsWorkspace(CLI::App* command, Common& common);
void printsData(CLI::App* command, Common& common);

// Runs `work` when this command was chosen on the command line.
template <class Options>
void onChosen(CLI::App* command, Program& program, std::shared_ptr<Options> options,
              Outcome (*work)(const Options&, Console&)) {
  command->callback([&program, options, work] {
    program.console.setProgress(options->progress);
    const auto outcome = work(*options, program.console);
    program.console.clearStatus();
    program.exitCode = outcome ? *outcome : program.console.fail(outcome.error());
  });
}

// Checks of one word, in a person's terms; the library's own speak of the limits of its types, and read -1 as 2^64 - 1.
[[nodiscard]] CLI::Validator aboveZero();    // a number
[[nodiscard]] CLI::Validator countAbove0();  // a whole one
[[nodiscard]] CLI::Validator seedNumber();   // 0 to 2^63 - 1, what JSON readers keep exact as an integer

using AddCommand = void (*)(Program&);
[[nodiscard]] const std::vector<AddCommand>& commands();  // the table

}  // namespace selvox::cli
