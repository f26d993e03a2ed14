// Child processes and the replay launcher, with the programs that this machine has.

#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "core/base/file.h"
#include "core/events/run_folder.h"
#include "plugins/launch_local/process.h"
#include "plugins/launch_local/replay.h"
#include "tests/base/temporary.h"

namespace selvox::plugins::launch_local {
namespace {

#ifndef _WIN32

Command shell(const std::string& script) {
  return {"/bin/sh", {"-c", script}, {{"SELVOX_WORD", "a b\"c"}}};
}

TEST(RunChild, GivesOutputLinesAndExitCode) {
  std::vector<std::string> lines;
  const auto result = runChild(shell("printf 'one\\ntwo'; echo first >&2; printf rest >&2; exit 3"),
                               [&](std::string_view line) { lines.emplace_back(line); }, {});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->exitCode, 3);
  EXPECT_EQ(result->output, "one\ntwo");
  EXPECT_EQ(lines, (std::vector<std::string>{"first", "rest"}));
  EXPECT_EQ(result->errors, "first\nrest");
}

TEST(RunChild, PassesWordsAndEnvironmentUnchanged) {
  const auto result = runChild(
      {"/bin/sh", {"-c", "printf '%s|%s' \"$1\" \"$SELVOX_WORD\"", "sh", "two words $HOME"}, {{"SELVOX_WORD", "x"}}},
      {}, {});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->output, "two words $HOME|x");
}

TEST(RunChild, TakesALotOnBothPipes) {
  const auto result =
      runChild(shell("i=0; while [ $i -lt 20000 ]; do echo 0123456789; echo error >&2; i=$((i+1)); done"), {}, {});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->output.size(), 220000u);
  EXPECT_LE(result->errors.size(), 65536u);
}

TEST(RunChild, CancelEndsTheChildAndItsChildren) {
  base::CancelToken cancel;
  const auto result = runChild(
      shell("echo up >&2; sleep 1000"), [&](std::string_view) { cancel.cancel(); }, cancel);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, base::ErrorCode::Cancelled);
}

TEST(RunChild, SaysWhenThereIsNoSuchProgram) {
  const auto result = runChild({"/no/such/program", {}, {}}, {}, {});
  ASSERT_FALSE(result);
  EXPECT_NE(result.error().message.find("/no/such/program"), std::string::npos);
  EXPECT_FALSE(startDetached({"/no/such/program", {}, {}}, "/dev/null", 0));
}

TEST(StartDetached, OutlivesNobodyAndHoldsNoFilesOfOurs) {
  test::TemporaryFolder folder;
  // The child waits until this file is gone, then writes what it has open.
  ASSERT_TRUE(base::writeFile(folder / "wait", ""));
  const auto held = base::FileLock::acquire(folder / "lock", base::LockMode::Exclusive, "test");
  ASSERT_TRUE(held);
  const auto script = "while [ -e '" + (folder / "wait").string() +
                      "' ]; do sleep 0.05; done; ls /proc/$$/fd 2>/dev/null | wc -l > '" + (folder / "out").string() +
                      "'";
  const auto pid = startDetached(shell(script), folder / "log", 5);
  ASSERT_TRUE(pid) << pid.error().message;
  EXPECT_TRUE(processAlive(*pid));
  std::filesystem::remove(folder / "wait");
  while (processAlive(*pid)) std::this_thread::yield();
  const auto open = base::readFile(folder / "out");
  ASSERT_TRUE(open);
  if (std::filesystem::exists("/proc/self/fd")) {
    EXPECT_LE(std::stoi(*open), 5) << "inherited descriptors";
  }
  EXPECT_FALSE(processAlive(-1));
}

#endif

TEST(FindProgram, SaysWhereItLooked) {
  const auto missing = findProgram("no-such-selvox-program", "SELVOX_NO_SUCH_VARIABLE");
  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().message.find("no-such-selvox-program"), std::string::npos);
}

TEST(Replay, CopiesTheLogUnderTheLock) {
  test::TemporaryFolder folder;
  const events::RunFolder recorded{folder / "recorded"}, run{folder / "run"};
  std::filesystem::create_directories(recorded.root);
  std::filesystem::create_directories(run.root);
  {
    auto log = events::EventWriter::open(recorded.log());
    ASSERT_TRUE(log);
    ASSERT_TRUE(log->write("run_started", {{"step", 0}, {"steps", 2}}));
    ASSERT_TRUE(log->scalar("loss/train", 1, 0.5));
    ASSERT_TRUE(log->write("state", {{"state", "done"}, {"step", 2}}));
  }
  ReplayLauncher launcher(recorded.log(), 0);
  const auto handle = launcher.start(run);
  ASSERT_TRUE(handle);
  while (launcher.alive(*handle)) std::this_thread::yield();
  EXPECT_EQ(*base::readFile(run.log()), *base::readFile(recorded.log()));
  EXPECT_FALSE(base::isLocked(run.lock()));
}

}  // namespace
}  // namespace selvox::plugins::launch_local
