#pragma once
// What the linked views share: the image and its label maps, the cursor in LPS millimetres, window, zoom, and how it
// is shown. Views draw it and write back what the mouse does; whoever owns the state sets the volumes.

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include <QColor>
#include <QObject>
#include <QString>

#include "viewers/mouse_scheme.h"
#include "viewers/planes.h"
#include "viewers/window_level.h"

namespace selvox::viewers {

using VolumePtr = std::shared_ptr<const volume::Volume>;  // LPS-oriented

enum class LayerRole { Reference, PredictionA, PredictionB };
enum class OverlayMode { Labels, Outlines, Difference, Swipe };

struct LabelLayer {
  VolumePtr volume;  // null: this layer is missing
  QString name;
  bool visible = true;
  double opacity = 0.5;
};

struct LabelLook {
  QString name;
  QColor colour;
  bool visible = true;
};

class ViewState : public QObject {
  Q_OBJECT
 public:
  explicit ViewState(ViewerStyle style, QObject* parent = nullptr);

  // A new case: cursor to the middle, zoom to fit, layers empty. `window` nothing: 0.1-99.9 percentile.
  void setImage(VolumePtr image, const QString& name, std::optional<Window> window = {});
  void clear(const QString& message);  // no image; views show the message
  [[nodiscard]] const VolumePtr& image() const { return image_; }
  [[nodiscard]] const QString& imageName() const { return imageName_; }
  [[nodiscard]] const QString& message() const { return message_; }
  void setImageVisible(bool visible);
  [[nodiscard]] bool imageVisible() const { return imageVisible_; }

  void setLayer(LayerRole role, LabelLayer layer);
  [[nodiscard]] const LabelLayer& layer(LayerRole role) const { return layers_[static_cast<std::size_t>(role)]; }
  void setLayerVisible(LayerRole role, bool visible);
  void setLayerOpacity(LayerRole role, double opacity);
  void swapPredictions();
  void setLabels(std::map<int, LabelLook> labels);
  [[nodiscard]] const std::map<int, LabelLook>& labels() const { return labels_; }
  void setLabelVisible(int label, bool visible);
  [[nodiscard]] QColor labelColour(int label) const;  // alpha 0 when hidden
  [[nodiscard]] QString labelName(int label) const;

  void setMode(OverlayMode mode);
  [[nodiscard]] OverlayMode mode() const { return mode_; }
  void setOverlayVisible(bool visible);
  [[nodiscard]] bool overlayVisible() const { return overlayVisible_; }
  void setDifferenceLabel(int label);  // 0: all
  [[nodiscard]] int differenceLabel() const { return differenceLabel_; }
  void setSwipe(double share);  // 0..1 of the view's width
  [[nodiscard]] double swipe() const { return swipe_; }

  void setCursor(const volume::Vec3& lps);
  [[nodiscard]] const volume::Vec3& cursor() const { return cursor_; }
  [[nodiscard]] volume::Vec3 cursorVoxel() const;         // continuous
  [[nodiscard]] std::int64_t sliceOf(Plane plane) const;  // clamped
  void setSlice(Plane plane, std::int64_t index);         // moves the cursor along the voxel axis, clamped
  void setWindow(const Window& window);
  [[nodiscard]] const Window& window() const { return window_; }
  void setZoom(double zoom);  // 1: the whole image fits
  [[nodiscard]] double zoom() const { return zoom_; }
  void setCentre(const volume::Vec3& lps);  // the point at the middle of every view
  [[nodiscard]] const volume::Vec3& centre() const { return centre_; }
  void resetView();  // zoom, centre and window as on opening
  void resetWindow() { setWindow(openingWindow_); }

  void setCrosshairVisible(bool visible);
  [[nodiscard]] bool crosshairVisible() const { return crosshair_; }
  void setLettersVisible(bool visible);
  [[nodiscard]] bool lettersVisible() const { return letters_; }
  void setScheme(MouseScheme scheme);
  [[nodiscard]] MouseScheme scheme() const { return scheme_; }
  void setTool(std::optional<MouseAction> tool);  // overrides the plain left drag of the scheme
  [[nodiscard]] std::optional<MouseAction> tool() const { return tool_; }

  void setStyle(const ViewerStyle& style);
  [[nodiscard]] const ViewerStyle& style() const { return style_; }
  // "FLAIR 123, lesion": value at the cursor and the label on top there.
  [[nodiscard]] QString valueText() const;
  [[nodiscard]] QString readout() const;  // position and value in one line, for a status strip

 Q_SIGNALS:
  void cursorChanged();
  void windowChanged();
  void viewChanged();     // zoom or centre
  void layersChanged();   // image, label maps, colours, visibility, mode
  void displayChanged();  // cross, letters, tool, style
  void imageChanged();    // a new image or none

 private:
  void moveInside(volume::Vec3& voxel) const;
  ViewerStyle style_;
  VolumePtr image_;
  QString imageName_, message_;
  bool imageVisible_ = true, overlayVisible_ = true, crosshair_ = true, letters_ = true;
  std::vector<LabelLayer> layers_{3};
  std::map<int, LabelLook> labels_;
  OverlayMode mode_ = OverlayMode::Labels;
  int differenceLabel_ = 0;
  double swipe_ = 0.5, zoom_ = 1;
  volume::Vec3 cursor_{}, centre_{};
  volume::Affine voxelFromWorld_;
  Window window_, openingWindow_;
  MouseScheme scheme_ = MouseScheme::Radiology;
  std::optional<MouseAction> tool_;
};

}  // namespace selvox::viewers
