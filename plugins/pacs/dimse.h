#pragma once
// DICOM's own network protocol through DCMTK: asks and fetches from an archive, and receives what one sends.

#include <memory>

#include "core/ports/pacs.h"

namespace selvox::plugins {

[[nodiscard]] std::unique_ptr<ports::PacsClient> makeDimseClient(ports::PacsServer server, base::CancelToken cancel);

struct ReceiverOptions {
  std::string title = "SELVOX";  // any called title is taken
  int port = 11112;
  bool tls = false;
  std::string ca, certificate, key;  // PEM; of TLS
  std::int64_t most = 0;             // ends after so many files; 0: never
};

// C-STORE and C-ECHO, one sender after the other, until cancelled. `ready` is called once the port is open. A file that
// `received` refuses is refused to its sender, and the receiver goes on.
[[nodiscard]] base::Status receiveFiles(const ReceiverOptions& options, const std::filesystem::path& staging,
                                        const ports::PacsReceived& received, const std::function<void()>& ready,
                                        const base::CancelToken& cancel);

}  // namespace selvox::plugins
