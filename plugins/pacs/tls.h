#pragma once
// TLS by the BCP 195 profile (PS3.15 annex B), with certificates in PEM files.

#include <memory>

#include "core/base/result.h"

class DcmTransportLayer;

namespace selvox::plugins::pacs {

struct TlsFiles {
  std::string ca, certificate, key;
  bool verify = true;
};

// `server`: for connections that come in. Errors name the file that does not fit.
[[nodiscard]] base::Result<std::unique_ptr<DcmTransportLayer>> makeTls(const TlsFiles& files, bool server);

}  // namespace selvox::plugins::pacs
