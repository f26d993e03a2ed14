#pragma once
// Three planes and the 3D view, linked. Layouts, maximising, keys that belong to all views, pictures for reports.

#include <array>

#include "viewers/slice_view.h"
#include "viewers/volume_view.h"

namespace selvox::viewers {

enum class ViewLayout { FourUp, SlicerFourUp, Row, OnePlusThree };

class FourUp : public QWidget {
  Q_OBJECT
 public:
  explicit FourUp(ViewState* state, QWidget* parent = nullptr);
  [[nodiscard]] ViewState* state() const { return state_; }
  [[nodiscard]] SliceView* slice(Plane plane) const { return slices_[static_cast<std::size_t>(plane)]; }
  [[nodiscard]] VolumeView* solid() const { return solid_; }
  [[nodiscard]] ViewPane* active() const { return active_; }

  void setLayout(ViewLayout layout);
  [[nodiscard]] ViewLayout viewLayout() const { return layout_; }
  void maximise(ViewPane* view);  // null, or the maximised one again: all views
  [[nodiscard]] ViewPane* maximised() const { return maximised_; }
  void focusNext();
  // All shown views, or one, with a foot line: `caption` and "Not for diagnosis".
  [[nodiscard]] QImage snapshot(double scale, const QString& caption, ViewPane* only = nullptr);

 Q_SIGNALS:
  void layoutChanged();

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void arrange();
  void linkScales();
  void setActive(ViewPane* view);
  [[nodiscard]] std::vector<ViewPane*> panes() const;

  ViewState* state_;
  std::array<SliceView*, 3> slices_{};
  VolumeView* solid_ = nullptr;
  ViewPane* active_ = nullptr;
  ViewPane* maximised_ = nullptr;
  ViewLayout layout_ = ViewLayout::FourUp;
};

}  // namespace selvox::viewers
