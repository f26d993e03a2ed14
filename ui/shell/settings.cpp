#include "ui/shell/settings.h"

#include <QGuiApplication>
#include <QPalette>
#include <QSettings>
#include <QSplitter>

namespace selvox::ui::settings {

QString theme() {
  return QSettings().value("theme").toString();
}
void setTheme(const QString& name) {
  QSettings().setValue("theme", name);
}

Theme::Mode themeMode() {
  const QString name = theme();
  if (name == "dark") return Theme::Mode::Dark;
  if (name == "light") return Theme::Mode::Light;
  // The desktop's own palette as it was before ours: dark when its window is darker than its text.
  static const bool desktopDark = [] {
    const QPalette palette = QGuiApplication::palette();
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
  }();
  return desktopDark ? Theme::Mode::Dark : Theme::Mode::Light;
}

QString language() {
  return QSettings().value("language").toString();
}
void setLanguage(const QString& code) {
  QSettings().setValue("language", code);
}

double textScale() {
  return QSettings().value("textScale", 1.0).toDouble();
}
void setTextScale(double scale) {
  QSettings().setValue("textScale", scale);
}

QString mouseScheme() {
  return QSettings().value("viewer/mouse", "radiology").toString();
}
void setMouseScheme(const QString& scheme) {
  QSettings().setValue("viewer/mouse", scheme);
}

void remember(QSplitter* splitter, const QString& key) {
  const QString name = "splitter/" + key;
  splitter->setChildrenCollapsible(false);
  splitter->restoreState(QSettings().value(name).toByteArray());
  QObject::connect(splitter, &QSplitter::splitterMoved, splitter,
                   [splitter, name] { QSettings().setValue(name, splitter->saveState()); });
}

}  // namespace selvox::ui::settings
