#include "ui/theme/theme.h"

#include <algorithm>

#include <QApplication>
#include <QFontDatabase>
#include <QFontMetrics>
#include <QToolTip>
#include <QVariant>
#include <QWidget>

#include "ui/theme/selvox_style.h"
#include "ui/theme/style_sheet.h"

namespace selvox::ui {
namespace {

struct State {
  Theme::Mode mode = Theme::Mode::Light;
  double textScale = 1.0;
  QString family;
  QString mono;
};

State& state() {
  static State instance;
  return instance;
}

// The desktop's own font where there is one; bare X servers answer with a generic name, there we name Noto Sans.
QString uiFamily() {
  const QString system = QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
  static const QStringList generic{
      "Sans", "Sans Serif", "sans-serif", "DejaVu Sans", "Bitstream Vera Sans", "Helvetica", ""};
  if (generic.contains(system) && QFontDatabase::families().contains("Noto Sans")) return "Noto Sans";
  return system;
}

QString monoFamily() {
  if (QFontDatabase::families().contains("Noto Sans Mono")) return "Noto Sans Mono";
  return QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
}

QPalette makePalette() {
  QPalette palette;
  const auto set = [&](QPalette::ColorRole role, Token token) { palette.setColor(role, Theme::color(token)); };
  set(QPalette::Window, Token::Bg);
  set(QPalette::WindowText, Token::Text);
  set(QPalette::Base, Token::Panel);
  set(QPalette::AlternateBase, Token::Sunken);
  set(QPalette::Text, Token::Text);
  set(QPalette::Button, Token::Panel);
  set(QPalette::ButtonText, Token::Text);
  set(QPalette::BrightText, Token::Error);
  set(QPalette::Highlight, Token::Sel);
  set(QPalette::HighlightedText, Token::Text);
  set(QPalette::Link, Token::Accent);
  set(QPalette::LinkVisited, Token::Accent);
  set(QPalette::PlaceholderText, Token::Text3);
  set(QPalette::ToolTipBase, Token::Panel);
  set(QPalette::ToolTipText, Token::Text);
  set(QPalette::Light, Token::Hover);
  set(QPalette::Midlight, Token::Hover);
  set(QPalette::Mid, Token::Divider);
  set(QPalette::Dark, Token::FieldBorder);
  set(QPalette::Shadow, Token::FieldBorder);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
    palette.setColor(QPalette::Disabled, role, Theme::color(Token::Text3));
  palette.setColor(QPalette::Disabled, QPalette::Highlight, Theme::color(Token::Hover));
  return palette;
}

int scaled(int pixels) {
  return static_cast<int>(pixels * state().textScale + 0.5);
}

}  // namespace

Theme& Theme::instance() {
  static Theme theme;
  return theme;
}

void Theme::apply(QApplication& application, Mode mode) {
  state().mode = mode;
  if (state().family.isEmpty()) {
    state().family = uiFamily();
    state().mono = monoFamily();
  }
  application.setStyleSheet({});
  application.setStyle(new SelvoxStyle);
  application.setPalette(makePalette());
  QToolTip::setPalette(makePalette());
  application.setFont(font(FontRole::Body));
  QToolTip::setFont(font(FontRole::Table));
  application.setStyleSheet(makeStyleSheet());
  Q_EMIT instance().changed();
}

Theme::Mode Theme::mode() {
  return state().mode;
}

QColor Theme::color(Token token) {
  return color(token, state().mode);
}

QColor Theme::color(Token token, Mode mode) {
  const auto& entry = kTokens[static_cast<std::size_t>(token)];
  return fromRgb(mode == Mode::Dark ? entry.dark : entry.light);
}

QColor Theme::series(int index) {
  const auto count = static_cast<int>(kSeriesColours.size());
  const auto& entry = kSeriesColours[static_cast<std::size_t>(((index % count) + count) % count)];
  return fromRgb(dark() ? entry.dark : entry.light);
}

QList<qreal> Theme::seriesDashes(int index, qreal penWidth) {
  const auto count = static_cast<int>(kSeriesDashes.size());
  QList<qreal> dashes;
  for (const int length : kSeriesDashes[static_cast<std::size_t>(((index % count) + count) % count)])
    if (length > 0) dashes << length / penWidth;
  return dashes;
}

QColor Theme::label(int number) {
  const auto count = static_cast<int>(kLabelColours.size());
  return fromRgb(kLabelColours[static_cast<std::size_t>((((number - 1) % count) + count) % count)]);
}

QFont Theme::font(FontRole role) {
  QFont font(role == FontRole::Mono ? state().mono : state().family);
  if (state().family.isEmpty()) font = QFont();
  switch (role) {
    case FontRole::Caption:
      font.setPixelSize(scaled(kTextCaption));
      break;
    case FontRole::Table:
    case FontRole::Mono:
      font.setPixelSize(scaled(kTextTable));
      break;
    case FontRole::Body:
      font.setPixelSize(scaled(kTextBody));
      break;
    case FontRole::BodyBold:
      font.setPixelSize(scaled(kTextBody));
      break;
    case FontRole::Section:
      font.setPixelSize(scaled(kTextSection));
      break;
    case FontRole::Page:
      font.setPixelSize(scaled(kTextPage));
      break;
    case FontRole::Figure:
      font.setPixelSize(scaled(kTextFigure));
      break;
  }
  const bool bold =
      role == FontRole::BodyBold || role == FontRole::Section || role == FontRole::Page || role == FontRole::Figure;
  font.setWeight(bold ? QFont::DemiBold : QFont::Normal);
  return font;
}

void Theme::setTextScale(double scale) {
  state().textScale = std::clamp(scale, 1.0, 1.5);
}
double Theme::textScale() {
  return state().textScale;
}
int Theme::rowHeight() {
  return std::max(kRowHeight, QFontMetrics(font(FontRole::Table)).height() + 14);
}

void setTextRole(QWidget* widget, FontRole role, Token colour) {
  const auto refresh = [widget, role, colour] {
    widget->setFont(Theme::font(role));
    QPalette palette = widget->palette();
    palette.setColor(QPalette::WindowText, Theme::color(colour));
    palette.setColor(QPalette::Text, Theme::color(colour));
    palette.setColor(QPalette::ButtonText, Theme::color(colour));
    widget->setPalette(palette);
  };
  // A second call replaces the first: the old connection goes with its holder.
  delete widget->findChild<QObject*>("selvoxTextRole", Qt::FindDirectChildrenOnly);
  auto* holder = new QObject(widget);
  holder->setObjectName("selvoxTextRole");
  QObject::connect(&Theme::instance(), &Theme::changed, holder, refresh);
  refresh();
}

}  // namespace selvox::ui
