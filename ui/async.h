#pragma once
// Work off the GUI thread. `work` runs on the background thread (one, so the catalog has one user); `then` runs on the
// GUI thread, unless `owner` died meanwhile: an answer nobody waits for is dropped.

#include <functional>
#include <type_traits>
#include <utility>

#include <QObject>
#include <QPointer>
#include <QThreadPool>

namespace selvox::ui {

enum class Lane { Catalog, Files };  // Catalog: one thread, in order. Files: a small pool for slices, thumbnails, logs.

QThreadPool& pool(Lane lane);

template <class Work, class Then>
void runAsync(Lane lane, QObject* owner, Work work, Then then) {
  QPointer<QObject> guard(owner);
  QObject* context = owner;
  pool(lane).start([guard, context, work = std::move(work), then = std::move(then)]() mutable {
    if (!guard) return;
    auto result = work();
    QMetaObject::invokeMethod(
        guard.data() ? context : nullptr,
        [guard, result = std::move(result), then = std::move(then)]() mutable {
          if (guard) then(std::move(result));
        },
        Qt::QueuedConnection);
  });
}

}  // namespace selvox::ui
