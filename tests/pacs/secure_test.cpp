// DICOM over TLS: with the right authority it works, with another or none it is refused in words.

#include "plugins/pacs/dimse.h"
#include "tests/pacs/orthanc.h"

namespace selvox {
namespace {

TEST(SecureArchive, TheAuthorityDecides) {
  SELVOX_NEEDS_ORTHANC();
  const test::Orthanc orthanc(true);
  if (orthanc.certificates().key.empty()) GTEST_SKIP() << "openssl is missing";
  ASSERT_TRUE(orthanc.running()) << orthanc.log();
  const test::TemporaryFolder other;
  const auto wrong = base::utf8(test::makeCertificates(other.path()).authority);

  auto dimse = orthanc.dimse();
  const auto good = plugins::makeDimseClient(dimse, {})->echo();
  EXPECT_TRUE(good) << good.error().message << good.error().detail;
  dimse.ca = wrong;
  const auto bad = plugins::makeDimseClient(dimse, {})->echo();
  ASSERT_FALSE(bad);
  EXPECT_NE(bad.error().message.find("no secure connection"), std::string::npos) << bad.error().message;
  dimse.ca = "/nowhere/ca.pem";
  const auto missing = plugins::makeDimseClient(dimse, {})->echo();
  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().message.find("/nowhere/ca.pem"), std::string::npos) << missing.error().message;
  dimse.tls = false;
  dimse.timeoutSeconds = 5;
  EXPECT_FALSE(plugins::makeDimseClient(dimse, {})->echo());
}

}  // namespace
}  // namespace selvox
