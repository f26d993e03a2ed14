#pragma once
// A curve without axes, as wide as a word; the last value is told by its label.

#include <vector>

#include <QWidget>

#include "core/events/series.h"
#include "ui/theme/tokens.h"

namespace selvox::ui {

class Sparkline : public QWidget {
  Q_OBJECT
 public:
  explicit Sparkline(QWidget* parent = nullptr);
  void setPoints(std::vector<events::Point> points, Token colour = Token::Accent);
  [[nodiscard]] QSize sizeHint() const override { return {92, 22}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::vector<events::Point> points_;
  Token colour_ = Token::Accent;
};

}  // namespace selvox::ui
