#pragma once
// What a run wrote to look at: views, masks, reconstructions, predictions, step by step. Reads previews/*.safetensors
// on the file threads; slices are painted as they are, labels and masks over the image.

#include <memory>
#include <vector>

#include <QImage>
#include <QWidget>

#include "core/events/run_folder.h"
#include "ui/pages/runs/run_data.h"

class QGridLayout;
class QLabel;
class QSlider;
class QStackedWidget;
class QTimer;
class QToolButton;

namespace selvox::ui {

class ElidedLabel;

struct PreviewPicture {
  QString name, title, caption;
  QString role;  // "image", "mask", "label", "map"
  int width = 0, height = 0, depth = 1, channels = 1;
  std::vector<float> values;          // (C, D, H, W)
  std::vector<std::uint8_t> overlay;  // (D, H, W), label numbers or mask; empty: none
  float low = 0, high = 1;            // window
};

struct PreviewSet {
  std::int64_t step = 0;
  QString caseName, error;
  std::vector<PreviewPicture> pictures;
};

// Reads one file; labels and masks are laid over the image before them. Shapes (C, D, H, W), (D, H, W), (C, H, W), (H,
// W).
[[nodiscard]] PreviewSet readPreview(const events::RunFolder& folder, const PreviewItem& item);
// The image whose greys all images of a preview are shown in, so that what was darkened looks dark: the original, else
// the first.
[[nodiscard]] bool givesTheWindow(const QString& name);
// Whether values from low to high can be seen in the wanted window: pieces normalised one by one cannot.
[[nodiscard]] bool fitsWindow(double low, double high, double wantedLow, double wantedHigh);
// One slice as a picture: grey by the picture's window, overlays in label colours.
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
  ElidedLabel* case_;
  QLabel* where_;
  QLabel* message_;
  QLabel* captions_;  // what was asked and answered
  QStackedWidget* stack_;
  QGridLayout* grid_;
  QToolButton* play_;
  QSlider* steps_;
  QSlider* slices_;
  QLabel* sliceWords_;
  QWidget* sliceBar_ = nullptr;
  QTimer* timer_;
  bool large_;
  bool follow_ = true;  // the newest, until a person moves the slider
  bool loading_ = false;
  int wanted_ = -1;
};

}  // namespace selvox::ui
