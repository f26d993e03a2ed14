#pragma once
// What every view has: a caption with the plane's name and colour, a button that maximises, a focus ring, and room for
// a plain message instead of a picture.

#include <QPointer>
#include <QWidget>

#include "viewers/view_state.h"

namespace selvox::viewers {

class ViewPane : public QWidget {
  Q_OBJECT
 public:
  ViewPane(ViewState* state, QWidget* parent);
  [[nodiscard]] virtual QString name() const = 0;
  [[nodiscard]] virtual QColor colour() const = 0;
  [[nodiscard]] QRect pictureRect() const;  // below the caption, logical pixels
  [[nodiscard]] QRect maximiseRect() const;
  void setMaximised(bool maximised);
  // The view as a picture of its own, `scale` pixels a logical pixel, without focus ring and buttons.
  [[nodiscard]] QImage snapshot(double scale);

 Q_SIGNALS:
  void maximiseRequested();
  void nextViewRequested();
  void activated();  // the person works here now

 protected:
  [[nodiscard]] ViewState* state() const { return state_; }
  [[nodiscard]] const ViewerStyle& style() const { return state_->style(); }
  [[nodiscard]] QFont textFont(bool bold = false) const;
  [[nodiscard]] bool exporting() const { return exporting_; }
  void paintCaption(QPainter& painter, const QString& detail, const QString& position);
  void paintMessage(QPainter& painter, const QString& text);
  // White letters with a dark rim, readable on any picture.
  void paintText(QPainter& painter, const QRectF& box, int flags, const QString& text, bool bold = false);
  bool captionPress(QMouseEvent* event);  // true: the press was on the caption and is dealt with
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void paintFocus(QPainter& painter);

 private:
  QPointer<ViewState> state_;
  bool maximised_ = false, exporting_ = false;
};

}  // namespace selvox::viewers
