#include "viewers/three_planes.h"

#include <QPainter>

namespace selvox::viewers {

namespace {
constexpr int kGap = 2;
constexpr double kLargeShare = 0.585;  // of the width, for the axial plane
}  // namespace

ThreePlanes::ThreePlanes(ViewState* state, QWidget* parent) : QWidget(parent), state_(state) {
  setAttribute(Qt::WA_OpaquePaintEvent);
  for (const Plane plane : {Plane::Axial, Plane::Sagittal, Plane::Coronal}) {
    auto* view = new SliceView(plane, state, this);
    slices_[static_cast<std::size_t>(plane)] = view;
    connect(view, &ViewPane::maximiseRequested, this, [this, view] { maximise(view); });
    connect(view, &ViewPane::activated, this, [this, view] {
      active_ = view->plane();
      for (SliceView* other : slices_) other->setReadoutShown(other == view);
    });
  }
  slice(Plane::Axial)->setReadoutShown(true);
  setFocusProxy(slice(Plane::Axial));
}

void ThreePlanes::maximise(SliceView* view) {
  maximised_ = view == maximised_ ? nullptr : view;
  arrange();
  if (view) view->setFocus();
}

void ThreePlanes::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  arrange();
}

void ThreePlanes::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), state_->style().track);
}

void ThreePlanes::arrange() {
  const int w = width(), h = height();
  for (SliceView* view : slices_) {
    view->setMaximised(view == maximised_);
    view->setVisible(maximised_ == nullptr || view == maximised_);
  }
  if (maximised_) return maximised_->setGeometry(0, 0, w, h);
  const int large = static_cast<int>(w * kLargeShare), top = (h - kGap) / 2;
  slice(Plane::Axial)->setGeometry(0, 0, large, h);
  slice(Plane::Sagittal)->setGeometry(large + kGap, 0, w - large - kGap, top);
  slice(Plane::Coronal)->setGeometry(large + kGap, top + kGap, w - large - kGap, h - top - kGap);
}

}  // namespace selvox::viewers
