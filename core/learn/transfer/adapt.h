#pragma once
// Weights of one shape as weights of another: pure functions, each with the promise that its test holds it to.

#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>

namespace selvox::learn::transfer {

// How a first layer of other input channels is made. Repeat and average answer to an image whose channels are all the
// same as the original does, where repeat can (see there).
enum class Channels {
  Repeat,   // channel after channel in turn, scaled by old / new; to fewer channels: those that fall together, added
  Average,  // every channel the mean, scaled by old / new
  Zero,     // channels that the original knows as they are, new ones silent, others dropped
};
// weight (O, C, …) -> (O, channels, …).
[[nodiscard]] at::Tensor adaptChannels(const at::Tensor& weight, std::int64_t channels, Channels how);

// How a kernel within slices becomes one through slices. The volume whose slices are all the same is answered to as the
// slice was.
enum class Inflation {
  Mean,    // the same everywhere, divided by the depth (Carreira & Zisserman, CVPR 2017)
  Centre,  // the middle slice alone, the others 0: at first the network sees slice by slice
};
// weight (O, C, H, W) -> (O, C, depth, H, W).
[[nodiscard]] at::Tensor inflate(const at::Tensor& weight, std::int64_t depth, Inflation how);
// A transposed convolution that fills blocks: each slice of a block as the original filled its one slice.
[[nodiscard]] at::Tensor inflateTransposed(const at::Tensor& weight, std::int64_t depth);

// A patch embedding (O, C, [D,] H, W) for patches of other sides, by the pseudo-inverse of linear resizing B: where
// patches grow, the answer to a patch B x is the answer to x (Beyer et al., FlexiViT, CVPR 2023).
[[nodiscard]] at::Tensor resampleKernel(const at::Tensor& weight, const std::vector<std::int64_t>& sides);

// Learned positions (N, cells of `from`, C) for another grid: linear along each axis (Dosovitskiy et al., ICLR 2021).
// A grid of two axes becomes one of three by repeating it along the depth.
[[nodiscard]] at::Tensor resampleGrid(const at::Tensor& positions, const std::vector<std::int64_t>& from,
                                      const std::vector<std::int64_t>& to);

}  // namespace selvox::learn::transfer
