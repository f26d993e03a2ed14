// The warm worker behind the composer: the picture first, and nobody waits for yesterday's trial.

#include <QTemporaryDir>

#include <gtest/gtest.h>

#include "tests/ui/runs_support.h"
#include "ui/pages/experiments/worker_link.h"

namespace selvox::ui {
namespace {

// Answers with the number of the process's answer so far; a question with "slow" is never answered.
constexpr const char* kWorker = R"(#!/bin/sh
count=0
while read -r line; do
  case $line in *slow*) exec sleep 1000;; esac
  count=$((count + 1))
  id=$(echo "$line" | sed 's/.*"id":\([0-9]*\).*/\1/')
  echo "{\"id\":$id,\"ok\":true,\"result\":{\"place\":$count}}"
done
)";

class WorkerLinkTest : public testing::Test {
 protected:
  WorkerLinkTest() {
    path_ = test::pathOf(folder_) / "worker";
    EXPECT_TRUE(base::writeFile(path_, kWorker).has_value());
    std::filesystem::permissions(path_, std::filesystem::perms::owner_all);
  }
  QTemporaryDir folder_;
  std::filesystem::path path_;
};

TEST_F(WorkerLinkTest, APreviewWaitsForNoTrialThatIsOutOfDate) {
#ifdef _WIN32
  GTEST_SKIP() << "needs /bin/sh";
#endif
  WorkerLink link(path_);
  int preview = 0, resolve = 0, stale = 0;
  const auto take = [](int& place) {
    return [&place](const base::Result<base::Json>& answer) {
      place = answer ? base::valueOr<int>(*answer, "place", -1) : -1;
    };
  };
  link.ask("resolve", {{"spec", "slow"}}, take(stale));
  link.ask("preview", {{"spec", "new"}}, take(preview));
  link.ask("resolve", {{"spec", "new"}}, take(resolve));
  ASSERT_TRUE(test::waitFor([&] { return !link.busy(); }));
  EXPECT_EQ(preview, 1) << "the picture comes first";
  EXPECT_EQ(resolve, 2);
  EXPECT_EQ(stale, 0) << "nobody waits for it any more";
}

}  // namespace
}  // namespace selvox::ui
