#include "ui/forms/unit_words.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <QCoreApplication>
#include <QStringList>

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
    {"resenc-unet", "ResEnc U-Net"},
    {"unet-classic", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Classic U-Net")},
    {"unet++", "UNet++"},
    {"attention-unet", "Attention U-Net"},
    {"vnet", "V-Net"},
    {"segresnet", "SegResNet"},
    {"dru-net", "DRU-Net"},
    {"resnet-18", "ResNet-18"},
    {"resnet-34", "ResNet-34"},
    {"resnet-50", "ResNet-50"},
    {"densenet-121", "DenseNet-121"},
    {"inception-v3", "Inception v3"},
    {"mlp", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Multilayer perceptron")},
    {"lstm-slices", QT_TRANSLATE_NOOP("selvox::ui::Draft", "LSTM over slices")},
    {"vit-s", "ViT-S"},
    {"vit-b", "ViT-B"},
    {"unetr", "UNETR"},
    {"swin-unetr", "Swin UNETR"},
    {"swin-unet", "Swin-Unet"},
    {"primus-s", "Primus-S"},
    {"primus-b", "Primus-B"},
    {"primus-m", "Primus-M"},
    {"primus-l", "Primus-L"},
    {"msrf-net", "MSRF-Net"},
    {"segmentation", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Segmentation")},
    {"classification", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Classification")},
    {"enhancement", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Enhancement")},
    {"retrieval", QT_TRANSLATE_NOOP("selvox::ui::Draft", "Retrieval of similar cases")},
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
  if (isKnownUnit(id)) return lookUp(kUnits, id);  // "unet++"
  QStringList parts;                               // "mae+vicreg"
  for (const QString& part : id.split('+')) parts << lookUp(kUnits, part);
  return parts.join(QStringLiteral(" + "));
}
bool isKnownUnit(const QString& id) {
  return std::any_of(std::begin(kUnits), std::end(kUnits),
                     [&](const Entry& unit) { return id == QLatin1String(unit.first); });
}
QString familyTitle(const QString& family) {
  return lookUp(kFamilies, family);
}

}  // namespace selvox::ui
