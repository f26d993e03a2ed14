#include "ui/pages/experiments/draft.h"

#include <array>
#include <utility>

#include <QCoreApplication>
#include <QRegularExpression>

#include "core/base/text.h"
#include "core/services/settings.h"
#include "ui/forms/param_words.h"
#include "ui/forms/worker_words.h"
#include "ui/shell/words.h"

namespace selvox::ui {
namespace {

using Entry = std::pair<const char*, const char*>;
constexpr const char* kContext = "selvox::ui::Draft";

constexpr Entry kUnits[] = {
    {"mae", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Masked autoencoder")},
    {"simclr", "SimCLR"},
    {"byol", "BYOL"},
    {"rotation", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Rotation")},
    {"relative-patch", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Relative patch location")},
    {"jigsaw", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Jigsaw")},
    {"rubiks-cube", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Rubik's cube")},
    {"exemplar", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Exemplar")},
    {"slice-order", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Slice order")},
    {"slice-position", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Slice position")},
    {"autoencoder", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Autoencoder")},
    {"vae", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Variational autoencoder")},
    {"super-resolution", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Super-resolution")},
    {"low-light", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Low signal")},
    {"artifact-correction", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Artifact correction")},
    {"models-genesis", "Models Genesis"},
    {"simmim", "SimMIM"},
    {"spark", "SparK"},
    {"autoregressive", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Autoregressive")},
    {"gan", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Adversarial features (GAN)")},
    {"diffusion", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Diffusion")},
    {"cross-modality", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Cross-modality restoration")},
    {"cross-modality-labels", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Cross-modality labels")},
    {"volume-fusion", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Volume fusion")},
    {"moco-v2", "MoCo v2"},
    {"moco-v3", "MoCo v3"},
    {"region-contrast", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Regional contrast")},
    {"patient-contrast", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Patient contrast")},
    {"voco", "VoCo"},
    {"deepcluster-v2", "DeepCluster v2"},
    {"swav", "SwAV"},
    {"simsiam", "SimSiam"},
    {"dino", "DINO"},
    {"dinov2", "DINOv2"},
    {"pgl", "PGL"},
    {"pcrl", "PCRL"},
    {"barlow-twins", "Barlow Twins"},
    {"vicreg", "VICReg"},
    {"w-mse", "W-MSE"},
    {"scratch", QT_TRANSLATE_NOOP("selvox::ui::Draft", "From scratch")},
    {"random-frozen", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Random, frozen")},
    {"noop", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Nothing (control)")},
    {"diverge", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Diverges (control)")},
    {"slow", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Slow (control)")},
    {"unet", "U-Net"},
    {"resnet-18", "ResNet-18"},
    {"resnet-34", "ResNet-34"},
    {"resnet-50", "ResNet-50"},
    {"vit-s", "ViT-S"},
    {"vit-b", "ViT-B"},
    {"segmentation", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Segmentation")},
};

constexpr Entry kFamilies[] = {
    {"predictive", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Predictive")},
    {"generative", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Generative")},
    {"contrastive", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Contrastive")},
    {"clustering", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Clustering")},
    {"distillation", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Distillation")},
    {"combined", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Combined")},
    {"information", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Information max.")},
    {"test", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Controls")},
    {"control", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Controls")},
};

template <std::size_t n>
QString lookUp(const Entry (&table)[n], const QString& key) {
  for (const auto& [name, title] : table)
    if (key == QLatin1String(name)) return QCoreApplication::translate(kContext, title);
  QString words = key;
  words.replace('-', ' ');
  if (!words.isEmpty()) words[0] = words[0].toUpper();
  return words;
}

}  // namespace

QString unitTitle(const QString& id) {
  QStringList parts;  // "mae+vicreg"
  for (const QString& part : id.split('+')) parts << lookUp(kUnits, part);
  return parts.join(QStringLiteral(" + "));
}
QString familyTitle(const QString& family) {
  return lookUp(kFamilies, family);
}

services::RunRequest toRequest(const Draft& draft) {
  services::RunRequest request;
  request.name = draft.name.toStdString();
  request.kind = draft.kind.toStdString();
  const bool fine = draft.kind == "finetune";
  if (fine)
    request.task = draft.task.toStdString();
  else
    request.method = draft.method.toStdString();
  const bool descends = draft.from != "scratch" && !draft.from.isEmpty();
  request.from = descends ? draft.from.toStdString() : "scratch";
  if (!descends) {
    request.arch = draft.arch.toStdString();
    request.dim = draft.dim;
  }
  request.device = draft.device.toStdString();
  if (!draft.dataset.isEmpty()) request.datasets.push_back({draft.dataset.toStdString(), 0});
  if (fine && draft.labelled > 0) request.labelled = static_cast<std::size_t>(draft.labelled);
  request.settings = draft.settings;
  if (request.settings.contains("seed") && request.settings["seed"].is_number_integer())
    request.seed = request.settings["seed"].get<std::uint64_t>();
  request.overrideLeak = draft.leakReason.toStdString();
  request.created = base::isoNow();
  return request;
}

QStringList commandWords(const Draft& draft, const QString& workspace) {
  const bool fine = draft.kind == "finetune";
  QStringList words{fine ? "finetune" : "pretrain", workspace, "--dataset", draft.dataset};
  if (fine)
    words << "--task" << draft.task;
  else
    words << "--method" << draft.method;
  const bool descends = draft.from != "scratch" && !draft.from.isEmpty();
  if (fine || descends) words << "--from" << (descends ? draft.from : "scratch");
  if (!descends) words << "--arch" << draft.arch << "--dim" << QString::number(draft.dim);
  if (fine && draft.labelled > 0) words << "--labelled" << QString::number(draft.labelled);
  if (draft.device != "auto") words << "--device" << draft.device;
  for (const auto& [name, value] : draft.settings.items()) {
    if (name == "train.steps" && value.is_number())
      words << "--steps" << valueText(value);
    else if (name == "train.max_minutes" && value.is_number())
      words << "--minutes" << valueText(value);
    else if (name == "seed")
      words << "--seed" << valueText(value);
    else
      words << "--set" << toQt(name) + '=' + (value.is_null() ? QString("auto") : valueText(value).remove(' '));
  }
  if (!draft.leakReason.isEmpty()) words << "--override-leak" << draft.leakReason;
  if (!draft.name.isEmpty()) words << "--name" << draft.name;
  return words;
}

QString shellLine(const QString& program, const QStringList& words) {
  static const QRegularExpression plain("^[A-Za-z0-9_./=,:+@%-]+$");
  QStringList quoted{program};
  for (const QString& word : words) {
    if (plain.match(word).hasMatch())
      quoted << word;
    else
      quoted << '\'' + QString(word).replace("'", "'\\''") + '\'';
  }
  return quoted.join(' ');
}

std::vector<UnitChoice> unitsOf(const base::Json& describe, const char* list) {
  std::vector<UnitChoice> units;
  const auto entries = base::valueOr(describe, list, base::Json::array());
  for (const auto& entry : entries) {
    UnitChoice unit;
    unit.id = toQt(base::valueOr<std::string>(entry, "id", {}));
    unit.family = toQt(base::valueOr<std::string>(entry, "family", {}));
    unit.summary = workerText(base::valueOr<std::string>(entry, "summary", {}));
    unit.paper = toQt(base::valueOr<std::string>(entry, "paper", {}));
    for (const int dim : base::valueOr(entry, "dims", std::vector<int>{})) unit.dims << dim;
    unit.trainDefaults = base::valueOr(entry, "train_defaults", base::Json::object());
    const bool testDouble = unit.family == "test";  // noop, diverge, slow: no choice for a person
    if (!unit.id.isEmpty() && !testDouble) units.push_back(std::move(unit));
  }
  return units;
}

base::Result<spec::ParamSchema> draftSchema(const base::Json& describe, const Draft& draft) {
  const bool fine = draft.kind == "finetune";
  services::SettingsContext context{draft.kind.toStdString(), fine ? "" : draft.method.toStdString(),
                                    fine ? draft.task.toStdString() : "", draft.arch.toStdString()};
  SELVOX_TRY(auto schema, services::runSchema(describe, context));
  for (const auto& unit : unitsOf(describe, fine ? "tasks" : "methods")) {
    if (unit.id != (fine ? draft.task : draft.method) || !unit.trainDefaults.is_object()) continue;
    for (auto& param : schema.params)
      if (const auto found = unit.trainDefaults.find(param.name); found != unit.trainDefaults.end())
        param.defaultValue = *found;
  }
  // The unit's own settings first, then training, augmentation, network, watching.
  const auto rank = [](const spec::Param& param) {
    if (param.name.rfind("augment.", 0) == 0) return 2;
    if (param.name.rfind("arch.", 0) == 0) return 3;
    if (param.group == "Watching") return 4;
    if (param.group == "Training") return 1;
    return 0;
  };
  std::stable_sort(schema.params.begin(), schema.params.end(),
                   [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  std::erase_if(schema.params, [](const auto& param) { return param.name == "device"; });
  for (auto& param : schema.params) {
    if (param.group.empty())
      param.group = rank(param) == 3   ? "Network"
                    : rank(param) == 2 ? "Augmentation"
                    : rank(param) == 0 ? (fine ? "Task" : "Method")
                                       : "Training";
    // Settings of the network, and the fine ones of the augmentation, are many and rarely touched.
    if (rank(param) == 3 || (rank(param) == 2 && param.name.find('_') != std::string::npos)) param.advanced = true;
  }
  return schema;
}

}  // namespace selvox::ui
