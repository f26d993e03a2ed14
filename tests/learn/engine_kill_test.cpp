// kill -9 of a real worker in mid-run, then resume: the losses of an unbroken run, bit for bit.

#include <chrono>
#include <cstdlib>
#include <thread>

#include "tests/learn/engine_fixture.h"

#if defined(__unix__)
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

namespace selvox::learn {
namespace {

std::string workerProgram() {
  const char* folder = std::getenv("SELVOX_BIN");
  const fs::path program = fs::path(folder != nullptr ? folder : "bin") / "selvox-worker";
  return fs::exists(program) ? program.string() : std::string();
}

pid_t start(const std::string& program, const events::RunFolder& folder) {
  const std::string root = folder.root.string();
  const pid_t pid = fork();
  if (pid == 0) {
    static_cast<void>(!freopen("/dev/null", "w", stderr));
    execl(program.c_str(), program.c_str(), "run", root.c_str(), nullptr);
    _exit(127);
  }
  return pid;
}

int waitFor(pid_t pid) {
  int status = 0;
  waitpid(pid, &status, 0);
  return status;
}

// Looks at the folder until `ready`, at most two minutes. True when it came.
template <class Ready>
bool eventually(Ready ready) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(2);
  while (std::chrono::steady_clock::now() < end) {
    if (ready()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return false;
}

spec::RunSpec slowRun(const test::Workspace& workspace) {
  auto spec = workspace.spec("slow", "unet", 3);
  spec.settings["milliseconds"] = 40;
  spec.settings["train.steps"] = 60;
  spec.settings["checkpoint.minutes"] = 0.01;
  return spec;
}

TEST(Kill, AResumedRunEqualsAnUnbrokenOne) {
  const std::string program = workerProgram();
  if (program.empty()) GTEST_SKIP() << "selvox-worker is not built";
  const test::Workspace workspace(5);
  const auto whole = workspace.make("whole", slowRun(workspace)), broken = workspace.make("broken", slowRun(workspace));
  ASSERT_EQ(waitFor(start(program, whole)), 0);
  const pid_t pid = start(program, broken);
  ASSERT_TRUE(eventually([&] {  // a checkpoint, and steps beyond it that will be lost
    return fs::exists(broken.checkpoints()) && !fs::is_empty(broken.checkpoints()) &&
           test::curve(broken, "loss/train").size() > 20;
  }));
  kill(pid, SIGKILL);
  ASSERT_TRUE(WIFSIGNALED(waitFor(pid)));
  const auto lost = events::readRun(broken);
  ASSERT_TRUE(lost);
  EXPECT_EQ(lost->view.state, "lost");
  EXPECT_LT(lost->view.step, 60);
  ASSERT_EQ(waitFor(start(program, broken)), 0);
  EXPECT_EQ(test::curve(whole, "loss/train"), test::curve(broken, "loss/train"));
  EXPECT_EQ(test::curve(broken, "loss/train").size(), 60u);
  EXPECT_EQ(events::readRun(broken)->view.state, "done");
}

TEST(Kill, SigtermPauses) {
  const std::string program = workerProgram();
  if (program.empty()) GTEST_SKIP() << "selvox-worker is not built";
  const test::Workspace workspace(5);
  const auto folder = workspace.make("run", slowRun(workspace));
  const pid_t pid = start(program, folder);
  ASSERT_TRUE(eventually([&] { return test::curve(folder, "loss/train").size() > 2; }));
  kill(pid, SIGTERM);
  EXPECT_EQ(waitFor(pid), 0);
  EXPECT_EQ(events::readRun(folder)->view.state, "paused");
}

}  // namespace
}  // namespace selvox::learn
#endif
