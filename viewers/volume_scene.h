#pragma once
// The 3D scene in VTK: the image as a volume or as a faint body surface, the labels as surfaces. One thread, the one
// whose OpenGL context is current; VTK stays in the .cpp.

#include <array>
#include <functional>
#include <map>
#include <memory>

#include <QColor>
#include <QImage>

#include "viewers/camera.h"
#include "viewers/view_state.h"
#include "viewers/volume_presets.h"

namespace selvox::viewers {

enum class SolidMode { Surfaces, Volume };

struct SceneContent {
  VolumePtr image;                // LPS-oriented
  volume::Statistics statistics;  // of the image
  bool hounsfield = false;
  VolumePtr labels;               // may be null
  std::map<int, QColor> colours;  // of the labels to be shown
};

struct SceneLook {
  SolidMode mode = SolidMode::Surfaces;
  std::string preset = "mr-default";
  double shift = 0;  // -1..1
  double bodyOpacity = 0.25;
  QColor ground;
  bool operator==(const SceneLook&) const = default;
};

struct SceneFrame {
  QImage image;
  bool coarse = false;
  int reduced = 1;  // the volume was averaged by this factor a side
  int surfaces = 0;
  double milliseconds = 0;
};

class VolumeScene {
 public:
  // Makes the bridge to a current OpenGL context. `softwareGl`: cast rays on the CPU.
  VolumeScene(bool softwareGl, std::function<void()> makeCurrent, std::function<bool()> isCurrent);
  ~VolumeScene();  // with the context current
  void setContent(const SceneContent& content);
  void setLook(const SceneLook& look);
  // `cancelled` is asked now and then; a cancelled frame has a null image.
  SceneFrame render(const Camera& camera, const QSize& pixels, bool coarse, const std::function<bool()>& cancelled);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

// Averages boxes of `factor` voxels a side; the affine follows. Keeps the stored type.
[[nodiscard]] volume::Volume shrink(const volume::Volume& volume, int factor);
// Otsu's threshold between background and body, in real values; for CT -300 HU.
[[nodiscard]] double bodyThreshold(const volume::Volume& volume, bool hounsfield);

}  // namespace selvox::viewers
