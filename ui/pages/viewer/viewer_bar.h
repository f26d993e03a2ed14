#pragma once
// The strip over the views: tool, window preset, overlay, layout, 3D look, snapshot.

#include <vector>

#include <QWidget>

#include "ui/pages/viewer/viewer_style.h"
#include "viewers/four_up.h"

class QComboBox;
class QLabel;
class QSlider;
class QToolButton;

namespace selvox::ui {

class SegmentedControl;

class ViewerBar : public QWidget {
  Q_OBJECT
 public:
  ViewerBar(viewers::FourUp* views, QWidget* parent = nullptr);
  void setPresets(std::vector<NamedWindow> presets);
  bool choosePreset(int index);  // false: there is none of that number
  [[nodiscard]] const std::vector<NamedWindow>& presets() const { return presets_; }
  void setCompared(bool reference, bool prediction);  // which overlays make sense

 Q_SIGNALS:
  void snapshotAsked();

 private:
  void buildTools();
  void buildOverlay();
  QToolButton* menuButton(const QString& iconName, const QString& name);
  void buildLayoutMenu();
  void buildSolidMenu();
  void showTool();
  void showMode();
  void showWindow();
  viewers::FourUp* views_;
  SegmentedControl* tools_ = nullptr;
  SegmentedControl* overlay_ = nullptr;
  QComboBox* window_ = nullptr;
  QToolButton* layout_ = nullptr;
  QToolButton* solid_ = nullptr;
  std::vector<NamedWindow> presets_;
};

}  // namespace selvox::ui
