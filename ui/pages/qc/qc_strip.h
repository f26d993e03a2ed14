#pragma once
// Ten cases around the current one: picture, name, rating. A click goes there.

#include <QWidget>

#include "ui/pages/qc/qc_session.h"

namespace selvox::ui {

class Thumbnails;

class QcStrip : public QWidget {
  Q_OBJECT
 public:
  QcStrip(const QcSession& session, Thumbnails& thumbnails, QWidget* parent = nullptr);
  [[nodiscard]] QSize sizeHint() const override { return {600, 92}; }

 Q_SIGNALS:
  void asked(int position);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;

 private:
  [[nodiscard]] int shown() const;  // tiles that fit
  [[nodiscard]] int first() const;
  [[nodiscard]] QRect tile(int position) const;
  void paintTile(QPainter& painter, int position);
  const QcSession& session_;
  Thumbnails& thumbnails_;
};

}  // namespace selvox::ui
