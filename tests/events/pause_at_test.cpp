#include "core/events/pause_at.h"

#include <gtest/gtest.h>

#include "core/base/file.h"
#include "tests/base/temporary.h"

namespace selvox::events {
namespace {

TEST(PauseAt, StaysUntilItIsTakenAway) {
  test::TemporaryFolder folder;
  const RunFolder run{folder / "run"};
  EXPECT_EQ(pauseStep(run), -1);
  ASSERT_TRUE(pauseAt(run, 300));
  EXPECT_EQ(pauseStep(run), 300);
  EXPECT_EQ(pauseStep(run), 300);
  EXPECT_FALSE(takeRequest(run)) << "it is no request";
  ASSERT_TRUE(pauseAt(run, 900));
  EXPECT_EQ(pauseStep(run), 900);
  ASSERT_TRUE(pauseAt(run, 0));
  ASSERT_TRUE(pauseAt(run, 0));
  EXPECT_EQ(pauseStep(run), -1);
}

TEST(PauseAt, HostileFilesSayNothing) {
  test::TemporaryFolder folder;
  const RunFolder run{folder.path()};
  std::filesystem::create_directories(run.control());
  for (const char* text : {"", "soon", "-5", "0", "12 steps", "99999999999999999999999999999999999999"}) {
    ASSERT_TRUE(base::writeFile(run.control() / "until", text));
    EXPECT_EQ(pauseStep(run), -1) << text;
  }
}

}  // namespace
}  // namespace selvox::events
