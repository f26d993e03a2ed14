#include "app/cli/command.h"
#include "core/base/file.h"

namespace selvox::cli {

namespace {

struct KeyOptions : Common {
  std::string output;
};

Outcome exportKey(const KeyOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SELVOX_TRY(const auto key, session.ports().catalog->pseudonymKey());
  if (!options.output.empty()) {
    const auto path = base::pathFromUtf8(options.output);
    SELVOX_CHECK(base::writeFile(path, key + "\n"));
    std::error_code failed;
    std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write,
                                 failed);
    console.text(base::utf8(std::filesystem::absolute(path)));
    return 0;
  }
  if (options.json) {
    console.document({{"key", key}});
  } else {
    console.text(key);
  }
  return 0;
}

}  // namespace

void addKey(Program& program) {
  const auto group = std::make_shared<Common>();
  auto* command = makeCommand(program.app, "key", "The key behind the pseudonyms of a workspace",
                              "selvox key export WS --output key.txt", *group);
  command->require_subcommand(1);
  const auto options = std::make_shared<KeyOptions>();
  auto* exporting = makeCommand(
      *command, "export",
      "Print the key: whoever holds it and a patient's id can compute the pseudonym. Keep it apart from the workspace",
      "selvox key export WS --output key.txt", *options);
  needsWorkspace(exporting, *options);
  exporting->add_option("--output", options->output, "Write it to this file, readable by you alone")->type_name("FILE");
  printsData(exporting, *options);
  onChosen(exporting, program, options, exportKey);
}

}  // namespace selvox::cli
