#include "app/cli/pacs/pacs.h"

#include "plugins/dicomweb/dicomweb.h"
#include "plugins/launch_local/process.h"
#include "plugins/pacs/dimse.h"

namespace selvox::cli {

base::Result<ports::PacsServer> PacsOptions::checked() const {
  ports::PacsServer given = server;
  given.verify = !noVerify;
  return ports::pacsServerFromJson(ports::toJson(given));
}

void serverOptions(CLI::App* command, PacsOptions& options) {
  auto& server = options.server;
  command->add_option("--host", server.host, "Name or address of the server")->type_name("HOST");
  command->add_option("--port", server.port, "Its DICOM port (104 and 11112 are usual)")->type_name("N");
  command->add_option("--called", server.called, "Its application title (AE)")->type_name("TITLE");
  command->add_option("--calling", server.calling, "Our own title, as the server knows us; default SELVOX")
      ->type_name("TITLE");
  command
      ->add_option("--url", server.url,
                   "DICOMweb instead: the root, https://pacs.example/dicom-web. User and password are taken from "
                   "SELVOX_PACS_USER and SELVOX_PACS_PASSWORD")
      ->type_name("URL");
  command->add_flag("--tls", server.tls, "DICOM over TLS (BCP 195)");
  command->add_option("--ca", server.ca, "Certificate of the authority that vouches for the server (PEM)")
      ->type_name("FILE");
  command->add_option("--certificate", server.certificate, "Our own certificate, where the server wants one (PEM)")
      ->type_name("FILE");
  command->add_option("--key", server.key, "Its key (PEM)")->type_name("FILE");
  command->add_flag("--no-verify", options.noVerify, "Trust any certificate: for tests alone");
  command->add_option("--timeout", server.timeoutSeconds, "Seconds to wait for an answer; default 30")->type_name("N");
}

std::unique_ptr<ports::PacsClient> pacsClient(const ports::PacsServer& server) {
  if (server.url.empty()) return plugins::makeDimseClient(server, interrupt());
  using plugins::launch_local::environmentVariable;
  return plugins::makeDicomwebClient(
      server, {environmentVariable("SELVOX_PACS_USER"), environmentVariable("SELVOX_PACS_PASSWORD")}, interrupt());
}

void addPacs(Program& program) {
  const auto group = std::make_shared<Common>();
  auto* command =
      makeCommand(program.app, "pacs", "Search image archives, fetch from them without the patients, receive",
                  "selvox pacs find --host pacs.example --port 104 --called ARCHIVE --patient-name 'DOE*'", *group);
  command->require_subcommand(1);
  addPacsFind(*command, program);
  addPacsDownload(*command, program);
}

}  // namespace selvox::cli
