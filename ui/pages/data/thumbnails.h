#pragma once
// Small pictures of series from their native bricks, made on the file lane, kept while the page lives.

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
  Context& context_;
  QCache<qint64, QImage> images_{2000};
  std::set<std::int64_t> pending_, broken_;
};

}  // namespace selvox::ui
