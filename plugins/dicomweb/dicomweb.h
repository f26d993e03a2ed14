#pragma once
// DICOMweb through libcurl: QIDO-RS (search), WADO-RS (fetch), STOW-RS (send). PS3.18.

#include <memory>

#include "core/ports/pacs.h"

namespace selvox::plugins {

struct WebLogin {
  std::string user, password;  // of HTTP; both empty: none
};

[[nodiscard]] std::unique_ptr<ports::PacsClient> makeDicomwebClient(ports::PacsServer server, WebLogin login,
                                                                    base::CancelToken cancel);

}  // namespace selvox::plugins
