#pragma once
// A state as icon and word on a tint: never colour alone.

#include <QWidget>

#include "ui/theme/theme.h"

class QPainter;

namespace selvox::ui {

enum class Tone { Neutral, Accent, Ok, Warn, Error };

struct ToneColours {
  Token ink, tint;
};
[[nodiscard]] ToneColours toneColours(Tone tone);

// For delegates: draws inside `rect`, left-aligned (leading), and returns what it covered.
QRect paintPill(QPainter* painter, const QRect& rect, Tone tone, const QString& iconName, const QString& text,
                const QFont& font, bool filled = true);
[[nodiscard]] QSize pillSize(const QString& iconName, const QString& text, const QFont& font);

class Pill : public QWidget {
  Q_OBJECT
 public:
  explicit Pill(QWidget* parent = nullptr);
  Pill(Tone tone, const QString& iconName, const QString& text, QWidget* parent = nullptr);
  void set(Tone tone, const QString& iconName, const QString& text);
  [[nodiscard]] QString text() const { return text_; }
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Tone tone_ = Tone::Neutral;
  QString icon_, text_;
};

}  // namespace selvox::ui
