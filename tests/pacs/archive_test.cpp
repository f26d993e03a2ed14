// Both kinds of client against a real Orthanc: what was sent is found, fetched and the same.

#include <thread>

#include "plugins/dicomweb/dicomweb.h"
#include "plugins/pacs/dimse.h"
#include "tests/pacs/orthanc.h"
#include "tests/plugins/dicom_writer.h"
#include "tests/privacy/secretive_files.h"
//
#include "dcmtk/config/osconfig.h"
//
#include "dcmtk/dcmdata/dctk.h"

namespace selvox {
namespace {

using test::Path;

constexpr int kLiverSlices = 5;

std::string pixelsOf(const Path& path) {
  DcmFileFormat file;
  EXPECT_TRUE(file.loadFile(base::utf8(path).c_str()).good()) << path;
  const Uint16* values = nullptr;
  unsigned long count = 0;
  EXPECT_TRUE(file.getDataset()->findAndGetUint16Array(DCM_PixelData, values, &count).good());
  return {reinterpret_cast<const char*>(values), count * 2};
}

class Archive : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (!test::Orthanc::installed()) return;
    source_ = new test::TemporaryFolder;
    receiverPort_ = test::freePort();
    orthanc_ = new test::Orthanc(false, receiverPort_);
    ASSERT_TRUE(orthanc_->running()) << orthanc_->log();
    test::writeSecretiveDicom(*source_ / "head");
    std::filesystem::create_directories(*source_ / "liver");
    for (int slice = 0; slice < kLiverSlices; ++slice) {
      test::SliceSpec spec;
      spec.instanceNumber = slice + 1;
      spec.position = {0, 0, 2.0 * slice};
      for (int i = 0; i < 12; ++i) spec.values.push_back(slice * 50 + i);
      test::writeSlice(*source_ / "liver" / (std::to_string(slice) + ".dcm"), spec);
    }
    std::vector<Path> first, second;
    for (const Path& file : test::filesBelow(*source_ / "head"))
      if (base::utf8(file.filename()) != "Dateiname_brief.dcm") first.push_back(file);
    for (const Path& file : test::filesBelow(*source_ / "liver")) second.push_back(file);
    const auto sent = plugins::makeDimseClient(orthanc_->dimse(), {})->send(first, {});
    ASSERT_TRUE(sent) << sent.error().message << sent.error().detail;
    const auto stowed = plugins::makeDicomwebClient(orthanc_->web(), {}, {})->send(second, {});
    ASSERT_TRUE(stowed) << stowed.error().message << stowed.error().detail;
  }
  static void TearDownTestSuite() {
    delete std::exchange(orthanc_, nullptr);
    delete std::exchange(source_, nullptr);
  }
  void SetUp() override {
    SELVOX_NEEDS_ORTHANC();
    clients_.push_back(plugins::makeDimseClient(orthanc_->dimse(), {}));
    clients_.push_back(plugins::makeDicomwebClient(orthanc_->web(), {}, {}));
  }

  static test::Orthanc* orthanc_;
  static test::TemporaryFolder* source_;
  static int receiverPort_;
  std::vector<std::unique_ptr<ports::PacsClient>> clients_;
};

test::Orthanc* Archive::orthanc_ = nullptr;
test::TemporaryFolder* Archive::source_ = nullptr;
int Archive::receiverPort_ = 0;

TEST_F(Archive, Answers) {
  for (const auto& client : clients_) {
    const auto answer = client->echo();
    EXPECT_TRUE(answer) << answer.error().message << answer.error().detail;
  }
}

TEST_F(Archive, MistakesAreNamed) {
  auto server = orthanc_->dimse();
  server.called = "NOBODY";
  const auto refused = plugins::makeDimseClient(server, {})->echo();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, base::ErrorCode::Refused);
  EXPECT_NE(refused.error().message.find("'NOBODY'"), std::string::npos) << refused.error().message;
  server.port = test::freePort();
  const auto closed = plugins::makeDimseClient(server, {})->echo();
  ASSERT_FALSE(closed);
  EXPECT_NE(closed.error().message.find("Check address and port"), std::string::npos) << closed.error().message;
  auto web = orthanc_->web();
  web.url += "r";
  const auto elsewhere = plugins::makeDicomwebClient(web, {}, {})->echo();
  ASSERT_FALSE(elsewhere);
  EXPECT_NE(elsewhere.error().message.find("/dicom-web"), std::string::npos) << elsewhere.error().message;
}

TEST_F(Archive, FindsByWhatIsKnown) {
  for (const auto& client : clients_) {
    ports::PacsQuery query;
    const auto all = client->studies(query);
    ASSERT_TRUE(all) << all.error().message;
    EXPECT_EQ(all->size(), 2u);
    query.patientId = "*471199";
    const auto byNumber = client->studies(query);
    ASSERT_TRUE(byNumber) << byNumber.error().message;
    ASSERT_EQ(byNumber->size(), 1u);
    EXPECT_EQ((*byNumber)[0].patientName, "Ängström^Ýrsa Wilhelmina");  // UTF-8, whatever the server speaks
    EXPECT_EQ((*byNumber)[0].patientId, "HOSP-471199");
    EXPECT_EQ((*byNumber)[0].date, "20190314");
    EXPECT_EQ((*byNumber)[0].modalities, "MR");
    EXPECT_EQ((*byNumber)[0].instances, 3);
    query = {};
    query.from = "20190401";
    EXPECT_EQ(client->studies(query)->size(), 0u);
    query.from = "20190301";
    query.to = "20190331";
    EXPECT_EQ(client->studies(query)->size(), 1u);
    query = {};
    query.most = 1;
    EXPECT_EQ(client->studies(query)->size(), 1u);
    const auto series = client->series("1.2.3");
    ASSERT_TRUE(series) << series.error().message;
    ASSERT_EQ(series->size(), 1u);
    EXPECT_EQ((*series)[0].uid, "1.2.3.1");
    EXPECT_EQ((*series)[0].number, "7");
    EXPECT_EQ((*series)[0].instances, kLiverSlices);
    const auto instances = client->instances("1.2.3", "1.2.3.1");
    ASSERT_TRUE(instances);
    ASSERT_EQ(instances->size(), 5u);
    EXPECT_EQ(instances->front(), "1.2.3.1.1");
    EXPECT_EQ(instances->back(), "1.2.3.1.5");
  }
}

TEST_F(Archive, FetchesWhatWasSent) {
  for (const auto& client : clients_) {
    const test::TemporaryFolder staging;
    std::map<std::string, std::string> pixels;
    const auto keep = [&](const Path& file, const std::string& instance) -> base::Status {
      DcmFileFormat loaded;
      EXPECT_TRUE(loaded.loadFile(base::utf8(file).c_str()).good());
      OFString uid;
      loaded.getDataset()->findAndGetOFString(DCM_SOPInstanceUID, uid);
      EXPECT_EQ(instance, uid.c_str());
      pixels[uid.c_str()] = pixelsOf(file);
      return {};
    };
    const auto fetched = client->fetch("1.2.3", "1.2.3.1", {}, staging.path(), keep);
    ASSERT_TRUE(fetched) << fetched.error().message << fetched.error().detail;
    ASSERT_EQ(pixels.size(), 5u);
    for (int slice = 0; slice < kLiverSlices; ++slice)
      EXPECT_EQ(pixels["1.2.3.1." + std::to_string(slice + 1)],
                pixelsOf(*source_ / "liver" / (std::to_string(slice) + ".dcm")));
    EXPECT_TRUE(test::filesBelow(staging.path()).empty());
    pixels.clear();
    const auto some = client->fetch("1.2.3", "1.2.3.1", {"1.2.3.1.2", "1.2.3.1.4"}, staging.path(), keep);
    ASSERT_TRUE(some) << some.error().message << some.error().detail;
    EXPECT_EQ(pixels.size(), 2u);
    EXPECT_TRUE(pixels.contains("1.2.3.1.4"));
  }
}

TEST_F(Archive, WhatCannotBeKeptEndsTheTransfer) {
  for (const auto& client : clients_) {
    const test::TemporaryFolder staging;
    int met = 0;
    const auto fetched = client->fetch("1.2.3", "1.2.3.1", {}, staging.path(), [&](const Path&, const std::string&) {
      return ++met < 2 ? base::Status() : base::Status(base::fail(base::ErrorCode::DiskFull, "full"));
    });
    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().code, base::ErrorCode::DiskFull);
    EXPECT_EQ(met, 2);
  }
}

TEST_F(Archive, CancelEndsIt) {
  const base::CancelToken cancel;
  const test::TemporaryFolder staging;
  for (const auto& client : {plugins::makeDimseClient(orthanc_->dimse(), cancel).release(),
                             plugins::makeDicomwebClient(orthanc_->web(), {}, cancel).release()}) {
    const std::unique_ptr<ports::PacsClient> owned(client);
    const auto fetched = owned->fetch("1.2.3", "1.2.3.1", {}, staging.path(), [&](const Path&, const std::string&) {
      cancel.cancel();
      return base::Status();
    });
    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().code, base::ErrorCode::Cancelled) << fetched.error().message;
  }
}

TEST_F(Archive, ReceivesWhatTheArchiveSends) {
  const test::TemporaryFolder folder;
  const base::CancelToken cancel;
  std::vector<std::string> got;
  bool refuse = true;
  std::string instances;
  std::thread sender;
  const auto ready = [&] {
    sender = std::thread([&] {
      const auto all = base::parseJson(orthanc_->get("/instances"), "instances");
      ASSERT_TRUE(all);
      (void)orthanc_->post("/modalities/selvox/store",
                           base::dumpJson({{"Resources", *all}, {"Asynchronous", false}, {"Permissive", true}}));
      cancel.cancel();
    });
  };
  plugins::ReceiverOptions options;
  options.port = receiverPort_;
  const auto received = plugins::receiveFiles(
      options, folder.path(),
      [&](const Path& file, const std::string& instance) -> base::Status {
        EXPECT_FALSE(pixelsOf(file).empty());
        got.push_back(instance);
        if (std::exchange(refuse, false)) return base::fail(base::ErrorCode::Io, "not this one");
        return {};
      },
      ready, cancel);
  sender.join();
  ASSERT_TRUE(received) << received.error().message;
  EXPECT_EQ(got.size(), 8u);  // the refused one did not end it
  EXPECT_TRUE(test::filesBelow(folder.path()).empty());
}

TEST(ArchiveReceiver, APortThatIsTakenIsNamed) {
  const test::TemporaryFolder folder;
  const base::CancelToken cancel;
  plugins::ReceiverOptions options;
  options.port = test::freePort();
  bool tried = false;
  const auto outer = plugins::receiveFiles(
      options, folder.path(), [](const Path&, const std::string&) { return base::Status(); },
      [&] {
        const auto inner = plugins::receiveFiles(
            options, folder.path(), [](const Path&, const std::string&) { return base::Status(); }, {}, cancel);
        ASSERT_FALSE(inner);
        EXPECT_EQ(inner.error().code, base::ErrorCode::Busy);
        tried = true;
        cancel.cancel();
      },
      cancel);
  EXPECT_TRUE(outer);
  EXPECT_TRUE(tried);
}

}  // namespace
}  // namespace selvox
