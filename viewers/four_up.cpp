#include "viewers/four_up.h"

#include <algorithm>

#include <QKeyEvent>
#include <QPainter>

namespace selvox::viewers {

namespace {

constexpr int kGap = 2;
constexpr int kFoot = 24;  // of an exported picture, logical pixels

}  // namespace

FourUp::FourUp(ViewState* state, QWidget* parent) : QWidget(parent), state_(state) {
  setAttribute(Qt::WA_OpaquePaintEvent);
  for (const Plane plane : {Plane::Axial, Plane::Sagittal, Plane::Coronal})
    slices_[static_cast<std::size_t>(plane)] = new SliceView(plane, state, this);
  solid_ = new VolumeView(state, this);
  for (ViewPane* pane : panes()) {
    connect(pane, &ViewPane::maximiseRequested, this, [this, pane] { maximise(pane); });
    connect(pane, &ViewPane::activated, this, [this, pane] { setActive(pane); });
  }
  setActive(slice(Plane::Axial));
  setFocusProxy(slice(Plane::Axial));
  connect(state, &ViewState::imageChanged, this, &FourUp::linkScales);
}

std::vector<ViewPane*> FourUp::panes() const {
  return {slices_[0], slices_[1], slices_[2], solid_};
}

void FourUp::setLayout(ViewLayout layout) {
  layout_ = layout;
  maximised_ = nullptr;
  arrange();
  Q_EMIT layoutChanged();
}

void FourUp::maximise(ViewPane* view) {
  maximised_ = view == maximised_ ? nullptr : view;
  arrange();
  if (view) {
    view->setFocus();
    setActive(view);  // hiding the others may have moved the focus about
  }
  Q_EMIT layoutChanged();
}

void FourUp::focusNext() {
  const std::vector<ViewPane*> all = panes();
  auto at = std::find(all.begin(), all.end(), active_);
  for (std::size_t i = 0; i < all.size(); ++i) {
    at = at == all.end() || at + 1 == all.end() ? all.begin() : at + 1;
    if (maximised_) {
      maximised_ = *at;
      arrange();
    }
    if ((*at)->isVisible()) break;
  }
  (*at)->setFocus(Qt::ShortcutFocusReason);
  setActive(*at);
}

void FourUp::setActive(ViewPane* view) {
  active_ = view;
  SliceView* reading = slice(Plane::Axial);
  for (SliceView* candidate : slices_)
    if (candidate == view) reading = candidate;
  for (SliceView* candidate : slices_) candidate->setReadoutShown(candidate == reading);
}

void FourUp::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  arrange();
}

void FourUp::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), state_->style().track);
}

void FourUp::arrange() {
  const int w = width(), h = height();
  for (ViewPane* pane : panes()) pane->setMaximised(pane == maximised_);
  if (maximised_) {
    for (ViewPane* pane : panes()) pane->setVisible(pane == maximised_);
    maximised_->setGeometry(0, 0, w, h);
    return linkScales();
  }
  SliceView *axial = slice(Plane::Axial), *sagittal = slice(Plane::Sagittal), *coronal = slice(Plane::Coronal);
  for (ViewPane* pane : panes()) pane->setVisible(pane != solid_ || layout_ != ViewLayout::Row);
  const auto grid = [&](ViewPane* tl, ViewPane* tr, ViewPane* bl, ViewPane* br) {
    const int left = (w - kGap) / 2, top = (h - kGap) / 2;
    tl->setGeometry(0, 0, left, top);
    tr->setGeometry(left + kGap, 0, w - left - kGap, top);
    bl->setGeometry(0, top + kGap, left, h - top - kGap);
    br->setGeometry(left + kGap, top + kGap, w - left - kGap, h - top - kGap);
  };
  switch (layout_) {
    case ViewLayout::FourUp:
      grid(axial, sagittal, coronal, solid_);
      break;
    case ViewLayout::SlicerFourUp:
      grid(axial, solid_, coronal, sagittal);
      break;
    case ViewLayout::Row: {
      const int one = (w - 2 * kGap) / 3;
      axial->setGeometry(0, 0, one, h);
      sagittal->setGeometry(one + kGap, 0, one, h);
      coronal->setGeometry(2 * (one + kGap), 0, w - 2 * (one + kGap), h);
      break;
    }
    case ViewLayout::OnePlusThree: {
      const int side = std::max(w / 3, 120), big = w - side - kGap, one = (h - 2 * kGap) / 3;
      axial->setGeometry(0, 0, big, h);
      sagittal->setGeometry(big + kGap, 0, side, one);
      coronal->setGeometry(big + kGap, one + kGap, side, one);
      solid_->setGeometry(big + kGap, 2 * (one + kGap), side, h - 2 * (one + kGap));
      break;
    }
  }
  linkScales();
}

void FourUp::linkScales() {
  // Equal millimetres in views of equal size; a view more than twice the smallest one fits by itself.
  double least = 0;
  for (SliceView* view : slices_) {
    if (view->isHidden()) continue;
    const double fit = view->fittingScale();
    least = least > 0 ? std::min(least, fit) : fit;
  }
  for (SliceView* view : slices_) view->setBaseScale(view->fittingScale() > 2 * least ? view->fittingScale() : least);
}

void FourUp::keyPressEvent(QKeyEvent* event) {
  if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
    return QWidget::keyPressEvent(event);
  const auto nudge = [this](double by) {
    for (const LayerRole role : {LayerRole::Reference, LayerRole::PredictionA, LayerRole::PredictionB})
      state_->setLayerOpacity(role, state_->layer(role).opacity + by);
  };
  switch (event->key()) {
    case Qt::Key_G:
      return state_->setOverlayVisible(!state_->overlayVisible());
    case Qt::Key_O:
      return state_->setMode(state_->mode() == OverlayMode::Outlines ? OverlayMode::Labels : OverlayMode::Outlines);
    case Qt::Key_D:
      return state_->setMode(state_->mode() == OverlayMode::Difference ? OverlayMode::Labels : OverlayMode::Difference);
    case Qt::Key_BracketLeft:
      return nudge(-0.1);
    case Qt::Key_BracketRight:
      return nudge(0.1);
    case Qt::Key_B:
      return state_->swapPredictions();
    case Qt::Key_X:
      return state_->setCrosshairVisible(!state_->crosshairVisible());
    case Qt::Key_I:
      return state_->setLettersVisible(!state_->lettersVisible());
    case Qt::Key_M:
      if (state_->tool() == MouseAction::Measure) return state_->setTool({});
      return state_->setTool(MouseAction::Measure);
    case Qt::Key_R:
      for (SliceView* view : slices_) view->clearMeasurements();
      return state_->resetView();
    case Qt::Key_V:
      return focusNext();
    case Qt::Key_Space:
      return maximise(maximised_ ? maximised_ : active_);
    case Qt::Key_Escape:
      if (maximised_) return maximise(maximised_);
      if (state_->tool()) return state_->setTool({});
      [[fallthrough]];
    default:
      QWidget::keyPressEvent(event);
  }
}

QImage FourUp::snapshot(double scale, const QString& caption, ViewPane* only) {
  const QSize views = only ? only->size() : size();
  QImage image(QSize(views.width(), views.height() + kFoot) * scale, QImage::Format_RGB32);
  if (image.isNull()) return image;
  image.setDevicePixelRatio(scale);
  const ViewerStyle& look = state_->style();
  image.fill(look.track);
  QPainter painter(&image);
  for (ViewPane* pane : panes()) {
    if (only ? pane != only : pane->isHidden()) continue;
    painter.drawImage(only ? QPoint() : pane->pos(), pane->snapshot(scale));
  }
  const QRect foot(0, views.height(), views.width(), kFoot);
  painter.fillRect(foot, look.captionGround);
  QFont text = font();
  text.setPixelSize(look.textPixels);
  painter.setFont(text);
  painter.setPen(look.text);
  const QString warning = tr("Not for diagnosis");
  painter.drawText(foot.adjusted(8, 0, -8, 0), Qt::AlignRight | Qt::AlignVCenter, warning);
  const int room = foot.width() - 32 - painter.fontMetrics().horizontalAdvance(warning);
  painter.setPen(look.dimText);
  painter.drawText(foot.adjusted(8, 0, -8, 0), Qt::AlignLeft | Qt::AlignVCenter,
                   painter.fontMetrics().elidedText(caption, Qt::ElideMiddle, std::max(0, room)));
  return image;
}

}  // namespace selvox::viewers
