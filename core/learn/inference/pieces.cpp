#include "core/learn/inference/pieces.h"

#include <algorithm>
#include <cmath>

#include <ATen/Functions.h>
#include <ATen/core/grad_mode.h>

#include "core/base/text.h"
#include "core/learn/inference/sliding_window.h"

namespace selvox::learn::inference {
namespace {

using volume::Extent;
using Corners = std::array<std::int64_t, 3>;

constexpr std::size_t kEmbeddedAtOnce = 16;
constexpr std::int64_t kLookedAtSlices = 8;
constexpr std::int64_t kFlatCells = 32, kDeepCells = 16;
constexpr const char* kAxisNames[] = {"x", "y", "z"};

Corners cornersOf(const Extent& extent) {
  return {extent.x, extent.y, extent.z};
}
Extent extentOf(const Corners& corners) {
  return {corners[0], corners[1], corners[2]};
}

// The size of a window, and where windows begin.
struct Windows {
  Corners size{1, 1, 1};
  std::vector<Corners> origins;
};

// In 2D the patch's sides lie along the axes of the slice in their order: y and z of a slice across x.
Windows windowsOver(const Piece& piece, const LookConfig& config) {
  const Corners begin = cornersOf(piece.origin), whole = cornersOf(piece.size);
  Windows windows;
  std::array<std::vector<std::int64_t>, 3> starts;
  std::size_t side = 0;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    if (config.dim == 2 && static_cast<int>(axis) == piece.axis) {
      starts[axis] = slicesOf(whole[axis], kLookedAtSlices, false);
      continue;
    }
    windows.size[axis] = config.patch[side++];
    starts[axis] = centredStarts(whole[axis], windows.size[axis]);
  }
  for (const std::int64_t z : starts[2])
    for (const std::int64_t y : starts[1])
      for (const std::int64_t x : starts[0]) windows.origins.push_back({begin[0] + x, begin[1] + y, begin[2] + z});
  return windows;
}

// Zeros where a window reaches beyond the piece.
void hideOutside(const Piece& piece, const Corners& origin, const Corners& size, float* values) {
  const auto inside = [](std::int64_t at, std::int64_t begin, std::int64_t length) {
    return at >= begin && at < begin + length;
  };
  for (std::int64_t z = 0; z < size[2]; ++z) {
    for (std::int64_t y = 0; y < size[1]; ++y) {
      const bool row =
          inside(origin[2] + z, piece.origin.z, piece.size.z) && inside(origin[1] + y, piece.origin.y, piece.size.y);
      float* line = values + (z * size[1] + y) * size[0];
      for (std::int64_t x = 0; x < size[0]; ++x)
        if (!row || !inside(origin[0] + x, piece.origin.x, piece.size.x)) line[x] = 0;
    }
  }
}

// (1, [D,] H, W); x stands fastest, so that a slice across x has rows of z and columns of y.
std::vector<std::int64_t> windowShape(const Corners& size, const Piece& piece, int dim) {
  if (dim == 3) return {1, size[2], size[1], size[0]};
  std::vector<std::int64_t> shape{1};
  for (const int axis : {2, 1, 0})
    if (axis != piece.axis) shape.push_back(size[static_cast<std::size_t>(axis)]);
  return shape;
}

bool isWanted(int number, const std::map<int, std::string>& names, const std::string& label) {
  const auto found = names.find(number);
  return label.empty() || label == std::to_string(number) || (found != names.end() && found->second == label);
}

}  // namespace

base::Result<PieceRequest> pieceRequest(const base::Json& words) {
  const auto text = [&](const char* key, const std::string& fallback) {
    const auto found = words.find(key);
    if (found == words.end() || found->is_null()) return fallback;
    return found->is_string() ? found->get<std::string>() : found->dump();
  };
  PieceRequest request;
  request.of = text("of", request.of);
  if (request.of != "series" && request.of != "slices" && request.of != "roi")
    return base::fail(base::ErrorCode::InvalidArgument,
                      "\"" + request.of + "\" cannot be embedded; known: series, slices, roi.");
  const std::string axis = text("axis", "z");
  const auto known = std::find(std::begin(kAxisNames), std::end(kAxisNames), axis);
  if (known == std::end(kAxisNames))
    return base::fail(base::ErrorCode::InvalidArgument, "There is no axis \"" + axis + "\"; known: x, y, z.");
  request.axis = static_cast<int>(known - std::begin(kAxisNames));
  const auto every = base::toInteger(text("every", std::to_string(request.every)));
  const auto margin = base::toDouble(text("margin", base::toText(request.margin)));
  if (!every || *every < 1 || !margin || !(*margin >= 0 && *margin <= 1000))
    return base::fail(base::ErrorCode::InvalidArgument,
                      "Slices are counted in steps of 1 or more (every), and a margin is 0 to 1000 mm.");
  request.every = *every;
  request.margin = *margin;
  request.label = text("label", "");
  return request;
}

base::Json toJson(const PieceRequest& request) {
  return {{"of", request.of},
          {"axis", kAxisNames[request.axis]},
          {"every", request.every},
          {"label", request.label},
          {"margin", request.margin}};
}

Piece wholePiece(const Extent& extent) {
  return {{}, extent, 2, false, 0};
}

std::vector<Piece> slicePieces(const Extent& extent, int axis, std::int64_t every, std::int64_t thickness) {
  std::vector<Piece> all;
  const auto along = static_cast<std::size_t>(axis);
  const std::int64_t length = cornersOf(extent)[along];
  for (std::int64_t at = std::min(every / 2, length - 1); at < length; at += every) {
    Corners origin{}, size = cornersOf(extent);
    origin[along] = at - (thickness - 1) / 2;
    size[along] = thickness;
    all.push_back({extentOf(origin), extentOf(size), axis, false, at});
  }
  return all;
}

std::map<int, Piece> labelPieces(const volume::BrickFile& label, double margin) {
  const Extent extent = label.header().extent;
  struct Box {
    Corners low, high;
  };
  std::map<int, Box> boxes;
  std::vector<std::uint16_t> numbers(static_cast<std::size_t>(extent.x * extent.y));
  for (std::int64_t z = 0; z < extent.z; ++z) {
    label.cropLabel({0, 0, z}, {extent.x, extent.y, 1}, 0, numbers.data());
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (numbers[i] == 0) continue;
      const auto flat = static_cast<std::int64_t>(i);
      const Corners at{flat % extent.x, flat / extent.x, z};
      Box& box = boxes.emplace(numbers[i], Box{at, at}).first->second;
      for (std::size_t axis = 0; axis < 3; ++axis) {
        box.low[axis] = std::min(box.low[axis], at[axis]);
        box.high[axis] = std::max(box.high[axis], at[axis]);
      }
    }
  }
  const volume::Vec3 spacing = label.header().worldFromVoxel.spacing();
  std::map<int, Piece> all;
  for (const auto& [number, box] : boxes) {
    Corners origin{}, size{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
      const auto voxels = static_cast<std::int64_t>(std::ceil(margin / std::max(spacing[axis], 1e-6)));
      origin[axis] = std::max<std::int64_t>(box.low[axis] - voxels, 0);
      size[axis] = std::min(box.high[axis] + voxels, cornersOf(extent)[axis] - 1) - origin[axis] + 1;
    }
    all[number] = {extentOf(origin), extentOf(size), 2, true, number};
  }
  return all;
}

std::vector<Piece> piecesOf(const volume::BrickFile& image, const volume::BrickFile* label,
                            const std::map<int, std::string>& names, const PieceRequest& request, int dim,
                            const std::array<std::int64_t, 3>& patch) {
  const Extent extent = image.header().extent;
  if (request.of == "slices") {
    const std::int64_t thickness =
        dim == 3 ? std::max<std::int64_t>(patch[static_cast<std::size_t>(request.axis)], 1) : 1;
    return slicePieces(extent, request.axis, request.every, thickness);
  }
  if (request.of == "series") return {wholePiece(extent)};
  std::vector<Piece> all;
  if (label == nullptr || !(label->header().extent == extent)) return all;
  for (const auto& [number, piece] : labelPieces(*label, request.margin))
    if (isWanted(number, names, request.label)) all.push_back(piece);
  return all;
}

at::Tensor embedPiece(const Piece& piece, const CropFunction& crop, const engine::EmbedFunction& embed,
                      const LookConfig& config) {
  const at::NoGradGuard noGrad;
  const Windows windows = windowsOver(piece, config);
  auto shape = windowShape(windows.size, piece, config.dim);
  shape.insert(shape.begin(), 0);
  const Extent size = extentOf(windows.size);
  at::Tensor sum;
  for (std::size_t first = 0; first < windows.origins.size(); first += kEmbeddedAtOnce) {
    const std::size_t last = std::min(windows.origins.size(), first + kEmbeddedAtOnce);
    shape[0] = static_cast<std::int64_t>(last - first);
    at::Tensor images = at::empty(shape, at::kFloat);
    for (std::size_t i = first; i < last; ++i) {
      float* out = images.data_ptr<float>() + static_cast<std::int64_t>(i - first) * size.voxels();
      crop(extentOf(windows.origins[i]), size, out);
      if (piece.alone) hideOutside(piece, windows.origins[i], windows.size, out);
    }
    const at::Tensor rows = embed(images.to(config.device, config.type)).to(at::kCPU, at::kDouble).sum(0);
    sum = sum.defined() ? sum + rows : rows;
  }
  return (sum / static_cast<double>(windows.origins.size())).nan_to_num(0, 0, 0).contiguous();
}

// Slab by slab, as large scans do not fit; the cells are those of an adaptive average pool over the whole box.
at::Tensor pixelsOf(const Piece& piece, const CropFunction& crop) {
  const at::NoGradGuard noGrad;
  const Extent size = piece.size;
  const bool flat = size.x == 1 || size.y == 1 || size.z == 1;
  const std::int64_t cells = flat ? kFlatCells : kDeepCells;
  const auto along = [&](std::int64_t extent) { return extent == 1 ? std::int64_t{1} : cells; };
  std::vector<at::Tensor> slabs;
  const std::int64_t deep = along(size.z);
  for (std::int64_t i = 0; i < deep; ++i) {
    const std::int64_t begin = i * size.z / deep, end = ((i + 1) * size.z + deep - 1) / deep;
    at::Tensor slab = at::empty({1, 1, end - begin, size.y, size.x});
    crop({piece.origin.x, piece.origin.y, piece.origin.z + begin}, {size.x, size.y, end - begin},
         slab.data_ptr<float>());
    slabs.push_back(at::adaptive_avg_pool3d(slab, {1, along(size.y), along(size.x)}).flatten());
  }
  return at::cat(slabs, 0).to(at::kDouble).nan_to_num(0, 0, 0).contiguous();
}

}  // namespace selvox::learn::inference
