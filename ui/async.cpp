#include "ui/async.h"

#include <algorithm>

#include <QCoreApplication>
#include <QThread>

namespace selvox::ui {
namespace detail {

std::atomic<int> pending{0};

QObject* deliverer() {
  static QObject* object = [] {
    auto* made = new QObject;  // never deleted: tasks may hold it until the very end
    if (QCoreApplication::instance() != nullptr) made->moveToThread(QCoreApplication::instance()->thread());
    return made;
  }();
  return object;
}

}  // namespace detail

QThreadPool& pool(Lane lane) {
  static QThreadPool* pools = [] {
    auto* made = new QThreadPool[2];
    made[0].setMaxThreadCount(1);
    made[0].setExpiryTimeout(-1);
    made[1].setMaxThreadCount(std::clamp(QThread::idealThreadCount(), 2, 4));
    return made;
  }();
  return pools[lane == Lane::Catalog ? 0 : 1];
}

void drainPools() {
  for (const auto lane : {Lane::Catalog, Lane::Files}) {
    pool(lane).clear();
    pool(lane).waitForDone();
  }
}

int pendingWork() {
  return detail::pending.load();
}

}  // namespace selvox::ui
