#pragma once
// What a run wrote to look at: views, masks, reconstructions, predictions, step by step. Reads previews/*.safetensors on
// the file threads; slices are painted as they are, labels and masks over the image.

#include <memory>
#include <vector>

#include <QImage>
#include <QWidget>

#include "core/events/run_folder.h"
#include "ui/pages/runs/run_data.h"

class QHBoxLayout;
class QLabel;
class QSlider;
class QStackedWidget;
class QTimer;
class QToolButton;

namespace selvox::ui {

struct PreviewPicture {
  QString title, caption;
  QString role;                // "image", "mask", "label"
  int width = 0, height = 0, depth = 1, channels = 1;
  std::vector<float> values;   // (C, D, H, W)
  std::vector<std::uint8_t> overlay;  // (D, H, W), label numbers or mask; empty: none
};

struct PreviewSet {
  std::int64_t step = 0;
  QString caseName, error;
  std::vector<PreviewPicture> pictures;
};

// Reads one file; labels and masks are laid over the image before them. Shapes (C, D, H, W), (D, H, W), (C, H, W), (H, W).
[[nodiscard]] PreviewSet readPreview(const events::RunFolder& folder, const PreviewItem& item);
// One slice as a picture: grey by the 0.5 to 99.5 percentile of the volume, overlays in label colours.
[[nodiscard]] QImage renderPreview(const PreviewPicture& picture, int slice);

class PreviewPanel : public QWidget {
  Q_OBJECT
 public:
  explicit PreviewPanel(const QString& title, bool large, QWidget* parent = nullptr);
  void show(const events::RunFolder& folder, const std::vector<PreviewItem>& items);
  [[nodiscard]] int count() const { return static_cast<int>(items_.size()); }
  [[nodiscard]] bool busy() const { return loading_; }

 private:
  class Tile;
  void load(int index);
  void take(const PreviewSet& set);
  void renderSlice();

  events::RunFolder folder_;
  std::vector<PreviewItem> items_;
  PreviewSet set_;
  std::vector<Tile*> tiles_;
  QLabel* case_;
  QLabel* where_;
  QLabel* message_;
  QLabel* captions_;  // what was asked and answered
  QStackedWidget* stack_;
  QHBoxLayout* row_;
  QToolButton* play_;
  QSlider* steps_;
  QSlider* slices_;
  QLabel* sliceWords_;
  QTimer* timer_;
  bool large_;
  bool follow_ = true;  // the newest, until a person moves the slider
  bool loading_ = false;
  int wanted_ = -1;
};

}  // namespace selvox::ui
