#include "plugins/pacs/tls.h"

#include "dcmtk/config/osconfig.h"
//
#include "dcmtk/dcmtls/tlslayer.h"

namespace selvox::plugins::pacs {
namespace {

base::Status check(const OFCondition& condition, const std::string& what, const std::string& file) {
  if (condition.good()) return {};
  return base::fail(base::ErrorCode::InvalidArgument,
                    "TLS: " + what + " cannot be used: " + (file.empty() ? "none is given" : file) +
                        ". It is a PEM file, and certificate and key belong together.",
                    condition.text());
}

}  // namespace

base::Result<std::unique_ptr<DcmTransportLayer>> makeTls(const TlsFiles& files, bool server) {
#ifdef WITH_OPENSSL
  auto layer = std::make_unique<DcmTLSTransportLayer>(server ? NET_ACCEPTOR : NET_REQUESTOR, nullptr, OFTrue);
  if (!files.certificate.empty() || server) {
    SELVOX_CHECK(check(layer->setPrivateKeyFile(files.key.c_str(), DCF_Filetype_PEM), "the key", files.key));
    SELVOX_CHECK(check(layer->setCertificateFile(files.certificate.c_str(), DCF_Filetype_PEM), "the certificate",
                       files.certificate));
  }
  const bool verify = files.verify && (!server || !files.ca.empty());
  if (verify)
    SELVOX_CHECK(check(layer->addTrustedCertificateFile(files.ca.c_str(), DCF_Filetype_PEM),
                       "the certificate of the authority", files.ca));
  layer->setCertificateVerification(verify ? DCV_requireCertificate : DCV_ignoreCertificate);
  SELVOX_CHECK(check(layer->setTLSProfile(TSP_Profile_BCP195), "the profile BCP 195", "BCP 195"));
  SELVOX_CHECK(check(layer->activateCipherSuites(), "the profile BCP 195", "BCP 195"));
  return std::unique_ptr<DcmTransportLayer>(std::move(layer));
#else
  (void)files, (void)server;
  return base::fail(base::ErrorCode::Unsupported, "This DCMTK was built without TLS: use DICOMweb over https.");
#endif
}

}  // namespace selvox::plugins::pacs
