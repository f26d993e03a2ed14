#pragma once
// Small pictures of series, made from their native bricks when they are looked at, on the file lane; kept in memory
// while the page lives and in index/thumbnails of the workspace.

#include <atomic>
#include <memory>
#include <set>

#include <QCache>
#include <QImage>

#include "ui/context.h"

namespace selvox::ui {

class Thumbnails : public QObject {
  Q_OBJECT
 public:
  static constexpr int kSide = 192;
  explicit Thumbnails(Context& context, QObject* parent = nullptr);
  // Null while it is being made (arrived() follows) or when it cannot be made (failed() is then true).
  [[nodiscard]] const QImage* get(const ports::SeriesRow& row);
  [[nodiscard]] bool failed(std::int64_t id) const { return broken_.contains(id); }
  [[nodiscard]] bool busy() const { return !pending_.empty(); }

 Q_SIGNALS:
  void arrived(qint64 id);

 private:
  struct Answer;
  Context& context_;
  std::shared_ptr<std::atomic<std::uint64_t>> asked_ = std::make_shared<std::atomic<std::uint64_t>>(0);
  QCache<qint64, QImage> images_{2000};
  std::set<std::int64_t> pending_, broken_;
};

}  // namespace selvox::ui
