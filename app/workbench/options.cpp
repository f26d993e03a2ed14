#include "app/workbench/options.h"

#include <QCommandLineParser>
#include <QRegularExpression>

namespace selvox::workbench {

Options readOptions(const QStringList& arguments) {
  QCommandLineParser parser;
  parser.setApplicationDescription("Selvox: self-supervised learning on medical images, in one window.");
  parser.addPositionalArgument("WS", "Workspace folder; without it the start page is shown.", "[WS]");
  const auto option = [&](const char* name, const char* text, const char* value) {
    parser.addOption(
        QCommandLineOption(QString::fromLatin1(name), QString::fromLatin1(text), QString::fromLatin1(value)));
  };
  option("page", "Page to show: data, experiments, runs or viewer.", "PAGE");
  option("run", "Run to open.", "NAME");
  option("case", "Case to open in the viewer: its number or name.", "ID");
  option("theme", "light or dark.", "THEME");
  option("language", "Language of the window, for example de.", "CODE");
  option("screenshot", "Paint the page, save it as PNG and end.", "FILE");
  option("size", "Size of the window.", "WxH");
  const auto help = parser.addHelpOption();
  const auto version = parser.addVersionOption();
  Options options;
  if (!parser.parse(arguments)) {
    options.error = parser.errorText();
    return options;
  }
  if (parser.isSet(help)) parser.showHelp(0);
  if (parser.isSet(version)) parser.showVersion();
  if (parser.positionalArguments().size() > 1) options.error = "Give one workspace folder.";
  options.workspace = parser.positionalArguments().value(0);
  options.page = parser.value("page");
  options.run = parser.value("run");
  options.caseId = parser.value("case");
  options.theme = parser.value("theme");
  options.language = parser.value("language");
  options.screenshot = parser.value("screenshot");
  static const QStringList pages{"", "data", "experiments", "runs", "viewer"};
  static const QStringList themes{"", "light", "dark"};
  if (!pages.contains(options.page))
    options.error = "--page is data, experiments, runs or viewer, not " + options.page + ".";
  if (!themes.contains(options.theme)) options.error = "--theme is light or dark, not " + options.theme + ".";
  if (parser.isSet("size")) {
    const auto match = QRegularExpression("^(\\d{3,5})x(\\d{3,5})$").match(parser.value("size"));
    if (match.hasMatch())
      options.size = QSize(match.captured(1).toInt(), match.captured(2).toInt());
    else
      options.error = "--size is WIDTHxHEIGHT, for example 1440x900.";
  }
  if (options.workspace.isEmpty() && (!options.page.isEmpty() || !options.run.isEmpty() || !options.caseId.isEmpty()))
    options.error = "Give the workspace first: selvox-workbench WS --page …";
  return options;
}

}  // namespace selvox::workbench
