#pragma once
// The network's view of one volume before anything is launched: patch, mask, augmented views, in three linked planes.

#include <filesystem>
#include <memory>
#include <vector>

#include <QWidget>

#include "ui/async.h"
#include "ui/context.h"
#include "ui/widgets/slice_image.h"

class QLabel;
class QListWidget;
class QPushButton;
class QVBoxLayout;

namespace selvox::ui {

class Banner;
class ElidedLabel;
class EmptyState;
class PlaneStrip;
class Thumbnails;

struct PreviewVolume {
  QString name, title, role, caption;
  std::shared_ptr<PictureVolume> volume;
};

// preview.json and preview.safetensors of a folder. Masks and labels are laid over the picture before them.
[[nodiscard]] base::Result<std::vector<PreviewVolume>> readPreviewFolder(const std::filesystem::path& folder);

class PreviewPane : public QWidget {
  Q_OBJECT
 public:
  explicit PreviewPane(Context& context, QWidget* parent = nullptr);
  void setCases(const std::vector<ports::SeriesRow>& rows);  // for the filmstrip
  void setStale();
  void setWaiting(const QString& text);  // what is being done
  void setProblem(const base::Error& error);
  // An action is needed first: sentence and button.
  void setBlocked(const QString& sentence, const QString& action);
  void load(const std::filesystem::path& folder);
  [[nodiscard]] QString caseName() const { return case_; }  // empty: the first training case
  [[nodiscard]] int seed() const { return seed_; }
  [[nodiscard]] bool loading() const { return loading_; }

 Q_SIGNALS:
  void changedByHand();  // another case or seed: ask again
  void actionAsked();

 private:
  [[nodiscard]] std::array<double, 3> seenCross(const std::vector<PreviewVolume>& volumes) const;
  void take(const base::Result<std::vector<PreviewVolume>>& volumes);
  void chooseCase(const QString& name);
  Context& context_;
  Thumbnails* thumbnails_ = nullptr;
  std::vector<ports::SeriesRow> cases_;
  QString case_;
  int seed_ = 1;
  bool loading_ = false;
  ElidedLabel* caption_ = nullptr;
  Banner* banner_ = nullptr;
  EmptyState* blocked_ = nullptr;
  QWidget* strips_ = nullptr;
  QVBoxLayout* rows_ = nullptr;
  std::vector<std::pair<QLabel*, PlaneStrip*>> shown_;
  QListWidget* film_ = nullptr;
  Ticket ticket_;
};

}  // namespace selvox::ui
