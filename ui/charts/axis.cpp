#include "ui/charts/axis.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace selvox::ui {

namespace {

const QChar kMinus(0x2212);

struct Text {
  Q_DECLARE_TR_FUNCTIONS(selvox::ui::Axis)
};

// Smallest of 1, 2, 5 x 10^n that is at least `rough`.
double roundStep(double rough) {
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= rough * (1 - 1e-9)) return factor * power;
  }
  return 10 * power;
}

// Smallest step of minutes, hours or days that is at least `rough` seconds.
double roundDuration(double rough) {
  static constexpr std::array<double, 18> kSteps{1,   2,   5,    10,   15,   30,    60,    120,   300,
                                                 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400};
  for (const double step : kSteps) {
    if (step >= rough) return step;
  }
  return 86400 * roundStep(rough / 86400);
}

QString decimals(double value, double step) {
  const double magnitude = std::max(std::abs(value), step);
  if (magnitude >= 1e6) {  // as many digits as tell neighbours apart
    const double unit = magnitude >= 1e9 ? 1e9 : 1e6;
    const int digits = std::clamp(static_cast<int>(std::ceil(std::log10(unit / step) - 1e-9)), 0, 9);
    const QString text = QLocale().toString(std::abs(value) / unit, 'f', digits) + (unit == 1e9 ? 'G' : 'M');
    return value < 0 ? kMinus + text : text;
  }
  if (magnitude != 0 && step < 1e-4) return shortNumber(std::abs(value) < step * 1e-6 ? 0 : value);
  const int digits = std::max(0, static_cast<int>(-std::floor(std::log10(step) + 1e-9)));
  if (std::abs(value) < step * 1e-6) value = 0;
  QString text = QLocale().toString(std::abs(value), 'f', digits);
  return value < 0 ? kMinus + text : text;
}

std::vector<Tick> decadeTicks(const AxisRange& range, int maximum) {
  std::vector<Tick> ticks;
  const double step = std::max(1.0, std::ceil(range.span() / std::max(1, maximum)));
  for (double at = std::ceil(range.low / step - 1e-9) * step; at <= range.high + 1e-9; at += step) {
    ticks.push_back({at, shortNumber(std::pow(10.0, at))});
  }
  if (ticks.size() >= 2) return ticks;
  // Less than a decade: 1, 2, 5 inside it.
  ticks.clear();
  for (double decade = std::floor(range.low); decade <= range.high; decade += 1) {
    for (const double factor : {1.0, 2.0, 5.0}) {
      const double at = decade + std::log10(factor);
      if (at >= range.low - 1e-9 && at <= range.high + 1e-9) ticks.push_back({at, shortNumber(std::pow(10.0, at))});
    }
  }
  return ticks;
}

}  // namespace

std::optional<double> toAxis(double value, bool logarithmic) {
  if (!std::isfinite(value)) return std::nullopt;
  if (!logarithmic) return value;
  if (value <= 0) return std::nullopt;
  return std::log10(value);
}

double fromAxis(double position, bool logarithmic) {
  return logarithmic ? std::pow(10.0, position) : position;
}

std::vector<Tick> valueTicks(const AxisRange& range, bool logarithmic, int maximum) {
  if (!(range.span() > 0) || maximum < 1) return {};
  if (logarithmic) return decadeTicks(range, maximum);
  const double step = roundStep(range.span() / maximum);
  std::vector<Tick> ticks;
  for (double n = std::ceil(range.low / step - 1e-9); n * step <= range.high + step * 1e-9; n += 1) {
    ticks.push_back({n * step, decimals(n * step, step)});
  }
  return ticks;
}

std::vector<Tick> xTicks(const AxisRange& range, XAxis axis, bool logarithmic, int maximum) {
  if (!(range.span() > 0) || maximum < 1) return {};
  if (logarithmic) {
    auto ticks = decadeTicks(range, maximum);
    for (Tick& tick : ticks) {
      const double value = std::pow(10.0, tick.position);
      tick.text = axis == XAxis::Step ? shortCount(value) : duration(value);
    }
    return ticks;
  }
  std::vector<Tick> ticks;
  if (axis == XAxis::Step) {
    const double step = std::max(1.0, roundStep(range.span() / maximum));
    for (double n = std::ceil(range.low / step - 1e-9); n * step <= range.high + step * 1e-9; n += 1) {
      ticks.push_back({n * step, shortCount(n * step)});
    }
    return ticks;
  }
  const double step = roundDuration(range.span() / maximum);
  const double offset =
      axis == XAxis::Wall ? QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(range.low * 1000)).offsetFromUtc() : 0;
  for (double n = std::ceil((range.low + offset) / step - 1e-9); n * step - offset <= range.high + step * 1e-9;
       n += 1) {
    const double at = n * step - offset;
    if (axis == XAxis::Relative) {
      ticks.push_back({at, duration(at)});
    } else {
      const auto when = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(at * 1000));
      const QString form = step >= 86400 ? "d MMM" : step < 60 ? "HH:mm:ss" : "HH:mm";
      ticks.push_back({at, QLocale().toString(when, form)});
    }
  }
  return ticks;
}

AxisRange padded(AxisRange range, double share) {
  if (!(range.span() > 0)) {
    const double size = range.low == 0 ? 1 : std::abs(range.low) * 0.1;
    return {range.low - size, range.high + size};
  }
  const double air = range.span() * share;
  return {range.low - air, range.high + air};
}

QString shortNumber(double value) {
  if (std::isnan(value)) return QStringLiteral("NaN");
  if (std::isinf(value)) return value > 0 ? QStringLiteral("∞") : kMinus + QStringLiteral("∞");
  if (value == 0) return QStringLiteral("0");
  const double size = std::abs(value);
  QString text;
  if (size >= 1e6 || size < 1e-3) {
    text = QString::number(size, 'e', 2);
    const qsizetype e = text.indexOf('e');
    QString mantissa = text.left(e);
    while (mantissa.contains('.') && (mantissa.endsWith('0') || mantissa.endsWith('.'))) mantissa.chop(1);
    text = mantissa.replace('.', QLocale().decimalPoint()) + 'e' +
           QString::number(text.mid(e + 1).toInt()).replace('-', kMinus);
  } else {
    const int digits = std::max(0, 3 - static_cast<int>(std::floor(std::log10(size))));
    text = QLocale().toString(size, 'f', std::min(digits, 5));
    const QString point = QLocale().decimalPoint();
    while (text.contains(point) && (text.endsWith('0') || text.endsWith(point))) text.chop(1);
  }
  return value < 0 ? kMinus + text : text;
}

QString shortCount(double value) {
  const double size = std::abs(value);
  const auto with = [&](double divisor, const char* unit) {
    QString text = QLocale().toString(value / divisor, 'f', 2);
    const QString point = QLocale().decimalPoint();
    while (text.contains(point) && (text.endsWith('0') || text.endsWith(point))) text.chop(1);
    return text + QLatin1String(unit);
  };
  if (size >= 1e9) return with(1e9, "G");
  if (size >= 1e6) return with(1e6, "M");
  if (size >= 1e4 || (size >= 1e3 && std::fmod(size, 100.0) == 0)) return with(1e3, "k");
  return QLocale().toString(value, 'f', std::floor(value) == value ? 0 : 1);
}

QString duration(double seconds) {
  if (!(seconds >= 0)) return QStringLiteral("–");
  const auto whole = static_cast<long long>(seconds + 0.5);
  if (whole < 60) return Text::tr("%1 s").arg(whole);
  if (whole < 3600) {
    if (whole < 600 && whole % 60 != 0) return Text::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
    return Text::tr("%1 min").arg((whole + 30) / 60);
  }
  if (whole < 86400) {
    const long long minutes = (whole % 3600) / 60;
    return minutes == 0 ? Text::tr("%1 h").arg(whole / 3600) : Text::tr("%1 h %2 min").arg(whole / 3600).arg(minutes);
  }
  const long long hours = (whole % 86400) / 3600;
  return hours == 0 ? Text::tr("%1 d").arg(whole / 86400) : Text::tr("%1 d %2 h").arg(whole / 86400).arg(hours);
}

QString byteSize(double bytes) {
  static const std::array<const char*, 5> kUnits{"B", "kB", "MB", "GB", "TB"};
  std::size_t unit = 0;
  while (bytes >= 999.5 && unit + 1 < kUnits.size()) {
    bytes /= 1000;
    ++unit;
  }
  const int digits = unit == 0 || bytes >= 99.5 ? 0 : 1;
  return QLocale().toString(bytes, 'f', digits) + ' ' + QLatin1String(kUnits[unit]);
}

QString describeX(double value, XAxis axis) {
  if (axis == XAxis::Step) return Text::tr("step %1").arg(QLocale().toString(value, 'f', 0));
  if (axis == XAxis::Relative) return Text::tr("after %1").arg(duration(value));
  return QLocale().toString(QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(value * 1000)), "d MMM HH:mm:ss");
}

}  // namespace selvox::ui
