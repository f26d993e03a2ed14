#pragma once
// `selvox pacs …`: what its subcommands share.

#include <memory>

#include "app/cli/command.h"
#include "core/ports/pacs.h"

namespace selvox::cli {

struct PacsOptions : Common {
  ports::PacsServer server;
  bool noVerify = false;
  [[nodiscard]] base::Result<ports::PacsServer> checked() const;
};

void serverOptions(CLI::App* command, PacsOptions& options);
// DICOM's own protocol, or DICOMweb where the server has an address of it.
[[nodiscard]] std::unique_ptr<ports::PacsClient> pacsClient(const ports::PacsServer& server);

void addPacsFind(CLI::App& pacs, Program& program);      // echo, find, preview, send
void addPacsDownload(CLI::App& pacs, Program& program);  // get, resume, queue, receive

}  // namespace selvox::cli
