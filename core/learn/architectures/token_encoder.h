#pragma once
// An encoder of tokens, one per block of the image: what methods that hide, leave out or summarise by tokens work with.

#include <memory>

#include "core/learn/architectures/encoder.h"

namespace selvox::learn::architectures {

struct Tokens {
  at::Tensor summary;  // (N, width): the class token
  at::Tensor patches;  // (N, tokens, width), in (z, y, x) order
};

class TokenEncoder : public Encoder {
 public:
  [[nodiscard]] virtual std::int64_t width() const = 0;
  [[nodiscard]] virtual const Sizes& tokenSize() const = 0;  // voxels per axis
  // Tokens per axis of an image of these sides; the image is filled up with zeros at the far end.
  [[nodiscard]] Sizes grid(at::IntArrayRef sides) const;

  // All tokens. Where `hidden` (N, tokens; 1 hidden) is given, hidden ones are replaced by `maskToken` (width) before
  // their positions are added: their content cannot reach any other.
  virtual Tokens encode(const at::Tensor& x, const at::Tensor& hidden = {}, const at::Tensor& maskToken = {}) = 0;
  // Only tokens `kept` (N, V) int64 are read, and given back in that order.
  virtual Tokens encodeKept(const at::Tensor& x, const at::Tensor& kept) = 0;
};

// The encoder of a network, where it is one of tokens; null otherwise.
[[nodiscard]] std::shared_ptr<TokenEncoder> tokenEncoder(Network& network);

}  // namespace selvox::learn::architectures
