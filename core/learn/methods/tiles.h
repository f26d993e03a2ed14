#pragma once
// A patch cut into a grid of cells with one tile in each, for puzzles.

#include <cstdint>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/learn/methods/method.h"

namespace selvox::learn::methods {

// All by axis, ([D,] H, W); tiles are numbered row by row, the last axis fastest.
struct Tiles {
  std::vector<std::int64_t> counts;             // cells
  std::vector<std::int64_t> cell, tile, start;  // voxels: side of a cell, of a tile; where the first cell begins
  std::vector<std::int64_t> seen;               // size to which tiles are enlarged for the encoder
  [[nodiscard]] std::int64_t count() const;
};

// `perAxis` cells along each axis that is long enough for tiles of 4 voxels, one along a shorter one. `gap` is the
// share of a cell's side that its tile leaves free. Refused where fewer than two axes can be cut, or the encoder cannot
// take the tiles.
[[nodiscard]] base::Result<Tiles> planTiles(const std::string& method, const MethodConfig& config, std::int64_t perAxis,
                                            architectures::Network& network);

// (N, T, C, tile…): each tile at a random place in its cell, drawn from Rng(seed, Method, step, sample * 64 + stream).
[[nodiscard]] at::Tensor cutTiles(const at::Tensor& images, const Tiles& tiles, const Batch& batch, int stream);
// Each tile (…, C, tile…) with mean 0 and spread 1: its brightness must not tell where it was. `dim` is 2 or 3.
[[nodiscard]] at::Tensor normalisedTiles(const at::Tensor& tiles, int dim);
// Tiles (T, C, tile…) laid out in the middle of their cells, (C, [D,] H, W); gaps are as dark as the darkest voxel.
[[nodiscard]] at::Tensor laidOut(const at::Tensor& tiles, const Tiles& plan);

// (N, T, C, tile…) -> (N, T, features): one weight-shared encoder on every tile.
[[nodiscard]] at::Tensor embedTiles(architectures::Network& network, const at::Tensor& tiles,
                                    const std::vector<std::int64_t>& seen);
// Small inputs vanish on the way down: the coarsest level must keep four positions, or instance norm leaves nothing.
// `size`, each axis that ends in one position doubled until that is so.
[[nodiscard]] base::Result<std::vector<std::int64_t>> enlargedFor(architectures::Network& network,
                                                                  const MethodConfig& config,
                                                                  std::vector<std::int64_t> size);

[[nodiscard]] spec::Param gapParam(double value);

}  // namespace selvox::learn::methods
