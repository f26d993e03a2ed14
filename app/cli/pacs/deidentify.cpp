#include "app/cli/command.h"
#include "app/cli/pacs/deidentify_files.h"
#include "core/base/file.h"
#include "storage/catalog/private_store.h"

namespace selvox::cli {

namespace {

struct DeidentifyCommand : Common {
  std::string in, out, keyFile, dates = "shift", device = "keep";
};

base::Result<std::string> keyOf(const DeidentifyCommand& options, Console& console) {
  if (!options.keyFile.empty()) {
    SELVOX_TRY(std::string text, base::readFile(base::pathFromUtf8(options.keyFile), 1024));
    text.resize(std::min(text.size(), text.find_first_not_of("0123456789abcdef")));
    if (text.size() == 64) return text;
    return base::fail(base::ErrorCode::Corrupt,
                      options.keyFile + " holds no key: 64 hex digits, as 'selvox key export' writes them.");
  }
  if (!options.workspace.empty()) {
    SELVOX_TRY(const auto session, Session::open(options.workspace));
    return session.ports().catalog->pseudonymKey();
  }
  console.note(
      "A key for this call alone: another call gives the same patients other pseudonyms (--workspace, --key).");
  return storage::catalog::randomHex(32);
}

Outcome runDeidentify(const DeidentifyCommand& options, Console& console) {
  SELVOX_TRY(const auto key, keyOf(options, console));
  DeidentifyFiles job({key, options.dates == "shift", options.device == "keep"});
  const auto out = base::pathFromUtf8(options.out);
  const auto done = job.all(base::pathFromUtf8(options.in), out, console.watch());
  const base::Json report = job.report();
  if (!done && job.written() == 0) return tl::unexpected<base::Error>(done.error());
  SELVOX_CHECK(base::writeJson(out / "deidentification.json", report));
  SELVOX_CHECK(done);
  for (const auto& [file, reason] : job.refused()) console.note("  not written  " + base::utf8(file) + ": " + reason);
  if (options.json) {
    console.document(report);
  } else {
    console.text(std::to_string(job.written()) + " files written, " + std::to_string(job.refused().size()) +
                 " refused, " + report["skipped"].dump() +
                 " that are no scans left out; what was removed: " + base::utf8(out / "deidentification.json"));
    for (const auto& warning : report["warnings"])
      console.text("  " + warning["text"].get<std::string>() + " (" + warning["files"].dump() + " files)");
  }
  return job.refused().empty() ? 0 : 1;
}

}  // namespace

void addDeidentify(Program& program) {
  const auto options = std::make_shared<DeidentifyCommand>();
  auto* command = makeCommand(program.app, "deidentify",
                              "Copy scans without their patients: DICOM by the PS3.15 basic profile, NIfTI without its "
                              "free text; a report counts what was removed",
                              "selvox deidentify incoming outgoing --workspace WS", *options);
  command->add_option("in", options->in, "File or folder to read")->required()->type_name("IN");
  command->add_option("out", options->out, "Folder to write to")->required()->type_name("OUT");
  command->add_option("--workspace", options->workspace, "Pseudonyms by the key of this workspace")->type_name("WS");
  command->add_option("--key", options->keyFile, "Pseudonyms by the key in this file (selvox key export)")
      ->type_name("FILE");
  command->add_option("--dates", options->dates, "shift (by one number of days a patient; default) or remove")
      ->check(CLI::IsMember({"shift", "remove"}));
  command->add_option("--device", options->device, "keep stations and serial numbers (default) or remove")
      ->check(CLI::IsMember({"keep", "remove"}));
  printsData(command, *options);
  onChosen(command, program, options, runDeidentify);
}

}  // namespace selvox::cli
