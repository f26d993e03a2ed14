#pragma once
// Axial, coronal and sagittal slices of one volume side by side, radiological, with a linked cross. Images on black.

#include <algorithm>
#include <array>
#include <memory>

#include <QImage>
#include <QWidget>

#include "ui/widgets/slice_image.h"

namespace selvox::ui {

class PlaneStrip : public QWidget {
  Q_OBJECT
 public:
  explicit PlaneStrip(QWidget* parent = nullptr);
  void show(std::shared_ptr<const PictureVolume> volume);  // null: empty; keeps the cross where it still fits
  void setMessage(const QString& text);                    // instead of pictures
  void setStale(bool stale);                               // 60 % opacity: newer ones are on their way
  [[nodiscard]] const std::array<double, 3>& cross() const { return share_; }
  void setCross(const std::array<double, 3>& share);  // 0-1 along x, y, z
  void setCaptions(bool shown) { captions_ = shown; }
  [[nodiscard]] bool empty() const { return volume_ == nullptr; }
  [[nodiscard]] QSize sizeHint() const override { return {320, 128}; }
  [[nodiscard]] bool hasHeightForWidth() const override { return true; }
  [[nodiscard]] int heightForWidth(int width) const override {
    return std::max(72, flat() ? width * 9 / 20 : width / 3);  // one picture instead of three may be taller
  }

 Q_SIGNALS:
  void crossMoved(const std::array<double, 3>& share);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  [[nodiscard]] bool flat() const { return volume_ != nullptr && volume_->extent.z == 1; }
  void render();
  void paintPlane(QPainter& painter, int which);
  void pick(const QPoint& point);
  [[nodiscard]] QRect cell(int which) const;
  [[nodiscard]] std::int64_t indexOf(Plane plane) const;
  std::shared_ptr<const PictureVolume> volume_;
  std::array<double, 3> share_{0.5, 0.5, 0.5};
  std::array<QImage, 3> pixels_;
  std::array<QRect, 3> placed_;
  QString message_;
  bool stale_ = false, captions_ = true;
};

}  // namespace selvox::ui
