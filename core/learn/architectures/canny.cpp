#include "core/learn/architectures/canny.h"

#include <array>
#include <cmath>

#include <ATen/ops/abs.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/max_pool2d.h>
#include <ATen/ops/replication_pad2d.h>
#include <ATen/ops/where.h>
#include <c10/core/GradMode.h>

#include "core/learn/compat/compat.h"

namespace selvox::learn::architectures {
namespace {

// Of an image with a frame of one pixel: what lies (dy, dx) from each pixel, 0 <= dy, dx <= 2.
at::Tensor window(const at::Tensor& framed, std::int64_t dy, std::int64_t dx) {
  return framed.narrow(2, dy, framed.size(2) - 2).narrow(3, dx, framed.size(3) - 2);
}

at::Tensor inBytes(const at::Tensor& images) {
  const at::Tensor grey = compat::atLeastFloat(images.detach()).to(at::kFloat).mean(1, true);
  const at::Tensor low = grey.amin({2, 3}, true), high = grey.amax({2, 3}, true);
  return (grey - low) * (255.0 / (high - low).clamp_min(1e-12));
}

// Local maxima across the edge; 0 elsewhere. On a plateau of two the first stays.
at::Tensor thinned(const at::Tensor& gx, const at::Tensor& gy) {
  const at::Tensor size = at::abs(gx) + at::abs(gy), framed = at::constant_pad_nd(size, {1, 1, 1, 1}, 0);
  const auto beside = [&](std::int64_t dy, std::int64_t dx) { return window(framed, dy, dx); };
  const at::Tensor flat = at::abs(gy).lt(at::abs(gx) * std::tan(0.39269908169872414));  // 22.5 degrees
  const at::Tensor steep = at::abs(gy).gt(at::abs(gx) * std::tan(1.1780972450961724));  // 67.5
  const at::Tensor across = size.gt(beside(1, 0)).logical_and(size.ge(beside(1, 2)));
  const at::Tensor along = size.gt(beside(0, 1)).logical_and(size.ge(beside(2, 1)));
  const at::Tensor falling = size.gt(beside(0, 0)).logical_and(size.gt(beside(2, 2)));
  const at::Tensor rising = size.gt(beside(0, 2)).logical_and(size.gt(beside(2, 0)));
  const at::Tensor slanted = at::where((gx * gy).ge(0), falling, rising);
  const at::Tensor kept = at::where(flat, across, at::where(steep, along, slanted));
  return size * kept.to(at::kFloat);
}

}  // namespace

at::Tensor cannyEdges(const at::Tensor& images, double low, double high) {
  const c10::AutoGradMode noGradients(false);
  const compat::FullPrecision guard;
  const at::Tensor framed = at::replication_pad2d(inBytes(images), {1, 1, 1, 1});
  const auto at = [&](std::int64_t dy, std::int64_t dx) { return window(framed, dy, dx); };
  const at::Tensor gx = at(0, 2) + 2 * at(1, 2) + at(2, 2) - at(0, 0) - 2 * at(1, 0) - at(2, 0);
  const at::Tensor gy = at(2, 0) + 2 * at(2, 1) + at(2, 2) - at(0, 0) - 2 * at(0, 1) - at(0, 2);
  const at::Tensor size = thinned(gx, gy), weak = size.gt(low).to(at::kFloat);
  at::Tensor edges = size.gt(high).to(at::kFloat);
  for (std::int64_t step = 0; step < images.size(2) * images.size(3); ++step) {
    const at::Tensor grown = at::max_pool2d(edges, {3, 3}, {1, 1}, {1, 1}) * weak;
    if (at::Tensor(grown.eq(edges)).all().item<bool>()) break;
    edges = grown;
  }
  return edges;
}

}  // namespace selvox::learn::architectures
