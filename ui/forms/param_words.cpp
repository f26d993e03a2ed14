#include "ui/forms/param_words.h"

#include <array>
#include <utility>

#include <QCoreApplication>
#include <QStringList>

#include "core/base/text.h"
#include "ui/shell/words.h"

namespace selvox::ui {
namespace {

constexpr const char* kContext = "selvox::ui::ParamWords";
using Entry = std::pair<const char*, const char*>;

constexpr Entry kTitles[] = {
    {"seed", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Seed")},
    {"preset", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Preset")},
    {"train.steps", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Length")},
    {"train.max_minutes", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Time limit")},
    {"train.optimizer", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Optimiser")},
    {"train.lr", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Learning rate")},
    {"train.encoder_lr", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Encoder rate factor")},
    {"train.weight_decay", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Weight decay")},
    {"train.momentum", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Momentum")},
    {"train.schedule", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Schedule")},
    {"train.warmup", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Warm-up")},
    {"train.clip", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Gradient limit")},
    {"train.accumulate", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Accumulate")},
    {"train.ema", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Weight average")},
    {"train.batch", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Batch")},
    {"train.patch", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Patch size")},
    {"train.precision", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Precision")},
    {"train.threads", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Threads")},
    {"train.early_stop", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Early stop")},
    {"sample.foreground", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Foreground share")},
    {"validate.every", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Validate every")},
    {"log.every", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Log every")},
    {"preview.count", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Previews")},
    {"checkpoint.minutes", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Checkpoint every")},
    {"checkpoint.keep_gb", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Room for checkpoints")},
    {"mask_ratio", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Hidden share")},
    {"temperature", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Temperature")},
    {"augment.flip", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Flip")},
    {"augment.rotate", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Rotation")},
    {"augment.rotate_degrees", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Largest rotation")},
    {"augment.scale", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Scaling")},
    {"augment.scale_low", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Smallest scale")},
    {"augment.scale_high", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Largest scale")},
    {"augment.gamma", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Gamma")},
    {"augment.gamma_low", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Lowest gamma")},
    {"augment.gamma_high", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Highest gamma")},
    {"augment.gamma_invert", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Inverted gamma")},
    {"augment.noise", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Noise")},
    {"augment.noise_variance", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Noise variance")},
    {"augment.blur", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Blur")},
    {"augment.blur_low", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Least blur")},
    {"augment.blur_high", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Most blur")},
    {"augment.brightness", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Brightness")},
    {"augment.brightness_low", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Lowest brightness")},
    {"augment.brightness_high", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Highest brightness")},
    {"augment.contrast", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Contrast")},
    {"augment.contrast_low", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Lowest contrast")},
    {"augment.contrast_high", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Highest contrast")},
    {"augment.low_resolution", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Low resolution")},
    {"augment.low_resolution_low", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Lowest resolution")},
    {"augment.cutout", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Cut-out")},
    {"augment.cutout_share", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Cut-out share")},
    {"augment.crop_low", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Smallest crop")},
    {"block", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Block edge")},
    {"norm_pix", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Normalised target")},
    {"hidden", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Hidden width")},
    {"out", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Embedding width")},
    {"head_norm", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Norm of the head")},
    {"tau", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Slowness of the copy")},
    {"arch.stages", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Stages")},
    {"arch.base", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "First channels")},
    {"arch.cap", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Most channels")},
    {"arch.convs", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Convolutions a stage")},
    {"arch.deep_supervision", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Deep supervision")},
    {"arch.strides", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Strides")},
    {"arch.kernels", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Kernels")},
    {"arch.stem", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Stem")},
    {"arch.stem_stride", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Stride of the stem")},
    {"task.dice_weight", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Weight of Dice")},
    {"task.ce_weight", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Weight of cross entropy")},
    {"task.deep_supervision", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Deep supervision")},
    {"task.batch_dice", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Dice over the batch")},
    {"task.mirror", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Mirroring")},
    {"task.overlap", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Overlap of tiles")},
};

constexpr Entry kGroups[] = {
    {"", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "General")},
    {"General", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "General")},
    {"Training", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Training")},
    {"Watching", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Watching")},
    {"Augmentation", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Augmentation")},
    {"Network", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Network")},
    {"Method", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Method")},
    {"Segmentation", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Segmentation")},
    {"Task", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Task")},
    {"Masking", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Masking")},
    {"Loss", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Loss")},
    {"Inference", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Inference")},
    {"Views", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Views")},
};

template <std::size_t n>
QString lookUp(const Entry (&table)[n], const std::string& key) {
  for (const auto& [name, title] : table)
    if (key == name) return QCoreApplication::translate(kContext, title);
  return {};
}

// "arch.deep_supervision" -> "Deep supervision"
QString fromName(const std::string& name) {
  QString words = toQt(name).section('.', -1).replace('_', ' ');
  if (!words.isEmpty()) words[0] = words[0].toUpper();
  return words;
}

}  // namespace

QString paramTitle(const std::string& name) {
  const QString known = lookUp(kTitles, name);
  return known.isEmpty() ? fromName(name) : known;
}

QString groupTitle(const std::string& group) {
  const QString known = lookUp(kGroups, group);
  return known.isEmpty() ? toQt(group) : known;
}

QString choiceTitle(const std::string& choice) {
  if (choice.empty()) return QCoreApplication::translate("selvox::ui::ParamWords", "auto");
  return toQt(choice);
}

QString valueText(const base::Json& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return toQt(value.get<std::string>());
  if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
  if (value.is_number_float()) return toQt(base::toText(value.get<double>()));
  if (value.is_array()) {
    QStringList parts;
    for (const auto& entry : value) parts << valueText(entry);
    return parts.join(", ");
  }
  return toQt(value.dump());
}

QString rangeText(const spec::Param& param) {
  QStringList parts;
  const auto bound = [](double value) { return toQt(base::toText(value)); };
  constexpr double kHuge = 1e8;
  if (param.minimum && param.maximum && *param.maximum < kHuge)
    parts << QString("%1–%2").arg(bound(*param.minimum), bound(*param.maximum));
  else if (param.minimum)
    parts << QCoreApplication::translate("selvox::ui::ParamWords", "at least %1").arg(bound(*param.minimum));
  if (param.defaultValue.is_null())
    parts << QCoreApplication::translate("selvox::ui::ParamWords", "empty: automatic");
  else if (param.type != spec::ParamType::Bool && param.type != spec::ParamType::Choice && !parts.isEmpty())
    parts << QCoreApplication::translate("selvox::ui::ParamWords", "usually %1").arg(valueText(param.defaultValue));
  return parts.join(", ");
}

}  // namespace selvox::ui
