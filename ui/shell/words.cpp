#include "ui/shell/words.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QCoreApplication>
#include <QDir>
#include <QLocale>

namespace selvox::ui {
namespace {

QString minus(QString text) {
  return text.replace('-', QChar(0x2212));
}

}  // namespace

QString toQt(const std::filesystem::path& path) {
  const auto text = path.u8string();
  return QString::fromUtf8(reinterpret_cast<const char*>(text.data()), static_cast<qsizetype>(text.size()));
}

std::filesystem::path fromQt(const QString& path) {
  const QByteArray text = path.toUtf8();
  return std::filesystem::path(
      std::u8string(reinterpret_cast<const char8_t*>(text.data()), static_cast<std::size_t>(text.size())));
}

QString homeShort(const std::filesystem::path& path) {
  const QString full = toQt(path), home = QDir::homePath();
  if (home.size() > 1 && (full == home || full.startsWith(home + '/'))) return "~" + full.mid(home.size());
  return full;
}

QString bytesText(qint64 bytes) {
  static constexpr std::array<const char*, 6> kUnits{"B", "kB", "MB", "GB", "TB", "PB"};
  double value = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (std::abs(value) >= 999.5 && unit + 1 < kUnits.size()) {
    value /= 1000;
    ++unit;
  }
  const int decimals = unit > 1 && value < 10 ? 1 : 0;
  return QLocale().toString(value, 'f', decimals) + QChar(0xA0) + kUnits[unit];
}

QString countText(qint64 count) {
  return minus(QLocale().toString(count));
}

QString durationText(double seconds) {
  const auto whole = static_cast<qint64>(std::llround(std::max(0.0, seconds)));
  const qint64 minutes = (whole + 30) / 60;
  if (whole < 90) return QCoreApplication::translate("selvox::ui::Words", "%1 s").arg(whole);
  if (minutes < 60) return QCoreApplication::translate("selvox::ui::Words", "%1 min").arg(minutes);
  if (minutes < 48 * 60)
    return QCoreApplication::translate("selvox::ui::Words", "%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
  return QCoreApplication::translate("selvox::ui::Words", "%1 d %2 h").arg(minutes / 1440).arg(minutes % 1440 / 60);
}

QString numberText(double value, int decimals) {
  if (!std::isfinite(value)) return QStringLiteral("–");
  return minus(QLocale().toString(value, 'f', decimals));
}

QString shortNumberText(double value) {
  if (!std::isfinite(value)) return QStringLiteral("–");
  const double size = std::abs(value);
  if (size == 0) return "0";
  if (size < 1e-3 || size >= 1e9) return minus(QLocale().toString(value, 'g', 3));
  const int decimals = size >= 1000 || value == std::round(value) ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3;
  return minus(QLocale().toString(value, 'f', decimals));
}

}  // namespace selvox::ui
