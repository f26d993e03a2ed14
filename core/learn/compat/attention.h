#pragma once
// Scaled dot-product attention: LibTorch's fused kernel where the version has it (2.0), written out otherwise.

#include <cmath>

#include <ATen/core/Tensor.h>

#if __has_include(<ATen/ops/scaled_dot_product_attention.h>)
#include <ATen/ops/scaled_dot_product_attention.h>
#else
#include <ATen/ops/matmul.h>
#include <ATen/ops/softmax.h>

#include "core/learn/compat/compat.h"
#endif

namespace selvox::learn::compat {

// softmax(q k^T / sqrt(d)) v; query, key and value (N, heads, tokens, d).
[[nodiscard]] inline at::Tensor attention(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value) {
#if __has_include(<ATen/ops/scaled_dot_product_attention.h>)
  return at::scaled_dot_product_attention(query, key, value);
#else
  const double scale = 1.0 / std::sqrt(static_cast<double>(query.size(-1)));
  const at::Tensor shares = at::softmax(atLeastFloat(at::matmul(query * scale, key.transpose(-2, -1))), -1);
  return at::matmul(shares.to(value.scalar_type()), value);
#endif
}

}  // namespace selvox::learn::compat
