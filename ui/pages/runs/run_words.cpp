#include "ui/pages/runs/run_words.h"

#include <cmath>
#include <utility>

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include "ui/charts/axis.h"
#include "ui/forms/unit_words.h"

namespace selvox::ui {

namespace {

struct Text {
  Q_DECLARE_TR_FUNCTIONS(selvox::ui::Runs)
};

}  // namespace

StateLook stateLook(const QString& state) {
  if (state == "running") return {Tone::Accent, "play-fill", Text::tr("Running")};
  if (state == "queued") return {Tone::Neutral, "hourglass-split", Text::tr("Queued")};
  if (state == "paused") return {Tone::Warn, "pause-fill", Text::tr("Paused")};
  if (state == "stopped") return {Tone::Neutral, "stop-fill", Text::tr("Stopped")};
  if (state == "done") return {Tone::Ok, "check-circle-fill", Text::tr("Done")};
  if (state == "failed") return {Tone::Error, "x-octagon-fill", Text::tr("Failed")};
  if (state == "lost") return {Tone::Error, "question-circle", Text::tr("Lost")};
  return {Tone::Error, "file-earmark-x", Text::tr("Unreadable")};
}

QString methodName(const QString& id) {
  return id == "mae" ? QStringLiteral("MAE") : unitTitle(id);  // the long name fills a table
}

QString methodWords(const RunSummary& run) {
  if (!run.method.isEmpty())
    return run.parent.isEmpty() ? methodName(run.method)
                                : Text::tr("%1, from %2").arg(methodName(run.method), run.parent);
  return run.parent.isEmpty() ? Text::tr("from scratch") : Text::tr("from %1").arg(run.parent);
}

QString timeWords(const RunSummary& run) {
  if (run.state == "running") {
    return run.secondsLeft >= 0 ? Text::tr("%1 left").arg(duration(run.secondsLeft)) : duration(run.seconds);
  }
  if (run.state == "failed") return Text::tr("at step %1").arg(QLocale().toString(static_cast<qlonglong>(run.step)));
  if (run.state == "queued") return run.queuePlace > 0 ? Text::tr("place %1").arg(run.queuePlace) : QString();
  return run.seconds > 0 ? duration(run.seconds) : QString();
}

QString whenWords(const QString& iso) {
  const double seconds = secondsFromIso(iso.toStdString());
  if (seconds <= 0) return {};
  const QDateTime when = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(seconds * 1000));
  const QString time = QLocale().toString(when.time(), "HH:mm");
  const qint64 days = when.date().daysTo(QDate::currentDate());
  if (days == 0) return Text::tr("today %1").arg(time);
  if (days == 1) return Text::tr("yesterday %1").arg(time);
  const QString date =
      QLocale().toString(when.date(), when.date().year() == QDate::currentDate().year() ? "d MMM" : "d MMM yyyy");
  return Text::tr("%1 %2").arg(date, time);
}

QString numberWords(double value) {
  const double size = std::abs(value);
  if (size >= 100 || (size < 0.01 && size > 0)) return shortNumber(value);
  QString text = QLocale().toString(size, 'f', size < 10 ? 3 : 2);
  return value < 0 ? QChar(0x2212) + text : text;
}

QString bestWords(const RunSummary& run) {
  if (!run.hasMetric) return {};
  const QString best = numberWords(run.best);
  if (!(run.bestHigh > run.bestLow)) return best;
  return QStringLiteral("%1 [%2, %3]").arg(best, numberWords(run.bestLow), numberWords(run.bestHigh));
}

FailureAdvice failureAdvice(const RunSummary& run) {
  const QString reason = run.reason.toLower();
  if (run.state == "lost") {
    return {Text::tr("The process ended without a word: the machine was switched off, or the system ended it, likely "
                     "for memory."),
            Text::tr("Resume goes on from the last checkpoint.")};
  }
  if (run.state != "failed") return {};
  if (reason.contains("disk")) {
    return {Text::tr("The disk is full. Earlier checkpoints are whole."),
            Text::tr("Free space in the workspace's disk, then resume.")};
  }
  if (reason.contains("nan") || reason.contains("finite") || reason.contains("inf")) {
    return {
        Text::tr(
            "The loss is no longer a number. Likely the learning rate is too high, or one case holds extreme values."),
        Text::tr("Copy the run with a third of the learning rate, or look at the named cases.")};
  }
  if (reason.contains("memory")) {
    return {Text::tr("The device ran out of memory."), Text::tr("Copy the run with a smaller batch or patch.")};
  }
  if (reason.contains("cache") || reason.contains("not found") || reason.contains("missing")) {
    return {Text::tr("A prepared volume is missing from the cache."),
            Text::tr("Prepare the dataset again, then resume.")};
  }
  return {QString(), Text::tr("The Log tab holds the worker's last lines.")};
}

QString alarmTitle(const QString& name) {
  static constexpr std::pair<const char*, const char*> kTitles[] = {
      {"collapse", QT_TRANSLATE_NOOP("selvox::ui::Alarm", "The embedding collapses")},
      {"rank", QT_TRANSLATE_NOOP("selvox::ui::Alarm", "The embedding loses dimensions")},
      {"posterior_collapse", QT_TRANSLATE_NOOP("selvox::ui::Alarm", "The code is not used")},
      {"discriminator_wins", QT_TRANSLATE_NOOP("selvox::ui::Alarm", "The discriminator wins")},
      {"samples_alike", QT_TRANSLATE_NOOP("selvox::ui::Alarm", "All samples look alike")},
      {"dead_prototypes", QT_TRANSLATE_NOOP("selvox::ui::Alarm", "Prototypes have died")},
      {"one_cluster", QT_TRANSLATE_NOOP("selvox::ui::Alarm", "One cluster takes nearly all")},
      {"teacher_certain", QT_TRANSLATE_NOOP("selvox::ui::Alarm", "The teacher always gives one answer")},
      {"teacher_uniform", QT_TRANSLATE_NOOP("selvox::ui::Alarm", "The teacher says nothing")},
      {"no_better_than_chance", QT_TRANSLATE_NOOP("selvox::ui::Alarm", "No better than chance")},
      {"nan", QT_TRANSLATE_NOOP("selvox::ui::Alarm", "The loss is not a number")},
  };
  for (const auto& [id, title] : kTitles) {
    if (name == QLatin1String(id)) return QCoreApplication::translate("selvox::ui::Alarm", title);
  }
  return name;
}

}  // namespace selvox::ui
