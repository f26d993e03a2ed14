#include "ui/charts/scalar_words.h"

#include <algorithm>
#include <array>
#include <utility>

#include <QCoreApplication>
#include <QStringList>

#include "ui/charts/axis.h"
#include "ui/forms/unit_words.h"

namespace selvox::ui {

namespace {

struct Words {
  const char* name;
  const char* title;
  const char* remark;
};

// Known names; everything else is spelled out from its parts.
constexpr std::array<Words, 47> kKnown{{
    {"loss", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Loss"), ""},
    {"loss/train", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Training loss"), ""},
    {"val/loss", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Validation loss"), ""},
    {"val/dice", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Dice, validation"), ""},
    {"val/accuracy", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Accuracy, validation"), ""},
    {"val/auc", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "AUC, validation"), ""},
    {"auc/test", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Test AUC"), ""},
    {"val/map", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "mAP, validation"), ""},
    {"val/precision_at_5", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Precision at 5, validation"), ""},
    {"map/test", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Test mAP"), ""},
    {"distance/positive", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Distance of the farthest like"), ""},
    {"distance/negative", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Distance of the nearest unlike"), ""},
    {"val/psnr", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "PSNR, validation"),
     QT_TRANSLATE_NOOP("selvox::ui::Scalar", "dB")},
    {"val/psnr_input", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "PSNR of the input, validation"),
     QT_TRANSLATE_NOOP("selvox::ui::Scalar", "dB")},
    {"val/ssim", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "SSIM, validation"), ""},
    {"val/ssim_input", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "SSIM of the input, validation"), ""},
    {"psnr/test", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Test PSNR"), ""},
    {"dice/test", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Test Dice"), ""},
    {"time", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Time per step"),
     QT_TRANSLATE_NOOP("selvox::ui::Scalar", "seconds by part")},
    {"memory/peak", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Peak memory"),
     QT_TRANSLATE_NOOP("selvox::ui::Scalar", "of the worker")},
    {"train/gradient_norm", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Gradient norm"),
     QT_TRANSLATE_NOOP("selvox::ui::Scalar", "before clipping")},
    {"train/lr", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Learning rate"), ""},
    {"collapse/std_times_sqrt_d", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Embedding std"),
     QT_TRANSLATE_NOOP("selvox::ui::Scalar", "times √d; near 1 is healthy")},
    {"collapse/effective_rank", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Effective rank"),
     QT_TRANSLATE_NOOP("selvox::ui::Scalar", "dimensions in use")},
    {"collapse/alignment", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Alignment"),
     QT_TRANSLATE_NOOP("selvox::ui::Scalar", "distance of two views of one patch")},
    {"collapse/uniformity", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Uniformity"),
     QT_TRANSLATE_NOOP("selvox::ui::Scalar", "lower spreads wider")},
    {"speed/steps_per_second", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Speed"),
     QT_TRANSLATE_NOOP("selvox::ui::Scalar", "steps per second")},
    {"speed", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Speed"), ""},
    {"train", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Optimisation"), ""},
    {"collapse", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Collapse"), ""},
    {"memory", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Memory"), ""},
    {"val", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Validation"), ""},
    {"probe", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Probes"),
     QT_TRANSLATE_NOOP("selvox::ui::Scalar", "accuracy on held-out patients")},
    {"probe/knn", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Nearest neighbours"),
     QT_TRANSLATE_NOOP("selvox::ui::Scalar", "accuracy on held-out patients")},
    {"probe/linear", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Linear probe"),
     QT_TRANSLATE_NOOP("selvox::ui::Scalar", "accuracy on held-out patients")},
    {"vae/active_units", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Active units"),
     QT_TRANSLATE_NOOP("selvox::ui::Scalar", "dimensions of the code in use")},
    {"gan/d_accuracy", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Discriminator accuracy"),
     QT_TRANSLATE_NOOP("selvox::ui::Scalar", "over 0.95 for long: it has won")},
    {"gan/d_real", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Accuracy on real pairs"), ""},
    {"gan/d_fake", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Accuracy on made pairs"), ""},
    {"gan/diversity", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Diversity of samples"), ""},
    {"clusters/max_share", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Largest cluster"),
     QT_TRANSLATE_NOOP("selvox::ui::Scalar", "share of the batch")},
    {"clusters/dead", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Dead prototypes"), ""},
    {"clusters", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Clusters"), ""},
    {"teacher", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Teacher"), ""},
    {"teacher/entropy", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Teacher entropy"),
     QT_TRANSLATE_NOOP("selvox::ui::Scalar", "between 0 and ln K")},
    {"teacher/kl", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Teacher to student, KL"), ""},
    {"gan", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Adversaries"), ""},
}};

// Parts of the other names; what stands in neither list is shown as it came.
constexpr std::pair<const char*, const char*> kParts[] = {
    {"val", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "validation")},
    {"train", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "training")},
    {"accuracy", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "accuracy")},
    {"turn", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "turn")},
    {"turns", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "turns")},
    {"transform", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "grey transform")},
    {"order", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "order")},
    {"masked", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "masked")},
    {"edges", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "edges")},
    {"l1", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "absolute error")},
    {"ce", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "cross entropy")},
    {"dice", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Dice")},
    {"kl", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "KL divergence")},
    {"reconstruction", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "reconstruction")},
    {"restoration", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "restoration")},
    {"structure", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "structure")},
    {"contrast", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "contrast")},
    {"global", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "global")},
    {"local", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "local")},
    {"middle", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "middle scales")},
    {"invariance", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "invariance")},
    {"variance", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "variance")},
    {"covariance", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "covariance")},
    {"generator", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "generator")},
    {"critic", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "critic")},
    {"regulariser", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "regulariser")},
    {"positive", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "positive pairs")},
    {"negative", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "negative pairs")},
    {"positive_distance", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "distance of positives")},
    {"negative_distance", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "distance of negatives")},
    {"on_diagonal", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "on the diagonal")},
    {"off_diagonal", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "off the diagonal")},
    {"diagonal_mean", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "mean of the diagonal")},
    {"off_diagonal_rms", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "RMS off the diagonal")},
    {"correlation", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "correlation")},
    {"l1_of_copy", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "error of copying")},
    {"paired", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "paired share")},
    {"explained", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "explained share")},
    {"bits", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "bits a value")},
    {"counted", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "counted share")},
    {"baseline", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "baseline")},
    {"loss", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "loss")},
    {"level", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "level")},
    {"max_share", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "largest share")},
    {"active_share", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "active share")},
    {"common_positions", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "common positions")},
    {"two_images", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "two images")},
    {"turn_accuracy", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "accuracy of turns")},
    {"mask_accuracy", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "accuracy of masks")},
    {"transform_accuracy", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "accuracy of grey transforms")},
    {"data", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "data")},
    {"network", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "network")},
    {"backward", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "backward pass")},
    {"optimizer", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "optimiser")},
    {"other", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "other")},
    {"quality", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "image quality")},
    {"psnr", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "PSNR")},
    {"ssim", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "SSIM")},
    {"psnr_input", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "PSNR of the input")},
    {"ssim_input", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "SSIM of the input")},
    {"scale", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "scale")},
    {"tau", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "tau")},
    {"beta", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "beta")},
    {"r1", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "R1 penalty")},
    {"r2", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "R²")},
    {"spearman", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "Spearman")},
    {"even", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "evenness")},
    {"clusterings", QT_TRANSLATE_NOOP("selvox::ui::Scalar", "clusterings")},
};

const Words* known(const QString& name) {
  const auto found =
      std::find_if(kKnown.begin(), kKnown.end(), [&](const Words& words) { return name == QLatin1String(words.name); });
  return found == kKnown.end() ? nullptr : &*found;
}

struct Text {
  Q_DECLARE_TR_FUNCTIONS(selvox::ui::Scalar)
};

QString spelled(QString part) {
  if (isKnownUnit(part)) return unitTitle(part);  // of a method: "jigsaw/accuracy"
  for (const auto& [name, words] : kParts)
    if (part == QLatin1String(name)) return Text::tr(words);
  part.replace('_', ' ');
  return part;
}

}  // namespace

QString scalarPrefix(const QString& scalar) {
  const qsizetype slash = scalar.indexOf('/');
  return slash < 0 ? scalar : scalar.left(slash);
}

QString scalarTitle(const QString& scalar) {
  if (const Words* words = known(scalar)) return Text::tr(words->title);
  QStringList parts;
  for (const QString& part : scalar.split('/')) parts << spelled(part);
  QString title = parts.join(QStringLiteral(", "));
  if (!title.isEmpty()) title[0] = title[0].toUpper();
  return title;
}

QString scalarShortTitle(const QString& scalar) {
  if (scalar == QLatin1String("val/loss")) return Text::tr("validation");
  if (scalar == QLatin1String("val/dice")) return Text::tr("mean");
  if (scalar.startsWith(QLatin1String("val/")) && scalar.count('/') > 1) return scalar.section('/', 2);
  const qsizetype slash = scalar.indexOf('/');
  if (slash < 0) return spelled(scalar);
  QStringList parts;
  for (const QString& part : scalar.mid(slash + 1).split('/')) parts << spelled(part);
  return parts.join(' ');
}

QString scalarRemark(const QString& key) {
  const Words* words = known(key);
  return words && *words->remark ? Text::tr(words->remark) : QString();
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
