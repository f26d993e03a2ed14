#pragma once
// The 3D view: pictures from the render thread on a plain widget, turned with the left button, moved with the middle,
// zoomed with the right. Coarse while the mouse is down, sharp after a short rest.

#include <QTimer>

#include "viewers/view_pane.h"
#include "viewers/volume_renderer.h"

namespace selvox::viewers {

class VolumeView : public ViewPane {
  Q_OBJECT
 public:
  explicit VolumeView(ViewState* state, QWidget* parent = nullptr);
  ~VolumeView() override;
  [[nodiscard]] QString name() const override { return tr("3D"); }
  [[nodiscard]] QColor colour() const override { return style().solid; }

  // Facts of the image that the state does not carry; call before or after ViewState::setImage.
  void setImageFacts(const volume::Statistics& statistics, bool hounsfield);
  void setLook(SolidMode mode, const std::string& preset);
  [[nodiscard]] const SceneLook& look() const { return look_; }
  void setShift(double shift);
  void setCamera(const Camera& camera);
  [[nodiscard]] const Camera& camera() const { return camera_; }
  [[nodiscard]] bool settled() const;  // nothing is being drawn: the picture is sharp, or there is none to come
  [[nodiscard]] const SceneFrame& frame() const { return frame_; }
  [[nodiscard]] QString problem() const { return problem_; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void sendContent();
  void requestFrame(bool coarse);
  void cameraMoved();
  void paintMarker(QPainter& painter);
  [[nodiscard]] QString detailText() const;
  [[nodiscard]] QString noteText() const;
  [[nodiscard]] SceneContent content() const;

  std::unique_ptr<VolumeRenderer> renderer_;
  SceneLook look_;
  Camera camera_ = openingCamera();
  volume::Statistics statistics_;
  bool hounsfield_ = false, contentStale_ = true, pending_ = false;
  SceneFrame frame_;
  QString problem_;
  QTimer rest_, gather_;
  QPointF last_;
  Qt::MouseButton button_ = Qt::NoButton;
};

}  // namespace selvox::viewers
