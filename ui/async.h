#pragma once
// Work off the GUI thread. `work` runs on the lane's threads; `then` runs on the GUI thread, unless `owner` died
// meanwhile: an answer nobody waits for is dropped. Owners live on the GUI thread; `work` must not touch them.

#include <atomic>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

#include <QMetaObject>
#include <QObject>
#include <QPointer>
#include <QThreadPool>

namespace selvox::ui {

enum class Lane { Catalog, Files };  // Catalog: one thread, in order. Files: a small pool for slices, thumbnails, logs.

QThreadPool& pool(Lane lane);

// Waits for what runs and forgets what is queued. Call before the things that work uses are destroyed.
void drainPools();

// Number of calls started by runAsync whose answer has not been delivered or dropped yet.
[[nodiscard]] int pendingWork();

namespace detail {
// Lives on the GUI thread from the first use to the end of the program; answers are delivered through it, so the worker
// thread never dereferences an owner that the GUI thread may be deleting.
QObject* deliverer();
extern std::atomic<int> pending;
}  // namespace detail

// Numbers the questions of one owner: only the answer to the newest one counts.
class Ticket {
 public:
  using Number = std::uint64_t;
  // Draws the next number; all older ones are void from now on.
  Number next() { return ++*current_; }
  void cancel() { ++*current_; }
  [[nodiscard]] bool valid(Number number) const { return current_->load() == number; }

 private:
  std::shared_ptr<std::atomic<Number>> current_ = std::make_shared<std::atomic<Number>>(0);
};

template <class Work, class Then>
void runAsync(Lane lane, QObject* owner, Work work, Then then) {
  QPointer<QObject> guard(owner);
  QObject* deliverer = detail::deliverer();
  ++detail::pending;
  // Balanced wherever the task ends: delivered, dropped, or cleared from the queue.
  std::shared_ptr<void> balance(nullptr, [](void*) { --detail::pending; });
  pool(lane).start([guard, deliverer, balance, work = std::move(work), then = std::move(then)]() mutable {
    if (guard.isNull()) return;
    auto result = work();
    QMetaObject::invokeMethod(
        deliverer,
        [guard, balance, result = std::move(result), then = std::move(then)]() mutable {
          if (!guard.isNull()) then(std::move(result));
        },
        Qt::QueuedConnection);
  });
}

// As runAsync, for questions that replace each other (typing in a filter): work that is already void is not begun, and
// an answer that became void on the way is dropped.
template <class Work, class Then>
void runLatest(Lane lane, QObject* owner, Ticket& ticket, Work work, Then then) {
  using Answer = std::decay_t<decltype(work())>;
  const Ticket tickets = ticket;
  const Ticket::Number number = ticket.next();
  runAsync(
      lane, owner,
      [tickets, number, work = std::move(work)]() mutable {
        return tickets.valid(number) ? std::make_shared<Answer>(work()) : std::shared_ptr<Answer>();
      },
      [tickets, number, then = std::move(then)](std::shared_ptr<Answer> answer) mutable {
        if (answer != nullptr && tickets.valid(number)) then(std::move(*answer));
      });
}

}  // namespace selvox::ui
