#include "core/learn/architectures/token_encoder.h"

namespace selvox::learn::architectures {

Sizes TokenEncoder::grid(at::IntArrayRef sides) const {
  Sizes tokens;
  const Sizes& size = tokenSize();
  for (std::size_t axis = 0; axis < sides.size(); ++axis) tokens.push_back((sides[axis] + size[axis] - 1) / size[axis]);
  return tokens;
}

std::shared_ptr<TokenEncoder> tokenEncoder(Network& network) {
  return std::dynamic_pointer_cast<TokenEncoder>(network.named_children()["encoder"]);
}

}  // namespace selvox::learn::architectures
