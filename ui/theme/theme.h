#pragma once
// Light and dark. One palette, one style over Fusion, one style sheet for named containers; all from tokens.h.
// Widgets that paint ask color(Token) at paint time and update() on Theme::changed.

#include <QColor>
#include <QFont>
#include <QObject>
#include <QPalette>

#include "ui/theme/tokens.h"

class QApplication;
class QWidget;

namespace selvox::ui {

enum class FontRole { Caption, Table, Body, BodyBold, Section, Page, Figure, Mono };

class Theme : public QObject {
  Q_OBJECT
 public:
  enum class Mode { Light, Dark };

  static Theme& instance();
  // Before the first window, and again to switch: palette, style, style sheet, fonts.
  static void apply(QApplication& application, Mode mode);
  [[nodiscard]] static Mode mode();
  [[nodiscard]] static bool dark() { return mode() == Mode::Dark; }
  [[nodiscard]] static QColor color(Token token);
  [[nodiscard]] static QColor color(Token token, Mode mode);
  // Chart series: colour, dashes (empty: solid; in pen widths as QPen::setDashPattern wants) by index; wraps at six.
  [[nodiscard]] static QColor series(int index);
  [[nodiscard]] static QList<qreal> seriesDashes(int index, qreal penWidth = 1.75);
  // Segmentation label by its number (1, 2, …); wraps at eight.
  [[nodiscard]] static QColor label(int number);
  [[nodiscard]] static QFont font(FontRole role);
  // 1.0 to 1.5; takes effect with the next apply().
  static void setTextScale(double scale);
  [[nodiscard]] static double textScale();
  // Row height of tables: font height + 14, at least 32 at 100 %.
  [[nodiscard]] static int rowHeight();

 Q_SIGNALS:
  void changed();

 private:
  Theme() = default;
};

// The colour of 0xRRGGBB: the one place where tokens become QColor.
[[nodiscard]] inline QColor fromRgb(std::uint32_t rgb) {
  return QColor::fromRgb((rgb >> 16) & 0xFFu, (rgb >> 8) & 0xFFu, rgb & 0xFFu);
}

// Sets the text role of a label: font and palette role ("text", "text2", "text3", "ok", "warn", "error", "accent").
void setTextRole(QWidget* widget, FontRole font, Token colour = Token::Text);

}  // namespace selvox::ui
