#pragma once
// Weights that others trained: their names as ours.

#include <string>

#include <torch/nn/module.h>

#include "core/learn/checks/call.h"

namespace selvox::learn::checks {

// Copies `weights` into every parameter and buffer of the network. A tensor that is missing, left over or of another
// shape is an error that names the first few. Layouts: selvox; torchvision, timm, monai (ResNets, DenseNet);
// torchvision (Inception v3); timm (vit-s, vit-b, swin-unet); nnunet (unet, resenc-unet, primus-s … primus-l); monai
// (unetr, swin-unetr).
[[nodiscard]] base::Status loadWeights(torch::nn::Module& network, const std::string& arch, const std::string& layout,
                                       const Named& weights);

}  // namespace selvox::learn::checks
