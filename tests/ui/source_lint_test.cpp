// What a compiler cannot see: colours outside the tokens, texts without a translation.

#include <filesystem>

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTranslator>
#include <QXmlStreamReader>

#include <gtest/gtest.h>

#include "ui/shell/language.h"

namespace selvox::ui {
namespace {

QStringList sources(const QStringList& folders) {
  QStringList files;
  for (const QString& folder : folders) {
    QDirIterator it(QString(SELVOX_SOURCE_DIR) + '/' + folder, {"*.cpp", "*.h"}, QDir::Files,
                    QDirIterator::Subdirectories);
    while (it.hasNext()) files << it.next();
  }
  return files;
}

QString read(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

TEST(SourceLint, ColoursComeFromTokens) {
  static const QRegularExpression literal(
      R"("#[0-9A-Fa-f]{6}"|"#[0-9A-Fa-f]{3}"|\b0x[0-9A-Fa-f]{6}\b|\bqRgb\(\s*\d|QColor\(\s*\d|Qt::(red|green|blue|yellow|cyan|magenta|gray|darkGray|lightGray)\b)");
  const QStringList files = sources({"ui", "app/workbench"});
  ASSERT_GT(files.size(), 50);
  for (const QString& path : files) {
    if (path.endsWith("ui/theme/tokens.h")) continue;
    const QStringList lines = read(path).split('\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
      const QString code = lines[i].section("//", 0, 0);
      EXPECT_FALSE(literal.match(code).hasMatch())
          << path.toStdString() << ":" << i + 1 << ": " << lines[i].toStdString();
    }
  }
}

struct Message {
  QString context, source;
  bool finished = true;
};

std::vector<Message> messages(const QString& path) {
  QFile file(path);
  EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
  QXmlStreamReader xml(&file);
  std::vector<Message> found;
  QString context;
  while (!xml.atEnd()) {
    if (xml.readNext() != QXmlStreamReader::StartElement) continue;
    if (xml.name() == QLatin1String("name"))
      context = xml.readElementText();
    else if (xml.name() == QLatin1String("source"))
      found.push_back({context, xml.readElementText()});
    else if (xml.name() == QLatin1String("translation") && !found.empty())
      found.back().finished = xml.attributes().value("type").isEmpty();
  }
  EXPECT_FALSE(xml.hasError()) << xml.errorString().toStdString();
  return found;
}

TEST(Translations, GermanIsComplete) {
  const auto found = messages(QString(SELVOX_SOURCE_DIR) + "/translations/selvox_de.ts");
  ASSERT_GT(found.size(), 500U);
  for (const auto& message : found)
    EXPECT_TRUE(message.finished) << message.context.toStdString() << ": " << message.source.toStdString();
}

// What `scripts/translations` would add is what somebody forgot to translate.
TEST(Translations, NoTextInTheSourceIsForgotten) {
  if (!QFile::exists(SELVOX_LUPDATE)) GTEST_SKIP() << "lupdate is not installed (qt6-l10n-tools)";
  const QTemporaryDir folder;
  const QString copy = folder.filePath("selvox_de.ts");
  ASSERT_TRUE(QFile::copy(QString(SELVOX_SOURCE_DIR) + "/translations/selvox_de.ts", copy));
  QFile::setPermissions(copy, QFile::ReadOwner | QFile::WriteOwner);
  QProcess lupdate;
  lupdate.setWorkingDirectory(SELVOX_SOURCE_DIR);
  lupdate.start(SELVOX_LUPDATE, {"-silent", "-I", ".", "-recursive", "ui", "viewers", "app/workbench", "-extensions",
                                 "cpp,h", "-no-obsolete", "-locations", "none", "-source-language", "en",
                                 "-target-language", "de", "-ts", copy});
  ASSERT_TRUE(lupdate.waitForFinished(120'000));
  const QByteArray said = lupdate.readAllStandardError();
  ASSERT_EQ(lupdate.exitCode(), 0) << said.toStdString();
  // A text whose context lupdate guesses wrong is never found again: it stays English.
  EXPECT_FALSE(said.contains("lacks Q_OBJECT") || said.contains("Qualifying with unknown")) << said.toStdString();
  for (const auto& message : messages(copy))
    EXPECT_TRUE(message.finished) << message.context.toStdString() << ": " << message.source.toStdString();
}

// Place marks must survive: a %1 that is lost in translation loses a number on the screen.
TEST(Translations, PlaceMarksSurvive) {
  static const QRegularExpression mark("%(L?[1-9]|n)");
  QFile file(QString(SELVOX_SOURCE_DIR) + "/translations/selvox_de.ts");
  ASSERT_TRUE(file.open(QIODevice::ReadOnly));
  QXmlStreamReader xml(&file);
  QString source;
  const auto marks = [](const QString& text) {
    QStringList all;
    for (auto it = mark.globalMatch(text); it.hasNext();) all << it.next().captured();
    all.removeDuplicates();
    all.sort();
    return all;
  };
  while (!xml.atEnd()) {
    if (xml.readNext() != QXmlStreamReader::StartElement) continue;
    if (xml.name() == QLatin1String("source"))
      source = xml.readElementText();
    else if (xml.name() == QLatin1String("numerusform"))
      EXPECT_EQ(marks(xml.readElementText()), marks(source)) << source.toStdString();
    else if (xml.name() == QLatin1String("translation") && xml.attributes().value("type").isEmpty()) {
      const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements);
      EXPECT_EQ(marks(text), marks(source)) << source.toStdString();
    }
  }
}

TEST(Translations, GermanIsEmbedded) {
  EXPECT_TRUE(availableLanguages().contains("de"));
  QTranslator translator;
  ASSERT_TRUE(translator.load("selvox_de", ":/selvox/translations"));
  EXPECT_EQ(translator.translate("selvox::workbench::Pages", "Runs"), QStringLiteral("Läufe"));
}

}  // namespace
}  // namespace selvox::ui
