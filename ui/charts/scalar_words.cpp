#include "ui/charts/scalar_words.h"

#include <algorithm>
#include <array>
#include <utility>

#include <QCoreApplication>
#include <QStringList>

#include "ui/charts/axis.h"

namespace selvox::ui {

namespace {

struct Words {
  const char* name;
  const char* title;
  const char* remark;
};

// Known names; everything else is spelled out from its parts.
constexpr std::array<Words, 34> kKnown{{
    {"loss", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Loss"), ""},
    {"loss/train", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Training loss"), ""},
    {"val/loss", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Validation loss"), ""},
    {"val/dice", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Dice, validation"), ""},
    {"dice/test", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Test Dice"), ""},
    {"time", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Time per step"), QT_TRANSLATE_NOOP("selvox::ui::Scalar", "seconds by part")},
    {"memory/peak", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Peak memory"), QT_TRANSLATE_NOOP("selvox::ui::Scalar", "of the worker")},
    {"train/gradient_norm", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Gradient norm"), QT_TRANSLATE_NOOP("selvox::ui::Scalar", "before clipping")},
    {"train/lr", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Learning rate"), ""},
    {"collapse/std_times_sqrt_d", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Embedding std"), QT_TRANSLATE_NOOP("selvox::ui::Scalar", "times √d; near 1 is healthy")},
    {"collapse/effective_rank", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Effective rank"), QT_TRANSLATE_NOOP("selvox::ui::Scalar", "dimensions in use")},
    {"collapse/alignment", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Alignment"), QT_TRANSLATE_NOOP("selvox::ui::Scalar", "distance of two views of one patch")},
    {"collapse/uniformity", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Uniformity"), QT_TRANSLATE_NOOP("selvox::ui::Scalar", "lower spreads wider")},
    {"speed/steps_per_second", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Speed"), QT_TRANSLATE_NOOP("selvox::ui::Scalar", "steps per second")},
    {"speed", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Speed"), ""},
    {"train", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Optimisation"), ""},
    {"collapse", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Collapse"), ""},
    {"memory", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Memory"), ""},
    {"val", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Validation"), ""},
    {"probe", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Probes"), QT_TRANSLATE_NOOP("selvox::ui::Scalar", "accuracy on held-out patients")},
    {"probe/knn", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Nearest neighbours"), QT_TRANSLATE_NOOP("selvox::ui::Scalar", "accuracy on held-out patients")},
    {"probe/linear", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Linear probe"), QT_TRANSLATE_NOOP("selvox::ui::Scalar", "accuracy on held-out patients")},
    {"vae/active_units", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Active units"), QT_TRANSLATE_NOOP("selvox::ui::Scalar", "dimensions of the code in use")},
    {"gan/d_accuracy", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Discriminator accuracy"), QT_TRANSLATE_NOOP("selvox::ui::Scalar", "over 0.95 for long: it has won")},
    {"gan/d_real", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Accuracy on real pairs"), ""},
    {"gan/d_fake", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Accuracy on made pairs"), ""},
    {"gan/diversity", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Diversity of samples"), ""},
    {"clusters/max_share", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Largest cluster"), QT_TRANSLATE_NOOP("selvox::ui::Scalar", "share of the batch")},
    {"clusters/dead", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Dead prototypes"), ""},
    {"clusters", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Clusters"), ""},
    {"teacher", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Teacher"), ""},
    {"teacher/entropy", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Teacher entropy"), QT_TRANSLATE_NOOP("selvox::ui::Scalar", "between 0 and ln K")},
    {"teacher/kl", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Teacher to student, KL"), ""},
    {"gan", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Adversaries"), ""},
}};

const Words* known(const QString& name) {
  const auto found = std::find_if(kKnown.begin(), kKnown.end(), [&](const Words& words) { return name == QLatin1String(words.name); });
  return found == kKnown.end() ? nullptr : &*found;
}

QString tr(const char* text) { return QCoreApplication::translate("selvox::ui::Scalar", text); }

QString spelled(QString part) {
  part.replace('_', ' ');
  if (part == QLatin1String("val")) return tr("validation");
  if (part == QLatin1String("train")) return tr("training");
  return part;
}

}  // namespace

QString scalarPrefix(const QString& scalar) {
  const qsizetype slash = scalar.indexOf('/');
  return slash < 0 ? scalar : scalar.left(slash);
}

QString scalarTitle(const QString& scalar) {
  if (const Words* words = known(scalar)) return tr(words->title);
  QStringList parts;
  for (const QString& part : scalar.split('/')) parts << spelled(part);
  QString title = parts.join(QStringLiteral(", "));
  if (!title.isEmpty()) title[0] = title[0].toUpper();
  return title;
}

QString scalarShortTitle(const QString& scalar) {
  if (scalar == QLatin1String("val/loss")) return tr("validation");
  if (scalar == QLatin1String("val/dice")) return tr("mean");
  if (scalar.startsWith(QLatin1String("val/")) && scalar.count('/') > 1) return scalar.section('/', 2);
  const qsizetype slash = scalar.indexOf('/');
  if (slash < 0) return spelled(scalar);
  QStringList parts;
  for (const QString& part : scalar.mid(slash + 1).split('/')) parts << spelled(part);
  return parts.join(' ');
}

QString scalarRemark(const QString& key) {
  const Words* words = known(key);
  return words && *words->remark ? tr(words->remark) : QString();
}

QString scalarValue(const QString& scalar, double value) {
  if (scalarPrefix(scalar) == QLatin1String("memory")) return byteSize(value);
  if (scalarPrefix(scalar) == QLatin1String("time")) {
    return value < 1 ? QCoreApplication::translate("selvox::ui::Scalar", "%1 ms").arg(shortNumber(value * 1000))
                     : QCoreApplication::translate("selvox::ui::Scalar", "%1 s").arg(shortNumber(value));
  }
  return shortNumber(value);
}

QString sectionOf(const QString& prefix) {
  if (prefix == QLatin1String("val")) return QStringLiteral("loss");
  if (prefix == QLatin1String("speed") || prefix == QLatin1String("memory")) return QStringLiteral("time");
  return prefix;
}

QString sectionTitle(const QString& section) {
  if (section == QLatin1String("loss")) return QCoreApplication::translate("selvox::ui::Scalar", "Loss and validation");
  if (section == QLatin1String("time")) return QCoreApplication::translate("selvox::ui::Scalar", "Time and memory");
  return scalarTitle(section);
}

int prefixRank(const QString& prefix) {
  static const QStringList kOrder{"loss", "val", "probe", "collapse", "train"};
  static const QStringList kLast{"speed", "time", "memory"};
  if (const auto at = kOrder.indexOf(prefix); at >= 0) return static_cast<int>(at);
  if (const auto at = kLast.indexOf(prefix); at >= 0) return 100 + static_cast<int>(at);
  return 50;
}

int scalarRank(const QString& scalar) {
  if (scalar == QLatin1String("loss/train") || scalar == QLatin1String("val/dice")) return 0;
  if (scalar == QLatin1String("val/loss")) return 1;
  return 2;
}

QString chartKey(const QString& scalar, bool severalRuns) {
  if (severalRuns) return scalar;
  const QString prefix = scalarPrefix(scalar);
  if (scalar == QLatin1String("val/loss")) return QStringLiteral("loss");
  if (prefix == QLatin1String("loss") || prefix == QLatin1String("time")) return prefix;
  // "val/dice/anterior" stands with "val/dice".
  return prefix == QLatin1String("val") ? scalar.section('/', 0, 1) : scalar;
}

}  // namespace selvox::ui
