#include <gtest/gtest.h>

#include "core/base/file.h"
#include "core/base/lock.h"
#include "storage/cache/folder_cache.h"
#include "storage/runs/folder_run_store.h"
#include "tests/base/temporary.h"
#include "tests/volume/phantom.h"

using namespace selvox;
using base::ErrorCode;
using storage::cache::FolderCache;
using storage::runs::FolderRunStore;
using test::TemporaryFolder;

namespace {

spec::RunSpec exampleRun(const std::string& name, const std::string& created = "2026-01-01T00:00:00.000Z") {
  spec::RunSpec spec;
  spec.name = name;
  spec.kind = "pretrain";
  spec.method = "mae";
  spec.arch = "unet";
  spec.created = created;
  return spec;
}

std::vector<std::string> namesOf(FolderRunStore& store) {
  std::vector<std::string> names;
  const auto listing = store.list();
  for (const auto& run : *listing) names.push_back(run.snapshot.spec.name);
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST(FolderCache, StoresOnceAndNoticesDamage) {
  TemporaryFolder folder;
  FolderCache cache(folder.path());
  const std::string key = "ab" + std::string(30, '0');
  const auto volume = test::makeVolume<std::int16_t>({40, 5, 5}, volume::VoxelType::Int16,
                                                     [](auto x, auto, auto) { return static_cast<double>(x); });
  EXPECT_FALSE(cache.contains(key));
  ASSERT_TRUE(cache.store(key, {}, volume));
  EXPECT_TRUE(cache.contains(key));
  EXPECT_EQ(cache.pathOf(key), folder.path() / "ab" / (key + ".vol"));
  const auto written = std::filesystem::last_write_time(cache.pathOf(key));
  ASSERT_TRUE(cache.store(key, {}, volume));
  EXPECT_EQ(std::filesystem::last_write_time(cache.pathOf(key)), written) << "entries never change";
  const auto bytes = *base::readFile(cache.pathOf(key));
  ASSERT_TRUE(base::writeFile(cache.pathOf(key), bytes.substr(0, bytes.size() - 4096)));
  EXPECT_FALSE(cache.contains(key));
  ASSERT_TRUE(cache.store(key, {}, volume));
  EXPECT_TRUE(cache.contains(key));
}

TEST(FolderCache, WrongKeysTouchNothing) {
  TemporaryFolder folder;
  FolderCache cache(folder / "cache");
  for (const std::string key : {"", "../../../../etc/passwd", "AB000000000000000000000000000000", "ab"}) {
    EXPECT_FALSE(cache.contains(key));
    EXPECT_EQ(cache.store(key, {}, {}).error().code, ErrorCode::InvalidArgument);
    EXPECT_TRUE(cache.pathOf(key).string().starts_with((folder / "cache").string()));
  }
  EXPECT_FALSE(std::filesystem::exists(folder / "cache"));
}

TEST(RunStore, CreateListFind) {
  TemporaryFolder folder;
  FolderRunStore store(folder / "runs");
  EXPECT_TRUE(store.list()->empty());
  ASSERT_TRUE(store.create(exampleRun("b", "2026-01-02")));
  ASSERT_TRUE(store.create(exampleRun("a", "2026-01-03")));
  const auto run = store.create(exampleRun("c", "2026-01-01"));
  ASSERT_TRUE(run);
  EXPECT_TRUE(std::filesystem::exists(run->spec()));
  EXPECT_TRUE(std::filesystem::is_directory(run->checkpoints()));
  EXPECT_EQ(namesOf(store), (Names{"c", "b", "a"}));
  EXPECT_EQ(store.find("a")->snapshot.view.state, "queued");
  EXPECT_EQ(store.find("zzz").error().code, ErrorCode::NotFound);
  EXPECT_EQ(store.find("../x").error().code, ErrorCode::NotFound);
  for (const auto& entry : std::filesystem::directory_iterator(folder / "runs"))
    EXPECT_NE(entry.path().filename().string()[0], '.');
}

TEST(RunStore, TakenNamesSuggestTheNextFreeOne) {
  TemporaryFolder folder;
  FolderRunStore store(folder / "runs");
  ASSERT_TRUE(store.create(exampleRun("mae-1")));
  ASSERT_TRUE(store.create(exampleRun("mae-2")));
  const auto taken = store.create(exampleRun("mae-1"));
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, ErrorCode::AlreadyExists);
  EXPECT_NE(taken.error().message.find("mae-3"), std::string::npos) << taken.error().message;
  for (const char* bad : {"", "queue", "lock", "../x", "a b", "CON", "x.tmp"})
    EXPECT_EQ(store.create(exampleRun(bad)).error().code, ErrorCode::InvalidArgument) << bad;
}

TEST(RunStore, AFullDiskLeavesNoHalfRun) {
  TemporaryFolder folder;
  FolderRunStore store(folder / "runs");
  {
    base::FaultyDisk disk(50);
    EXPECT_EQ(store.create(exampleRun("a")).error().code, ErrorCode::DiskFull);
  }
  EXPECT_TRUE(namesOf(store).empty());
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder / "runs"), {}), 0);
  EXPECT_TRUE(store.create(exampleRun("a")));
}

TEST(RunStore, ListFollowsLogsAndReplacedRuns) {
  TemporaryFolder folder;
  FolderRunStore store(folder / "runs");
  const auto run = *store.create(exampleRun("a"));
  {
    const auto lock = base::FileLock::acquire(run.lock(), base::LockMode::Exclusive, "selvox-worker");
    auto writer = events::EventWriter::open(run.log());
    ASSERT_TRUE(writer->write("run_started", {{"step", 0}}));
    EXPECT_EQ(store.list()->front().snapshot.view.state, "running");
    for (int i = 1; i <= 50; ++i) {
      ASSERT_TRUE(writer->write("heartbeat", {{"step", i}}));
      ASSERT_EQ(store.list()->front().snapshot.view.step, i);
    }
    EXPECT_EQ(store.remove("a").error().code, ErrorCode::Busy);
    EXPECT_EQ(store.enqueue("a").error().code, ErrorCode::Busy);
  }
  EXPECT_EQ(store.find("a")->snapshot.view.state, "lost");
  ASSERT_TRUE(store.remove("a"));
  EXPECT_TRUE(namesOf(store).empty());
  EXPECT_EQ(store.remove("a").error().code, ErrorCode::NotFound);
  ASSERT_TRUE(store.create(exampleRun("a")));
  EXPECT_EQ(store.find("a")->snapshot.view.state, "queued");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder / "runs"), {}), 1);
}

TEST(RunStore, BrokenRunsAreLeftOutAndNamed) {
  TemporaryFolder folder;
  FolderRunStore store(folder / "runs");
  ASSERT_TRUE(store.create(exampleRun("good")));
  const auto bad = *store.create(exampleRun("bad"));
  ASSERT_TRUE(base::writeFile(bad.spec(), "{"));
  std::filesystem::create_directories(folder / "runs/empty");
  EXPECT_EQ(namesOf(store), Names{"good"});
  ASSERT_EQ(store.broken().size(), 2u);
  EXPECT_FALSE(store.find("bad"));
  ASSERT_TRUE(store.remove("bad"));
}

TEST(RunStore, TheQueueKeepsItsOrder) {
  TemporaryFolder folder;
  FolderRunStore store(folder / "runs");
  EXPECT_TRUE(store.queue()->empty());
  for (const char* name : {"c", "a", "b"}) {
    ASSERT_TRUE(store.create(exampleRun(name)));
    ASSERT_TRUE(store.enqueue(name));
  }
  ASSERT_TRUE(store.enqueue("c"));
  ASSERT_TRUE(base::writeFile(folder / "runs/queue/lock", ""));
  ASSERT_TRUE(base::writeFile(folder / "runs/queue/stranger", "{}"));
  EXPECT_EQ(*store.queue(), (Names{"c", "a", "b"}));
  ASSERT_TRUE(store.dequeue("a"));
  ASSERT_TRUE(store.dequeue("a"));
  EXPECT_EQ(*store.queue(), (Names{"c", "b"}));
  ASSERT_TRUE(store.remove("c"));
  EXPECT_EQ(*store.queue(), Names{"b"});
  EXPECT_EQ(store.enqueue("none").error().code, ErrorCode::NotFound);
  EXPECT_EQ(namesOf(store).size(), 2u);
}
