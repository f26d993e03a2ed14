#pragma once
// Draws the 3D scene in a thread of its own, into an offscreen OpenGL context, and hands back pictures. The window
// never waits for it: a new request cancels the one under way. Made and destroyed on the GUI thread.

#include <memory>
#include <optional>

#include <QObject>
#include <QSize>

#include "viewers/volume_scene.h"

namespace selvox::viewers {

class VolumeRenderer : public QObject {
  Q_OBJECT
 public:
  explicit VolumeRenderer(QObject* parent = nullptr);
  ~VolumeRenderer() override;

  void setContent(SceneContent content);
  void setLook(SceneLook look);
  // The newest request wins; requests in between are dropped.
  void request(const Camera& camera, const QSize& pixels, bool coarse);
  [[nodiscard]] bool busy() const;
  [[nodiscard]] QString problem() const;  // why there is no 3D here; empty while all is well
  [[nodiscard]] QString device() const;   // GL_RENDERER, once known

 Q_SIGNALS:
  void frameReady(const SceneFrame& frame);
  void failed(const QString& problem);

 private:
  class Core;
  struct Shared;
  void post();
  std::shared_ptr<Shared> shared_;
  struct Owned;
  std::unique_ptr<Owned> owned_;
};

// True where an OpenGL 3.2 context can be made; asked once.
[[nodiscard]] bool openGlAvailable();

}  // namespace selvox::viewers
