#include "plugins/pacs/words.h"

#include "dcmtk/config/osconfig.h"
//
#include "dcmtk/dcmnet/cond.h"
#include "dcmtk/dcmnet/dimse.h"
#include "dcmtk/oflog/oflog.h"
#include "dcmtk/ofstd/ofstd.h"

namespace selvox::plugins::pacs {

void prepareNetwork() {
  static const bool done = [] {
    OFLog::configure(OFLogger::OFF_LOG_LEVEL);
    OFStandard::initializeNetwork();
    return true;
  }();
  (void)done;
}

tl::unexpected<base::Error> networkFailure(const ports::PacsServer& server, const OFCondition& condition) {
  const std::string place = ports::describe(server);
  if (condition == DUL_ASSOCIATIONREJECTED)
    return base::fail(base::ErrorCode::Refused,
                      place + " refuses the titles: it is called '" + server.called + "' here and we call ourselves '" +
                          server.calling + "'. Enter the titles it expects, or have ours registered there.",
                      condition.text());
  if (condition == NET_EC_NoAcceptablePresentationContexts || condition == DIMSE_NOVALIDPRESENTATIONCONTEXTID)
    return base::fail(base::ErrorCode::Unsupported,
                      place +
                          " answers, but does not offer this service. Ask its administrator for query and retrieve "
                          "(C-FIND, C-GET), or use its DICOMweb address.",
                      condition.text());
  if (condition == DIMSE_NODATAAVAILABLE)
    return base::fail(base::ErrorCode::Io,
                      place + " gave no answer within " + std::to_string(server.timeoutSeconds) +
                          " seconds. Try again, ask for less, or raise the timeout.",
                      condition.text());
  const bool tlsError = condition.code() == DULC_TLSERROR && condition.module() == OFM_dcmnet;
  if (tlsError || condition.module() == OFM_dcmtls)
    return base::fail(base::ErrorCode::Refused,
                      place +
                          ": no secure connection. Check that it speaks TLS on this port and that the certificates "
                          "are the right ones.",
                      condition.text());
  return base::fail(base::ErrorCode::Io,
                    "No connection to " + place +
                        ". Check address and port, and that the server runs and no firewall "
                        "stands between" +
                        std::string(server.tls ? "." : "; or it wants TLS on this port."),
                    condition.text());
}

std::string statusProblem(unsigned status) {
  if (status == STATUS_Success || (status & 0xFF00) == 0xFF00) return {};
  switch (status) {
    case 0xA700:
    case 0xA701:
    case 0xA702:
      return "the server ran out of resources; ask for less at a time";
    case 0xA801:
      return "the server does not know where to send; use C-GET or DICOMweb";
    case 0xA900:
      return "the server finds that the question does not fit its data model";
    case 0xFE00:
      return "cancelled";
    case 0x0122:
      return "the server does not support this kind of object";
    default:
      break;
  }
  char hex[8];
  std::snprintf(hex, sizeof hex, "%04X", status & 0xFFFF);
  return std::string("the server answered with status 0x") + hex;
}

}  // namespace selvox::plugins::pacs
