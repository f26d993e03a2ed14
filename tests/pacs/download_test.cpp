// The download queue against a real Orthanc: what is kept names nobody, and what was begun is gone on with.

#include <csignal>
#include <fstream>
#include <thread>

#include "core/base/lock.h"
#include "core/services/download/download.h"
#include "plugins/dicom/deidentify/deidentifier.h"
#include "plugins/dicomweb/dicomweb.h"
#include "plugins/launch_local/process.h"
#include "plugins/pacs/dimse.h"
#include "tests/pacs/orthanc.h"
#include "tests/plugins/dicom_writer.h"
#include "tests/privacy/secretive_files.h"

namespace selvox {
namespace {

using services::Download;
using services::DownloadQueue;
using services::DownloadState;
using test::Path;

constexpr int kQueueSlices = 40;

class Downloads : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (!test::Orthanc::installed()) return;
    orthanc_ = new test::Orthanc;
    ASSERT_TRUE(orthanc_->running()) << orthanc_->log();
    const test::TemporaryFolder source;
    std::vector<Path> files;
    for (int slice = 0; slice < kQueueSlices; ++slice) {
      test::SliceSpec spec;
      spec.instanceNumber = slice + 1;
      spec.position = {0, 0, 2.0 * slice};
      for (int i = 0; i < 12; ++i) spec.values.push_back(slice * 50 + i);
      files.push_back(source / (std::to_string(slice) + ".dcm"));
      test::writeSlice(files.back(), spec);
    }
    test::writeSecretiveDicom(source / "head");
    for (const Path& file : test::filesBelow(source / "head"))
      if (base::utf8(file.filename()) != "Dateiname_brief.dcm") files.push_back(file);
    const auto sent = plugins::makeDicomwebClient(orthanc_->web(), {}, {})->send(files, {});
    ASSERT_TRUE(sent) << sent.error().message << sent.error().detail;
  }
  static void TearDownTestSuite() { delete std::exchange(orthanc_, nullptr); }
  void SetUp() override { SELVOX_NEEDS_ORTHANC(); }

  static Download wanted(const ports::PacsServer& server, const Path& target) {
    Download download;
    download.server = server;
    download.study = "1.2.3";
    download.series = "1.2.3.1";
    download.target = target;
    return download;
  }
  services::DownloadPorts ports(std::function<base::Status(const Path&, const Download&)> keep) {
    return {[this](const ports::PacsServer& server) {
              return server.url.empty() ? plugins::makeDimseClient(server, cancel_)
                                        : plugins::makeDicomwebClient(server, {}, cancel_);
            },
            std::move(keep)};
  }

  static test::Orthanc* orthanc_;
  test::TemporaryFolder folder_;
  base::CancelToken cancel_;
};

test::Orthanc* Downloads::orthanc_ = nullptr;

TEST_F(Downloads, GoOnImageByImage) {
  for (const auto& server : {orthanc_->dimse(), orthanc_->web()}) {
    const DownloadQueue queue(folder_ / (server.url.empty() ? "dimse" : "web"));
    ASSERT_TRUE(queue.add(wanted(server, folder_ / "out")));
    int kept = 0;
    const auto failing = services::workDownloads(queue, ports([&](const Path&, const Download&) -> base::Status {
                                                   if (kept == 7) return base::fail(base::ErrorCode::Io, "unplugged");
                                                   ++kept;
                                                   return {};
                                                 }),
                                                 {});
    ASSERT_TRUE(failing) << failing.error().message;
    EXPECT_EQ(failing->failed, 1);
    auto list = queue.list();
    ASSERT_TRUE(list && list->size() == 1);
    EXPECT_EQ(list->front().state, DownloadState::Failed);
    EXPECT_EQ(list->front().error, "unplugged");
    EXPECT_EQ(list->front().received, 7);
    EXPECT_EQ(list->front().expected, kQueueSlices);
    const auto again =
        services::workDownloads(queue, ports([](const Path&, const Download&) { return base::Status(); }), {});
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(again->images, kQueueSlices - 7);
    list = queue.list();
    EXPECT_EQ(list->front().state, DownloadState::Done);
    EXPECT_EQ(list->front().received, kQueueSlices);
    // Asked for once more: it is there.
    EXPECT_EQ(queue.add(wanted(server, folder_ / "out"))->state, DownloadState::Done);
    const auto nothing = services::workDownloads(queue, ports({}), {});
    EXPECT_EQ(nothing->images, 0);
  }
}

TEST_F(Downloads, CancelLeavesTheRestWaiting) {
  const DownloadQueue queue(folder_ / "queue");
  ASSERT_TRUE(queue.add(wanted(orthanc_->dimse(), folder_ / "out")));
  services::Watch watch;
  watch.cancel = cancel_;
  int kept = 0;
  const auto ended = services::workDownloads(queue, ports([&](const Path&, const Download&) {
                                               if (++kept == 3) cancel_.cancel();
                                               return base::Status();
                                             }),
                                             watch);
  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.error().code, base::ErrorCode::Cancelled);
  EXPECT_EQ(queue.list()->front().state, DownloadState::Waiting);
  EXPECT_EQ(queue.list()->front().received, 3);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "queue" / "staging"));
}

TEST_F(Downloads, OneProcessAtATime) {
  const DownloadQueue queue(folder_ / "queue");
  std::filesystem::create_directories(queue.folder());
  const auto held = base::FileLock::acquire(queue.lock(), base::LockMode::Exclusive, "test");
  ASSERT_TRUE(held);
  const auto second = services::workDownloads(queue, ports({}), {});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, base::ErrorCode::Busy);
}

TEST(DownloadQueueFiles, DamagedEntriesAndTornLinesArePassedOver) {
  const test::TemporaryFolder folder;
  const DownloadQueue queue(folder.path());
  Download download;
  download.study = "1.2";
  download.series = "1.2.3";
  const auto added = queue.add(download);
  ASSERT_TRUE(added);
  ASSERT_TRUE(base::writeFile(folder / "broken.json", "{\"id\":"));
  ASSERT_TRUE(base::writeFile(folder / "strange.json", "{\"id\":\"x\",\"server\":{\"port\":99999}}"));
  ASSERT_TRUE(queue.noteReceived(added->id, "1.2.3.4"));
  std::ofstream(folder / (added->id + ".received"), std::ios::app) << "0123";  // the power went
  ASSERT_TRUE(queue.noteReceived(added->id, "1.2.3.5"));
  EXPECT_EQ(queue.list()->size(), 1u);
  EXPECT_EQ(queue.receivedOf(added->id).size(), 2u);
  EXPECT_TRUE(queue.remove(added->id));
  EXPECT_FALSE(queue.remove(added->id));
  EXPECT_FALSE(queue.remove("../escape"));
}

// The program itself, killed in the middle.
class DownloadProgram : public Downloads {
 protected:
  void SetUp() override {
    SELVOX_NEEDS_ORTHANC();
    program_ = Path(plugins::launch_local::environmentVariable("SELVOX_BIN")) / "selvox";
    if (!std::filesystem::exists(program_)) GTEST_SKIP() << "selvox is not built: " << program_;
  }
  plugins::launch_local::Command command(std::vector<std::string> arguments) {
    return {program_, std::move(arguments), {{"SELVOX_DATA_DIR", base::utf8(folder_ / "private")}}};
  }
  base::Json json(std::vector<std::string> arguments) {
    arguments.emplace_back("--json");
    const auto result = plugins::launch_local::runChild(command(arguments), {}, {});
    EXPECT_TRUE(result && result->exitCode == 0) << (result ? result->errors : result.error().message);
    auto parsed = base::parseJson(result ? result->output : "", "selvox");
    EXPECT_TRUE(parsed);
    return parsed ? *parsed : base::Json();
  }
  std::vector<std::string> dimse(std::vector<std::string> words) {
    const auto server = orthanc_->dimse();
    for (const std::string& word :
         {std::string("--port"), std::to_string(server.port), std::string("--called"), server.called})
      words.push_back(word);
    return words;
  }
  int linesReceived() {
    int lines = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_ / "private")) {
      if (entry.path().extension() != ".received") continue;
      std::ifstream stream(entry.path());
      for (std::string line; std::getline(stream, line);) lines += line.size() == 16 ? 1 : 0;
    }
    return lines;
  }
  Path program_;
};

TEST_F(DownloadProgram, KilledAndResumedGetsTheRestOnly) {
  const std::string ws = base::utf8(folder_ / "ws"), out = base::utf8(folder_ / "out");
  ASSERT_EQ(plugins::launch_local::runChild(command({"init", ws}), {}, {})->exitCode, 0);
  const auto pid = plugins::launch_local::startDetached(
      command(dimse({"pacs", "get", ws, "--study", "1.2.3", "--to", out})), folder_ / "log", 0);
  ASSERT_TRUE(pid);
  while (linesReceived() < 5 && plugins::launch_local::processAlive(*pid)) std::this_thread::yield();
  kill(static_cast<pid_t>(*pid), SIGKILL);
  while (plugins::launch_local::processAlive(*pid)) std::this_thread::yield();
  const int before = linesReceived();
  ASSERT_GE(before, 5) << *base::readFile(folder_ / "log");
  ASSERT_LT(before, kQueueSlices) << "the kill came too late";
  const auto rest = json({"pacs", "resume", ws});
  EXPECT_EQ(rest["images"], kQueueSlices - before);
  EXPECT_EQ(rest["downloads"][0]["state"], "done");
  EXPECT_EQ(json({"import", ws, out, "--dataset", "fetched"})["series"], 1);
  EXPECT_EQ(json({"series", ws})[0]["shape"], base::Json({4, 3, kQueueSlices}));
  EXPECT_TRUE(json({"pacs", "queue", ws, "--remove-done"})["downloads"].empty());
}

TEST_F(DownloadProgram, WhatIsKeptNamesNobody) {
  const std::string ws = base::utf8(folder_ / "ws"), out = base::utf8(folder_ / "out");
  ASSERT_EQ(plugins::launch_local::runChild(command({"init", ws}), {}, {})->exitCode, 0);
  const auto found = json(dimse({"pacs", "find", "--patient-id", "HOSP-471199"}));
  ASSERT_EQ(found["studies"].size(), 1u);
  const auto uid = found["studies"][0]["uid"].get<std::string>();
  const auto series = json(dimse({"pacs", "find", "--series", "--study", uid}))["series"];
  ASSERT_EQ(series.size(), 1u);
  const auto fetched = json(dimse({"pacs", "get", ws, "--study", uid, "--to", out}));
  EXPECT_EQ(fetched["images"], 3);
  EXPECT_FALSE(fetched["reports"][0]["warnings"].empty());  // a head
  EXPECT_EQ(test::leakBelow(folder_ / "out", test::dicomSecrets()), "");
  EXPECT_EQ(json({"import", ws, out, "--dataset", "fetched"})["series"], 1);
  EXPECT_EQ(test::leakBelow(folder_ / "ws", test::dicomSecrets()), "");
  const Path picture = folder_ / "look.pgm";
  json(dimse({"pacs", "preview", "--study", uid, "--series", series[0]["uid"].get<std::string>(), "--output",
              base::utf8(picture)}));
  const auto bytes = base::readFile(picture);
  ASSERT_TRUE(bytes);
  EXPECT_EQ(bytes->substr(0, 11), "P5\n4 3\n255\n");
  EXPECT_EQ(bytes->size(), 11u + 12u);
  EXPECT_EQ(static_cast<unsigned char>(bytes->back()), 255);
}

}  // namespace
}  // namespace selvox
