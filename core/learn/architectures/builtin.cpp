#include <algorithm>
#include <exception>
#include <string>
#include <utility>

#include "core/learn/architectures/encoder.h"
#include "core/learn/architectures/initialise.h"
#include "core/learn/architectures/msrf_net.h"
#include "core/learn/architectures/network.h"
#include "core/learn/architectures/primus.h"
#include "core/learn/architectures/resnet.h"
#include "core/learn/architectures/swin_unet.h"
#include "core/learn/architectures/swin_unetr.h"
#include "core/learn/architectures/unet.h"
#include "core/learn/architectures/unetr.h"
#include "core/learn/architectures/vit.h"

namespace selvox::learn::architectures {

const std::vector<ArchitectureInfo>& builtin() {
  static const std::vector<ArchitectureInfo> table{
      {"unet",
       {2, 3},
       "nnU-Net's plain U-Net: the first choice for segmentation and restoration",
       "Isensee et al., nnU-Net, Nature Methods 2021",
       unetSchema(),
       &buildUnet},
      {"resnet-18",
       {2, 3},
       "Small residual network: the first choice for classification and contrastive learning",
       "He et al., Deep residual learning, CVPR 2016",
       resnetSchema(),
       &buildResnet18},
      {"resnet-34",
       {2, 3},
       "Residual network of twice the depth",
       "He et al., Deep residual learning, CVPR 2016",
       resnetSchema(),
       &buildResnet34},
      {"vit-s",
       {2, 3},
       "Small vision transformer: for methods on tokens (DINO, DINOv2, MAE, SimMIM) and larger collections",
       "Dosovitskiy et al., ICLR 2021; Steiner et al., TMLR 2022",
       vitSmallSchema(),
       &buildVit,
       &vitMultiple,
       true},
      {"vit-b",
       {2, 3},
       "Base vision transformer, four times the small one; wants a GPU",
       "Dosovitskiy et al., ICLR 2021",
       vitBaseSchema(),
       &buildVit,
       &vitMultiple,
       true},
      {"unetr",
       {2, 3},
       "Base vision transformer with a convolutional decoder on four of its depths; wants a GPU",
       "Hatamizadeh et al., UNETR, WACV 2022",
       unetrSchema(),
       &buildUnetr,
       &unetrMultiple,
       true},
      {"swin-unetr",
       {2, 3},
       "Attention in shifted windows on five resolutions with a convolutional decoder; wants a GPU",
       "Hatamizadeh et al., Swin UNETR, BrainLes 2021",
       swinUnetrSchema(),
       &buildSwinUnetr,
       &swinMultiple},
      {"swin-unet",
       {2},
       "U-Net of shifted-window attention alone, for images",
       "Cao et al., Swin-Unet, ECCV workshops 2022",
       swinUnetSchema(),
       &buildSwinUnet,
       &swinMultiple},
      {"primus-s",
       {3},
       "Small transformer for volumes that segments with the lightest of decoders: good with masked pretraining",
       "Wald et al., Primus, 2025",
       primusSmallSchema(),
       &buildPrimus,
       &primusMultiple,
       true},
      {"primus-b",
       {3},
       "Base size of Primus, four times the small one; wants a GPU",
       "Wald et al., Primus, 2025",
       primusBaseSchema(),
       &buildPrimus,
       &primusMultiple,
       true},
      {"primus-m",
       {3},
       "Medium size of Primus, the authors' choice; wants a large GPU",
       "Wald et al., Primus, 2025",
       primusMediumSchema(),
       &buildPrimus,
       &primusMultiple,
       true},
      {"primus-l",
       {3},
       "Largest Primus; wants a large GPU and a large collection",
       "Wald et al., Primus, 2025",
       primusLargeSchema(),
       &buildPrimus,
       &primusMultiple,
       true},
      {"msrf-net",
       {2},
       "Keeps two resolutions in exchange and follows edges: for polyps, skin and other lesions in pictures",
       "Srivastava et al., MSRF-Net, IEEE JBHI 2022",
       msrfSchema(),
       &buildMsrf,
       &msrfMultiple},
  };
  return table;
}

base::Result<const ArchitectureInfo*> find(std::string_view id) {
  std::string known;
  for (const ArchitectureInfo& info : builtin()) {
    if (info.id == id) return &info;
    known += (known.empty() ? "" : ", ") + info.id;
  }
  return base::fail(base::ErrorCode::NotFound,
                    "No network is called \"" + std::string(id) + "\". Known: " + known + ".");
}

namespace {

base::Result<std::shared_ptr<Network>> construct(std::string_view id, const NetworkConfig& config, bool dense) {
  SELVOX_TRY(const ArchitectureInfo* info, find(id));
  if (std::find(info->dims.begin(), info->dims.end(), config.dim) == info->dims.end()) {
    return base::fail(base::ErrorCode::Unsupported,
                      "The network " + info->id + " has no " + std::to_string(config.dim) + "D form.");
  }
  if (config.inChannels < 1 || config.outChannels < 1) {
    return base::fail(base::ErrorCode::InvalidArgument, "A network needs at least one input and one output channel.");
  }
  NetworkConfig resolved = config;
  SELVOX_TRY(resolved.settings,
             spec::resolve(info->schema, config.settings.is_null() ? base::Json::object() : config.settings));
  try {
    std::shared_ptr<Network> network = info->build(resolved);
    if (!dense || network->dense()) return network;
    DecoderOptions options;
    options.outChannels = config.outChannels;
    options.deepSupervision = base::valueOr(resolved.settings, "deep_supervision", true);
    options.skips = base::valueOr(resolved.settings, "skips", true);
    auto encoder = std::dynamic_pointer_cast<Encoder>(network->named_children()["encoder"]);
    return std::make_shared<DenseNetwork>(std::move(encoder), options);
  } catch (const std::exception& e) {
    return base::fail(base::ErrorCode::InvalidArgument, "The network " + info->id + " cannot be built: " + e.what());
  }
}

}  // namespace

base::Result<std::shared_ptr<Network>> build(std::string_view id, const NetworkConfig& config, std::uint64_t seed) {
  SELVOX_TRY(std::shared_ptr<Network> network, construct(id, config, false));
  initialise(*network, seed);
  return network;
}

base::Result<std::shared_ptr<Network>> buildDense(std::string_view id, const NetworkConfig& config,
                                                  std::uint64_t seed) {
  SELVOX_TRY(std::shared_ptr<Network> network, construct(id, config, true));
  initialise(*network, seed);
  return network;
}

}  // namespace selvox::learn::architectures
