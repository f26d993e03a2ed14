#include "ui/shell/language.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

static void selvoxInitTranslations() {
  Q_INIT_RESOURCE(selvox_translations);
}

namespace selvox::ui {
namespace {
constexpr const char* kFolder = ":/selvox/translations";
}

QStringList availableLanguages() {
  selvoxInitTranslations();
  QStringList codes{"en"};
  for (const QString& file : QDir(kFolder).entryList({"selvox_*.qm"})) codes << file.mid(7, file.size() - 10);
  codes.removeDuplicates();
  return codes;
}

QString installLanguage(QCoreApplication& application, const QString& code) {
  selvoxInitTranslations();
  const QLocale locale = code.isEmpty() ? QLocale::system() : QLocale(code);
  const QString language = locale.name().section('_', 0, 0);
  if (language == "en" || language == "C" || !availableLanguages().contains(language)) {
    if (!code.isEmpty()) QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    // The singular and plural of English stand in a catalogue of their own, when there is one.
    auto* english = new QTranslator(&application);
    if (english->load("selvox_en", kFolder))
      application.installTranslator(english);
    else
      delete english;
    return "en";
  }
  QLocale::setDefault(locale);
  auto* own = new QTranslator(&application);
  if (own->load("selvox_" + language, kFolder)) application.installTranslator(own);
  auto* qt = new QTranslator(&application);
  if (qt->load("qtbase_" + language, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
    application.installTranslator(qt);
  return language;
}

}  // namespace selvox::ui
