#pragma once
// Prototypes: how evenly they are used, and where they come from. Palettes of colours.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/base/rng.h"

namespace selvox::learn::methods {

// Lloyd's algorithm on the sphere: rows (N, D) of length 1 to `clusters` centroids of length 1. Starts from rows drawn
// by Rng(seed, Method, draw, stream); an empty cluster takes the row that fits its own centroid worst.
[[nodiscard]] at::Tensor sphericalKMeans(const at::Tensor& rows, std::int64_t clusters, int iterations,
                                         std::uint64_t seed, std::uint64_t draw, std::uint64_t stream);

// Lloyd's algorithm in space, float64 on the CPU: rows (N, D) to `clusters` centroids. Starts by k-means++ (Arthur and
// Vassilvitskii, SODA 2007); ends after `iterations`, or when nothing moves. With fewer different rows than clusters
// the last centroid is repeated.
[[nodiscard]] at::Tensor kMeans(const at::Tensor& rows, std::int64_t clusters, int iterations, base::Rng rng);
// Which centroid (K, D) lies nearest to each row (N, D): int64 (N).
[[nodiscard]] at::Tensor nearestCentroid(const at::Tensor& rows, const at::Tensor& centroids);

// Running share of samples per prototype (K), after a batch whose samples went to `assigned` (N). Remembers some eight
// samples a prototype.
void updateUsage(at::Tensor& usage, const at::Tensor& assigned);
// "clusters/max_share": of the fullest prototype; "clusters/dead": share of prototypes below a tenth of their due.
[[nodiscard]] std::vector<std::pair<std::string, at::Tensor>> clusterPanel(const at::Tensor& usage);

}  // namespace selvox::learn::methods
