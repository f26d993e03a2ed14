#pragma once
// One plane of the image, painted on the CPU: slice, label overlay, cross, letters, scale bar, readout, slice bar.

#include <memory>
#include <vector>

#include <QElapsedTimer>
#include <QTimer>

#include "viewers/overlay.h"
#include "viewers/reslice.h"
#include "viewers/view_pane.h"

namespace selvox::viewers {

struct Measurement {
  volume::Vec3 from{}, to{};  // LPS mm
  [[nodiscard]] double millimetres() const;
};

class SliceView : public ViewPane {
  Q_OBJECT
 public:
  SliceView(Plane plane, ViewState* state, QWidget* parent = nullptr);
  [[nodiscard]] Plane plane() const { return plane_; }
  [[nodiscard]] QString name() const override { return planeName(plane_); }
  [[nodiscard]] QColor colour() const override { return style().plane(plane_); }

  // Logical pixels a millimetre at which the whole slice fits; linked views use the smallest of theirs.
  [[nodiscard]] double fittingScale() const;
  void setBaseScale(double pixelsPerMillimetre);  // 0: the view's own fit
  void setReadoutShown(bool shown);               // position and value here; other views show their voxel size

  // Logical pixels of the widget, from and to the voxel plane and the world.
  [[nodiscard]] SliceFrame frame() const;
  [[nodiscard]] QPointF pixelOf(const volume::Vec3& lps) const;
  [[nodiscard]] volume::Vec3 worldAt(const QPointF& pixel) const;
  [[nodiscard]] EdgeLetters letters() const;
  // Slice and overlay alone on physical pixels, as the last paint made them.
  [[nodiscard]] QImage picture();
  [[nodiscard]] const std::vector<Measurement>& measurements() const { return measurements_; }
  void toggleCine();
  void clearMeasurements();
  void startMeasuring() { state()->setTool(MouseAction::Measure); }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void dropSlice();
  void dropPicture();
  void ensureSlice();
  void ensurePicture();
  void paintOverlay(QImage& image, const SliceFrame& physical);
  void paintMode(QImage& image, const SliceFrame& physical);
  void paintCross(QPainter& painter);
  void paintLetters(QPainter& painter);
  void paintScale(QPainter& painter);
  void paintReadout(QPainter& painter);
  void paintSliceBar(QPainter& painter);
  void paintMeasurements(QPainter& painter);
  void paintSwipe(QPainter& painter);
  [[nodiscard]] QRectF sliceBarTrack() const;
  [[nodiscard]] double swipeX() const;
  [[nodiscard]] double pixelRatio() const;
  void describe();

  void drag(const QPointF& from, const QPointF& to);
  void dragWindow(const QPointF& delta);
  void moveCross(const QPointF& pixel);
  void zoomAt(const QPointF& pixel, double factor);
  void scrollTo(const QPointF& pixel);
  void step(std::int64_t slices);

  Plane plane_;
  double baseScale_ = 0;
  bool readout_ = false;
  bool sliceStale_ = true, pictureStale_ = true;
  std::int64_t sliceIndex_ = -1;
  ImageSlice slice_;
  std::vector<LabelSlice> labelSlices_;  // by LayerRole
  WindowTable table_;
  bool tableStale_ = true;
  QImage picture_;

  MouseAction action_ = MouseAction::None, click_ = MouseAction::None;
  bool moved_ = false, draggingBar_ = false, draggingSwipe_ = false;
  QPointF pressed_, last_;
  int wheelRest_ = 0;
  QTimer cine_;
  std::vector<Measurement> measurements_;
};

}  // namespace selvox::viewers
