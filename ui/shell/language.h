#pragma once
// The catalogues of translations/, compiled into the program, and Qt's own texts in the same language.

#include <QString>
#include <QStringList>

class QCoreApplication;

namespace selvox::ui {

// "de", "de_DE" or empty for the system's. English and unknown languages need no catalogue. Returns the code in use.
QString installLanguage(QCoreApplication& application, const QString& code);
[[nodiscard]] QStringList availableLanguages();  // "en", "de", …

}  // namespace selvox::ui
