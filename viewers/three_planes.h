#pragma once
// Axial large, sagittal and coronal beside it: for looking through many scans, without the 3D view.

#include <array>

#include "viewers/slice_view.h"

namespace selvox::viewers {

class ThreePlanes : public QWidget {
  Q_OBJECT
 public:
  explicit ThreePlanes(ViewState* state, QWidget* parent = nullptr);
  [[nodiscard]] SliceView* slice(Plane plane) const { return slices_[static_cast<std::size_t>(plane)]; }
  [[nodiscard]] Plane active() const { return active_; }  // the plane that Up and Down move in
  void maximise(SliceView* view);                         // null, or the maximised one again: all three
  [[nodiscard]] SliceView* maximised() const { return maximised_; }

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  void arrange();
  ViewState* state_;
  std::array<SliceView*, 3> slices_{};
  SliceView* maximised_ = nullptr;
  Plane active_ = Plane::Axial;
};

}  // namespace selvox::viewers
