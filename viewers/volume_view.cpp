#include "viewers/volume_view.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QCoreApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

namespace selvox::viewers {

namespace {

constexpr int kRestMilliseconds = 150;   // still so long: the sharp picture
constexpr int kGatherMilliseconds = 20;  // changes of one moment become one request
constexpr double kTurnPerPixel = 0.008;  // radians
constexpr double kZoomPerPixel = 0.008;
constexpr double kMarker = 26;  // radius of the letters' marker

}  // namespace

VolumeView::VolumeView(ViewState* state, QWidget* parent) : ViewPane(state, parent) {
  setAccessibleName(tr("3D view"));
  look_.ground = state->style().ground;
  rest_.setSingleShot(true);
  rest_.setInterval(kRestMilliseconds);
  connect(&rest_, &QTimer::timeout, this, [this] { requestFrame(false); });
  gather_.setSingleShot(true);
  gather_.setInterval(kGatherMilliseconds);
  connect(&gather_, &QTimer::timeout, this, &VolumeView::sendContent);
  const auto stale = [this] {
    contentStale_ = true;
    gather_.start();
  };
  connect(state, &ViewState::imageChanged, this, [this, stale] {
    frame_ = {};
    camera_ = openingCamera();
    stale();
    update();
  });
  connect(state, &ViewState::layersChanged, this, stale);
}

VolumeView::~VolumeView() = default;

void VolumeView::setImageFacts(const volume::Statistics& statistics, bool hounsfield) {
  statistics_ = statistics;
  if (hounsfield_ != hounsfield || look_.preset.empty()) look_.preset = defaultPreset(hounsfield);
  hounsfield_ = hounsfield;
  contentStale_ = true;
  gather_.start();
}

void VolumeView::setLook(SolidMode mode, const std::string& preset) {
  look_.mode = mode;
  if (!preset.empty()) look_.preset = preset;
  if (renderer_) renderer_->setLook(look_);
  requestFrame(false);
  update();
}

void VolumeView::setShift(double shift) {
  look_.shift = std::clamp(shift, -1.0, 1.0);
  if (renderer_) renderer_->setLook(look_);
  cameraMoved();
}

void VolumeView::setCamera(const Camera& camera) {
  camera_ = camera;
  cameraMoved();
}

bool VolumeView::settled() const {
  if (!isVisible() || !state()->image() || !problem_.isEmpty()) return true;
  return !gather_.isActive() && !rest_.isActive() && !pending_;
}

SceneContent VolumeView::content() const {
  SceneContent content;
  content.image = state()->image();
  content.statistics = statistics_;
  content.hounsfield = hounsfield_;
  if (!state()->overlayVisible()) return content;
  for (const LayerRole role : {LayerRole::PredictionA, LayerRole::PredictionB, LayerRole::Reference}) {
    const LabelLayer& layer = state()->layer(role);
    if (!layer.volume || !layer.visible) continue;
    content.labels = layer.volume;
    break;
  }
  for (int label = 1; content.labels && label < 256; ++label) {
    const QColor colour = state()->labelColour(label);
    if (colour.alpha() > 0) content.colours[label] = colour;
  }
  return content;
}

void VolumeView::sendContent() {
  if (!isVisible()) return;  // showEvent comes back here
  if (!renderer_) {
    if (!state()->image()) return;
    if (!openGlAvailable()) {
      problem_ =
          tr("There is no 3D view here: OpenGL 3.2 is not available on this display. "
             "The three slice views work without it.");
      return update();
    }
    renderer_ = std::make_unique<VolumeRenderer>();
    connect(renderer_.get(), &VolumeRenderer::frameReady, this, [this](const SceneFrame& frame) {
      if (!state()->image()) return;
      frame_ = frame;
      if (!frame.coarse) pending_ = false;
      update();
    });
    connect(renderer_.get(), &VolumeRenderer::failed, this, [this](const QString& problem) {
      problem_ = problem;
      update();
    });
    renderer_->setLook(look_);
  }
  if (std::exchange(contentStale_, false)) renderer_->setContent(content());
  requestFrame(false);
}

void VolumeView::requestFrame(bool coarse) {
  if (!renderer_ || !state()->image() || !isVisible()) return;
  if (!coarse) pending_ = true;
  // The size is a whole number of device pixels; more than 4 million are scaled up instead.
  const QSizeF wanted = QSizeF(pictureRect().size()) * devicePixelRatioF();
  const double share = std::min(1.0, std::sqrt(4e6 / std::max(1.0, wanted.width() * wanted.height())));
  renderer_->request(camera_, (wanted * share).toSize().expandedTo(QSize(2, 2)), coarse);
}

void VolumeView::cameraMoved() {
  requestFrame(true);
  rest_.start();
  update();
}

void VolumeView::resizeEvent(QResizeEvent* event) {
  ViewPane::resizeEvent(event);
  rest_.start();
}

void VolumeView::showEvent(QShowEvent* event) {
  ViewPane::showEvent(event);
  gather_.start();
}

QString VolumeView::detailText() const {
  if (!state()->image() || !problem_.isEmpty()) return {};
  if (look_.mode == SolidMode::Volume)
    return QCoreApplication::translate("viewers", volumePreset(look_.preset.c_str()).name);
  return tr("surfaces");
}

QString VolumeView::noteText() const {
  if (!state()->image() || !problem_.isEmpty()) return {};
  if (frame_.image.isNull()) return tr("drawing");
  if (frame_.coarse) return tr("coarse while moving");
  if (frame_.reduced > 1) return tr("1/%1 resolution").arg(frame_.reduced);
  return tr("full resolution");
}

void VolumeView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), style().ground);
  paintCaption(painter, detailText(), noteText());
  if (!state()->image()) {
    paintMessage(painter, state()->message());
  } else if (!problem_.isEmpty()) {
    paintMessage(painter, problem_);
  } else if (!frame_.image.isNull()) {
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(pictureRect(), frame_.image);
    paintMarker(painter);
    QStringList parts;
    if (look_.mode == SolidMode::Surfaces && frame_.surfaces > 0) {
      parts << tr("body %1 %").arg(static_cast<int>(std::lround(look_.bodyOpacity * 100)));
      for (const auto& [label, look] : state()->labels())
        if (look.visible && parts.size() < 4) parts << state()->labelName(label);
    }
    if (!exporting()) parts << tr("drag to turn");
    paintText(painter, QRectF(pictureRect()).adjusted(8, 8, -70, -6), Qt::AlignLeft | Qt::AlignBottom,
              parts.join(QStringLiteral(" \u00B7 ")));
  }
  paintFocus(painter);
}

void VolumeView::paintMarker(QPainter& painter) {
  if (!state()->lettersVisible() && !exporting()) return;
  const QPointF centre(width() - kMarker - 16, height() - kMarker - 14);
  const volume::Vec3 right = camera_.right();
  struct Arm {
    QPointF tip;
    double depth;
    QString letter;
    QColor colour;
  };
  std::vector<Arm> arms;
  const std::array<Plane, 3> normals{Plane::Sagittal, Plane::Coronal, Plane::Axial};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    for (const double sign : {-1.0, 1.0}) {
      volume::Vec3 way{};
      way[axis] = sign;
      const QPointF tip(right[axis] * sign * kMarker, -camera_.up[axis] * sign * kMarker);
      arms.push_back(
          {centre + tip, camera_.direction[axis] * sign, directionLetters(way), style().plane(normals[axis])});
    }
  }
  std::sort(arms.begin(), arms.end(), [](const Arm& a, const Arm& b) { return a.depth < b.depth; });
  painter.setRenderHint(QPainter::Antialiasing, true);
  for (const Arm& arm : arms) {
    QColor line = arm.colour;
    line.setAlphaF(arm.depth < -0.05 ? 0.4f : 1.0f);
    painter.setPen(QPen(line, 1.5));
    painter.drawLine(centre, centre + (arm.tip - centre) * 0.7);
    if (arm.depth > -0.3)
      paintText(painter, QRectF(arm.tip - QPointF(10, 9), QSizeF(20, 18)), Qt::AlignCenter, arm.letter, true);
  }
}

void VolumeView::mousePressEvent(QMouseEvent* event) {
  setFocus(Qt::MouseFocusReason);
  if (captionPress(event)) return;
  Q_EMIT activated();
  button_ = event->button();
  last_ = event->position();
}

void VolumeView::mouseMoveEvent(QMouseEvent* event) {
  if (event->buttons() == Qt::NoButton || button_ == Qt::NoButton) return;
  const QPointF delta = event->position() - last_;
  last_ = event->position();
  const double height = std::max(1, pictureRect().height());
  if (button_ == Qt::LeftButton && event->modifiers().testFlag(Qt::ShiftModifier)) {
    camera_.panX += delta.x() / height;
    camera_.panY -= delta.y() / height;
  } else if (button_ == Qt::LeftButton) {
    camera_.turn(delta.x() * kTurnPerPixel, delta.y() * kTurnPerPixel);
  } else if (button_ == Qt::MiddleButton) {
    camera_.panX += delta.x() / height;
    camera_.panY -= delta.y() / height;
  } else if (button_ == Qt::RightButton) {
    camera_.zoom = std::clamp(camera_.zoom * std::exp(-delta.y() * kZoomPerPixel), 0.1, 40.0);
  }
  cameraMoved();
}

void VolumeView::mouseReleaseEvent(QMouseEvent*) {
  button_ = Qt::NoButton;
}

void VolumeView::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) Q_EMIT maximiseRequested();
}

void VolumeView::wheelEvent(QWheelEvent* event) {
  event->accept();
  camera_.zoom = std::clamp(camera_.zoom * std::pow(1.15, event->angleDelta().y() / 120.0), 0.1, 40.0);
  cameraMoved();
}

void VolumeView::keyPressEvent(QKeyEvent* event) {
  const bool opposite = event->modifiers().testFlag(Qt::ShiftModifier);
  if (event->modifiers().testFlag(Qt::KeypadModifier)) {
    switch (event->key()) {
      case Qt::Key_1:
      case Qt::Key_End:
        return setCamera(standardCamera(opposite ? StandardView::Back : StandardView::Front));
      case Qt::Key_3:
      case Qt::Key_PageDown:
        return setCamera(standardCamera(opposite ? StandardView::PatientLeft : StandardView::PatientRight));
      case Qt::Key_7:
      case Qt::Key_Home:
        return setCamera(standardCamera(opposite ? StandardView::Bottom : StandardView::Top));
      default:
        break;
    }
  }
  if (event->key() == Qt::Key_R && event->modifiers() == Qt::NoModifier) setCamera(openingCamera());
  ViewPane::keyPressEvent(event);
}

}  // namespace selvox::viewers
