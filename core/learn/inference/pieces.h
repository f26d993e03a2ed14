#pragma once
// The parts of a scan that an embedding can be of: all of it, a slice, the surroundings of a label. And how a network
// of one patch size sees such a part: windows side by side, whose embeddings are averaged.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>
#include <c10/core/ScalarType.h>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/learn/engine/retrieval_plan.h"
#include "core/learn/inference/classify.h"
#include "core/volume/brick_file.h"

namespace selvox::learn::inference {

struct Piece {
  volume::Extent origin, size;  // the box, in voxels of the prepared grid
  int axis = 2;                 // 2D: it is looked at in slices across this one (0 x, 1 y, 2 z)
  bool alone = false;           // what a window shows outside the box is hidden (0)
  std::int64_t place = 0;       // number of the slice, or of the label
};

struct PieceRequest {
  std::string of = "series";  // "series", "slices", "roi"
  int axis = 2;               // slices: across this axis…
  std::int64_t every = 4;     // …every n-th
  std::string label;          // roi: of this one, by name or number; empty: one piece a label
  double margin = 10;         // roi: mm around its bounding box
};

// From {"of", "axis": "x"|"y"|"z", "every", "label", "margin"}, each as text or number; what is missing stays as above.
[[nodiscard]] base::Result<PieceRequest> pieceRequest(const base::Json& words);
[[nodiscard]] base::Json toJson(const PieceRequest& request);

[[nodiscard]] Piece wholePiece(const volume::Extent& extent);
// Slices n/2, n/2 + n, … of one axis, `thickness` voxels thick.
[[nodiscard]] std::vector<Piece> slicePieces(const volume::Extent& extent, int axis, std::int64_t every,
                                             std::int64_t thickness);
// Bounding boxes of the labels of a map, by number, widened by `margin` mm within the volume.
[[nodiscard]] std::map<int, Piece> labelPieces(const volume::BrickFile& label, double margin);

// What `request` asks of one scan. `label` may be missing: a roi is then nowhere. `patch` is the network's; {}: rows
// are not of windows, and slices are one voxel thick.
[[nodiscard]] std::vector<Piece> piecesOf(const volume::BrickFile& image, const volume::BrickFile* label,
                                          const std::map<int, std::string>& names, const PieceRequest& request, int dim,
                                          const std::array<std::int64_t, 3>& patch);

struct LookConfig {
  int dim = 3;
  std::array<std::int64_t, 3> patch{};  // x, y, z
  at::Device device = at::kCPU;
  at::ScalarType type = at::kFloat;
};

// (F) float64 on the CPU: mean over the windows that cover the piece; of a volume in 2D over eight slices at most. What
// is not finite is 0. No gradients; the network's mode is the caller's.
[[nodiscard]] at::Tensor embedPiece(const Piece& piece, const CropFunction& crop, const engine::EmbedFunction& embed,
                                    const LookConfig& config);
// (1024) of a flat piece, else (4096), float64: greys averaged over a grid of 32 x 32 or 16 x 16 x 16 cells.
[[nodiscard]] at::Tensor pixelsOf(const Piece& piece, const CropFunction& crop);

}  // namespace selvox::learn::inference
