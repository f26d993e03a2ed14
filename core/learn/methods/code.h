#pragma once
// What autoencoders are made of: an encoder, a narrow code at one of its levels, a decoder without skips.

#include <memory>
#include <string>
#include <vector>

#include "core/learn/architectures/encoder.h"
#include "core/learn/methods/method.h"

namespace selvox::learn::methods {

// A dense network whose decoder sees nothing but what it is given at a level.
struct Skipless {
  std::shared_ptr<architectures::Network> network;
  std::shared_ptr<architectures::Encoder> encoder;
  std::shared_ptr<architectures::UDecoder> decoder;
};
// Built without skips, with a U-shaped decoder where the network's own cannot do without; of a combination taken as it
// is, and refused where it has skips. `id` is named in messages.
[[nodiscard]] base::Result<Skipless> skiplessNetwork(const MethodConfig& config, const std::string& id);

// Channels of the code on `level`: the setting "code", or as many as make the code an eighth of the patch's values (1
// to the level's own). Refused where the code would hold no fewer values than the patch.
[[nodiscard]] base::Result<std::int64_t> codeWidth(const MethodConfig& config, const Skipless& parts,
                                                   std::size_t level);
// Sides of `level` for a patch of the run, and how many positions that makes.
[[nodiscard]] std::vector<std::int64_t> gridOf(const MethodConfig& config, const Skipless& parts, std::size_t level);
[[nodiscard]] std::int64_t positionsOf(const MethodConfig& config, const Skipless& parts, std::size_t level);
[[nodiscard]] spec::Param codeParam(const char* citation);

// A linear map of `channels` to `perPosition` numbers at each position, and one from `width` numbers back.
class Code : public torch::nn::Module {
 public:
  Code(std::int64_t channels, std::int64_t perPosition, std::int64_t width, int dim);
  at::Tensor squeeze(const at::Tensor& level) { return squeeze_->forward(level); }
  at::Tensor widen(const at::Tensor& code) { return widen_->forward(code); }

 private:
  std::shared_ptr<architectures::Conv> squeeze_, widen_;
};

// `levels` with the last one replaced, at full resolution.
[[nodiscard]] at::Tensor decodeFrom(const Skipless& parts, std::vector<at::Tensor> levels, at::Tensor last,
                                    const at::Tensor& like);

}  // namespace selvox::learn::methods
