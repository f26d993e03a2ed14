#pragma once
// The command line of selvox-workbench (PROTOCOLS section 1).

#include <QSize>
#include <QString>
#include <QStringList>

namespace selvox::workbench {

struct Options {
  QString workspace, page, run, caseId, theme, language, screenshot, error;
  QSize size;
};

// Reads --theme, --language and the rest; `error` says what is wrong, and how it is right.
[[nodiscard]] Options readOptions(const QStringList& arguments);

}  // namespace selvox::workbench
