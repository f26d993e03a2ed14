#include "ui/pages/data/thumbnails.h"

#include <QBuffer>

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/services/cache_keys.h"
#include "ui/async.h"
#include "ui/shell/words.h"
#include "ui/widgets/slice_image.h"

namespace selvox::ui {

namespace {

constexpr int kMethod = 1;                            // rises when the same voxels give another picture
constexpr int kJpegQuality = 88;                      // about 8 KB a picture
constexpr std::uint64_t kRoomToLeave = 1ULL << 30;    // bytes; with less free nothing is kept
constexpr std::uint64_t kMostWaiting = 256;           // newer requests than that: what was asked for has scrolled away

// index/thumbnails/ab/HASH.jpg; a bare slice of 512 x 512 voxels is 16 MB of bricks, its picture is 8 KB.
std::filesystem::path fileOf(const std::filesystem::path& workspace, const ports::SeriesRow& row) {
  base::Sha256 hash;
  hash.update("thumbnail " + std::to_string(kMethod) + " " + std::to_string(Thumbnails::kSide) + " " + row.voxelsHash);
  if (!row.labels.empty()) hash.update(" " + row.labels.front().voxelsHash);
  const std::string name = hash.hex128();
  return workspace / "index" / "thumbnails" / name.substr(0, 2) / (name + ".jpg");
}

void keep(const std::filesystem::path& file, const QImage& image) {
  if (base::freeSpace(file) < kRoomToLeave) return;
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  std::error_code failed;
  std::filesystem::create_directories(file.parent_path(), failed);
  if (failed || !image.save(&buffer, "JPG", kJpegQuality)) return;
  // A picture that cannot be kept is made again: no reason to trouble anybody.
  (void)base::writeFile(file, {bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

base::Result<QImage> keptOrMade(const std::filesystem::path& file, const std::filesystem::path& image,
                                const std::filesystem::path& label) {
  if (!file.empty()) {
    QImage kept(toQt(file));
    if (!kept.isNull()) return kept;
  }
  auto made = thumbnail(image, label, Thumbnails::kSide);
  if (made && !file.empty()) keep(file, *made);
  return made;
}

}  // namespace

struct Thumbnails::Answer {
  bool passed = false;  // nobody looks at it any more
  base::Result<QImage> image = QImage();
};

Thumbnails::Thumbnails(Context& context, QObject* parent) : QObject(parent), context_(context) {}

const QImage* Thumbnails::get(const ports::SeriesRow& row) {
  if (const auto* image = images_.object(row.id)) return image;
  if (pending_.contains(row.id) || broken_.contains(row.id)) return nullptr;
  pending_.insert(row.id);
  const auto path = context_.cache->pathOf(services::nativeKey(row.voxelsHash));
  const auto label = row.labels.empty() ? std::filesystem::path()
                                        : context_.cache->pathOf(services::nativeKey(row.labels.front().voxelsHash));
  const auto file = context_.workspace.empty() ? std::filesystem::path() : fileOf(context_.workspace, row);
  const std::uint64_t number = ++*asked_;
  runAsync(
      Lane::Files, this,
      [path, label, file, number, asked = asked_] {
        Answer answer;
        answer.passed = asked->load() > number + kMostWaiting;
        if (!answer.passed) answer.image = keptOrMade(file, path, label);
        return answer;
      },
      [this, id = row.id](const Answer& answer) {
        pending_.erase(id);
        if (answer.passed) return Q_EMIT arrived(id);  // whoever still looks at it asks again
        if (answer.image)
          images_.insert(id, new QImage(*answer.image));
        else
          broken_.insert(id);
        Q_EMIT arrived(id);
      });
  return nullptr;
}

}  // namespace selvox::ui
