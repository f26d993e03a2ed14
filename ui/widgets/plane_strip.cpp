#include "ui/widgets/plane_strip.h"

#include <algorithm>

#include <QMouseEvent>
#include <QPainter>

#include "ui/theme/theme.h"

namespace selvox::ui {
namespace {

constexpr std::array<Plane, 3> kOrder{Plane::Axial, Plane::Coronal, Plane::Sagittal};

QColor planeColour(Plane plane) {
  return fromRgb(plane == Plane::Axial ? kPlaneAxial : plane == Plane::Coronal ? kPlaneCoronal : kPlaneSagittal);
}

QString planeName(Plane plane) {
  switch (plane) {
    case Plane::Axial:
      return PlaneStrip::tr("axial");
    case Plane::Coronal:
      return PlaneStrip::tr("coronal");
    case Plane::Sagittal:
      break;
  }
  return PlaneStrip::tr("sagittal");
}

// Which world axes run right and down in a plane; `flip`: the second one runs up.
struct Axes {
  int across, along;
  bool flip;
};
Axes axesOf(Plane plane) {
  if (plane == Plane::Axial) return {0, 1, false};
  return plane == Plane::Coronal ? Axes{0, 2, true} : Axes{1, 2, true};
}

}  // namespace

PlaneStrip::PlaneStrip(QWidget* parent) : QWidget(parent) {
  setMouseTracking(false);
  setAccessibleName(tr("Slices in three planes"));
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
}

void PlaneStrip::show(std::shared_ptr<const PictureVolume> volume) {
  volume_ = std::move(volume);
  message_.clear();
  stale_ = false;
  updateGeometry();
  render();
}

void PlaneStrip::setMessage(const QString& text) {
  volume_.reset();
  message_ = text;
  setAccessibleDescription(text);
  update();
}

void PlaneStrip::setStale(bool stale) {
  stale_ = stale;
  update();
}

void PlaneStrip::setCross(const std::array<double, 3>& share) {
  if (share == share_) return;
  share_ = share;
  render();
}

std::int64_t PlaneStrip::indexOf(Plane plane) const {
  const auto count = planeCount(volume_->extent, plane);
  const double share = share_[plane == Plane::Axial ? 2 : plane == Plane::Coronal ? 1 : 0];
  return std::clamp<std::int64_t>(static_cast<std::int64_t>(share * static_cast<double>(count)), 0,
                                  std::max<std::int64_t>(0, count - 1));
}

void PlaneStrip::render() {
  for (std::size_t i = 0; i < 3; ++i) {
    pixels_[i] = volume_ != nullptr ? slicePixels(*volume_, kOrder[i], indexOf(kOrder[i])) : QImage();
  }
  if (volume_ != nullptr)
    setAccessibleDescription(tr("axial slice %1, coronal %2, sagittal %3")
                                 .arg(indexOf(Plane::Axial) + 1)
                                 .arg(indexOf(Plane::Coronal) + 1)
                                 .arg(indexOf(Plane::Sagittal) + 1));
  update();
}

QRect PlaneStrip::cell(int which) const {
  if (flat()) return which == 0 ? rect() : QRect();  // a 2D patch
  const int left = which * width() / 3, right = (which + 1) * width() / 3;
  return {left, 0, right - left - (which < 2 ? 1 : 0), height()};
}

void PlaneStrip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setLayoutDirection(Qt::LeftToRight);  // never mirrored
  painter.fillRect(rect(), Theme::color(Token::ImageGround));
  if (volume_ == nullptr) {
    painter.setPen(Theme::color(Token::ImageText));
    painter.setFont(Theme::font(FontRole::Table));
    painter.drawText(rect().adjusted(8, 8, -8, -8), Qt::AlignCenter | Qt::TextWordWrap, message_);
    return;
  }
  painter.setOpacity(stale_ ? 0.6 : 1.0);
  for (int i = 0; i < 3; ++i)
    if (!cell(i).isEmpty()) paintPlane(painter, i);
}

void PlaneStrip::paintPlane(QPainter& painter, int which) {
  const auto at = static_cast<std::size_t>(which);
  const Plane plane = kOrder[at];
  const QRect box = cell(which);
  const QSizeF size = planeSize(volume_->extent, volume_->spacing, plane).scaled(box.size(), Qt::KeepAspectRatio);
  QRect target(QPoint(0, 0), size.toSize());
  target.moveCenter(box.center());
  placed_[at] = target;
  painter.save();
  painter.setClipRect(box);
  const qreal ratio = devicePixelRatioF();
  QImage picture = pixels_[at].scaled(target.size() * ratio, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
  picture.setDevicePixelRatio(ratio);
  painter.drawImage(target.topLeft(), picture);
  const auto [across, along, flip] = axesOf(plane);
  const double u = share_[static_cast<std::size_t>(across)], v = share_[static_cast<std::size_t>(along)];
  const int x = target.left() + static_cast<int>(u * target.width());
  const int y = target.top() + static_cast<int>((flip ? 1 - v : v) * target.height());
  QColor line = Theme::color(Token::ImageText);
  line.setAlphaF(0.55f);
  painter.setPen(line);
  constexpr int kGap = 11;
  painter.drawLine(target.left(), y, x - kGap, y);
  painter.drawLine(x + kGap, y, target.right(), y);
  painter.drawLine(x, target.top(), x, y - kGap);
  painter.drawLine(x, y + kGap, x, target.bottom());
  if (captions_) {
    painter.setFont(Theme::font(FontRole::Caption));
    const QString name = planeName(plane);
    QRect tag = painter.fontMetrics().boundingRect(name).adjusted(-4, -1, 4, 2);
    tag.moveTopLeft(box.topLeft() + QPoint(4, 4));
    QColor ground = Theme::color(Token::ImageGround);
    ground.setAlphaF(0.65f);
    painter.fillRect(tag, ground);
    painter.setPen(planeColour(plane));
    painter.drawText(tag, Qt::AlignCenter, name);
  }
  painter.restore();
}

void PlaneStrip::pick(const QPoint& point) {
  if (volume_ == nullptr) return;
  for (int i = 0; i < 3; ++i) {
    if (!cell(i).contains(point)) continue;
    const QRect target = placed_[static_cast<std::size_t>(i)];
    if (target.isEmpty()) return;
    const auto [across, along, flip] = axesOf(kOrder[static_cast<std::size_t>(i)]);
    const double u = std::clamp((point.x() - target.left() + 0.5) / target.width(), 0.0, 0.9999);
    const double v = std::clamp((point.y() - target.top() + 0.5) / target.height(), 0.0, 0.9999);
    auto share = share_;
    share[static_cast<std::size_t>(across)] = u;
    share[static_cast<std::size_t>(along)] = flip ? 0.9999 - v : v;
    setCross(share);
    Q_EMIT crossMoved(share);
    return;
  }
}

void PlaneStrip::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) pick(event->position().toPoint());
}

void PlaneStrip::mouseMoveEvent(QMouseEvent* event) {
  if (event->buttons().testFlag(Qt::LeftButton)) pick(event->position().toPoint());
}

void PlaneStrip::wheelEvent(QWheelEvent* event) {
  if (volume_ == nullptr) return;
  for (int i = 0; i < 3; ++i) {
    if (!cell(i).contains(event->position().toPoint())) continue;
    const Plane plane = kOrder[static_cast<std::size_t>(i)];
    const std::size_t axis = plane == Plane::Axial ? 2 : plane == Plane::Coronal ? 1 : 0;
    const double step = 1.0 / static_cast<double>(std::max<std::int64_t>(1, planeCount(volume_->extent, plane)));
    auto share = share_;
    share[axis] = std::clamp(share[axis] + (event->angleDelta().y() > 0 ? step : -step), 0.0, 0.9999);
    setCross(share);
    Q_EMIT crossMoved(share);
    event->accept();
  }
}

void PlaneStrip::resizeEvent(QResizeEvent*) {
  update();
}

}  // namespace selvox::ui
