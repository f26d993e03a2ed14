#include <cstring>
#include <fstream>

#include <gtest/gtest.h>

#include "core/base/file.h"
#include "core/base/lock.h"
#include "tests/base/temporary.h"

#ifndef _WIN32
#include <sys/wait.h>
#include <unistd.h>
#endif

using namespace selvox::base;
using selvox::test::TemporaryFolder;

namespace {
std::size_t entries(const std::filesystem::path& folder) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}
}  // namespace

TEST(File, WriteReadAndReplace) {
  TemporaryFolder folder;
  const auto path = folder.path() / pathFromUtf8("größe 日本.txt");
  ASSERT_TRUE(writeFile(path, "one"));
  ASSERT_TRUE(writeFile(path, "two\0three"));
  EXPECT_EQ(*readFile(path), "two");
  EXPECT_EQ(entries(folder.path()), 1u);
  EXPECT_EQ(readFile(folder.path()).error().code, ErrorCode::Io);
  EXPECT_EQ(readFile(path, 2).error().code, ErrorCode::Corrupt);
  EXPECT_EQ(writeFile(folder / "no/such/folder/x", "y").error().code, ErrorCode::NotFound);
}

TEST(File, AFullDiskAtAnyByteLeavesTheOldFileWhole) {
  TemporaryFolder folder;
  const std::string before = "the old content", after = "something new and longer";
  for (std::size_t bytes = 0; bytes < after.size(); ++bytes) {
    ASSERT_TRUE(writeFile(folder / "a", before));
    {
      FaultyDisk disk(bytes);
      const auto status = writeFile(folder / "a", after);
      ASSERT_FALSE(status);
      EXPECT_EQ(status.error().code, ErrorCode::DiskFull);
    }
    EXPECT_EQ(*readFile(folder / "a"), before) << bytes;
    EXPECT_EQ(entries(folder.path()), 1u) << "a temporary file stayed behind";
  }
  FaultyDisk disk(after.size());
  EXPECT_TRUE(writeFile(folder / "a", after));
}

TEST(File, AtomicFileIsInvisibleUntilCommitted) {
  TemporaryFolder folder;
  {
    auto file = AtomicFile::create(folder / "a");
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->write("0123456789", 10));
  }
  EXPECT_EQ(entries(folder.path()), 0u);
  auto first = AtomicFile::create(folder / "a"), second = AtomicFile::create(folder / "a");
  ASSERT_TRUE(first->write("first.....", 10));
  ASSERT_TRUE(second->write("second", 6));
  ASSERT_TRUE(first->writeAt(2, "RS", 2));
  ASSERT_TRUE(first->write("!", 1));
  ASSERT_TRUE(second->commit());
  EXPECT_EQ(*readFile(folder / "a"), "second");
  ASSERT_TRUE(first->commit());
  EXPECT_EQ(*readFile(folder / "a"), "fiRSt.....!");
}

TEST(File, AppendGoesOnAtTheEnd) {
  TemporaryFolder folder;
  { ASSERT_TRUE(AppendFile::open(folder / "log")->append("a\n")); }
  auto file = AppendFile::open(folder / "log");
  ASSERT_TRUE(file->append("b\n"));
  {
    FaultyDisk disk(1);
    EXPECT_EQ(file->append("cd\n").error().code, ErrorCode::DiskFull);
  }
  EXPECT_EQ(*readFile(folder / "log"), "a\nb\nc");
}

TEST(File, MapsWholeFilesAndRefusesFolders) {
  TemporaryFolder folder;
  ASSERT_TRUE(writeFile(folder / "a", "mapped"));
  ASSERT_TRUE(writeFile(folder / "empty", ""));
  const auto file = MappedFile::open(folder / "a");
  ASSERT_TRUE(file);
  ASSERT_EQ(file->bytes().size(), 6u);
  EXPECT_EQ(std::memcmp(file->bytes().data(), "mapped", 6), 0);
  EXPECT_TRUE(MappedFile::open(folder / "empty")->bytes().empty());
  EXPECT_EQ(MappedFile::open(folder.path()).error().code, ErrorCode::Io);
  EXPECT_EQ(MappedFile::open(folder / "none").error().code, ErrorCode::NotFound);
  EXPECT_TRUE(MappedFile().bytes().empty());
}

TEST(File, ReadsAPartOfAGrowingFile) {
  TemporaryFolder folder;
  ASSERT_TRUE(writeFile(folder / "a", "0123456789"));
  EXPECT_EQ(*readFrom(folder / "a", 3, 4), "3456");
  EXPECT_EQ(*readFrom(folder / "a", 8, 100), "89");
  EXPECT_EQ(*readFrom(folder / "a", 10, 100), "");
  EXPECT_EQ(*readFrom(folder / "a", 1000, 100), "");
  EXPECT_EQ(readFrom(folder / "b", 0, 1).error().code, ErrorCode::NotFound);
  EXPECT_EQ(readFrom(folder.path(), 0, 1).error().code, ErrorCode::Io);
}

TEST(File, FreeSpaceOfAFolderYetToBeMade) {
  TemporaryFolder folder;
  EXPECT_GT(freeSpace(folder / "a/b/c"), 0u);
}

TEST(Lock, ExclusiveExcludesAndNamesItsOwner) {
  TemporaryFolder folder;
  const auto path = folder / "lock";
  EXPECT_FALSE(isLocked(path));
  {
    auto held = FileLock::acquire(path, LockMode::Exclusive, "selvox-worker");
    ASSERT_TRUE(held);
    EXPECT_TRUE(isLocked(path));
    const auto second = FileLock::acquire(path, LockMode::Shared, "selvox");
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::Busy);
    EXPECT_NE(second.error().message.find("selvox-worker"), std::string::npos) << second.error().message;
    EXPECT_EQ(lockOwner(path)->program, "selvox-worker");
    EXPECT_GT(lockOwner(path)->pid, 0);
  }
  EXPECT_FALSE(isLocked(path));
  EXPECT_TRUE(FileLock::acquire(path, LockMode::Exclusive, "selvox"));
}

TEST(Lock, SharedHoldersLiveSideBySide) {
  TemporaryFolder folder;
  auto first = FileLock::acquire(folder / "lock", LockMode::Shared, "a");
  auto second = FileLock::acquire(folder / "lock", LockMode::Shared, "b");
  ASSERT_TRUE(first && second);
  EXPECT_FALSE(isLocked(folder / "lock"));
  EXPECT_EQ(FileLock::acquire(folder / "lock", LockMode::Exclusive, "c").error().code, ErrorCode::Busy);
}

#ifndef _WIN32
TEST(File, SecretsAreTheOwnersAlone) {
  TemporaryFolder folder;
  ASSERT_TRUE(writePrivateFile(folder / "key", "secret"));
  const auto mode = std::filesystem::status(folder / "key").permissions();
  EXPECT_EQ(mode, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST(Lock, DiesWithItsProcess) {
  TemporaryFolder folder;
  const auto path = folder / "lock";
  int ready[2], end[2];
  ASSERT_EQ(pipe(ready) + pipe(end), 0);
  const pid_t child = fork();
  if (child == 0) {
    auto held = FileLock::acquire(path, LockMode::Exclusive, "child");
    char byte = held ? 'y' : 'n';
    if (write(ready[1], &byte, 1) != 1) _exit(3);
    if (read(end[0], &byte, 1) != 1) _exit(4);
    _exit(0);  // without destructors
  }
  char byte = 0;
  ASSERT_EQ(read(ready[0], &byte, 1), 1);
  ASSERT_EQ(byte, 'y');
  EXPECT_TRUE(isLocked(path));
  EXPECT_EQ(lockOwner(path)->pid, child);
  EXPECT_FALSE(FileLock::acquire(path, LockMode::Exclusive, "parent"));
  ASSERT_EQ(write(end[1], "x", 1), 1);
  waitpid(child, nullptr, 0);
  EXPECT_FALSE(isLocked(path));
  EXPECT_TRUE(FileLock::acquire(path, LockMode::Exclusive, "parent"));
}
#endif
