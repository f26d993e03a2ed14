#include "ui/pages/viewer/viewer_bar.h"

#include <array>
#include <cmath>

#include <QActionGroup>
#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QSlider>
#include <QWidgetAction>

#include "ui/theme/icons.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/segmented.h"

namespace selvox::ui {

using viewers::MouseAction;
using viewers::OverlayMode;

namespace {

constexpr int kBarHeight = 42;
constexpr std::array<MouseAction, 5> kTools{MouseAction::Window, MouseAction::Crosshair, MouseAction::Pan,
                                            MouseAction::Zoom, MouseAction::Measure};

}  // namespace

ViewerBar::ViewerBar(viewers::FourUp* views, QWidget* parent) : QWidget(parent), views_(views) {
  setObjectName("toolStrip");
  setAttribute(Qt::WA_StyledBackground);
  setMinimumHeight(kBarHeight);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(kSpace3, kSpace1, kSpace3, kSpace1);
  row->setSpacing(kSpace2);
  buildTools();
  row->addWidget(tools_);
  row->addStretch(1);
  window_ = new QComboBox(this);
  window_->setAccessibleName(tr("Window preset"));
  window_->setToolTip(tr("Window preset (keys 1 to 9)"));
  window_->setMinimumContentsLength(14);
  window_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  connect(window_, &QComboBox::activated, this, &ViewerBar::choosePreset);
  row->addWidget(window_);
  buildOverlay();
  row->addWidget(overlay_);
  layout_ = menuButton("grid-1x2", tr("Arrangement of the views"));
  solid_ = menuButton("badge-3d", tr("3D view"));
  buildLayoutMenu();
  buildSolidMenu();
  auto* camera = iconButton("camera", tr("Save a picture of the views"), this, true);
  connect(camera, &QToolButton::clicked, this, &ViewerBar::snapshotAsked);
  for (QWidget* button : {static_cast<QWidget*>(layout_), static_cast<QWidget*>(solid_), static_cast<QWidget*>(camera)})
    row->addWidget(button);
  viewers::ViewState* state = views_->state();
  connect(state, &viewers::ViewState::displayChanged, this, &ViewerBar::showTool);
  connect(state, &viewers::ViewState::layersChanged, this, &ViewerBar::showMode);
  connect(state, &viewers::ViewState::windowChanged, this, &ViewerBar::showWindow);
  showTool();
  setCompared(false, false);
}

void ViewerBar::buildTools() {
  tools_ = new SegmentedControl(this);
  tools_->setAccessibleName(tr("What dragging with the left button does"));
  tools_->addSegment({}, "circle-half", tr("Window and level"));
  tools_->addSegment({}, "bullseye", tr("Crosshair"));
  tools_->addSegment({}, "arrows-move", tr("Pan"));
  tools_->addSegment({}, "zoom-in", tr("Zoom"));
  tools_->addSegment({}, "rulers", tr("Measure (M)"));
  connect(tools_, &SegmentedControl::currentChanged, this,
          [this](int index) { views_->state()->setTool(kTools[static_cast<std::size_t>(index)]); });
}

void ViewerBar::buildOverlay() {
  overlay_ = new SegmentedControl(this);
  overlay_->setAccessibleName(tr("How labels are shown"));
  overlay_->addSegment(tr("Labels"), {}, tr("Filled labels (G hides and shows them)"));
  overlay_->addSegment(tr("Outlines"), {}, tr("Outlines of the labels (O)"));
  overlay_->addSegment(tr("Difference"), {}, tr("Prediction against reference (D)"));
  overlay_->addSegment(tr("Swipe A | B"), {}, tr("A at the left of the line, B at its right; drag the line"));
  connect(overlay_, &SegmentedControl::currentChanged, this,
          [this](int index) { views_->state()->setMode(static_cast<OverlayMode>(index)); });
}

QToolButton* ViewerBar::menuButton(const QString& iconName, const QString& name) {
  QToolButton* button = iconButton(iconName, name, this, true);
  button->setPopupMode(QToolButton::InstantPopup);
  button->setMenu(new QMenu(button));
  return button;
}

void ViewerBar::buildLayoutMenu() {
  const std::array<std::pair<QString, viewers::ViewLayout>, 4> layouts{
      {{tr("Axial, sagittal, coronal, 3D"), viewers::ViewLayout::FourUp},
       {tr("Slicer order"), viewers::ViewLayout::SlicerFourUp},
       {tr("Three planes in a row"), viewers::ViewLayout::Row},
       {tr("One large, three small"), viewers::ViewLayout::OnePlusThree}}};
  auto* group = new QActionGroup(this);
  const int kept = QSettings().value("viewer/layout", 0).toInt();
  for (const auto& [name, layout] : layouts) {
    QAction* action = layout_->menu()->addAction(name);
    action->setCheckable(true);
    group->addAction(action);
    const int number = static_cast<int>(layout);
    action->setChecked(number == kept);
    if (number == kept) views_->setLayout(layout);
    connect(action, &QAction::triggered, this, [this, number] {
      QSettings().setValue("viewer/layout", number);
      views_->setLayout(static_cast<viewers::ViewLayout>(number));
    });
  }
}

void ViewerBar::buildSolidMenu() {
  QMenu* menu = solid_->menu();
  auto* group = new QActionGroup(this);
  QAction* surfaces = menu->addAction(tr("Surfaces of the labels"));
  surfaces->setCheckable(true);
  surfaces->setChecked(true);
  group->addAction(surfaces);
  connect(surfaces, &QAction::triggered, this, [this] { views_->solid()->setLook(viewers::SolidMode::Surfaces, {}); });
  menu->addSeparator();
  for (const viewers::VolumePreset& preset : viewers::volumePresets()) {
    QAction* action = menu->addAction(QCoreApplication::translate("viewers", preset.name));
    action->setCheckable(true);
    group->addAction(action);
    const std::string id = preset.id;
    connect(action, &QAction::triggered, this,
            [this, id] { views_->solid()->setLook(viewers::SolidMode::Volume, id); });
  }
  menu->addSeparator();
  auto* box = new QWidget(menu);
  auto* line = new QHBoxLayout(box);
  line->setContentsMargins(28, 4, 12, 6);
  line->addWidget(textLabel(tr("Shift"), FontRole::Body, Token::Text, box));
  auto* slider = new QSlider(Qt::Horizontal, box);
  slider->setRange(-100, 100);
  slider->setMinimumWidth(140);
  slider->setAccessibleName(tr("Shift of the volume's colours"));
  line->addWidget(slider);
  connect(slider, &QSlider::valueChanged, this, [this](int value) { views_->solid()->setShift(value / 200.0); });
  auto* action = new QWidgetAction(menu);
  action->setDefaultWidget(box);
  menu->addAction(action);
}

void ViewerBar::setPresets(std::vector<NamedWindow> presets) {
  presets_ = std::move(presets);
  const QSignalBlocker quiet(window_);
  window_->clear();
  for (std::size_t i = 0; i < presets_.size(); ++i) {
    window_->addItem(presets_[i].name);
    const QString numbers =
        tr("W %1 · L %2").arg(presets_[i].window.width, 0, 'g', 4).arg(presets_[i].window.level, 0, 'g', 4);
    window_->setItemData(static_cast<int>(i), i < 9 ? tr("%1, key %2").arg(numbers).arg(i + 1) : numbers,
                         Qt::ToolTipRole);
  }
  window_->setEnabled(!presets_.empty());
  showWindow();
}

bool ViewerBar::choosePreset(int index) {
  if (index < 0 || index >= static_cast<int>(presets_.size())) return false;
  views_->state()->setWindow(presets_[static_cast<std::size_t>(index)].window);
  return true;
}

void ViewerBar::setCompared(bool reference, bool prediction) {
  const bool any = reference || prediction, both = reference && prediction;
  const QString none = tr("This case has no labels");
  overlay_->setSegmentEnabled(0, any, any ? tr("Filled labels (G hides and shows them)") : none);
  overlay_->setSegmentEnabled(1, any, any ? tr("Outlines of the labels (O)") : none);
  overlay_->setSegmentEnabled(2, both,
                              both ? tr("Prediction against reference (D)")
                                   : tr("Needs a reference and a prediction: choose a run at the left"));
  overlay_->setSegmentEnabled(3, prediction,
                              prediction ? tr("A at the left of the line, B at its right; drag the line")
                                         : tr("Needs a prediction: choose a run at the left"));
  showMode();  // what was off until now could not be shown as chosen
}

void ViewerBar::showTool() {
  const auto tool = views_->state()->tool();
  const MouseAction shown = tool ? *tool : viewers::mouseBindings(views_->state()->scheme()).front().drag;
  for (std::size_t i = 0; i < kTools.size(); ++i) {
    if (kTools[i] != shown) continue;
    const QSignalBlocker quiet(tools_);
    tools_->setCurrent(static_cast<int>(i));
  }
}

void ViewerBar::showMode() {
  const QSignalBlocker quiet(overlay_);
  overlay_->setCurrent(static_cast<int>(views_->state()->mode()));
}

void ViewerBar::showWindow() {
  int match = -1;
  for (std::size_t i = 0; i < presets_.size() && match < 0; ++i)
    if (presets_[i].window == views_->state()->window()) match = static_cast<int>(i);
  const QSignalBlocker quiet(window_);
  window_->setCurrentIndex(match);
  window_->setPlaceholderText(tr("W %1 · L %2")
                                  .arg(views_->state()->window().width, 0, 'f', 0)
                                  .arg(views_->state()->window().level, 0, 'f', 0));
}

}  // namespace selvox::ui
