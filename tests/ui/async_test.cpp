#include <gtest/gtest.h>

#include "tests/ui/fake_catalog.h"
#include "ui/async.h"

namespace selvox::ui {
namespace {

TEST(Async, AnswerArrivesOnTheGuiThread) {
  QObject owner;
  Qt::HANDLE worked = nullptr, answered = nullptr;
  int value = 0;
  runAsync(
      Lane::Files, &owner,
      [&worked] {
        worked = QThread::currentThreadId();
        return 41;
      },
      [&](int got) {
        answered = QThread::currentThreadId();
        value = got + 1;
      });
  ASSERT_TRUE(waitUntil([&] { return value != 0; }));
  EXPECT_EQ(value, 42);
  EXPECT_EQ(answered, QThread::currentThreadId());
  EXPECT_NE(worked, answered);
}

TEST(Async, AnswerToADeadOwnerIsDropped) {
  bool called = false;
  auto owner = std::make_unique<QObject>();
  std::atomic<bool> go{false};
  runAsync(
      Lane::Files, owner.get(),
      [&go] {
        while (!go) QThread::yieldCurrentThread();
        return 1;
      },
      [&called](int) { called = true; });
  owner.reset();
  go = true;
  ASSERT_TRUE(waitUntil([] { return pendingWork() == 0; }));
  EXPECT_FALSE(called);
}

// Owners die at every moment of the way; under a sanitizer a race would show.
TEST(Async, ManyOwnersDieWhileTheirWorkEnds) {
  for (int i = 0; i < 500; ++i) {
    auto owner = std::make_unique<QObject>();
    runAsync(
        Lane::Files, owner.get(), [] { return std::string(100, 'x'); }, [](const std::string&) {});
    if (i % 3 == 0) QCoreApplication::processEvents();
  }
  EXPECT_TRUE(waitUntil([] { return pendingWork() == 0; }));
}

TEST(Async, OnlyTheNewestAnswerCounts) {
  QObject owner;
  Ticket ticket;
  std::vector<int> answers;
  for (int i = 1; i <= 20; ++i)
    runLatest(
        Lane::Catalog, &owner, ticket, [i] { return i; }, [&](int got) { answers.push_back(got); });
  ASSERT_TRUE(waitUntil([] { return pendingWork() == 0; }));
  EXPECT_EQ(answers, std::vector<int>{20});
}

TEST(Async, ACancelledTicketAnswersNothing) {
  QObject owner;
  Ticket ticket;
  bool called = false;
  runLatest(
      Lane::Catalog, &owner, ticket, [] { return 1; }, [&](int) { called = true; });
  ticket.cancel();
  ASSERT_TRUE(waitUntil([] { return pendingWork() == 0; }));
  EXPECT_FALSE(called);
}

}  // namespace
}  // namespace selvox::ui
