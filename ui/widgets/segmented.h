#pragma once
// Two to five choices in one frame; arrows move, the chosen one is bold on the selection colour.

#include <QList>
#include <QWidget>

#include "ui/theme/theme.h"

namespace selvox::ui {

class SegmentedControl : public QWidget {
  Q_OBJECT
 public:
  explicit SegmentedControl(QWidget* parent = nullptr);
  int addSegment(const QString& text, const QString& iconName = {}, const QString& toolTip = {});
  void clearSegments();
  [[nodiscard]] int count() const { return static_cast<int>(segments_.size()); }
  [[nodiscard]] int current() const { return current_; }
  [[nodiscard]] QString text(int index) const { return segments_.value(index).text; }
  void setCurrent(int index);  // no signal when it is current already
  void setSegmentEnabled(int index, bool enabled, const QString& reason = {});
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 Q_SIGNALS:
  void currentChanged(int index);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  struct Segment {
    QString text, icon, toolTip;
    bool enabled = true;
  };
  [[nodiscard]] QRect rectOf(int index) const;
  [[nodiscard]] int indexAt(const QPoint& point) const;
  [[nodiscard]] int widthOf(const Segment& segment) const;
  QList<Segment> segments_;
  int current_ = 0;
  int hovered_ = -1;
};

}  // namespace selvox::ui
