#include "ui/pages/data/thumbnails.h"

#include "core/services/cache_keys.h"
#include "ui/async.h"
#include "ui/widgets/slice_image.h"

namespace selvox::ui {

Thumbnails::Thumbnails(Context& context, QObject* parent) : QObject(parent), context_(context) {}

const QImage* Thumbnails::get(const ports::SeriesRow& row) {
  if (const auto* image = images_.object(row.id)) return image;
  if (pending_.contains(row.id) || broken_.contains(row.id)) return nullptr;
  pending_.insert(row.id);
  const auto path = context_.cache->pathOf(services::nativeKey(row.voxelsHash));
  const auto label = row.labels.empty() ? std::filesystem::path()
                                        : context_.cache->pathOf(services::nativeKey(row.labels.front().voxelsHash));
  runAsync(
      Lane::Files, this, [path, label] { return thumbnail(path, label, kSide); },
      [this, id = row.id](const base::Result<QImage>& image) {
        pending_.erase(id);
        if (image)
          images_.insert(id, new QImage(*image));
        else
          broken_.insert(id);
        Q_EMIT arrived(id);
      });
  return nullptr;
}

}  // namespace selvox::ui
