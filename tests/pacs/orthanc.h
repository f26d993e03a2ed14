#pragma once
// A real Orthanc server (Debian's package) on this machine, with a storage and ports of its own, gone at the end.

#include <string>

#include "core/ports/pacs.h"
#include "tests/plugins/support.h"

namespace selvox::test {

[[nodiscard]] int freePort();

struct Certificates {  // PEM files made by openssl for 127.0.0.1; empty paths where openssl is missing
  Path authority, certificate, key;
};
[[nodiscard]] Certificates makeCertificates(const Path& folder);

class Orthanc {
 public:
  // `tls`: its DICOM port wants it. (The web server of Debian 12's Orthanc crashes over https.) `receiverPort`: where
  // it sends for its modality "selvox".
  explicit Orthanc(bool tls = false, int receiverPort = 0);
  ~Orthanc();
  [[nodiscard]] static bool installed();
  [[nodiscard]] bool running() const { return running_; }
  [[nodiscard]] std::string log() const;
  [[nodiscard]] ports::PacsServer dimse() const;
  [[nodiscard]] ports::PacsServer web() const;
  // Its own REST interface.
  [[nodiscard]] std::string post(const std::string& path, const std::string& body) const;
  [[nodiscard]] std::string get(const std::string& path) const;
  [[nodiscard]] const Certificates& certificates() const { return certificates_; }

 private:
  void writeConfiguration(const Path& file, int receiverPort) const;
  [[nodiscard]] bool answers() const;
  TemporaryFolder folder_;
  Certificates certificates_;
  bool tls_ = false, running_ = false;
  int dicomPort_ = 0, webPort_ = 0;
  std::int64_t pid_ = 0;
};

#define SELVOX_NEEDS_ORTHANC()               \
  if (!::selvox::test::Orthanc::installed()) \
  GTEST_SKIP() << "Orthanc is not installed (apt install orthanc orthanc-dicomweb)"

}  // namespace selvox::test
