// Versions, locks, and processes that die.
#include <gtest/gtest.h>

#include <SQLiteCpp/SQLiteCpp.h>

#include "core/base/file.h"
#include "core/base/lock.h"
#include "storage/catalog/guard.h"
#include "storage/catalog/migrate.h"
#include "tests/storage/rows.h"

#ifndef _WIN32
#include <sys/wait.h>
#include <unistd.h>
#endif

using namespace selvox;
using namespace selvox::storage::catalog;
using base::ErrorCode;
using test::add;
using test::exampleSeries;
using test::ExampleWorkspace;

namespace {

SQLite::Database raw(const std::filesystem::path& file) {
  return {base::utf8(file), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, 10000};
}

// A catalog as version `version` left it.
void makeOld(const std::filesystem::path& file, int version) {
  SQLite::Database database = raw(file);
  const std::vector<std::string> upTo(migrations().begin(), migrations().begin() + version);
  ASSERT_TRUE(migrate(database, upTo));
  database.exec("INSERT INTO workspace (id, created) VALUES ('11111111-2222-4333-8444-555555555555', 'then')");
  database.exec("INSERT INTO datasets (name, created) VALUES ('kept', 'then')");
}

}  // namespace

TEST(Migration, EveryOldVersionOpensWithItsRows) {
  ASSERT_GE(newestVersion(), 1);
  for (int version = 1; version <= newestVersion(); ++version) {
    ExampleWorkspace ws;
    std::filesystem::create_directories(ws.root);
    makeOld(ws.root / "catalog.sqlite", version);
    const auto catalog = ws.open();
    ASSERT_TRUE(catalog) << version;
    ASSERT_EQ(catalog->datasets()->size(), 1u);
    EXPECT_EQ(catalog->datasets()->front().name, "kept");
    EXPECT_EQ(catalog->workspaceId(), "11111111-2222-4333-8444-555555555555");
    SQLite::Database database = raw(ws.root / "catalog.sqlite");
    EXPECT_EQ(versionOf(database), newestVersion());
  }
}

TEST(Migration, RunsEachScriptOnceAndStopsWholeAtAMistake) {
  test::TemporaryFolder folder;
  SQLite::Database database = raw(folder / "c.sqlite");
  std::vector<std::string> scripts = {"CREATE TABLE a (x);", "ALTER TABLE a ADD COLUMN y;"};
  ASSERT_TRUE(*needsMigration(database, scripts));
  ASSERT_TRUE(migrate(database, scripts));
  ASSERT_TRUE(migrate(database, scripts));
  EXPECT_FALSE(*needsMigration(database, scripts));
  scripts.push_back("ALTER TABLE a ADD COLUMN z; CREATE TABLE a (x);");  // fails in its second statement
  EXPECT_TRUE(*needsMigration(database, scripts));
  EXPECT_FALSE(migrate(database, scripts));
  EXPECT_EQ(versionOf(database), 2);
  EXPECT_EQ(database.execAndGet("SELECT count(*) FROM pragma_table_info('a')").getInt(), 2);
}

TEST(Migration, ANewerCatalogIsRefusedInWords) {
  ExampleWorkspace ws;
  ASSERT_TRUE(ws.create());
  {
    SQLite::Database database = raw(ws.root / "catalog.sqlite");
    database.exec("PRAGMA user_version = 99");
  }
  const auto opened = SqliteCatalog::open(ws.root, ws.data);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::NewerVersion);
  EXPECT_NE(opened.error().message.find("newer Selvox"), std::string::npos);
}

TEST(Migration, FilesOfOthersAreRefused) {
  ExampleWorkspace ws;
  std::filesystem::create_directories(ws.root);
  ASSERT_TRUE(base::writeFile(ws.root / "catalog.sqlite", std::string(5000, 'x')));
  EXPECT_EQ(SqliteCatalog::open(ws.root, ws.data).error().code, ErrorCode::Corrupt);
  std::filesystem::remove(ws.root / "catalog.sqlite");
  { raw(ws.root / "catalog.sqlite").exec("CREATE TABLE theirs (x)"); }
  EXPECT_EQ(SqliteCatalog::open(ws.root, ws.data).error().code, ErrorCode::Corrupt);
  std::filesystem::remove(ws.root / "catalog.sqlite");
  ASSERT_TRUE(base::writeFile(ws.root / "catalog.sqlite", ""));
  EXPECT_EQ(SqliteCatalog::open(ws.root, ws.data).error().code, ErrorCode::Corrupt);
}

TEST(WorkspaceLock, AnExclusiveHolderIsNamed) {
  ExampleWorkspace ws;
  ASSERT_TRUE(ws.create());
  const auto held = base::FileLock::acquire(ws.root / "workspace.lock", base::LockMode::Exclusive, "selvox vacuum");
  ASSERT_TRUE(held);
  const auto opened = SqliteCatalog::open(ws.root, ws.data);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::Busy);
  for (const char* word : {"selvox vacuum", "process ", "since 20"})
    EXPECT_NE(opened.error().message.find(word), std::string::npos) << opened.error().message;
}

TEST(WorkspaceLock, AMigrationWaitsForNobodyButRefuses) {
  ExampleWorkspace ws;
  std::filesystem::create_directories(ws.root);
  ASSERT_TRUE(base::writeFile(ws.root / "catalog.sqlite", ""));
  const auto reader = base::FileLock::acquire(ws.root / "workspace.lock", base::LockMode::Shared, "selvox-workbench");
  std::filesystem::remove(ws.root / "catalog.sqlite");
  const auto created = SqliteCatalog::create(ws.root, ws.data);
  ASSERT_FALSE(created);
  EXPECT_EQ(created.error().code, ErrorCode::Busy);
}

TEST(Guard, CodesOfSQLiteBecomeOurs) {
  EXPECT_EQ(errorFrom(SQLite::Exception("x", 13), "y").code, ErrorCode::DiskFull);
  EXPECT_EQ(errorFrom(SQLite::Exception("x", 5), "y").code, ErrorCode::Busy);
  EXPECT_EQ(errorFrom(SQLite::Exception("x", 11), "y").code, ErrorCode::Corrupt);
  EXPECT_EQ(errorFrom(SQLite::Exception("x", 9), "y").code, ErrorCode::Cancelled);
}

#ifndef _WIN32
TEST(Crash, AProcessThatDiesInATransactionLeavesNothingBehind) {
  ExampleWorkspace ws;
  ASSERT_TRUE(ws.create());
  const pid_t child = fork();
  if (child == 0) {
    auto catalog = SqliteCatalog::open(ws.root, ws.data);
    if (!catalog) _exit(2);
    ports::ImportBatch whole;
    whole.dataset = "d";
    add(whole, exampleSeries("whole", "P-1", true));
    if (!(*catalog)->commit(whole)) _exit(3);
    SQLite::Database database = raw(ws.root / "catalog.sqlite");
    database.exec("BEGIN IMMEDIATE");
    database.exec("INSERT INTO datasets (name, created) VALUES ('half', 'now')");
    database.exec("DELETE FROM series");
    _exit(0);  // between two statements, without a destructor
  }
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_EQ(WEXITSTATUS(status), 0);
  const auto catalog = ws.open();
  ASSERT_TRUE(catalog);
  ASSERT_EQ(catalog->datasets()->size(), 1u);
  EXPECT_EQ(catalog->datasets()->front().name, "d");
  EXPECT_EQ(catalog->seriesIds({})->size(), 1u);
  ports::ImportBatch next;
  next.dataset = "d";
  add(next, exampleSeries("next", "P-2", false));
  EXPECT_TRUE(catalog->commit(next));
}

TEST(TwoProcesses, WriteSideBySideWithoutLosingABatch) {
  ExampleWorkspace ws;
  ASSERT_TRUE(ws.create());
  constexpr int kBatches = 20;
  const auto work = [&](const std::string& who) {
    auto catalog = SqliteCatalog::open(ws.root, ws.data);
    if (!catalog) return 2;
    for (int i = 0; i < kBatches; ++i) {
      ports::ImportBatch batch;
      batch.dataset = "shared";
      add(batch, exampleSeries(who + std::to_string(i), "P-" + who, true));
      if (!(*catalog)->commit(batch)) return 3;
      if (!(*catalog)->pseudonymKey()) return 4;
    }
    return 0;
  };
  const pid_t child = fork();
  if (child == 0) _exit(work("child"));
  EXPECT_EQ(work("parent"), 0);
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 0);
  const auto catalog = ws.open();
  const auto rows = catalog->series(*catalog->seriesIds({.dataset = "shared"}));
  ASSERT_EQ(rows->size(), 2u * kBatches);
  for (const auto& row : *rows) EXPECT_EQ(row.files, exampleSeries(row.caseName, "", true).files);
}
#endif
