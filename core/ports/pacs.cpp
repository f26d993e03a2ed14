#include "core/ports/pacs.h"

namespace selvox::ports {

using base::Json;
using base::valueOr;

Json toJson(const PacsServer& s) {
  return {{"name", s.name},     {"host", s.host},       {"port", s.port},
          {"called", s.called}, {"calling", s.calling}, {"tls", s.tls},
          {"url", s.url},       {"ca", s.ca},           {"certificate", s.certificate},
          {"key", s.key},       {"verify", s.verify},   {"timeout", s.timeoutSeconds}};
}

base::Result<PacsServer> pacsServerFromJson(const Json& json) {
  const PacsServer defaults;
  PacsServer s;
  s.name = valueOr<std::string>(json, "name", "");
  s.host = valueOr<std::string>(json, "host", defaults.host);
  s.port = valueOr(json, "port", defaults.port);
  s.called = valueOr<std::string>(json, "called", defaults.called);
  s.calling = valueOr<std::string>(json, "calling", defaults.calling);
  s.tls = valueOr(json, "tls", false);
  s.url = valueOr<std::string>(json, "url", "");
  s.ca = valueOr<std::string>(json, "ca", "");
  s.certificate = valueOr<std::string>(json, "certificate", "");
  s.key = valueOr<std::string>(json, "key", "");
  s.verify = valueOr(json, "verify", true);
  s.timeoutSeconds = valueOr(json, "timeout", defaults.timeoutSeconds);
  if (s.port < 1 || s.port > 65535)
    return base::fail(base::ErrorCode::InvalidArgument, "A port lies between 1 and 65535 (104 and 11112 are usual).");
  for (const std::string& title : {s.called, s.calling})
    if (title.empty() || title.size() > 16 || title.find('\\') != std::string::npos)
      return base::fail(base::ErrorCode::InvalidArgument, "An application title has 1 to 16 characters.");
  if (!s.url.empty() && !s.url.starts_with("http://") && !s.url.starts_with("https://"))
    return base::fail(base::ErrorCode::InvalidArgument, "A DICOMweb address begins with http:// or https://.");
  if (s.timeoutSeconds < 1 || s.timeoutSeconds > 3600)
    return base::fail(base::ErrorCode::InvalidArgument, "A timeout lies between 1 and 3600 seconds.");
  return s;
}

std::string describe(const PacsServer& server) {
  return server.url.empty() ? server.host + ":" + std::to_string(server.port) : server.url;
}

}  // namespace selvox::ports
