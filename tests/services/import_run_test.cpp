#include "core/services/import_run.h"

#include "core/services/dataset_version.h"
#include "tests/services/trained_run.h"

namespace selvox::services {
namespace {

using base::Json;
using test::Bench;
using test::trainedSpec;
using test::writeCheckpoint;

TEST(ImportRun, CopiesAndChecksWhatARunIs) {
  Bench there, here;
  auto spec = trainedSpec("seg-1");
  spec.parents = {"mae-1"};
  const auto source = there.runs.create(spec);
  ASSERT_TRUE(source);
  const auto checkpoint = source->checkpoints() / "step-00000010.safetensors";
  writeCheckpoint(checkpoint, {{"arch", "unet"}, {"dim", 3}}, Json::object());
  ASSERT_TRUE(base::writeFile(source->log(), "{}\n"));
  std::filesystem::create_directories(source->root / "evaluations" / "test");
  ASSERT_TRUE(base::writeFile(source->evaluations() / "test" / "a.vol", "x"));
  ASSERT_TRUE(base::writeFile(source->root / "thesis.txt", "not a part of a run"));
  std::filesystem::create_directories(source->control());
  ASSERT_TRUE(base::writeFile(source->control() / "stop", ""));

  const auto imported = importRun(here.workspace, source->root, "", {});
  ASSERT_TRUE(imported) << imported.error().message;
  EXPECT_EQ(imported->name, "seg-1");
  EXPECT_EQ(imported->files, 4);
  EXPECT_EQ(imported->checkpoints, 1);
  EXPECT_EQ(imported->missing, std::vector<std::string>{"mae-1"});
  EXPECT_FALSE(imported->constants) << "its workspace has no such version";
  const auto copy = here.runs.folder("seg-1");
  EXPECT_EQ(*base::readFile(copy.spec()), *base::readFile(source->spec()));
  EXPECT_EQ(*base::readFile(copy.evaluations() / "test" / "a.vol"), "x");
  EXPECT_FALSE(std::filesystem::exists(copy.root / "thesis.txt"));
  EXPECT_FALSE(std::filesystem::exists(copy.control() / "stop"));

  const auto again = importRun(here.workspace, source->root, "", {});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, base::ErrorCode::AlreadyExists);
  DatasetVersion version;
  version.id = "v1";
  version.constants = {{"CT", {{"mean", 40}}}};
  ASSERT_TRUE(saveVersion(there.workspace.root, version));
  const auto whole = importRun(here.workspace, source->root, "seg-2", {});
  ASSERT_TRUE(whole) << whole.error().message;
  EXPECT_TRUE(whole->constants);
  EXPECT_EQ(*base::readJson(here.runs.folder("seg-2").root / "constants.json"), version.constants);
  EXPECT_FALSE(importRun(here.workspace, source->root, "../out", {}));

  auto bytes = *base::readFile(checkpoint);
  bytes.back() = static_cast<char>(bytes.back() ^ 1);  // a weight
  ASSERT_TRUE(base::writeFile(checkpoint, bytes));
  const auto damaged = importRun(here.workspace, source->root, "seg-3", {});
  ASSERT_FALSE(damaged);
  EXPECT_EQ(damaged.error().code, base::ErrorCode::Corrupt);
  EXPECT_FALSE(std::filesystem::exists(here.runs.folder("seg-3").root));
  EXPECT_FALSE(std::filesystem::exists(here.runs.root() / ".import-seg-3")) << "nothing is left behind";

  std::filesystem::remove(checkpoint);
  std::filesystem::create_directories(source->previews());
  std::error_code failed;
  std::filesystem::create_symlink("/etc/hostname", source->previews() / "link", failed);
  if (failed) GTEST_SKIP() << "no symbolic links here";
  EXPECT_EQ(importRun(here.workspace, source->root, "seg-4", {}).error().code, base::ErrorCode::Refused);
}

TEST(ImportRun, AFullDiskLeavesNothing) {
  Bench there, here;
  const auto source = there.runs.create(trainedSpec("seg-1"));
  ASSERT_TRUE(source);
  {
    const base::FaultyDisk disk(100);
    EXPECT_FALSE(importRun(here.workspace, source->root, "", {}));
  }
  EXPECT_FALSE(std::filesystem::exists(here.runs.folder("seg-1").root));
}

}  // namespace
}  // namespace selvox::services
