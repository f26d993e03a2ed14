#pragma once
// The order in which convolutions keep their numbers: channels last lets some devices run them without reordering. The
// weights' own order decides; LibTorch's convolutions and 2D batch norms hand it on from layer to layer, instance norms
// do not.

#include <torch/nn/module.h>

namespace selvox::learn::engine {

// Weights of 2D and 3D convolutions, (out, in, [D,] H, W), in channels-last order; values and shapes stay. In place.
void useChannelsLast(torch::nn::Module& module);

}  // namespace selvox::learn::engine
